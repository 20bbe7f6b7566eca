"""Group S: the answer to a repeated form is for whoever has the page, and for a minute.

A shared browser keeps its cookie `md_browser` when it is closed; the session ends with it (S03).
"""

import base64
from datetime import timedelta

from idp.factors.domain import ThrottledSecret
from idp.history.domain import EventType
from idp.platform.secrets import keyed_digest
from idp.web.signin.repeats import REPEATED_WITHIN
from tests.support.app_sign_ins import at_the_app, bring_back
from tests.support.applications import COUNTER, application_of, handle_here
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.walks import Walk
from tests.support.world import Person

SESSION, BROWSER = "md_session", "md_browser"
PAGES = ("", "/app", "/code", "/pin", "/passkey", "/card", "/face", "/cancel", "/account")


def afterwards(house: House, walk: Walk) -> Visitor:
    """The same browser after it was closed and opened again: cookies of the session are gone."""
    visitor = house.visitor()
    visitor.cookies[BROWSER] = walk.visitor.cookies[BROWSER]
    return visitor


def token_of(visitor: Visitor) -> str:
    """A token of this browser, from a page that anybody can open."""
    return dict(visitor.get("/public/report-loss").form("csrf").fields)["csrf"]


def unsalted(house: House, browser: str) -> str:
    """The token that a page of an earlier version carried, for an unknown person."""
    key = house.world.services.keyring.derive("csrf")
    made = (keyed_digest(key, text) for text in (browser, f"{browser} "))
    return ".".join(base64.urlsafe_b64encode(each).rstrip(b"=").decode() for each in made)


def by_password(walk: Walk, person: Person) -> tuple[Answer, dict[str, str]]:
    """Sign in; the page of the password, and its form as it was sent."""
    page = walk.ask()
    sent = page.form("username", "password").filled(
        username=person.username, password=person.password
    )
    walk.visitor.post(page.path, sent)
    assert SESSION in walk.visitor.cookies
    return page, dict(sent)


def test_a_browser_without_its_session_gets_none_from_an_approval(house: House) -> None:
    person = house.world.person(totp=False)
    app = application_of(house, person, anchoring=COUNTER)
    walk, page = at_the_app(house, person, 3)
    bring_back(walk, app.approve(app.scan(handle_here(page)).json))
    assert SESSION in walk.visitor.cookies
    transaction = page.path.removesuffix("/app")
    later = afterwards(house, walk)
    token = token_of(later)
    for path in PAGES:
        later.post(transaction + path, b"", headers={"X-CSRF": token})
        later.post(transaction + path, {"csrf": token})
        assert SESSION not in later.cookies, path


def test_a_password_is_not_guessed_by_repeating_its_form(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page, sent = by_password(walk, person)
    later = afterwards(house, walk)
    fresh = dict(house.walk(visitor=later).ask().form("username", "password").fields)
    assert fresh["csrf"] != sent["csrf"]
    for number in range(3):
        later.post(page.path, {**sent, "csrf": fresh["csrf"], "password": f"guess {number}"})
        assert house.counted(ThrottledSecret.PASSWORD) == number + 1
    for path in PAGES[1:]:
        right = later.post(page.path + path, {**sent, "csrf": fresh["csrf"]})
        wrong = later.post(page.path + path, {**sent, "csrf": fresh["csrf"], "password": "x"})
        assert SESSION not in later.cookies, path
        assert (right.status, right.location) == (wrong.status, wrong.location), path


def test_a_form_of_the_page_is_repeated_for_a_minute_only(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page, sent = by_password(walk, person)
    begun = walk.visitor.cookies[SESSION]
    house.world.clock.advance(REPEATED_WITHIN - timedelta(seconds=1))
    again = afterwards(house, walk)
    again.post(page.path, sent)
    assert again.cookies[SESSION] == begun
    house.world.clock.advance(timedelta(seconds=1))
    late = afterwards(house, walk)
    late.post(page.path, sent)
    assert SESSION not in late.cookies


def test_another_page_of_the_transaction_does_not_answer_for_the_first(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page, sent = by_password(walk, person)
    for path in PAGES[1:]:
        later = afterwards(house, walk)
        later.post(page.path + path, sent)
        assert SESSION not in later.cookies, path


def test_a_code_is_not_guessed_by_repeating_its_form(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    sent = dict(page.form("code").filled(code=house.world.code(person.totp_secret or "")))
    walk.visitor.post(page.path, sent)
    later = afterwards(house, walk)
    later.post(page.path, {**sent, "csrf": token_of(later)})
    assert SESSION not in later.cookies
    house.world.clock.advance(REPEATED_WITHIN)
    later.post(page.path, sent)
    assert SESSION not in later.cookies


def test_a_page_of_an_earlier_version_still_signs_in_and_is_not_repeated(house: House) -> None:
    """Its token had no salt, so whoever has the cookie could make it."""
    person, walk = house.world.person(totp=False), house.walk()
    page = walk.ask()
    form = page.form("username", "password")
    token = unsalted(house, walk.visitor.cookies[BROWSER])
    sent = dict(form.filled(username=person.username, password=person.password)) | {"csrf": token}
    walk.visitor.post(page.path, sent)
    assert SESSION in walk.visitor.cookies
    later = afterwards(house, walk)
    later.post(page.path, sent)
    assert SESSION not in later.cookies


def test_a_no_after_a_yes_leaves_no_consent(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page = walk.sign_in(walk.ask(scope="openid profile", response_mode="form_post"), person)
    form = page.form("decision")
    items = [box for box in form.boxes if box[0] == "item"]
    assert walk.visitor.post(page.path, [*form.filled(decision="allow"), *items]).status == 303
    answered = walk.visitor.arrive(walk.visitor.post(page.path, form.filled(decision="deny")))
    assert "access_denied" in answered.text
    told = house.world.services.history.for_subject(person.subject_id)
    kinds = [entry.happening for entry in told]
    assert kinds.index(EventType.CONSENT_WITHDRAWN) < kinds.index(EventType.CONSENT_GIVEN)
    again = Walk(house.world, walk.visitor, walk.party).ask(scope="openid profile", prompt="none")
    assert again.query["error"] == "consent_required"


def test_tries_at_a_finished_transaction_are_answered_alike(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page, sent = by_password(walk, person)
    walk.decide(walk.visitor.arrive(walk.visitor.get(page.path)), "allow")
    thief = afterwards(house, walk)
    token = token_of(thief)
    for number in range(20):
        thief.post(page.path, {**sent, "csrf": token, "password": f"guess {number}"})
    thief.post(page.path, {**sent, "csrf": token})
    assert SESSION not in thief.cookies
    assert house.counted(ThrottledSecret.PASSWORD) == 0
