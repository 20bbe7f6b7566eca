"""Documents and letters at the desk: examined, opened for a purpose, read after a look."""

import re

import pytest

from idp.access.powers import POWERS, Power
from idp.history.domain import EventType
from idp.kernel.actors import ActingClient, OfficerRole
from idp.letters.domain import DeliveryMethod
from idp.losses.domain import LossCase, LossReason, LostItem, Report, ReportedBy
from tests.support.at_desk import AtDesk, at_desk, request_about
from tests.support.counting import counted
from tests.support.faces import multipart
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.pdf_files import pdf_of
from tests.support.world import Person
from tests.web.test_desk_people import told

PDF = pdf_of(b"(Nguyen Thi Minh An)")
SCRIPT = pdf_of(catalogue=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person()


@pytest.fixture
def case(house: House, person: Person) -> LossCase:
    return house.world.services.losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.ACCOUNT,
        actor=ActingClient(client_id="x"),
    )


def page_of(there: AtDesk, case: LossCase) -> Answer:
    page = there.get(f"/officer/losses/{case.number}")
    assert page.status == 200
    return page


def sends(
    there: AtDesk, page: Answer, content: bytes, *, kind: str = "evidence", name: str = "a.pdf"
) -> Answer:
    """Fill the form of a document in and send it, as a browser does."""
    form = next(each for each in page.forms if each.action.endswith("/add"))
    csrf = dict(form.filled())["csrf"]
    content_type, body = multipart([("csrf", csrf), ("kind", kind)], [("file", name, content)])
    return there.visitor.send(
        "POST",
        form.action,
        body=body,
        headers={"Content-Type": content_type, "Origin": there.visitor.origin},
    )


def opens(there: AtDesk, page: Answer, purpose: str) -> Answer:
    form = page.form("purpose")
    return there.visitor.post(form.action, form.filled(purpose=purpose))


@pytest.mark.norm("D17.3", limb="an officer opens a document for a purpose the person reads")
def test_a_document_is_added_to_a_case_and_opened_for_a_purpose(
    house: House, case: LossCase, person: Person
) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    added = sends(there, page_of(there, case), PDF, name="../../etc/passwd")
    assert f"/officer/losses/{case.number}?" in added.location
    page = page_of(there, case)
    assert "Evidence of a fact of the case" in page.text
    assert "passwd" not in page.text
    (kept,) = house.world.services.documents.of_case(case.number)
    opened = opens(there, page, "đối chiếu đơn trình báo")
    assert opened.body == PDF
    assert opened.headers["Content-Disposition"] == f'attachment; filename="{kept.id}.pdf"'
    assert opened.headers["Content-Security-Policy"] == "sandbox"
    assert {EventType.DOCUMENT_ADDED, EventType.DOCUMENT_OPENED} <= set(told(house, person))


@pytest.mark.parametrize(
    ("content", "kind", "name", "says"),
    [
        (SCRIPT, "evidence", "a.pdf", "holds scripts, attachments or actions"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "evidence", "a.pdf", "only a PDF, a JPEG"),
        (b"", "evidence", "", "choose a file"),
        (PDF, "anything", "a.pdf", "say what the document is"),
        (b"x" * 10_485_761, "evidence", "a.pdf", "the file is too large"),
    ],
)
def test_a_file_that_is_not_taken_is_explained_on_the_page(
    house: House, case: LossCase, content: bytes, kind: str, name: str, says: str
) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    answer = sends(there, page_of(there, case), content, kind=kind, name=name)
    assert (answer.status, says in answer.text) == (422, True)
    assert house.world.services.documents.of_case(case.number) == []


@pytest.mark.parametrize("purpose", ["", "   ", "x" * 201])
def test_without_a_purpose_nothing_is_opened(
    house: House, case: LossCase, person: Person, purpose: str
) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    sends(there, page_of(there, case), PDF)
    answer = opens(there, page_of(there, case), purpose)
    assert (answer.status, "say what you need the document for" in answer.text) == (422, True)
    assert EventType.DOCUMENT_OPENED not in told(house, person)


@pytest.mark.norm("D4.8", limb="documents and letters take their powers, and the case is readable")
@pytest.mark.parametrize("role", list(OfficerRole))
def test_papers_take_their_powers(house: House, case: LossCase, role: OfficerRole) -> None:
    helper = at_desk(house, OfficerRole.HOTLINE)
    sends(helper, page_of(helper, case), PDF)
    (kept,) = house.world.services.documents.of_case(case.number)
    there = at_desk(house, role)
    csrf = there.get("/officer").form("csrf").filled()
    reads = there.get(f"/officer/losses/{case.number}").status == 200
    path = f"/officer/documents/{case.number}/{kept.id}/open"
    answer = there.visitor.post(path, [*csrf, ("purpose", "đối chiếu")])
    may_open = reads and role in POWERS[Power.DOCUMENT_OPEN].roles
    assert answer.status == (200 if may_open else 403)
    added = there.visitor.post(f"/officer/documents/{case.number}/add", [*csrf])
    may_add = reads and role in POWERS[Power.DOCUMENT_ADD].roles
    assert added.status == (422 if may_add else 403)
    letters = there.get("/officer/letters").status
    assert letters == (200 if role in POWERS[Power.LETTER_READ].roles else 403)


@pytest.mark.parametrize("path", ["BM-0000-0000/add", "BM-0000-0000/x/open"])
def test_no_document_of_a_case_that_is_none(house: House, path: str) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    csrf = there.get("/officer").form("csrf").filled()
    assert there.visitor.post(f"/officer/documents/{path}", csrf).status == 404


def test_a_document_of_another_case_is_not_opened_through_this_one(
    house: House, case: LossCase
) -> None:
    there, other = at_desk(house, OfficerRole.HOTLINE), house.world.person()
    sends(there, page_of(there, case), PDF)
    (kept,) = house.world.services.documents.of_case(case.number)
    second = house.world.services.losses.report(
        other.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.ACCOUNT,
        actor=ActingClient(client_id="x"),
    )
    csrf = there.get("/officer").form("csrf").filled()
    path = f"/officer/documents/{second.number}/{kept.id}/open"
    assert there.visitor.post(path, [*csrf, ("purpose", "đối chiếu")]).status == 404


# -- letters


def closes(there: AtDesk, case: LossCase) -> Answer:
    taken = there.do(page_of(there, case), "take")
    return there.do(taken, "close", outcome="đã gọi lại cho người báo")


@pytest.mark.norm("D17.3", limb="a letter to a person is read after a recorded look")
def test_the_letter_of_a_case_is_found_read_after_a_look_and_its_delivery_recorded(
    house: House, case: LossCase, person: Person
) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    closed = closes(there, case)
    number = re.search(r'href="/officer/letters/(VB[0-9A-Z-]+)"', closed.text)
    assert number is not None
    (listed,) = house.world.services.letters.of_case(case.number, person.subject_id)
    assert listed.number == number[1]
    register = there.get(f"/officer/letters?words={listed.number}")
    for said in (
        listed.number,
        "A person",
        "Article 32(3), Draft decree of 2024",
        "Not delivered yet",
    ):
        assert said in register.text, said
    assert person.username not in register.text
    asked = there.get(f"/officer/letters/{listed.number}/read")
    assert "/officer/people?who=" in asked.location
    page = there.get(asked.location)
    closed_case = there.visitor.submit(page, "who", case=case.number, purpose="settle_a_case")
    assert closed_case.status == 422
    asked_for = request_about(house, there.desk, person)
    looked = there.visitor.submit(page, "who", case=asked_for, purpose="settle_a_case")
    assert looked.location.endswith(f"/officer/letters/{listed.number}/read")
    read = there.get(looked.location)
    assert "đã gọi lại cho người báo" in read.text
    assert EventType.PERSON_LOOKED_AT in told(house, person)
    record = there.get(f"/officer/letters/{listed.number}")
    delivered = there.do(record, "post", post="RR123456789VN")
    assert "RR123456789VN" in delivered.text
    assert 'id="state">Delivered' in delivered.text
    assert there.press(delivered, "post", post="RR123456789VN").status == 409


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/officer/../me", "x"])
def test_a_look_leads_back_to_a_letter_only(house: House, back: str, person: Person) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    page = there.get(f"/officer/people?who={person.subject_id}&next={back}")
    assert 'name="next"' not in page.text


def test_a_list_of_letters_reads_their_deliveries_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each one more letter costs the key that opens it, and no statement besides."""
    services, there = house.world.services, at_desk(house, OfficerRole.CONNECTION_REVIEWER)

    def cost_with(more: int) -> list[str]:
        for _ in range(more):
            party = house.world.party()
            services.relying_parties.suspend(party.client_id, reason="vi phạm", actor=OPERATOR)
        with counted(services.database, monkeypatch) as cost:
            assert there.get("/officer/letters").status == 200
        return cost.statements

    few, many = cost_with(1), cost_with(5)
    deliveries = [each for each in many if "FROM letter_delivery" in each]
    assert (len(deliveries), len(many)) == (1, len(few))


def test_a_letter_that_waits_is_listed_however_many_were_delivered_since(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who delivers letters on paper finds them by this list alone."""
    monkeypatch.setattr("idp.web.officer.registers.letters._MOST", 2)
    services = house.world.services
    for _ in range(4):
        party = house.world.party().client_id
        services.relying_parties.suspend(party, reason="vi phạm", actor=OPERATOR)
    *since, waits = services.letters.newest(4)
    for each in since:
        delivered = services.letters.record_delivery(
            each.number, DeliveryMethod.POSTED, detail="RR123456789VN", actor=OPERATOR
        )
        assert delivered == each
    there = at_desk(house, OfficerRole.CONNECTION_REVIEWER)
    shown = {
        state: [
            each.number
            for each in (*since, waits)
            if each.number in there.get(f"/officer/letters?state={state}").text
        ]
        for state in ("waits", "delivered")
    }
    assert shown == {"waits": [waits.number], "delivered": [each.number for each in since[:2]]}


@pytest.mark.parametrize("number", ["VB-0000-0000-0000", "x", "VB"])
def test_no_letter_has_this_number(house: House, number: str) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    for page in ("", "/read", "/pdf"):
        assert there.get(f"/officer/letters/{number}{page}").status == 404
