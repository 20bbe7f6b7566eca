"""Shared by the pages of all demonstration programs: the language, a plain error page, guards.

The programs run on one host, and cookies ignore ports: a language picked at one of them applies to
all.
"""

from collections.abc import Callable, Sequence

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as AnyResponse

_COOKIE = "demo_language"
_SAID = frozenset({403, 404})
"""Statuses for which the programs have a sentence of their own."""


def language(languages: Sequence[str]) -> str:
    """The language of this page: picked now, picked before at any program, else the browser's."""
    picked = (request.args.get("lang"), request.cookies.get(_COOKIE))
    known = next((each for each in picked if each in languages), None)
    return known or request.accept_languages.best_match(languages) or languages[0]


def remember_language(response: Response, languages: Sequence[str]) -> Response:
    """After each request: keep what was picked with the link of a page."""
    asked = request.args.get("lang", "")
    if asked in languages:
        response.set_cookie(_COOKIE, asked, httponly=True, samesite="Lax")
    return response


def show_errors(app: Flask, page: Callable[[str], str], *, machines: Sequence[str] = ()) -> None:
    """Answer errors with `page(word)`, where the word is `404`, `403` or `other`.

    Paths that begin with one of `machines` are read by programs and keep their plain answer, and so
    does a request for a foreign host, for which no page address can be built.
    """

    def answer(error: HTTPException) -> AnyResponse | HTTPException:
        bare = isinstance(error, SecurityError) or request.path.startswith(tuple(machines))
        if bare or error.response is not None:
            return error
        status = error.code or 500
        return Response(page(str(status) if status in _SAID else "other"), status)

    app.register_error_handler(HTTPException, answer)


def own_forms_only() -> None:
    """Before each request: 403 for a form that another site in the same browser sends (CSRF)."""
    foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}
    if request.method == "POST" and foreign:
        abort(403)


def without_scripts(response: Response) -> Response:
    """After each request: a page runs no script, is in no frame, and is kept by no cache."""
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
