"""Revoked access tokens that have no family."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from idp.kernel.clock import Clock
from idp.platform.database import Database, Prepared, insert_new, purge
from idp.platform.secrets import digest
from idp.tokens.tables import REVOKED_TOKEN


class _Revoked(NamedTuple):
    expires_at: datetime


_REVOKE: Final = insert_new(REVOKED_TOKEN)
_IS_REVOKED: Final = Prepared(
    select(REVOKED_TOKEN.c.expires_at).where(REVOKED_TOKEN.c.digest == bindparam("jti")), _Revoked
)


@dataclass(frozen=True)
class RevokedTokens:
    """Tokens of client_credentials live for minutes; only revoked ones are stored."""

    database: Database
    clock: Clock

    def revoke(self, jti: str, *, expires_at: datetime) -> None:
        self.database.execute(_REVOKE, digest=digest(jti), expires_at=expires_at)

    def is_revoked(self, jti: str) -> bool:
        return self.database.one(_IS_REVOKED, jti=digest(jti)) is not None

    def purge_expired(self) -> int:
        """Delete rows of expired tokens."""
        expiry = REVOKED_TOKEN.c.expires_at
        return purge(self.database, REVOKED_TOKEN, expiry <= self.clock.now(), by=expiry)
