"""A relying party whose server takes every connection and answers none."""

import contextlib
import socket
from collections.abc import Iterator


@contextlib.contextmanager
def hanging() -> Iterator[str]:
    """The origin of a server that says nothing for as long as this is open."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
