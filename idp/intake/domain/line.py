"""One line of a file: what it says, by column."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.intake.domain.columns import COLUMNS
from idp.intake.domain.faults import LineFault, LineReason
from idp.kernel.json_text import read_json

_YES_OR_NO: Final = {True: "true", False: "false"}
_NUMBERS: Final = frozenset({"level"})
_TOLD: Final = re.compile(r"[a-z_.]{1,40}")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`number` counts the lines of the file from 1; `cells` has no empty ones."""

    number: int
    cells: Mapping[str, str]


def cells_of_json(text: str) -> dict[str, str] | LineFault:
    """The cells in a line of JSON Lines: an object with the columns as members.

    A datum may also be an object (`"birthdate": {"value": …, "source": …}`).
    """
    try:
        document = read_json(text)
    except (ValueError, RecursionError):
        return LineFault(LineReason.LINE_MALFORMED)
    if not isinstance(document, dict):
        return LineFault(LineReason.LINE_MALFORMED)
    cells: dict[str, str] = {}
    for column, value in _flat(document):
        if column not in COLUMNS:
            return LineFault(LineReason.FIELD_UNKNOWN, column if _TOLD.fullmatch(column) else "")
        if column in cells:
            return LineFault(LineReason.LINE_MALFORMED, column)
        said = _said(column, value)
        if said is None:
            return LineFault(LineReason.VALUE_OF_OTHER_TYPE, column)
        cells[column] = said
    return {column: cell for column, cell in cells.items() if cell}


def _flat(document: Mapping[str, Any]) -> list[tuple[str, Any]]:
    members: list[tuple[str, Any]] = []
    for name, value in document.items():
        if isinstance(value, dict):
            members += [
                (name if inner == "value" else f"{name}.{inner}", it) for inner, it in value.items()
            ]
        else:
            members.append((name, value))
    return members


def _said(column: str, value: object) -> str | None:
    """A value as a cell; None for another type, such as digits that lost their first zero."""
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case bool() if column.endswith("_verified"):
            return _YES_OR_NO[value]
        case int() if column in _NUMBERS and not isinstance(value, bool):
            return json.dumps(value)
        case _:
            return None
