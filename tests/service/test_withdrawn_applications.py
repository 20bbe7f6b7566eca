"""Applications that who filed them withdraws: by the telephone, and in self-service."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from idp.access.desks import DeskKind
from idp.casework.domain.cases import Case
from idp.deadlines.service import Deadlines
from idp.history.domain import EventType
from idp.issuance.domain import IssuanceGround
from idp.issuance.level_one.procedures import RECEIVED, LevelOneEvent, LevelOneState
from idp.issuance.level_one.requests import LevelOneRequest, SentApplication
from idp.issuance.level_one.service import LevelOneReceipt
from idp.issuance.procedures import FOREIGNER_LEVEL_2, IssuanceEvent
from idp.kernel.actors import OfficerRole, Person, System, Through, Unproven
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.subjects.domain import SubjectKind
from tests.service.test_level_2_with_a_guardian import NAMED, completed, knows
from tests.service.test_level_one_applications import CHILD_NUMBER, family
from tests.support.biometric_services import NO_MATCH
from tests.support.desks import desk_of
from tests.support.issuance import MATCHED, NUMBER, PHONE, SIGNED, applied, counter
from tests.support.letters import arrived
from tests.support.level_one import CITIZEN_CLAIMS, AtHome, at_home
from tests.support.officers import OPERATOR
from tests.support.world import Person as Holder
from tests.support.world import World, sure

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
GONE, DECIDED = Refused(Reason.NOT_FOUND), Refused(Reason.STATE_ALREADY_HOLDS)
OTHER_NAME = {**CITIZEN_CLAIMS, "name": "Trần Văn Khác"}


@pytest.fixture
def home(world: World) -> Iterator[AtHome]:
    with at_home(world) as made:
        yield made


def runs(deadlines: Deadlines, case: Case) -> bool:
    return any(each.stopped_at is None for each in deadlines.of_case(case.id))


def kept(home: AtHome, number: str) -> tuple[LevelOneRequest, SentApplication | None]:
    found = home.applications.requests.by_number(number)
    assert found is not None
    return found, home.applications.requests.sent(found)


def is_withdrawn(home: AtHome, receipt: LevelOneReceipt) -> None:
    sure(home.withdraw(receipt))


def test_a_telephone_withdraws_before_anything_was_checked(home: AtHome) -> None:
    receipt = home.sent()
    assert home.withdraw(receipt, by=home.installed()) == GONE
    told = sure(home.withdraw(receipt))
    assert (told.state, told.reason, told.letter) == ("withdrawn", None, None)
    row, sent = kept(home, receipt.number)
    assert (row.checked, sent) == (True, None), "nothing of what was sent is kept"
    home.check()
    assert home.world.services.subjects.of_kind(SubjectKind.CITIZEN, NUMBER) is None
    assert sure(home.withdraw(receipt)) == sure(home.state(receipt)) == told
    assert home.answered().state == "granted", "another one may follow at once"


@ONLY_SQLITE
def test_what_a_worker_checks_while_it_is_withdrawn_makes_no_case(home: AtHome) -> None:
    receipt, checks = home.sent(), home.applications.checks
    (request,) = checks.requests.claim_due()
    sent = checks.requests.sent(request)
    assert sent is not None
    found = checks._examined(request, sent)  # noqa: SLF001 - the worker stands between both halves
    sure(home.withdraw(receipt))
    with pytest.raises(Exception, match="used_before"), checks.context.database.transaction():
        checks._decided(request, sent, found)  # type: ignore[arg-type]  # noqa: SLF001 - as above
    checks.requests.put_off(request)
    assert home.world.services.cases.by_number(receipt.number) is None
    assert sure(home.state(receipt)).state == "withdrawn"
    receipt = home.sent()
    home.identity.silent = True
    home.check()
    sure(home.withdraw(receipt))
    home.identity.silent = False
    home.check()
    assert home.world.services.cases.by_number(receipt.number) is None


@ONLY_SQLITE
def test_what_a_worker_refuses_while_it_is_withdrawn_stays_withdrawn_and_stops_no_other(
    home: AtHome,
) -> None:
    another = {"phone_number": "0909999999", "email": "sau@example.test"}
    receipt = home.sent({**CITIZEN_CLAIMS, **another})
    other = home.installed()
    waits = home.sent(by=other)
    home.subscribers.meanwhile = lambda: is_withdrawn(home, receipt)
    home.check()
    told = sure(home.state(receipt))
    assert (told.state, told.reason, told.letter) == ("withdrawn", None, None)
    assert sure(home.state(waits, by=other)).state == "granted"


@ONLY_SQLITE
def test_what_is_refused_while_it_is_withdrawn_is_read_as_no_application(home: AtHome) -> None:
    home.answered()
    receipt = home.sent()
    before, _ = kept(home, receipt.number)
    home.check()
    now, _ = kept(home, receipt.number)
    assert home.applications.requests.address(now) is not None, "all that is kept of it"
    assert home.applications.requests.sent(before) is None
    assert home.withdraw(receipt) == DECIDED


@ONLY_SQLITE
def test_a_telephone_withdraws_what_an_officer_looks_at_and_nothing_decided(home: AtHome) -> None:
    services, receipt = home.world.services, home.sent(OTHER_NAME)
    home.check()
    case = home.case(receipt.number)
    assert (case.state, runs(services.deadlines, case)) == (LevelOneState.NEEDS_REVIEW, True)
    reviewer = desk_of(home.world, OfficerRole.REVIEWER).officer
    for nobody in (reviewer, Person(subject_id=str(case.subject_id)), System(rule="D10.1c-1")):
        answer = services.cases.fire(case.id, LevelOneEvent.WITHDRAW_SENT, nobody)
        assert answer == Refused(Reason.NOT_AUTHORISED)
    told = sure(home.withdraw(receipt))
    assert (told.state, told.due_by) == ("withdrawn", None)
    assert not runs(services.deadlines, case)
    assert services.cases.events(case.id)[-1].actor == System(rule=RECEIVED)
    assert sure(home.withdraw(receipt)) == told
    refusal = IssuanceGround("Too late.")
    assert services.cases.fire(case.id, LevelOneEvent.REFUSE, reviewer, refusal) == DECIDED
    other = home.sent(OTHER_NAME)
    home.check()
    sure(services.cases.fire(home.case(other.number).id, LevelOneEvent.REFUSE, reviewer, refusal))
    assert home.withdraw(other) == DECIDED
    assert sure(home.state(other)).state == "refused"
    granted = home.sent()
    home.check()
    assert home.withdraw(granted) == DECIDED
    again = home.sent()
    home.check()
    assert home.withdraw(again) == DECIDED, "it made no case"


@ONLY_SQLITE
def test_who_filed_for_a_child_withdraws_it_by_telephone_or_in_self_service(home: AtHome) -> None:
    services, (parent, phone, telephone) = home.world.services, family(home)
    child = {**CITIZEN_CLAIMS, "number": CHILD_NUMBER, "name": "Nguyễn Văn Com"}
    child |= {"birthdate": "2022-01-02", "phone_number": phone, "on_behalf": True}
    home.machine.abis = NO_MATCH
    receipt = home.sent(child, face=None, by=telephone)
    home.check()
    assert home.withdraw(receipt) == GONE, "of another telephone"
    assert sure(home.withdraw(receipt, by=telephone)).state == "withdrawn"
    case = home.case(receipt.number)
    last = services.cases.events(case.id)[-1]
    assert last.actor == Person(subject_id=parent, acting_for=case.subject_id)
    receipt = home.sent(child, face=None, by=telephone)
    home.check()
    (case,) = services.level_one.filed_by(parent)
    assert case.number == receipt.number
    withdraw, me = services.level_one.withdraw_own, Person(subject_id=parent)
    stranger = Person(subject_id=home.world.person(totp=False).subject_id)
    assert withdraw(case.number, version=case.version, actor=stranger) == GONE
    stale = withdraw(case.number, version=case.version - 1, actor=me)
    assert stale == Refused(Reason.CASE_MOVED)
    sure(withdraw(case.number, version=case.version, actor=me))
    assert services.level_one.filed_by(parent) == ()


@ONLY_SQLITE
@pytest.mark.norm("D10.1d", limb="who acts for the child no more withdraws nothing of theirs")
def test_a_former_guardian_neither_sees_nor_withdraws_what_they_filed(home: AtHome) -> None:
    services, (parent, phone, telephone) = home.world.services, family(home)
    child = {**CITIZEN_CLAIMS, "number": CHILD_NUMBER, "name": "Nguyễn Văn Com"}
    child |= {"birthdate": "2022-01-02", "phone_number": phone, "on_behalf": True}
    receipt = home.sent(child, face=None, by=telephone)
    home.check()
    case, no_more = home.case(receipt.number), Refused(Reason.NO_GUARDIANSHIP)
    sure(services.endings.lock(parent, ground="x", body="y", remedy="z", actor=OPERATOR))
    assert home.withdraw(receipt, by=telephone) == no_more, "of a locked account"
    sure(services.accounts.unlock(parent, actor=OPERATOR))
    with services.database.transaction():
        for register in ("population", "identity"):
            services.representations.reconcile(str(case.subject_id), register, [], actor=OPERATOR)
    assert services.level_one.filed_by(parent) == (), "nor the name that the child has now"
    withdraw, me = services.level_one.withdraw_own, Person(subject_id=parent)
    assert withdraw(case.number, version=case.version, actor=me) == GONE
    assert home.withdraw(receipt, by=telephone) == no_more
    assert home.case(receipt.number).state == LevelOneState.NEEDS_REVIEW


def test_the_history_of_the_named_tells_of_what_was_withdrawn_unchecked(home: AtHome) -> None:
    home.answered()
    whose = home.world.services.subjects.of_kind(SubjectKind.CITIZEN, NUMBER)
    sure(home.withdraw(home.sent()))
    newest = home.world.services.history.for_subject(str(whose), limit=1)[0]
    assert newest.happening is EventType.ISSUANCE_WITHDRAWN
    assert newest.actor == Unproven(through=Through.APPLICATION)


def test_a_person_withdraws_their_own_and_no_decision_follows(world: World) -> None:
    services, kind = world.services, DeskKind.COMMUNE_POLICE
    receiver = desk_of(world, OfficerRole.RECEIVING_OFFICER, kind=kind)
    reviewer = desk_of(world, OfficerRole.REVIEWER)
    withdraw = services.issuance.withdraw_own
    case = applied(world, receiver.officer)
    sure(services.cases.fire(case.id, IssuanceEvent.COMPARE, receiver.officer, MATCHED))
    sure(services.cases.fire(case.id, IssuanceEvent.COMPLETE, receiver.officer, SIGNED))
    case = sure(services.cases.fire(case.id, IssuanceEvent.VERIFY, reviewer.officer)).case
    proposed = sure(services.case_decisions.of_case(case.number, reviewer.officer))
    me = Person(subject_id=str(case.subject_id))
    stranger = Person(subject_id=world.person(totp=False).subject_id)
    assert withdraw(case.number, version=case.version, actor=stranger) == GONE
    stale = withdraw(case.number, version=case.version - 1, actor=me)
    assert stale == Refused(Reason.CASE_MOVED)
    fire, event = services.cases.fire, IssuanceEvent.WITHDRAW_OWN
    forged = replace(stranger, acting_for=case.subject_id)
    for nobody in (receiver.officer, stranger, forged):
        assert fire(case.id, event, nobody) == Refused(Reason.NOT_AUTHORISED)
    documents = services.documents.of_case(case.number)
    assert sure(withdraw(case.number, version=case.version, actor=me)).case.state == "withdrawn"
    assert not runs(services.deadlines, case)
    assert services.documents.of_case(case.number) == documents, "evidence stays as long as before"
    assert withdraw(case.number, version=case.version, actor=me) == Refused(Reason.CASE_MOVED)
    page = services.decisions.page(proposed.id, reviewer.officer)
    assert isinstance(page, Refused), "what was proposed about it is signed by nobody any more"
    immigration = desk_of(
        world, OfficerRole.IMMIGRATION_OFFICER, kind=DeskKind.IMMIGRATION_PROVINCIAL
    )
    foreign = applied(world, immigration.officer, FOREIGNER_LEVEL_2)
    me = Person(subject_id=str(foreign.subject_id))
    sure(withdraw(foreign.number, version=foreign.version, actor=me))


def told(world: World, case: Case) -> list[str]:
    messages = arrived(world, Holder(str(case.subject_id), "", "", None))
    return [each.to for each in messages if each.kind is NoticeKind.APPLICATION_WITHDRAWN]


@ONLY_SQLITE
def test_who_came_along_withdraws_it_as_long_as_they_act_for_the_child(world: World) -> None:
    with counter(world) as at:
        issuance = world.services.issuance
        me = world.person(data={"personal_number": NUMBER}, totp=False).subject_id
        case = completed(at, knows(at, guardians=[NAMED]))
        (found,) = issuance.accompanied(me)
        assert found.number == case.number
        child = Person(subject_id=str(case.subject_id))
        withdraw, version = issuance.withdraw_own, at.now(case).version
        assert withdraw(case.number, version=version, actor=child) == GONE, "not alone"
        moved = sure(withdraw(case.number, version=version, actor=Person(subject_id=me)))
        assert moved.case.state == "withdrawn"
        last = world.services.cases.events(case.id)[-1]
        assert last.actor == Person(subject_id=me, acting_for=case.subject_id)
        assert told(world, case) == [PHONE]
        case = completed(at, knows(at, guardians=[NAMED]))
        assert [each.number for each in issuance.accompanied(me)] == [case.number]
        with world.services.database.transaction():
            for register in ("population", "identity"):
                world.services.representations.reconcile(
                    str(case.subject_id), register, [], actor=OPERATOR
                )
        assert issuance.accompanied(me) == ()
        version = at.now(case).version
        assert withdraw(case.number, version=version, actor=Person(subject_id=me)) == GONE
