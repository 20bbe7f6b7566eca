"""An ABIS, a Bio-SDK and a liveness service in one, as a script says; they check what is asked.

Each request is compared with a description of the interface of our own; one fault is a 400 and
kept in `faults`, so that a test sees what was wrong.
"""

import base64
import contextlib
import hashlib
import json
import re
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Answer = tuple[int, object]
MATCH: Answer = (200, {"decision": True, "scores": [{"score": 4100.0, "biometricType": "FACE"}]})
NO_MATCH: Answer = (200, {"decision": False, "scores": []})


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


@dataclass
class Script:
    """The next answers, and the requests so far. `seconds`: how long an answer takes."""

    abis: Answer | Callable[[Asked], Answer] = MATCH
    sdk: Answer | Callable[[Asked], Answer] = (500, {})
    liveness: str | Callable[[Asked], Answer] = "LIVE"
    seconds: float = 0
    asked: list[Asked] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        fault = _fault(asked)
        if fault is not None:
            self.faults.append(fault)
            return 400, {"code": 1, "message": fault}
        if asked.path.startswith("/v1/verify/"):
            return self.abis(asked) if callable(self.abis) else self.abis
        if asked.path == "/biosdk-service/match":
            return self.sdk(asked) if callable(self.sdk) else self.sdk
        if callable(self.liveness):
            return self.liveness(asked)
        return 200, judgement(asked, self.liveness)

    def wait(self) -> None:
        if self.seconds:
            self.released.wait(self.seconds)


def judgement(asked: Asked, result: str, **changes: object) -> dict[str, object]:
    """A liveness answer of the agreed shape about exactly what was asked."""
    return {
        "result": result,
        "evidenceId": "judgement-1",
        "nonce": asked.body["nonce"],
        "samples": [each["sha256"] for each in asked.body["samples"]],
        **changes,
    }


def _fault(asked: Asked) -> str | None:
    try:
        assert asked.headers.get("content-type") == "application/json", "content type"
        if asked.path.startswith("/v1/verify/"):
            _check_osia(asked)
        elif asked.path == "/biosdk-service/match":
            _check_sdk(asked.body)
        else:
            assert asked.path == "/v1/liveness", "path"
            _check_liveness(asked.body)
    except (AssertionError, ValueError, KeyError, TypeError) as fault:
        return str(fault)
    return None


_ITEM = {
    "biometricType": str,
    "biometricSubType": str,
    "image": str,
    "mimeType": str,
    "compression": str,
    "width": int,
    "height": int,
    "captureDate": str,
    "captureDevice": str,
}


def _check_osia(asked: Asked) -> None:
    # Above all no threshold: that is the operator's.
    assert set(asked.query) == {"transactionId", "priority", "serviceLevel"}, "query"
    assert set(asked.body) == {"biometricData"}, "members"
    assert asked.body["biometricData"], "nothing to compare"
    for item in asked.body["biometricData"]:
        assert all(isinstance(value, _ITEM[name]) for name, value in item.items()), "item"
        assert item["biometricType"] in {"FACE", "FINGER", "IRIS", "SIGNATURE", "UNKNOWN"}, "type"
        assert item["compression"] in {"NONE", "WSQ", "JPEG", "JPEG2000", "PNG"}, "compression"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item["captureDate"]), "date"
        assert base64.b64decode(item["image"], validate=True), "image"


def _check_sdk(body: Mapping[str, Any]) -> None:
    assert set(body) == {"version", "request"}, "envelope"
    assert body["version"] == "1.0", "version"
    asked = json.loads(base64.b64decode(body["request"], validate=True))
    assert set(asked) == {"sample", "gallery", "modalitiesToMatch", "flags"}, "members"
    assert asked["modalitiesToMatch"] == ["FACE"], "modalities"
    assert len(asked["gallery"]) == 1, "gallery"
    for record in (asked["sample"], *asked["gallery"]):
        for part in record["segments"]:
            numbers = part["bdb"]
            assert all(isinstance(each, int) and -128 <= each <= 127 for each in numbers), "bytes"
            _check_face_record(bytes(each % 256 for each in numbers))
            assert "Date" not in json.dumps(part), "dates"


def _check_face_record(record: bytes) -> None:
    """The lengths that ISO/IEC 19794-5:2011 repeats inside each other."""
    kind, version, whole, count = struct.unpack(">4s4sIH", record[:14])
    assert (kind, version, whole, count) == (b"FAC\0", b"030\0", len(record), 1), "header"
    assert struct.unpack(">I", record[17:21]) == (len(record) - 17,), "representation"
    at = 17 + 19 + 17 + 11
    assert struct.unpack(">I", record[at : at + 4]) == (len(record) - at - 4,), "picture"
    assert record[at + 4 : at + 6] == b"\xff\xd8", "JPEG"


def _check_liveness(body: Mapping[str, Any]) -> None:
    assert set(body) == {"nonce", "channel", "modality", "poses", "samples"}, "members"
    assert len(body["poses"]) in {0, len(body["samples"])}, "poses"
    for sample in body["samples"]:
        image = base64.b64decode(sample["image"], validate=True)
        assert hashlib.sha256(image).hexdigest() == sample["sha256"], "digest"


class Services(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.script = script

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Desk(BaseHTTPRequestHandler):
    server: Services

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(unquote(parts.path), query, headers, body)
        status, said = self.server.script.answer(asked)
        self.server.script.wait()
        raw = said if isinstance(said, bytes) else json.dumps(said).encode()
        with contextlib.suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextlib.contextmanager
def serving(script: Script) -> Iterator[Services]:
    with Services(script) as services:
        thread = threading.Thread(target=services.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield services
        finally:
            script.released.set()
            services.shutdown()
            thread.join()
