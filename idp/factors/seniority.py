"""Which credential may remove another: never a younger one that is bound lower.

A thief of the password adds their own credential within a minute. If that could remove the older
ones, the owner would lose the account for good; so it may only stop them resumably.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from idp.assurance.pieces import ShownPiece
from idp.factors.domain import Credential
from idp.kernel.ids import Id

_ENOUGH: Final = 2
"""The lowest bound from which a credential may remove an older one that is bound no higher."""


def may_remove(
    target: Credential, shown: Iterable[ShownPiece], held: Collection[Credential], at: datetime
) -> bool:
    """Whether a sign-in with this evidence may remove, replace, renew or restore this credential.

    It has to include the credential itself, an older one, or one that is bound at 2 or more and as
    high; pending and stopped ones do not count (factors 1.4, property 6).
    """
    used: set[Id] = {each.credential_id for each in shown}
    return any(_outranks(each, target, at) for each in held if each.id in used)


def may_cancel(
    target: Credential, shown: Iterable[ShownPiece], held: Collection[Credential], at: datetime
) -> bool:
    """Whether a sign-in with this evidence may cancel this credential, which is not effective yet.

    As `may_remove`; a changed password counts as old as the first it replaced (`held_since`).
    Cancelling is harmless: the person can add the credential again.
    """
    used: set[Id] = {each.credential_id for each in shown}
    by = [each for each in held if each.id in used and each.id != target.id]
    return may_remove(target, shown, held, at) or any(
        each.disabled_at is None and not each.pending(at) and _since(each) < _since(target)
        for each in by
    )


def contact_outranks(target: Credential, *, set_at: datetime, bound: int) -> bool:
    """Whether a contact may be what replaces this credential, by the rule of `may_remove`."""
    return set_at < _since(target) or (bound >= _ENOUGH and bound >= target.bound)


def _since(one: Credential) -> datetime:
    return one.held_since or one.enrolled_at


def _outranks(one: Credential, target: Credential, at: datetime) -> bool:
    if one.id == target.id:
        return True
    if one.disabled_at is not None or one.pending(at):
        return False
    older = one.enrolled_at < _since(target)
    return older or (one.bound >= _ENOUGH and one.bound >= target.bound)
