"""Many subjects at once: found by their numbers and keys, numbered, registered and matched."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select

from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import Id, new_id
from idp.kernel.number_patterns import NumberPattern
from idp.platform.database import insert_together
from idp.platform.sealing import Sealing
from idp.subjects.contact_rows import contact_row, registered_contacts
from idp.subjects.domain import NOT_TOO, Identity, Source, SubjectKind
from idp.subjects.name_rows import insert_name_rows, name_terms
from idp.subjects.newcomers import ASSIGNED, KeyName, NewSubject
from idp.subjects.service import (
    IDENTITIES,
    REGISTRATION,
    Subjects,
    former_index,
    key_index,
    number_index,
    sealed_identity,
)
from idp.subjects.tables import CONTACT, IDENTITY, SUBJECT, SUBJECT_KEY

NUMBER: Final = "number"
"""Beside the names of keys, the name of the identification number in what `found` returns."""

NUMBER_OF_OTHER: Final = "number_of_other"

_NUMBERS: Final = select(SUBJECT.c.number_index, SUBJECT.c.subject_id).where(
    SUBJECT.c.kind == bindparam("kind"),
    SUBJECT.c.number_index.in_(bindparam("indexes", expanding=True)),
)
_KEYS: Final = select(SUBJECT_KEY.c.value_index, SUBJECT_KEY.c.subject_id).where(
    SUBJECT_KEY.c.name == bindparam("name"),
    SUBJECT_KEY.c.value_index.in_(bindparam("indexes", expanding=True)),
)
_DRAWS: Final = 64


class NumbersExhausted(Exception):
    """Hardly any number of the structure is left: a longer structure is needed."""


class Indexes(NamedTuple):
    """What a subject is found by: kind (of a number, else empty), name, and blind index.

    Among them is its number as one of a kind that may not have it too, and as that of a duplicate
    which was joined to somebody.
    """

    kind: SubjectKind
    places: tuple[tuple[str, str, bytes], ...]


class RegisteredSubject(NamedTuple):
    """A subject with its wrapped key, under which more may be sealed."""

    subject_id: Id
    data_key: bytes


@dataclass(frozen=True)
class Registrations:
    """Joins the transaction of the caller, who has called `let_no_other_run` in it."""

    context: ServiceContext
    sealing: Sealing
    subjects: Subjects

    def let_no_other_run(self) -> None:
        """Let no other registration of many subjects run until the transaction ends."""
        self.context.database.advisory_lock(REGISTRATION)

    def found(self, every: Sequence[Indexes]) -> list[dict[str, Id]]:
        """For each the subjects it is found as, by NUMBER and by the names of its keys.

        By NUMBER_OF_OTHER another subject is found, whose number is the same: whoever compares
        numbers would take both for one person (`Subjects.is_one_person`).
        """
        asked: dict[tuple[str, str], set[bytes]] = defaultdict(set)
        for kind, name, index in chain.from_iterable(each.places for each in every):
            asked[kind, name].add(index)
        known: dict[tuple[str, str, bytes], Id] = {}
        for (kind, name), those in asked.items():
            statement, space = (_NUMBERS, {"kind": kind}) if kind else (_KEYS, {"name": name})
            for index, subject_id in self.context.database.all(
                statement, **space, indexes=list(those)
            ):
                known[kind, name, bytes(index)] = subject_id
        return [
            {
                name if kind in ("", each.kind) else NUMBER_OF_OTHER: known[kind, name, index]
                for kind, name, index in each.places
                if (kind, name, index) in known
            }
            for each in every
        ]

    def indexes(self, sought: NewSubject) -> Indexes:
        """The blind indexes of its number and its keys."""
        places: list[tuple[str, str, bytes]] = [
            ("", name, key_index(self.sealing, name, value)) for name, value in sought.keys.items()
        ]
        if sought.number is not None:
            places += [
                (kind, NUMBER, number_index(self.sealing, kind, sought.number))
                for kind in (sought.kind, *NOT_TOO[sought.kind])
            ]
            former = former_index(self.sealing, sought.kind, sought.number)
            places.append(("", KeyName.FORMER_NUMBER, former))
        return Indexes(sought.kind, tuple(places))

    def held(self, subject_ids: Collection[Id]) -> dict[Id, Identity]:
        """The identities of these subjects in clear, in memory only."""
        rows = self.context.database.all(IDENTITIES, subjects=list(subject_ids))
        return {row.subject_id: self.subjects.opened(sealed_identity(row)) for row in rows}

    def assign(self, kind: SubjectKind, pattern: NumberPattern, how_many: int) -> list[str]:
        """Numbers that no subject of any kind has and that were never assigned (D5.2, D6.2).

        Raises NumbersExhausted.
        """
        drawn: dict[str, None] = {}
        for _ in range(_DRAWS):
            missing = range(how_many - len(drawn))
            more = {pattern.number(secrets.randbelow) for _ in missing} - drawn.keys()
            drawn |= dict.fromkeys(self._unused(kind, more))
            if len(drawn) == how_many:
                return list(drawn)
        raise NumbersExhausted(pattern)

    def _unused(self, kind: SubjectKind, numbers: Iterable[str]) -> list[str]:
        taken: set[str] = set()
        candidates = list(numbers)
        for other in SubjectKind:
            of_index = {number_index(self.sealing, other, each): each for each in candidates}
            rows = self.context.database.all(_NUMBERS, kind=other, indexes=list(of_index))
            taken |= {of_index[bytes(row.number_index)] for row in rows}
        name = ASSIGNED[kind]
        of_index = {key_index(self.sealing, name, each): each for each in candidates}
        rows = self.context.database.all(_KEYS, name=name, indexes=list(of_index))
        taken |= {of_index[bytes(row.value_index)] for row in rows}
        return [each for each in candidates if each not in taken]

    def add(self, new: Sequence[NewSubject], *, actor: Actor) -> list[RegisteredSubject]:
        """Register, and match where `matched` says so: the first two acts (D3.3).

        Raises IntegrityError where one of them was registered meanwhile, by another verb.
        """
        now, made = (
            self.context.clock.now(),
            [RegisteredSubject(new_id(), self.sealing.new_data_key()) for _ in new],
        )
        tables: dict[Any, list[dict[str, Any]]] = {
            table: [] for table in (SUBJECT, IDENTITY, CONTACT, SUBJECT_KEY)
        }
        found_by: dict[Id, list[int]] = {}
        for each, (subject_id, data_key) in zip(new, made, strict=True):
            identity = Identity(subject_id, each.kind, self.subjects.dated(each.data))
            tables[SUBJECT].append(
                {
                    "subject_id": subject_id,
                    "kind": each.kind,
                    "number_index": number_index(self.sealing, each.kind, identity.number),
                    "registered_at": now,
                    "matched_source": each.matched,
                    "matched_at": None if each.matched is None else now,
                }
            )
            tables[IDENTITY].append(self.subjects.identity_row(identity, data_key))
            tables[CONTACT] += [
                contact_row(contact, self.sealing, data_key)
                for contact in registered_contacts(subject_id, identity.data, now)
            ]
            tables[SUBJECT_KEY] += self.subjects.key_rows(subject_id, each)
            found_by[subject_id] = name_terms(self.sealing, identity.data)
        for table, rows in tables.items():
            insert_together(self.context.database, table, rows)
        insert_name_rows(self.context.database, found_by)
        self._record(new, made, actor)
        return made

    def _record(
        self, new: Sequence[NewSubject], made: Sequence[RegisteredSubject], actor: Actor
    ) -> None:
        kinds = [(each.kind, frozenset(each.data)) for each in new]
        said = {
            (kind, names): {"kind": kind, "items": sorted({*names, "updated_at"})}
            for kind, names in set(kinds)
        }
        sources = {source: {"source": source} for source in Source}
        registered = [(one.subject_id, said[kind]) for one, kind in zip(made, kinds, strict=True)]
        matched = [
            (one.subject_id, sources[each.matched])
            for one, each in zip(made, new, strict=True)
            if each.matched is not None
        ]
        history = self.context.history
        history.append_about(EventType.SUBJECT_REGISTERED, actor=actor, about=registered)
        history.append_about(EventType.SUBJECT_MATCHED, actor=actor, about=matched)
