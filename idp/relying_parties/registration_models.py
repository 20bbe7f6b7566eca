"""A registration, a change of one and an answer with one as models of their JSON.

They are made from the types of `Registration`: what validates a document describes it too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum, auto
from functools import reduce
from operator import or_
from types import UnionType
from typing import Any, Final, Optional, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model
from pydantic import Field as Member

from idp.relying_parties.domain.registration import Registration
from idp.relying_parties.registration_document import (
    ALREADY_SO,
    MEMBERS,
    RENAMED,
    TRANSLATED,
)

_DICT: Final[Any] = dict
_LIST: Final[Any] = list
"""With types of their content that are known when this runs."""
_LANGUAGES: Final = ("vi", "en")
"""The languages in which `client_name#` is taken; `name` takes any (RFC 7591 section 2.2)."""


class _Use(Enum):
    """What a model of a registration is for."""

    NEW = auto()
    CHANGE = auto()
    """A patch: every member may be left out, and null where it has a default or may be removed."""
    ANSWER = auto()
    """Every member is there."""


_NEEDED: Final = frozenset({"client_name", "client_name#vi"})
"""Standard members that a patch does not make null: a name in vi is needed."""
_NAMES: Final = {_Use.NEW: "{}", _Use.CHANGE: "{}Change", _Use.ANSWER: "Registered{}"}


class _Part(BaseModel):
    """An object inside a registration: unknown members are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class _Told(BaseModel):
    """An object of an answer, made of what is stored: there a date is a text."""

    model_config = ConfigDict(extra="forbid")


class SentRegistration(_Part):
    """A whole document that is sent."""

    @property
    def given(self) -> dict[str, Any]:
        """The members that were sent, as JSON."""
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)


def _shape(hint: Any, use: _Use) -> Any:  # noqa: ANN401 - annotations have no type
    """The type of a value of this type in JSON."""
    origin, inside = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _part(hint, use)
    if origin in {Union, UnionType}:
        return reduce(or_, (_shape(each, use) for each in inside))
    if origin is Mapping:
        of = _shape(inside[1], use)
        removable = use is _Use.CHANGE and of is not Any
        return _DICT[str, of | None] if removable else _DICT[str, of]
    if origin in {tuple, frozenset} and use is _Use.ANSWER:
        return _LIST[inside[0]]
    return hint


def _part(of: Any, use: _Use) -> type[BaseModel]:  # noqa: ANN401 - a dataclass
    name = _NAMES[use].format(of.__name__)
    members: dict[str, Any] = dict(_members(of, use, {}))
    base = _Told if use is _Use.ANSWER else _Part
    made: type[BaseModel] = create_model(name, __base__=base, __doc__=of.__doc__, **members)
    return made


def _members(
    of: Any,  # noqa: ANN401 - a dataclass
    use: _Use,
    about: Mapping[str, str],
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """The type of each member, and what pydantic keeps of it beside."""
    hints = get_type_hints(of)
    for each in fields(of):
        kind, meaning = _shape(hints[each.name], use), about.get(each.name)
        fixed = each.default is MISSING and each.default_factory is MISSING
        if use is _Use.CHANGE:
            yield each.name, (kind if fixed else kind | None, _left_out(meaning))
        elif use is _Use.ANSWER:
            yield each.name, (kind, Member(description=meaning))
        elif each.default_factory is not MISSING:
            factory = each.default_factory
            yield each.name, (kind, Member(default_factory=factory, description=meaning))
        else:
            default = ... if fixed else each.default
            yield each.name, (kind, Member(default=default, description=meaning))


def _left_out(meaning: str | None) -> Any:  # noqa: ANN401 - as pydantic has it
    """A member that may be left out, which is not the same as null."""
    return Member(default=None, description=meaning)


def _standard(
    own: Mapping[str, tuple[Any, Any]], use: _Use
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """The members by their standard names."""
    for name, ours in RENAMED.items():
        yield name, (own[ours][0], _left_out(f"The standard name of {ours}."))
    for name, (only, kind) in ALREADY_SO.items():
        yield name, (_sent(name, kind, use), _left_out(f"Only {only} here, or left out."))
    for name, kind in TRANSLATED.items():
        yield name, (_sent(name, kind, use), _left_out("A standard name."))
    for lang in _LANGUAGES:
        name = f"client_name#{lang}"
        kind = _sent(name, str, use)
        yield f"client_name_{lang}", (kind, Member(default=None, alias=name))


def _sent(name: str, kind: Any, use: _Use) -> Any:  # noqa: ANN401 - annotations have no type
    """The type of a standard member of this type."""
    return Optional[kind] if use is _Use.CHANGE and name not in _NEEDED else kind  # noqa: UP045 - of None too


def _document(name: str, use: _Use, about: str) -> type[SentRegistration]:
    own = dict(_members(Registration, use, MEMBERS))
    own["name"] = (own["name"][0], _left_out(MEMBERS["name"]))
    if use is _Use.CHANGE:
        own["client_id"] = (str, _left_out(MEMBERS["client_id"]))
    members: dict[str, Any] = own | dict(_standard(own, use))
    made: type[SentRegistration] = create_model(
        name, __base__=SentRegistration, __doc__=about, **members
    )
    return made


def _answer(name: str, about: str) -> type[BaseModel]:
    members: dict[str, Any] = dict(_members(Registration, _Use.ANSWER, MEMBERS))
    for unkept in ("client_id", "loopback"):
        del members[unkept]
    members |= {
        "sector": (str, Member(description="its own, or that of its redirect URIs")),
        "provider_name": (str | None, Member(description="the name of its provider")),
    }
    made: type[BaseModel] = create_model(name, __base__=_Told, __doc__=about, **members)
    return made


REGISTRATION: Final = _document(
    "RegistrationDocument",
    _Use.NEW,
    "A registration, as a file of `idp clients register` has it. The names of OpenID Connect "
    "Dynamic Client Registration 1.0 fit too; one of name and client_name is needed.",
)
"""The document that registers a client."""

CHANGE: Final = _document(
    "RegistrationChange",
    _Use.CHANGE,
    "A JSON merge patch (RFC 7396) of a registration: members left out stay as they are, null "
    "gives a member its default, and null inside an object removes what it names, as it does for "
    "client_name#en. What has no default is not null.",
)
"""The patch that changes a client's registration."""

REGISTERED: Final = _answer("RegisteredDocument", "The registration of a client, as it is stored.")
"""What an answer says of a client's registration (`particulars_of`)."""
