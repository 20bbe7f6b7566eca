"""What the engine asks of others: who may, and whether a second person decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from idp.access.desks import Matter
from idp.access.powers import Power, may
from idp.casework.domain.moves import Move
from idp.kernel.actors import Actor, Operator, SecondPerson
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused


class May(Protocol):
    """The table of powers."""

    def __call__(
        self, actor: Actor, power: Power, now: datetime, matter: Matter | None = None, /
    ) -> Reason | None:
        """Why this actor may not do it now; None when they may. `matter` as of the person."""


class Matters(Protocol):
    """Who people are, as far as it decides who may act for them."""

    def matter_of(self, subject_id: Id | None) -> Matter | None:
        """What they come to a counter for; None of no person, and of an organisation."""

    def is_one_person(self, one: Id, other: Id) -> bool:
        """Whether both are one person, who may have an account of each kind."""


class Approvals(Protocol):
    """The decisions of second persons."""

    def refusal(self, actor: Actor, authors: Sequence[Actor]) -> Reason | None:
        """Why this actor is no second person after these.

        FOUR_EYES for one of them, NOT_AUTHORISED where nothing proves that there are two.
        """

    def accept(self, move: Move, signature: object) -> Id | Refused | None:
        """The id of the signed decision; None where none is asked for.

        Refused: as `refusal` says of `move.authors`, and as the decision is checked.
        """

    def moved(self, case_id: Id, actor: Actor) -> None:
        """The case has another version: what waits for signatures about it is void.

        Joins the unit of work that wrote it.
        """


@dataclass(frozen=True, slots=True)
class UnsignedApprovals:
    """Two people by who they are, until officers sign what they decide."""

    second_person: SecondPerson

    def refusal(self, actor: Actor, authors: Sequence[Actor]) -> Reason | None:
        """FOUR_EYES before NOT_AUTHORISED: who is one of them is told so."""
        reasons = [self.second_person.refusal(each, actor) for each in authors]
        told = [each for each in reasons if each is not None]
        return Reason.FOUR_EYES if Reason.FOUR_EYES in told else next(iter(told), None)

    def accept(self, move: Move, signature: object) -> Id | Refused | None:  # noqa: ARG002
        """Refused: as `refusal` says."""
        reason = self.refusal(move.actor, move.authors)
        return None if reason is None else Refused(reason)

    def moved(self, case_id: Id, actor: Actor) -> None:
        """Nothing waits for signatures."""


@dataclass(frozen=True, slots=True)
class Powers:
    """The table of powers. `demo`: one shell plays everybody, in the demonstration alone."""

    demo: bool = False

    def __call__(
        self, actor: Actor, power: Power, now: datetime, matter: Matter | None = None
    ) -> Reason | None:
        """As `idp.access.powers.may`."""
        if self.demo and isinstance(actor, Operator):
            return None
        return may(actor, power, now, matter)
