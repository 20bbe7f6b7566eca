"""Level 01 from the national application: sent, checked by a machine, granted or refused."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from idp.accounts.domain import AccountState, acts_alone
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import Moved
from idp.factors.callers import UNKNOWN_CALLER
from idp.history.domain import EventType
from idp.issuance.domain import ComparedAs, IssuanceGround
from idp.issuance.level_one.domain import DeclaredItem, Faults, ReviewFinding
from idp.issuance.level_one.procedures import LevelOneEvent, LevelOneState
from idp.issuance.level_one.requests import AnswerAddress, SentApplication, unchecked_since
from idp.issuance.level_one.service import (
    APPLICATION_STATE,
    LevelOneProgress,
    LevelOneReceipt,
)
from idp.issuance.level_one.words import ground_of
from idp.kernel.actors import Officer, OfficerRole, Person, System
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.kernel.rule_sets import RuleSetName
from idp.law.terms import TermId
from idp.letters.domain import DeliveryMethod
from idp.notices.domain import Channel, NoticeKind
from idp.policy.domain import Switch
from idp.representation.domain import RepresentationKind, StatedAgent
from idp.subjects.domain import ContactKind, Datum, Source, SubjectKind
from tests.support.activations import links as activation_links
from tests.support.biometric_services import MATCH, NO_MATCH
from tests.support.desks import Desk, desk_of
from tests.support.issuance import NUMBER, PERSON, PHONE, born
from tests.support.letters import arrived
from tests.support.level_one import (
    CITIZEN_CLAIMS,
    FOREIGN_CLAIMS,
    FOREIGN_NUMBER,
    FOREIGNER,
    PASSPORT,
    PASSPORT_KEY,
    AtHome,
    at_home,
)
from tests.support.officers import AN, BINH
from tests.support.races import wait_for_waiters
from tests.support.seals import seal_files
from tests.support.sign_ups import to_strangers
from tests.support.telephones import Telephone, telephone_of
from tests.support.world import Person as Holder
from tests.support.world import World, sure

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CHILD_NUMBER = "001220000001"
TOLD_ON = date(2026, 1, 2)
ADULT = {
    name: Datum(PERSON[name], Source.NATIONAL_POPULATION_DB, TOLD_ON)
    for name in ("personal_number", "name", "birthdate")
}


@pytest.fixture
def home(world: World) -> Iterator[AtHome]:
    with at_home(world) as made:
        yield made


def subject(home: AtHome, number: str = NUMBER, kind: SubjectKind = SubjectKind.CITIZEN) -> Id:
    found = home.world.services.subjects.of_kind(kind, number)
    assert found is not None
    return found


def texts(home: AtHome, whose: Id) -> list[tuple[str, str]]:
    found = arrived(home.world, Holder(whose, "", "", None))
    return [(each.to, each.text) for each in found]


def content(home: AtHome, number: str) -> tuple[SentApplication | None, AnswerAddress | None]:
    """What is kept of an application, of what was sent and for the answer."""
    requests = home.applications.requests
    kept = requests.by_number(number)
    assert kept is not None
    return requests.sent(kept), requests.address(kept)


def registered(home: AtHome, number: str = NUMBER) -> bool:
    return home.world.services.subjects.of_kind(SubjectKind.CITIZEN, number) is not None


@pytest.mark.norm("D10.1b-4", limb="a receipt with its number and time; one key, one request")
@pytest.mark.norm("D10.1c-1", limb="what the registers and the machine agree about is granted")
@pytest.mark.norm("D10.1c-2", limb="the result is told to the application and the own number")
@pytest.mark.norm("D13.0", limb="an application from a telephone is complete when it is received")
@pytest.mark.norm("D13.1a")
@pytest.mark.norm("D7.1a", limb="a citizen with a card gets level 01")
def test_what_agrees_is_granted_by_the_machine(home: AtHome) -> None:
    received = home.world.clock.now()
    claims = {**CITIZEN_CLAIMS, "idempotency_key": "once"}
    receipt = home.sent(claims)
    assert receipt.received_at == received
    assert home.sent(claims) == receipt, "sent again it is the same application"
    assert home.send({**claims, "name": "Lê Văn Tám"}) == Refused(Reason.USED_BEFORE)
    assert sure(home.state(receipt)).state == "submitted"
    home.world.clock.advance(timedelta(minutes=5))
    home.check()
    case = home.case(receipt.number)
    assert (case.state, case.opened_at) == (LevelOneState.GRANTED, received)
    (clock,) = home.world.services.deadlines.of_case(case.id)
    assert (clock.term, clock.started_at) == (TermId.ISSUE_CITIZEN_LEVEL_1, received)
    # Monday 23 November 2026; until the end of Tuesday in Viet Nam
    assert clock.due_at == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert clock.stopped_at == home.world.clock.now()
    whose = subject(home)
    account = home.world.services.accounts.by_subject(whose)
    assert account is not None
    assert (account.level, account.state) == (1, AccountState.GRANTED)
    identity = home.world.services.subjects.identity(whose)
    assert identity.data["name"].source is Source.NATIONAL_POPULATION_DB
    phone, *_ = home.world.services.contacts.repository.for_subject(whose)
    assert (phone.value, phone.facts.bound, phone.proven) == (PHONE, 1, True)
    events = home.world.services.cases.events(case.id)
    assert [each.actor for each in events[1:]] == [System(rule="D10.1c-1")]


@pytest.mark.norm("D10.1c-2", limb="the seven days run from the delivery by the first channel")
def test_the_first_delivery_begins_the_seven_days(home: AtHome) -> None:
    receipt = home.sent()
    home.check()
    whose, activations = subject(home), home.world.services.activations
    told_at = home.world.clock.now()
    assert sure(home.state(receipt)).state == LevelOneState.GRANTED
    link = activations.newest(whose)
    assert link is not None
    assert link.received_at == told_at
    home.world.clock.advance(timedelta(hours=1))
    sent = [text for to, text in texts(home, whose) if to == PHONE and "/activate/" in text]
    assert len(sent) == 1, "the link goes to the number that is the person's own"
    again = activations.newest(whose)
    assert again is not None
    assert again.received_at == told_at
    happened = home.world.services.history.for_subject(whose, limit=60)
    assert EventType.ISSUANCE_TOLD in {each.happening for each in happened}


@ONLY_SQLITE
@pytest.mark.norm("D10.1c-2", limb="where the telephone is silent, the text message, then the mail")
def test_a_silent_telephone_is_told_by_message_and_then_by_mail(home: AtHome) -> None:
    home.sent({**CITIZEN_CLAIMS, "email": "sau@example.test"})
    home.check()
    whose = subject(home)
    home.world.clock.advance(timedelta(minutes=31))
    home.check()
    by_mail = [to for to, text in texts(home, whose) if "level 01" in text or "mức độ 01" in text]
    assert by_mail == ["sau@example.test"]


@ONLY_SQLITE
def test_a_number_that_was_only_told_is_the_persons_own_once_a_register_says_so(
    home: AtHome,
) -> None:
    told = {"phone_number": PHONE, "phone_number_verified": False}
    data = ADULT | {name: Datum(said, Source.SYSTEM, TOLD_ON) for name, said in told.items()}
    services, rule = home.world.services, System(rule="registry-update")
    whose = sure(services.subjects.register(SubjectKind.CITIZEN, data, actor=rule)).subject_id
    (before,) = services.contacts.repository.for_subject(whose)
    assert (before.value, before.proven) == (PHONE, False)
    home.sent({**CITIZEN_CLAIMS, "email": "sau@example.test"})
    home.check()
    links = [to for to, text in texts(home, whose) if "/activate/" in text]
    assert links == [PHONE], "and not to an address that may be mistyped"


@pytest.mark.norm("D10.1b-2", limb="another person's number is refused, and nothing else is told")
def test_somebody_elses_number_is_refused_before_anything_is_looked_up(home: AtHome) -> None:
    stranger = {**CITIZEN_CLAIMS, "phone_number": "0909999999"}
    answers = [home.answered(stranger)]
    home.world.clock.advance(timedelta(minutes=1))
    unknown = {**stranger, "number": "001190000899"}
    answers.append(home.answered(unknown))
    home.world.person(level=1, totp=False, data=PERSON)
    answers.append(home.answered(stranger))
    told = {(each.state, each.reason, each.ground) for each in answers}
    assert told == {("refused", Reason.PHONE_NOT_OWN, None)}
    assert home.machine.asked == [], "no face was compared"


@pytest.mark.norm("D10.1c-1", limb="a mismatch waits for an officer, and two of them grant it")
def test_a_name_that_differs_waits_for_two_officers(home: AtHome) -> None:
    told = home.answered({**CITIZEN_CLAIMS, "name": "Nguyễn Thị Sau"})
    assert (told.state, told.reason) == (LevelOneState.NEEDS_REVIEW, None)
    case, effects = home.case(told.number), home.applications.effects
    asked = effects.application(case)
    assert (asked.differs, asked.face) == ((DeclaredItem.NAME,), (ComparedAs.MATCH,))
    whose = subject(home)
    assert not home.world.services.accounts.has_account(whose)
    reviewer, approver = (
        desk_of(home.world, role) for role in (OfficerRole.REVIEWER, OfficerRole.APPROVER)
    )
    finding, fire = ReviewFinding("A sign is missing in the name."), home.world.services.cases.fire
    sure(fire(case.id, LevelOneEvent.VERIFY, reviewer.officer, finding))
    moved = granted(home, case.number, reviewer, approver)
    assert moved.case.state == LevelOneState.GRANTED
    account = home.world.services.accounts.by_subject(whose)
    assert account is not None
    assert account.level == 1
    assert home.answered().reason is Reason.STATE_ALREADY_HOLDS


def granted(home: AtHome, number: str, first: Desk, second: Desk) -> Moved:
    """Both sign the decision about a case."""
    decisions, cases = home.world.services.decisions, home.world.services.case_decisions
    made, moved = sure(cases.of_case(number, first.officer)), None
    for each in (first, second):
        page = sure(decisions.page(made.id, each.officer))
        moved = sure(cases.sign(made.id, each.officer, each.answer(page))).moved
    assert moved is not None
    return moved


@pytest.mark.norm("D10.1c-1", limb="a face that is not the person's is granted by nobody")
def test_another_face_is_an_officers_and_stops_not_the_person(home: AtHome) -> None:
    home.machine.abis = NO_MATCH
    thief, phone = home.installed(), PHONE
    taken = home.sent(by=thief)
    home.check()
    assert sure(home.state(taken, by=thief)).state == LevelOneState.NEEDS_REVIEW
    home.machine.abis = (200, {"decision": True, "scores": []})
    assert home.answered().state == LevelOneState.GRANTED, "the person is not held up"
    case, officer = home.case(taken.number), desk_of(home.world, OfficerRole.REVIEWER).officer
    fire = home.world.services.cases.fire
    found = ReviewFinding("It looks alike.")
    verified = fire(case.id, LevelOneEvent.VERIFY, officer, found)
    assert verified == Refused(Reason.BIOMETRIC_MISMATCH)
    sure(fire(case.id, LevelOneEvent.REFUSE, officer, IssuanceGround("Trần Văn Tý tried it.")))
    told = sure(home.state(taken, by=thief))
    assert (told.state, told.ground, told.unproven) == (LevelOneState.REFUSED, None, True)
    assert phone in {to for to, _ in texts(home, subject(home))}, "the person hears of it"


@ONLY_SQLITE
def test_an_unproven_face_learns_nothing_of_an_account(home: AtHome) -> None:
    home.world.person(level=1, totp=False, data=PERSON)
    home.machine.abis = NO_MATCH
    assert home.answered().state == LevelOneState.NEEDS_REVIEW


@pytest.mark.norm("D10.1b-4", limb="another application for the same person and level is refused")
def test_a_second_application_is_refused_while_one_is_open(home: AtHome) -> None:
    differs = {**CITIZEN_CLAIMS, "birthdate": "1990-05-07"}
    assert home.answered(differs).state == LevelOneState.NEEDS_REVIEW
    again = home.answered(by=home.installed())
    assert (again.state, again.reason) == (LevelOneState.REFUSED, Reason.CASE_OPEN)


@ONLY_SQLITE
@pytest.mark.norm("D10.1a", limb="only from an installed application that its maker attests")
@pytest.mark.norm("D11.1a")
def test_only_an_attested_application_sends(home: AtHome) -> None:
    browser = Telephone(home.world.settings.issuer)
    assert home.send(by=browser) == Refused(Reason.CHANNEL_NOT_ALLOWED)
    instances = home.applications.instances
    handle = sure(instances.challenge(UNKNOWN_CALLER))
    elsewhere = Telephone(home.world.settings.issuer)
    assert instances.register("another", elsewhere.chain(handle)) == Refused(Reason.NOT_PROVEN)
    assert instances.register(handle, elsewhere.chain("another")) == Refused(Reason.NOT_PROVEN)
    assert instances.register(handle, elsewhere.chain(handle)) == Refused(Reason.USED_BEFORE)
    receipt = home.sent()
    other = home.installed()
    assert home.state(receipt, by=other) == Refused(Reason.NOT_FOUND), "another's receipt"
    home.world.clock.advance(timedelta(days=31))
    assert home.send() == Refused(Reason.CHANNEL_NOT_ALLOWED), "attested too long ago"
    assert instances.purge_expired() == 2


@ONLY_SQLITE
@pytest.mark.norm("D10.1b-1", limb="without a telephone number nothing is kept, and no term runs")
def test_what_is_not_complete_is_not_kept(home: AtHome) -> None:
    told = home.send({**CITIZEN_CLAIMS, "phone_number": None})
    assert isinstance(told, Faults)
    assert set(told.members) == {"phone_number"}
    bent = home.send({**CITIZEN_CLAIMS, "face_sha256": "0" * 64})
    assert isinstance(bent, Faults)
    assert set(bent.members) == {"face"}
    home.check()
    assert not registered(home)
    assert list(home.world.services.deadlines.running()) == []


@ONLY_SQLITE
@pytest.mark.norm("D10.1b-3", limb="of the picture only the reference of the comparison is kept")
def test_a_silent_register_is_asked_again_and_the_term_runs_from_the_receipt(
    home: AtHome,
) -> None:
    home.identity.silent = True
    receipt = home.sent()
    home.check()
    assert sure(home.state(receipt)).state == "submitted"
    waits = unchecked_since(home.world.services.database)
    assert waits == receipt.received_at, "the metrics show it, as no case does yet"
    home.identity.silent = False
    home.world.clock.advance(timedelta(minutes=2))
    home.check()
    case = home.case(receipt.number)
    assert (case.state, case.opened_at) == (LevelOneState.GRANTED, receipt.received_at)
    assert unchecked_since(home.world.services.database) is None
    assert content(home, receipt.number) == (None, None), "nothing of what was sent is kept"
    assert len(home.applications.effects.application(case).comparison) == len(case.id)


@ONLY_SQLITE
def test_whom_nobody_could_check_for_seven_days_is_told_and_no_picture_stays(home: AtHome) -> None:
    home.identity.silent = True
    receipt = home.sent()
    home.world.clock.advance(timedelta(days=6, hours=23))
    home.check()
    assert sure(home.state(receipt)).state == "submitted"
    home.world.clock.advance(timedelta(hours=1))
    home.check()
    answer = sure(home.state(receipt))
    assert (answer.state, answer.reason) == ("refused", Reason.REGISTRY_NOT_CONNECTED)
    told_to = AnswerAddress(Channel.SMS, PHONE, "")
    assert content(home, receipt.number) == (None, told_to), "only where it is told"
    assert unchecked_since(home.world.services.database) is None


@ONLY_SQLITE
@pytest.mark.parametrize("email", [None, "sau@example.test"])
def test_a_number_that_no_register_answered_for_gets_no_message(
    home: AtHome, email: str | None
) -> None:
    home.subscribers.silent = True
    receipt = home.sent({**CITIZEN_CLAIMS, "email": email})
    home.world.clock.advance(timedelta(days=7))
    home.check()
    told_to = None if email is None else AnswerAddress(Channel.MAIL, email, "")
    assert content(home, receipt.number) == (None, told_to)
    home.world.clock.advance(timedelta(minutes=3))
    home.check()
    sent = to_strangers(home.world, NoticeKind.APPLICATION_REFUSED)
    assert [each["to"] for each in sent] == ([] if email is None else [email])
    assert sure(home.state(receipt)).reason is Reason.REGISTRY_NOT_CONNECTED


@ONLY_SQLITE
def test_tries_are_counted_for_the_telephone_and_close_nothing_for_the_person(
    home: AtHome,
) -> None:
    home.machine.liveness = "INCONCLUSIVE"
    for _ in range(5):
        assert home.answered().reason is Reason.PICTURES_UNCLEAR
    refused = home.send()
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.TOO_MANY_TRIES
    home.machine.liveness = "LIVE"
    assert home.answered(by=home.installed()).state == LevelOneState.GRANTED


@ONLY_SQLITE
def test_other_faces_close_it_for_others_and_the_person_has_officers(home: AtHome) -> None:
    services, person = home.world.services, home.installed()
    home.machine.abis = NO_MATCH
    told = [home.answered(by=home.installed()) for _ in range(7)]
    assert told[0].state == LevelOneState.NEEDS_REVIEW
    assert {each.reason for each in told[1:5]} == {Reason.CASE_OPEN}
    assert {each.reason for each in told[5:]} == {Reason.TOO_MANY_TRIES}
    home.machine.abis = MATCH
    waits = home.answered(by=person)
    assert waits.state == LevelOneState.NEEDS_REVIEW, "the person is in, and no machine grants"
    case = home.case(waits.number)
    assert home.applications.effects.application(case).differs == (DeclaredItem.OTHER_FACES,)
    officers = [desk_of(home.world, each) for each in (OfficerRole.REVIEWER, OfficerRole.APPROVER)]
    with suppress(Taken), services.database.transaction():
        ground = IssuanceGround("It is a cousin of Nguyễn Thị Sáu.")
        sure(services.cases.fire(case.id, LevelOneEvent.REFUSE, officers[0].officer, ground))
        refused = sure(home.state(receipt_of(waits), by=person))
        assert (refused.ground, refused.letter, refused.unproven) == (None, None, True)
        assert texts(home, subject(home)) == [], "a guessed face is told nothing"
        raise Taken
    finding = ReviewFinding("Called back on the own number.")
    sure(services.cases.fire(case.id, LevelOneEvent.VERIFY, officers[0].officer, finding))
    assert granted(home, case.number, *officers).case.state == LevelOneState.GRANTED


class Taken(Exception):
    """Undoes what was tried."""


def receipt_of(told: LevelOneProgress) -> LevelOneReceipt:
    return LevelOneReceipt(told.number, told.received_at)


@ONLY_SQLITE
def test_an_officers_refusal_is_a_letter_on_the_telephone_too(home: AtHome) -> None:
    services, receipt = home.world.services, home.sent({**CITIZEN_CLAIMS, "name": "Trần Văn Khác"})
    home.check()
    case = home.case(receipt.number)
    officer = desk_of(home.world, OfficerRole.REVIEWER).officer
    refusal = IssuanceGround("The name is another one.")
    sure(services.cases.fire(case.id, LevelOneEvent.REFUSE, officer, refusal))
    told = sure(home.state(receipt))
    letter = services.letters.by_number(told.letter or "")
    assert letter is not None
    assert [each.number for each in services.letters.of_person(subject(home))] == [told.letter]
    (proof,) = services.letters.deliveries.of_letter(letter.id)
    assert (proof.how, proof.detail) == (DeliveryMethod.TOLD, "application")


@ONLY_SQLITE
def test_after_some_hours_the_machine_grants_again(home: AtHome) -> None:
    home.machine.abis = NO_MATCH
    for _ in range(5):
        home.answered(by=home.installed())
    home.machine.abis = MATCH
    home.world.clock.advance(timedelta(hours=6, minutes=1))
    assert home.answered().state == LevelOneState.GRANTED


@ONLY_SQLITE
def test_who_knows_somebodys_number_sends_them_no_flood_of_messages(home: AtHome) -> None:
    home.machine.liveness = "INCONCLUSIVE"
    for _ in range(5):
        home.sent()
    other = home.installed()
    home.sent(by=other)  # refused for too many tries, of which nobody needs a message either
    home.check()
    home.world.clock.advance(timedelta(minutes=3))
    home.check()
    sent = to_strangers(home.world, NoticeKind.APPLICATION_REFUSED)
    assert [each["to"] for each in sent] == [PHONE] * 3


@pytest.mark.norm("D11.1b-1", limb="a travel document and an address alone are enough")
@pytest.mark.norm("D11.1b-3")
@pytest.mark.norm("D11.1c", limb="matched with the immigration database before the grant")
@pytest.mark.norm("D13.3a")
@pytest.mark.norm("D7.2-2", limb="a foreigner who entered gets level 01")
def test_a_foreigner_is_found_by_the_passport(home: AtHome) -> None:
    receipt = home.sent(FOREIGN_CLAIMS)
    home.check()
    case = home.case(receipt.number)
    assert case.state == LevelOneState.GRANTED
    (clock,) = home.world.services.deadlines.of_case(case.id)
    assert clock.term is TermId.ISSUE_FOREIGNER_LEVEL_1
    assert clock.due_at == datetime(2026, 11, 24, 17, tzinfo=UTC)
    whose = subject(home, FOREIGN_NUMBER, SubjectKind.FOREIGNER)
    links = [to for to, text in texts(home, whose) if "/activate/" in text]
    assert links == ["anna@example.test"]
    letters = home.world.services.letters
    (letter,) = letters.of_person(whose)
    assert letters.basis(letter).startswith("Điều 11 khoản 1, Điều 13"), letters.basis(letter)
    assert PASSPORT not in str(home.machine.asked)
    message = state_message(home, home.telephone, receipt)
    assert home.applications.letter(message) == Refused(Reason.NOT_FOUND)
    assert not is_told(home, receipt), "who got no letter was told nothing"


@ONLY_SQLITE
@pytest.mark.norm("D7.1-3", limb="without a card there is no level 01 from a telephone")
@pytest.mark.norm("D7.1a", limb="without a card there is no account")
def test_a_citizen_without_an_identity_card_is_refused(home: AtHome) -> None:
    """By the identity database: where that does not say it, or is not there, it is asked again."""
    registries = cast("dict[RegistryName, Any]", home.world.services.issuance.sources.registries)
    home.identity.records[NUMBER] = PERSON
    receipt = home.sent()
    home.check()
    assert sure(home.state(receipt)).state == "submitted"
    del registries[RegistryName.IDENTITY]
    home.population.records[NUMBER] = {**PERSON, "card_issued": True}
    home.world.clock.advance(timedelta(hours=1))
    home.check()
    assert sure(home.state(receipt)).state == "submitted"
    registries[RegistryName.IDENTITY] = home.identity
    home.identity.records[NUMBER] = {**PERSON, "card_issued": False}
    home.world.clock.advance(timedelta(hours=7))
    home.check()
    told = sure(home.state(receipt))
    assert (told.state, told.reason) == (LevelOneState.REFUSED, Reason.IDENTITY_CARD_REQUIRED)
    assert not registered(home)


@ONLY_SQLITE
@pytest.mark.norm("D7.2-1", limb="who did not enter, or whose stay ended, gets no level 01")
@pytest.mark.norm("D7.2-2", limb="who did not enter, or whose stay ended, gets no level 01")
def test_a_foreigner_who_does_not_stay_is_refused(home: AtHome) -> None:
    checks = home.applications.checks
    resides = replace(checks.sources, rule_set=RuleSetName.DECREE_69_2024)
    in_force = replace(checks, sources=resides)
    without = {name: value for name, value in FOREIGNER.items() if name != "status"}
    card = {**FOREIGNER, "residence_card_until": "2027-06-30"}
    for record, check, reason in (
        (without, checks, Reason.NOT_ENTERED),
        ({**FOREIGNER, "status": "stay_ended"}, checks, Reason.MATCH_MISSING),
        (FOREIGNER, in_force, Reason.RESIDENCE_CARD_REQUIRED),
        ({**card, "residence_card_until": "2020-06-30"}, in_force, Reason.RESIDENCE_CARD_REQUIRED),
        (card, in_force, None),
    ):
        home.immigration.records[PASSPORT_KEY] = record
        receipt = home.sent(FOREIGN_CLAIMS, by=home.installed())
        check.check_due()
        home.world.clock.advance(timedelta(minutes=3))
        check.check_due()
        sent = home.applications.requests.by_number(receipt.number)
        assert sent is not None
        assert sent.reason == reason
    others = {**FOREIGN_CLAIMS, "phone_number": "0909999999"}
    for record in (without, {**FOREIGNER, "status": "stay_ended"}):
        home.immigration.records[PASSPORT_KEY] = record
        told = home.answered(others, by=home.installed())
        assert told.reason is Reason.PHONE_NOT_OWN, "not whether somebody is in the country"
    home.machine.abis = NO_MATCH
    told = home.answered(FOREIGN_CLAIMS, by=home.installed())
    assert (told.state, told.reason) == (LevelOneState.NEEDS_REVIEW, None), "nor to another face"


@ONLY_SQLITE
@pytest.mark.norm("D7.1-3", limb="nor by an officer, days later")
@pytest.mark.norm("D7.2-2", limb="nor by an officer, days later")
def test_an_officer_proposes_nothing_that_the_registers_say_no_more(home: AtHome) -> None:
    """Days after the receipt card, life, number and stay are asked again, and who acts for whom."""
    citizen = home.case(home.answered({**CITIZEN_CLAIMS, "name": "Nguyễn Thị Sau"}).number)
    differs = {**FOREIGN_CLAIMS, "name": "Anna Weise"}
    foreigner = home.case(home.answered(differs, by=home.installed()).number)
    home.world.clock.advance(timedelta(days=5))
    reviewer = desk_of(home.world, OfficerRole.REVIEWER).officer
    finding = ReviewFinding("A sign is missing in the name.")

    def proposed(case: Case, by: Officer = reviewer, before: int = 0) -> Moved | Reason:
        verify = home.applications.reviews.verify
        moved = verify(case.id, finding, version=case.version - before, actor=by)
        return moved.reason if isinstance(moved, Refused) else moved

    known, keeper = home.identity.records[NUMBER], "001170000001"
    guardian = {"number": keeper, "kind": "guardian", "from": "2020-01-01"}
    for record, reason in (
        ({**known, "card_issued": False}, Reason.IDENTITY_CARD_REQUIRED),
        (PERSON, Reason.REGISTRY_RECORD_FAULTY),
        ({**known, "status": "dead"}, Reason.MATCH_MISSING),
        ({**known, "birthdate": "1990-05-07"}, Reason.REGISTRY_DIFFERS),
        ({**known, "guardians": [guardian]}, Reason.GUARDIAN_LEVEL2_REQUIRED),
        (None, Reason.REGISTRY_HAS_NO_RECORD),
    ):
        home.identity.records = {} if record is None else {NUMBER: record}
        assert proposed(citizen) is reason
    home.identity.records = {NUMBER: {**known, "guardians": []}}
    home.subscribers.records[PHONE] = {"personal_number": keeper}
    assert proposed(citizen) is Reason.PHONE_NOT_OWN
    home.subscribers.records[PHONE] = {"personal_number": NUMBER}
    home.population.silent = True
    assert proposed(citizen, desk_of(home.world, OfficerRole.HOTLINE).officer) is (
        Reason.NOT_AUTHORISED
    ), "before anybody is asked"
    assert proposed(citizen) is Reason.SERVICE_UNAVAILABLE
    home.population.silent = False
    assert proposed(citizen, before=1) is Reason.CASE_MOVED
    assert isinstance(proposed(citizen), Moved)
    assert proposed(home.case(citizen.number)) is Reason.STATE_ALREADY_HOLDS
    without = {name: value for name, value in FOREIGNER.items() if name != "status"}
    for record, reason in (
        ({**FOREIGNER, "status": "stay_ended"}, Reason.MATCH_MISSING),
        (without, Reason.NOT_ENTERED),
        ({**FOREIGNER, "personal_number": "900000000778"}, Reason.MATCH_MISSING),
    ):
        home.immigration.records[PASSPORT_KEY] = record
        assert proposed(foreigner) is reason
    home.immigration.records[PASSPORT_KEY] = FOREIGNER
    assert isinstance(proposed(foreigner), Moved)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_proposes_locks_the_case_before_the_person(home: AtHome) -> None:
    """As who withdraws or refuses it does: else each of them would wait for the other."""
    case = home.case(home.answered({**CITIZEN_CLAIMS, "name": "Nguyễn Thị Sau"}).number)
    services, officer = home.world.services, desk_of(home.world, OfficerRole.REVIEWER).officer

    def verify() -> Moved | Refused:
        finding = ReviewFinding("A sign is missing in the name.")
        reviews = home.applications.reviews
        return reviews.verify(case.id, finding, version=case.version, actor=officer)

    with ThreadPoolExecutor(1) as threads:
        with services.database.transaction():
            services.cases.hold([case.id])
            proposing = threads.submit(verify)
            wait_for_waiters(services.database, 1)
            services.subjects.lock(subject(home))
        assert isinstance(proposing.result(timeout=120), Moved)


@ONLY_SQLITE
@pytest.mark.norm("D10.1c-2", limb="a refusal is a numbered letter, to its sender without a name")
def test_what_makes_no_case_is_refused_in_writing_and_names_nobody(
    home: AtHome, tmp_path: Path
) -> None:
    services, named = home.world.services, "Lê Văn Lạ"
    receipt = home.sent({**CITIZEN_CLAIMS, "name": named, "phone_number": "0909999999"})
    message = state_message(home, home.telephone, receipt)
    assert home.applications.letter(message) == Refused(Reason.NOT_FOUND), "not refused yet"
    home.check()
    message = state_message(home, home.telephone, receipt)
    assert home.applications.letter(message) == Refused(Reason.SERVICE_UNAVAILABLE), "being made"
    assert not is_told(home, receipt), "nothing was handed over"
    told = sure(home.state(receipt))
    assert told.reason is Reason.PHONE_NOT_OWN
    letter = services.letters.by_number(told.letter or "")
    assert letter is not None
    assert (letter.subject_id, letter.to_person, letter.dated_at) == (
        None,
        False,
        home.world.clock.now(),
    )
    said = services.letters.content(letter)
    assert said.recipient == f"Người gửi yêu cầu {receipt.number}"
    assert said.reasons == (ground_of(Reason.PHONE_NOT_OWN, "vi"),)
    assert ("khoản 1 Điều 10" in said.basis, "D10.1c-1" in said.signer) == (True, True)
    assert named not in str(said)
    message = state_message(home, home.telephone, receipt)
    assert home.applications.letter(message) == Refused(Reason.SERVICE_UNAVAILABLE), "being made"
    seal_files(tmp_path).press(home.world).make_due()
    stranger = state_message(home, home.installed(), receipt)
    assert home.applications.letter(stranger) == Refused(Reason.NOT_FOUND)
    message = state_message(home, home.telephone, receipt)
    number, content = sure(home.applications.letter(message))
    assert (number, content[:5]) == (letter.number, b"%PDF-")
    (proof,) = services.letters.deliveries.of_letter(letter.id)
    assert (proof.how, proof.detail) == (DeliveryMethod.TOLD, "application")
    assert letter.number not in services.letters.listed(200).values()


def state_message(home: AtHome, by: Telephone, receipt: LevelOneReceipt) -> str:
    return by.sign(APPLICATION_STATE, home.world.clock.now(), receipt=receipt.number)


def is_told(home: AtHome, receipt: LevelOneReceipt) -> bool:
    request = home.applications.requests.by_number(receipt.number)
    assert request is not None
    return request.told_at is not None


@ONLY_SQLITE
@pytest.mark.norm("D11.1c", limb="a passport that is not there is refused, with notice by mail")
def test_an_unknown_passport_is_refused_and_told_by_mail(home: AtHome) -> None:
    receipt = home.sent({**FOREIGN_CLAIMS, "number": "X9999999"})
    home.check()
    home.world.clock.advance(timedelta(minutes=3))
    home.check()
    told = sure(home.state(receipt))
    assert (told.state, told.reason) == (LevelOneState.REFUSED, Reason.REGISTRY_HAS_NO_RECORD)
    (said,) = to_strangers(home.world, NoticeKind.APPLICATION_REFUSED)
    assert (said["to"], said["number"]) == ("anna@example.test", receipt.number)
    assert said["ground"] == ground_of(Reason.REGISTRY_HAS_NO_RECORD, "vi").removesuffix(".")


@pytest.mark.norm("D10.1b-2", limb="of a child it is the number of who files for it")
@pytest.mark.norm("D10.1d", limb="who acts for a child by a record, with level 02, files for it")
@pytest.mark.norm("D7.1b", limb="a child below six years with a card gets level 01")
def test_a_parent_files_for_a_child(home: AtHome) -> None:
    parent, phone, telephone = family(home)
    child = {**CITIZEN_CLAIMS, "number": CHILD_NUMBER, "name": "Nguyễn Văn Con"}
    child |= {"birthdate": "2022-01-02", "phone_number": phone, "on_behalf": True}
    alone = home.send({**child, "on_behalf": False}, face=None)
    assert alone == Refused(Reason.GUARDIAN_LEVEL2_REQUIRED)
    told = home.answered(child, face=None, by=telephone)
    assert told.state == LevelOneState.GRANTED
    whose = subject(home, CHILD_NUMBER)
    account = home.world.services.accounts.by_subject(whose)
    assert account is not None
    assert account.level == 1
    opened = home.world.services.cases.events(home.case(told.number).id)[0]
    assert isinstance(opened.actor, Person)
    assert (opened.actor.subject_id, opened.actor.acting_for) == (parent, whose)
    assert {to for to, _ in texts(home, whose)} == {phone}
    home.population.records["001220000002"] = {
        **home.population.records[CHILD_NUMBER],
        "personal_number": "001220000002",
        "guardians": [],
    }
    without = {**home.population.records["001220000002"], "card_issued": False}
    for record in (without, {**without, "status": "dead"}):
        home.identity.records["001220000002"] = record
        other = home.answered({**child, "number": "001220000002"}, face=None, by=telephone)
        assert other.reason is Reason.NO_GUARDIANSHIP, "nothing else is told of others' children"
    others = {**child, "phone_number": PHONE}
    assert home.answered(others, face=None, by=telephone).reason is Reason.PHONE_NOT_OWN


@ONLY_SQLITE
def test_no_officer_decides_about_a_child_of_theirs(home: AtHome) -> None:
    _, phone, telephone = family(home)
    father, known = home.world.person(totp=False), home.population.records[CHILD_NUMBER]
    number = home.world.services.subjects.identity(father.subject_id).number
    he = {"number": number, "kind": "parent", "from": "2022-01-02"}
    record = {**known, "guardians": [*known["guardians"], he]}
    home.population.records[CHILD_NUMBER] = home.identity.records[CHILD_NUMBER] = record
    child = {**CITIZEN_CLAIMS, "number": CHILD_NUMBER, "name": "Nguyễn Thị Khác"}
    child |= {"birthdate": "2022-01-02", "phone_number": phone, "on_behalf": True}
    case = home.case(home.answered(child, face=None, by=telephone).number)
    fire, own = home.world.services.cases.fire, Refused(Reason.OWN_MATTER)
    his = desk_of(home.world, OfficerRole.REVIEWER, person=father).officer
    assert fire(case.id, LevelOneEvent.VERIFY, his, ReviewFinding("It is our child.")) == own
    assert fire(case.id, LevelOneEvent.REFUSE, his, IssuanceGround("It is not ours.")) == own
    other = desk_of(home.world, OfficerRole.REVIEWER).officer
    sure(fire(case.id, LevelOneEvent.VERIFY, other, ReviewFinding("The name was mistyped.")))


@ONLY_SQLITE
@pytest.mark.norm("D10.1d", limb="the age is that of the day of receipt")
def test_a_child_that_turns_fourteen_while_a_register_is_silent_is_granted_it(
    home: AtHome,
) -> None:
    _, phone, telephone = family(home)
    day = born(civil_day(home.world.clock.now()), years=14, days=1)
    record = {**home.population.records[CHILD_NUMBER], "birthdate": day}
    home.population.records[CHILD_NUMBER] = home.identity.records[CHILD_NUMBER] = record
    child = {**CITIZEN_CLAIMS, "number": CHILD_NUMBER, "name": "Nguyễn Văn Con"}
    child |= {"birthdate": day, "phone_number": phone, "on_behalf": True}
    receipt = home.sent(child, by=telephone)
    home.population.silent = True
    home.check()
    home.world.clock.advance(timedelta(days=1))
    home.population.silent = False
    home.check()
    told = sure(home.state(receipt, by=telephone))
    assert told.state == LevelOneState.GRANTED
    whose = subject(home, CHILD_NUMBER)
    status = home.world.services.accounts.status_of(whose)
    assert status is not None
    assert acts_alone(status, home.world.clock.now())
    (link,) = activation_links(home.world, Holder(whose, "", "", None))
    of_parent, refusal = Refused(Reason.NO_CONTACT), home.world.services.activations.refusal
    assert refusal(link) == of_parent, "the link is on the telephone of the parent"
    home.machine.abis = NO_MATCH
    home.subscribers.records[PHONE] = {"personal_number": CHILD_NUMBER}
    home.world.clock.advance(timedelta(minutes=5))
    beside = home.answered({**child, "phone_number": PHONE, "on_behalf": False})
    assert beside.state == LevelOneState.NEEDS_REVIEW
    assert refusal(link) == of_parent, "what is filed beside it changes nothing"


@ONLY_SQLITE
@pytest.mark.norm("D10.1d", limb="a guardian files for a ward, whose account is used with them")
def test_a_guardian_files_for_a_ward_whose_face_is_needed_whatever_is_declared(
    home: AtHome,
) -> None:
    _, phone, telephone = family(home)
    record = {**home.population.records[CHILD_NUMBER], "birthdate": "1950-01-02"}
    record["guardians"] = [{**record["guardians"][0], "kind": "guardian"}]
    home.population.records[CHILD_NUMBER] = home.identity.records[CHILD_NUMBER] = record
    ward = {**CITIZEN_CLAIMS, "number": CHILD_NUMBER, "name": "Nguyễn Văn Con"}
    ward |= {"birthdate": "2022-01-02", "phone_number": phone, "on_behalf": True}
    younger = home.answered(ward, face=None, by=telephone)
    assert younger.reason is Reason.DOSSIER_INCOMPLETE, "an age is not what somebody declares"
    told = home.answered({**ward, "birthdate": "1950-01-02"}, by=telephone)
    assert told.state == LevelOneState.GRANTED
    whose = subject(home, CHILD_NUMBER)
    assert home.world.services.accounts.is_ward(whose)
    (link,) = [to for to, text in texts(home, whose) if "/activate/" in text]
    assert link == phone, "the guardian's, who activates it"
    (contact,) = home.world.services.contacts.repository.for_subject(whose)
    assert contact.facts.confirmed_at is None, "nothing is recovered with it"
    assert ContactKind.PHONE.verified not in contact.data
    assert home.world.services.contacts.repository.confirmed_by(ContactKind.PHONE, phone) == []


@ONLY_SQLITE
@pytest.mark.norm("D10.1d", limb="by the records of now: of a ward, and of a former guardian")
def test_who_acts_for_whom_is_read_anew_at_each_step(home: AtHome) -> None:
    records, rule = home.world.services.representations, System(rule="registry-update")
    parent, phone, telephone = family(home)
    keeper = home.world.services.subjects.identity(parent).number
    guardian = StatedAgent(
        number=keeper, kind=RepresentationKind.GUARDIAN, starts_on=date(2022, 1, 2)
    )
    # A citizen whom the registers told before there was an account, and one of whom was told that
    # they are a ward. What is asked now says nothing of it.
    registered_as = home.world.services.subjects.register(SubjectKind.CITIZEN, ADULT, actor=rule)
    whose = sure(registered_as).subject_id
    ward(home, whose, [guardian])
    assert home.answered().reason is Reason.GUARDIAN_LEVEL2_REQUIRED
    # An officer looks at a name that differs; meanwhile the person becomes a ward.
    ward(home, whose, [])
    waits = home.answered({**CITIZEN_CLAIMS, "name": "Nguyễn Thị Sau"}, by=home.installed())
    assert waits.state == LevelOneState.NEEDS_REVIEW
    ward(home, whose, [guardian])
    officer = desk_of(home.world, OfficerRole.REVIEWER).officer
    verify = (LevelOneEvent.VERIFY, officer, ReviewFinding("A sign is missing."))
    fire = home.world.services.cases.fire
    case = home.case(waits.number)
    assert fire(case.id, *verify) == Refused(Reason.GUARDIAN_LEVEL2_REQUIRED)
    # The parent of a child, whom a register does not name any more: at once, and meanwhile.
    child = {**CITIZEN_CLAIMS, "number": CHILD_NUMBER, "name": "Nguyễn Văn Con"}
    child |= {"birthdate": "2022-01-02", "phone_number": phone, "on_behalf": True}
    differs = home.answered({**child, "name": "Nguyễn Văn Còn"}, face=None, by=telephone)
    assert differs.state == LevelOneState.NEEDS_REVIEW
    theirs = subject(home, CHILD_NUMBER)
    assert records.may_act(parent, theirs)
    filer = desk_of(
        home.world, OfficerRole.REVIEWER, person=Holder(parent, "filer", "", None)
    ).officer
    own = fire(home.case(differs.number).id, verify[0], filer, verify[2])
    assert own == Refused(Reason.OWN_MATTER), "who filed it is an officer too"
    for register in (home.population, home.identity):
        register.records[CHILD_NUMBER] = {**register.records[CHILD_NUMBER], "guardians": []}
    again = home.answered(child, face=None, by=telephone)
    assert again.reason is Reason.NO_GUARDIANSHIP, "what a register said before counts no more"
    ward(home, theirs, [], by=("population", "identity"))
    case = home.case(differs.number)
    assert fire(case.id, *verify) == Refused(Reason.NO_GUARDIANSHIP)


def ward(
    home: AtHome, whose: Id, agents: list[StatedAgent], *, by: Sequence[str] = ("population",)
) -> None:
    """What registers told lately of who acts for a person."""
    rule, services = System(rule="registry-update"), home.world.services
    with services.database.transaction():
        for each in by:
            services.representations.reconcile(whose, each, agents, actor=rule)


@ONLY_SQLITE
@pytest.mark.norm("D10.1d", limb="level 01 is not enough to file for a child")
def test_a_parent_of_level_01_files_for_nobody(home: AtHome) -> None:
    _, phone, telephone = family(home, level=1)
    child = {**CITIZEN_CLAIMS, "number": CHILD_NUMBER, "name": "Nguyễn Văn Con"}
    child |= {"birthdate": "2022-01-02", "phone_number": phone, "on_behalf": True}
    refused = home.send(child, face=None, by=telephone)
    assert refused == Refused(Reason.GUARDIAN_LEVEL2_REQUIRED)


def family(home: AtHome, *, level: int = 2) -> tuple[Id, str, Telephone]:
    """A parent with a telephone of their own, and a child of four years, as a register has it."""
    holder = home.world.person(level=level, totp=False)
    number = home.world.services.subjects.identity(holder.subject_id).number
    phone = "+84905555555"
    home.subscribers.records[phone] = {"personal_number": number}
    parent = {"number": number, "kind": "parent", "from": "2022-01-02"}
    record = {
        "personal_number": CHILD_NUMBER,
        "name": "Nguyễn Văn Con",
        "birthdate": "2022-01-02",
        "guardians": [parent],
        "card_issued": True,
    }
    home.population.records[CHILD_NUMBER] = home.identity.records[CHILD_NUMBER] = record
    return holder.subject_id, phone, telephone_of(home.world, holder.subject_id)


@ONLY_SQLITE
@pytest.mark.norm("D11.1d")
@pytest.mark.norm("D7.2-1", limb="a foreign child below six who entered gets level 01")
def test_a_foreign_guardian_files_for_a_foreign_child(home: AtHome) -> None:
    data = {"personal_number": "900000000701", "nationality": "DEU"}
    holder = home.world.person(kind=SubjectKind.FOREIGNER, data=data, totp=False)
    phone, telephone = "+84906666666", telephone_of(home.world, holder.subject_id)
    home.subscribers.records[phone] = {"personal_number": "900000000701"}
    document = {**FOREIGNER["travel_document"], "number": "C0CHILD01"}
    home.immigration.records["DEU:C0CHILD01"] = {
        **FOREIGNER,
        "travel_document": document,
        "personal_number": "900000000702",
        "birthdate": "2023-02-03",
        "guardians": [{"number": "900000000701", "kind": "parent", "from": "2023-02-03"}],
    }
    child = {**FOREIGN_CLAIMS, "number": "C0CHILD01", "birthdate": "2023-02-03"}
    child |= {"phone_number": phone, "on_behalf": True}
    told = home.answered(child, by=telephone)
    assert told.state == LevelOneState.GRANTED


@ONLY_SQLITE
@pytest.mark.norm("D11.1b-2", limb="two officers may switch it off")
def test_the_face_of_a_foreign_child_may_be_switched_off(home: AtHome) -> None:
    child = {**FOREIGN_CLAIMS, "birthdate": "2023-02-03"}
    asked = home.send(child, face=None)
    assert isinstance(asked, Faults)
    assert set(asked.members) == {"face"}
    policy = home.world.services.policy
    made = sure(policy.propose(Switch.FOREIGN_UNDER_6_FACE, value=False, actor=AN))
    sure(policy.approve(made.id, actor=BINH))
    home.world.clock.advance(timedelta(minutes=1))
    without = home.send(child, face=None)
    assert without == Refused(Reason.GUARDIAN_LEVEL2_REQUIRED), "the face is not what it lacks"
