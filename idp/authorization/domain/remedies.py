"""What a person whose means do not suffice could add, in their own account and with nobody's help.

An honest page names only a remedy the person has: a means that counts at this relying party, that
is enough with what they hold, and that their present means are strong enough to add.
"""

import itertools
from collections.abc import Collection

from idp.assurance.allowances import reachable_within
from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.own_account import may_replace
from idp.authorization.domain.reaching import required_level
from idp.authorization.domain.situation import Situation

Kinds = frozenset[EvidenceKind]
Chain = tuple[EvidenceKind, ...]
_MOST: int = 2
"""One means to add, or one that is needed to add the other."""


def remedies(
    situation: Situation, *, held: Kinds, enrolled: Kinds, addable: Collection[EvidenceKind]
) -> tuple[Chain, ...]:
    """The shortest ways to what is asked, each as the means to add in their order.

    `held` is what the person can prove, `enrolled` what it was enrolled to prove (stopped means
    too). Empty when there is none.
    """
    required = required_level(situation)
    if required is None:
        return ()
    for size in range(1, _MOST + 1):
        chains = itertools.permutations(sorted(addable), size)
        found = tuple(
            chain
            for chain in chains
            if _may_add(chain, held, enrolled)
            and reachable_within(held.union(chain), situation.allowance) >= required
        )
        if found:
            return found
    return ()


def _may_add(chain: Chain, held: Kinds, enrolled: Kinds) -> bool:
    """Whether each can be added with what is held by then."""
    for kind in chain:
        if kind in held or not may_replace(held, held=enrolled, gives={kind}):
            return False
        held, enrolled = held | {kind}, enrolled | {kind}
    return True
