"""The hand-over between a browser and the application is relayed, guessed, repeated or late."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from idp.history.domain import EventType
from idp.kernel.ids import new_id
from tests.support.app_sign_ins import (
    acr_of,
    anchor,
    answer_in,
    at_the_app,
    back_of,
    bring_back,
    finish,
    refused,
)
from tests.support.applications import (
    Application,
    application_of,
    handle_beside,
    handle_here,
    number_on,
)
from tests.support.http import Visitor, tongue
from tests.support.live import House
from tests.support.officers import AN, themself
from tests.support.races import race
from tests.support.telephones import MAKER
from tests.support.world import Person


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person(totp=False)


@pytest.fixture
def app(house: House, person: Person) -> Application:
    return application_of(house, person)


def test_without_the_number_the_victims_phone_does_not_help(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_beside(page)).json
    assert app.approve(asked).json == {"error": "not_proven"}
    assert refused(finish(walk, page, "other_device"))


def test_three_guesses_at_the_number_end_the_request(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked, right = app.scan(handle_beside(page)).json, number_on(page)
    guesses = [each for each in ("10", "11", "12", "13") if each != right][:3]
    answers = [app.approve(asked, number=each).json["error"] for each in guesses]
    assert answers == ["wrong_number", "wrong_number", "too_many_tries"]
    assert app.approve(asked, number=right).json == {"error": "not_found"}
    assert refused(finish(walk, page, "other_device"))
    after = walk.visitor.get(page.path)
    assert handle_beside(after) != handle_beside(page)


@pytest.mark.norm("D19.4-2", limb="a proof counts in the browser that began")
def test_a_relayed_link_signs_nobody_in(house: House, person: Person, app: Application) -> None:
    """The victim taps the attacker's link: the answer goes to the victim's browser, not theirs."""
    attacker, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    answer, victim = answer_in(approved), house.visitor()
    landed = victim.get(approved.json["return_to"])
    assert (landed.status, "a scam" in landed.text) == (403, True)
    for text in (answer, "", "a" * 43, answer[:-1]):
        assert refused(attacker.visitor.arrive(attacker.visitor.get(back_of(page, text))))
        assert refused(finish(attacker, page, "same_device", text))
        assert refused(finish(attacker, page, "other_device", text))
    assert victim.get(approved.json["return_to"]).status == 404
    entries = house.world.services.history.for_subject(person.subject_id)
    told = [each.facts for each in entries if each.happening is EventType.FACTOR_REFUSED]
    assert {"means": "app_key", "reason": "other_browser"} in told


def test_head_uses_no_answer_up(house: House, person: Person, app: Application) -> None:
    """RFC 9110 section 9.2.1, in the browser that began and in another one."""
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    for visitor in (house.visitor(), walk.visitor):
        assert visitor.send("HEAD", approved.json["return_to"]).status == 200
    assert acr_of(walk, bring_back(walk, approved)) == house.acr(2)


@pytest.mark.norm("D19.4-2", limb="a proof counts in the browser that began")
def test_of_two_browsers_an_answer_arrives_in_one_counts(house: House, person: Person) -> None:
    """An attacker may be first and use it up, but it counts only in the browser that began."""
    app = application_of(house, person)
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    other = house.visitor()
    back = approved.json["return_to"]
    browsers = iter((other, walk.visitor))
    landed = race(lambda: next(browsers).get(back).status, times=2)
    assert sum(status in {303, 403} for status in landed) == 1


def test_a_form_that_carries_the_answer_is_no_way_in(
    house: House, person: Person, app: Application
) -> None:
    """Review 2: pasted into the form of the swindler's page it gave level 4."""
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    assert refused(finish(walk, page, "same_device", answer_in(approved)))


def test_an_answer_carried_to_another_browser_is_worth_nothing(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    other, theirs = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    answer = answer_in(approved)
    assert refused(other.visitor.arrive(other.visitor.get(back_of(theirs, answer))))
    assert refused(finish(other, theirs, "same_device", answer))
    assert acr_of(walk, bring_back(walk, approved)) == house.acr(2)


@pytest.mark.parametrize("over", [False, True])
def test_another_language_says_too_why_an_answer_was_refused_and_repeats_nothing(
    house: House, person: Person, app: Application, *, over: bool
) -> None:
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    if over:
        house.world.clock.advance(timedelta(seconds=121))
    page = walk.visitor.get(back_of(page, answer_in(approved) if over else "another"))
    assert ("Here is a new one" in page.text, "not approved this yet" in page.text) == (
        over,
        not over,
    )
    there = walk.visitor.get(tongue(page))
    assert "answer=" not in there.url
    assert (there.status, 'lang="vi"' in there.text) == (422, True)
    back = walk.visitor.get(tongue(there))
    said = [re.findall(r'id="problem".*?</div>', each.text, re.DOTALL) for each in (page, back)]
    assert said[0] == said[1] != []


def test_only_the_browser_that_began_finishes(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    app.approve(app.scan(handle_beside(page)).json, number=number_on(page))
    other, theirs = at_the_app(house, person)
    assert refused(finish(other, theirs, "other_device"))
    assert acr_of(walk, finish(walk, page, "other_device")) == house.acr(2)


def test_an_approval_beside_another_screen_is_not_one_on_the_same_phone(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_beside(page)).json
    lied = app.approve({**asked, "way": "same_device"}, number=number_on(page))
    assert lied.json == {"error": "factor_from_other_transaction"}
    app.approve(asked, number=number_on(page))
    assert refused(finish(walk, page, "same_device"))


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
def test_an_inflated_level_is_refused(house: House, person: Person, app: Application) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_here(page)).json
    for acr in (house.acr(3), house.acr(4), house.acr(1)):
        assert app.approve(asked, acr=acr).json == {"error": "factor_from_other_transaction"}
    assert refused(finish(walk, page, "same_device"))


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
def test_an_approval_counts_once_and_nowhere_else(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_here(page)).json
    approved = app.approve(asked)
    assert app.approve(asked).json == {"error": "not_found"}
    other, theirs = at_the_app(house, person)
    next_asked = app.scan(handle_here(theirs)).json
    crossed = app.approve(next_asked, txn=asked["txn"])
    assert crossed.json == {"error": "factor_from_other_transaction"}
    assert app.approve(next_asked, nonce=asked["nonce"]).json == {"error": "not_found"}
    page = bring_back(walk, approved)
    assert "consent-allow" in page.ids
    assert refused(other.visitor.arrive(other.visitor.get(back_of(theirs, answer_in(approved)))))


def test_a_handle_is_read_once(house: House, person: Person, app: Application) -> None:
    _, page = at_the_app(house, person)
    for handle in (handle_here(page), handle_beside(page)):
        assert app.scan(handle).status == 200
        assert app.scan(handle).status == 404


def test_an_old_handle_opens_nothing(house: House, person: Person, app: Application) -> None:
    walk, page = at_the_app(house, person)
    walk.visitor.get(page.path)
    assert app.scan(handle_beside(page)).status == 404
    _, page = at_the_app(house, person)
    house.world.clock.advance(timedelta(seconds=61))
    assert app.scan(handle_beside(page)).status == 404
    assert app.scan(handle_here(page)).status == 404


def test_a_slow_approval_is_too_late(house: House, person: Person, app: Application) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_here(page)).json
    house.world.clock.advance(timedelta(seconds=121))
    assert app.approve(asked).json == {"error": "not_found"}
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    house.world.clock.advance(timedelta(seconds=121))
    assert refused(bring_back(walk, approved))


def test_another_persons_phone_is_told_nothing(
    house: House, person: Person, app: Application
) -> None:
    stranger = application_of(house, house.world.person(totp=False))
    walk, page = at_the_app(house, person)
    for handle in (handle_here(page), handle_beside(page), "unknown", ""):
        answer = stranger.scan(handle)
        assert (answer.status, answer.json) == (404, {"error": "not_found"})
    asked = app.scan(handle_here(page)).json
    assert stranger.approve(asked).json == {"error": "factor_from_other_transaction"}
    second = application_of(house, person)
    assert second.approve(asked).json == {"error": "factor_from_other_transaction"}
    assert acr_of(walk, bring_back(walk, app.approve(asked))) == house.acr(2)


def test_a_denied_request_is_over_and_on_record(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_beside(page)).json
    assert app.deny(asked).json == {"denied": True}
    assert app.approve(asked, number=number_on(page)).json == {"error": "not_found"}
    assert walk.visitor.get(f"{page.path}/state").json == {"stage": "denied"}
    assert "The request was refused on the phone" in finish(walk, page).text
    entries = house.world.services.history.for_subject(person.subject_id)
    told = [each.facts for each in entries if each.happening is EventType.FACTOR_REFUSED]
    assert {"means": "app_key", "reason": "declined"} in told


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_phone_lost_meanwhile_finishes_nothing(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    house.world.services.credentials.stop_lost(person.subject_id, actor=themself(person.subject_id))
    page = bring_back(walk, approved)
    assert "consent-allow" not in page.ids
    assert app.scan("any").json == {"error": "credential_flagged"}


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_a_revocation_meanwhile_lowers_what_was_approved(
    house: House, person: Person, app: Application
) -> None:
    anchor(house, person)
    walk, page = at_the_app(house, person, 3)
    approved = app.approve(app.scan(handle_here(page)).json)
    serial = format(MAKER.batch.certificate.serial_number, "x")
    listed = json.dumps({"entries": {serial: {"status": "REVOKED"}}}).encode()
    house.world.services.app_keys.revocations.import_list(listed, actor=AN)
    page = bring_back(walk, approved)
    assert page.path.endswith("/stopped")


@pytest.mark.parametrize(
    "fields",
    [
        {"way": "counter"},
        {"way": ""},
        {"way": "same_device", "answer": "\u0000" * 500},
        {"way": "other_device", "answer": "é" * 500},
        {},
    ],
)
def test_a_broken_answer_leads_nowhere(
    house: House, person: Person, app: Application, fields: dict[str, str]
) -> None:
    walk, page = at_the_app(house, person)
    token = dict(page.form("way", "csrf").fields)["csrf"]
    sent = walk.visitor.post(page.path, {"csrf": token, **fields})
    assert refused(walk.visitor.arrive(sent))
    assert app.wire.cookies == {}


def test_nobody_comes_to_the_page_before_they_are_known(house: House) -> None:
    walk = house.walk()
    page = walk.ask()
    path = urlsplit(page.url).path
    for each in ("/app", "/app/return", "/app/state"):
        assert walk.visitor.get(f"{path}{each}").status == 303
    assert Visitor(house.origin).get(f"/signin/{new_id()}/app").status == 404
