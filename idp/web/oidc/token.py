"""`/token` (RFC 6749 §3.2): the hot path; parse, ask, answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.kernel.refusals import Reason, Refused
from idp.tokens.domain import Minted
from idp.web.oidc.authlib_adapter import Adapter
from idp.web.oidc.errors import ErrorCode, ProtocolError, ProtocolResponse, json_answer
from idp.web.oidc.parameters import TOKEN, Parameters
from idp.web.oidc.protocol_request import ProtocolRequest, parse_form

_REFUSALS: Final[Mapping[Reason, ErrorCode]] = {Reason.SCOPE_NOT_AVAILABLE: ErrorCode.INVALID_SCOPE}
"""Refusals the wire knows by a better name than `invalid_grant`."""

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
"""Where the client's registration changed, or time passed, since the grant was made."""


@dataclass(frozen=True, slots=True)
class TokenEndpoint:
    """`others`: grants that the adapter's library does not know, by name."""

    adapter: Adapter
    others: Mapping[str, Callable[[ProtocolRequest, Parameters], Minted | Refused]]

    def __call__(self, request: ProtocolRequest) -> ProtocolResponse:
        form = parse_form(request, TOKEN)
        grant = self.others.get(form.get("grant_type") or "", self.adapter.grant)
        answer = grant(request, form)
        if isinstance(answer, Refused):
            raise ProtocolError(
                _REFUSALS.get(answer.reason, ErrorCode.INVALID_GRANT), _WHY.get(answer.reason, "")
            )
        return json_answer(_wire(answer))


def _wire(minted: Minted) -> dict[str, Any]:
    """RFC 6749 §5.1; `scope` always, so that nobody has to guess whether it changed."""
    answer: dict[str, Any] = {
        "access_token": minted.access_token,
        "token_type": "Bearer",
        "expires_in": minted.expires_in,
    }
    if minted.scope:
        answer["scope"] = " ".join(minted.scope)
    if minted.refresh_token is not None:
        answer["refresh_token"] = minted.refresh_token
    if minted.id_token is not None:
        answer["id_token"] = minted.id_token
    return answer
