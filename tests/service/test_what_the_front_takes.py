"""Requests as no library sends them, over a real socket to the real server.

Nothing that is malformed is a fault of ours, is written down, or stands in the log.
"""

import contextlib
import re
import socket
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.serving import demo_settings, free_port, serving

FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
JSON = b"Content-Type: application/json\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
GET = b"GET /health/live HTTP/1.1\r\n"
HOST = b"Host: localhost\r\n"
MARK = b"nguyen-van-an-079090123456"
"""A stand-in for a person in every field that an unauthenticated caller can fill."""


@dataclass(frozen=True, slots=True)
class Front:
    """One served demo installation: its port, its database file and what the server says."""

    port: int
    database: Path
    log: Path

    def answer(self, *parts: bytes) -> bytes:
        """All that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            for part in parts:
                line.sendall(part)
            got = bytearray()
            with contextlib.suppress(ConnectionError):
                while part := line.recv(65_536):
                    got += part
            return bytes(got)

    def stored(self) -> list[str]:
        """The whole database in words."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return list(connection.iterdump())


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory, sqlite_file: Path) -> Iterator[Front]:
    folder, port = tmp_path_factory.mktemp("front"), free_port()
    settings = demo_settings(folder, sqlite_file, port=port)
    with serving(settings, port=port, log=folder / "log"):
        yield Front(port, folder / "idp.db", folder / "log")


def _status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.[01] ([0-9]{3}) ", answer)
    return int(found[1]) if found else 0


def _post(path: bytes, body: bytes, *headers: bytes, kind: bytes = FORM) -> bytes:
    more = b"".join((*headers, b"Connection: close\r\n", b"Content-Length: %d\r\n" % len(body)))
    return b"POST " + path + b" HTTP/1.1\r\n" + HOST + kind + more + b"\r\n" + body


def _get(target: bytes, *headers: bytes, method: bytes = b"GET") -> bytes:
    more = b"".join((*headers, b"Connection: close\r\n"))
    return method + b" " + target + b" HTTP/1.1\r\n" + HOST + more + b"\r\n"


HEAD = b"POST /token HTTP/1.1\r\n" + HOST + FORM
WHOLE = b"c\r\ngrant_type=x\r\n"


def test_whole_chunks_are_a_body_and_end_the_connection(front: Front) -> None:
    """By a Content-Length beside them a proxy would count otherwise (RFC 9112 section 6.1)."""
    hidden = _get(b"/jwks")
    for length in (b"", b"Content-Length: 3\r\n"):
        answer = front.answer(HEAD + length + CHUNKED + b"\r\n", WHOLE + b"0\r\n\r\n", hidden)
        assert b"unsupported_grant_type" in answer
        assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    ("request_", "statuses"),
    [
        (HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + WHOLE + b"0\r\n\r\n", {400}),
        (HEAD + CHUNKED + CHUNKED + b"\r\n" + WHOLE + b"0\r\n\r\n", {400}),
        (HEAD + b"Transfer-Encoding: gzip\r\n\r\n", {400}),
        (HEAD + b"Content-Length: 12\r\nContent-Length: 13\r\n\r\ngrant_type=x", {400}),
        (HEAD + b"Content-Length : 12\r\n\r\ngrant_type=x", {400}),
        (HEAD.replace(b"1.1", b"1.0") + CHUNKED + b"\r\n" + WHOLE + b"0\r\n\r\n", {400}),
        (_post(b"/token", b"\x1f\x8b\x08\x00", b"Content-Encoding: gzip\r\n"), {415}),
        (_post(b"/me/password", b"a=b", b"Content-Encoding: deflate\r\n"), {415}),
        (GET + b"\r\n", {400}),
        (GET + HOST + HOST + b"\r\n", {400}),
        (GET + b"Host: \xff\r\n\r\n", {400}),
        (b"GET /health/live HTTP/9.9\r\n\r\n", {0, 400}),
        (b"\x16\x03\x01\x02\x00\x01\xff\xff\r\n\r\n", {0, 400}),
        (GET + HOST + b"A: b\x00c\r\n\r\n", {400}),
        (GET + HOST + b"A: b\r\n" * 500 + b"\r\n", {431}),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(
    front: Front, request_: bytes, statuses: set[int]
) -> None:
    assert _status(front.answer(request_)) in statuses


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /health/live HTTP/1.0\r\n\r\n",
        GET + HOST + b"Cookie: a=" + b"b" * 60_000 + b"\r\nConnection: close\r\n\r\n",
        _get(b"http://elsewhere.example/health/live"),
        _get(b"/health/live", method=b"HEAD"),
    ],
)
def test_what_is_only_unusual_is_answered(front: Front, request_: bytes) -> None:
    assert _status(front.answer(request_)) == 200


@pytest.mark.parametrize("text", ["Nguyễn".encode(), "é".encode(), "😀".encode(), b"\xff\xfe"])
@pytest.mark.parametrize("path", [b"/authorize", b"/token", b"/userinfo", b"/public", b"/logout"])
def test_a_query_that_is_not_escaped_is_no_fault_of_ours(
    front: Front, path: bytes, text: bytes
) -> None:
    """PEP 3333 wants its bytes, one character each; RFC 3986 wants them escaped."""
    assert _status(front.answer(_get(path + b"?login_hint=" + text))) in {200, 303, 400, 401, 405}


PLACES = (
    *(b"/token", b"/par", b"/introspect", b"/revoke", b"/userinfo", b"/authorize", b"/logout"),
    *(b"/bc-authorize", b"/me/password", b"/lost", b"/signin/" + MARK, b"/", b"/jwks"),
)
NAMES = (b"client_id", b"grant_type", b"token", b"state", b"id_token_hint", b"code", b"username")
VALUES = (b"%00" + MARK, b"\x00" + MARK, b"%ff" + MARK, b"\xff" + MARK, b"%ed%a0%80" + MARK, b"%")
FORMS = [b"&".join(name + b"=" + value for name in NAMES) for value in VALUES]
BODIES = [
    *((FORM, form) for form in FORMS),
    (FORM, b"client_id=" + MARK + b"&client_id=" + MARK),
    (FORM, b"a=b&" * 9_000),
    (JSON, b'{"a": "' + MARK),
    (JSON, b"[" * 20_000),
    (b"Content-Type: multipart/form-data; boundary=x\r\n", b"--x\r\n" + MARK),
    (b"Content-Type: multipart/form-data\r\n", b"--x"),
    (b"Content-Type: \xff;;==\r\n", MARK),
    (b"", MARK),
]
HEADERS = (
    *(b"Authorization: " + value for value in (b"Basic \xff", b"Basic AAo6AA==", b"DPoP \x7f")),
    b"Authorization: Bearer " + MARK + b" " + MARK,
    *(b"Cookie: \xff=\xfe; ;=; " + MARK, b"Cookie: session=" + MARK, b"DPoP: a.b.c\r\nDPoP: d"),
    *(b"Accept-Language: \xff,;q=x;;", b"Accept: \xff", b"If-None-Match: \xff", b"Origin: \xff"),
    *(b"Origin: http://[::1", b"Referer: \xff", b"X-Request-Id: " + MARK * 2_000),
    *(b"User-Agent: \xff" + MARK, b"Range: bytes=0-1,2-3", b"Expect: " + MARK, b"Upgrade: h2c"),
)
TARGETS = (
    *(b"/%00", b"/me/%00", b"/me/consents/" + MARK, b"/static/%2e%2e/%2e%2e/etc/passwd"),
    *(b"/%", b"/%ff", b"/%zz", b"//?lang=%00", b"/?lang=" + MARK, b"/" + b"a" * 60_000),
    *(b"/authorize?" + form for form in FORMS if form.isascii() and b"\x00" not in form),
    *(b"/logout?" + form for form in FORMS if form.isascii() and b"\x00" not in form),
)
METHODS = (b"HEAD", b"OPTIONS", b"TRACE", b"PUT", b"DELETE", b"PATCH", b"CONNECT", b"FOO")


def _hostile() -> Iterator[bytes]:
    for place in PLACES:
        yield from (_post(place, body, kind=kind) for kind, body in BODIES)
        yield from (_get(place, header + b"\r\n") for header in HEADERS)
        yield from (_get(place, method=method) for method in METHODS)
    yield from (_post(b"/token", FORMS[0], header + b"\r\n") for header in HEADERS)
    yield from map(_get, TARGETS)
    yield _get(b"*", method=b"OPTIONS")
    yield _get(b"elsewhere.example:443", method=b"CONNECT")


def test_nothing_malformed_is_a_fault_of_ours_is_written_or_told(front: Front) -> None:
    """Every answer is one, none is a 5xx; the database and the log know nothing of it."""
    before, faults = front.stored(), []
    for request in _hostile():
        status = _status(front.answer(request))
        if not 200 <= status < 500:
            faults.append((status, request[:120]))
    assert faults == []
    assert front.stored() == before
    said = front.log.read_bytes()
    assert MARK not in said
    assert b"Traceback" not in said
