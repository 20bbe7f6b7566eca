"""How far a sign-in is, and what is certain to come. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from idp.assurance.kinds import EVIDENCE_RULES, EvidenceKind, Means
from idp.assurance.levels import Level
from idp.assurance.pieces import Pieces, kinds_in
from idp.authorization.domain.context import AuthorizationContext
from idp.authorization.domain.level_rules import Demand, demand_of, required_level, ways_left
from idp.authorization.domain.steps import Authenticate, SelectAccount, Step, StepUp

_REMEMBERED: Final = 1 << 12


@dataclass(frozen=True, slots=True)
class Progress:
    """The page that asks for one factor among the steps of its sign-in.

    `step` counts from 1; `total` is that of the shortest way through this page, and `certain`
    whether every way through it has as many. `later`: the means that every such way asks for after
    this page; `more`: how many steps come after it whose means the person chooses, 0 where that is
    not certain.
    """

    step: int
    total: int
    certain: bool
    later: tuple[Means, ...]
    more: int


def progress_of(
    context: AuthorizationContext, step: Step, asks: Collection[EvidenceKind]
) -> Progress | None:
    """The progress at the page that asks for these kinds; None where it cannot be told.

    Before a person is known only what every account needs is told, and no means is named: what is
    offered may be worth more than what they hold, so from level 3 on there may be more steps. At a
    level that is only preferred, nothing is told before the account is known.
    """
    match step:
        case StepUp(target=target):
            pass
        case Authenticate() | SelectAccount():
            target = required_level(context) or Level.NONE
            if target < Level.TWO:
                return None
        case _:
            return None
    return _counted(
        demand_of(context, target),
        frozenset(asks),
        len(context.evidence),
        person=isinstance(step, StepUp),
    )


@lru_cache(_REMEMBERED)
def _counted(
    demand: Demand, asks: frozenset[EvidenceKind], done: int, *, person: bool
) -> Progress | None:
    """Remembered: there are few kinds of people and parties, and every sign-in asks."""
    through = [rest for rest in ways_left(demand) if kinds_in(rest) & asks]
    if not through:
        return None
    rests = [_means(rest, but=asks) for rest in through]
    fewest, most = min(map(len, rests)), max(map(len, rests))
    known = frozenset[Means].intersection(*rests) if person else frozenset()
    certain = fewest == most and (person or demand.target <= Level.TWO)
    return Progress(
        step=done + 1,
        total=done + 1 + fewest,
        certain=certain,
        later=tuple(means for means in Means if means in known),
        more=fewest - len(known) if certain else 0,
    )


def _means(rest: Pieces, *, but: Collection[EvidenceKind]) -> frozenset[Means]:
    """The means of a way, without that of the page."""
    return frozenset(EVIDENCE_RULES[kind].means for kind in kinds_in(rest) - frozenset(but))
