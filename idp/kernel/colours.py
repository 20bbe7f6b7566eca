"""The accent of a deployment: which colours may be one, and the shades that are made from it.

Contrast is that of WCAG 2.2: 4.5:1 for text (criterion 1.4.3), 3:1 for the edge of what is pressed
(1.4.11). Links are darkened, or lightened on a dark ground, until they are legible as text; what is
filled with the accent keeps it as it was given.
"""

import math
from dataclasses import dataclass
from typing import Final

TEXT_CONTRAST: Final = 4.5
EDGE_CONTRAST: Final = 3.0
_BLACK: Final = "#000000"
_WHITE: Final = "#ffffff"
_SOFT: Final = 0.1
_STRONG: Final = 0.28
_STEP: Final = 0.04

Channels = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Theme:
    """The grounds of the style sheet that an accent lies on, and the inks for text upon it.

    `away`: the shade that is farther from the grounds.
    """

    ground: str
    sheet: str
    inks: tuple[str, str]
    away: str


LIGHT: Final = Theme("#f5f6f4", "#ffffff", (_WHITE, "#15212a"), _BLACK)
DARK: Final = Theme("#0e161b", "#162128", ("#0e161b", _WHITE), _WHITE)


@dataclass(frozen=True, slots=True)
class Shades:
    """The colours of one theme, as #rrggbb, by the names of the style sheet's variables."""

    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    link: str
    link_strong: str


def shades(accent: str, theme: Theme) -> Shades:
    """The shades for an accent, #rrggbb, that has no `too_faint`."""
    ink = _ink(accent, theme)
    soft = mixed(theme.sheet, accent, _SOFT)
    link = _legible(accent, theme, soft)
    return Shades(
        accent=accent,
        accent_strong=mixed(accent, _BLACK if _luminance(ink) > _luminance(accent) else _WHITE),
        accent_soft=soft,
        on_accent=ink,
        link=link,
        link_strong=mixed(link, theme.away),
    )


def too_faint(accent: str, theme: Theme) -> list[str]:
    """What of an accent cannot be seen well enough, each with the measured figure."""
    text = contrast(accent, _ink(accent, theme))
    soft = mixed(theme.sheet, accent, _SOFT)
    edge, ground = min((contrast(accent, each), each) for each in (theme.ground, theme.sheet, soft))
    found = []
    if text < TEXT_CONTRAST:
        found.append(f"text on {accent} reaches {_figure(text)}:1, and takes 4.5:1")
    if edge < EDGE_CONTRAST:
        found.append(f"an edge of {accent} on {ground} reaches {_figure(edge)}:1, and takes 3:1")
    return found


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, part: float = _STRONG) -> str:
    """The first colour with this part of the second one."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * part)):02x}" for a, b in pairs)


def _ink(accent: str, theme: Theme) -> str:
    """The ink that is legible upon it: the usual one of the theme, else the better of the two."""
    usual, _ = theme.inks
    if contrast(accent, usual) >= TEXT_CONTRAST:
        return usual
    return max(theme.inks, key=lambda ink: contrast(accent, ink))


def _legible(accent: str, theme: Theme, soft: str) -> str:
    """The nearest shade that can be read as text on every ground."""
    grounds = theme.ground, theme.sheet, soft
    steps = (mixed(accent, theme.away, _STEP * step) for step in range(round(1 / _STEP)))
    return next(
        (
            shade
            for shade in steps
            if all(contrast(shade, each) >= TEXT_CONTRAST for each in grounds)
        ),
        theme.away,
    )


def _luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= 0.04045:  # noqa: PLR2004 - the limit of sRGB
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _figure(ratio: float) -> str:
    """Rounded down, so that what is refused never reads as enough."""
    return f"{math.floor(ratio * 100) / 100:.2f}"
