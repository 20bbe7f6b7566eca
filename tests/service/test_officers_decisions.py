"""SignedDecisions of weight: two people over the same digest, once, or refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.access.desks import DeskKind
from idp.access.powers import Power
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole, Operator
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.decision_signatures import PresentedSignature
from idp.officers.decisions import Signed
from idp.officers.domain.decisions import Decision, DecisionState
from idp.officers.domain.signing import (
    APPROVE_WITHIN,
    SIGN_WITHIN,
    DecisionContent,
    ShownValue,
    Signer,
)
from idp.subjects.domain import SubjectKind
from tests.support.authenticator import Authenticator
from tests.support.counting import counted
from tests.support.desks import Desk, appointed_too, desk_of, end_by_two
from tests.support.passkeys import Holder
from tests.support.races import race
from tests.support.world import World, sure

CONTENT = DecisionContent(
    case_id=new_id(),
    version=3,
    procedure="policy_change",
    event="put_in_force",
    legal_basis="003 Art. 4(8)",
    shown=(ShownValue("sso", "same_client", "all"),),
    data={"switch": "sso", "value": "all"},
    evidence=("ab" * 32,),
)
SHELL = Operator(user="root", host="db1")


@pytest.fixture
def first(world: World) -> Desk:
    return desk_of(world)


@pytest.fixture
def second(world: World) -> Desk:
    return desk_of(world)


@pytest.fixture
def decision(world: World, first: Desk) -> Decision:
    return sure(world.services.decisions.open(CONTENT, first.officer))


def refusal(answer: object) -> Reason:
    assert isinstance(answer, Refused), answer
    return answer.reason


def test_two_people_sign_the_same_bytes_and_it_is_executed_once(
    world: World, first: Desk, second: Desk, decision: Decision
) -> None:
    decisions = world.services.decisions
    assert not sure(first.sign(decision)).complete
    assert refusal(decisions.execute(decision.id, first.officer)) is Reason.FOUR_EYES
    assert sure(second.sign(decision)).complete
    done = sure(decisions.execute(decision.id, second.officer))
    assert (done.state, done.document["data"]) == (DecisionState.EXECUTED, CONTENT.data)
    assert refusal(decisions.execute(decision.id, second.officer)) is Reason.STATE_ALREADY_HOLDS
    one, two = decisions.signatures(decision.id)
    assert [each.act for each in (one, two)] == ["propose", "approve"]
    entries = [
        each.happening for each in world.services.history.of_actor(second.officer.officer_id)
    ]
    assert {EventType.DECISION_SIGNED, EventType.DECISION_EXECUTED} <= set(entries)


def test_those_that_are_open_are_read_without_the_others(
    world: World, first: Desk, decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    decisions = world.services.decisions
    closed = sure(decisions.open(replace(CONTENT, case_id=new_id()), first.officer))
    sure(decisions.refuse(closed.id, first.officer, Power.WORK_SEE))
    assert [each.id for each in decisions.iterate()] == [closed.id, decision.id]
    with counted(world.services.database, monkeypatch) as cost:
        assert [each.id for each in decisions.iterate(DecisionState.OPEN)] == [decision.id]
    assert len(cost.statements) == 1
    (refused,) = decisions.iterate(DecisionState.REFUSED)
    assert refused.id == closed.id


def test_the_page_shows_what_is_signed(first: Desk, decision: Decision) -> None:
    page = first.page(decision)
    assert page.decision.shown == CONTENT.shown
    assert decision.content in page.statement
    assert page.options["userVerification"] == "required"


def test_who_proposed_does_not_approve(first: Desk, decision: Decision) -> None:
    sure(first.sign(decision))
    assert refusal(first.sign(decision)) is Reason.FOUR_EYES


def test_what_a_command_proposes_takes_two_officers(
    world: World, first: Desk, second: Desk
) -> None:
    decision = sure(world.services.decisions.open(CONTENT, SHELL))
    assert not sure(first.sign(decision)).complete
    assert sure(second.sign(decision)).complete


def test_who_edited_it_signs_in_no_role(world: World, first: Desk, second: Desk) -> None:
    editor = desk_of(world, *OfficerRole)
    content = replace(CONTENT, excluded=(editor.officer,))
    decision = sure(world.services.decisions.open(content, first.officer))
    assert refusal(editor.sign(decision)) is Reason.FOUR_EYES
    assert refusal(second.sign(decision)) is Reason.PROPOSAL_UNSIGNED
    sure(first.sign(decision))
    assert sure(second.sign(decision)).complete


def test_who_proposed_in_one_appointment_signs_in_no_other(
    world: World, first: Desk, second: Desk, decision: Decision
) -> None:
    """Neither as the first person nor, once they signed, as the second one."""
    other = appointed_too(first, *OfficerRole, name="Cục", kind=DeskKind.AUTHORITY)
    assert refusal(other.sign(decision)) is Reason.OTHER_APPOINTMENT
    sure(first.sign(decision))
    assert refusal(other.sign(decision)) is Reason.FOUR_EYES
    assert sure(second.sign(decision)).complete
    (proposed, _) = world.services.decisions.signatures(decision.id)
    assert proposed.signer.appointment_id == first.officer.appointment_id


def test_a_page_that_was_shown_in_one_appointment_is_not_signed_in_another(
    world: World, first: Desk, second: Desk, decision: Decision
) -> None:
    """In the same session of the desk, by the same person with the same key."""
    sure(first.sign(decision))
    here = appointed_too(second, OfficerRole.OPERATOR, name="Cục", kind=DeskKind.AUTHORITY)
    answer = second.answer(second.page(decision))
    refused = world.services.decisions.sign(decision.id, here.officer, answer)
    assert refusal(refused) is Reason.PAGE_CHANGED
    assert sure(here.sign(decision)).complete


@pytest.mark.parametrize("role", ["edited", "proposed", "signed"])
def test_a_second_account_of_the_same_identity_is_no_second_person(
    world: World, first: Desk, second: Desk, role: str
) -> None:
    """A signer of another officer id and account, whose identification number is the same."""
    editor = desk_of(world, person=world.person(data={"personal_number": "001190000017"}))
    excluded = (editor.officer,) if role == "edited" else ()
    by = editor if role == "proposed" else first
    decisions = world.services.decisions
    decision = sure(decisions.open(replace(CONTENT, excluded=excluded), by.officer))
    sure(by.sign(decision))
    if role == "signed":
        decision = sure(decisions.open(CONTENT, SHELL))
        sure(editor.sign(decision))
    twin, key = _twin(world, "001190000017")
    assert refusal(decisions.show(decision.id, twin, session_id=new_id())) is Reason.FOUR_EYES
    options = world.services.decisions.proofs.passkeys.options(twin.subject_id, decision.digest)
    answer = key.get(options, origin=world.settings.issuer)
    presented = PresentedSignature(twin, new_id(), answer)
    assert refusal(decisions.accept(decision.id, presented, second.officer)) is Reason.FOUR_EYES
    assert not any(each.signer == twin for each in decisions.signatures(decision.id))
    assert sure(second.sign(decision)).complete, "and another person is one"


def _twin(world: World, number: str) -> tuple[Signer, Authenticator]:
    """Another account of the person with this number, with a passkey of its own."""
    person = world.person(kind=SubjectKind.FOREIGNER, data={"personal_number": number})
    holder = Holder(world, person, Authenticator())
    sure(holder.register())
    signer = Signer(
        officer_id=new_id(),
        appointment_id=new_id(),
        subject_id=person.subject_id,
        identity=world.services.accounts.identity_index(person.subject_id),
    )
    return signer, holder.device


def test_an_edit_voids_the_signatures(
    world: World, first: Desk, second: Desk, decision: Decision
) -> None:
    sure(first.sign(decision))
    page = second.page(decision)
    edited = sure(world.services.decisions.open(replace(CONTENT, version=4), first.officer))
    answer = second.answer(page)
    decisions = world.services.decisions
    stale = decisions.sign(decision.id, second.officer, answer)
    assert refusal(stale) is Reason.STATE_ALREADY_HOLDS
    sure(first.sign(edited))
    other = decisions.sign(edited.id, second.officer, answer)
    assert refusal(other) is Reason.NOT_PROVEN
    assert [each.act for each in decisions.signatures(edited.id)] == ["propose"]


def test_an_assertion_counts_once(world: World, first: Desk, decision: Decision) -> None:
    page = first.page(decision)
    answer = first.answer(page)
    decisions = world.services.decisions
    sure(decisions.sign(decision.id, first.officer, answer))
    again = sure(decisions.open(CONTENT, first.officer))
    assert refusal(decisions.sign(again.id, first.officer, answer)) is Reason.NOT_PROVEN


def test_a_page_is_signed_in_the_session_it_was_shown_in(
    world: World, first: Desk, second: Desk, decision: Decision
) -> None:
    answer = first.answer(first.page(decision))
    other_browser = replace(first, session_id=new_id())
    decisions = world.services.decisions
    other = decisions.sign(decision.id, other_browser.officer, answer)
    assert refusal(other) is Reason.NOT_PROVEN
    sure(first.sign(decision))
    answer = second.answer(second.page(decision))
    third = desk_of(world)
    assert refusal(decisions.sign(decision.id, third.officer, answer)) is Reason.NOT_PROVEN


@pytest.mark.parametrize(
    ("member", "before", "after"),
    [
        ("clientDataJSON", b"webauthn.get", b"webauthn.create"),
        ("clientDataJSON", b"://", b"://evil."),
        ("clientDataJSON", b'"crossOrigin": false', b'"crossOrigin": true'),
    ],
)
def test_an_answer_of_another_ceremony_is_refused(
    world: World, first: Desk, decision: Decision, member: str, before: bytes, after: bytes
) -> None:
    answer = first.answer(
        first.page(decision), **{member: lambda value: value.replace(before, after)}
    )
    refused = world.services.decisions.sign(decision.id, first.officer, answer)
    assert refusal(refused) is Reason.NOT_PROVEN


def test_another_relying_party_id_is_refused(world: World, first: Desk, decision: Decision) -> None:
    answer = first.answer(
        first.page(decision), authenticatorData=lambda data: bytes(32) + data[32:]
    )
    refused = world.services.decisions.sign(decision.id, first.officer, answer)
    assert refusal(refused) is Reason.NOT_PROVEN


def test_a_device_that_did_not_verify_its_user_signs_nothing(
    world: World, first: Desk, decision: Decision
) -> None:
    page = first.page(decision)
    first.device.verifies_user = False
    refused = world.services.decisions.sign(decision.id, first.officer, first.answer(page))
    assert refusal(refused) is Reason.NOT_PROVEN


def test_a_key_of_another_person_signs_nothing(
    world: World, first: Desk, second: Desk, decision: Decision
) -> None:
    page = first.page(decision)
    options = {**page.options, "allowCredentials": []}
    answer = second.device.get(options, origin=world.settings.issuer)
    refused = world.services.decisions.sign(decision.id, first.officer, answer)
    assert refusal(refused) is Reason.NOT_PROVEN


def test_a_page_from_yesterday_is_not_signed(world: World, first: Desk, decision: Decision) -> None:
    answer = first.answer(first.page(decision))
    world.clock.advance(SIGN_WITHIN)
    refused = world.services.decisions.sign(decision.id, first.officer, answer)
    assert refusal(refused) is Reason.EXPIRED


def test_what_waits_too_long_is_refused(
    world: World, first: Desk, second: Desk, decision: Decision
) -> None:
    sure(first.sign(decision))
    world.clock.advance(APPROVE_WITHIN)
    decisions = world.services.decisions
    assert refusal(second.sign(decision)) is Reason.EXPIRED
    assert refusal(decisions.execute(decision.id, second.officer)) is Reason.EXPIRED
    assert decisions.expire() == 1
    found = decisions.find(decision.id)
    assert found is not None
    assert found.state is DecisionState.REFUSED
    assert refusal(second.sign(decision)) is Reason.DECLINED


def test_the_signature_of_an_appointment_that_ended_does_not_count(
    world: World, first: Desk, second: Desk, decision: Decision
) -> None:
    sure(first.sign(decision))
    services = world.services
    end_by_two(second, desk_of(world), first)
    assert not sure(second.sign(decision)).complete
    assert refusal(services.decisions.execute(decision.id, second.officer)) is Reason.FOUR_EYES


def test_an_appointment_that_lapsed_signs_nothing(world: World, second: Desk) -> None:
    short = desk_of(world, days=1)
    decision = sure(world.services.decisions.open(CONTENT, second.officer))
    sure(second.sign(decision))
    officer, page = short.officer, short.page(decision)
    world.clock.advance(timedelta(days=1))
    assert refusal(short.sign_in()) is Reason.APPOINTMENT_ENDED
    refused = world.services.decisions.sign(decision.id, officer, short.answer(page))
    assert refusal(refused) is Reason.APPOINTMENT_ENDED


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_executions_at_once_one_succeeds(
    world: World, first: Desk, second: Desk, decision: Decision
) -> None:
    sure(first.sign(decision))
    sure(second.sign(decision))
    officer = second.officer
    done = race(lambda: world.services.decisions.execute(decision.id, officer), times=2)
    assert sorted(isinstance(each, Refused) for each in done) == [False, True]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_one_approval_sent_twice_at_once_is_kept_once(
    world: World, first: Desk, decision: Decision
) -> None:
    officer, answer = first.officer, first.answer(first.page(decision))
    kept = race(lambda: world.services.decisions.sign(decision.id, officer, answer), times=2)
    assert sorted(isinstance(each, Signed) for each in kept) == [False, True]
    assert len(world.services.decisions.signatures(decision.id)) == 1
