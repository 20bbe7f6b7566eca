"""Account recovery at a counter: two officers, an identity document, and the register.

The person may have lost every credential: an officer compares the document with the register and
goes through the contacts with them, a second one confirms, all old credentials are erased, and
printed codes open the account at level 1, until its owner adds others. The engine moves the case
(`procedures.COUNTER_RECOVERY`); both officers sign.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from idp.accounts.service import Accounts
from idp.accounts.shown_documents import DocumentData
from idp.assurance.binding import CeremonyKind
from idp.authorization.credential_loss import CredentialRevocation
from idp.authorization.endings import Endings
from idp.casework.domain.facts import facts_of
from idp.casework.domain.moves import About, Done, Move
from idp.casework.service import Cases
from idp.contacts.domain import ContactsKept
from idp.contacts.service import ContactChanges
from idp.factors.bindings import Bindings
from idp.factors.domain import Binding, CredentialKind
from idp.factors.recovery import RecoveryCodes
from idp.factors.service import Credentials
from idp.history.actors import from_text, to_document, to_text
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.texts import is_plain
from idp.letters.decisions import DecisionLetters
from idp.losses.domain import CounterVisit, VisitState
from idp.losses.procedures import (
    COUNTER_RECOVERY,
    LONGEST_DOCUMENT,
    VisitDocument,
    VisitEvent,
)
from idp.losses.tables import COUNTER_VISIT
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database, Row

_BEGIN: Final = insert(COUNTER_VISIT)
_ONE: Final = select(COUNTER_VISIT).where(COUNTER_VISIT.c.id == bindparam("id"))
_OPEN: Final = (
    select(COUNTER_VISIT.c.id)
    .where(
        COUNTER_VISIT.c.subject_id == bindparam("subject"),
        COUNTER_VISIT.c.state.in_([VisitState.BEGUN, VisitState.REVIEWED]),
    )
    .order_by(COUNTER_VISIT.c.id)
)
_ALL: Final = select(COUNTER_VISIT).order_by(COUNTER_VISIT.c.id.desc())


@dataclass(frozen=True, slots=True)
class Recovered:
    """The new recovery codes, to be printed this once, and the ids of the logout tokens owed."""

    codes: tuple[str, ...]
    logouts: tuple[Id, ...]


@dataclass(frozen=True)
class VisitEffects:
    """What changes beside the case of a visit when it moves: the visit's own row tells it too."""

    database: Database
    engine: Cases
    credentials: Credentials
    bindings: Bindings
    recovery_codes: RecoveryCodes
    credential_revocation: CredentialRevocation
    endings: Endings
    contacts: ContactChanges
    notices: Notices

    def review(self, move: Move) -> Done:
        """The contacts that the person named are kept with the case."""
        kept = sorted(move.facts.keeps)
        self._set(move, state=VisitState.REVIEWED)
        return Done(told={"visit": move.case.id, "contacts_kept": kept})

    def check(self, move: Move) -> Refused | None:
        """MEANS_DISABLED while recovery codes are switched off, ACCOUNT_LOCKED.

        NOT_AUTHORISED where one of the officers was found dishonest meanwhile.
        """
        if self.bindings.involves_fraud((*move.authors, move.actor), move.at):
            return Refused(Reason.NOT_AUTHORISED)
        if not self.credentials.allowed(CredentialKind.RECOVERY_CODES):
            return Refused(Reason.MEANS_DISABLED)
        subject_id = _whose(move)
        self.endings.lock_account(subject_id)
        return self.credentials.change_refusal(subject_id)

    def confirm(self, move: Move) -> Done:
        """Replace every credential of the person by new recovery codes; the result is Recovered."""
        subject_id, actor = _whose(move), move.actor
        visit = self._visit(move.case.id)
        keeps, reviewed_at = self._kept(move.case.id)
        revoked = self.credential_revocation.stop(
            subject_id, frozenset(CredentialKind), keeps=None, actor=actor
        )
        self.endings.end_links(subject_id)
        self.contacts.review(subject_id, keeps, at=reviewed_at, actor=actor)
        gone = self.credentials.erase_all(subject_id, actor=actor)
        officers = tuple(dict.fromkeys((*move.authors, actor)))
        binding = Binding(CeremonyKind.ACTIVATION, officers=officers, place=visit.document)
        codes = self.recovery_codes.renew(subject_id, actor=actor, binding=binding)
        if isinstance(codes, Refused):
            # Roll back: without new codes the person would have no credential.
            raise RuntimeError("no recovery codes")  # noqa: TRY004 - a bug, not a type
        self.notices.notify(subject_id, text_key=NoticeKind.MEANS_RECOVERED, facts={})
        self._set(move, state=VisitState.DONE, confirmed_by=to_text(actor), confirmed_at=move.at)
        told = {
            "visit": visit.id,
            "begun_by": to_document(visit.begun_by)["actor"],
            "removed": len(gone),
            "contacts_kept": sorted(keeps),
        }
        return Done(told, Recovered(codes, revoked.logouts))

    def withdraw(self, move: Move) -> Done:
        """Nothing of the person changed, and nothing does."""
        return self._set(move, state=VisitState.WITHDRAWN)

    def _kept(self, case_id: Id) -> tuple[Collection[str], datetime]:
        """The kinds that the person named, and when."""
        reviewed = [each for each in self.engine.events(case_id) if each.event == VisitEvent.REVIEW]
        return facts_of(ContactsKept, reviewed[-1].facts).keeps, reviewed[-1].at

    def _visit(self, case_id: Id) -> CounterVisit:
        row = self.database.one(_ONE, id=case_id)
        if row is None:
            raise LookupError(case_id)
        return _read(row)

    def _set(self, move: Move, **values: Any) -> Done:  # noqa: ANN401 - of any column
        mine = update(COUNTER_VISIT).where(COUNTER_VISIT.c.id == move.case.id)
        self.database.execute(mine.values(**values))
        return Done(told={"visit": move.case.id})


@dataclass(frozen=True)
class CounterVisits:
    context: ServiceContext
    accounts: Accounts
    engine: Cases
    bindings: Bindings
    letters: DecisionLetters
    notices: Notices

    def begin(
        self, username: str, shown: DocumentData, *, document: str, actor: Actor
    ) -> CounterVisit | Refused:
        """The first officer compared the document; nothing changes before a second one confirms.

        `username` may be empty: then the number of the document finds the person. Refused: as
        `May`, and DOCUMENT_UNREADABLE for a name of the document that is too long or has
        characters that do not show, before anybody is looked up; NOT_FOUND;
        IDENTITY_NOT_EXAMINED of who made their account; MATCH_MISSING when the document and the
        register disagree. History tells who tried; the holder of the
        account gets a letter.
        """
        with self.context.database.transaction():
            refused = self.engine.opening_refusal(COUNTER_RECOVERY, actor)
            if self.bindings.involves_fraud((actor,), self.context.clock.now()):
                refused = refused or Reason.NOT_AUTHORISED
            if not is_plain(document, LONGEST_DOCUMENT):
                return Refused(refused or Reason.DOCUMENT_UNREADABLE)
            if refused is not None:
                return self._refuse(refused, None, document, actor)
            account = self.accounts.holder(username, shown.number)
            subject_id = None if account is None else account.subject_id
            if subject_id is None:
                return self._refuse(Reason.NOT_FOUND, None, document, actor)
            why = self.accounts.why_not_of(subject_id, shown)
            if why is Reason.MATCH_MISSING:
                self.letters.recovery_refused(subject_id, document=document, actor=actor)
            if why is not None:
                return self._refuse(why, subject_id, document, actor)
            if self._is_open(subject_id):
                return self._refuse(Reason.VISIT_OPEN, subject_id, document, actor)
            return self._open(subject_id, document, actor)

    def review(self, visit_id: Id, keeps: Collection[str], *, actor: Actor) -> Refused | None:
        """Keep which contacts the person named as theirs. Refused as `Cases.fire`."""
        facts = facts_of(ContactsKept, {"keeps": sorted(keeps)})
        answer = self.engine.fire(visit_id, VisitEvent.REVIEW, actor, facts)
        return answer if isinstance(answer, Refused) else None

    def confirm(self, visit_id: Id, *, actor: Actor) -> tuple[str, ...] | Refused:
        """Replace every credential of the person by new recovery codes, printed this once.

        Of contacts that were set in a sign-in, only those that were reviewed as theirs stay: the
        registered one is in force again. Not to be called inside a transaction. Refused as
        `Cases.approve`, CONTACTS_UNREVIEWED, MEANS_DISABLED, ACCOUNT_LOCKED.
        """
        answer = self.engine.fire(visit_id, VisitEvent.CONFIRM, actor)
        return answer if isinstance(answer, Refused) else self.hand_over(answer.result)

    def hand_over(self, recovered: Recovered) -> tuple[str, ...]:
        """The codes, once the move is committed; relying parties hear of the sessions that ended.

        Not to be called inside a transaction.
        """
        self.notices.deliver_now(recovered.logouts)
        return recovered.codes

    def all(self) -> list[CounterVisit]:
        """Every visit, newest first."""
        return [_read(row) for row in self.context.database.all(_ALL)]

    def _is_open(self, subject_id: Id) -> bool:
        """Whether another visit for this person may still be confirmed, by a lock of the person."""
        self.context.database.advisory_lock(f"a visit for {subject_id}")
        found = self.context.database.all(_OPEN, subject=subject_id)
        return any(self.engine.is_open(row.id) for row in found)

    def _open(self, subject_id: Id, document: str, actor: Actor) -> CounterVisit | Refused:
        visit = CounterVisit(
            id=new_id(),
            subject_id=subject_id,
            state=VisitState.BEGUN,
            document=document,
            begun_by=actor,
            begun_at=self.context.clock.now(),
            confirmed_by=None,
            confirmed_at=None,
        )
        opened = self.engine.open(
            COUNTER_RECOVERY,
            actor,
            EventType.COUNTER_VISIT_BEGUN,
            about=About(subject_id=subject_id),
            facts=VisitDocument(document),
            told={"visit": visit.id, "document": document},
            case_id=visit.id,
        )
        if isinstance(opened, Refused):
            return self._refuse(opened.reason, subject_id, document, actor)
        columns = {column.name: getattr(visit, column.name) for column in COUNTER_VISIT.c}
        self.context.database.execute(_BEGIN, **columns | {"begun_by": to_text(actor)})
        return visit

    def _refuse(
        self, reason: Reason, subject_id: Id | None, document: str, actor: Actor
    ) -> Refused:
        """The entry that tells who tried; the transaction of the refusal keeps it."""
        facts = {"document": document, "reason": reason}
        self.context.history.append(
            EventType.COUNTER_VISIT_REFUSED, subject_id=subject_id, actor=actor, facts=facts
        )
        return Refused(reason)


def _whose(move: Move) -> Id:
    """The person of a visit. Raises LookupError for a case of nobody, which no visit is."""
    if move.case.subject_id is None:
        raise LookupError(move.case.id)
    return move.case.subject_id


def _read(row: Row) -> CounterVisit:
    confirmed_by = None if row.confirmed_by is None else from_text(row.confirmed_by)
    typed = {"state": VisitState(row.state), "begun_by": from_text(row.begun_by)}
    return CounterVisit(**row._asdict() | typed | {"confirmed_by": confirmed_by})
