"""Applications for organisations' accounts at desks: on paper, verified, concluded (Art. 12)."""

from dataclasses import dataclass
from typing import NamedTuple

from idp.access.desks import Matter
from idp.access.powers import Power
from idp.accounts.locks import AccountLocks
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import Moved
from idp.casework.permissions import Permissions
from idp.casework.service import Cases
from idp.history.domain import EventType
from idp.history.service import History
from idp.issuance.domain import FieldRefused
from idp.issuance.organisations.domain import (
    LegalRole,
    OrganisationConclusion,
    OrganisationState,
    differing_from,
)
from idp.issuance.organisations.effects import OrganisationEffects, organisation_of
from idp.issuance.organisations.procedures import OrganisationEvent
from idp.issuance.organisations.service import (
    OrganisationIssuance,
    ToldOrganisation,
    faulty_field,
)
from idp.issuance.organisations.sources import OrganisationSources
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone
from idp.kernel.rule_sets import RuleSetName
from idp.platform.database import Database
from idp.registries.domain import Differing
from idp.registries.records import ReadRecord
from idp.representation.domain import agents_of
from idp.representation.service import Representations
from idp.subjects.domain import SubjectKind
from idp.subjects.newcomers import KeyName
from idp.subjects.service import Subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationAtDesk:
    """What stands on the paper form of an application, and who brought it.

    `told` has the number of the organisation, or one of its codes. `applicant`: the identification
    number of who stands there. `authorised_by`: that of the representative who authorised them, ""
    of who represents it.
    """

    told: ToldOrganisation
    applicant: str
    authorised_by: str


class _WhoCame(NamedTuple):
    """Who is meant by the numbers on a paper form."""

    organisation: Id
    applicant: Id
    authorised_by: Id | None


@dataclass(frozen=True)
class OrganisationDesk:
    """What officers do with an application; the register is asked first, outside of the moves.

    `rule_set`: under which an application is received now.
    """

    database: Database
    history: History
    subjects: Subjects
    account_locks: AccountLocks
    representations: Representations
    engine: Cases
    permissions: Permissions
    sources: OrganisationSources
    effects: OrganisationEffects
    issuance: OrganisationIssuance
    rule_set: RuleSetName

    def receive(self, sent: OrganisationAtDesk, *, actor: Officer) -> Case | Refused:
        """Receive an application on paper, under Decree 69/2024 (Art. 12); others are asked.

        Its papers are added to the case, and `file` makes the dossier complete. Where nobody
        represents it on record, who stands there does by papers. Not to be called inside a
        transaction.

        Refused: CHANNEL_NOT_ALLOWED under another rule set; as `Permissions.for_matter`; at its
        field (`FieldRefused`) NOT_FOUND of the organisation or a person, of the applicant what
        `OrganisationIssuance.applicant_reason` says, NUMBER_MISSING and NOT_REPRESENTATIVE of who
        authorised or stands there, REGISTRATION_FAULTY, IDENTITY_EXISTS at a code; as
        `OrganisationSources.record`; OWN_MATTER; IDENTITY_EXISTS, STATE_ALREADY_HOLDS, CASE_OPEN.
        Once the register was asked, the history of the organisation tells who tried.
        """
        if self.rule_set is not RuleSetName.DECREE_69_2024:
            return Refused(Reason.CHANNEL_NOT_ALLOWED)
        matter = Matter.ORGANISATION_AT_DESK
        powerless = self.permissions.for_matter(actor, Power.ISSUANCE_RECEIVE, matter)
        if powerless is not None:
            return Refused(powerless)
        who = self._who_came(sent)
        if isinstance(who, Refused):
            return who
        recorded = self.sources.record(self.subjects.identity(who.organisation))
        if isinstance(recorded, Refused):
            answer: Case | Refused = recorded
        else:
            try:
                with self.database.transaction():
                    answer = self._received(who, sent.told, recorded, actor)
            except Undone as undone:
                answer = undone.refused
        if isinstance(answer, Refused):
            self._tell_not_received(who.organisation, answer.reason, actor)
        return answer

    def file(
        self, case_id: Id, *, agreements: bool, version: int, actor: Officer
    ) -> Moved | Refused:
        """The newest signed form, and authorisation, make the dossier of a desk complete.

        `agreements`: the written agreement of every other representative is among the documents.
        Who represents it only since the page was shown is asked first, as no paper is theirs.
        Refused: NOT_FOUND, CASE_MOVED; AGREEMENT_MISSING where somebody was asked now; as
        `Cases.fire` and `OrganisationEffects.may_file`.
        """
        case = self.issuance.by_id(case_id)
        if case is None:
            return Refused(Reason.NOT_FOUND)
        refused = self.issuance.ask_added_as_shown(case, version)
        if refused is not None:
            return refused
        facts = self.effects.dossier(case, agreements=agreements)
        on_file = self.effects.is_on_file(case)
        event = OrganisationEvent.FILE if on_file else OrganisationEvent.FILE_TO_EXAMINE
        return self.engine.fire(case_id, event, actor, facts, version=version)

    def verify(self, case_id: Id, *, version: int, actor: Officer) -> Moved | Refused:
        """Ask the register again about everything that was told, and propose to grant it.

        Who represents it only since it was filed is asked to agree, and the case waits for them.
        Not to be called inside a transaction. Refused: NOT_FOUND, CASE_MOVED, as
        `Permissions.strict`; REGISTRY_HAS_NO_RECORD, REGISTRY_DIFFERS (with the names of data); as
        `OrganisationSources.record`; AGREEMENT_MISSING where somebody was asked now; as
        `Cases.fire` and `OrganisationEffects.may_verify`.
        """
        case = self._shown(case_id, version, actor)
        if isinstance(case, Refused):
            return case
        if case.state == OrganisationState.COMPLETE_VALID:
            refused = self._contradiction(case) or self.issuance.ask_added(case)
            if refused is not None:
                return refused
        return self.engine.fire(case_id, OrganisationEvent.VERIFY, actor, version=version)

    def conclude(
        self, case_id: Id, said: OrganisationConclusion, *, version: int, actor: Officer
    ) -> Moved | Refused:
        """Ask the register whether it operates still, and keep what was verified by papers.

        What the register has otherwise, or not at all, is what the papers are for. Who represents
        it only since it was filed is asked, as in `verify`. Not to be called inside a transaction.
        Refused: NOT_FOUND, CASE_MOVED, as `Permissions.strict`; as `OrganisationSources.record`;
        AGREEMENT_MISSING as in `verify`; as `Cases.fire` and `OrganisationEffects.may_conclude`.
        """
        case = self._shown(case_id, version, actor)
        if isinstance(case, Refused):
            return case
        if case.state == OrganisationState.VERIFYING:
            recorded = self._asked_again(case)
            refused = recorded if isinstance(recorded, Refused) else self.issuance.ask_added(case)
            if refused is not None:
                return refused
        return self.engine.fire(case_id, OrganisationEvent.CONCLUDE, actor, said, version=version)

    def _who_came(self, sent: OrganisationAtDesk) -> _WhoCame | Refused:
        """Who is meant by the numbers on the form, before any register is asked."""
        principal = self._meant(sent.told.number)
        applicant, by = self._person(sent.applicant), self._person(sent.authorised_by)
        refused = None if applicant is None else self.issuance.applicant_reason(applicant)
        authorised = sent.told.role is LegalRole.AUTHORISED
        faulty = faulty_field(sent.told)
        if principal is None:
            return FieldRefused(Reason.NOT_FOUND, field="number")
        if applicant is None or refused is not None:
            return FieldRefused(refused or Reason.NOT_FOUND, field="applicant")
        if authorised and by is None:
            reason = Reason.NOT_FOUND if sent.authorised_by else Reason.NUMBER_MISSING
            return FieldRefused(reason, field="authorised_by")
        if faulty is not None:
            return FieldRefused(Reason.REGISTRATION_FAULTY, field=faulty)
        return _WhoCame(principal, applicant, by if authorised else None)

    def _received(
        self,
        who: _WhoCame,
        told: ToldOrganisation,
        recorded: ReadRecord | None,
        actor: Officer,
    ) -> Case:
        """Raises Undone."""
        principal = who.organisation
        self.account_locks.lock(principal)
        self.subjects.lock(principal)
        self.issuance.keep_agents(principal, recorded)
        records = self.representations.in_force(principal)
        held = agents_of(records)
        if any(self.permissions.is_own(actor, each) for each in {*held, *who[1:]}):
            raise Undone(Refused(Reason.OWN_MATTER))
        proves = not records and who.authorised_by is None
        if not proves and (who.authorised_by or who.applicant) not in held:
            at = "applicant" if who.authorised_by is None else "authorised_by"
            raise Undone(FieldRefused(Reason.NOT_REPRESENTATIVE, field=at))
        reason = self.issuance.account_refusal(principal)
        if reason is not None:
            raise Undone(Refused(reason))
        by_whom = {"filer": who.applicant, "authorised_by": who.authorised_by or ""}
        return self.issuance.open(principal, told, recorded, actor, **by_whom)

    def _meant(self, number: str) -> Id | None:
        """The organisation with this number or code."""
        text = number.strip()
        codes = (KeyName.ENTERPRISE_CODE, KeyName.TAX_CODE, KeyName.BODY_CODE)
        found = self.subjects.of_kind(SubjectKind.ORGANISATION, text)
        by_code = (self.subjects.by_key(each, text) for each in codes if text)
        return found or next((each for each in by_code if each is not None), None)

    def _person(self, number: str) -> Id | None:
        text = number.strip()
        return self.representations.person_with(text) if text else None

    def _tell_not_received(self, principal: Id, reason: Reason, actor: Officer) -> None:
        """An organisation was asked about at a desk: that is recorded like every look (D17.3)."""
        with self.database.transaction():
            self.history.append(
                EventType.ISSUANCE_NOT_RECEIVED,
                subject_id=principal,
                actor=actor,
                facts={"reason": reason, "desk": actor.desk},
            )

    def _shown(self, case_id: Id, version: int, actor: Officer) -> Case | Refused:
        """An application that is as the page showed it, to an officer who may propose it."""
        case = self.issuance.by_id(case_id)
        if case is None:
            return Refused(Reason.NOT_FOUND)
        power, about = Power.ISSUANCE_PROPOSE, case.subject_id
        powerless = self.permissions.strict(actor, power, about=about)
        if powerless is not None:
            return Refused(powerless)
        return case if case.version == version else Refused(Reason.CASE_MOVED)

    def _asked_again(self, case: Case) -> ReadRecord | Refused | None:
        """As `OrganisationSources.record`; who represents it by that is on record from then on."""
        principal = organisation_of(case)
        recorded = self.sources.record(self.subjects.identity(principal))
        with self.database.transaction():
            self.account_locks.lock(principal)
            self.issuance.keep_agents(principal, recorded)
        return recorded

    def _contradiction(self, case: Case) -> Refused | None:
        """What the register says now against what was told."""
        recorded = self._asked_again(case)
        if isinstance(recorded, Refused):
            return recorded
        if recorded is None:
            return Refused(Reason.REGISTRY_HAS_NO_RECORD)
        told = self.effects.application(case).said()
        differing = differing_from(told, recorded.data)
        return Differing(Reason.REGISTRY_DIFFERS, data=differing) if differing else None
