"""The accent of a deployment: measured as WCAG 2.2 does, and legible in every shade made of it."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from idp.kernel.colours import DARK, LIGHT, Theme, contrast, mixed, shades, too_faint
from idp.web.pages.assets import STATIC

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.478),
        ("#767676", "#ffffff", 4.542),
        ("#ff0000", "#ffffff", 3.998),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


def _variables(part: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part))


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    style = Path(STATIC / "style.css").read_text()
    light, dark = style.split("@media (prefers-color-scheme: dark)")[:2]
    for part, theme in ((light, LIGHT), (dark.split("\n}\n")[0], DARK)):
        found = _variables(part)
        assert (found["ground"], found["sheet"]) == (theme.ground, theme.sheet)
        assert too_faint(found["accent"], theme) == []
    inks = _variables(light)
    assert (inks["on-accent"], inks["ink"]) == LIGHT.inks


@pytest.mark.parametrize(
    ("accent", "theme", "told"),
    [
        ("#b00020", LIGHT, []),
        ("#888888", LIGHT, []),
        ("#00a651", LIGHT, ["an edge of #00a651 on #e6f6ee reaches 2.85:1, and takes 3:1"]),
        ("#ee0033", LIGHT, ["text on #ee0033 reaches 4.48:1, and takes 4.5:1"]),
        ("#ffcc00", LIGHT, ["an edge of #ffcc00 on #f5f6f4 reaches 1.39:1, and takes 3:1"]),
        ("#ffcc00", DARK, []),
        ("#26003a", DARK, ["an edge of #26003a on #0e161b reaches 1.00:1, and takes 3:1"]),
    ],
)
def test_what_is_too_faint_is_told_with_its_figure(
    accent: str, theme: Theme, told: list[str]
) -> None:
    assert too_faint(accent, theme) == told


@THEMES
@given(accent=COLOURS)
def test_every_shade_of_an_accent_can_be_read(theme: Theme, accent: str) -> None:
    assume(not too_faint(accent, theme))
    made = shades(accent, theme)
    assert made.accent == accent
    assert contrast(made.on_accent, made.accent) >= 4.5
    assert contrast(made.on_accent, made.accent_strong) >= 4.5
    for ground in (theme.ground, theme.sheet, made.accent_soft):
        assert contrast(made.link, ground) >= 4.5
        assert contrast(made.link_strong, ground) >= 4.5
        assert contrast(made.accent, ground) >= 3


def test_a_part_of_another_colour_is_mixed_in() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
