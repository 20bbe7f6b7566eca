"""Data of a person's identity as pages of the desk say them: a day, a sex or a country in words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from idp.subjects.countries import country_of
from idp.subjects.datum_values import day_of
from idp.web.officer.values import NONE, Kind, Value, day, several, text, word
from idp.web.pages.labels import N_, NO_COUNTRY
from idp.web.pages.values import DOCUMENTS, REPRESENTATIVES

_SEXES: Final[Mapping[str, str]] = {
    "female": N_("Female"),
    "male": N_("Male"),
    "other": N_("Other"),
}


def identity_value(name: str, value: Any) -> Value:  # noqa: ANN401 - any JSON value
    """A datum by its claim name, as it is on record or as somebody asks for it.

    Nothing of a person whose key was erased: the value is None.
    """
    if value is None:
        return NONE
    said = _SAID.get(name)
    return text(str(value)) if said is None else said(value)


def _day(told: str) -> Value:
    """A day in the language of the page; a year alone, and what is no day, as it is."""
    found = day_of(told)
    return text(told) if found is None else day(found)


def _sex(told: str) -> Value:
    return word(_SEXES[told]) if told in _SEXES else text(told)


def _country(told: str) -> Value:
    if told in NO_COUNTRY:
        return word(NO_COUNTRY[told], aside=told)
    return text(told) if country_of(told) is None else Value(Kind.COUNTRY, told, aside=told)


def _travel_document(told: Mapping[str, str]) -> Value:
    """What an officer compares with the document that the person shows."""
    number = f"{told.get('symbol', '')}{told['number']}"
    kind = word(DOCUMENTS.get(told["type"], told["type"]), aside=number)
    issued = told.get("issued_at")
    return several(kind, *(() if issued is None else (text(issued), _day(told["issued_on"]))))


def _representative(told: Mapping[str, str]) -> Value:
    """Who acts for an organisation, with their identification number."""
    role = told.get("role", "")
    return several(text(told["name"], aside=told["number"]), word(REPRESENTATIVES.get(role, role)))


_SAID: Final[Mapping[str, Callable[[Any], Value]]] = {
    "birthdate": _day,
    "established_on": _day,
    "recorded_on": _day,
    "gender": _sex,
    "nationality": _country,
    "travel_document": _travel_document,
    "representative": _representative,
}
