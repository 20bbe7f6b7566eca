"""The authorization response through the browser: redirect or form, always with `iss`.

RFC 6749 §4.1.2, OAuth 2.0 Form Post Response Mode, RFC 9207. Always 303, so that a browser never
repeats a posted password somewhere else (hostile case R14).
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit

from flask import Response

from idp.authorization.domain.request import FORM_POST, AuthorizationRequest
from idp.web.oidc.errors import RedirectedError
from idp.web.pages.headers import kept_nowhere
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render, see_other
from idp.web.pages.views import FormPostPage

_WEB: Final = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class ReturnAddress:
    """A verified redirect URI, with response mode and `state`."""

    uri: str
    mode: str
    state: str | None
    ui_locales: tuple[str, ...] = ()

    @classmethod
    def from_request(cls, request: AuthorizationRequest) -> "ReturnAddress":
        return cls(request.redirect_uri, request.response_mode, request.state, request.ui_locales)


def code_response(to: ReturnAddress, *, code: str, issuer: str) -> Response:
    """RFC 6749 §4.1.2."""
    return _respond(to, {"code": code}, issuer)


def error_response(to: ReturnAddress, fault: RedirectedError, *, issuer: str) -> Response:
    """RFC 6749 §4.1.2.1."""
    return _respond(to, {"error": fault.code, "error_description": fault.sentence}, issuer)


def with_query(uri: str, fields: dict[str, str]) -> str:
    """The address with more query parameters; those it was registered with are kept."""
    if not fields:
        return uri
    return f"{uri}{'&' if '?' in uri else '?'}{urlencode(fields)}"


def _respond(to: ReturnAddress, answer: dict[str, str], issuer: str) -> Response:
    state = {} if to.state is None else {"state": to.state}
    fields = {**answer, **state, "iss": issuer}
    if to.mode != FORM_POST:
        return without_referrer(see_other(with_query(to.uri, fields)))
    page = render(
        "pages/form_post",
        FormPostPage(to.uri, tuple(fields.items())),
        lang=negotiate_language(ui_locales=" ".join(to.ui_locales)),
        leaves=True,
    )
    return without_referrer(kept_nowhere(page))


def site_of(address: str) -> str | None:
    """The first page of the site behind a registered address; None for a device's application."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme in _WEB else None


def without_referrer(response: Response) -> Response:
    """No `Referer` for the site we redirect to (hostile case I02)."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
