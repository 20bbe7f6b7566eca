"""A use that waits for a guardian (D14.2-1), and what comes of the answers. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from idp.kernel.ids import Id
from idp.representation.domain import Representation, agents_of, is_agreed


class HoldState(StrEnum):
    """How far one use is."""

    UNASKED = "unasked"
    AWAITING = "awaiting_guardian"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NOBODY = "nobody"
    """Nobody who could confirm is on record, or nobody any more who did."""
    OF_ANOTHER = "of_another"
    """Another person asked in this transaction, before this one signed in in the same browser."""


@dataclass(frozen=True, slots=True)
class GuardianAnswer:
    """An agent's answer to a request: a yes with the optional items that were ticked, or a no."""

    agent_id: Id
    agreed: bool
    chosen: frozenset[str]
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianRequest:
    """What a child or ward asked to be confirmed: one use, at one relying party.

    `scope`, `claims`: what the party asked, by name; `items`: those of them to be agreed to.
    `level`: of the sign-in. `decided_at`: when it was confirmed or refused. `ended_at`: when the
    sign-in was ended, by who asked or by its answer.
    """

    transaction_id: Id
    subject_id: Id
    client_id: str
    scope: tuple[str, ...]
    claims: tuple[str, ...]
    items: tuple[str, ...]
    level: int
    asked_at: datetime
    expires_at: datetime
    decided_at: datetime | None = None
    ended_at: datetime | None = None
    answers: tuple[GuardianAnswer, ...] = ()

    def is_open(self, now: datetime) -> bool:
        """Whether an answer still counts."""
        return self.decided_at is None and self.ended_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class GuardianHold:
    """The hold of one transaction; `guardians` are those whose yes it goes on by."""

    state: HoldState
    guardians: tuple[Id, ...] = ()


def hold_of(request: GuardianRequest | None, held: Collection[Representation]) -> GuardianHold:
    """How far the use is; `held`: the records of who acts for the person that hold now.

    A yes counts only as long as who gave it may give it: one that ended meanwhile is none.
    """
    if request is None:
        return GuardianHold(HoldState.UNASKED if agents_of(held) else HoldState.NOBODY)
    if any(not each.agreed for each in request.answers):
        return GuardianHold(HoldState.REFUSED)
    agreed = tuple(each.agent_id for each in request.answers)
    if is_agreed(held, agreed):
        return GuardianHold(HoldState.CONFIRMED, agreed)
    waits = request.decided_at is None and agents_of(held).difference(agreed)
    return GuardianHold(HoldState.AWAITING if waits else HoldState.NOBODY)


def chosen_by_all(answers: Collection[GuardianAnswer]) -> tuple[frozenset[str], int]:
    """The optional items that everybody ticked, and the shortest of their durations in days."""
    chosen = frozenset[str].intersection(*(each.chosen for each in answers))
    return chosen, min(each.days for each in answers)
