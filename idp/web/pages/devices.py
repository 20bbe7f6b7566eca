"""What a browser says of itself, in words a person recognises."""

from typing import Final

from idp.web.pages.language import Lang
from idp.web.pages.rendering import words
from idp.web.pages.words import N_

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
_UNKNOWN: Final = N_("a browser we do not know")


def device_name(user_agent: str, lang: Lang) -> str:
    """Browser and system, such as "Chrome, Android", in words of ours alone.

    The User-Agent field (RFC 9110 section 10.1.5) is text that whoever asks has chosen; on a page
    where somebody else decides it would be theirs to write.
    """
    names = [
        next((name for sign, name in table if sign in user_agent), None)
        for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in names if name) or words(lang, _UNKNOWN)


def is_handheld(user_agent: str) -> bool:
    """Whether the browser says that it stands on a telephone or a tablet."""
    return any(sign in user_agent for sign in ("Android", "iPhone", "iPad", "Mobile"))
