"""Which language a page speaks."""

import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pyotp
import pytest
from flask import Flask

from idp.kernel.ids import new_id
from idp.web.pages.language import choose, first_known
from idp.web.pages.language_links import LASTS
from idp.web.route_access import FORM_BINDINGS
from tests.support.http import Answer, tongue
from tests.support.live import House
from tests.support.running import bare_app
from tests.support.walks import Walk


@pytest.mark.parametrize(
    ("chosen", "asked", "account", "accept", "spoken"),
    [
        (None, None, None, None, "vi"),
        (None, None, None, "en-GB,en;q=0.9", "en"),
        (None, None, "vi", "en", "vi"),
        (None, "fr-CA en", "vi", "vi", "en"),
        ("vi", "en", "en", "en", "vi"),
        ("xx", "zz", "qq", "fr, de;q=0.5", "vi"),
        (None, "VI-vn", "en", "en", "vi"),
    ],
)
def test_the_nearest_to_the_person_decides(
    chosen: str | None, asked: str | None, account: str | None, accept: str | None, spoken: str
) -> None:
    assert choose(chosen=chosen, ui_locales=asked, account=account, accept=accept) == spoken


@pytest.mark.parametrize("tags", ["x " * 100_000, "é\x00 " * 50, "-" * 5000, ",;q="])
def test_a_hostile_list_costs_nothing(tags: str) -> None:
    assert first_known(tags) is None


def test_a_picked_language_holds_for_the_pages_that_follow(app: Flask) -> None:
    browser = app.test_client()
    assert 'lang="vi"' in browser.get("/public/help").text
    assert 'lang="en"' in browser.get("/public/help?lang=en").text
    assert '<html lang="en">' in browser.get("/public/terms").text


def name_of(house: House, walk: Walk) -> str:
    client = house.world.services.relying_parties.client(walk.party.client_id)
    assert client is not None
    return client.name["vi"]


def in_the_other(walk: Walk, page: Answer) -> Answer:
    return walk.visitor.get(tongue(page))


@pytest.mark.parametrize("post", [False, True])
def test_another_language_keeps_the_sign_out_with_its_way_back(house: House, *, post: bool) -> None:
    walk = house.walk()
    tokens = walk.tokens(house.world.person(totp=False))
    bye = walk.party.redirect_uri.removesuffix("cb") + "bye"
    fields = {"post_logout_redirect_uri": bye, "state": "a&b", "id_token_hint": tokens["id_token"]}
    page = (walk.visitor.post if post else walk.visitor.get)("/logout", fields)
    again = in_the_other(walk, in_the_other(walk, in_the_other(walk, page)))
    assert 'lang="vi"' in again.text
    assert name_of(house, walk) in again.text
    assert tokens["id_token"] not in again.text
    answer = walk.visitor.submit(again, "decision", decision="allow")
    assert answer.location == f"{bye}?state=a%26b"


def test_another_language_keeps_why_a_sign_out_stays_here(house: House) -> None:
    walk = house.walk()
    walk.tokens(house.world.person(totp=False))
    page = walk.visitor.get("/logout", {"post_logout_redirect_uri": "https://evil.example/"})
    assert "logout-stays" in in_the_other(walk, page).ids
    assert "logout-stays" in page.ids


def test_a_question_of_another_browser_says_nothing_about_it(house: House) -> None:
    walk, other = house.walk(), house.walk()
    tokens = walk.tokens(house.world.person(totp=False))
    other.tokens(house.world.person(totp=False))
    page = walk.visitor.get("/logout", {"id_token_hint": tokens["id_token"]})
    theirs = other.visitor.get(tongue(page))
    assert "logout-confirm" in theirs.ids
    assert name_of(house, walk) not in theirs.text


def test_what_answers_a_form_leads_to_a_page_in_the_other_language(house: House) -> None:
    """Also where the form's address takes forms alone: its page lies above it. What a form found
    unknown (a link that never was) is unknown in both languages, and says so in each.
    """
    adapter = bare_app().url_map.bind("localhost")
    addresses = {rule: re.sub(r"<[^>]*>", new_id(), rule) for rule in sorted(FORM_BINDINGS)}
    posted = {rule: path for rule, path in addresses.items() if not adapter.test(path, "GET")}
    walk = house.walk()
    walk.complete(house.world.person())
    csrf = dict(walk.visitor.get("/me/settings").form("csrf").fields)["csrf"]
    shown = {rule: walk.visitor.post(path, {"csrf": csrf}) for rule, path in posted.items()}
    linked = {rule for rule, page in shown.items() if 'class="tongue"' in page.text}
    for rule in linked:
        there = in_the_other(walk, shown[rule])
        same_unknown = there.status == shown[rule].status == 404 and problem(there)
        assert there.status in {200, 303} or same_unknown, (rule, there.url)
    assert urlsplit(tongue(shown["/me/contacts/email/cancel"])).path == "/me/contacts"
    assert linked >= {
        "/me/biometrics/<purpose>/withdraw",
        "/me/contacts/email/cancel",
        "/me/contacts/email/code",
        "/me/means/<uuid:credential_id>/stop",
        "/me/report-loss/<number>/take-back",
    }


def problem(page: Answer) -> str:
    """The error message of the page, in its language."""
    found = re.search(r'id="problem".*?</div>', page.text, re.DOTALL)
    return "" if found is None else found[0]


def refused(house: House, way: str) -> tuple[Walk, Answer]:
    """A form of a sign-in that was refused: the first one, the one after it, or all in one."""
    walk, person = house.walk(), house.world.person()
    page = walk.ask(acr_values=house.acr(2))
    if way == "password":
        return walk, walk.password(page, person, password="wrong")
    if way == "password-and-code":
        page = walk.visitor.get(f"{page.path}/password-and-code")
        typed = {"username": person.username, "password": "wrong", "code": "000000"}
        return walk, walk.visitor.submit(page, "code", **typed)
    if way == "recovery":
        page = walk.visitor.get(f"{walk.ask().path}/recovery")
        return walk, walk.visitor.submit(page, "code", username=person.username, code="wrong")
    if way == "passkey":
        return walk, walk.visitor.submit(page, "response", response="{}")
    page = walk.password(page, person)
    return walk, walk.code(page, person, code="000000" if way == "code" else "no code")


@pytest.mark.parametrize(
    "way", ["password", "code", "malformed code", "password-and-code", "recovery", "passkey"]
)
def test_another_language_says_too_why_a_sign_in_was_refused(house: House, way: str) -> None:
    walk, page = refused(house, way)
    assert (page.status, problem(page) == "") == (422, False)
    there = in_the_other(walk, page)
    assert (there.status, there.path, '<html lang="vi">' in there.text) == (422, page.path, True)
    assert problem(there) not in {"", problem(page)}
    back = in_the_other(walk, there)
    assert (back.status, problem(back)) == (422, problem(page))


def test_another_language_tells_of_a_wait_until_it_is_over(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.ask()
    while page.status != 429:
        page = walk.password(page, person, password="wrong")
    there = in_the_other(walk, page)
    assert (there.status, there.headers["Retry-After"]) == (429, page.headers["Retry-After"])
    assert problem(in_the_other(walk, there)) == problem(page)
    house.world.clock.advance(timedelta(seconds=int(page.headers["Retry-After"]) + 1))
    after = walk.visitor.get(there.url)
    assert (after.status, problem(after)) == (200, "")


def test_nobody_else_makes_a_page_say_why_something_was_refused(house: House) -> None:
    """Another browser, another page, another text, or later: the page says nothing."""
    walk, page = refused(house, "code")
    other, theirs = refused(house, "code")
    link, foreign = tongue(page), urlsplit(tongue(theirs)).query
    text, _, made = link.rpartition(".")
    for address in (
        f"{page.path}?{foreign}",
        f"{text[:-1]}.{made}",
        f"{text}.",
        f"{text}",
        f"{page.path}?told=",
        f"{page.path}?told=%ff.%ff",
    ):
        assert problem(walk.visitor.arrive(walk.visitor.get(address))) == "", address
    assert problem(other.visitor.arrive(other.visitor.get(link))) == ""
    begun, first = refused(house, "password")
    moved = tongue(first).replace(first.path, f"{first.path}/recovery")
    assert "code" in begun.visitor.get(moved).form("code").names
    assert problem(begun.visitor.get(moved)) == ""
    assert problem(walk.visitor.get(link)) != ""
    house.world.clock.advance(LASTS + timedelta(seconds=1))
    after = walk.visitor.get(link)
    assert (after.status, problem(after)) == (200, "")


def test_the_language_link_tells_no_more_than_the_page(house: House) -> None:
    """Of a known name and an unknown one the answer to a wrong password is the same."""
    person, said = house.world.person(), set()
    for name in (person.username, person.username[::-1]):
        walk = house.walk()
        page = walk.visitor.submit(
            walk.ask(), "username", "password", username=name, password="wrong"
        )
        told = dict(parse_qsl(urlsplit(tongue(page)).query))["told"].partition(".")[0]
        said.add(told)
    assert len(said) == 1


def key(page: Answer) -> str:
    """The key of a code application that the page shows."""
    return page.text.split('id="totp-secret">')[1].split("<", maxsplit=1)[0]


def test_another_language_shows_the_same_key_of_a_code_application(house: House) -> None:
    """A phone may hold the key already when the person changes the language."""
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.password(walk.visitor.arrive(walk.visitor.get("/me/means/code-app")), person)
    there = in_the_other(walk, page)
    assert ('<html lang="vi">' in there.text, key(there)) == (True, key(page))
    wrong = walk.visitor.submit(there, "handle", code="000000")
    again = in_the_other(walk, wrong)
    assert (again.status, key(again)) == (200, key(page))
    assert problem(again) not in {"", problem(wrong)}
    assert problem(in_the_other(walk, again)) == problem(wrong)
    code = pyotp.TOTP(key(page)).at(house.world.clock.now())
    done = walk.visitor.arrive(walk.visitor.submit(again, "handle", code=code))
    assert done.url.endswith("/me/means?done=added")


def test_the_key_of_a_code_application_is_shown_to_its_session_alone(house: House) -> None:
    """Another session of the person is told to begin again; no new key takes its place."""
    person, pages = house.world.person(totp=False), []
    walks = (house.walk(), house.walk())
    for walk in walks:
        page = walk.visitor.arrive(walk.visitor.get("/me/means/code-app"))
        pages.append(walk.password(page, person))
    first, second = walks
    theirs = second.visitor.get(tongue(pages[0]))
    assert (theirs.status, "totp-secret" in theirs.ids, problem(theirs) != "") == (200, False, True)
    assert key(first.visitor.get(tongue(pages[0]))) == key(pages[0])


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/me/means/password", {"password": "one passphrase", "password_again": "another one"}),
        ("/me/means/password", {"password": "password123", "password_again": "password123"}),
        ("/me/means/pin", {"pin": "408317", "pin_again": "408318"}),
        ("/me/means/pin", {"pin": "123456", "pin_again": "123456"}),
        ("/me/means/passkey", {"response": "{}"}),
        ("/me/contacts/email", {"address": "no address"}),
        ("/me/contacts/phone", {"address": "no number"}),
    ],
)
def test_another_language_says_too_why_a_change_was_refused(
    house: House, path: str, typed: dict[str, str]
) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.password(walk.visitor.arrive(walk.visitor.get(path)), person)
    page = walk.visitor.submit(page, **typed)
    assert (page.status, problem(page) == "") == (422, False)
    there = in_the_other(walk, page)
    assert (there.status, there.path, '<html lang="vi">' in there.text) == (200, path, True)
    assert problem(there) not in {"", problem(page)}
    assert problem(in_the_other(walk, there)) == problem(page)


@pytest.mark.parametrize(
    ("path", "action"),
    [("/me/report-loss", ""), ("/me/biometrics", "/nothing/withdraw")],
)
def test_another_language_says_too_why_a_report_or_a_withdrawal_was_refused(
    house: House, path: str, action: str
) -> None:
    walk = house.walk()
    walk.complete(house.world.person(totp=False))
    token = dict(walk.visitor.get("/me/means").form("csrf").fields)["csrf"]
    no = walk.visitor.post(path + action, {"csrf": token})
    assert no.status == 422
    there = in_the_other(walk, no)
    assert (there.status, there.path) == (200, path)
    assert problem(there) not in {"", problem(no)}
    assert problem(in_the_other(walk, there)) == problem(no)


def test_another_language_says_too_why_nothing_was_stopped(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person)
    page = walk.visitor.get("/me/means")
    (password,) = house.world.services.credentials.held(person.subject_id)
    # No form of the page says so of the last one; a page of before may.
    action = f"/me/means/{password.id}/stop"
    no = walk.visitor.post(action, {"csrf": dict(page.form("csrf").fields)["csrf"]})
    there = in_the_other(walk, no)
    assert (there.status, there.path) == (200, "/me/means")
    assert problem(there) not in {"", problem(no)}
    assert problem(in_the_other(walk, there)) == problem(no)
