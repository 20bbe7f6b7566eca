"""Parsing of a signed CIBA request; every fault has its error code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from idp.assurance.acr import level_from_acr
from idp.assurance.levels import Level
from idp.ciba.domain.binding_message import BindingMessage, parse_binding_message
from idp.ciba.domain.request import REQUEST_LIFETIME, RequestedAuthentication
from idp.consent.domain.request import OFFLINE_ACCESS, unapproved
from idp.relying_parties.domain.client import Client
from idp.web.oidc.claims_parameter import (
    KNOWN_CLAIMS,
    ClaimRequest,
    ClaimsParameter,
    InvalidClaims,
    parse_claims,
)
from idp.web.oidc.errors import ErrorCode, ProtocolError, malformed
from idp.web.oidc.parameters import Parameters
from idp.web.oidc.request_reader import NOT_APPROVED

NO_LEVEL: Final = "One of the levels asked for is not ours."
HINTS: Final = ("login_hint_token", "id_token_hint", "login_hint")


@dataclass(frozen=True, slots=True)
class ParsedRequest:
    """A CIBA request of an authenticated terminal, parsed."""

    code: str
    asked: RequestedAuthentication
    binding: BindingMessage
    notify: str | None


def parse_members(members: Parameters, client: Client, *, issuer: str) -> ParsedRequest:
    """Read the members of a request that is signed and in time. Raises `ProtocolError`."""
    if not members.sound:
        raise _bad(members)
    claims = _claims(members)
    _refuse_unapproved(client, members, claims)
    return ParsedRequest(
        code=_hint(members),
        asked=RequestedAuthentication(
            scope=_scope(members, client),
            level=_level(members, claims, client, issuer),
            id_token_claims=_known(claims.id_token),
            userinfo_claims=_known(claims.userinfo),
            lives_for=_lives_for(members),
        ),
        binding=_binding(members),
        notify=_notify(members, client),
    )


def _bad(members: Parameters) -> ProtocolError:
    if members.bad == {"binding_message"}:
        return ProtocolError(ErrorCode.INVALID_BINDING_MESSAGE)
    return ProtocolError(ErrorCode.INVALID_REQUEST, malformed(members.bad))


def _hint(members: Parameters) -> str:
    """The `login_hint_token`: the code a person showed at the counter; other hints are refused.

    With a name, or a token of an earlier sign-in, a terminal could send requests to absent people,
    until one of them approves (RFC 10027).
    """
    given = [name for name in HINTS if name in members.values]
    if len(given) != 1:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, "Exactly one hint is needed.")
    if given != ["login_hint_token"]:
        raise ProtocolError(ErrorCode.UNKNOWN_USER_ID)
    return members.values["login_hint_token"]


def _scope(members: Parameters, client: Client) -> tuple[str, ...]:
    """The requested scopes that are registered for the client; never `offline_access`."""
    offered = client.scopes - {OFFLINE_ACCESS}
    scope = tuple(word for word in members.words("scope") if word in offered)
    if "openid" not in scope:
        raise ProtocolError(ErrorCode.INVALID_SCOPE)
    return scope


def _refuse_unapproved(client: Client, members: Parameters, claims: ClaimsParameter) -> None:
    named = {*claims.id_token, *claims.userinfo}
    if unapproved(client, scope=members.words("scope"), claims=named):
        raise ProtocolError(ErrorCode.INVALID_SCOPE, NOT_APPROVED)


def _level(members: Parameters, claims: ClaimsParameter, client: Client, issuer: str) -> Level:
    """The required level; every parameter that names one is essential here.

    Several values of one list are alternatives, so its lowest counts; `acr_values`, an essential
    `acr` claim and the registration all have to be met, so the highest of them counts.
    """
    wish = claims.id_token.get("acr")
    essential = wish.values if wish is not None and wish.essential else ()
    if wish is not None and wish.essential and wish.limited and not essential:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, NO_LEVEL)
    lists = (members.words("acr_values"), essential)
    return max(client.minimum_level, *(_lowest(values, issuer) for values in lists))


def _lowest(values: Iterable[object], issuer: str) -> Level:
    levels = [level_from_acr(issuer, value) for value in values]
    if None in levels:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, NO_LEVEL)
    return min((level for level in levels if level is not None), default=Level.NONE)


def _claims(members: Parameters) -> ClaimsParameter:
    try:
        claims = parse_claims(members.get("claims"))
    except InvalidClaims:
        raise ProtocolError(
            ErrorCode.INVALID_REQUEST, "The claims parameter is malformed."
        ) from None
    if claims.matches:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, "Values are not compared at a counter.")
    return claims


def _known(wishes: Mapping[str, ClaimRequest]) -> dict[str, Any]:
    """Unknown claims are ignored (OpenID Connect Core 5.5)."""
    return {
        name: {"essential": wish.essential} for name, wish in wishes.items() if name in KNOWN_CLAIMS
    }


def _lives_for(members: Parameters) -> timedelta:
    """`requested_expiry`, limited to a short stay at a counter (CIBA Core 7.1)."""
    asked = members.get("requested_expiry")
    if asked is None:
        return REQUEST_LIFETIME
    if int(asked) == 0:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, "A request lives a second at least.")
    return min(timedelta(seconds=int(asked)), REQUEST_LIFETIME)


def _binding(members: Parameters) -> BindingMessage:
    binding = parse_binding_message(members.get("binding_message") or "")
    if binding is None:
        raise ProtocolError(ErrorCode.INVALID_BINDING_MESSAGE)
    return binding


def _notify(members: Parameters, client: Client) -> str | None:
    """The `client_notification_token`; None for a client that polls."""
    if client.backchannel_delivery != "ping":
        return None
    token = members.get("client_notification_token")
    if token is None:
        raise ProtocolError(
            ErrorCode.INVALID_REQUEST, "A client that is pinged sends a token for it."
        )
    return token
