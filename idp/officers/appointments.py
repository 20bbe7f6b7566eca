"""Appointments and delegations: proposed, signed by two people, in force for a time, ended.

Every change of who may approve takes two people itself, and so does ending an appointment. Officers
lay down their own alone, and the Director ends a delegation alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from sqlalchemy import bindparam, insert, update

from idp.access.desks import DeskKind
from idp.access.powers import POWERS, Power, may
from idp.accounts.service import Accounts
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import ActingClient, Actor, Officer, OfficerRole, Operator
from idp.kernel.clock import civil_text
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.law.citations import INTEGRITY, OF_DIRECTOR
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.officers.decisions import OnPhone, Signed, SignedDecisions
from idp.officers.domain.appointments import (
    Appointment,
    AppointmentDraft,
    Delegation,
    DelegationDraft,
    NotADraft,
    delegation_fault,
    draft_fault,
    one_line,
)
from idp.officers.domain.decisions import APPOINTMENT as APPOINTMENT_PROCEDURE
from idp.officers.domain.decisions import Decision
from idp.officers.domain.signing import DecisionContent, ShownValue
from idp.officers.service import Officers
from idp.officers.tables import APPOINTMENT, DELEGATION, OFFICER
from idp.platform.database import insert_new

Proposer = Officer | Operator | ActingClient
"""Who proposes. A command and a program sign nothing, so two officers sign what they proposed."""
PROCEDURE: Final = APPOINTMENT_PROCEDURE
APPOINT: Final = "appoint"
DELEGATE: Final = "delegate"
END: Final = "end"
_FIRST_POWERS: Final = {
    APPOINT: Power.OFFICER_APPOINT_PROPOSE,
    DELEGATE: Power.DELEGATION_PROPOSE,
    END: Power.OFFICER_END_PROPOSE,
}
_POWERS: Final = {
    APPOINT: Power.OFFICER_APPOINT_APPROVE,
    DELEGATE: Power.DELEGATION_APPROVE,
    END: Power.OFFICER_END_APPROVE,
}
_APPOINTING: Final = "an appointment"
"""The lock for appointing and ending: one identity is one officer, and two approvers stay."""
_FEWEST: Final = 2
"""How many people have to stay who can approve appointments.

An appointment is signed by two people. The first may be one who only proposes, so one approver
could still appoint with their help; but nobody could replace that one.
"""
_NEW_OFFICER: Final = insert_new(OFFICER)
_APPOINT: Final = insert(APPOINTMENT)
_DELEGATE: Final = insert(DELEGATION)
_END: Final = (
    update(APPOINTMENT)
    .where(APPOINTMENT.c.id == bindparam("appointment"), APPOINTMENT.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"), ended_by=bindparam("by"))
)
_END_DELEGATION: Final = (
    update(DELEGATION)
    .where(DELEGATION.c.id == bindparam("delegation"), DELEGATION.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"), ended_by=bindparam("by"))
    .returning(DELEGATION.c.officer_id)
)


class CaseOwners(Protocol):
    """The open cases of officers, which pass to others when an appointment ends."""

    def rehome(self, officer_id: Id, *, actor: Actor) -> int:
        """Give this officer's open cases that they cannot work on now back to their desks.

        Returns how many. Joins the unit of work that ends the appointment.
        """
        ...


def power_to_approve(event: str) -> Power | None:
    """The power that the second signature on such a decision takes; None for no event of ours."""
    return _POWERS.get(event)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentDecided:
    """A signature that was kept, and what became of the decision when it was the second one.

    `appointment`: the one that was given, or ended.
    """

    signed: Signed
    appointment: Appointment | None = None
    delegation: Delegation | None = None


@dataclass(frozen=True)
class Appointments:
    context: ServiceContext
    officers: Officers
    accounts: Accounts
    decisions: SignedDecisions
    notices: Notices
    cases: CaseOwners
    mode: AccountsMode

    def propose(self, draft: AppointmentDraft, actor: Proposer) -> Decision | Refused:
        """Propose an appointment; nothing changes before two people have signed it.

        Refused: as `may`, NOT_FOUND for an unknown user name, FOUR_EYES for one's own appointment,
        IDENTITY_EXISTS when the person is an officer with another account, as
        `Officers.account_refusal` and `SignedDecisions.open`.
        Raises NotADraft for a draft that cannot be (`draft_fault`).
        """
        now = self.context.clock.now()
        refused = may(actor, Power.OFFICER_APPOINT_PROPOSE, now)
        if refused is not None:
            return Refused(refused)
        fault = draft_fault(draft, now, self.mode)
        if fault is not None:
            raise NotADraft(fault)
        account = self.accounts.by_username(draft.username)
        if account is None:
            return Refused(Reason.NOT_FOUND)
        if self._is_own(account.subject_id, actor):
            return Refused(Reason.FOUR_EYES)
        person = self._person_refusal(account.subject_id)
        if person is not None:
            return Refused(person)
        return self.decisions.open(self._appointing(account.subject_id, draft), actor)

    def delegate(self, draft: DelegationDraft, actor: Proposer) -> Decision | Refused:
        """Propose a delegation of powers of the Director, which the Director approves (D16).

        Refused: as `may`, NOT_FOUND for an unknown officer, FOUR_EYES for one's own delegation, and
        as `SignedDecisions.open`. Raises NotADraft for a draft that cannot be
        (`delegation_fault`).
        """
        now = self.context.clock.now()
        refused = may(actor, Power.DELEGATION_PROPOSE, now)
        if refused is not None:
            return Refused(refused)
        fault = delegation_fault(draft, now)
        if fault is not None:
            raise NotADraft(fault)
        found = self.officers.by_id(draft.officer_id)
        if found is None:
            return Refused(Reason.NOT_FOUND)
        if self._is_own(found.subject_id, actor):
            return Refused(Reason.FOUR_EYES)
        identity = self.accounts.identity_index(found.subject_id)
        return self.decisions.open(_delegating(draft, found.subject_id, identity), actor)

    def sign(
        self, decision_id: Id, officer: Officer, response: str | OnPhone
    ) -> AppointmentDecided | Refused:
        """Keep an officer's signature; the second one executes what both signed.

        One unit of work; a refused try is in the history. Refused: as `may`, IDENTITY_EXISTS and as
        `Officers.account_refusal` when the person can no longer be appointed, PAGE_CHANGED when
        their identification number is another by now, STATE_ALREADY_HOLDS when the appointment to
        end is over, LAST_APPROVER as `resign`, and as `SignedDecisions.sign`.
        """
        with self.context.database.transaction():
            self.context.database.advisory_lock(_APPOINTING)
            decision = self.decisions.find(decision_id)
            if decision is None or decision.procedure != PROCEDURE:
                return Refused(Reason.NOT_FOUND)
            refused = self._power_refusal(decision, officer) or self._outdated(decision)
            if refused is not None:
                return self.decisions.refused(decision, officer, refused)
            signed = self.decisions.sign(decision_id, officer, response)
            if isinstance(signed, Refused) or not signed.complete:
                return signed if isinstance(signed, Refused) else AppointmentDecided(signed=signed)
            return self._execute(signed, officer)

    def refuse(self, decision_id: Id, officer: Officer) -> Decision | Refused:
        """Withdraw what the officer proposed, or refuse it with the power that approves it.

        Refused: NOT_FOUND, and as `SignedDecisions.refuse`.
        """
        decision = self.decisions.find(decision_id)
        if decision is None or decision.procedure != PROCEDURE:
            return Refused(Reason.NOT_FOUND)
        return self.decisions.refuse(decision_id, officer, _POWERS[decision.event])

    def propose_end(self, appointment_id: Id, officer: Officer) -> Decision | Refused:
        """Propose to end an appointment; it goes on until two people have signed that.

        What was open about ending the same appointment is void. Refused: as `may`, NOT_FOUND,
        FOUR_EYES for one's own, STATE_ALREADY_HOLDS for one that is over, LAST_APPROVER as
        `resign`, and as `SignedDecisions.open`.
        """
        refused = may(officer, Power.OFFICER_END_PROPOSE, self.context.clock.now())
        if refused is not None:
            return Refused(refused)
        held = self.officers.appointment(appointment_id)
        if held is None:
            return Refused(Reason.NOT_FOUND)
        subject_id = self._subject_of(held.officer_id)
        if self._is_own(subject_id, officer):
            return Refused(Reason.FOUR_EYES)
        kept = self._end_refusal(held)
        if kept is not None:
            return Refused(kept)
        identity = self.accounts.identity_index(subject_id)
        return self.decisions.open(_ending(held, subject_id, identity), officer)

    def resign(self, appointment_id: Id, officer: Officer) -> Appointment | Refused:
        """Lay down the appointment in which the officer acts, alone and at once.

        Refused: as `may`, NOT_AUTHORISED for another appointment, STATE_ALREADY_HOLDS, and
        LAST_APPROVER where it would leave fewer than two people who can approve an appointment.
        """
        refused = may(officer, Power.OFFICER_RESIGN, self.context.clock.now())
        if refused is not None:
            return Refused(refused)
        if appointment_id != officer.appointment_id:
            return Refused(Reason.NOT_AUTHORISED)
        with self.context.database.transaction():
            self.context.database.advisory_lock(_APPOINTING)
            held = self.officers.appointment(appointment_id)
            if held is None or held.officer_id != officer.officer_id:
                return Refused(Reason.NOT_AUTHORISED)
            kept = self._end_refusal(held)
            if kept is not None:
                return Refused(kept)
            self.decisions.void(held.id, officer, Reason.STATE_ALREADY_HOLDS)
            return self._end(held, officer)

    def end_delegation(self, delegation_id: Id, actor: Officer) -> Refused | None:
        """End a delegation at once. Refused: as `may`, STATE_ALREADY_HOLDS."""
        now = self.context.clock.now()
        refused = may(actor, Power.DELEGATION_END, now)
        if refused is not None:
            return Refused(refused)
        with self.context.database.transaction():
            row = self.context.database.one(
                _END_DELEGATION, delegation=delegation_id, now=now, by=actor.officer_id
            )
            if row is None:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            whose = self._subject_of(row.officer_id)
            facts = {"delegation": delegation_id, "officer": row.officer_id}
            self._tell(EventType.DELEGATION_ENDED, whose, actor, facts)
        return None

    def appoint(
        self, subject_id: Id, appointment: Appointment, actor: Actor
    ) -> Appointment | Refused:
        """Write an appointment that was decided; joins the caller's unit of work.

        `officer_id` of a person who is none yet is the id of the new officer. Refused:
        IDENTITY_EXISTS when the person is an officer with another account.
        """
        database = self.context.database
        identity = self.accounts.identity_index(subject_id)
        database.execute(
            _NEW_OFFICER,
            id=appointment.officer_id,
            subject_id=subject_id,
            identity=identity,
            since=appointment.appointed_at,
        )
        officer = self.officers.of_subject(subject_id)
        if officer is None:
            return Refused(Reason.IDENTITY_EXISTS)
        row = {name: getattr(appointment, name) for name in Appointment.__slots__}
        row |= {"officer_id": officer.id, "roles": list(appointment.roles), "ended_by": None}
        database.execute(_APPOINT, **row)
        facts = {
            "appointment": appointment.id,
            "officer": officer.id,
            "roles": list(appointment.roles),
            "desk": appointment.desk,
            "desk_kind": appointment.desk_kind,
            "from": appointment.valid_from.isoformat(),
            "until": appointment.valid_until.isoformat(),
            "decision": appointment.decision_id,
        }
        self._tell(EventType.OFFICER_APPOINTED, subject_id, actor, facts)
        return self.officers.appointment(appointment.id) or appointment

    def _execute(self, signed: Signed, officer: Officer) -> AppointmentDecided | Refused:
        decision = self.decisions.execute(signed.signature.decision_id, officer)
        if isinstance(decision, Refused):
            return decision
        data = decision.document["data"]
        if decision.event == APPOINT:
            made = self._appointed(decision.id, data, officer)
            return AppointmentDecided(signed=signed, appointment=made)
        if decision.event == DELEGATE:
            given = self._delegated(decision.id, data, officer)
            return AppointmentDecided(signed=signed, delegation=given)
        if decision.event == END:
            held = self._still_held(data["appointment"])
            ended = self._end(held, officer, decision_id=decision.id)
            return AppointmentDecided(signed=signed, appointment=ended)
        raise LookupError(decision.event)

    def _appointed(self, decision_id: Id, data: Mapping[str, Any], officer: Officer) -> Appointment:
        appointment = Appointment(
            id=new_id(),
            officer_id=new_id(),
            roles=tuple(OfficerRole(each) for each in data["roles"]),
            desk=data["desk"],
            desk_kind=DeskKind(data["desk_kind"]),
            valid_from=datetime.fromisoformat(data["from"]),
            valid_until=datetime.fromisoformat(data["until"]),
            appointed_at=self.context.clock.now(),
            decision_id=decision_id,
        )
        kept = self.appoint(data["subject"], appointment, officer)
        if isinstance(kept, Refused):
            # It was asked under the lock that this unit of work holds: roll back.
            raise RuntimeError("no appointment")  # noqa: TRY004 - a bug, not a type
        return kept

    def _still_held(self, appointment_id: Id) -> Appointment:
        held = self.officers.appointment(appointment_id)
        if held is None:
            raise LookupError("no such appointment")
        return held

    def _end(
        self, held: Appointment, actor: Officer, *, decision_id: Id | None = None
    ) -> Appointment:
        """End it now and release the officer's cases; joins the caller's unit of work.

        `decision_id`: what two people signed; None for one's own.
        """
        now = self.context.clock.now()
        ended = self.context.database.execute(
            _END, appointment=held.id, now=now, by=actor.officer_id
        )
        if ended != 1:
            # It was asked under the lock that this unit of work holds: roll back.
            raise RuntimeError("ended twice")
        facts = {
            "appointment": held.id,
            "officer": held.officer_id,
            "cases": self.cases.rehome(held.officer_id, actor=actor),
            "decision": decision_id,
        }
        whose = self._subject_of(held.officer_id)
        self._tell(EventType.APPOINTMENT_ENDED, whose, actor, facts)
        return self._still_held(held.id)

    def _is_over(self, held: Appointment) -> bool:
        return held.ended_at is not None or held.valid_until <= self.context.clock.now()

    def _end_refusal(self, held: Appointment) -> Reason | None:
        """Why it cannot end now: it has, or too few people would be left who appoint others.

        What ends without taking one of them away ends, also where they are too few already.
        """
        if self._is_over(held):
            return Reason.STATE_ALREADY_HOLDS
        power, able = Power.OFFICER_APPOINT_APPROVE, self.officers.able
        if not POWERS[power].roles.intersection(held.roles):
            return None
        left = able(power, without=held.id)
        return Reason.LAST_APPROVER if left < min(_FEWEST, able(power)) else None

    def _delegated(self, decision_id: Id, data: Mapping[str, Any], officer: Officer) -> Delegation:
        delegation = Delegation(
            id=new_id(),
            officer_id=data["officer"],
            powers=tuple(Power(each) for each in data["powers"]),
            valid_from=datetime.fromisoformat(data["from"]),
            valid_until=datetime.fromisoformat(data["until"]),
            decision_id=decision_id,
        )
        row = {name: getattr(delegation, name) for name in Delegation.__slots__}
        row |= {"powers": list(delegation.powers), "ended_by": None}
        self.context.database.execute(_DELEGATE, **row)
        facts = {
            "delegation": delegation.id,
            "officer": delegation.officer_id,
            "powers": list(delegation.powers),
            "until": data["until"],
            "decision": decision_id,
        }
        whose = self._subject_of(delegation.officer_id)
        self._tell(EventType.POWERS_DELEGATED, whose, officer, facts)
        return delegation

    def _power_refusal(self, decision: Decision, officer: Officer) -> Reason | None:
        """Whether the officer may sign it: who proposed it needs the power to propose."""
        opened_by = decision.opened_by
        proposes = opened_by is not None and opened_by.officer_id == officer.officer_id
        now = self.context.clock.now()
        if not proposes:
            return may(officer, _POWERS[decision.event], now)
        return may(officer, _FIRST_POWERS[decision.event], now)

    def _outdated(self, decision: Decision) -> Reason | None:
        """Why what was proposed cannot be done any more."""
        data = decision.document["data"]
        if decision.event == END:
            return self._end_refusal(self._still_held(data["appointment"]))
        if decision.event != APPOINT:
            return None
        refused = self._person_refusal(data["subject"])
        same = self.accounts.identity_index(data["subject"]).hex() == data["identity"]
        return refused or (None if same else Reason.PAGE_CHANGED)

    def _is_own(self, subject_id: Id, actor: Proposer) -> bool:
        """Whether it is the person of the officer who acts, with whichever account."""
        if not isinstance(actor, Officer):
            return False
        identity = self.accounts.identity_index
        return subject_id == actor.subject_id or identity(subject_id) == identity(actor.subject_id)

    def _person_refusal(self, subject_id: Id) -> Reason | None:
        """Why this person cannot be appointed."""
        refused = self.officers.account_refusal(subject_id)
        if refused is not None:
            return refused
        other = self.officers.with_identity(self.accounts.identity_index(subject_id))
        is_other = other is not None and other.subject_id != subject_id
        return Reason.IDENTITY_EXISTS if is_other else None

    def _appointing(self, subject_id: Id, draft: AppointmentDraft) -> DecisionContent:
        officer = self.officers.of_subject(subject_id)
        before = () if officer is None else officer.appointments
        now = self.context.clock.now()
        held = sorted({role for each in before if each.in_force(now) for role in each.roles})
        desk, roles = one_line(draft.desk), sorted(draft.roles)
        begins, ends = civil_text(draft.valid_from), civil_text(draft.valid_until)
        return DecisionContent(
            case_id=new_id(),
            version=1,
            procedure=PROCEDURE,
            event=APPOINT,
            legal_basis=INTEGRITY.vi,
            shown=(
                ShownValue("person", None, subject_id),
                ShownValue("roles", None, ", ".join(roles)),
                *((ShownValue("held", None, ", ".join(held)),) if held else ()),
                ShownValue("desk", None, desk),
                ShownValue("desk_kind", None, draft.desk_kind),
                ShownValue("from", None, begins),
                ShownValue("until", None, ends),
            ),
            data={
                "subject": subject_id,
                "identity": self.accounts.identity_index(subject_id).hex(),
                "roles": roles,
                "desk": desk,
                "desk_kind": draft.desk_kind,
                "from": begins,
                "until": ends,
            },
        )

    def _subject_of(self, officer_id: Id) -> Id:
        found = self.officers.by_id(officer_id)
        if found is None:
            raise LookupError("no such officer")
        return found.subject_id

    def _tell(
        self, happening: EventType, subject_id: Id, actor: Actor, facts: Mapping[str, Any]
    ) -> None:
        """History of the person, and a letter to them."""
        self.context.history.append(happening, subject_id=subject_id, actor=actor, facts=facts)
        self.notices.notify(subject_id, text_key=_LETTERS[happening], facts=_of_letter(facts))


_LETTERS: Final[Mapping[EventType, NoticeKind]] = {
    EventType.OFFICER_APPOINTED: NoticeKind.OFFICER_APPOINTED,
    EventType.APPOINTMENT_ENDED: NoticeKind.APPOINTMENT_ENDED,
    EventType.POWERS_DELEGATED: NoticeKind.POWERS_DELEGATED,
    EventType.DELEGATION_ENDED: NoticeKind.DELEGATION_ENDED,
}


def _of_letter(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the letter says: the desk, as a body, and the number of what was decided."""
    number = facts.get("appointment") or facts.get("delegation")
    return {"body": facts.get("desk", ""), "number": number}


def _delegating(draft: DelegationDraft, subject_id: Id, identity: bytes) -> DecisionContent:
    powers = sorted(draft.powers)
    begins, ends = civil_text(draft.valid_from), civil_text(draft.valid_until)
    return DecisionContent(
        case_id=new_id(),
        version=1,
        procedure=PROCEDURE,
        event=DELEGATE,
        legal_basis=OF_DIRECTOR.vi,
        shown=(
            ShownValue("officer", None, draft.officer_id),
            ShownValue("powers", None, ", ".join(powers)),
            ShownValue("from", None, begins),
            ShownValue("until", None, ends),
        ),
        data={
            "officer": draft.officer_id,
            "subject": subject_id,
            "identity": identity.hex(),
            "powers": powers,
            "from": begins,
            "until": ends,
        },
    )


def _ending(held: Appointment, subject_id: Id, identity: bytes) -> DecisionContent:
    begins, ends = civil_text(held.valid_from), civil_text(held.valid_until)
    return DecisionContent(
        case_id=held.id,
        version=1,
        procedure=PROCEDURE,
        event=END,
        legal_basis=INTEGRITY.vi,
        shown=(
            ShownValue("person", None, subject_id),
            ShownValue("appointment", held.id, None),
            ShownValue("roles", ", ".join(sorted(held.roles)), None),
            ShownValue("desk", held.desk, None),
            ShownValue("desk_kind", held.desk_kind, None),
            ShownValue("from", begins, None),
            ShownValue("until", ends, None),
        ),
        data={
            "appointment": held.id,
            "officer": held.officer_id,
            "subject": subject_id,
            "identity": identity.hex(),
        },
    )
