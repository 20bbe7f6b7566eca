"""A case, its events, and what an event leads to: functions from values to a value."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, assert_never

from idp.casework.domain.procedure import Lapse, Procedure, Transition
from idp.history.actors import operator_id
from idp.kernel.actors import ActingClient, Actor, Officer, Operator, Person, System, Unproven
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.law.terms import TermId

NO_TERM: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""What is kept where nothing is due, so that a list by due instants ends with those cases."""
ASSIGNED: Final = "assigned"
"""The event of the engine itself: another owner, or none."""
RECOUNTED: Final = "recounted"
"""The event of the engine itself: its terms are due at other instants, by a newer calendar. The
member `terms` of its facts are the new ones, as ISO 8601."""
OPENED: Final = "opened"
"""The first event of every case."""
CARRIED_OVER: Final = "carried_over"
"""The event of a case of a release without this engine: the state it was found in, without terms.
"""
_SAME_STATE: Final = frozenset({ASSIGNED, RECOUNTED})


class OwnerKind(StrEnum):
    """What an owner is found by."""

    OFFICER = "officer"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`number` is public and tells nothing. `rule_set`: the law's terms it was opened under.

    `desk` is the queue it waits in while it has no `owner`. `version` counts its events. `due_by`:
    the earliest of its terms, and of the instant at which its state lapses; None where nothing is
    due. `closed_at`: since when no work is owed.
    """

    id: Id
    number: str
    procedure: str
    rule_set: str
    subject_id: Id | None
    client_id: str | None
    body_id: Id | None
    desk: str
    owner: str | None
    state: str
    version: int
    opened_at: datetime
    closed_at: datetime | None
    due_by: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One event: it made `version` of the case, in `state`. `facts` are JSON members.

    `decision_id` is the signed decision of a second person. `due_by` as of the case, after it.
    """

    case_id: Id
    version: int
    event: str
    state: str
    actor: Actor
    facts: Mapping[str, Any]
    at: datetime
    decision_id: Id | None
    due_by: datetime | None


Due = Callable[[TermId, datetime], datetime]
"""The instant at which a term that starts at an instant is due, under the case's rule set."""


def owner_of(actor: Actor) -> str | None:
    """What the case keeps of its owner: whose work it is. None for who can own none."""
    match actor:
        case Officer():
            return f"{OwnerKind.OFFICER}:{actor.officer_id}"
        case Operator():
            return f"{OwnerKind.OPERATOR}:{operator_id(actor)}"
        case Person() | ActingClient() | System() | Unproven():
            return None
        case _:
            assert_never(actor)


def owner_refusal(case: Case, move: Transition, actor: Actor) -> Reason | None:
    """CASE_OF_ANOTHER for an officer who would move what a colleague is in charge of (A4.3).

    A case at rest is nobody's work. Commands and programs are no colleagues: what they may move is
    said by the table of powers, and what one of them took is open to every officer.
    """
    owned = case.owner is not None and case.owner.startswith(f"{OwnerKind.OFFICER}:")
    if not owned or case.closed_at is not None or not move.of_owner:
        return None
    another = isinstance(actor, Officer) and owner_of(actor) != case.owner
    return Reason.CASE_OF_ANOTHER if another else None


def name_of_owner(owner: str | None) -> str | None:
    """The officer's id, or the user of the operating system at a host."""
    return None if owner is None else owner.partition(":")[2]


def authors_in(events: Iterable[CaseEvent]) -> list[Actor]:
    """Everybody who opened or moved the case: none of them is its second person."""
    return [
        each.actor
        for each in events
        if each.event not in _SAME_STATE and not isinstance(each.actor, System)
    ]


def facts_in(events: Iterable[CaseEvent]) -> dict[str, Any]:
    """What the opening and the moves of a case said, a later one in place of an earlier one."""
    told = [each.facts for each in events if each.event not in _SAME_STATE]
    return {name: value for each in told for name, value in each.items()}


def has_lapsed(lapse: Lapse, events: Sequence[CaseEvent], now: datetime) -> bool:
    """Whether a case with these events has been in its state for too long."""
    return lapses_at(lapse, events) <= now


def lapses_at(lapse: Lapse, events: Sequence[CaseEvent]) -> datetime:
    """When a case with these events has been in its state for too long."""
    entered = next(each.at for each in reversed(events) if each.event not in _SAME_STATE)
    return entered + lapse.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a case is after an event: its state, its running terms (name -> due), what lapses.

    `owner` and `closed_at` are those of the case.
    """

    state: str
    version: int
    terms: Mapping[TermId, datetime]
    lapses_at: datetime | None
    owner: str | None
    closed_at: datetime | None

    @property
    def due_by(self) -> datetime | None:
        ends = [*self.terms.values(), *([self.lapses_at] if self.lapses_at else [])]
        return min(ends, default=None)


def opened(procedure: Procedure, at: datetime, due: Due) -> Standing:
    """A case of this procedure after its first event."""
    return Standing(
        state=procedure.initial,
        version=1,
        terms={term: due(term, at) for term in procedure.starts},
        lapses_at=_lapses_at(procedure, procedure.initial, at),
        owner=None,
        closed_at=None,
    )


def moved(
    procedure: Procedure,
    before: Standing,
    move: Transition,
    actor: Actor,
    at: datetime,
    due: Due,
) -> Standing:
    """The case after one more event; every term that runs stops where no work is owed."""
    stopped = set(move.stops) if procedure.owes_work(move.target) else set(before.terms)
    terms = {term: end for term, end in before.terms.items() if term not in stopped}
    terms |= {term: due(term, at) for term in move.starts}
    return Standing(
        state=move.target,
        version=before.version + 1,
        terms=terms,
        lapses_at=_lapses_at(procedure, move.target, at),
        owner=owner_of(actor) if move.takes else before.owner,
        closed_at=_closed_at(procedure, before, move.target, at),
    )


def carried_over(procedure: Procedure, before: Standing, state: str, at: datetime) -> Standing:
    """The case in a state that a release without this engine gave it: no term, no owner."""
    return Standing(
        state=state,
        version=before.version + 1,
        terms={},
        lapses_at=_lapses_at(procedure, state, at),
        owner=None,
        closed_at=_closed_at(procedure, before, state, at),
    )


def is_as(case: Case, standing: Standing) -> bool:
    """Whether what is kept of a case is what its events leave."""
    kept = (case.state, case.version, case.owner, case.closed_at, case.due_by)
    left = (standing.state, standing.version, standing.owner, standing.closed_at, standing.due_by)
    return kept == left


def replay(procedure: Procedure, events: Iterable[CaseEvent], due: Due) -> Standing:
    """The case as its events leave it; what is kept of it has to equal this.

    Raises ValueError for events that no case of this procedure can have.
    """
    first, *more = events
    if first.event != OPENED:
        raise ValueError("a case begins by being opened")
    standing = opened(procedure, first.at, due)
    for each in more:
        standing = _after(procedure, standing, each, due)
    return standing


def _after(procedure: Procedure, before: Standing, event: CaseEvent, due: Due) -> Standing:
    version = before.version + 1
    if event.event == ASSIGNED:
        return replace(before, version=version, owner=event.facts.get("owner"))
    if event.event == RECOUNTED:
        told = event.facts["terms"].items()
        ends = {TermId(term): datetime.fromisoformat(end) for term, end in told}
        return replace(before, version=version, terms={**before.terms, **ends})
    if event.event == CARRIED_OVER:
        return carried_over(procedure, before, event.state, event.at)
    move = procedure.move(before.state, event.event)
    if isinstance(move, Reason):
        raise ValueError(f"{event.event} is not possible in {before.state}")  # noqa: TRY004
    return moved(procedure, before, move, event.actor, event.at, due)


def _lapses_at(procedure: Procedure, state: str, at: datetime) -> datetime | None:
    lapse = procedure.lapse_of(state)
    return None if lapse is None else at + lapse.after


def _closed_at(procedure: Procedure, before: Standing, state: str, at: datetime) -> datetime | None:
    return None if procedure.owes_work(state) else before.closed_at or at
