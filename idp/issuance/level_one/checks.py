"""The worker's half: what was sent is compared with the State's services, and granted or not.

A machine grants what agrees (docs/decisions/0030); what does not, an officer looks at. Nothing is
told to who proved nothing: the number has to be the person's own, and the face that of the person,
before anybody learns whether there is an account or another application. Whether somebody lives,
has a card or is in the country is told to a number of theirs, a face of theirs where there is no
number, or who acts for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.activation.service import Activations
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import About
from idp.casework.service import Cases
from idp.casework.work_list import WorkList
from idp.factors.domain import ThrottledSecret
from idp.factors.throttling import AttemptThrottle
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.issuance.domain import ComparedAs, account_refusal, identity_version
from idp.issuance.level_one.domain import (
    LEVEL_01,
    OF_OTHERS,
    DeclaredItem,
    LevelOneApplication,
    LevelOneDeclaration,
    differing_items,
    face_asked,
    is_agent,
    joint,
    needs_agent,
)
from idp.issuance.level_one.effects import LevelOneEffects
from idp.issuance.level_one.procedures import (
    CHECKED,
    CITED,
    CITIZEN_LEVEL_1,
    CITIZEN_LEVEL_1_WITH_CARD,
    FOREIGNER_LEVEL_1,
    LEVEL_ONE,
    AwaitedCardEvent,
    AwaitedCardState,
    LevelOneEvent,
    LevelOneState,
)
from idp.issuance.level_one.requests import (
    AnswerAddress,
    LevelOneRequest,
    LevelOneRequests,
    SentApplication,
)
from idp.issuance.level_one.sources import LevelOneRecord, LevelOneSources, Silent
from idp.issuance.level_one.words import DEFAULT_LOCALE, GROUNDS, ground_of
from idp.kernel.actors import Actor, Person, System
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.letters.decisions import DecisionLetters
from idp.notices.domain import Channel, NoticeKind
from idp.notices.service import Notices
from idp.platform.logs import logger
from idp.platform.secrets import digest
from idp.representation.domain import OF_WARDS, Representation, may_act_alone
from idp.representation.service import Representations
from idp.subjects.datum_values import last_possible_birth
from idp.subjects.domain import Identity, SubjectKind
from idp.subjects.service import Subjects

_LOG: Final = logger(__name__)
TOLD_BY_MESSAGE_AFTER: Final = timedelta(minutes=2)
"""How long the telephone has to ask for a refusal itself, before a message is sent (D10.1c-2)."""
WAITS_FOR: Final = timedelta(days=7)
"""How long an application may wait for answers: a picture of a face is not kept for ever."""
BY_MAIL_AFTER: Final = timedelta(minutes=30)
"""How long a text message has to be delivered, before the address is written to."""
_RULE: Final = System(rule=CHECKED)
_RECEIVED: Final = System(rule="D10.1b-4")
"""Who makes a case of what a stranger sent: they are proven to be nobody, and decide nothing."""
_NAMES: Final = frozenset(each.name for each in LEVEL_ONE)
_PROCEDURES: Final = {
    SubjectKind.CITIZEN: CITIZEN_LEVEL_1,
    SubjectKind.FOREIGNER: FOREIGNER_LEVEL_1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Examined:
    """What was found outside of a transaction.

    `others`: the face matches, after too many that did not. `awaits_card`: the card is applied for
    and was not issued yet, so there is no face to compare with.
    """

    record: LevelOneRecord
    face: tuple[ComparedAs, ...]
    comparison: str
    others: bool = False
    awaits_card: bool = False


@dataclass(frozen=True)
class LevelOneChecks:
    """Whoever knows somebody's number and telephone may apply as them, from many telephones.

    Only faces that are not the person's are counted for the person, and only those are refused for
    it: a stranger closes it for strangers. While they are, a face that matches may be one that was
    guessed, so officers grant what the machine would.
    """

    context: ServiceContext
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    representations: Representations
    engine: Cases
    work_list: WorkList
    sources: LevelOneSources
    requests: LevelOneRequests
    throttle: AttemptThrottle
    notices: Notices
    letters: DecisionLetters
    activations: Activations
    effects: LevelOneEffects

    def check_due(self) -> int:
        """Check what was sent and is due; how many were decided or told (a worker's duty).

        Not to be called inside a transaction.
        """
        done = 0
        for request in self.requests.claim_due():
            if request.waits:
                done += self._check_again(request)
            else:
                done += self._follow(request) if request.checked else self._check(request)
        return done

    def _check_again(self, request: LevelOneRequest) -> bool:
        """Ask whether the card exists by now; whom it concerns otherwise is an officer's matter.

        A register that is silent is asked again until the case has ended: its term is the
        authority's.
        """
        case, sent = self._case_of(request), self.requests.sent(request)
        if case is None or case.state != AwaitedCardState.AWAITING_CARD or sent is None:
            self.requests.finish(request)
            return False
        found = self._examined(request, sent)
        if isinstance(found, Silent) or (isinstance(found, _Examined) and found.awaits_card):
            self.requests.put_off(request)
            return False
        reason = found.reason if isinstance(found, Refused) else None
        for _ in range(2):  # what is refused within the decision is given to an officer then
            try:
                with self.context.database.transaction():
                    return self._moved_on(request, sent, case, found, reason)
            except Undone as undone:
                reason = undone.refused.reason
                if reason not in GROUNDS:
                    break
        # another worker, or who withdrew it, was in the way
        self.requests.put_off(request)
        return False

    def _moved_on(
        self,
        request: LevelOneRequest,
        sent: SentApplication,
        case: Case,
        found: _Examined | Refused,
        reason: Reason | None,
    ) -> bool:
        """One transaction: what waited is granted, or given to an officer. Raises Undone.

        `reason`: why it cannot be granted, besides what differs.
        """
        self.engine.hold([case.id])  # first, as every other move does
        asked, refused = self.effects.joint(case), found
        if isinstance(found, _Examined):
            identity = self._identified_as(case, found.record)
            if isinstance(identity, Refused):
                refused = identity
            else:
                self._locked(identity.subject_id, found.record)
                asked = joint(self._facts(sent, found, identity), asked.card_application)
                refused = self._other_refusal(identity.subject_id, asked, but=case.id) or found
        if reason is None and isinstance(refused, Refused):
            reason = refused.reason
        facts = replace(asked, found="" if reason is None else reason.value)
        granted = facts.agrees and reason is None
        event = AwaitedCardEvent.MATCHED if granted else AwaitedCardEvent.UNMATCHED
        or_undo(self.engine.fire(case.id, event, _RULE, facts))
        again = self.context.clock.now() + BY_MAIL_AFTER if granted else None
        if not self.requests.settle(request, case_id=case.id, look_again=again):
            raise Undone(Refused(Reason.USED_BEFORE))
        return True

    def _case_of(self, request: LevelOneRequest) -> Case | None:
        return None if request.case_id is None else self.work_list.by_id(request.case_id)

    def _check(self, request: LevelOneRequest) -> bool:
        sent = self.requests.sent(request)
        if sent is None:
            return False
        found = self._examined(request, sent)
        if isinstance(found, Silent):
            _LOG.warning("an application waits for an answer", kind=str(found.reason))
            return self._put_off(request, sent, phone_asked=found.phone_asked)
        if isinstance(found, Refused):
            return self._turn_away(request, sent, found.reason)
        try:
            with self.context.database.transaction():
                return self._decided(request, sent, found)
        except Undone as undone:
            if undone.refused.reason in GROUNDS:
                return self._turn_away(request, sent, undone.refused.reason)
        # another worker, or another account, was in the way
        return self._put_off(request, sent, phone_asked=True)

    def _put_off(
        self, request: LevelOneRequest, sent: SentApplication, *, phone_asked: bool
    ) -> bool:
        """Ask again later; whom nobody could check for days is told, and may apply again."""
        if self.context.clock.now() - request.received_at >= WAITS_FOR:
            reason = Reason.REGISTRY_NOT_CONNECTED
            return self._turn_away(request, sent, reason, phone_asked=phone_asked)
        self.requests.put_off(request)
        return False

    def _examined(
        self, request: LevelOneRequest, sent: SentApplication
    ) -> _Examined | Refused | Silent:
        """What the services of the State say; the telephone first, which proves most."""
        told, first = sent.declared, _phone_first(sent)
        if first:
            silent = self.sources.phone_refusal(told.number, told.phone)
            if silent is not None:
                return silent
        record = self.sources.record(told)
        if isinstance(record, Silent):
            return replace(record, phone_asked=first)
        if isinstance(record, Refused):
            return record
        received_on = civil_day(request.received_at)
        refused = self._agent_refusal(sent, record, received_on) or self._phone_refusal(
            sent, record
        )
        by_face = not told.phone  # of a foreigner: nothing else says who sent it
        if refused is None and not by_face:
            refused = record.ineligible
        if isinstance(refused, Refused) and _awaits_card(told, refused):
            return self._without_card(sent, record, received_on)
        if refused is not None:
            return refused
        found = self._with_face(sent, record, received_on)
        proven = isinstance(found, _Examined) and found.face in ((), (ComparedAs.MATCH,))
        return (record.ineligible if by_face and proven else None) or found

    def _without_card(
        self, sent: SentApplication, record: LevelOneRecord, received_on: date
    ) -> _Examined | Refused:
        """The face is sent now, and compared once the card exists."""
        if sent.face is None and _needs_face(record, received_on):
            return Refused(Reason.DOSSIER_INCOMPLETE)
        return _Examined(record=record, face=(), comparison="none", awaits_card=True)

    def _with_face(
        self, sent: SentApplication, record: LevelOneRecord, received_on: date
    ) -> _Examined | Refused | Silent:
        if sent.face is None and _needs_face(record, received_on):
            return Refused(Reason.DOSSIER_INCOMPLETE)
        if sent.face is None:
            return _Examined(record=record, face=(), comparison="none")
        known = self.subjects.of_kind(record.kind, record.number)
        said = self.sources.face(record, sent.face, known=known)
        if isinstance(said, Silent):
            return replace(said, phone_asked=True)
        face, comparison = said
        if face is ComparedAs.UNCLEAR:  # no valid dossier: a better picture is asked for
            return Refused(Reason.PICTURES_UNCLEAR)
        others, counter = False, _faces_of(record)
        if face in OF_OTHERS:
            counted = self.throttle.acquire(counter, ThrottledSecret.APPLICATION)
            if isinstance(counted, Refused):
                return Refused(counted.reason)
        elif face is ComparedAs.MATCH:
            closed = self.throttle.closed_until(counter, ThrottledSecret.APPLICATION)
            others = closed is not None
        return _Examined(record=record, face=(face,), comparison=comparison, others=others)

    def _phone_refusal(
        self, sent: SentApplication, record: LevelOneRecord
    ) -> Refused | Silent | None:
        """Of a foreigner, whose own number only the record tells; and of who files for another."""
        told = sent.declared
        if sent.filer is not None:
            filer = self.subjects.identity(sent.filer).number
            return self.sources.phone_refusal(filer, told.phone)
        if told.kind is SubjectKind.FOREIGNER and told.phone:
            return self.sources.phone_refusal(record.number, told.phone)
        return None

    def _agent_refusal(
        self, sent: SentApplication, record: LevelOneRecord, received_on: date
    ) -> Refused | None:
        """Why nobody may apply for the person like this (D10.1d), of the age on the day of receipt.

        GUARDIAN_LEVEL2_REQUIRED of who may not alone, or whose filer has no level 02 any more;
        NO_GUARDIANSHIP where nothing on record says that the filer acts for the person.
        """
        now = self.context.clock.now()
        today = civil_day(now)
        whose = self.subjects.of_kind(record.kind, record.number)
        held = () if whose is None else self._held_beside(record, whose)
        ward = whose is not None and self.accounts.is_ward(whose)
        ward = ward or any(each.kind in OF_WARDS for each in held)
        born, agents = record.birthdate, record.agents
        needed = ward or needs_agent(born, agents, today, received_on=received_on)
        if sent.filer is None:
            return Refused(Reason.GUARDIAN_LEVEL2_REQUIRED) if needed else None
        if not self.effects.may_file(sent.filer, now):
            return Refused(Reason.GUARDIAN_LEVEL2_REQUIRED)
        filer = self.subjects.identity(sent.filer).number
        told = is_agent(filer, agents, born, today, received_on=received_on)
        known = may_act_alone(held, sent.filer)
        return None if needed and (told or known) else Refused(Reason.NO_GUARDIANSHIP)

    def _held_beside(self, record: LevelOneRecord, whose: Id) -> tuple[Representation, ...]:
        """The records here that hold, of sources other than those that said who acts just now.

        What a register said before is worth nothing once it says otherwise: a guardian whom a court
        removed files for nobody, and who is a ward no more files alone.
        """
        held = self.representations.in_force(whose)
        return tuple(each for each in held if each.source not in record.stated)

    def _decided(self, request: LevelOneRequest, sent: SentApplication, found: _Examined) -> bool:
        """One transaction: the case, and what the machine does with it. Raises Undone."""
        identity = or_undo(self._identified(found.record))
        whose, procedure = identity.subject_id, _PROCEDURES[found.record.kind]
        facts = self._facts(sent, found, identity)
        if found.awaits_card:
            procedure = CITIZEN_LEVEL_1_WITH_CARD
            facts = joint(facts, sent.declared.card_application)
        self._locked(whose, found.record)
        refused = self._other_refusal(whose, facts)
        if refused is not None:
            raise Undone(refused)
        case = or_undo(
            self.engine.open(
                procedure,
                _actor(sent, whose),
                EventType.ISSUANCE_APPLIED_ONLINE,
                about=About(subject_id=whose),
                facts=facts,
                told={"level": LEVEL_01},
                number=request.number,
                received_at=request.received_at,
            )
        )
        if found.awaits_card:
            if not self.requests.wait(request, case.id):
                raise Undone(Refused(Reason.USED_BEFORE))
            return False
        event = LevelOneEvent.MATCHED if facts.agrees else LevelOneEvent.UNMATCHED
        or_undo(self.engine.fire(case.id, event, _RULE))
        again = self.context.clock.now() + BY_MAIL_AFTER if facts.agrees else None
        if not self.requests.settle(request, case_id=case.id, look_again=again):
            raise Undone(Refused(Reason.USED_BEFORE))
        return True

    def _locked(self, whose: Id, record: LevelOneRecord) -> None:
        """Lock account and subject, and keep what the registers say of who acts for the person."""
        self.account_locks.lock(whose)
        self.subjects.lock(whose)
        for name, agents in record.stated.items():
            self.representations.reconcile(whose, name, agents, actor=_RULE)

    def _facts(
        self, sent: SentApplication, found: _Examined, identity: Identity
    ) -> LevelOneApplication:
        told, record = sent.declared, found.record
        differs = differing_items(told.declared(), record.said())
        if record.contradicts(identity):
            differs = (*differs, DeclaredItem.REGISTERS)
        if found.others:
            differs = (*differs, DeclaredItem.OTHER_FACES)
        if found.awaits_card:
            differs = (*differs, DeclaredItem.NO_CARD)
        return LevelOneApplication(
            identity=identity_version(identity),
            phone=told.phone,
            email=told.email,
            filer=sent.filer or "",
            differs=differs,
            face=found.face,
            comparison=found.comparison,
        )

    def _other_refusal(
        self, whose: Id, facts: LevelOneApplication, *, but: Id | None = None
    ) -> Refused | None:
        """CASE_OPEN while another application for the person is; as `account_refusal`.

        Whose face was not matched learns nothing of an account: that application is an officer's,
        who sees it. And what somebody sent with another's face does not stop the person. `but`: the
        case that is decided.
        """
        if self.subjects.joined_to(whose) is not None:
            return Refused(Reason.IDENTITY_EXISTS)
        if facts.is_proven:
            reason = account_refusal(self.accounts.by_subject(whose), LEVEL_01)
            if reason is not None:
                return Refused(reason)
        for case in self._open(whose):
            if case.id == but:
                continue
            if not facts.is_proven or self.effects.application(case).is_proven:
                return Refused(Reason.CASE_OPEN)
        return None

    def _open(self, whose: Id) -> Iterator[Case]:
        return (
            case
            for case in self.work_list.of_person(whose)
            if case.procedure in _NAMES and case.closed_at is None
        )

    def _identified(self, record: LevelOneRecord) -> Identity | Refused:
        """The subject with this number, registered and matched now if there was none."""
        known = self.subjects.of_kind(record.kind, record.number)
        if known is None:
            made = self.subjects.register(record.kind, record.data, actor=_RULE)
            if isinstance(made, Refused):
                return made
            known = made.subject_id
        if not self.subjects.matched(known):
            refused = self.subjects.match(known, record.source, actor=_RULE)
            if refused is not None:  # it was joined to somebody
                return Refused(Reason.IDENTITY_EXISTS)
        return self.subjects.identity(known)

    def _identified_as(self, case: Case, record: LevelOneRecord) -> Identity | Refused:
        """IDENTITY_EXISTS where the number is not that of the person of the case any more."""
        known = self.subjects.of_kind(record.kind, record.number)
        same = known is not None and known == case.subject_id
        return self._identified(record) if same else Refused(Reason.IDENTITY_EXISTS)

    def _turn_away(
        self,
        request: LevelOneRequest,
        sent: SentApplication,
        reason: Reason,
        *,
        phone_asked: bool = True,
    ) -> bool:
        """It makes no case; whoever is here and was named in it reads so in their history.

        `phone_asked`: a register answered for the number, unless the reason says that it was not
        asked yet. False where another worker did so before.
        """
        try:
            own = phone_asked and _is_own(sent, reason)
            return self._turned_away(request, sent, reason, own=own)
        except Undone:
            return False

    def _turned_away(
        self, request: LevelOneRequest, sent: SentApplication, reason: Reason, *, own: bool
    ) -> bool:
        """One transaction; `own`: the number is the sender's. Raises Undone if it was settled."""
        told = sent.declared
        with self.context.database.transaction():
            later = self.context.clock.now() + TOLD_BY_MESSAGE_AFTER
            address = self._address_of(sent, own=own)
            letter = self._letter(request, told, reason)
            if not self.requests.settle(
                request, reason=reason, letter=letter, address=address, look_again=later
            ):
                raise Undone(Refused(Reason.USED_BEFORE))
            named = told.kind is SubjectKind.CITIZEN
            self.context.history.append(
                EventType.ISSUANCE_TURNED_AWAY,
                actor=_RULE,
                subject_id=self.subjects.of_kind(told.kind, told.number) if named else None,
                facts={"number": request.number, "reason": reason},
            )
        return True

    def _letter(self, request: LevelOneRequest, told: LevelOneDeclaration, reason: Reason) -> str:
        """The letter that states the refusal; its number.

        It names nobody: who sent the application is proven to be nobody, and a letter under seal
        with a name that a stranger chose would say more than is known.
        """
        letter = self.letters.application_refused(
            number=request.number,
            ground=ground_of(reason, told.locale),
            basis=CITED[_PROCEDURES[told.kind].name],
            language=told.locale or DEFAULT_LOCALE,
            actor=_RULE,
        )
        return letter.number

    def _address_of(self, sent: SentApplication, *, own: bool) -> AnswerAddress | None:
        """Where the refusal is written to, if the telephone does not ask (D10.1c-2).

        A number only where it is known to be the applicant's. Three times and then less and less,
        as anybody may know the number of somebody, and type any address: else anybody could write
        to anybody.
        """
        told = sent.declared
        own = own and bool(told.phone)
        address = told.phone if own else told.email
        if not address:
            return None
        counted = self.throttle.acquire(
            digest(f"refused application {address.casefold()}"), ThrottledSecret.SIGN_UP
        )
        if isinstance(counted, Refused):
            return None
        return AnswerAddress(Channel.SMS if own else Channel.MAIL, address, told.locale)

    def _follow(self, request: LevelOneRequest) -> bool:
        """See whether a result has been told, and tell it by another way where it was not."""
        with self.context.database.transaction():
            told = self._told_otherwise(request)
            if told:
                self.requests.told(request)
            self.requests.finish(request)
        return told

    def _told_otherwise(self, request: LevelOneRequest) -> bool:
        if request.told_at is not None:
            return False
        where = self.requests.address(request)
        if request.reason is not None and where is not None:
            self.notices.write_to_stranger(
                where.channel,
                where.address,
                text_key=NoticeKind.APPLICATION_REFUSED,
                facts={
                    "number": request.number,
                    "ground": ground_of(request.reason, where.locale).removesuffix("."),
                    "locale": where.locale or DEFAULT_LOCALE,
                },
                asked_at=self.context.clock.now(),
            )
            return True
        case = self._case_of(request)
        if case is None or case.subject_id is None or case.state != LevelOneState.GRANTED:
            return False
        link = self.activations.newest(case.subject_id)
        if link is None or link.received_at is not None:
            return False
        return self.effects.write_by_mail(case, link=link.id)


_BEFORE_THE_PHONE: Final = frozenset(
    {
        Reason.PHONE_NOT_OWN,
        Reason.REGISTRY_HAS_NO_RECORD,
        Reason.MATCH_MISSING,
        Reason.GUARDIAN_LEVEL2_REQUIRED,
        Reason.NO_GUARDIANSHIP,
    }
)
"""What is refused before the number was asked about, of who is found by the record first."""


def _is_own(sent: SentApplication, reason: Reason) -> bool:
    """Whether the register had said that the number is the applicant's own."""
    asked = _phone_first(sent) or reason not in _BEFORE_THE_PHONE
    return reason is not Reason.PHONE_NOT_OWN and asked


def _phone_first(sent: SentApplication) -> bool:
    """Whether the register of subscribers is asked before any other (`_examined`)."""
    return sent.declared.kind is SubjectKind.CITIZEN and sent.filer is None


def _awaits_card(told: LevelOneDeclaration, refused: Refused) -> bool:
    """Whether nothing but the identity card is missing, and it is applied for (D7.1-3)."""
    return refused.reason is Reason.IDENTITY_CARD_REQUIRED and bool(told.card_application)


def _faces_of(record: LevelOneRecord) -> bytes:
    """The counter of what was shown as the face of this person, and is not."""
    return digest(f"other faces for {record.kind} {record.number}")


def _needs_face(record: LevelOneRecord, received_on: date) -> bool:
    """Whether the register says an age at which a face is captured, whatever was declared."""
    born = last_possible_birth(record.birthdate)
    return born is None or face_asked(record.kind, born, received_on, foreign=False)


def _actor(sent: SentApplication, whose: Id) -> Actor:
    if sent.filer is None:
        return _RECEIVED
    return Person(subject_id=sent.filer, acting_for=whose)
