"""The text on the telephone: in the language of its `Accept-Language` (RFC 9110 12.5.4).

The text of a request is fixed when the browser asks for it, and the telephone may read some
requests once only. So it is written in every language, and the telephone gets its own.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import request

from idp.web.pages.language import LANGUAGES, Lang, first_known

_OTHERS: Final = "translations"


def accepted() -> Lang | None:
    """The first language in the telephone's list that we speak; None when there is none."""
    return first_known(request.headers.get("Accept-Language"), separator=",")


def in_all_languages(write: Callable[[Lang], dict[str, Any]], lang: Lang) -> dict[str, Any]:
    """The text to store: in `lang`, the language of the screen, and in the others beside it.

    `write` returns the text in a language, with the language as its member `lang`.
    """
    return {**write(lang), _OTHERS: {each: write(each) for each in LANGUAGES if each != lang}}


def in_accepted(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The stored text in the language of the telephone, else in that of the screen."""
    texts = translations(stored)
    return texts.get(accepted() or "", texts[stored["lang"]])


def translations(stored: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The stored text in every language, by its tag."""
    own = {name: value for name, value in stored.items() if name != _OTHERS}
    return {own["lang"]: own, **stored.get(_OTHERS, {})}
