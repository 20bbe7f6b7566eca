from dataclasses import replace
from datetime import timedelta

import pytest

from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import ActingClient, OfficerRole
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.violations import service
from idp.violations.domain import EVENT_TYPES, CaseState, ViolationCase, ViolationKind
from idp.violations.service import Violations
from idp.wiring.people import People
from idp.wiring.records import Records
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import officer
from tests.support.races import race

AN, BINH = officer(OfficerRole.REVIEWER), officer(OfficerRole.REVIEWER)
SHOWN = ViolationKind.TOKEN_SHOWN_BY_OTHER


@pytest.fixture
def violations(records: Records, people: People) -> Violations:
    """The letter of a closed case is an effect of the layer above."""
    assert people.decision_letters is not None
    return records.violations


@pytest.mark.norm("D4.5", "D19.4-1", limb="a case names both parties and keeps the evidence")
def test_a_case_names_both_parties_and_holds_the_evidence(
    violations: Violations, history: History, clock: FrozenClock
) -> None:
    me = new_id()
    evidence = {"jti": "abc", "at": "introspection"}
    case_id = violations.open(
        SHOWN,
        issued_to="rp-a",
        actor=ActingClient(client_id="rp-b"),
        subject_id=me,
        evidence=evidence,
    )
    [case] = violations.cases(CaseState.OPEN)
    assert (case.id, case.issued_to, case.shown_by) == (case_id, "rp-a", "rp-b")
    assert (case.evidence, case.opened_at) == (evidence, clock.now())
    [entry] = history.for_subject(me)
    assert (entry.happening, entry.client_id) == (EventType.RESULT_SHOWN_BY_OTHER, "rp-a")
    assert (entry.actor, entry.facts["case"]) == (ActingClient(client_id="rp-b"), case_id)


def test_all_cases_are_read_page_by_page(
    violations: Violations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_PAGE", 2)
    ids = [
        violations.open(SHOWN, issued_to="a", actor=ActingClient(client_id=name), subject_id=None)
        for name in "bcdef"
    ]
    assert [case.id for case in violations.iterate()] == ids[::-1]
    assert isinstance(violations.take(ids[0], AN), ViolationCase)
    assert [case.id for case in violations.iterate(CaseState.OPEN)] == ids[:0:-1]
    assert next(violations.iterate()).id == ids[-1]


@pytest.mark.norm("D4.5", limb="a flood of one act is one case")
def test_a_flood_of_one_act_is_one_case(violations: Violations, history: History) -> None:
    me = new_id()
    opened = race(
        lambda: violations.open(
            SHOWN, issued_to="a", actor=ActingClient(client_id="b"), subject_id=me
        ),
        times=8,
    )
    [case] = violations.cases()
    assert set(opened) == {case.id}
    assert case.times == 8
    assert len(history.for_subject(me)) == 1


def test_another_token_is_another_case(violations: Violations) -> None:
    for jti in "xy":
        violations.open(
            SHOWN, issued_to="a", actor=ActingClient(client_id="b"), evidence={"jti": jti}
        )
    assert len(violations.cases()) == 2


@pytest.mark.norm("D4.5", limb="a case has an owner, an age and an outcome")
def test_a_case_has_an_owner_and_an_outcome(violations: Violations, clock: FrozenClock) -> None:
    case_id = violations.open(SHOWN, issued_to="a", actor=ActingClient(client_id="b"))
    clock.advance(timedelta(days=3))
    assert violations.close(case_id, "warned", BINH) == Refused(Reason.NOT_AUTHORISED)
    assert violations.take(case_id, AN) == Refused(Reason.FRESH_SIGN_IN_REQUIRED)
    an, binh = (replace(each, authenticated_at=clock.now()) for each in (AN, BINH))
    taken = violations.take(case_id, an)
    assert isinstance(taken, ViolationCase)
    assert (taken.owner, clock.now() - taken.opened_at) == (AN.officer_id, timedelta(days=3))
    assert violations.take(case_id, binh) == Refused(Reason.STATE_ALREADY_HOLDS)
    assert violations.close(case_id, "warned", binh) == Refused(Reason.CASE_OF_ANOTHER)
    closed = violations.close(case_id, "warned", an)
    assert isinstance(closed, ViolationCase)
    assert (closed.state, closed.outcome) == (CaseState.CLOSED, "warned")
    assert violations.close(case_id, "again", BINH) == Refused(Reason.STATE_ALREADY_HOLDS)


def test_the_same_act_after_its_case_was_closed_opens_another(violations: Violations) -> None:
    first = violations.open(SHOWN, issued_to="a", actor=ActingClient(client_id="b"))
    violations.take(first, AN)
    violations.close(first, "warned", AN)
    assert violations.open(SHOWN, issued_to="a", actor=ActingClient(client_id="b")) != first


def test_no_case_no_move(violations: Violations) -> None:
    assert violations.take(new_id(), AN) == Refused(Reason.NOT_FOUND)


def test_every_kind_of_violation_is_told(violations: Violations) -> None:
    assert set(EVENT_TYPES) == set(ViolationKind)
    for kind in ViolationKind:
        violations.open(kind, issued_to="a", actor=ActingClient(client_id="b"))
    assert {case.kind for case in violations.cases()} == set(ViolationKind)
