"""Which level a situation asks for, has reached and could reach, by what counts there."""

from typing import assert_never

from idp.assurance.allowances import bodiless, level_counted, reachable_within
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import (
    Level,
    leads_to,
    level_of,
    level_of_pieces,
    reachable,
    ways_to,
)
from idp.assurance.pieces import Pieces, at_best, kinds_in
from idp.authorization.domain.request import AuthorizationRequest, OwnAccountRequest
from idp.authorization.domain.situation import PartyTerms, Situation
from idp.kernel.refusals import Reason
from idp.sessions.domain import Event


def required_level(situation: Situation) -> Level | None:
    """The level below which nothing is issued; None when an essential `acr` names none of ours.

    The registered minimum holds whatever the browser asks for.
    """
    match situation.transaction.request:
        case OwnAccountRequest() as own:
            return own.level
        case AuthorizationRequest() as request:
            floor = party_of(situation).minimum_level
            if request.levels_essential is None:
                return floor
            return max(floor, min(request.levels_essential)) if request.levels_essential else None
        case request:
            assert_never(request)


def party_of(situation: Situation) -> PartyTerms:
    """The terms of who asks. Raises ValueError where nobody but the person does."""
    if situation.party is None:
        raise ValueError("a relying party's request needs the register's terms")
    return situation.party


def target_level(situation: Situation, required: Level) -> Level:
    """What the sign-in aims at: the first preferred level in reach, never below the required.

    Preferences are wishes, not demands.
    """
    wishes = situation.transaction.request.levels_preferred
    limit = reachable_within(situation.available, situation.allowance)
    return max(required, next((wish for wish in wishes if wish <= limit), Level.NONE))


def proven_level(situation: Situation) -> Level:
    """What the evidence of this transaction is worth here."""
    raised = level_of(situation.evidence, transaction_id=situation.transaction.id)
    return min(raised, level_counted(_done(situation), situation.allowance))


def told_level(situation: Situation, event: Event) -> Level:
    """What of a sign-in this relying party may be told: nothing that it does not allow."""
    return min(event.level, level_counted(event.pieces, situation.allowance))


def level_with(situation: Situation, kinds: frozenset[EvidenceKind]) -> Level:
    """The most this sign-in is worth here once one of these kinds is shown as well."""
    done, allowance = _done(situation), situation.allowance
    more = (piece for piece in situation.available if piece.kind in kinds)
    reached = (level_counted(done | {piece}, allowance) for piece in more)
    return max(reached, default=proven_level(situation))


def leading_to(situation: Situation, target: Level) -> frozenset[EvidenceKind]:
    """The kinds worth proving next, among those that count towards the target."""
    allowance, done = situation.allowance, _done(situation)
    available = allowance.counting(situation.available, target)
    if not allowance.carried(done, target):
        within = reachable_within(situation.available | done, allowance)
        essential = kinds_in(available) & allowance.essential(target)
        return essential if within >= target else frozenset()
    by = leads_to(target, done=allowance.counting(done, target), available=available)
    if by or proven_level(situation) < target:
        return by
    return _leading_without_body(situation) or _named(situation) & kinds_in(available)


def leading_longer(situation: Situation, target: Level) -> frozenset[EvidenceKind]:
    """The kinds on the other ways to the target, each with more steps than the shortest."""
    allowance, done = situation.allowance, _done(situation)
    if not allowance.carried(done, target):
        return frozenset()
    have = allowance.counting(done, target)
    available = allowance.counting(situation.available, target)
    every = ways_to(target, done=have, available=available)
    return every - leads_to(target, done=have, available=available)


def _leading_without_body(situation: Situation) -> frozenset[EvidenceKind]:
    """What adds to a sign-in that is strong enough, but only by a biometric."""
    done, available = _done(situation), situation.available
    by = leads_to(_bodiless(situation), done=bodiless(done), available=bodiless(available))
    kinds = kinds_in(available) - kinds_in(done)
    return frozenset(kind for kind in kinds if kinds_in(bodiless(at_best((kind,)))) & by)


def is_enough(situation: Situation, target: Level) -> bool:
    """Whether the evidence reaches the target, and without its biometrics what that must."""
    least = _bodiless(situation)
    carried = not least or level_of_pieces(bodiless(_done(situation))) >= least
    named = _named(situation)
    shown = not named or bool(named & kinds_in(_done(situation)))
    return carried and shown and proven_level(situation) >= target


def is_attainable(situation: Situation, required: Level) -> bool:
    """Whether what is available could be enough."""
    least = _bodiless(situation)
    carried = not least or reachable(bodiless(situation.available)) >= least
    return carried and reachable_within(situation.available, situation.allowance) >= required


def counting(situation: Situation) -> frozenset[EvidenceKind]:
    """The kinds that could be part of what is asked here."""
    return situation.allowance.towards(_floor(situation))


def made_of_allowed(situation: Situation, event: Event) -> bool:
    """Whether an earlier sign-in holds nothing that does not count here."""
    floor, pieces, allowance = _floor(situation), event.pieces, situation.allowance
    return allowance.counting(pieces, floor) == pieces and allowance.carried(pieces, floor)


def why_unmet(situation: Situation) -> Reason:
    """Whether the means do not reach the level, or only not at this relying party."""
    required = required_level(situation)
    held = reachable(situation.available | _done(situation))
    not_here = required is not None and held >= required
    return Reason.MEANS_NOT_ALLOWED if not_here else Reason.UNMET_LEVEL


def _bodiless(situation: Situation) -> Level:
    """What must be reached with every biometric left out; nothing, at a relying party."""
    request = situation.transaction.request
    return request.bodiless if isinstance(request, OwnAccountRequest) else Level.NONE


def _named(situation: Situation) -> frozenset[EvidenceKind]:
    """The kinds of which one must be shown whatever level is reached; none, at a relying party."""
    request = situation.transaction.request
    return request.one_of if isinstance(request, OwnAccountRequest) else frozenset()


def _floor(situation: Situation) -> Level:
    return max(required_level(situation) or Level.ONE, Level.ONE)


def _done(situation: Situation) -> Pieces:
    return frozenset(each.piece for each in situation.evidence)
