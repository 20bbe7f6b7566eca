"""A part of a person's history as a document for the person. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from idp.history.domain import Entry, EventType, in_other_words, statement_claims
from idp.kernel.actors import Officer, Operator
from idp.kernel.ids import Id

_LOOKS: Final = frozenset({EventType.PERSON_LOOKED_AT, EventType.PERSON_LISTED})
_TOLD_OF_LOOKS: Final = frozenset({"case", "purpose", "desk"})


def _by_others(entry: Entry) -> bool:
    return isinstance(entry.actor, Officer | Operator)


def _facts_for_the_person(entry: Entry) -> dict[str, Any]:
    """The facts of an entry that a person may keep: of others only of a look, what their page says.

    What officers did names cases, papers and people besides.
    """
    if not _by_others(entry):
        return dict(entry.facts)
    if entry.happening not in _LOOKS:
        return {}
    return {name: fact for name, fact in entry.facts.items() if name in _TOLD_OF_LOOKS}


def withheld_in_extract(entries: Iterable[Entry]) -> frozenset[Id]:
    """The ids of entries of which an extract tells fewer facts, or the same in other words."""
    found = tuple(entries)
    return in_other_words(found) | {each.id for each in found if _by_others(each)}


def extract_claims(
    entries: Sequence[Entry], proofs: Mapping[str, Any] | None, disputed: Collection[Id]
) -> dict[str, Any]:
    """A part of a person's history as JSON members, with failed tries and what others did.

    As `statement_claims`, and each act has its transaction and whether it is disputed.
    """
    told = [replace(each, facts=_facts_for_the_person(each)) for each in entries]
    claims = statement_claims(told, proofs)
    acts = [
        {**act, "txn": entry.transaction_id, "disputed": entry.id in disputed}
        for act, entry in zip(claims["acts"], entries, strict=True)
    ]
    return {**claims, "acts": acts}
