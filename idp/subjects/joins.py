"""Joins: one person was registered twice, and one of the two becomes part of the other.

The surviving subject keeps its id, so every relying party keeps its `sub`; the number of the other
one still finds it. What undoing takes is kept.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, or_, select, update

from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database, Row, insert_new
from idp.platform.sealing import Sealing
from idp.subjects.domain import NUMBER_OF, Datum, Identity, Source
from idp.subjects.newcomers import KeyName
from idp.subjects.service import Subjects, former_index, number_index
from idp.subjects.tables import SUBJECT, SUBJECT_JOIN, SUBJECT_KEY

_CONTEXT: Final = "join"
_J, _S, _K = SUBJECT_JOIN.c, SUBJECT.c, SUBJECT_KEY.c
_ADD: Final = insert(SUBJECT_JOIN)
_GIVE_UP: Final = (
    update(SUBJECT)
    .where(_S.subject_id == bindparam("joined"), _S.joined_to.is_(None))
    .values(joined_to=bindparam("surviving"), number_index=bindparam("nothing"))
)
_STAYS: Final = select(_S.joined_to).where(_S.subject_id == bindparam("surviving"))
_GET_BACK: Final = (
    update(SUBJECT)
    .where(_S.subject_id == bindparam("joined"), _S.joined_to == bindparam("surviving"))
    .values(joined_to=None, number_index=bindparam("number"))
)
_KEYS: Final = select(_K.name, _K.value_index).where(_K.subject_id == bindparam("joined"))
_TAKE_KEYS: Final = (
    update(SUBJECT_KEY)
    .where(_K.subject_id == bindparam("joined"))
    .values(subject_id=bindparam("surviving"))
)
_RETURN_KEY: Final = (
    update(SUBJECT_KEY)
    .where(
        _K.name == bindparam("key"),
        _K.value_index == bindparam("index"),
        _K.subject_id == bindparam("surviving"),
    )
    .values(subject_id=bindparam("joined"))
)
_ADD_KEY: Final = insert(SUBJECT_KEY)
_ADD_FREE_KEY: Final = insert_new(SUBJECT_KEY)
_DROP_FORMER: Final = delete(SUBJECT_KEY).where(
    _K.name == KeyName.FORMER_NUMBER,
    _K.value_index == bindparam("index"),
    _K.subject_id == bindparam("surviving"),
)
_ONE: Final = select(SUBJECT_JOIN).where(_J.id == bindparam("join"))
_OF: Final = (
    select(SUBJECT_JOIN)
    .where(or_(_J.joined_id == bindparam("subject"), _J.surviving_id == bindparam("subject")))
    .order_by(_J.joined_at, _J.id)
)
_STANDING: Final = (
    select(SUBJECT_JOIN)
    .where(_J.undone_at.is_(None))
    .order_by(_J.joined_at.desc(), _J.id.desc())
    .limit(bindparam("most"))
)
_UNDONE: Final = (
    update(SUBJECT_JOIN)
    .where(_J.id == bindparam("join"), _J.undone_at.is_(None))
    .values(undone_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class SubjectJoin:
    """`registry` and `event_id` name the event of a feed by which it was joined."""

    id: Id
    joined_id: Id
    surviving_id: Id
    registry: str
    event_id: str
    joined_at: datetime
    undone_at: datetime | None


class JoinedMeanwhile(Exception):
    """One of the two was joined to another subject, so that nothing of this may be kept."""


@dataclass(frozen=True)
class SubjectJoins:
    """Joins the transaction of the caller, who has locked the accounts and subjects of both."""

    database: Database
    clock: Clock
    sealing: Sealing
    subjects: Subjects

    def join(
        self, joined: Id, surviving: Id, *, number: Datum | None, registry: str, event_id: str
    ) -> Id:
        """Join a duplicate; the id of the join.

        `number`: that of the duplicate, where it is the one that the person has now; else None, and
        the surviving subject keeps its own. Raises LookupError for an unknown subject, ValueError
        for two of different kinds, JoinedMeanwhile.
        """
        other, mine = self.subjects.identity(joined), self.subjects.identity(surviving)
        if other.kind is not mine.kind or joined == surviving:
            raise ValueError("two subjects of one kind are joined")
        database, kind = self.database, mine.kind
        stays = database.one(_STAYS, surviving=surviving)
        nothing = self.sealing.blind_index("joined", joined)
        gone = database.execute(_GIVE_UP, joined=joined, surviving=surviving, nothing=nothing)
        if gone != 1 or stays is None or stays.joined_to is not None:
            raise JoinedMeanwhile
        held = database.all(_KEYS, joined=joined)
        keys = [(row.name, bytes(row.value_index).hex()) for row in held]
        database.execute(_TAKE_KEYS, joined=joined, surviving=surviving)
        former, before = other.number, mine.data[NUMBER_OF[kind]]
        if number is not None:
            former = mine.number
            refused = self.subjects.renumber(surviving, number)
            if refused is not None:
                raise JoinedMeanwhile
        database.execute(
            _ADD_KEY,
            name=KeyName.FORMER_NUMBER,
            value_index=former_index(self.sealing, kind, former),
            subject_id=surviving,
        )
        kept = {"keys": keys, "number": _written(before), "renumbered": number is not None}
        return self._add(joined, surviving, registry, event_id, kept)

    def undo(self, join_id: Id) -> SubjectJoin | Refused:
        """Part the two again, each with the number and the keys it had.

        Refused: NOT_FOUND, STATE_ALREADY_HOLDS after an undoing, CASE_MOVED where the surviving
        subject got another number since, or was joined to another subject itself: that one is to be
        undone first. Raises LookupError for one that was erased since.
        """
        database, row = self.database, self.database.one(_ONE, join=join_id)
        if row is None:
            return Refused(Reason.NOT_FOUND)
        if row.undone_at is not None:
            return Refused(Reason.STATE_ALREADY_HOLDS)
        other = self.subjects.identity(row.joined_id)
        mine = self.subjects.identity(row.surviving_id)
        context = f"{_CONTEXT}:{join_id}"
        kept = json.loads(self.subjects.open(mine.subject_id, row.kept_sealed, context=context))
        before, renumbered = _read_number(kept["number"]), bool(kept["renumbered"])
        then = other.number if renumbered else str(before.value)
        if mine.number != then or self.subjects.joined_to(mine.subject_id) is not None:
            return Refused(Reason.CASE_MOVED)
        if renumbered:
            # Nobody else has it: it was found as a former number since.
            refused = self.subjects.renumber(mine.subject_id, before)
            if refused is not None:
                return refused
        else:
            index = former_index(self.sealing, other.kind, other.number)
            database.execute(_DROP_FORMER, index=index, surviving=mine.subject_id)
        database.execute(_UNDONE, join=join_id, now=self.clock.now())
        self._give_back(other, mine.subject_id, kept["keys"])
        return _read(row)

    def _give_back(self, other: Identity, surviving: Id, keys: Sequence[tuple[str, str]]) -> None:
        """Its number is an index again, and its keys are its own.

        One that the surviving subject had for a while and has no more comes back, if it is free.
        """
        database, pair = (
            self.database,
            {"joined": other.subject_id, "surviving": surviving},
        )
        number = number_index(self.sealing, other.kind, other.number)
        database.execute(_GET_BACK, **pair, number=number)
        for name, index in keys:
            value = bytes.fromhex(index)
            if not database.execute(_RETURN_KEY, **pair, key=name, index=value):
                row = {"name": name, "value_index": value, "subject_id": other.subject_id}
                database.execute(_ADD_FREE_KEY, **row)

    def standing(self, most: int) -> list[SubjectJoin]:
        """Joins that were not undone, the newest first."""
        return [_read(row) for row in self.database.all(_STANDING, most=most)]

    def by_id(self, join_id: Id) -> SubjectJoin | None:
        """The join with this id."""
        row = self.database.one(_ONE, join=join_id)
        return None if row is None else _read(row)

    def of_subject(self, subject_id: Id) -> list[SubjectJoin]:
        """The joins of a subject, on either side and undone ones too, the first one first."""
        return [_read(row) for row in self.database.all(_OF, subject=subject_id)]

    def of_person(self, subject_id: Id) -> list[SubjectJoin]:
        """The same with those of its duplicates, each once."""
        shown = [subject_id, *self.subjects.duplicates(subject_id)]
        return list({each.id: each for one in shown for each in self.of_subject(one)}.values())

    def _add(
        self, joined: Id, surviving: Id, registry: str, event_id: str, kept: Mapping[str, Any]
    ) -> Id:
        join_id = new_id()
        sealed = self.subjects.seal(surviving, json.dumps(kept), context=f"{_CONTEXT}:{join_id}")
        self.database.execute(
            _ADD,
            id=join_id,
            joined_id=joined,
            surviving_id=surviving,
            told_by=registry,
            event_id=event_id,
            joined_at=self.clock.now(),
            kept_sealed=sealed,
            undone_at=None,
        )
        return join_id


def _written(number: Datum) -> tuple[str, str, str]:
    return str(number.value), number.source, number.recorded_on.isoformat()


def _read_number(kept: Sequence[str]) -> Datum:
    value, source, day = kept
    return Datum(value, Source(source), date.fromisoformat(day))


def _read(row: Row) -> SubjectJoin:
    return SubjectJoin(
        id=row.id,
        joined_id=row.joined_id,
        surviving_id=row.surviving_id,
        registry=row.told_by,
        event_id=row.event_id,
        joined_at=row.joined_at,
        undone_at=row.undone_at,
    )
