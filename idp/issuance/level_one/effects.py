"""What a decision about an application for level 01 does: the account, its contacts, a letter.

Everything happens in the unit of work of the case, or nothing does.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from idp.accounts.domain import AccountState, acts_alone
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.activation.service import Activations
from idp.casework.domain.cases import Case, facts_in
from idp.casework.domain.facts import facts_of
from idp.casework.domain.moves import Done, Move
from idp.casework.permissions import Permissions
from idp.casework.service import Cases
from idp.casework.typed_texts import TypedTexts
from idp.contacts.service import ContactChanges
from idp.factors.bindings import Bindings
from idp.issuance.domain import LEVEL_02, account_refusal, identity_version, is_proven
from idp.issuance.level_one.domain import LEVEL_01, JointLevelOneApplication, LevelOneApplication
from idp.issuance.level_one.procedures import CITED, AwaitedCardState
from idp.issuance.level_one.requests import LevelOneRequests
from idp.kernel.actors import Actor, Person
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, or_undo
from idp.letters.decisions import DecisionLetters
from idp.notices.domain import Channel, NoticeKind
from idp.notices.service import Notices
from idp.registries.records import BODIES
from idp.representation.domain import OF_WARDS, agents_of, may_act_alone
from idp.representation.service import Representations
from idp.subjects.contacts import ContactRepository
from idp.subjects.domain import ContactKind
from idp.subjects.service import Subjects

_DRAWS: Final = 8
_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Of invented user names: none that looks like another."""
_LENGTH: Final = 8


@dataclass(frozen=True)
class LevelOneEffects:
    """Of the procedures for level 01."""

    engine: Cases
    permissions: Permissions
    texts: TypedTexts
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    representations: Representations
    bindings: Bindings
    contacts: ContactChanges
    contact_book: ContactRepository
    activations: Activations
    letters: DecisionLetters
    notices: Notices
    requests: LevelOneRequests

    def told(self, case: Case) -> dict[str, Any]:
        """Everything that was told in a case, later facts in place of earlier ones, in clear."""
        return self.texts.opened(case.subject_id, facts_in(self.engine.events(case.id)))

    def application(self, case: Case) -> LevelOneApplication:
        """What is applied for. Raises LookupError for another case."""
        return facts_of(LevelOneApplication, self.told(case))

    def joint(self, case: Case) -> JointLevelOneApplication:
        """As `application`, of one that was filed with that for a card. Raises KeyError."""
        return facts_of(JointLevelOneApplication, self.told(case))

    def may_accept(self, move: Move) -> Refused | None:
        """REGISTRY_DIFFERS, BIOMETRIC_MISMATCH of what does not agree; as `_person_refusal`."""
        asked = self._granted(move)
        if not asked.is_proven:
            return Refused(Reason.BIOMETRIC_MISMATCH)
        if not asked.agrees:
            return Refused(Reason.REGISTRY_DIFFERS)
        return self._person_refusal(move, asked)

    def may_verify(self, move: Move) -> Refused | None:
        """BIOMETRIC_MISMATCH unless the face is that of the person, whatever an officer thinks.

        No picture is kept that an officer could look at: such a person sends another one, or comes
        to a desk. OWN_MATTER as `may_refuse`. And as `_person_refusal`.
        """
        asked = self.application(move.case)
        if not asked.is_proven:
            return Refused(Reason.BIOMETRIC_MISMATCH)
        return self.may_refuse(move) or self._person_refusal(move, asked)

    def may_refuse(self, move: Move) -> Refused | None:
        """OWN_MATTER of an officer who filed it, or acts for the person by a record."""
        whose, records = _whose(move.case), self.representations
        theirs = {*records.agents(whose), *agents_of(records.of_registers(whose))}
        theirs |= {self.application(move.case).filer} - {""}
        own = any(self.permissions.is_own(move.actor, each) for each in theirs)
        return Refused(Reason.OWN_MATTER) if own else None

    def may_grant(self, move: Move) -> Refused | None:
        """NOT_AUTHORISED where one of the officers was found dishonest; as `may_verify`."""
        officers = (*(each for each in move.authors if each != move.actor), move.actor)
        if self.bindings.involves_fraud(officers, move.at):
            return Refused(Reason.NOT_AUTHORISED)
        return self.may_verify(move)

    def grant(self, move: Move) -> Done:
        """Make the account, with its letter, which is the result.

        The number is the person's own by the register of subscribers, or that of who acts for them
        and then not known to be the person's; the link goes there by which the account is activated
        (D14.1). Nobody saw the person, so the contacts are bound at the least. Raises Undone.
        """
        asked, whose, actor = self._granted(move), _whose(move.case), move.actor
        or_undo(self.accounts.create(whose, username=self._invented(), level=LEVEL_01, actor=actor))
        self._place_under_guardian(whose, actor)
        for kind, value in ((ContactKind.PHONE, asked.phone), (ContactKind.EMAIL, asked.email)):
            if value:
                own = is_proven(kind, asked.phone, of_guardian=bool(asked.filer))
                self.contacts.set_from_application(whose, kind, value, proven=own, actor=actor)
        letter = self.letters.account_granted(
            whose,
            number=move.case.number,
            level=LEVEL_01,
            left_out=(),
            told=False,
            basis=CITED[move.case.procedure],
            actor=actor,
        )
        self.activations.send_first(whose, letter=letter.number, actor=actor)
        return Done({"level": LEVEL_01, "letter": letter.number, "created": True}, letter)

    def _place_under_guardian(self, whose: Id, actor: Actor) -> None:
        """A new account of who is a ward by a register is used with a guardian alone (D14.2-1).

        `in_force` does not say so any more: for who has an account and is not placed yet, nobody
        acts.
        """
        register = self.representations.guarding_register(whose)
        if register is not None:
            self.accounts.follow_register(whose, ward=True, body=BODIES[register], actor=actor)

    def refuse(self, move: Move) -> Done:
        """The reasons go into a letter, and to the number or address that was told.

        While it waits for a card too: that number is known to be the person's, or of who filed it.

        Who is on record with contacts of their own hears of it there too: it may have been somebody
        else who applied.
        """
        case, ground = move.case, move.facts.ground
        letter = self.letters.account_refused(
            _whose(case),
            number=case.number,
            ground=ground,
            basis=CITED[case.procedure],
            actor=move.actor,
        )
        self.requests.refused_by(case.number, letter.number)
        self.requests.forget(case.number)
        asked = self.application(case)
        # while it waits for a card its number is asked about again and again
        told = asked.proves_sender or case.state == AwaitedCardState.AWAITING_CARD
        if told and not self.contact_book.for_subject(_whose(case)):
            kind = NoticeKind.ACCOUNT_REFUSED
            self._write(case, asked, kind, letter=letter.number, ground=ground)
        return Done({"letter": letter.number}, letter)

    def may_withdraw_own(self, move: Move) -> Refused | None:
        """NO_GUARDIANSHIP of who may not do it, as `is_of`."""
        whose, by = _whose(move.case), move.actor
        self.account_locks.lock(whose)
        self.subjects.lock(whose)
        theirs = isinstance(by, Person) and self.is_of(move.case, by.subject_id)
        return None if theirs else Refused(Reason.NO_GUARDIANSHIP)

    def is_of(self, case: Case, person_id: Id) -> bool:
        """Whether somebody may withdraw an application in self-service by what is on record now.

        The person for whom nobody else filed it, whoever sent it in their name; else who filed it,
        while they act alone for the person by a record and their own account can be used.
        """
        whose, filer = _whose(case), self.application(case).filer
        if not filer:
            return person_id == whose
        return filer == person_id and may_act_alone(self.representations.answering(whose), filer)

    def withdraw(self, move: Move) -> Done:
        """Nothing is kept of what was sent."""
        self.requests.forget(move.case.number)
        return Done()

    def nothing(self, _: Move) -> Done:
        """Only the case moves."""
        return Done()

    def write_by_mail(self, case: Case, *, link: Id) -> bool:
        """Tell a grant at the address, where the telephone was not reached; False without one.

        `link`: the activation link whose term begins with it (D10.1c-2). Joins the transaction.
        """
        asked = self.application(case)
        if not (asked.phone and asked.email):
            return False
        self.notices.write_to(
            _whose(case),
            Channel.MAIL,
            asked.email,
            text_key=NoticeKind.APPLICATION_GRANTED,
            facts={"number": case.number},
            shortens=link,
        )
        return True

    def _write(
        self, case: Case, asked: LevelOneApplication, kind: NoticeKind, **facts: str
    ) -> None:
        """To the telephone, else to the address, that the application names (D10.1c-2)."""
        channel = Channel.SMS if asked.phone else Channel.MAIL
        self.notices.write_to(
            _whose(case),
            channel,
            asked.phone or asked.email,
            text_key=kind,
            facts={"number": case.number, **facts},
        )

    def may_file(self, filer: Id, now: datetime) -> bool:
        """Whether somebody has an active account of level 02, and needs nobody for it (D10.1d)."""
        status = self.accounts.status_of(filer)
        if status is None or status.state is not AccountState.ACTIVE:
            return False
        return (status.level or 0) >= LEVEL_02 and acts_alone(status, now)

    def _granted(self, move: Move) -> LevelOneApplication:
        """What a move grants: as it is told with it, else as it was before."""
        told = move.facts
        return told if isinstance(told, LevelOneApplication) else self.application(move.case)

    def _person_refusal(self, move: Move, asked: LevelOneApplication) -> Refused | None:
        """Why the person of a case may not have the account now; locks account and subject.

        IDENTITY_EXISTS of a duplicate that was joined to somebody; PAGE_CHANGED where a register
        says now that they are somebody else than was compared; as `_agent_refusal` and
        `account_refusal`.
        """
        whose = _whose(move.case)
        self.account_locks.lock(whose)
        self.subjects.lock(whose)
        if self.subjects.joined_to(whose) is not None:
            return Refused(Reason.IDENTITY_EXISTS)
        if identity_version(self.subjects.identity(whose)) != asked.identity:
            return Refused(Reason.PAGE_CHANGED)
        reason = self._agent_refusal(whose, asked.filer, move.at)
        reason = reason or account_refusal(self.accounts.by_subject(whose), LEVEL_01)
        return None if reason is None else Refused(reason)

    def _agent_refusal(self, whose: Id, filer: str, now: datetime) -> Reason | None:
        """Why nobody may be granted the account by whoever filed for it, by the records of now.

        Officers grant days after the registers were asked. GUARDIAN_LEVEL2_REQUIRED of who became a
        ward meanwhile, or whose filer has no level 02 any more; NO_GUARDIANSHIP of a filer who acts
        for the person no more (D10.1d), unless the child of that one came of age since the receipt.
        """
        held = self.representations.in_force(whose)
        if not filer:
            ward = any(each.kind in OF_WARDS for each in held)
            return Reason.GUARDIAN_LEVEL2_REQUIRED if ward else None
        if not self.may_file(filer, now):
            return Reason.GUARDIAN_LEVEL2_REQUIRED
        if may_act_alone(held, filer) or (not held and self._has_grown(whose, now)):
            return None
        return Reason.NO_GUARDIANSHIP

    def _has_grown(self, whose: Id, now: datetime) -> bool:
        """Whether the person is 14 by now, for whom a parent filed when they were not."""
        day = self.accounts.fourteen_from(whose)
        return day is not None and civil_day(now) >= day and not self.accounts.is_ward(whose)

    def _invented(self) -> str:
        """A user name that nobody has: one that is taken would tell that somebody has it."""
        for _ in range(_DRAWS):
            drawn = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
            if self.accounts.by_username(f"u-{drawn}") is None:
                return f"u-{drawn}"
        raise RuntimeError("hardly any user name is left")


def _whose(case: Case) -> Id:
    """The person of a case. Raises LookupError: each application is about one."""
    if case.subject_id is None:
        raise LookupError("an application of nobody")
    return case.subject_id
