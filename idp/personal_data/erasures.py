"""Erasure of an account, on request: the person's key is destroyed, and with it all it sealed.

What the law keeps stays as it is, without the key: history and its ledger, evidence of sign-ins,
consents, cases and letters of which nothing can be read any more. What only serves the account is
deleted: the account, its contacts and its means. The identification number and the user name are
free: who registers again is another subject.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select, update

from idp.accounts.domain import Basis
from idp.accounts.service import Accounts
from idp.authorization.endings import Endings
from idp.authorization.repository import TransactionRepository
from idp.casework.work_list import WorkList
from idp.consent.service import Consents
from idp.factors.biometrics.consents import BiometricConsents
from idp.factors.biometrics.domain import BiometricPurpose
from idp.factors.service import Credentials
from idp.history.actors import to_text
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import Actor, System
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.officers.service import Officers
from idp.personal_data.domain.erasure import WAITS, Erasure, refusal
from idp.personal_data.tables import ERASURE
from idp.platform.database import Row, insert_new
from idp.platform.logs import logger
from idp.subjects.service import Subjects

_LOG: Final = logger(__name__)
_C: Final = ERASURE.c
_OPEN: Final = _C.withdrawn_at.is_(None) & _C.done_at.is_(None)
_ADD: Final = insert_new(ERASURE)
_WAITING: Final = select(ERASURE).where(_C.subject_id == bindparam("subject"), _OPEN)
_DUE: Final = select(_C.subject_id).where(_C.due_at <= bindparam("now"), _OPEN).order_by(_C.due_at)
_WITHDRAW: Final = (
    update(ERASURE)
    .where(_C.id == bindparam("this"), _C.subject_id == bindparam("subject"), _OPEN)
    .values(withdrawn_at=bindparam("now"))
)
_DONE: Final = (
    update(ERASURE)
    .where(_C.subject_id == bindparam("subject"), _OPEN)
    .values(done_at=bindparam("now"))
)
_ASKED: Final = System(rule="D34.2d")


@dataclass(frozen=True)
class Erasures:
    context: ServiceContext
    mode: AccountsMode
    subjects: Subjects
    accounts: Accounts
    officers: Officers
    credentials: Credentials
    consents: Consents
    biometric_consents: BiometricConsents
    endings: Endings
    transactions: TransactionRepository
    work_list: WorkList
    notices: Notices

    def refusal(self, subject_id: Id) -> Reason | None:
        """Why this person's account cannot be erased; None when it can be asked for."""
        return refusal(self.mode, officer=self.officers.of_subject(subject_id) is not None)

    def waiting(self, subject_id: Id) -> Erasure | None:
        """The erasure that this person, or an operator for them, asked for and that waits."""
        row = self.context.database.one(_WAITING, subject=subject_id)
        return None if row is None else _erasure(row)

    def has_open_case(self, subject_id: Id) -> bool:
        """Whether a case about the person owes work: until it is closed nothing is erased."""
        return any(each.closed_at is None for each in self.work_list.of_person(subject_id))

    def ask(self, subject_id: Id, *, by: Basis | None, actor: Actor) -> Erasure | Refused:
        """Ask for the erasure, which is carried out when `WAITS` is over; a letter tells when.

        `by`: the session of the person who asks; its sign-in allows no other change. Refused: as
        `refusal`, STATE_ALREADY_HOLDS while one waits, and as `Endings.begin_change`.
        """
        now = self.context.clock.now()
        with self.context.database.transaction():
            refused = self._begun(subject_id, by)
            if refused is not None:
                return refused
            asked = Erasure(new_id(), subject_id, now, now + WAITS)
            row = {"withdrawn_at": None, "done_at": None, "asked_by": to_text(actor)}
            row |= {"id": asked.id, "subject_id": subject_id}
            new = self.context.database.execute(
                _ADD, **row, asked_at=asked.asked_at, due_at=asked.due_at
            )
            if new != 1:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            if by is not None:
                self.endings.change_made(by)
            facts = {"erasure": asked.id, "due_at": asked.due_at.isoformat()}
            self._record(EventType.ERASURE_ASKED, subject_id, actor, facts)
            told = {"from": asked.due_at.isoformat()}
            self.notices.notify(subject_id, text_key=NoticeKind.ERASURE_ASKED, facts=told)
            return asked

    def withdraw(self, subject_id: Id, erasure_id: Id, *, actor: Actor) -> Refused | None:
        """Withdraw one that waits. Refused: NOT_FOUND when it does not wait any more."""
        now = self.context.clock.now()
        with self.context.database.transaction():
            self.endings.lock_account(subject_id)
            ended = self.context.database.execute(
                _WITHDRAW, this=erasure_id, subject=subject_id, now=now
            )
            if ended != 1:
                return Refused(Reason.NOT_FOUND)
            self._record(EventType.ERASURE_WITHDRAWN, subject_id, actor, {"erasure": erasure_id})
            self.notices.notify(subject_id, text_key=NoticeKind.ERASURE_WITHDRAWN, facts={})
        return None

    def carry_out_due(self) -> int:
        """Erase what was asked for and is due; returns how many. One with an open case waits on."""
        due = self.context.database.all(_DUE, now=self.context.clock.now())
        return sum(self._carried_out(row.subject_id) for row in due)

    def erase(self, subject_id: Id, *, actor: Actor) -> Refused | None:
        """Erase the account now, without a letter: afterwards none can be sealed for anybody.

        Parties with a session or a token of the person are told (back-channel logout). Refused: as
        `refusal`, NOT_FOUND without an account, CASE_OPEN.
        """
        with self.context.database.transaction():
            refused = self._begun(subject_id, None)
            if refused is not None:
                return refused
            return self._erase(subject_id, actor)

    def _begun(self, subject_id: Id, by: Basis | None) -> Refused | None:
        """Lock the account, for who may have it erased."""
        reason = self.refusal(subject_id)
        if reason is not None:
            return Refused(reason)
        if by is not None:
            return self.endings.begin_change(by)
        self.endings.lock_account(subject_id)
        known = self.accounts.status_of(subject_id) is not None
        return None if known else Refused(Reason.NOT_FOUND)

    def _carried_out(self, subject_id: Id) -> bool:
        """Whether this call erased it; another worker, or a withdrawal, may have come first."""
        with self.context.database.transaction():
            refused = self._begun(subject_id, None)
            waiting = self.waiting(subject_id)
            if refused is None and waiting is not None:
                refused = self._erase(subject_id, _ASKED)
                if refused is None:
                    return True
            if refused is not None:
                _LOG.warning("not erased yet", reason=refused.reason)
            return False

    def _erase(self, subject_id: Id, actor: Actor) -> Refused | None:
        if self.has_open_case(subject_id):
            return Refused(Reason.CASE_OPEN)
        self._withdraw_consents(subject_id, actor)
        self.endings.end(subject_id, actor=actor, reason="account_erased")
        self.endings.end_links(subject_id)
        self.transactions.forget_every_browser(subject_id)
        self.credentials.forget(subject_id, actor=actor)
        self.notices.discard(subject_id)
        self.accounts.erase(subject_id)
        self.subjects.erase(subject_id)
        self.context.database.execute(_DONE, subject=subject_id, now=self.context.clock.now())
        self._record(EventType.ACCOUNT_ERASED, subject_id, actor, {})
        return None

    def _withdraw_consents(self, subject_id: Id, actor: Actor) -> None:
        now = self.context.clock.now()
        parties: Sequence[tuple[str, Id]] = [
            (each.client_id, each.id)
            for each in self.consents.for_subject(subject_id)
            if each.is_live(now)
        ]
        for consent_id in dict(parties).values():  # one for each party: they end together
            self.consents.withdraw(subject_id, consent_id, actor=actor)
        for purpose in BiometricPurpose:
            self.biometric_consents.withdraw(subject_id, purpose, actor=actor)

    def _record(
        self, happening: EventType, subject_id: Id, actor: Actor, facts: dict[str, str]
    ) -> None:
        self.context.history.append(happening, subject_id=subject_id, actor=actor, facts=facts)


def _erasure(row: Row) -> Erasure:
    return Erasure(row.id, row.subject_id, row.asked_at, row.due_at)
