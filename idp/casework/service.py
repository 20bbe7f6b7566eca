"""The engine: the only writer of cases. One move is one unit of work."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeGuard

from sqlalchemy import bindparam, select

from idp.casework.domain.cases import (
    ASSIGNED,
    CARRIED_OVER,
    NO_TERM,
    OPENED,
    RECOUNTED,
    Case,
    CaseEvent,
    Due,
    OwnerKind,
    Standing,
    authors_in,
    carried_over,
    has_lapsed,
    lapses_at,
    moved,
    opened,
    owner_of,
    owner_refusal,
)
from idp.casework.domain.facts import NoFacts, personal_texts, to_document
from idp.casework.domain.moves import About, Done, Move, Moved, OfferedMove
from idp.casework.domain.procedure import Procedure, Transition
from idp.casework.effects import Effects
from idp.casework.permissions import Permissions
from idp.casework.ports import Approvals
from idp.casework.rows import (
    BY_NUMBER,
    CASE,
    EVENTS,
    EVENTS_OF,
    INSERT_CASE,
    INSERT_EVENT,
    LOCKED,
    MOVE,
    case_columns,
    case_from,
    event_columns,
    event_from,
)
from idp.casework.typed_texts import TypedTexts
from idp.deadlines.service import Deadlines
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.search_leads import SEARCHES, lead_to, searches_before
from idp.history.service import NO_FACTS
from idp.kernel.actors import Actor, Officer, Operator, Person, System
from idp.kernel.ids import Id, is_id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.kernel.texts import is_storable
from idp.law.terms import TermId

NOBODY: Final = About()
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: a number is read out on the telephone."""
_GROUP: Final = 4
_GROUPS: Final = 3
_AT_ONCE: Final = 100
_LAPSED: Final = (
    select(CASE.c.id)
    .where(
        CASE.c.procedure == bindparam("procedure"),
        CASE.c.state == bindparam("state"),
        CASE.c.due_by <= bindparam("now"),
    )
    .order_by(CASE.c.due_by, CASE.c.id)
    .limit(_AT_ONCE)
)
_HOLD: Final = (
    select(CASE.c.id)
    .where(CASE.c.id.in_(bindparam("cases", expanding=True)))
    .order_by(CASE.c.id)
    .with_for_update()
)
_EARLIER: Final = System(rule="policy cases of earlier releases")
_CALENDAR: Final = System(rule="X7.2")
_OWNED: Final = (
    select(CASE)
    .where(
        CASE.c.owner == bindparam("owner"),
        CASE.c.closed_at.is_(None),
        CASE.c.id > bindparam("after", type_=CASE.c.id.type),
    )
    .order_by(CASE.c.id)
    .limit(_AT_ONCE)
)
_NEXT_OWNER: Final = (
    select(CASE.c.owner)
    .where(
        CASE.c.owner > bindparam("after", type_=CASE.c.owner.type),
        CASE.c.owner.startswith(bindparam("kind", type_=CASE.c.owner.type)),
        CASE.c.closed_at.is_(None),
    )
    .order_by(CASE.c.owner)
    .limit(1)
)
_FIRST_CASE: Final[Id] = "00000000-0000-0000-0000-000000000000"


class Released(NamedTuple):
    """How many cases went back into their queues, and the last one looked at; None: it was all."""

    cases: int
    after: Id | None


@dataclass(frozen=True)
class Cases:
    """Moves the cases of `procedures`, by name; a case of another one is not found.

    `effects`: what a slice does when an event of a procedure moves a case. `permissions` says who
    may, `approvals` are the decisions of second persons. `rule_set`: under which new cases are
    opened, and their terms counted. `texts`: how facts are kept in which people are named.
    """

    context: ServiceContext
    procedures: Mapping[str, Procedure]
    effects: Effects
    permissions: Permissions
    approvals: Approvals
    deadlines: Deadlines
    rule_set: RuleSetName
    texts: TypedTexts

    def open(  # noqa: PLR0913 - what a case begins with
        self,
        procedure: Procedure,
        actor: Actor,
        happening: EventType,
        *,
        about: About = NOBODY,
        facts: object = NoFacts(),
        told: Mapping[str, Any] = NO_FACTS,
        case_id: Id | None = None,
        number: str | None = None,
        received_at: datetime | None = None,
    ) -> Case | Refused:
        """Open a case; joins the verb of the slice that keeps what the case is about.

        `case_id`: of the slice's own row. `told`: facts for the history. `received_at`: when what
        it is about came in, where that was before now: its terms run from then. A person, a client
        or a rule opens a case by something they did, which the calling verb has decided; an officer
        or an operator needs the power `procedure.opening`. Refused: as `may` says.
        """
        refused = self._opening_refusal(procedure, actor, about)
        if refused is not None:
            return Refused(refused)
        made = case_id or new_id()
        with self.context.database.transaction():
            now = received_at or self.context.clock.now()
            standing = opened(procedure, now, self._starter(made, procedure, self.rule_set))
            came = self._opened(procedure, standing, made, number or new_number(), about)
            case = replace(came, opened_at=now)
            self.context.database.enqueue(INSERT_CASE, **case_columns(case))
            kept = self._kept(case, facts)
            self._record(case, OPENED, actor, facts=kept, decision_id=None, at=now)
            self._tell(case, happening, actor, {**_as_kept(told, kept), **self._led(case, actor)})
        return case

    def _led(self, case: Case, actor: Actor) -> Mapping[str, Any]:
        """What history tells of the searches by which an officer found the person of a new case."""
        database, now = self.context.database, self.context.clock.now()
        searches = searches_before(database, actor, case.subject_id, now)
        lead_to(database, searches, case.id, now)
        return {SEARCHES: list(searches)} if searches else NO_FACTS

    def _opened(
        self, procedure: Procedure, standing: Standing, case_id: Id, number: str, about: About
    ) -> Case:
        return Case(
            id=case_id,
            number=number,
            procedure=procedure.name,
            rule_set=self.rule_set,
            subject_id=about.subject_id,
            client_id=about.client_id,
            body_id=about.body_id,
            desk=procedure.desk,
            owner=None,
            state=standing.state,
            version=standing.version,
            opened_at=self.context.clock.now(),
            closed_at=None,
            due_by=standing.due_by,
        )

    def fire(
        self,
        case_id: Id,
        event: str,
        actor: Actor,
        facts: object = NoFacts(),
        *,
        version: int | None = None,
        signature: object = None,
    ) -> Moved | Refused:
        """Move a case by an event of its procedure, all of it or nothing.

        `version` is that of the page on which it was decided; None for a command, which decides on
        the case as it is. `signature`: the decision of a second person.

        Refused: NOT_FOUND; CASE_MOVED when the case is no more what the page showed, or another one
        was faster; the reason that the procedure states for an event that is not possible; EXPIRED
        when the state has lapsed; as `may` says; FOUR_EYES for one who acted in the case before,
        and as `Approvals` says; CASE_OF_ANOTHER for an officer where a colleague owns the case, but
        for what any officer may do; and what the effect refuses.
        """
        with self.context.database.transaction():
            case = self._current(case_id, version)
            if isinstance(case, Refused):
                return case
            return self._fire(case, event, actor, facts, signature)

    def approve(
        self,
        case_id: Id,
        actor: Actor,
        facts: object = NoFacts(),
        *,
        version: int | None = None,
        signature: object = None,
    ) -> Moved | Refused:
        """Make the one move of the case's state that waits for a second person.

        Refused as `fire`; STATE_ALREADY_HOLDS where nothing waits.
        """
        with self.context.database.transaction():
            case = self._current(case_id, version)
            if isinstance(case, Refused):
                return case
            moves = self.procedures[case.procedure].moves_from(case.state)
            waiting = next((each for each in moves if each.second_person), None)
            if waiting is None:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            return self._fire(case, waiting.event, actor, facts, signature)

    def assign(
        self, case_id: Id, actor: Actor, *, owner: Actor | None, version: int | None = None
    ) -> Moved | Refused:
        """Give a case to another owner, or back to its desk's queue; its due instant stays.

        Refused: NOT_FOUND; CASE_MOVED; STATE_ALREADY_HOLDS when no work is owed, or it is theirs;
        NOT_AUTHORISED for an actor or owner who can make no move of its state.
        """
        with self.context.database.transaction():
            case = self._current(case_id, version)
            if isinstance(case, Refused):
                return case
            theirs = None if owner is None else owner_of(owner)
            if case.closed_at is not None or theirs == case.owner:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            if not all(self._can_move(case, each) for each in (actor, owner) if each is not None):
                return Refused(Reason.NOT_AUTHORISED)
            return self._assign(case, actor, theirs)

    def release(
        self, owner: str, actor: Actor, *, still: Collection[Actor] = (), after: Id = _FIRST_CASE
    ) -> Released:
        """Put open cases of an owner back into their queues, at most a hundred in one unit of work.

        For who cannot work on them any more. `still`: in which capacities the owner acts on; a case
        that one of them may move stays, and is not locked. `after`: the last case looked at.
        """

        def is_left(case: Case | None) -> TypeGuard[Case]:
            if case is None or case.owner != owner or case.closed_at is not None:
                return False
            return not any(self._can_move(case, each) for each in still)

        rows = self.context.database.all(_OWNED, owner=owner, after=after)
        known = [case_from(row) for row in rows if row.procedure in self.procedures]
        left = [case.id for case in known if is_left(case)]
        released = 0
        if left:
            with self.context.database.transaction():
                for case in filter(is_left, [self._locked(each) for each in left]):
                    self._assign(case, actor, None)
                    released += 1
        return Released(released, rows[-1].id if len(rows) == _AT_ONCE else None)

    def owners(self, kind: OwnerKind) -> Iterator[str]:
        """Who of this kind owns an open case, each once."""
        owner = f"{kind}:"
        while row := self.context.database.one(_NEXT_OWNER, after=owner, kind=f"{kind}:"):
            owner = row.owner
            yield owner

    def hold(self, case_ids: Collection[Id]) -> None:
        """Lock these cases before anything of their people, as a move does; joins the unit of work.

        Who locks a person first and then moves the case waits for an officer who waits for them.
        """
        self.context.database.all(_HOLD, cases=sorted(case_ids))

    def recounted(self, case_ids: Collection[Id]) -> None:
        """Their running terms are due at other instants now: each case gets an event (X7.2).

        Joins the unit of work of `hold`. What is no case of this engine is passed over.
        """
        for each in sorted(case_ids):
            case = self._locked(each)
            if case is not None and case.closed_at is None:
                self._recounted(case)

    def carried_over(self, case_id: Id, state: str, remarks: Mapping[str, Any]) -> Case | None:
        """The case in a state that a process of an earlier release gave its row; None unchanged.

        Its terms stop, and it has no owner: names that were typed there (`remarks`) prove nobody.
        Joins the unit of work of `hold` in which that row was read.
        """
        case = self._locked(case_id)
        if case is None or case.state == state:
            return None
        procedure = self.procedures[case.procedure]
        if state not in set(procedure.states):
            return None
        running = self._running(case, procedure)
        after = carried_over(procedure, _standing(case, running), state, self.context.clock.now())
        for term in running:
            self.deadlines.stop(case.id, term, CARRIED_OVER)
        carried = self._update(_as(case, after), case, _EARLIER)
        self._record(carried, CARRIED_OVER, _EARLIER, facts=remarks, decision_id=None)
        facts = {"case": case.id, "number": case.number, "version": carried.version}
        told = facts | {"from": case.state, "to": state}
        self.context.history.append(EventType.CASE_CARRIED_OVER, actor=_EARLIER, facts=told)
        return carried

    def lapse(self) -> int:
        """Move the cases whose state has lapsed, as automatic acts; how many (a worker's duty)."""
        now = self.context.clock.now()
        made = 0
        for procedure in self.procedures.values():
            for lapse in procedure.lapses:
                found = self.context.database.all(
                    _LAPSED, procedure=procedure.name, state=lapse.state, now=now
                )
                rule = System(rule=lapse.rule)
                answers = [self.fire(row.id, lapse.event, rule) for row in found]
                made += sum(isinstance(answer, Moved) for answer in answers)
        return made

    def by_number(self, number: str) -> Case | None:
        """The case of a public number, of any procedure that this engine moves."""
        if not is_storable(number):
            return None
        row = self.context.database.one(BY_NUMBER, number=number)
        return case_from(row) if row is not None and row.procedure in self.procedures else None

    def events(self, case_id: Id) -> list[CaseEvent]:
        """The events of a case, in order. Texts about its person are as they are kept: sealed."""
        return [event_from(row) for row in self.context.database.all(EVENTS, case=case_id)]

    def events_of(self, case_ids: Collection[Id]) -> Mapping[Id, list[CaseEvent]]:
        """The events of each of these cases, as `events`, by one statement."""
        found: defaultdict[Id, list[CaseEvent]] = defaultdict(list)
        for row in self.context.database.all(EVENTS_OF, cases=list(case_ids)):
            found[row.case_id].append(event_from(row))
        return found

    def events_in_clear(self, cases: Collection[Case]) -> Mapping[Id, list[CaseEvent]]:
        """The events of each of these cases with their texts in clear: two reads for all.

        A text whose person's key was erased is None.
        """
        whose = {each.id: each.subject_id for each in cases}
        texts = self.texts.of_people({each for each in whose.values() if each is not None})
        return {
            case_id: [replace(each, facts=texts.opened(whose[case_id], each.facts)) for each in of]
            for case_id, of in self.events_of(whose).items()
        }

    def is_open(self, case_id: Id) -> bool:
        """Whether work is owed on a case, and its state has not lapsed; not of an unknown one."""
        case = self._locked(case_id)
        return case is not None and self.owes_work(case)

    def owes_work(self, case: Case) -> bool:
        """The same of a case as it was read, which nobody locks: it may move at any time."""
        if case.closed_at is not None:
            return False
        lapse = self.procedures[case.procedure].lapse_of(case.state)
        over = lapse is not None and has_lapsed(
            lapse, self.events(case.id), self.context.clock.now()
        )
        return not over

    def offers(self, case: Case, actor: Actor) -> list[OfferedMove]:
        """Every move of the case's state but the person's own, and why this actor may not."""
        past = self.events(case.id)
        procedure = self.procedures[case.procedure]
        return [
            OfferedMove(each, self._refusal(case, each, actor, past))
            for each in procedure.moves_from(case.state)
            if each.of_officers
        ]

    def _fire(
        self, case: Case, event: str, actor: Actor, facts: object, signature: object
    ) -> Moved | Refused:
        move = self._move(case, event, actor, facts)
        return move if isinstance(move, Refused) else self._make(move, signature)

    def _move(self, case: Case, event: str, actor: Actor, facts: object) -> Move | Refused:
        """The move as it would be made, with everything checked but a second person's decision."""
        procedure = self.procedures[case.procedure]
        found = procedure.move(case.state, event)
        if isinstance(found, Reason):
            return Refused(found)
        if not isinstance(facts, found.needs):
            raise TypeError(f"{event} needs {found.needs.__name__}")
        asks = found.second_person or procedure.lapse_of(case.state) is not None
        past = self.events(case.id) if asks else []
        refused = self._refusal(case, found, actor, past)
        if refused is not None:
            return self._tell_refused(case, found, actor, refused)
        authors = tuple(authors_in(past)) if found.second_person else ()
        return Move(
            case=case,
            transition=found,
            actor=actor,
            facts=facts,
            at=self.context.clock.now(),
            authors=authors,
        )

    def _make(self, move: Move, signature: object) -> Moved | Refused:
        effect, decision_id = self.effects.of(move.case.procedure, move.transition.event), None
        refused = effect.check(move) if effect is not None and effect.check is not None else None
        if refused is not None:
            return refused
        if move.transition.second_person:
            decided = self.approvals.accept(move, signature)
            if isinstance(decided, Refused):
                return self._tell_refused(move.case, move.transition, move.actor, decided.reason)
            decision_id = decided
        done = Done() if effect is None else effect.run(move)
        case = self._write(move)
        kept = self._kept(case, move.facts)
        self._record(case, move.transition.event, move.actor, facts=kept, decision_id=decision_id)
        told = _as_kept(done.told, kept)
        self._tell(case, move.transition.happening, move.actor, told)
        return Moved(case, done.result)

    def _kept(self, case: Case, facts: object) -> dict[str, Any]:
        """The facts as JSON members; texts about the person of the case under that person's key."""
        document = to_document(facts)
        sealed = {
            name: self.texts.keep(case.subject_id, document[name])
            for name in personal_texts(type(facts))
        }
        return document | sealed

    def _write(self, move: Move) -> Case:
        """The conditional write. The row is locked, so it touches exactly one."""
        case, transition = move.case, move.transition
        procedure = self.procedures[case.procedure]
        running = self._running(case, procedure)
        start = self._starter(case.id, procedure, case.rule_set)
        before = _standing(case, running)
        after = moved(procedure, before, transition, move.actor, move.at, start)
        for term in running.keys() - after.terms.keys():
            self.deadlines.stop(case.id, term, str(transition.event))
        return self._update(_as(case, after), case, move.actor)

    def _recounted(self, case: Case) -> None:
        procedure = self.procedures[case.procedure]
        running, lapse = self._running(case, procedure), procedure.lapse_of(case.state)
        ends = None if lapse is None else lapses_at(lapse, self.events(case.id))
        before = replace(_standing(case, running), lapses_at=ends)
        after = self._update(_as(case, replace(before, version=case.version + 1)), case, _CALENDAR)
        told = {"terms": {term: end.isoformat() for term, end in sorted(running.items())}}
        self._record(after, RECOUNTED, _CALENDAR, facts=told, decision_id=None)
        facts = {"case": case.id, "number": case.number, "version": after.version, **told}
        self.context.history.append(EventType.CASE_RECOUNTED, actor=_CALENDAR, facts=facts)

    def _running(self, case: Case, procedure: Procedure) -> dict[TermId, datetime]:
        """The terms that run in the case, and when each is due."""
        if not procedure.has_terms:
            return {}
        found = self.deadlines.of_case(case.id)
        return {each.term: each.due_at for each in found if each.stopped_at is None}

    def _starter(self, case_id: Id, procedure: Procedure, rule_set: str) -> Due:
        """Starts a term of the case and says when it is due."""

        def start(term: TermId, at: datetime) -> datetime:
            started = self.deadlines.start(
                case_id, term, at, case_kind=procedure.name, rule_set=rule_set
            )
            if isinstance(started, Refused):
                raise RuntimeError(f"{term} runs already")  # noqa: TRY004 - a bug, not a type
            return started.due_at

        return start

    def _assign(self, case: Case, actor: Actor, owner: str | None) -> Moved:
        given = self._update(replace(case, owner=owner, version=case.version + 1), case, actor)
        facts = {"owner": owner}
        self._record(given, ASSIGNED, actor, facts=facts, decision_id=None)
        self._tell(given, EventType.CASE_ASSIGNED, actor, facts)
        return Moved(given)

    def _update(self, case: Case, before: Case, actor: Actor) -> Case:
        touched = self.context.database.execute(
            MOVE,
            case=case.id,
            before=before.state,
            from_version=before.version,
            after=case.state,
            to_version=case.version,
            new_owner=case.owner,
            ended_at=case.closed_at,
            due=case.due_by or NO_TERM,
        )
        if touched != 1:
            raise RuntimeError("a locked case was moved by another")
        self.approvals.moved(case.id, actor)
        return case

    def _record(
        self,
        case: Case,
        event: str,
        actor: Actor,
        *,
        facts: Mapping[str, Any],
        decision_id: Id | None,
        at: datetime | None = None,
    ) -> None:
        made = CaseEvent(
            case_id=case.id,
            version=case.version,
            event=event,
            state=case.state,
            actor=actor,
            facts=facts,
            at=at or self.context.clock.now(),
            decision_id=decision_id,
            due_by=case.due_by,
        )
        self.context.database.enqueue(INSERT_EVENT, **event_columns(made))

    def _tell(
        self, case: Case, happening: EventType, actor: Actor, told: Mapping[str, Any]
    ) -> None:
        """The entry in the history, which names the case and its version."""
        self.context.history.append(
            happening,
            subject_id=case.subject_id,
            client_id=case.client_id,
            actor=actor,
            facts={"case": case.id, "number": case.number, "version": case.version, **told},
        )

    def _tell_refused(self, case: Case, move: Transition, actor: Actor, reason: Reason) -> Refused:
        """The refusal; the history has it of a second person, and of a case of another officer."""
        if reason is Reason.CASE_OF_ANOTHER:
            facts = {"event": str(move.event), "reason": reason}
            self._tell(case, EventType.CASE_MOVE_REFUSED, actor, facts)
        elif move.if_refused is not None and reason is not Reason.EXPIRED:
            self._tell(case, move.if_refused, actor, {"reason": reason})
        return Refused(reason)

    def _refusal(
        self, case: Case, move: Transition, actor: Actor, past: list[CaseEvent]
    ) -> Reason | None:
        """Why this actor may not make the move now.

        EXPIRED before everything; NOT_AUTHORISED of what is the person's own, or a
        rule's; FOUR_EYES before what the actor may do otherwise, CASE_OF_ANOTHER after it. A rule
        has no power: it makes the moves that are its own, and the one by which a state lapses, once
        it has.
        """
        now = self.context.clock.now()
        lapse = self.procedures[case.procedure].lapse_of(move.source)
        over = lapse is not None and has_lapsed(lapse, past, now)
        if isinstance(actor, System):
            theirs = lapse is not None and lapse.event == move.event and over
            by_rule = bool(move.of_rule) and move.of_rule == actor.rule and not over
            return None if theirs or by_rule else Reason.NOT_AUTHORISED
        if over:
            return Reason.EXPIRED
        if move.of_rule:
            return Reason.NOT_AUTHORISED
        if move.of_person:
            theirs = isinstance(actor, Person) and case.subject_id in _in_whose_name(actor)
            return None if theirs else Reason.NOT_AUTHORISED
        second = self.approvals.refusal(actor, authors_in(past)) if move.second_person else None
        if second is Reason.FOUR_EYES:
            return second
        powerless = self.permissions.strict(actor, move.power, about=case.subject_id)
        return powerless or owner_refusal(case, move, actor) or second

    def opening_refusal(self, procedure: Procedure, actor: Actor) -> Reason | None:
        """Why an actor may not open a case, asked before the person it is about is looked up."""
        power = procedure.opening
        if power is None:
            return Reason.NOT_AUTHORISED
        return self.permissions.strict(actor, power)

    def _opening_refusal(self, procedure: Procedure, actor: Actor, about: About) -> Reason | None:
        if not isinstance(actor, Officer | Operator):
            return None
        power = procedure.opening
        if power is None:
            return Reason.NOT_AUTHORISED
        return self.permissions.strict(actor, power, about=about.subject_id)

    def _can_move(self, case: Case, actor: Actor) -> bool:
        moves = self.procedures[case.procedure].moves_from(case.state)
        about, asked = case.subject_id, self.permissions.strict
        return any(
            asked(actor, move.power, about=about) is None for move in moves if move.of_officers
        )

    def _current(self, case_id: Id, version: int | None) -> Case | Refused:
        """The case, locked, if it is still what the page showed."""
        case = self._locked(case_id)
        if case is None:
            return Refused(Reason.NOT_FOUND)
        moved_on = version is not None and version != case.version
        return Refused(Reason.CASE_MOVED) if moved_on else case

    def _locked(self, case_id: Id) -> Case | None:
        row = self.context.database.one(LOCKED, case=case_id) if is_id(case_id) else None
        return case_from(row) if row is not None and row.procedure in self.procedures else None


def _in_whose_name(person: Person) -> frozenset[Id]:
    """Whose cases are their own: those of an organisation too, for which they act."""
    both = {person.subject_id, person.acting_for}
    return frozenset(each for each in both if each is not None)


def _standing(case: Case, running: Mapping[TermId, datetime]) -> Standing:
    return Standing(
        state=case.state,
        version=case.version,
        terms=running,
        lapses_at=None,
        owner=case.owner,
        closed_at=case.closed_at,
    )


def _as_kept(told: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What a slice tells the history; a text that is sealed in the event is sealed there too."""
    sealed = {name: value for name, value in kept.items() if isinstance(value, dict)}
    return {name: sealed.get(name, value) for name, value in told.items()}


def _as(case: Case, after: Standing) -> Case:
    """The case as an event leaves it."""
    return replace(
        case,
        state=after.state,
        version=after.version,
        owner=after.owner,
        closed_at=after.closed_at,
        due_by=after.due_by,
    )


def new_number() -> str:
    """Sixty random bits, so that a number does not reveal others or their count."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP))
    groups = (letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
    return "-".join(("HS", *groups))
