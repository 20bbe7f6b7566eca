"""Which data a person can ask to have corrected, and what an officer may write. Pure."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from idp.casework.domain.facts import PlainField, TextField
from idp.kernel.catalogues import N_
from idp.kernel.refusals import Reason
from idp.kernel.texts import is_plain, is_plain_name
from idp.subjects.countries import country_of
from idp.subjects.datum_values import FIRST_YEAR, SEXES, day_of, is_address
from idp.subjects.domain import Datum, Source

LONGEST_VALUE: Final = 500
LONGEST_WHY: Final = 2_000
LONGEST_QUESTION: Final = 1_000
MOST_DOCUMENTS: Final = 10
"""Of one request, whoever added them: what a person may send."""


class Correctable(StrEnum):
    """Data that a person can ask about, by claim name.

    Not the contacts: each is changed by its person, who proves to read what arrives there.
    """

    NAME = "name"
    FAMILY_NAME = "family_name"
    MIDDLE_NAME = "middle_name"
    GIVEN_NAME = "given_name"
    NICKNAME = "nickname"
    BIRTHDATE = "birthdate"
    GENDER = "gender"
    NATIONALITY = "nationality"
    PERSONAL_NUMBER = "personal_number"
    ADDRESS = "address"


class CorrectionState(StrEnum):
    """Where a request for a correction stands."""

    OPEN = "open"
    TAKEN = "taken"
    QUESTION_ASKED = "question_asked"
    """The officer asked the person for more, such as a document, and waits for the answer."""
    CORRECTED = "corrected"
    REFERRED = "referred"
    """A register holds the datum, so it is corrected there."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """The person does not ask for it any more."""


OF_ONE_NAME: Final = frozenset(
    {
        Correctable.NAME,
        Correctable.FAMILY_NAME,
        Correctable.MIDDLE_NAME,
        Correctable.GIVEN_NAME,
    }
)
"""The full name and its parts; each is corrected by itself."""
_NAMES: Final = OF_ONE_NAME | {Correctable.NICKNAME}
WRITABLE: Final = _NAMES | {Correctable.BIRTHDATE, Correctable.GENDER, Correctable.ADDRESS}
"""What an officer may write here; a number and a nationality are a register's alone."""
OURS: Final = frozenset({Source.SELF_DECLARED, Source.SYSTEM})
"""Sources that are no register: nobody else could correct such a datum (D8.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAsked:
    """What the person asks, and what was on record then. `wanted` is text, a day as ISO 8601."""

    datum: Annotated[Correctable, PlainField(N_("Datum"))]
    was: Annotated[str, TextField(N_("On record"), LONGEST_VALUE)]
    source: Annotated[Source, PlainField(N_("Source"))]
    recorded_on: Annotated[date, PlainField(N_("Recorded on"))]
    wanted: Annotated[str, TextField(N_("What it should be"), LONGEST_VALUE)]
    why: Annotated[str, TextField(N_("Why"), LONGEST_WHY, lines=True)]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What an officer asked the person for, and what the person said; None so far."""

    question: str
    answer: str | None


def correctable_in(name: str) -> Correctable | None:
    """The datum of this name; None for one that nobody can ask about."""
    return next((each for each in Correctable if each == name), None)


def value_in(datum: Correctable, typed: str, today: date) -> str | None:
    """What was typed, in the form in which it would be kept; None where it can be no such datum."""
    text = unicodedata.normalize("NFC", " ".join(typed.split()))
    if datum in _NAMES:
        return text if is_plain_name(text) else None
    if datum is Correctable.BIRTHDATE:
        day = day_of(text)
        return text if day is not None and day.year >= FIRST_YEAR and day <= today else None
    if datum is Correctable.GENDER:
        return text if text in SEXES else None
    if datum is Correctable.ADDRESS:
        return text if is_address(text) else None
    if datum is Correctable.NATIONALITY:
        text = country_of(text.upper()) or text
    return text if is_plain(text, LONGEST_VALUE) else None


def text_of(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value as the text by which it is compared and shown to the officer."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("formatted"), str):
        return str(value["formatted"])
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def version_of(name: str, datum: Datum) -> str:
    """The version of a datum for a page, 64 hexadecimal digits; each change gives another."""
    words = [name, datum.value, datum.source, datum.recorded_on.isoformat()]
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


def asked_about(datum: Correctable, held: Datum, *, wanted: str, why: str) -> CorrectionAsked:
    """The facts of a request about what is on record now."""
    return CorrectionAsked(
        datum=datum,
        was=text_of(held.value)[:LONGEST_VALUE],
        source=held.source,
        recorded_on=held.recorded_on,
        wanted=wanted,
        why=why,
    )


def is_correctable(datum: Correctable, held: Datum) -> bool:
    """Whether somebody can correct it: an officer here, or the register that it comes from."""
    return datum in WRITABLE or held.source not in OURS


def writing_refusal(asked: CorrectionAsked, held: Datum | None) -> Reason | None:
    """Why an officer may not write what was asked for over what is on record now.

    SOURCE_MANAGED where a register holds it (D8.1); PAGE_CHANGED where it is another value than
    the person asked about, or of another source.
    """
    if held is None:
        return Reason.PAGE_CHANGED
    if asked.datum not in WRITABLE or held.source not in OURS:
        return Reason.SOURCE_MANAGED
    now = (text_of(held.value)[:LONGEST_VALUE], held.source, held.recorded_on)
    return None if now == (asked.was, asked.source, asked.recorded_on) else Reason.PAGE_CHANGED


def referring_refusal(held: Datum | None) -> Reason | None:
    """Why a request may not be referred: NO_REGISTER where none holds what is on record now."""
    return None if held is not None and held.source not in OURS else Reason.NO_REGISTER


def corrected(asked: CorrectionAsked, held: Datum, today: date) -> Datum:
    """The datum as it is written: still said by the person, and now decided on by an officer."""
    value: Any = asked.wanted
    if isinstance(held.value, dict):
        value = {"formatted": asked.wanted}
    return Datum(value, Source.SELF_DECLARED, today)
