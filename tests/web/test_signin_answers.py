"""The answer to a form of the sign-in pages: the next step itself, without a detour."""

from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from idp.history.domain import EventType
from idp.kernel.refusals import Refused
from idp.tokens.tables import CODE
from tests.support.counting import counted
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.races import meanwhile, race
from tests.support.walks import Walk, contents
from tests.support.world import Person


def agreed(house: House, *, totp: bool = False) -> tuple[Walk, Person]:
    """A person with a live consent for the party, in a browser without session."""
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
    """The parameters the party gets by an answer that leads there directly."""
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
    entries = house.world.services.history.for_subject(person.subject_id)
    refused = [each for each in entries if each.happening is EventType.SIGN_IN_REFUSED]
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


def test_a_no_sent_again_is_never_answered_with_a_page_that_posts_itself(house: House) -> None:
    """The one address that renders it is the dispatcher's; a second no leads there too."""
    walk = house.walk()
    page = walk.ask(response_mode="form_post")
    for _ in range(2):
        answer = pressed(walk, page, "/cancel")
        path = urlsplit(answer.location).path
        assert (answer.status, path) == (303, page.path.replace("/signin/", "/authorize/"))
        walk.visitor.arrive(answer)


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


def test_a_page_with_nothing_to_ask_reads_its_transaction_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = house.walk()
    page = walk.ask()
    with counted(house.world.services.database, monkeypatch) as cost:
        answer = walk.visitor.get(f"{page.path}/code")
    assert urlsplit(answer.location).path == page.path.replace("/signin/", "/authorize/")
    reads = [each for each in cost.statements if "FROM authorization_transaction" in each]
    assert len(reads) == 1, cost.statements


def test_ones_own_account_opens_at_once(house: House) -> None:
    visitor, person = house.visitor(), house.world.person(totp=False)
    page = visitor.arrive(visitor.get("/me/sessions"))
    for _ in range(2):
        answer = visitor.post(page.path, typed(page, person))
        assert (answer.status, urlsplit(answer.location).path) == (303, "/me/sessions")


# -- a form is answered by what it says, also where a code could be issued by now


def elsewhere(house: House, walk: Walk, person: Person, **asked: str) -> None:
    """The person signs in, and agrees, in another tab for the same party."""
    house.walk(walk.party, visitor=walk.visitor).complete(person, **asked)


def pressed(walk: Walk, page: Answer, end: str) -> Answer:
    """Press the one button of a page whose form goes to such an address."""
    (form,) = [form for form in page.forms if form.action.endswith(end)]
    return walk.visitor.post(form.action, form.fields)


@pytest.mark.norm("D19.3-2")
def test_a_no_is_a_no_after_a_yes_in_another_tab(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.sign_in(walk.ask(), person)
    elsewhere(house, walk, person)
    before = codes(house)
    for _ in range(2):
        told = returned(walk, walk.visitor.submit(page, "decision", decision="deny"))
        assert told["error"] == "access_denied"
    assert codes(house) == before


def test_cancel_is_a_no_after_a_sign_in_in_another_tab(house: House) -> None:
    walk, person = agreed(house)
    page = walk.ask()
    elsewhere(house, walk, person)
    before = codes(house)
    for _ in range(2):
        assert returned(walk, pressed(walk, page, "/cancel"))["error"] == "access_denied"
    assert codes(house) == before


def test_leaving_an_explanation_is_a_no_after_a_better_sign_in(house: House) -> None:
    walk = house.walk(house.world.party(minimum_account_level=2))
    lower, higher = house.world.person(totp=False, level=1), house.world.person(totp=False)
    house.walk(visitor=walk.visitor).complete(lower)
    page = walk.ask()
    assert page.path.endswith("/stopped")
    elsewhere(house, walk, higher, prompt="login")
    before = codes(house)
    told = returned(walk, pressed(walk, page, "/cancel"))
    assert (told.get("error"), codes(house)) == ("access_denied", before)


def test_a_refusal_on_record_wins_over_a_later_sign_in(house: House) -> None:
    """Form Post Response Mode: the no is recorded, and the page that passes it on not opened."""
    walk, person = agreed(house)
    page = walk.ask(response_mode="form_post")
    answer = pressed(walk, page, "/cancel")
    elsewhere(house, walk, person)
    before = codes(house)
    fields = dict(walk.visitor.arrive(answer).form("state").fields)
    assert (fields.get("error"), "code" in fields) == ("access_denied", False)
    assert codes(house) == before


def test_not_me_is_asked_who_it_is_after_a_yes_in_another_tab(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.sign_in(walk.ask(prompt="login"), person)
    elsewhere(house, walk, person)
    before = codes(house)
    answer = pressed(walk, page, "/start-again")
    assert (answer.status, urlsplit(answer.location).path[:8]) == (303, "/signin/")
    assert "username" in walk.visitor.arrive(answer).ids
    assert codes(house) == before


def test_another_account_is_not_me_also_where_the_choice_comes_late(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person)
    page = walk.ask(prompt="select_account", scope="openid profile")
    asked = walk.visitor.submit(page, "account", account="present")
    assert "/consent/" in asked.location
    elsewhere(house, walk, person, scope="openid profile")
    before = codes(house)
    answer = walk.visitor.submit(page, "account", account="another")
    assert urlsplit(answer.location).path.startswith("/signin/")
    assert codes(house) == before


@pytest.mark.parametrize("level", [1, 2])
def test_another_person_s_name_and_password_are_judged(house: House, level: int) -> None:
    """One transaction open twice: one person signs in in it, another types on its stale page."""
    walk, first, second = house.walk(), house.world.person(), house.world.person()
    wish = {"acr_values": house.acr(level)}
    house.walk(walk.party).complete(second, **wish)
    house.world.clock.advance(timedelta(minutes=1))
    stale = walk.ask(**wish)
    page = walk.sign_in(stale, first)
    assert "/consent/" in page.path
    elsewhere(house, walk, first, **wish)
    before = codes(house)
    wrong = walk.password(stale, second, password="not the right one")
    assert (wrong.status, wrong.location, codes(house)) == (422, "", before)
    answer = walk.visitor.post(stale.path, typed(stale, second))
    if level == 2:
        answer = walk.visitor.submit(
            walk.visitor.arrive(answer), "code", code=walk.world.code(second.totp_secret or "")
        )
    else:
        walk.visitor.cookies.pop("md_session")
        again = walk.visitor.post(stale.path, typed(stale, second))
        assert returned(walk, again) == returned(walk, answer)
        assert "md_session" in walk.visitor.cookies
    told = contents(walk.redeem(returned(walk, answer)["code"]).json["id_token"])
    party = house.world.services.relying_parties.client(walk.party.client_id)
    assert party is not None
    assert told["sub"] == house.world.services.tokens.sub(second.subject_id, party)
    assert codes(house) == before + 1


def test_another_person_s_form_sent_again_leads_on(house: House) -> None:
    """The session has ended: the form cannot prove a second time."""
    walk = house.walk()
    first, second = house.world.person(totp=False), house.world.person(totp=False)
    stale = walk.ask(prompt="login consent")
    for person in (first, second):
        assert walk.visitor.post(stale.path, typed(stale, person)).status == 303
        walk.visitor.submit(walk.visitor.get("/logout"), "decision", decision="allow")
    again = walk.visitor.arrive(walk.visitor.post(stale.path, typed(stale, second)))
    assert (again.status, "username" in again.ids) == (200, True)
    assert again.path != stale.path


def test_another_person_s_password_and_code_both_count(house: House) -> None:
    """The code is spent with the password: it is not asked a second time."""
    walk, first, second = house.walk(), house.world.person(), house.world.person()
    wish = {"acr_values": house.acr(2)}
    page = walk.ask(**wish)
    stale = walk.visitor.get(f"{page.path}/password-and-code")
    assert "/consent/" in walk.sign_in(page, first).path
    fields = stale.form("code").filled(
        username=second.username,
        password=second.password,
        code=walk.world.code(second.totp_secret or ""),
    )
    answer = walk.visitor.arrive(walk.visitor.post(stale.path, fields))
    assert ("/consent/" in answer.path, f"({second.username})" in answer.text) == (True, True)
    again = walk.visitor.arrive(walk.visitor.post(stale.path, fields))
    assert again.path == answer.path
    told = contents(walk.redeem(walk.decide(again, "allow").query["code"]).json["id_token"])
    assert told["acr"] == house.acr(2)


@pytest.mark.parametrize("who", ["the same person", "another person"])
def test_a_sign_in_beside_another_one_does_not_end_it(house: House, who: str) -> None:
    """Two forms at once: the second was sent before the browser had the cookie of the first."""
    walk, person, other = house.walk(), house.world.person(totp=False), house.world.person()
    page = walk.ask(prompt="login consent")
    first = walk.visitor.post(page.path, typed(page, person))
    assert "/consent/" in first.location
    cookie = walk.visitor.cookies.pop("md_session")
    same = who == "the same person"
    fields = typed(page, person if same else other)
    second = walk.visitor.post(page.path, [*fields, ("more", "")])
    if same:
        assert urlsplit(second.location).path == page.path.replace("/signin/", "/authorize/")
    else:
        assert other.username in walk.visitor.arrive(second).text
    walk.visitor.cookies["md_session"] = cookie
    asked = walk.visitor.arrive(walk.visitor.get(page.path.replace("/signin/", "/authorize/")))
    assert (asked.status, f"({person.username})" in asked.text) == (200, True)
    assert returned(walk, walk.decide(asked, "allow"))["code"]


def signed_out(house: House, person: Person) -> None:
    services = house.world.services
    for session in services.sessions.for_subject(person.subject_id):
        services.tokens.end_session(session.id, deliver=False, actor=OPERATOR)


def test_a_no_after_the_code_tells_the_party_nothing_also_signed_out(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.sign_in(walk.ask(), person)
    assert returned(walk, walk.visitor.submit(page, "decision", decision="allow"))["code"]
    signed_out(house, person)
    answer = walk.visitor.arrive(walk.visitor.submit(page, "decision", decision="deny"))
    assert (answer.status, "has ended already" in answer.text) == (400, True)


def test_a_no_on_record_stays_the_answer_also_signed_out(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.sign_in(walk.ask(), person)
    for _ in range(2):
        told = returned(walk, walk.visitor.submit(page, "decision", decision="deny"))
        assert told["error"] == "access_denied"
        signed_out(house, person)


def test_a_code_of_a_sign_in_that_ended_is_not_sent_again(house: House) -> None:
    walk, person = agreed(house)
    page = walk.ask()
    code = returned(walk, walk.visitor.post(page.path, typed(page, person)))["code"]
    signed_out(house, person)
    again = walk.visitor.post(page.path, typed(page, person))
    assert "code" not in again.query
    assert "has ended already" in walk.visitor.arrive(again).text
    assert walk.redeem(code).status == 400


def test_head_ends_nothing(house: House) -> None:
    walk, person = agreed(house)
    page = walk.ask(response_mode="form_post")
    address = walk.visitor.post(page.path, typed(page, person)).location
    before = codes(house)
    assert walk.visitor.send("HEAD", address).status == 200
    assert codes(house) == before
    assert walk.visitor.get(address).form("code").action == walk.party.redirect_uri


@pytest.mark.norm("D19.3-2")
@pytest.mark.parametrize("first", ["no", "yes"])
def test_of_a_no_and_a_code_at_one_moment_one_counts(racing_house: House, first: str) -> None:
    """Two connections: the second has looked before the first has recorded what it says."""
    walk, person = racing_house.walk(), racing_house.world.person(totp=False)
    page = walk.sign_in(walk.ask(), person)
    elsewhere(racing_house, walk, person)
    services, before = racing_house.world.services, codes(racing_house)
    found = services.authorization.resume(
        page.path.rpartition("/")[2],
        browser=walk.visitor.cookies["md_browser"],
        session_token=walk.visitor.cookies["md_session"],
    )
    assert not isinstance(found, Refused)
    no, yes = (
        partial(services.authorization.decline, found),
        partial(services.authorization.issue, found),
    )
    if first == "no":
        assert isinstance(meanwhile(services.database, no, yes), Refused)
    else:
        meanwhile(services.database, yes, no)
    answer = walk.visitor.arrive(walk.visitor.submit(page, "decision", decision="deny"))
    assert (answer.query.get("error"), codes(racing_house) - before) == (
        ("access_denied", 0) if first == "no" else (None, 1)
    )


def test_a_no_beside_a_yes_never_gets_the_code(racing_house: House) -> None:
    walk, person = racing_house.walk(), racing_house.world.person(totp=False)
    form = walk.sign_in(walk.ask(prompt="consent"), person).form("decision")
    said, cookies = ["deny", "allow", "deny"], dict(walk.visitor.cookies)

    def press() -> tuple[str, dict[str, str]]:
        decision, browser = said.pop(), racing_house.visitor()
        browser.cookies.update(cookies)
        sent = browser.post(form.action, form.filled(decision=decision))
        return decision, browser.arrive(sent).query

    told = race(press, times=3)
    assert not [each for decision, each in told if decision == "deny" and "code" in each]
    denied = [each for _, each in told if each.get("error") == "access_denied"]
    assert (codes(racing_house) == 1) != bool(denied)


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
