"""The register of legal exceptions to the ban on passing results on (D19.4-1), as data.

It is the value of one switch, so that each change takes two persons and is in the history.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

SHAREABLE: Final = frozenset({"acr", "amr", "assurance_level", "auth_time", "scope", "sub", "txn"})
"""The data an exception may name: the result of a sign-in, never an item about the person."""

_TEXTS: Final = ("issued_to", "recipient", "basis")
_DAYS: Final = ("since", "until")
_MEMBERS: Final = frozenset((*_TEXTS, *_DAYS, "data"))


@dataclass(frozen=True, slots=True)
class SharingException:
    """`recipient` may introspect `data` of tokens issued to `issued_to`; `basis` names the act.

    `since` and `until` are days in UTC, both included.
    """

    issued_to: str
    recipient: str
    basis: str
    data: frozenset[str]
    since: date
    until: date


def is_register(value: object) -> bool:
    """Whether a value (JSON) is a register: a list of complete exceptions."""
    return isinstance(value, list) and all(map(_is_exception, value))


def exception_for(
    register: Iterable[Mapping[str, Any]], *, issued_to: str, recipient: str, today: date
) -> SharingException | None:
    """The exception valid on this day, or None."""
    known = map(_read, register)
    return next(
        (
            each
            for each in known
            if (each.issued_to, each.recipient) == (issued_to, recipient)
            and each.since <= today <= each.until
        ),
        None,
    )


def _is_exception(entry: object) -> bool:
    if not isinstance(entry, dict) or entry.keys() != _MEMBERS:
        return False
    data = entry["data"]
    if not isinstance(data, list) or not data or not SHAREABLE.issuperset(map(str, data)):
        return False
    texts = [entry[name] for name in (*_TEXTS, *_DAYS)]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        return False
    try:
        read = _read(entry)
    except ValueError:
        return False
    return read.since <= read.until and read.issued_to != read.recipient


def _read(entry: Mapping[str, Any]) -> SharingException:
    return SharingException(
        issued_to=entry["issued_to"],
        recipient=entry["recipient"],
        basis=entry["basis"],
        data=frozenset(entry["data"]),
        since=date.fromisoformat(entry["since"]),
        until=date.fromisoformat(entry["until"]),
    )
