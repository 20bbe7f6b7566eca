"""Routes of pages: blueprints with CSRF checks, static files, cookies, errors."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from idp.kernel.ids import new_id
from idp.platform.database import RETRY_AFTER_SECONDS, Unavailable, WriteRefused
from idp.platform.logs import logger
from idp.web.body_limits import LONGEST_FORM, BoundedBlueprint
from idp.web.current import answer_of_view, services, settings
from idp.web.pages import cookies, csrf, language
from idp.web.pages.assets import assets_of
from idp.web.pages.data_errors import told_to_programs
from idp.web.pages.labels import N_
from idp.web.pages.rendering import error_page

FOREIGN_FORM: Final = N_(
    "This form is no longer valid in this browser. Open its page anew and try again."
)
SENTENCES: Final[dict[int, str]] = {
    404: N_("Its address may be mistyped, or the page is gone."),
    405: N_("This page cannot be used this way."),
    413: N_("More was sent than this page takes."),
}
_NO_SUCH_PAGE: Final = N_("There is no such page")
BAD_REQUEST: Final = N_("The request could not be understood.")
AWAY: Final = N_(
    "%(provider)s cannot reach its records just now. What you just did may not be kept: look "
    "before you do it again, in a moment."
)
FAILED: Final = N_("Something failed on our side. It was written down under the number below.")

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_SVG: Final = "image/svg+xml"
_ONLY_DRAWS: Final = "default-src 'none'; sandbox"
LONGEST_DOCUMENT: Final = 52_428_800 + LONGEST_FORM
"""Bytes of a form with a document: the setting `document_bytes` allows less."""
_MOST_PARTS: Final = 32
_OUR_FAULT: Final = 500
_NOT_FOUND: Final = 404
_LOG = logger(__name__)


def _guard() -> Response | None:
    request.max_form_memory_size = request.max_content_length
    request.max_form_parts = _MOST_PARTS
    if request.method in _READING or csrf.from_our_page():
        return None
    return error_page(403, FOREIGN_FORM)


def answer_head() -> Response | None:
    """The answer to HEAD, before the view: that of the view, up to its first write.

    Some pages make a handle or a challenge when they are opened, which ends the one before, or use
    a handle up. HEAD is a safe method (RFC 9110 section 9.2.1), and software that looks at links
    uses it, so where GET would write the answer is empty, and nothing is written.
    """
    if request.method != "HEAD":
        return None
    try:
        with services().database.refusing_writes():
            return answer_of_view()
    except WriteRefused:
        response = Response(mimetype="text/html")
        response.headers["Cache-Control"] = "no-store"
        return response


def page_blueprint(
    name: str,
    import_name: str,
    *,
    url_prefix: str | None = None,
    takes: Mapping[str, int] = MappingProxyType({}),
) -> Blueprint:
    """A blueprint whose unsafe requests must come from a page of ours (hostile case S10).

    HEAD of its pages changes nothing (`answer_head`).

    `takes`: the few endpoints whose form may be longer than usual, in bytes.
    """
    blueprint = BoundedBlueprint(name, import_name, url_prefix=url_prefix, takes=takes)
    blueprint.before_request(_guard)
    blueprint.before_request(answer_head)
    return blueprint


static_files = Blueprint("static_files", __name__)


@static_files.get("/static/<build>/<path:name>")
def static_file(build: str, name: str) -> Response:
    """A file of this build: style sheet, font, image or script, packed for who unpacks it.

    The address of another build is answered too, for while releases change a page of one process
    loads from another; but nobody keeps that answer, which may hold other bytes than the address
    means.
    """
    assets = assets_of(settings())
    asset = assets.files.get(name)
    if asset is None:
        raise NotFound
    unpacks = request.accept_encodings.quality("gzip") > 0
    content = asset.packed if asset.packed and unpacks else asset.content
    response = Response(content, content_type=asset.media_type)
    if asset.packed:
        response.headers["Vary"] = "Accept-Encoding"
    if content is asset.packed:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(f"{asset.etag}-gzip" if content is asset.packed else asset.etag)
    ours = build == assets.build
    response.headers["Cache-Control"] = _FOR_EVER if ours else "no-store"
    if asset.media_type == _SVG:
        response.headers["Content-Security-Policy"] = _ONLY_DRAWS
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response.make_conditional(request)  # type: ignore[return-value] # it returns itself


def _no(fault: HTTPException) -> HTTPException | Response:
    """The page for an HTTP error of the framework; a bug gets a reference number."""
    code = fault.code or _OUR_FAULT
    if code < 400:  # noqa: PLR2004 - a redirect is no fault
        return fault
    if code >= _OUR_FAULT:
        reference = new_id()
        _LOG.error("request failed", reference=reference, status=code)
        return error_page(code, FAILED, reference)
    sentence = SENTENCES.get(code, BAD_REQUEST)
    if code == _NOT_FOUND:
        response = error_page(code, sentence, heading=_NO_SUCH_PAGE)
    else:
        response = error_page(code, sentence)
    if isinstance(fault, MethodNotAllowed) and fault.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(fault.valid_methods))
    return response


def _away(_: Unavailable) -> Response:
    reference = new_id()
    _LOG.error("database unavailable", reference=reference)
    response = error_page(503, AWAY, reference)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def mount(app: Flask) -> None:
    """Static files, errors, and the two cookies that any answer may have to set."""
    app.register_blueprint(static_files)
    app.register_error_handler(HTTPException, _no)
    app.register_error_handler(Unavailable, _away)
    app.after_request(told_to_programs)
    app.after_request(cookies.remember_browser)
    app.after_request(language.remember_picked)
