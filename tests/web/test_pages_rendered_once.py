"""The first page of a sign-in: rendered once for all whose pages say the same, never for others."""

import re
from dataclasses import dataclass

import pytest
from markupsafe import Markup

from idp.web.pages import repeated
from idp.web.pages.repeated import KEPT, apart_from
from tests.support.http import Answer
from tests.support.live import House

_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _none_kept() -> None:
    KEPT.clear()


def _id(page: Answer) -> str:
    return page.path.split("/")[2]


def _text(page: Answer) -> str:
    """The text without its CSRF token, which is another in each page."""
    (token,) = set(_TOKEN.findall(page.text))
    return page.text.replace(token, "")


@pytest.mark.parametrize(
    "asked",
    [{}, {"ui_locales": "en"}, {"ui_locales": "vi"}, {"acr_values": "2"}, {"prompt": "consent"}],
    ids=str,
)
def test_a_page_of_pieces_is_the_page_rendered_anew(house: House, asked: dict[str, str]) -> None:
    if "acr_values" in asked:
        asked = {"acr_values": house.acr(int(asked["acr_values"]))}
    party = house.world.party("Sao & <Mai>", logo_uri="https://logo.example/a.png")
    first = house.walk(party).ask(**asked)
    walk = house.walk(party)
    second = walk.ask(**asked)
    assert len(KEPT) == 1
    assert _id(first) not in second.text
    KEPT.clear()
    assert _text(walk.visitor.get(second.path)) == _text(second)
    assert second.text.count(_id(second)) == first.text.count(_id(first)) > 1
    assert set(_TOKEN.findall(first.text)).isdisjoint(_TOKEN.findall(second.text))


def test_pages_of_other_parties_languages_and_addresses_are_others(house: House) -> None:
    walk = house.walk(house.world.party("Sao Mai"))
    pages = [
        walk.ask(),
        walk.ask(ui_locales="vi"),
        walk.ask(acr_values=house.acr(2)),
        house.walk(house.world.party("Another")).ask(),
        walk.visitor.get(f"{walk.ask().path}?from=elsewhere"),
    ]
    assert len({_text(page).replace(_id(page), "") for page in pages}) == len(pages)
    assert len(KEPT) == len(pages)


def test_a_form_of_a_page_of_pieces_signs_in(house: House) -> None:
    party, person = house.world.party(), house.world.person(totp=False)
    house.walk(party).ask()
    assert house.walk(party).tokens(person)["id_token"]


def test_a_page_that_says_something_of_a_person_is_not_kept(house: House) -> None:
    page = house.walk().ask(login_hint="lan.minh")
    assert 'value="lan.minh"' in page.text
    house.walk().password(house.walk().ask(login_hint="x"), house.world.person(), password="wrong")
    assert not KEPT


def test_no_more_pages_are_kept_than_stated(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeated, "MOST", 2)
    walk = house.walk()
    path = walk.ask().path
    for number in range(5):
        walk.visitor.get(f"{path}?n={number}")
        assert len(KEPT) <= 2


@dataclass(frozen=True)
class _View:
    name: str | None
    links: tuple[str, ...] = ()
    level: int = 1


def test_views_are_equal_apart_from_the_identifier_only() -> None:
    assert apart_from("17", _View("a17b", ("/17/x",))) == apart_from("9", _View("a9b", ("/9/x",)))
    views = [
        _View(None),
        _View(""),
        _View("17"),
        _View("1717"),
        _View("a"),
        _View(Markup("a")),
        _View("a", ("b",)),
        _View("a", ("b", "17")),
        _View("a", ("b17",)),
        _View("a", level=True),
        _View("a", level=2),
    ]
    assert len({apart_from("17", each) for each in views}) == len(views)
