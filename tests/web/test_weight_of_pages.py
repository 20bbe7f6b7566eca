"""What a browser loads to sign in: the bytes of each answer, with the headers it comes with."""

import gzip
import re
from typing import Final
from urllib.parse import urljoin

from idp.platform.logos import LARGEST
from tests.support.http import Answer, Visitor
from tests.support.live import House

FIRST_VISIT: Final = 60_000
LATER_VISIT: Final = 6_000
REDIRECT: Final = 500
LOADED: Final = 9
"""A style sheet, an icon, three scripts and four fonts."""
PACKED: Final = {"Accept-Encoding": "gzip, deflate, br"}
LINKED: Final = re.compile(r'(?:href|src)="(/static/[^"]+)"')
NAMED: Final = re.compile(r"url\(\"([^\"]+)\"\)")


def _weight(answer: Answer) -> int:
    """The bytes of an answer in HTTP/1.1, its status line and headers among them."""
    lines = (f"{name}: {value}\r\n" for name, value in answer.headers.items())
    return len(answer.body) + sum(map(len, lines)) + len("HTTP/1.1 200 OK\r\n\r\n")


def _pages(house: House) -> tuple[Visitor, list[Answer]]:
    """The way to the sign-in page of a party that asks for level 2, with what leads there."""
    walk = house.walk(visitor=house.visitor(language="vi"))
    visitor = walk.visitor
    asked = visitor.get("/authorize", walk.request(acr_values=house.acr(2)), headers=PACKED)
    answers = [asked]
    while answers[-1].location:
        answers.append(visitor.get(answers[-1].location, headers=PACKED))
    return visitor, answers


def _loads(visitor: Visitor, page: Answer) -> list[Answer]:
    """All that the page and its style sheets name, on a screen that needs every font."""
    linked = dict.fromkeys(LINKED.findall(page.text))
    files = [visitor.get(path, headers=PACKED) for path in linked]
    sheets = [path for path in linked if path.endswith(".css")]
    named = [
        urljoin(path, name) for path in sheets for name in NAMED.findall(visitor.get(path).text)
    ]
    return files + [visitor.get(path, headers=PACKED) for path in dict.fromkeys(named)]


def test_the_first_visit_weighs_little_also_with_the_largest_logo(house: House) -> None:
    visitor, answers = _pages(house)
    loaded = _loads(visitor, answers[-1])
    assert {each.status for each in loaded} == {200}
    assert len(loaded) == LOADED
    assert sum(map(_weight, [*answers, *loaded])) + LARGEST <= FIRST_VISIT


def test_a_later_visit_loads_the_page_alone(house: House) -> None:
    visitor, answers = _pages(house)
    kept = [each.headers["Cache-Control"] for each in _loads(visitor, answers[-1])]
    assert all("immutable" in each for each in kept)
    assert _weight(answers[-1]) <= LATER_VISIT
    _, (again, *_) = _pages(house)
    assert _weight(again) < REDIRECT


def test_who_cannot_unpack_is_sent_the_same_as_it_is(house: House) -> None:
    visitor, answers = _pages(house)
    for path in dict.fromkeys(LINKED.findall(answers[-1].text)):
        packed, plain = visitor.get(path, headers=PACKED), visitor.get(path)
        assert plain.headers["Content-Encoding"] is None
        if packed.headers["Content-Encoding"]:
            assert gzip.decompress(packed.body) == plain.body
            assert packed.headers["ETag"] != plain.headers["ETag"]
            assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        refused = visitor.get(path, headers={"Accept-Encoding": "gzip;q=0, br"})
        assert refused.body == plain.body
        known = {"If-None-Match": str(plain.headers["ETag"])}
        assert visitor.get(path, headers=known).status == 304


def test_a_page_with_a_token_is_never_packed(house: House) -> None:
    """Its length would tell what the token has in common with what a visitor typed (BREACH)."""
    _, answers = _pages(house)
    assert 'name="csrf"' in answers[-1].text
    assert answers[-1].headers["Content-Encoding"] is None
