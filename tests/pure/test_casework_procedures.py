"""Procedures are total, and what is no procedure cannot be made."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

import pytest

from idp.access.powers import POWERS
from idp.casework.domain.cases import CARRIED_OVER, CaseEvent, owner_of, replay
from idp.casework.domain.pictures import page_of
from idp.casework.domain.procedure import (
    ImpossibleProcedure,
    Lapse,
    Procedure,
    Refusal,
    Transition,
)
from idp.cli.docs import pages
from idp.kernel.actors import System
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason
from idp.law.terms import TermId
from idp.wiring.procedures import PROCEDURES
from tests.support.frozen_clock import START
from tests.support.procedures import LOAN, Act, Loan
from tests.support.source import ROOT

EVERY = [*PROCEDURES.values(), LOAN]
FOLDER = ROOT / "docs/procedures"


@pytest.mark.parametrize("procedure", EVERY, ids=lambda each: each.name)
def test_every_event_in_every_state_is_a_move_or_a_refusal(procedure: Procedure) -> None:
    moves = {(each.source, each.event): each for each in procedure.transitions}
    for state in procedure.states:
        for event in procedure.events:
            answer = procedure.move(state, event)
            if (state, event) in moves:
                assert answer == moves[state, event]
            else:
                assert isinstance(answer, Reason)


@pytest.mark.parametrize("procedure", EVERY, ids=lambda each: each.name)
def test_every_state_is_reached_and_every_case_can_end(procedure: Procedure) -> None:
    def after(states: set[str]) -> set[str]:
        return states | {each.target for each in procedure.transitions if each.source in states}

    for state in procedure.states:
        reached: set[str] = {state}
        while after(reached) != reached:
            reached = after(reached)
        assert any(not procedure.owes_work(each) for each in reached), state
        if state == procedure.initial:
            assert reached == set(procedure.states)


def without(event: Act) -> tuple[Transition, ...]:
    return tuple(each for each in LOAN.transitions if each.event is not event)


class Another(StrEnum):
    BURN = "burn"


RETURN = next(each for each in LOAN.transitions if each.event is Act.RETURN)
HELD = Reason.STATE_ALREADY_HOLDS
IMPOSSIBLE = {
    "return in lent is told 0 times": {"transitions": without(Act.RETURN)},
    "return in lent is told 2 times": {
        "refusals": (*LOAN.refusals, Refusal(states={Loan.LENT}, event=Act.RETURN, reason=HELD))
    },
    "burn in back is of another procedure": {
        "refusals": (*LOAN.refusals, Refusal(states={Loan.BACK}, event=Another.BURN, reason=HELD))
    },
    "refused is never reached": {
        "transitions": without(Act.REFUSE),
        "refusals": (
            *LOAN.refusals,
            Refusal(states={Loan.READ}, event=Act.REFUSE, reason=HELD),
        ),
        "lapses": (),
    },
    "lent never ends": {
        "transitions": (*without(Act.RETURN), replace(RETURN, target=Loan.LENT)),
        "resting": (),
    },
    "back is final and is left": {
        "transitions": (*LOAN.transitions, replace(RETURN, source=Loan.BACK)),
    },
    "read waits for two decisions at once": {
        "transitions": tuple(
            replace(each, second_person=True) if each.source is Loan.READ else each
            for each in LOAN.transitions
        ),
    },
    "read cannot lapse by lend": {
        "lapses": (Lapse(state=Loan.READ, after=timedelta(1), event=Act.LEND, rule="policy x"),)
    },
    "lent lapses and owes no work": {
        "lapses": (Lapse(state=Loan.LENT, after=timedelta(1), event=Act.RETURN, rule="policy x"),)
    },
}


@pytest.mark.parametrize(("fault", "changes"), IMPOSSIBLE.items())
def test_what_is_no_procedure_is_refused_when_it_is_made(
    fault: str, changes: dict[str, object]
) -> None:
    with pytest.raises(ImpossibleProcedure, match=fault):
        replace(LOAN, **changes)  # type: ignore[arg-type]


ANSWER, DECIDE = TermId.TAKE_LOSS_CASE, TermId.CLOSE_LOSS_CASE


def event(name: str, state: str, version: int) -> CaseEvent:
    return CaseEvent(
        case_id=new_id(),
        version=version,
        event=name,
        state=state,
        actor=System(rule="policy tests"),
        facts={},
        at=START + timedelta(days=version),
        decision_id=None,
        due_by=None,
    )


def test_a_term_runs_from_its_start_to_its_stop() -> None:
    read = next(each for each in LOAN.transitions if each.event is Act.READ)
    termed = replace(
        LOAN,
        starts=(ANSWER,),
        transitions=(
            replace(read, stops=(ANSWER,), starts=(DECIDE,)),
            *without(Act.READ),
        ),
        lapses=(),
    )
    events = [event("opened", Loan.ASKED, 1), event("assigned", Loan.ASKED, 2)]

    days = {ANSWER: 10, DECIDE: 17}

    def due(term: TermId, at: datetime) -> datetime:
        return at + timedelta(days=days[term])

    assert replay(termed, events, due).due_by == START + timedelta(days=11)
    events.append(event(Act.READ, Loan.READ, 3))
    assert replay(termed, events, due).due_by == START + timedelta(days=20)
    events.append(event(Act.LEND, Loan.LENT, 4))
    assert replay(termed, events, due).due_by is None


def test_a_case_of_an_earlier_release_begins_in_the_state_it_was_found_in() -> None:
    events = [event("opened", Loan.ASKED, 1), event(CARRIED_OVER, Loan.LENT, 2)]
    standing = replay(LOAN, events, lambda _, at: at)
    assert (standing.state, standing.version, standing.due_by) == (Loan.LENT, 2, None)


@pytest.mark.parametrize(
    "events",
    [
        [event(Act.READ, Loan.READ, 1)],
        [event("opened", Loan.ASKED, 1), event(Act.RETURN, Loan.BACK, 2)],
    ],
)
def test_events_that_no_case_can_have_are_not_replayed(events: list[CaseEvent]) -> None:
    with pytest.raises(ValueError, match=r"opened|not possible"):
        replay(LOAN, events, lambda _, at: at)


def test_a_rule_owns_nothing() -> None:
    assert owner_of(System(rule="policy tests")) is None


@pytest.mark.parametrize("procedure", EVERY, ids=lambda each: each.name)
def test_a_picture_says_who_makes_each_move(procedure: Procedure) -> None:
    page = page_of(procedure)
    for move in procedure.transitions:
        signed = ", second signature" if move.second_person else ""
        by = "the person" if move.of_person else f"{move.power}{signed}"
        by = "the machine" if move.of_rule else by
        arrow = f"{move.source} --> {move.target}: {move.event} ({by})"
        assert arrow in page
        (row,) = [
            line for line in page.splitlines() if f"| `{move.source}` | `{move.event}` |" in line
        ]
        roles = row.split(" | ")[4]
        may = set(POWERS[move.power].roles) if move.of_officers else {"none"}
        assert set(roles.replace("`", "").split(", ")) == may
        assert ("two officers sign" in row) is move.second_person


def test_the_pages_of_procedures_are_drawn_from_the_code() -> None:
    """`idp docs procedures docs/procedures` writes them."""
    there = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert there == pages()
