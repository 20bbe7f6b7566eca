"""JSON Schema 2020-12 as far as our documents use it: what a value breaks, and values that fit.

A keyword that is not known here is an error of the test, so no part of a schema goes unchecked.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final
from urllib.parse import urlsplit

from hypothesis import strategies as st

Schema = Any
"""An object, or true or false."""
Value = Any
"""A JSON value."""
Strategy = Any
"""A strategy for JSON values."""
_SAYS_NOTHING: Final = {"title", "description", "default", "examples"}
_TYPES: Final[Mapping[str, Callable[[Any], bool]]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}
_PLAIN: Final = st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x1EF9)
"""Letters and digits that every text that people read may have."""
JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.text(_PLAIN, max_size=6),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.text(_PLAIN, min_size=1, max_size=6), inner, max_size=2)
    ),
    max_leaves=4,
)


def faults(schema: Schema, value: Value, known: Mapping[str, Any], at: str = "#") -> list[str]:
    """The rules of the schema that the value breaks, each with its place. `known`: by `$ref`."""
    if isinstance(schema, bool):
        return [] if schema else [f"{at}: nothing may be here"]
    found: list[str] = []
    for keyword, told in schema.items():
        if keyword not in _SAYS_NOTHING:
            found += _RULES[keyword](told, value, _Place(schema, known, at))
    return found


Rule = Callable[[Value, Value, "_Place"], list[str]]


class _Place:
    """Where a keyword stands: the schema around it and the value's place."""

    def __init__(self, schema: Schema, known: Mapping[str, Any], at: str) -> None:
        self.schema = schema
        self.known = known
        self.at = at

    def inside(self, schema: Schema, value: Value, step: object = "") -> list[str]:
        return faults(schema, value, self.known, f"{self.at}/{step}" if step != "" else self.at)

    def says(self, fits: bool, rule: str) -> list[str]:  # noqa: FBT001
        return [] if fits else [f"{self.at}: {rule}"]


def named(reference: str, known: Mapping[str, Any]) -> Schema:
    """The schema that a reference leads to."""
    return known[reference.removeprefix("#/components/schemas/")]


def _of_type(told: Value, value: Value, place: _Place) -> list[str]:
    types = [told] if isinstance(told, str) else told
    return place.says(any(_TYPES[each](value) for each in types), f"no {told}")


def _all(told: Value, value: Value, place: _Place) -> list[str]:
    return [fault for each in told for fault in place.inside(each, value)]


def _any(told: Value, value: Value, place: _Place) -> list[str]:
    each = [place.inside(one, value) for one in told]
    return [] if [] in each else [f"{place.at}: none of {each}"]


def _members(_: Value, value: Value, place: _Place) -> list[str]:
    """`properties`, `patternProperties` and `additionalProperties` are one rule."""
    if not isinstance(value, dict):
        return []
    found: list[str] = []
    for name, each in value.items():
        for schema in _schemas_of(name, place.schema):
            found += place.inside(schema, each, name)
    return found


def _schemas_of(name: str, schema: Schema) -> Iterator[Any]:
    own = schema.get("properties", {})
    patterns = [
        each
        for pattern, each in schema.get("patternProperties", {}).items()
        if re.search(pattern, name)
    ]
    if name in own:
        yield own[name]
    yield from patterns
    if name not in own and not patterns:
        yield schema.get("additionalProperties", True)


def _names(told: Value, value: Value, place: _Place) -> list[str]:
    if not isinstance(value, dict):
        return []
    return [fault for name in value for fault in place.inside(told, name, name)]


def _required(told: Value, value: Value, place: _Place) -> list[str]:
    if not isinstance(value, dict):
        return []
    return [f"{place.at}: lacks {name}" for name in told if name not in value]


def _items(told: Value, value: Value, place: _Place) -> list[str]:
    if not isinstance(value, list):
        return []
    return [fault for step, each in enumerate(value) for fault in place.inside(told, each, step)]


def _is_formatted(kind: str, text: str) -> bool:
    try:
        if kind == "date":
            return date.fromisoformat(text).isoformat() == text
        if kind == "date-time":
            return datetime.fromisoformat(text).tzinfo is not None
        return kind == "uri" and bool(urlsplit(text).scheme)
    except ValueError:
        return False


def _bound(kind: type | tuple[type, ...], fits: Callable[[Any, Any], bool], rule: str) -> Rule:
    def check(told: Value, value: Value, place: _Place) -> list[str]:
        applies = isinstance(value, kind) and not isinstance(value, bool)
        return place.says(not applies or fits(value, told), f"{rule} {told}")

    return check


_RULES: Final[Mapping[str, Rule]] = {
    "$ref": lambda told, value, place: place.inside(named(told, place.known), value),
    "type": _of_type,
    "enum": lambda told, value, place: place.says(value in told, f"none of {told}"),
    "const": lambda told, value, place: place.says(value == told, f"not {told}"),
    "allOf": _all,
    "anyOf": _any,
    "properties": _members,
    "patternProperties": lambda _, __, ___: [],
    "additionalProperties": lambda told, value, place: (
        [] if "properties" in place.schema else _members(told, value, place)
    ),
    "propertyNames": _names,
    "required": _required,
    "items": _items,
    "minItems": _bound(list, lambda value, told: len(value) >= told, "fewer items than"),
    "maxItems": _bound(list, lambda value, told: len(value) <= told, "more items than"),
    "uniqueItems": _bound(list, lambda value, _: len(set(map(repr, value))) == len(value), "twice"),
    "minLength": _bound(str, lambda value, told: len(value) >= told, "shorter than"),
    "maxLength": _bound(str, lambda value, told: len(value) <= told, "longer than"),
    "pattern": _bound(str, lambda value, told: bool(re.search(told, value)), "not like"),
    "format": _bound(str, lambda value, told: _is_formatted(told, value), "no"),
    "minimum": _bound((int, float), lambda value, told: value >= told, "less than"),
    "maximum": _bound((int, float), lambda value, told: value <= told, "more than"),
}


def fitting(schema: Schema, known: Mapping[str, Any], depth: int = 6) -> Strategy:
    """A strategy for values that fit the schema."""
    if schema is True or not set(schema) - _SAYS_NOTHING:
        return JSON
    for keyword, strategy in _STRATEGIES.items():
        if keyword in schema:
            return strategy(schema, known, depth)
    kind = schema["type"]
    if not isinstance(kind, str):
        return st.one_of([fitting({**schema, "type": each}, known, depth) for each in kind])
    return _OF_TYPE[kind](schema, known, depth)


def _object(schema: Schema, known: Mapping[str, Any], depth: int) -> Strategy:
    needed = set(schema.get("required", ()))
    own = {
        name: fitting(each, known, depth - 1)
        for name, each in schema.get("properties", {}).items()
        if depth > 0 or name in needed
    }
    must = {name: each for name, each in own.items() if name in needed}
    may = {name: each for name, each in own.items() if name not in needed}
    known_members = st.fixed_dictionaries(must, optional=may)
    more = schema.get("additionalProperties", True)
    if more is False or "properties" in schema or depth <= 0:
        return known_members
    names = st.text(_PLAIN, min_size=1, max_size=6)
    return st.dictionaries(names, fitting(more, known, depth - 1), max_size=2)


def _array(schema: Schema, known: Mapping[str, Any], depth: int) -> Strategy:
    least = schema.get("minItems", 0)
    return st.lists(
        fitting(schema.get("items", True), known, depth - 1),
        min_size=least,
        max_size=min(schema.get("maxItems", 3), max(least, 3 if depth > 0 else 0)),
        unique_by=repr if schema.get("uniqueItems") else None,
    )


def _string(schema: Schema, _: Mapping[str, Any], __: int) -> Strategy:
    if "pattern" in schema:
        return st.from_regex(schema["pattern"].replace("$", r"\Z"), alphabet=_ASCII)
    match schema.get("format"):
        case "date-time":
            return _INSTANTS.map(datetime.isoformat)
        case "date":
            return _INSTANTS.map(lambda each: each.date().isoformat())
        case "uri":
            return st.just("https://a.example/b")
        case _:
            pass
    least = schema.get("minLength", 0)
    return st.text(_PLAIN, min_size=least, max_size=min(schema.get("maxLength", 12), least + 12))


def _integer(schema: Schema, _: Mapping[str, Any], __: int) -> Strategy:
    return st.integers(schema.get("minimum", -(2**40)), schema.get("maximum", 2**40))


_ASCII: Final = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
_INSTANTS: Final = st.dates(date(2001, 1, 1), date(2199, 1, 1)).map(
    lambda day: datetime.combine(day, time(), UTC)
)
_STRATEGIES: Final[Mapping[str, Callable[[Schema, Mapping[str, Any], int], Strategy]]] = {
    "$ref": lambda schema, known, depth: fitting(named(schema["$ref"], known), known, depth),
    "enum": lambda schema, _, __: st.sampled_from(schema["enum"]),
    "const": lambda schema, _, __: st.just(schema["const"]),
    "anyOf": lambda schema, known, depth: st.one_of(
        [fitting(each, known, depth) for each in schema["anyOf"]]
    ),
}
_OF_TYPE: Final[Mapping[str, Callable[[Schema, Mapping[str, Any], int], Strategy]]] = {
    "null": lambda _, __, ___: st.none(),
    "boolean": lambda _, __, ___: st.booleans(),
    "integer": _integer,
    "string": _string,
    "array": _array,
    "object": _object,
}
