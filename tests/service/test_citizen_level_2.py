"""A citizen applies for level 02 at a desk: received, completed, verified, granted or refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from idp.access.desks import DeskKind
from idp.accounts.domain import AccountState
from idp.casework.domain.cases import Case
from idp.casework.domain.facts import NoFacts
from idp.casework.domain.moves import Moved
from idp.history.domain import EventType
from idp.issuance.domain import (
    MOST_COMPARISONS,
    CitizenApplication,
    FieldRefused,
    Integrated,
    IssuanceGround,
    Missing,
)
from idp.issuance.procedures import IssuanceEvent
from idp.kernel.actors import Officer, OfficerRole, System
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.law.terms import TermId
from idp.letters.domain import LetterKind
from idp.notices.domain import NoticeKind
from idp.registries.domain import Differing
from idp.representation.domain import RepresentationKind, StatedAgent
from idp.subjects.domain import ContactKind, Source, SubjectKind
from tests.support.desks import desk_of
from tests.support.issuance import (
    NUMBER,
    PERSON,
    PHONE,
    SHOWN,
    WITH_CARD,
    WITHOUT_CARD,
    Counter,
    born,
    counter,
)
from tests.support.letters import Arrived, arrived
from tests.support.officers import OPERATOR
from tests.support.people import CITIZEN, recorded
from tests.support.races import meanwhile, race
from tests.support.world import Person, World, sure

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def at(world: World) -> Iterator[Counter]:
    with counter(world) as made:
        yield made


def events(at: Counter, person: str) -> list[EventType]:
    return [each.happening for each in at.world.services.history.for_subject(person, limit=60)]


def messages(at: Counter, person: str | None) -> list[Arrived]:
    assert person is not None
    return arrived(at.world, Person(person, "", "", None))


def amended(
    at: Counter, case: Case, *, phone: str = "0901234567", email: str = "", username: str = ""
) -> Moved | Refused:
    version, actor = at.now(case).version, at.receiver.officer
    return at.issuance.amend(
        case.id, phone=phone, email=email, username=username, version=version, actor=actor
    )


def due_of(at: Counter, case_id: str) -> list[tuple[TermId, datetime, datetime | None]]:
    found = at.world.services.deadlines.of_case(case_id)
    return [(each.term, each.due_at, each.stopped_at) for each in found]


@pytest.mark.norm("D10.2c", limb="a granted application makes the account and tells it")
@pytest.mark.norm("D10.2a-3", limb="an e-mail address need not be told")
@pytest.mark.norm("D7.1a", limb="a citizen of six years with a card gets level 02")
def test_an_application_is_granted_by_two_and_makes_the_account(at: Counter) -> None:
    assert WITH_CARD.email == ""
    moved = at.granted()
    person = moved.case.subject_id
    assert person is not None
    account = at.world.services.accounts.by_subject(person)
    assert account is not None
    assert (account.username, account.level) == ("thi.sau", 2)
    assert account.state is AccountState.GRANTED
    link = at.world.services.activations.newest(person)
    assert link is not None
    assert moved.result.kind is LetterKind.ACCOUNT_GRANTED
    words = at.world.services.letters.content(moved.result)
    assert {moved.case.number, "02"} <= {value for _, value in words.facts}
    assert {
        EventType.SUBJECT_REGISTERED,
        EventType.SUBJECT_MATCHED,
        EventType.ISSUANCE_GRANTED,
        EventType.ACCOUNT_CREATED,
        EventType.ACTIVATION_LINK_SENT,
    } <= set(events(at, person))
    sent = [each for each in messages(at, person) if "/activate/" in each.text]
    assert [each.to for each in sent] == [PHONE]


@pytest.mark.norm("D10.2a-2", limb="the number of the card and how it was checked are kept")
@pytest.mark.norm("D10.2b-1", limb="who a person is comes from the register, not from the officer")
@pytest.mark.norm("D10.2b-1", limb="who typed it, at which desk and when, is kept")
def test_the_data_come_from_the_register_with_its_source(at: Counter) -> None:
    case = sure(at.apply())
    assert case.subject_id is not None
    (typed,) = at.world.services.cases.events(case.id)
    assert isinstance(typed.actor, Officer)
    officer = at.receiver.officer
    assert (typed.actor.officer_id, typed.actor.desk) == (officer.officer_id, officer.desk)
    assert typed.at == at.world.clock.now()
    asked = at.issuance.application(case)
    assert isinstance(asked, CitizenApplication)
    assert (asked.card_number, asked.checked) == (WITH_CARD.card_number, WITH_CARD.checked)
    identity = at.world.services.subjects.identity(case.subject_id)
    assert identity.kind is SubjectKind.CITIZEN
    assert identity.data["name"].source is Source.NATIONAL_POPULATION_DB
    assert identity.data[ContactKind.PHONE].value == PHONE
    wrong = replace(WITH_CARD, shown=replace(SHOWN, birthdate="1990-05-07"))
    assert at.apply(wrong) == Refused(Reason.MATCH_MISSING)


@ONLY_SQLITE
def test_a_try_that_is_refused_is_told_to_the_person_and_kept_of_a_stranger(at: Counter) -> None:
    number = {**PERSON, "personal_number": "001190000890"}
    person = at.world.person(level=1, totp=False, data=number)
    for each in (at.population, at.identity):
        each.records["001190000890"] = number
    shown = replace(SHOWN, number="001190000890", name="Nguyễn Thị Bảy")
    assert at.apply(replace(WITH_CARD, shown=shown)) == Refused(Reason.MATCH_MISSING)
    kept = at.world.services.history.for_subject(person.subject_id, limit=1)[0]
    assert kept.happening is EventType.ISSUANCE_NOT_RECEIVED
    assert kept.facts == {"reason": "match_missing", "desk": at.receiver.officer.desk}
    unknown = replace(SHOWN, number="001190000899")
    assert at.apply(replace(WITH_CARD, shown=unknown)) == Refused(Reason.REGISTRY_HAS_NO_RECORD)
    found = at.world.services.history.search(at.receiver.officer.officer_id)
    assert found[0].happening is EventType.ISSUANCE_NOT_RECEIVED


@ONLY_SQLITE
@pytest.mark.norm("D10.2a-3", limb="the telephone is on record as the person's own")
def test_the_own_number_is_bound_and_an_unproven_address_is_not(at: Counter) -> None:
    case = at.granted(replace(WITH_CARD, email="sau@example.test")).case
    assert case.subject_id is not None
    held = {
        each.kind: each
        for each in at.world.services.contacts.repository.for_subject(case.subject_id)
    }
    assert held[ContactKind.PHONE].facts.bound == 2
    assert held[ContactKind.EMAIL].facts.bound == 1
    sent = [each for each in messages(at, case.subject_id) if "/activate/" in each.text]
    assert [each.to for each in sent] == [PHONE], "a mistyped address gets no link"


@pytest.mark.norm("D13.0", limb="the term runs from the complete and valid dossier")
@pytest.mark.norm("D13.1b")
def test_the_term_begins_with_the_complete_dossier(at: Counter) -> None:
    case = sure(at.apply())
    at.world.clock.advance(timedelta(days=2))
    assert due_of(at, case.id) == []
    sure(at.compare(case))
    at.sign(case)
    sure(at.complete(case))
    ((term, due, stopped),) = due_of(at, case.id)
    assert (term, stopped) == (TermId.ISSUE_CITIZEN_LEVEL_2, None)
    # Wednesday 25 November 2026; until the end of Monday 30 November in Viet Nam
    assert due == datetime(2026, 11, 30, 17, tzinfo=UTC)
    at.world.clock.advance(timedelta(hours=1))
    sure(at.verify(case))
    sure(at.grant(case))
    assert due_of(at, case.id)[0][2] == at.world.clock.now()


@ONLY_SQLITE
@pytest.mark.norm("D13.0", limb="what is sent back starts anew when it is complete")
def test_a_dossier_that_is_sent_back_has_no_term_until_it_is_complete_again(at: Counter) -> None:
    case = at.completed()
    missing = Missing("The card's number cannot be read.")
    back = at.world.services.cases.fire(case.id, IssuanceEvent.RETURN, at.reviewer.officer, missing)
    assert sure(back).case.state == "incomplete"
    assert due_of(at, case.id)[0][2] is not None
    told = [each.text for each in messages(at, case.subject_id)]
    assert any(case.number in each for each in told)
    at.world.clock.advance(timedelta(days=1))
    sure(at.complete(case))
    ends = [due for _, due, stopped in due_of(at, case.id) if stopped is None]
    assert ends == [datetime(2026, 11, 27, 17, tzinfo=UTC)]


@ONLY_SQLITE
@pytest.mark.norm("D13.1b", limb="both rule sets give three working days across holidays")
@pytest.mark.parametrize("rule_set", [RuleSetName.DRAFT_2024, RuleSetName.DECREE_69_2024])
def test_the_days_around_tet_are_no_working_days(at: Counter, rule_set: RuleSetName) -> None:
    cases = replace(at.issuance.engine, rule_set=rule_set)
    at.issuance = replace(at.issuance, engine=cases)
    at.world.clock.advance(datetime(2027, 2, 3, 3, tzinfo=UTC) - at.world.clock.now())
    calendar = at.world.services.deadlines.legal_time
    case = at.completed()
    assert case.rule_set == rule_set
    ((_, due, _),) = due_of(at, case.id)
    assert due > datetime(2027, 2, 8, tzinfo=UTC), calendar


@pytest.mark.norm("D10.2b-2", limb="a finger that does not match blocks the dossier")
@pytest.mark.norm(
    "D10.2b-2", limb="what the service said is kept, with its reference and no picture"
)
def test_a_twin_has_the_face_and_not_the_fingers(at: Counter) -> None:
    case = sure(at.apply())
    at.sign(case)
    assert at.complete(case) == Refused(Reason.BIOMETRIC_MISMATCH)
    sure(at.compare(case, finger=False))
    assert at.complete(case) == Refused(Reason.BIOMETRIC_MISMATCH)
    kept = at.world.services.cases.events(case.id)[-1].facts
    assert (kept["face"], kept["fingers"]) == ("match", "no_match")
    assert kept.keys() == {"face", "fingers", "service", "attempt"}
    assert max(len(str(each)) for each in kept.values()) < 100, "no picture among them"
    sure(at.compare(case))
    assert sure(at.complete(case)).case.state == "complete_valid"


@ONLY_SQLITE
def test_faces_are_not_tried_without_end(at: Counter) -> None:
    case = sure(at.apply())
    for _ in range(MOST_COMPARISONS):
        sure(at.compare(case, face=False))
    assert at.compare(case) == Refused(Reason.BIOMETRIC_DISABLED)


@ONLY_SQLITE
def test_a_machine_that_does_not_answer_says_nothing(at: Counter) -> None:
    case = sure(at.apply())
    at.machine.liveness = lambda _: (500, {})
    answer = at.compare(case)
    assert answer == Refused(Reason.SERVICE_UNAVAILABLE)
    assert at.now(case).version == case.version


@ONLY_SQLITE
@pytest.mark.norm("D10.2b-3", limb="without the signed confirmation no dossier is complete")
def test_nothing_is_complete_without_the_signature(at: Counter) -> None:
    case = sure(at.apply())
    sure(at.compare(case))
    assert at.complete(case) == Refused(Reason.SUBJECT_CONFIRMATION_MISSING)


@ONLY_SQLITE
@pytest.mark.norm("D10.2a-1", limb="only a competent desk receives the application")
@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        (DeskKind.COMMUNE_POLICE, None),
        (DeskKind.CARD_PLACE, None),
        (DeskKind.IMMIGRATION_PROVINCIAL, Reason.DESK_NOT_COMPETENT),
        (DeskKind.AUTHORITY, Reason.DESK_NOT_COMPETENT),
        (DeskKind.HOTLINE, Reason.DESK_NOT_COMPETENT),
    ],
)
def test_a_citizen_comes_to_a_competent_desk(
    at: Counter, kind: DeskKind, refused: Reason | None
) -> None:
    desk = desk_of(at.world, OfficerRole.RECEIVING_OFFICER, kind=kind)
    answer = at.apply(by=desk)
    assert (answer.reason if isinstance(answer, Refused) else None) is refused


@ONLY_SQLITE
@pytest.mark.norm("D10.2a-2", limb="a card that is not in force is no card")
@pytest.mark.norm("D7.1-3", limb="without a card and an application for one nothing is received")
@pytest.mark.parametrize("status", ["locked", "lost", "revoked", "expired"])
def test_a_card_has_to_be_in_force(at: Counter, status: str) -> None:
    at.cards.status = status
    assert at.apply() == FieldRefused(Reason.CARD_NOT_VALID, field="card_number")
    none = replace(WITH_CARD, card_number="")
    assert at.apply(none) == FieldRefused(Reason.IDENTITY_CARD_REQUIRED, field="card_number")


@ONLY_SQLITE
@pytest.mark.norm("D10.1b-2", limb="somebody else's telephone is refused at a desk")
def test_somebody_elses_telephone_is_refused(at: Counter) -> None:
    at.subscribers.records[PHONE] = {"personal_number": "001190000899"}
    assert at.apply() == FieldRefused(Reason.PHONE_NOT_OWN, field="phone")
    assert at.world.services.subjects.of_kind(SubjectKind.CITIZEN, NUMBER) is None


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"phone": ""}, "phone", Reason.CONTACT_REQUIRED),
        ({"phone": "12"}, "phone", Reason.ADDRESS_MALFORMED),
        ({"email": "nobody"}, "email", Reason.ADDRESS_MALFORMED),
        ({"username": ""}, "username", Reason.NUMBER_MISSING),
        ({"username": "0901234567"}, "username", Reason.USERNAME_IS_IDENTIFIER),
        ({"shown": replace(SHOWN, number="12")}, "number", Reason.NUMBER_MISSING),
    ],
)
def test_what_was_typed_wrongly_is_told_at_its_field(
    at: Counter, change: dict[str, object], field: str, reason: Reason
) -> None:
    told = replace(WITH_CARD, **change)  # type: ignore[arg-type] # any field
    assert at.apply(told) == FieldRefused(reason, field=field)


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("born_so", "reason"),
    [
        ((5, 0), Reason.AGE_BELOW_6),
        ((6, 1), Reason.AGE_BELOW_6),
        ((6, 0), Reason.GUARDIAN_PRESENCE_REQUIRED),
        ((14, 1), Reason.GUARDIAN_PRESENCE_REQUIRED),
    ],
)
@pytest.mark.norm("D10.2d-1", limb="a child or ward alone is not received")
@pytest.mark.norm("D7.1a", limb="below six years level 02 is not applied for")
def test_a_child_is_not_received_alone(
    at: Counter, born_so: tuple[int, int], reason: Reason
) -> None:
    years, days = born_so
    day = born(at.world.clock.now().date(), years=years, days=days)
    for each in (at.population, at.identity):
        each.records[NUMBER] = {**PERSON, "birthdate": day}
    told = replace(WITH_CARD, shown=replace(SHOWN, birthdate=day))
    assert at.apply(told) == Refused(reason)


@ONLY_SQLITE
def test_who_is_fourteen_today_applies_alone(at: Counter) -> None:
    day = born(at.world.clock.now().date(), years=14)
    for each in (at.population, at.identity):
        each.records[NUMBER] = {**PERSON, "birthdate": day}
    assert sure(at.apply(replace(WITH_CARD, shown=replace(SHOWN, birthdate=day)))).number


OTHER = "+84907654321"


def reached(at: Counter, person: str) -> dict[ContactKind, str]:
    """The contacts in force."""
    contacts = at.world.services.contacts
    held = {kind: contacts.repository.now_and_next(person, kind)[0] for kind in ContactKind}
    return {kind: each.value for kind, each in held.items() if each is not None}


@ONLY_SQLITE
@pytest.mark.norm("D10.2a-3", limb="the telephone is on record as the person's own")
def test_the_number_that_was_told_last_gets_the_link(at: Counter) -> None:
    case = sure(at.apply(replace(WITH_CARD, email="mistyped@example.test")))
    at.subscribers.records[OTHER] = {"personal_number": NUMBER}
    amended = at.issuance.amend(
        case.id,
        phone=OTHER,
        email="",
        username="",
        version=case.version,
        actor=at.receiver.officer,
    )
    person = sure(amended).case.subject_id
    assert person is not None
    assert reached(at, person) == {ContactKind.PHONE: OTHER}
    sure(at.compare(case))
    at.sign(case)
    sure(at.complete(case))
    sure(at.verify(case))
    sure(at.grant(case))
    assert {each.to for each in messages(at, person)} == {OTHER}
    assert at.world.services.subjects.identity(person).data[ContactKind.PHONE].value == OTHER


@ONLY_SQLITE
def test_a_number_of_an_earlier_application_is_somebody_elses_by_now(at: Counter) -> None:
    first = sure(at.apply(replace(WITH_CARD, email="mistyped@example.test")))
    cases = at.world.services.cases
    sure(cases.fire(first.id, IssuanceEvent.WITHDRAW, at.receiver.officer))
    at.subscribers.records[OTHER] = {"personal_number": NUMBER}
    at.subscribers.records[PHONE] = {"personal_number": "001190000899"}
    person = at.granted(replace(WITH_CARD, phone=OTHER)).case.subject_id
    assert person is not None
    assert reached(at, person) == {ContactKind.PHONE: OTHER}
    by_then = {(each.kind, each.to) for each in messages(at, person)}
    withdrawn = (NoticeKind.APPLICATION_WITHDRAWN, PHONE)
    assert withdrawn in by_then, "told before the number was somebody else's"
    assert {to for _, to in by_then - {withdrawn}} == {OTHER}


@ONLY_SQLITE
@pytest.mark.norm("D10.2a-3", limb="the telephone is on record as the person's own")
def test_the_same_number_that_counted_as_lost_is_the_persons_own_again(at: Counter) -> None:
    known = {**PERSON, "phone_number": PHONE, "phone_number_verified": True}
    person = at.world.person(level=1, data=known).subject_id
    services = at.world.services
    with services.database.transaction():
        services.contacts.mark_phone_lost(person, at.world.clock.now())
    at.granted(replace(WITH_CARD, username=""))
    phone, _ = services.contacts.now_and_next(person, ContactKind.PHONE)
    assert phone is not None
    assert (phone.value, phone.facts.bound, phone.facts.lost_at) == (PHONE, 2, None)


@ONLY_SQLITE
def test_nothing_of_who_has_an_account_is_changed_before_it_is_granted(at: Counter) -> None:
    known = {**PERSON, "phone_number": OTHER, "phone_number_verified": True}
    person = at.world.person(level=1, data=known).subject_id
    case = at.completed(replace(WITH_CARD, username=""))
    assert reached(at, person)[ContactKind.PHONE] == OTHER
    sure(at.verify(case))
    sure(at.grant(case))
    assert reached(at, person)[ContactKind.PHONE] == PHONE


@ONLY_SQLITE
@pytest.mark.parametrize("kind", ["guardian", "representative"])
def test_a_ward_by_a_register_is_not_received_alone(at: Counter, kind: str) -> None:
    """Also who has no account here that could be marked."""
    agent = {"number": "001170000001", "kind": kind, "from": "2020-01-01"}
    at.identity.records[NUMBER] = {**PERSON, "guardians": [agent]}
    assert at.apply() == Refused(Reason.GUARDIAN_PRESENCE_REQUIRED)
    ended = {**agent, "until": "2026-11-20"}
    at.identity.records[NUMBER] = {**PERSON, "guardians": [ended]}
    case = at.completed()
    at.identity.records[NUMBER] = {**PERSON, "guardians": [agent]}
    assert at.verify(case) == Refused(Reason.GUARDIAN_PRESENCE_REQUIRED)


@ONLY_SQLITE
def test_who_became_a_ward_by_a_register_meanwhile_is_granted_nothing(at: Counter) -> None:
    person = at.world.person(level=1, data={**PERSON, "email": "x@example.test"})
    case = at.completed(replace(WITH_CARD, username=""))
    sure(at.verify(case))
    services, rule = at.world.services, System(rule="D8.1")
    with services.database.transaction():
        services.accounts.follow_register(person.subject_id, ward=True, body="x", actor=rule)
    assert at.grant(case) == Refused(Reason.GUARDIAN_PRESENCE_REQUIRED)


@ONLY_SQLITE
def test_who_became_a_ward_before_there_is_an_account_is_granted_nothing(at: Counter) -> None:
    case = at.completed()
    sure(at.verify(case))
    assert case.subject_id is not None
    keeper = StatedAgent(
        number="001170000001", kind=RepresentationKind.GUARDIAN, starts_on=date(2020, 1, 1)
    )
    records, rule = at.world.services.representations, System(rule="D8.1")
    with at.world.services.database.transaction():
        records.reconcile(case.subject_id, "population", [keeper], actor=rule)
    assert at.grant(case) == Refused(Reason.GUARDIAN_PRESENCE_REQUIRED)
    assert at.world.services.accounts.by_subject(case.subject_id) is None


@ONLY_SQLITE
@pytest.mark.norm("D10.2b-3", limb="what is changed after the signature is signed again")
def test_a_signature_does_not_cover_what_is_changed_after_it(at: Counter) -> None:
    case = sure(at.apply())
    sure(at.compare(case))
    at.sign(case)
    at.world.clock.advance(timedelta(minutes=1))
    sure(amended(at, case, email="thief@example.test", username="thief.name"))
    assert at.complete(case) == Refused(Reason.SUBJECT_CONFIRMATION_MISSING)
    at.sign(case)
    sure(at.complete(case))


@ONLY_SQLITE
def test_whom_a_register_renamed_comes_with_another_document(at: Counter) -> None:
    case = sure(at.apply())
    sure(at.compare(case))
    subjects, now = at.world.services.subjects, at.world.clock.now()
    assert case.subject_id is not None
    name = replace(subjects.identity(case.subject_id).data["name"], value="Nguyễn Thị Bảy")
    with at.world.services.database.transaction():
        subjects.amend(case.subject_id, {"name": name}, from_then=now)
    sure(amended(at, case))
    at.sign(case)
    assert at.complete(case) == Refused(Reason.MATCH_MISSING)


@ONLY_SQLITE
def test_no_register_is_asked_by_who_may_not_propose_it(at: Counter) -> None:
    case = at.completed()
    at.population.silent = True
    assert at.verify(case, by=at.receiver) == Refused(Reason.NOT_AUTHORISED)


@ONLY_SQLITE
@pytest.mark.parametrize("username", ["u" * 65, "ad\u202emin", "a\tb", "\u200b"])
def test_a_user_name_is_one_that_can_be_read_and_typed(at: Counter, username: str) -> None:
    refused = FieldRefused(Reason.USERNAME_MALFORMED, field="username")
    assert at.apply(replace(WITH_CARD, username=username)) == refused


@ONLY_SQLITE
def test_registers_that_contradict_each_other_stop_it(at: Counter) -> None:
    at.identity.records[NUMBER] = {**PERSON, "name": "Nguyễn Thị Bảy"}
    assert at.apply() == Differing(Reason.REGISTRY_DIFFERS, data=("name",))
    at.identity.silent = True
    assert at.apply() == Refused(Reason.SERVICE_UNAVAILABLE)
    at.identity.silent = False
    at.identity.records.clear()
    assert at.apply() == Refused(Reason.REGISTRY_HAS_NO_RECORD)


def test_one_person_has_one_open_application(at: Counter) -> None:
    first = sure(at.apply())
    assert at.apply() == Refused(Reason.CASE_OPEN)
    assert at.apply(WITHOUT_CARD) == Refused(Reason.CASE_OPEN)
    cases = at.world.services.cases
    sure(cases.fire(first.id, IssuanceEvent.WITHDRAW, at.receiver.officer))
    assert sure(at.apply()).id != first.id


def test_of_two_desks_at_once_one_receives_it(at: Counter) -> None:
    answers = race(at.apply, times=2)
    refused = [each for each in answers if isinstance(each, Refused)]
    assert len(refused) == 1
    assert refused[0].reason in {Reason.CASE_OPEN, Reason.IDENTITY_EXISTS}


def test_a_user_name_that_somebody_gets_in_this_moment_is_told_and_nothing_is_kept(
    at: Counter,
) -> None:
    services = at.world.services
    data = {**CITIZEN, **recorded(Source.NATIONAL_POPULATION_DB, personal_number="001190000777")}
    other = sure(services.subjects.register("citizen", data, actor=OPERATOR)).subject_id
    source = Source.NATIONAL_POPULATION_DB
    assert services.subjects.match(other, source, actor=OPERATOR) is None
    case = at.completed()
    sure(at.verify(case))

    def gets() -> None:
        sure(services.accounts.create(other, username="thi.sau", level=1, actor=OPERATOR))

    answer = meanwhile(services.database, gets, lambda: at.grant(case))
    assert answer == Refused(Reason.USERNAME_TAKEN)
    assert at.now(case).state == "verified"
    assert services.accounts.by_subject(case.subject_id or "") is None


def test_an_account_of_level_01_is_raised_and_keeps_its_means(at: Counter) -> None:
    person = at.world.person(level=1, data={**PERSON, "email": "x@example.test"})
    moved = at.granted(replace(WITH_CARD, username=""))
    assert moved.case.subject_id == person.subject_id
    account = at.world.services.accounts.by_subject(person.subject_id)
    assert account is not None
    assert (account.level, account.username) == (2, person.username)
    assert account.state is AccountState.ACTIVE
    assert at.world.services.credentials.held(person.subject_id)
    assert EventType.ACCOUNT_LEVEL_RAISED in events(at, person.subject_id)
    phone, _ = at.world.services.contacts.repository.now_and_next(
        person.subject_id, ContactKind.PHONE
    )
    assert phone is not None
    assert phone.value == PHONE
    assert at.apply() == Refused(Reason.STATE_ALREADY_HOLDS)


@ONLY_SQLITE
def test_an_account_that_was_never_activated_gets_a_link_and_no_word_of_signing_in(
    at: Counter,
) -> None:
    person = at.world.services.subjects.register(
        "citizen",
        {**CITIZEN, **recorded(Source.NATIONAL_POPULATION_DB, **_named())},
        actor=OPERATOR,
    )
    subject_id = sure(person).subject_id
    source = Source.NATIONAL_POPULATION_DB
    assert at.world.services.subjects.match(subject_id, source, actor=OPERATOR) is None
    made = at.world.services.accounts.create(subject_id, username="sau.cu", level=1, actor=OPERATOR)
    assert sure(made).level == 1
    at.granted(replace(WITH_CARD, username="somebody.else"))
    kinds = {each.kind for each in messages(at, subject_id)}
    assert NoticeKind.ACTIVATION_LINK in kinds
    assert NoticeKind.ACCOUNT_GRANTED not in kinds
    account = at.world.services.accounts.by_subject(subject_id)
    assert account is not None
    assert (account.username, account.level) == ("sau.cu", 2)


def _named() -> dict[str, object]:
    names = ("personal_number", "name", "birthdate", "gender")
    return {each: PERSON[each] for each in names}


def test_who_verified_it_does_not_grant_it(at: Counter) -> None:
    both = desk_of(at.world, OfficerRole.REVIEWER, OfficerRole.APPROVER)
    case = at.completed()
    sure(at.verify(case, by=both))
    answer = at.grant(case, first=both, second=both)
    assert isinstance(answer, Refused)
    assert at.now(case).state == "verified"
    assert at.world.services.accounts.by_subject(case.subject_id or "") is None


@ONLY_SQLITE
def test_a_register_that_changes_its_mind_stops_the_grant(at: Counter) -> None:
    case = at.completed()
    sure(at.verify(case))
    person = case.subject_id
    assert person is not None
    subjects, now = at.world.services.subjects, at.world.clock.now()
    name = replace(subjects.identity(person).data["name"], value="Nguyễn Thị Bảy")
    with at.world.services.database.transaction():
        subjects.amend(person, {"name": name}, from_then=now)
    assert at.grant(case) == Refused(Reason.MATCH_MISSING)
    assert at.world.services.accounts.by_subject(person) is None


@ONLY_SQLITE
def test_verification_asks_the_registers_again(at: Counter) -> None:
    case = at.completed()
    at.subscribers.records[PHONE] = {"personal_number": "001190000899"}
    assert at.verify(case) == Refused(Reason.PHONE_NOT_OWN)
    at.subscribers.records[PHONE] = {"personal_number": NUMBER}
    at.cards.status = "revoked"
    assert at.verify(case) == Refused(Reason.CARD_NOT_VALID)
    at.cards.status = "valid"
    at.population.records[NUMBER] = {**PERSON, "name": "Nguyễn Thị Bảy"}
    at.identity.records[NUMBER] = {**PERSON, "name": "Nguyễn Thị Bảy"}
    assert at.verify(case) == Differing(Reason.REGISTRY_DIFFERS, data=("name",))


@ONLY_SQLITE
@pytest.mark.norm("D10.2c", limb="a refusal says its reasons in a letter")
def test_a_refusal_has_its_reasons_in_a_letter(at: Counter) -> None:
    case = at.completed()
    ground = IssuanceGround("The signature is not the person's.")
    fire = at.world.services.cases.fire
    refused = sure(fire(case.id, IssuanceEvent.REFUSE, at.reviewer.officer, ground))
    assert refused.case.state == "refused"
    assert refused.result.kind is LetterKind.ACCOUNT_REFUSED
    assert at.world.services.letters.content(refused.result).reasons == (ground.ground,)
    assert at.world.services.accounts.by_subject(case.subject_id or "") is None
    assert due_of(at, case.id)[0][2] is not None


@ONLY_SQLITE
@pytest.mark.norm("D10.2a-4", limb="what no register tells is not integrated, and it is granted")
def test_what_no_register_tells_is_not_integrated_and_the_account_is_granted(at: Counter) -> None:
    asked = (Integrated.DRIVING_LICENCE,)
    moved = at.granted(replace(WITH_CARD, integrate=asked))
    words = at.world.services.letters.content(moved.result)
    told = dict(words.facts)
    assert told["Giấy phép lái xe"].startswith("Đã đề nghị nhưng không tích hợp được")
    assert "Đăng ký xe" not in told


@ONLY_SQLITE
def test_what_was_told_is_changed_before_it_is_complete_and_not_after(at: Counter) -> None:
    case = sure(at.apply())
    at.subscribers.records["+84907654321"] = {"personal_number": NUMBER}
    changed = amended(at, case, phone="0907654321", username="sau.nguyen")
    asked = at.issuance.application(sure(changed).case)
    assert (asked.phone, asked.username) == ("+84907654321", "sau.nguyen")
    other = amended(at, case, phone="0901111111")
    assert other == FieldRefused(Reason.PHONE_NOT_OWN, field="phone")


@pytest.mark.norm("D10.3", limb="the account waits for the card that is applied for with it")
@pytest.mark.norm("D13.2", limb="together with the card it is seven working days")
@pytest.mark.norm("D7.1-3", limb="nothing is granted before the card exists")
def test_together_with_the_card_it_is_granted_once_the_card_exists(at: Counter) -> None:
    case = at.completed(WITHOUT_CARD)
    assert case.procedure == "citizen_level_2_with_card"
    ((term, due, _),) = due_of(at, case.id)
    assert term is TermId.ISSUE_CITIZEN_WITHOUT_CARD
    assert due == datetime(2026, 12, 2, 17, tzinfo=UTC)
    assert at.verify(case) == Refused(Reason.IDENTITY_CARD_REQUIRED)
    issue = at.issuance.card_issued
    at.cards.status = "none"
    refused = issue(case.id, "001234567", version=case.version, actor=at.receiver.officer)
    assert refused == FieldRefused(Reason.CARD_NOT_VALID, field="card_number")
    at.cards.status = "valid"
    sure(issue(case.id, "001234567", version=case.version, actor=at.receiver.officer))
    assert at.verify(case) == Refused(Reason.BIOMETRIC_MISMATCH)
    sure(at.compare(case))
    sure(at.verify(case))
    account = at.world.services.accounts.by_subject(sure(at.grant(case)).case.subject_id or "")
    assert account is not None
    assert account.level == 2


@ONLY_SQLITE
@pytest.mark.norm("D10.3", limb="with a card that is refused the account is refused")
def test_a_refused_card_refuses_the_account_with_its_reason(at: Counter) -> None:
    case = at.completed(WITHOUT_CARD)
    ground = "Decision 12 of the card office: the birth is not on record."
    refused = at.issuance.card_refused(
        case.id, ground, version=case.version, actor=at.receiver.officer
    )
    assert sure(refused).case.state == "refused"
    assert at.world.services.letters.content(sure(refused).result).reasons == (ground,)


@ONLY_SQLITE
def test_a_page_that_is_old_changes_nothing(at: Counter) -> None:
    case = at.completed()
    sure(at.verify(case))
    stale = at.issuance.verify(case.id, version=case.version, actor=at.reviewer.officer)
    assert stale == Refused(Reason.CASE_MOVED)
    again = at.world.services.cases.fire(
        case.id, IssuanceEvent.WITHDRAW, at.reviewer.officer, NoFacts()
    )
    assert again == Refused(Reason.NOT_AUTHORISED)
