"""Import people: batches of lines, each in one transaction with its history."""

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, NamedTuple, Protocol

from sqlalchemy.exc import IntegrityError

from idp.accounts.creation import AccountCreations, NewAccount
from idp.accounts.domain import canonical
from idp.accounts.service import Accounts
from idp.factors.foreign_hashes import ForeignHash, HashFault, foreign_hash
from idp.factors.imported_passwords import ImportedPasswords
from idp.intake.domain.columns import CONTACTS
from idp.intake.domain.faults import FaultyLine, LineFault, LineReason, faulty
from idp.intake.domain.line import PersonLine
from idp.intake.domain.person import Defaults, Newcomer, differences, examine
from idp.intake.domain.report import ImportReport
from idp.kernel.actors import Actor
from idp.kernel.clock import Clock, civil_day
from idp.kernel.ids import Id
from idp.kernel.number_patterns import NumberPattern
from idp.platform.database import Database
from idp.subjects.domain import NUMBER_OF, Datum, Identity, Source, SubjectKind
from idp.subjects.newcomers import KeyName, NewSubject
from idp.subjects.registration import (
    NUMBER,
    NUMBER_OF_OTHER,
    Indexes,
    RegisteredSubject,
    Registrations,
)

AT_ONCE: Final = 500
"""Lines of a batch: enough that statements cost little, and locks are short."""
OF_ONE_WRITER: Final = 200
"""Lines of a batch where every other write waits for it."""
_BETWEEN_SECONDS: Final = 0.05
"""Then nothing is written for so long: who waits for the lock asks for it each tenth of a second
only, and would else find it taken by the next batch again and again, until it gives up."""
_RACES: Final = 5
_COLUMNS: Final = {NUMBER_OF_OTHER: "number", KeyName.FORMER_NUMBER: "number"}
"""The column of what somebody is found by, where it has another name."""


class LineListener(Protocol):
    """Where a run tells of single lines, after their batch was committed."""

    def fault(self, found: FaultyLine) -> None: ...

    def number(self, line: int, kind: SubjectKind, number: str) -> None:
        """The number that was assigned to the person of a line, now or in an earlier run."""
        ...


class _Rehearsed(Exception):
    """Ends the transaction of a dry run, which leaves nothing."""


class _Wanted(NamedTuple):
    """A person to bring in, and the hash of their password."""

    newcomer: Newcomer
    password: ForeignHash | None
    indexes: Indexes

    @property
    def line(self) -> int:
        return self.newcomer.line

    @property
    def subject(self) -> NewSubject:
        return self.newcomer.subject


@dataclass(slots=True)
class _Outcome:
    """What one try of a batch did; thrown away where the transaction has to be tried again."""

    faults: list[FaultyLine] = field(default_factory=list)
    numbers: list[tuple[int, SubjectKind, str]] = field(default_factory=list)
    registered: int = 0
    numbered: int = 0
    accounts: int = 0
    passwords: int = 0
    there: int = 0

    def refuse(self, line: int, *faults: LineFault) -> None:
        self.faults.append(faulty(line, faults))


@dataclass(frozen=True)
class Intake:
    """`patterns`: the structure of the numbers that are assigned, by kind."""

    database: Database
    clock: Clock
    registrations: Registrations
    accounts: Accounts
    creations: AccountCreations
    passwords: ImportedPasswords
    patterns: Mapping[SubjectKind, NumberPattern]

    def take(
        self,
        lines: Iterable[PersonLine | FaultyLine],
        defaults: Defaults,
        told: LineListener,
        *,
        actor: Actor,
        dry_run: bool = False,
    ) -> Iterator[ImportReport]:
        """Bring in the people of these lines; the report after each batch.

        A line with a fault costs no other. A person who is there already, by number or key, is
        counted and never changed. Raises NumbersExhausted, and what `lines` raises.
        """
        report, rest = ImportReport(dry_run), iter(lines)
        at_once = OF_ONE_WRITER if self.database.has_one_writer else AT_ONCE
        while batch := list(islice(rest, at_once)):
            found, wanted = self._examined(batch, defaults)
            outcome = self._brought_in(wanted, actor, dry_run=dry_run)
            self._tell(told, [*found, *outcome.faults], outcome, report)
            report.lines += len(batch)
            last = batch[-1]
            report.after = last.number if isinstance(last, PersonLine) else last.line
            yield report
            if self.database.has_one_writer:
                time.sleep(_BETWEEN_SECONDS)

    def _tell(
        self,
        told: LineListener,
        faults: Sequence[FaultyLine],
        outcome: _Outcome,
        report: ImportReport,
    ) -> None:
        for each in sorted(faults, key=lambda found: found.line):
            report.note(each)
            told.fault(each)
        if not report.dry_run:
            for line, kind, number in outcome.numbers:
                told.number(line, kind, number)
        for name in ("registered", "numbered", "accounts", "passwords", "there"):
            setattr(report, name, getattr(report, name) + getattr(outcome, name))

    def _examined(
        self, batch: Sequence[PersonLine | FaultyLine], defaults: Defaults
    ) -> tuple[list[FaultyLine], list[_Wanted]]:
        found: list[FaultyLine] = []
        wanted: list[_Wanted] = []
        today = civil_day(self.clock.now())
        for line in batch:
            person = line if isinstance(line, FaultyLine) else examine(line, defaults, today)
            if isinstance(person, FaultyLine):
                found.append(person)
                continue
            password = self._password(person)
            if isinstance(password, LineReason):
                found.append(faulty(person.line, [LineFault(password, "password_hash")]))
            else:
                indexes = self.registrations.indexes(person.subject)
                wanted.append(_Wanted(person, password, indexes))
        return found, wanted

    def _password(self, person: Newcomer) -> ForeignHash | LineReason | None:
        if person.account is None or not person.account.password_hash:
            return None
        if not self.passwords.allowed():
            return LineReason.PASSWORDS_DISABLED
        password = foreign_hash(person.account.password_hash)
        return LineReason(str(password)) if isinstance(password, HashFault) else password

    def _brought_in(self, wanted: list[_Wanted], actor: Actor, *, dry_run: bool) -> _Outcome:
        """One transaction, again where another verb registered one of the people meanwhile."""
        outcome = _Outcome()
        for _ in range(_RACES):
            outcome = _Outcome()
            try:
                self._try(wanted, outcome, actor, dry_run=dry_run)
            except IntegrityError:
                continue
            break
        else:
            # Without the rows that the database names: they hold hashes of passwords.
            raise RuntimeError("people of these lines are registered by others all the time")
        return outcome

    def _try(
        self, wanted: list[_Wanted], outcome: _Outcome, actor: Actor, *, dry_run: bool
    ) -> None:
        with contextlib.suppress(_Rehearsed), self.database.transaction():
            self.registrations.let_no_other_run()
            rest = wanted
            while rest:
                rest = self._round(rest, outcome, actor)
            if dry_run:
                raise _Rehearsed

    def _round(self, wanted: list[_Wanted], outcome: _Outcome, actor: Actor) -> list[_Wanted]:
        """Bring in those who share nothing with an earlier line; the others are for the next round.

        There the earlier one is found as everybody who was there before.
        """
        first, later = _apart(wanted)
        found = self.registrations.found([each.indexes for each in first])
        known = {subject_id for each in found for subject_id in each.values()}
        held = self.registrations.held(known) if known else {}
        new: list[_Wanted] = []
        for each, places in zip(first, found, strict=True):
            if places:
                self._compare(each, places, held, outcome)
            else:
                new.append(each)
        self._add(self._with_free_names(new, outcome), outcome, actor)
        return later

    def _compare(
        self,
        each: _Wanted,
        places: Mapping[str, Id],
        held: Mapping[Id, Identity],
        outcome: _Outcome,
    ) -> None:
        """Count a person who is there, or say in what the line differs."""
        own = places.get(NUMBER)
        mine = own or next(iter(places.values()))
        others = [name for name, whose in places.items() if whose != mine]
        if (own is None and each.subject.number is not None) or others:
            taken = [_COLUMNS.get(name, name) for name in others or places]
            outcome.refuse(each.line, *(LineFault(LineReason.KEY_TAKEN, name) for name in taken))
            return
        identity = held[mine]
        differing = [
            *differences(each.subject.data, identity.data, own=CONTACTS),
            *self._account_differences(each, mine),
        ]
        if differing:
            outcome.refuse(
                each.line, *(LineFault(LineReason.DATA_DIFFER, name) for name in differing)
            )
            return
        outcome.there += 1
        if identity.data[NUMBER_OF[identity.kind]].source is Source.SYSTEM:
            outcome.numbers.append((each.line, identity.kind, identity.number))

    def _account_differences(self, each: _Wanted, subject_id: Id) -> list[str]:
        wanted = each.newcomer.account
        if wanted is None:
            return []
        account = self.accounts.by_subject(subject_id)
        if account is None or account.username != canonical(wanted.username):
            return ["username"]
        return ["level"] if account.level != wanted.level else []

    def _with_free_names(self, new: list[_Wanted], outcome: _Outcome) -> list[_Wanted]:
        names = [each.newcomer.account.username for each in new if each.newcomer.account]
        taken = self.creations.taken(names) if names else set()
        free: list[_Wanted] = []
        for each in new:
            account = each.newcomer.account
            name = None if account is None else canonical(account.username)
            if name in taken:
                outcome.refuse(each.line, LineFault(LineReason.USERNAME_TAKEN, "username"))
                continue
            if name is not None:
                taken.add(name)
            free.append(each)
        return free

    def _add(self, new: list[_Wanted], outcome: _Outcome, actor: Actor) -> None:
        numbered = self._numbered(new, outcome)
        subjects = [each.subject for each in numbered]
        made = self.registrations.add(subjects, actor=actor)
        accounts = [
            account
            for each, one in zip(numbered, made, strict=True)
            if (account := _account_of(each, one)) is not None
        ]
        passwords = [
            (one.subject_id, each.password)
            for each, one in zip(numbered, made, strict=True)
            if each.password is not None
        ]
        self.creations.add(accounts, actor=actor)
        self.passwords.add(passwords, actor=actor)
        outcome.registered += len(made)
        outcome.accounts += len(accounts)
        outcome.passwords += len(passwords)

    def _numbered(self, new: list[_Wanted], outcome: _Outcome) -> list[_Wanted]:
        """The same people, those without a number with one that is assigned to them."""
        today = civil_day(self.clock.now())
        numbers = {
            kind: iter(self.registrations.assign(kind, pattern, how_many))
            for kind, pattern in self.patterns.items()
            if (how_many := sum(_lacks_number(each, kind) for each in new))
        }
        numbered: list[_Wanted] = []
        for each in new:
            subject = each.subject
            if subject.number is not None:
                numbered.append(each)
                continue
            number = next(numbers[subject.kind])
            datum = Datum(number, Source.SYSTEM, today)
            subject = replace(subject, data={NUMBER_OF[subject.kind]: datum, **subject.data})
            outcome.numbered += 1
            outcome.numbers.append((each.line, subject.kind, number))
            numbered.append(each._replace(newcomer=replace(each.newcomer, subject=subject)))
        return numbered


def _lacks_number(each: _Wanted, kind: SubjectKind) -> bool:
    return each.subject.kind is kind and each.subject.number is None


def _account_of(each: _Wanted, made: RegisteredSubject) -> NewAccount | None:
    wanted, subject = each.newcomer.account, each.subject
    if wanted is None:
        return None
    return NewAccount(
        Identity(made.subject_id, subject.kind, subject.data),
        made.data_key,
        wanted.username,
        wanted.level,
        wanted.locale,
    )


def _apart(wanted: Sequence[_Wanted]) -> tuple[list[_Wanted], list[_Wanted]]:
    """Those who share no number and no key with an earlier one, and the others."""
    seen: set[object] = set()
    first: list[_Wanted] = []
    later: list[_Wanted] = []
    for each in wanted:
        if seen.isdisjoint(each.indexes.places):
            first.append(each)
        else:
            later.append(each)
        seen.update(each.indexes.places)
    return first, later
