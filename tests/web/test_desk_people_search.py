"""Officers search for people: for a purpose, at a pace, and seen by everybody whom it shows."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from typing import Any, Literal
from urllib.parse import quote

import pytest
from sqlalchemy import insert

from idp.accounts.finding import Sought
from idp.history.domain import Entry, EventType
from idp.kernel.actors import Officer, OfficerRole
from idp.kernel.ids import ID_FORM, new_id
from idp.officers.domain.looks import Purpose
from idp.officers.domain.searches import AT_ONCE, ONE_EVERY
from idp.officers.searches import Searching
from idp.subjects.domain import Datum, Source, SubjectKind
from idp.subjects.name_index import BEFORE_ALL, MOST_FOUND
from idp.subjects.name_prefixes import Birth
from idp.subjects.tables import NAME_INDEXING
from tests.support.at_desk import AtDesk, at_desk, request_about
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.plans import REGISTERS, explained, scans
from tests.support.races import race
from tests.support.walks import Walk
from tests.support.world import Person, sure

PATH = "/officer/people/search"
PURPOSE = "serve_the_person"


TICKET = "Phiếu 17 ngày 28/11"
FOR_WHAT = {"case": "", "ground": TICKET, "purpose": PURPOSE}


def search(there: AtDesk, sought: str, *, born: str = "", **for_what: str) -> Answer:
    page = there.get(PATH)
    return there.visitor.submit(
        page, "sought", sought=sought, born=born, **{**FOR_WHAT, **for_what}
    )


def a_person(house: House, name: str, born: str = "1957-03-12", **data: object) -> Person:
    return house.world.person(totp=False, data={"name": name, "birthdate": born, **data})


def shown(answer: Answer) -> list[str]:
    """The ids of the people on the page, in its order."""
    return re.findall(r'href="/officer/people\?who=([0-9a-f-]{36})["&]', answer.text)


def entries(house: House, words: str, kind: EventType) -> list[Entry]:
    return [each for each in house.world.services.history.search(words) if each.happening is kind]


def facts(house: House, there: AtDesk, kind: EventType) -> list[Mapping[str, Any]]:
    return [each.facts for each in entries(house, there.desk.officer.officer_id, kind)]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("Ngô Bảo Thạch", ""),
        ("ngo bao thach", ""),
        ("NGO BAO", "1957"),
        ("Thạch", "12/3/1957"),
        ("ngô thạch", ""),
        ("ngo bao tha", ""),
    ],
)
def test_a_person_is_found_by_name_and_told_apart(
    house: House, typed: str, born: str, form: Literal["NFC", "NFD"]
) -> None:
    lives = {"formatted": "12 Hàng Bài, Hà Nội"}
    person = a_person(house, "Ngô Bảo Thạch", address=lives)
    number = house.world.services.subjects.identity(person.subject_id).number
    page = search(
        at_desk(house, OfficerRole.HOTLINE), unicodedata.normalize(form, typed), born=born
    )
    assert (page.status, shown(page)) == (200, [person.subject_id])
    for word in ("Ngô Bảo Thạch", "born in 1957", f"ends with {number[-3:]}", "Citizen", "Active"):
        assert word in page.text, word
    for secret in (
        number,
        "12/3/1957" if not born else "1957-03-12",
        person.username,
        "@people",
        "Hàng",
    ):
        assert secret not in page.text, secret


def test_a_person_is_found_by_number_contact_and_user_name(house: House) -> None:
    person = a_person(house, "Lưu Thị Xoan", phone_number="+84912345678")
    identity = house.world.services.subjects.identity(person.subject_id)
    there = at_desk(house, OfficerRole.HOTLINE)
    email = str(identity.data["email"].value)
    for typed in (identity.number, email, email.upper(), "0912 345 678", person.username):
        page = search(there, typed)
        assert shown(page) == [person.subject_id], typed
        assert there.get(f"/officer/accounts/{person.subject_id}").status == 303, "not looked at"
    told = facts(house, there, EventType.PEOPLE_SEARCHED)
    assert [each["by"] for each in reversed(told)] == ["number", "email", "email", "phone", "name"]


def test_an_organisation_is_found_by_its_code_and_has_a_place(house: House) -> None:
    services, today = house.world.services, house.world.clock.now().date()
    said: dict[str, object] = {
        "organisation_number": "987654321012",
        "name": "Công ty Sao Khuê",
        "tax_code": "0109876543",
        "address": {"formatted": "12 Hàng Bài, Hà Nội"},
    }
    data = {
        key: Datum(value, Source.NATIONAL_ORGANISATION_DB, today) for key, value in said.items()
    }
    sure(services.subjects.register(SubjectKind.ORGANISATION, data, actor=OPERATOR))
    there = at_desk(house, OfficerRole.HOTLINE)
    for typed in ("0109876543", "cong ty sao khue"):
        page = search(there, typed)
        for word in ("Công ty Sao Khuê", "12 Hàng Bài, Hà Nội", "No account", "Organisation"):
            assert word in page.text, (typed, word)
        assert shown(page) == [], "there is no account to look at"


def a_foreigner(house: House, number: str, **document: str) -> Person:
    passport = {"type": "passport", "number": number, **document}
    said = {"name": "Alice O'Hara", "nationality": "FRA", "travel_document": passport}
    return house.world.person(kind=SubjectKind.FOREIGNER, totp=False, data=said)


def test_a_person_is_found_by_the_number_of_their_passport(house: House) -> None:
    person, other = a_foreigner(house, "12AB34567"), a_foreigner(house, "987654321", symbol="K")
    there = at_desk(house, OfficerRole.HOTLINE)
    for typed in ("12AB34567", "12ab 34567", "12AB-34567"):
        page = search(there, typed)
        assert (shown(page), "12AB34567" in page.text.split("<form")[0]) == (
            [person.subject_id],
            False,
        ), typed
    for typed in ("987654321", "K987654321", "k 987 654 321"):
        assert shown(search(there, typed)) == [other.subject_id], typed
    for typed in ("12AB3456", "2AB34567", "K12AB34567"):
        assert shown(search(there, typed)) == [], typed
    services, today = house.world.services, house.world.clock.now()
    renewed = {"type": "passport", "number": "X1Y2Z3456"}
    datum = {"travel_document": Datum(renewed, Source.IMMIGRATION_DB, today.date())}
    with services.database.transaction():
        services.subjects.amend(person.subject_id, datum, from_then=today)
    assert shown(search(there, "X1Y2Z3456")) == [person.subject_id]
    assert shown(search(there, "12AB34567")) == []
    with services.database.transaction():
        services.subjects.erase(other.subject_id)
    assert shown(search(there, "K987654321")) == []


def test_two_countries_may_give_one_number(house: House) -> None:
    one = a_foreigner(house, "55667788")
    said = {"type": "passport", "number": "55667788"}
    data = {"name": "Bob", "nationality": "USA", "travel_document": said}
    other = house.world.person(kind=SubjectKind.FOREIGNER, totp=False, data=data)
    there = at_desk(house, OfficerRole.HOTLINE)
    assert set(shown(search(there, "55667788"))) == {one.subject_id, other.subject_id}


@pytest.mark.norm("D17.3", limb="whom a search showed reads for which purpose, and at which desk")
def test_who_was_shown_reads_it_and_the_name_is_kept_nowhere(house: House) -> None:
    person, other = a_person(house, "Cù Huy Cận"), a_person(house, "Cù Huy Hà")
    there = at_desk(house, OfficerRole.HOTLINE)
    search(there, "Cù Huy Cận", born="1957")
    (told,) = facts(house, there, EventType.PEOPLE_SEARCHED)
    assert (told["found"], told["by"], told["born"]) == (1, "name", "year")
    assert (told["purpose"], told["desk"]) == (PURPOSE, "Quầy 1")
    request = house.world.services.cases.by_number(told["number"])
    assert request is not None
    assert (request.id, request.subject_id) == (told["case"], None)
    (listed,) = entries(house, person.subject_id, EventType.PERSON_LISTED)
    assert isinstance(listed.actor, Officer)
    assert listed.actor.officer_id == there.desk.officer.officer_id
    assert entries(house, other.subject_id, EventType.PERSON_LISTED) == []
    for entry in house.world.services.history.search(there.desk.officer.officer_id):
        kept = re.sub(ID_FORM, "", str({**entry.facts, "asked": ""}))  # an id has any digits
        assert "Cù" not in kept
        assert "1957" not in kept
    walk = house.walk()
    Walk(house.world, walk.visitor, house.world.party()).complete(person, acr_values=house.acr(2))
    looks = walk.visitor.get("/me/looks").text
    for word in (
        "you were among the found",
        "to serve somebody who asked for something",
        "Quầy 1",
        told["number"],
    ):
        assert word in looks, word
    assert "you were among the found" in walk.visitor.get("/me/history?only=officers").text


def test_what_was_typed_is_in_no_address(house: House) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    page = there.get(f"{PATH}?sought={quote('Cù Huy Cận')}")
    assert "Cù Huy" not in page.text, "a link fills nothing in"
    answer = search(there, "Nguyễn Tất Thành")
    assert "nguyen" not in answer.url.lower()
    form = next(each for each in answer.forms if each.action == PATH)
    assert ("sought", "Nguyễn Tất Thành") in form.filled()
    found = [each for each in answer.forms if each.action == PATH]
    assert len(found) == 1


def test_of_too_many_nobody_is_shown_and_nobody_is_told(house: House) -> None:
    people = [
        a_person(house, "Phạm Thị Lan", f"1960-01-{day:02}") for day in range(1, MOST_FOUND + 2)
    ]
    there = at_desk(house, OfficerRole.HOTLINE)
    page = search(there, "Phạm Thị Lan")
    assert (page.status, shown(page), "Too many people" in page.text) == (200, [], True)
    assert entries(house, people[0].subject_id, EventType.PERSON_LISTED) == []
    (told,) = facts(house, there, EventType.PEOPLE_SEARCHED)
    assert told["found"] is None
    assert shown(search(there, "Lan", born="5/1/1960")) == [people[4].subject_id]


def test_names_and_a_user_name_together_show_no_more_than_one_of_them(house: House) -> None:
    """Twenty people are named like a user name of somebody else."""
    meant = a_person(house, "Lý Thường Kiệt")
    for day in range(1, MOST_FOUND + 1):
        a_person(house, meant.username, f"1960-01-{day:02}")
    there = at_desk(house, OfficerRole.HOTLINE)
    page = search(there, meant.username)
    assert (page.status, shown(page)) == (200, [meant.subject_id])
    assert len(shown(search(there, meant.username[:-1]))) == MOST_FOUND


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"sought": ""}, "This is needed."),
        ({"sought": "   "}, "This is needed."),
        ({"sought": "'--"}, "has characters that do not show"),
        ({"sought": "a" * 201}, "This is too long"),
        ({"sought": "an\u202enguyen"}, "has characters that do not show"),
        ({"sought": "an\x00"}, "has characters that do not show"),
        ({"born": "yesterday"}, "A year as 1957"),
        ({"born": "31/2/1957"}, "A year as 1957"),
        ({"case": "HS-0000-0000-0000"}, "This is for a search without a case."),
        ({"ground": "x" * 101}, "This is too long"),
        ({"purpose": "curiosity"}, "Choose one of these."),
        ({"purpose": ""}, "This is needed."),
    ],
)
def test_a_form_that_cannot_be_read_searches_for_nobody(
    house: House, typed: dict[str, str], says: str
) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    usual = {"sought": "Nguyễn Văn An", "born": "", **FOR_WHAT}
    answer = there.visitor.submit(there.get(PATH), "sought", **{**usual, **typed})
    assert (answer.status, says in answer.text) == (422, True)
    assert facts(house, there, EventType.PEOPLE_SEARCHED) == []


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        '<script>alert("x")</script>',
        "%",
        "_a%",
        "{{7*7}}",
        "an " * 60,
        "\u0645\u06cc\u200c\u0631\u0648\u062f",
        "\U0001f600 h",
    ],
)
def test_hostile_texts_are_words_or_a_refusal(house: House, typed: str) -> None:
    a_person(house, "Nguyễn Văn An")
    there = at_desk(house, OfficerRole.HOTLINE)
    answer = search(there, typed)
    assert answer.status in {200, 422}
    assert shown(answer) == []
    assert "<script>alert" not in answer.text
    assert "49" not in re.findall(r'value="([^"]*)"', answer.text)


def test_a_name_of_joined_letters_is_found_as_it_is_written(house: House) -> None:
    name = "\u0645\u06cc\u200c\u0631\u0648\u062f \u0639\u0644\u06cc"
    person = a_person(house, name)
    there = at_desk(house, OfficerRole.HOTLINE)
    for typed in (name, name.replace("\u200c", "")):
        assert shown(search(there, typed)) == [person.subject_id]


@pytest.mark.parametrize("role", list(OfficerRole))
def test_only_roles_with_the_power_search(house: House, role: OfficerRole) -> None:
    there = at_desk(house, role)
    a_person(house, "Nguyễn Văn An")
    page = there.get(PATH)
    if page.status == 200:
        return
    assert page.status == 403
    csrf = there.get("/officer").form("csrf").filled()
    sent = [*csrf, ("sought", "Nguyễn Văn An"), ("born", ""), *FOR_WHAT.items()]
    answer = there.visitor.post(PATH, sent)
    assert (answer.status, shown(answer)) == (403, [])
    assert facts(house, there, EventType.PEOPLE_SEARCHED) == []
    (refused,) = facts(house, there, EventType.PERSON_LOOK_REFUSED)
    assert refused["reason"] == "not_authorised"
    assert there.visitor.post(PATH, csrf).status == 403


@pytest.mark.norm("D17.3", limb="a search without case or purpose is refused, and recorded")
@pytest.mark.parametrize(
    "typed",
    [
        {"ground": ""},
        {"ground": "   "},
        {"ground": "", "case": "\x00"},
        {"purpose": ""},
        {"purpose": "curiosity"},
    ],
)
def test_a_search_without_case_or_purpose_is_refused_and_recorded(
    house: House, typed: dict[str, str]
) -> None:
    a_person(house, "Đoàn Thị Điểm")
    there = at_desk(house, OfficerRole.HOTLINE)
    answer = search(there, "doan thi diem", **typed)
    assert (answer.status, shown(answer)) == (422, [])
    assert facts(house, there, EventType.PEOPLE_SEARCHED) == []
    (refused,) = facts(house, there, EventType.PERSON_LOOK_REFUSED)
    assert (refused["reason"], refused["number"]) == ("case_missing", None)
    assert refused["purpose"] == (None if "purpose" in typed else PURPOSE)


@pytest.mark.norm("D17.3", limb="a search without case or purpose is refused, and recorded")
@pytest.mark.parametrize("case", ["closed", "of a colleague", "not a case"])
def test_a_search_is_for_an_open_case_that_the_officer_works_on(house: House, case: str) -> None:
    person = a_person(house, "Đoàn Thị Điểm")
    there, colleague = at_desk(house, OfficerRole.HOTLINE), at_desk(house, OfficerRole.HOTLINE)
    number, cases = "HS-0000-0000-0000", house.world.services.cases
    if case == "of a colleague":
        number = request_about(house, colleague.desk, person)
    elif case == "closed":
        number = request_about(house, there.desk, person)
        found = cases.by_number(number)
        assert found is not None
        sure(cases.fire(found.id, "withdraw", there.desk.officer))
    answer = search(there, "doan thi diem", case=number, ground="")
    assert (answer.status, shown(answer)) == (422, [])
    assert "no open case that you work on" in answer.text
    (refused,) = facts(house, there, EventType.PERSON_LOOK_REFUSED)
    assert (refused["reason"], refused["number"]) == ("look_not_covered", number)
    assert entries(house, person.subject_id, EventType.PERSON_LISTED) == []


def test_a_search_opens_a_request_and_the_next_one_is_for_it(house: House) -> None:
    person = a_person(house, "Đoàn Thị Điểm")
    there = at_desk(house, OfficerRole.HOTLINE)
    page = search(there, "doan thi")
    (told,) = facts(house, there, EventType.PEOPLE_SEARCHED)
    form = next(each for each in page.forms if each.action == PATH)
    assert {("case", told["number"]), ("ground", "")} <= set(form.filled())
    again = there.visitor.submit(page, "sought", sought="doan thi diem", born="1957")
    assert shown(again) == [person.subject_id]
    assert {each["number"] for each in facts(house, there, EventType.PEOPLE_SEARCHED)} == {
        told["number"]
    }
    request = there.get(f"/officer/person-request/{told['number']}")
    assert (request.status, TICKET in request.text) == (200, True)
    looked = there.get(f"/officer/people?who={person.subject_id}")
    answer = there.visitor.submit(looked, "who", case=told["number"], purpose=PURPOSE)
    assert answer.status == 422, "it is about nobody, so it opens nobody's record"
    closed = there.do(request, "close", outcome="Đã tìm thấy")
    assert "Đã tìm thấy" in closed.text
    assert search(there, "doan thi diem", case=told["number"], ground="").status == 422


def test_a_result_that_is_loaded_again_is_the_same_search(house: House) -> None:
    """A telephone loads a page again; the form that it sends then opened a request already."""
    person = a_person(house, "Đoàn Thị Điểm")
    there = at_desk(house, OfficerRole.HOTLINE)
    page = there.get(PATH)
    sent = page.form("sought").filled(sought="doan thi", born="", **FOR_WHAT)
    for _ in range(AT_ONCE + 2):
        assert shown(there.visitor.post(PATH, sent)) == [person.subject_id]
    (told,) = facts(house, there, EventType.PEOPLE_SEARCHED)
    (listed,) = entries(house, person.subject_id, EventType.PERSON_LISTED)
    assert listed.facts["search"] == told["search"]
    assert len(facts(house, there, EventType.PERSON_REQUEST_OPENED)) == 1
    late = a_person(house, "Đoàn Thị Lan")
    assert set(shown(there.visitor.post(PATH, sent))) == {person.subject_id, late.subject_id}
    assert len(entries(house, late.subject_id, EventType.PERSON_LISTED)) == 1, "who is new reads it"
    assert len(entries(house, person.subject_id, EventType.PERSON_LISTED)) == 1
    request = there.get(f"/officer/person-request/{told['number']}")
    there.do(request, "close", outcome="Đã tìm thấy")
    assert there.visitor.post(PATH, sent).status == 422, "the case that it was for is closed"


def test_a_form_that_is_sent_twice_at_once_is_one_search(racing_house: House) -> None:
    world = racing_house.world
    there = at_desk(racing_house, OfficerRole.HOTLINE)
    asked = Searching(Purpose.SERVE_THE_PERSON, "", TICKET, new_id())
    sought = Sought("nobody", None)
    race(lambda: world.services.person_searches.search(there.desk.officer, sought, asked), times=3)
    assert len(facts(racing_house, there, EventType.PEOPLE_SEARCHED)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"sought": "doan thi lan"},
        {"born": "1957"},
        {"ground": "Phiếu 18"},
        {"purpose": "settle_a_case"},
        {"form": ""},
        {"form": "\x00"},
        {"form": new_id()},
    ],
)
def test_a_form_with_something_else_in_it_is_another_search(
    house: House, changed: dict[str, str]
) -> None:
    there, colleague = at_desk(house, OfficerRole.HOTLINE), at_desk(house, OfficerRole.HOTLINE)
    form = there.get(PATH).form("sought")
    first = {"sought": "doan thi", "born": "", **FOR_WHAT}
    assert there.visitor.post(PATH, form.filled(**first)).status == 200
    assert there.visitor.post(PATH, form.filled(**{**first, **changed})).status == 200
    named = [each["search"] for each in facts(house, there, EventType.PEOPLE_SEARCHED)]
    assert len(set(named)) == len(named) == 2
    own = dict(form.filled(**first))["form"]
    theirs = colleague.get(PATH).form("sought").filled(**first, form=own)
    assert colleague.visitor.post(PATH, theirs).status == 200
    assert len(facts(house, colleague, EventType.PEOPLE_SEARCHED)) == 1, "a form is of its officer"


def test_after_a_day_the_same_form_is_a_new_search(house: House) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    searches = house.world.services.person_searches
    asked = Searching(Purpose.SERVE_THE_PERSON, "", TICKET, new_id())
    for days in (0, 1):
        house.world.clock.advance(timedelta(days=days))
        sure(searches.search(there.desk.officer, Sought("nobody", None), asked))
    assert len(facts(house, there, EventType.PEOPLE_SEARCHED)) == 2


def test_a_look_goes_on_with_the_case_of_the_search_where_that_covers_it(house: House) -> None:
    meant, other = a_person(house, "Đoàn Thị Điểm"), a_person(house, "Đoàn Thị Lan")
    there = at_desk(house, OfficerRole.HOTLINE)
    page = search(there, "doan thi")
    assert "look-needs" in page.ids, "the request that a search opens is about nobody"
    assert "&amp;case=" not in page.text
    number = request_about(house, there.desk, meant)
    page = search(there, "doan thi", case=number, ground="")
    link = f"/officer/people?who={meant.subject_id}&amp;case={number}&amp;purpose={PURPOSE}"
    assert f'href="{link}"' in page.text
    assert f'href="/officer/people?who={other.subject_id}"' in page.text
    assert "look-needs" in page.ids
    form = there.get(unescape(link)).form("who")
    looked = there.visitor.post(form.action, form.filled())
    assert looked.location.endswith(f"/officer/accounts/{meant.subject_id}")
    assert "look-needs" not in search(there, "doan thi diem", case=number, ground="").ids


def test_whom_a_search_of_an_inspection_showed_reads_what_it_names(house: House) -> None:
    person, other = a_person(house, "Đoàn Thị Điểm"), a_person(house, "Hồ Xuân Hương")
    there = at_desk(house, OfficerRole.INSPECTOR)
    decision = "Quyết định 12/QĐ-TTr"
    search(there, "doan thi diem", ground=decision, purpose="inspection")
    secret = "Về ông Nguyễn Văn Bí"
    number = sure(
        house.world.services.looks.request(there.desk.officer, other.username, ground=secret)
    ).number
    assert (
        search(there, "doan thi diem", case=number, ground="", purpose="inspection").status == 200
    )
    walk = house.walk()
    Walk(house.world, walk.visitor, house.world.party()).complete(person, acr_values=house.acr(2))
    page = walk.visitor.get("/me/looks").text
    assert (decision in page, number in page, secret in page) == (True, True, False)


def test_an_inspection_is_the_purpose_of_who_inspects(house: House) -> None:
    a_person(house, "Tô Vĩnh Diện")
    there = at_desk(house, OfficerRole.HOTLINE)
    answer = search(there, "to vinh dien", purpose="inspection")
    assert (answer.status, "the purpose of who inspects" in answer.text) == (422, True)
    assert shown(answer) == []
    inspector = at_desk(house, OfficerRole.INSPECTOR)
    assert len(shown(search(inspector, "to vinh dien", purpose="inspection"))) == 1


def test_nobody_goes_through_the_population(house: House) -> None:
    person = a_person(house, "Phan Huy Ích")
    there, colleague = at_desk(house, OfficerRole.HOTLINE), at_desk(house, OfficerRole.HOTLINE)
    for _ in range(AT_ONCE):
        assert shown(search(there, "phan huy ich")) == [person.subject_id]
    answer = search(there, "phan huy ich")
    assert (answer.status, shown(answer), "too-fast" in answer.ids) == (429, [], True)
    assert 'value="phan huy ich"' in answer.text, "what was typed is kept"
    (refused,) = facts(house, there, EventType.PERSON_LOOK_REFUSED)
    assert refused["reason"] == "too_many_tries"
    assert shown(search(colleague, "phan huy ich")) == [person.subject_id]
    house.world.clock.advance(ONE_EVERY - timedelta(seconds=1))
    assert search(there, "phan huy ich").status == 429
    house.world.clock.advance(timedelta(seconds=1))
    assert search(there, "phan huy ich").status == 200
    assert search(there, "phan huy ich").status == 429


def test_a_page_of_another_officer_searches_for_nobody(house: House) -> None:
    """Two officers who share a browser: the page of the one does nothing for the other."""
    a_person(house, "Lê Văn Tám")
    first = at_desk(house, OfficerRole.HOTLINE)
    stale = first.get(PATH)
    second = at_desk(house, OfficerRole.HOTLINE)
    first.visitor.cookies.update(second.visitor.cookies)
    answer = first.visitor.submit(stale, "sought", sought="le van tam", born="", **FOR_WHAT)
    assert answer.status in {403, 409}
    assert shown(answer) == []
    for there in (first, second):
        assert facts(house, there, EventType.PEOPLE_SEARCHED) == []


def test_a_search_leads_to_a_request_and_a_look(house: House) -> None:
    person = a_person(house, "Chu Văn An")
    there = at_desk(house, OfficerRole.HOTLINE)
    page = search(there, "chu van an")
    (opens,) = re.findall(r'href="(/officer/person-request/new/open[^"]+)"', page.text)
    request = there.get(opens)
    assert f'value="{person.subject_id}"' in request.text
    odd = there.get("/officer/person-request/new/open?who=<b>&ground=x")
    assert "&lt;b&gt;" not in odd.text
    assert 'value="x"' not in odd.text
    number = request_about(house, there.desk, person)
    look = there.get(f"/officer/people?who={person.subject_id}")
    seen = there.visitor.submit(look, "who", case=number, purpose=PURPOSE)
    assert seen.location.endswith(f"/officer/accounts/{person.subject_id}")


def test_until_names_are_indexed_the_page_says_so(house: House) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    assert "incomplete" not in there.get(PATH).ids
    with house.world.services.database.transaction() as work:
        work.execute(
            insert(NAME_INDEXING).values(
                version=1, rounds_left=1, after=BEFORE_ALL, due_at=house.world.clock.now()
            )
        )
    assert "incomplete" in there.get(PATH).ids
    house.world.services.name_index.work()
    assert "incomplete" not in there.get(PATH).ids


def test_a_look_up_walks_the_index_of_terms_and_sorts_nothing(
    unused_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_person(unused_house, "Nguyễn Văn An")
    services = unused_house.world.services
    with explained(services.database, monkeypatch) as plans:
        for born in (None, Birth("1957"), Birth("1957-03-12")):
            found = services.person_searches.finding.find(Sought("nguyen van an", born))
            assert [each.subject_id for each in found.people] == [person.subject_id]
        services.person_searches.finding.find(Sought("0912345678", None))
    told = {sql: scans(plan, registers=REGISTERS) for sql, plan in plans.items()}
    assert {sql: found for sql, found in told.items() if found} == {}
    walks = [str(plan) for sql, plan in plans.items() if "FROM name_term" in sql]
    assert walks
    for each in walks:
        assert ("name_term_pkey" in each, "'Sort'" in each) == (True, False)


def test_an_erased_person_and_a_former_name_are_found_no_more(house: House) -> None:
    person = a_person(house, "Mạc Đĩnh Chi")
    there, services = at_desk(house, OfficerRole.HOTLINE), house.world.services
    assert shown(search(there, "mac dinh chi")) == [person.subject_id]
    today = house.world.clock.now()
    named = {"name": Datum("Mạc Thị Bưởi", Source.NATIONAL_POPULATION_DB, today.date())}
    with services.database.transaction():
        services.subjects.amend(person.subject_id, named, from_then=today)
    assert shown(search(there, "mac dinh chi")) == []
    assert shown(search(there, "mac thi buoi")) == [person.subject_id]
    with services.database.transaction():
        services.subjects.erase(person.subject_id)
    assert shown(search(there, "mac thi buoi")) == []
