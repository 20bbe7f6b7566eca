"""Which of two registrations of one person survives, or what only an officer can decide. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from idp.kernel.ids import Id


class JoinHeld(StrEnum):
    """Why two registrations are not joined by the machine; each has a next step of its own."""

    BOTH_USED = "both_used"
    """Relying parties know a `sub` of either."""
    UNUSED_LOCKED = "unused_locked"
    """A body locked the one that would go: joining it would end that decision."""
    UNUSED_WARD = "unused_ward"
    """A body recorded a guardianship of the one that would go, and none of the other (D14.2)."""
    UNUSED_HAS_CASE = "unused_has_case"
    NOT_MATCHED = "not_matched"
    """One of them only says to have its number (D3.3)."""
    PARTED_BEFORE = "parted_before"
    """They were joined before, and an officer undid it."""
    FORMER_NUMBER = "former_number"
    """The number that is told is one which the other had before, and not the one it has."""


@dataclass(frozen=True, slots=True)
class OneOfTwo:
    """One of the two, as far as it matters here.

    `used`: its account was activated once. `has_account`: it has one, be it used or not. `ward`: a
    body recorded a guardianship.
    """

    subject_id: Id
    matched: bool
    has_account: bool
    used: bool
    locked: bool
    ward: bool
    has_case: bool


class Joining(NamedTuple):
    """`joined` becomes part of `surviving`."""

    joined: OneOfTwo
    surviving: OneOfTwo


def joining(told: OneOfTwo, holder: OneOfTwo, *, parted: bool, former: bool) -> Joining | JoinHeld:
    """Which one survives: the used one, else that with an account, else who has the number.

    `holder` has the number that the registry says `told` has now. `parted`: they were joined
    before, and that was undone. `former`: the holder has that number no more.
    """
    if former:
        return JoinHeld.FORMER_NUMBER
    if not (told.matched and holder.matched):
        return JoinHeld.NOT_MATCHED
    if told.used and holder.used:
        return JoinHeld.BOTH_USED
    stays = (told.used, told.has_account) > (holder.used, holder.has_account)
    pair = Joining(holder, told) if stays else Joining(told, holder)
    return JoinHeld.PARTED_BEFORE if parted else _lost(pair) or pair


def _lost(pair: Joining) -> JoinHeld | None:
    """What of the one that goes would be lost."""
    if pair.joined.locked:
        return JoinHeld.UNUSED_LOCKED
    if pair.joined.ward and not pair.surviving.ward:
        return JoinHeld.UNUSED_WARD
    return JoinHeld.UNUSED_HAS_CASE if pair.joined.has_case else None
