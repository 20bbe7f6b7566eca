"""The pages for who forgot a user name or a password, over HTTP."""

from datetime import timedelta

import pytest

from idp.factors.passwords import PresentedPassword
from idp.losses.forgotten import Forgotten
from idp.notices.domain import NoticeKind
from tests.support.http import Answer, Visitor
from tests.support.letters import letters
from tests.support.live import House
from tests.support.sign_ins import proven, sign_in
from tests.support.world import Person

PATH = "/public/forgotten"
EMAIL, TELEPHONE = "quen.trang@mail.example", "+84912345699"
NEW = "bảy con mèo ngủ 47 ngày"


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person(
        totp=False,
        data={
            "email": EMAIL,
            "email_verified": True,
            "phone_number": TELEPHONE,
            "phone_number_verified": True,
        },
    )


def ask(visitor: Visitor, username: str, forgotten: str = Forgotten.PASSWORD) -> Answer:
    form = dict(visitor.get(PATH).form("username").fields)
    fields = {**form, "username": username, "forgotten": forgotten}
    return visitor.arrive(visitor.post(PATH, fields))


def link_of(house: House, person: Person) -> str:
    house.world.services.forgotten.send_due()
    return str(letters(house.world, person, NoticeKind.PASSWORD_LINK)[-1]["path"])


def ask_for_code(visitor: Visitor, link: str) -> Answer:
    return visitor.arrive(visitor.post(f"{link}/code", dict(visitor.get(link).form("send").fields)))


def words(page: Answer) -> list[str]:
    return [line for line in page.text.splitlines() if "csrf" not in line and "lang=" not in line]


@pytest.mark.norm("D4.3", limb="known and unknown names are told apart by nothing")
@pytest.mark.parametrize("forgotten", Forgotten)
def test_known_and_unknown_names_get_one_page(
    house: House, person: Person, forgotten: Forgotten
) -> None:
    known, unknown = (
        ask(house.visitor(), each, forgotten) for each in (EMAIL, "nobody@mail.example")
    )
    del person
    assert known.status == unknown.status == 200
    assert "message-sent" in known.ids
    assert words(known) == words(unknown)


@pytest.mark.parametrize(
    ("username", "forgotten"),
    [("", "password"), ("x" * 256, "username"), ("thu", "both"), ("", "")],
)
def test_an_incomplete_form_is_asked_again(house: House, username: str, forgotten: str) -> None:
    page = ask(house.visitor(), username, forgotten)
    assert page.status == 422
    assert "problem" in page.ids


def test_asking_too_often_is_said_of_unknown_names_as_well(house: House) -> None:
    answers = [ask(house.visitor(), "nobody@mail.example").status for _ in range(6)]
    assert answers == [200] * 5 + [429]


@pytest.mark.norm("D32.2", limb="opening a link for a new password uses nothing up")
def test_a_link_that_a_mail_program_opened_still_sets_a_password_once(
    house: House, person: Person
) -> None:
    ask(house.visitor(), EMAIL)
    link = link_of(house, person)
    scanner, reader = house.visitor(), house.visitor()
    for _ in range(3):
        assert scanner.get(link).status == 200
    assert letters(house.world, person, NoticeKind.PASSWORD_LINK_CODE) == []
    page = ask_for_code(reader, link)
    assert "code-sent" in page.ids
    assert "code-sent" in reader.get(page.url).ids, "a telephone loads it again"
    assert "code-sent" not in reader.get(link).ids
    for hidden in (EMAIL, person.username, TELEPHONE, TELEPHONE[3:]):
        assert hidden not in page.text
    assert TELEPHONE[-2:] in page.text
    code = letters(house.world, person, NoticeKind.PASSWORD_LINK_CODE)[-1]["code"]
    typed = {"code": f"{code[:3]} {code[3:]}", "password": NEW, "password_again": NEW}
    differing = reader.submit(page, "code", **{**typed, "password_again": "another"})
    assert differing.status == 422
    done = reader.arrive(reader.submit(reader.get(link), "code", **typed))
    assert "password-set" in done.ids
    assert "password-set" in reader.get(done.url).ids, "a telephone loads it again"
    assert reader.submit(page, "code", **typed).status == 404
    assert reader.get(link).status == 404
    house.world.clock.advance(timedelta(seconds=1))
    proven(
        house.world.services.passwords.verify_at_once(
            sign_in(house.world), PresentedPassword(username=person.username, password=NEW)
        )
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "12"}, "This was not counted as a try"),
        ({"code": "000000"}, "The code is not right"),
        ({"password": "password", "password_again": "password"}, "password"),
    ],
)
def test_what_is_refused_says_why_and_keeps_the_link(
    house: House, person: Person, typed: dict[str, str], sentence: str
) -> None:
    ask(house.visitor(), EMAIL)
    link, reader = link_of(house, person), house.visitor()
    ask_for_code(reader, link)
    code = letters(house.world, person, NoticeKind.PASSWORD_LINK_CODE)[-1]["code"]
    form = {"code": code if code != "000000" else "000001", "password": NEW, "password_again": NEW}
    page = reader.submit(reader.get(link), "code", **{**form, **typed})
    assert page.status == 422
    assert sentence in page.text
    assert "code" in reader.get(link).form("code").names


@pytest.mark.parametrize("link", ["x", "x" * 500, "%00", "%C3%A9"])
def test_a_link_that_was_never_one_is_not_found(house: House, link: str) -> None:
    assert house.visitor().get(f"/public/new-password/{link}").status == 404
