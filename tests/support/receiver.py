"""A relying party's server reduced to a letter box: it keeps what reaches it."""

import contextlib
import json
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


@dataclass(frozen=True, slots=True)
class Post:
    """One POST as it arrived."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was sent
        return json.loads(self.body)


class Receiver(ThreadingHTTPServer):
    """Every form posted to it and every query it was visited with, in the order of arrival.

    `onward`: where it sends every browser that comes, as a broker or a proxy does. `document`: the
    JSON it answers every GET with, in place of a page.
    """

    daemon_threads = True

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), _Slot)
        self.host = f"[{host}]" if ":" in host else host
        self.onward: str | None = None
        self.document: object | None = None
        self.forms: list[dict[str, str]] = []
        self.posts: list[Post] = []
        self.queries: list[dict[str, str]] = []
        self.status = 200

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.server_port}"


class _Slot(BaseHTTPRequestHandler):
    server: Receiver

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path != "/favicon.ico":
            self.server.queries.append(_first(query))
        if self._led_on():
            return
        self.send_response(self.server.status)
        if self.server.document is not None:
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(self.server.document).encode())
            return
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b'<!doctype html><html lang="en"><title>Back</title><p id="back">Back</p>')

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.posts.append(Post(dict(self.headers), body))
        self.server.forms.append(_first(body.decode()))
        if self._led_on():
            return
        self.send_response(self.server.status)
        self.end_headers()

    def _led_on(self) -> bool:
        if self.server.onward is None:
            return False
        self.send_response(303)
        self.send_header("Location", self.server.onward)
        self.end_headers()
        return True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def _first(form: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(form).items()}


@contextlib.contextmanager
def receiving(host: str = "127.0.0.1") -> Iterator[Receiver]:
    with Receiver(host) as receiver:
        thread = threading.Thread(target=receiver.serve_forever, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            receiver.shutdown()
            thread.join()
