"""Account recovery at a counter: two officers, an identity document, and the register.

The person may have lost every credential: an officer compares the document with the register, a
second one confirms, all old credentials are erased, and printed codes open the account at level 1,
until its owner adds others.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from idp.accounts.service import Accounts
from idp.accounts.shown_documents import DocumentData, same_name
from idp.assurance.binding import CeremonyKind
from idp.authorization.credential_loss import CredentialRevocation
from idp.authorization.endings import Endings
from idp.contacts.service import ContactChanges
from idp.factors.domain import Binding, CredentialKind
from idp.factors.recovery import RecoveryCodes
from idp.factors.service import Credentials
from idp.history.actors import from_text, to_document, to_text
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor, SecondPerson
from idp.kernel.ids import Id, is_id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import VISIT_LIFETIME, CounterVisit, VisitState
from idp.losses.tables import COUNTER_VISIT
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Row

_BEGIN: Final = insert(COUNTER_VISIT)
_ONE: Final = select(COUNTER_VISIT).where(COUNTER_VISIT.c.id == bindparam("id"))
_ALL: Final = select(COUNTER_VISIT).order_by(COUNTER_VISIT.c.id.desc())
_CONFIRM: Final = (
    update(COUNTER_VISIT)
    .where(
        COUNTER_VISIT.c.id == bindparam("visit"),
        COUNTER_VISIT.c.state == VisitState.BEGUN,
        COUNTER_VISIT.c.begun_at > bindparam("since"),
    )
    .values(state=VisitState.DONE, confirmed_by=bindparam("by"), confirmed_at=bindparam("now"))
)


@dataclass(frozen=True)
class CounterVisits:
    context: ServiceContext
    accounts: Accounts
    credentials: Credentials
    recovery_codes: RecoveryCodes
    credential_revocation: CredentialRevocation
    endings: Endings
    contacts: ContactChanges
    notices: Notices
    second_person: SecondPerson

    def begin(
        self, username: str, shown: DocumentData, *, document: str, actor: Actor
    ) -> CounterVisit | Refused:
        """The first officer compared the document; nothing changes before a second one confirms.

        Refused: NOT_FOUND, MATCH_MISSING when the document and the register disagree (history tells
        who tried).
        """
        account = self.accounts.by_username(username)
        if account is None:
            return Refused(Reason.NOT_FOUND)
        subject_id = account.subject_id
        with self.context.database.transaction():
            if not self._is_of(subject_id, shown):
                facts = {"document": document, "reason": Reason.MATCH_MISSING}
                self._record(EventType.COUNTER_VISIT_REFUSED, subject_id, actor=actor, facts=facts)
                return Refused(Reason.MATCH_MISSING)
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
            columns = {column.name: getattr(visit, column.name) for column in COUNTER_VISIT.c}
            self.context.database.execute(_BEGIN, **columns | {"begun_by": to_text(actor)})
            facts = {"visit": visit.id, "document": document}
            self._record(EventType.COUNTER_VISIT_BEGUN, subject_id, actor=actor, facts=facts)
            return visit

    def confirm(
        self, visit_id: Id, *, actor: Actor, keeps: Collection[str] = ()
    ) -> tuple[str, ...] | Refused:
        """Replace every means of the person by new recovery codes, printed this once.

        `keeps`: the kinds of contacts (`email`, `phone_number`) that the person confirmed. Any
        other that was set in a sign-in may be a thief's: the registered one is in force again.

        Refused: FOUR_EYES for the officer who began it, NOT_AUTHORISED where one of both is not
        proven, EXPIRED, STATE_ALREADY_HOLDS, NOT_FOUND, MEANS_DISABLED while recovery codes are
        switched off, ACCOUNT_LOCKED. Not to be called inside a transaction.
        """
        if not self.credentials.allowed(CredentialKind.RECOVERY_CODES):
            return Refused(Reason.MEANS_DISABLED)
        with self.context.database.transaction():
            refusal = self._confirm(visit_id, actor)
            if refusal is not None:
                return Refused(refusal)
            visit = self._visit(visit_id)
            self.endings.lock_account(visit.subject_id)
            closed = self.credentials.change_refusal(visit.subject_id)
            if closed is not None:
                return closed
            revoked = self.credential_revocation.stop(
                visit.subject_id, frozenset(CredentialKind), keeps=None, actor=actor
            )
            self.endings.end_links(visit.subject_id)
            self.contacts.review(visit.subject_id, keeps, actor=actor)
            gone = self.credentials.erase_all(visit.subject_id, actor=actor)
            officers = Binding(
                CeremonyKind.ACTIVATION, officers=(visit.begun_by, actor), place=visit.document
            )
            codes = self.recovery_codes.renew(visit.subject_id, actor=actor, binding=officers)
            if isinstance(codes, Refused):
                # Roll back: without new codes the person would have no credential.
                raise RuntimeError("no recovery codes")  # noqa: TRY004 - a bug, not a type
            facts = {
                "visit": visit.id,
                "begun_by": to_document(visit.begun_by)["actor"],
                "removed": len(gone),
                "contacts_kept": sorted(keeps),
            }
            self._record(EventType.MEANS_RECOVERED, visit.subject_id, actor=actor, facts=facts)
            self.notices.notify(visit.subject_id, text_key=NoticeKind.MEANS_RECOVERED, facts={})
        self.notices.deliver_now(revoked.logouts)
        return codes

    def all(self) -> list[CounterVisit]:
        """Every visit, newest first."""
        return [_read(row) for row in self.context.database.all(_ALL)]

    def _confirm(self, visit_id: Id, actor: Actor) -> Reason | None:
        row = self.context.database.one(_ONE, id=visit_id) if is_id(visit_id) else None
        if row is None:
            return Reason.NOT_FOUND
        not_a_second = self.second_person.refusal(from_text(row.begun_by), actor)
        if not_a_second is not None:
            facts = {"visit": visit_id, "reason": not_a_second}
            self._record(EventType.COUNTER_VISIT_REFUSED, row.subject_id, actor=actor, facts=facts)
            return not_a_second
        now = self.context.clock.now()
        since = now - VISIT_LIFETIME
        who = to_text(actor)
        confirmed = self.context.database.execute(
            _CONFIRM, visit=visit_id, by=who, now=now, since=since
        )
        if confirmed == 1:
            return None
        done = self._visit(visit_id).state is VisitState.DONE
        return Reason.STATE_ALREADY_HOLDS if done else Reason.EXPIRED

    def _is_of(self, subject_id: Id, shown: DocumentData) -> bool:
        """Whether all data of the document equal those of the register."""
        known = self.accounts.registered(subject_id)
        return (
            known.get("number") == shown.number.strip()
            and same_name(known.get("name"), shown.name)
            and known.get("birthdate", "") == shown.birthdate.strip()
        )

    def _visit(self, visit_id: Id) -> CounterVisit:
        row = self.context.database.one(_ONE, id=visit_id)
        if row is None:
            raise LookupError(visit_id)
        return _read(row)

    def _record(
        self, happening: EventType, subject_id: Id, *, actor: Actor, facts: Mapping[str, object]
    ) -> None:
        self.context.history.append(happening, subject_id=subject_id, actor=actor, facts=facts)


def _read(row: Row) -> CounterVisit:
    confirmed_by = None if row.confirmed_by is None else from_text(row.confirmed_by)
    typed = {"state": VisitState(row.state), "begun_by": from_text(row.begun_by)}
    return CounterVisit(**row._asdict() | typed | {"confirmed_by": confirmed_by})
