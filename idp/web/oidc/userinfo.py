"""`/userinfo` (OpenID Connect Core 5.3, RFC 6750): GET or POST, the token in header or form."""

from dataclasses import dataclass
from typing import Final

from idp.kernel.refusals import Reason, Refused
from idp.tokens.service import Tokens
from idp.web.oidc.errors import (
    ErrorCode,
    ProtocolError,
    ProtocolResponse,
    json_answer,
    wrong_method,
)
from idp.web.oidc.parameters import USERINFO, Malformed, is_form, parse
from idp.web.oidc.protocol_request import ProtocolRequest

_READING: Final = frozenset({"GET", "HEAD"})
"""Answered alike (RFC 9110 section 9.3.2), but for the body."""


@dataclass(frozen=True, slots=True)
class UserinfoEndpoint:
    tokens: Tokens

    def __call__(self, request: ProtocolRequest) -> ProtocolResponse:
        answer = self.tokens.userinfo(_presented_token(request))
        if not isinstance(answer, Refused):
            return json_answer(answer)
        if answer.reason is Reason.SCOPE_NOT_AVAILABLE:
            raise _fault(ErrorCode.INSUFFICIENT_SCOPE, 403)
        raise _fault(ErrorCode.INVALID_TOKEN, 401)


def _presented_token(request: ProtocolRequest) -> str:
    """The one token of the request; never from the query (RFC 9700 section 4.3.2)."""
    if request.method != "POST" and request.method not in _READING:
        raise wrong_method("GET", "HEAD", "POST")
    shown = [token for token in (_in_header(request), _in_form(request)) if token is not None]
    if len(shown) > 1:
        raise _fault(ErrorCode.INVALID_REQUEST, 400)
    if not shown:
        raise ProtocolError(ErrorCode.INVALID_TOKEN, status=401, headers=_challenge())
    return shown[0]


def _in_header(request: ProtocolRequest) -> str | None:
    header = request.authorization
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not USERINFO["access_token"].fullmatch(token.strip()):
        raise _fault(ErrorCode.INVALID_TOKEN, 401)
    return token.strip()


def _in_form(request: ProtocolRequest) -> str | None:
    """RFC 6750 §2.2."""
    if request.method in _READING and not request.query and not request.content_type:
        return None
    try:
        query = parse(USERINFO, request.query)
        form = parse(USERINFO, request.body()) if is_form(request.content_type) else None
    except Malformed:
        raise _fault(ErrorCode.INVALID_REQUEST, 400) from None
    if query.values or not query.sound or (form and not form.sound):
        raise _fault(ErrorCode.INVALID_REQUEST, 400)
    return form.get("access_token") if form and request.method == "POST" else None


def _fault(code: ErrorCode, status: int) -> ProtocolError:
    return ProtocolError(code, status=status, headers=_challenge(f', error="{code}"'))


def _challenge(error: str = "") -> dict[str, str]:
    """RFC 6750 section 3: the challenge has the error code, unless no token was presented."""
    return {"WWW-Authenticate": f'Bearer realm="userinfo"{error}'}
