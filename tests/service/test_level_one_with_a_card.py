"""Level 01 from a telephone together with the identity card: it waits until the card exists."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from idp.casework.domain.cases import Case
from idp.history.domain import EventType
from idp.issuance.domain import ComparedAs, IssuanceGround
from idp.issuance.level_one.checks import LevelOneChecks
from idp.issuance.level_one.domain import DeclaredItem, ReviewFinding
from idp.issuance.level_one.procedures import AwaitedCardEvent, AwaitedCardState
from idp.issuance.level_one.requests import KEPT_FOR, LevelOneRequest
from idp.issuance.level_one.service import LevelOneProgress, LevelOneReceipt
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.law.terms import TermId
from tests.service.test_level_one_applications import CHILD_NUMBER, content, family, subject, texts
from tests.support.biometric_services import MATCH, NO_MATCH
from tests.support.desks import desk_of
from tests.support.issuance import NUMBER, PERSON, PHONE
from tests.support.level_one import (
    CARD_APPLICATION,
    CITIZEN_CLAIMS,
    AtHome,
    at_home,
)
from tests.support.races import wait_for_waiters
from tests.support.world import World, sure

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TOGETHER = {**CITIZEN_CLAIMS, "card_application": CARD_APPLICATION}
STRANGER = "001170000001"


@pytest.fixture
def home(world: World) -> Iterator[AtHome]:
    """The citizen has no identity card yet."""
    with at_home(world) as made:
        has_card(made, issued=False)
        yield made


def has_card(home: AtHome, *, issued: bool, **more: Any) -> None:  # noqa: ANN401 - of a record
    home.identity.records[NUMBER] = {**PERSON, "card_issued": issued, **more}


def asked_again(home: AtHome) -> None:
    """The longest that a machine waits before it asks again."""
    home.world.clock.advance(timedelta(minutes=15))
    home.check()


def waits(home: AtHome, claims: Mapping[str, Any] = TOGETHER, **more: Any) -> LevelOneReceipt:  # noqa: ANN401 - as `sent`
    receipt = home.sent(claims, **more)
    home.check()
    assert home.case(receipt.number).state == AwaitedCardState.AWAITING_CARD
    return receipt


def read(home: AtHome, receipt: LevelOneReceipt) -> LevelOneProgress:
    return sure(home.state(receipt))


def refused_by_officer(home: AtHome, case: Case, event: AwaitedCardEvent) -> None:
    officer = desk_of(home.world, OfficerRole.REVIEWER).officer
    ground = IssuanceGround("Decision 12 of the card office: the birth is not on record.")
    sure(home.world.services.cases.fire(case.id, event, officer, ground))


@pytest.mark.norm("D13.2", limb="level 01 together with the card: seven working days")
@pytest.mark.norm("D7.1-3", limb="from a telephone too nothing is granted before the card exists")
@pytest.mark.parametrize("rule_set", RuleSetName)
def test_it_is_granted_once_the_card_exists(home: AtHome, rule_set: RuleSetName) -> None:
    checks = under(home, rule_set)
    receipt = home.sent(TOGETHER)
    checks.check_due()
    case = home.case(receipt.number)
    assert (case.procedure, case.state) == ("citizen_level_1_with_card", "awaiting_card")
    assert case.rule_set == rule_set
    (clock,) = home.world.services.deadlines.of_case(case.id)
    assert clock.term is TermId.ISSUE_CITIZEN_WITHOUT_CARD
    # from Monday 23 November 2026 until the end of Wednesday 2 December in Viet Nam
    due = datetime(2026, 12, 2, 17, tzinfo=UTC)
    assert (clock.started_at, clock.due_at) == (receipt.received_at, due)
    told = read(home, receipt)
    assert (told.state, told.due_by, told.reason) == ("awaiting_card", due, None)
    assert home.machine.asked == [], "the State has no face of theirs to compare with"
    home.identity.silent = True
    home.world.clock.advance(timedelta(days=8))  # a register that is silent ends nothing
    checks.check_due()
    home.identity.silent = False
    home.world.clock.advance(timedelta(minutes=15))
    checks.check_due()
    officer = desk_of(home.world, OfficerRole.REVIEWER).officer
    verify = home.applications.reviews.verify
    early = verify(case.id, ReviewFinding("It is them."), version=case.version, actor=officer)
    assert early == Refused(Reason.IDENTITY_CARD_REQUIRED)
    assert not home.world.services.accounts.has_account(subject(home))
    has_card(home, issued=True)
    home.world.clock.advance(timedelta(minutes=15))
    assert checks.check_due() == 1
    case = home.case(receipt.number)
    assert case.state == AwaitedCardState.GRANTED
    asked = home.applications.effects.joint(case)
    assert (asked.differs, asked.face, asked.found) == ((), (ComparedAs.MATCH,), "")
    assert asked.card_application == CARD_APPLICATION
    account = home.world.services.accounts.by_subject(subject(home))
    assert account is not None
    assert account.level == 1
    assert content(home, receipt.number) == (None, None), "the picture is gone"
    assert read(home, receipt).state == "granted"
    assert PHONE in {to for to, text in texts(home, subject(home)) if "/activate/" in text}
    assert checks.check_due() == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_machine_locks_the_case_before_the_person(home: AtHome) -> None:
    """As an officer does who refuses it meanwhile: else each of them would wait for the other."""
    case = home.case(waits(home).number)
    services = home.world.services
    has_card(home, issued=True)
    home.world.clock.advance(timedelta(minutes=15))
    with ThreadPoolExecutor(1) as threads:
        with services.database.transaction():
            services.cases.hold([case.id])
            checking = threads.submit(home.applications.checks.check_due)
            wait_for_waiters(services.database, 1)
            services.subjects.lock(subject(home))
        assert checking.result(timeout=120) == 1
    assert home.case(case.number).state == AwaitedCardState.GRANTED


def under(home: AtHome, rule_set: RuleSetName) -> LevelOneChecks:
    """The worker's half, where applications are received by this rule set."""
    checks = home.applications.checks
    engine = replace(checks.engine, rule_set=rule_set)
    return replace(checks, engine=engine, sources=replace(checks.sources, rule_set=rule_set))


@ONLY_SQLITE
@pytest.mark.norm("D13.2", limb="of a child too, for whom a parent files")
def test_a_parent_files_together_with_the_card_of_a_child(home: AtHome) -> None:
    _, phone, telephone = family(home)
    record = home.identity.records[CHILD_NUMBER]
    home.identity.records[CHILD_NUMBER] = {**record, "card_issued": False}
    child = {**TOGETHER, "number": CHILD_NUMBER, "name": "Nguyễn Văn Con"}
    child |= {"birthdate": "2022-01-02", "phone_number": phone, "on_behalf": True}
    receipt = waits(home, child, face=None, by=telephone)
    home.identity.records[CHILD_NUMBER] = record
    asked_again(home)
    assert home.case(receipt.number).state == AwaitedCardState.GRANTED


@ONLY_SQLITE
def test_where_the_card_exists_its_number_is_not_needed_and_the_term_is_one_day(
    home: AtHome,
) -> None:
    assert home.answered().reason is Reason.IDENTITY_CARD_REQUIRED, "with neither of both"
    has_card(home, issued=True)
    told = home.answered(TOGETHER)
    case = home.case(told.number)
    assert (case.procedure, case.state) == ("citizen_level_1", "granted")
    (clock,) = home.world.services.deadlines.of_case(case.id)
    assert clock.term is TermId.ISSUE_CITIZEN_LEVEL_1


@ONLY_SQLITE
@pytest.mark.norm("D7.1-3", limb="a card that is refused ends the application for level 01")
@pytest.mark.parametrize("event", [AwaitedCardEvent.CARD_REFUSED, AwaitedCardEvent.REFUSE])
def test_a_refused_card_refuses_the_account_with_its_reason(
    home: AtHome, event: AwaitedCardEvent
) -> None:
    receipt = waits(home)
    refused_by_officer(home, home.case(receipt.number), event)
    told = read(home, receipt)
    assert (told.state, told.reason) == ("refused", Reason.IDENTITY_CARD_REQUIRED)
    assert (told.ground, told.letter, told.unproven) == (None, None, False), "no face is proven"
    (letter,) = home.world.services.letters.of_person(subject(home))
    ground = "Decision 12 of the card office: the birth is not on record."
    assert home.world.services.letters.content(letter).reasons == (ground,)
    home.world.clock.advance(timedelta(hours=1))
    assert [to for to, text in texts(home, subject(home)) if receipt.number in text] == [PHONE]
    assert content(home, receipt.number) == (None, None), "the picture is gone"
    has_card(home, issued=True)
    home.check()
    assert home.case(receipt.number).state == "refused"
    assert home.answered().state == "granted", "and with the card they apply again"


@ONLY_SQLITE
def test_what_cannot_be_granted_any_more_is_an_officers(home: AtHome) -> None:
    """The person dies, the number is somebody else's, or an account exists: none is granted."""
    case = review(home, lambda: has_card(home, issued=False, status="dead"))
    assert found(home, case) == Reason.MATCH_MISSING
    refused_by_officer(home, case, AwaitedCardEvent.REFUSE)
    assert [to for to, _ in texts(home, subject(home))] == [], "nobody knows whose number it is"
    has_card(home, issued=False)
    case = review(home, lambda: home.subscribers.records.update({PHONE: {"personal_number": "x"}}))
    assert found(home, case) == Reason.PHONE_NOT_OWN
    version, verify = case.version, home.applications.reviews.verify
    officer = desk_of(home.world, OfficerRole.REVIEWER).officer
    home.subscribers.records[PHONE] = {"personal_number": NUMBER}
    has_card(home, issued=True)
    proposed = verify(case.id, ReviewFinding("Found so."), version=version, actor=officer)
    assert proposed == Refused(Reason.BIOMETRIC_MISMATCH), "no face was compared"
    refused_by_officer(home, case, AwaitedCardEvent.REFUSE)
    told = read(home, LevelOneReceipt(case.number, case.opened_at))
    assert (told.state, told.reason) == ("refused", Reason.PHONE_NOT_OWN)
    has_card(home, issued=False)
    receipt = waits(home)
    has_card(home, issued=True)
    assert home.answered().state == "granted", "what waits without a face stops not the person"
    asked_again(home)
    case = home.case(receipt.number)
    assert (case.state, found(home, case)) == ("needs_review", Reason.STATE_ALREADY_HOLDS)


def review(home: AtHome, changes: Callable[[], None]) -> Case:
    """One that waits, until something else than the card changes."""
    receipt = waits(home, by=home.telephone)
    changes()
    asked_again(home)
    assert content(home, receipt.number) == (None, None)
    case = home.case(receipt.number)
    assert case.state == AwaitedCardState.NEEDS_REVIEW
    assert DeclaredItem.NO_CARD in home.applications.effects.application(case).differs
    return case


def found(home: AtHome, case: Case) -> Reason:
    return Reason(home.applications.effects.joint(case).found)


@ONLY_SQLITE
def test_another_face_is_an_officers_once_it_can_be_compared(home: AtHome) -> None:
    receipt = waits(home)
    home.machine.abis = NO_MATCH
    has_card(home, issued=True)
    asked_again(home)
    case = home.case(receipt.number)
    asked = home.applications.effects.joint(case)
    assert (case.state, asked.face, asked.found) == ("needs_review", (ComparedAs.NO_MATCH,), "")
    refused_by_officer(home, case, AwaitedCardEvent.REFUSE)
    told = read(home, receipt)
    assert (told.reason, told.ground, told.unproven) == (None, None, True)
    home.machine.abis = MATCH
    assert home.answered().state == "granted"


@ONLY_SQLITE
def test_a_name_that_differs_is_granted_by_two_officers_after_the_card(home: AtHome) -> None:
    receipt = waits(home, {**TOGETHER, "name": "Nguyễn Thị Sau"})
    has_card(home, issued=True)
    asked_again(home)
    case = home.case(receipt.number)
    assert home.applications.effects.joint(case).differs == (DeclaredItem.NAME,)
    officer = desk_of(home.world, OfficerRole.REVIEWER).officer
    verify, finding = home.applications.reviews.verify, ReviewFinding("A sign is missing.")
    moved = sure(verify(case.id, finding, version=case.version, actor=officer))
    assert moved.case.state == AwaitedCardState.VERIFIED


@ONLY_SQLITE
def test_one_waits_and_another_of_the_same_person_is_refused(home: AtHome) -> None:
    first, second = home.sent(TOGETHER), home.sent(TOGETHER)
    home.check()
    states = {read(home, each).state: read(home, each).reason for each in (first, second)}
    assert states == {"awaiting_card": None, "refused": Reason.CASE_OPEN}


@ONLY_SQLITE
def test_it_is_withdrawn_while_it_waits_also_between_question_and_answer(home: AtHome) -> None:
    receipt = waits(home)
    has_card(home, issued=True)
    home.world.clock.advance(timedelta(minutes=15))
    checks = home.applications.checks
    (request,) = checks.requests.claim_due()
    assert request.waits
    assert sure(home.withdraw(receipt)).state == "withdrawn"
    assert content(home, receipt.number) == (None, None), "the picture is gone"
    assert checks._check_again(request) is False  # noqa: SLF001 - the worker stands between
    assert home.case(receipt.number).state == "withdrawn"
    assert not home.world.services.accounts.has_account(subject(home))
    happened = home.world.services.history.for_subject(subject(home), limit=20)
    assert EventType.ISSUANCE_WITHDRAWN in {each.happening for each in happened}
    assert home.answered().state == "granted"


@ONLY_SQLITE
def test_a_worker_that_was_overtaken_decides_nothing(
    home: AtHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = waits(home)
    has_card(home, issued=True)
    home.world.clock.advance(timedelta(minutes=15))
    examined = LevelOneChecks._examined  # noqa: SLF001 - the other acts after what it asks

    def overtaken(self: LevelOneChecks, request: LevelOneRequest, sent: Any) -> object:  # noqa: ANN401
        said = examined(self, request, sent)
        sure(home.withdraw(receipt))
        return said

    with monkeypatch.context() as other:
        other.setattr(LevelOneChecks, "_examined", overtaken)
        home.check()
    assert home.case(receipt.number).state == "withdrawn"
    assert not home.world.services.accounts.has_account(subject(home))
    home.world.clock.advance(timedelta(hours=1))
    assert home.applications.checks.check_due() == 0


@ONLY_SQLITE
def test_after_the_term_it_is_late_and_an_officers_and_no_picture_is_kept_for_ever(
    home: AtHome,
) -> None:
    """Whose number another has by now is asked about in vain, and waits as well."""
    receipt = waits(home)
    has_card(home, issued=True, personal_number=STRANGER)
    home.world.clock.advance(timedelta(days=14))
    home.check()
    case, services = home.case(receipt.number), home.world.services
    assert case.state == AwaitedCardState.AWAITING_CARD
    assert case.due_by is not None
    assert case.due_by < home.world.clock.now()
    home.world.clock.advance(KEPT_FOR)
    assert home.applications.requests.purge_old() == 1
    home.check()
    refused_by_officer(home, case, AwaitedCardEvent.CARD_REFUSED)
    (clock,) = services.deadlines.of_case(case.id)
    assert clock.stopped_at == home.world.clock.now()
