"""What a worker does to letters: each is set as a PDF, sealed, and kept, once.

A worker takes due letters for some minutes; one that dies in between leaves them to the next. Two
that made the same letter store one: the digest is written while there is none.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import bindparam, select, update

from idp.kernel.clock import Clock
from idp.letters.domain import CLAIMED_FOR, LetterKind, next_try
from idp.letters.service import Letters, letter_in
from idp.letters.tables import LETTER
from idp.letters.typesetting import Typesetter
from idp.platform.database import Database, Row, Unavailable
from idp.platform.logs import logger
from idp.platform.pdf_seals import PdfSealer

AT_ONCE: Final = 20
"""Letters taken in one call."""
_IS_DUE: Final = (
    LETTER.c.digest.is_(None)
    & (LETTER.c.due_at <= bindparam("now"))
    & LETTER.c.kind.in_(list(LetterKind))
)
"""Kinds of a later release are left to its workers."""
_DUE: Final = (
    select(LETTER)
    .where(_IS_DUE)
    .order_by(LETTER.c.due_at)
    .limit(AT_ONCE)
    .with_for_update(skip_locked=True)
)
_ANY: Final = select(LETTER.c.id).where(_IS_DUE).limit(1)
_MADE: Final = (
    update(LETTER)
    .where(LETTER.c.id == bindparam("letter"), LETTER.c.digest.is_(None))
    .values(digest=bindparam("made"), sealed_at=bindparam("now"))
)
_LATER: Final = (
    update(LETTER).where(LETTER.c.id == bindparam("letter")).values(due_at=bindparam("due"))
)
_NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)
_LOG: Final = logger(__name__)


@dataclass(frozen=True)
class LetterPress:
    """Holds the sealing key; made by a worker alone."""

    database: Database
    clock: Clock
    letters: Letters
    typesetter: Typesetter
    sealer: PdfSealer

    def make_due(self) -> int:
        """Make and seal the due letters; returns how many. Outside any transaction."""
        made = 0
        for row in self._claim():
            try:
                made += self._make(row)
            except Unavailable:
                raise
            except Exception:  # noqa: BLE001 - one letter that cannot be made delays no other
                if row.subject_id is not None and not self.letters.can_be_to(row.subject_id):
                    self._settle(row)  # its person was erased
                    continue
                _LOG.exception("letter not made", kind=row.kind, count=row.attempts + 1)
                self._postpone(row)
        return made

    def _make(self, row: Row) -> bool:
        letter = letter_in(row)
        pdf = self.typesetter.pdf(self.letters.content(letter), at=letter.dated_at)
        return self._keep(row, self.sealer.seal(pdf))

    def _keep(self, row: Row, sealed: bytes) -> bool:
        """Whether this was the first one; the file is kept in the same transaction."""
        digest = hashlib.sha256(sealed).digest()
        with self.database.transaction():
            first = self.database.execute(_MADE, letter=row.id, made=digest, now=self.clock.now())
            if first:
                self.letters.keep_pdf(row, sealed)
        return first == 1

    def _claim(self) -> Sequence[Row]:
        """Take due letters for some minutes, as they were before; another worker skips them."""
        now = self.clock.now()
        if self.database.one(_ANY, now=now) is None:
            return ()
        with self.database.transaction():
            rows = self.database.all(_DUE, now=now)
            mine = update(LETTER).where(LETTER.c.id.in_([row.id for row in rows]))
            taken = {"due_at": now + CLAIMED_FOR, "attempts": LETTER.c.attempts + 1}
            self.database.execute(mine.values(**taken))
        return rows

    def _settle(self, row: Row) -> None:
        """Let no worker try again."""
        with self.database.transaction():
            self.database.execute(_LATER, letter=row.id, due=_NEVER)

    def _postpone(self, row: Row) -> None:
        due = next_try(self.clock.now(), row.attempts)
        with self.database.transaction():
            self.database.execute(_LATER, letter=row.id, due=due)
