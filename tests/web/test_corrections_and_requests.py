"""A person asks for a correction and follows it; an officer decides at the desk."""

from collections.abc import Mapping

import pytest

from idp.access.desks import DeskKind
from idp.issuance.procedures import IssuanceEvent
from idp.kernel.actors import OfficerRole
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.subjects.domain import SubjectKind
from idp.web.officer.case_words import STATES
from idp.web.self_service.account_labels import CASE_STATES, CASES
from idp.wiring.procedures import PROCEDURES
from tests.support.at_desk import at_desk
from tests.support.corrections import ask, declared
from tests.support.counting import counted
from tests.support.desks import desk_of
from tests.support.faces import multipart
from tests.support.http import Answer
from tests.support.issuance import MATCHED, applied
from tests.support.live import House
from tests.support.pdf_files import pdf_of
from tests.support.walks import Walk
from tests.support.world import Person, sure

PATH = "/me/data/correction/nickname"


def entered(house: House, person: Person, path: str) -> tuple[Walk, Answer]:
    walk = house.walk()
    return walk, walk.sign_in(walk.visitor.arrive(walk.visitor.get(path)), person)


def with_nickname(house: House) -> Person:
    person = house.world.person()
    declared(house.world, person.subject_id, nickname="Ann")
    return person


def test_a_person_asks_follows_and_reads_the_decision(house: House) -> None:
    person = with_nickname(house)
    walk, page = entered(house, person, "/me")
    assert f'href="{PATH}"' in page.text
    page = walk.visitor.get(PATH)
    done = walk.visitor.arrive(walk.visitor.submit(page, "shown", value="An", why="A slip."))
    assert done.path == "/me/requests"
    assert "Waits for an officer" in done.text
    (case,) = house.world.services.work_list.of_person(person.subject_id)
    assert case.number in done.text
    again = walk.visitor.get(PATH)
    assert "waits" in again.ids
    assert "correction-submit" not in again.ids
    desk = at_desk(house, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    record = f"/officer/data-correction/{case.number}"
    shown = desk.do(desk.open(record), "take")
    assert "A slip." in shown.text
    desk.do(shown, "correct", ground="The card says so.")
    told = walk.visitor.get("/me/requests")
    assert "The card says so." in told.text
    assert "Corrected" in told.text
    assert "<dd>An<small>" in walk.visitor.get("/me").text


@pytest.mark.parametrize(("lang", "day"), [("vi", "03/02/1990"), ("en", "3 February 1990")])
def test_a_day_is_told_in_the_form_of_the_language(house: House, lang: str, day: str) -> None:
    person = house.world.person()
    declared(house.world, person.subject_id, birthdate="1991-02-03")
    case = sure(ask(house.world, person.subject_id, "birthdate", "1990-02-03"))
    desk = at_desk(house, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    record = f"/officer/data-correction/{case.number}"
    desk.do(desk.open(record), "take")
    page = desk.get(f"{record}?lang={lang}").text
    course = page.split('class="timeline"')[1].split("</ol>")[0]
    for shown in (course, page.split('class="facts"')[1].split("</dl>")[0]):
        assert f'<time datetime="1990-02-03">{day}</time>' in shown
        assert ">1990-02-03<" not in shown
    walk, _ = entered(house, person, "/me")
    asked = walk.visitor.get(f"/me/requests?lang={lang}").text
    assert day in asked
    assert ">1990-02-03<" not in asked


def test_the_letter_tells_the_day_as_its_language_does(house: House) -> None:
    person = house.world.person()
    declared(house.world, person.subject_id, birthdate="1991-02-03")
    case = sure(ask(house.world, person.subject_id, "birthdate", "1990-02-03"))
    desk = at_desk(house, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    taken = desk.do(desk.open(f"/officer/data-correction/{case.number}"), "take")
    desk.do(taken, "correct", ground="The birth certificate.")
    walk, _ = entered(house, person, "/me")
    (letter,) = house.world.services.letters.of_person(person.subject_id)
    shown = walk.visitor.get(f"/me/letters/{letter.number}").text
    assert "03/02/1990" in shown
    assert "1990-02-03" not in shown


def sent(walk: Walk, path: str, typed: Mapping[str, str], file: bytes) -> Answer:
    kind, body = multipart(list(typed.items()), [("file", "giay.pdf", file)])
    return walk.visitor.post(path, body, headers={"Content-Type": kind})


def test_an_officer_asks_and_the_person_answers_with_a_document(house: House) -> None:
    person = with_nickname(house)
    walk, _ = entered(house, person, "/me")
    case = sure(ask(house.world, person.subject_id, "nickname", "An"))
    desk = at_desk(house, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    record = f"/officer/data-correction/{case.number}"
    taken = desk.do(desk.open(record), "take")
    asked = desk.do(taken, "ask", question="Which paper shows it?")
    assert "The person was asked" in asked.text
    assert "answer" not in {each.action.rsplit("/", 1)[-1] for each in asked.forms}
    page = walk.visitor.get("/me/requests")
    assert "Which paper shows it?" in page.text
    form = next(each for each in page.forms if each.action.endswith("/answer"))
    typed = {**dict(form.filled()), "answer": "The birth certificate."}
    refused = sent(walk, form.action, typed, b"MZ no document")
    assert (refused.status, "problem" in refused.ids) == (422, True)
    assert "The birth certificate." in refused.text, "what was typed stays"
    done = walk.visitor.arrive(sent(walk, form.action, typed, pdf_of()))
    assert "Your answer" in done.text
    assert form.action not in {each.action for each in done.forms}
    late = sent(walk, form.action, typed, pdf_of())
    assert late.status == 422
    shown = desk.open(record)
    assert "The birth certificate." in shown.text
    assert len(house.world.services.documents.of_case(case.number)) == 1


def test_the_form_of_an_earlier_page_sends_nothing(house: House) -> None:
    person = with_nickname(house)
    walk, page = entered(house, person, PATH)
    declared(house.world, person.subject_id, nickname="Anne")
    late = walk.visitor.submit(page, "shown", value="An", why="A slip.")
    assert (late.status, "problem" in late.ids) == (422, True)
    assert [*house.world.services.work_list.of_person(person.subject_id)] == []


def test_of_two_tabs_one_withdraws_and_the_other_is_told(house: House) -> None:
    person = with_nickname(house)
    walk, _ = entered(house, person, "/me")
    case = sure(ask(house.world, person.subject_id, "nickname", "An"))
    page = walk.visitor.get("/me/requests")
    form = next(each for each in page.forms if each.action.endswith(f"{case.number}/withdraw"))
    desk = at_desk(house, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    record = desk.open(f"/officer/data-correction/{case.number}")
    assert "withdraw" not in {each.action.rsplit("/", 1)[-1] for each in record.forms}
    warned = "Only this datum is written"
    assert warned not in record.text
    of_name = sure(ask(house.world, person.subject_id, "name", "Trần Thị Khác"))
    assert warned in desk.open(f"/officer/data-correction/{of_name.number}").text
    desk.do(record, "take")
    late = walk.visitor.post(form.action, form.filled())
    assert (late.status, "problem" in late.ids) == (422, True)
    form = next(each for each in late.forms if each.action == form.action)
    for shown in ("", "x", "9" * 40):
        assert walk.visitor.post(form.action, {**dict(form.filled()), "shown": shown}).status == 422
    done = walk.visitor.arrive(walk.visitor.post(form.action, form.filled()))
    assert "Ended without a decision" in done.text
    assert form.action not in {each.action for each in done.forms}
    assert walk.visitor.post(form.action, form.filled()).status == 422


def test_what_nobody_can_ask_about_is_not_there(house: House) -> None:
    walk, _ = entered(house, house.world.person(), "/me")
    for name in ("email", "nickname", "sub", "../../me"):
        assert walk.visitor.get(f"/me/data/correction/{name}").status == 404


def test_requests_tell_state_and_day_and_nothing_that_officers_note(house: House) -> None:
    person = house.world.person()
    sure(ask(house.world, person.subject_id, "name", "Trần Thị Khác"))
    report = house.world.services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.HOTLINE,
        actor=at_desk(house, OfficerRole.HOTLINE).desk.officer,
    )
    noted = "They sounded drunk."
    cases = house.world.services.losses.cases
    officer = at_desk(house, OfficerRole.HOTLINE).desk.officer
    sure(cases.take(report.number, actor=officer))
    sure(cases.close(report.number, outcome=noted, actor=officer))
    _, page = entered(house, person, "/me/requests")
    assert "to the end of" in page.text
    assert report.number in page.text
    assert noted not in page.text


def test_a_foreigner_is_told_that_no_desk_here_can_decide(house: House) -> None:
    """Of a commune alone, no officer is competent for a foreigner (D11.2a-1)."""
    person = house.world.person(kind=SubjectKind.FOREIGNER)
    at_desk(house, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    case = sure(ask(house.world, person.subject_id, "name", "Ann Example"))
    walk, page = entered(house, person, "/me/requests")
    told = f"nobody-able-{case.number}"
    assert told in page.ids
    assert 'href="tel:' in page.text[page.text.index(told) :]
    at_desk(house, OfficerRole.IMMIGRATION_OFFICER, kind=DeskKind.IMMIGRATION_PROVINCIAL)
    assert told not in walk.visitor.get("/me/requests").ids


def test_more_requests_take_no_more_reads(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    person, database = with_nickname(house), house.world.services.database
    walk, _ = entered(house, person, "/me")
    data = {"nickname": "An", "name": "Trần Thị Khác", "birthdate": "1985-07-09"}
    costs, withdrawable = list[int](), list[int]()
    for datum, value in data.items():
        sure(ask(house.world, person.subject_id, datum, value))
        with counted(database, monkeypatch) as cost:
            page = walk.visitor.get("/me/requests")
        costs.append(len(cost.statements))
        withdrawable.append(sum(each.action.endswith("/withdraw") for each in page.forms))
    assert withdrawable == [1, 2, 3]
    assert costs[1:] == costs[:-1], costs


def test_every_case_of_a_person_has_words() -> None:
    of_nobody = {"policy_change", "means_rules_change", "trust_anchor", "biometric_record"}
    assert set(PROCEDURES) - set(CASES) == of_nobody
    states = {str(each) for name in CASES for each in PROCEDURES[name].states}
    assert states <= set(CASE_STATES)
    assert {str(each) for each in PROCEDURES["data_correction"].states} <= set(STATES)


def test_an_application_is_withdrawn_as_the_page_showed_it(house: House) -> None:
    desk = desk_of(house.world, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.COMMUNE_POLICE).officer
    person = house.world.person(level=1)
    case = applied(house.world, desk, person=person.subject_id)
    walk, _ = entered(house, person, "/me")
    page = walk.visitor.get("/me/requests")
    form = next(each for each in page.forms if each.action.endswith(f"{case.number}/withdraw"))
    assert f"Withdraw the application {case.number}" in page.text
    stranger, _ = entered(house, house.world.person(), "/me")
    theirs = stranger.visitor.get("/me/requests")
    assert form.action not in {each.action for each in theirs.forms}
    forged = {**dict(theirs.forms[0].filled()), "shown": "1"}
    foreign = stranger.visitor.post(form.action, forged)
    assert foreign.status == 422
    sure(house.world.services.cases.fire(case.id, IssuanceEvent.COMPARE, desk, MATCHED))
    late = walk.visitor.post(form.action, form.filled())
    assert (late.status, "problem" in late.ids) == (422, True)
    form = next(each for each in late.forms if each.action == form.action)
    done = walk.visitor.arrive(walk.visitor.post(form.action, form.filled()))
    assert "Ended without a decision" in done.text
    assert "the application was withdrawn" in done.text
    second = walk.visitor.post(form.action, form.filled())
    assert (second.status, "problem" in second.ids) == (422, True)
