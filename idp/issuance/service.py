"""Applications for accounts of level 02 at a desk: received, checked, completed, verified."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
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
from idp.issuance.accompanying import Accompanying
from idp.issuance.applicants import (
    Applicant,
    Reached,
    asked_again,
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
    birthdate_of,
    identity_version,
    is_proven,
    person_refusal,
)
from idp.issuance.effects import LevelTwoEffects
from idp.issuance.guardians import StatedGuardian, with_guardian
from idp.issuance.procedures import ISSUANCE, ForeignerEvent, IssuanceEvent, JointEvent
from idp.issuance.sources import ApplicantRecord, ApplicantSources
from idp.kernel.actors import Officer, Person, System
from idp.kernel.biometrics import Modality
from idp.kernel.clock import Clock, civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.kernel.rule_sets import RuleSetName
from idp.registries.domain import Differing
from idp.representation.service import Representations
from idp.subjects.domain import ContactKind, Datum, Identity, Source, SubjectKind
from idp.subjects.service import Subjects

_PROCEDURES: Final = {each.name: each for each in ISSUANCE}
_BY_REGISTER: Final = System(rule="D8.1")
"""Who puts on record what a register says of who acts for an applicant."""


@dataclass(frozen=True)
class Issuance:
    """`effects` are what the moves do; the verbs here ask the registers first, outside of them.

    `rule_set`: under which an application is received now.
    """

    context: ServiceContext
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    representations: Representations
    permissions: Permissions
    engine: Cases
    work_list: WorkList
    documents: Documents
    sources: ApplicantSources
    accompanying: Accompanying
    comparisons: DeskComparisons
    effects: LevelTwoEffects
    rule_set: RuleSetName

    def apply(self, told: Applicant, *, actor: Officer) -> Case | Refused:
        """Receive the application of who stands at the counter (D10.2, D10.3, D11.2).

        A child or ward comes with who acts for them, who is asked about too (D10.2d, D11.2dd); the
        number that is told is theirs. Who is in no register here yet is registered, with the data
        of the register and none that an officer typed (D10.2b-1). Not to be called inside a
        transaction.

        Refused: as `Permissions.may` for who comes in person with such an application; of what was
        typed as `reached` of the applicant and PHONE_NOT_OWN, CARD_NOT_VALID, USERNAME_TAKEN,
        USERNAME_IS_IDENTIFIER, at its field (`FieldRefused`); as `ApplicantSources.citizen` and
        `ApplicantSources.foreigner`; MATCH_MISSING where the document and the register disagree;
        CASE_OPEN while an earlier application is; as `person_refusal` and `account_refusal`;
        IDENTITY_EXISTS of a duplicate; as `GuardianAtCounter.reached` and `Accompanying.stated`;
        OWN_MATTER of an officer who acts for the person. Once a register was asked, the history
        tells who tried, and the person where they are here.
        """
        refused, today = self._may_receive(told.procedure, actor), self._today()
        reached = refused or told.reached(today)
        if not isinstance(reached, Refused) and told.guardian is not None:
            reached = told.guardian.reached(told.phone, today) or reached
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
        identity, guardian = self._identity(case), self.effects.guardian(case)
        reached = reached_by(identity.kind, phone, email)
        if guardian is not None and not phone.strip():
            reached = FieldRefused(Reason.CONTACT_REQUIRED, field="phone")
        if isinstance(reached, Refused):
            return reached
        owner = identity.number if guardian is None else guardian.guardian_number
        refused = self._may_receive_for(case, actor) or self._phone_refusal(owner, reached.phone)
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
        recorded = refused or self._asked_again(case)
        if isinstance(recorded, Refused):
            return _without_field(recorded)
        with self.context.database.transaction():
            self.engine.hold([case_id])  # first, as every other move does
            whose = self._identity(case).subject_id
            self.account_locks.lock(whose)
            self.subjects.lock(whose)
            self.accompanying.keep_stated(whose, recorded, _BY_REGISTER)
            return self.engine.fire(case_id, IssuanceEvent.VERIFY, actor, version=version)

    def _asked_again(self, case: Case) -> ApplicantRecord | Refused:
        """The record of the person as the registers have it now, with everything else they say.

        Refused as `asked_again`, `Accompanying.again` and `contradictions`.
        """
        asked, identity = self.effects.application(case), self._identity(case)
        guardian = self.effects.guardian(case)
        recorded = asked_again(self.sources, asked, identity, RuleSetName(case.rule_set))
        if isinstance(recorded, Refused):
            return recorded
        refused = next(contradictions(self.sources, asked, identity, guardian), None)
        if refused is None and guardian is not None:
            received_on = civil_day(case.opened_at)
            whose = identity.subject_id
            refused = self.accompanying.again(guardian, recorded, whose, on=received_on)
        return recorded if refused is None else refused

    def accompanied(self, person_id: Id) -> tuple[Case, ...]:
        """The open applications that this person may withdraw, having come along with another."""
        records = self.representations.of_agent(person_id)
        whose = dict.fromkeys(each.principal_id for each in records)
        found = (case for each in whose for case in self._open_applications(each))
        return tuple(each for each in found if self.may_withdraw(each, person_id))

    def may_withdraw(self, case: Case, person_id: Id) -> bool:
        """Whether it is an application that this person withdraws in self-service."""
        return case.procedure in _PROCEDURES and self.effects.is_of(case, person_id)

    def withdraw_own(self, number: str, *, version: int, actor: Person) -> Moved | Refused:
        """Withdraw an application in self-service, as the page showed it.

        By the person, or for them by who came along. Refused: NOT_FOUND for what is no such
        application of theirs, and as `Cases.fire`: CASE_MOVED where officers went on meanwhile.
        """
        case = self.engine.by_number(number)
        if case is None or not self.may_withdraw(case, actor.subject_id):
            return Refused(Reason.NOT_FOUND)
        own = actor.subject_id == case.subject_id
        by = actor if own else replace(actor, acting_for=case.subject_id)
        return self.engine.fire(case.id, IssuanceEvent.WITHDRAW_OWN, by, version=version)

    def application(self, case: Case) -> LevelTwoApplication:
        """What is applied for, as it was amended. Raises LookupError for another case."""
        if case.procedure not in _PROCEDURES:
            raise LookupError(case.id)
        return self.effects.application(case)

    def _received(self, told: Applicant, reached: Reached, actor: Officer) -> Case | Refused:
        recorded = told.recorded(self.sources, self.rule_set)
        if isinstance(recorded, Refused):
            return recorded
        ward, along = recorded.is_ward(self._today()), told.guardian is not None
        reason = person_refusal(
            told.kind, recorded.birthdate, self._today(), ward=ward, accompanied=along
        )
        if reason is not None:  # before the number of somebody else is asked about
            return Refused(reason)
        guardian = self._accompanied(told, recorded, actor)
        if isinstance(guardian, Refused):
            return guardian
        owner = recorded.number if guardian is None else guardian.guardian_number
        refused = self._phone_refusal(owner, reached.phone)
        refused = refused or told.more_refusal(self.sources, recorded.number)
        if refused is not None:
            return refused
        try:
            with self.context.database.transaction():
                return self._opened(told, reached, recorded, guardian, actor)
        except Undone as undone:
            return undone.refused

    def _accompanied(
        self, told: Applicant, recorded: ApplicantRecord, actor: Officer
    ) -> StatedGuardian | Refused | None:
        if told.guardian is None:
            return None
        whose = self.subjects.of_kind(told.kind, recorded.number)
        return self.accompanying.stated(
            told.guardian, recorded, whose, on=self._today(), actor=actor
        )

    def _today(self) -> date:
        return civil_day(self.context.clock.now())

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
        self,
        told: Applicant,
        reached: Reached,
        recorded: ApplicantRecord,
        guardian: StatedGuardian | None,
        actor: Officer,
    ) -> Case:
        """Raises Undone."""
        contacts = _contacts(reached, self.context.clock, of_guardian=guardian is not None)
        identity = or_undo(self._identified(told.kind, recorded, contacts, actor))
        whose = identity.subject_id
        self.account_locks.lock(whose)
        self.subjects.lock(whose)
        self.accompanying.keep_stated(whose, recorded, _BY_REGISTER)
        reason = self._subject_refusal(identity, accompanied=guardian is not None)
        if reason is None and self.accompanying.is_of(actor, whose, guardian):
            reason = Reason.OWN_MATTER
        if reason is not None:
            raise Undone(Refused(reason))
        name = "" if self.accounts.has_account(whose) else canonical(told.username)
        refused = self._username_refusal(whose, name)
        if refused is not None:
            raise Undone(refused)
        facts = told.facts(reached, identity_version(identity), name)
        facts = facts if guardian is None else with_guardian(facts, guardian)
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
        along = guardian is not None
        self.effects.reach(whose, facts, actor, of_guardian=along)
        return opened

    def _identified(
        self,
        kind: SubjectKind,
        recorded: ApplicantRecord,
        contacts: Mapping[str, Datum],
        actor: Officer,
    ) -> Identity | Refused:
        """The subject with this number, registered and matched now if there was none."""
        known = self.subjects.of_kind(kind, recorded.number)
        if known is None:
            made = self.subjects.register(kind, {**recorded.data, **contacts}, actor=actor)
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

    def _subject_refusal(self, identity: Identity, *, accompanied: bool) -> Reason | None:
        whose = identity.subject_id
        if self.subjects.joined_to(whose) is not None:
            return Reason.IDENTITY_EXISTS
        ward = self.accompanying.is_ward(whose)
        reason = person_refusal(
            identity.kind,
            birthdate_of(identity),
            self._today(),
            ward=ward,
            accompanied=accompanied,
        )
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


def _contacts(reached: Reached, clock: Clock, *, of_guardian: bool) -> dict[str, Datum]:
    """The contacts of a new subject: the register of subscribers says that the number is theirs.

    `of_guardian`: that it is the number of who acts for them.
    """
    today = civil_day(clock.now())
    data: dict[str, Datum] = {}
    for kind, value in ((ContactKind.PHONE, reached.phone), (ContactKind.EMAIL, reached.email)):
        if value:
            data[kind.value] = Datum(value, Source.SELF_DECLARED, today)
        proven = is_proven(kind, reached.phone, of_guardian=of_guardian)
        if value and proven is not None:
            data[kind.verified] = Datum(proven, Source.SYSTEM, today)
    return data


def _without_field(refused: Refused) -> Refused:
    """The same reason without a field: the page has none of what was told before."""
    return Refused(refused.reason) if isinstance(refused, FieldRefused) else refused
