"""The User-Agent in words a person recognises."""

from typing import Final

from idp.kernel.user_agents import browser_and_system, counter_of
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import words

_UNKNOWN: Final = N_("a browser we do not know")
_AT_COUNTER: Final = N_("At the counter: {place}")


def device_name(user_agent: str, lang: Lang) -> str:
    """Browser and system, such as "Chrome, Android", in words of ours alone."""
    return browser_and_system(user_agent) or words(lang, _UNKNOWN)


def place_of(device: str, lang: Lang) -> str:
    """The place of a session's beginning: a browser, or a counter."""
    counter = counter_of(device)
    if counter is None:
        return device_name(device, lang)
    return words(lang, _AT_COUNTER).format(place=counter)


def is_handheld(user_agent: str) -> bool:
    """Whether the User-Agent names a telephone or a tablet."""
    return any(sign in user_agent for sign in ("Android", "iPhone", "iPad", "Mobile"))
