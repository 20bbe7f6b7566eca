"""The history of an account for people: where from, for which service, and what to do about it."""

import pytest

from idp.history.domain import EventType
from idp.web.self_service.entry_advice import ADVICE
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR, themself
from tests.support.walks import Walk
from tests.support.world import Person

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


def entered(walk: Walk, path: str, person: Person) -> Answer:
    """An own page, with whatever sign-in it asks for."""
    page = walk.visitor.arrive(walk.visitor.get(path))
    return walk.sign_in(page, person) if "username" in page.ids else page


def test_a_failed_try_tells_browser_and_service(house: House) -> None:
    person, thief = house.world.person(), house.walk()
    form = thief.visitor.arrive(thief.ask()).form("username")
    typed = form.filled(username=person.username, password="not the right one at all")
    thief.visitor.post(form.action, typed, headers={"User-Agent": PHONE})
    (refused,) = (
        each
        for each in house.world.services.history.for_subject(person.subject_id)
        if each.happening is EventType.FACTOR_REFUSED
    )
    assert refused.client_id == thief.party.client_id
    assert refused.facts["device"] == "Chrome, Android"
    page = entered(house.walk(), "/me/history", person)
    act = next(each for each in page.text.split("<li") if "A try to sign in failed" in each)
    for word in ("Portal", "Chrome, Android", "Look at this", "Nobody came into your account"):
        assert word in act


@pytest.mark.parametrize(
    ("only", "shown", "left_out"),
    [
        ("", ("You signed in", "You consented", "You chose a language"), ()),
        ("sign-ins", ("You signed in",), ("You chose a language", "was activated")),
        ("changes", ("You chose a language", "was activated"), ("You signed in",)),
        ("consents", ("You consented",), ("You signed in", "You chose a language")),
        ("officers", ("was created",), ("You signed in", "You consented")),
        ("nothing-of-ours", ("You signed in", "You chose a language"), ()),
    ],
)
def test_a_part_of_the_history_is_shown_alone(
    house: House, only: str, shown: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    person, walk = house.world.person(), house.walk()
    walk.complete(person, acr_values=house.acr(2), scope="openid profile")
    walk.visitor.submit(walk.visitor.get("/me/settings"), language="en")
    page = walk.visitor.get("/me/history", {"only": only})
    acts = page.text.split('<ol class="timeline">', 1)[1]
    for word in shown:
        assert word in acts, word
    for word in left_out:
        assert word not in acts, word


def test_the_next_page_of_a_part_is_of_that_part(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    me = themself(person.subject_id)
    for language in ("vi", "en") * 30:
        house.world.services.accounts.set_locale(person.subject_id, language, actor=me)
    entered(walk, "/me/history", person)
    page = walk.visitor.get("/me/history", {"only": "changes"})
    older = page.text.split('href="/me/history?only=changes&amp;before=')[1].split('"')[0]
    rest = walk.visitor.get("/me/history", {"only": "changes", "before": older})
    assert "You chose a language" in rest.text
    assert "You signed in" not in rest.text


def test_a_remedy_leads_to_pages_that_a_locked_person_can_use(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    house.world.services.accounts.lock(
        person.subject_id, ground="D15", body="C06", remedy="Nộp đơn", actor=OPERATOR
    )
    entered(walk, "/me/history", person)
    named = {address for each in ADVICE.values() for address, _ in each.links}
    assert "/me/report-loss" in named
    assert {address: walk.visitor.get(address).status for address in named} == dict.fromkeys(
        named, 200
    )
