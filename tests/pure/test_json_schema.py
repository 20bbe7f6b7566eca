"""The checker of JSON Schema finds what a value breaks; what a schema makes breaks nothing."""

from typing import Any

import pytest
from hypothesis import given

from tests.support.json_schema import faults, fitting

KNOWN = {"Colour": {"enum": ["red", "green"]}}
WHOLE: dict[str, Any] = {
    "type": "object",
    "required": ["id", "colour"],
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z]{2}$"},
        "colour": {"$ref": "#/components/schemas/Colour"},
        "count": {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 3}, {"type": "null"}]},
        "tags": {
            "type": "array",
            "items": {"type": "string", "minLength": 1, "maxLength": 3},
            "minItems": 1,
            "maxItems": 2,
            "uniqueItems": True,
        },
        "at": {"type": "string", "format": "date-time"},
        "day": {"type": "string", "format": "date"},
        "kind": {"const": "x"},
        "texts": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "patternProperties": {"^name#": {"type": "string"}},
    "additionalProperties": False,
}
SOUND = {"id": "ab", "colour": "red"}


@pytest.mark.parametrize(
    "broken",
    [
        [],
        {"id": "ab"},
        SOUND | {"id": "abc"},
        SOUND | {"id": 1},
        SOUND | {"colour": "blue"},
        SOUND | {"count": 0},
        SOUND | {"count": 4},
        SOUND | {"count": True},
        SOUND | {"tags": []},
        SOUND | {"tags": ["a", "b", "c"]},
        SOUND | {"tags": ["a", "a"]},
        SOUND | {"tags": [""]},
        SOUND | {"tags": ["long"]},
        SOUND | {"at": "2026-01-01T00:00:00"},
        SOUND | {"day": "2026-02-30"},
        SOUND | {"kind": "y"},
        SOUND | {"texts": {"a": 1}},
        SOUND | {"name#en": 1},
        SOUND | {"other": 1},
    ],
    ids=repr,
)
def test_a_value_that_breaks_a_rule_is_found(broken: object) -> None:
    assert faults(WHOLE, broken, KNOWN)


@given(value=fitting(WHOLE, KNOWN))
def test_what_is_made_from_a_schema_fits_it(value: object) -> None:
    assert faults(WHOLE, value, KNOWN) == []
    assert faults({"allOf": [WHOLE, {"required": ["absent"]}]}, value, KNOWN)


def test_a_keyword_that_is_not_known_is_no_rule_that_is_kept() -> None:
    with pytest.raises(KeyError):
        faults(WHOLE | {"contains": {}}, SOUND, KNOWN)
