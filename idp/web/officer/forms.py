"""The form of an act: drawn from the typed facts that the act needs, and read back into them.

The facts of an act are a frozen dataclass whose members are text, a day, a member of an
enumeration, several of them, a yes or no, or JSON, each annotated with what the form says about it
(`Ask`).
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Annotated, Any, Final, NewType, TypeVar, get_args, get_origin, get_type_hints

from werkzeug.datastructures import MultiDict

from idp.casework.domain import facts as event_facts
from idp.kernel.json_text import read_json
from idp.kernel.texts import has_unstorable_text, is_plain
from idp.subjects.datum_values import day_of
from idp.web.officer.case_words import CHOICES, FIELDS
from idp.web.officer.values import Choices
from idp.web.pages.labels import N_

T = TypeVar("T")
Json = NewType("Json", object)
"""A JSON value, typed or pasted as text."""
PartyText = NewType("PartyText", str)
"""A relying party by its name or client id, which the page offers (`party_names.meant_party`)."""

LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 4_000
LONGEST_DOCUMENT: Final = 48_000
FAULTY: Final = N_("Nothing was done yet: something in the form is missing or wrong.")
NEEDED: Final = N_("This is needed.")
TOO_LONG: Final = N_("This is too long, or has characters that do not show.")
NOT_A_CHOICE: Final = N_("Choose one of these.")
NOT_A_DAY: Final = N_("A day as YYYY-MM-DD.")
BY_NAME: Final = N_("By its name or client id, as the list offers them.")
NOT_JSON: Final = N_("This is not JSON.")


class FieldLook(StrEnum):
    """How a field is drawn."""

    LINE = "line"
    TEXT = "text"
    DOCUMENT = "document"
    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes_no"
    DAY = "day"
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form; `label` and `hint` are message ids."""

    name: str
    label: str
    look: FieldLook
    choices: Choices
    required: bool
    hint: str | None


@dataclass(frozen=True, slots=True)
class FaultInDocument:
    """One fault in what a field holds. `message`: a message id, in which `about` is named.

    `place`: the member of the document, empty for all of it.
    """

    message: str
    place: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A field with what was typed into it, and the message id of what is wrong there.

    `faults`: each of several things that are wrong with it.
    """

    field: Field
    typed: tuple[str, ...] = ()
    problem: str | None = None
    faults: tuple[FaultInDocument, ...] = ()

    @property
    def on(self) -> date | None:
        """The day that was typed; None where it is none, or the field is not for one."""
        typed = self.typed[0] if self.typed and self.field.look is FieldLook.DAY else ""
        return day_of(typed)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the form says about a member; `choices`: the message id of each value.

    They may depend on the installation: then a function tells them when the form is shown or read.
    `long`: several lines. `of_record`: the record says what can be chosen (`DeskAct.choices`), and
    the act whether it was among that. Each text is a message id.
    """

    label: str
    long: bool = False
    hint: str | None = None
    choices: Mapping[Any, str] | Callable[[], Mapping[Any, str]] = field(default_factory=dict)
    of_record: bool = False


@dataclass(frozen=True, slots=True)
class Because:
    """Why something is done, as the history tells it."""

    reason: Annotated[str, Ask(N_("Reason"), long=True, hint=N_("It is kept in the history."))]


@dataclass(frozen=True, slots=True)
class Problems:
    """Why a form was not read: message ids by the name of the field, and faults in documents."""

    by_field: Mapping[str, str]
    faults: Mapping[str, tuple[FaultInDocument, ...]] = field(default_factory=dict)


NO_PROBLEMS: Final = Problems({})


def fields_of(facts: type) -> tuple[Field, ...]:
    """The fields of the form for these facts, in order; those of a case's event, or of an act."""
    if _is_of_event(facts):
        return tuple(map(_field_of_event, event_facts.form_of(facts)))
    hints = get_type_hints(facts, include_extras=True)
    return tuple(_field(each, *get_args(hints[each.name])) for each in dataclasses.fields(facts))


def filled(
    facts: type, form: MultiDict[str, str] | None = None, problems: Problems = NO_PROBLEMS
) -> tuple[Filled, ...]:
    """The fields with what was typed, for a form that is shown (again)."""
    typed = form or MultiDict()
    return tuple(
        Filled(
            field=each,
            typed=tuple(typed.getlist(each.name)),
            problem=problems.by_field.get(each.name),
            faults=problems.faults.get(each.name, ()),
        )
        for each in fields_of(facts)
    )


def read(facts: type[T], form: MultiDict[str, str]) -> T | Problems:
    """The facts that a form holds, or what is wrong with it."""
    if _is_of_event(facts):
        found = event_facts.facts_from(facts, form.to_dict(flat=False))
        return _problems(found) if isinstance(found, dict) else found
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for each in fields_of(facts):
        try:
            values[each.name] = _value(each, form.getlist(each.name), _type(facts, each.name))
        except ValueError as wrong:
            problems[each.name] = str(wrong)
    return Problems(problems) if problems else facts(**values)


def _is_of_event(facts: type) -> bool:
    """Whether these are the facts of an event of a case, which its procedure annotates."""
    hints = get_type_hints(facts, include_extras=True)
    return not all(isinstance(get_args(hint)[-1], Ask) for hint in hints.values())


def _field_of_event(field: event_facts.FormField) -> Field:
    yes_no = {"yes": N_("Yes"), "no": N_("No")}
    choices = {each: CHOICES.get(each, each) for each in field.choices}
    return Field(
        name=field.name,
        label=FIELDS.get(field.label, field.label),
        look=_LOOKS[field.kind],
        choices=yes_no if field.kind is event_facts.FieldKind.YES_NO else choices,
        required=field.kind is not event_facts.FieldKind.CHOICES,
        hint=None,
    )


def _problems(faults: Mapping[str, event_facts.FieldFault]) -> Problems:
    return Problems({name: _FAULTS[fault] for name, fault in faults.items()})


_LOOKS: Final[Mapping[event_facts.FieldKind, FieldLook]] = {
    event_facts.FieldKind.TEXT: FieldLook.LINE,
    event_facts.FieldKind.LONG_TEXT: FieldLook.TEXT,
    event_facts.FieldKind.NUMBER: FieldLook.LINE,
    event_facts.FieldKind.DATE: FieldLook.DAY,
    event_facts.FieldKind.YES_NO: FieldLook.CHOICE,
    event_facts.FieldKind.CHOICE: FieldLook.CHOICE,
    event_facts.FieldKind.CHOICES: FieldLook.SEVERAL,
}
_FAULTS: Final[Mapping[event_facts.FieldFault, str]] = {
    event_facts.FieldFault.MISSING: NEEDED,
    event_facts.FieldFault.TOO_LONG: TOO_LONG,
    event_facts.FieldFault.MALFORMED: TOO_LONG,
    event_facts.FieldFault.OUT_OF_BOUNDS: N_("This number is too small or too large."),
    event_facts.FieldFault.NO_CHOICE: NOT_A_CHOICE,
}


def _type(facts: type, name: str) -> Any:  # noqa: ANN401 - a type
    return get_type_hints(facts)[name]


def _field(member: "dataclasses.Field[Any]", kind: Any, ask: Ask) -> Field:  # noqa: ANN401 - a type
    choices = ask.choices() if callable(ask.choices) else ask.choices
    chosen = kind is str and (choices or ask.of_record)
    look = FieldLook.CHOICE if chosen else _look(kind, long=ask.long)
    needed = member.default is dataclasses.MISSING and look not in {
        FieldLook.YES_NO,
        FieldLook.SEVERAL,
    }
    return Field(
        name=member.name,
        label=ask.label,
        look=look,
        choices={_choice(value): message for value, message in choices.items()},
        required=needed,
        hint=ask.hint,
    )


def _choice(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def _look(kind: Any, *, long: bool) -> FieldLook:  # noqa: ANN401 - a type
    for known, look in _KINDS:
        if kind is known:
            return look
    if get_origin(kind) is tuple:
        return FieldLook.SEVERAL
    if date in get_args(kind):
        return FieldLook.DAY
    if isinstance(kind, type) and issubclass(kind, Enum):
        return FieldLook.CHOICE
    return FieldLook.TEXT if long else FieldLook.LINE


_KINDS: Final[tuple[tuple[object, FieldLook], ...]] = (
    (bool, FieldLook.YES_NO),
    (Json, FieldLook.DOCUMENT),
    (date, FieldLook.DAY),
    (PartyText, FieldLook.PARTY),
)


def _value(field: Field, typed: Sequence[str], kind: Any) -> Any:  # noqa: ANN401 - by its type
    """The value of one field. Raises ValueError with the message id of what is wrong."""
    match field.look:
        case FieldLook.SEVERAL:
            return tuple(_member(get_args(kind)[0], field, each) for each in typed)
        case FieldLook.YES_NO:
            return bool(typed)
        case _:
            pass
    line = typed[0].strip() if len(typed) == 1 else ""
    if not line:
        if field.required:
            raise ValueError(NEEDED)
        return None if type(None) in get_args(kind) else ""
    return _read_line(field, line, kind)


def _read_line(field: Field, line: str, kind: Any) -> Any:  # noqa: ANN401 - by its type
    match field.look:
        case FieldLook.CHOICE:
            return _member(kind, field, line) if field.choices else _plain(line, LONGEST_LINE)
        case FieldLook.DAY:
            return _day(line)
        case FieldLook.DOCUMENT:
            return _json(line)
        case FieldLook.TEXT:
            return _plain(line, LONGEST_TEXT)
        case _:
            return _plain(line, LONGEST_LINE)


def _plain(line: str, longest: int) -> str:
    if len(line) > longest or not is_plain(" ".join(line.split()), longest):
        raise ValueError(TOO_LONG)
    return line


def _member(kind: Any, field: Field, line: str) -> Any:  # noqa: ANN401 - an enumeration
    if line not in field.choices:
        raise ValueError(NOT_A_CHOICE)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(each for each in kind if str(each.value) == line)
    return kind(line)


def _day(line: str) -> date:
    found = day_of(line)
    if found is None:
        raise ValueError(NOT_A_DAY)
    return found


def _json(line: str) -> object:
    if len(line) > LONGEST_DOCUMENT:
        raise ValueError(TOO_LONG)
    try:
        read = read_json(line)
    except (ValueError, RecursionError):
        raise ValueError(NOT_JSON) from None
    if has_unstorable_text(read):
        raise ValueError(TOO_LONG)
    return read
