"""Records of who acts for whom: kept as their sources tell them, and read."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, func, or_, select, union_all, update

from idp.accounts.domain import AccountStatus, acts_alone, unusable_reason
from idp.accounts.service import Accounts
from idp.casework.permissions import Permissions
from idp.history.actors import to_document
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.service import NO_FACTS
from idp.kernel.actors import Actor, Officer
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id, new_id
from idp.kernel.number_patterns import is_citizens
from idp.kernel.refusals import Reason
from idp.kernel.registries import RegistryName
from idp.platform.database import Prepared, insert_new
from idp.platform.sealing import Sealing
from idp.representation.domain import (
    OF_WARDS,
    Dependence,
    Representation,
    RepresentationKind,
    RepresentedBy,
    StatedAgent,
    acted_lately,
    agents_of,
    in_force,
    may_act_alone,
    names_head,
)
from idp.representation.tables import REPRESENTATION
from idp.subjects.domain import SubjectKind
from idp.subjects.service import NUMBERS, Subjects, number_index

_R: Final = REPRESENTATION.c
_HEAD: Final = RepresentationKind.LEGAL_REPRESENTATIVE
_AGENT: Final = func.coalesce(_R.agent_id, NUMBERS.c.subject_id).label("agent")
_READ: Final = select(
    _R.id,
    _R.principal_id,
    _AGENT,
    _R.number_index,
    _R.kind,
    _R.source,
    _R.starts_on,
    _R.ends_on,
    _R.ended_at,
    _R.jointly,
).select_from(
    REPRESENTATION.outerjoin(
        NUMBERS,
        _R.agent_id.is_(None)
        & or_(
            NUMBERS.c.kind == SubjectKind.CITIZEN.value,
            NUMBERS.c.kind == SubjectKind.FOREIGNER.value,
        )
        & (NUMBERS.c.number_index == _R.number_index),
    )
)
"""An agent who was registered only after the record is found by the number."""


REGISTRIES: Final = frozenset(each.value for each in RegistryName)
"""The sources that are registries; any other is the name of a body."""
GUARDING: Final = (
    select(_R.principal_id, _R.starts_on, _R.ends_on)
    .where(
        _R.ended_at.is_(None),
        _R.kind.in_(sorted(OF_WARDS)),
        _R.source.in_(sorted(REGISTRIES)),
    )
    .subquery("guarding")
)
"""A relation to join: the records of registers by which somebody is a ward, on their days."""


HEADING: Final = (
    select(_R.id, _R.principal_id, _R.starts_on, _R.recorded_at)
    .where(_R.ended_at.is_(None), _R.kind == _HEAD.value)
    .subquery("heading")
)
"""A relation to join: the records by which somebody represents an organisation, on their days."""


class _Read(NamedTuple):
    """A record as it is read; `agent` also where who has the number came later."""

    id: Id
    principal_id: Id
    agent: Id | None
    number_index: bytes | None
    kind: str
    source: str
    starts_on: date
    ends_on: date | None
    ended_at: datetime | None
    jointly: bool


_OF_PRINCIPAL: Final = Prepared(
    _READ.where(_R.principal_id == bindparam("principal")).order_by(_R.id), _Read
)
_OWN_NUMBER: Final = (
    select(NUMBERS.c.number_index)
    .where(NUMBERS.c.subject_id == bindparam("agent"))
    .scalar_subquery()
)
_BY_ID: Final = select(_R.id).where(_R.agent_id == bindparam("agent"))
_BY_NUMBER: Final = select(_R.id).where(_R.agent_id.is_(None), _R.number_index == _OWN_NUMBER)
_OF_AGENT: Final = Prepared(
    _READ.where(_R.id.in_(union_all(_BY_ID, _BY_NUMBER))).order_by(_R.id),
    _Read,
)
"""Two ways, each by its index: of both in one condition SQLite reads the whole table."""
_ADD: Final = insert_new(REPRESENTATION)
_END: Final = (
    update(REPRESENTATION)
    .where(_R.id == bindparam("record"), _R.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_PARTS: Final = ("agent_id", "principal_id")
_ABOUT: Final = {
    part: select(_R.id, _R.passed_on).where(_R[part] == bindparam("subject")) for part in _PARTS
}
_PUT: Final = {
    part: update(REPRESENTATION)
    .where(_R.id == bindparam("record"))
    .values({part: bindparam("whose"), "passed_on": bindparam("passed")})
    for part in _PARTS
}


class DecidedBy(NamedTuple):
    """By whose decision something is recorded: the body, the case, and its two officers."""

    body: str
    case_number: str
    proposer: Actor
    actor: Actor
    """The second officer, by whom it is done."""

    @property
    def told(self) -> Mapping[str, Any]:
        """What the history of both tells of it, beside the second officer."""
        return {"number": self.case_number, "proposed_by": to_document(self.proposer)}


class _Agent(NamedTuple):
    """Who a source means: the subject here, or else the index of the number."""

    subject_id: Id | None
    number_index: bytes | None


@dataclass(frozen=True)
class Representations:
    context: ServiceContext
    subjects: Subjects
    accounts: Accounts
    sealing: Sealing
    permissions: Permissions

    def reconcile(
        self, principal_id: Id, source: str, stated: Collection[StatedAgent], *, actor: Actor
    ) -> bool:
        """Make the records of this source what it says now; True where anything changed.

        What it does not say any more ends at once; so does what papers proved of who represents an
        organisation, once a register tells who does; who did before says nothing of that. Joins the
        transaction of the caller, who has locked the principal's account.
        """
        rows = self._rows(principal_id)
        held = [row for row in rows if _is_of(row, source)]
        said = {_key_of_stated(self._agent(each.number), each): each for each in stated}
        gone = [row for row in held if _key(row) not in said]
        if source in REGISTRIES and names_head(stated, civil_day(self.context.clock.now())):
            gone += [row for row in rows if row.ended_at is None and _is_by_papers(row)]
        known = {_key(row) for row in held}
        new = [(key[0], each) for key, each in said.items() if key not in known]
        for row in gone:
            self._end(row, actor, {"source": source})
        for agent, each in new:
            self._add(principal_id, agent, each, source, actor)
        return bool(gone or new)

    def naming_refusal(self, principal_id: Id, stated: StatedAgent, *, body: str) -> Reason | None:
        """Why nobody may record now that this body appointed whom for a person; None: two may.

        UNKNOWN_SUBJECT_KIND of an organisation, whose register tells its representatives, and of
        the kinds PARENT and LEGAL_REPRESENTATIVE; NOT_FOUND; IDENTITY_EXISTS of a duplicate that
        was joined to somebody, of whom it is recorded then; NO_GUARDIANSHIP of who uses the account
        alone, as nobody acts for them; NOT_AUTHORISED for oneself; SOURCE_MANAGED of a body that is
        called as a registry here; EXPIRED after its last day; STATE_ALREADY_HOLDS where it is on
        record, or a register has that person act. Joins the transaction of the caller, who has
        locked the person.
        """
        agent, now = self._agent(stated.number), self.context.clock.now()
        reason = self._unguarded(principal_id, stated.kind, now)
        if reason is None and self._is_self(agent, principal_id):
            reason = Reason.NOT_AUTHORISED
        if reason is None and body in REGISTRIES:
            reason = Reason.SOURCE_MANAGED
        if reason is None and stated.ends_on is not None and stated.ends_on < civil_day(now):
            reason = Reason.EXPIRED
        if reason is not None:
            return reason
        rows = self._rows(principal_id)
        known = {_key(row) for row in rows if _is_of(row, body)}
        told = any(_is_told_of(row, agent, civil_day(now)) for row in rows)
        holds = told or _key_of_stated(agent, stated) in known
        return Reason.STATE_ALREADY_HOLDS if holds else None

    def _is_self(self, agent: _Agent, principal_id: Id) -> bool:
        """Whether somebody would act for themself, be it as who was registered twice."""
        other = agent.subject_id
        return other is not None and self.subjects.is_one_person(other, principal_id)

    def _unguarded(
        self, principal_id: Id, kind: RepresentationKind, now: datetime
    ) -> Reason | None:
        """Why no body appoints anybody of this kind for this person."""
        status = self.accounts.status_of(principal_id)
        if status is None:
            return Reason.NOT_FOUND
        if self.subjects.joined_to(principal_id) is not None:
            return Reason.IDENTITY_EXISTS
        if kind not in OF_WARDS or self.accounts.is_organisation(principal_id):
            return Reason.UNKNOWN_SUBJECT_KIND
        return Reason.NO_GUARDIANSHIP if acts_alone(status, now) else None

    def name(self, principal_id: Id, stated: StatedAgent, by: DecidedBy) -> None:
        """Record whom a body appointed for a person, as two officers decided (X9.1).

        Joins the transaction of the caller, who has locked the person and asked `naming_refusal`.
        """
        agent = self._agent(stated.number)
        self._add(principal_id, agent, stated, by.body, by.actor, told=by.told)

    def record_shown(
        self, principal_id: Id, stated: StatedAgent, *, body: str, actor: Actor
    ) -> None:
        """Record who acts by a paper, where two officers decided on it with an application.

        Nothing happens where it is on record. Joins the transaction of the caller, who has locked
        the principal's account.
        """
        agent = self._agent(stated.number)
        held = {_key(row) for row in self._rows(principal_id) if _is_of(row, body)}
        if _key_of_stated(agent, stated) not in held:
            self._add(principal_id, agent, stated, body, actor)

    def ending_refusal(self, principal_id: Id, record_id: Id) -> Reason | None:
        """Why nobody may end this record now; None: two officers may.

        NOT_FOUND, SOURCE_MANAGED of a registry's, which ends where that says so,
        STATE_ALREADY_HOLDS. Joins the transaction of the caller, who has locked the person.
        """
        found = next((row for row in self._rows(principal_id) if row.id == record_id), None)
        if found is None:
            return Reason.NOT_FOUND
        if found.source in REGISTRIES:
            return Reason.SOURCE_MANAGED
        return None if found.ended_at is None else Reason.STATE_ALREADY_HOLDS

    def end(self, principal_id: Id, record_id: Id, by: DecidedBy) -> None:
        """End a record that a body made, as two officers decided.

        Joins the transaction of the caller, who has locked the person and asked `ending_refusal`.
        """
        found = next(row for row in self._rows(principal_id) if row.id == record_id)
        self._end(found, by.actor, {"source": found.source, "body": by.body, **by.told})

    def end_decided(self, principal_id: Id, *, actor: Actor) -> None:
        """End what bodies recorded of who acts for a person, who acts alone by now.

        Else it would hold again in a later guardianship, in which two officers record anew who
        acts. What registers tell is theirs. Joins the transaction of the caller, who has
        locked the account.
        """
        self.subjects.lock(principal_id)
        for row in self._rows(principal_id):
            decided = row.source not in REGISTRIES and row.kind != _HEAD
            if decided and row.ended_at is None:
                self._end(row, actor, {"source": row.source})

    def represented_otherwise(self, principal_id: Id) -> str | None:
        """By the decision of which other body somebody represents a person who would act alone.

        A guardian stands on the guardianship, whichever body appointed them, and so does who
        represents a ward by the body that recorded it: what ends with it. Who represents a person
        by the decision of another body does so on a ground of its own, by which the person is
        represented, and acts alone no more than a ward (D14.2): that decision ends first. A child
        under 14 acts alone in no case, so of a child nothing ends.
        """
        today = civil_day(self.context.clock.now())
        fourteen_from = self.accounts.fourteen_from(principal_id)
        if fourteen_from is not None and today < fourteen_from:
            return None
        last = self.context.history.last(principal_id, EventType.GUARDIANSHIP_RECORDED)
        body = None if last is None else last.facts.get("body")
        others = (
            row.source
            for row in self._rows(principal_id)
            if row.kind == RepresentationKind.REPRESENTATIVE
            and row.source not in {*REGISTRIES, body}
            and _is_not_over(row, today)
        )
        return next(others, None)

    def of_principal(self, principal_id: Id) -> tuple[Representation, ...]:
        """Every record of who acts for this one, ended ones too, the oldest first."""
        return tuple(map(_record, self._rows(principal_id)))

    def acting_for(self, principal_id: Id) -> frozenset[Id]:
        """Who acts for this one by a record that is not over, now or from a later day on."""
        today = civil_day(self.context.clock.now())
        held = (row for row in self._rows(principal_id) if _is_not_over(row, today))
        return frozenset(row.agent for row in held if row.agent is not None)

    def of_agent(self, agent_id: Id) -> tuple[Representation, ...]:
        """Every record of whom this person acts for, ended ones too."""
        return tuple(map(_record, self.context.database.all(_OF_AGENT, agent=agent_id)))

    def in_force(self, principal_id: Id) -> tuple[Representation, ...]:
        """The records of who acts for this one that hold now."""
        return self._in_force(principal_id, self.of_principal(principal_id))

    def acted_until_now(self, principal_id: Id) -> frozenset[Id]:
        """Who acted for a person who acts alone since lately, by records that held until then.

        A parent until a month after the 14th birthday, so that who is told of it much later hears
        of nobody they forgot; anybody else until the day after the record's last.
        """
        now = self.context.clock.now()
        today, day = civil_day(now), self.accounts.fourteen_from(principal_id)
        return frozenset(
            each.agent_id
            for each in self.of_principal(principal_id)
            if each.agent_id is not None and acted_lately(each, now, today, fourteen_from=day)
        )

    def answering(self, principal_id: Id) -> tuple[Representation, ...]:
        """The same, without the agent where that person can use no account now.

        Who is locked, a ward or without an account confirms nothing, and what they confirmed counts
        no more; no more does who would act for themself. One read more.
        """
        held = self.in_force(principal_id)
        known = self.accounts.statuses_of(agents_of(held))
        now = self.context.clock.now()
        able = {each for each, status in known.items() if unusable_reason(status, now) is None}
        able.discard(principal_id)
        return tuple(
            each if each.agent_id in able else replace(each, agent_id=None) for each in held
        )

    def names_alone(
        self, number: str, principal_id: Id, *, registers: bool = True
    ) -> RepresentationKind | None:
        """As what who has this number acts for the principal now, alone; None who does not.

        Also of who is not registered here, and for whom has no account yet, or one that does not
        say yet that a register made its person a ward. `registers`: whether their records count.
        """
        agent = self._agent(number)
        mine = {row.id for row in self._rows(principal_id) if _agent_of(row) == agent}
        by_bodies = (it for it in self.in_force(principal_id) if it.source not in REGISTRIES)
        held = (*by_bodies, *(self.of_registers(principal_id) if registers else ()))
        return next((each.kind for each in held if each.id in mine and not each.jointly), None)

    def of_registers(self, principal_id: Id) -> tuple[Representation, ...]:
        """The records of registers that hold today, whatever the account of the principal says."""
        records = [each for each in self.of_principal(principal_id) if each.source in REGISTRIES]
        if not records:
            return ()
        dependent = Dependence(
            acts_alone=False, fourteen_from=self.accounts.fourteen_from(principal_id)
        )
        return in_force(records, self.context.clock.now(), dependent)

    def agents(self, principal_id: Id) -> frozenset[Id]:
        """Who acts for this one now, as far as they are registered here."""
        return agents_of(self.in_force(principal_id))

    def may_act(self, agent_id: Id, principal_id: Id) -> bool:
        """Whether the agent acts for the principal now, alone."""
        return may_act_alone(self.in_force(principal_id), agent_id)

    def represented_by(self, agent_id: Id) -> tuple[RepresentedBy, ...]:
        """Whom the agent may act for now, alone; each once, the oldest record first.

        Two reads, and one more for each child and ward.
        """
        found: dict[Id, RepresentedBy] = {}
        for each in self._held_by(agent_id):
            if not each.jointly:
                found.setdefault(each.principal_id, RepresentedBy(each.principal_id, each.kind))
        return tuple(found.values())

    def held_by(self, agent_id: Id) -> tuple[Representation, ...]:
        """The records of whom this person acts for that hold now, alone or with others."""
        return tuple(self._held_by(agent_id))

    def named_to(self, subject_id: Id) -> frozenset[Id]:
        """Whose present name this one may read by the records, ended ones too.

        Everybody who acts or acted for them, organisations, and people as long as they act for
        them, with whoever else acts for these: the name that a former ward has now is nothing to a
        former guardian.
        """
        mine = {each.agent_id for each in self.of_principal(subject_id) if each.agent_id}
        bodies = {it.principal_id for it in self.of_agent(subject_id) if it.kind is _HEAD}
        held = list(self._held_by(subject_id))
        wards = {each.principal_id for each in held if each.kind is not _HEAD}
        beside = {other for each in wards for other in self.agents(each)}
        return frozenset(mine | bodies | beside | {each.principal_id for each in held})

    def guarding_register(self, principal_id: Id) -> RegistryName | None:
        """A register by whose record the person is a ward or represented today."""
        rows, now = self._rows(principal_id), self.context.clock.now()
        dependent = Dependence(acts_alone=False, fourteen_from=None)
        held = in_force(map(_record, rows), now, dependent)
        sources = (each.source for each in held if each.kind in OF_WARDS)
        return next((RegistryName(each) for each in sources if each in REGISTRIES), None)

    def last_guarding_register(self, principal_id: Id) -> RegistryName | None:
        """The register that told last of a guardian of the person, who may be none any more."""
        rows = self._rows(principal_id)
        sources = [row.source for row in rows if RepresentationKind(row.kind) in OF_WARDS]
        told = [RegistryName(each) for each in sources if each in REGISTRIES]
        return told[-1] if told else None

    def pass_on(self, join_id: Id, joined: Id, surviving: Id) -> None:
        """The records of a duplicate are those of the subject it was joined to.

        Joins the transaction of the join.
        """
        database = self.context.database
        for part in _PARTS:
            for row in database.all(_ABOUT[part], subject=joined):
                passed = [*row.passed_on, [join_id, part, joined]]
                database.execute(_PUT[part], record=row.id, whose=surviving, passed=passed)

    def part(self, join_id: Id, surviving: Id) -> None:
        """Give back what was passed on by a join, inside the transaction that undoes it.

        Else who was joined wrongly would go on acting for the other's child or enterprise.
        """
        database = self.context.database
        for part in _PARTS:
            for row in database.all(_ABOUT[part], subject=surviving):
                before = [
                    whose for join, of, whose in row.passed_on if (join, of) == (join_id, part)
                ]
                if before:
                    passed = [each for each in row.passed_on if each[0] != join_id]
                    database.execute(_PUT[part], record=row.id, whose=before[0], passed=passed)

    def _in_force(
        self, principal_id: Id, records: Collection[Representation]
    ) -> tuple[Representation, ...]:
        people = any(each.kind is not _HEAD for each in records)
        status = self.accounts.status_of(principal_id) if people else None
        return self._holding(principal_id, records, status)

    def _held_by(self, agent_id: Id) -> Iterator[Representation]:
        """The records of this agent that hold now, the oldest first."""
        records = self.of_agent(agent_id)
        people = {each.principal_id for each in records if each.kind is not _HEAD}
        known = self.accounts.statuses_of(people)
        theirs: dict[Id, list[Representation]] = {}
        for each in records:
            theirs.setdefault(each.principal_id, []).append(each)
        held: set[Id] = set()
        for principal_id, told in theirs.items():
            found = self._holding(principal_id, told, known.get(principal_id))
            held |= {each.id for each in found}
        yield from (each for each in records if each.id in held)

    def _holding(
        self,
        principal_id: Id,
        records: Collection[Representation],
        status: AccountStatus | None,
    ) -> tuple[Representation, ...]:
        """Those of one principal that hold now; the age is read only where a record rests on it.

        `status`: of the principal, None of an organisation and of who has no account.
        """
        now, day = self.context.clock.now(), None
        alone = status is not None and acts_alone(status, now)
        if not alone and any(_may_end_by_age(each) for each in records):
            day = self.accounts.fourteen_from(principal_id)
        return in_force(records, now, Dependence(acts_alone=alone, fourteen_from=day))

    def recorded_guardianship(self, principal_id: Id, actor: Actor) -> bool:
        """Whether this officer made the person a ward last, with nobody who had proposed it.

        So did officers of earlier releases. In whichever appointment.
        """
        last = self.context.history.last(principal_id, EventType.GUARDIANSHIP_RECORDED)
        by = None if last is None or "proposed_by" in last.facts else last.actor
        return isinstance(by, Officer) and self.permissions.is_own(actor, by.subject_id)

    def is_ward_since(self, principal_id: Id, proposed_at: datetime) -> bool:
        """Whether the person became a ward, or one anew, after something was proposed."""
        last = self.context.history.last(principal_id, EventType.GUARDIANSHIP_RECORDED)
        return last is not None and last.happened_at > proposed_at

    def _rows(self, principal_id: Id) -> list[_Read]:
        return list(self.context.database.all(_OF_PRINCIPAL, principal=principal_id))

    def _agent(self, number: str) -> _Agent:
        """The person with the number, whichever kind they are of."""
        found = self.person_with(number)
        if found is not None:
            return _Agent(found, None)
        kind = SubjectKind.CITIZEN if is_citizens(number) else SubjectKind.FOREIGNER
        return _Agent(None, number_index(self.sealing, kind, number))

    def person_with(self, number: str) -> Id | None:
        """Who has this identification number here, whichever kind of person they are."""
        kinds = (SubjectKind.CITIZEN, SubjectKind.FOREIGNER)
        found = (self.subjects.of_kind(kind, number) for kind in kinds)
        return next((each for each in found if each is not None), None)

    def _add(
        self,
        principal_id: Id,
        agent: _Agent,
        stated: StatedAgent,
        source: str,
        actor: Actor,
        *,
        told: Mapping[str, Any] = NO_FACTS,
    ) -> None:
        record_id = new_id()
        self.context.database.execute(
            _ADD,
            id=record_id,
            principal_id=principal_id,
            agent_id=agent.subject_id,
            number_index=agent.number_index,
            kind=stated.kind,
            source=source,
            starts_on=stated.starts_on,
            ends_on=stated.ends_on,
            jointly=stated.jointly,
            recorded_at=self.context.clock.now(),
            ended_at=None,
            passed_on=[],
        )
        facts = {
            "record": record_id,
            "kind": stated.kind,
            "source": source,
            "starts_on": stated.starts_on.isoformat(),
            "ends_on": _text(stated.ends_on),
            "jointly": stated.jointly,
            **told,
        }
        happening = EventType.REPRESENTATION_RECORDED
        self._tell(happening, principal_id, agent.subject_id, actor, facts)

    def _end(self, row: _Read, actor: Actor, facts: Mapping[str, Any]) -> None:
        self.context.database.execute(_END, record=row.id, now=self.context.clock.now())
        told = {"record": row.id, "kind": row.kind, **facts}
        self._tell(EventType.REPRESENTATION_ENDED, row.principal_id, row.agent, actor, told)

    def _tell(
        self,
        happening: EventType,
        principal_id: Id,
        agent_id: Id | None,
        actor: Actor,
        facts: Mapping[str, Any],
    ) -> None:
        """In the history of both, each of which names the other."""
        both = ((principal_id, agent_id, "principal"), (agent_id, principal_id, "agent"))
        for mine, other, part in both:
            if mine is not None:
                self.context.history.append(
                    happening,
                    subject_id=mine,
                    actor=actor,
                    facts={**facts, "part": part, "other": other},
                )


_Key = tuple[_Agent, str, date, date | None, bool]


def _key_of_stated(agent: _Agent, stated: StatedAgent) -> _Key:
    return (agent, stated.kind.value, stated.starts_on, stated.ends_on, stated.jointly)


def _agent_of(row: _Read) -> _Agent:
    unknown = row.agent is None and row.number_index is not None
    return _Agent(row.agent, bytes(row.number_index or b"") if unknown else None)


def _key(row: _Read) -> _Key:
    return (_agent_of(row), row.kind, row.starts_on, row.ends_on, row.jointly)


def _may_end_by_age(record: Representation) -> bool:
    return record.kind is RepresentationKind.PARENT and record.ended_at is None


def _is_of(row: _Read, source: str) -> bool:
    return row.source == source and row.ended_at is None


def _is_told_of(row: _Read, agent: _Agent, today: date) -> bool:
    """Whether a register has this person act, now or from a later day on."""
    return row.source in REGISTRIES and _agent_of(row) == agent and _is_not_over(row, today)


def _is_not_over(row: _Read, today: date) -> bool:
    return row.ended_at is None and (row.ends_on is None or today <= row.ends_on)


def _is_by_papers(row: _Read) -> bool:
    return row.kind == _HEAD and row.source not in REGISTRIES


def _record(row: _Read) -> Representation:
    return Representation(
        id=row.id,
        principal_id=row.principal_id,
        agent_id=row.agent,
        kind=RepresentationKind(row.kind),
        source=row.source,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        ended_at=row.ended_at,
        jointly=row.jointly,
    )


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
