"""The pages on which a person makes an account, over HTTP; and what a house of one's own says."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from idp.app import create_app
from idp.factors.address_limits import AddressLimits
from idp.factors.passwords import PresentedPassword
from idp.kernel.ids import new_id
from idp.subjects.domain import SubjectKind
from idp.subjects.tables import SUBJECT
from idp.web.pages.long_names import breakable
from idp.wiring import build
from tests.support.databases import counts
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.officers import themself
from tests.support.sign_ins import proven, sign_in
from tests.support.sign_ups import code_for_stranger, to_strangers
from tests.support.world import sure

PATH = "/public/sign-up"
EMAIL = "lan.trang@mail.example"
PASSWORD = "chín cây tre xanh bên bờ giếng cũ"
LAN = {"name": "Nguyễn Thị Lan", "birthdate": "1990-03-08", "accept": "yes"}


def ask(visitor: Visitor, contact: str, path: str = PATH) -> Answer:
    return visitor.arrive(visitor.submit(visitor.get(path), contact=contact))


def fill(visitor: Visitor, page: Answer, field: str, **typed: str) -> Answer:
    return visitor.arrive(visitor.submit(page, field, **typed))


def proven_page(house: House, visitor: Visitor, path: str = PATH) -> Answer:
    page = ask(visitor, EMAIL, path)
    return fill(visitor, page, "code", code=code_for_stranger(house.world))


def made(house: House, visitor: Visitor, path: str = PATH) -> Answer:
    page = fill(visitor, proven_page(house, visitor, path), "birthdate", **LAN)
    return fill(visitor, page, "password_again", password=PASSWORD, password_again=PASSWORD)


def words(page: Answer) -> list[str]:
    hidden = ("csrf", "lang=", "action=")
    return [line for line in page.text.splitlines() if not any(each in line for each in hidden)]


def test_a_state_system_has_no_such_page_and_no_link_to_it(house: House) -> None:
    for path in (PATH, f"{PATH}/done", f"{PATH}/code/x", f"{PATH}/account/x"):
        assert house.visitor().get(path).status == 404
    assert "sign-up" not in house.visitor().get("/").ids
    page = house.visitor().get("/me")
    assert PATH not in page.text


def test_a_person_comes_from_a_service_and_ends_there(open_house: House) -> None:
    walk = open_house.walk()
    page = walk.visitor.arrive(walk.ask())
    assert page.path.startswith("/signin/")
    done = made(open_house, walk.visitor, f"{PATH}?back={page.path}")
    assert ("signed-up" in done.ids, "present" in done.ids) == (True, False)
    assert "print-codes" in done.ids
    open_house.world.clock.advance(timedelta(seconds=1))
    again = walk.visitor.arrive(walk.visitor.submit(done, "csrf"))
    assert again.path.startswith("/signin/")
    assert again.path != page.path
    following = fill(walk.visitor, again, "password", username=EMAIL, password=PASSWORD)
    assert "consent-allow" in following.ids


def test_who_is_closed_out_goes_on_from_the_newest_message(open_house: House) -> None:
    stranger, owner = open_house.visitor(), open_house.visitor()
    for _ in range(3):
        ask(stranger, EMAIL)
    open_house.world.services.sign_ups.send_due()
    refused = ask(owner, EMAIL)
    assert (refused.status, "problem" in refused.ids) == (429, True)
    path = str(to_strangers(open_house.world)[-1]["path"])
    for _ in range(2):  # a mail scanner opens it, and looks again
        assert "message-submit" in stranger.get(path).ids
    page = owner.arrive(owner.submit(owner.get(path), "csrf"))
    assert "birthdate" in page.ids
    page = fill(owner, page, "birthdate", **LAN)
    done = fill(owner, page, "password_again", password=PASSWORD, password_again=PASSWORD)
    assert "signed-up" in done.ids
    over = owner.get(path)
    assert (over.status, "problem" in over.ids) == (410, True)


def test_a_state_system_has_no_page_for_a_message(house: House) -> None:
    assert house.visitor().get(f"{PATH}/message/x").status == 404


def test_who_forgot_a_password_is_sent_to_no_counter_where_people_made_their_accounts(
    open_house: House,
) -> None:
    page = open_house.visitor().get("/public/forgotten")
    assert {"self-made", "no-way-back"} <= set(page.ids)
    assert "in person, with your document" not in page.text


@pytest.mark.norm("D4.3", limb="who has an account is told to nobody but them")
def test_known_and_unknown_contacts_get_one_page(open_house: House) -> None:
    data = {"email": EMAIL, "email_verified": True}
    open_house.world.person(totp=False, data=data)
    known, unknown = (ask(open_house.visitor(), each) for each in (EMAIL, "nao.trang@mail.example"))
    assert known.status == unknown.status == 200
    assert "sent-to" in known.ids
    assert [each.replace(breakable(EMAIL), "X") for each in words(known)] == [
        each.replace(breakable("nao.trang@mail.example"), "X") for each in words(unknown)
    ]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Type your name"),
        ({"name": "L\u202ean"}, "Type your name"),
        ({"birthdate": "2015-02-30"}, "the day on which you were born"),
        ({"birthdate": "2999-01-01"}, "the day on which you were born"),
        ({"username": "khac@mail.example"}, "cannot be an address"),
        ({"username": "0912345678"}, "cannot be an address"),
        ({"username": "SC0123456789"}, "SC and digits"),
        ({"username": "x" * 65}, "too long"),
        ({"username": "a\x00b"}, "signs that hide"),
        ({"accept": ""}, "accept the terms"),
        ({"terms": "2020-01"}, "accept the terms"),
    ],
)
def test_a_faulty_declaration_is_asked_again_and_nothing_is_kept(
    open_house: House, wrong: dict[str, str], says: str
) -> None:
    visitor = open_house.visitor()
    page = fill(visitor, proven_page(open_house, visitor), "birthdate", **{**LAN, **wrong})
    assert page.status == 422
    assert says in page.text
    assert counts(open_house.world.services.database, SUBJECT) == (0,)
    done = fill(visitor, page, "birthdate", **{**LAN, "username": ""})
    assert "password-submit" in done.ids


@pytest.mark.norm("D14.2-1", limb="who said to be under 14 says no other age in the same sign-up")
def test_who_is_too_young_cannot_type_another_birth_date_at_once(open_house: House) -> None:
    visitor, back = open_house.visitor(), f"/signin/{new_id()}"
    page = proven_page(open_house, visitor, f"{PATH}?back={back}")
    told = fill(visitor, page, "birthdate", **{**LAN, "birthdate": "2015-06-01"})
    assert (told.path, "under 14" in told.text) == (PATH, True)
    assert ("back", back) in told.form("contact").fields
    again = fill(visitor, page, "birthdate", **LAN)
    assert (again.path, "problem" in again.ids) == (PATH, True)


def message_path(house: House) -> str:
    return str(to_strangers(house.world)[-1]["path"])


@pytest.mark.norm("D14.2-1", limb="who said to be under 14 says no other age by the same message")
def test_who_is_too_young_by_the_code_says_no_other_age_by_the_link(open_house: House) -> None:
    visitor = open_house.visitor()
    page = proven_page(open_house, visitor)
    link = visitor.get(message_path(open_house))
    assert (link.status, "message-submit" in link.ids) == (410, False)
    fill(visitor, page, "birthdate", **{**LAN, "birthdate": "2015-06-01"})
    for each in (visitor, open_house.visitor()):
        assert each.get(message_path(open_house)).status == 410


@pytest.mark.norm("D14.2-1", limb="who said to be under 14 says no other age by the same message")
def test_who_is_too_young_by_the_link_says_no_other_age_by_the_code(open_house: House) -> None:
    visitor, reader = open_house.visitor(), open_house.visitor()
    asked = ask(visitor, EMAIL)
    code = code_for_stranger(open_house.world)
    sent = reader.get(message_path(open_house))
    page = reader.arrive(reader.submit(sent, "csrf"))
    again = reader.arrive(reader.submit(sent, "csrf"))
    assert again.path == page.path, "the same form sent twice leads to one step"
    fill(reader, page, "birthdate", **{**LAN, "birthdate": "2015-06-01"})
    refused = fill(visitor, asked, "code", code=code)
    assert "birthdate" not in refused.ids
    assert "took too long" in refused.text
    over = reader.arrive(reader.submit(sent, "csrf"))
    assert "birthdate" not in over.ids


@pytest.mark.norm("D14.2-1", limb="who said to be under 14 says no other age in the same sign-up")
def test_a_declaration_of_before_ends_with_that_of_who_is_too_young(open_house: House) -> None:
    visitor = open_house.visitor()
    page = proven_page(open_house, visitor)
    means = fill(visitor, page, "birthdate", **LAN)
    fill(visitor, page, "birthdate", **{**LAN, "birthdate": "2015-06-01"})
    done = fill(visitor, means, "password_again", password=PASSWORD, password_again=PASSWORD)
    assert (done.path, "problem" in done.ids) == (PATH, True)
    assert counts(open_house.world.services.database, SUBJECT) == (0,)


def test_a_passkey_that_is_none_leaves_the_step_and_what_ended_keeps_the_way_back(
    open_house: House,
) -> None:
    visitor, back = open_house.visitor(), f"/signin/{new_id()}"
    page = proven_page(open_house, visitor, f"{PATH}?back={back}")
    means = fill(visitor, page, "birthdate", **LAN)
    for response in ("", "{}", '{"id": "x"}'):
        refused = fill(visitor, means, "response", response=response)
        assert "No passkey was added" in refused.text
    open_house.world.clock.advance(timedelta(hours=1))
    for ended in (
        fill(visitor, means, "response", response="{}"),
        visitor.arrive(visitor.get(means.url)),
    ):
        assert ("back", back) in ended.form("contact").fields


def test_a_day_that_is_full_and_a_country_are_told(open_house: House) -> None:
    world = open_house.world
    few = {"sms_url": "http://127.0.0.1:9/sms", "sign_up_daily": 1}
    settings = world.settings.model_copy(update=few)
    services = build(settings, database=world.services.database, clock=world.clock)
    open_house.door.app = create_app(settings, services=services)
    visitor = open_house.visitor()
    assert "this country" in ask(visitor, "+7 912 345 67 89").text
    assert "sent-to" in ask(visitor, EMAIL).ids
    full = ask(visitor, "khac@mail.example")
    assert (full.status, "come back tomorrow" in full.text) == (429, True)
    services.passwords.hashing.close()


@pytest.mark.parametrize("typed", ["", "khong phai", "a@b", "x" * 5000, "a\x00@mail.example"])
def test_what_is_no_address_is_asked_again(open_house: House, typed: str) -> None:
    page = ask(open_house.visitor(), typed)
    assert page.status == 422
    assert "problem" in page.ids


def test_a_refresh_and_a_second_tab_make_no_second_account(open_house: House) -> None:
    visitor = open_house.visitor()
    means = fill(visitor, proven_page(open_house, visitor), "birthdate", **LAN)
    typed = {"password": PASSWORD, "password_again": PASSWORD}
    done, again = (fill(visitor, means, "password_again", **typed) for _ in range(2))
    assert "signed-up" in done.ids
    assert (again.path, "problem" in again.ids) == (PATH, True)
    assert counts(open_house.world.services.database, SUBJECT) == (1,)
    assert visitor.get(done.url).status == 200


def test_a_browser_of_somebody_else_is_said_to_be_theirs(open_house: House) -> None:
    other, visitor = open_house.world.person(totp=False), open_house.visitor()
    page = visitor.arrive(visitor.get("/me"))
    fill(visitor, page, "password", username=other.username, password=other.password)
    done = made(open_house, visitor)
    assert other.username in done.text
    assert {"present", "sign-out"} <= done.ids
    assert not {"/me", "/me/means"} & set(re.findall('href="([^"]*)"', done.text))


def test_a_code_that_is_sent_twice_leads_to_one_step(open_house: House) -> None:
    visitor = open_house.visitor()
    page = ask(visitor, EMAIL)
    code = code_for_stranger(open_house.world)
    first, again = (fill(visitor, page, "code", code=code) for _ in range(2))
    assert (first.status, again.status) == (200, 200)
    assert first.path == again.path


def test_another_browser_sees_nothing_of_a_sign_up(open_house: House) -> None:
    visitor = open_house.visitor()
    page = proven_page(open_house, visitor)
    other = open_house.visitor()
    seen = other.arrive(other.get(page.path))
    assert (seen.path, EMAIL in seen.text) == (PATH, False)


def test_a_way_back_is_a_page_of_a_sign_in_alone(open_house: House) -> None:
    for back in ("https://evil.example/", "//evil.example", "/logout", "/signin/x"):
        page = open_house.visitor().get(PATH, {"back": back})
        assert ("back", "") in page.form("contact").fields


def test_the_person_reads_what_they_said_and_has_a_copy_of_it(open_house: House) -> None:
    visitor = open_house.visitor()
    made(open_house, visitor)
    services = open_house.world.services
    open_house.world.clock.advance(timedelta(seconds=1))
    shown = PresentedPassword(username=EMAIL, password=PASSWORD)
    factor = proven(services.passwords.verify_at_once(sign_in(open_house.world), shown))
    identity = services.subjects.identity(factor.subject_id)
    assert identity.kind is SubjectKind.PERSON
    parts = services.personal_data.copy(factor.subject_id, actor=themself(factor.subject_id))
    copied = json.loads("".join(sure(parts)))
    assert copied["subject"]["kind"] == "person"
    assert {each["name"] for each in copied["identity"]} >= {"name", "account_number", "email"}


def test_the_own_account_says_that_the_person_said_so(open_house: House) -> None:
    walk = open_house.walk()
    made(open_house, walk.visitor)
    open_house.world.clock.advance(timedelta(seconds=1))
    page = walk.visitor.arrive(walk.visitor.get("/me"))
    own = fill(walk.visitor, page, "password", username=EMAIL, password=PASSWORD)
    assert (own.path, own.status) == ("/me", 200)
    for said in ("Account number", "SC", "You said so on", "Nguyễn Thị Lan"):
        assert said in own.text
    for claim in ("From the ", "National", "Identity Database", "Personal identification number"):
        assert claim not in own.text
    for path in ("/me/means", "/me/contacts", "/me/history", "/me/data/erasure", "/me/sessions"):
        assert walk.visitor.get(path).status == 200


CLAIMS = (
    "electronic identification account to a service",
    "Terms of use of the electronic identification account",
    "State's record",
    "key of the identification application",
    "begin with your identity card",
    "have the application bound to you",
    "your document is enough",
    "you may type your personal number",
)


@pytest.mark.norm("D9.4-1", limb="it claims no identity of the State")
@pytest.mark.parametrize(
    "path", ["/", "/public/terms", "/public/catalogue", "/public/levels", "/public/help", PATH]
)
def test_no_page_of_an_operators_own_accounts_claims_the_state(
    open_house: House, path: str
) -> None:
    page = open_house.visitor().get(path, headers={"Accept-Language": "en"})
    assert page.status == 200
    assert [each for each in CLAIMS if each in page.text] == []


def test_a_link_of_a_message_says_that_there_were_too_many_tries(open_house: House) -> None:
    visitor = open_house.visitor()
    ask(visitor, EMAIL)
    open_house.world.services.sign_ups.send_due()
    path = str(to_strangers(open_house.world)[-1]["path"])
    page = visitor.get(path)
    usual = open_house.world.services
    none_left = AddressLimits(usual.address_limits.storage, usual.address_limits.digest_key, 1)
    none_left.count("8.8.8.8")
    settings = open_house.world.settings.model_copy(update={"proxies": 1})
    open_house.door.app = create_app(settings, services=replace(usual, address_limits=none_left))
    proof = dict(page.form("csrf").filled())
    refused = visitor.post(path, proof, headers={"X-Forwarded-For": "8.8.8.8"})
    assert (refused.status, "problem" in refused.ids) == (429, True)
    assert "asked for too often" in refused.text
    assert "message-submit" in refused.ids, "it can be tried again later"
    open_house.world.clock.advance(timedelta(seconds=61))
    following = visitor.post(path, proof, headers={"X-Forwarded-For": "8.8.8.8"})
    assert "birthdate" in visitor.arrive(following).ids
