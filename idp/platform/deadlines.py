"""One deadline for a whole conversation over a socket, and one signal that ends all of them.

A socket's own timeout starts anew with every byte, also inside a handshake, so a slow peer could
hold a thread for any time. A stopping process waits for none of them.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

_SHORTEST: Final = 0.001


@dataclass(frozen=True, slots=True, eq=False)
class _Conversation:
    """One connection in use, and whether it was cut."""

    line: socket.socket
    cut: threading.Event = field(default_factory=threading.Event)

    def end(self) -> None:
        self.cut.set()
        with contextlib.suppress(OSError):
            self.line.shutdown(socket.SHUT_RDWR)


@dataclass(slots=True)
class _Conversations:
    """All conversations of this process; after `abort_all` each new one is ended at once."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    running: set[_Conversation] = field(default_factory=set)
    over: bool = False

    def begin(self, conversation: _Conversation) -> None:
        with self.lock:
            self.running.add(conversation)
            over = self.over
        if over:
            conversation.end()

    def forget(self, conversation: _Conversation) -> None:
        with self.lock:
            self.running.discard(conversation)

    def end(self) -> None:
        with self.lock:
            self.over = True
            running = list(self.running)
        for each in running:
            each.end()


_CONVERSATIONS: Final = _Conversations()


def abort_all() -> None:
    """End every conversation of this process, and each that would begin: it is stopping."""
    _CONVERSATIONS.end()


@contextlib.contextmanager
def abort_at(until: float, line: socket.socket) -> Iterator[None]:
    """Shut the connection at a time (monotonic), in whatever state it is.

    Raises TimeoutError at the end of a block that succeeded although the connection was cut.
    """
    with line.dup() as handle:
        conversation = _Conversation(handle)
        timer = threading.Timer(max(0.0, until - time.monotonic()), conversation.end)
        timer.daemon = True
        timer.start()
        _CONVERSATIONS.begin(conversation)
        try:
            yield
        finally:
            timer.cancel()
            _CONVERSATIONS.forget(conversation)
        if conversation.cut.is_set():
            raise TimeoutError


def connected(addresses: Sequence[str], port: int, *, until: float) -> socket.socket:
    """A connection to the first address that answers. Raises OSError.

    `localhost` often has one that does not. Connecting is cut as well.
    """
    *others, last = addresses
    for address in others:
        with contextlib.suppress(OSError):
            return _connected(address, port, until=until)
    return _connected(last, port, until=until)


def _connected(address: str, port: int, *, until: float) -> socket.socket:
    line = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        line.settimeout(seconds_left(until))
        with abort_at(until, line):
            line.connect((address, port))
    except BaseException:
        line.close()
        raise
    return line


def seconds_left(until: float) -> float:
    """Seconds; never 0, which would make a socket non-blocking."""
    return max(_SHORTEST, until - time.monotonic())
