"""An officer signs on the telephone: the very statement, once, with a key that counts now."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from idp.access.desks import DeskKind
from idp.assurance.kinds import Means
from idp.factors.app_keys.request import Stage
from idp.factors.app_keys.signed_messages import APPROVAL
from idp.factors.domain import CredentialKind
from idp.factors.tables import APP_REQUEST
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.kernel.canonical_json import parse
from idp.kernel.refusals import Reason, Refused
from idp.officers import offline
from idp.officers.decision_signatures import PresentedSignature
from idp.officers.decisions import OnPhone, Signed
from idp.officers.domain.decisions import Decision, DecisionState, SignatureMeans
from idp.officers.domain.sign_in import SELF_CREATED
from idp.officers.domain.signing import SigningAct, digest_of
from idp.officers.phone_requests import page_of
from idp.platform.jose import decode, encode
from idp.policy.anchors import AnchorKind
from tests.service.test_officers_decisions import CONTENT, SHELL, refusal
from tests.support.desks import Desk, appointed_too, desk_of
from tests.support.officers import AN, OPERATOR
from tests.support.races import meanwhile, race
from tests.support.sign_ins import switch_off
from tests.support.signing_phones import SigningPhone, signing_phone
from tests.support.telephones import EITHER, PASSCODE, Attestation
from tests.support.world import World, sure

ANOTHER = "01980000-0000-7000-8000-000000000001"


@pytest.fixture
def first(world: World) -> Desk:
    return desk_of(world)


@pytest.fixture
def phone(world: World) -> SigningPhone:
    return signing_phone(desk_of(world))


@pytest.fixture
def decision(world: World, first: Desk) -> Decision:
    opened = sure(world.services.decisions.open(CONTENT, first.officer))
    sure(first.sign(opened))
    return opened


def none_signed(world: World, decision: Decision) -> bool:
    """Whether nobody has signed but who proposed it."""
    kept = world.services.decisions.signatures(decision.id)
    return [each.act for each in kept] == [SigningAct.PROPOSE]


def stop_keys(world: World, desk: Desk) -> None:
    world.services.credential_revocation.stop(
        desk.person.subject_id, frozenset({CredentialKind.APP_KEY}), keeps=None, actor=OPERATOR
    )


def facts_of(world: World, desk: Desk, happening: EventType) -> list[dict[str, Any]]:
    entries = world.services.history.of_actor(desk.officer.officer_id)
    return [dict(each.facts) for each in entries if each.happening is happening]


@pytest.mark.norm("D4.8", limb="one signs with a passkey, the other with the application's key")
def test_a_passkey_and_a_telephone_make_two(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    decisions = world.services.decisions
    assert sure(phone.signs(decision)).complete
    done = sure(decisions.execute(decision.id, phone.desk.officer))
    assert (done.state, done.document["data"]) == (DecisionState.EXECUTED, CONTENT.data)
    by_passkey, by_phone = decisions.signatures(decision.id)
    assert (by_passkey.means, by_phone.means) == (SignatureMeans.PASSKEY, SignatureMeans.APP_KEY)
    said = parse(by_phone.authenticator_data)
    assert (said["user_auth"], said["security_level"]) == ("biometric", 1)
    assert said["certificates"]
    (told,) = facts_of(world, phone.desk, EventType.DECISION_SIGNED)
    assert (told["means"], told["signed"]) == ("app_key", digest_of(by_phone.statement).hex())
    assert told["attestation"] == digest_of(by_phone.authenticator_data).hex()


def test_two_telephones_sign_what_a_command_proposed(world: World, phone: SigningPhone) -> None:
    opened = sure(world.services.decisions.open(CONTENT, SHELL))
    other = signing_phone(desk_of(world))
    assert not sure(phone.signs(opened)).complete
    assert sure(other.signs(opened)).complete


@pytest.mark.parametrize("more", [{"cty": "json"}, {"kid": "a key"}, {"b64": True}])
def test_a_header_that_nobody_verifies_later_is_not_kept(
    world: World, phone: SigningPhone, decision: Decision, more: dict[str, Any]
) -> None:
    scanned, number = phone.sees(decision)
    head, claims, _ = phone.word(scanned, number).split(".")
    said = json.loads(decode(claims) or b"")
    word = phone.telephone.sign_raw({**json.loads(decode(head) or b""), **more}, said)
    assert refusal(world.services.approval_requests.sign(word)) is Reason.NOT_PROVEN
    assert none_signed(world, decision)


@pytest.mark.parametrize(("iat", "exp"), [(25, 20), (10, 10), (-130, -125), (20, 141)])
def test_a_message_that_never_lived_or_lives_too_long_is_not_taken(
    world: World, phone: SigningPhone, decision: Decision, iat: int, exp: int
) -> None:
    scanned, number = phone.sees(decision)
    now = int(world.clock.now().timestamp())
    refused = phone.sign(scanned, number, iat=now + iat, exp=now + exp)
    assert refusal(refused) in {Reason.NOT_PROVEN, Reason.EXPIRED}
    assert none_signed(world, decision)


def test_what_does_not_verify_offline_is_not_kept(
    world: World, phone: SigningPhone, decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the server took for right: no executed decision is denied later."""
    phone.has_signed(decision)
    monkeypatch.setattr(offline, "_LONGEST_LIFE", 1)
    assert refusal(phone.finish(decision)) is Reason.NOT_PROVEN
    assert none_signed(world, decision)


def test_the_telephone_gets_the_very_statement(phone: SigningPhone, decision: Decision) -> None:
    scanned, number = phone.sees(decision)
    assert scanned.statement is not None
    said = parse(scanned.statement)
    assert said["decision"] == decision.document
    assert said["signer"]["subject"] == phone.desk.person.subject_id
    assert (len(number), scanned.way) == (2, "other_device")


@pytest.mark.parametrize("user_auth", [PASSCODE, EITHER])
def test_a_telephone_that_asks_for_its_lock_signs_too(
    world: World, decision: Decision, user_auth: int
) -> None:
    phone = signing_phone(desk_of(world), Attestation(user_auth=user_auth))
    assert sure(phone.signs(decision)).complete


# what is signed


@pytest.mark.parametrize("part", ["decision", "nonce"])
def test_another_statement_is_no_signature(
    world: World, phone: SigningPhone, decision: Decision, part: str
) -> None:
    scanned, number = phone.sees(decision)
    assert scanned.statement is not None
    said = parse(scanned.statement)
    other = encode(digest_of(json.dumps({**said, part: "00"}).encode()))
    refused = phone.sign(scanned, number, statement=other)
    assert refusal(refused) is Reason.FACTOR_FROM_OTHER_TRANSACTION
    assert refusal(phone.finish(decision)) is Reason.NOT_PROVEN
    assert none_signed(world, decision)


@pytest.mark.parametrize("missing", ["statement", "txn", "client_id", "acr", "nonce", "way"])
def test_every_part_is_needed(
    world: World, phone: SigningPhone, decision: Decision, missing: str
) -> None:
    scanned, number = phone.sees(decision)
    assert isinstance(phone.sign(scanned, number, **{missing: None}), Refused)
    assert none_signed(world, decision)


def test_the_approval_of_a_sign_in_is_no_signature(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    scanned, number = phone.sees(decision)
    names = {"txn": scanned.transaction_id, "client_id": scanned.client_id, "acr": scanned.acr}
    word = phone.telephone.sign(
        APPROVAL,
        world.clock.now(),
        **names,
        nonce=scanned.nonce,
        way=scanned.way,
        number=number,
        statement=encode(digest_of(scanned.statement or b"")),
    )
    requests = world.services.approval_requests
    assert refusal(requests.approve(word)) is Reason.NOT_FOUND
    assert refusal(requests.sign(word)) is Reason.NOT_PROVEN
    signed = phone.word(scanned, number)
    assert refusal(requests.approve(signed)) is Reason.NOT_PROVEN
    assert none_signed(world, decision)


def test_a_number_is_typed_and_the_third_wrong_one_ends_it(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    scanned, number = phone.sees(decision)
    wrong = "11" if number != "11" else "12"
    tries = [refusal(phone.sign(scanned, wrong)) for _ in range(3)]
    assert tries == [Reason.WRONG_NUMBER, Reason.WRONG_NUMBER, Reason.TOO_MANY_TRIES]
    assert refusal(phone.sign(scanned, number)) is Reason.NOT_FOUND
    whose = world.services.history.for_subject(phone.desk.person.subject_id)
    told = [each for each in whose if each.happening is EventType.DECISION_REFUSED]
    assert [each.facts["reason"] for each in told][::-1] == tries
    assert {each.facts["decision"] for each in told} == {decision.id}
    assert {each.facts["signed"] for each in told} == {digest_of(scanned.statement or b"").hex()}
    assert not any(each.happening is EventType.FACTOR_REFUSED for each in whose)


def test_who_denies_on_the_telephone_signs_nothing(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    scanned, number = phone.sees(decision)
    assert phone.deny(scanned) is None
    stage = world.services.phone_signing.stage(decision.id, phone.desk.officer)
    assert stage is Stage.DENIED
    assert refusal(phone.sign(scanned, number)) is Reason.NOT_FOUND
    assert none_signed(world, decision)


# whose key, and which


def test_the_key_of_another_officer_signs_nothing(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    other = signing_phone(desk_of(world))
    turn = sure(phone.ask(decision))
    assert refusal(other.scan(turn.handle)) is Reason.NOT_FOUND
    scanned = sure(phone.scan(turn.handle))
    forged = replace(phone, telephone=other.telephone).sign(scanned, turn.number)
    assert refusal(forged) is Reason.FACTOR_FROM_OTHER_TRANSACTION
    assert refusal(other.finish(decision)) is Reason.NOT_PROVEN
    assert none_signed(world, decision)


@pytest.mark.parametrize("when", ["before", "scanned", "signed"])
def test_a_lost_key_signs_nothing(
    world: World, phone: SigningPhone, decision: Decision, when: str
) -> None:
    keys = world.services.phone_signing.keys
    assert len(keys(phone.desk.officer)) == 1
    if when == "before":
        stop_keys(world, phone.desk)
        assert refusal(phone.ask(decision)) is Reason.UNMET_LEVEL
    elif when == "scanned":
        scanned, number = phone.sees(decision)
        stop_keys(world, phone.desk)
        assert refusal(phone.sign(scanned, number)) is Reason.CREDENTIAL_FLAGGED
    else:
        phone.has_signed(decision)
        stop_keys(world, phone.desk)
        assert refusal(phone.finish(decision)) is Reason.CREDENTIAL_FLAGGED
    assert keys(phone.desk.officer) == ()
    assert none_signed(world, decision)


def test_a_key_without_user_verification_is_not_asked(world: World, decision: Decision) -> None:
    phone = signing_phone(desk_of(world), Attestation(user_auth=None, no_auth=True))
    assert world.services.phone_signing.keys(phone.desk.officer) == ()
    assert refusal(phone.ask(decision)) is Reason.UNMET_LEVEL


@pytest.mark.parametrize("when", ["before", "signed"])
def test_a_key_whose_maker_is_not_believed_any_more_signs_nothing(
    world: World, phone: SigningPhone, decision: Decision, when: str
) -> None:
    if when == "signed":
        phone.has_signed(decision)
    anchors = world.services.trust_anchors
    (root,) = [each for each in anchors.all() if each.kind is AnchorKind.ANDROID]
    sure(anchors.withdraw(root.id, actor=AN))
    answer = phone.ask(decision) if when == "before" else phone.finish(decision)
    assert refusal(answer) is Reason.UNMET_LEVEL
    assert none_signed(world, decision)


def test_a_key_that_was_added_in_this_session_signs_nothing(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    officer, signing = phone.desk.officer, world.services.phone_signing
    before = replace(officer, authenticated_at=world.clock.now() - timedelta(hours=1))
    assert signing.keys(before) == ()
    assert refusal(signing.ask(decision.id, before, lambda _: {})) is Reason.UNMET_LEVEL
    old = signing_phone(phone.desk)
    held = world.services.credentials.held(phone.desk.person.subject_id)
    (new,) = [each for each in held if each.enrolled_at == max(one.enrolled_at for one in held)]
    between = replace(officer, authenticated_at=new.enrolled_at)
    assert [each.id == new.id for each in signing.keys(between)] == [False]
    turn = sure(signing.ask(decision.id, between, lambda _: {"lang": "vi"}))
    scanned = sure(old.scan(turn.handle))
    assert refusal(old.sign(scanned, turn.number)) is Reason.ENROLLED_IN_THIS_SIGN_IN


def test_with_the_means_switched_off_no_telephone_signs(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    phone.has_signed(decision)
    switch_off(world, Means.APP_KEY)
    assert world.services.phone_signing.keys(phone.desk.officer) == ()
    assert refusal(phone.finish(decision)) is Reason.MEANS_DISABLED
    assert none_signed(world, decision)


def test_where_sign_ins_must_resist_phishing_a_passkey_alone_signs(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    phone.has_signed(decision)
    officers = replace(world.services.officers, rule=SELF_CREATED)
    decisions = replace(world.services.decisions, officers=officers)
    signing = replace(world.services.phone_signing, officers=officers, decisions=decisions)
    assert signing.keys(phone.desk.officer) == ()
    answer = decisions.sign(decision.id, phone.desk.officer, OnPhone())
    assert refusal(answer) is Reason.UNMET_LEVEL
    assert none_signed(world, decision)


# once, in time, for this page


def test_a_picture_is_valid_for_a_minute_and_a_signature_for_two(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    turn = sure(phone.ask(decision))
    world.clock.advance(timedelta(seconds=61))
    assert refusal(phone.scan(turn.handle)) is Reason.NOT_FOUND
    phone.has_signed(decision)
    world.clock.advance(timedelta(seconds=121))
    assert refusal(phone.finish(decision)) is Reason.NOT_PROVEN
    assert none_signed(world, decision)


def test_a_statement_is_signed_within_five_minutes(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    """A minute to scan, two to sign, two to go on; and not a second more than five."""
    turn = sure(phone.ask(decision))
    world.clock.advance(timedelta(seconds=59))
    scanned = sure(phone.scan(turn.handle))
    world.clock.advance(timedelta(seconds=119))
    sure(phone.sign(scanned, turn.number))
    world.clock.advance(timedelta(seconds=119))
    assert sure(phone.finish(decision)).complete


def test_the_same_word_counts_once(world: World, phone: SigningPhone, decision: Decision) -> None:
    scanned, number = phone.sees(decision)
    word = phone.word(scanned, number)
    requests = world.services.approval_requests
    sure(requests.sign(word))
    assert refusal(requests.sign(word)) is Reason.NOT_FOUND
    sure(phone.finish(decision))
    assert refusal(phone.finish(decision)) is Reason.FOUR_EYES
    opened = sure(world.services.decisions.open(CONTENT, SHELL))
    assert refusal(phone.finish(opened)) is Reason.NOT_PROVEN
    assert refusal(requests.sign(word)) is Reason.NOT_FOUND


def test_of_two_that_go_on_at_once_one_signature_is_kept(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    phone.has_signed(decision)
    answers = race(lambda: phone.finish(decision), times=4)
    assert sum(isinstance(each, Signed) for each in answers) == 1
    assert len(world.services.decisions.signatures(decision.id)) == 2


def test_of_pages_that_ask_at_once_one_request_is_open(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    def ask() -> object:
        return sure(phone.ask(decision))

    meanwhile(world.services.database, ask, ask)
    still_open = select(func.count()).select_from(APP_REQUEST)
    with world.services.database.transaction() as work:
        assert work.execute(still_open.where(APP_REQUEST.c.ended_at.is_(None))).scalar_one() == 1


def test_of_two_requests_taken_at_once_one_is(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    phone.has_signed(decision)
    officer = phone.desk.officer
    page = page_of(decision.id, sure(world.services.officers.signer(officer)), officer)
    phones = world.services.decisions.proofs.phones
    taken = race(lambda: phones.take(page), times=4)
    assert sum(each is not None for each in taken) == 1


def test_a_second_tab_takes_the_place_of_the_first(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    one = sure(phone.ask(decision))
    other = sure(phone.ask(decision))
    assert refusal(phone.scan(one.handle)) is Reason.NOT_FOUND
    scanned = sure(phone.scan(other.handle))
    again = sure(phone.ask(decision))
    assert (again.handle, again.number) == (None, other.number)
    sure(phone.sign(scanned, other.number))
    assert sure(phone.ask(decision)).signed
    assert sure(phone.finish(decision)).complete
    assert world.services.phone_signing.stage(decision.id, phone.desk.officer) is Stage.OVER


def test_two_decisions_at_once_are_two_requests(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    opened = sure(world.services.decisions.open(replace(CONTENT, version=4), SHELL))
    other = sure(world.services.decisions.open(replace(CONTENT, case_id=ANOTHER), SHELL))
    assert opened.id != other.id
    one, two = phone.sees(opened), phone.sees(other)
    sure(phone.sign(*two))
    assert refusal(phone.finish(opened)) is Reason.NOT_PROVEN
    sure(phone.sign(*one))
    for each in (opened, other):
        sure(phone.finish(each))
    assert world.services.decisions.find(decision.id) is not None


@pytest.mark.parametrize("what", ["session", "appointment"])
def test_another_page_of_the_same_officer_does_not_go_on(
    phone: SigningPhone, decision: Decision, what: str
) -> None:
    phone.has_signed(decision)
    if what == "session":
        elsewhere = replace(phone.desk, session_id=ANOTHER)
    else:
        elsewhere = appointed_too(phone.desk, *OfficerRole, name="Cục", kind=DeskKind.AUTHORITY)
    assert refusal(replace(phone, desk=elsewhere).finish(decision)) is Reason.NOT_PROVEN
    assert sure(phone.finish(decision)).complete


def test_a_statement_of_a_passkey_page_is_not_signed_on_the_telephone(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    """And the other way round: each is used up by what it was made for."""
    phone.has_signed(decision)
    sure(phone.desk.sign(decision))
    assert refusal(phone.finish(decision)) is Reason.FOUR_EYES
    kept = world.services.decisions.signatures(decision.id)
    assert [each.means for each in kept] == [SignatureMeans.PASSKEY, SignatureMeans.PASSKEY]


def test_a_decision_that_was_closed_meanwhile_is_not_signed(
    world: World, phone: SigningPhone, first: Desk, decision: Decision
) -> None:
    phone.has_signed(decision)
    world.services.decisions.void(decision.case_id, first.officer, Reason.PAGE_CHANGED)
    assert refusal(phone.finish(decision)) is Reason.STATE_ALREADY_HOLDS
    assert refusal(phone.ask(decision)) is Reason.STATE_ALREADY_HOLDS


def test_who_proposed_it_does_not_approve_it_by_telephone(
    world: World, first: Desk, decision: Decision
) -> None:
    phone = signing_phone(first)
    assert refusal(phone.ask(decision)) is Reason.FOUR_EYES
    assert refusal(phone.finish(decision)) is Reason.FOUR_EYES
    assert none_signed(world, decision)


def test_what_a_browser_sends_is_never_taken_for_a_telephones(
    world: World, phone: SigningPhone, decision: Decision
) -> None:
    """The JWS itself, sent in the form of a passkey."""
    scanned, number = phone.sees(decision)
    officer = phone.desk.officer
    signer = sure(world.services.officers.signer(officer))
    presented = PresentedSignature(signer, officer.session_id, phone.word(scanned, number))
    answer = world.services.decisions.accept(decision.id, presented, officer)
    assert refusal(answer) is Reason.NOT_PROVEN
    assert none_signed(world, decision)
