"""Applications for accounts of level 02 at a desk: received, checked, completed, verified."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from idp.access.powers import Power
from idp.accounts.domain import canonical
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
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
from idp.issuance.applicants import (
    Applicant,
    Reached,
    contradictions,
    reached_by,
)
from idp.issuance.comparisons import DeskComparisons
from idp.issuance.domain import (
    CONFIRMATION_TEXT,
    LEVEL_02,
    MOST_COMPARISONS,
    AmendedApplication,
    FieldRefused,
    IssuanceGround,
    IssuedCard,
    LevelTwoApplication,
    SignedConfirmation,
    account_refusal,
    identity_version,
    is_proven,
    person_refusal,
)
from idp.issuance.effects import LevelTwoEffects
from idp.issuance.procedures import ISSUANCE, ForeignerEvent, IssuanceEvent, JointEvent
from idp.issuance.sources import ApplicantRecord, ApplicantSources
from idp.kernel.actors import Officer
from idp.kernel.biometrics import Modality
from idp.kernel.clock import Clock, civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.kernel.rule_sets import RuleSetName
from idp.registries.domain import Differing
from idp.subjects.domain import ContactKind, Datum, Identity, Source, SubjectKind
from idp.subjects.service import Subjects

_PROCEDURES: Final = {each.name: each for each in ISSUANCE}


@dataclass(frozen=True)
class Issuance:
    """`effects` are what the moves do; the verbs here ask the registers first, outside of them.

    `rule_set`: under which an application is received now.
    """

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
    rule_set: RuleSetName

    def apply(self, told: Applicant, *, actor: Officer) -> Case | Refused:
        """Receive the application of who stands at the counter (D10.2, D10.3, D11.2).

        Who is in no register here yet is registered, with the data of the register and none that an
        officer typed (D10.2b-1). Not to be called inside a transaction.

        Refused: as `Permissions.may` for who comes in person with such an application; of what was
        typed as `reached` of the applicant and PHONE_NOT_OWN, CARD_NOT_VALID, USERNAME_TAKEN,
        USERNAME_IS_IDENTIFIER, at its field (`FieldRefused`); as `ApplicantSources.citizen` and
        `ApplicantSources.foreigner`; MATCH_MISSING where the document and the register disagree;
        CASE_OPEN while an earlier application is; as `person_refusal` and `account_refusal`;
        IDENTITY_EXISTS of a duplicate. Once a register was asked, the history tells who tried, and
        the person where they are here.
        """
        refused = self._may_receive(told.procedure, actor)
        reached = refused or told.reached(civil_day(self.context.clock.now()))
        if isinstance(reached, Refused):
            return reached
        answer = self._received(told, reached, actor)
        if isinstance(answer, Refused):
            self._tell_refused(told.known_as(self.subjects), answer.reason, actor)
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
        identity = self._identity(case)
        reached = reached_by(identity.kind, phone, email)
        if isinstance(reached, Refused):
            return reached
        refused = self._may_receive_for(case, actor) or self._phone_refusal(
            identity.number, reached.phone
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
        """Compare face and finger with what the State has, and keep what it said (D10.2b-2).

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
            device=actor.desk,
        )
        if isinstance(said, Refused):
            return said
        return self.engine.fire(case_id, IssuanceEvent.COMPARE, actor, said, version=version)

    def complete(
        self, case_id: Id, *, to_enrol: bool = False, version: int, actor: Officer
    ) -> Moved | Refused:
        """The newest confirmation that the person signed makes the dossier complete (D10.2b-3).

        `to_enrol`: of a foreigner whose face and fingers the State did not have (D13.3c). Refused
        as `Cases.fire` and `LevelTwoEffects.may_complete`.
        """
        case = self._case(case_id, version)
        if isinstance(case, Refused):
            return case
        facts = SignedConfirmation(self._confirmation(case), CONFIRMATION_TEXT)
        event = ForeignerEvent.TO_ENROL if to_enrol else IssuanceEvent.COMPLETE
        return self.engine.fire(case_id, event, actor, facts, version=version)

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
        if refused is None:
            asked, identity = self.effects.application(case), self._identity(case)
            rule_set = RuleSetName(case.rule_set)
            refused = next(contradictions(self.sources, asked, identity, rule_set), None)
        if refused is not None:
            return _without_field(refused)
        return self.engine.fire(case_id, IssuanceEvent.VERIFY, actor, version=version)

    def application(self, case: Case) -> LevelTwoApplication:
        """What is applied for, as it was amended. Raises LookupError for another case."""
        if case.procedure not in _PROCEDURES:
            raise LookupError(case.id)
        return self.effects.application(case)

    def _received(self, told: Applicant, reached: Reached, actor: Officer) -> Case | Refused:
        recorded = told.recorded(self.sources, self.rule_set)
        if isinstance(recorded, Refused):
            return recorded
        refused = self._phone_refusal(recorded.number, reached.phone)
        refused = refused or told.more_refusal(self.sources, recorded.number)
        if refused is not None:
            return refused
        try:
            with self.context.database.transaction():
                return self._opened(told, reached, recorded, actor)
        except Undone as undone:
            return undone.refused

    def _phone_refusal(self, number: str, phone: str) -> Refused | None:
        return self.sources.phone_refusal(number, phone) if phone else None

    def _tell_refused(self, known: Id | None, reason: Reason, actor: Officer) -> None:
        """Somebody was asked about at a desk: that is recorded like every look (D17.3)."""
        with self.context.database.transaction():
            self.context.history.append(
                EventType.ISSUANCE_NOT_RECEIVED,
                subject_id=known,
                actor=actor,
                facts={"reason": reason, "desk": actor.desk},
            )

    def _opened(
        self, told: Applicant, reached: Reached, recorded: ApplicantRecord, actor: Officer
    ) -> Case:
        """Raises Undone."""
        identity = or_undo(self._identified(told.kind, recorded, reached, actor))
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
        facts = told.facts(reached, identity_version(identity), name)
        opened = or_undo(
            self.engine.open(
                told.procedure,
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
        self, kind: SubjectKind, recorded: ApplicantRecord, reached: Reached, actor: Officer
    ) -> Identity | Refused:
        """The subject with this number, registered and matched now if there was none."""
        known = self.subjects.of_kind(kind, recorded.number)
        if known is None:
            data = {**recorded.data, **_contacts(reached, self.context.clock)}
            made = self.subjects.register(kind, data, actor=actor)
            if isinstance(made, Refused):
                return made
            known = made.subject_id
        identity = self.subjects.identity(known)
        faults = recorded.faults(identity)
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
        """Only at a desk that is competent for who comes (D10.2a-1, D11.2a-1)."""
        power, matter = procedure.opening, procedure.matter
        assert power is not None  # noqa: S101 - each of ours is opened by officers
        assert matter is not None  # noqa: S101 - who stand before them
        refused = self.permissions.for_matter(actor, power, matter)
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


def _contacts(reached: Reached, clock: Clock) -> dict[str, Datum]:
    """The contacts of a new subject: the register of subscribers says that the number is theirs."""
    today = civil_day(clock.now())
    data: dict[str, Datum] = {}
    for kind, value in ((ContactKind.PHONE, reached.phone), (ContactKind.EMAIL, reached.email)):
        if value:
            data[kind.value] = Datum(value, Source.SELF_DECLARED, today)
        proven = is_proven(kind, reached.phone)
        if value and proven is not None:
            data[kind.verified] = Datum(proven, Source.SYSTEM, today)
    return data


def _without_field(refused: Refused) -> Refused:
    """The same reason without a field: the page has none of what was told before."""
    return Refused(refused.reason) if isinstance(refused, FieldRefused) else refused
