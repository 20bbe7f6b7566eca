"""Clients that send slowly, wrongly or too much, against the real server: no other client waits."""

import contextlib
import selectors
import socket
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.support.http import Visitor
from tests.support.serving import demo_settings, free_port, serving
from tests.support.uploads import with_file

FORM = b"application/x-www-form-urlencoded"
HEAD = b"POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + FORM + b"\r\n"

AT_ONCE = 8
"""Seconds on a busy machine; who waits for a slow body waits ten."""
PICTURE = (
    b"POST /signin/00000000-0000-7000-8000-000000000000/face HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Length: 2000000\r\n\r\n"
)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, sqlite_file: Path) -> Iterator[int]:
    """The port of a demo installation under `idp serve`, one worker with eight threads."""
    port = free_port()
    settings = demo_settings(tmp_path_factory.mktemp("slow"), sqlite_file, port=port)
    with serving(settings, port=port):
        yield port


def _sent(port: int, text: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=20)
    line.sendall(text)
    return line


def _status(line: socket.socket) -> int:
    with line:
        answer = line.recv(65_536)
    return int(answer.split()[1]) if answer else 0


def _asked(port: int, method: str, path: str, body: bytes | None = None) -> tuple[int, float]:
    """Status and seconds of an honest request."""
    begun = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection):
        connection.request(method, path, body, {"Content-Type": FORM.decode()})
        status = connection.getresponse().status
    return status, time.monotonic() - begun


SLOW: dict[str, Callable[[int], bytes]] = {
    "bodies": lambda _: HEAD + b"Content-Length: 5000\r\n\r\na",
    "chunks": lambda _: HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
    "headers": lambda _: HEAD,
    "silence": lambda _: b"",
    "lies": lambda n: HEAD + b"Content-Length: %d\r\n\r\ngrant_type=x" % (13 + n),
    "pictures": lambda _: PICTURE + b"abc",
}


@pytest.mark.parametrize("kind", SLOW)
def test_a_thousand_slow_clients_stop_nobody(port: int, kind: str) -> None:
    lines = [_sent(port, SLOW[kind](number)) for number in range(1_000)]
    try:
        for _ in range(3):
            for line in lines[::10]:
                with contextlib.suppress(OSError):
                    line.sendall(b"1" if kind != "chunks" else b"1\r\na\r\n")
            assert _asked(port, "GET", "/health/live")[0] == 200
            for method, path, body, status in (
                ("GET", "/health/live", None, 200),
                ("POST", "/token", b"grant_type=x", 400),
                ("GET", "/jwks", None, 200),
            ):
                answered, seconds = _asked(port, method, path, body)
                assert answered == status
                assert seconds < AT_ONCE
    finally:
        for line in lines:
            line.close()


def test_pictures_that_are_only_announced_end_no_body_that_comes(port: int) -> None:
    begun = _sent(port, HEAD + b"Content-Length: 12\r\n\r\ngrant_")
    picture = _sent(port, PICTURE + b"a" * 500_000)
    idle = [_sent(port, PICTURE) for _ in range(300)]
    try:
        with selectors.DefaultSelector() as ready:
            ready.register(begun, selectors.EVENT_READ)
            ready.register(picture, selectors.EVENT_READ)
            assert ready.select(1.5) == []
        begun.sendall(b"type=x")
        assert _status(begun) == 400
        picture.sendall(b"a" * 1_500_000)
        assert _status(picture) == 403
    finally:
        for line in idle:
            line.close()


@pytest.mark.parametrize("kind", ["bodies", "chunks"])
def test_a_body_has_ten_seconds_in_all(port: int, kind: str) -> None:
    begun = time.monotonic()
    with _sent(port, SLOW[kind](0)) as line, selectors.DefaultSelector() as ready:
        ready.register(line, selectors.EVENT_READ)
        while not ready.select(0.5):
            line.sendall(b"a" if kind == "bodies" else b"1\r\na\r\n")
            assert time.monotonic() - begun < 30
        assert line.recv(12) == b"HTTP/1.1 408"
    assert time.monotonic() - begun > 8


@pytest.mark.parametrize(
    "length", [b"65537", b"99999999999999", b"99999999999999999999999999", b"-1", b"1x", b"1, 1"]
)
def test_a_length_that_is_too_much_or_none_is_refused_at_once(port: int, length: bytes) -> None:
    begun = time.monotonic()
    assert _status(_sent(port, HEAD + b"Content-Length: " + length + b"\r\n\r\n")) in {400, 413}
    assert time.monotonic() - begun < AT_ONCE


def test_chunks_are_taken_and_counted(port: int) -> None:
    chunk = b"%x\r\n%s\r\n"
    whole = chunk % (6, b"grant_") + chunk % (6, b"type=x") + b"0\r\n\r\n"
    head = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    assert _status(_sent(port, head + whole)) == 400
    small = chunk % (1, b"a")
    assert _status(_sent(port, head + small * 20_000 + b"0\r\n\r\n")) == 400
    assert _status(_sent(port, head + (chunk % (60_000, b"a" * 60_000)) * 2)) == 413


def test_headers_have_a_limit(port: int) -> None:
    cookies = b"Cookie: a=" + b"b" * 100_000 + b"\r\n\r\n"
    assert _status(_sent(port, b"GET /health/live HTTP/1.1\r\nHost: x\r\n" + cookies)) == 200
    assert _status(_sent(port, b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 300_000)) in {0, 431}


def test_old_and_odd_requests_are_answered(port: int) -> None:
    assert _status(_sent(port, b"GET /health/live HTTP/1.0\r\n\r\n")) == 200
    assert _status(_sent(port, b"HEAD /jwks HTTP/1.1\r\nHost: x\r\n\r\n")) == 200
    assert _status(_sent(port, b"GET /%ff%e1%00 HTTP/1.1\r\nHost: x\r\n\r\n")) == 404
    expecting = HEAD + b"Expect: 100-continue\r\nContent-Length: 12\r\n\r\n"
    assert _status(_sent(port, expecting)) == 100


def test_what_a_page_takes_reaches_it_through_the_gateway(port: int) -> None:
    """A photograph of megabytes, and a statement of hundreds of thousands of characters."""
    browser = Visitor(f"http://localhost:{port}")
    checked = with_file(browser, "/public/receipt", b"e" * 900_000)
    assert (checked.status, "verdict" in checked.ids) == (200, True)
    answering = "/me/requests/HS-7K4Q-9XTD-M2PA/answer"
    answered = with_file(browser, answering, b"e" * 9_000_000, on="/public/receipt")
    assert answered.status == 303, "the page asks for a sign-in, so the body has reached it"
    assert browser.get(answered.location).status in {200, 302, 303}
