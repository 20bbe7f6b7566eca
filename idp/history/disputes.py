"""Disputed entries: sign-ins with a credential that was found later to be in wrong hands. Pure.

Entries are never changed. The entry of the finding names the doubted credentials and since when, so
pages, receipts and statements mark the acts made with them (factors 1.4).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from idp.assurance.tainting import Doubt
from idp.history.domain import Entry, EventType
from idp.kernel.ids import Id

DOUBTED: Final = "doubted"
"""A finding's fact: credential -> since when, and the level up to which it still counts."""
FOLLOWS: Final = "signed_in_by"
"""The fact that names the transaction whose sign-in was continued."""
_LEAST: Final = 1
_ANY: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a fraud, which disputes later acts.

    `means` is None in an entry of an earlier release, which disputes everything since `since`, or
    everything before it where that is None.
    """

    entry_id: Id
    found_at: datetime
    means: Mapping[Id, Doubt] | None
    since: datetime | None = None


def to_facts(doubts: Mapping[Id, Doubt]) -> dict[str, Any]:
    """The doubts as the facts of an entry."""
    return {
        DOUBTED: {
            each: {"since": doubt.since.isoformat(), "left": doubt.left}
            for each, doubt in doubts.items()
        }
    }


def finding_in(entry: Entry) -> Finding:
    """The finding in an entry."""
    named, since = entry.facts.get(DOUBTED), entry.facts.get("since")
    return Finding(
        entry.id,
        entry.happened_at,
        None
        if named is None
        else {
            each: Doubt(datetime.fromisoformat(doubt["since"]), doubt["left"])
            for each, doubt in named.items()
        },
        None if since is None else datetime.fromisoformat(since),
    )


def disputed_at(acts: Collection[Entry], findings: Iterable[Finding]) -> datetime | None:
    """When the acts of one transaction were first found to be disputed; None when they are not.

    `acts` are its entries, with those of the sign-in that it continued.
    """
    return min((each.found_at for each in findings if _touches(each, acts)), default=None)


def concerns(entry: Entry, finding: Finding) -> bool:
    """Whether an entry outside of any transaction is about a credential without any binding left.

    Such as its being added.
    """
    about = entry.facts.get("credential_id") or entry.facts.get("contact")
    if about is None or entry.id >= finding.entry_id or finding.means is None:
        return False
    doubt = finding.means.get(about)
    return doubt is not None and not doubt.left and entry.happened_at >= doubt.since


def _touches(finding: Finding, acts: Collection[Entry]) -> bool:
    before = [act for act in acts if act.id < finding.entry_id]
    level = max((act.facts.get("level", _LEAST) for act in before), default=_LEAST)
    shown = [act for act in before if act.happening is EventType.FACTOR_PROVEN]
    if not shown:  # by an existing session, whose evidence is not recorded here
        return any(act.happened_at >= _first(finding) for act in before)
    return any(_doubts(finding, act, level) for act in shown)


def _doubts(finding: Finding, act: Entry, level: int) -> bool:
    used = act.facts.get("credential")
    if finding.means is None or used is None:
        return act.happened_at >= _first(finding)
    doubt = finding.means.get(used)
    return doubt is not None and act.happened_at >= doubt.since and level > doubt.left


def _first(finding: Finding) -> datetime:
    """Since when another person may have used the account."""
    if finding.means is None:
        return finding.since or _ANY
    wrong = (doubt.since for doubt in finding.means.values() if not doubt.left)
    return min(wrong, default=finding.found_at)
