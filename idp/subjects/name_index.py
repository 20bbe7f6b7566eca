"""Subjects found by their names: few at a time, and never more than a look-up may tell.

`Subjects` writes the rows in the transaction that writes the name. Those of before the index, and
of processes of the release before, a worker writes (`NameIndex.work`): one round as soon as it can,
and one a day later, for whom such a process wrote after the first. `idp people index-names` does
the same at once.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database
from idp.platform.sealing import NAME_INDEX_VERSION, Sealing
from idp.subjects.document_numbers import document_term, documents_in
from idp.subjects.domain import Identity, canonical_number
from idp.subjects.name_prefixes import Birth, begins, birth_in, names_in, says, terms_for
from idp.subjects.name_rows import insert_name_rows, name_terms
from idp.subjects.service import IDENTITIES, Subjects, sealed_identity
from idp.subjects.tables import IDENTITY, NAME_INDEXING, NAME_TERM

MOST_FOUND: Final = 20
"""Subjects that a look-up tells."""
MOST_OPENED: Final = 100
"""Subjects that a look-up opens where an index finds more than are meant."""
AGAIN_AFTER: Final = timedelta(days=1)
"""Between the rounds: longer than processes of two releases run beside each other."""

BEFORE_ALL: Final[Id] = "00000000-0000-0000-0000-000000000000"
_PASS: Final = "index of names"  # noqa: S105 - the advisory lock under which one pass runs
_AT_ONCE: Final = 200
_FROM_TERM: Final = (
    select(NAME_TERM.c.term, NAME_TERM.c.subject_id)
    .where(NAME_TERM.c.term >= bindparam("term"))
    .order_by(NAME_TERM.c.term, NAME_TERM.c.subject_id)
    .limit(bindparam("most"))
)
"""From the first subject of a term on. Asked for those of the term alone, a database that takes a
common one for rare reads and sorts all of them; so it walks the index, and stops.
"""
_ORDERED: Final = select(NAME_INDEXING.c.rounds_left, NAME_INDEXING.c.after, NAME_INDEXING.c.due_at)
_NEXT: Final = (
    select(IDENTITY.c.subject_id)
    .where(IDENTITY.c.subject_id > bindparam("after"))
    .order_by(IDENTITY.c.subject_id)
    .limit(bindparam("at_once"))
    .with_for_update()
)
"""Locked, so that a name that is changed meanwhile is read after the change."""
_KEPT: Final = select(NAME_TERM.c.subject_id, NAME_TERM.c.term).where(
    NAME_TERM.c.subject_id.in_(bindparam("subjects", expanding=True))
)
_DROP: Final = delete(NAME_TERM).where(
    NAME_TERM.c.term == bindparam("stale"), NAME_TERM.c.subject_id == bindparam("subject")
)
_ORDER: Final = insert(NAME_INDEXING)
_WITHDRAW: Final = delete(NAME_INDEXING)
_GO_ON: Final = update(NAME_INDEXING).values(
    rounds_left=bindparam("left"), after=bindparam("done"), due_at=bindparam("at")
)


@dataclass(frozen=True, slots=True)
class NamedSubjects:
    """Who has a name; `too_many` of them to tell any."""

    found: tuple[Identity, ...]
    too_many: bool = False


@dataclass(frozen=True)
class NameIndex:
    database: Database
    clock: Clock
    subjects: Subjects
    sealing: Sealing

    def find(self, words: Sequence[str], birth: Birth | None) -> NamedSubjects:
        """Who has a name of these words (`name_prefixes.words_of`), and was born then.

        Where nobody has the last one as a whole word, whose name begins so. Where more than
        MOST_FOUND are meant, nobody is told: some of them would lead nowhere but through the
        population.
        """
        typed = tuple(words)
        if not typed:
            return NamedSubjects(())
        asked, by_day = terms_for(typed, birth), birth is not None and birth.is_day
        whole = self._among(
            self._with(asked.whole, MOST_OPENED if by_day else MOST_FOUND),
            birth,
            partial(says, typed=typed, any_order=by_day),
        )
        if whole != NamedSubjects(()):
            return whole
        return self._among(
            self._with(asked.begun, MOST_OPENED), birth, partial(begins, typed=typed)
        )

    def with_document(self, number: str) -> tuple[Identity, ...]:
        """Who has a passport or travel document with this number, in whatever spelling.

        The first MOST_OPENED of them; each issuer gives a number once.
        """
        spelt = canonical_number(number)
        if not any(map(str.isdigit, spelt)):
            return ()
        term = self.sealing.name_term(document_term(spelt))
        rows = self.database.all(_FROM_TERM, term=term, most=MOST_OPENED)
        opened = self._opened({row.subject_id for row in rows if row.term == term})
        return tuple(each for each in opened if spelt in documents_in(each.data))

    def is_complete(self) -> bool:
        """Whether everybody is found; else a pass over those of before is still to be done."""
        return self.due_at() is None

    def due_at(self) -> datetime | None:
        """From when on a pass is to be gone on with; None where none is."""
        row = self.database.one(_ORDERED)
        return None if row is None else row.due_at

    def order(self) -> None:
        """Have all subjects gone through once more, from the first on.

        A round that waits for its day is still made, a day after this one.
        """
        with self.database.transaction():
            self.database.advisory_lock(_PASS)
            now, owed = self.clock.now(), self.database.one(_ORDERED)
            left = 1 if owed is None else owed.rounds_left + (now < owed.due_at)
            self.database.execute(_WITHDRAW)
            self.database.execute(
                _ORDER,
                version=NAME_INDEX_VERSION,
                rounds_left=left,
                after=BEFORE_ALL,
                due_at=now,
            )

    def work(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Go on with a pass that is due, to its end or until stopped; how many it found otherwise.

        Where nothing is due it only reads, outside of any transaction.
        """
        mended, due_at = 0, self.due_at()
        if due_at is None or self.clock.now() < due_at:
            return mended
        while not stopped() and (done := self.step()) is not None:
            mended += done
        return mended

    def step(self) -> int | None:
        """The next subjects of a pass, in a transaction; how many were found by other names.

        None: nothing is left, it is not due, or another process goes on with it.
        """
        with self.database.transaction():
            if not self.database.try_advisory_lock(_PASS):
                return None
            ordered = self.database.one(_ORDERED)
            if ordered is None or self.clock.now() < ordered.due_at:
                return None
            rows = self.database.all(_NEXT, after=ordered.after, at_once=_AT_ONCE)
            if rows:
                changed = self._index([row.subject_id for row in rows])
                self._went_on(ordered.rounds_left, rows[-1].subject_id)
                return changed
            if ordered.rounds_left == 1:
                self.database.execute(_WITHDRAW)
            else:
                self._went_on(ordered.rounds_left - 1, BEFORE_ALL, later=AGAIN_AFTER)
            return 0

    def _with(self, terms: Sequence[str], limit: int) -> set[Id] | None:
        """The subjects that are found by one of these terms; None where they are more."""
        found: set[Id] = set()
        for each in terms:
            term = self.sealing.name_term(each)
            rows = self.database.all(_FROM_TERM, term=term, most=limit + 1)
            found.update(row.subject_id for row in rows if row.term == term)
            if len(found) > limit:
                return None
        return found

    def _among(
        self, found: set[Id] | None, birth: Birth | None, is_meant: Callable[[str], bool]
    ) -> NamedSubjects:
        """Those of them with a name that is meant, who were born then."""
        if found is None:
            return NamedSubjects((), too_many=True)
        meant = tuple(
            each
            for each in self._opened(found)
            if (birth is None or birth.fits(birth_in(each.data)))
            and any(map(is_meant, names_in(each.data)))
        )
        too_many = len(meant) > MOST_FOUND
        return NamedSubjects(() if too_many else meant, too_many)

    def _opened(self, found: set[Id]) -> list[Identity]:
        rows = self.database.all(IDENTITIES, subjects=sorted(found)) if found else ()
        return [self.subjects.opened(sealed_identity(row)) for row in rows]

    def _index(self, subject_ids: list[Id]) -> int:
        kept: dict[Id, set[int]] = defaultdict(set)
        for row in self.database.all(_KEPT, subjects=subject_ids):
            kept[row.subject_id].add(row.term)
        missing: dict[Id, set[int]] = {}
        stale: dict[Id, set[int]] = {}
        for each in self.database.all(IDENTITIES, subjects=subject_ids):
            data, later = self.subjects.scheduled(sealed_identity(each))
            terms, own = set(name_terms(self.sealing, data, later)), kept[each.subject_id]
            if terms - own:
                missing[each.subject_id] = terms - own
            if own - terms:
                stale[each.subject_id] = own - terms
        insert_name_rows(self.database, missing)
        dropped = [{"stale": term, "subject": whose} for whose in stale for term in stale[whose]]
        self.database.execute_many(_DROP, dropped)
        return len(missing.keys() | stale.keys())

    def _went_on(self, left: int, after: Id, *, later: timedelta = timedelta()) -> None:
        self.database.execute(_GO_ON, left=left, done=after, at=self.clock.now() + later)
