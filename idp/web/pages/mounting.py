"""How pages are hung into the application: guarded blueprints, static files, the cookies."""

from typing import Final

from flask import Blueprint, Flask, Response, request, send_from_directory

from idp.web.pages import cookies, csrf, language
from idp.web.pages.rendering import STATIC, error_page

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FOR_EVER: Final = "public, max-age=31536000, immutable"


def _guard() -> Response | None:
    if request.method in _READING or csrf.from_our_page():
        return None
    return error_page(
        403, "This form is no longer valid in this browser. Go back, reload the page and try again."
    )


def page_blueprint(name: str, import_name: str, *, url_prefix: str | None = None) -> Blueprint:
    """A blueprint whose every writing request must come from a page of ours (hostile case S10)."""
    blueprint = Blueprint(name, import_name, url_prefix=url_prefix)
    blueprint.before_request(_guard)
    return blueprint


static_files = Blueprint("static_files", __name__)


@static_files.get("/static/<build>/<path:name>")
def static_file(build: str, name: str) -> Response:  # noqa: ARG001 - only makes the address new
    """A file of this build: style, face, picture or script."""
    response = send_from_directory(STATIC, name)
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def mount(app: Flask) -> None:
    """Static files, and the two cookies that any answer may have to set."""
    app.register_blueprint(static_files)
    app.after_request(cookies.remember_browser)
    app.after_request(language.remember_picked)
