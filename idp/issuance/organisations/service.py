"""Applications for organisations' accounts: what their representatives do (Art. 12)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from idp.accounts.domain import CURRENT_TERMS, Account, unusable_reason
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import About, Moved
from idp.casework.service import Cases
from idp.casework.work_list import WorkList
from idp.factors.service import Credentials
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.issuance.domain import LEVEL_02, FieldRefused
from idp.issuance.organisations.agreements import AgreementRequests
from idp.issuance.organisations.domain import (
    LEAST_LEVEL,
    TOLD,
    LegalRole,
    OrganisationApplication,
    OrganisationState,
    asked_version,
    differing_from,
    organisation_version,
    said_of,
    unanswered,
    unasked,
)
from idp.issuance.organisations.effects import OrganisationEffects, organisation_of
from idp.issuance.organisations.procedures import (
    ASKS,
    OPEN,
    ORGANISATION_ACCOUNT,
    OrganisationEvent,
)
from idp.issuance.organisations.sources import OrganisationSources, operates
from idp.kernel.actors import Officer, Person, System
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.kernel.registries import RegistryName
from idp.kernel.texts import is_plain
from idp.registries.records import ReadRecord
from idp.representation.domain import (
    AgreementRequest,
    AgreementState,
    Representation,
    RepresentationKind,
    agents_of,
    may_act_alone,
)
from idp.representation.service import Representations
from idp.subjects.datum_values import day_of
from idp.subjects.domain import Identity, SubjectKind
from idp.subjects.service import Subjects

_BY_REGISTER: Final = System(rule="D8.2")
_FIRST: Final[Id] = "00000000-0000-0000-0000-000000000000"
_LONGEST: Final = {"address": 500}
_USUAL: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOrganisation:
    """What somebody tells of an organisation they represent; "" for what it has not.

    `shown`: the version of what the form showed (`OrganisationForm.version`).
    """

    number: str
    shown: str
    role: LegalRole
    name: str
    short_name: str = ""
    foreign_name: str = ""
    established_on: str
    address: str
    tax_code: str = ""
    enterprise_code: str = ""
    body_code: str = ""


class OrganisationForm(NamedTuple):
    """What is on record of an organisation, as its form begins; `others`: who is asked beside."""

    identity: Identity
    said: dict[str, str]
    version: str
    others: int


class RepresentedOrganisation(NamedTuple):
    """An organisation that somebody represents, with its account and its newest application."""

    identity: Identity
    account: Account | None
    case: Case | None


class AskedAgreement(NamedTuple):
    """What a person is, or was, asked about; `version` is of what they agree to."""

    request: AgreementRequest
    case: Case
    application: OrganisationApplication
    filer: Id
    version: str


@dataclass(frozen=True)
class OrganisationIssuance:
    """`effects` are what the moves do; the verbs here ask the register first, outside of them."""

    context: ServiceContext
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    representations: Representations
    credentials: Credentials
    engine: Cases
    work_list: WorkList
    sources: OrganisationSources
    requests: AgreementRequests
    effects: OrganisationEffects

    def represented(self, person_id: Id) -> tuple[RepresentedOrganisation, ...]:
        """The organisations that a person represents now, also together with others."""
        kind = RepresentationKind.LEGAL_REPRESENTATIVE
        records = self.representations.of_agent(person_id)
        whom = dict.fromkeys(each.principal_id for each in records if each.kind is kind)
        return tuple(
            RepresentedOrganisation(
                self.subjects.identity(each),
                self.accounts.by_subject(each),
                next(self._applications(each), None),
            )
            for each in whom
            if self._represents(person_id, each)
        )

    def form(self, number: str, person_id: Id) -> OrganisationForm | Refused:
        """What the form about an organisation begins with. Refused: as `_organisation`."""
        principal = self._organisation(number, person_id)
        if isinstance(principal, Refused):
            return principal
        identity = self.subjects.identity(principal)
        held = self.representations.in_force(principal)
        said = said_of({name: datum.value for name, datum in identity.data.items()})
        others = len(unanswered(held, (), person_id))
        return OrganisationForm(identity, said, organisation_version(identity, held), others)

    def apply(self, told: ToldOrganisation, *, actor: Person) -> Case | Refused:
        """File the application; every other representative is asked (D12.1, D12.3-1).

        Not to be called inside a transaction. Refused: as `_applicant_refusal`; NOT_REPRESENTATIVE;
        REGISTRATION_FAULTY at its field (`FieldRefused`); PAGE_CHANGED; as
        `OrganisationSources.record`; STATE_ALREADY_HOLDS where it has an account; CASE_OPEN;
        IDENTITY_EXISTS of a duplicate, or at the code by which another registration is found.
        """
        form = self._applicant_refusal(actor) or self.form(told.number, actor.subject_id)
        if isinstance(form, Refused):
            return form
        refused = _told_refusal(told, form)
        if refused is not None:
            return refused
        recorded = self.sources.record(form.identity)
        if isinstance(recorded, Refused):
            return recorded
        try:
            with self.context.database.transaction():
                return self._filed(form.identity.subject_id, told, recorded, actor)
        except Undone as undone:
            return undone.refused

    def asked(self, person_id: Id) -> tuple[AskedAgreement, ...]:
        """What waits for the agreement of this person now."""
        waiting = (
            self._asked(each)
            for each in self.requests.of_agent(person_id)
            if each.state is AgreementState.SENT
        )
        return tuple(
            each
            for each in waiting
            if each is not None
            and each.case.state == OrganisationState.AWAITING
            and self._represents(person_id, organisation_of(each.case))
        )

    def answer(self, request_id: Id, *, agreed: bool, shown: str, actor: Person) -> Case | Refused:
        """Agree as the page showed it, or not; in a session of one's own, once (D12.3-1).

        With the last agreement the dossier is complete, and its term begins; a no refuses it.
        Refused: as `_session_refusal`; NOT_FOUND of what this person is not asked, or was answered;
        PAGE_CHANGED; NOT_REPRESENTATIVE; FILER_MAY_NOT_ACT of a yes while nothing goes on in the
        name of who filed it; EXPIRED, and as `Cases.fire`.
        """
        refused = self._session_refusal(actor)
        if refused is not None:
            return refused
        try:
            with self.context.database.transaction():
                return self._answered(request_id, agreed=agreed, shown=shown, actor=actor)
        except Undone as undone:
            return undone.refused

    def go_on(self, number: str, *, version: int, actor: Person) -> Case | Refused:
        """Complete it where whose agreement was missing represents the organisation no more.

        By who filed it. Refused: as `answer` of the sign-in and the account; NOT_FOUND, CASE_MOVED,
        AGREEMENT_MISSING, also where somebody was asked now who represents it only since then; as
        `OrganisationEffects.filer_refusal`, and as `Cases.fire`.
        """
        case = self._session_refusal(actor) or self._own(number, actor)
        if isinstance(case, Refused):
            return case
        refused = self.ask_added_as_shown(case, version)
        if refused is not None:
            return refused
        by = replace(actor, acting_for=organisation_of(case))
        return self._completed(case, by, version=version)

    def withdraw(self, number: str, *, version: int, actor: Person) -> Moved | Refused:
        """By who filed it, or a representative who may act alone. Refused: as `go_on`."""
        case = self._session_refusal(actor) or self._withdrawable(number, actor.subject_id)
        if isinstance(case, Refused):
            return case
        by = replace(actor, acting_for=organisation_of(case))
        return self.engine.fire(case.id, OrganisationEvent.WITHDRAW, by, version=version)

    def activate(self, number: str, terms_version: str, *, actor: Person) -> Account | Refused:
        """Activate a granted account in a representative's own session (D14.1-1).

        The register is asked whether the organisation operates, and who represents it; what it told
        is on record, also where it says no. The account gets no means of sign-in, and a password
        that came with it from another system ends: people act for it by their own (X6.1). Not to be
        called inside a transaction.

        Refused: as `_session_refusal`; TERMS_NOT_ACCEPTED; NOT_REPRESENTATIVE, on record and by the
        register; as `OrganisationSources.record`; REGISTRY_HAS_NO_RECORD where the account was not
        granted by papers alone; as `Accounts.activate`.
        """
        refused = self._session_refusal(actor)
        if refused is None and terms_version != CURRENT_TERMS:
            refused = Refused(Reason.TERMS_NOT_ACCEPTED)
        principal = refused or self._organisation(number, actor.subject_id)
        if isinstance(principal, Refused):
            return principal
        recorded = self.sources.told(self.subjects.identity(principal))
        by = replace(actor, acting_for=principal)
        with self.context.database.transaction():
            self.account_locks.lock(principal)
            self.subjects.lock(principal)
            self.keep_agents(principal, recorded)
            refused = self._activation_refusal(principal, recorded, actor)
            self._tell_asked(principal, recorded, refused, by)
            if refused is not None:
                return refused
            done = self.accounts.activate(principal, terms_version=terms_version, actor=by)
            if not isinstance(done, Refused):
                self.credentials.erase_all(principal, actor=by)
            return done

    def remind(self) -> int:
        """Ask who could not be asked before or represents it now, and remind who did not answer.

        A worker's duty; how many were asked or reminded.
        """
        after, told = _FIRST, self._ask_added_anywhere()
        while found := self.requests.silent(after):
            after = found[-1].id
            told += sum(self._reminded(each) for each in found)
        return told

    def application(self, case: Case) -> OrganisationApplication:
        """What is applied for. Raises LookupError for another case."""
        if case.procedure != ORGANISATION_ACCOUNT.name:
            raise LookupError(case.id)
        return self.effects.application(case)

    def filed_by(self, case: Case) -> Id:
        """Who filed an application. Raises LookupError for another case."""
        return self.effects.filer(case)

    def is_of(self, case: Case, person_id: Id) -> bool:
        """Whether this person filed it, or authorised who did: they go on with it."""
        return person_id in (self.effects.filer(case), self.effects.speaker(case))

    def may_withdraw(self, case: Case, person_id: Id) -> bool:
        """Whether they go on with it, or act for the organisation without anybody else.

        Who represents it together with others has to be who filed it.
        """
        held = self.representations.in_force(organisation_of(case))
        return self.is_of(case, person_id) or may_act_alone(held, person_id)

    def agreements(self, case: Case) -> tuple[AgreementRequest, ...]:
        """Who was asked about a case, and what they said."""
        return self.requests.of_case(case.id, organisation_of(case))

    def missing(self, case: Case) -> tuple[Representation, ...]:
        """Whose agreement an open application waits for now."""
        held = self.representations.in_force(organisation_of(case))
        return unanswered(held, self.agreements(case), self.effects.speaker(case))

    def by_id(self, case_id: Id) -> Case | None:
        """An application; None of another case."""
        case = self.work_list.by_id(case_id)
        ours = case is not None and case.procedure == ORGANISATION_ACCOUNT.name
        return case if ours else None

    def applicant_reason(self, person_id: Id) -> Reason | None:
        """As `unusable_reason`, and LEVEL2_REQUIRED: who applies for an organisation (D12.1-1)."""
        account = self.accounts.status_of(person_id)
        low = account is None or (account.level or 0) < LEVEL_02
        unusable = unusable_reason(account, self.context.clock.now())
        return unusable or (Reason.LEVEL2_REQUIRED if low else None)

    def account_refusal(self, principal: Id) -> Reason | None:
        """Why the organisation gets no account by another application."""
        if self.subjects.joined_to(principal) is not None:
            return Reason.IDENTITY_EXISTS
        if self.accounts.has_account(principal):
            return Reason.STATE_ALREADY_HOLDS
        newest = next(self._applications(principal), None)
        waits = newest is not None and newest.closed_at is None
        return Reason.CASE_OPEN if waits else None

    def open(
        self,
        principal: Id,
        told: ToldOrganisation,
        recorded: ReadRecord | None,
        by: Person | Officer,
        *,
        filer: str = "",
        authorised_by: str = "",
    ) -> Case:
        """The case, and whoever else represents it is asked. Raises Undone.

        Joins the transaction of the caller, who has locked the organisation.
        """
        identity = self.subjects.identity(principal)
        said, registered = _said(told), {} if recorded is None else recorded.data
        code = self.effects.code_of_another(principal, said)
        code = code or self.effects.code_of_another(principal, registered)
        if code is not None:
            raise Undone(FieldRefused(Reason.IDENTITY_EXISTS, field=code))
        differing = differing_from(said, registered)
        facts = OrganisationApplication(
            identity=organisation_version(identity, ()),
            role=told.role,
            differing=differing,
            filer=filer,
            authorised_by=authorised_by,
            **said,
        )
        case = or_undo(
            self.engine.open(
                ORGANISATION_ACCOUNT,
                by,
                EventType.ISSUANCE_APPLIED,
                about=About(subject_id=principal),
                facts=facts,
            )
        )
        words = self.effects.words(case)
        filer = self.effects.filer(case)
        self.requests.tell(EventType.ISSUANCE_APPLIED, filer, case.id, words, by=by)
        held = self.representations.in_force(principal)
        missing = unanswered(held, (), self.effects.speaker(case))
        self.requests.ask(case.id, missing, words, by=ASKS)
        return case

    def keep_agents(self, principal: Id, recorded: ReadRecord | Refused | None) -> None:
        """Who represents it by the register is on record; joins the unit of work, which locked it.

        Nothing changes where the register says nothing of it.
        """
        if isinstance(recorded, ReadRecord) and recorded.agents is not None:
            self.representations.reconcile(
                principal, RegistryName.BUSINESS, recorded.agents, actor=_BY_REGISTER
            )

    def ask_added(self, case: Case) -> Refused | None:
        """AGREEMENT_MISSING where somebody new was asked, so that no term runs (D12.3-2).

        The dossier is complete again once they agreed; the time for answers begins anew.
        """
        principal, speaker = organisation_of(case), self.effects.speaker(case)
        with self.context.database.transaction():
            self.engine.hold([case.id])  # first, as every other move does
            self.account_locks.lock(principal)
            self.subjects.lock(principal)
            held = self.representations.in_force(principal)
            asked = self.agreements(case)
            more = unasked(unanswered(held, asked, speaker), asked)
            if not more or self.effects.filer_refusal(case) is not None:
                return None
            moved = self.engine.fire(case.id, OrganisationEvent.ASK_MORE, ASKS)
            if isinstance(moved, Refused):
                return moved
            self.requests.ask(case.id, more, self.effects.words(case), by=ASKS)
        return Refused(Reason.AGREEMENT_MISSING)

    def ask_added_as_shown(self, case: Case, version: int) -> Refused | None:
        """As `ask_added` of a dossier that is not complete; `Cases.fire` refuses a stale page."""
        waits = case.state == OrganisationState.AWAITING and case.version == version
        return self.ask_added(case) if waits else None

    def _filed(
        self,
        principal: Id,
        told: ToldOrganisation,
        recorded: ReadRecord | None,
        actor: Person,
    ) -> Case:
        """Raises Undone."""
        self.account_locks.lock(principal)
        self.subjects.lock(principal)
        if or_undo(self.form(told.number, actor.subject_id)).version != told.shown:
            raise Undone(Refused(Reason.PAGE_CHANGED))
        self.keep_agents(principal, recorded)
        reason = self._organisation_refusal(principal, actor)
        if reason is not None:
            raise Undone(Refused(reason))
        by = replace(actor, acting_for=principal)
        case = self.open(principal, told, recorded, by)
        waits = self.missing(case)
        return case if waits else or_undo(self._completed(case, by))

    def _answered(self, request_id: Id, *, agreed: bool, shown: str, actor: Person) -> Case:
        """Raises Undone."""
        found = [each for each in self.requests.of_agent(actor.subject_id) if each.id == request_id]
        asked = self._asked(found[0]) if found else None
        if asked is None or asked.request.state is not AgreementState.SENT:
            raise Undone(Refused(Reason.NOT_FOUND))
        if asked.version != shown:
            raise Undone(Refused(Reason.PAGE_CHANGED))
        case, principal = asked.case, organisation_of(asked.case)
        self.engine.hold([case.id])  # first, as every other move does
        self.account_locks.lock(principal)
        self.subjects.lock(principal)
        if not self._represents(actor.subject_id, principal):
            raise Undone(Refused(Reason.NOT_REPRESENTATIVE))
        if agreed and self.effects.filer_refusal(case) is not None:
            raise Undone(Refused(Reason.FILER_MAY_NOT_ACT))
        event = OrganisationEvent.AGREE if agreed else OrganisationEvent.DISAGREE
        said = AgreementState.AGREED if agreed else AgreementState.REFUSED
        if not self.requests.answer(asked.request, said):
            raise Undone(Refused(Reason.NOT_FOUND))
        by = replace(actor, acting_for=principal)
        moved = or_undo(self.engine.fire(case.id, event, by)).case
        happening = (
            EventType.CO_REPRESENTATIVE_AGREED if agreed else EventType.CO_REPRESENTATIVE_REFUSED
        )
        words = self.effects.words(case)
        self.requests.tell(happening, actor.subject_id, case.id, words, by=by)
        if not agreed:
            return moved
        held = self.representations.in_force(principal)
        known = self.agreements(moved)
        missing = unanswered(held, known, self.effects.speaker(case))
        self.requests.ask(case.id, unasked(missing, known), words, by=ASKS)
        waits = missing or not self.effects.is_filed(case)
        return moved if waits else or_undo(self._completed(moved, by))

    def _completed(self, case: Case, by: Person, *, version: int | None = None) -> Case | Refused:
        """The dossier is complete; what was told decides which term runs (D13.4)."""
        on_file = self.effects.is_on_file(case)
        event = OrganisationEvent.COMPLETE if on_file else OrganisationEvent.EXAMINE
        moved = self.engine.fire(case.id, event, by, version=version)
        return moved if isinstance(moved, Refused) else moved.case

    def _reminded(self, request: AgreementRequest) -> bool:
        """In a unit of work of its own."""
        case = self.by_id(request.case_id)
        if case is None or case.state != OrganisationState.AWAITING:
            return False
        if self.effects.filer_refusal(case) is not None:
            return False
        with self.context.database.transaction():
            principal = organisation_of(case)
            records = self.representations.in_force(principal)
            agent = next((each.agent_id for each in records if each.id == request.record_id), None)
            if agent is None:
                return False
            words = self.effects.words(case)
            return self.requests.remind(request, agent, words, by=ASKS)

    def _ask_added_anywhere(self) -> int:
        """In how many cases somebody was asked who represents the organisation only since then."""
        after, told = _FIRST, 0
        while found := self.requests.unasked(OPEN, after):
            after = found[-1]
            cases = [case for case in map(self.by_id, found) if case is not None]
            told += sum(self.ask_added(case) == Refused(Reason.AGREEMENT_MISSING) for case in cases)
        return told

    def _activation_refusal(
        self, principal: Id, recorded: ReadRecord | Refused | None, actor: Person
    ) -> Refused | None:
        """Why the register's answer lets nobody, or not this person, activate the account."""
        if isinstance(recorded, Refused):
            return recorded
        if recorded is None and not self._by_papers(principal):
            return Refused(Reason.REGISTRY_HAS_NO_RECORD)
        if recorded is not None and not operates(recorded):
            return Refused(Reason.NOT_OPERATING)
        represents = self._represents(actor.subject_id, principal)
        return None if represents else Refused(Reason.NOT_REPRESENTATIVE)

    def _by_papers(self, principal: Id) -> bool:
        """Whether an officer verified it by papers, as the register had nothing of it (D12.2-2)."""
        granted = (
            each
            for each in self._applications(principal)
            if each.state == OrganisationState.GRANTED
        )
        return any(self.effects.application(each).in_no_register for each in granted)

    def _tell_asked(
        self,
        principal: Id,
        recorded: ReadRecord | Refused | None,
        refused: Refused | None,
        by: Person,
    ) -> None:
        """What the register told before the activation, in the history of the organisation."""
        status = recorded.status if isinstance(recorded, ReadRecord) else None
        facts = {
            "registry": RegistryName.BUSINESS,
            "status": status,
            "represents": self._represents(by.subject_id, principal),
            "reason": None if refused is None else refused.reason,
        }
        happening = EventType.ORGANISATION_REGISTER_ASKED
        self.context.history.append(happening, subject_id=principal, actor=by, facts=facts)

    def _applicant_refusal(self, actor: Person) -> Refused | None:
        """As `_session_refusal`; LEVEL2_REQUIRED of an account of level 01 (D12.1-1)."""
        refused, reason = self._session_refusal(actor), self.applicant_reason(actor.subject_id)
        return refused or (None if reason is None else Refused(reason))

    def _session_refusal(self, actor: Person) -> Refused | None:
        """As `unusable_reason` of the account; UNMET_LEVEL of the sign-in (D12.1-2)."""
        account = self.accounts.status_of(actor.subject_id)
        unusable = unusable_reason(account, self.context.clock.now())
        low = (actor.level or 0) < LEAST_LEVEL
        reason = unusable or (Reason.UNMET_LEVEL if low else None)
        return None if reason is None else Refused(reason)

    def _organisation(self, number: str, person_id: Id) -> Id | Refused:
        """The organisation with this number. NOT_REPRESENTATIVE, also where there is none."""
        found = self.subjects.of_kind(SubjectKind.ORGANISATION, number)
        if found is None or not self._represents(person_id, found):
            return Refused(Reason.NOT_REPRESENTATIVE)
        return found

    def _represents(self, person_id: Id, principal: Id) -> bool:
        return person_id in agents_of(self.representations.in_force(principal))

    def _organisation_refusal(self, principal: Id, actor: Person) -> Reason | None:
        represents = self._represents(actor.subject_id, principal)
        return self.account_refusal(principal) if represents else Reason.NOT_REPRESENTATIVE

    def _applications(self, principal: Id) -> Iterator[Case]:
        """The newest first."""
        cases = self.work_list.of_person(principal)
        return (each for each in cases if each.procedure == ORGANISATION_ACCOUNT.name)

    def _own(self, number: str, actor: Person) -> Case | Refused:
        """The application that this person filed, or authorised somebody to file."""
        case = self.engine.by_number(number)
        if case is None or case.procedure != ORGANISATION_ACCOUNT.name:
            return Refused(Reason.NOT_FOUND)
        return case if self.is_of(case, actor.subject_id) else Refused(Reason.NOT_FOUND)

    def _withdrawable(self, number: str, person_id: Id) -> Case | Refused:
        case = self.engine.by_number(number)
        if case is None or case.procedure != ORGANISATION_ACCOUNT.name:
            return Refused(Reason.NOT_FOUND)
        return case if self.may_withdraw(case, person_id) else Refused(Reason.NOT_FOUND)

    def _asked(self, request: AgreementRequest) -> AskedAgreement | None:
        case = self.by_id(request.case_id)
        if case is None:
            return None
        application, filer = self.effects.application(case), self.effects.filer(case)
        return AskedAgreement(request, case, application, filer, asked_version(application))


def _said(told: ToldOrganisation) -> dict[str, str]:
    return {name: getattr(told, name).strip() for name in TOLD}


def _told_refusal(told: ToldOrganisation, form: OrganisationForm) -> Refused | None:
    if form.version != told.shown:
        return Refused(Reason.PAGE_CHANGED)
    faulty = faulty_field(told)
    return None if faulty is None else FieldRefused(Reason.REGISTRATION_FAULTY, field=faulty)


def faulty_field(told: ToldOrganisation) -> str | None:
    """The field that cannot be kept: without name, day or address there is no identity (D6.1)."""
    said = _said(told)
    for name, value in said.items():
        needed = name in {"name", "established_on", "address"}
        if needed and not value:
            return name
        if value and not is_plain(value, _LONGEST.get(name, _USUAL)):
            return name
    return None if day_of(said["established_on"]) else "established_on"
