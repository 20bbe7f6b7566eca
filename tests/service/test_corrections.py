"""Requests for the correction of a datum: asked once, decided by an officer, told in a letter."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import SecretStr

from idp.access.desks import DeskKind
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import Moved
from idp.corrections.domain import MOST_DOCUMENTS, Correctable, Inquiry, version_of
from idp.corrections.procedures import CorrectionEvent, CorrectionGround, CorrectionQuestion
from idp.documents.domain import DocumentKind
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole, Person
from idp.kernel.refusals import Reason, Refused
from idp.letters.domain import LetterKind
from idp.notices.domain import NoticeKind
from idp.subjects.domain import Datum, Source, SubjectKind
from idp.wiring import build
from tests.support.buckets import storing
from tests.support.corrections import ask, declared
from tests.support.desks import Desk, desk_of
from tests.support.letters import letters
from tests.support.pdf_files import pdf_of
from tests.support.races import meanwhile, race
from tests.support.world import Person as Holder
from tests.support.world import World, sure

GROUND = CorrectionGround("The birth certificate says so.")


def officer(world: World, role: OfficerRole = OfficerRole.IDENTITY_OFFICER) -> Desk:
    return desk_of(world, role, kind=DeskKind.COMMUNE_POLICE)


def taken(world: World, case: Case, desk: Desk) -> Case:
    return sure(world.services.cases.fire(case.id, CorrectionEvent.TAKE, desk.officer)).case


def decide(world: World, case: Case, event: CorrectionEvent, desk: Desk) -> Moved | Refused:
    version = taken(world, case, desk).version
    return world.services.cases.fire(case.id, event, desk.officer, GROUND, version=version)


def standing(world: World, person: str) -> date | None:
    """From when the person acts alone; None for one who does already."""
    status = world.services.accounts.status_of(person)
    assert status is not None
    return status.alone_from


def test_a_declared_datum_is_corrected_with_source_day_and_letter(world: World) -> None:
    person = declared(world, nickname="Ann")
    case = sure(ask(world, person, "nickname", "An"))
    decided = sure(decide(world, case, CorrectionEvent.CORRECT, officer(world)))
    assert decided.case.state == "corrected"
    held = world.services.subjects.identity(person).data["nickname"]
    assert held == Datum("An", Source.SELF_DECLARED, world.clock.now().date())
    assert decided.result.kind is LetterKind.CORRECTION_MADE
    words = world.services.letters.content(decided.result)
    assert {"Tên gọi khác", "An"} <= {value for _, value in words.facts}
    assert words.reasons == (GROUND.ground,)
    told = [each.happening for each in world.services.history.for_subject(person, limit=20)]
    assert EventType.DATUM_CORRECTED in told


@pytest.mark.norm("D8.1", limb="no officer edits by hand what a register holds")
def test_what_a_register_holds_is_not_written_here_but_referred(world: World) -> None:
    person = world.person().subject_id
    before = world.services.subjects.identity(person).data
    case = sure(ask(world, person, "name", "Trần Thị Khác"))
    desk = officer(world)
    moved = taken(world, case, desk)
    cases = world.services.cases
    refused = cases.fire(case.id, CorrectionEvent.CORRECT, desk.officer, GROUND)
    assert refused == Refused(Reason.SOURCE_MANAGED)
    assert cases.by_number(case.number) == moved
    referred = sure(cases.fire(case.id, CorrectionEvent.REFER, desk.officer, GROUND))
    words = world.services.letters.content(referred.result)
    assert "Cơ sở dữ liệu quốc gia về dân cư" in {value for _, value in words.facts}
    assert world.services.subjects.identity(person).data == before


def test_a_register_that_was_faster_is_not_written_over(world: World) -> None:
    person = declared(world, nickname="Ann")
    case = sure(ask(world, person, "nickname", "An"))
    newer = Datum("Ann Marie", Source.NATIONAL_POPULATION_DB, date(2026, 11, 24))
    with world.services.database.transaction():
        world.services.subjects.amend(person, {"nickname": newer}, from_then=world.clock.now())
    refused = decide(world, case, CorrectionEvent.CORRECT, officer(world))
    assert refused == Refused(Reason.SOURCE_MANAGED)
    assert world.services.subjects.identity(person).data["nickname"] == newer


def test_another_value_than_the_person_asked_about_is_not_written_over(world: World) -> None:
    person = declared(world, nickname="Ann")
    case = sure(ask(world, person, "nickname", "An"))
    declared(world, person, nickname="Anne")
    refused = decide(world, case, CorrectionEvent.CORRECT, officer(world))
    assert refused == Refused(Reason.PAGE_CHANGED)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_no_register_holds_is_not_referred_to_one(world: World) -> None:
    person = declared(world, nickname="Ann")
    case = sure(ask(world, person, "nickname", "An"))
    desk = officer(world)
    assert decide(world, case, CorrectionEvent.REFER, desk) == Refused(Reason.NO_REGISTER)
    newer = Datum("Ann", Source.IMMIGRATION_DB, date(2026, 11, 24))
    with world.services.database.transaction():
        world.services.subjects.amend(person, {"nickname": newer}, from_then=world.clock.now())
    again = world.services.cases.fire(case.id, CorrectionEvent.REFER, desk.officer, GROUND)
    words = world.services.letters.content(sure(again).result)
    assert "Cơ sở dữ liệu quốc gia về xuất nhập cảnh" in {value for _, value in words.facts}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_nobody_could_correct_is_not_offered(world: World) -> None:
    person = declared(world, nickname="Ann", nationality="VNM")
    ours = Datum("100000000001", Source.SYSTEM, world.clock.now().date())
    with world.services.database.transaction():
        told = {"personal_number": ours}
        world.services.subjects.amend(person, told, from_then=world.clock.now())
    offered = world.services.corrections.correctable(world.services.subjects.identity(person))
    assert "nickname" in offered
    assert not {"nationality", "personal_number"} & offered.keys()
    assert ask(world, person, "nationality", "LAO") == Refused(Reason.NOT_FOUND)


def test_who_is_corrected_to_be_a_child_needs_a_guardian(world: World) -> None:
    person = declared(world, birthdate="1990-05-31")
    assert standing(world, person) is None
    child = world.clock.now().date() - timedelta(days=9 * 365)
    case = sure(ask(world, person, "birthdate", child.isoformat()))
    sure(decide(world, case, CorrectionEvent.CORRECT, officer(world)))
    assert standing(world, person) is not None


def test_a_person_withdraws_what_is_not_decided_and_nobody_else_does(world: World) -> None:
    person, other = declared(world, nickname="Ann"), world.person().subject_id
    case = sure(ask(world, person, "nickname", "An"))
    withdraw = world.services.corrections.withdraw
    me = Person(subject_id=person)
    assert withdraw(
        other, case.number, version=case.version, actor=Person(subject_id=other)
    ) == Refused(Reason.NOT_FOUND)
    now = taken(world, case, officer(world))
    stale = withdraw(person, case.number, version=case.version, actor=me)
    assert stale == Refused(Reason.CASE_MOVED)
    ended = sure(withdraw(person, case.number, version=now.version, actor=me))
    assert (ended.state, ended.closed_at is None) == ("withdrawn", False)
    again = withdraw(person, case.number, version=ended.version, actor=me)
    assert again == Refused(Reason.STATE_ALREADY_HOLDS)
    assert world.services.erasures.held_by(person) is None
    assert world.services.letters.of_person(person) == []


def test_one_request_for_a_datum_is_open_at_a_time(world: World) -> None:
    person = declared(world, nickname="Ann")
    case = sure(ask(world, person, "nickname", "An"))
    assert ask(world, person, "nickname", "Anna") == Refused(Reason.CASE_OPEN)
    sure(ask(world, person, "name", "Trần Thị Khác"))
    sure(decide(world, case, CorrectionEvent.REFUSE, officer(world)))
    sure(ask(world, person, "nickname", "Anna"))


def test_a_reason_is_taken_as_people_write_it(world: World) -> None:
    why = "Sai một chữ \u2764\ufe0f\n---\nGiấy khai sinh số 12"
    case = sure(ask(world, declared(world, nickname="Ann"), "nickname", "An", why=why))
    assert world.services.corrections.asked(case).why == why


def test_of_two_tabs_one_asks(world: World) -> None:
    person = declared(world, nickname="Ann")

    def tab() -> Case | Refused:
        return ask(world, person, "nickname", "An")

    second = meanwhile(world.services.database, lambda: sure(tab()), tab)
    assert second == Refused(Reason.CASE_OPEN)
    assert len([*world.services.work_list.of_person(person)]) == 1


@pytest.mark.parametrize(
    ("name", "value", "why", "reason"),
    [
        ("email", "an@example.vn", "It is mine.", Reason.NOT_FOUND),
        ("nothing", "An", "It is mine.", Reason.NOT_FOUND),
        ("nickname", "A\u202en", "It is mine.", Reason.REGISTRATION_FAULTY),
        ("nickname", "", "It is mine.", Reason.REGISTRATION_FAULTY),
        ("birthdate", "31/05/1990", "A slip.", Reason.REGISTRATION_FAULTY),
        ("nickname", "An", " \n ", Reason.REASON_REQUIRED),
        ("nickname", "An", "x" * 2_001, Reason.REASON_REQUIRED),
        ("nickname", "Ann", "It is mine.", Reason.STATE_ALREADY_HOLDS),
    ],
)
def test_what_cannot_be_asked_is_refused_and_opens_nothing(
    world: World, name: str, value: str, why: str, reason: Reason
) -> None:
    person = declared(world, nickname="Ann")
    assert ask(world, person, name, value, why=why) == Refused(reason)
    assert [*world.services.work_list.of_person(person)] == []


def test_a_page_that_shows_what_is_no_more_on_record_asks_nothing(world: World) -> None:
    person = declared(world, nickname="Ann")
    old = version_of("nickname", world.services.subjects.identity(person).data["nickname"])
    declared(world, person, nickname="Anne")
    refused = world.services.corrections.ask(
        person,
        Correctable.NICKNAME,
        version=old,
        value="An",
        why="It is mine.",
        actor=Person(subject_id=person),
    )
    assert refused == Refused(Reason.PAGE_CHANGED)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_decides_about_themself_and_a_foreigner_goes_to_immigration(world: World) -> None:
    desk = officer(world)
    own = sure(ask(world, desk.person.subject_id, "name", "Trần Thị Khác"))
    fire = world.services.cases.fire
    assert fire(own.id, CorrectionEvent.TAKE, desk.officer) == Refused(Reason.OWN_MATTER)
    foreigner = world.person(kind=SubjectKind.FOREIGNER, totp=False).subject_id
    case = sure(ask(world, foreigner, "name", "Ann Example"))
    refused = fire(case.id, CorrectionEvent.TAKE, desk.officer)
    assert refused == Refused(Reason.DESK_NOT_COMPETENT)
    there = replace(desk.officer, desk_kind=DeskKind.IMMIGRATION_PROVINCIAL)
    sure(fire(case.id, CorrectionEvent.TAKE, there))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_asked_is_sealed_under_the_key_of_the_person(world: World) -> None:
    person = declared(world, nickname="Ann")
    case = sure(ask(world, person, "nickname", "An Bình", why="As my mother calls me."))
    kept = repr(world.services.cases.events(case.id)[0].facts)
    assert not {word for word in ("An Bình", "mother", "Ann") if word in kept}
    assert world.services.corrections.asked(case).wanted == "An Bình"


def asked_back(world: World, case: Case, desk: Desk, question: str = "Which paper?") -> Case:
    facts = CorrectionQuestion(question)
    version = taken(world, case, desk).version
    fire = world.services.cases.fire
    return sure(fire(case.id, CorrectionEvent.ASK, desk.officer, facts, version=version)).case


def answer(
    world: World, case: Case, said: str, file: bytes | None = None, *, by: str = ""
) -> Case | Refused:
    me = by or str(case.subject_id)
    return world.services.corrections.answer(
        me,
        case.number,
        said,
        version=case.version,
        document=None if file is None else io.BytesIO(file),
        actor=Person(subject_id=me),
    )


def test_an_officer_asks_and_the_person_answers_with_a_document(world: World) -> None:
    person, desk = declared(world, nickname="Ann"), officer(world)
    case = asked_back(world, sure(ask(world, person, "nickname", "An")), desk)
    assert case.state == "question_asked"
    (letter,) = letters(world, Holder(person, "", "", None), NoticeKind.CORRECTION_QUESTION)
    assert letter["number"] == case.number
    assert "Which paper?" not in str(letter), "the question is on the page, behind a sign-in"
    moved = sure(answer(world, case, "The birth certificate.", pdf_of()))
    assert (moved.state, moved.owner) == ("taken", case.owner)
    (kept,) = world.services.documents.of_case(case.number)
    assert (kept.subject_id, kept.kind) == (person, DocumentKind.EVIDENCE)
    told = world.services.corrections.told([moved])[moved.id]
    assert told.inquiries == (Inquiry("Which paper?", "The birth certificate."),)
    fire = world.services.cases.fire
    decided = sure(fire(case.id, CorrectionEvent.CORRECT, desk.officer, GROUND))
    assert decided.case.state == "corrected"
    happened = [each.happening for each in world.services.history.for_subject(person, limit=20)]
    assert EventType.CORRECTION_ANSWERED in happened
    assert EventType.DOCUMENT_ADDED in happened


def test_a_question_is_answered_once_by_its_person_and_as_it_was_shown(world: World) -> None:
    person, other = declared(world, nickname="Ann"), world.person().subject_id
    desk = officer(world)
    opened = sure(ask(world, person, "nickname", "An"))
    assert answer(world, opened, "Unasked.") == Refused(Reason.CASE_MOVED)
    case = asked_back(world, opened, desk)
    assert answer(world, case, "Not mine.", by=other) == Refused(Reason.NOT_FOUND)
    assert answer(world, case, "  ") == Refused(Reason.REASON_REQUIRED)
    assert answer(world, case, "A file.", b"MZ nothing we take") == Refused(Reason.DOCUMENT_TYPE)
    assert world.services.documents.of_case(case.number) == []
    answers = race(lambda: answer(world, case, "Once."), times=3)
    assert sum(isinstance(each, Refused) for each in answers) == 2
    assert {each.reason for each in answers if isinstance(each, Refused)} == {Reason.CASE_MOVED}


def test_a_document_is_kept_with_its_answer_or_not_at_all(world: World) -> None:
    person, desk = declared(world, nickname="Ann"), officer(world)
    case = asked_back(world, sure(ask(world, person, "nickname", "An")), desk)
    fire, database = world.services.cases.fire, world.services.database
    late = meanwhile(
        database,
        lambda: sure(fire(case.id, CorrectionEvent.REFUSE, desk.officer, GROUND)),
        lambda: answer(world, case, "The birth certificate.", pdf_of()),
    )
    assert late == Refused(Reason.CASE_MOVED)
    assert world.services.documents.of_case(case.number) == []
    happened = [each.happening for each in world.services.history.for_subject(person, limit=20)]
    assert EventType.DOCUMENT_ADDED not in happened


def test_of_two_answers_with_documents_one_is_kept_whole(world: World) -> None:
    person, desk = declared(world, nickname="Ann"), officer(world)
    case = asked_back(world, sure(ask(world, person, "nickname", "An")), desk)
    answers = race(lambda: answer(world, case, "Here it is.", pdf_of()), times=2)
    assert [each for each in answers if isinstance(each, Refused)] == [Refused(Reason.CASE_MOVED)]
    assert len(world.services.documents.of_case(case.number)) == 1


def test_without_its_document_an_answer_is_not_sent(world: World) -> None:
    person, desk = declared(world, nickname="Ann"), officer(world)
    case = asked_back(world, sure(ask(world, person, "nickname", "An")), desk)
    with storing() as bucket:
        bucket.refuses = True
        away = world.settings.model_copy(update={"document_store_url": SecretStr(bucket.url)})
        other = build(away, database=world.services.database, clock=world.clock)
        refused = answer(replace(world, services=other), case, "Here it is.", pdf_of())
    assert refused == Refused(Reason.SERVICE_UNAVAILABLE)
    assert world.services.cases.by_number(case.number) == case, "it still waits for the answer"
    assert world.services.documents.of_case(case.number) == []
    happened = [each.happening for each in world.services.history.for_subject(person, limit=20)]
    assert EventType.CORRECTION_ANSWERED not in happened


def test_silence_stops_nothing_and_several_questions_are_kept(world: World) -> None:
    person, desk = declared(world, nickname="Ann"), officer(world)
    opened = sure(ask(world, person, "nickname", "An"))
    case = asked_back(world, opened, desk, "First?")
    assert case.due_by == opened.due_by
    moved, fire = sure(answer(world, case, "One.")), world.services.cases.fire
    facts = CorrectionQuestion("Second?")
    again = sure(fire(case.id, CorrectionEvent.ASK, desk.officer, facts)).case
    assert again.version > moved.version
    told = world.services.corrections.told([again])[again.id]
    assert told.inquiries == (Inquiry("First?", "One."), Inquiry("Second?", None))
    refused = fire(case.id, CorrectionEvent.REFUSE, desk.officer, GROUND)
    assert sure(refused).case.state == "refused"
    assert answer(world, again, "Late.") == Refused(Reason.CASE_MOVED)


def test_a_person_fills_no_store_with_documents(world: World) -> None:
    person, desk = declared(world, nickname="Ann"), officer(world)
    case = asked_back(world, sure(ask(world, person, "nickname", "An")), desk)
    for _ in range(MOST_DOCUMENTS):
        sure(answer(world, case, "More.", pdf_of()))
        facts = CorrectionQuestion("More?")
        fire = world.services.cases.fire
        case = sure(fire(case.id, CorrectionEvent.ASK, desk.officer, facts)).case
    assert answer(world, case, "One more.", pdf_of()) == Refused(Reason.TOO_MANY_DOCUMENTS)
    sure(answer(world, case, "Without one."))
