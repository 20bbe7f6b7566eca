"""A browser, or a counter, as the name of a device in our own words.

The User-Agent field (RFC 9110 section 10.1.5) is chosen by the sender: shown on a page, in a letter
or on another person's phone, it would carry an attacker's text.
"""

from typing import Final

_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


_OURS: Final = frozenset(
    ", ".join(filter(None, (browser, system)))
    for _, browser in (("", ""), *_BROWSERS)
    for _, system in (("", ""), *_SYSTEMS)
)
"""All possible results."""


def browser_and_system(user_agent: str) -> str:
    """For example "Chrome, Android"; empty when neither is known.

    A former result is returned unchanged: sessions and letters store these words only.
    """
    if user_agent in _OURS:
        return user_agent
    names = [
        next((name for sign, name in table if sign in user_agent), None)
        for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in names if name)


_COUNTER: Final = "counter: "


def at_counter(desk: str, branch: str) -> str:
    """The device of a session that was begun at a counter."""
    return f"{_COUNTER}{desk} · {branch}"


def counter_of(device: str) -> str | None:
    """Desk and branch in the result of `at_counter`; None for a browser."""
    return device.removeprefix(_COUNTER) if device.startswith(_COUNTER) else None
