"""The register of identity cards, as tests need it: truthful, or wrong in one chosen way."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Registry(ThreadingHTTPServer):
    """`status` of every card; `members` overrule those of its answers, `raw` the whole answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.asked: list[dict[str, Any]] = []
        self.status: object = "valid"
        self.members: dict[str, object] = {}
        self.raw: bytes | None = None
        self.code = 200
        self.silent = False
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/status"


class _Desk(BaseHTTPRequestHandler):
    server: Registry

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        if self.server.silent:
            self.server.released.wait(120)
            return
        answer = {**asked, "status": self.server.status, **self.server.members}
        body = json.dumps(answer).encode() if self.server.raw is None else self.server.raw
        self.send_response(self.server.code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextlib.contextmanager
def registering() -> Iterator[Registry]:
    with Registry() as registry:
        threading.Thread(target=registry.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield registry
        finally:
            registry.released.set()
            registry.shutdown()
