"""A malformed HTTP response is a failure of the server called, never a bug of ours."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from idp.platform.outbound import Outbound, OutboundFailed


@contextlib.contextmanager
def saying(text: bytes) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_say, args=(listener, text), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


def _say(listener: socket.socket, text: bytes) -> None:
    line, _ = listener.accept()
    with line:
        line.recv(65_536)
        line.sendall(text)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"HTTP/1.1",
        b"HELLO 200 OK\r\n\r\n",
        b"HTTP/1.1 two OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n{}",
        b"HTTP/1.1 200 " + b"O" * 70_000 + b"\r\n\r\n{}",
    ],
    ids=range(8),
)
def test_half_an_answer_is_none(text: bytes) -> None:
    outbound = Outbound(("127.0.0.1",), seconds=2)
    with saying(text) as url, pytest.raises(OutboundFailed):
        outbound.get_json(url)
