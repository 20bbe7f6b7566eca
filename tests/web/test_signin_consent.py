"""The consent page: its items, the person's choices, and declining."""

from typing import Any

import pytest

from idp.platform.cached import SEEN_FOR
from idp.policy.domain import Switch
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import AN, BINH
from tests.support.walks import Walk
from tests.support.world import Person, sure

SCOPE = "openid profile email"


def asked(house: House, **particulars: Any) -> tuple[Walk, Person, Answer]:  # noqa: ANN401
    person = house.world.person()
    walk = house.walk(house.world.party(**particulars))
    return walk, person, walk.sign_in(walk.ask(scope=SCOPE), person)


@pytest.mark.norm("X15.1", "D19.3-2", limb="each item has its purpose and none is ticked before")
def test_each_item_has_its_purpose_and_the_optional_ones_are_unticked(house: House) -> None:
    _, _, page = asked(house)
    form = page.form("decision")
    assert page.text.count("Purpose: To fill in the form") == len(form.boxes) + 1
    assert form.boxes
    assert "item" not in dict(form.fields)
    assert dict(form.fields)["days"] == "90"
    assert "Full name" in page.text.split("Only if you want")[0]


@pytest.mark.norm("X15.1", limb="an optional item is covered only when ticked")
def test_only_ticked_items_are_agreed_to(house: House) -> None:
    walk, person, page = asked(house)
    walk.decide(page, "allow", item="email")
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    assert set(consent.items) == {"authentication", "name", "email"}
    assert "birthdate" in consent.declined


@pytest.mark.parametrize(("days", "kept"), [("1", 1), ("365", 365), ("9999", 90), ("x", 90)])
def test_the_duration_is_one_of_those_offered(house: House, days: str, kept: int) -> None:
    walk, person, page = asked(house)
    walk.decide(page, "allow", days=days)
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    assert (consent.expires_at - consent.given_at).days == kept


@pytest.mark.norm("D19.3-2", limb="whatever is not a yes is a no")
@pytest.mark.parametrize("decision", ["deny", "", "yes", "ALLOW"])
def test_whatever_is_not_a_yes_is_a_no(house: House, decision: str) -> None:
    walk, person, page = asked(house)
    back = walk.decide(page, decision)
    assert back.query["error"] == "access_denied"
    assert house.world.services.consents.for_subject(person.subject_id) == []


@pytest.mark.norm("D19.3-3", limb="a statutory basis shows a notice")
def test_a_statutory_party_gives_a_notice_instead_of_a_question(house: House) -> None:
    walk, person, page = asked(house, legal_basis="statutory")
    assert "acts on a legal basis" in page.text
    assert "consent-deny" in page.ids
    assert "You are told this again after 90 days." in page.text
    walk.decide(page, "allow", days="365")
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    assert consent.legal_basis == "statutory"
    assert (consent.expires_at - consent.given_at).days == 90


@pytest.mark.norm("D19.3-3", limb="two operators can have everybody asked")
def test_two_operators_can_have_everybody_asked(house: House) -> None:
    policy = house.world.services.policy
    sure(
        policy.approve(sure(policy.propose(Switch.STATUTORY_BASIS, value=False, actor=AN)).id, BINH)
    )
    house.world.clock.advance(SEEN_FOR)
    _, _, page = asked(house, legal_basis="statutory")
    assert "acts on a legal basis" not in page.text
    assert "consent-allow" in page.ids


def test_a_yes_or_no_question_is_named_as_one(house: House) -> None:
    claims = '{"userinfo": {"matches": {"birthdate": "1990-02-03"}}}'
    person = house.world.person()
    purposes = house.world.registered().client.claims
    party = house.world.party(
        claims={"birthdate_matches": purposes["birthdate"]}, scopes=frozenset({"openid"})
    )
    walk = house.walk(party)
    page = walk.sign_in(walk.ask(claims=claims), person)
    assert "Only whether this is right, not the value: date of birth" in page.text


def test_the_page_says_the_purpose_in_its_own_language(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.sign_in(walk.ask(scope=SCOPE, ui_locales="vi"), person)
    assert "Mục đích: Điền tờ khai" in page.text
