"""A browser application on its own origin: one page that is the whole client."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = Path(__file__).with_suffix(".html")


class SinglePage(ThreadingHTTPServer):
    """Serves the page everywhere, and what it is configured with at `/settings.json`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.settings: dict[str, str] = {}

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Pages(BaseHTTPRequestHandler):
    server: SinglePage

    def do_GET(self) -> None:
        asked_settings = self.path == "/settings.json"
        body = json.dumps(self.server.settings).encode() if asked_settings else PAGE.read_bytes()
        self.send_response(200)
        kind = "application/json" if asked_settings else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextlib.contextmanager
def serving() -> Iterator[SinglePage]:
    with SinglePage() as page:
        thread = threading.Thread(target=page.serve_forever, daemon=True)
        thread.start()
        try:
            yield page
        finally:
            page.shutdown()
            thread.join()
