"""Public pages: complete, in both languages, without personal data."""

import json
import re
from datetime import timedelta

import pytest

from idp.assurance.levels import level_of_pieces
from idp.assurance.pieces import at_best
from idp.assurance.vectors import VECTORS
from idp.platform import key_file
from idp.relying_parties.domain.client import Connection, PartyKind
from idp.web.public.levels import WAYS
from tests.support.http import Visitor, tongue
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.world import sure

PAGES = (
    "/",
    "/public",
    "/public/levels",
    "/public/relying-parties",
    "/public/providers",
    "/public/catalogue",
    "/public/deadlines",
    "/public/terms",
    "/public/help",
    "/public/status",
    "/public/receipt",
    "/public/problems/commands_only_propose",
)


@pytest.mark.norm("D3.10")
@pytest.mark.norm("D4.2", limb="the public pages are there in both languages")
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_is_there_without_a_session_and_names_nobody(
    house: House, path: str, lang: str
) -> None:
    person = house.world.person()
    page = Visitor(house.origin, language=lang).get(path)
    assert page.status == 200
    assert f'<html lang="{lang}">' in page.text
    assert "<title>" in page.text
    identity = house.world.services.subjects.identity(person.subject_id)
    data = {str(datum.value) for name, datum in identity.data.items() if name != "gender"}
    for word in {person.username, person.subject_id, identity.number} | data - {"True"}:
        assert word not in page.text


@pytest.mark.norm("D20.2")
def test_the_levels_page_prints_the_engines_own_table(house: House) -> None:
    data = house.visitor().get("/public/levels.json").json
    assert data["levels"] == {house.acr(level): level for level in (1, 2, 3, 4)}
    assert len(data["vectors"]) == len(VECTORS)
    both = {"evidence": ["password", "totp"], "identity": [False, False]}
    assert {**both, "bound": [2, 2], "level": 2} in data["vectors"]
    assert {**both, "bound": [2, 1], "level": 1} in data["vectors"]
    page = house.visitor().get("/public/levels").text
    assert house.acr(4) in page
    assert all(row["evidence"] in page for row in data["table"])
    assert json.dumps(data)


@pytest.mark.norm("D20.2")
def test_the_levels_page_begins_with_what_people_show_for_each_level(house: House) -> None:
    page = house.visitor().get("/public/levels").text
    people, _, engineers = page.partition('<details id="table">')
    _, *cards = people.split('<section class="sheet" id="level-')
    assert [card[0] for card in cards] == ["1", "2", "3", "4"]
    shown = {way.words: int(level_of_pieces(at_best(way.kinds))) for way in WAYS}
    assert set(shown.values()) == {1, 2, 3, 4}
    for words, level in shown.items():
        assert [words in re.split("<br>|<dd>|</dd>|</span> ", card) for card in cards] == [
            each == level for each in range(1, 5)
        ]
    assert "<code>" not in people
    assert house.acr(4) in engineers


@pytest.mark.norm("D19.3-1", limb="the public register names the provider")
def test_parties_and_providers_are_listed_with_what_they_may_ask(house: House) -> None:
    services = house.world.services
    until = house.world.clock.now() + timedelta(days=30)
    provider = sure(
        sure(
            services.licensing.register(
                name="Sao Mai", certificate_until=until, help_line="1900 1111", actor=OPERATOR
            )
        )
    )
    house.world.party(
        "Bank",
        kind=PartyKind.PRIVATE,
        connection=Connection.VIA_PROVIDER,
        provider_id=provider.id,
    )
    parties = house.visitor().get("/public/relying-parties").text
    assert "Bank" in parties
    assert "through the licensed provider Sao Mai" in parties
    assert "Date of birth (optional): To fill in the form" in parties
    assert "May ask" in parties
    services.licensing.revoke(provider.id, reason="x", actor=OPERATOR)
    assert "Not valid" in house.visitor().get("/public/providers").text


@pytest.mark.parametrize("shown", ["x", "a.b.c", "é" * 400, "." * 900, "e30.e30.e30"])
def test_what_is_no_receipt_is_not_genuine(house: House, shown: str) -> None:
    visitor = house.visitor()
    page = visitor.submit(visitor.get("/public/receipt"), receipt=shown)
    assert page.status == 200
    assert "Not genuine" in page.text
    assert "<title>Error: " in page.text
    there = visitor.get(tongue(page))
    assert "verdict" in there.ids
    assert "Not genuine" in visitor.get(tongue(there)).text
    assert "verdict" not in house.visitor().get(tongue(page)).ids


def test_an_access_token_is_no_receipt(house: House) -> None:
    tokens = house.walk().tokens(house.world.person())
    visitor = house.visitor()
    page = visitor.submit(visitor.get("/public/receipt"), receipt=tokens["access_token"])
    assert "Not genuine" in page.text


@pytest.mark.norm("D27.1", limb="the catalogue says that nothing is paid")
def test_nobody_is_asked_to_pay(house: House) -> None:
    assert "pay nothing" in house.visitor().get("/public/catalogue").text


def test_a_receipt_of_a_key_that_others_may_have_is_not_called_genuine(house: House) -> None:
    person = house.world.person()
    walk = house.walk()
    walk.tokens(person)
    services = house.world.services
    (consent,) = services.consents.for_subject(person.subject_id)
    receipt = services.consents.receipt(consent)
    visitor = house.visitor()
    page = visitor.submit(visitor.get("/public/receipt"), receipt=receipt)
    assert "Genuine: signed by Minh Danh" in page.text
    key_file.replace_at_once(house.world.settings.keyring, now=house.world.clock.now())
    house.world.clock.advance(timedelta(seconds=5))
    page = visitor.submit(visitor.get("/public/receipt"), receipt=receipt)
    assert "Genuine" not in page.text
    assert "others may have had it" in page.text
    fresh = services.consents.receipt(consent)
    page = visitor.submit(visitor.get("/public/receipt"), receipt=fresh)
    assert "Genuine: signed by Minh Danh" in page.text
