"""A move that is about to be made, what its effect did, and the answer of the engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from idp.casework.domain.cases import Case
from idp.casework.domain.procedure import Transition
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What the effect of a move is given. `case` is as it was before; it is locked.

    `authors`: who opened and moved the case before, where the move takes a second person.
    """

    case: Case
    transition: Transition
    actor: Actor
    facts: Any
    at: datetime
    authors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What an effect did. `told`: facts for the history; `result`: for the caller alone."""

    told: Mapping[str, Any] = field(default_factory=dict)
    result: Any = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a slice does when a case moves, inside the engine's unit of work, before its write.

    `check` may refuse the move and changes nothing; it runs before a second person's decision is
    used up. `run` changes what belongs to the slice, and refuses nothing any more.
    """

    run: Callable[[Move], Done]
    check: Callable[[Move], Refused | None] | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The case after the move, and the `result` of its effect."""

    case: Case
    result: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom a case is about: a person, a relying party, or another body.

    It is not the body of the officers who work on it: every case waits for all who have the power.
    """

    subject_id: Id | None = None
    client_id: str | None = None
    body_id: Id | None = None


@dataclass(frozen=True, slots=True)
class OfferedMove:
    """A move of the case's state, and why this actor may not make it now; None: they may."""

    transition: Transition
    refused: Reason | None
