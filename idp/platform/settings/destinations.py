"""The destinations of addresses in the settings, parsed as their users parse them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from psycopg import ProgrammingError, pq
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from idp.kernel.ip_addresses import Address

POSTGRESQL: Final = "postgresql+psycopg"
SQLITE: Final = "sqlite"

_ENCRYPTED: Final = frozenset({"require", "verify-ca", "verify-full"})
_SOCKETS: Final = ("/", "@")
"""How a path in the file system or in Linux's abstract name space begins."""
_LABEL: Final = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})*", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_LONGEST_NAME: Final = 253


class Unreadable(ValueError):
    """The address cannot be used; the text says why, and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class DatabasePlace:
    """Whether the connection to the database leaves this machine, and whether unencrypted."""

    sqlite: bool
    remote: bool = False
    encrypted: bool = False


def database_place(text: str) -> DatabasePlace:
    """Where a database URL leads, with what libpq adds from the environment (PGHOST, PGSSLMODE).

    Raises Unreadable, also where a service file would have to be asked (`service`, PGSERVICE).
    """
    url = _database_url(text)
    if url.drivername == SQLITE:
        return DatabasePlace(sqlite=True)
    given = _given(url)
    effective = {**_of_libpq(), **given}
    if "service" in effective:
        raise Unreadable("name host and sslmode here, not in a service file (service, PGSERVICE)")
    named = [*effective.get("host", "").split(","), *effective.get("hostaddr", "").split(",")]
    return DatabasePlace(
        sqlite=False,
        remote=any(not _is_here(host) for host in named),
        encrypted=effective.get("sslmode") in _ENCRYPTED,
    )


def _database_url(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise Unreadable(f"must begin with {POSTGRESQL}:// or {SQLITE}:///") from error
    if url.drivername not in {POSTGRESQL, SQLITE}:
        raise Unreadable(f"must begin with {POSTGRESQL}:// or {SQLITE}:///")
    if url.drivername == SQLITE and url.database in {None, "", ":memory:"}:
        raise Unreadable("SQLite needs a file, like sqlite:////var/lib/minh-danh/idp.db")
    return url


def _given(url: URL) -> Mapping[str, str]:
    """The connection parameters given to the driver, and through it to libpq; each name once."""
    if any(not isinstance(value, str) for name, value in url.query.items() if name != "host"):
        raise Unreadable("gives a parameter twice")
    try:
        _, named = url.get_dialect()().create_connect_args(url)
        make_conninfo(**named)
    except (ArgumentError, ProgrammingError, TypeError, ValueError) as error:
        raise Unreadable("holds a parameter that libpq does not know") from error
    if "conninfo" in named:
        raise Unreadable("holds a parameter that libpq does not know")
    return {name: str(value) for name, value in named.items() if value not in {None, ""}}


def _of_libpq() -> Mapping[str, str]:
    """The parameters that libpq adds: from its environment variables, or its own defaults."""
    return {
        option.keyword.decode(): option.val.decode()
        for option in pq.Conninfo.get_defaults()
        if option.val
    }


def _is_here(host: str) -> bool:
    """Whether a host of a database is this machine; nothing is its own socket."""
    address = literal(host.strip("[]"))
    if address is not None:
        return address.is_loopback
    return host in {"", "localhost"} or host.startswith(_SOCKETS)


def literal(host: str | None) -> Address | None:
    """The IP address written in its usual spelling; None for a name."""
    try:
        return ip_address(host or "")
    except ValueError:
        return None


def is_host(text: str) -> bool:
    """Whether a text is a host name, or an address in its canonical spelling.

    A name whose last label is a number is taken for an address by browsers and resolvers: 127.1,
    0x7f.1 and 2852039166 are three odd spellings (WHATWG URL, section 3.5).
    """
    address = literal(text)
    if address is not None:
        return str(address) == text.lower() and "%" not in text
    if len(text) > _LONGEST_NAME or not text.isascii() or _NAME.fullmatch(text) is None:
        return False
    return _NUMBER.fullmatch(text.rpartition(".")[2]) is None
