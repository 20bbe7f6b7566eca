"""Officers: who is one, and from which session."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select

from idp.access.desks import DeskKind
from idp.access.powers import POWERS, Power
from idp.accounts.domain import AccountState
from idp.accounts.service import Accounts
from idp.kernel.actors import Officer, OfficerRole
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.appointments import (
    Appointment,
    Delegation,
    delegated_now,
    roles_of,
)
from idp.officers.domain.sign_in import (
    BEGINNING,
    BEGINS_FOR,
    OfficerSignIn,
    SignInRule,
    sign_in_refusal,
)
from idp.officers.domain.signing import Signer
from idp.officers.ports import FaceComparison, OpenedDesks
from idp.officers.tables import APPOINTMENT, DELEGATION, INSTALLATION, OFFICER
from idp.platform.database import Database, OrderedReads, Prepared, ReadOrder, Row


class _StoredOfficer(NamedTuple):
    id: Id
    subject_id: Id


class _StoredAppointment(NamedTuple):
    id: Id
    officer_id: Id
    roles: list[str]
    desk: str
    desk_kind: str
    valid_from: datetime
    valid_until: datetime
    appointed_at: datetime
    decision_id: Id | None
    ended_at: datetime | None
    ended_by: Id | None


class _StoredDelegation(NamedTuple):
    id: Id
    officer_id: Id
    powers: list[str]
    valid_from: datetime
    valid_until: datetime
    decision_id: Id
    ended_at: datetime | None
    ended_by: Id | None


_OF_SUBJECT: Final = Prepared(
    select(OFFICER.c.id, OFFICER.c.subject_id).where(OFFICER.c.subject_id == bindparam("subject")),
    _StoredOfficer,
)
_OF_IDENTITY: Final = select(OFFICER).where(OFFICER.c.identity == bindparam("identity"))
_OFFICER: Final = select(OFFICER).where(OFFICER.c.id == bindparam("officer"))
_ORDERS: Final = OrderedReads({"since": (OFFICER.c.id,)})
_ALL: Final = select(OFFICER).order_by(OFFICER.c.id)
_ANY: Final = (
    select(OFFICER.c.id).where(OFFICER.c.id > "00000000-0000-0000-0000-000000000000").limit(1)
)
_NOW: Final = bindparam("now", type_=APPOINTMENT.c.valid_from.type)
_IN_FORCE: Final = _ALL.where(
    OFFICER.c.id.in_(
        select(APPOINTMENT.c.officer_id).where(
            APPOINTMENT.c.ended_at.is_(None),
            APPOINTMENT.c.valid_from <= _NOW,
            APPOINTMENT.c.valid_until > _NOW,
        )
    )
)
_LAST: Final = (
    select(INSTALLATION.c.decision_id, INSTALLATION.c.done_at, INSTALLATION.c.begins_at)
    .order_by(INSTALLATION.c.done_at.desc())
    .limit(1)
)
_APPOINTMENTS: Final = Prepared(
    select(APPOINTMENT)
    .where(APPOINTMENT.c.officer_id == bindparam("officer"))
    .order_by(APPOINTMENT.c.id),
    _StoredAppointment,
)
_APPOINTMENTS_OF: Final = (
    select(APPOINTMENT)
    .where(APPOINTMENT.c.officer_id.in_(bindparam("officers", expanding=True)))
    .order_by(APPOINTMENT.c.id)
)
_DELEGATIONS_OF: Final = (
    select(DELEGATION)
    .where(DELEGATION.c.officer_id.in_(bindparam("officers", expanding=True)))
    .order_by(DELEGATION.c.id)
)
_APPOINTMENT: Final = select(APPOINTMENT).where(APPOINTMENT.c.id == bindparam("appointment"))
_DELEGATION: Final = select(DELEGATION).where(DELEGATION.c.id == bindparam("delegation"))
_DELEGATIONS: Final = Prepared(
    select(DELEGATION)
    .where(DELEGATION.c.officer_id == bindparam("officer"))
    .order_by(DELEGATION.c.id),
    _StoredDelegation,
)


@dataclass(frozen=True, slots=True)
class EnrolledOfficer:
    """An officer on record, with every appointment and delegation there ever was."""

    id: Id
    subject_id: Id
    appointments: tuple[Appointment, ...]
    delegations: tuple[Delegation, ...]


@dataclass(frozen=True)
class Officers:
    """`rule`: what this installation demands of officers' sign-ins."""

    database: Database
    clock: Clock
    accounts: Accounts
    rule: SignInRule
    faces: FaceComparison
    desks: OpenedDesks

    @property
    def signs_on_phone(self) -> bool:
        """Whether officers of this installation sign decisions on their telephones too."""
        return self.rule.signs_on_phone

    @property
    def rule_now(self) -> SignInRule:
        """What is asked of a sign-in before anybody is known: the least that opens a desk now."""
        return self.rule if self._last() is None else BEGINNING

    def choices(self, subject_id: Id, sign_in: OfficerSignIn) -> tuple[Officer, ...] | Refused:
        """The officer in each appointment in force of who signed in; they act in one at a time.

        Powers, desk and signatures are those of this appointment alone. Oldest first, and at least
        one. Refused: NOT_AUTHORISED for who never held one, APPOINTMENT_ENDED, ACCOUNT_LOCKED,
        ACCOUNT_NOT_ACTIVATED, ACCOUNT_LEVEL_INSUFFICIENT, UNMET_LEVEL for a sign-in that is weaker
        than the rule; the two of the last ceremony may open it by `BEGINNING` where the rule
        refuses. Nothing is written.
        """
        found = self.of_subject(subject_id)
        if found is None:
            return Refused(Reason.NOT_AUTHORISED)
        refused = self.account_refusal(subject_id)
        if refused is not None:
            return Refused(refused)
        refused = sign_in_refusal(sign_in, self.rule)
        if refused is not None:
            return self._beginning(found, sign_in) or Refused(refused)
        held = self._acting(found, sign_in)
        ended = Reason.APPOINTMENT_ENDED if found.appointments else Reason.NOT_AUTHORISED
        return held or Refused(ended)

    def hides_some(self, held: Sequence[Officer]) -> bool:
        """Whether these `choices` lack appointments in force for which the sign-in is too weak."""
        if all(each.least_level >= self.rule.level for each in held):
            return False
        found = self.of_subject(held[0].subject_id)
        now = self.clock.now()
        theirs = () if found is None else found.appointments
        return sum(each.in_force(now) for each in theirs) > len(held)

    def account_refusal(self, subject_id: Id) -> Reason | None:
        """Why this account may not be an officer's (D4.8): one person's own, active, level 2."""
        status = self.accounts.status_of(subject_id)
        if status is None or status.state is AccountState.GRANTED:
            return Reason.ACCOUNT_NOT_ACTIVATED
        if status.state is AccountState.LOCKED:
            return Reason.ACCOUNT_LOCKED
        if status.is_organisation:
            return Reason.ACCOUNT_LEVEL_INSUFFICIENT
        strong = (status.level or 0) >= self.rule.account_level
        return None if strong else Reason.ACCOUNT_LEVEL_INSUFFICIENT

    def signer(self, officer: Officer) -> Signer | Refused:
        """The officer as a signer: their person and appointment as they are on record now.

        Refused: APPOINTMENT_ENDED, and as `account_refusal`.
        """
        row = self.database.one(_OF_SUBJECT, subject=officer.subject_id)
        appointment = self.appointment(officer.appointment_id)
        if row is None or row.id != officer.officer_id or appointment is None:
            return Refused(Reason.NOT_AUTHORISED)
        if not appointment.in_force(self.clock.now()) or appointment.officer_id != row.id:
            return Refused(Reason.APPOINTMENT_ENDED)
        closed = self.account_refusal(officer.subject_id)
        if closed is not None:
            return Refused(closed)
        return Signer(
            officer_id=row.id,
            appointment_id=appointment.id,
            subject_id=row.subject_id,
            identity=self.accounts.identity_index(row.subject_id),
        )

    def signer_of(self, officer: Officer) -> Signer:
        """An officer who acted, in the appointment they acted in, whatever became of it.

        Entries of earlier releases name no appointment: it is the first one the officer held.
        Raises LookupError.
        """
        row = self.database.one(_OFFICER, officer=officer.officer_id)
        if row is None:
            raise LookupError("no such officer")
        return Signer(
            officer_id=row.id,
            appointment_id=officer.appointment_id or self._appointments(row.id)[0].id,
            subject_id=row.subject_id,
            identity=self.accounts.identity_index(row.subject_id),
        )

    def in_order(
        self, order: ReadOrder, *, after: str | None, limit: int
    ) -> list[tuple[str, EnrolledOfficer]]:
        """Officers by `since`, each with the mark that it is read on behind."""
        read = _ORDERS.read(self.database, order, after=after, limit=limit)
        enrolled = self._each([each.row for each in read])
        return [(each.mark, officer) for each, officer in zip(read, enrolled, strict=True)]

    def all(self) -> Sequence[EnrolledOfficer]:
        """Every officer there ever was."""
        return self._each(self.database.all(_ALL))

    def in_force(self) -> Sequence[EnrolledOfficer]:
        """Every officer with an appointment that is in force now."""
        return self._each(self.database.all(_IN_FORCE, now=self.clock.now()))

    def exist(self) -> bool:
        """Whether anybody was ever enrolled."""
        return self.database.one(_ANY) is not None

    def at_work(self, now: datetime) -> Sequence[Officer]:
        """Every officer in each appointment that is in force, as if they had signed in at `now`.

        It is the instant at which the table of powers is asked about them: a later sign-in is not
        one to it.
        """
        return [
            one
            for each in self.in_force()
            if self.account_refusal(each.subject_id) is None
            for one in self._acting(each, self._as_signed_in(now))
        ]

    def at_work_as(self, officer_id: Id) -> Sequence[Officer]:
        """The same of one officer; none without an appointment in force or an open account."""
        found = self.by_id(officer_id)
        if found is None or self.account_refusal(found.subject_id) is not None:
            return []
        return self._acting(found, self._as_signed_in(self.clock.now()))

    def able(self, power: Power, *, without: Id | None = None) -> int:
        """How many people hold this power by an appointment in force, with an account that opens.

        Two officers whose accounts have the same identification number now count once. `without`:
        an appointment that does not count.
        """
        rule, now = POWERS[power], self.clock.now()
        people: set[bytes] = set()
        for each in self.in_force():
            roles = roles_of((held for held in each.appointments if held.id != without), now)
            owns = not rule.of_director or OfficerRole.DIRECTOR in roles
            holds = owns or power in delegated_now(each.delegations, now)
            if rule.roles & roles and holds and self.account_refusal(each.subject_id) is None:
                people.add(self.accounts.identity_index(each.subject_id))
        return len(people)

    def anybody(self, able: Callable[[Officer], bool], now: datetime) -> bool:
        """Whether an officer at work is `able`, in any appointment, as if signed in at `now`.

        Three reads however many officers there are, and the accounts of those who are able, up to
        the first that opens.
        """
        signed_in = self._as_signed_in(now)
        return any(
            self.account_refusal(each.subject_id) is None
            for each in self.in_force()
            if any(map(able, self._acting(each, signed_in)))
        )

    def by_id(self, officer_id: Id) -> EnrolledOfficer | None:
        """The officer with this id."""
        row = self.database.one(_OFFICER, officer=officer_id)
        return None if row is None else self._enrolled(row)

    def of_subject(self, subject_id: Id) -> EnrolledOfficer | None:
        """The officer whose account this is."""
        row = self.database.one(_OF_SUBJECT, subject=subject_id)
        return None if row is None else self._enrolled(row)

    def with_identity(self, identity: bytes) -> EnrolledOfficer | None:
        """The officer whose person this is (`Accounts.identity_index`), with any account."""
        row = self.database.one(_OF_IDENTITY, identity=identity)
        return None if row is None else self._enrolled(row)

    def appointment(self, appointment_id: Id | None) -> Appointment | None:
        """The appointment with this id."""
        row = self.database.one(_APPOINTMENT, appointment=appointment_id)
        return None if row is None else appointment_from(row)

    def delegation(self, delegation_id: Id) -> Delegation | None:
        """The delegation with this id."""
        row = self.database.one(_DELEGATION, delegation=delegation_id)
        return None if row is None else delegation_from(row)

    def _enrolled(self, row: _StoredOfficer | Row) -> EnrolledOfficer:
        delegations = self.database.all(_DELEGATIONS, officer=row.id)
        return EnrolledOfficer(
            row.id,
            row.subject_id,
            self._appointments(row.id),
            tuple(map(delegation_from, delegations)),
        )

    def _each(self, rows: Sequence[Row]) -> list[EnrolledOfficer]:
        """The officers of these rows, by two reads however many they are."""
        database, ids = self.database, [row.id for row in rows]
        held: defaultdict[Id, list[Appointment]] = defaultdict(list)
        for row in database.all(_APPOINTMENTS_OF, officers=ids):
            held[row.officer_id].append(appointment_from(row))
        given: defaultdict[Id, list[Delegation]] = defaultdict(list)
        for row in database.all(_DELEGATIONS_OF, officers=ids):
            given[row.officer_id].append(delegation_from(row))
        return [
            EnrolledOfficer(row.id, row.subject_id, tuple(held[row.id]), tuple(given[row.id]))
            for row in rows
        ]

    def _appointments(self, officer_id: Id) -> tuple[Appointment, ...]:
        rows = self.database.all(_APPOINTMENTS, officer=officer_id)
        return tuple(map(appointment_from, rows))

    def _as_signed_in(self, at: datetime) -> OfficerSignIn:
        return OfficerSignIn(
            session_id="",
            level=self.rule.level,
            resistant=True,
            authenticated_at=at,
        )

    @property
    def begins_at(self) -> int | None:
        """The level at which the two of a ceremony that is completed now may open the desk.

        None where no exception is needed: all officers sign in at no higher one, or at the level of
        the mode by a face that this installation compares already.
        """
        needless = self.rule.level <= BEGINNING.level or self.faces.compares_faces()
        return None if needless else BEGINNING.level

    def _last(self) -> Row | None:
        """The last ceremony, while its two officers may sign in by `BEGINNING`."""
        if self.begins_at is None:
            return None
        last = self.database.one(_LAST)
        if last is None or last.begins_at is None or self.clock.now() >= last.done_at + BEGINS_FOR:
            return None
        over = self.desks.opened(level=self.rule.level, since=last.done_at)
        return None if over else last

    def _beginning(self, found: EnrolledOfficer, sign_in: OfficerSignIn) -> tuple[Officer, ...]:
        """The officer in the appointment of that ceremony; empty where they act in none.

        What was delegated to the person is for who signs in by the rule.
        """
        last = self._last()
        if last is None or sign_in_refusal(sign_in, BEGINNING) is not None:
            return ()
        held = (each for each in found.appointments if each.decision_id == last.decision_id)
        return self._acting(
            replace(found, appointments=tuple(held), delegations=()),
            sign_in,
            least_level=last.begins_at,
        )

    def _acting(
        self, found: EnrolledOfficer, sign_in: OfficerSignIn, *, least_level: int | None = None
    ) -> tuple[Officer, ...]:
        """The officer in each appointment that is in force."""
        now = self.clock.now()
        return tuple(
            Officer(
                officer_id=found.id,
                subject_id=found.subject_id,
                roles=each.roles,
                desk=each.desk,
                session_id=sign_in.session_id,
                level=sign_in.level,
                authenticated_at=sign_in.authenticated_at,
                appointment_id=each.id,
                desk_kind=each.desk_kind,
                until=each.valid_until,
                delegated=delegated_now(found.delegations, now),
                least_level=least_level or self.rule.level,
            )
            for each in found.appointments
            if each.in_force(now)
        )


def acting_in(held: Iterable[Officer], appointment_id: Id | None) -> Officer | None:
    """Which of these acts in this appointment; None where none of them does."""
    return next((each for each in held if each.appointment_id == appointment_id), None)


def appointment_from(row: _StoredAppointment | Row) -> Appointment:
    """The appointment in its row."""
    told: dict[str, Any] = row._asdict()
    told.pop("ended_by")
    roles = tuple(OfficerRole(each) for each in told.pop("roles"))
    return Appointment(**told | {"roles": roles, "desk_kind": DeskKind(row.desk_kind)})


def delegation_from(row: _StoredDelegation | Row) -> Delegation:
    """The delegation in its row."""
    told: dict[str, Any] = row._asdict()
    told.pop("ended_by")
    return Delegation(**told | {"powers": tuple(Power(each) for each in row.powers)})
