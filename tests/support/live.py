"""The application served over HTTP on a free port of this machine, with its clock in our hands."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.http import Visitor
from tests.support.walks import Walk
from tests.support.world import Party, World


class _Quiet(WSGIRequestHandler):
    """Requests are what the tests are about; they need no log."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


@dataclass(frozen=True)
class House:
    """One running application: its address, and the world it serves."""

    origin: str
    world: World

    def visitor(self, *, language: str = "en") -> Visitor:
        """Return a browser nobody used before."""
        return Visitor(self.origin, language=language)

    def acr(self, level: int) -> str:
        """Return the name of a level as requests and tokens say it."""
        return f"{self.world.settings.issuer}/loa/{level}"

    def walk(self, party: Party | None = None, *, visitor: Visitor | None = None) -> Walk:
        """Return a request about to be made; party and browser are new unless named."""
        return Walk(self.world, visitor or self.visitor(), party or self.world.party())


@contextlib.contextmanager
def served(app: Flask, *, port: int) -> Iterator[str]:
    """Serve the application with a thread for each request; yields its address."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
