"""Identity cards on both databases: enrolled, proved, refused, and used once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind, Means
from idp.demo import card_office
from idp.factors.app_keys.signed_messages import DeviceContext
from idp.factors.chip_card.requests import ARRIVE_WITHIN
from idp.factors.der import MalformedDer
from idp.factors.domain import Credential, CredentialKind, VerifiedFactor
from idp.factors.tables import CHIP_CARD
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.subjects.domain import SubjectKind
from tests.support import cards
from tests.support.card_holders import (
    AUDIENCE,
    SHOWN,
    Holder,
    State,
    believe,
    closed,
    connected,
    opened,
)
from tests.support.card_registry import Registry, registering
from tests.support.curves import SPELLED_OUT
from tests.support.frozen_clock import START
from tests.support.officers import AN, themself
from tests.support.races import race
from tests.support.sign_ins import proven, reason, sign_in, switch_off
from tests.support.world import World, sure

COUNTRY = cards.country()


@pytest.fixture
def registry() -> Iterator[Registry]:
    with registering() as registry:
        yield registry


@pytest.fixture
def state(world: World, registry: Registry) -> State:
    return State(connected(world, registry), registry, COUNTRY).open()


@pytest.fixture
def holder(state: State) -> Holder:
    return state.holder()


def newcomer(state: State, **bent: object) -> Holder:
    """A person with a card that is not enrolled."""
    person = state.world.person(totp=False)
    return Holder(state.world, person, state.card_of(person, **bent))


@pytest.mark.norm("D3.8", limb="a chip card is a means")
@pytest.mark.norm("D20.1d", limb="an identity card is possession")
def test_a_card_proves_possession_and_nothing_else(holder: Holder) -> None:
    answer = proven(holder.sign_in())
    assert (answer.subject_id, answer.kind) == (holder.subject_id, EvidenceKind.CHIP_CARD)
    held = holder.world.services.credentials.held(holder.subject_id)
    assert [each.kind for each in held] == [CredentialKind.PASSWORD, CredentialKind.CHIP_CARD]
    assert held[1].last_used_at == holder.world.clock.now()


def test_the_register_is_asked_about_this_card(holder: Holder, state: State) -> None:
    holder.sign_in()
    number = state.world.services.subjects.identity(holder.subject_id).number
    expected = {"personal_number": number, "document_number": "190000017"}
    assert state.registry.asked == [expected, expected]


def test_enrolment_is_told_to_the_history_without_a_number(holder: Holder) -> None:
    told = holder.world.services.history.for_subject(holder.subject_id)
    entry = next(each for each in told if each.happening is EventType.CHIP_CARD_ENROLLED)
    assert set(entry.facts) == {"kind", "credential_id"}


def test_nothing_of_the_files_is_kept(holder: Holder) -> None:
    with holder.world.services.database.transaction() as connection:
        row = connection.execute(select(CHIP_CARD)).mappings().one()
    kept = b"\0".join(value for value in row.values() if isinstance(value, bytes))
    number = holder.world.services.subjects.identity(holder.subject_id).number
    for secret in (number.encode(), b"190000017", b"TRAN<<", holder.card.security_object):
        assert secret not in kept


# -- enrolment -------------------------------------------------------------------------


def number_of(state: State, holder: Holder) -> str:
    return state.world.services.subjects.identity(holder.subject_id).number


def test_another_persons_card_is_refused(state: State) -> None:
    person = newcomer(state, dg1=cards.zone("000000000000"))
    assert reason(person.enrol()) is Reason.CARD_OF_ANOTHER
    told = state.world.services.history.for_subject(person.subject_id)
    facts = [each.facts for each in told if each.happening is EventType.CHIP_CARD_REFUSED]
    assert facts == [{"kind": "chip_card", "reason": "card_of_another"}]


@pytest.mark.parametrize("kind", [SubjectKind.FOREIGNER, SubjectKind.CITIZEN])
def test_only_a_citizen_has_an_identity_card(state: State, kind: SubjectKind) -> None:
    person = state.world.person(totp=False, kind=kind)
    answer = Holder(state.world, person, state.card_of(person)).enrol()
    assert isinstance(answer, Credential) is (kind is SubjectKind.CITIZEN)


def test_altered_files_are_refused(state: State) -> None:
    person = newcomer(state, dg1=cards.zone("000000000000"))
    altered = person.card.with_groups(dg1=cards.zone(number_of(state, person)))
    assert reason(person.enrol(card=altered)) is Reason.CARD_NOT_GENUINE


def test_a_country_of_the_same_name_is_refused(state: State) -> None:
    person = newcomer(state)
    impostor = cards.signer(cards.country())
    forged = cards.card(impostor, dg1=cards.zone(number_of(state, person)))
    assert reason(person.enrol(card=forged)) is Reason.CARD_NOT_GENUINE


def test_a_copy_of_the_files_is_refused(state: State) -> None:
    person = newcomer(state)
    copy = replace(person.card, chip=cards.curve_key())
    assert reason(person.enrol(card=copy)) is Reason.CARD_NOT_GENUINE


def test_a_swapped_key_is_refused(state: State) -> None:
    person = newcomer(state)
    copy = replace(person.card, chip=cards.curve_key())
    swapped = copy.with_groups(dg15=card_office.key_group(copy.chip))
    assert reason(person.enrol(card=swapped)) is Reason.CARD_NOT_GENUINE


def test_a_card_is_good_on_its_last_day_in_viet_nam_and_not_after(state: State) -> None:
    """The frozen morning is the 23rd in Viet Nam; 15 hours later the 24th has begun there."""
    person = newcomer(state)
    zone = cards.zone(number_of(state, person), expires_on=date(2026, 11, 23))
    card = state.card_of(person.person, dg1=zone)
    state.world.clock.advance(timedelta(hours=15))
    assert reason(person.enrol(card=card)) is Reason.CARD_NOT_VALID
    state.world.clock.advance(timedelta(hours=-1))
    assert isinstance(person.enrol(card=card), Credential)


def test_an_answer_without_files_enrols_nothing(state: State) -> None:
    person = newcomer(state)
    said = opened(person.read(person.ask_to_enrol()))
    del said["files"]
    assert reason(person.enrol(closed(said))) is Reason.NOT_PROVEN


def test_a_chip_is_on_record_once(state: State, holder: Holder) -> None:
    assert reason(holder.enrol()) is Reason.STATE_ALREADY_HOLDS
    held = state.world.services.credentials.held(holder.subject_id)
    assert len(held) == 2


def test_a_sign_ins_answer_enrols_nothing_and_the_other_way_round(holder: Holder) -> None:
    ceremony = sign_in(holder.world, audience=AUDIENCE)
    answer = holder.read(holder.ask(ceremony))
    assert reason(holder.enrol(answer)) is Reason.FACTOR_FROM_OTHER_TRANSACTION
    enrolment = holder.read(holder.ask_to_enrol())
    assert reason(holder.verify(ceremony, enrolment)) is Reason.FACTOR_FROM_OTHER_TRANSACTION


def test_enrolment_counts_in_the_browser_that_began(state: State) -> None:
    person = newcomer(state)
    answer = person.read(person.ask_to_enrol())
    assert reason(person.enrol(answer, audience="another")) is Reason.NOT_PROVEN
    assert reason(person.enrol(answer)) is Reason.USED_BEFORE


def test_one_answer_enrols_once(state: State) -> None:
    person = newcomer(state)
    answer = person.read(person.ask_to_enrol())
    assert isinstance(person.enrol(answer), Credential)
    assert reason(person.enrol(answer)) is Reason.USED_BEFORE


def test_enrolling_does_not_count_in_the_same_sign_in(state: State) -> None:
    person = newcomer(state)
    ceremony = sign_in(state.world)
    sure(person.enrol())
    answer = person.read(person.ask(ceremony))
    assert reason(person.verify(ceremony, answer)) is Reason.ENROLLED_IN_THIS_SIGN_IN


def test_without_anchors_or_register_no_card_is_offered(world: World, registry: Registry) -> None:
    state = State(connected(world, registry), registry, COUNTRY)
    assert not state.world.services.chip_cards.available()
    state.open()
    assert state.world.services.chip_cards.available()
    assert not world.services.chip_cards.available()
    switch_off(state.world, Means.CHIP_CARD)
    assert not state.world.services.chip_cards.available()


# -- signing in ------------------------------------------------------------------------


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_an_answer_counts_once(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    answer = holder.read(holder.ask(ceremony))
    proven(holder.verify(ceremony, answer))
    assert reason(holder.verify(ceremony, answer)) is Reason.USED_BEFORE


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
def test_an_answer_is_none_for_another_transaction(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    arrival = sure(holder.arrive(holder.read(holder.ask(ceremony))))
    other = replace(ceremony, transaction_id=new_id())
    assert reason(holder.verify(other, arrival)) is Reason.FACTOR_FROM_OTHER_TRANSACTION
    proven(holder.verify(ceremony, arrival))


def test_an_answer_counts_in_the_browser_that_began(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    arrival = sure(holder.arrive(holder.read(holder.ask(ceremony))))
    assert reason(holder.verify(sign_in(holder.world), arrival)) is Reason.NOT_PROVEN
    proven(holder.verify(ceremony, arrival))


def test_an_answer_that_arrived_anywhere_is_used_up(holder: Holder) -> None:
    """Review 2: an answer that arrived in the victim's browser could be used in the attacker's."""
    path = sure(holder.service.accept_answer(holder.read(holder.ask(sign_in(holder.world)))))
    token = path.partition("?answer=")[2]
    assert holder.service.arrive(token) is not None
    assert holder.service.arrive(token) is None


def test_of_many_arrivals_of_one_answer_one_counts(holder: Holder) -> None:
    path = sure(holder.service.accept_answer(holder.read(holder.ask(sign_in(holder.world)))))
    token = path.partition("?answer=")[2]
    arrived = race(lambda: holder.service.arrive(token), times=6)
    assert sum(each is not None for each in arrived) == 1


def test_an_answer_that_does_not_arrive_is_over(holder: Holder) -> None:
    path = sure(holder.service.accept_answer(holder.read(holder.ask(sign_in(holder.world)))))
    holder.world.clock.advance(ARRIVE_WITHIN)
    assert holder.service.arrive(path.partition("?answer=")[2]) is None


def test_an_answer_counts_for_its_person(state: State, holder: Holder) -> None:
    ceremony = sign_in(state.world)
    answer = holder.read(holder.ask(ceremony))
    other = state.holder()
    assert reason(other.verify(ceremony, answer)) is Reason.FACTOR_FROM_OTHER_TRANSACTION


def test_another_card_proves_nothing_and_uses_the_question_up(state: State, holder: Holder) -> None:
    ceremony = sign_in(state.world)
    handle = holder.ask(ceremony)
    wrong = holder.read(handle, card=state.card_of(holder.person))
    right = holder.read(handle)
    assert reason(holder.verify(ceremony, wrong)) is Reason.NOT_PROVEN
    assert reason(holder.verify(ceremony, right)) is Reason.USED_BEFORE


def test_a_clone_is_refused_and_told(holder: Holder) -> None:
    copy = replace(holder.card, chip=cards.curve_key())
    assert reason(holder.sign_in(card=copy)) is Reason.NOT_PROVEN
    told = holder.world.services.history.for_subject(holder.subject_id)
    facts = [entry.facts for entry in told if entry.happening is EventType.FACTOR_REFUSED]
    assert {"means": "chip_card", "reason": "not_proven"} in facts


def test_a_question_is_over_after_five_minutes(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    handle = holder.ask(ceremony)
    answer = holder.read(handle)
    holder.world.clock.advance(timedelta(minutes=5))
    assert reason(holder.verify(ceremony, answer)) is Reason.EXPIRED
    assert holder.service.request(handle) is None


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        ("lost", Reason.CARD_NOT_VALID),
        ("locked", Reason.CARD_NOT_VALID),
        ("revoked", Reason.CARD_NOT_VALID),
        ("expired", Reason.CARD_NOT_VALID),
        ("VALID", Reason.CARD_NOT_VALID),
        ("", Reason.CARD_NOT_VALID),
        (True, Reason.SERVICE_UNAVAILABLE),
        (None, Reason.SERVICE_UNAVAILABLE),
        (["valid"], Reason.SERVICE_UNAVAILABLE),
    ],
    ids=repr,
)
def test_only_the_word_valid_is_a_yes(
    state: State, holder: Holder, status: object, refusal: Reason
) -> None:
    state.registry.status = status
    assert reason(holder.sign_in()) is refusal
    assert reason(newcomer(state).enrol()) is refusal


WRONG: dict[str, dict[str, object]] = {
    "another card": {"members": {"document_number": "190000018"}},
    "another person": {"members": {"personal_number": "000000000000"}},
    "no JSON": {"raw": b"valid"},
    "a list": {"raw": b'["valid"]'},
    "nested without end": {"raw": b"[" * 100_000},
    "too long": {"raw": b" " * 300_000},
    "an error": {"code": 500},
    "not found": {"code": 404},
    "a redirect": {"code": 302},
    "silence": {"silent": True},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_asked_is_no_yes_and_no_try(state: State, holder: Holder, name: str) -> None:
    for member, value in WRONG[name].items():
        setattr(state.registry, member, value)
    if state.registry.silent:
        asking = replace(holder, world=connected(state.world, state.registry, seconds=0.5))
    else:
        asking = holder
    ceremony = sign_in(state.world)
    arrival = sure(holder.arrive(holder.read(holder.ask(ceremony))))
    assert reason(asking.verify(ceremony, arrival)) is Reason.SERVICE_UNAVAILABLE
    state.registry.raw, state.registry.code, state.registry.members = None, 200, {}
    state.registry.silent = False
    proven(holder.again(ceremony, arrival))


def test_a_register_that_is_gone_stops_nobody_for_ever(state: State, holder: Holder) -> None:
    with registering() as gone:
        alone = replace(holder, world=connected(state.world, gone))
    ceremony = sign_in(state.world)
    arrival = sure(holder.arrive(holder.read(holder.ask(ceremony))))
    assert reason(alone.verify(ceremony, arrival)) is Reason.SERVICE_UNAVAILABLE
    proven(holder.again(ceremony, arrival))


def test_an_expired_card_is_refused_whatever_the_register_says(state: State) -> None:
    person = newcomer(state)
    zone = cards.zone(number_of(state, person), expires_on=date(2026, 11, 24))
    card = state.card_of(person.person, dg1=zone)
    sure(person.enrol(card=card))
    state.world.clock.advance(timedelta(days=1))
    proven(person.sign_in(card=card))
    state.world.clock.advance(timedelta(days=1))
    assert reason(person.sign_in(card=card)) is Reason.CARD_NOT_VALID


# -- trust is judged anew --------------------------------------------------------------


def test_a_signer_revoked_meanwhile_counts_no_more(state: State, holder: Holder) -> None:
    state.revoke(state.signer.certificate.serial_number, listed=2)
    assert reason(holder.sign_in()) is Reason.CARD_NOT_GENUINE
    assert reason(newcomer(state).enrol()) is Reason.CARD_NOT_GENUINE


def test_another_signer_revoked_changes_nothing(state: State, holder: Holder) -> None:
    state.revoke(state.signer.certificate.serial_number + 1, listed=2)
    proven(holder.sign_in())


def test_an_anchor_withdrawn_meanwhile_counts_no_more(state: State, holder: Holder) -> None:
    anchors = state.world.services.trust_anchors
    for anchor in anchors.all():
        sure(anchors.withdraw(anchor.id, AN))
    assert reason(holder.sign_in()) is Reason.CARD_NOT_GENUINE


def test_a_list_that_is_overdue_answers_nothing(state: State, holder: Holder) -> None:
    ceremony = sign_in(state.world)
    state.world.clock.advance(timedelta(days=365) - timedelta(minutes=2))
    answer = holder.read(holder.ask(ceremony))
    proven(holder.verify(ceremony, answer))
    state.world.clock.advance(timedelta(minutes=2))
    assert reason(holder.sign_in()) is Reason.SERVICE_UNAVAILABLE


def test_without_a_list_nothing_counts(world: World, registry: Registry) -> None:
    state = State(connected(world, registry), registry, COUNTRY)
    believe(state.world, COUNTRY.encoded)
    assert reason(newcomer(state).enrol()) is Reason.SERVICE_UNAVAILABLE


def test_an_older_list_takes_nothing_back(state: State) -> None:
    state.revoke(7, listed=3)
    for listed in (2, 3):
        with pytest.raises(MalformedDer):
            state.revoke(listed=listed)
    assert state.world.clock.now() == START


def test_an_import_is_told(state: State) -> None:
    with state.world.services.database.transaction() as connection:
        rows = connection.execute(select(HISTORY.c.happening, HISTORY.c.facts)).all()
    facts = [each.facts for each in rows if each.happening == EventType.CARD_REVOCATIONS_IMPORTED]
    assert [(each["number"], each["revoked"]) for each in facts] == [(1, 0)]


def test_a_country_may_spell_out_its_curve(world: World, registry: Registry) -> None:
    country = cards.country(key=cards.curve_key(ec.BrainpoolP384R1()))
    spelled = cards.spelled_out(country, SPELLED_OUT["brainpoolP384r1"])
    state = State(connected(world, registry), registry, country)
    believe(state.world, spelled)
    state.revoke(listed=1)
    proven(state.holder().sign_in())


# -- use once, under real connections --------------------------------------------------


def test_of_many_answers_at_once_one_counts(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    arrival = sure(holder.arrive(holder.read(holder.ask(ceremony))))
    answers = race(lambda: holder.verify(ceremony, arrival), times=6)
    assert sum(isinstance(each, VerifiedFactor) for each in answers) == 1
    assert {each.reason for each in answers if isinstance(each, Refused)} == {Reason.USED_BEFORE}


def test_of_many_enrolments_of_one_chip_one_stands(state: State) -> None:
    person = newcomer(state)
    prepared = iter([person.read(person.ask_to_enrol()) for _ in range(4)])
    answers = race(lambda: person.enrol(next(prepared)), times=4)
    assert sum(isinstance(each, Credential) for each in answers) == 1
    held = state.world.services.credentials.held(person.subject_id)
    assert [each.kind for each in held] == [CredentialKind.PASSWORD, CredentialKind.CHIP_CARD]


# -- stopped, removed, switched off ----------------------------------------------------


def test_a_removed_card_proves_nothing_and_may_come_back(holder: Holder) -> None:
    credentials = holder.world.services.credentials
    held = credentials.held(holder.subject_id)
    assert credentials.remove(holder.subject_id, held[1].id) is None
    assert reason(holder.sign_in()) is Reason.NOT_PROVEN
    assert isinstance(holder.enrol(), Credential)


def test_a_flagged_card_is_refused_by_name(holder: Holder) -> None:
    credentials = holder.world.services.credentials
    credentials.disable_cloned(credentials.held(holder.subject_id)[1])
    assert reason(holder.sign_in()) is Reason.CREDENTIAL_FLAGGED


def test_a_lost_phone_does_not_stop_a_card(holder: Holder) -> None:
    holder.world.services.credentials.stop_lost(
        holder.subject_id, actor=themself(holder.subject_id)
    )
    proven(holder.sign_in())


def test_a_card_does_not_open_an_account_alone(holder: Holder) -> None:
    credentials = holder.world.services.credentials
    password = credentials.held(holder.subject_id)[0]
    assert reason(credentials.remove(holder.subject_id, password.id)) is Reason.LAST_MEANS


def test_cards_the_operator_switched_off_are_refused(holder: Holder) -> None:
    switch_off(holder.world, Means.CHIP_CARD)
    assert reason(holder.sign_in()) is Reason.MEANS_DISABLED
    assert reason(holder.enrol()) is Reason.MEANS_DISABLED


# -- what the application brings -------------------------------------------------------


@pytest.mark.parametrize("text", ["", "nothing", "\u00e9", "A" * 70_000], ids=range(4))
def test_an_answer_that_is_none_is_refused(holder: Holder, text: str) -> None:
    assert reason(holder.verify(sign_in(holder.world), text)) is Reason.NOT_PROVEN


def test_an_unknown_handle_opens_nothing(holder: Holder) -> None:
    assert holder.service.request("unknown") is None
    answer = closed({"handle": "unknown", "signature": "AA"})
    assert reason(holder.verify(sign_in(holder.world), answer)) is Reason.NOT_FOUND


def test_the_application_sees_the_challenge_and_not_the_nonce(holder: Holder) -> None:
    request = holder.service.request(holder.ask(sign_in(holder.world)))
    assert request is not None
    assert len(request.challenge) == 8
    assert (request.with_files, request.way) == (False, DeviceContext.SAME_DEVICE)
    assert request.shown == SHOWN
