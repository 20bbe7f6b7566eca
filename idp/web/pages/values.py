"""A person's data as text of a page, and which of them are masked at first."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final

from idp.kernel import spoken_dates
from idp.web.pages.country_names import country
from idp.web.pages.labels import N_, NO_COUNTRY, item_label
from idp.web.pages.language import NAMES, Lang, known
from idp.web.pages.rendering import words

COVERED: Final = frozenset({"personal_number", "birthdate", "address", "phone_number", "email"})
"""Masked at first against shoulder surfing; pages show them on request."""

_DAYS: Final = frozenset({"birthdate", "established_on"})
DOCUMENTS: Final[Mapping[str, str]] = {
    "passport": N_("Passport"),
    "travel_document": N_("Other travel document"),
}
REPRESENTATIVES: Final[Mapping[str, str]] = {
    "legal_representative": N_("Legal representative"),
    "head": N_("Head"),
}
_TOLD: Final[Mapping[str, str]] = {"travel_document": "number", "representative": "name"}
"""The member of a record that a page tells."""

_DAYS_OF_DOCUMENTS: Final[Mapping[str, str]] = {
    "issued_on": N_("issued on %(day)s"),
    "expires_on": N_("valid until %(day)s"),
}
_WORDS: Final[Mapping[Any, str]] = {
    True: N_("Yes"),
    False: N_("No"),
    "female": N_("Female"),
    "male": N_("Male"),
    "other": N_("Other"),
}


@cache
def item_text(name: str, lang: Lang) -> str:
    """The name of a consent item in a language. Raises KeyError for a name that is none."""
    frame, inner = item_label(name)
    text = words(lang, frame)
    return text if inner is None else text % {"item": words(lang, inner).lower()}


def value_text(name: str, value: Any, lang: Lang) -> str:  # noqa: ANN401 - any JSON value
    """The value of a claim as text in a language."""
    if isinstance(value, dict):
        if name in _TOLD:
            return str(value.get(_TOLD[name], ""))
        return str(value.get("formatted") or ", ".join(map(str, value.values())))
    if name in _DAYS and _is_day(value):
        return spoken_dates.day(date.fromisoformat(value), lang)
    if name == "updated_at":
        return spoken_dates.moment(datetime.fromtimestamp(value, UTC), lang)
    if isinstance(value, bool | str) and value in _WORDS:
        return words(lang, _WORDS[value])
    return _explained(name, str(value), lang)


def plain_value(name: str, value: Any, lang: Lang) -> str:  # noqa: ANN401 - any JSON value
    """The same for the person alone, to whom nothing is sent: a code by its meaning."""
    if isinstance(value, dict) and name == "travel_document":
        return ", ".join(_document(value, lang))
    if isinstance(value, dict) and name == "representative":
        role = value.get("role", "")
        known_role = (words(lang, REPRESENTATIVES[role]),) if role in REPRESENTATIVES else ()
        return ", ".join((str(value["name"]), *known_role))
    return _meaning(name, str(value), lang) or value_text(name, value, lang)


def _document(told: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    """A passport or another document as the person has it before them."""
    kind = DOCUMENTS.get(told.get("type", ""))
    number = f"{told.get('symbol', '')}{told['number']}"
    yield number if kind is None else f"{words(lang, kind)} {number}"
    for member, said in _DAYS_OF_DOCUMENTS.items():
        if _is_day(told.get(member)):
            on = date.fromisoformat(told[member])
            yield words(lang, said) % {"day": spoken_dates.day(on, lang)}


def _explained(name: str, code: str, lang: Lang) -> str:
    """A code with its meaning, as it is sent: "Việt Nam (VNM)"."""
    meaning = _meaning(name, code, lang)
    return code if meaning is None else f"{meaning} ({code})"


def _meaning(name: str, code: str, lang: Lang) -> str | None:
    match name:
        case "nationality":
            return _nationality(code, lang)
        case "locale":
            return NAMES.get(known(code) or "vi") if known(code) else None
        case _:
            return None


def _nationality(code: str, lang: Lang) -> str | None:
    name = country(code, lang) if code not in NO_COUNTRY else words(lang, NO_COUNTRY[code])
    return None if name == code else name


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
