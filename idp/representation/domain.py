"""Who may act for whom at an instant, by the records. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, assert_never

from idp.kernel.clock import civil_day
from idp.kernel.ids import Id


class RepresentationKind(StrEnum):
    """In whose place a record puts the agent."""

    PARENT = "parent"
    """Of a child under 14: it ends with the 14th birthday, whatever the record says (D14.2)."""
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    """Of a person, by a decision or by law."""
    LEGAL_REPRESENTATIVE = "legal_representative"
    """Of an organisation, or its head (D6.1h)."""


OF_WARDS: Final = frozenset({RepresentationKind.GUARDIAN, RepresentationKind.REPRESENTATIVE})
"""The kinds whose principal is a ward or a represented person at any age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """One record: `agent_id` acts for `principal_id`.

    `agent_id`: None of a person who is not registered here. `source`: the registry, or the body
    that decided. `starts_on` and `ends_on`: the first and the last civil day of Viet Nam, the last
    None while no end is known. `ended_at`: since when its source has it no more. `jointly`: all
    agents with such a record have to act together.
    """

    id: Id
    principal_id: Id
    agent_id: Id | None
    kind: RepresentationKind
    source: str
    starts_on: date
    ends_on: date | None
    ended_at: datetime | None
    jointly: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAgent:
    """What a source says of one agent now; `number` is the personal number."""

    number: str
    kind: RepresentationKind
    starts_on: date
    ends_on: date | None = None
    jointly: bool = False

    def acts_on(self, day: date, *, child: bool) -> bool:
        """Whether this agent acts for a person on that day, who is a child then or not.

        The last day is a whole day.
        """
        within = self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
        return within and (child or self.kind in OF_WARDS)


class RepresentedBy(NamedTuple):
    """Somebody an agent may act for now, alone."""

    principal_id: Id
    kind: RepresentationKind


@dataclass(frozen=True, slots=True)
class Dependence:
    """What of a principal decides whether records about them hold.

    `acts_alone`: a person of 14 years or more who is no ward by now; for them nobody acts, whoever
    is on record (D14.2). `fourteen_from`: the 14th birthday of a person.
    """

    acts_alone: bool
    fourteen_from: date | None


def holds(record: Representation, now: datetime, of: Dependence) -> bool:
    """Whether a record about this principal is in force.

    Days begin at midnight in Viet Nam; the last day is a whole day.
    """
    today = civil_day(now)
    ended = record.ended_at is not None and record.ended_at <= now
    within = record.starts_on <= today and (record.ends_on is None or today <= record.ends_on)
    if ended or not within:
        return False
    match record.kind:
        case RepresentationKind.LEGAL_REPRESENTATIVE:
            return True
        case RepresentationKind.PARENT:
            young = of.fourteen_from is not None and today < of.fourteen_from
            return young and not of.acts_alone
        case RepresentationKind.GUARDIAN | RepresentationKind.REPRESENTATIVE:
            return not of.acts_alone
        case _:
            assert_never(record.kind)


_TOLD_WITHIN: Final = timedelta(days=31)
_LAST_DAY: Final = timedelta(days=1)


def acted_lately(
    record: Representation, now: datetime, today: date, *, fourteen_from: date | None
) -> bool:
    """Whether this record held until its principal began to act alone, and that is not long ago."""
    if record.ended_at is not None and record.ended_at + _LAST_DAY < now:
        return False
    if today < record.starts_on or (record.ends_on and record.ends_on + _LAST_DAY < today):
        return False
    match record.kind:
        case RepresentationKind.LEGAL_REPRESENTATIVE:
            return False
        case RepresentationKind.PARENT:
            return fourteen_from is not None and today - fourteen_from <= _TOLD_WITHIN
        case RepresentationKind.GUARDIAN | RepresentationKind.REPRESENTATIVE:
            return True
        case _:
            assert_never(record.kind)


def in_force(
    records: Iterable[Representation], now: datetime, of: Dependence
) -> tuple[Representation, ...]:
    """The records about this principal that hold now."""
    return tuple(each for each in records if holds(each, now, of))


def agents_of(held: Iterable[Representation]) -> frozenset[Id]:
    """Who is registered here among the agents of records that hold."""
    return frozenset(each.agent_id for each in held if each.agent_id is not None)


def may_act_alone(held: Iterable[Representation], agent_id: Id) -> bool:
    """Whether the agent acts for the principal without anybody else."""
    return any(each.agent_id == agent_id and not each.jointly for each in held)


def is_agreed(held: Collection[Representation], agreed: Collection[Id]) -> bool:
    """Whether those who agreed are enough: any one, or all where the source says jointly (X9.1).

    An agent who is not registered here cannot agree, so where all have to, nothing is agreed.
    """
    if any(may_act_alone(held, each) for each in agreed):
        return True
    together = [each.agent_id for each in held if each.jointly]
    return bool(together) and all(each is not None and each in agreed for each in together)


def is_ward(stated: Iterable[StatedAgent], today: date) -> bool:
    """Whether a source says now that its principal is a ward or represented, at any age."""
    return any(each.acts_on(today, child=False) for each in stated)


def names_head(stated: Iterable[StatedAgent], today: date) -> bool:
    """Whether a source says who represents its organisation now, or from a later day on."""
    return any(
        each.kind is RepresentationKind.LEGAL_REPRESENTATIVE
        and (each.ends_on is None or today <= each.ends_on)
        for each in stated
    )


class AgreementState(StrEnum):
    """What one other representative said to it (D12.3-1)."""

    SENT = "sent"
    AGREED = "agreed"
    ON_PAPER = "agreed_on_paper"
    """In writing, which who applied brought to the desk."""
    REFUSED = "refused"
    EXPIRED = "expired"
    """The application ended without an answer."""
    CEASED = "ceased"
    """They represent it no more, so nothing is asked of them; read from the records, not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRequest:
    """One other representative, by the record that makes them one.

    `agent_id`: None while they are not registered here, so that nothing could be sent to them.
    `sent_at`: when they were asked, None until then. `version`: 32 bytes, of what was agreed to
    where that may change; None of a case.
    """

    id: Id
    case_id: Id
    record_id: Id
    agent_id: Id | None
    state: AgreementState
    sent_at: datetime | None
    reminded_at: datetime | None
    answered_at: datetime | None
    version: bytes | None = None


def ceased(
    requests: Iterable[AgreementRequest], held: Iterable[Representation]
) -> tuple[AgreementRequest, ...]:
    """The same requests: without an answer, and by a record that holds no more, is CEASED.

    A record that ended never holds again; a register that names somebody anew makes another one.
    """
    records = {each.id for each in held}
    return tuple(
        replace(each, state=AgreementState.CEASED)
        if each.state is AgreementState.SENT and each.record_id not in records
        else each
        for each in requests
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class JointAgreement:
    """How far those are who act together for a ward, for one of them.

    `needed`: how many of them there are, `agreed` how many agreed. `mine`: until when the agreement
    of this one counts, None without one. `last`: nobody else is missing. `able`: each has an
    account that can be used, so that all can agree.
    """

    needed: int
    agreed: int
    mine: datetime | None
    last: bool
    able: bool


def joint_agreement(
    held: Collection[Representation], agreed: Mapping[Id, datetime], agent_id: Id
) -> JointAgreement:
    """For this agent, one of those who act together by the records that hold now.

    `held`: without the agent where that one can use no account. `agreed`: until when the agreement
    of each agent counts, of those to whom it counts now.
    """
    together = [each for each in held if each.jointly]
    agents = {each.agent_id for each in together if each.agent_id is not None}
    others = {each for each in agreed if each in agents and each != agent_id}
    return JointAgreement(
        needed=len({each.agent_id or each.id for each in together}),
        agreed=len(agents & agreed.keys()),
        mine=agreed.get(agent_id),
        last=is_agreed(held, {*others, agent_id}),
        able=all(each.agent_id is not None for each in together),
    )


@dataclass(frozen=True, slots=True)
class JointProgress:
    """How far those are who act together for a ward, for who helps them.

    `needed`: how many there are, `agreed` how many agreed. `until`: when the first of these
    agreements counts no more, None without one.
    """

    needed: int
    agreed: int
    until: datetime | None


def joint_progress(
    held: Collection[Representation], agreed: Mapping[Id, datetime]
) -> JointProgress | None:
    """As `joint_agreement`, for nobody of them; None where nobody acts with others only."""
    together = [each for each in held if each.jointly]
    ends = [agreed[each] for each in agents_of(together) if each in agreed]
    needed = {each.agent_id or each.id for each in together}
    return JointProgress(len(needed), len(ends), min(ends, default=None)) if needed else None


def acts_as(held: Collection[Representation], agent_id: Id) -> RepresentationKind:
    """What the records make of this agent, by which they act alone where there is one.

    Raises ValueError for who is no agent of these records.
    """
    mine = [each for each in held if each.agent_id == agent_id]
    return min(mine, key=lambda each: each.jointly).kind


def answers_to(
    requests: Iterable[AgreementRequest],
    version: bytes,
    now: datetime,
    *,
    until: Callable[[datetime], datetime],
) -> dict[Id, tuple[AgreementState, datetime]]:
    """What each agent said to what has this version, while it counts, and until when it does.

    `until`: the first instant at which an answer of that instant counts no more.
    """
    said: dict[Id, tuple[AgreementState, datetime]] = {}
    for each in requests:
        if each.agent_id is not None and each.answered_at is not None and each.version == version:
            over = until(each.answered_at)
            if now < over:
                said[each.agent_id] = (each.state, over)
    return said


def agreed_among(answers: Mapping[Id, tuple[AgreementState, datetime]]) -> dict[Id, datetime]:
    """Until when the agreement of each counts who agreed."""
    return {
        agent: until for agent, (state, until) in answers.items() if state is AgreementState.AGREED
    }
