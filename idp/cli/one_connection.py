"""A connection of its own to a database, for a command that asks one thing of it."""

import contextlib
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, NullPool, create_engine, make_url

_SECONDS: Final = 3
"""The time limit for a server that does not answer."""


@contextlib.contextmanager
def opened(url: str) -> Iterator[Connection]:
    """A connection for one question, which waits for no silent server."""
    postgresql = make_url(url).get_backend_name() == "postgresql"
    patience = {"connect_timeout": _SECONDS} if postgresql else {"timeout": _SECONDS}
    engine = create_engine(url, poolclass=NullPool, connect_args=patience)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
