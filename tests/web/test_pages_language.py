"""Which language a page speaks."""

import pytest
from flask import Flask

from idp.web.pages.language import choose, first_known


@pytest.mark.parametrize(
    ("chosen", "asked", "account", "accept", "spoken"),
    [
        (None, None, None, None, "vi"),
        (None, None, None, "en-GB,en;q=0.9", "en"),
        (None, None, "vi", "en", "vi"),
        (None, "fr-CA en", "vi", "vi", "en"),
        ("vi", "en", "en", "en", "vi"),
        ("xx", "zz", "qq", "fr, de;q=0.5", "vi"),
        (None, "VI-vn", "en", "en", "vi"),
    ],
)
def test_the_nearest_to_the_person_decides(
    chosen: str | None, asked: str | None, account: str | None, accept: str | None, spoken: str
) -> None:
    assert choose(chosen=chosen, ui_locales=asked, account=account, accept=accept) == spoken


@pytest.mark.parametrize("tags", ["x " * 100_000, "é\x00 " * 50, "-" * 5000, ",;q="])
def test_a_hostile_list_costs_nothing(tags: str) -> None:
    assert first_known(tags) is None


def test_a_picked_language_holds_for_the_pages_that_follow(app: Flask) -> None:
    browser = app.test_client()
    assert 'lang="vi"' in browser.get("/public/help").text
    assert 'lang="en"' in browser.get("/public/help?lang=en").text
    assert '<html lang="en">' in browser.get("/public/terms").text
