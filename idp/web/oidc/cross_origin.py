"""Cross-origin requests from browsers (Fetch, CORS): which origins may read which endpoint.

`/token`, `/userinfo` and `/revoke` may be read by the origins a public client registered
(`allowed_origins`), and by none for a confidential client, whose secret must not be in a page. No
answer allows credentials: these endpoints use no cookies. While the database is away the origin's
client is unknown; then every origin may read that error, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from werkzeug.exceptions import HTTPException

from idp.platform.database import Unavailable
from idp.platform.jose import unverified
from idp.relying_parties.service import RelyingParties
from idp.web.oidc.errors import ProtocolResponse, of_absence
from idp.web.oidc.parameters import CLIENT_AUTHENTICATION, Malformed, parse
from idp.web.oidc.protocol_request import Endpoint, ProtocolRequest, answered

_BAD: Final = 400
_VARIES: Final = ("Vary", "Origin")
_REMEMBERED_FOR: Final = "600"
"""Seconds for which a browser may cache the preflight's answer."""


@dataclass(frozen=True, slots=True)
class CrossOrigin:
    """Wraps an endpoint that pages of registered origins may call.

    `client_id` reads the client of a request; None where it has none.
    """

    endpoint: Endpoint
    relying_parties: RelyingParties
    methods: tuple[str, ...]
    client_id: Callable[[ProtocolRequest], str | None]

    def __call__(self, request: ProtocolRequest) -> ProtocolResponse:
        if request.origin is None:
            return self.endpoint(request)
        try:
            return self._to_page(request, request.origin)
        except Unavailable:
            return self._away(request, request.origin)

    def _to_page(self, request: ProtocolRequest, origin: str) -> ProtocolResponse:
        if request.is_preflight and self.relying_parties.is_allowed_origin(origin):
            return self._preflight(origin, remembered=True)
        # Decided before a code or token is used up: a failing look-up must not lose the answer.
        readable = self._readable(request, origin)
        answer = answered(self.endpoint, request)
        answer.headers.append(_VARIES)
        if readable is True or (readable is None and answer.status >= _BAD):
            _let_read(answer, origin)
        return answer

    def _away(self, request: ProtocolRequest, origin: str) -> ProtocolResponse:
        """503 with `Retry-After`; the preflight is answered first, or the browser hides it."""
        if request.is_preflight:
            return self._preflight(origin, remembered=False)
        answer = of_absence()
        answer.headers.append(_VARIES)
        _let_read(answer, origin)
        return answer

    def _preflight(self, origin: str, *, remembered: bool) -> ProtocolResponse:
        """The answer to a preflight, which names no client; the request itself is checked later."""
        headers = [
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Allow-Methods", ", ".join(self.methods)),
            ("Access-Control-Allow-Headers", "Authorization, Content-Type"),
            _VARIES,
        ]
        if remembered:
            headers.append(("Access-Control-Max-Age", _REMEMBERED_FOR))
        return ProtocolResponse(204, b"", headers)

    def _readable(self, request: ProtocolRequest, origin: str) -> bool | None:
        """Whether the origin is one of the client's. None: it may read errors only.

        An error of a request without a readable client reveals nothing.
        """
        client_id = self.client_id(request)
        client = None if client_id is None else self.relying_parties.client(client_id)
        if client is not None:
            return client.is_public and origin in client.allowed_origins
        return None if self.relying_parties.is_allowed_origin(origin) else False


def _let_read(answer: ProtocolResponse, origin: str) -> None:
    answer.headers.append(("Access-Control-Allow-Origin", origin))
    answer.headers.append(("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate"))


def named_in_form(request: ProtocolRequest) -> str | None:
    """The client in a form; a request with `Authorization` is not of a public client."""
    if request.authorization is not None:
        return None
    try:
        return parse(CLIENT_AUTHENTICATION, request.body()).get("client_id")
    except (Malformed, HTTPException):
        return None


def named_in_token(request: ProtocolRequest) -> str | None:
    """The client of an access token, unverified: an invalid token gets an error only."""
    _, _, token = (request.authorization or "").partition(" ")
    said = unverified(token.strip())
    client_id = None if said is None else said.claims.get("client_id")
    return client_id if isinstance(client_id, str) else None
