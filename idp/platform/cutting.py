"""One deadline for a whole conversation over a socket.

A socket's own timeout starts anew with every byte that drips in, also inside a handshake; so who
wants to hold us up sends one now and then.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator


@contextlib.contextmanager
def cut_at(until: float, line: socket.socket) -> Iterator[None]:
    """Shut the connection when the time (monotonic) is over, in whatever state it is.

    Raises TimeoutError at the end of a block that seemed to go well although the line was cut.
    """
    cut = threading.Event()
    with line.dup() as handle:
        timer = threading.Timer(max(0.0, until - time.monotonic()), _cut, [handle, cut])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
        if cut.is_set():
            raise TimeoutError


def _cut(handle: socket.socket, cut: threading.Event) -> None:
    cut.set()
    with contextlib.suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)
