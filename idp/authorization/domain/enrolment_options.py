"""Credentials that a person could add by themselves to reach the required level.

An option is a credential that counts at this relying party, suffices together with those the person
holds once its cool-off is over, and may be added with their present ones.
"""

import itertools
from collections.abc import Collection, Iterable
from typing import Final

from idp.assurance.allowances import reachable_within
from idp.assurance.binding import CeremonyKind, bind, level_for_change, may_change
from idp.assurance.kinds import TAKES_BIOMETRIC_DATA, EvidenceKind
from idp.assurance.levels import Level, reachable
from idp.assurance.pieces import Piece, Pieces, holds_card, kinds_in
from idp.authorization.domain.context import AuthorizationContext
from idp.authorization.domain.level_rules import required_level

Chain = tuple[EvidenceKind, ...]
_MOST: Final = 2
"""One credential to add, or one that is needed to add another."""
_MAY_SHOW: Final = {
    EvidenceKind.APP_KEY_VERIFIED: (EvidenceKind.APP_KEY_VERIFIED, EvidenceKind.APP_KEY_BIOMETRIC)
}
"""Kinds a new credential may turn out to be, where that is up to the person's device: it is an
option only if each of them is."""
_BOUND_AS: Final = {EvidenceKind.APP_KEY_BIOMETRIC: EvidenceKind.APP_KEY_VERIFIED}


def enrolment_options(
    context: AuthorizationContext,
    *,
    held: Pieces,
    enrolled: Pieces,
    addable: Collection[EvidenceKind],
) -> tuple[Chain, ...]:
    """The shortest ways to what is asked, each as the means to add in their order.

    `held` is what the person can prove, `enrolled` what it was enrolled to prove (stopped means
    too). Empty when there is none.
    """
    required = required_level(context)
    if required is None:
        return ()
    for size in range(1, _MOST + 1):
        found = tuple(
            chain
            for chain in itertools.permutations(sorted(addable), size)
            if all(
                end is not None and reachable_within(end, context.allowance) >= required
                for end in (_after(shown, held, enrolled) for shown in _as_shown(chain))
            )
        )
        if found:
            return found
    return ()


def _as_shown(chain: Chain) -> Iterable[Chain]:
    """The evidence a new credential may show: whether it verifies its user is up to the device."""
    return itertools.product(*(_MAY_SHOW.get(kind, (kind,)) for kind in chain))


def _after(chain: Chain, held: Pieces, enrolled: Pieces) -> Pieces | None:
    """The evidence the person holds in the end; None when a step needs more than they have then."""
    for kind in chain:
        if kind in kinds_in(held) or not may_change(held, enrolled):
            return None
        card = kind is EvidenceKind.CHIP_CARD
        ceremony = CeremonyKind.CARD if card else CeremonyKind.OWN_ACCOUNT
        guard, shown = level_for_change(enrolled), _shown_for(kind, held)
        bound = bind(ceremony, shown, gives=_BOUND_AS.get(kind, kind), guard=guard)
        added = Piece(_named(kind, bound.identity), bound.bound, bound.identity, bound.resistant)
        held, enrolled = held | {added}, enrolled | {added}
    return held


def _shown_for(kind: EvidenceKind, held: Pieces) -> Pieces:
    """The strongest evidence the sign-in for the change can show.

    A face is asked for only where the application is to be bound to the person.
    """
    application = kind in {EvidenceKind.APP_KEY_VERIFIED, EvidenceKind.APP_KEY_BIOMETRIC}
    if application and holds_card(held) and reachable(held) >= Level.FOUR:
        return held
    return frozenset(piece for piece in held if piece.kind not in TAKES_BIOMETRIC_DATA)


def _named(kind: EvidenceKind, identity: bool) -> EvidenceKind:  # noqa: FBT001 - a flag of the piece
    anchored = identity and kind is EvidenceKind.APP_KEY_BIOMETRIC
    return EvidenceKind.APP_KEY_IDENTITY_BOUND if anchored else kind
