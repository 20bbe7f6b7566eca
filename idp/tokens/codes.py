"""Authorization codes: stored as digests, redeemed by one conditional write."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.platform.database import Database, Prepared, purge
from idp.platform.sealing import open_under, seal_under
from idp.platform.secrets import digest, random_token
from idp.tokens.domain.grant import CodeBinding, Grant, grant_from, to_document
from idp.tokens.domain.lifetimes import CODE_LIFETIME, CODE_REPLAY_WINDOW
from idp.tokens.tables import CODE

_CONTEXT: Final = "authorization code"


class _Stored(NamedTuple):
    client_id: str
    redirect_uri: str
    code_challenge: str
    expires_at: datetime
    redeemed_at: datetime | None
    subject_id: Id
    family_id: Id


class _Redeemed(NamedTuple):
    family_id: Id
    grant_sealed: bytes


_INSERT: Final = Prepared(insert(CODE))
_FIND: Final = Prepared(
    select(*(CODE.c[name] for name in _Stored._fields)).where(CODE.c.digest == bindparam("digest")),
    _Stored,
)
_REDEEM: Final = Prepared(
    update(CODE)
    .where(
        CODE.c.digest == bindparam("code"),
        CODE.c.redeemed_at.is_(None),
        CODE.c.client_id == bindparam("client"),
        CODE.c.redirect_uri == bindparam("address"),
        CODE.c.expires_at > bindparam("now"),
    )
    .values(redeemed_at=bindparam("now"))
    .returning(CODE.c.family_id, CODE.c.grant_sealed),
    _Redeemed,
)
_INVALIDATE: Final = (
    update(CODE)
    .where(CODE.c.digest == bindparam("code"), CODE.c.redeemed_at.is_(None))
    .values(redeemed_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Redeemed:
    """A code that this very call used up."""

    family_id: Id
    grant: Grant


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """A code on record, used or not; `family_id` is the family of its tokens, if any."""

    binding: CodeBinding
    subject_id: Id
    family_id: Id


@dataclass(frozen=True)
class Codes:
    database: Database
    clock: Clock

    def issue(self, grant: Grant, code: str | None = None) -> str:
        """A new code for the grant; it lives CODE_LIFETIME.

        `code`: 256 random bits that the caller made; without it they are made here.
        """
        code = code or random_token()
        text = json.dumps(to_document(grant))
        with self.database.transaction():
            self.database.enqueue(
                _INSERT,
                digest=digest(code),
                subject_id=grant.subject_id,
                client_id=grant.client_id,
                family_id=new_id(),
                redirect_uri=grant.redirect_uri,
                code_challenge=grant.code_challenge,
                grant_sealed=seal_under(code, text, context=_CONTEXT),
                expires_at=self.clock.now() + CODE_LIFETIME,
                redeemed_at=None,
            )
        return code

    def redeem(self, code: str, *, client_id: str, redirect_uri: str | None) -> Redeemed | None:
        """Use the code up, for its client and redirect URI, in time, once."""
        registrable = (
            redirect_uri is not None and redirect_uri.isascii() and redirect_uri.isprintable()
        )
        row = self.database.one(
            _REDEEM,
            code=digest(code),
            client=client_id,
            address=redirect_uri if registrable else None,
            now=self.clock.now(),
        )
        if row is None:
            return None
        text = open_under(code, row.grant_sealed, context=_CONTEXT)
        return Redeemed(row.family_id, grant_from(json.loads(text)))

    def invalidate(self, code: str) -> None:
        """Use the code up without issuing tokens."""
        self.database.execute(_INVALIDATE, code=digest(code), now=self.clock.now())

    def find(self, code: str) -> CodeRecord | None:
        """The row of a code, used or not."""
        row = self.database.one(_FIND, digest=digest(code))
        return None if row is None else _record(row)

    def purge_expired(self) -> int:
        """Delete codes past the time in which a replay revokes."""
        expiry = CODE.c.expires_at
        return purge(
            self.database, CODE, expiry <= self.clock.now() - CODE_REPLAY_WINDOW, by=expiry
        )


def _record(row: _Stored) -> CodeRecord:
    seen = CodeBinding(
        client_id=row.client_id,
        redirect_uri=row.redirect_uri,
        code_challenge=row.code_challenge,
        expires_at=row.expires_at,
        redeemed=row.redeemed_at is not None,
    )
    return CodeRecord(seen, row.subject_id, row.family_id)
