"""What a decision about an organisation's account does: the account, letters, who is told.

Everything happens in the unit of work of the case, or nothing does.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.access.desks import Matter
from idp.access.powers import Power
from idp.accounts.domain import AccountState, acts_alone
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.casework.domain.cases import Case, facts_in
from idp.casework.domain.facts import facts_of
from idp.casework.domain.moves import Done, Move
from idp.casework.permissions import Permissions
from idp.casework.service import Cases
from idp.casework.typed_texts import TypedTexts
from idp.documents.domain import DocumentKind
from idp.documents.service import Documents
from idp.factors.bindings import Bindings
from idp.history.domain import EventType
from idp.issuance.organisations.agreements import AgreementRequests
from idp.issuance.organisations.domain import (
    LegalRole,
    OrganisationApplication,
    OrganisationDatum,
    OrganisationDossier,
    OrganisationState,
    organisation_version,
    unanswered,
)
from idp.kernel.actors import Officer, Person, System
from idp.kernel.clock import Clock, civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, or_undo
from idp.kernel.rule_sets import RuleSetName
from idp.law.rule_sets import STRICT
from idp.letters.decisions import DecisionLetters
from idp.letters.domain import LetterKind, NumberedLetter
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.representation.domain import (
    AgreementState,
    Dependence,
    Representation,
    RepresentationKind,
    StatedAgent,
    agents_of,
    in_force,
)
from idp.representation.service import Representations
from idp.subjects.domain import Datum, Identity, Source
from idp.subjects.newcomers import KeyName
from idp.subjects.service import Subjects

UNANIMITY: Final = System(rule="D12.3-2")
"""Nobody decides that somebody who was asked did not agree."""
_FILLED_IN: Final = ("short_name", "foreign_name", "established_on", "body_code")
"""What is put on record where an officer verified it and no register tells it (D6.1)."""

_OF_ENTERPRISES: Final = (KeyName.ENTERPRISE_CODE, KeyName.TAX_CODE)
_KEYS: Final[Mapping[OrganisationDatum, tuple[KeyName, ...]]] = {
    OrganisationDatum.TAX_CODE: _OF_ENTERPRISES,
    OrganisationDatum.ENTERPRISE_CODE: _OF_ENTERPRISES,
    OrganisationDatum.BODY_CODE: (KeyName.BODY_CODE,),
}
"""By which keys a code finds an organisation: that of an enterprise is its tax code as well."""
_AGELESS: Final = Dependence(acts_alone=False, fourteen_from=None)
"""Of an organisation."""
_NOTICES: Final = {
    LetterKind.ORGANISATION_REFUSED: NoticeKind.ORGANISATION_REFUSED,
    LetterKind.ORGANISATION_NOT_AGREED: NoticeKind.ORGANISATION_NOT_AGREED,
}


def completed(told: Mapping[str, Any]) -> dict[str, Any]:
    """What was told in a case, with what cases of earlier releases do not say."""
    since = {"filer": "", "authorised_by": ""}
    return {**since, **told, "differing": _listed(told["differing"])}


@dataclass(frozen=True)
class OrganisationEffects:
    clock: Clock
    engine: Cases
    permissions: Permissions
    texts: TypedTexts
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    bindings: Bindings
    representations: Representations
    requests: AgreementRequests
    documents: Documents
    letters: DecisionLetters
    notices: Notices

    def told(self, case: Case) -> dict[str, Any]:
        """Everything that was told in a case, later facts in place of earlier ones, in clear."""
        return completed(self.texts.opened(case.subject_id, facts_in(self.engine.events(case.id))))

    def application(self, case: Case) -> OrganisationApplication:
        """What is applied for. Raises LookupError for another case."""
        return facts_of(OrganisationApplication, self.told(case))

    def filer(self, case: Case) -> Id:
        """Who filed it: who opened the case, or stood at the desk."""
        actor = self.engine.events(case.id)[0].actor
        return actor.subject_id if isinstance(actor, Person) else self.application(case).filer

    def speaker(self, case: Case) -> Id:
        """Who agreed by filing it: who filed it, or the representative who authorised them."""
        return self.application(case).authorised_by or self.filer(case)

    def is_filed(self, case: Case) -> bool:
        """Whether only agreements can be missing: at a desk it also takes the papers."""
        told = self.told(case)
        return not told["filer"] or "form" in told

    def is_on_file(self, case: Case) -> bool:
        """Whether a register has what was told, and who speaks for the organisation (D13.4a)."""
        speaks = self.speaker(case) in self._representatives(case)
        return speaks and not self.application(case).differing

    def filer_refusal(self, case: Case) -> Refused | None:
        """Why nothing goes on in the name of who filed it, as long as that is so.

        FILER_MAY_NOT_ACT where that person, or who authorised them, is a ward by now;
        NOT_REPRESENTATIVE where who speaks for the organisation represents it no more.
        """
        speaker = self.speaker(case)
        if any(map(self._is_ward, sorted({self.filer(case), speaker}))):
            return Refused(Reason.FILER_MAY_NOT_ACT)
        held = self.representations.in_force(organisation_of(case))
        stands = self._by_papers(case, held) or speaker in agents_of(held)
        return None if stands else Refused(Reason.NOT_REPRESENTATIVE)

    def words(self, case: Case) -> dict[str, str]:
        """What messages about a case say of it: number, name of the organisation, and its id."""
        principal = organisation_of(case)
        name = self.subjects.identity(principal).name or ""
        return {"number": case.number, "body": name, "organisation": principal}

    def dossier(self, case: Case, *, agreements: bool) -> OrganisationDossier:
        """The newest papers of a case; `agreements`: the officer says that the others agreed.

        They did not where no paper that could say so is among the documents.
        """
        papers = self.documents.of_case(case.number)
        newest = {each.kind: each.digest.hex() for each in papers}
        return OrganisationDossier(
            form=newest.get(DocumentKind.WRITTEN_REQUEST, ""),
            authorisation=newest.get(DocumentKind.AUTHORISATION, ""),
            agreements=agreements and DocumentKind.EVIDENCE in newest,
        )

    def code_of_another(self, principal: Id, said: Mapping[str, Any]) -> OrganisationDatum | None:
        """The code by which another registration is found; None where each is of this one alone.

        One body may be registered twice, under a code of each register: it gets one account. A code
        of a duplicate that was joined is that of the registration that goes on.
        """
        told = {name: str(said[name]) for name in _KEYS if said.get(name)}
        for name, value in told.items():
            found = {self.subjects.by_key(key, value) for key in _KEYS[name]} - {None, principal}
            those = {each for each in found if each is not None}
            goes_on = self.subjects.surviving(those) if those else {}
            if any(goes_on.get(each) != principal for each in those):
                return name
        return None

    def may_complete(self, move: Move) -> Refused | None:
        """DOSSIER_INCOMPLETE without the papers of a desk; AGREEMENT_MISSING (D12.3-2)."""
        if not self.is_filed(move.case):
            return Refused(Reason.DOSSIER_INCOMPLETE)
        return self._agreement_refusal(move.case)

    def may_file(self, move: Move) -> Refused | None:
        """Whether the papers at the desk are enough; also of others who agree to what came online.

        CHANNEL_NOT_ALLOWED but under Decree 69/2024; DESK_NOT_COMPETENT; OWN_MATTER;
        REGISTRY_DIFFERS on the way of what a register has, where it has not all of it;
        DOSSIER_INCOMPLETE of what was filed at a desk without the form, or the authorisation of who
        needs one; as `filer_refusal`, and AGREEMENT_MISSING unless the others agreed, in writing
        too.
        """
        case, papers, asked = move.case, move.facts, self.application(move.case)
        if not takes_papers(case):
            return Refused(Reason.CHANNEL_NOT_ALLOWED)
        receiving, matter = Power.ISSUANCE_RECEIVE, Matter.ORGANISATION_AT_DESK
        powerless = self.permissions.for_matter(move.actor, receiving, matter)
        if powerless is not None:
            return Refused(powerless)
        if move.transition.target == OrganisationState.COMPLETE_VALID and not self.is_on_file(case):
            return Refused(Reason.REGISTRY_DIFFERS)
        needed = (papers.form, papers.authorisation or not asked.authorised_by)
        refused = self._own_matter(move)
        if refused is None and asked.filer and not all(needed):
            refused = Refused(Reason.DOSSIER_INCOMPLETE)
        refused = refused or self._agreement_refusal(case)
        written = papers.agreements and refused == Refused(Reason.AGREEMENT_MISSING)
        return None if written else refused

    def file(self, move: Move) -> Done:
        """Keep that who was asked agreed in writing, each of whom is told."""
        if move.facts.agreements:
            case, words, by = move.case, self.words(move.case), move.actor
            for each in self.requests.of_case(case.id, organisation_of(case)):
                if each.state is AgreementState.SENT:
                    self.requests.answer(each, AgreementState.ON_PAPER)
                    if each.agent_id is not None:
                        happening = EventType.CO_REPRESENTATIVE_AGREED
                        self.requests.tell(happening, each.agent_id, case.id, words, by=by)
        return Done()

    def may_verify(self, move: Move) -> Refused | None:
        """As `_refusal`."""
        return self._refusal(move)

    def may_conclude(self, move: Move) -> Refused | None:
        """DOSSIER_INCOMPLETE unless everything was verified, and by papers; as `_refusal`.

        What was brought to a desk, the form and an authorisation, proves nothing of what it says.
        """
        papers = self.documents.of_case(move.case.number)
        brought = set(_brought(self.application(move.case)))
        proofs = [each for each in papers if each.kind not in brought]
        if not (proofs and move.facts.is_whole):
            return Refused(Reason.DOSSIER_INCOMPLETE)
        return self._refusal(move)

    def may_grant(self, move: Move) -> Refused | None:
        """NOT_AUTHORISED where one of the officers was found dishonest; as `_refusal`."""
        officers = (*dict.fromkeys(move.authors), move.actor)
        if self.bindings.involves_fraud(officers, move.at):
            return Refused(Reason.NOT_AUTHORISED)
        return self._refusal(move)

    def may_refuse(self, move: Move) -> Refused | None:
        """OWN_MATTER for an officer who represents the organisation."""
        return self._own_matter(move)

    def grant(self, move: Move) -> Done:
        """Make the account, which has no means of its own (D7.3, X6.1); tell who represents it.

        Raises Undone.
        """
        case, principal = move.case, organisation_of(move.case)
        self.requests.end(case.id)
        self._identify(move)
        identity = self.subjects.identity(principal)
        name = self._account_name(identity)
        or_undo(self.accounts.create(principal, username=name, level=None, actor=move.actor))
        filer, words = self.filer(case), self.words(case)
        letter = self.letters.organisation_decided(
            LetterKind.ORGANISATION_GRANTED,
            filer,
            notice=NoticeKind.ORGANISATION_GRANTED,
            told={**words, "organisation_number": identity.number},
            actor=move.actor,
        )
        self._copies(self._representatives(case) - {filer}, words)
        return Done({"letter": letter.number, "created": True}, letter)

    def refuse(self, move: Move) -> Done:
        """The reasons in a letter to who filed it; the others are told that it was decided."""
        return self._refused(move, LetterKind.ORGANISATION_REFUSED, move.facts.ground)

    def disagree(self, move: Move) -> Done:
        """As `refuse`: nobody is told which of them did not agree (D12.3-2)."""
        return self._refused(move, LetterKind.ORGANISATION_NOT_AGREED, None)

    def withdraw(self, move: Move) -> Done:
        """Nobody is asked any more, and everybody else who had to do with it is told."""
        self.requests.end(move.case.id)
        case, by = move.case, move.actor
        whom = {*self._representatives(case), self.filer(case)}
        whom -= {by.subject_id} if isinstance(by, Person) else set()
        self._copies(whom, self.words(case))
        return Done()

    def lapse(self, move: Move) -> Done:
        """Somebody never answered, so nothing is decided; who filed it is told."""
        self.requests.end(move.case.id)
        filer, words = self.filer(move.case), self.words(move.case)
        facts = {"number": words["number"], "body": words["body"]}
        self.notices.notify(filer, text_key=NoticeKind.ORGANISATION_LAPSED, facts=facts)
        self._copies(self._representatives(move.case) - {filer}, words)
        return Done()

    def nothing(self, _: Move) -> Done:
        """Only the case moves."""
        return Done()

    def _refused(self, move: Move, kind: LetterKind, ground: str | None) -> Done:
        case, filer = move.case, self.filer(move.case)
        self.requests.end(case.id)
        words = self.words(case)
        letter: NumberedLetter = self.letters.organisation_decided(
            kind,
            filer,
            ground=ground,
            notice=_NOTICES[kind],
            told=words,
            actor=UNANIMITY if ground is None else move.actor,
        )
        self._copies(self._representatives(case) - {filer}, words)
        return Done({"letter": letter.number}, letter)

    def _copies(self, whom: Collection[Id], words: Mapping[str, str]) -> None:
        """To the other representatives, as information (D12.4)."""
        facts = {"number": words["number"], "body": words["body"]}
        for each in sorted(whom):
            self.notices.notify(each, text_key=NoticeKind.ORGANISATION_DECIDED, facts=facts)

    def _representatives(self, case: Case) -> frozenset[Id]:
        return agents_of(self.representations.in_force(organisation_of(case)))

    def _agreement_refusal(self, case: Case) -> Refused | None:
        """As `filer_refusal`; AGREEMENT_MISSING.

        Where nobody represents it on record, nor did when it was received, who stood at the desk
        proves that by papers, which an officer verifies (D12.2-2).
        """
        refused, principal = self.filer_refusal(case), organisation_of(case)
        held = self.representations.in_force(principal)
        if refused is not None or self._by_papers(case, held):
            return refused
        known = self.requests.of_case(case.id, principal)
        missing = unanswered(held, known, self.speaker(case))
        return Refused(Reason.AGREEMENT_MISSING) if missing else None

    def _is_ward(self, person_id: Id) -> bool:
        """Also of who authorised somebody and has no account: by the record of a register."""
        status = self.accounts.status_of(person_id)
        if status is not None and not acts_alone(status, self.clock.now()):
            return True
        return self.representations.guarding_register(person_id) is not None

    def _by_papers(self, case: Case, held: Collection[Representation]) -> bool:
        """Whom a register named then, and does not now, is not proven to represent it."""
        asked = self.application(case)
        if held or not asked.filer or asked.authorised_by:
            return False
        known = self.representations.of_principal(organisation_of(case))
        return not in_force(known, case.opened_at, _AGELESS)

    def _refusal(self, move: Move) -> Refused | None:
        """Why the organisation may not have an account now; locks it.

        OWN_MATTER; STATE_ALREADY_HOLDS where it has one; IDENTITY_EXISTS of a duplicate, joined or
        found by a code that was told;
        REGISTRY_DIFFERS where something else is on record of it since it was filed; ACCOUNT_LOCKED
        while that of who filed it is, as of who applies (D12.1-1); as `_agreement_refusal`.
        """
        case, principal = move.case, organisation_of(move.case)
        own = self._own_matter(move)
        if own is not None:
            return own
        self.account_locks.lock(principal)
        self.subjects.lock(principal)
        if self.accounts.has_account(principal):
            return Refused(Reason.STATE_ALREADY_HOLDS)
        identity, asked = self.subjects.identity(principal), self.application(case)
        joined = self.subjects.joined_to(principal) is not None
        if joined or self.code_of_another(principal, asked.said()) is not None:
            return Refused(Reason.IDENTITY_EXISTS)
        if organisation_version(identity, ()) != asked.identity:
            return Refused(Reason.REGISTRY_DIFFERS)
        account = self.accounts.by_subject(self.filer(case))
        if account is None or account.state is not AccountState.ACTIVE:
            return Refused(Reason.ACCOUNT_LOCKED)
        return self._agreement_refusal(case)

    def _account_name(self, identity: Identity) -> str:
        """As `account_name`, or where somebody gave themself that name, one that nobody foresees.

        Else anybody could hold up the account of an organisation whose number they know.
        """
        name = account_name(identity)
        taken = self.accounts.by_username(name) is not None
        return f"{name}.{identity.subject_id}" if taken else name

    def _own_matter(self, move: Move) -> Refused | None:
        """No officer decides about an organisation that they represent, by whichever registration.

        Nor where they did when it was filed, or when they were asked.
        """
        case, who = move.case, move.actor
        asked = self.requests.of_case(case.id, organisation_of(case))
        filed = (self.filer(case), self.speaker(case))
        whom = {*filed, *(each.agent_id for each in asked), *self._representatives(case)}
        mine = isinstance(who, Officer) and any(
            self.subjects.is_one_person(who.subject_id, each) for each in whom if each is not None
        )
        return Refused(Reason.OWN_MATTER) if mine else None

    def _identify(self, move: Move) -> None:
        """Match it, and put on record what an officer verified, and who applied (D6.1, D6.1h)."""
        case, principal, actor = move.case, organisation_of(move.case), move.actor
        today, told = civil_day(self.clock.now()), self.told(case)
        asked, speaker = facts_of(OrganisationApplication, told), self.speaker(case)
        held = self.subjects.identity(principal)
        by_officer = "conclusion" in told
        if not self.subjects.matched(principal):
            source = Source.SYSTEM if by_officer else Source.NATIONAL_ORGANISATION_DB
            or_undo(self.subjects.match(principal, source, actor=actor))
        data: dict[str, Datum | None] = {}
        if by_officer:
            said = asked.said()
            data |= {
                name: Datum(said[name], Source.SYSTEM, today)
                for name in _FILLED_IN
                if said[name] and name not in held.data
            }
        if "representative" not in held.data:
            person, role = self.subjects.identity(speaker), asked.role
            if role is LegalRole.AUTHORISED:
                role = LegalRole.LEGAL_REPRESENTATIVE
            whom = {"number": person.number, "name": person.name, "role": str(role)}
            data["representative"] = Datum(whom, Source.SYSTEM, today)
        if data:
            self.subjects.amend(principal, data, from_then=self.clock.now())
        if self._by_papers(case, self.representations.in_force(principal)):
            self._represented_by_papers(move, speaker)

    def _represented_by_papers(self, move: Move, speaker: Id) -> None:
        """Who was proven to represent it does so on record, until a register tells who does."""
        stated = StatedAgent(
            number=self.subjects.identity(speaker).number,
            kind=RepresentationKind.LEGAL_REPRESENTATIVE,
            starts_on=civil_day(self.clock.now()),
        )
        principal, source = organisation_of(move.case), move.case.number
        self.representations.reconcile(principal, source, [stated], actor=move.actor)


def organisation_of(case: Case) -> Id:
    """The organisation of a case. Raises LookupError: each application is about one."""
    if case.subject_id is None:
        raise LookupError(case.id)
    return case.subject_id


def _brought(asked: OrganisationApplication) -> Iterator[DocumentKind]:
    """The kinds of the papers by which it was filed at a desk."""
    if asked.filer:
        yield DocumentKind.WRITTEN_REQUEST
    if asked.authorised_by:
        yield DocumentKind.AUTHORISATION


def _listed(differing: str | list[str]) -> list[str]:
    """What differs, also of an earlier release, which kept the names between commas."""
    if isinstance(differing, str):
        return [each for each in differing.split(", ") if each]
    return differing


def takes_papers(case: Case) -> bool:
    """Whether the law of the case lets papers at a desk stand for answers in self-service."""
    rule_set, _, _ = case.rule_set.partition(STRICT)
    return rule_set == RuleSetName.DECREE_69_2024


def account_name(identity: Identity) -> str:
    """The name of an account that nobody signs in with."""
    return f"to-chuc.{identity.number}"
