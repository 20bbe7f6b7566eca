"""By which `sub` a sector knows a person after two registrations were merged. Pure.

A `sub` is made from the id of a subject. Where a sector knew only the registration that goes, it
knows the person from then on by the `sub` of that one: an alias, which says from whose id the `sub`
is made. Where it knew both, or the other one alone, nothing is to be kept.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from idp.kernel.ids import Id


@dataclass(frozen=True, slots=True)
class SubAlias:
    """In this sector the person is known by the `sub` that is made from the id `base_id`."""

    sector: str
    base_id: Id


def aliases_of_survivor(
    *, knew_joined: Mapping[str, Id], knew_surviving: AbstractSet[str]
) -> tuple[SubAlias, ...]:
    """The aliases of the one who goes on.

    `knew_joined`: the sectors that know the one that goes, and from whose id its `sub` is made
    there: its own, or that of a registration which was merged into it. `knew_surviving`: the
    sectors that know the one who goes on, and keep the `sub` they know.
    """
    return tuple(
        SubAlias(sector, base)
        for sector, base in sorted(knew_joined.items())
        if sector not in knew_surviving
    )
