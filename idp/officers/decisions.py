"""Decisions of weight: opened, shown, signed by two people over the same digest, executed once.

A decision is its canonical bytes. Each of two people gets a statement about them (`domain.signing`)
whose SHA-256 their key signs, a passkey or the key of the application on their telephone; both
signatures are kept for ever with the bytes, the public key and its algorithm. An edit makes another
decision: the one before is void, and so are its signatures.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from idp.access.powers import Power, may
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.service import NO_FACTS
from idp.kernel.actors import ActingClient, Actor, Officer, Operator, Person, System
from idp.kernel.canonical_json import canonical
from idp.kernel.ids import Id, is_id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.decision_signatures import (
    DecisionSignatures,
    PresentedSignature,
    exported,
    facts_of,
)
from idp.officers.domain.decisions import (
    INSTALLATION,
    PEOPLE,
    Decision,
    DecisionState,
    SignedDecision,
    act_of,
    people_in,
)
from idp.officers.domain.signing import (
    APPROVE_WITHIN,
    LONGEST_DECISION,
    DecisionContent,
    DecisionFrame,
    Signer,
    SigningAct,
    decision_document,
    digest_of,
    same_person,
)
from idp.officers.phone_requests import PhonePage, page_of
from idp.officers.service import Officers
from idp.officers.tables import DECISION
from idp.platform import jose
from idp.platform.database import Row

_OPEN: Final = insert(DECISION)
_ONE: Final = select(DECISION).where(DECISION.c.id == bindparam("id"))
_LOCK: Final = _ONE.with_for_update()
_OF_CASE: Final = (
    select(DECISION).where(DECISION.c.case_id == bindparam("case")).order_by(DECISION.c.id)
)
_PAGE: Final = 100
_AFTER_ALL: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"
_NEWEST: Final = (
    select(DECISION)
    .where(DECISION.c.id < bindparam("before"))
    .order_by(DECISION.c.id.desc())
    .limit(_PAGE)
)
_NEWEST_IN: Final = _NEWEST.where(DECISION.c.state == bindparam("state"))
_CLOSE: Final = (
    update(DECISION)
    .where(DECISION.c.id == bindparam("decision"), DECISION.c.state == DecisionState.OPEN)
    .values(state=bindparam("becomes"), closed_at=bindparam("now"))
)
_VOID: Final = (
    update(DECISION)
    .where(DECISION.c.case_id == bindparam("case"), DECISION.c.state == DecisionState.OPEN)
    .values(state=DecisionState.VOID, closed_at=bindparam("now"))
    .returning(DECISION.c.id)
)
_EXPIRED: Final = (
    select(DECISION.c.id)
    .where(DECISION.c.state == DecisionState.OPEN, DECISION.c.expires_at <= bindparam("now"))
    .order_by(DECISION.c.id)
    .limit(_PAGE)
)
_EXPIRY: Final = System(rule="policy decision_expiry")


@dataclass(frozen=True, slots=True)
class SigningTurn:
    """What this person's signature on a decision would be, now."""

    decision: Decision
    act: SigningAct


@dataclass(frozen=True, slots=True)
class OnPhone:
    """In place of what a browser sent: what the officer's telephone signed for their page."""


@dataclass(frozen=True, slots=True)
class SigningPage:
    """What a page needs so that an officer can sign: the decision as it is shown, and the options.

    `options` is JSON for `navigator.credentials.get()`; its challenge is the SHA-256 of
    `statement`.
    """

    decision: Decision
    act: SigningAct
    statement: bytes
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that was kept. `complete`: two people have signed, so it can be executed."""

    signature: SignedDecision
    complete: bool


@dataclass(frozen=True)
class SignedDecisions:
    context: ServiceContext
    officers: Officers
    proofs: DecisionSignatures
    issuer: str

    def open(
        self,
        content: DecisionContent,
        actor: Officer | Operator | ActingClient,
        *,
        pressed_by: Officer | None = None,
        until: datetime | None = None,
    ) -> Decision | Refused:
        """Open a decision about what `actor` proposed; what was open for the same case is void.

        `pressed_by`: the officer who opens it now, where that is not who proposed. A proposer of a
        case who cannot sign any more is excluded, and two others decide. `until`: when the case
        lapses, if that is before a decision would.

        The officer who opens it counts as its first person once they sign it, and never approves
        it; a command signs nothing, so two officers approve what it proposed. Joins the caller's
        unit of work. Refused: APPOINTMENT_ENDED and as `Officers.signer`. Raises ValueError for a
        content that is too long or has no canonical form.
        """
        frame = self._frame(content, actor, stays=pressed_by is None, until=until)
        if isinstance(frame, Refused):
            return frame
        bytes_ = canonical(decision_document(content, frame))
        if len(bytes_) > LONGEST_DECISION:
            raise ValueError(f"a decision has at most {LONGEST_DECISION} bytes")
        with self.context.database.transaction():
            self.void(content.case_id, pressed_by or actor, Reason.PAGE_CHANGED)
            self.context.database.execute(
                _OPEN,
                id=frame.decision_id,
                case_id=content.case_id,
                version=content.version,
                procedure=content.procedure,
                event=content.event,
                content=bytes_,
                digest=digest_of(bytes_),
                state=DecisionState.OPEN,
                opened_at=self.context.clock.now(),
                expires_at=frame.expires_at,
                closed_at=None,
            )
            opened = self._found(frame.decision_id)
            self._record(EventType.DECISION_OPENED, opened, pressed_by or actor)
        return opened

    def page(self, decision_id: Id, officer: Officer) -> SigningPage | Refused:
        """What is shown to an officer who may sign, with a challenge that is valid once.

        Refused as `show`, and as `Officers.signer`.
        """
        signer = self.officers.signer(officer)
        if isinstance(signer, Refused):
            return signer
        return self.show(decision_id, signer, session_id=officer.session_id)

    def show(self, decision_id: Id, signer: Signer, *, session_id: Id) -> SigningPage | Refused:
        """The page for a proven person, with a challenge that is valid once, in this session.

        Who opened it is asked for the signature of a proposal, anybody else for an approval.
        Refused: NOT_FOUND, EXPIRED, DECLINED, STATE_ALREADY_HOLDS (executed or void), and as
        `domain.decisions.act_of`.
        """
        turn = self.turn(decision_id, signer)
        if isinstance(turn, Refused):
            return turn
        words = self.proofs.statement_for(turn.decision, turn.act, signer, session_id=session_id)
        return SigningPage(turn.decision, turn.act, words, self.proofs.options(signer, words))

    def turn(self, decision_id: Id, signer: Signer) -> SigningTurn | Refused:
        """What a proven person's signature would be. Refused as `show`."""
        decision = self.find(decision_id)
        if decision is None:
            return Refused(Reason.NOT_FOUND)
        act = self._may_sign(decision, signer)
        return act if isinstance(act, Refused) else SigningTurn(decision, act)

    def sign(self, decision_id: Id, officer: Officer, response: str | OnPhone) -> Signed | Refused:
        """Verify and keep an officer's signature (the JSON of `PublicKeyCredential.toJSON()`).

        `OnPhone`: the one that their telephone gave for the page. Refused as `accept`, and as
        `Officers.signer`; a refused try is in the history.
        """
        signer = self.officers.signer(officer)
        if isinstance(signer, Refused):
            decision = self.find(decision_id)
            return signer if decision is None else self.refused(decision, officer, signer.reason)
        if isinstance(response, OnPhone):
            given: str | PhonePage = page_of(decision_id, signer, officer)
        else:
            given = response
        presented = PresentedSignature(signer, officer.session_id, given)
        return self.accept(decision_id, presented, officer)

    def accept(
        self, decision_id: Id, presented: PresentedSignature, actor: Officer | Person
    ) -> Signed | Refused:
        """Verify and keep the signature of a proven person.

        Refused: NOT_FOUND, EXPIRED, DECLINED, STATE_ALREADY_HOLDS; NOT_PROVEN for a challenge of
        another decision, person or session; USED_BEFORE for one that was used; FOUR_EYES for a
        person who opened, edited or signed it, with any account; OTHER_APPOINTMENT and
        PROPOSAL_UNSIGNED as `show`; PAGE_CHANGED for a page that said something else, or was shown
        to them in another appointment; and as `PasskeySignatures.verify`, or on the telephone as
        `AppKeySignatures.verify`, and UNMET_LEVEL. A refused try is in the history.
        """
        with self.context.database.transaction():
            # Two approvals at once wait here for each other.
            decision = self._locked(decision_id)
            if decision is None:
                return Refused(Reason.NOT_FOUND)
            kept = self._sign(decision, presented)
            if isinstance(kept, Refused):
                self.refused(decision, actor, kept.reason)
                return kept
            self._record(EventType.DECISION_SIGNED, decision, actor, facts_of(kept))
            return Signed(kept, self._complete(decision))

    def refused(self, decision: Decision, actor: Officer | Person, reason: Reason) -> Refused:
        """Record that a signature was refused for this reason; the decision stays as it is."""
        with self.context.database.transaction():
            self._record(EventType.DECISION_REFUSED, decision, actor, {"reason": reason})
        return Refused(reason)

    def execute(self, decision_id: Id, actor: Officer | Person) -> Decision | Refused:
        """Close a decision that two people signed; its content is what is done, once.

        In the caller's unit of work, whose effect takes every value out of `Decision.document`.
        Refused: NOT_FOUND, EXPIRED, STATE_ALREADY_HOLDS, FOUR_EYES while fewer than two people
        with an appointment in force signed it.
        """
        with self.context.database.transaction():
            decision = self._locked(decision_id)
            if decision is None:
                return Refused(Reason.NOT_FOUND)
            refused = self._closed(decision)
            refused = refused or (None if self._complete(decision) else Reason.FOUR_EYES)
            if refused is not None:
                return Refused(refused)
            now = self.context.clock.now()
            closed = self.context.database.execute(
                _CLOSE, decision=decision.id, becomes=DecisionState.EXECUTED, now=now
            )
            if closed != 1:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            self._record(EventType.DECISION_EXECUTED, decision, actor)
            return self._found(decision.id)

    def void(self, case_id: Id, actor: Actor, reason: Reason) -> int:
        """Void what is open for a case, with its signatures; returns how many decisions.

        `reason`: PAGE_CHANGED when its content was edited, CASE_MOVED when the case moved on.
        """
        with self.context.database.transaction():
            now = self.context.clock.now()
            rows = self.context.database.all(_VOID, case=case_id, now=now)
            for row in rows:
                decision, facts = self._found(row.id), {"reason": reason}
                self._record(EventType.DECISION_REFUSED, decision, actor, facts)
            return len(rows)

    def refuse(self, decision_id: Id, officer: Officer, power: Power) -> Decision | Refused:
        """Withdraw an open decision, for who proposed it, or refuse it, which takes `power`.

        It is closed for ever. Refused: NOT_FOUND, EXPIRED, STATE_ALREADY_HOLDS, OWN_MATTER for what
        others decide about the officer, as `Officers.signer`, and as `may`.
        """
        signer = self.officers.signer(officer)
        if isinstance(signer, Refused):
            return signer
        with self.context.database.transaction():
            decision = self._locked(decision_id)
            if decision is None:
                return Refused(Reason.NOT_FOUND)
            closed = self._closed(decision)
            if closed is not None:
                return Refused(closed)
            withdraws = decision.opened_by is not None and same_person(decision.opened_by, signer)
            refused = None if withdraws else may(officer, power, self.context.clock.now())
            if not withdraws and decision.concerns(signer):
                refused = Reason.OWN_MATTER
            if refused is not None:
                return Refused(refused)
            if not self._refuse(decision, officer, Reason.DECLINED):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            return self._found(decision.id)

    def find(self, decision_id: Id) -> Decision | None:
        """The decision with this id, as it is now."""
        row = self.context.database.one(_ONE, id=_known(decision_id))
        return None if row is None else _decision(row)

    def of_case(self, case_id: Id) -> list[Decision]:
        """All decisions of a case, oldest first."""
        return [_decision(row) for row in self.context.database.all(_OF_CASE, case=case_id)]

    def signatures(self, decision_id: Id) -> list[SignedDecision]:
        """The signatures on a decision, oldest first."""
        return self.proofs.of_decision(_known(decision_id))

    def iterate(self, state: DecisionState | None = None) -> Iterator[Decision]:
        """Every decision, or those in a state, newest first, read a page at a time."""
        asked, wanted = (_NEWEST, {}) if state is None else (_NEWEST_IN, {"state": state})
        before, more = _AFTER_ALL, True
        while more:
            rows = self.context.database.all(asked, before=before, **wanted)
            yield from map(_decision, rows)
            more = len(rows) == _PAGE
            before = rows[-1].id if rows else before

    def export(self) -> Iterator[dict[str, Any]]:
        """Every decision with its signatures as JSON, for `offline.verify_decisions`.

        The section `decisions` of an export; no personal data, and nothing secret.
        """
        for decision in self.iterate():
            yield {
                "id": decision.id,
                "state": decision.state,
                "content": jose.encode(decision.content),
                "signatures": [exported(each) for each in self.signatures(decision.id)],
            }

    def expire(self) -> int:
        """Record as refused what waited too long for its second person; returns how many.

        Each decision is closed in a unit of work of its own, however many there are.
        """
        now, count = self.context.clock.now(), 0
        while late := self.context.database.all(_EXPIRED, now=now):
            for each in late:
                with self.context.database.transaction():
                    decision = self._found(each.id)
                    count += self._refuse(decision, _EXPIRY, Reason.EXPIRED)
        return count

    def _frame(
        self,
        content: DecisionContent,
        actor: Officer | Operator | ActingClient,
        *,
        stays: bool,
        until: datetime | None,
    ) -> DecisionFrame | Refused:
        """`stays`: whether the proposer has to be able to sign."""
        opened_by, excluded = None, content.excluded
        expires_at = self.context.clock.now() + APPROVE_WITHIN
        if isinstance(actor, Officer):
            found = self.officers.signer(actor)
            if not isinstance(found, Refused):
                opened_by = found
            elif stays:
                return found
            else:
                excluded = (*excluded, actor)
        editors = (self.officers.signer_of(each) for each in excluded)
        return DecisionFrame(
            decision_id=new_id(),
            issuer=self.issuer,
            nonce=secrets.token_hex(32),
            expires_at=expires_at if until is None else min(expires_at, until),
            opened_by=opened_by,
            excluded=tuple(
                each for each in editors if opened_by is None or not same_person(each, opened_by)
            ),
        )

    def _may_sign(self, decision: Decision, signer: Signer) -> SigningAct | Refused:
        """What this person's signature would be."""
        closed = self._closed(decision)
        if closed is not None:
            return Refused(closed)
        act = act_of(decision, signer, self.signatures(decision.id))
        return Refused(act) if isinstance(act, Reason) else act

    def _sign(self, decision: Decision, presented: PresentedSignature) -> SignedDecision | Refused:
        act = self._may_sign(decision, presented.signer)
        if isinstance(act, Refused):
            return act
        if isinstance(presented.response, PhonePage) and not self.officers.signs_on_phone:
            return Refused(Reason.UNMET_LEVEL)
        return self.proofs.take(decision, act, presented)

    def _complete(self, decision: Decision) -> bool:
        """Whether two people signed whose appointments are in force and accounts open now.

        Only at the installation nobody holds one: what it decides makes the first two.
        """
        signatures = self.signatures(decision.id)
        if decision.procedure == INSTALLATION:
            return people_in(signatures) >= PEOPLE
        return people_in([each for each in signatures if self._holds(each)]) >= PEOPLE

    def _holds(self, signature: SignedDecision) -> bool:
        """By an appointment in force, with an account that is still an officer's."""
        appointment = self.officers.appointment(signature.signer.appointment_id)
        if appointment is None or not appointment.in_force(self.context.clock.now()):
            return False
        return self.officers.account_refusal(signature.signer.subject_id) is None

    def _closed(self, decision: Decision) -> Reason | None:
        """Why it cannot be signed or executed any more."""
        if decision.state is DecisionState.REFUSED:
            return Reason.DECLINED
        if decision.state is not DecisionState.OPEN:
            return Reason.STATE_ALREADY_HOLDS
        return None if decision.open_at(self.context.clock.now()) else Reason.EXPIRED

    def _refuse(self, decision: Decision, actor: Actor, reason: Reason) -> bool:
        """Close it as refused, with its entry; False where it was closed before."""
        now = self.context.clock.now()
        closed = self.context.database.execute(
            _CLOSE, decision=decision.id, becomes=DecisionState.REFUSED, now=now
        )
        if closed == 1:
            self._record(EventType.DECISION_REFUSED, decision, actor, {"reason": reason})
        return closed == 1

    def _locked(self, decision_id: Id) -> Decision | None:
        """The decision, whose row is held until the open unit of work ends."""
        row = self.context.database.one(_LOCK, id=_known(decision_id))
        return None if row is None else _decision(row)

    def _found(self, decision_id: Id) -> Decision:
        found = self.find(decision_id)
        if found is None:
            raise LookupError(decision_id)
        return found

    def _record(
        self,
        happening: EventType,
        decision: Decision,
        actor: Actor,
        more: Mapping[str, Any] = NO_FACTS,
    ) -> None:
        facts = {
            "decision": decision.id,
            "case": decision.case_id,
            "version": decision.version,
            "procedure": decision.procedure,
            "event": decision.event,
            "digest": decision.digest.hex(),
            **more,
        }
        self.context.history.append(happening, actor=actor, facts=facts)


def _known(decision_id: str) -> Id:
    """An id the database can be asked for; one that is none of ours where it is malformed."""
    return decision_id if is_id(decision_id) else _AFTER_ALL


def _decision(row: Row) -> Decision:
    return Decision(
        **row._asdict()
        | {
            "content": bytes(row.content),
            "digest": bytes(row.digest),
            "state": DecisionState(row.state),
        }
    )
