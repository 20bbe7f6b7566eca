"""A procedure as one value: states, moves, refusals. Checked when it is made, so at import."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from idp.access.desks import Matter
from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.history.domain import EventType
from idp.kernel.refusals import Reason
from idp.law.citations import Citation
from idp.law.terms import TermId


class ImpossibleProcedure(ValueError):
    """A procedure that is not total, or has a state that cannot be reached or left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One move: in the state `source`, `event` leads to `target`.

    `power`: what the actor needs. `second_person`: only by a person who did nothing in the case
    before, with a decision of their own. `any_officer`: also by officers who do not own the case,
    because it only stops what would else go on. `of_person`: only by the person of the case, or
    by who acts for that one as the calling verb found; it takes no power and is offered to no
    officer, and `power` is that of who decides it otherwise.
    `of_rule`: the norm by which a machine alone makes the move (`System.rule`), offered to nobody.
    `needs`: the dataclass of the event's facts.
    `takes`: the actor becomes the owner of the case. `starts`, `stops`: legal terms. `happening` is
    the entry in the history, `if_refused` the one that tells of a second person who was none.
    """

    source: StrEnum
    event: StrEnum
    target: StrEnum
    power: Power
    happening: EventType
    second_person: bool = False
    any_officer: bool = False
    of_person: bool = False
    of_rule: str = ""
    needs: type = NoFacts
    takes: bool = False
    starts: tuple[TermId, ...] = ()
    stops: tuple[TermId, ...] = ()
    if_refused: EventType | None = None

    @property
    def of_owner(self) -> bool:
        """Whether only its owner moves a case that has one: a second person need not own it."""
        return not (self.second_person or self.any_officer)

    @property
    def of_officers(self) -> bool:
        """Whether it is made with a power, and not by the person of the case or by a rule."""
        return not (self.of_person or self.of_rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """`event` is not possible in any of `states`, for this stable reason."""

    states: Collection[StrEnum]
    event: StrEnum
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A case that is in `state` for longer than `after` moves by `event`, as an automatic act.

    From that instant on every other event is refused as EXPIRED, also before the worker came by.
    `rule` is the norm id, or `policy` and the name of the product's rule.
    """

    state: StrEnum
    after: timedelta
    event: StrEnum
    rule: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Who sees a case alone: with one of these powers, at a desk that is competent for it."""

    powers: frozenset[Power]
    matter: Matter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """What may happen to the cases of one kind.

    `citation` is the legal basis. `desk` is the queue in which a case waits that nobody has taken.
    `opening` is the power to open one; None: only a rule or an act of the person does. `final` are
    the states that nothing leaves, `resting` those in which no work is owed and a later event is
    possible. `starts`: the legal terms that run from the opening. `apart`: the states in which only
    those see a case who have a power of it there, as another office has not sent it on yet.
    `matter`: what the person of its cases comes to a desk for, where it is one.

    Raises ImpossibleProcedure.
    """

    name: str
    citation: Citation
    desk: str
    states: type[StrEnum]
    events: type[StrEnum]
    initial: StrEnum
    final: Collection[StrEnum]
    opening: Power | None
    transitions: tuple[Transition, ...]
    refusals: tuple[Refusal, ...] = ()
    resting: Collection[StrEnum] = ()
    lapses: tuple[Lapse, ...] = ()
    starts: tuple[TermId, ...] = ()
    apart: Collection[StrEnum] = ()
    matter: Matter | None = None

    def __post_init__(self) -> None:
        faults = [*self._faults()]
        if faults:
            raise ImpossibleProcedure(f"{self.name}: {'; '.join(faults)}")

    def move(self, state: str, event: str) -> Transition | Reason:
        """The move of this event in this state, or why there is none.

        Raises LookupError for a state or an event of another procedure.
        """
        for move in self.transitions:
            if move.source == state and move.event == event:
                return move
        for refusal in self.refusals:
            if refusal.event == event and state in refusal.states:
                return refusal.reason
        raise LookupError(f"{self.name} knows no {event} in {state}")

    def moves_from(self, state: str) -> tuple[Transition, ...]:
        """The moves that are possible in this state, in the order of their declaration."""
        return tuple(each for each in self.transitions if each.source == state)

    def lapse_of(self, state: str) -> Lapse | None:
        return next((each for each in self.lapses if each.state == state), None)

    @property
    def has_terms(self) -> bool:
        """Whether a term of the law ever runs in a case of this procedure."""
        return bool(self.starts) or any(each.starts for each in self.transitions)

    def interruptions(self, term: TermId) -> frozenset[str]:
        """The events that stop a term because the case has to be completed, before it runs anew."""
        begins = {each.source for each in self.transitions if term in each.starts}
        return frozenset(
            str(each.event)
            for each in self.transitions
            if term in each.stops and each.target in begins
        )

    def apart_for(self, state: str) -> Apart | None:
        """Who sees a case in this state alone; None where whoever reads such cases does."""
        if state not in self.apart:
            return None
        powers = {each.power for each in self.moves_from(state) if each.of_officers}
        return Apart(frozenset(powers), self.matter)

    def owes_work(self, state: str) -> bool:
        """Whether somebody has to do something about a case in this state."""
        return state not in self.final and state not in self.resting

    def _faults(self) -> Iterator[str]:
        pairs = Counter([(each.source, each.event) for each in self.transitions])
        pairs.update((state, each.event) for each in self.refusals for state in each.states)
        for state in self.states:
            for event in self.events:
                told = pairs.pop((state, event), 0)
                if told != 1:
                    yield f"{event} in {state} is told {told} times"
        yield from (f"{event} in {state} is of another procedure" for state, event in pairs)
        yield from self._faults_of_states()
        yield from self._faults_of_lapses()

    def _faults_of_states(self) -> Iterator[str]:
        reached = self._closure({self.initial}, forwards=True)
        yield from (f"{state} is never reached" for state in self.states if state not in reached)
        left = {each.source for each in self.transitions}
        yield from (f"{state} is final and is left" for state in self.final if state in left)
        ended = self._closure({*self.final, *self.resting}, forwards=False)
        yield from (f"{state} never ends" for state in self.states if state not in ended)
        asked = Counter(each.source for each in self.transitions if each.second_person)
        yield from (
            f"{state} waits for two decisions at once"
            for state, times in asked.items()
            if times > 1
        )

    def _faults_of_lapses(self) -> Iterator[str]:
        for lapse in self.lapses:
            moves = [each for each in self.moves_from(lapse.state) if each.event == lapse.event]
            if not any(each.needs is NoFacts and not each.second_person for each in moves):
                yield f"{lapse.state} cannot lapse by {lapse.event}"
            if not self.owes_work(lapse.state):
                yield f"{lapse.state} lapses and owes no work"

    def _closure(self, states: set[StrEnum], *, forwards: bool) -> set[StrEnum]:
        """All states that follow these, or that lead to them."""
        arrows = [(each.source, each.target) for each in self.transitions]
        arrows = arrows if forwards else [(after, before) for before, after in arrows]
        while True:
            more = {after for before, after in arrows if before in states} - states
            if not more:
                return states
            states = states | more
