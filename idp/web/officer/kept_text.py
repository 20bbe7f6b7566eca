"""What an officer typed into a form that did nothing: shown back, and where it helps sent again.

Only to the officer whom the form was made for: the callers ask that first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import request

from idp.web.officer.forms import Field, FieldLook, Filled, filled
from idp.web.officer.records import act_named
from idp.web.officer.registers import register_at
from idp.web.pages import csrf


@dataclass(frozen=True, slots=True)
class TypedText:
    """One field: its label and what was typed or chosen; `words`: message ids of what was chosen.

    An empty label: the form has none of its own. `on`: the day that the text names.
    """

    label: str
    text: str
    words: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class WayOut:
    """A page to open in another tab, after which the form counts; `label` is a message id."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class KeptForm:
    """What was typed, to be read and copied; with a `way` also the form, to be sent again.

    `fields` are those of the form, without its token. `file`: one was sent, which nobody keeps.
    """

    typed: tuple[TypedText, ...]
    action: str
    fields: tuple[tuple[str, str], ...]
    token: str
    way: WayOut | None
    file: bool


def kept_form(way: WayOut | None = None) -> KeptForm | None:
    """The form of this request; None where nothing was sent that could be lost."""
    typed = tuple(_typed())
    if request.method != "POST" or not (typed or request.files):
        return None
    names = request.form.items(multi=True)
    return KeptForm(
        typed=typed,
        action=request.path,
        fields=tuple((name, value) for name, value in names if name != csrf.FIELD),
        token=request.form.get(csrf.FIELD, ""),
        way=None if request.files else way,
        file=bool(request.files),
    )


def _typed() -> Iterator[TypedText]:
    """By the form of the act; of those without one, why a document is opened, or who is sought."""
    address = request.view_args or {}
    place = register_at(str(address.get("register", "")))
    acts = () if place is None else (*place.acts, *place.begins)
    act = act_named(acts, str(address.get("event", "")))
    if act is None:
        name = "purpose" if "document" in address else "who"
        typed = request.form.getlist(name)
        yield from (TypedText("", value) for value in typed if value.strip())
    else:
        for each in filled(act.facts, request.form):
            yield from _of_field(each)


def _of_field(each: Filled) -> Iterator[TypedText]:
    field: Field = each.field
    if field.look in {FieldLook.CHOICE, FieldLook.SEVERAL}:
        chosen = (field.choices[code] for code in each.typed if code in field.choices)
        words = tuple(each for each in chosen if isinstance(each, str))
        if words:
            yield TypedText(field.label, "", words)
    elif field.look is not FieldLook.YES_NO:
        yield from (TypedText(field.label, one, on=each.on) for one in each.typed if one.strip())
