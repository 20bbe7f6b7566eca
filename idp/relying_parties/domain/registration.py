"""Validation of a registration: every fault found at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from idp.access.powers import FOR_PROGRAMS
from idp.assurance.levels import Level
from idp.kernel.names import LANGUAGE, are_sound
from idp.kernel.refusals import Reason, Refused
from idp.kernel.texts import LONGEST_SENTENCE, is_plain
from idp.relying_parties.domain.client import (
    BACKCHANNEL,
    SECRET,
    SECRET_METHODS,
    ClaimPurpose,
    Connection,
    PartyKind,
)
from idp.relying_parties.domain.disclosure import APPROVABLE, CLAIMS_BY_SCOPE
from idp.relying_parties.domain.key_sets import one_is_usable
from idp.relying_parties.domain.pkce import LONGEST_REASON, PkceExemption
from idp.relying_parties.domain.registered_uris import (
    LOOPBACK,
    carries_response,
    host_of,
    is_acceptable,
    is_origin,
    is_private_use,
)

GRANT_TYPES: Final = frozenset(
    {"authorization_code", "refresh_token", "client_credentials", BACKCHANNEL}
)
ADMIN_SCOPE: Final = "admin:"
"""`admin:client_register` is the scope of the power `client_register` at the admin API."""
DELIVERIES: Final = frozenset({"poll", "ping"})
HAVE_A_SECRET: Final = SECRET_METHODS | {SECRET}
AUTH_METHODS: Final = HAVE_A_SECRET | {"private_key_jwt", "none"}
ID_TOKEN_ALGORITHMS: Final = frozenset({"RS256", "ES256", "EdDSA"})
_PRIVATE_MEMBERS: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})
CLIENT_ID_FORM: Final = r"[A-Za-z0-9_-]{1,64}"
"""A client id as a regular expression, of the whole text."""
_CLIENT_ID: Final = re.compile(CLIENT_ID_FORM)
_SECTOR: Final = re.compile(r"[A-Za-z0-9._:/-]{1,255}")
_ACCOUNT_LEVELS: Final = frozenset({None, 1, 2})
MOST_ADDRESSES: Final = 100
LONGEST_KEY_MEMBER: Final = 8_192
LONGEST_MAX_AGE: Final = 999_999_999
"""Seconds, the longest `max_age` of a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A registration for a new client; `MEMBERS` of the command line explains each member.

    `loopback` allows http addresses on this machine: native applications (RFC 8252 section 7.3) and
    the demonstration. `sector` may be left out when every redirect URI has the same host.
    """

    client_id: str | None = None
    name: Mapping[str, str]
    kind: PartyKind
    connection: Connection = Connection.DIRECT
    provider_id: str | None = None
    redirect_uris: tuple[str, ...] = ()
    post_logout_redirect_uris: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    grant_types: frozenset[str] = frozenset({"authorization_code"})
    auth_method: str = SECRET
    pkce_exemption: PkceExemption | None = None
    jwks: Mapping[str, Any] | None = None
    jwks_uri: str | None = None
    scopes: frozenset[str] = frozenset({"openid"})
    claims: Mapping[str, ClaimPurpose] = field(default_factory=dict)
    minimum_level: Level = Level.ONE
    minimum_account_level: int | None = None
    sector: str | None = None
    id_token_alg: str = "RS256"
    default_max_age: int | None = None
    require_pushed: bool = False
    resources: tuple[str, ...] = ()
    sso: bool = True
    backchannel_logout_uri: str | None = None
    backchannel_delivery: str = "poll"
    backchannel_notification_uri: str | None = None
    logo_uri: str | None = None
    policy_uri: str | None = None
    tos_uri: str | None = None
    legal_basis: str = "consent"
    no_biometrics: bool = False
    phishing_resistant_only: bool = False
    delegated_acting: bool = False
    loopback: bool = False


class Fault(StrEnum):
    """The faults of a registration."""

    ACCOUNT_LEVEL = "minimum_account_level"
    ADMIN_SCOPE = "scope_of_the_admin_api"
    ADDRESS = "address_not_acceptable"
    CLAIM = "claim_not_approvable"
    CLIENT_ID = "client_id"
    DELIVERY = "backchannel_delivery"
    GRANT_TYPE = "grant_type"
    ID_TOKEN_ALGORITHM = "id_token_alg"
    KEYS = "jwks"
    LEGAL_BASIS = "legal_basis"
    LEVEL = "minimum_level"
    MAX_AGE = "default_max_age"
    METHOD = "auth_method"
    NAME = "name"
    ORIGIN = "allowed_origins"
    PKCE = "pkce_exemption"
    PURPOSE = "purpose_missing"
    REDIRECT_URI_MISSING = "redirect_uri_missing"
    RESPONSE_PARAMETER = "response_parameter_in_address"
    SCOPE = "scope_without_approved_claim"
    SECTOR = "sector_unclear"
    TOO_MANY = "too_many_addresses"


def new_faults(before: Registration, wanted: Registration) -> frozenset[Fault]:
    """The faults that a change makes.

    What earlier rules took stays where no member that the rule of today reads is changed, so that
    it does not block a change of keys.
    """
    standing = {
        fault
        for fault in faults(before)
        if all(getattr(before, name) == getattr(wanted, name) for name in READ_BY[fault])
    }
    return faults(wanted) - standing


def ineligible(kind: PartyKind, connection: Connection, *, provider_valid: bool) -> Refused | None:
    """Eligibility: a private party connects only through a provider with a valid certificate.

    D19.2-1 names who may connect directly, D19.3-1 everybody else's only way.
    """
    if connection is Connection.DIRECT:
        private = kind is PartyKind.PRIVATE
        return Refused(Reason.TYPE_NOT_ELIGIBLE_DIRECT) if private else None
    return None if provider_valid else Refused(Reason.LICENCE_REQUIRED)


def is_client_id(text: str) -> bool:
    """Whether a text has the form of a client id; no other is looked up."""
    return _CLIENT_ID.fullmatch(text) is not None


def faults(registration: Registration) -> frozenset[Fault]:
    """All faults; empty when the client may be registered."""
    return frozenset(fault for fault, is_faulty in _RULES.items() if is_faulty(registration))


def sector_of(registration: Registration, client_id: str) -> str | None:
    """The sector of the pairwise `sub` (OpenID Connect Core section 8.1), None when unclear.

    A loopback address names no party: such clients are a sector of their own, as are clients
    without any redirect URI, so that two parties never get the same `sub` by chance (D4.4).
    """
    if registration.sector is not None:
        return registration.sector or None
    on_the_web = (each for each in registration.redirect_uris if not is_private_use(each))
    hosts = {host_of(address) for address in on_the_web}
    if not hosts - LOOPBACK:
        return client_id
    return next(iter(hosts)) if len(hosts) == 1 else None


_TO_RETURN_TO: Final = ("redirect_uris", "post_logout_redirect_uris")
_LISTS: Final = (*_TO_RETURN_TO, "resources")
_SINGLE: Final = (
    "backchannel_logout_uri",
    "backchannel_notification_uri",
    "jwks_uri",
    "logo_uri",
    "policy_uri",
    "tos_uri",
)


def refused_addresses(registration: Registration) -> frozenset[str]:
    """The members with an address that may not be registered."""
    return frozenset(
        member
        for member in (*_LISTS, *_SINGLE)
        if not all(_fits(member, each, registration) for each in _addresses(registration, member))
    )


def _addresses(registration: Registration, member: str) -> tuple[str, ...]:
    value = getattr(registration, member)
    return value if member in _LISTS else (() if value is None else (value,))


def _fits(member: str, address: str, registration: Registration) -> bool:
    """Native applications may also have a scheme of their own (RFC 8252 section 7.1)."""
    if is_acceptable(address, loopback=registration.loopback):
        return True
    native = registration.auth_method == "none" and not registration.allowed_origins
    return native and member in _TO_RETURN_TO and is_private_use(address)


def _carries_response(registration: Registration) -> bool:
    return any(
        carries_response(address)
        for member in _TO_RETURN_TO
        for address in getattr(registration, member)
        if _fits(member, address, registration)
    )


def _too_many(registration: Registration) -> bool:
    listed = (*_LISTS, "allowed_origins")
    return any(len(getattr(registration, member)) > MOST_ADDRESSES for member in listed)


def _origin_faulty(registration: Registration) -> bool:
    """Allowed origins are for public clients only; another one would reveal its secret there."""
    origins = registration.allowed_origins
    if origins and registration.auth_method != "none":
        return True
    return not all(is_origin(each, loopback=registration.loopback) for each in origins)


def _keys_faulty(registration: Registration) -> bool:
    given = (registration.jwks is not None) + (registration.jwks_uri is not None)
    if given != (registration.auth_method == "private_key_jwt"):
        return True
    keys = () if registration.jwks is None else registration.jwks.get("keys")
    if not isinstance(keys, list | tuple) or not _is_ascii(registration.jwks):
        return True
    public = all(
        isinstance(key, Mapping) and key.get("kty") != "oct" and not _PRIVATE_MEMBERS & key.keys()
        for key in keys
    )
    return not public or (registration.jwks is not None and not one_is_usable(keys))


def _is_ascii(value: object) -> bool:
    """Whether all strings in a document are printable ASCII, which every database accepts."""
    match value:
        case str():
            return value.isascii() and value.isprintable() and len(value) <= LONGEST_KEY_MEMBER
        case Mapping():
            return all(_is_ascii(name) and _is_ascii(each) for name, each in value.items())
        case list() | tuple():
            return all(map(_is_ascii, value))
        case _:
            return value is None or isinstance(value, bool | int | float)


def _grant_faulty(registration: Registration) -> bool:
    grants = registration.grant_types
    unprovable = registration.auth_method == "none" and "client_credentials" in grants
    dangling = "refresh_token" in grants and "authorization_code" not in grants
    return not grants or bool(grants - GRANT_TYPES) or unprovable or dangling


def refused_scopes(registration: Registration) -> frozenset[str]:
    """A scope that asks for claims must have at least one of them approved (X15.3)."""
    return frozenset(
        scope for scope in registration.scopes if not _scope_fits(scope, registration.claims)
    )


def _scope_fits(scope: str, claims: Mapping[str, ClaimPurpose]) -> bool:
    if not (scope.isascii() and scope.isprintable()):
        return False
    return scope not in CLAIMS_BY_SCOPE or not claims.keys().isdisjoint(CLAIMS_BY_SCOPE[scope])


def _admin_scope_faulty(registration: Registration) -> bool:
    """A client of the admin API proves itself by a key, has known powers, and serves no people."""
    asked = {each for each in registration.scopes if each.startswith(ADMIN_SCOPE)}
    if not asked:
        return False
    known = {f"{ADMIN_SCOPE}{each}" for each in FOR_PROGRAMS}
    return (
        asked != registration.scopes
        or not asked <= known
        or registration.auth_method != "private_key_jwt"
        or registration.grant_types != {"client_credentials"}
    )


def refused_claims(registration: Registration) -> frozenset[str]:
    """The claims that cannot be approved for any client (X15.3)."""
    return frozenset(registration.claims.keys() - APPROVABLE)


def _redirect_missing(registration: Registration) -> bool:
    return "authorization_code" in registration.grant_types and not registration.redirect_uris


def _delivery_faulty(registration: Registration) -> bool:
    """The notification address is required for pings and only for them (CIBA Core section 4).

    Who asks in the back channel signs its requests, so it proves itself by the same key.
    """
    asks = BACKCHANNEL in registration.grant_types
    if asks and registration.auth_method != "private_key_jwt":
        return True
    pings = asks and registration.backchannel_delivery == "ping"
    return registration.backchannel_delivery not in DELIVERIES or pings != (
        registration.backchannel_notification_uri is not None
    )


def _exemption_faulty(registration: Registration) -> bool:
    """An exemption is for confidential clients, with a reason (Q17)."""
    exemption = registration.pkce_exemption
    if exemption is None:
        return False
    return registration.auth_method == "none" or not is_plain(exemption.reason, LONGEST_REASON)


def _legal_basis_faulty(registration: Registration) -> bool:
    if registration.legal_basis == "statutory":
        return registration.connection is not Connection.DIRECT
    return registration.legal_basis != "consent"


def _client_id_faulty(registration: Registration) -> bool:
    return registration.client_id is not None and not is_client_id(registration.client_id)


def _purpose_missing(registration: Registration) -> bool:
    """Each purpose has a Vietnamese text, and no confusing characters (D18.1a)."""
    return not all(
        "vi" in each.text
        and all(
            LANGUAGE.fullmatch(language) and is_plain(text, LONGEST_SENTENCE)
            for language, text in each.text.items()
        )
        for each in registration.claims.values()
    )


def _sector_faulty(registration: Registration) -> bool:
    sector = sector_of(registration, "itself")
    return sector is None or not _SECTOR.fullmatch(sector)


_RULES: Final[Mapping[Fault, Callable[[Registration], bool]]] = {
    Fault.ACCOUNT_LEVEL: lambda asked: asked.minimum_account_level not in _ACCOUNT_LEVELS,
    Fault.ADDRESS: lambda asked: bool(refused_addresses(asked)),
    Fault.ADMIN_SCOPE: _admin_scope_faulty,
    Fault.CLAIM: lambda asked: bool(refused_claims(asked)),
    Fault.CLIENT_ID: _client_id_faulty,
    Fault.DELIVERY: _delivery_faulty,
    Fault.GRANT_TYPE: _grant_faulty,
    Fault.ID_TOKEN_ALGORITHM: lambda asked: asked.id_token_alg not in ID_TOKEN_ALGORITHMS,
    Fault.KEYS: _keys_faulty,
    Fault.LEGAL_BASIS: _legal_basis_faulty,
    Fault.LEVEL: lambda asked: asked.minimum_level is Level.NONE,
    Fault.MAX_AGE: lambda asked: not 0 <= (asked.default_max_age or 0) <= LONGEST_MAX_AGE,
    Fault.METHOD: lambda asked: asked.auth_method not in AUTH_METHODS,
    Fault.NAME: lambda asked: not are_sound(asked.name),
    Fault.ORIGIN: _origin_faulty,
    Fault.PKCE: _exemption_faulty,
    Fault.PURPOSE: _purpose_missing,
    Fault.REDIRECT_URI_MISSING: _redirect_missing,
    Fault.RESPONSE_PARAMETER: _carries_response,
    Fault.SCOPE: lambda asked: bool(refused_scopes(asked)),
    Fault.SECTOR: _sector_faulty,
    Fault.TOO_MANY: _too_many,
}
_ALL_ADDRESSES: Final = (*_LISTS, *_SINGLE)
_OF_NATIVE: Final = ("allowed_origins", "auth_method", "loopback")
READ_BY: Final[Mapping[Fault, tuple[str, ...]]] = {
    Fault.ACCOUNT_LEVEL: ("minimum_account_level",),
    Fault.ADDRESS: (*_ALL_ADDRESSES, *_OF_NATIVE),
    Fault.ADMIN_SCOPE: ("scopes", "auth_method", "grant_types"),
    Fault.CLAIM: ("claims",),
    Fault.CLIENT_ID: ("client_id",),
    Fault.DELIVERY: (
        "auth_method",
        "backchannel_delivery",
        "backchannel_notification_uri",
        "grant_types",
    ),
    Fault.GRANT_TYPE: ("auth_method", "grant_types"),
    Fault.ID_TOKEN_ALGORITHM: ("id_token_alg",),
    Fault.KEYS: ("auth_method", "jwks", "jwks_uri"),
    Fault.LEGAL_BASIS: ("connection", "legal_basis"),
    Fault.LEVEL: ("minimum_level",),
    Fault.MAX_AGE: ("default_max_age",),
    Fault.METHOD: ("auth_method",),
    Fault.NAME: ("name",),
    Fault.ORIGIN: _OF_NATIVE,
    Fault.PKCE: ("auth_method", "pkce_exemption"),
    Fault.PURPOSE: ("claims",),
    Fault.REDIRECT_URI_MISSING: ("grant_types", "redirect_uris"),
    Fault.RESPONSE_PARAMETER: (*_TO_RETURN_TO, *_OF_NATIVE),
    Fault.SCOPE: ("claims", "scopes"),
    Fault.SECTOR: ("redirect_uris", "sector"),
    Fault.TOO_MANY: (*_LISTS, "allowed_origins"),
}
"""For each fault the members that its rule reads."""
