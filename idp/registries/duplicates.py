"""Which of two registrations of one person survives, or what only an officer can decide. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from idp.accounts.shown_documents import DocumentData, same_name
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason


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
    body recorded a guardianship, or a register tells of one.
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
        return JoinHeld.PARTED_BEFORE if parted else JoinHeld.BOTH_USED
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


def merge_refusal(one: OneOfTwo, other: OneOfTwo, *, told: bool) -> Reason | None:
    """Why two officers may not make one of the two now; None: they may.

    `told`: the registry still tells that they are one person, and they were not parted before.
    What a body decided about one of them is decided again first: a lock, a guardianship, a case.
    """
    if not told:
        return Reason.CASE_MOVED
    if not (one.matched and other.matched):
        return Reason.MATCH_MISSING
    if one.locked or other.locked:
        return Reason.ACCOUNT_LOCKED
    if one.ward != other.ward:
        return Reason.GUARDIAN_NEEDED
    return Reason.CASE_OPEN if one.has_case or other.has_case else None


def is_document_of_both(known: Sequence[Mapping[str, str]], shown: DocumentData) -> bool:
    """Whether a document is of each of these registrations (`Accounts.registered`).

    Its number is that of one of them; its name and birth date are those of every one.
    """
    return any(each.get("number") == shown.number.strip() for each in known) and all(
        same_name(each.get("name"), shown.name)
        and each.get("birthdate", "") == shown.birthdate.strip()
        for each in known
    )
