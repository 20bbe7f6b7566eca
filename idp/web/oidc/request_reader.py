"""From verified parameters to an `AuthorizationRequest`.

First the client and its return address (`DisplayedError` when not), then everything else
(`RedirectedError`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from idp.assurance.acr import level_from_acr
from idp.assurance.levels import Level
from idp.authorization.domain.request import FORM_POST, QUERY, AuthorizationRequest
from idp.consent.domain.questions import MOST_QUESTIONS
from idp.consent.domain.request import unapproved
from idp.platform.jose import unverified
from idp.platform.keyring import Keyring
from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.disclosure import DISCLOSABLE
from idp.web.oidc.authlib_adapter import Adapter
from idp.web.oidc.claims_parameter import (
    KNOWN_CLAIMS,
    ClaimRequest,
    ClaimsParameter,
    InvalidClaims,
    parse_claims,
)
from idp.web.oidc.errors import (
    DisplayedError,
    ErrorCode,
    RedirectedError,
    malformed,
    missing,
    repeated,
)
from idp.web.oidc.parameters import AUTHORIZE, WISHES, Parameters, members

PROMPTS: Final = frozenset({"none", "login", "consent", "select_account"})
RESPONSE_MODES: Final = frozenset({QUERY, FORM_POST})
NOT_APPROVED: Final = "A scope or claim was asked for that is not approved for this client."
TOO_MANY: Final = f"More than {MOST_QUESTIONS} values are compared at once."
_MOST_WORDS: Final = 16
_FOR_THE_ANSWER: Final = ("response_mode", "state")
_NO_SUBJECT: Final = ""
"""Stands for a `sub` in a claims request that is malformed, so that no person matches."""


@dataclass(frozen=True, slots=True)
class RequestReader:
    """Validates and reads an authorization request, from whichever endpoint."""

    issuer: str
    keyring: Keyring
    adapter: Adapter

    def resolve_client(self, asked: Parameters) -> Client:
        """The client with its redirect URI; raises `DisplayedError`.

        A parameter sent twice is never answered by redirect: it is unknown which one the client
        meant (hostile case R06).
        """
        if asked.repeated:
            raise DisplayedError(ErrorCode.INVALID_REQUEST, repeated(asked.repeated))
        return self.adapter.resolve_client(asked)

    def read(
        self, asked: Parameters, client: Client, *, pushed_handle: str | None = None
    ) -> AuthorizationRequest:
        """The frozen request of a verified client; raises `RedirectedError`."""
        _refuse_broken(asked)
        self.adapter.validate_request(asked)
        wanted = _wanted(asked)
        _refuse_unapproved(client, asked, wanted)
        return AuthorizationRequest(
            client_id=client.client_id,
            redirect_uri=asked.values["redirect_uri"],
            scope=tuple(word for word in asked.words("scope") if word in client.scopes),
            code_challenge=asked.get("code_challenge") or "",
            response_mode=response_mode(asked),
            state=asked.get("state"),
            nonce=asked.get("nonce"),
            prompt=_prompt(asked),
            max_age=None if (age := asked.get("max_age")) is None else int(age),
            levels_preferred=self._levels(asked.words("acr_values")),
            levels_essential=self._essential(wanted),
            id_token_claims=_known_claim_requests(wanted.id_token),
            userinfo_claims=_known_claim_requests(wanted.userinfo),
            matches={name: to for name, to in wanted.matches.items() if name in DISCLOSABLE},
            login_hint=asked.get("login_hint"),
            hinted_sub=self._hinted_sub(asked, client, wanted),
            ui_locales=asked.words("ui_locales")[:_MOST_WORDS],
            resource=_resource(asked, client),
            pushed_handle=pushed_handle,
        )

    def _levels(self, values: tuple[str | int | bool, ...]) -> tuple[Level, ...]:
        levels = (level_from_acr(self.issuer, value) for value in values[:_MOST_WORDS])
        return tuple(dict.fromkeys(level for level in levels if level is not None))

    def _essential(self, wanted: ClaimsParameter) -> tuple[Level, ...] | None:
        """Levels an essential `acr` accepts (OpenID Connect Core 5.5.1.1, RFC 9470 §4).

        Unknown or malformed values only: no level suffices.
        """
        wish = wanted.id_token.get("acr")
        if wish is None or not wish.essential or not wish.limited:
            return None
        return self._levels(wish.values)

    def _hinted_sub(self, asked: Parameters, client: Client, wanted: ClaimsParameter) -> str | None:
        """The requested person: by our own ID token for this client, or by a `sub`."""
        hint, wish = asked.get("id_token_hint"), wanted.id_token.get("sub")
        named = next(iter(wish.values), _NO_SUBJECT) if wish is not None and wish.limited else None
        if hint is None:
            return None if named is None else str(named)
        claims = own_id_token(self.keyring, hint, issuer=self.issuer)
        if claims is None or claims.get("aud") != client.client_id:
            raise RedirectedError(
                ErrorCode.INVALID_REQUEST, "The ID token hint is not ours for this client."
            )
        subject = str(claims["sub"])
        if named not in {None, subject}:
            raise RedirectedError(
                ErrorCode.INVALID_REQUEST, "The hint and the claims name two people."
            )
        return subject


def own_id_token(keyring: Keyring, token: str, *, issuer: str) -> Mapping[str, Any] | None:
    """The claims of an ID token we signed, expired or not; no other token of ours counts (J10)."""
    claims = keyring.verify(token, typ="JWT")
    if claims is None or claims.get("iss") != issuer or not isinstance(claims.get("sub"), str):
        return None
    return claims


def response_mode(asked: Parameters) -> str:
    """The response mode; the default for an unsupported one."""
    asked_mode = asked.get("response_mode")
    return asked_mode if asked_mode in RESPONSE_MODES else QUERY


def with_object(asked: Parameters) -> Parameters:
    """The request merged with its refused request object, whose members take precedence (Core 6.1).

    Unverified, so only `redirect_uri` and `state` are read from it, to answer with the refusal.
    """
    said = unverified(asked.get("request") or "")
    if said is None:
        return asked
    inside = members({name: AUTHORIZE[name] for name in _FOR_THE_ANSWER}, said.claims)
    return replace(asked, values={**asked.values, **inside.values})


def _refuse_broken(asked: Parameters) -> None:
    if "request" in asked.values or "request" in asked.bad:
        raise RedirectedError(ErrorCode.REQUEST_NOT_SUPPORTED)
    if "request_uri" in asked.values or "request_uri" in asked.bad:
        raise RedirectedError(ErrorCode.REQUEST_URI_NOT_SUPPORTED)
    if broken := asked.bad - WISHES:
        raise RedirectedError(ErrorCode.INVALID_REQUEST, malformed(broken))
    if "response_type" not in asked.values:
        raise RedirectedError(ErrorCode.INVALID_REQUEST, missing("response_type"))
    if asked.get("response_mode") not in {None, *RESPONSE_MODES}:
        raise RedirectedError(ErrorCode.INVALID_REQUEST, "The response mode is not supported.")


def _prompt(asked: Parameters) -> frozenset[str]:
    prompt = frozenset(asked.words("prompt"))
    if not prompt <= PROMPTS or ("none" in prompt and len(prompt) > 1):
        raise RedirectedError(
            ErrorCode.INVALID_REQUEST, "The prompt is not known or not none alone."
        )
    return prompt


def _resource(asked: Parameters, client: Client) -> str | None:
    resource = asked.get("resource")
    if resource is not None and resource not in client.resources:
        raise RedirectedError(ErrorCode.INVALID_TARGET)
    return resource


def _wanted(asked: Parameters) -> ClaimsParameter:
    try:
        return parse_claims(asked.get("claims"))
    except InvalidClaims:
        raise RedirectedError(
            ErrorCode.INVALID_REQUEST, "The claims parameter is malformed."
        ) from None


def _refuse_unapproved(client: Client, asked: Parameters, wanted: ClaimsParameter) -> None:
    """Refuse claims and scopes that are not approved, instead of leaving them out (X15.3)."""
    if len(wanted.matches) > MOST_QUESTIONS:
        raise RedirectedError(ErrorCode.INVALID_REQUEST, TOO_MANY)
    named = {*wanted.id_token, *wanted.userinfo}
    if unapproved(client, scope=asked.words("scope"), claims=named, matches=wanted.matches):
        raise RedirectedError(ErrorCode.INVALID_SCOPE, NOT_APPROVED)


def _known_claim_requests(wishes: Mapping[str, ClaimRequest]) -> dict[str, Any]:
    """Unknown claims are ignored (OpenID Connect Core 5.5); the rest as plain documents."""
    return {
        name: {"essential": wish.essential} for name, wish in wishes.items() if name in KNOWN_CLAIMS
    }
