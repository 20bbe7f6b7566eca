"""Single appointments and delegations, each with the act that ends exactly this one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.kernel.actors import Officer
from idp.kernel.ids import is_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.appointments import Appointment, Delegation
from idp.web.current import services, settings
from idp.web.officer.decision_words import decision_value
from idp.web.officer.officer_names import OfficerNames, officer_name
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    HistoryOf,
    Outcome,
    Record,
    Row,
)
from idp.web.officer.registers.officers import STATES
from idp.web.officer.values import Fact, Value, code, due, moment, several, text, word, words
from idp.web.pages.labels import N_
from idp.web.pages.officer_roles import POWERS, ROLES, desk_words

_READS = (Power.OFFICER_APPOINT_PROPOSE, Power.DELEGATION_PROPOSE)


@dataclass(frozen=True, slots=True)
class AppointmentRegister:
    path: str = "appointments"
    title: str = N_("Appointments")
    about: str = N_("Each appointment, at which desk and until when.")
    reads: tuple[Power, ...] = _READS
    looks: bool = False
    waits_in: tuple[str, ...] = ()
    columns: tuple[Column, ...] = (
        Column("user", N_("Officer")),
        Column("roles", N_("Roles")),
        Column("desk", N_("Desk")),
        Column("until", N_("Lasts")),
    )
    begins: tuple[DeskAct, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="end",
                label=N_("Propose to end this appointment"),
                power=Power.OFFICER_END_PROPOSE,
                question=N_(
                    "You sign it first; when another officer has signed the same, the desk closes"
                    " for this appointment at once."
                ),
                does=_propose_end,
            ),
        )

    def rows(self, state: str | None) -> Iterable[Row]:
        names = OfficerNames()
        for officer in services().officers.all():
            for each in officer.appointments:
                if state is None or _state(each) == state:
                    yield _row(each, names)

    def record(self, key: str) -> Record | None:
        found = services().officers.appointment(key) if is_id(key) else None
        return None if found is None else _appointment(found)


@dataclass(frozen=True, slots=True)
class DelegationRegister:
    path: str = "delegations"
    title: str = N_("Delegations")
    about: str = N_("Each delegation of powers of the Director, and until when.")
    reads: tuple[Power, ...] = _READS
    looks: bool = False
    waits_in: tuple[str, ...] = ()
    columns: tuple[Column, ...] = (
        Column("user", N_("Officer")),
        Column("powers", N_("Powers")),
        Column("until", N_("Lasts")),
    )
    begins: tuple[DeskAct, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="end-delegation",
                label=N_("End this delegation"),
                power=Power.DELEGATION_END,
                question=N_("The delegated powers end at once."),
                does=_end_delegation,
            ),
        )

    def rows(self, state: str | None) -> Iterable[Row]:
        names = OfficerNames()
        for officer in services().officers.all():
            for each in officer.delegations:
                if state is None or _state(each) == state:
                    yield _delegation_row(each, names)

    def record(self, key: str) -> Record | None:
        found = services().officers.delegation(key) if is_id(key) else None
        return None if found is None else _delegation(found)


def _state(held: Appointment | Delegation) -> str:
    return "in_force" if held.in_force(services().clock.now()) else "ended"


def _name(held: Appointment | Delegation) -> str:
    return officer_name(held.officer_id) or held.officer_id


def _officer(held: Appointment | Delegation) -> Value:
    return text(_name(held), link=f"/officer/officers/{held.officer_id}")


def _row(held: Appointment, names: OfficerNames) -> Row:
    def cells() -> tuple[Value, ...]:
        return (
            text(names.of(held.officer_id)),
            words(ROLES[role] for role in held.roles),
            text(held.desk),
            due(held.valid_until),
        )

    return Row(key=held.id, cells=cells)


def _delegation_row(given: Delegation, names: OfficerNames) -> Row:
    def cells() -> tuple[Value, ...]:
        return (
            text(names.of(given.officer_id)),
            words(POWERS[power] for power in given.powers),
            due(given.valid_until),
        )

    return Row(key=given.id, cells=cells)


def _appointment(held: Appointment) -> Record:
    state = _state(held)
    over = held.ended_at is not None or held.valid_until <= services().clock.now()
    return Record(
        key=held.id,
        title=several(text(_name(held)), text(held.desk)),
        state=state,
        state_label=STATES[state],
        facts=(
            Fact(N_("Officer"), _officer(held)),
            Fact(N_("Id of the appointment"), code(held.id)),
            Fact(N_("Roles"), words(ROLES[role] for role in held.roles)),
            Fact(N_("Desk"), text(held.desk)),
            Fact(N_("Kind of desk"), _kind(held)),
            *_term(held),
        ),
        shut={"end": Reason.STATE_ALREADY_HOLDS} if over else {},
        over=over,
        history=HistoryOf(held.officer_id),
    )


def _delegation(given: Delegation) -> Record:
    state = _state(given)
    over = given.ended_at is not None or given.valid_until <= services().clock.now()
    return Record(
        key=given.id,
        title=several(text(_name(given)), words(POWERS[power] for power in given.powers)),
        state=state,
        state_label=STATES[state],
        facts=(
            Fact(N_("Officer"), _officer(given)),
            Fact(N_("Powers"), words(POWERS[power] for power in given.powers)),
            *_term(given),
        ),
        shut={"end-delegation": Reason.STATE_ALREADY_HOLDS} if over else {},
        over=over,
        history=HistoryOf(given.officer_id),
    )


def _kind(held: Appointment) -> Value:
    known = desk_words(settings().accounts_mode).get(held.desk_kind)
    return text(held.desk_kind) if known is None else word(known)


def _term(held: Appointment | Delegation) -> tuple[Fact, ...]:
    return (
        Fact(N_("From"), moment(held.valid_from)),
        Fact(N_("Lasts"), due(held.valid_until)),
        Fact(N_("Ended"), moment(held.ended_at)),
        Fact(N_("Decision"), decision_value(held.decision_id)),
    )


def _propose_end(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    opened = services().appointments.propose_end(on.key, officer)
    if isinstance(opened, Refused):
        return opened
    return ActDone(key=opened.id, then=f"/officer/decisions/{opened.id}/sign")


def _end_delegation(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    refused = services().appointments.end_delegation(on.key, officer)
    return ActDone(key=on.key) if refused is None else refused
