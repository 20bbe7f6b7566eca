"""JSON that people and programs hand in, read without a second meaning (RFC 8259)."""

import json
import math
from typing import Any


def read_json(text: str | bytes) -> Any:  # noqa: ANN401 - whatever it says
    """The value of a JSON text. Raises ValueError, RecursionError.

    Refused as well: `NaN` and `Infinity`, which are no JSON (section 6), numbers too large for a
    float, and two members of one name, of which it would be unclear which was meant (section 4).
    """
    return json.loads(
        text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_unrepeated
    )


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _finite(number: str) -> float:
    read = float(number)
    if not math.isfinite(read):
        raise ValueError(f"{number} is too large")
    return read


def _unrepeated(members: list[tuple[str, Any]]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for name, value in members:
        if name in read:
            raise ValueError(f"two members {name!r}")
        read[name] = value
    return read
