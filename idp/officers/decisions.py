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
from idp.factors.app_keys.signatures import AppKeySignature, AppKeySignatures
from idp.factors.passkey_signatures import PasskeySignature, PasskeySignatures
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.service import NO_FACTS
from idp.kernel.actors import ActingClient, Actor, Officer, Operator, Person, System
from idp.kernel.canonical_json import canonical, parse
from idp.kernel.ids import Id, is_id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.decisions import (
    INSTALLATION,
    PEOPLE,
    Decision,
    DecisionState,
    SignatureMeans,
    SignedDecision,
    act_of,
    people_in,
)
from idp.officers.domain.signing import (
    APPROVE_WITHIN,
    LONGEST_DECISION,
    SIGN_WITHIN,
    DecisionContent,
    DecisionFrame,
    Signer,
    SigningAct,
    decision_document,
    digest_of,
    instant_text,
    same_person,
    signer_document,
    statement,
)
from idp.officers.offline import signature_fault
from idp.officers.phone_requests import PhonePage, PhoneRequests, page_of
from idp.officers.service import Officers
from idp.officers.tables import DECISION, SIGNED_DECISION, SIGNING_REQUEST
from idp.platform import jose
from idp.platform.database import Row, insert_new, purge

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
_SHOW: Final = insert(SIGNING_REQUEST)
_USE: Final = (
    update(SIGNING_REQUEST)
    .where(
        SIGNING_REQUEST.c.digest == bindparam("challenge"),
        SIGNING_REQUEST.c.decision_id == bindparam("decision"),
        SIGNING_REQUEST.c.officer_id == bindparam("officer"),
        SIGNING_REQUEST.c.session_id == bindparam("session"),
        SIGNING_REQUEST.c.used_at.is_(None),
        SIGNING_REQUEST.c.expires_at > bindparam("now"),
    )
    .values(used_at=bindparam("now"))
    .returning(*SIGNING_REQUEST.c)
)
_SHOWN: Final = select(SIGNING_REQUEST).where(SIGNING_REQUEST.c.digest == bindparam("challenge"))
_KEEP: Final = insert_new(SIGNED_DECISION)
_SIGNATURES: Final = (
    select(SIGNED_DECISION)
    .where(SIGNED_DECISION.c.decision_id == bindparam("decision"))
    .order_by(SIGNED_DECISION.c.id)
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
class PresentedSignature:
    """A signature: `signer` is who was proven, `session_id` where the page was shown.

    `response`: the JSON of `PublicKeyCredential.toJSON()`, or the page for which the telephone
    signed.
    """

    signer: Signer
    session_id: Id
    response: str | PhonePage


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that was kept. `complete`: two people have signed, so it can be executed."""

    signature: SignedDecision
    complete: bool


@dataclass(frozen=True)
class SignedDecisions:
    context: ServiceContext
    officers: Officers
    passkeys: PasskeySignatures
    app_keys: AppKeySignatures
    phones: PhoneRequests
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
        words = self.statement_for(turn, signer, session_id=session_id)
        options = self.passkeys.options(signer.subject_id, digest_of(words))
        return SigningPage(turn.decision, turn.act, words, options)

    def turn(self, decision_id: Id, signer: Signer) -> SigningTurn | Refused:
        """What a proven person's signature would be. Refused as `show`."""
        decision = self.find(decision_id)
        if decision is None:
            return Refused(Reason.NOT_FOUND)
        act = self._may_sign(decision, signer)
        return act if isinstance(act, Refused) else SigningTurn(decision, act)

    def statement_for(self, turn: SigningTurn, signer: Signer, *, session_id: Id) -> bytes:
        """A new statement for this person, which can be signed once, in this session."""
        decision, now = turn.decision, self.context.clock.now()
        nonce = secrets.token_hex(32)
        words = statement(decision.document, signer, turn.act, nonce=nonce, at=now)
        with self.context.database.transaction():
            self.context.database.execute(
                _SHOW,
                digest=digest_of(words),
                decision_id=decision.id,
                officer_id=signer.officer_id,
                session_id=session_id,
                act=turn.act,
                statement=words,
                expires_at=min(now + SIGN_WITHIN, decision.expires_at),
                used_at=None,
            )
        return words

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
            self._record(EventType.DECISION_SIGNED, decision, actor, _facts_of(kept))
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
        rows = self.context.database.all(_SIGNATURES, decision=_known(decision_id))
        return [_signature(row) for row in rows]

    def iterate(self) -> Iterator[Decision]:
        """Every decision, newest first, read from the database a page at a time."""
        before, more = _AFTER_ALL, True
        while more:
            rows = self.context.database.all(_NEWEST, before=before)
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
                "signatures": [_exported(each) for each in self.signatures(decision.id)],
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

    def purge_expired(self) -> int:
        """Delete statements that were shown and not signed in time; returns how many."""
        expiry = SIGNING_REQUEST.c.expires_at
        now = self.context.clock.now()
        return purge(self.context.database, SIGNING_REQUEST, expiry <= now, by=expiry)

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
        signer = presented.signer
        act = self._may_sign(decision, signer)
        if isinstance(act, Refused):
            return act
        proven = self._proven(decision, presented)
        if isinstance(proven, Refused):
            return proven
        words, by = proven
        if not _is_about(words, decision, signer, act):
            return Refused(Reason.PAGE_CHANGED)
        return self._keep(decision, signer, act, words, by)

    def _proven(
        self, decision: Decision, presented: PresentedSignature
    ) -> tuple[bytes, PasskeySignature | AppKeySignature] | Refused:
        """The statement that was signed, and the signature, which verifies."""
        response = self._response(presented)
        if isinstance(response, Refused):
            return response
        keys = self.app_keys if isinstance(presented.response, PhonePage) else self.passkeys
        challenge = keys.challenge_in(response)
        if challenge is None:
            return Refused(Reason.NOT_PROVEN)
        shown = self._use(decision, presented, challenge)
        if isinstance(shown, Refused):
            return shown
        proven = keys.verify(presented.signer.subject_id, challenge, response)
        return proven if isinstance(proven, Refused) else (bytes(shown.statement), proven)

    def _response(self, presented: PresentedSignature) -> str | Refused:
        """What the browser sent; or what the telephone signed for its page, which is used up."""
        given = presented.response
        if not isinstance(given, PhonePage):
            return given
        if not self.officers.signs_on_phone:
            return Refused(Reason.UNMET_LEVEL)
        return self.phones.take(given) or Refused(Reason.NOT_PROVEN)

    def _use(
        self, decision: Decision, presented: PresentedSignature, challenge: bytes
    ) -> Row | Refused:
        """Use a challenge up, before what it signed is looked at."""
        officer_id, session_id = presented.signer.officer_id, presented.session_id
        used = self.context.database.one(
            _USE,
            challenge=challenge,
            decision=decision.id,
            officer=officer_id,
            session=session_id,
            now=self.context.clock.now(),
        )
        if used is not None:
            return used
        shown = self.context.database.one(_SHOWN, challenge=challenge)
        if shown is None or shown.decision_id != decision.id:
            return Refused(Reason.NOT_PROVEN)
        if shown.officer_id != officer_id or shown.session_id != session_id:
            return Refused(Reason.NOT_PROVEN)
        return Refused(Reason.EXPIRED if shown.used_at is None else Reason.USED_BEFORE)

    def _keep(
        self,
        decision: Decision,
        signer: Signer,
        act: SigningAct,
        words: bytes,
        proven: PasskeySignature | AppKeySignature,
    ) -> SignedDecision | Refused:
        signature = SignedDecision(
            id=new_id(),
            decision_id=decision.id,
            act=act,
            signer=signer,
            statement=words,
            digest=digest_of(words),
            credential_id=proven.credential_id,
            public_key=proven.public_key,
            algorithm=proven.algorithm,
            signed_at=self.context.clock.now(),
            **_parts_of(proven),
        )
        exported = _exported(signature)
        if signature_fault(exported, decision.document, decision.content) is not None:
            return Refused(Reason.NOT_PROVEN)
        kept = self.context.database.execute(_KEEP, **_signature_row(signature))
        return signature if kept == 1 else Refused(Reason.FOUR_EYES)

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


def _parts_of(proven: PasskeySignature | AppKeySignature) -> dict[str, Any]:
    """What is kept of a signature, by the kind of its key; see `tables.SignedDecisionRow`."""
    if isinstance(proven, AppKeySignature):
        return {
            "means": SignatureMeans.APP_KEY,
            "authenticator_data": proven.attestation,
            "client_data": proven.signed,
            "signature": proven.signature,
        }
    return {
        "means": SignatureMeans.PASSKEY,
        "authenticator_data": proven.parts.authenticator_data,
        "client_data": proven.parts.client_data,
        "signature": proven.parts.signature,
    }


def _facts_of(kept: SignedDecision) -> dict[str, Any]:
    """What an entry says of a signature: of which statement, and by which key (SHA-256 of SPKI).

    `attestation`: SHA-256 of what the attestation of a key of the application said, which no
    signature covers.
    """
    told = {
        "act": kept.act,
        "signature": kept.id,
        "signed": kept.digest.hex(),
        "means": kept.means,
        "credential": kept.credential_id,
        "key": digest_of(kept.public_key).hex(),
    }
    if kept.means is SignatureMeans.APP_KEY:
        told["attestation"] = digest_of(kept.authenticator_data).hex()
    return told


def _exported(signature: SignedDecision) -> dict[str, Any]:
    told = {name: jose.encode(getattr(signature, name)) for name in _BYTES}
    return {
        **told,
        "means": signature.means,
        "algorithm": signature.algorithm,
        "credential": signature.credential_id,
        "signed_at": instant_text(signature.signed_at),
    }


def _known(decision_id: str) -> Id:
    """An id the database can be asked for; one that is none of ours where it is malformed."""
    return decision_id if is_id(decision_id) else _AFTER_ALL


def _is_about(words: bytes, decision: Decision, signer: Signer, act: SigningAct) -> bool:
    """Whether the statement that was shown is this person's about this very content."""
    document = parse(words)
    mine = document["signer"] == signer_document(signer) and document["act"] == act
    return mine and canonical(document["decision"]) == decision.content


def _decision(row: Row) -> Decision:
    return Decision(
        **row._asdict()
        | {
            "content": bytes(row.content),
            "digest": bytes(row.digest),
            "state": DecisionState(row.state),
        }
    )


_BYTES: Final = (
    "statement",
    "digest",
    "public_key",
    "authenticator_data",
    "client_data",
    "signature",
)


def _signature_row(signature: SignedDecision) -> dict[str, Any]:
    signer = signature.signer
    told = {
        name: getattr(signature, name)
        for name in (*_BYTES, "id", "decision_id", "act", "means", "credential_id")
    }
    return {
        **told,
        "algorithm": signature.algorithm,
        "signed_at": signature.signed_at,
        "officer_id": signer.officer_id,
        "appointment_id": signer.appointment_id,
        "subject_id": signer.subject_id,
        "identity": signer.identity,
    }


def _signature(row: Row) -> SignedDecision:
    signer = Signer(
        officer_id=row.officer_id,
        appointment_id=row.appointment_id,
        subject_id=row.subject_id,
        identity=bytes(row.identity),
    )
    return SignedDecision(
        id=row.id,
        decision_id=row.decision_id,
        act=SigningAct(row.act),
        signer=signer,
        means=SignatureMeans(row.means),
        credential_id=row.credential_id,
        algorithm=row.algorithm,
        signed_at=row.signed_at,
        **{name: bytes(getattr(row, name)) for name in _BYTES},
    )
