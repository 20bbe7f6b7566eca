"""By which numbers of documents a subject is found, beside the names. Pure.

Two countries may give the same number, so one finds several people. A card of identity has none of
its own to search by: what is printed on it is the identification number.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from idp.subjects.domain import Datum, ScheduledChange, canonical_number

DOCUMENT: Final = "travel_document"
_KIND: Final = "n\x1f"
"""Begins a term; those of names begin otherwise."""


def documents_in(data: Mapping[str, Datum | None]) -> frozenset[str]:
    """The numbers of the passport or travel document, in one spelling: with its symbol and without.

    Empty of whoever has none.
    """
    datum = data.get(DOCUMENT)
    document = None if datum is None else datum.value
    if not isinstance(document, Mapping):
        return frozenset()
    number, symbol = str(document.get("number", "")), str(document.get("symbol", ""))
    spelt = (canonical_number(number), canonical_number(f"{symbol}{number}"))
    return frozenset(each for each in spelt if each)


def document_term(number: str) -> str:
    """By which a number is looked up, in whatever spelling."""
    return f"{_KIND}{canonical_number(number)}"


def document_terms(
    data: Mapping[str, Datum], later: Iterable[ScheduledChange] = ()
) -> frozenset[str]:
    """All by which a subject is found, now and after each scheduled change."""
    return frozenset(
        document_term(number) for each in _states(data, later) for number in documents_in(each)
    )


def _states(
    data: Mapping[str, Datum], later: Iterable[ScheduledChange]
) -> Iterator[Mapping[str, Datum | None]]:
    yield data
    for each in later:
        yield each.data
