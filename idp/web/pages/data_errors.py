"""Errors of the addresses that answer data and no page: problem details (RFC 9457), or a page.

Scripts of our pages, and programs that fetch a file, read the stable `reason`; a browser that was
led there by a link, and says that it takes HTML, gets the page that says the same.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from flask import Response, request
from werkzeug.routing import Map, Rule

from idp.kernel.refusals import Reason
from idp.web.current import settings
from idp.web.pages.problem_types import MEANINGS, RequestFault, type_of

MEDIA_TYPE: Final = "application/problem+json"
DATA_ROUTES: Final = frozenset(
    {
        "/activate/<link>/<step>/passkey/options",
        "/me/data/copy",
        "/me/history/file",
        "/me/means/passkey/options",
        "/officer/decisions/<decision>/phone/state",
        "/officer/install/<handle>/options",
        "/officer/looks/csv",
        "/officer/terms/csv",
        "/officer/terms/json",
        "/public/levels.json",
        "/public/personal-data.schema.json",
        "/public/sign-up/account/<step>/passkey/options",
        "/signin/<uuid:transaction_id>/app/state",
        "/signin/<uuid:transaction_id>/card/state",
        "/signin/<uuid:transaction_id>/face/question",
        "/signin/<uuid:transaction_id>/guardian/state",
        "/signin/<uuid:transaction_id>/passkey/options",
    }
)
"""Each route of pages that answers JSON or CSV; the admin API, `/app` and the protocol have their
own errors."""
_ADDRESSES: Final = Map([Rule(each, endpoint=each) for each in DATA_ROUTES]).bind("")
"""By address alone: of a method that is not taken the framework names no route."""
_HTML: Final = "text/html"
_REASONS: Final[Mapping[int, Reason | RequestFault]] = {
    HTTPStatus.UNAUTHORIZED: Reason.FRESH_SIGN_IN_REQUIRED,
    HTTPStatus.FORBIDDEN: Reason.NOT_AUTHORISED,
    HTTPStatus.NOT_FOUND: Reason.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: RequestFault.METHOD_NOT_ALLOWED,
    HTTPStatus.CONFLICT: RequestFault.SERVER_ERROR,
    HTTPStatus.GONE: Reason.EXPIRED,
    HTTPStatus.UNPROCESSABLE_ENTITY: RequestFault.QUERY_MALFORMED,
    HTTPStatus.TOO_MANY_REQUESTS: Reason.TOO_MANY_TRIES,
    HTTPStatus.SERVICE_UNAVAILABLE: Reason.SERVICE_UNAVAILABLE,
}
"""By status, of an error that comes as a page. A conflict is an entry of history that was bent."""


def problem(reason: Reason | RequestFault, status: int) -> Response:
    """The error for a program; `reason` is stable and has a page, which `type` is."""
    response = Response(_document(reason, status), status, mimetype=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def told_to_programs(response: Response) -> Response:
    """After each request: an error of `DATA_ROUTES` that is a page, for who takes no page."""
    if response.status_code < HTTPStatus.BAD_REQUEST or not _ADDRESSES.test(request.path):
        return response
    response.vary.add("Accept")
    if response.mimetype == MEDIA_TYPE or _takes_pages():
        return response
    status = response.status_code
    other = RequestFault.SERVER_ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR else None
    reason = _REASONS.get(status) or other or RequestFault.HTTP
    response.set_data(_document(reason, status))
    response.mimetype = MEDIA_TYPE
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _document(reason: Reason | RequestFault, status: int) -> str:
    meaning = MEANINGS[reason]
    said = {"type": type_of(reason, settings().issuer), "title": meaning, "status": status}
    return json.dumps({**said, "detail": meaning, "reason": reason.value})


def _takes_pages() -> bool:
    """Whether the header names HTML, as browsers do where a person follows a link."""
    return any(value == _HTML for value, quality in request.accept_mimetypes if quality > 0)
