"""Allowed origins of clients, looked up alone, as a preflight names no client."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from idp.platform.database import Database, Prepared
from idp.relying_parties.tables import CLIENT_ORIGIN


class _Whose(NamedTuple):
    client_id: str


_ADD: Final = insert(CLIENT_ORIGIN)
_FORGET: Final = delete(CLIENT_ORIGIN).where(CLIENT_ORIGIN.c.client_id == bindparam("client_id"))
_FIND: Final = Prepared(
    select(CLIENT_ORIGIN.c.client_id).where(CLIENT_ORIGIN.c.origin == bindparam("origin")).limit(1),
    _Whose,
)


@dataclass(frozen=True, slots=True)
class AllowedOrigins:
    database: Database

    def replace(self, client_id: str, origins: Iterable[str]) -> None:
        """Replace a client's origins."""
        with self.database.transaction():
            self.database.execute(_FORGET, client_id=client_id)
            for origin in dict.fromkeys(origins):
                self.database.execute(_ADD, origin=origin, client_id=client_id)

    def contains(self, origin: str) -> bool:
        """Whether some client has this origin; a malformed one is not looked up."""
        plain = origin.isascii() and origin.isprintable()
        return plain and self.database.one(_FIND, origin=origin) is not None
