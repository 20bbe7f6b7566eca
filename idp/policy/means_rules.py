"""The operator's rules about means for levels and relying parties, as data (D21.1).

The rules are the value of one switch, so that two persons change them and the history keeps every
set there ever was. A rule says: from this level on, at this relying party (or at all), nothing but
these means counts. Rules only take away, so where several fit, every one of them must allow it.
They are about relying parties: a person's own account opens with what the person has.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.assurance.allowances import (
    EVERY_KIND,
    EVERYTHING,
    PHISHING_RESISTANT,
    Allowance,
    kinds_without_biometrics,
    reachable_within,
    resisting_phishing,
)
from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.assurance.levels import Level
from idp.assurance.pieces import at_best

MOST: Final = 500
_MEMBERS: Final = frozenset({"level", "client_id", "allowed"})


@dataclass(frozen=True, slots=True)
class MeansRule:
    """From `level` on nothing but `allowed` counts at `client_id`, or at all where it is None."""

    level: Level
    client_id: str | None
    allowed: frozenset[Means]


def are_rules(value: object) -> bool:
    """Whether a value (JSON) is a set of rules: complete, without duplicates, all levels reachable.

    A rule under which a level cannot be reached is a mistake: a relying party that may not ask is
    suspended instead.
    """
    if not isinstance(value, list) or len(value) > MOST or not all(map(_is_rule, value)):
        return False
    rules = [_read(entry) for entry in value]
    named = {(rule.level, rule.client_id) for rule in rules}
    parties = {rule.client_id for rule in rules}
    return len(named) == len(rules) and all(_in_reach(value, rules, party) for party in parties)


def rules_for(value: Iterable[Mapping[str, Any]], client_id: str) -> tuple[MeansRule, ...]:
    """The rules that hold at a relying party, the lowest level first."""
    mine = (_read(entry) for entry in value if entry["client_id"] in (None, client_id))
    return tuple(sorted(mine, key=lambda rule: (rule.level, rule.client_id or "")))


def allowance_for(
    value: Iterable[Mapping[str, Any]],
    client_id: str,
    *,
    no_biometrics: bool = False,
    phishing_resistant_only: bool = False,
) -> Allowance:
    """The evidence that counts at a relying party, by the operator's rules and its registration."""
    rules = rules_for(value, client_id)
    if not (rules or no_biometrics or phishing_resistant_only):
        return EVERYTHING
    kinds = EVERY_KIND
    if no_biometrics:
        kinds = kinds_without_biometrics(kinds)
    if phishing_resistant_only:
        kinds = resisting_phishing(kinds)
    among = PHISHING_RESISTANT if phishing_resistant_only else None
    return Allowance(tuple(_left(kinds, rules, level) for level in Level), among)


def _left(
    kinds: frozenset[EvidenceKind], rules: Iterable[MeansRule], level: Level
) -> frozenset[EvidenceKind]:
    for rule in rules:
        if rule.level <= max(level, Level.ONE):
            kinds &= frozenset[EvidenceKind]().union(*map(kinds_of, rule.allowed))
    return kinds


def _in_reach(
    value: list[Mapping[str, Any]], rules: Iterable[MeansRule], client_id: str | None
) -> bool:
    allowance = allowance_for(value, client_id or "")
    limit = reachable_within(at_best(EVERY_KIND), allowance)
    return all(rule.level <= limit for rule in rules if rule.client_id in (None, client_id))


def _is_rule(entry: object) -> bool:
    if not isinstance(entry, dict) or entry.keys() != _MEMBERS:
        return False
    level, client_id, allowed = entry["level"], entry["client_id"], entry["allowed"]
    if type(level) is not int or level not in range(Level.ONE, Level.FOUR + 1):
        return False
    if client_id is not None and not (isinstance(client_id, str) and client_id.strip()):
        return False
    return _are_distinct_means(allowed)


def _are_distinct_means(value: object) -> bool:
    known = {means.value for means in Means}
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, str) and each in known for each in value)
        and len(set(value)) == len(value)
    )


def _read(entry: Mapping[str, Any]) -> MeansRule:
    return MeansRule(
        Level(entry["level"]), entry["client_id"], frozenset(map(Means, entry["allowed"]))
    )
