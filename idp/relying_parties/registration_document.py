"""A client's registration from a JSON file: every member typed, unknown ones refused.

The members have our names, or those of OpenID Connect Dynamic Client Registration 1.0 and of the
RFCs that add to it, so that what a product prints as its client metadata can be used as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from idp.kernel.json_text import read_json
from idp.relying_parties.domain.assertion import ALGORITHMS
from idp.relying_parties.domain.client import ClaimPurpose
from idp.relying_parties.domain.pkce import PkceExemption
from idp.relying_parties.domain.registration import (
    GRANT_TYPES,
    ID_TOKEN_ALGORITHMS,
    LONGEST_MAX_AGE,
    MOST_ADDRESSES,
    Fault,
    Registration,
    faults,
    new_faults,
    refused_addresses,
    refused_claims,
    refused_scopes,
)

MEMBERS: Final[Mapping[str, str]] = {
    "name": "the name shown to people, by language: vi is required, en is for others [client_name]",
    "kind": "state_agency, political_organisation, public_service or private",
    "connection": "direct, or via_provider for a private party",
    "provider_id": "the licensed provider it connects through (idp providers list)",
    "client_id": "an id of your choice, else one is made; it never changes",
    "redirect_uris": "where codes are sent, compared character by character",
    "post_logout_redirect_uris": "where browsers may return after a sign-out, likewise",
    "loopback": "true allows http addresses of this machine: native applications, whose port is "
    "then free (127.0.0.1 and [::1]), and development [application_type: native]",
    "allowed_origins": "a public client in the browser: whose pages may call /token, /userinfo "
    "and /revoke, as https://app.example.vn",
    "grant_types": "authorization_code (default), refresh_token, client_credentials, "
    "urn:openid:params:grant-type:ciba",
    "auth_method": "client_secret_basic, client_secret_post, private_key_jwt, or none for a public "
    "client; left out, a secret that works both ways [token_endpoint_auth_method]",
    "jwks": "its public keys, for private_key_jwt",
    "jwks_uri": "or where they are",
    "pkce_exemption": "a confidential client that cannot send a code challenge: {reason, "
    "without_nonce, until}; a nonce takes its place unless without_nonce says that the risk is "
    "accepted, until is its last day",
    "scopes": "the scopes it may request: openid, profile, email, phone, address, offline_access, "
    "and scopes for its own APIs [scope, separated by spaces]",
    "claims": "each claim it may get, with the purpose people read: "
    '{"name": {"text": {"vi": "…", "en": "…"}, "essential": true}}',
    "minimum_level": "1 to 4: a lower sign-in is refused whatever was asked; for clients that "
    "never check acr",
    "minimum_account_level": "1 or 2: the least level of the person's account",
    "default_max_age": "seconds after which a person signs in again",
    "sso": "false: no single sign-on, each request takes a new sign-in",
    "no_biometrics": "true: biometrics do not count here",
    "phishing_resistant_only": "true: only passkeys, application keys and identity cards count",
    "delegated_acting": "true: people may act here for wards and organisations; act is in tokens",
    "require_pushed": "true: requests come through /par only "
    "[require_pushed_authorization_requests]",
    "id_token_alg": "RS256 (default), ES256 or EdDSA [id_token_signed_response_alg]",
    "sector": "which clients know a person by the same sub; needed when the redirect URIs name "
    "several hosts, and never changed",
    "resources": "the APIs of the party, as the audience of access tokens (RFC 8707)",
    "backchannel_logout_uri": "where logout tokens are posted",
    "backchannel_delivery": "poll or ping, at a counter (CIBA) [backchannel_token_delivery_mode]",
    "backchannel_notification_uri": "where pings go [backchannel_client_notification_endpoint]",
    "logo_uri": "shown to people",
    "policy_uri": "its privacy notice, shown to people",
    "tos_uri": "its terms, shown to people",
    "legal_basis": "consent, or statutory for a direct connection",
}
"""All members of a registration, in the order of the help; standard names in brackets."""

EXPLAINED: Final[Mapping[Fault, str]] = {
    Fault.ACCOUNT_LEVEL: "1 or 2",
    Fault.ADMIN_SCOPE: "scopes of the admin API stand alone, are powers that a program may have, "
    "and need auth_method private_key_jwt with the grant type client_credentials only",
    Fault.ADDRESS: "https, without a user, fragment, wildcard or dot segment",
    Fault.CLAIM: "approvable are the claims of discovery about a person, also as CLAIM_matches",
    Fault.CLIENT_ID: "up to 64 letters, digits, - and _",
    Fault.DELIVERY: "poll, or ping with a backchannel_notification_uri; the grant type of CIBA "
    "needs auth_method private_key_jwt",
    Fault.GRANT_TYPE: f"one or more of {', '.join(sorted(GRANT_TYPES))}; refresh_token needs "
    "authorization_code, client_credentials an auth_method other than none",
    Fault.ID_TOKEN_ALGORITHM: ", ".join(sorted(ID_TOKEN_ALGORITHMS)),
    Fault.KEYS: "private_key_jwt needs jwks or jwks_uri, with public keys only, one of them for "
    f"{', '.join(ALGORITHMS)} (RSA of 2048 bits or more), and no other auth_method has them",
    Fault.LEGAL_BASIS: "consent, or statutory for a direct connection",
    Fault.LEVEL: "1 to 4",
    Fault.MAX_AGE: f"0 to {LONGEST_MAX_AGE} seconds",
    Fault.METHOD: "client_secret_basic, client_secret_post, private_key_jwt or none; left out for "
    "a secret that works both ways",
    Fault.NAME: "a name of up to 100 Latin letters, digits and signs, in vi at least, without "
    "invisible or turning characters",
    Fault.ORIGIN: "https://host without a path, and only for auth_method none",
    Fault.PKCE: "a reason in up to 500 characters, and only for a client that proves itself",
    Fault.PURPOSE: "each claim needs a purpose in vi, up to 300 plain characters",
    Fault.REDIRECT_URI_MISSING: "the grant type authorization_code needs redirect_uris",
    Fault.RESPONSE_PARAMETER: "the query of an address may not name code, state, iss, error or "
    "any other parameter of our answers",
    Fault.SCOPE: "of each scope at least one claim is approved with its purpose in claims",
    Fault.SECTOR: "redirect URIs on several hosts need a sector",
    Fault.TOO_MANY: f"up to {MOST_ADDRESSES} in each member",
}
"""For each fault the requirement, as a sentence."""

_IN_WORDS_OF_JSON: Final[Mapping[str, str]] = {
    "tuple_type": "a list is needed",
    "frozen_set_type": "a list is needed",
    "mapping_type": "an object is needed",
    "dict_type": "an object is needed",
    "dataclass_type": "an object is needed",
    "missing": "this member is needed",
}

RENAMED: Final[Mapping[str, str]] = {
    "token_endpoint_auth_method": "auth_method",
    "id_token_signed_response_alg": "id_token_alg",
    "require_pushed_authorization_requests": "require_pushed",
    "backchannel_token_delivery_mode": "backchannel_delivery",
    "backchannel_client_notification_endpoint": "backchannel_notification_uri",
}
"""Standard members, and the names that we have for them."""
_QUOTED: Final = re.compile(r"'([^']*)'")

_TRUE_OR_FALSE: Final = "true or false"
ALREADY_SO: Final[Mapping[str, tuple[str, Any]]] = {
    "response_types": (
        '["code"]',
        Annotated[list[Literal["code"]], Field(min_length=1, max_length=1)],
    ),
    "subject_type": ("pairwise", Literal["pairwise"]),
    "request_object_signing_alg": ("null", None),
    "backchannel_logout_session_required": (_TRUE_OR_FALSE, bool),
    "require_auth_time": (_TRUE_OR_FALSE, bool),
}
"""Standard members that change nothing here: in words and as a type what they may be."""

ApplicationType = Literal["web", "native"]
TRANSLATED: Final[Mapping[str, Any]] = {
    "application_type": ApplicationType,
    "client_name": str,
    "scope": str | frozenset[str],
}
"""Standard members that say in another form what one of ours says, with their types."""

STANDARD: Final = (*RENAMED, *ALREADY_SO, *TRANSLATED)
_INSIDE: Final[Mapping[str, frozenset[str]]] = {
    "pkce_exemption": frozenset(each.name for each in fields(PkceExemption)),
}
_OF_A_PURPOSE: Final = frozenset(each.name for each in fields(ClaimPurpose))
_ADAPTER: Final = TypeAdapter(Registration)
_OF_ALREADY_SO: Final = {
    name: TypeAdapter(kind, config=ConfigDict(strict=True))
    for name, (_, kind) in ALREADY_SO.items()
}


class DocumentFault(StrEnum):
    """What is wrong with a document before its registration can be judged, or helps to mend it."""

    NO_OBJECT = "no_object"
    UNKNOWN_MEMBER = "unknown_member"
    KNOWN_MEMBERS = "known_members"
    GIVEN_TWICE = "given_twice"
    ONE_VALUE_ONLY = "one_value_only"
    CLIENT_ID_CHANGED = "client_id_changed"
    MISSING = "missing"
    LIST = "list"
    OBJECT = "object"
    TEXT = "text"
    NUMBER = "number"
    YES_OR_NO = "yes_or_no"
    DAY = "day"
    CHOICE = "choice"
    TEXTS_BY_LANGUAGE = "texts_by_language"
    UNREADABLE = "unreadable"
    NEEDS_LOOPBACK = "needs_loopback"
    NEEDS_NO_SECRET = "needs_no_secret"  # noqa: S105 - a fault
    SCHEME_IS_NO_DOMAIN = "scheme_is_no_domain"


@dataclass(frozen=True, slots=True)
class FaultyMember:
    """One fault for who says it in words of their own.

    `member`: as the document names it, empty for all of it. `about`: the values that are at fault,
    or those that there are.
    """

    fault: Fault | DocumentFault
    member: str = ""
    about: str = ""


class NotARegistration(ValueError):
    """The document is not a registration; the message lists all faults, in English."""

    def __init__(self, message: str, *faults: FaultyMember) -> None:
        self.faults = faults
        super().__init__(message)


def read_document(file: Path) -> object:
    """The JSON of a file: UTF-8 wherever this runs, with or without a byte order mark.

    Raises NotARegistration.
    """
    try:
        return read_json(file.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotARegistration(f"not JSON in UTF-8: {error}") from error


def registration_from(document: object) -> Registration:
    """The registration a JSON document describes. Raises NotARegistration."""
    told = _members(document)
    return _judged(_read(told.members, told.written), told.written)


def edited(registration: Registration, document: object) -> Registration:
    """A registration changed by a JSON document with new values for some members.

    A member that is null gets its default. What a rule took before does not block a change of
    other members (`new_faults`). Raises NotARegistration.
    """
    return _changed(registration, _members(document, changes=True))


def patched(registration: Registration, patch: object) -> Registration:
    """A registration changed by a JSON merge patch (RFC 7396), whose target is its document.

    As `edited`, but of an object in the patch only the members that it names are changed: those of
    `name` that are null are removed from it, and so are claims. Raises NotARegistration.
    """
    told = _members(patch, changes=True)
    changed = told.members
    held = {name: _plain(getattr(registration, name)) for name in MEMBERS}
    wanted: dict[str, Any] = {name: value for name, value in changed.items() if value is None}
    wanted |= {name: _merged(held[name], changed[name]) for name in changed.keys() - wanted.keys()}
    return _changed(registration, _Told(wanted, told.written))


def _changed(registration: Registration, told: "_Told") -> Registration:
    changed = told.members
    if "client_id" in changed and changed["client_id"] != registration.client_id:
        changes = FaultyMember(DocumentFault.CLIENT_ID_CHANGED, "client_id")
        raise NotARegistration("the client_id never changes", changes)
    reset = {name for name, value in changed.items() if value is None}
    held = {name: getattr(registration, name) for name in MEMBERS if name not in reset}
    given = {name: value for name, value in changed.items() if value is not None}
    members = given | {name: _plain(held[name]) for name in held.keys() - given.keys()}
    wanted = _read(members, told.written)
    sector = changed.get("sector") or registration.sector
    return _judged(replace(wanted, sector=sector), told.written, before=registration)


def _merged(target: object, patch: object) -> object:
    """The document `target` with this patch applied (RFC 7396 section 2)."""
    if not isinstance(patch, Mapping):
        return patch
    left = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            left.pop(name, None)
        else:
            left[name] = _merged(left.get(name), value)
    return left


def _plain(value: object) -> object:
    """A member in its JSON form, for the reader of members."""
    if isinstance(value, PkceExemption):
        return asdict(value)
    if isinstance(value, Mapping):
        return {
            name: asdict(each) if isinstance(each, ClaimPurpose) else each
            for name, each in value.items()
        }
    return value


@dataclass(frozen=True, slots=True)
class _Told:
    """What a document tells: members by our names, and by what name it has what is of each.

    `written`: by the place, which is our name and for a text of `name` its language too.
    """

    members: Mapping[str, Any]
    written: Mapping[tuple[str, ...], str]


def _members(document: object, *, changes: bool = False) -> _Told:
    """Members by our names; reports each unknown one, with the list of known ones.

    `changes`: of a registration that is there, so that null is the default of any member.
    """
    if not isinstance(document, Mapping):
        raise NotARegistration("not a JSON object", FaultyMember(DocumentFault.NO_OBJECT))
    given = {name for name in document if _our_name(name)}
    unknown = sorted(map(str, document.keys() - given)) + sorted(_unknown_inside(document))
    if unknown:
        known = ", ".join((*MEMBERS, *STANDARD))
        raise NotARegistration(
            f"unknown members: {', '.join(unknown)}\nknown members: {known}",
            *(FaultyMember(DocumentFault.UNKNOWN_MEMBER, each) for each in unknown),
            FaultyMember(DocumentFault.KNOWN_MEMBERS, about=known),
        )
    if "name" in given and any(name.startswith("client_name") for name in given):
        raise NotARegistration("name and client_name are the same: give one", _twice("name"))
    members: dict[str, Any] = {}
    written: dict[tuple[str, ...], str] = {}
    for name, value in document.items():
        if name == "application_type" and "loopback" in document and value != "native":
            _application_type(value, changes=changes)
            continue
        for ours, meaning in _meaning(name, value, changes=changes).items():
            if ours in members and not _is_another_name(members, ours, meaning):
                raise NotARegistration(f"{name}: given twice, as {ours} too", _twice(name))
            of_name = ours == "name" and name != "name"
            places = [(ours, each) for each in meaning] if of_name else [(ours,)]
            written |= dict.fromkeys(places, name)
            members[ours] = members.get(ours, {}) | meaning if of_name else meaning
    return _Told(members, written)


def _is_another_name(members: Mapping[str, Any], ours: str, meaning: Any) -> bool:  # noqa: ANN401
    """Whether it is the name in a language in which there is none yet."""
    return ours == "name" and not members["name"].keys() & meaning.keys()


def _twice(member: str) -> FaultyMember:
    return FaultyMember(DocumentFault.GIVEN_TWICE, member)


def _our_name(name: object) -> bool:
    return isinstance(name, str) and (
        name in MEMBERS or name in STANDARD or name.startswith("client_name#")
    )


def _unknown_inside(document: Mapping[str, Any]) -> set[str]:
    unknown: set[str] = set()
    for name, known in _INSIDE.items():
        if isinstance(inside := document.get(name), Mapping):
            unknown |= {f"{name}.{each}" for each in inside.keys() - known}
    if isinstance(claims := document.get("claims"), Mapping):
        for claim, purpose in claims.items():
            if isinstance(purpose, Mapping):
                unknown |= {f"claims.{claim}.{each}" for each in purpose.keys() - _OF_A_PURPOSE}
    return unknown


def _meaning(name: str, value: Any, *, changes: bool) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
    """One member of the document by our name."""
    if name in RENAMED:
        return {RENAMED[name]: value}
    if name in ALREADY_SO:
        only, _ = ALREADY_SO[name]
        if not (changes and value is None) and not _fits(_OF_ALREADY_SO[name], value):
            only_one = FaultyMember(DocumentFault.ONE_VALUE_ONLY, name, only)
            raise NotARegistration(f"{name}: only {only} here, or leave it out", only_one)
        return {}
    if name == "client_name" or name.startswith("client_name#"):
        return {"name": {name.partition("#")[2] or "vi": value}}
    if name == "scope":
        return {"scopes": value.split() if isinstance(value, str) else value}
    if name == "application_type":
        return {"loopback": _application_type(value, changes=changes)}
    return {name: dict(value) if name == "name" and isinstance(value, Mapping) else value}


def _application_type(value: object, *, changes: bool) -> bool | None:
    """The `loopback` of an application type."""
    if value is None and changes:
        return None
    if value not in get_args(ApplicationType):
        choice = FaultyMember(DocumentFault.CHOICE, "application_type", "web, native")
        raise NotARegistration("application_type: web or native", choice)
    return value == "native"


def _fits(kind: TypeAdapter[Any], value: object) -> bool:
    try:
        kind.validate_python(value)
    except ValidationError:
        return False
    return True


def _read(members: Mapping[str, Any], written: Mapping[tuple[str, ...], str]) -> Registration:
    try:
        return _ADAPTER.validate_python(dict(members))
    except ValidationError as error:
        found = [dict(each) for each in error.errors()]
        told = (_typed(each, written) for each in found)
        wrong = dict.fromkeys(_faulty(each, written) for each in found)
        raise NotARegistration("; ".join(dict.fromkeys(told)), *wrong) from error


_TYPES: Final[Mapping[str, DocumentFault]] = {
    "missing": DocumentFault.MISSING,
    "tuple": DocumentFault.LIST,
    "frozen": DocumentFault.LIST,
    "list": DocumentFault.LIST,
    "mapping": DocumentFault.OBJECT,
    "dict": DocumentFault.OBJECT,
    "dataclass": DocumentFault.OBJECT,
    "string": DocumentFault.TEXT,
    "int": DocumentFault.NUMBER,
    "bool": DocumentFault.YES_OR_NO,
    "date": DocumentFault.DAY,
    "enum": DocumentFault.CHOICE,
    "literal": DocumentFault.CHOICE,
}
"""By the first word of a type of error of pydantic: what is needed instead."""


def _place(where: Sequence[int | str], written: Mapping[tuple[str, ...], str]) -> str:
    """The place of a fault, as the document names it."""
    for length in (2, 1):
        name = written.get(tuple(map(str, where[:length])))
        if name is not None:
            return ".".join((name, *map(str, where[length:])))
    return ".".join(map(str, where))


def _faulty(error: Mapping[str, Any], written: Mapping[tuple[str, ...], str]) -> FaultyMember:
    """The same fault for who says it in words of their own."""
    where = error["loc"]
    place = _place(where, written)
    if where[0] == "minimum_level":
        return FaultyMember(Fault.LEVEL, place)
    if place in TRANSLATED or place.startswith("client_name"):
        return FaultyMember(DocumentFault.TEXT, place)
    if where[0] == "name":
        return FaultyMember(DocumentFault.TEXTS_BY_LANGUAGE, "name")
    fault = _TYPES.get(error["type"].partition("_")[0], DocumentFault.UNREADABLE)
    expected = str(error.get("ctx", {}).get("expected", ""))
    return FaultyMember(fault, place, ", ".join(_QUOTED.findall(expected)))


def _typed(error: Mapping[str, Any], written: Mapping[tuple[str, ...], str]) -> str:
    """The fault in the type of a member, in the terms of JSON."""
    where = error["loc"]
    place = _place(where, written)
    if where[0] == "minimum_level":
        return f"{place}: {EXPLAINED[Fault.LEVEL]}"
    if place in TRANSLATED or place.startswith("client_name"):
        return f"{place}: a text is needed"
    if where[0] == "name":
        return 'name: an object of texts by language is needed, {"vi": "…", "en": "…"}'
    return f"{place}: {_IN_WORDS_OF_JSON.get(error['type'], error['msg'])}"


def _judged(
    registration: Registration,
    written: Mapping[tuple[str, ...], str],
    *,
    before: Registration | None = None,
) -> Registration:
    found = sorted(faults(registration) if before is None else new_faults(before, registration))
    if found:
        told = (_explained(fault, registration, written) for fault in found)
        wrong = (
            each for fault in found for each in _members_at_fault(fault, registration, written)
        )
        raise NotARegistration(f"faulty: {'; '.join(told)}", *wrong)
    return registration


def _about(fault: Fault, registration: Registration, written: Mapping[tuple[str, ...], str]) -> str:
    """The values that are at fault; those of ADDRESS are members."""
    about = _ABOUT.get(fault)
    found = () if about is None else sorted(about(registration))
    named = found if fault is not Fault.ADDRESS else [_place([each], written) for each in found]
    return ", ".join(named)


def _explained(
    fault: Fault, registration: Registration, written: Mapping[tuple[str, ...], str]
) -> str:
    """A fault with its subject, and the requirement."""
    about = _about(fault, registration, written)
    named = f"{about}: " if about else ""
    hint = _hint(registration) if fault is Fault.ADDRESS else ""
    return f"{fault} ({named}{EXPLAINED[fault]}{hint})"


def _members_at_fault(
    fault: Fault, registration: Registration, written: Mapping[tuple[str, ...], str]
) -> Iterator[FaultyMember]:
    about = _about(fault, registration, written)
    if fault is Fault.ADDRESS:
        yield FaultyMember(fault, about)
    else:
        yield FaultyMember(fault, _at_fault(fault, written), about)
    if fault is Fault.ADDRESS and (hint := _hint_of(registration)) is not None:
        yield FaultyMember(hint)


def _at_fault(fault: Fault, written: Mapping[tuple[str, ...], str]) -> str:
    ours = _MEMBER.get(fault, str(fault))
    if fault is Fault.NAME and (ours,) not in written:
        own = sorted(name for place, name in written.items() if place[0] == ours)
        return ", ".join(own) or ours
    return _place([ours], written)


_MEMBER: Final[Mapping[Fault, str]] = {
    Fault.ADMIN_SCOPE: "scopes",
    Fault.CLAIM: "claims",
    Fault.GRANT_TYPE: "grant_types",
    Fault.PURPOSE: "claims",
    Fault.REDIRECT_URI_MISSING: "redirect_uris",
    Fault.RESPONSE_PARAMETER: "",
    Fault.SCOPE: "scopes",
    Fault.SECTOR: "sector",
    Fault.TOO_MANY: "",
}
"""The member of a fault that is not called like it; none where several can have it."""
_ABOUT: Final[Mapping[Fault, Callable[[Registration], frozenset[str]]]] = {
    Fault.ADDRESS: refused_addresses,
    Fault.CLAIM: refused_claims,
    Fault.SCOPE: refused_scopes,
}


_HINTS: Final[Mapping[DocumentFault, str]] = {
    DocumentFault.NEEDS_LOOPBACK: '; http on this machine needs "loopback": true',
    DocumentFault.NEEDS_NO_SECRET: '; a scheme of its own needs "auth_method": "none"',
    DocumentFault.SCHEME_IS_NO_DOMAIN: "; a scheme of its own is a domain name in reverse, as "
    "vn.example.app:/cb",
}


def _hint(registration: Registration) -> str:
    hint = _hint_of(registration)
    return "" if hint is None else _HINTS[hint]


def _hint_of(registration: Registration) -> DocumentFault | None:
    """A hint when the refused addresses would be valid with another member or scheme."""
    if not refused_addresses(replace(registration, loopback=True)):
        return DocumentFault.NEEDS_LOOPBACK
    native = replace(registration, auth_method="none", allowed_origins=(), loopback=True)
    if not refused_addresses(native):
        return DocumentFault.NEEDS_NO_SECRET
    returns = (*registration.redirect_uris, *registration.post_logout_redirect_uris)
    if all(address.startswith(("https:", "http:")) for address in returns):
        return None
    return DocumentFault.SCHEME_IS_NO_DOMAIN
