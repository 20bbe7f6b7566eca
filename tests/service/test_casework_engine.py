"""The engine of cases: one unit of work a move, refusals with reasons, and races."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from idp.access.desks import Matter
from idp.access.powers import Power
from idp.casework.domain.cases import Case, replay
from idp.casework.domain.facts import facts_of, to_document
from idp.casework.domain.moves import About, Done, Effect, Move, Moved
from idp.casework.effects import Effects, UnknownEffect
from idp.casework.ports import UnsignedApprovals
from idp.casework.service import Cases, new_number
from idp.deadlines.domain import instants_of
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.actors import Actor, Officer, SecondPerson, System
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.law.legal_time import legal_time
from idp.law.terms import TermId
from idp.subjects.domain import Identity
from idp.wiring.records import Records
from tests.support.engines import deadlines_of, permissions_of, texts_of
from tests.support.frozen_clock import START, FrozenClock
from tests.support.health_checks import BY_CHANCE
from tests.support.officers import AN, BINH, CHI, OPERATOR, officer
from tests.support.procedures import LOAN, TERMS, WEEK, Act, Loan, Terms
from tests.support.races import race

OPENED = EventType.VIOLATION_TAKEN
TERMS_KEPT = to_document(TERMS)


def anybody(*_: object) -> Reason | None:
    """Everybody has every power."""
    return None


DRAFT = RuleSetName.DRAFT_2024
TWO_SUBJECTS = UnsignedApprovals(SecondPerson())
AN_OWNS, BINH_OWNS = f"officer:{AN.officer_id}", f"officer:{BINH.officer_id}"


@pytest.fixture
def cases(context: ServiceContext) -> Cases:
    return Cases(
        context,
        {LOAN.name: LOAN},
        Effects({}),
        permissions_of(context, anybody),
        TWO_SUBJECTS,
        deadlines_of(context),
        DRAFT,
        texts_of(context),
    )


def begun(cases: Cases, by: Actor = AN, about: About = About()) -> Case:  # noqa: B008 - frozen
    case = cases.open(LOAN, by, OPENED, about=about)
    assert isinstance(case, Case)
    return case


def was_read(cases: Cases, by: Actor = AN) -> Case:
    answer = cases.fire(begun(cases, by).id, Act.READ, by, TERMS)
    assert isinstance(answer, Moved)
    return answer.case


def told(context: ServiceContext) -> list[tuple[str, object]]:
    rows = context.database.all(select(HISTORY.c.happening, HISTORY.c.facts).order_by(HISTORY.c.id))
    return [(row.happening, row.facts) for row in rows if "deadline" not in row.happening]


def test_a_move_writes_state_event_owner_and_history(
    cases: Cases, context: ServiceContext, records: Records, citizen: Identity
) -> None:
    me, cases = citizen.subject_id, replace(cases, texts=records.cases.texts)
    case = begun(cases, about=About(subject_id=me))
    answer = cases.fire(case.id, Act.READ, AN, TERMS, version=1)
    assert isinstance(answer, Moved)
    assert (answer.case.state, answer.case.version, answer.case.owner) == (
        Loan.READ,
        2,
        AN_OWNS,
    )
    assert cases.by_number(case.number) == answer.case
    first, second = cases.events(case.id)
    assert (first.event, first.state, first.actor) == ("opened", Loan.ASKED, AN)
    assert (second.event, second.actor, second.at) == (Act.READ, AN, context.clock.now())
    assert facts_of(Terms, cases.texts.opened(me, second.facts)) == TERMS
    assert {name for name in second.facts if second.facts[name] != TERMS_KEPT[name]} == {
        "reason",
        "remarks",
    }
    entries = context.history.for_subject(me)
    assert [each.facts["version"] for each in entries if "version" in each.facts] == [2, 1]


def test_an_event_that_is_not_possible_is_refused_for_its_reason(cases: Cases) -> None:
    case = begun(cases)
    assert cases.fire(case.id, Act.LEND, BINH) == Refused(Reason.NOT_AUTHORISED)
    assert isinstance(cases.fire(case.id, Act.READ, AN, TERMS), Moved)
    assert cases.fire(case.id, Act.READ, AN, TERMS) == Refused(Reason.STATE_ALREADY_HOLDS)
    assert len(cases.events(case.id)) == 2


def test_a_page_of_an_older_version_changes_nothing(cases: Cases, context: ServiceContext) -> None:
    case = was_read(cases)
    before = told(context)
    for version in (1, 3):
        answer = cases.fire(case.id, Act.REFUSE, AN, version=version)
        assert answer == Refused(Reason.CASE_MOVED)
    assert cases.approve(case.id, BINH, version=1) == Refused(Reason.CASE_MOVED)
    assert cases.assign(case.id, AN, owner=BINH, version=1) == Refused(Reason.CASE_MOVED)
    assert cases.by_number(case.number) == case
    assert told(context) == before


def test_who_acted_in_a_case_is_not_its_second_person(
    cases: Cases, context: ServiceContext
) -> None:
    case = was_read(cases)
    again = officer(subject_id=AN.subject_id)
    for one in (AN, again):
        assert cases.approve(case.id, one) == Refused(Reason.FOUR_EYES)
    assert [happening for happening, _ in told(context)][2:] == ["policy_approval_refused"] * 2
    assert cases.approve(case.id, OPERATOR) == Refused(Reason.NOT_AUTHORISED)
    assert isinstance(cases.approve(case.id, BINH), Moved)
    assert cases.approve(case.id, CHI) == Refused(Reason.STATE_ALREADY_HOLDS)


@pytest.mark.parametrize("demo", [True, False])
def test_two_typed_names_are_two_people_in_the_demonstration_only(
    cases: Cases, *, demo: bool
) -> None:
    named = replace(cases, approvals=UnsignedApprovals(SecondPerson(demo=demo)))
    case = was_read(named, replace(OPERATOR, said="an"))
    assert named.approve(case.id, replace(OPERATOR, said="an")) == Refused(Reason.FOUR_EYES)
    answer = named.approve(case.id, replace(OPERATOR, said="binh"))
    assert isinstance(answer, Moved) == demo


def test_one_person_by_two_browsers_is_one_person(cases: Cases) -> None:
    first = officer()
    again = officer(subject_id=first.subject_id)
    case = was_read(cases, first)
    view = {offer.transition.event: offer.refused for offer in cases.offers(case, again)}
    assert view == {Act.LEND: Reason.FOUR_EYES, Act.REFUSE: Reason.CASE_OF_ANOTHER}
    assert cases.offers(case, officer())[0].refused is None


def test_a_state_that_lapsed_takes_no_decision_and_ends_by_itself(
    cases: Cases, clock: FrozenClock
) -> None:
    case = was_read(cases)
    assert case.due_by == clock.now() + WEEK
    assert cases.fire(case.id, Act.REFUSE, System(rule="any")) == Refused(Reason.NOT_AUTHORISED)
    clock.advance(WEEK - timedelta(seconds=1))
    assert (cases.lapse(), cases.offers(case, BINH)[0].refused) == (0, None)
    clock.advance(timedelta(seconds=1))
    assert cases.approve(case.id, BINH) == Refused(Reason.EXPIRED)
    assert cases.fire(case.id, Act.REFUSE, AN) == Refused(Reason.EXPIRED)
    assert (cases.lapse(), cases.lapse()) == (1, 0)
    after = cases.by_number(case.number)
    assert after is not None
    assert (after.state, after.closed_at, after.due_by) == (Loan.REFUSED, clock.now(), None)
    assert cases.events(case.id)[-1].actor == System(rule="policy a week to lend")


def test_an_owner_changes_and_what_is_due_stays(cases: Cases, clock: FrozenClock) -> None:
    case = was_read(cases)
    clock.advance(timedelta(days=3))
    answer = cases.assign(case.id, AN, owner=BINH)
    assert isinstance(answer, Moved)
    assert (answer.case.owner, answer.case.due_by) == (BINH_OWNS, case.due_by)
    assert cases.assign(case.id, AN, owner=BINH) == Refused(Reason.STATE_ALREADY_HOLDS)
    # Who gave it on has only given it on; who read it may still not lend it.
    assert cases.approve(case.id, AN) == Refused(Reason.FOUR_EYES)
    assert isinstance(cases.approve(case.id, BINH), Moved)


def test_what_a_colleague_has_takes_being_given_it_first(
    cases: Cases, context: ServiceContext
) -> None:
    case = was_read(cases)
    before = told(context)
    assert cases.fire(case.id, Act.REFUSE, BINH) == Refused(Reason.CASE_OF_ANOTHER)
    kept = {"case": case.id, "number": case.number, "version": case.version}
    assert told(context) == [
        *before,
        ("case_move_refused", {**kept, "event": "refuse", "reason": "case_of_another"}),
    ]
    assert cases.by_number(case.number) == case
    assert isinstance(cases.assign(case.id, BINH, owner=BINH), Moved)
    assert cases.fire(case.id, Act.REFUSE, AN) == Refused(Reason.CASE_OF_ANOTHER)
    assert isinstance(cases.fire(case.id, Act.REFUSE, BINH), Moved)


def test_what_a_command_took_is_open_to_every_officer(cases: Cases) -> None:
    """Commands are no colleagues."""
    case = was_read(cases, OPERATOR)
    assert case.owner is not None
    assert case.owner.startswith("operator:")
    assert isinstance(cases.fire(case.id, Act.REFUSE, BINH), Moved)


def test_what_is_at_rest_is_nobodys_work(cases: Cases) -> None:
    case = was_read(cases)
    assert isinstance(cases.approve(case.id, BINH), Moved)
    assert isinstance(cases.fire(case.id, Act.RETURN, CHI), Moved)


def test_all_cases_of_an_owner_go_back_to_the_queue_at_once(cases: Cases) -> None:
    mine, theirs = [was_read(cases) for _ in range(3)], was_read(cases, BINH)
    assert cases.release(AN_OWNS, BINH) == (3, None)
    assert cases.release(AN_OWNS, BINH) == (0, None)
    assert {each.owner for case in mine if (each := cases.by_number(case.number))} == {None}
    assert cases.by_number(theirs.number) == theirs


def test_a_table_of_powers_is_asked(context: ServiceContext) -> None:
    asked: list[tuple[Actor, Power]] = []

    def may(
        actor: Actor, power: Power, now: datetime, matter: Matter | None = None
    ) -> Reason | None:
        assert (now, matter) == (START, None)
        asked.append((actor, power))
        return Reason.NOT_AUTHORISED if actor == CHI else None

    cases = Cases(
        context,
        {LOAN.name: LOAN},
        Effects({}),
        permissions_of(context, may),
        TWO_SUBJECTS,
        deadlines_of(context),
        DRAFT,
        texts_of(context),
    )
    assert cases.open(LOAN, CHI, OPENED) == Refused(Reason.NOT_AUTHORISED)
    case = begun(cases)
    assert cases.fire(case.id, Act.READ, CHI, TERMS) == Refused(Reason.NOT_AUTHORISED)
    assert cases.assign(case.id, AN, owner=CHI) == Refused(Reason.NOT_AUTHORISED)
    assert asked == [
        (CHI, Power.POLICY_PROPOSE),
        (AN, Power.POLICY_PROPOSE),
        (CHI, Power.MISUSE_TAKE),
        (AN, Power.MISUSE_TAKE),
        (CHI, Power.MISUSE_TAKE),
    ]


class Lender:
    """An effect that counts, refuses or fails."""

    refused: Refused | None

    def __init__(self) -> None:
        self.times, self.lends, self.refused = 0, 1, None

    def check(self, move: Move) -> Refused | None:
        assert (move.case.state, move.authors) == (Loan.READ, (AN, AN))
        return self.refused

    def lend(self, move: Move) -> Done:
        assert move.transition.target == Loan.LENT
        self.times += 1
        return Done(told={"lent": 1 // self.lends}, result="a book")


def lending(context: ServiceContext, lender: Lender) -> Cases:
    effects = Effects({LOAN.name: LOAN})
    effects.add(LOAN, {Act.LEND: Effect(lender.lend, lender.check)})
    return Cases(
        context,
        {LOAN.name: LOAN},
        effects,
        permissions_of(context, anybody),
        TWO_SUBJECTS,
        deadlines_of(context),
        DRAFT,
        texts_of(context),
    )


def test_an_effect_is_part_of_the_move(context: ServiceContext) -> None:
    lender = Lender()
    cases = lending(context, lender)
    answer = cases.approve(was_read(cases).id, BINH)
    assert isinstance(answer, Moved)
    assert (answer.result, answer.case.state) == ("a book", Loan.LENT)
    assert told(context)[-1][1] == {
        "case": answer.case.id,
        "number": answer.case.number,
        "version": 3,
        "lent": 1,
    }


def test_an_effect_that_refuses_or_fails_moves_nothing(context: ServiceContext) -> None:
    lender = Lender()
    cases = lending(context, lender)
    case, before = was_read(cases), told(context)
    lender.refused = Refused(Reason.ACCOUNT_LOCKED)
    assert cases.approve(case.id, BINH) == Refused(Reason.ACCOUNT_LOCKED)
    assert lender.times == 0
    lender.refused, lender.lends = None, 0
    with pytest.raises(ZeroDivisionError):
        cases.approve(case.id, BINH)
    assert (cases.by_number(case.number), told(context)) == (case, before)


def test_an_effect_without_a_move_or_a_second_one_is_found_at_once() -> None:
    effects, effect = Effects({LOAN.name: LOAN}), Effect(Lender().lend)
    effects.add(LOAN, {Act.LEND: effect})
    for event in ("burn", Act.LEND):
        with pytest.raises(UnknownEffect):
            effects.add(LOAN, {event: effect})


def test_a_case_of_another_engine_is_not_found(cases: Cases, context: ServiceContext) -> None:
    case = begun(cases)
    other = Cases(
        context,
        {},
        Effects({}),
        permissions_of(context, anybody),
        TWO_SUBJECTS,
        deadlines_of(context),
        DRAFT,
        texts_of(context),
    )
    assert other.by_number(case.number) is None
    for answer in (
        other.fire(case.id, Act.READ, AN, TERMS),
        other.approve(case.id, AN),
        other.assign(case.id, AN, owner=None),
        cases.fire(new_id(), Act.READ, AN, TERMS),
        cases.fire("no id\x00", Act.READ, AN, TERMS),
    ):
        assert answer == Refused(Reason.NOT_FOUND)


def test_facts_of_another_event_are_a_bug(cases: Cases) -> None:
    with pytest.raises(TypeError):
        cases.fire(begun(cases).id, Act.READ, AN)


MOVES: dict[str, Callable[[Cases, Case, Actor], Moved | Refused]] = {
    "fire": lambda cases, case, _: cases.fire(case.id, Act.REFUSE, AN),
    "fire from a page": lambda cases, case, _: cases.fire(
        case.id, Act.REFUSE, AN, version=case.version
    ),
    "approve": lambda cases, case, by: cases.approve(case.id, by, version=case.version),
    "assign": lambda cases, case, by: cases.assign(case.id, by, owner=by, version=case.version),
}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("kind", MOVES)
def test_of_many_at_once_one_moves_the_case(context: ServiceContext, kind: str) -> None:
    lender = Lender()
    cases = lending(context, lender)
    case = was_read(cases)
    answers = race(lambda: MOVES[kind](cases, case, BINH), times=6)
    moved = [each for each in answers if isinstance(each, Moved)]
    assert len(moved) == 1
    refused = {each.reason for each in answers if isinstance(each, Refused)}
    wanted = Reason.STATE_ALREADY_HOLDS if kind == "fire" else Reason.CASE_MOVED
    assert refused == {wanted}
    assert [each.version for each in cases.events(case.id)] == [1, 2, 3]
    assert lender.times == (kind == "approve")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_lapse_and_an_approval_at_once_are_one_of_both(
    context: ServiceContext, clock: FrozenClock
) -> None:
    cases = lending(context, Lender())
    case = was_read(cases)
    clock.advance(WEEK)
    made = race(cases.lapse, times=4)
    assert sum(made) == 1
    assert cases.approve(case.id, BINH) == Refused(Reason.STATE_ALREADY_HOLDS)


STEPS = st.lists(
    st.tuples(st.sampled_from([*Act, "assign", "wait", "lapse"]), st.sampled_from([AN, BINH, CHI])),
    max_size=12,
)


@given(steps=STEPS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[*BY_CHANCE, HealthCheck.function_scoped_fixture],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_replaying_the_events_gives_state_version_and_due(
    cases: Cases, clock: FrozenClock, steps: list[tuple[str, Officer]]
) -> None:
    case = begun(cases)
    for step, by in steps:
        match step:
            case "assign":
                cases.assign(case.id, by, owner=by)
            case "wait":
                clock.advance(timedelta(days=5))
            case "lapse":
                cases.lapse()
            case _:
                cases.fire(case.id, step, by, TERMS) if step == Act.READ else cases.fire(
                    case.id, step, by
                )
    now = cases.by_number(case.number)
    assert now is not None
    counted = legal_time(DRAFT, rolls=True, calendars=None)

    def due(term: TermId, at: datetime) -> datetime:
        return instants_of(counted.rules.terms[term], at, counted.calendar).due_at

    standing = replay(LOAN, cases.events(case.id), due)
    assert (now.state, now.version, now.due_by) == (
        standing.state,
        standing.version,
        standing.due_by,
    )
    assert (now.closed_at is None) == LOAN.owes_work(now.state)


def test_numbers_tell_nothing() -> None:
    numbers = {new_number() for _ in range(1000)}
    assert len(numbers) == 1000
    assert all(len(each) == 17 and each.startswith("HS-") for each in numbers)


def test_a_case_has_the_terms_of_its_state(cases: Cases, clock: FrozenClock) -> None:
    case = begun(cases)
    (taking,) = cases.deadlines.of_case(case.id)
    assert (taking.term, taking.due_at, taking.case_kind) == ("take_loss_case", case.due_by, "loan")
    clock.advance(timedelta(hours=1))
    assert isinstance(cases.fire(case.id, Act.READ, AN, TERMS), Moved)
    taken, closing = cases.deadlines.of_case(case.id)
    assert (taken.stopped_at, taken.outcome) == (clock.now(), Act.READ)
    assert (closing.term, closing.started_at) == ("close_loss_case", clock.now())
    assert isinstance(cases.approve(case.id, BINH), Moved)
    assert {each.stopped_at for each in cases.deadlines.of_case(case.id)} == {clock.now()}
