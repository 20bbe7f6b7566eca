"""Retract a report made on weak proof: the credentials it stopped work again (D32.3)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, delete, insert, select

from idp.access.powers import Power
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import kinds_in
from idp.casework.permissions import Permissions
from idp.contacts.service import ContactChanges
from idp.factors.change_endings import ChangeEndings
from idp.factors.domain import Credential
from idp.factors.retired import RetiredCredentials
from idp.factors.service import Credentials
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.losses.cases import LossCases
from idp.losses.domain import (
    LossCase,
    LostItem,
    credentials_to_retract,
    may_restore,
    may_retract,
)
from idp.losses.tables import LOSS_CASE, LOSS_STOP
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.sessions.domain import Session

_ADD_STOPPED: Final = insert(LOSS_STOP)
_FORGET: Final = delete(LOSS_STOP).where(LOSS_STOP.c.case_id == bindparam("case"))
_STOPPED: Final = select(LOSS_STOP.c.credential_id).where(LOSS_STOP.c.case_id == bindparam("case"))
_STOPPED_BY_OTHERS: Final = (
    select(LOSS_STOP.c.credential_id)
    .join(LOSS_CASE, LOSS_CASE.c.id == LOSS_STOP.c.case_id)
    .where(
        and_(
            LOSS_CASE.c.subject_id == bindparam("subject"),
            LOSS_STOP.c.case_id != bindparam("case"),
            LOSS_CASE.c.taken_back_at.is_(None),
        )
    )
)


@dataclass(frozen=True)
class ReportRetraction:
    """Retracts reports made with the password or a mailed link, which a thief may have."""

    context: ServiceContext
    permissions: Permissions
    cases: LossCases
    credentials: Credentials
    retired: RetiredCredentials
    endings: ChangeEndings
    contacts: ContactChanges
    notices: Notices

    def record_stopped(self, case: LossCase, stopped: Iterable[Id]) -> None:
        """Record the credentials this report stopped resumably; joins the caller's transaction."""
        for each in stopped:
            self.context.database.execute(_ADD_STOPPED, case_id=case.id, credential_id=each)

    def by_owner(self, session: Session, number: str) -> LossCase | Refused:
        """Retract by the person, in a new sign-in with a credential that it did not stop.

        Refused: NOT_FOUND, STATE_ALREADY_HOLDS (final, or taken back), FRESH_SIGN_IN_REQUIRED
        (older than the report, by what is known by heart alone, or over), OLDER_MEANS_NEEDED
        (`may_restore`), and as `ChangeEndings.begin_change`.
        """
        with self.context.database.transaction():
            refused = self.endings.begin_change(session.basis)
            if refused is not None:
                return refused
            case = self.cases.by_number(number)
            if case is None or case.subject_id != session.subject_id:
                return Refused(Reason.NOT_FOUND)
            held = self.credentials.lock_held(case.subject_id)
            too_little = self._too_little_shown(session, case, held)
            if too_little is not None:
                return too_little
            return self._retract(case, actor=session.actor, document=None)

    def shows_enough(self, session: Session, case: LossCase) -> bool:
        """Whether this sign-in shows what retracting the report takes."""
        held = self.credentials.held(case.subject_id)
        return self._too_little_shown(session, case, held) is None

    def _too_little_shown(
        self, session: Session, case: LossCase, held: Collection[Credential]
    ) -> Refused | None:
        event, now = session.event, self.context.clock.now()
        if not session.continues or not may_retract(
            event.kinds, signed_in_at=event.authenticated_at, reported_at=case.reported_at
        ):
            return Refused(Reason.FRESH_SIGN_IN_REQUIRED)
        restored = self.restored(case, held)
        if not may_restore(case.reported_at, restored, event.shown, held, now):
            return Refused(Reason.OLDER_MEANS_NEEDED)
        return None

    def accepted_kinds(self, case: LossCase) -> frozenset[EvidenceKind]:
        """The kinds of which a new sign-in has to show one; empty where only a counter helps."""
        return kinds_in(self.credentials.available_pieces(self.accepted_credentials(case)))

    def accepted_credentials(self, case: LossCase) -> tuple[Credential, ...]:
        """The credentials of which a new sign-in has to show one, as `accepted_kinds`."""
        if not case.can_be_retracted:
            return ()
        held = self.credentials.held(case.subject_id)
        return self._available(case.reported_at, self.restored(case, held), held)

    def accepted_after_stop(
        self, held: Collection[Credential], credential_id: Id
    ) -> tuple[Credential, ...]:
        """The credentials of which one could take back the stop of this one, if it came now."""
        now = self.context.clock.now()
        stopped = [replace(each, disabled_at=now) for each in held if each.id == credential_id]
        others = [each for each in held if each.id != credential_id]
        return self._available(now, stopped, [*others, *stopped])

    def _available(
        self,
        reported_at: datetime,
        restored: Collection[Credential],
        held: Collection[Credential],
    ) -> tuple[Credential, ...]:
        """`credentials_to_retract` by the means the operator allows."""
        enough = credentials_to_retract(reported_at, restored, held, self.context.clock.now())
        return tuple(each for each in enough if self.credentials.available_pieces([each]))

    def restored(self, case: LossCase, held: Iterable[Credential]) -> tuple[Credential, ...]:
        """The credentials that retracting this report restores; not those another one stopped."""
        named = self._named(case)
        return tuple(each for each in held if each.id in named)

    def _named(self, case: LossCase) -> frozenset[Id]:
        """The credentials that this report alone stopped, held or retired."""
        named = {row.credential_id for row in self.context.database.all(_STOPPED, case=case.id)}
        elsewhere = self.context.database.all(
            _STOPPED_BY_OTHERS, subject=case.subject_id, case=case.id
        )
        return frozenset(named - {row.credential_id for row in elsewhere})

    def at_counter(self, number: str, *, document: str, actor: Actor) -> LossCase | Refused:
        """Retract by one officer, for a person who showed a document.

        Refused: NOT_FOUND, as `Permissions`, STATE_ALREADY_HOLDS, ACCOUNT_LOCKED.
        """
        with self.context.database.transaction():
            case = self.cases.by_number(number)
            if case is None:
                return Refused(Reason.NOT_FOUND)
            power, about = Power.LOSS_TAKE_BACK, case.subject_id
            refused = self.permissions.strict(actor, power, about=about)
            if refused is not None:
                return Refused(refused)
            return self._retract(case, actor=actor, document=document)

    def _retract(self, case: LossCase, *, actor: Actor, document: str | None) -> LossCase | Refused:
        held = self.credentials.lock_held(case.subject_id)
        closed = self.credentials.change_refusal(case.subject_id)
        if closed is not None:
            return closed
        if not case.can_be_retracted or not self.cases.retract(case.id):
            return Refused(Reason.STATE_ALREADY_HOLDS)
        resumed = self.credentials.resume(self.restored(case, held), actor=actor)
        self.retired.resume(case.subject_id, self._named(case))
        self.context.database.execute(_FORGET, case=case.id)
        self._find_phone(case)
        facts: dict[str, object] = {"case": case.number, "resumed": len(resumed)}
        if document is not None:
            facts["document"] = document
        self.context.history.append(
            EventType.LOSS_REPORT_TAKEN_BACK, subject_id=case.subject_id, actor=actor, facts=facts
        )
        if resumed:
            told = {"number": case.number}
            self.notices.notify(case.subject_id, text_key=NoticeKind.LOSS_TAKEN_BACK, facts=told)
        return self.cases.by_number(case.number) or case

    def _find_phone(self, case: LossCase) -> None:
        if LostItem.PHONE in case.lost:
            others = [
                each.reported_at
                for each in self.cases.for_subject(case.subject_id)
                if LostItem.PHONE in each.lost and each.taken_back_at is None
            ]
            self.contacts.mark_phone_found(case.subject_id, others)
