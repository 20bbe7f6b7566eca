"""Reports of losses, from the own account, the public form, or by telephone (D32.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from idp.access.powers import Power
from idp.authorization.credential_loss import CredentialRevocation, RevocationResult
from idp.authorization.endings import Endings
from idp.casework.permissions import Permissions
from idp.contacts.service import ContactChanges
from idp.factors.callers import UNKNOWN_CALLER, Caller
from idp.factors.credential_types import leaves_a_way_in
from idp.factors.domain import Credential, VerificationContext, VerifiedFactor
from idp.factors.passwords import Passwords, PresentedPassword
from idp.factors.recovery import PresentedRecoveryCode, RecoveryCodes
from idp.factors.retired import RetiredCredentials
from idp.factors.service import Credentials
from idp.kernel.actors import Actor, Officer, Operator, Person, Through, Unproven
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.cases import LossCases, ReportResult, new_number
from idp.losses.domain import (
    MISUSE_REPORT,
    OTHER_DANGER_REPORT,
    LossCase,
    LossState,
    LostItem,
    Report,
    ReportedBy,
    UndoTarget,
    undo_target,
)
from idp.losses.links import LossLinks
from idp.losses.provider_letters import ProviderLetters
from idp.losses.retraction import ReportRetraction
from idp.notices.domain import UNDO_AUDIENCE, NoticeKind
from idp.notices.service import Notices
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database

_BY_LETTER: Final = Unproven(through=Through.LETTER)


@dataclass(frozen=True, slots=True)
class _Stopped:
    """The case, and the ids of the logout tokens owed."""

    case: LossCase
    logouts: Sequence[Id]


@dataclass(frozen=True)
class Losses:
    """`links` are mailed to people without a secret; `retraction` reverses weak reports."""

    database: Database
    clock: Clock
    cases: LossCases
    permissions: Permissions
    links: LossLinks
    retraction: ReportRetraction
    provider_letters: ProviderLetters
    passwords: Passwords
    recovery_codes: RecoveryCodes
    credentials: Credentials
    retired: RetiredCredentials
    endings: Endings
    credential_revocation: CredentialRevocation
    contacts: ContactChanges
    one_time_tokens: OneTimeTokens
    notices: Notices

    def report(
        self,
        subject_id: Id,
        report: Report,
        *,
        reported_by: ReportedBy,
        keeps: Id | None = None,
        final: bool = False,
        only: Id | None = None,
        actor: Actor,
    ) -> LossCase:
        """Stop lost credentials, end sessions and tokens, open a case and notify all concerned.

        `keeps` is the session reported from; `only` a single credential to stop besides. `final`:
        it was proven as strongly as the account can be; any other report can be retracted
        (`retraction`), for it may be a thief's. A repeated report, or one in two tabs at once, is
        one case: the second stops nothing and gets the first one's number. Logout tokens are
        delivered before this returns. Not to be called inside a transaction.
        """
        with self.database.transaction():
            stopped = self._stop(
                subject_id,
                report,
                reported_by=reported_by,
                keeps=keeps,
                final=final,
                only=only,
                actor=actor,
            )
        return self._deliver_logouts(stopped)

    def report_for_caller(
        self, subject_id: Id, report: Report, *, actor: Officer | Operator
    ) -> LossCase | Refused:
        """The same, for who calls the help line. Refused as `Permissions`."""
        refused = self.permissions.strict(actor, Power.LOSS_REPORT, about=subject_id)
        if refused is not None:
            return Refused(refused)
        return self.report(subject_id, report, reported_by=ReportedBy.HOTLINE, actor=actor)

    def report_with_secret(
        self,
        report: Report,
        *,
        username: str,
        secret: str,
        audience: str,
        caller: Caller = UNKNOWN_CALLER,
    ) -> LossCase | Refused:
        """The same, for a person who is not signed in but knows the password or a recovery code.

        Tries count where those of the sign-in do. Refused as `Passwords.verify` and
        `RecoveryCodes.verify`; a name that does not exist is answered like a wrong secret.
        """
        ceremony = VerificationContext(new_id(), self.clock.now(), audience)
        proven = self.passwords.verify_at_once(
            ceremony, PresentedPassword(username=username, password=secret, caller=caller)
        )
        if isinstance(proven, VerifiedFactor):
            actor = Person(subject_id=proven.subject_id)
            return self.report(actor.subject_id, report, reported_by=ReportedBy.FORM, actor=actor)
        if proven.reason is Reason.BUSY or not self.recovery_codes.is_well_formed(secret):
            return proven
        # A password may look like a code, so such a text is tried as both, whatever the name is.
        # Who burns tries at the password must not close the way of the codes.
        counted = proven.reason not in {Reason.TOO_MANY_TRIES, Reason.MEANS_DISABLED}
        presented = PresentedRecoveryCode(
            username=username, code=secret, caller=caller, counted=counted
        )
        return self._report_with_code(ceremony, report, presented)

    def report_by_link(self, link: str, report: Report) -> LossCase | Refused:
        """Use a link up and make this report, chosen by whoever opened the link.

        Not the one that was asked for, perhaps by a stranger. Refused as `LossLinks.redeem`.
        """
        found = self.links.peek(link)
        if found is None:
            return Refused(Reason.NOT_FOUND)
        with self.database.transaction():
            # The account first, in the same order as the code that invalidates such links.
            self.endings.lock_account(found[0])
            whose = self.links.redeem(link)
            if isinstance(whose, Refused):
                return whose
            stopped = self._stop(whose, report, reported_by=ReportedBy.LINK, actor=_BY_LETTER)
        return self._deliver_logouts(stopped)

    def peek_undo(self, link: str) -> UndoTarget | None:
        """The change that the link of a letter would undo; reading does not use it up."""
        token = self.one_time_tokens.peek(OneTimeTokenKind.UNDO_LINK, link, audience=UNDO_AUDIENCE)
        if token is None or token.subject_id is None:
            return None
        found = undo_target(token.subject_id, token.content)
        if not self._is_usable(found):
            return None
        only = found.credential_id
        if only is None:
            return found
        back = self.credentials.restorable(found.subject_id, only, found.told, aside=found.aside)
        held = self.credentials.held(found.subject_id)
        return replace(
            found,
            restores=back is not None,
            stays_stopped=back is not None and back.disabled_at is not None,
            stops=any(each.id == only and each.disabled_at is None for each in held),
            locked=self._locked(found),
        )

    def undo(self, link: str) -> LossCase | Refused:
        """Use an undo link: the credential it names stops resumably, and every session ends.

        What was removed or replaced is there again instead, and what took its place is put aside. A
        contact it names counts as never set.

        Refused NOT_FOUND when it is none, was used, is too old, or went to a contact that was
        undone or counts as lost; ACCOUNT_LOCKED while it would bring something back, and it is not
        used then.
        """
        found = self.peek_undo(link)
        if found is None:
            return Refused(Reason.NOT_FOUND)
        with self.database.transaction():
            # The account first, in the same order as the code that invalidates such links.
            self.endings.lock_account(found.subject_id)
            stopped = self._undo(link, found)
            if isinstance(stopped, Refused):
                return stopped
        return self._deliver_logouts(stopped)

    def _undo(self, link: str, found: UndoTarget) -> _Stopped | Refused:
        whose, only = found.subject_id, found.credential_id
        if self._locked(found):
            return Refused(Reason.ACCOUNT_LOCKED)
        if not self._is_usable(found) or not self._use(link, found):
            return Refused(Reason.NOT_FOUND)
        if found.contact_id is not None:
            self.contacts.undo(whose, found.contact_id, actor=_BY_LETTER)
        if only is not None:
            back = self.credentials.bring_back(whose, only, found.told, aside=found.aside)
            only = only if back is None else None
        return self._stop(
            whose,
            MISUSE_REPORT,
            reported_by=ReportedBy.LINK,
            only=only,
            undoes=True,
            actor=_BY_LETTER,
        )

    def _locked(self, found: UndoTarget) -> bool:
        """Whether the account is locked and this link would restore a credential."""
        whose, only = found.subject_id, found.credential_id
        return (
            only is not None
            and self.credentials.change_refusal(whose) is not None
            and bool(self.retired.find(whose, only, found.told, aside=found.aside))
        )

    def _is_usable(self, found: UndoTarget) -> bool:
        """Whether no link of this letter was used, and its reader is still the addressee."""
        letter, whose = found.letter_id, found.subject_id
        used = letter is not None and self.one_time_tokens.was_used(
            OneTimeTokenKind.UNDO_LINK, letter, audience=UNDO_AUDIENCE
        )
        read = found.sent is None or self.notices.may_undo(whose, found.sent)
        return read and not used

    def _use(self, link: str, found: UndoTarget) -> bool:
        """Use up all links of the letter."""
        whose, letter = found.subject_id, found.letter_id
        used = self.one_time_tokens.consume(
            OneTimeTokenKind.UNDO_LINK, link, audience=UNDO_AUDIENCE, subject_id=whose
        )
        if isinstance(used, Refused):
            return False
        return letter is None or self.one_time_tokens.mark_used(
            OneTimeTokenKind.UNDO_LINK,
            letter,
            audience=UNDO_AUDIENCE,
            expires_at=used.expires_at,
            subject_id=whose,
        )

    def stop_one(
        self, subject_id: Id, credential_id: Id, *, keeps: Id, actor: Actor
    ) -> LossCase | Refused:
        """Stop one credential resumably, for a session below the account's guard level.

        Refused: NOT_FOUND, LAST_MEANS (D3.5).
        """
        with self.database.transaction():
            held = self.credentials.lock_held(subject_id)
            if all(each.id != credential_id for each in held):
                return Refused(Reason.NOT_FOUND)
            if not leaves_a_way_in(held, credential_id):
                return Refused(Reason.LAST_MEANS)
            stopped = self._stop(
                subject_id,
                OTHER_DANGER_REPORT,
                reported_by=ReportedBy.ACCOUNT,
                keeps=keeps,
                only=credential_id,
                actor=actor,
            )
        return self._deliver_logouts(stopped)

    def mark_lost_phones(self) -> int:
        """Mark the numbers of telephones reported lost, also in reports of an earlier release.

        Returns how many reports there are. Safe to repeat.
        """
        standing = [
            case
            for case in self.cases.iterate()
            if LostItem.PHONE in case.lost and case.taken_back_at is None
        ]
        for case in standing:
            with self.database.transaction():
                self.contacts.mark_phone_lost(case.subject_id, case.reported_at)
        return len(standing)

    def remove_stopped(self, subject_id: Id, *, actor: Actor) -> tuple[Credential, ...] | Refused:
        """Remove finally stopped credentials, and record that in every open case.

        After an officer made sure who the person is. Returns what was removed. Refused as
        `Permissions`.
        """
        with self.database.transaction():
            refused = self.permissions.strict(actor, Power.MEANS_CLEAR, about=subject_id)
            if refused is not None:
                return Refused(refused)
            cleared = self.credentials.remove_stopped(subject_id, actor=actor)
            self.cases.record_removed(subject_id, cleared)
            return cleared

    def _report_with_code(
        self, context: VerificationContext, report: Report, presented: PresentedRecoveryCode
    ) -> LossCase | Refused:
        """A recovery code is used up in the same transaction as its report."""
        with self.database.transaction():
            self.recovery_codes.lock_account(presented.username)
            proven = self.recovery_codes.verify(context, presented)
            if isinstance(proven, Refused):
                return proven
            actor = Person(subject_id=proven.subject_id)
            stopped = self._stop(actor.subject_id, report, reported_by=ReportedBy.FORM, actor=actor)
        return self._deliver_logouts(stopped)

    def _stop(
        self,
        subject_id: Id,
        report: Report,
        *,
        reported_by: ReportedBy,
        keeps: Id | None = None,
        final: bool = False,
        only: Id | None = None,
        undoes: bool = False,
        actor: Actor,
    ) -> _Stopped:
        """Stop, end and open the case for `report`; joins the transaction that used the link up.

        `undoes`: it is the link of a letter, so a pending credential of `only` is cancelled, and
        the letter says so.
        """
        revoked = self.credential_revocation.stop(
            subject_id,
            report.kinds,
            keeps=keeps,
            only=only,
            resumable=not final,
            cancels=undoes,
            actor=actor,
        )
        if LostItem.PHONE in report.lost:
            self.contacts.mark_phone_lost(subject_id, self.clock.now())
        case = None if revoked.stopped_something else self._open_case(subject_id, report)
        if case is None:
            case = self._begin(
                subject_id, report, reported_by, revoked, actor, only=only, undoes=undoes
            )
        elif final:
            self.cases.make_final(case.id)
        return _Stopped(case, revoked.logouts)

    def _deliver_logouts(self, stopped: _Stopped) -> LossCase:
        """Deliver the logout tokens once and return the case; outside any transaction."""
        self.notices.deliver_now(stopped.logouts)
        return stopped.case

    def _open_case(self, subject_id: Id, report: Report) -> LossCase | None:
        """The open case with the same reason and items."""
        mine = self.cases.for_subject(subject_id)
        return next(
            (
                case
                for case in mine
                if case.state is not LossState.CLOSED
                and case.taken_back_at is None
                and (case.reason, frozenset(case.lost)) == (report.reason, report.lost)
            ),
            None,
        )

    def _begin(
        self,
        subject_id: Id,
        report: Report,
        reported_by: ReportedBy,
        revoked: RevocationResult,
        actor: Actor,
        *,
        only: Id | None,
        undoes: bool,
    ) -> LossCase:
        number = new_number()
        named = [
            each
            for each in (*self.credentials.held(subject_id), *self.retired.for_subject(subject_id))
            if each.id == only or each.kind in report.kinds
        ]
        for_now = [each.id for each in named if each.resumable]
        otherwise = NoticeKind.LETTER_UNDONE if undoes else NoticeKind.LOSS_REPORTED
        lettered = self.notices.notify(
            subject_id,
            text_key=NoticeKind.LOSS_STOPPED_FOR_NOW if for_now else otherwise,
            facts={"number": number},
            # A text message would be read by the holder of the lost phone.
            by_mail=LostItem.PHONE in report.lost,
        )
        providers = self.provider_letters.queue(subject_id, number)
        case = self.cases.open(
            subject_id,
            report,
            reported_by,
            result=ReportResult(
                lettered=lettered,
                providers=providers,
                stopped=len(revoked.stopped),
                sessions=revoked.sessions,
                final=not for_now,
            ),
            number=number,
            actor=actor,
        )
        if for_now:
            self.retraction.record_stopped(case, for_now)
        return case
