"""Strict validation of answers: any other shape than agreed is refused."""

import json
import math
from collections.abc import Collection, Mapping
from typing import Any

from idp.platform.logs import logger
from idp.platform.outbound import OutboundFailed, Reply

_LOG = logger(__name__)


class Unexpected(OutboundFailed):
    """The answer has another shape than agreed; the exception carries nothing of it."""


def unanswered(interface: str, why: Exception) -> None:
    """Log that a service gave no answer; the text is constant and holds no content."""
    _LOG.warning("biometric service gave no answer", kind=interface, reason=str(why))


def object_in(reply: Reply, members: Collection[str]) -> Mapping[str, Any]:
    """The JSON object of a reply. Raises Unexpected for another shape or other members.

    A repeated member is refused: two parsers could read two different answers.
    """
    try:
        value = json.loads(reply.body, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Unexpected("not JSON") from error
    if not isinstance(value, dict) or not value.keys() <= set(members):
        raise Unexpected("other members")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a member twice")
    return made


def number(value: object) -> float | None:
    """A JSON number as a float; no boolean, which Python would convert."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        made = float(value)
    except OverflowError:
        return None
    return made if math.isfinite(made) else None
