"""`/token` (RFC 6749 section 3.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import BACKCHANNEL
from idp.tokens.domain import TokenResponse
from idp.tokens.service import Tokens
from idp.web.oidc.authlib_adapter import Adapter
from idp.web.oidc.client_authentication import ClientAuthentication
from idp.web.oidc.errors import ErrorCode, ProtocolError, ProtocolResponse, json_answer, missing
from idp.web.oidc.parameters import TOKEN, Parameters
from idp.web.oidc.protocol_request import ProtocolRequest, parse_form

_REFUSALS: Final[Mapping[Reason, ErrorCode]] = {Reason.SCOPE_NOT_AVAILABLE: ErrorCode.INVALID_SCOPE}
"""Refusals with a more specific error code than `invalid_grant`."""

_WHY: Final[Mapping[Reason, str]] = {
    Reason.UNMET_LEVEL: (
        "The sign-in is not, or not any more, of the minimum_level of this client; the person has "
        "to sign in again."
    ),
    Reason.ACCOUNT_LEVEL_INSUFFICIENT: (
        "The account is below the minimum_account_level of this client."
    ),
    Reason.MEANS_NOT_ALLOWED: (
        "The sign-in used means that do not count for this client; the person has to sign in again."
    ),
}
"""Refusals because the registration changed, or time passed, since the grant was made."""


_SHOWN_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "authorization_code": ("code",),
    "refresh_token": ("refresh_token",),
    "client_credentials": (),
    BACKCHANNEL: ("auth_req_id",),
}
"""The parameter of each known grant type that carries the grant."""
_SHOWN_ELSEWHERE: Final = ("assertion", "subject_token", "actor_token", "password")
"""Those of other grant types (RFC 7521, RFC 8693, RFC 6749 section 4.3)."""
_DOTS: Final = 2
"""Characters of a compact JWS; real grants are shorter."""


@dataclass(frozen=True, slots=True)
class TokenEndpoint:
    """`others`: grants that Authlib does not handle, by name."""

    adapter: Adapter
    clients: ClientAuthentication
    tokens: Tokens
    others: Mapping[str, Callable[[ProtocolRequest, Parameters], TokenResponse | Refused]]

    def __call__(self, request: ProtocolRequest) -> ProtocolResponse:
        form = parse_form(request, TOKEN)
        self._refuse_results(request, form)
        grant = self.others.get(form.get("grant_type") or "", self.adapter.grant)
        answer = grant(request, form)
        if isinstance(answer, Refused):
            raise ProtocolError(
                _REFUSALS.get(answer.reason, ErrorCode.INVALID_GRANT), _WHY.get(answer.reason, "")
            )
        return json_answer(_wire(answer))

    def _refuse_results(self, request: ProtocolRequest, form: Parameters) -> None:
        """Refuse an ID or access token as a grant, and open a case (D19.4-2).

        Without client authentication the request is refused without a case.
        """
        grant_type = form.get("grant_type") or ""
        fields = _SHOWN_IN.get(grant_type, _SHOWN_ELSEWHERE)
        shown = [each for each in map(form.get, fields) if each and each.count(".") == _DOTS]
        results = [each for each in shown if self.tokens.is_result(each)]
        if not results:
            return
        client = self.clients.client(request.authorization, form)
        if not client.is_public:
            self.tokens.shown_as_factor(results[0], client)
        if not grant_type:
            raise ProtocolError(ErrorCode.INVALID_REQUEST, missing("grant_type"))
        if grant_type not in _SHOWN_IN:
            raise ProtocolError(ErrorCode.UNSUPPORTED_GRANT_TYPE)
        allowed = grant_type in client.grant_types
        raise ProtocolError(ErrorCode.INVALID_GRANT if allowed else ErrorCode.UNAUTHORIZED_CLIENT)


def _wire(issued: TokenResponse) -> dict[str, Any]:
    """RFC 6749 section 5.1; `scope` is always included unless empty (appendix A.4)."""
    answer: dict[str, Any] = {
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_in": issued.expires_in,
    }
    if issued.scope:
        answer["scope"] = " ".join(issued.scope)
    if issued.refresh_token is not None:
        answer["refresh_token"] = issued.refresh_token
    if issued.id_token is not None:
        answer["id_token"] = issued.id_token
    return answer
