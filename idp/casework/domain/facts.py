"""The facts of an event: a frozen dataclass whose annotations say what a form asks for.

A field is annotated with what may be entered, `Annotated[str, TextField("Why", most=2000)]`. From
this a page draws its form (`form_of`), reads it (`facts_from`), and the engine keeps the value as
JSON (`to_document`, `facts_of`). Labels are message ids: the English text.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

from idp.kernel.texts import is_plain

F = TypeVar("F")


class FieldKind(StrEnum):
    """What a field of a form holds."""

    TEXT = "text"
    """One line."""
    LONG_TEXT = "long_text"
    """Several lines."""
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    """Any number of the choices, none as well."""


class FieldFault(StrEnum):
    """Why a field cannot be read."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    MALFORMED = "malformed"
    OUT_OF_BOUNDS = "out_of_bounds"
    NO_CHOICE = "no_choice"


@dataclass(frozen=True, slots=True)
class TextField:
    """A text of 1 to `most` characters; `lines`: it may have several.

    Somebody may be named in it, so it is sealed, unless it `names_nobody`: a code, or a kind.
    """

    label: str
    most: int
    lines: bool = False
    names_nobody: bool = False


@dataclass(frozen=True, slots=True)
class NumberField:
    """A whole number from `least` to `most`."""

    label: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class PlainField:
    """A day (ISO 8601), a yes or no, one of an enumeration, or a tuple of them."""

    label: str


@dataclass(frozen=True, slots=True)
class PersonalDayField:
    """A day (ISO 8601, kept as text) that says something of a person, and so is sealed."""

    label: str


@dataclass(frozen=True, slots=True)
class NoFacts:
    """The event says everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field as a form shows it. `least` and `most`: of a number, or of a text's length."""

    name: str
    label: str
    kind: FieldKind
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()

    @property
    def lines(self) -> bool:
        """Whether a text may have several lines."""
        return self.kind is FieldKind.LONG_TEXT


def form_of(facts: type) -> tuple[FormField, ...]:
    """The fields of an event's form, in their order. Raises TypeError for one without a label."""
    hints = get_type_hints(facts, include_extras=True)
    return tuple(_field(name, hints[name]) for name in _names(facts))


def facts_from(facts: type[F], told: Mapping[str, Sequence[str]]) -> F | dict[str, FieldFault]:
    """The facts of a filled form (name -> values), or what is wrong with each field."""
    read: dict[str, Any] = {}
    faults: dict[str, FieldFault] = {}
    for field in form_of(facts):
        value = _read(field, told.get(field.name, ()))
        if isinstance(value, FieldFault):
            faults[field.name] = value
        else:
            read[field.name] = value
    return faults or facts_of(facts, read)


def to_document(facts: object) -> dict[str, Any]:
    """The facts as JSON members."""
    return {
        each.name: _plain(getattr(facts, each.name))
        for each in dataclasses.fields(cast("Any", facts))
    }


def personal_texts(facts: type) -> frozenset[str]:
    """The names of the fields in which somebody may be named."""
    hints = get_type_hints(facts, include_extras=True)
    return frozenset(name for name in _names(facts) if _names_people(hints[name]))


def facts_of(facts: type[F], document: Mapping[str, Any]) -> F:
    """The facts that were kept as JSON. Raises KeyError, TypeError or ValueError for others."""
    hints = get_type_hints(facts)
    return facts(**{name: _typed(hints[name], document[name]) for name in _names(facts)})


def _names(facts: type) -> list[str]:
    return [each.name for each in dataclasses.fields(facts)]


def _names_people(hint: Any) -> bool:  # noqa: ANN401 - annotations have no type
    return any(
        isinstance(each, PersonalDayField)
        or (isinstance(each, TextField) and not each.names_nobody)
        for each in get_args(hint)
    )


def _field(name: str, hint: Any) -> FormField:  # noqa: ANN401 - annotations have no type
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{name} has no label")
    kind, shown, *_ = get_args(hint)
    match shown:
        case TextField(label=label, most=most, lines=lines):
            how = FieldKind.LONG_TEXT if lines else FieldKind.TEXT
            return FormField(name=name, label=label, kind=how, least=1, most=most)
        case NumberField(label=label, least=least, most=most):
            return FormField(name=name, label=label, kind=FieldKind.NUMBER, least=least, most=most)
        case PersonalDayField(label=label):
            return FormField(name=name, label=label, kind=FieldKind.DATE)
        case PlainField(label=label):
            choices = _choices(kind)
            return FormField(name=name, label=label, kind=_kind_of(kind), choices=choices)
        case _:
            raise TypeError(f"{name} has no label")


def _kind_of(kind: Any) -> FieldKind:  # noqa: ANN401 - as above
    if get_origin(kind) is tuple:
        return FieldKind.CHOICES
    if issubclass(kind, StrEnum):
        return FieldKind.CHOICE
    return {bool: FieldKind.YES_NO, date: FieldKind.DATE}[kind]


def _choices(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    one = get_args(kind)[0] if get_origin(kind) is tuple else kind
    return tuple(each.value for each in one) if issubclass(one, StrEnum) else ()


def _read(field: FormField, values: Sequence[str]) -> object:
    """A JSON value, or what is wrong."""
    if field.kind is FieldKind.CHOICES:
        known = all(each in field.choices for each in values)
        return list(dict.fromkeys(values)) if known else FieldFault.NO_CHOICE
    if len(values) > 1:
        return FieldFault.MALFORMED
    return _READERS[field.kind](field, values[0].strip() if values else "")


def _read_text(field: FormField, text: str) -> str | FieldFault:
    if not text:
        return FieldFault.MISSING
    if len(text) > (field.most or 0):
        return FieldFault.TOO_LONG
    lines = [each.rstrip() for each in text.splitlines()] if field.lines else [text]
    clean = all(
        is_plain(" ".join(filter(None, each.split(" "))), len(each)) for each in lines if each
    )
    return "\n".join(lines) if clean else FieldFault.MALFORMED


def _read_number(field: FormField, text: str) -> int | FieldFault:
    if not text:
        return FieldFault.MISSING
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < _DIGITS):
        return FieldFault.MALFORMED
    number = int(text)
    within = (field.least or 0) <= number <= (field.most or 0)
    return number if within else FieldFault.OUT_OF_BOUNDS


def _read_date(_: FormField, text: str) -> str | FieldFault:
    if not text:
        return FieldFault.MISSING
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return FieldFault.MALFORMED


def _read_yes_no(_: FormField, text: str) -> bool | FieldFault:
    known = {"yes": True, "no": False}
    return known.get(text, FieldFault.NO_CHOICE if text else FieldFault.MISSING)


def _read_choice(field: FormField, text: str) -> str | FieldFault:
    if not text:
        return FieldFault.MISSING
    return text if text in field.choices else FieldFault.NO_CHOICE


_DIGITS: Final = 16
_READERS: Final = {
    FieldKind.TEXT: _read_text,
    FieldKind.LONG_TEXT: _read_text,
    FieldKind.NUMBER: _read_number,
    FieldKind.DATE: _read_date,
    FieldKind.YES_NO: _read_yes_no,
    FieldKind.CHOICE: _read_choice,
}


def _plain(value: Any) -> object:  # noqa: ANN401 - a value of any field
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: Any, value: Any) -> object:  # noqa: ANN401 - annotations have no type
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], each) for each in value)
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return value
