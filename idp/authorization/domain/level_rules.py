"""The required, proven and reachable levels of a request, by the evidence accepted there."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import assert_never

from idp.assurance.allowances import Allowance, level_counted, reachable_within, without_biometrics
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import (
    Level,
    leads_to,
    level_of,
    level_of_pieces,
    reachable,
    rests_to,
    ways_to,
)
from idp.assurance.pieces import Pieces, at_best, kinds_in
from idp.authorization.domain.context import AuthorizationContext, ClientPolicy
from idp.authorization.domain.request import AuthorizationRequest, OwnAccountRequest
from idp.kernel.refusals import Reason
from idp.sessions.domain import AuthenticationEvent


def required_level(context: AuthorizationContext) -> Level | None:
    """The lowest level to be issued; None when an essential `acr` names none of ours.

    The registered minimum cannot be lowered by the request.
    """
    match context.transaction.request:
        case OwnAccountRequest(level=level):
            return level if _demanding(context) is not None else Level.ONE
        case AuthorizationRequest() as request:
            floor = client_policy(context).minimum_level
            if request.levels_essential is None:
                return floor
            return max(floor, min(request.levels_essential)) if request.levels_essential else None
        case request:
            assert_never(request)


def client_policy(context: AuthorizationContext) -> ClientPolicy:
    """The relying party's policy. Raises ValueError for the person's own account."""
    if context.client_policy is None:
        raise ValueError("a relying party's request needs the register's terms")
    return context.client_policy


def target_level(context: AuthorizationContext, required: Level) -> Level:
    """The target of the sign-in: the first preferred level in reach, never below the required.

    Preferred levels are optional (OpenID Connect Core section 3.1.2.1, `acr_values`).
    """
    wishes = context.transaction.request.levels_preferred
    limit = reachable_within(context.available, context.allowance)
    return max(required, next((wish for wish in wishes if wish <= limit), Level.NONE))


def proven_level(context: AuthorizationContext) -> Level:
    """The level that the evidence of this transaction has here."""
    raised = level_of(context.evidence, transaction_id=context.transaction.id)
    return min(raised, level_counted(_done(context), context.allowance))


def asserted_level(context: AuthorizationContext, event: AuthenticationEvent) -> Level:
    """The level of a sign-in as asserted to this relying party, by the evidence it accepts."""
    return min(event.level, level_counted(event.pieces, context.allowance))


def level_with(context: AuthorizationContext, kinds: frozenset[EvidenceKind]) -> Level:
    """The highest level with this sign-in and one of these kinds besides."""
    done, allowance = _done(context), context.allowance
    more = (piece for piece in context.available if piece.kind in kinds)
    reached = (level_counted(done | {piece}, allowance) for piece in more)
    return max(reached, default=proven_level(context))


def next_factors(context: AuthorizationContext, target: Level) -> frozenset[EvidenceKind]:
    """The kinds worth proving next, among those that count towards the target."""
    allowance, done = context.allowance, _done(context)
    available = allowance.counting(context.available, target)
    if not allowance.carried(done, target):
        within = reachable_within(context.available | done, allowance)
        essential = kinds_in(available) & allowance.essential(target)
        return essential if within >= target else frozenset()
    by = leads_to(target, done=allowance.counting(done, target), available=available)
    if by or proven_level(context) < target:
        return _without_detours(context, target, by)
    return _next_without_biometrics(context) or _named(context) & kinds_in(available)


def _without_detours(
    context: AuthorizationContext, target: Level, kinds: frozenset[EvidenceKind]
) -> frozenset[EvidenceKind]:
    """These kinds without those that reach the target and leave what must be shown unshown."""
    named = _named(context)
    if not named or named & kinds_in(_done(context)):
        return kinds
    straight = frozenset(
        kind for kind in kinds if kind in named or level_with(context, frozenset({kind})) < target
    )
    return straight or kinds


def longer_factors(context: AuthorizationContext, target: Level) -> frozenset[EvidenceKind]:
    """The kinds on longer ways to the target than the shortest."""
    allowance, done = context.allowance, _done(context)
    if not allowance.carried(done, target):
        return frozenset()
    have = allowance.counting(done, target)
    available = allowance.counting(context.available, target)
    every = ways_to(target, done=have, available=available)
    return every - leads_to(target, done=have, available=available)


def factors_instead(
    context: AuthorizationContext, target: Level, kinds: Collection[EvidenceKind]
) -> frozenset[EvidenceKind]:
    """The kinds that lead to the target with none of these; empty where one of these is needed."""
    others = frozenset(piece for piece in context.available if piece.kind not in kinds)
    without = replace(context, available=others)
    return next_factors(without, target) | longer_factors(without, target)


def _next_without_biometrics(context: AuthorizationContext) -> frozenset[EvidenceKind]:
    """The biometric kinds still missing when the level is reached only with biometrics left in."""
    done, available = _done(context), context.available
    by = leads_to(
        _level_without_biometrics(context),
        done=without_biometrics(done),
        available=without_biometrics(available),
    )
    kinds = kinds_in(available) - kinds_in(done)
    return frozenset(kind for kind in kinds if kinds_in(without_biometrics(at_best((kind,)))) & by)


@dataclass(frozen=True, slots=True)
class Demand:
    """What the end of a sign-in still depends on; it names nobody.

    `least`: the level to be reached without biometrics, `named`: the kinds of which one is shown in
    any case (`OwnAccountRequest`).
    """

    target: Level
    done: Pieces
    available: Pieces
    allowance: Allowance
    least: Level
    named: frozenset[EvidenceKind]


def demand_of(context: AuthorizationContext, target: Level) -> Demand:
    """The demand of this sign-in for a target."""
    return Demand(
        target,
        _done(context),
        context.available,
        context.allowance,
        _level_without_biometrics(context),
        _named(context),
    )


def is_enough(context: AuthorizationContext, target: Level) -> bool:
    """Whether the evidence reaches the target, and without biometrics its required level."""
    raised = level_of(context.evidence, transaction_id=context.transaction.id)
    demand = demand_of(context, target)
    return raised >= target and _meets(demand.done, demand)


def ways_left(demand: Demand) -> tuple[Pieces, ...]:
    """What each way to the end of a sign-in still takes; without ways that would not do there."""
    rests = rests_to(
        demand.target,
        done=demand.allowance.counting(demand.done, demand.target),
        available=demand.allowance.counting(demand.available, demand.target),
    )
    return tuple(rest for rest in rests if _meets(demand.done | rest, demand))


def _meets(pieces: Pieces, demand: Demand) -> bool:
    """Whether a sign-in with these pieces ends; of evidence its transaction is checked beside."""
    least = demand.least
    carried = not least or level_of_pieces(without_biometrics(pieces)) >= least
    shown = not demand.named or bool(demand.named & kinds_in(pieces))
    return carried and shown and level_counted(pieces, demand.allowance) >= demand.target


def is_attainable(context: AuthorizationContext, required: Level) -> bool:
    """Whether what is available could be enough."""
    least = _level_without_biometrics(context)
    carried = not least or reachable(without_biometrics(context.available)) >= least
    return carried and reachable_within(context.available, context.allowance) >= required


def accepted_kinds(context: AuthorizationContext) -> frozenset[EvidenceKind]:
    """The kinds that could be part of what is asked here."""
    return context.allowance.towards(_floor(context))


def uses_only_accepted(context: AuthorizationContext, event: AuthenticationEvent) -> bool:
    """Whether an earlier sign-in uses accepted evidence only."""
    floor, pieces, allowance = _floor(context), event.pieces, context.allowance
    return allowance.counting(pieces, floor) == pieces and allowance.carried(pieces, floor)


def unmet_reason(context: AuthorizationContext) -> Reason:
    """Whether the credentials do not reach the level at all, or only not at this relying party."""
    required = required_level(context)
    held = reachable(context.available | _done(context))
    not_here = required is not None and held >= required
    return Reason.MEANS_NOT_ALLOWED if not_here else Reason.UNMET_LEVEL


def _level_without_biometrics(context: AuthorizationContext) -> Level:
    """The level to be reached with every biometric left out; NONE at a relying party."""
    own = _demanding(context)
    return Level.NONE if own is None else own.without_biometrics


def _named(context: AuthorizationContext) -> frozenset[EvidenceKind]:
    """The kinds of which one must be shown in any case; empty at a relying party."""
    own = _demanding(context)
    return frozenset() if own is None else own.one_of


def _demanding(context: AuthorizationContext) -> OwnAccountRequest | None:
    """The own-account request whose demands hold for the person, as far as they are known.

    None at a relying party, and where the demands were derived from another person's credentials.
    """
    own, account = context.transaction.request, context.account
    if not isinstance(own, OwnAccountRequest):
        return None
    another = account is not None and own.demanded_of not in {None, account.subject_id}
    return None if another else own


def _floor(context: AuthorizationContext) -> Level:
    return max(required_level(context) or Level.ONE, Level.ONE)


def _done(context: AuthorizationContext) -> Pieces:
    return frozenset(each.piece for each in context.evidence)
