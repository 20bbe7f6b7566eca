"""Undocumented behaviour of granian on which `idp/cli/loop.py` and `idp/cli/gateway.py` rely.

After an update of granian each failing test names a change of the new version.
"""

import contextlib
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import granian
import pytest

from tests.support.serving import HOUSE, free_port

HEAD = b"POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\n\r\n%s"
CHUNKED = b"Transfer-Encoding: chunked"
BODIES = {
    b"/whole-chunks": (CHUNKED, b"3\r\nabc\r\n0\r\n\r\n"),
    b"/whole-length": (b"Content-Length: 3", b"abc"),
    b"/whole-early": (b"Content-Length: 3", b"abc"),
    b"/whole-broken": (CHUNKED, b"3\r\nabc\r\n"),
    b"/whole-short": (b"Content-Length: 9", b"abc"),
    b"/short": (b"Content-Length: 9", b"abc"),
    b"/parts": (CHUNKED, b"3\r\nabc\r\n0\r\n\r\n"),
    b"/nothing": (CHUNKED, b"0\r\n\r\n"),
    b"/broken": (CHUNKED, b"3\r\nabc\r\n"),
    b"/garbled": (CHUNKED, b"3\r\nabc\r\nzz\r\n"),
    b"/odd": (b"X-Odd: \xff\r\nContent-Length: 0", b""),
}
WHY = f"granian {granian.__version__} does it otherwise: see idp/cli/loop.py and idp/cli/gateway.py"


@pytest.fixture(scope="module")
def seen() -> Iterator[dict[str, Any]]:
    """The record of the bare server for each of the bodies above."""
    port = free_port()
    serve = f"from tests.support.bare_server import serve; serve({port})"
    with subprocess.Popen([sys.executable, "-c", serve], cwd=HOUSE) as server:  # noqa: S603 - ours
        try:
            _wait(port)
            for path, (header, body) in BODIES.items():
                _say(port, HEAD % (path, header, body))
            with ThreadPoolExecutor(8) as senders:
                list(senders.map(lambda _: _say(port, HEAD % (b"/more", b"X: y", b"")), range(8)))
            time.sleep(0.5)  # the last callbacks of the loop come after the answer
            answer = _say(port, HEAD % (b"/seen", b"Content-Length: 0", b""))
            yield json.loads(answer.partition(b"\r\n\r\n")[2])
        finally:
            server.terminate()


def _wait(port: int) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 5).close()
            return
        time.sleep(0.1)
    pytest.fail("the bare server did not answer")


def _say(port: int, request: bytes) -> bytes:
    """The answer, to a sender that says no more after this."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(request)
        if b"broken" in request or b"short" in request:
            line.shutdown(socket.SHUT_WR)
        with contextlib.suppress(OSError):
            return b"".join(iter(lambda: line.recv(65_536), b""))
    return b""


def test_the_version_is_the_one_that_was_looked_at() -> None:
    text = (HOUSE / "requirements" / "runtime.in").read_text("utf-8")
    pinned = re.search(r"^granian==(\S+)", text, re.MULTILINE)
    assert pinned, "pinned exactly: an update has to be looked at"
    assert granian.__version__ == pinned[1]


def test_each_request_is_one_coroutine_given_to_the_loop(seen: dict[str, Any]) -> None:
    """`WorkerLoop.call_soon_threadsafe` takes it before asyncio does."""
    assert seen["calls"].count("coroutine") >= len(BODIES), WHY


def test_requests_come_on_several_threads(seen: dict[str, Any]) -> None:
    """`Server` grants them; without, `Requests` would answer one request at a time."""
    assert len(set(seen["threads"])) > 1, WHY


def test_a_future_that_was_done_before_is_given_to_the_loop_by_another_name(
    seen: dict[str, Any],
) -> None:
    """`WorkerLoop.call_soon` takes it up; asyncio would let it lie until it wakes anyway."""
    assert seen["/whole-early"] == [3], WHY
    assert "PyFutureAwaitable" in seen["early"], WHY


def test_what_is_waited_for_is_a_future_that_can_be_cancelled(seen: dict[str, Any]) -> None:
    """`Requests._step` and `_end` use these names."""
    wanted = ["_asyncio_future_blocking", "add_done_callback", "cancel"]
    assert seen["futures"], WHY
    assert {tuple(each) for each in seen["futures"]} == {tuple(wanted)}, WHY


def test_a_body_of_known_length_that_broke_off_is_an_error(seen: dict[str, Any]) -> None:
    """`Gateway._body` turns it into a refusal."""
    for path in ("/whole-broken", "/whole-short"):
        assert seen[path] == ["RSGIProtocolClosed"], WHY
    assert sum(seen["/short"][0]) == 3, WHY
    for path in ("/whole-chunks", "/whole-length"):
        assert seen[path] == [3], WHY


def test_chunks_end_with_one_empty_part_and_broken_ones_with_two(seen: dict[str, Any]) -> None:
    """`_in_parts` tells them apart by nothing else."""
    assert seen["/parts"][0] == [3, 0], WHY
    assert seen["/nothing"][0] == [0], WHY
    assert seen["/broken"][0] == [3, 0, 0], WHY
    assert seen["/garbled"][0] == [3, 0, 0], WHY


def test_a_header_that_is_no_text_is_named_without_a_value(seen: dict[str, Any]) -> None:
    """`_refuse_unreadable` and `_refuse_two_meanings` count on it; names are in small letters."""
    _, values, named, names = seen["/odd"]
    assert (values, named) == ([], True), WHY
    assert {"host", "x-odd"} <= set(names), WHY
