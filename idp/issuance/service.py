"""Applications for accounts of level 02 at a desk: received, checked, completed, verified."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from idp.access.desks import Matter
from idp.access.powers import Power
from idp.accounts.domain import canonical
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.accounts.shown_documents import DocumentData, is_document_of
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import About, Moved
from idp.casework.domain.procedure import Procedure
from idp.casework.permissions import Permissions
from idp.casework.service import Cases
from idp.casework.work_list import WorkList
from idp.documents.domain import DocumentKind
from idp.documents.service import Documents
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.issuance.comparisons import DeskComparisons
from idp.issuance.domain import (
    CONFIRMATION_TEXT,
    LEVEL_02,
    MOST_COMPARISONS,
    AmendedApplication,
    CardCheck,
    FieldRefused,
    Integrated,
    IssuanceGround,
    IssuedCard,
    LevelTwoApplication,
    SignedConfirmation,
    account_refusal,
    identity_version,
    person_refusal,
)
from idp.issuance.effects import LevelTwoEffects
from idp.issuance.procedures import (
    CITIZEN_LEVEL_2,
    CITIZEN_LEVEL_2_WITH_CARD,
    ISSUANCE,
    IssuanceEvent,
    JointEvent,
)
from idp.issuance.sources import ApplicantRecord, ApplicantSources
from idp.kernel.actors import Officer
from idp.kernel.biometrics import Modality
from idp.kernel.clock import Clock, civil_day
from idp.kernel.ids import Id
from idp.kernel.number_patterns import is_citizens
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.registries.domain import Differing
from idp.subjects.contact_values import email_address, phone_number
from idp.subjects.domain import ContactKind, Datum, Identity, Source, SubjectKind
from idp.subjects.service import Subjects

_PROCEDURES: Final = {each.name: each for each in ISSUANCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class AtCounter:
    """What a citizen tells and shows at a counter, as the officer types it.

    `shown`: of the document. `card_number` is empty without a card: then `card_application` is the
    number of the application for one. `key`: of an application key that the person holds and has
    unlocked, to be bound to them; empty for none.
    """

    shown: DocumentData
    card_number: str = ""
    card_application: str = ""
    checked: CardCheck = CardCheck.SHOWN
    phone: str
    email: str = ""
    username: str = ""
    key: str = ""
    integrate: tuple[Integrated, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reached:
    """Telephone number and address in the spelling in which they are kept; no address is empty."""

    phone: str
    email: str


@dataclass(frozen=True)
class Issuance:
    """`effects` are what the moves do; the verbs here ask the registers first, outside of them."""

    context: ServiceContext
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    permissions: Permissions
    engine: Cases
    work_list: WorkList
    documents: Documents
    sources: ApplicantSources
    comparisons: DeskComparisons
    effects: LevelTwoEffects

    def apply(self, told: AtCounter, *, actor: Officer) -> Case | Refused:
        """Receive the application of a citizen who stands at the counter (D10.2, D10.3).

        Who is in no register here yet is registered, with the data of the register and none that an
        officer typed (D10.2b-1). Not to be called inside a transaction.

        Refused: as `Permissions.may` for a citizen in person; IDENTITY_CARD_REQUIRED without a card
        and without an application for one (D7.1-3); of what was typed, at its field
        (`FieldRefused`): NUMBER_MISSING, ADDRESS_MALFORMED, CONTACT_REQUIRED, USERNAME_TAKEN,
        USERNAME_IS_IDENTIFIER, PHONE_NOT_OWN, CARD_NOT_VALID; as `ApplicantSources.citizen`;
        MATCH_MISSING where the document and the register disagree; CASE_OPEN while an earlier
        application is; as `person_refusal` and `account_refusal`; IDENTITY_EXISTS of a duplicate.
        Once a register was asked, the history tells who tried, and the person where they are here.
        """
        procedure = CITIZEN_LEVEL_2 if told.card_number else CITIZEN_LEVEL_2_WITH_CARD
        refused = self._may_receive(procedure, actor) or _typed_refusal(told)
        reached = refused or _reached(told.phone, told.email)
        if isinstance(reached, Refused):
            return reached
        answer = self._received(procedure, told, reached, actor)
        if isinstance(answer, Refused):
            self._tell_refused(told.shown.number.strip(), answer.reason, actor)
        return answer

    def amend(
        self, case_id: Id, *, phone: str, email: str, username: str, version: int, actor: Officer
    ) -> Moved | Refused:
        """Change what was told before the dossier is complete, and has to be signed again.

        The register of subscribers is asked anew. Who the person is stays as the document was
        compared with it: whom a register renamed meanwhile applies with another document. Not to be
        called inside a transaction. Refused: NOT_FOUND, CASE_MOVED, as `apply` of these fields, and
        as `Cases.fire`.
        """
        case = self._case(case_id, version)
        if isinstance(case, Refused):
            return case
        reached = _reached(phone, email)
        if isinstance(reached, Refused):
            return reached
        number = self._identity(case).number
        refused = self._may_receive_for(case, actor) or self.sources.phone_refusal(
            number, reached.phone
        )
        if refused is not None:
            return refused
        asked = self.effects.application(case)
        name = canonical(username) or asked.username
        with self.context.database.transaction():
            taken = self._username_refusal(case.subject_id, name)
            if taken is not None:
                return taken
            facts = AmendedApplication(
                identity=asked.identity,
                phone=reached.phone,
                email=reached.email,
                username=name,
            )
            return self.engine.fire(case_id, IssuanceEvent.AMEND, actor, facts, version=version)

    def compare(
        self, case_id: Id, *, face: bytes, finger: bytes, version: int, actor: Officer
    ) -> Moved | Refused:
        """Compare face and finger with the identity database, and keep what it said (D10.2b-2).

        The pictures are kept nowhere. Not to be called inside a transaction. Refused: NOT_FOUND,
        CASE_MOVED, as `Permissions.strict`, BIOMETRIC_DISABLED after MOST_COMPARISONS, as
        `DeskComparisons.compare`, and as `Cases.fire`.
        """
        case = self._case(case_id, version)
        if isinstance(case, Refused):
            return case
        refused = self._may_receive_for(case, actor) or self._not_now(case, IssuanceEvent.COMPARE)
        if refused is not None:
            return refused
        tried = [each for each in self.engine.events(case.id) if each.event == "compare"]
        if len(tried) >= MOST_COMPARISONS:
            return Refused(Reason.BIOMETRIC_DISABLED)
        said = self.comparisons.compare(
            self._identity(case).subject_id,
            {Modality.FACE: face, Modality.FINGERPRINT: finger},
            source=Source.IDENTITY_DB,
            device=actor.desk,
        )
        if isinstance(said, Refused):
            return said
        return self.engine.fire(case_id, IssuanceEvent.COMPARE, actor, said, version=version)

    def complete(self, case_id: Id, *, version: int, actor: Officer) -> Moved | Refused:
        """The newest confirmation that the person signed makes the dossier complete (D10.2b-3).

        Refused as `Cases.fire` and `LevelTwoEffects.may_complete`.
        """
        case = self._case(case_id, version)
        if isinstance(case, Refused):
            return case
        facts = SignedConfirmation(self._confirmation(case), CONFIRMATION_TEXT)
        return self.engine.fire(case_id, IssuanceEvent.COMPLETE, actor, facts, version=version)

    def card_issued(
        self, case_id: Id, card_number: str, *, version: int, actor: Officer
    ) -> Moved | Refused:
        """The card that was applied for exists: its register says so (D7.1-3).

        Not to be called inside a transaction. Refused: NOT_FOUND, CASE_MOVED, as
        `ApplicantSources.card_refusal`, and as `Cases.fire`.
        """
        case = self._case(case_id, version)
        if isinstance(case, Refused):
            return case
        refused = self._may_receive_for(case, actor) or self.sources.card_refusal(
            self._identity(case).number, card_number
        )
        if refused is not None:
            return refused
        facts = IssuedCard(card_number)
        return self.engine.fire(case_id, JointEvent.CARD_ISSUED, actor, facts, version=version)

    def card_refused(
        self, case_id: Id, ground: str, *, version: int, actor: Officer
    ) -> Moved | Refused:
        """The card was refused, so the account is, with that reason (D10.3)."""
        facts = IssuanceGround(ground)
        return self.engine.fire(case_id, JointEvent.CARD_REFUSED, actor, facts, version=version)

    def verify(self, case_id: Id, *, version: int, actor: Officer) -> Moved | Refused:
        """Ask the registers again about everything that was told, and propose to grant it.

        Not to be called inside a transaction. Refused: NOT_FOUND, CASE_MOVED, as `apply` of the
        register, telephone and card, and as `Cases.fire` and `LevelTwoEffects.may_verify`.
        """
        case = self._case(case_id, version)
        if isinstance(case, Refused):
            return case
        proposing = Power.ISSUANCE_PROPOSE
        reason = self.permissions.strict(actor, proposing, about=case.subject_id)
        refused = None if reason is None else Refused(reason)
        refused = refused or self._not_now(case, IssuanceEvent.VERIFY)
        refused = refused or next(self._contradictions(case), None)
        if refused is not None:
            return _without_field(refused)
        return self.engine.fire(case_id, IssuanceEvent.VERIFY, actor, version=version)

    def application(self, case: Case) -> LevelTwoApplication:
        """What is applied for, as it was amended. Raises LookupError for another case."""
        if case.procedure not in _PROCEDURES:
            raise LookupError(case.id)
        return self.effects.application(case)

    def _contradictions(self, case: Case) -> Iterator[Refused]:
        """What the registers say now against what was told."""
        asked, identity = self.effects.application(case), self._identity(case)
        recorded = self.sources.citizen(identity.number)
        if isinstance(recorded, Refused):
            yield recorded
        elif _faults(recorded, identity):
            yield Differing(Reason.REGISTRY_DIFFERS, data=_faults(recorded, identity))
        phone = self.sources.phone_refusal(identity.number, asked.phone)
        card = None
        if asked.card_number:
            card = self.sources.card_refusal(identity.number, asked.card_number)
        yield from (each for each in (phone, card) if each is not None)

    def _received(
        self, procedure: Procedure, told: AtCounter, reached: _Reached, actor: Officer
    ) -> Case | Refused:
        recorded = self._recorded(told, reached)
        if isinstance(recorded, Refused):
            return recorded
        try:
            with self.context.database.transaction():
                return self._opened(procedure, told, reached, recorded, actor)
        except Undone as undone:
            return undone.refused

    def _tell_refused(self, number: str, reason: Reason, actor: Officer) -> None:
        """Somebody was asked about at a desk: that is recorded like every look (D17.3)."""
        with self.context.database.transaction():
            self.context.history.append(
                EventType.ISSUANCE_NOT_RECEIVED,
                subject_id=self.subjects.of_kind(SubjectKind.CITIZEN, number),
                actor=actor,
                facts={"reason": reason, "desk": actor.desk},
            )

    def _recorded(self, told: AtCounter, reached: _Reached) -> ApplicantRecord | Refused:
        """The record of the applicant, if the registers agree with all that was told."""
        number = told.shown.number.strip()
        recorded = self.sources.citizen(number)
        if isinstance(recorded, Refused):
            return recorded
        if not is_document_of(recorded.said(), told.shown):
            return Refused(Reason.MATCH_MISSING)
        refused = self.sources.phone_refusal(number, reached.phone)
        if refused is None and told.card_number:
            refused = self.sources.card_refusal(number, told.card_number)
        return refused or recorded

    def _opened(
        self,
        procedure: Procedure,
        told: AtCounter,
        reached: _Reached,
        recorded: ApplicantRecord,
        actor: Officer,
    ) -> Case:
        """Raises Undone."""
        identity = or_undo(self._identified(recorded, reached, actor))
        whose = identity.subject_id
        self.account_locks.lock(whose)
        self.subjects.lock(whose)
        reason = self._subject_refusal(identity)
        if reason is not None:
            raise Undone(Refused(reason))
        name = "" if self.accounts.has_account(whose) else canonical(told.username)
        refused = self._username_refusal(whose, name)
        if refused is not None:
            raise Undone(refused)
        facts = LevelTwoApplication(
            identity=identity_version(identity),
            card_number=told.card_number,
            card_application="" if told.card_number else told.card_application,
            checked=told.checked,
            phone=reached.phone,
            email=reached.email,
            username=name,
            key=told.key,
            integrate=told.integrate,
        )
        opened = or_undo(
            self.engine.open(
                procedure,
                actor,
                EventType.ISSUANCE_APPLIED,
                about=About(subject_id=whose),
                facts=facts,
                told={"level": LEVEL_02, "desk": actor.desk},
            )
        )
        self.effects.reach(whose, facts, actor)
        return opened

    def _identified(
        self, recorded: ApplicantRecord, reached: _Reached, actor: Officer
    ) -> Identity | Refused:
        """The subject with this number, registered and matched now if there was none."""
        number = str(recorded.data["personal_number"].value)
        known = self.subjects.of_kind(SubjectKind.CITIZEN, number)
        if known is None:
            data = {**recorded.data, **_contacts(reached, self.context.clock)}
            made = self.subjects.register(SubjectKind.CITIZEN, data, actor=actor)
            if isinstance(made, Refused):
                return made
            known = made.subject_id
        identity = self.subjects.identity(known)
        faults = _faults(recorded, identity)
        if faults:
            return Differing(Reason.REGISTRY_DIFFERS, data=faults)
        if not self.subjects.matched(known):
            refused = self.subjects.match(known, recorded.source, actor=actor)
            if refused is not None:  # it was joined to somebody
                return Refused(Reason.IDENTITY_EXISTS)
        return identity

    def _subject_refusal(self, identity: Identity) -> Reason | None:
        whose = identity.subject_id
        if self.subjects.joined_to(whose) is not None:
            return Reason.IDENTITY_EXISTS
        reason = person_refusal(identity, LEVEL_02, civil_day(self.context.clock.now()))
        if reason is None and self.accounts.is_ward(whose):
            reason = Reason.GUARDIAN_PRESENCE_REQUIRED
        reason = reason or account_refusal(self.accounts.by_subject(whose), LEVEL_02)
        if reason is None and any(self._open_applications(whose)):
            reason = Reason.CASE_OPEN
        return reason

    def _open_applications(self, subject_id: Id) -> Iterator[Case]:
        return (
            case
            for case in self.work_list.of_person(subject_id)
            if case.procedure in _PROCEDURES and case.closed_at is None
        )

    def _username_refusal(self, subject_id: Id | None, username: str) -> Refused | None:
        """Of who has no account yet: the name at its field, which is asked of nobody else."""
        if subject_id is not None and self.accounts.has_account(subject_id):
            return None
        if not username:
            return FieldRefused(Reason.NUMBER_MISSING, field="username")
        refused = self.effects.username_refusal(username)
        return None if refused is None else FieldRefused(refused.reason, field="username")

    def _may_receive(self, procedure: Procedure, actor: Officer) -> Refused | None:
        """Only at a desk that is competent for citizens (D10.2a-1)."""
        power = procedure.opening
        assert power is not None  # noqa: S101 - each of ours is opened by officers
        refused = self.permissions.for_matter(actor, power, Matter.CITIZEN_IN_PERSON)
        return None if refused is None else Refused(refused)

    def _may_receive_for(self, case: Case, actor: Officer) -> Refused | None:
        power = _PROCEDURES[case.procedure].opening
        assert power is not None  # noqa: S101 - as above
        refused = self.permissions.strict(actor, power, about=case.subject_id)
        return None if refused is None else Refused(refused)

    def _not_now(self, case: Case, event: IssuanceEvent) -> Refused | None:
        """Why the event is not possible in the case's state, before anybody else is asked."""
        move = _PROCEDURES[case.procedure].move(case.state, event)
        return Refused(move) if isinstance(move, Reason) else None

    def _case(self, case_id: Id, version: int) -> Case | Refused:
        """An application that is as the page showed it."""
        case = self.work_list.by_id(case_id)
        if case is None or case.procedure not in _PROCEDURES:
            return Refused(Reason.NOT_FOUND)
        return case if case.version == version else Refused(Reason.CASE_MOVED)

    def _identity(self, case: Case) -> Identity:
        if case.subject_id is None:
            raise LookupError(case.id)
        return self.subjects.identity(case.subject_id)

    def _confirmation(self, case: Case) -> str:
        signed = [
            each
            for each in self.documents.of_case(case.number)
            if each.kind is DocumentKind.SIGNED_CONFIRMATION
        ]
        return signed[-1].digest.hex() if signed else "none"


def _typed_refusal(told: AtCounter) -> FieldRefused | None:
    if not (told.card_number or told.card_application):
        return FieldRefused(Reason.IDENTITY_CARD_REQUIRED, field="card_number")
    sound = is_citizens(told.shown.number.strip())
    return None if sound else FieldRefused(Reason.NUMBER_MISSING, field="number")


def _reached(phone: str, email: str) -> _Reached | FieldRefused:
    if not phone.strip():
        return FieldRefused(Reason.CONTACT_REQUIRED, field="phone")
    number = phone_number(phone)
    if number is None:
        return FieldRefused(Reason.ADDRESS_MALFORMED, field="phone")
    address = email_address(email) if email.strip() else ""
    if address is None:
        return FieldRefused(Reason.ADDRESS_MALFORMED, field="email")
    return _Reached(number, address)


def _contacts(reached: _Reached, clock: Clock) -> dict[str, Datum]:
    """The contacts of a new subject: the register of subscribers says that the number is theirs."""
    today = civil_day(clock.now())
    told = {ContactKind.PHONE: (reached.phone, True), ContactKind.EMAIL: (reached.email, False)}
    data: dict[str, Datum] = {}
    for kind, (value, proven) in told.items():
        if value:
            data[kind.value] = Datum(value, Source.SELF_DECLARED, today)
            data[kind.verified] = Datum(proven, Source.SYSTEM, today)
    return data


def _faults(recorded: ApplicantRecord, identity: Identity) -> tuple[str, ...]:
    """In what a register's record is not what is on record here."""
    held = {name: str(datum.value) for name, datum in identity.data.items()}
    said = recorded.said()
    return tuple(sorted(name for name in said.keys() & held.keys() if said[name] != held[name]))


def _without_field(refused: Refused) -> Refused:
    """The same reason without a field: the page has none of what was told before."""
    return Refused(refused.reason) if isinstance(refused, FieldRefused) else refused
