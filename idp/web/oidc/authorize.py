"""`/authorize` (OpenID Connect Core 3.1.2): validate, begin a transaction, take the first step."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import Response, request

from idp.authorization.domain.request import AuthorizationRequest
from idp.kernel.ids import new_id
from idp.platform.database import Unavailable
from idp.platform.logs import logger
from idp.relying_parties.domain.client import Client
from idp.web.oidc.dispatcher import InteractionDispatcher
from idp.web.oidc.errors import TOO_MUCH, DisplayedError, ErrorCode, RedirectedError
from idp.web.oidc.par import URN, PushedRequests
from idp.web.oidc.parameters import AUTHORIZE, Malformed, Parameters
from idp.web.oidc.request_parsing import parse_request
from idp.web.oidc.request_reader import RequestReader, response_mode, with_object
from idp.web.oidc.responses import ReturnAddress, error_response
from idp.web.pages import cookies, language_links
from idp.web.pages.labels import N_
from idp.web.pages.rendering import error_page, see_other

UNPROVEN = N_(
    "This request does not match a service as it is registered here, or no longer does, so nothing "
    "was sent anywhere."
)
"""A message id; the exact fault is for the service's developers: in the log under the reference the
page shows, and in the answer of `/par` to the same request."""

_LOG: Final = logger(__name__)

_PATH: Final = "/authorize"
_LONGEST_QUERY: Final = 8_192
"""The longest address that proxies and browsers carry."""


@dataclass(frozen=True, slots=True)
class AuthorizeEndpoint:
    """The authorization endpoint; errors before a verified redirect URI are shown on our page."""

    dispatcher: InteractionDispatcher
    reader: RequestReader
    pushed: PushedRequests

    def __call__(self) -> Response:
        shown = language_links.parameters()
        return self._answer() if shown is None else _page(shown[0])

    def _answer(self) -> Response:
        try:
            seen = parse_request(AUTHORIZE)
            parameters, handle = self._source(seen)
            client = self.reader.resolve_client(parameters)
        except Malformed:
            return _show_only(TOO_MUCH)
        except DisplayedError as fault:
            return _show_only(fault.sentence)
        try:
            _refuse_direct(client, handle)
            wanted = self.reader.read(parameters, client, pushed_handle=handle)
        except RedirectedError as fault:
            return error_response(_return_address(parameters), fault, issuer=self.reader.issuer)
        if (once_more := _with_cookies(seen)) is not None:
            return once_more
        return self._begin(wanted, parameters)

    def _begin(self, wanted: AuthorizationRequest, parameters: Parameters) -> Response:
        try:
            interaction = self.dispatcher.authorization.begin(
                wanted, browser=cookies.browser(), session_token=cookies.session()
            )
        except Unavailable:
            away = RedirectedError(ErrorCode.TEMPORARILY_UNAVAILABLE)
            return error_response(_return_address(parameters), away, issuer=self.reader.issuer)
        if interaction.stored:
            self.dispatcher.authorization.just_begun.keep(interaction)
        return self.dispatcher.proceed(interaction)

    def _source(self, seen: Parameters) -> tuple[Parameters, str | None]:
        """The request itself, or the pushed one it names, without other parameters (H2)."""
        named = seen.get("request_uri") or ""
        if not named.startswith(URN):
            return seen, None
        if seen.repeated & {"client_id"}:
            raise DisplayedError(ErrorCode.INVALID_REQUEST)
        handle = named.removeprefix(URN)
        kept = self.pushed.peek(handle, seen.get("client_id") or "")
        if kept is None:
            raise DisplayedError(ErrorCode.INVALID_REQUEST_URI)
        return kept, handle


def _show_only(reason: str) -> Response:
    """Show our own error page with a reference into the log; `reason` is one of our sentences.

    It names no client, as the request is not authenticated.
    """
    reference = new_id()
    _LOG.warning("authorization request not sent back", reference=reference, reason=reason)
    return _page(reference)


def _page(reference: str) -> Response:
    """In the other language the page has the same reference, and nothing of the request."""
    at = language_links.address(_PATH, [reference]).removeprefix(_PATH)
    return error_page(400, UNPROVEN, reference, entrance=True, at=at)


def _with_cookies(seen: Parameters) -> Response | None:
    """A cross-site POST comes without our cookies; a redirect to the same request by GET has them.

    Without them there would be no session, and a new browser cookie would end the sign-ins that are
    open in other tabs (SameSite=Lax, RFC 6265bis 5.6.7).
    """
    if request.method != "POST" or cookies.browser_seen() is not None:
        return None
    query = urlencode(seen.values)
    return see_other(f"{_PATH}?{query}") if len(query) <= _LONGEST_QUERY else None


def _refuse_direct(client: Client, handle: str | None) -> None:
    """RFC 9126 section 6: the client is registered to use pushed requests only."""
    if client.require_pushed and handle is None:
        raise RedirectedError(ErrorCode.INVALID_REQUEST, "The request has to be pushed.")


def _return_address(parameters: Parameters) -> ReturnAddress:
    """The verified redirect URI; a malformed `state` is not sent back."""
    heard = with_object(parameters)
    return ReturnAddress(
        parameters.values["redirect_uri"],
        response_mode(heard),
        heard.get("state"),
        parameters.words("ui_locales"),
    )
