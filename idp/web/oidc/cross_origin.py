"""Pages of other origins that call an endpoint from the browser: whose may read what (Fetch, CORS).

`/token`, `/userinfo` and `/revoke` are read by the origins a public client registered
(`allowed_origins`), and by no page on behalf of a confidential client, whose secret has no place
there. No answer allows credentials: cookies play no part at these endpoints. While the database is
away nobody knows whose origin it is: every page may read that, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Response, request
from werkzeug.exceptions import HTTPException

from idp.platform.database import Unavailable
from idp.platform.jose import unverified
from idp.relying_parties.service import RelyingParties
from idp.web.oidc.door import authorization_header, body
from idp.web.oidc.errors import ProtocolError, as_json, of_absence, of_http
from idp.web.oidc.parameters import CLIENT_AUTHENTICATION, Malformed, parse

_BAD: Final = 400
_REMEMBERED_FOR: Final = "600"
"""Seconds for which a browser need not ask again whether it may."""


@dataclass(frozen=True, slots=True)
class CrossOrigin:
    """An endpoint that pages of registered origins may call.

    `client_id` tells whose request this is, None when that cannot be read from it.
    """

    endpoint: Callable[[], Response]
    relying_parties: RelyingParties
    methods: tuple[str, ...]
    client_id: Callable[[], str | None]

    def __call__(self) -> Response:
        origin = request.environ.get("HTTP_ORIGIN")
        if origin is None:
            return self.endpoint()
        try:
            return self._to_page(origin)
        except Unavailable as away:
            return self._away(away, origin)

    def _to_page(self, origin: str) -> Response:
        if _is_preflight() and self.relying_parties.is_allowed_origin(origin):
            return self._preflight(origin)
        # Before anything is spent: an answer must not be lost because this cannot be told after it.
        readable = self._readable(origin)
        answer = self._answered()
        answer.headers.add("Vary", "Origin")
        if readable is True or (readable is None and answer.status_code >= _BAD):
            _let_read(answer, origin)
        return answer

    def _away(self, away: Unavailable, origin: str) -> Response:
        """503 and when to come back; a browser lets no page see it before its preflight is."""
        if _is_preflight():
            allowed = self._preflight(origin)
            del allowed.headers["Access-Control-Max-Age"]
            return allowed
        answer = of_absence(away)
        answer.headers.add("Vary", "Origin")
        _let_read(answer, origin)
        return answer

    def _preflight(self, origin: str) -> Response:
        """No client is named in a preflight: the real request is judged when it comes."""
        answer = Response(status=204)
        answer.headers["Access-Control-Allow-Origin"] = origin
        answer.headers["Access-Control-Allow-Methods"] = ", ".join(self.methods)
        answer.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        answer.headers["Access-Control-Max-Age"] = _REMEMBERED_FOR
        answer.headers["Vary"] = "Origin"
        return answer

    def _answered(self) -> Response:
        """The answer or the error, in the form both have outside of this wrapper too."""
        try:
            return self.endpoint()
        except ProtocolError as fault:
            return as_json(fault)
        except HTTPException as fault:
            return of_http(fault)

    def _readable(self, origin: str) -> bool | None:
        """Whether the page may read the answer: its own client's. None: an error only.

        An error in which no client can be read tells a page nothing but its own mistake.
        """
        client_id = self.client_id()
        client = None if client_id is None else self.relying_parties.client(client_id)
        if client is not None:
            return client.is_public and origin in client.allowed_origins
        return None if self.relying_parties.is_allowed_origin(origin) else False


def _let_read(answer: Response, origin: str) -> None:
    answer.headers["Access-Control-Allow-Origin"] = origin
    answer.headers["Access-Control-Expose-Headers"] = "Retry-After, WWW-Authenticate"


def named_in_form() -> str | None:
    """The client a public client's form names; who shows a header is no public client."""
    if authorization_header() is not None:
        return None
    try:
        return parse(CLIENT_AUTHENTICATION, body()).get("client_id")
    except (Malformed, HTTPException):
        return None


def named_in_token() -> str | None:
    """The client an access token was made for, as it says; only a sound token is ever answered."""
    _, _, token = (authorization_header() or "").partition(" ")
    said = unverified(token.strip())
    client_id = None if said is None else said.claims.get("client_id")
    return client_id if isinstance(client_id, str) else None


def _is_preflight() -> bool:
    asks = "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.environ
    return request.method == "OPTIONS" and asks
