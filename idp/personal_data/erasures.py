"""Erasure of an account, on request: the person's key is destroyed, and with it all it sealed.

What the law keeps stays as it is, without the key: history and its ledger, evidence of sign-ins,
consents, cases and letters of which nothing can be read any more. What only serves the account is
deleted: the account, its contacts and its means. The identification number and the user name are
free: who registers again is another subject.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select, tuple_, update

from idp.accounts.domain import AccountState, Basis
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
from idp.notices.messages import AccountMessages
from idp.notices.service import Notices
from idp.officers.service import Officers
from idp.personal_data.domain.erasure import WAITS, Erasure, refusal
from idp.personal_data.tables import ERASURE
from idp.platform.database import Prepared, Row, Unavailable, insert_new
from idp.platform.logs import logger
from idp.subjects.service import Subjects

_LOG: Final = logger(__name__)
_C: Final = ERASURE.c
_OPEN: Final = _C.withdrawn_at.is_(None) & _C.done_at.is_(None)
_ADD: Final = insert_new(ERASURE)


class _Waiting(NamedTuple):
    id: Id
    subject_id: Id
    asked_at: datetime
    due_at: datetime


_WAITING: Final = Prepared(
    select(_C.id, _C.subject_id, _C.asked_at, _C.due_at).where(
        _C.subject_id == bindparam("subject"), _OPEN
    ),
    _Waiting,
)
_DUE: Final = (
    select(_C.id, _C.subject_id, _C.due_at)
    .where(
        _C.due_at <= bindparam("now"),
        tuple_(_C.due_at, _C.subject_id)
        > tuple_(
            bindparam("seen_due", type_=_C.due_at.type),
            bindparam("seen", type_=_C.subject_id.type),
        ),
        _OPEN,
    )
    .order_by(_C.due_at, _C.subject_id)
    .limit(bindparam("most"))
)
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
_HELD: Final = (
    update(ERASURE)
    .where(_C.subject_id == bindparam("subject"), _OPEN, _C.held_at.is_(None))
    .values(held_at=bindparam("now"))
)
_ASKED: Final = System(rule="policy erasure_asked")
_AT_ONCE: Final = 50
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final[Id] = "00000000-0000-0000-0000-000000000000"


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
    messages: AccountMessages

    def refusal(self, subject_id: Id) -> Reason | None:
        """Why this person's account cannot be erased; None when it can be asked for."""
        return refusal(self.mode, officer=self.officers.of_subject(subject_id) is not None)

    def waiting(self, subject_id: Id) -> Erasure | None:
        """The erasure that this person, or an operator for them, asked for and that waits."""
        row = self.context.database.one(_WAITING, subject=subject_id)
        return None if row is None else _erasure(row)

    def held_by(self, subject_id: Id) -> Reason | None:
        """Why nothing is erased now, but later; None when an erasure can be carried out.

        ACCOUNT_LOCKED: a body decided so, and its decision stays until it is taken back; no body
        decided the lock of a duplicate that was joined to another subject. CASE_OPEN: a case about
        the person owes work.
        """
        standing = self.accounts.status_of(subject_id)
        locked = standing is not None and standing.state is AccountState.LOCKED
        if locked and self.subjects.joined_to(subject_id) is None:
            return Reason.ACCOUNT_LOCKED
        open_case = any(each.closed_at is None for each in self.work_list.of_person(subject_id))
        return Reason.CASE_OPEN if open_case else None

    def ask(self, subject_id: Id, *, by: Basis | None, actor: Actor) -> Erasure | Refused:
        """Ask for the erasure, which is carried out when `WAITS` is over; a letter tells when.

        `by`: the session of the person who asks; its sign-in allows no other change. Refused: as
        `refusal`, STATE_ALREADY_HOLDS while one waits, and as `Endings.begin_change`.
        """
        now = self.context.clock.now()
        with self.context.database.transaction():
            refused = self._begun(subject_id, by) or self._change_refusal(by)
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
        """Erase what was asked for and is due; returns how many. What is held waits on.

        One that fails is logged, and delays no other.
        """
        return sum(self._tried(row.id, row.subject_id) for row in self._due())

    def erase(self, subject_id: Id, *, actor: Actor) -> Refused | None:
        """Erase the account now, without a letter: afterwards none can be sealed for anybody.

        The duplicates that were joined to the person are erased with it: all of them, or nothing.
        Parties with a session or a token of the person are told (back-channel logout). Refused: as
        `refusal`, NOT_FOUND without an account, as `held_by`.
        """
        with self.context.database.transaction():
            whole = self._whole(subject_id)
            refused = self._begun(subject_id, None)
            return refused or self._erase(whole, actor)

    def _whole(self, subject_id: Id) -> list[Id]:
        """The subject and its duplicates, whose accounts are locked in the order of a join."""
        whole: set[Id] = set()
        while more := {subject_id, *self.subjects.duplicates(subject_id)} - whole:
            for each in sorted(more):
                self.endings.lock_account(each)
            whole |= more
        return sorted({subject_id, *self.subjects.duplicates(subject_id)})

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

    def _change_refusal(self, by: Basis | None) -> Refused | None:
        """FRESH_SIGN_IN_REQUIRED where the sign-in has made its one change; after the lock."""
        if by is None or by.session_id is None or self.endings.shown_by(by) is not None:
            return None
        return Refused(Reason.FRESH_SIGN_IN_REQUIRED)

    def _due(self) -> Iterator[Row]:
        """What is due, a page at a time: those that are held are passed by, at every call."""
        now, seen_due, seen = self.context.clock.now(), _BEGINNING, _FIRST
        while page := self.context.database.all(
            _DUE, now=now, seen_due=seen_due, seen=seen, most=_AT_ONCE
        ):
            yield from page
            seen_due, seen = page[-1].due_at, page[-1].subject_id

    def _tried(self, erasure_id: Id, subject_id: Id) -> bool:
        try:
            return self._carried_out(erasure_id, subject_id)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - one that fails must not keep the others from their right
            _LOG.exception("erasure failed", reference=erasure_id)
            return False

    def _carried_out(self, erasure_id: Id, subject_id: Id) -> bool:
        """Whether this call erased it; another worker, or a withdrawal, may have come first."""
        with self.context.database.transaction():
            whole = self._whole(subject_id)
            refused = self._begun(subject_id, None)
            waiting = self.waiting(subject_id)
            if refused is None and waiting is not None:
                refused = self._erase(whole, _ASKED)
                if refused is None:
                    return True
            if refused is not None and self._held_first(subject_id):
                _LOG.warning("not erased yet", reference=erasure_id, reason=refused.reason)
            return False

    def _held_first(self, subject_id: Id) -> bool:
        """Whether it was not held before: each is told in the log once."""
        now = self.context.clock.now()
        return self.context.database.execute(_HELD, subject=subject_id, now=now) == 1

    def _erase(self, whole: Sequence[Id], actor: Actor) -> Refused | None:
        """Erase all of these, or none where one is held."""
        for each in whole:
            held = self.refusal(each) or self.held_by(each)
            if held is not None:
                return Refused(held)
        for each in whole:
            self._erase_one(each, actor)
        return None

    def _erase_one(self, subject_id: Id, actor: Actor) -> None:
        self._withdraw_consents(subject_id, actor)
        self.endings.end(subject_id, actor=actor, reason="account_erased")
        self.endings.end_links(subject_id)
        self.transactions.forget_every_browser(subject_id)
        self.credentials.forget(subject_id, actor=actor)
        self.notices.discard(subject_id)
        self.messages.forget(subject_id)
        self.accounts.erase(subject_id)
        self.subjects.erase(subject_id)
        self.context.database.execute(_DONE, subject=subject_id, now=self.context.clock.now())
        self._record(EventType.ACCOUNT_ERASED, subject_id, actor, {})

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


def _erasure(row: _Waiting) -> Erasure:
    return Erasure(*row)
