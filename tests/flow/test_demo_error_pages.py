"""Error pages of the demonstration's programs, and their language."""

import re

import pytest

from tests.support.demonstration import Demonstration
from tests.support.http import Visitor, tongue


@pytest.mark.parametrize("where", ["portal", "telephone", "counter_desk"])
def test_a_page_that_is_not_there_is_a_page_of_the_program(
    demonstration: Demonstration, where: str
) -> None:
    visitor = Visitor(getattr(demonstration, where))
    page = visitor.get("/nowhere", headers={"Accept-Language": "en"})
    assert page.status == 404
    assert 'id="error"' in page.text
    assert "There is no such page here" in page.text
    assert 'href="/"' in page.text
    other = visitor.get(tongue(page))
    assert ('id="error"' in other.text, '<html lang="vi">' in other.text) == (True, True)


def test_a_language_picked_at_one_program_is_spoken_by_the_others(
    demonstration: Demonstration,
) -> None:
    visitor = Visitor(demonstration.portal)
    assert 'lang="en"' in visitor.get("/?lang=en").text
    for where in (demonstration.telephone, demonstration.counter_desk):
        assert '<html lang="en">' in visitor.get(f"{where}/").text, where


@pytest.mark.parametrize(
    "where",
    [
        "issuer",
        "portal",
        "inbox",
        "telephone",
        "counter_desk",
        "card_registry",
        "abis",
        "registries",
    ],
)
def test_every_program_has_a_picture_for_the_browsers_tab(
    demonstration: Demonstration, where: str
) -> None:
    """Without one the browser asks for /favicon.ico, which is not there."""
    visitor = Visitor(getattr(demonstration, where))
    page = visitor.arrive(visitor.get("/"))
    link = re.search(r'<link rel="icon" href="([^"]+)"', page.text)
    assert link is not None, page.text[:500]
    picture = visitor.get(link[1])
    assert (picture.status, picture.headers.get_content_type()) == (200, "image/svg+xml")
    policy = page.headers["Content-Security-Policy"]
    assert "img-src 'self'" in policy or "default-src 'self'" in policy


def test_machines_get_no_page(demonstration: Demonstration) -> None:
    answer = Visitor(demonstration.portal).get("/api/nowhere")
    assert (answer.status, 'id="error"' in answer.text) == (404, False)
