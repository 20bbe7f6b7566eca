"""The language link of a page, and the pages that cannot be had again from their own address.

The answer to a form, and an address that counts once, cannot be asked for again. Such a page is
kept for a while, and its language link leads to `/shown/<name>`, which makes the same page in the
other language and does nothing else.
"""

import secrets
import threading
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, abort, request
from werkzeug.wrappers import Response

Page = str | Response | tuple[str, int]
_MOST = 50


class KeptPages:
    """How to make each kept page, by its name; in memory, oldest forgotten first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[str, Callable[[str], Page]] = {}

    def mount(self, app: Flask) -> None:
        """Give the program `/shown/<name>`, and its templates `language_link`."""
        app.add_url_rule("/shown/<name>", "shown", self._again, methods=["GET"])
        app.context_processor(lambda: {"language_link": language_link, "kept": None})

    def keep(self, make: Callable[[str], Page]) -> Page:
        """The page that `make` returns for the name under which it is kept.

        `make` hands the name to its template as `kept`. It runs again for each switch, so it reads
        nothing of the form and changes nothing.
        """
        name = secrets.token_urlsafe(16)
        with self._lock:
            while len(self._pages) >= _MOST:
                del self._pages[next(iter(self._pages))]
            self._pages[name] = make
        return make(name)

    def _again(self, name: str) -> Page:
        """GET: the page in the language of this request; 404 when it is forgotten."""
        with self._lock:
            make = self._pages.get(name)
        return abort(404) if make is None else make(name)


def language_link(lang: str, kept: str | None) -> str:
    """The address of this page in `lang`, with what its own address asked for.

    An error page in answer to a form is not kept: from there the link leads to the first page.
    """
    if kept is not None:
        return f"/shown/{kept}?lang={lang}"
    if request.method != "GET":
        return f"/?lang={lang}"
    # A query alone: the browser keeps the path, whatever it is.
    asked = [pair for pair in request.args.items(multi=True) if pair[0] != "lang"]
    return "?" + urlencode([*asked, ("lang", lang)])
