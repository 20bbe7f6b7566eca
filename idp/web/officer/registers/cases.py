"""Cases of every procedure: one list and one page, drawn from the procedure itself.

The engine says the states and the moves, who may make them now and why not, the form of each move
from the facts it needs, and the events there were. What a case is about says its slice
(`case_contents`). A move that takes a second person is read and signed on a page of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Final

from idp.access.powers import Power, may
from idp.casework.domain.cases import Case, CaseEvent, has_lapsed
from idp.casework.domain.procedure import Procedure, Transition
from idp.casework.work_list import ProcedureState
from idp.deadlines.domain import Deadline
from idp.kernel.actors import ActingClient, Actor, Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.law.rule_sets import STRICT
from idp.web.current import services
from idp.web.officer.actor_words import actor_value
from idp.web.officer.case_contents import contents_of, owner_of_case, summary_of
from idp.web.officer.case_reads import CaseReads
from idp.web.officer.case_words import EVENTS, PROCEDURES, QUESTIONS, STATES, TERMS, ProcedureWords
from idp.web.officer.officer_names import OfficerNames, OwnerNames
from idp.web.officer.party_names import party
from idp.web.officer.plain_values import plain
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    Outcome,
    PapersOf,
    ProcedureStage,
    Record,
    Row,
    RunningClock,
    Step,
    person_value,
)
from idp.web.officer.registers import applications, organisation_applications
from idp.web.officer.registers.case_openings import OPENINGS
from idp.web.officer.signers import (
    NotTheirs,
    case_of_another,
    own_matter,
    roles_with,
    signing_of_case_closed,
)
from idp.web.officer.values import Fact, Value, basis, code, due, moment, text, word
from idp.web.pages.labels import N_

_MOST: Final = 501
_COLUMNS: Final = (
    Column("number", N_("Number")),
    Column("due", N_("Due")),
    Column("about", N_("About")),
    Column("state", N_("State")),
    Column("opened", N_("Opened")),
    Column("owner", N_("Officer in charge")),
)
RULE_SETS: Final[Mapping[RuleSetName, str]] = {
    RuleSetName.DRAFT_2024: N_("Draft decree of 2024"),
    RuleSetName.DECREE_69_2024: N_("Decree 69/2024/NĐ-CP"),
}
_OWN_ACTS: Final = {**applications.OWN_ACTS, **organisation_applications.OWN_ACTS}
READ_EVERY_CASE: Final = (Power.HISTORY_READ,)
"""Who inspects reads the cases of every procedure, and moves none."""


@dataclass(frozen=True, slots=True)
class CaseRegister:
    """The cases of one procedure."""

    procedure: Procedure
    looks: bool = False
    columns: tuple[Column, ...] = _COLUMNS

    @property
    def path(self) -> str:
        return self.procedure.name.replace("_", "-")

    @property
    def title(self) -> str:
        return self._words.title

    @property
    def about(self) -> str:
        return self._words.about

    @property
    def reads(self) -> tuple[Power, ...]:
        opening = () if self.procedure.opening is None else (self.procedure.opening,)
        moves = (each.power for each in self.procedure.transitions)
        return (*dict.fromkeys((*opening, *moves)), *READ_EVERY_CASE)

    @property
    def states(self) -> Mapping[str, str]:
        return {state.value: STATES.get(state, state.value) for state in self.procedure.states}

    @property
    def waits_in(self) -> tuple[str, ...]:
        every = (state.value for state in self.procedure.states)
        return tuple(state for state in every if self.procedure.owes_work(state))

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        officers = (each for each in self.procedure.transitions if each.of_officers)
        by_event: dict[str, list[Transition]] = {}
        for each in officers:
            by_event.setdefault(each.event, []).append(each)
        return tuple(_act(self.procedure, each) for each in by_event.values())

    @property
    def begins(self) -> tuple[DeskAct, ...]:
        name = self.procedure.name
        opened = OPENINGS.get(name) or applications.OPENINGS.get(name)
        return opened or organisation_applications.OPENINGS.get(name, ())

    def rows(self, state: str | None) -> Iterable[Row]:
        """The newest of each state, newest first."""
        asked = [self._in(each) for each in self.procedure.states if state in (None, each.value)]
        found = services().work_list.newest(asked, _MOST)
        newest = sorted(((each, at) for at in found for each in found[at]), reverse=True)
        rows = CaseRows(CaseReads([each for each, _ in newest]))
        kinds = {at: rows.of_state(self.procedure, at.state) for at in found}
        return (kinds[at](each) for each, at in newest)

    @property
    def waiting(self) -> tuple[ProcedureState, ...]:
        """The states in which work is owed."""
        every = self.procedure.states
        return tuple(self._in(each) for each in every if self.procedure.owes_work(each.value))

    def _in(self, state: StrEnum) -> ProcedureState:
        return ProcedureState(self.procedure.name, state.value)

    def record(self, key: str) -> Record | None:
        case = services().cases.by_number(key)
        if case is None or case.procedure != self.procedure.name:
            return None
        return self._record(case)

    @property
    def _words(self) -> ProcedureWords:
        name = self.procedure.name
        return PROCEDURES.get(name, ProcedureWords(name, self.procedure.citation.en))

    def _record(self, case: Case) -> Record:
        names = OfficerNames()
        return Record(
            key=case.number,
            title=code(case.number),
            state=f"{case.state} {case.version}",
            state_label=STATES.get(case.state, case.state),
            stages=tuple(self._stages(case)),
            facts=(
                *contents_of(case),
                Fact(N_("Opened"), moment(case.opened_at)),
                Fact(N_("Closed"), moment(case.closed_at)),
                Fact(N_("Due"), due(case.due_by)),
                Fact(N_("Officer in charge"), owner_of_case(case, OwnerNames(names))),
                Fact(N_("Person"), _person(case)),
                Fact(N_("Relying party"), party(case.client_id)),
                Fact(N_("Legal basis"), basis(self.procedure.citation.vi)),
                Fact(N_("Rule set"), rule_set(case.rule_set)),
                Fact(N_("Version of the case"), text(str(case.version))),
            ),
            shut=self._shut(case),
            onward=applications.onward_of(case),
            over=not self.procedure.moves_from(case.state),
            version=case.version,
            given_by=given_by(case),
            apart=self.procedure.apart_for(case.state),
            papers=PapersOf(case.number, case.subject_id),
            why=organisation_applications.why_of(case),
            closed_to=partial(_closed_to, self.procedure, case),
            clocks=clocks_of(case),
            steps=steps_of(case, names),
        )

    def _stages(self, case: Case) -> Iterator[ProcedureStage]:
        """The states the case went through and those it may still reach, as they are declared."""
        been = {each.state for each in services().cases.events(case.id)}
        ahead, ended = self._ahead(case.state), False
        for state in self.procedure.states:
            here = state.value == case.state
            if not here and state.value not in been | ahead:
                continue
            ends = state.value in ahead and not self.procedure.moves_from(state.value)
            yield ProcedureStage(
                STATES.get(state, state.value),
                here=here,
                passed=state.value in been and not here,
                instead=ends and ended,
            )
            ended = ends

    def _ahead(self, state: str) -> set[str]:
        """The states to which moves lead from this one, one after the other."""
        found, open_ends = set[str](), [state]
        while open_ends:
            moves = self.procedure.moves_from(open_ends.pop())
            new = {move.target.value for move in moves} - found
            found |= new
            open_ends += new
        return found

    def _shut(self, case: Case) -> Mapping[str, Reason]:
        shut: dict[str, Reason] = {}
        lapse, now = self.procedure.lapse_of(case.state), services().clock.now()
        if lapse is not None and has_lapsed(lapse, services().cases.events(case.id), now):
            return {event.value: Reason.EXPIRED for event in self.procedure.events}
        for event in self.procedure.events:
            move = self.procedure.move(case.state, event)
            if isinstance(move, Reason):
                # The procedure says so of a case that nobody took, not of the officer.
                untaken = move is Reason.NOT_AUTHORISED
                shut[event.value] = Reason.CASE_UNTAKEN if untaken else move
        own = organisation_applications.shut_of(case)
        return {**shut, **applications.shut_of(case), **own}


def _person(case: Case) -> Value:
    return person_value(case.subject_id, case=case.number)


def _closed_to(procedure: Procedure, case: Case, officer: Officer) -> Mapping[str, NotTheirs]:
    """Every move of a case about themself; else what is for its owner, or a second person."""
    own = own_matter(case.subject_id, map(str, procedure.events), officer)
    if own:
        return own
    moves = procedure.moves_from(case.state)
    waiting = [each for each in moves if each.second_person]
    found = ((each, signing_of_case_closed(case, officer, each.power)) for each in waiting)
    signing = {move.event.value: closed for move, closed in found if closed is not None}
    return {**case_of_another(case, moves, officer), **_powerless(moves, officer), **signing}


def _powerless(moves: Iterable[Transition], officer: Officer) -> Mapping[str, NotTheirs]:
    """The moves whose power the officer has not, though the event has another one elsewhere."""
    now = services().clock.now()
    found = (
        each
        for each in moves
        if not each.second_person and may(officer, each.power, now) is Reason.NOT_AUTHORISED
    )
    reason = Reason.NOT_AUTHORISED
    return {each.event.value: NotTheirs(reason, roles_with(each.power)) for each in found}


def rule_set(name: str) -> Value:
    """The legal text whose terms a case is counted by."""
    text, _, _ = name.partition(STRICT)
    return word(RULE_SETS[RuleSetName(text)])


def given_by(case: Case) -> tuple[Power, ...]:
    """The powers of the moves that a case waits for; none where no work is owed."""
    procedure = services().work_list.procedures[case.procedure]
    owed = case.closed_at is None
    return tuple(each.power for each in procedure.moves_from(case.state)) if owed else ()


def clocks_of(case: Case) -> tuple[RunningClock, ...]:
    """The terms of the law that run or ran in a case."""
    return tuple(_clock(each) for each in services().deadlines.of_case(case.id))


def steps_of(case: Case, names: OfficerNames) -> tuple[Step, ...]:
    """What happened in a case, oldest first."""
    return tuple(_step(case, each, names) for each in services().cases.events(case.id))


def _who(actor: Actor, names: OfficerNames) -> Value:
    """Who made an event: an officer by name, as colleagues work on the case."""
    if isinstance(actor, Officer):
        return text(names.of(actor.officer_id))
    if isinstance(actor, ActingClient):
        return party(actor.client_id)
    return actor_value(actor)


def _step(case: Case, event: CaseEvent, names: OfficerNames) -> Step:
    return Step(
        label=EVENTS.get(event.event, event.event),
        at=event.at,
        actor=_who(event.actor, names),
        state_label=STATES.get(event.state, event.state),
        facts=plain(_filled(services().cases.texts.opened(case.subject_id, event.facts))),
        decision=event.decision_id,
    )


def _filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that say something."""
    return {name: value for name, value in facts.items() if value not in ("", [])}


class CaseRows:
    """The rows of cases in lists: those that are shown are read, a page of them at a time."""

    def __init__(self, reads: CaseReads) -> None:
        self._reads = reads
        self._names = OwnerNames()

    def of_state(self, procedure: Procedure, state: str) -> Callable[[Id], Row]:
        """What makes the row of one of them, which is in this state of this procedure."""
        waits, apart = procedure.owes_work(state), procedure.apart_for(state)
        return lambda case_id: Row(
            key=lambda: self._reads.case(case_id).number,
            cells=lambda: self._cells(self._reads.case(case_id)),
            waits=waits,
            apart=apart,
        )

    def _cells(self, case: Case) -> tuple[Value, ...]:
        return (
            code(case.number),
            due(case.due_by),
            summary_of(case, self._reads),
            word(STATES.get(case.state, case.state)),
            moment(case.opened_at),
            owner_of_case(case, self._names),
        )


def _clock(deadline: Deadline) -> RunningClock:
    return RunningClock(
        term=TERMS.get(deadline.term, deadline.term.value),
        started_at=deadline.started_at,
        due_at=deadline.due_at,
        stopped_at=deadline.stopped_at,
        late=deadline.breached_at is not None,
    )


def _act(procedure: Procedure, moves: Sequence[Transition]) -> DeskAct:
    """The moves of one event as an act; who proposed what two people sign does it first.

    Which of their powers it takes in the state of a case, says the case.
    """
    move = moves[0]
    own = _OWN_ACTS.get((procedure.name, move.event))
    if own is not None:
        return own
    label = EVENTS.get(move.event, move.event.value)
    if move.second_person:
        return DeskAct(
            event=move.event.value,
            label=N_("Read and sign"),
            power=move.power,
            others=_proposing(procedure, move),
            does=_read_and_sign,
        )
    return DeskAct(
        event=move.event.value,
        label=label,
        power=move.power,
        others=tuple({each.power: None for each in moves if each.power is not move.power}),
        facts=move.needs,
        question=QUESTIONS.get(move.event),
        does=partial(_fire, move.event.value),
    )


def _proposing(procedure: Procedure, move: Transition) -> tuple[Power, ...]:
    """The powers of who brings a case to the move of a second person: by a move, or opening it."""
    before = [each.power for each in procedure.transitions if each.target == move.source]
    if procedure.opening is not None and procedure.initial == move.source:
        before.append(procedure.opening)
    return tuple(dict.fromkeys(each for each in before if each is not move.power))


def _fire(
    event: str,
    officer: Officer,
    on: ActTarget,
    facts: Any,  # noqa: ANN401 - those of the event
) -> Outcome:
    """Move the case, if it is still in the version that the page showed."""
    case = services().cases.by_number(on.key)
    if case is None:
        return Refused(Reason.NOT_FOUND)
    moved = services().cases.fire(case.id, event, officer, facts, version=on.version)
    return moved if isinstance(moved, Refused) else ActDone(key=on.key)


def _read_and_sign(officer: Officer, on: ActTarget, _: object) -> Outcome:
    """On to the page that shows what two people sign."""
    opened = services().case_decisions.of_case(on.key, officer)
    if isinstance(opened, Refused):
        return opened
    return ActDone(key=on.key, then=f"/officer/decisions/{opened.id}/sign")
