"""Cached, immutable snapshots of clients for every request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from idp.platform.cached import Cached
from idp.platform.database import Database, Prepared
from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.registration import is_client_id
from idp.relying_parties.domain.stored_registration import StoredClient, client_of
from idp.relying_parties.tables import CLIENT

MOST_KEPT: Final = 10_000
"""The most snapshots in a process."""
_SELECT: Final = Prepared(
    select(CLIENT).where(CLIENT.c.client_id == bindparam("client_id")), StoredClient
)


@dataclass(frozen=True, slots=True)
class ClientSnapshot:
    """A client and the digests of its secrets, as of the read.

    `former_secret_digest` counts until `former_secret_until`, after a rotation with overlap.
    """

    client: Client
    secret_digest: bytes | None
    former_secret_digest: bytes | None
    former_secret_until: datetime | None

    def secret_digests(self, now: datetime) -> tuple[bytes, ...]:
        """The digests of the secrets valid now."""
        digests = [] if self.secret_digest is None else [self.secret_digest]
        until = self.former_secret_until
        if self.former_secret_digest is not None and until is not None and now < until:
            digests.append(self.former_secret_digest)
        return tuple(digests)


@dataclass(frozen=True)
class ClientSnapshots:
    """`kept` is how long another process may still use a client's former state."""

    database: Database
    kept: Cached[str, ClientSnapshot | None]

    def known(self, client_id: str) -> ClientSnapshot | None:
        """The snapshot from the cache or database; unknown ids are not cached."""
        return self.kept.get(client_id, lambda: self.read(client_id))

    def fresh(self, client_id: str) -> Client | None:
        """The client as stored now."""
        row = self._row(client_id)
        return None if row is None else client_of(row)

    def stored(self, client_id: str) -> Client:
        """The client just written; raises LookupError without one."""
        client = self.fresh(client_id)
        if client is None:
            raise LookupError(client_id)
        return client

    def forget(self, client_id: str) -> None:
        """Read this client from the database at the next use."""
        self.kept.forget(client_id)

    def read(self, client_id: str) -> ClientSnapshot | None:
        """The snapshot as stored now, in any state."""
        row = self._row(client_id)
        if row is None:
            return None
        return ClientSnapshot(
            client_of(row),
            row.secret_digest,
            row.former_secret_digest,
            row.former_secret_until,
        )

    def _row(self, client_id: str) -> StoredClient | None:
        return self.database.one(_SELECT, client_id=client_id) if is_client_id(client_id) else None
