"""A State registry, as tests need it: truthful, or wrong in one chosen way."""

import contextlib
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from werkzeug.serving import make_server

from idp.kernel.clock import Clock
from idp.platform.jose import SigningKey, encode, new_jwk, parse_object, signing_key

Claims = dict[str, Any]


def jws(key: SigningKey, claims: object, *, typ: str = "registry-answer+jwt") -> bytes:
    """A compact JWS; `alg` is the key's."""
    header = json.dumps({"alg": key.alg, "typ": typ}).encode()
    signed = f"{encode(header)}.{encode(json.dumps(claims).encode())}"
    return f"{signed}.{encode(key.sign(signed.encode()))}".encode()


class Registry(ThreadingHTTPServer):
    """Answers from `records`, by number; `bend` changes the claims and `raw` the whole body."""

    daemon_threads = True

    def __init__(self, clock: Clock) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.clock = clock
        self.key = signing_key("ES256", new_jwk("ES256"))
        self.records: dict[str, Mapping[str, Any]] = {}
        self.events: list[Claims] = []
        self.asked: list[Claims] = []
        self.sent: list[bytes] = []
        self.statuses: list[int] = []
        """Of the next answers; 200 of all others."""
        self.bend: Callable[[Claims], object] = dict
        self.raw: bytes | None = None
        self.typ = "registry-answer+jwt"
        self.headers: dict[str, str] = {}
        self.silent = False
        self.released = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/registry"

    def body(self, text: str, verb: str) -> bytes:
        asked = parse_object(text.split(".")[1])
        assert asked is not None
        self.asked.append({**asked, "verb": verb})
        if self.raw is not None:
            return self.raw
        said = self.bend(
            {
                "iss": asked["aud"],
                "aud": asked["iss"],
                "iat": int(self.clock.now().timestamp()),
                "request": encode(hashlib.sha256(text.encode()).digest()),
                **{name: asked[name] for name in ("number", "number_kind") if name in asked},
                **self._said(asked, verb),
            }
        )
        self.sent.append(jws(self.key, said, typ=self.typ))
        return self.sent[-1]

    def _said(self, asked: Claims, verb: str) -> Claims:
        if verb == "changes":
            at = int(asked["after"] or 0)
            told = self.events[at : at + asked["most"]]
            return {"events": told, "next": str(at + len(told)), "more": False}
        record = self.records.get(asked["number"])
        if record is None:
            return {"found": False}
        if verb == "look-up":
            return {"found": True, "record": record}
        same = {name: record.get(name) == value for name, value in asked["data"].items()}
        return {"found": True, "matches": same}


class _Desk(BaseHTTPRequestHandler):
    server: Registry

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.server.silent:
            self.server.released.wait(120)
            return
        body = self.server.body(text, self.path.rpartition("/")[2])
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.send_header("Content-Type", "application/jose")
        self.send_header("Content-Length", str(len(body)))
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):  # who asked may have hung up
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextlib.contextmanager
def registering(clock: Clock) -> Iterator[Registry]:
    with Registry(clock) as registry:
        threading.Thread(target=registry.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield registry
        finally:
            registry.released.set()
            registry.shutdown()


@contextlib.contextmanager
def serving_app(app: Any) -> Iterator[str]:  # noqa: ANN401 - a WSGI application
    """The origin of an application on a port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def key_file(folder: Path, **keys: SigningKey) -> Path:
    """The file of the setting `registry_keys`."""
    path = folder / "registry_keys.json"
    sets = {name: {"keys": [key.public_jwk()]} for name, key in keys.items()}
    path.write_text(json.dumps(sets), "utf-8")
    return path
