"""What a page of the desk shows of a record: typed values, which templates say each in its way."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from idp.kernel.clock import instant_of


class Kind(StrEnum):
    """How a value is said."""

    TEXT = "text"
    WORD = "word"
    """A message id, said in the page's language."""
    CODE = "code"
    """An id or a number, in a face that tells 0 from O."""
    MOMENT = "moment"
    DAY = "day"
    DUE = "due"
    """The first instant that is too late; said as the last day, where one ends with it."""
    OFFICER = "officer"
    """The name of an officer, with the roles (`words`) and the desk of an appointment."""
    DOCUMENT = "document"
    """JSON, indented."""
    COUNTRY = "country"
    """A country by its three letters, said by its name."""
    BASIS = "basis"
    """A legal basis, in Vietnamese as it is signed; said in the page's language."""
    PLAIN = "plain"
    """What a record keeps as JSON, said in lines (`plain_values.plain`)."""
    NOTICE = "notice"
    """The kind of a letter, by its subject line."""
    WORDS = "words"
    """Several message ids, one to a line."""
    HELD = "held"
    """Something of a person, by its kind (`words`), its label and since when they have it."""
    SEVERAL = "several"
    """Several values (`parts`), one to a line."""


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of text. `word`: a message id; `label`: it names what follows it.

    `aside`: the id that the text stands for, shown small. `on`, `at`: the day or the instant that
    the text names in ISO 8601.
    """

    text: str
    word: bool = False
    label: bool = False
    aside: str = ""
    on: date | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlainLine:
    """One line of what a record keeps, with its label."""

    label: Said | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value. `link`: the page about it. `desk`, `until`: of an officer's appointment.

    `aside`: the id, or the signed value, that the words stand for; shown small beside them.
    """

    kind: Kind
    text: str = ""
    at: datetime | None = None
    link: str | None = None
    words: tuple[str, ...] = ()
    desk: str = ""
    until: datetime | None = None
    lines: tuple[PlainLine, ...] = ()
    parts: "tuple[Value, ...]" = ()
    aside: str = ""

    @property
    def order(self) -> str:
        """The key by which a column of such values is sorted."""
        return self.text.casefold() if self.at is None else self.at.isoformat()


NONE = Value(Kind.TEXT)
Choices = Mapping[str, "str | Value"]
"""What a field lets choose from: by the code that is sent, a message id or a value."""


def text(said: str | None, *, link: str | None = None, aside: str = "") -> Value:
    return NONE if said is None else Value(Kind.TEXT, said, link=link, aside=aside)


def word(message: str, *, link: str | None = None, aside: str = "") -> Value:
    return Value(Kind.WORD, message, link=link, aside=aside)


def words(messages: Iterable[str]) -> Value:
    found = tuple(messages)
    return Value(Kind.WORDS, " ".join(found), words=found)


def several(*values: Value) -> Value:
    """Values under each other, without those that say nothing."""
    parts = tuple(each for each in values if each.text or each.at is not None)
    return Value(Kind.SEVERAL, " ".join(each.text for each in parts), parts=parts)


def code(said: str | None, *, link: str | None = None) -> Value:
    return NONE if said is None else Value(Kind.CODE, said, link=link)


def moment(at: datetime | None) -> Value:
    return NONE if at is None else Value(Kind.MOMENT, at=at)


def day(on: date) -> Value:
    """A day, said in the language of the page; its text sorts."""
    return Value(Kind.DAY, on.isoformat(), at=instant_of(on))


def basis(said: str) -> Value:
    return Value(Kind.BASIS, said)


def due(at: datetime | None) -> Value:
    return NONE if at is None else Value(Kind.DUE, at=at)


def document(value: Any) -> Value:  # noqa: ANN401 - any JSON
    said = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return Value(Kind.DOCUMENT, said)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a record's page; `label` is a message id."""

    label: str
    value: Value


def digest_of(key: str, state: str, facts: Iterable[Fact]) -> str:
    """The digest of what a page shows of a record: SHA-256 in hex, over canonical JSON.

    It stands in each form of the page. A form whose digest is not that of the record as it is now
    was made for something that has changed since.
    """
    shown = [
        [each.label, each.value.kind, each.value.text, str(each.value.at or "")] for each in facts
    ]
    said = json.dumps([key, state, shown], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
