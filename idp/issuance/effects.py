"""What a decision about an application does: the account, what was brought to the desk, a letter.

Everything happens in the unit of work of the case, or nothing does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.accounts.domain import Account
from idp.accounts.identifiers import LONGEST_USERNAME, is_identifier
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.activation.service import Activations
from idp.casework.domain.cases import Case, facts_in
from idp.casework.domain.facts import facts_of
from idp.casework.domain.moves import Done, Move
from idp.casework.service import Cases
from idp.casework.typed_texts import TypedTexts
from idp.contacts.service import ContactChanges
from idp.documents.domain import DocumentKind
from idp.documents.service import Documents
from idp.factors.app_keys.service import AppKeys
from idp.factors.bindings import Bindings
from idp.issuance.accompanying import Accompanying
from idp.issuance.domain import (
    LEVEL_02,
    AmendedApplication,
    CitizenApplication,
    ForeignerApplication,
    LevelTwoApplication,
    account_refusal,
    biometric_refusal,
    birthdate_of,
    document_refusal,
    identity_version,
    is_proven,
    path_refusal,
    person_refusal,
)
from idp.issuance.guardians import AuthorityToAct, StatedGuardian
from idp.issuance.procedures import (
    CITIZEN_LEVEL_2_WITH_CARD,
    FOREIGNER_LEVEL_2,
    ForeignerEvent,
    IssuanceEvent,
)
from idp.kernel.actors import Actor, Officer, Person
from idp.kernel.clock import Clock, civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, or_undo
from idp.kernel.texts import is_plain
from idp.letters.decisions import DecisionLetters
from idp.letters.domain import NumberedLetter
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.subjects.domain import ContactKind
from idp.subjects.service import Subjects

_Told = LevelTwoApplication | AmendedApplication


def application_in(case: Case, told: Mapping[str, Any]) -> LevelTwoApplication:
    """What is applied for, in what was `told` in a case of level 02. Raises LookupError."""
    foreigners = case.procedure == FOREIGNER_LEVEL_2.name
    return facts_of(ForeignerApplication if foreigners else CitizenApplication, told)


def guardian_in(told: Mapping[str, Any]) -> StatedGuardian | None:
    """Who came along with the person, in what was `told` in a case of level 02."""
    return facts_of(StatedGuardian, told) if "guardian_number" in told else None


@dataclass(frozen=True)
class LevelTwoEffects:
    """Of every procedure for level 02."""

    clock: Clock
    engine: Cases
    texts: TypedTexts
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    bindings: Bindings
    keys: AppKeys
    contacts: ContactChanges
    documents: Documents
    activations: Activations
    letters: DecisionLetters
    notices: Notices
    accompanying: Accompanying

    def told(self, case: Case) -> dict[str, Any]:
        """Everything that was told in a case, later facts in place of earlier ones, in clear."""
        return self.texts.opened(case.subject_id, facts_in(self.engine.events(case.id)))

    def application(self, case: Case) -> LevelTwoApplication:
        """What is applied for, as it was amended. Raises LookupError for another case."""
        return application_in(case, self.told(case))

    def guardian(self, case: Case) -> StatedGuardian | None:
        """Who came along with the person and acts for them; None of who applies alone."""
        return guardian_in(self.told(case))

    def may_complete(self, move: Move) -> Refused | None:
        """A complete and valid dossier: what the law asks for is in it (D13.0).

        SUBJECT_CONFIRMATION_MISSING without a document that the person, or who acts for them,
        signed (D10.2b-3), after the last change of what it confirms; AUTHORISATION_MISSING without
        the paper by which somebody acts for them, where no register says it (D10.2d-1);
        BIOMETRIC_MISMATCH unless face and finger matched, where there is a card already (D10.2b-2);
        of a foreigner as `path_refusal`; and as `_person_refusal`.
        """
        if not self._is_signed(move):
            return Refused(Reason.SUBJECT_CONFIRMATION_MISSING)
        if not self._is_paper_kept(move.case):
            return Refused(Reason.AUTHORISATION_MISSING)
        if move.case.procedure == FOREIGNER_LEVEL_2.name:
            to_enrol = move.transition.event == ForeignerEvent.TO_ENROL
            mismatch = self.path_refusal(move.case, to_enrol=to_enrol)
        elif move.case.procedure == CITIZEN_LEVEL_2_WITH_CARD.name:
            mismatch = None
        else:
            mismatch = biometric_refusal(self.told(move.case))
        return self._person_refusal(move) if mismatch is None else Refused(mismatch)

    def path_refusal(self, case: Case, *, to_enrol: bool) -> Reason | None:
        """Why the dossier of a foreigner is not complete on this path, as `path_refusal`."""
        events = self.engine.events(case.id)
        compared = (each.facts for each in events if each.event == IssuanceEvent.COMPARE)
        return path_refusal(compared, to_enrol=to_enrol)

    def may_send(self, move: Move) -> Refused | None:
        """What the authority cannot see is there before it is sent to it (D11.2c).

        BIOMETRIC_MISMATCH until the database has face and fingers of the person and they match;
        and as `_person_refusal`.
        """
        mismatch = biometric_refusal(self.told(move.case))
        return self._person_refusal(move) if mismatch is None else Refused(mismatch)

    def may_verify(self, move: Move) -> Refused | None:
        """With the card that was applied for: IDENTITY_CARD_REQUIRED until it exists (D7.1-3).

        Then BIOMETRIC_MISMATCH as in `may_complete`, and as `_person_refusal`.
        """
        if move.case.procedure == CITIZEN_LEVEL_2_WITH_CARD.name:
            told = self.told(move.case)
            if not told["card_number"]:
                return Refused(Reason.IDENTITY_CARD_REQUIRED)
            mismatch = biometric_refusal(told)
            if mismatch is not None:
                return Refused(mismatch)
        return self._person_refusal(move)

    def may_grant(self, move: Move) -> Refused | None:
        """NOT_AUTHORISED where one of the officers was found dishonest; as `_person_refusal`.

        USERNAME_TAKEN of a new account; of a key that is to be bound as `anchoring_refusal`.
        """
        officers = _officers(move)
        if self.bindings.involves_fraud(officers, move.at):
            return Refused(Reason.NOT_AUTHORISED)
        refused = self._person_refusal(move)
        if refused is not None:
            return refused
        asked, whose = self.application(move.case), _whose(move.case)
        if self.accounts.by_subject(whose) is None:
            return self.username_refusal(asked.username)
        key = self.keys.of_number(whose, asked.key) if asked.key else None
        if asked.key and key is None:
            return Refused(Reason.MEANS_NOT_ALLOWED)
        return None if key is None else self.keys.anchoring_refusal(key.id, officers=officers)

    def grant(self, move: Move) -> Done:
        """Make the account or raise its level, with its letter; the result is that letter.

        What was brought to the desk is the person's from then on (docs/binding.md):
        the telephone and the address, and the key that they unlocked before the officers. Raises
        Undone as `_account`.
        """
        asked, whose, actor = self.application(move.case), _whose(move.case), move.actor
        before = self.accounts.by_subject(whose)
        account = self._account(before, asked, whose, actor)
        guardian = self.guardian(move.case)
        if guardian is not None:
            self.accompanying.place(whose, guardian, actor)
        if before is not None:
            self._set_contacts(whose, asked, actor, of_guardian=guardian is not None)
        key = self.keys.of_number(whose, asked.key) if asked.key else None
        if key is not None:
            self.keys.anchor(key.id, officers=_officers(move), place=_place(actor))
        used = before is not None and self.accounts.was_used(whose)
        letter = self.letters.account_granted(
            whose,
            number=move.case.number,
            level=LEVEL_02,
            left_out=tuple(asked.integrate),
            told=used,
            basis=_basis(move.case),
            actor=actor,
        )
        if not used:
            self.activations.send_first(whose, letter=letter.number, actor=actor)
        told = {"level": account.level, "letter": letter.number, "created": before is None}
        return Done(told, letter)

    def reach(
        self,
        whose: Id,
        told: _Told,
        actor: Actor,
        *,
        of_guardian: bool,
        instead_of: _Told | None = None,
    ) -> None:
        """Reach who has no account where they say now: what is missing is written there.

        `of_guardian`: the number is that of who acts for them. `instead_of`: what was told before.
        Of who has one nothing is changed before two officers decide. Joins the transaction of the
        caller.
        """
        self.account_locks.lock(whose)
        self.subjects.lock(whose)
        if self.accounts.has_account(whose):
            return
        self._set_contacts(whose, told, actor, of_guardian=of_guardian)
        before = "" if instead_of is None or instead_of.phone else instead_of.email
        for kind, value in _contacts(told).items():
            if not value:
                self.contacts.end_told(whose, kind, before=before, actor=actor)

    def amend(self, move: Move) -> Done:
        """As `reach`."""
        before = self.application(move.case)
        along = self.guardian(move.case) is not None
        self.reach(_whose(move.case), move.facts, move.actor, of_guardian=along, instead_of=before)
        return Done()

    def send(self, move: Move) -> Done:
        """The history tells which desk sent it (D11.2c)."""
        return Done({"desk": _place(move.actor)})

    def nothing(self, _: Move) -> Done:
        """Only the case moves."""
        return Done()

    def may_withdraw_own(self, move: Move) -> Refused | None:
        """NOT_AUTHORISED of who may not do it for the person, as `is_of`."""
        self.account_locks.lock(_whose(move.case))
        self.subjects.lock(_whose(move.case))
        by = move.actor
        own = isinstance(by, Person) and self.is_of(move.case, by.subject_id)
        return None if own else Refused(Reason.NOT_AUTHORISED)

    def is_of(self, case: Case, person_id: Id) -> bool:
        """Whether somebody may withdraw an application in self-service by what is on record now.

        The person who applied alone, or has come of age since; before that who came along with them
        and acts for them alone by a record. Of a paper there is none before the account is granted.
        """
        whose, guardian = _whose(case), self.guardian(case)
        if person_id == whose:
            return guardian is None or self.accompanying.has_grown(whose)
        return guardian is not None and self.accompanying.acts(person_id, whose, guardian)

    def withdraw(self, move: Move) -> Done:
        """The person is told, whoever of them withdrew it; what is kept of it stays as long."""
        self.notices.notify(
            _whose(move.case),
            text_key=NoticeKind.APPLICATION_WITHDRAWN,
            facts={"number": move.case.number},
        )
        return Done()

    def refuse(self, move: Move) -> Done:
        """Nothing of the person changes; they get the reasons in a letter."""
        letter: NumberedLetter = self.letters.account_refused(
            _whose(move.case),
            number=move.case.number,
            ground=move.facts.ground,
            basis=_basis(move.case),
            actor=move.actor,
        )
        return Done({"letter": letter.number}, letter)

    def send_back(self, move: Move) -> Done:
        """The person is told what is missing, and that no term runs until it is there."""
        self.notices.notify(
            _whose(move.case),
            text_key=NoticeKind.DOSSIER_INCOMPLETE,
            facts={"number": move.case.number, "ground": move.facts.missing},
        )
        return Done()

    def username_refusal(self, username: str) -> Refused | None:
        """USERNAME_TAKEN, USERNAME_IS_IDENTIFIER; USERNAME_MALFORMED as of who signs up."""
        if not is_plain(username, LONGEST_USERNAME):
            return Refused(Reason.USERNAME_MALFORMED)
        if is_identifier(username):
            return Refused(Reason.USERNAME_IS_IDENTIFIER)
        taken = self.accounts.by_username(username) is not None
        return Refused(Reason.USERNAME_TAKEN) if taken else None

    def _person_refusal(self, move: Move) -> Refused | None:
        """Why the person of a case may not have what it is about now; locks account and subject.

        IDENTITY_EXISTS of a duplicate that was joined to somebody; MATCH_MISSING where a register
        says now that they are somebody else than the document said, so that they come with another
        one; as `person_refusal` by the day of receipt, `account_refusal` and `_guardian_refusal`;
        TRAVEL_DOCUMENT_EXPIRED meanwhile, which locks an account (D15.2a-3).
        """
        case, whose = move.case, _whose(move.case)
        self.account_locks.lock(whose)
        self.subjects.lock(whose)
        if self.subjects.joined_to(whose) is not None:
            return Refused(Reason.IDENTITY_EXISTS)
        identity = self.subjects.identity(whose)
        today, asked = civil_day(self.clock.now()), self.application(case)
        if identity_version(identity) != asked.identity:
            return Refused(Reason.MATCH_MISSING)
        guardian, ward = self.guardian(case), self.accompanying.is_ward(whose)
        reason = self._guardian_refusal(move.actor, whose, guardian) or person_refusal(
            identity.kind,
            birthdate_of(identity),
            civil_day(case.opened_at),
            ward=ward,
            accompanied=guardian is not None,
        )
        if reason is None and isinstance(asked, ForeignerApplication):
            reason = document_refusal(asked.expires_on, today)
        reason = reason or account_refusal(self.accounts.by_subject(whose), LEVEL_02)
        return None if reason is None else Refused(reason)

    def _guardian_refusal(
        self, actor: Actor, whose: Id, guardian: StatedGuardian | None
    ) -> Reason | None:
        """OWN_MATTER of an officer who acts for the person; as `Accompanying.refusal`."""
        if self.accompanying.is_of(actor, whose, guardian):
            return Reason.OWN_MATTER
        return None if guardian is None else self.accompanying.refusal(whose, guardian)

    def _is_paper_kept(self, case: Case) -> bool:
        """Whether the paper by which somebody acts is among the documents, where it takes one."""
        guardian = self.guardian(case)
        if guardian is None or guardian.authority is not AuthorityToAct.PAPER:
            return True
        kept = self.documents.of_case(case.number)
        return any(each.kind is DocumentKind.AUTHORISATION for each in kept)

    def may_refuse(self, move: Move) -> Refused | None:
        """OWN_MATTER of an officer who acts for the person, who decides nothing about it."""
        whose = _whose(move.case)
        own = self.accompanying.is_of(move.actor, whose, self.guardian(move.case))
        return Refused(Reason.OWN_MATTER) if own else None

    def _account(
        self, before: Account | None, asked: LevelTwoApplication, whose: Id, actor: Actor
    ) -> Account:
        """Raises Undone where somebody got the user name in this moment: it is nobody's to lock."""
        made = (
            self.accounts.create(whose, username=asked.username, level=LEVEL_02, actor=actor)
            if before is None
            else self.accounts.raise_level(whose, LEVEL_02, actor=actor)
        )
        return or_undo(made)

    def _set_contacts(self, whose: Id, told: _Told, actor: Actor, *, of_guardian: bool) -> None:
        for kind, value in _contacts(told).items():
            if value:
                own = is_proven(kind, told.phone, of_guardian=of_guardian)
                self.contacts.set_at_desk(whose, kind, value, proven=own, actor=actor)

    def _is_signed(self, move: Move) -> bool:
        """Whether the move names a confirmation that was signed after the last change."""
        events = self.engine.events(move.case.id)
        changes = (each.at for each in events if each.event == IssuanceEvent.AMEND)
        changed_at = max(changes, default=move.case.opened_at)
        signed = (
            each.digest.hex()
            for each in self.documents.of_case(move.case.number)
            if each.kind is DocumentKind.SIGNED_CONFIRMATION and each.stored_at >= changed_at
        )
        return move.facts.confirmation in signed


def _contacts(told: _Told) -> dict[ContactKind, str]:
    return {ContactKind.PHONE: told.phone, ContactKind.EMAIL: told.email}


def _whose(case: Case) -> Id:
    """The person of a case. Raises LookupError: each application is about one."""
    if case.subject_id is None:
        raise LookupError("an application of nobody")
    return case.subject_id


def _basis(case: Case) -> str:
    """The legal basis of a letter; empty for that of citizens."""
    return FOREIGNER_LEVEL_2.citation.vi if case.procedure == FOREIGNER_LEVEL_2.name else ""


def _officers(move: Move) -> tuple[Actor, ...]:
    """Everybody who acted in the case, and who decides it last."""
    return (*dict.fromkeys(each for each in move.authors if each != move.actor), move.actor)


def _place(actor: Actor) -> str:
    return actor.desk if isinstance(actor, Officer) else "demonstration"
