"""Officers with their appointments and delegations, and the proposals of new ones (D4.8, D16)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Final

from idp.access.desks import DeskKind
from idp.access.powers import Power
from idp.kernel.actors import Officer, OfficerRole, Person
from idp.kernel.clock import instant_of
from idp.kernel.ids import is_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.appointments import (
    Appointment,
    AppointmentDraft,
    DelegationDraft,
    DraftFault,
    NotADraft,
)
from idp.officers.domain.decisions import Decision
from idp.officers.service import EnrolledOfficer
from idp.platform.database import ReadOrder
from idp.web.current import services
from idp.web.officer.decision_words import decision_value
from idp.web.officer.forms import NEEDED, NOT_A_CHOICE, TOO_LONG, Ask, Problems
from idp.web.officer.officer_names import officer_name
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    HistoryOf,
    ListEntry,
    Outcome,
    Record,
    Row,
    not_found,
    person_value,
)
from idp.web.officer.values import Fact, code, due, moment, text, word, words
from idp.web.pages.labels import N_
from idp.web.pages.officer_roles import POWERS, ROLES, desks_here, roles_here

STATES: Final[Mapping[str, str]] = {
    "in_force": N_("In office"),
    "ended": N_("Not in office"),
}

NOT_IN_OFFICE: Final = N_("A day from the first appointment of this officer until today.")
BEGINS: Final = N_("The day begins at midnight in Viet Nam.")


@dataclass(frozen=True, slots=True)
class Appointing:
    """Whom to appoint, to what, where and for how long."""

    username: Annotated[str, Ask(N_("User name"), hint=N_("Of the person who is appointed."))]
    roles: Annotated[tuple[OfficerRole, ...], Ask(N_("Roles"), choices=roles_here)]
    desk: Annotated[str, Ask(N_("Desk"), hint=N_("Its name, as the history will show it."))]
    desk_kind: Annotated[DeskKind, Ask(N_("Kind of desk"), choices=desks_here)]
    first: Annotated[date, Ask(N_("First day"), hint=BEGINS)]
    last: Annotated[date, Ask(N_("First day after the end"), hint=BEGINS)]


@dataclass(frozen=True, slots=True)
class Delegating:
    """Which powers of the Director an officer shall have, and for how long."""

    powers: Annotated[tuple[Power, ...], Ask(N_("Powers"), choices=POWERS)]
    first: Annotated[date, Ask(N_("First day"), hint=BEGINS)]
    last: Annotated[date, Ask(N_("First day after the end"), hint=BEGINS)]


@dataclass(frozen=True, slots=True)
class Dishonest:
    """From which day on what an officer bound cannot be believed."""

    first: Annotated[date, Ask(N_("First day"), hint=BEGINS)]


@dataclass(frozen=True, slots=True)
class OfficerRegister:
    path: str = "officers"
    title: str = N_("Officers")
    about: str = N_("Who holds an appointment, at which desk and until when.")
    reads: tuple[Power, ...] = (
        Power.OFFICER_APPOINT_PROPOSE,
        Power.DELEGATION_PROPOSE,
        Power.FRAUD_FIND,
    )
    looks: bool = False
    columns: tuple[Column, ...] = (
        Column("user", N_("User name")),
        Column("name", N_("Name")),
        Column("roles", N_("Roles")),
        Column("desk", N_("Desk")),
        Column("until", N_("Lasts")),
    )
    orders: tuple[str, ...] = ("since",)
    hidden: tuple[str, ...] = ()
    waits_in: tuple[str, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def begins(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="appoint",
                label=N_("Propose an appointment"),
                power=Power.OFFICER_APPOINT_PROPOSE,
                facts=Appointing,
                hint=N_("You sign it first; then another officer reads and signs the same."),
                does=_appoint,
            ),
        )

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="delegate",
                label=N_("Propose a delegation of the Director"),
                power=Power.DELEGATION_PROPOSE,
                facts=Delegating,
                does=_delegate,
            ),
            DeskAct(
                event="find-dishonest",
                label=N_("Record that the officer was dishonest"),
                power=Power.FRAUD_FIND,
                facts=Dishonest,
                question=N_(
                    "What the officer bound from then on counts for level 2 at most, now and in "
                    "future, and the sessions of those people end. It cannot be taken back. The "
                    "appointment is ended apart from it. Record it?"
                ),
                does=_find_dishonest,
            ),
        )

    def entries(self, order: ReadOrder, *, after: str | None, limit: int) -> list[ListEntry]:
        found = services().officers.in_order(order, after=after, limit=limit)
        return [_entry(mark, each) for mark, each in found]

    def exact(self, words: str) -> ListEntry | None:
        """An officer by their id, that of the person, or the user name."""
        officers = services().officers
        if is_id(words):
            found = officers.by_id(words) or officers.of_subject(words)
        else:
            account = services().accounts.by_username(words)
            found = None if account is None else officers.of_subject(account.subject_id)
        return None if found is None else _entry("", found)

    def record(self, key: str) -> Record | None:
        found = services().officers.by_id(key) if is_id(key) else None
        return None if found is None else _record(found)


def _held(officer: EnrolledOfficer) -> list[Appointment]:
    now = services().clock.now()
    return [each for each in officer.appointments if each.in_force(now)]


def _state(officer: EnrolledOfficer) -> str:
    return "in_force" if _held(officer) else "ended"


def _username(officer: EnrolledOfficer) -> str:
    account = services().accounts.by_subject(officer.subject_id)
    return officer.subject_id if account is None else account.username


def _entry(mark: str, officer: EnrolledOfficer) -> ListEntry:
    return ListEntry(mark, _state(officer), partial(_row, officer))


def _row(officer: EnrolledOfficer) -> Row:
    held = _held(officer)
    roles = dict.fromkeys(ROLES[role] for each in held for role in each.roles)
    cells = (
        text(_username(officer)),
        text(officer_name(officer.id)),
        words(roles),
        text(", ".join(each.desk for each in held)),
        due(max((each.valid_until for each in held), default=None)),
    )
    return Row(key=officer.id, cells=cells)


def _record(officer: EnrolledOfficer) -> Record:
    state = _state(officer)
    return Record(
        key=officer.id,
        title=text(officer_name(officer.id) or _username(officer)),
        state=state,
        state_label=STATES[state],
        facts=(
            Fact(N_("Officer id"), code(officer.id)),
            Fact(N_("User name"), text(_username(officer))),
            Fact(N_("Person"), person_value(officer.subject_id)),
            *_appointments(officer),
            *_delegations(officer),
        ),
        history=HistoryOf(officer.id),
    )


def _appointments(officer: EnrolledOfficer) -> Iterator[Fact]:
    for each in reversed(officer.appointments):
        link = f"/officer/appointments/{each.id}"
        yield Fact(N_("Appointment"), text(each.desk, link=link, aside=each.id))
        yield Fact(N_("Roles"), words(ROLES[role] for role in each.roles))
        yield Fact(N_("From"), moment(each.valid_from))
        yield Fact(N_("Lasts"), due(each.valid_until))
        yield Fact(N_("Ended"), moment(each.ended_at))
        yield Fact(N_("Decision"), decision_value(each.decision_id))


def _delegations(officer: EnrolledOfficer) -> Iterator[Fact]:
    for each in reversed(officer.delegations):
        link = f"/officer/delegations/{each.id}"
        yield Fact(N_("Delegation"), word(N_("Powers of the Director"), link=link, aside=each.id))
        yield Fact(N_("Powers"), words(POWERS[power] for power in each.powers))
        yield Fact(N_("From"), moment(each.valid_from))
        yield Fact(N_("Lasts"), due(each.valid_until))
        yield Fact(N_("Ended"), moment(each.ended_at))


def _appoint(officer: Officer, _: ActTarget, facts: Appointing) -> Outcome:
    draft = AppointmentDraft(
        username=facts.username,
        roles=facts.roles,
        desk=facts.desk,
        desk_kind=facts.desk_kind,
        valid_from=instant_of(facts.first),
        valid_until=instant_of(facts.last),
    )
    try:
        proposed = services().appointments.propose(draft, officer)
    except NotADraft as error:
        return _faulty(error)
    if isinstance(proposed, Refused):
        missed = services().looks.missed(officer, facts.username, proposed.reason)
        return not_found("username", missed)
    return _to_sign(proposed)


def _delegate(officer: Officer, on: ActTarget, facts: Delegating) -> Outcome:
    draft = DelegationDraft(
        officer_id=on.key,
        powers=facts.powers,
        valid_from=instant_of(facts.first),
        valid_until=instant_of(facts.last),
    )
    try:
        return _to_sign(services().appointments.delegate(draft, officer))
    except NotADraft as error:
        return _faulty(error)


def _find_dishonest(officer: Officer, on: ActTarget, facts: Dishonest) -> Outcome:
    found = services().officers.by_id(on.key)
    if found is None:
        return Refused(Reason.NOT_FOUND)
    since, now = instant_of(facts.first), services().clock.now()
    if since > now or not any(
        each.valid_from < since + timedelta(days=1) for each in found.appointments
    ):
        return Problems({"first": NOT_IN_OFFICE})
    whom = Person(subject_id=found.subject_id)
    fallen = services().frauds.of_officer(whom, since=since, actor=officer)
    return fallen if isinstance(fallen, Refused) else ActDone(key=on.key)


_DRAFTS: Final[Mapping[DraftFault, tuple[str, str]]] = {
    DraftFault.ROLES: ("roles", NEEDED),
    DraftFault.ROLES_HERE: ("roles", NOT_A_CHOICE),
    DraftFault.DESK: ("desk", TOO_LONG),
    DraftFault.DESK_KIND: ("desk_kind", N_("There are no desks of this kind here.")),
    DraftFault.POWERS: ("powers", NEEDED),
    DraftFault.ENDS_FIRST: ("last", N_("This takes a day after today and after the first day.")),
    DraftFault.TOO_LONG: ("last", N_("This is more than five years after the first day.")),
}
"""At which field of the two forms each fault stands, and what is said there."""


def _faulty(error: NotADraft) -> Problems:
    field, said = _DRAFTS[error.fault]
    return Problems({field: said})


def _to_sign(opened: Decision | Refused) -> Outcome:
    """On to the page that shows what is signed."""
    if isinstance(opened, Refused):
        return opened
    return ActDone(key=opened.id, then=f"/officer/decisions/{opened.id}/sign")
