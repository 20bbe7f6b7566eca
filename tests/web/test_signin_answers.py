"""What a form of the sign-in pages is answered with: the next step itself, not a detour to it."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from idp.history.domain import Happening
from idp.tokens.tables import CODE
from tests.support.http import Answer
from tests.support.live import House
from tests.support.races import race
from tests.support.walks import Walk, contents
from tests.support.world import Person


def agreed(house: House, *, totp: bool = False) -> tuple[Walk, Person]:
    """A person whose consent to the party stands, in a browser where nobody is present."""
    walk, person = house.walk(), house.world.person(totp=totp)
    walk.tokens(person)
    house.world.clock.advance(timedelta(minutes=1))
    del walk.visitor.cookies["md_session"]
    return walk, person


def typed(page: Answer, person: Person) -> list[tuple[str, str]]:
    form = page.form("username", "password")
    return form.filled(username=person.username, password=person.password)


def codes(house: House) -> int:
    with house.world.services.database.transaction() as work:
        found: int = work.execute(select(func.count()).select_from(CODE)).scalar_one()
    return found


def returned(walk: Walk, answer: Answer) -> dict[str, str]:
    """What the party is told by an answer that leads there without another stop."""
    assert answer.status == 303
    assert answer.location.startswith(walk.party.redirect_uri), answer.location
    assert answer.query["state"] == walk.state
    assert answer.query["iss"] == walk.visitor.origin
    return answer.query


def test_the_last_form_is_answered_with_the_code(house: House) -> None:
    walk, person = agreed(house)
    page = walk.ask()
    answer = walk.visitor.post(page.path, typed(page, person))
    code = returned(walk, answer)["code"]
    assert "md_session" in walk.visitor.cookies
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert contents(walk.redeem(code).json["id_token"])["sub"]


def test_each_form_is_answered_with_the_page_of_the_next_step(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    asked = walk.visitor.get("/authorize", walk.request(acr_values=house.acr(2)))
    assert urlsplit(asked.location).path.startswith("/signin/")
    page = walk.visitor.arrive(asked)
    second = walk.visitor.post(page.path, typed(page, person))
    assert (second.status, urlsplit(second.location).path) == (303, f"{page.path}/code")
    code = walk.world.code(person.totp_secret or "")
    third = walk.visitor.submit(walk.visitor.arrive(second), "code", code=code)
    consent = page.path.replace("/signin/", "/consent/")
    assert (third.status, urlsplit(third.location).path) == (303, consent)
    last = walk.visitor.submit(walk.visitor.arrive(third), "decision", decision="allow")
    assert returned(walk, last)["code"]


def test_a_form_sent_twice_lands_twice_with_one_code(house: House) -> None:
    """A double click, or an answer that was lost on its way with the cookie in it."""
    walk, person = agreed(house)
    page = walk.ask()
    before = codes(house)
    first = walk.visitor.post(page.path, typed(page, person))
    walk.visitor.cookies.pop("md_session")
    second = walk.visitor.post(page.path, typed(page, person))
    assert returned(walk, second) == returned(walk, first)
    assert codes(house) == before + 1
    assert "md_session" in walk.visitor.cookies
    assert walk.redeem(first.query["code"]).status == 200
    late = walk.visitor.arrive(walk.visitor.post(page.path, typed(page, person)))
    assert (late.status, "has ended already" in late.text) == (400, True)
    assert walk.redeem(first.query["code"]).status == 400


def test_a_code_that_came_too_late_is_not_sent_again(house: House) -> None:
    walk, person = agreed(house)
    page = walk.ask()
    returned(walk, walk.visitor.post(page.path, typed(page, person)))
    house.world.clock.advance(timedelta(seconds=61))
    late = walk.visitor.post(page.path, typed(page, person))
    assert "code" not in late.query
    assert "has ended already" in walk.visitor.arrive(late).text


def test_another_form_than_the_one_that_ended_it_gets_no_code(house: House) -> None:
    """The same transaction in two tabs: the second answer differs and brings nothing."""
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.sign_in(walk.ask(scope="openid profile"), person)
    other_tab = walk.visitor.get(page.path)
    assert walk.allow_all(page).query["code"]
    before = codes(house)
    answer = walk.visitor.submit(other_tab, "decision", decision="allow")
    assert "code" not in answer.query
    over = walk.visitor.arrive(answer)
    assert (over.status, "has ended already" in over.text) == (400, True)
    assert codes(house) == before


def test_two_requests_in_two_tabs_end_with_a_code_each(house: House) -> None:
    one, person = agreed(house)
    two = house.walk(one.party, visitor=one.visitor)
    pages = one.ask(), two.ask()
    first = returned(one, one.visitor.post(pages[0].path, typed(pages[0], person)))
    second = returned(two, two.visitor.post(pages[1].path, typed(pages[1], person)))
    assert first["code"] != second["code"]
    for walk, told in ((one, first), (two, second)):
        assert walk.redeem(told["code"]).status == 200


def test_who_goes_back_after_the_answer_finds_the_way_to_the_party(house: House) -> None:
    walk, person = agreed(house)
    page = walk.ask()
    returned(walk, walk.visitor.post(page.path, typed(page, person)))
    for path in (page.path, page.path.replace("/signin/", "/authorize/")):
        over = walk.visitor.arrive(walk.visitor.get(path))
        assert (over.status, "Back to Portal" in over.text) == (400, True)


def test_a_no_sent_twice_is_told_twice_and_recorded_once(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.sign_in(walk.ask(), person)
    for _ in range(2):
        told = returned(walk, walk.visitor.submit(page, "decision", decision="deny"))
        assert told["error"] == "access_denied"
    entries = house.world.services.history.of(person.subject_id)
    refused = [each for each in entries if each.happening is Happening.SIGN_IN_REFUSED]
    assert len(refused) == 1


def test_going_back_to_the_party_works_twice_from_the_first_page(house: House) -> None:
    walk = house.walk()
    page = walk.ask()
    (form,) = [form for form in page.forms if form.action.endswith("/cancel")]
    for _ in range(2):
        told = returned(walk, walk.visitor.post(form.action, form.fields))
        assert told["error"] == "access_denied"


def test_a_refusal_for_the_wrong_person_is_repeated_to_the_same_form(house: House) -> None:
    walk, expected = agreed(house)
    token = walk.tokens(expected)["id_token"]
    walk.visitor.cookies.pop("md_session")
    other = house.world.person(totp=False)
    page = walk.ask(id_token_hint=token)
    for _ in range(2):
        told = returned(walk, walk.visitor.post(page.path, typed(page, other)))
        assert told["error"] == "login_required"


def test_an_answer_that_posts_itself_stands_at_an_address_of_its_own(house: House) -> None:
    """Back and reload would ask the person to send the password again."""
    walk, person = agreed(house)
    page = walk.ask(response_mode="form_post")
    before = codes(house)
    answer = walk.visitor.post(page.path, typed(page, person))
    assert urlsplit(answer.location).path == page.path.replace("/signin/", "/authorize/")
    assert codes(house) == before
    form = walk.visitor.arrive(answer).form("code")
    assert (form.action, codes(house)) == (walk.party.redirect_uri, before + 1)


def test_a_script_or_an_opened_page_never_ends_a_sign_in(house: House) -> None:
    """A script follows no redirect, and a page may be opened ahead of being looked at."""
    walk, person = agreed(house)
    page = walk.ask()
    proof = dict(page.form("username").fields)["csrf"]
    house.walk(walk.party, visitor=walk.visitor).complete(person)
    before = codes(house)
    answers = [walk.visitor.get(f"{page.path}{path}") for path in ("", "/code", "/app/state")]
    answers += [walk.visitor.post(f"{page.path}/face/question", headers={"X-CSRF": proof})]
    for each in answers:
        assert (each.status, "/authorize/" in each.location) == (303, True), each.url
    assert codes(house) == before


def test_ones_own_account_opens_at_once(house: House) -> None:
    visitor, person = house.visitor(), house.world.person(totp=False)
    page = visitor.arrive(visitor.get("/me/sessions"))
    for _ in range(2):
        answer = visitor.post(page.path, typed(page, person))
        assert (answer.status, urlsplit(answer.location).path) == (303, "/me/sessions")


@pytest.mark.parametrize("times", [2, 4])
def test_equal_forms_at_one_moment_share_one_code(racing_house: House, times: int) -> None:
    walk, person = agreed(racing_house)
    page = walk.ask()
    before, fields = codes(racing_house), typed(page, person)
    cookies = dict(walk.visitor.cookies)

    def send() -> dict[str, str]:
        browser = racing_house.visitor()
        browser.cookies.update(cookies)
        return returned(walk, browser.arrive(browser.post(page.path, fields)))

    answers: list[dict[str, Any]] = race(send, times=times)
    assert len({each["code"] for each in answers}) == 1
    assert codes(racing_house) == before + 1
    assert walk.redeem(answers[0]["code"]).status == 200
