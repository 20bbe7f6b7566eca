"""Which means may take another one away: never one that came later and proves less.

Whoever learnt a password adds a means of their own within a minute. If that could remove what was
there before, the owner would lose the account for good; so it may only stop it for now.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from idp.assurance.pieces import ShownPiece
from idp.factors.domain import Credential
from idp.kernel.ids import Id

_ENOUGH: Final = 2
"""From which bound on a means may take away what is older, if that is bound no higher."""


def may_take(
    target: Credential, shown: Iterable[ShownPiece], held: Collection[Credential], at: datetime
) -> bool:
    """Whether a sign-in that showed these may remove, replace, renew or give back this means.

    It showed the means itself, one that was enrolled before it, or one that is bound at 2 or more
    and as high; of those only what is settled and not stopped counts (factors 1.4, property 6).
    """
    used: set[Id] = {each.credential_id for each in shown}
    return any(_outranks(each, target, at) for each in held if each.id in used)


def may_cancel(
    target: Credential, shown: Iterable[ShownPiece], held: Collection[Credential], at: datetime
) -> bool:
    """Whether a sign-in that showed these may take back this means, which is not effective yet.

    As `may_take`; and whoever has changed the password meanwhile comes first all the same, since
    what is held in its place was there before. To cancel gives nothing: who waits begins anew.
    """
    used: set[Id] = {each.credential_id for each in shown}
    by = [each for each in held if each.id in used and each.id != target.id]
    return may_take(target, shown, held, at) or any(
        each.flagged_at is None and not each.pending(at) and _since(each) < _since(target)
        for each in by
    )


def _since(one: Credential) -> datetime:
    return one.held_since or one.enrolled_at


def _outranks(one: Credential, target: Credential, at: datetime) -> bool:
    if one.id == target.id:
        return True
    if one.flagged_at is not None or one.pending(at):
        return False
    older = one.enrolled_at < _since(target)
    return older or (one.bound >= _ENOUGH and one.bound >= target.bound)
