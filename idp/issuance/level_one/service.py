"""Applications for level 01 from the national application: taken, and answered by their receipt.

Whoever sends one is a stranger, so nothing is looked up of the person before the answer: it is the
same receipt for everybody. What comes of it the sender asks with the key that signed it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from idp.accounts.domain import alone_from
from idp.activation.service import Activations
from idp.casework.domain.cases import Case
from idp.casework.domain.facts import facts_of
from idp.casework.domain.moves import Moved
from idp.casework.service import Cases, new_number
from idp.casework.work_list import WorkList
from idp.factors.app_keys.service import AppKeys
from idp.factors.biometrics.domain.jpeg import Unfit, pictures
from idp.factors.callers import UNKNOWN_CALLER, Caller
from idp.factors.domain import ThrottledSecret
from idp.factors.throttling import AttemptThrottle
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.issuance.level_one.checks import LevelOneChecks
from idp.issuance.level_one.domain import (
    LEVEL_01,
    DeclaredItem,
    Faults,
    LevelOneApplication,
    LevelOneDeclaration,
    Missed,
    read_application,
)
from idp.issuance.level_one.effects import LevelOneEffects
from idp.issuance.level_one.instances import ApplicationInstances, SignedByInstance
from idp.issuance.level_one.procedures import CITED, RECEIVED, LevelOneEvent, LevelOneState
from idp.issuance.level_one.requests import LevelOneRequest, LevelOneRequests, SentApplication
from idp.issuance.level_one.reviews import LevelOneReviews
from idp.kernel.actors import Actor, Person, System, Through, Unproven
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.letters.deliveries import LetterDeliveries
from idp.letters.service import Letters
from idp.notices.ports import HandOver
from idp.platform.jose import decode
from idp.platform.secrets import digest
from idp.policy.domain import Switch
from idp.policy.service import Policy
from idp.representation.service import Representations
from idp.subjects.domain import SubjectKind
from idp.subjects.service import Subjects

APPLICATION: Final = "minhdanh-application+jwt"
APPLICATION_STATE: Final = "minhdanh-application-state+jwt"
APPLICATION_WITHDRAWAL: Final = "minhdanh-application-withdrawal+jwt"
_LONGEST_KEY: Final = 128


@dataclass(frozen=True, slots=True)
class LevelOneReceipt:
    """The number of what was received, and when (D10.1b-4)."""

    number: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOneProgress:
    """What came of an application. `state`: of the case, or `submitted` before it was checked.

    Withdrawn before or after that it is `withdrawn`. `reason`: why it made no case; `ground`: what
    an officer wrote, for who is proven to be the person; `unproven` where the face was not matched,
    or only after many others.
    A refused case in which no face was compared has a `reason` too: no card was issued, or that
    for which the machine gave it to an officer. `due_by`: the end of the term. `letter`: the number
    of the letter that states a refusal to its sender.
    """

    number: str
    received_at: datetime
    state: str
    reason: Reason | None = None
    ground: str | None = None
    unproven: bool = False
    due_by: datetime | None = None
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class _Signer:
    """`filer`: the person whose own key it is; None of an installed application."""

    key: bytes
    claims: Mapping[str, Any]
    filer: Id | None


@dataclass(frozen=True)
class LevelOneApplications:
    """`hand_over`: told when an activation link counts as received."""

    context: ServiceContext
    instances: ApplicationInstances
    app_keys: AppKeys
    policy: Policy
    subjects: Subjects
    representations: Representations
    throttle: AttemptThrottle
    requests: LevelOneRequests
    checks: LevelOneChecks
    reviews: LevelOneReviews
    effects: LevelOneEffects
    engine: Cases
    work_list: WorkList
    activations: Activations
    letters: Letters
    deliveries: LetterDeliveries
    hand_over: HandOver

    def receive(
        self, message: str, face: bytes | None, *, caller: Caller = UNKNOWN_CALLER
    ) -> LevelOneReceipt | Refused | Faults:
        """Take an application, once for each idempotency key of the signing key (D10.1b-4).

        `message`: a JWS of an installed application; on behalf of another, of the filer's own key
        (D10.1d). `face`: a JPEG, whose SHA-256 the message names. Faults: a member for each thing
        that is missing or malformed; nothing is kept, and no term runs. Refused:
        CHANNEL_NOT_ALLOWED, EXPIRED, USED_BEFORE (also of the idempotency key with another content;
        an installed application that repeats the very message gets its receipt), TOO_MANY_TRIES
        (`retry_at`) of this network or key; IN_PERSON_REQUIRED of who asks for another level
        (D10.2a-1, D11.2a-1); GUARDIAN_LEVEL2_REQUIRED; STATE_ALREADY_HOLDS of who
        has an account and files for nobody.
        """
        refused = self.instances.too_many(caller)
        if refused is not None:
            return refused
        signer = self._signer(message, APPLICATION)
        if isinstance(signer, Refused):
            repeated = signer.reason is Reason.USED_BEFORE
            return (self._sent_before(message, face) if repeated else None) or signer
        level = signer.claims.get("level")
        if isinstance(level, int | float) and level != LEVEL_01:
            return Refused(Reason.IN_PERSON_REQUIRED)
        told = self._told(signer.claims, face)
        if isinstance(told, Faults):
            return told
        refused = self._filer_refusal(signer, told)
        if refused is not None:
            return refused
        sent = SentApplication(declared=told, face=face, filer=signer.filer)
        return self._kept(signer, sent)

    def state(self, message: str) -> LevelOneProgress | Refused:
        """What came of the application with this receipt, for the key that signed it.

        The first answer that tells a result delivers it: the seven days to activate run from then,
        unless a message was delivered before (D10.1c-2, D14.1). Refused as `receive`; NOT_FOUND.
        """
        asked = self._asked(message, APPLICATION_STATE)
        if isinstance(asked, Refused):
            return asked
        case = self._case_of(asked)
        progress = self._progress(asked, case)
        self._tell(asked, case, progress.letter)
        return progress

    def letter(self, message: str) -> tuple[str, bytes] | Refused:
        """The letter of a refusal, its number and the sealed PDF, for the key as in `state`.

        It tells the result as `state` does. Refused as `state`, NOT_FOUND also where there is none;
        SERVICE_UNAVAILABLE for the moment that a worker takes to make the file.
        """
        asked = self._asked(message, APPLICATION_STATE)
        if isinstance(asked, Refused):
            return asked
        case = self._case_of(asked)
        number = self._progress(asked, case).letter
        letter = None if number is None else self.letters.by_number(number)
        if letter is None:
            return Refused(Reason.NOT_FOUND)
        content = self.letters.pdf(letter)
        if content is None:
            return Refused(Reason.SERVICE_UNAVAILABLE)
        self._tell(asked, case, letter.number)
        return letter.number, content

    def withdraw(self, message: str) -> LevelOneProgress | Refused:
        """Withdraw the application with this receipt, for the key that signed it; again it stays.

        Before it was checked nothing stays of what was sent. Refused as `state`;
        STATE_ALREADY_HOLDS of what was granted or refused before; NO_GUARDIANSHIP of a filer who
        acts for the person no more.
        """
        asked = self._asked(message, APPLICATION_WITHDRAWAL)
        if isinstance(asked, Refused):
            return asked
        if not asked.checked:
            self._withdrawn_unchecked(asked)
        request = self.requests.by_number(asked.number)
        if request is None or request.reason is not None:  # it was refused meanwhile
            return Refused(Reason.STATE_ALREADY_HOLDS)
        case = self._case_of(request)
        if case is not None and case.state != LevelOneState.WITHDRAWN:
            refused = self._withdrawn_case(request, case)
            case = self._case_of(request)
            if refused is not None and (case is None or case.state != LevelOneState.WITHDRAWN):
                return refused
        return self._progress(request, case)

    def filed_by(self, person_id: Id) -> tuple[Case, ...]:
        """The open applications that this person filed for whom they act for by a record still."""
        records = self.representations.of_agent(person_id)
        whose = dict.fromkeys(each.principal_id for each in records)
        found = (case for each in whose for case in self.work_list.of_person(each))
        still_open = (each for each in found if each.closed_at is None)
        return tuple(each for each in still_open if self.may_withdraw(each, person_id))

    def withdraw_own(self, number: str, *, version: int, actor: Person) -> Moved | Refused:
        """Withdraw an application in self-service, as the page showed it.

        By the person, or for them by who filed it and acts for them still. Refused: NOT_FOUND, and
        as `Cases.fire`: CASE_MOVED of what was decided meanwhile.
        """
        case = self.engine.by_number(number)
        if case is None or not self.may_withdraw(case, actor.subject_id):
            return Refused(Reason.NOT_FOUND)
        own = actor.subject_id == case.subject_id
        by = actor if own else replace(actor, acting_for=case.subject_id)
        return self.engine.fire(case.id, LevelOneEvent.WITHDRAW_OWN, by, version=version)

    def may_withdraw(self, case: Case, person_id: Id) -> bool:
        """Whether it is an application that this person withdraws in self-service."""
        return case.procedure in CITED and self.effects.is_of(case, person_id)

    def _withdrawn_unchecked(self, request: LevelOneRequest) -> None:
        """Whoever is here and was named in it reads so in their history."""
        sent = self.requests.sent(request)
        with self.context.database.transaction():
            if sent is None or not self.requests.withdraw(request):
                return
            told = sent.declared
            named = told.kind is SubjectKind.CITIZEN
            self.context.history.append(
                EventType.ISSUANCE_WITHDRAWN,
                actor=_sender(sent.filer, None),
                subject_id=self.subjects.of_kind(told.kind, told.number) if named else None,
                facts={"number": request.number, "channel": "application"},
            )

    def _withdrawn_case(self, request: LevelOneRequest, case: Case) -> Refused | None:
        filer = self.effects.application(case).filer
        event = LevelOneEvent.WITHDRAW_OWN if filer else LevelOneEvent.WITHDRAW_SENT
        by = _sender(filer, case.subject_id) if filer else System(rule=RECEIVED)
        with self.context.database.transaction():
            moved = self.engine.fire(case.id, event, by)
            if isinstance(moved, Refused):
                return moved
            self.requests.told(request)
        return None

    def _asked(self, message: str, typ: str) -> LevelOneRequest | Refused:
        """The application that a signed message names, of the key that signed both."""
        signer = self._signer(message, typ)
        if isinstance(signer, Refused):
            return signer
        number = str(signer.claims.get("receipt"))
        request = self.requests.by_number(number) if _is_key(number) else None
        if request is None or request.key != signer.key:
            return Refused(Reason.NOT_FOUND)
        return request

    def _sent_before(self, message: str, face: bytes | None) -> LevelOneReceipt | None:
        """The receipt for the very message, where its first answer was lost on the way.

        Only of an installed application, and once the message is proven: a message that was used
        before is. None where nothing was kept of it.
        """
        signer = self.instances.signer_of(message, typ=APPLICATION)
        told = None if signer is None else self._told(signer.claims, face)
        if signer is None or not isinstance(told, LevelOneDeclaration):
            return None
        kept = self.requests.of_idempotency(_idempotency(signer.key, signer.claims))
        sent = SentApplication(declared=told, face=face, filer=None)
        if kept is None or not self.requests.is_of(kept, sent):
            return None
        return LevelOneReceipt(kept.number, kept.received_at)

    def _kept(self, signer: _Signer, sent: SentApplication) -> LevelOneReceipt | Refused:
        """What cannot be kept is not counted either, nor counted against who tries again."""
        idempotency = _idempotency(signer.key, signer.claims)
        kept = self.requests.of_idempotency(idempotency)
        if kept is None:
            counter = digest(f"applications by {signer.key.hex()}")
            with self.context.database.transaction():
                counted = self.throttle.acquire(counter, ThrottledSecret.APPLICATION)
                if isinstance(counted, Refused):
                    return counted
                kept = self.requests.add(
                    new_number(), key=signer.key, idempotency=idempotency, sent=sent
                )
        if not self.requests.is_of(kept, sent):
            return Refused(Reason.USED_BEFORE)
        return LevelOneReceipt(kept.number, kept.received_at)

    def _signer(self, message: str, typ: str) -> _Signer | Refused:
        """Whose key signed it. Refused: CHANNEL_NOT_ALLOWED of a key that nobody here has.

        And as both `authenticate`.
        """
        said = self.instances.authenticate(message, typ=typ)
        if isinstance(said, SignedByInstance):
            return _Signer(said.key, said.claims, None)
        if said.reason is not Reason.NOT_FOUND:
            return said
        own = self.app_keys.authenticate(message, typ=typ)
        if isinstance(own, Refused):
            unknown = own.reason is Reason.NOT_PROVEN
            return Refused(Reason.CHANNEL_NOT_ALLOWED) if unknown else own
        thumbprint = decode(str(own.claims["iss"])) or b""
        return _Signer(thumbprint, own.claims, own.credential.subject_id)

    def _told(self, claims: Mapping[str, Any], face: bytes | None) -> LevelOneDeclaration | Faults:
        told = read_application(
            claims,
            today=civil_day(self.context.clock.now()),
            face=face is not None,
            foreign_under_six=bool(self.policy.value(Switch.FOREIGN_UNDER_6_FACE)),
        )
        faults = dict(told.members) if isinstance(told, Faults) else {}
        if not _is_key(claims.get("idempotency_key")):
            faults["idempotency_key"] = Missed.MISSING
        if not isinstance(claims.get("level"), int | float | None):
            faults["level"] = Missed.MALFORMED
        if face is not None and not _is_picture(face, claims.get("face_sha256")):
            faults["face"] = Missed.MALFORMED
        if isinstance(told, LevelOneDeclaration) and told.on_behalf and not told.phone:
            faults["phone_number"] = Missed.MISSING  # the filer's own (D10.1d, D11.1d)
        if faults:
            return Faults(faults, contacts=isinstance(told, Faults) and told.contacts)
        return told

    def _filer_refusal(self, signer: _Signer, told: LevelOneDeclaration) -> Refused | None:
        if signer.filer is not None and not told.on_behalf:
            return Refused(Reason.STATE_ALREADY_HOLDS)
        if signer.filer is not None:
            able = self.effects.may_file(signer.filer, self.context.clock.now())
            return None if able else Refused(Reason.GUARDIAN_LEVEL2_REQUIRED)
        child = civil_day(self.context.clock.now()) < alone_from(told.birthdate)
        alone = not (told.on_behalf or child)
        return None if alone else Refused(Reason.GUARDIAN_LEVEL2_REQUIRED)

    def _case_of(self, request: LevelOneRequest) -> Case | None:
        return None if request.case_id is None else self.work_list.by_id(request.case_id)

    def _tell(self, request: LevelOneRequest, case: Case | None, letter: str | None) -> None:
        """Record that the telephone was told a result, and of a letter, the first time."""
        over = request.reason is not None or (case is not None and case.closed_at is not None)
        if not over or request.told_at is not None:
            return
        with self.context.database.transaction():
            if not self.requests.told(request):
                return
            self.context.history.append(
                EventType.ISSUANCE_TOLD,
                actor=Unproven(through=Through.APPLICATION),
                subject_id=None if case is None else case.subject_id,
                facts={"number": request.number, "channel": "application"},
            )
            if letter is not None:
                self.deliveries.told(letter, "application", self.context.clock.now())
            granted = case is not None and case.state == LevelOneState.GRANTED
            if case is None or case.subject_id is None or not granted:
                return
            link = self.activations.newest(case.subject_id)
            if link is not None:
                self.hand_over.handed(link.id, self.context.clock.now())

    def _progress(self, request: LevelOneRequest, case: Case | None) -> LevelOneProgress:
        if case is None:
            state = "submitted" if request.reason is None else LevelOneState.REFUSED.value
            if request.withdrawn_at is not None:
                state = LevelOneState.WITHDRAWN.value
            return LevelOneProgress(
                number=request.number,
                received_at=request.received_at,
                state=state,
                reason=request.reason,
                letter=request.letter,
            )
        reason, ground, unproven, letter = None, None, False, None
        if case.state == LevelOneState.REFUSED:
            told = self.effects.told(case)
            asked = facts_of(LevelOneApplication, told)
            compared = DeclaredItem.NO_CARD not in asked.differs
            unproven = compared and not asked.proves_sender
            if not compared:
                reason = Reason(told["found"] or Reason.IDENTITY_CARD_REQUIRED)
            elif not unproven:
                ground, letter = told["ground"], request.letter
        return LevelOneProgress(
            number=request.number,
            received_at=request.received_at,
            state=case.state,
            reason=reason,
            ground=ground,
            unproven=unproven,
            due_by=case.due_by,
            letter=letter,
        )


def _sender(filer: Id | None, whose: Id | None) -> Actor:
    """Who filed it for another by their own key; of an installed application nobody is proven."""
    if filer:
        return Person(subject_id=filer, acting_for=whose)
    return Unproven(through=Through.APPLICATION)


def _idempotency(key: bytes, claims: Mapping[str, Any]) -> bytes:
    return digest(f"{key.hex()} {claims['idempotency_key']}")


def _is_key(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_KEY and value.isprintable()


def _is_picture(face: bytes, said: object) -> bool:
    """Whether it is one JPEG of a sound size, and the one that the message names."""
    if said != hashlib.sha256(face).hexdigest():
        return False
    try:
        pictures((face,), fewest=1)
    except Unfit:
        return False
    return True
