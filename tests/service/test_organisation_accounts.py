"""Who represents an organisation applies for its account; all of them agree; officers decide."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from idp.accounts.domain import CURRENT_TERMS, Account, AccountState
from idp.casework.domain.cases import Case
from idp.history.domain import EventType
from idp.issuance.domain import FieldRefused, IssuanceGround
from idp.issuance.organisations.agreements import REMINDED_EVERY
from idp.issuance.organisations.domain import OrganisationState
from idp.issuance.organisations.procedures import ANSWER_WITHIN, OrganisationEvent
from idp.kernel.actors import OfficerRole, System
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName, RegistryNumber, RegistryRecord
from idp.law.terms import TermId
from idp.letters.domain import LetterKind, NumberedLetter
from idp.notices.domain import NoticeKind
from idp.representation.domain import AgreementState, RepresentationKind, StatedAgent
from tests.support.activations import number_of
from tests.support.desks import desk_of
from tests.support.letters import Arrived, arrived
from tests.support.organisations import (
    CONCLUSION,
    NUMBER,
    RECORD,
    Enterprise,
    enterprise,
    registered,
    represented,
)
from tests.support.world import Person, World, sure

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STATE = OrganisationState


@pytest.fixture
def body(world: World) -> Iterator[Enterprise]:
    with enterprise(world) as made:
        yield made


@pytest.fixture
def three(world: World) -> Iterator[Enterprise]:
    with enterprise(world, people=3) as made:
        yield made


def terms(body: Enterprise, case: Case) -> list[tuple[TermId, datetime]]:
    return [(each.term, each.due_at) for each in body.world.services.deadlines.of_case(case.id)]


def reasons(body: Enterprise, letter: NumberedLetter) -> tuple[str, ...]:
    return body.world.services.letters.content(letter).reasons


def messages(body: Enterprise, person: Person, kind: NoticeKind) -> list[Arrived]:
    return [each for each in arrived(body.world, person) if each.kind == kind]


def happened(body: Enterprise, subject_id: str) -> list[EventType]:
    return [each.happening for each in body.world.services.history.for_subject(subject_id)]


@pytest.mark.norm("D12.4")
@pytest.mark.norm("D12.2-1", limb="found in the register: the shorter term, and verified there")
@pytest.mark.norm("D8.2", limb="the account of an organisation is granted on its request")
def test_one_representative_applies_and_two_officers_grant_it(body: Enterprise) -> None:
    (filer,), services = body.people, body.world.services
    case = sure(body.file())
    assert case.state == STATE.COMPLETE_VALID
    assert services.accounts.by_subject(body.id) is None
    sure(body.verify(case))
    sure(body.grant(case))
    account = services.accounts.by_subject(body.id)
    assert account is not None
    assert (account.level, account.state) == (None, AccountState.GRANTED)
    assert services.credentials.held(body.id) == ()
    (letter,) = services.letters.of_person(filer.subject_id)
    assert letter.kind is LetterKind.ORGANISATION_GRANTED
    assert NUMBER in dict(services.letters.content(letter).facts).values()
    (said,) = messages(body, filer, NoticeKind.ORGANISATION_GRANTED)
    assert NUMBER in said.text
    held = services.subjects.identity(body.id).data["representative"].value
    assert held["number"] == number_of(body.world, filer)


@ONLY_SQLITE
@pytest.mark.norm("D14.1-1", limb="a representative activates it in a session of their own")
def test_a_representative_activates_it_with_the_terms(body: Enterprise) -> None:
    (filer,), activate = body.people, body.issuance.activate
    case = sure(body.file())
    sure(body.verify(case))
    sure(body.grant(case))
    by = body.acting(filer)
    assert activate(NUMBER, "of-before", actor=by) == Refused(Reason.TERMS_NOT_ACCEPTED)
    stranger = body.acting(body.world.person(totp=False))
    assert activate(NUMBER, CURRENT_TERMS, actor=stranger) == Refused(Reason.NOT_REPRESENTATIVE)
    assert sure(activate(NUMBER, CURRENT_TERMS, actor=by)).state is AccountState.ACTIVE
    entry = body.world.services.history.for_subject(body.id)[0]
    assert entry.happening is EventType.ACCOUNT_ACTIVATED
    assert entry.actor == replace(by, acting_for=body.id)


@ONLY_SQLITE
@pytest.mark.norm("X6.1", limb="an account is activated by whom the register names then")
def test_the_register_is_asked_again_before_the_account_is_activated(three: Enterprise) -> None:
    one, two, _ = three.people
    world, known = three.world, three.register.records[NUMBER]
    represented(world, three.id, [number_of(world, each) for each in (one, two)])
    case = sure(three.file(one))
    sure(three.answer(two))
    sure(three.verify(case))
    sure(three.grant(case))

    def activate() -> Account | Refused:
        return three.issuance.activate(NUMBER, CURRENT_TERMS, actor=three.acting(one))

    def told() -> Mapping[str, Any]:
        entry = world.services.history.for_subject(three.id)[0]
        assert entry.happening is EventType.ORGANISATION_REGISTER_ASKED
        return entry.facts

    three.register.silent = True
    assert activate() == Refused(Reason.SERVICE_UNAVAILABLE)
    assert told()["reason"] == Reason.SERVICE_UNAVAILABLE
    three.register.silent = False
    three.register.records.clear()
    assert activate() == Refused(Reason.REGISTRY_HAS_NO_RECORD), "it was granted by its record"
    three.register.records[NUMBER] = {**known, "status": "dissolved"}
    assert activate() == Refused(Reason.NOT_OPERATING)
    assert (told()["status"], told()["represents"]) == ("dissolved", True)
    only_two = {"number": number_of(world, two), "from": "2020-01-01"}
    three.register.records[NUMBER] = {**known, "representatives": [only_two]}
    assert activate() == Refused(Reason.NOT_REPRESENTATIVE)
    assert (told()["status"], told()["represents"]) == ("operating", False)
    held = world.services.representations.in_force(three.id)
    assert [each.agent_id for each in held] == [two.subject_id], "as the register told"
    account = world.services.accounts.by_subject(three.id)
    assert account is not None
    assert account.state is AccountState.GRANTED
    done = three.issuance.activate(NUMBER, CURRENT_TERMS, actor=three.acting(two))
    assert sure(done).state is AccountState.ACTIVE


@ONLY_SQLITE
@pytest.mark.norm("D12.3-1", limb="who represents it only since it was filed is asked too")
@pytest.mark.norm("D12.3-2", limb="without their agreement the dossier is not complete")
@pytest.mark.norm("D13.0", limb="the term of an organisation begins anew with the last agreement")
def test_who_is_added_while_the_term_runs_is_asked_and_the_term_begins_anew(
    three: Enterprise,
) -> None:
    one, two, last = three.people
    world, known = three.world, three.register.records[NUMBER]
    numbers = [number_of(world, each) for each in three.people]
    represented(world, three.id, numbers[:2])
    case = sure(three.file(one))
    assert sure(three.answer(two)).state == STATE.COMPLETE_VALID
    listed = [{"number": each, "from": "2020-01-01"} for each in numbers]
    three.register.records[NUMBER] = {**known, "representatives": listed}
    missing = Refused(Reason.AGREEMENT_MISSING)
    assert three.verify(case) == missing
    assert three.now(case).state == STATE.AWAITING
    assert not [each for each in world.services.deadlines.of_case(case.id) if not each.stopped_at]
    assert len(messages(three, last, NoticeKind.AGREEMENT_ASKED)) == 1
    assert EventType.CO_REPRESENTATIVES_ADDED in happened(three, three.id)
    world.clock.advance(ANSWER_WITHIN - timedelta(days=1))
    assert sure(three.answer(last)).state == STATE.COMPLETE_VALID
    assert (
        len([each for each in world.services.deadlines.of_case(case.id) if not each.stopped_at])
        == 1
    )
    sure(three.verify(case))
    newcomer = world.person(totp=False)
    represented(world, three.id, [*numbers, number_of(world, newcomer)])
    assert three.grant(case) == missing, "also where a feed told it"
    assert (three.issuance.remind(), three.issuance.remind()) == (1, 0)
    assert three.now(case).state == STATE.AWAITING
    represented(world, three.id, numbers)
    (theirs,) = [
        each for each in three.issuance.agreements(case) if each.agent_id == newcomer.subject_id
    ]
    assert theirs.state is AgreementState.CEASED
    assert three.issuance.asked(newcomer.subject_id) == ()
    assert three.issuance.remind() == 0
    version, by = three.now(case).version, three.acting(one)
    gone = three.issuance.go_on(case.number, version=version, actor=by)
    assert sure(gone).state == STATE.COMPLETE_VALID


@ONLY_SQLITE
@pytest.mark.norm("D12.1-1")
@pytest.mark.norm("D12.1-2", limb="a sign-in of level 1 files nothing")
@pytest.mark.norm("D6.1h")
def test_who_may_not_apply_is_told_why(body: Enterprise) -> None:
    (filer,), world = body.people, body.world
    told, apply = body.told(filer), body.issuance.apply
    stranger, junior = world.person(totp=False), world.person(level=1, totp=False)
    assert apply(told, actor=body.acting(stranger)) == Refused(Reason.NOT_REPRESENTATIVE)
    both = [number_of(world, each) for each in (filer, junior)]
    represented(world, body.id, both)
    assert apply(body.told(junior), actor=body.acting(junior)) == Refused(Reason.LEVEL2_REQUIRED)
    with world.services.database.transaction():
        follow, court = world.services.accounts.follow_register, System(rule="D14.2")
        assert follow(junior.subject_id, ward=True, body="Tòa án", actor=court)
    assert apply(body.told(junior), actor=body.acting(junior)) == Refused(Reason.GUARDIAN_NEEDED)
    low = replace(body.acting(filer), level=1)
    assert apply(body.told(filer), actor=low) == Refused(Reason.UNMET_LEVEL)
    assert apply(told, actor=body.acting(filer)) == Refused(Reason.PAGE_CHANGED)
    nowhere = replace(body.told(filer), number="800000000999")
    assert apply(nowhere, actor=body.acting(filer)) == Refused(Reason.NOT_REPRESENTATIVE)
    no_day = replace(body.told(filer), established_on="yesterday")
    faulty = FieldRefused(Reason.REGISTRATION_FAULTY, field="established_on")
    assert apply(no_day, actor=body.acting(filer)) == faulty
    sure(
        world.services.accounts.lock(
            filer.subject_id,
            ground="x",
            body="y",
            remedy="z",
            actor=desk_of(world, OfficerRole.DIRECTOR).officer,
        )
    )
    assert apply(body.told(filer), actor=body.acting(filer)) == Refused(Reason.ACCOUNT_LOCKED)
    assert not list(world.services.work_list.of_person(body.id))


@ONLY_SQLITE
def test_what_was_shown_is_compared_again_when_the_register_answered(
    body: Enterprise, monkeypatch: pytest.MonkeyPatch
) -> None:
    (filer,), world, look_up = body.people, body.world, body.register.look_up
    numbers = [number_of(world, each) for each in (filer, world.person(totp=False))]

    def meanwhile(number: RegistryNumber) -> RegistryRecord | None:
        represented(world, body.id, numbers)
        return look_up(number)

    monkeypatch.setattr(body.register, "look_up", meanwhile)
    assert body.file() == Refused(Reason.PAGE_CHANGED)
    assert not list(world.services.work_list.of_person(body.id))
    assert sure(body.file()).state == STATE.AWAITING


@ONLY_SQLITE
@pytest.mark.norm("D12.3-1")
@pytest.mark.norm("D12.3-2")
@pytest.mark.norm("D13.4a")
@pytest.mark.norm("D13.0", limb="the term of an organisation begins when the last one agreed")
def test_the_term_begins_when_everybody_agreed(three: Enterprise) -> None:
    one, two, last = three.people
    world, issuance = three.world, three.issuance
    case = sure(three.file(one))
    assert (case.state, terms(three, case)) == (STATE.AWAITING, [])
    assert issuance.asked(one.subject_id) == ()
    (of_two,), (of_last,) = (issuance.asked(each.subject_id) for each in (two, last))
    stolen = issuance.answer(
        of_last.request.id, agreed=True, shown=of_last.version, actor=three.acting(two)
    )
    assert stolen == Refused(Reason.NOT_FOUND)
    other = issuance.answer(
        of_two.request.id, agreed=True, shown="of another page", actor=three.acting(two)
    )
    assert other == Refused(Reason.PAGE_CHANGED)
    assert sure(three.answer(two)).state == STATE.AWAITING
    again = issuance.answer(
        of_two.request.id, agreed=False, shown=of_two.version, actor=three.acting(two)
    )
    assert again == Refused(Reason.NOT_FOUND)
    world.clock.advance(timedelta(days=1))
    assert sure(three.answer(last)).state == STATE.COMPLETE_VALID
    wednesday_over = datetime(2026, 11, 25, 17, tzinfo=UTC)
    assert terms(three, case) == [(TermId.ISSUE_ORGANISATION, wednesday_over)]
    assert EventType.CO_REPRESENTATIVE_AGREED in happened(three, two.subject_id)
    assert EventType.CO_REPRESENTATIVE_AGREED in happened(three, three.id)


@pytest.mark.norm("D12.3-2", limb="one refusal refuses it, and names nobody")
def test_one_who_does_not_agree_ends_it(three: Enterprise) -> None:
    one, two, last = three.people
    case = sure(three.file(one))
    sure(three.answer(two))
    assert sure(three.answer(last, agreed=False)).state == STATE.REFUSED
    assert terms(three, case) == []
    (letter,) = three.world.services.letters.of_person(one.subject_id)
    assert letter.kind is LetterKind.ORGANISATION_NOT_AGREED
    assert reasons(three, letter) == ("Một người đại diện của tổ chức không đồng ý.",)
    name = three.world.services.subjects.identity(last.subject_id).name
    (said,) = messages(three, one, NoticeKind.ORGANISATION_NOT_AGREED)
    assert name is not None
    assert name not in said.text
    for each in (two, last):
        assert len(messages(three, each, NoticeKind.ORGANISATION_DECIDED)) == 1
    states = {each.state for each in three.issuance.agreements(case)}
    assert states == {AgreementState.AGREED, AgreementState.REFUSED}


@ONLY_SQLITE
@pytest.mark.norm("D12.3-2", limb="silence: a reminder, no term, no grant; it ends undecided")
def test_who_is_silent_is_reminded_and_nothing_is_granted(three: Enterprise) -> None:
    one, two, last = three.people
    case, services = sure(three.file(one)), three.world.services
    sure(three.answer(two))
    assert three.issuance.remind() == 0
    three.world.clock.advance(REMINDED_EVERY)
    assert (three.issuance.remind(), three.issuance.remind()) == (1, 0)
    assert len(messages(three, last, NoticeKind.AGREEMENT_REMINDER)) == 1
    assert messages(three, two, NoticeKind.AGREEMENT_REMINDER) == []
    assert terms(three, case) == []
    fire, reviewer = services.cases.fire, three.reviewer.officer
    assert fire(case.id, OrganisationEvent.VERIFY, reviewer) == Refused(Reason.DOSSIER_INCOMPLETE)
    three.world.clock.advance(ANSWER_WITHIN - REMINDED_EVERY)
    services.cases.lapse()
    assert three.now(case).state == STATE.LAPSED
    assert len(messages(three, one, NoticeKind.ORGANISATION_LAPSED)) == 1
    states = {each.state for each in three.issuance.agreements(case)}
    assert states == {AgreementState.AGREED, AgreementState.EXPIRED}
    assert sure(three.file(last)).state == STATE.AWAITING


@ONLY_SQLITE
@pytest.mark.norm("D12.2-2")
@pytest.mark.norm("D13.4b")
def test_what_no_register_has_is_verified_by_an_officer(body: Enterprise) -> None:
    case = sure(body.file(foreign_name="Golden Lotus", body_code="H57.01"))
    asked = body.issuance.application(case)
    assert (case.state, asked.differing) == (STATE.VERIFYING, ("foreign_name", "body_code"))
    end = datetime(2026, 12, 8, 17, tzinfo=UTC)
    assert terms(body, case) == [(TermId.ISSUE_ORGANISATION_NOT_ON_FILE, end)]
    unverified = Refused(Reason.DOSSIER_UNVERIFIED)
    fire = body.world.services.cases.fire
    assert fire(case.id, OrganisationEvent.GRANT, body.approver.officer) == unverified
    assert body.grant(case) == Refused(Reason.STATE_ALREADY_HOLDS)
    assert body.conclude(case) == Refused(Reason.DOSSIER_INCOMPLETE)
    body.paper(case)
    half = replace(CONCLUSION, checks=CONCLUSION.checks[:-1])
    assert body.conclude(case, half) == Refused(Reason.DOSSIER_INCOMPLETE)
    known = body.register.records[NUMBER]
    body.register.records[NUMBER] = {**known, "status": "dissolved"}
    assert body.conclude(case) == Refused(Reason.NOT_OPERATING)
    body.register.records[NUMBER] = known
    sure(body.conclude(case))
    taken = f"to-chuc.{NUMBER}"
    body.world.person(username=taken, totp=False)
    sure(body.grant(case))
    account = body.world.services.accounts.by_subject(body.id)
    assert account is not None
    assert account.username == f"{taken}.{body.id}", "a name that somebody took holds nothing up"
    held = body.world.services.subjects.identity(body.id).data
    assert (held["foreign_name"].value, held["body_code"].value) == ("Golden Lotus", "H57.01")


@ONLY_SQLITE
@pytest.mark.norm("D12.2-1", limb="a body that is registered twice gets one account")
def test_a_code_of_another_registration_stops_a_second_account(body: Enterprise) -> None:
    other = {**RECORD, "organisation_number": "800000000025", "tax_code": "0100000077"}
    registered(body.world, {**other, "body_code": "H57-01"})

    def at(field: str) -> FieldRefused:
        return FieldRefused(Reason.IDENTITY_EXISTS, field=field)

    assert body.file(body_code="H57-01") == at("body_code")
    assert body.file(tax_code="0100000077") == at("tax_code")
    assert body.file(enterprise_code="0100000077") == at("enterprise_code"), "it is one number"
    known = body.register.records[NUMBER]
    body.register.records[NUMBER] = {**known, "body_code": "H57-01"}
    assert body.file() == at("body_code"), "also where only the register tells it"
    body.register.records[NUMBER] = known
    case = sure(body.file(body_code="H57-02"))
    body.paper(case)
    registered(
        body.world,
        {**RECORD, "organisation_number": "800000000033", "tax_code": "1", "body_code": "H57-02"},
    )
    assert body.conclude(case) == Refused(Reason.IDENTITY_EXISTS), "told meanwhile"


@ONLY_SQLITE
def test_an_organisation_the_register_has_not_takes_the_longer_way(body: Enterprise) -> None:
    body.register.records.clear()
    case = sure(body.file())
    assert case.state == STATE.VERIFYING
    assert body.issuance.application(case).in_no_register
    silent = replace(body.told(body.people[0]), name="x")
    body.register.silent = True
    outsider = desk_of(body.world, OfficerRole.HOTLINE).officer
    asked = body.at_desk.conclude(case.id, CONCLUSION, version=case.version, actor=outsider)
    assert asked == Refused(Reason.NOT_AUTHORISED), "no register is asked for who may not propose"
    by = body.acting(body.people[0])
    assert body.issuance.apply(silent, actor=by) == Refused(Reason.SERVICE_UNAVAILABLE)


@ONLY_SQLITE
def test_what_changes_before_the_grant_is_no_longer_granted(three: Enterprise) -> None:
    one, two, last = three.people
    case = sure(three.file(one))
    for each in (two, last):
        sure(three.answer(each))
    assert three.file(two) == Refused(Reason.CASE_OPEN)
    theirs = desk_of(three.world, OfficerRole.REVIEWER, person=last).officer
    assert three.verify(case, theirs) == Refused(Reason.OWN_MATTER)
    everybody = [number_of(three.world, each) for each in three.people]
    represented(three.world, three.id, everybody[:2])
    assert three.verify(case, theirs) == Refused(Reason.OWN_MATTER), "they agreed to it"
    represented(three.world, three.id, everybody)
    three.register.records[NUMBER] = {**three.register.records[NUMBER], "tax_code": "0100000001"}
    differs = three.verify(case)
    assert isinstance(differs, Refused)
    assert differs.reason is Reason.REGISTRY_DIFFERS
    three.register.records[NUMBER] = {**three.register.records[NUMBER], "tax_code": "0109998884"}
    accounts, director = three.world.services.accounts, desk_of(three.world, OfficerRole.DIRECTOR)
    why = {"ground": "x", "body": "y", "remedy": "z"}
    sure(accounts.lock(one.subject_id, **why, actor=director.officer))
    assert three.verify(case) == Refused(Reason.ACCOUNT_LOCKED)
    sure(accounts.unlock(one.subject_id, actor=director.officer))
    sure(three.verify(case))
    newcomer = three.world.person(totp=False)
    numbers = [number_of(three.world, each) for each in (one, two, newcomer)]
    represented(three.world, three.id, numbers)
    assert three.grant(case) == Refused(Reason.AGREEMENT_MISSING)
    represented(three.world, three.id, numbers[1:])
    assert three.decide(case) == Refused(Reason.NOT_REPRESENTATIVE)
    subjects, now = three.world.services.subjects, three.world.clock.now()
    was = subjects.identity(three.id).data["address"]
    moved = replace(was, value={"formatted": "1 Tràng Thi, Hà Nội"})
    with three.world.services.database.transaction():
        subjects.amend(three.id, {"address": moved}, from_then=now)
    assert three.decide(case) == Refused(Reason.REGISTRY_DIFFERS)
    ground = IssuanceGround("Who filed it represents it no more.")
    fire = three.world.services.cases.fire
    sure(fire(case.id, OrganisationEvent.REFUSE, three.reviewer.officer, ground))
    (letter,) = three.world.services.letters.of_person(one.subject_id)
    assert reasons(three, letter) == (ground.ground,)


@ONLY_SQLITE
def test_who_files_it_withdraws_it_or_goes_on_where_nobody_is_missing(three: Enterprise) -> None:
    one, two, last = three.people
    issuance, case = three.issuance, sure(three.file(one))
    by, version = three.acting(one), case.version
    low, unmet = replace(by, level=1), Refused(Reason.UNMET_LEVEL)
    assert issuance.withdraw(case.number, version=version, actor=low) == unmet
    assert issuance.go_on(case.number, version=version, actor=low) == unmet
    numbers = [number_of(three.world, each) for each in three.people]
    represented(three.world, three.id, numbers, jointly=True)
    for other in (three.acting(two), three.acting(three.world.person(totp=False))):
        found = issuance.withdraw(case.number, version=version, actor=other)
        assert found == Refused(Reason.NOT_FOUND), "together with others, or not at all"
    represented(three.world, three.id, numbers)
    assert issuance.go_on(case.number, version=version, actor=by) == Refused(
        Reason.AGREEMENT_MISSING
    )
    version = three.now(case).version
    sure(issuance.withdraw(case.number, version=version, actor=three.acting(two)))
    assert len(messages(three, one, NoticeKind.ORGANISATION_DECIDED)) == 1, "who filed it is told"
    assert messages(three, two, NoticeKind.ORGANISATION_DECIDED) == []
    assert issuance.asked(two.subject_id) == ()
    case = sure(three.file(one))
    sure(issuance.withdraw(case.number, version=case.version, actor=by))
    assert len(messages(three, two, NoticeKind.ORGANISATION_DECIDED)) == 1
    case = sure(three.file(one))
    sure(three.answer(two))
    represented(three.world, three.id, [number_of(three.world, each) for each in (one, two)])
    assert issuance.asked(last.subject_id) == ()
    newcomer = three.world.person(totp=False)
    numbers = [number_of(three.world, each) for each in (one, two)]
    represented(three.world, three.id, [*numbers, number_of(three.world, newcomer)])
    version = three.now(case).version
    missing = Refused(Reason.AGREEMENT_MISSING)
    three.world.clock.advance(timedelta(days=1))
    assert issuance.go_on(case.number, version=version, actor=by) == missing
    assert len(issuance.asked(newcomer.subject_id)) == 1
    until = three.world.clock.now() + ANSWER_WITHIN
    assert three.now(case).due_by == until, "they have the whole time to answer"
    represented(three.world, three.id, numbers)
    version = three.now(case).version
    moved = sure(issuance.go_on(case.number, version=version, actor=by))
    assert moved.state == STATE.COMPLETE_VALID


@ONLY_SQLITE
def test_who_is_not_registered_here_is_asked_once_they_are(body: Enterprise) -> None:
    world, (filer,) = body.world, body.people
    later = "001190000777"
    represented(world, body.id, [number_of(world, filer), later])
    case = sure(body.file())
    (asked,) = body.issuance.agreements(case)
    assert (asked.agent_id, asked.sent_at) == (None, None)
    newcomer = world.person(totp=False, data={"personal_number": later})
    assert body.issuance.remind() == 1
    assert len(messages(body, newcomer, NoticeKind.AGREEMENT_ASKED)) == 1
    assert sure(body.answer(newcomer)).state == STATE.COMPLETE_VALID
    assert body.world.services.cases.fire(
        case.id, OrganisationEvent.LAPSE, System(rule="nobody's"), version=None
    ) == Refused(Reason.STATE_ALREADY_HOLDS)
    assert body.world.services.accounts.by_subject(body.id) is None


@ONLY_SQLITE
@pytest.mark.norm("D12.1-1", limb="nothing goes on in the name of who represents it no more")
def test_nobody_is_asked_in_the_name_of_a_former_representative_or_a_ward(
    three: Enterprise,
) -> None:
    world, issuance, (one, two, last) = three.world, three.issuance, three.people
    newcomer = world.person(totp=False)
    everybody = [number_of(world, each) for each in (one, two, last, newcomer)]
    case = sure(three.file(one))
    stopped = Refused(Reason.FILER_MAY_NOT_ACT)

    def nothing_goes_on(denied: Reason) -> None:
        version = three.now(case).version
        world.clock.advance(REMINDED_EVERY)
        assert issuance.remind() == 0
        assert three.answer(two) == stopped
        assert issuance.go_on(case.number, version=version, actor=three.acting(one)) == Refused(
            denied
        )
        assert messages(three, newcomer, NoticeKind.AGREEMENT_ASKED) == []
        assert messages(three, two, NoticeKind.AGREEMENT_REMINDER) == []
        assert three.now(case).version == version

    represented(world, three.id, everybody[1:])
    nothing_goes_on(Reason.NOT_REPRESENTATIVE)
    represented(world, three.id, everybody)
    guardian = StatedAgent(
        number=everybody[2], kind=RepresentationKind.GUARDIAN, starts_on=date(2020, 1, 1)
    )
    for stated in ([guardian], []):
        with world.services.database.transaction():
            world.services.representations.reconcile(
                one.subject_id, RegistryName.POPULATION, stated, actor=System(rule="D8.1")
            )
        assert world.services.registry_updates.wards.review() == 1
        if stated:
            nothing_goes_on(Reason.GUARDIAN_NEEDED)
    # Who is one again, and no ward any more, goes on: everybody else is asked then.
    assert issuance.remind() > 0
    assert len(messages(three, newcomer, NoticeKind.AGREEMENT_ASKED)) == 1
    for each in (two, last, newcomer):
        sure(three.answer(each))
    assert three.now(case).state == STATE.COMPLETE_VALID
