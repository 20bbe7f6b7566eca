"""Group D: floods cost little and leave nothing behind."""

import pytest

from idp.web.pages import rendering
from tests.support.counting import counted
from tests.support.live import House


def test_d02_ever_new_languages_are_answered_in_ours_and_kept_nowhere(house: House) -> None:
    walk = house.walk()
    caches = (rendering._environment, rendering.translations)  # noqa: SLF001 - what would grow
    walk.ask(ui_locales="vi", prompt="login")
    walk.ask(ui_locales="en", prompt="login")
    held = [cache.cache_info().currsize for cache in caches]
    for number in range(300):
        page = walk.ask(ui_locales=f"x{number}-{number} zz", prompt="login")
        assert '<html lang="en">' in page.text
    assert [cache.cache_info().currsize for cache in caches] == held


def test_d04_a_password_of_a_megabyte_is_never_hashed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask()
    with counted(house.world.services.database, monkeypatch) as cost:
        answer = walk.password(page, person, password="x" * 1_000_000)
    assert (answer.status, cost.hashes) == (413, 0)
    assert "consent-allow" in walk.password(walk.ask(), person).ids
