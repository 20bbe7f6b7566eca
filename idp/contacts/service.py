"""Changes of contacts: proven by a code, effective after a wait, and undone by a link."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from idp.accounts.domain import Basis, acting, basis_from, to_document
from idp.accounts.service import Accounts
from idp.assurance.binding import CeremonyKind
from idp.assurance.contacts import MOST, ContactFacts, is_confirmed, of_a_guardian
from idp.assurance.levels import level_of_pieces
from idp.assurance.pieces import LEAST
from idp.contacts.domain import (
    CODE_LIFETIME,
    CODES_PER_ACCOUNT,
    MAX_TRIES,
    SentCode,
    normalized,
)
from idp.factors.app_keys.domain import binding_document, binding_from
from idp.factors.bindings import BindingResult, Bindings, CoolOff
from idp.factors.change_endings import ChangeEndings, begin_change
from idp.factors.domain import Binding, ThrottledSecret, is_six_digits
from idp.factors.service import Credentials
from idp.factors.throttling import AttemptThrottle
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.domain.recipients import CHANNELS, channels_read_by
from idp.notices.service import Notices
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.secrets import constant_time_equal, digest, six_digits
from idp.subjects.contact_values import masked
from idp.subjects.contacts import ContactRepository, in_force
from idp.subjects.domain import Contact, ContactKind, Datum, Source


@dataclass(frozen=True)
class ContactChanges:
    """Changes of an address or a number: proven by a code, and cancellable until they hold."""

    context: ServiceContext
    credentials: Credentials
    bindings: Bindings
    cool_off: CoolOff
    endings: ChangeEndings
    accounts: Accounts
    repository: ContactRepository
    one_time_tokens: OneTimeTokens
    throttle: AttemptThrottle
    notices: Notices

    def set_at_desk(
        self, subject_id: Id, kind: ContactKind, value: str, *, proven: bool | None, actor: Actor
    ) -> None:
        """Set the contact that a person told at a desk, where two officers decided (D10.2a-3).

        It is in force at once, and every address hears of it, the old ones too; nobody does of who
        has no account, where the old one may be a stranger's. `proven`: a register says that it is
        the person's; else it is bound at the least, and written to only if it is all that there is
        (None). Nothing happens where it is in force already and bound so. Joins the transaction of
        the caller, who has locked account and subject.
        """
        self.repository.adopt(subject_id)
        mine, now = self._of_kind(subject_id, kind), self.context.clock.now()
        held = in_force(mine, now)
        enough = held is not None and (held.proven if proven is None else not proven)
        if held is not None and held.value == value and (enough or _is_bound(held, now)):
            return
        bound = MOST if proven else LEAST
        anew = _told(subject_id, kind, value, proven=proven, bound=bound, now=now)
        if self.accounts.has_account(subject_id):
            self._put_in_place(mine, anew, Binding(CeremonyKind.DESK), actor)
        else:
            self._replace(mine, anew, actor)

    def set_from_application(
        self, subject_id: Id, kind: ContactKind, value: str, *, proven: bool | None, actor: Actor
    ) -> None:
        """Set the contact of who applied from a telephone, whom nobody saw (D10.1b).

        It is in force at once, and bound at the least. `proven`: a register says whose it is; None
        of an address that is the only contact, so that it is written to (D11.1b-1). What is only
        told comes in no place of what is known. A number that was a guardian's is set anew. Joins
        the transaction of the caller, who has locked account and subject.
        """
        self.repository.adopt(subject_id)
        mine, now = self._of_kind(subject_id, kind), self.context.clock.now()
        held = in_force(mine, now)
        known = held is not None and held.proven
        if held is not None and known and (not proven or self._stands(held, value)):
            return
        if held is not None and held.value == value and proven is False:
            return
        anew = _told(subject_id, kind, value, proven=proven, bound=LEAST, now=now)
        self._replace(mine, anew, actor)

    def _stands(self, held: Contact, value: str) -> bool:
        """Whether it is this already, and the person's own."""
        return held.value == value and self._can_be_confirmed(held)

    def end_told(
        self, subject_id: Id, kind: ContactKind, *, before: str = "", actor: Actor
    ) -> None:
        """End the contact of who has no account, if it was only told and never confirmed.

        `before`: what was told before, and was all there was. Joins the transaction of the caller,
        who has locked the subject.
        """
        self.repository.adopt(subject_id)
        held = in_force(self._of_kind(subject_id, kind), self.context.clock.now())
        if held is None or (held.proven and held.value != before):
            return
        if not self.repository.undo(held):
            return
        self.repository.end_claims(subject_id, kind)
        self._record_undone(held, actor)

    def begin(
        self,
        subject_id: Id,
        kind: ContactKind,
        typed: str,
        *,
        version: str,
        binding: Binding,
        by: Basis,
    ) -> SentCode | Refused:
        """Send a code to a new contact of the person.

        `version`: the mark of the contact that the page showed as the newest one, empty for none.
        Refused: ADDRESS_MALFORMED, PAGE_CHANGED, TOO_MANY_TRIES (`retry_at`: of this person, or to
        this address), and as `Credentials.begin`. Call it outside a transaction.
        """
        value = normalized(kind, typed)
        if value is None:
            return Refused(Reason.ADDRESS_MALFORMED)
        refused = self._count_code(subject_id, kind, value)
        if refused is not None:
            return refused
        with self.context.database.transaction():
            refused = self.credentials.begin(subject_id, by)
            if refused is not None:
                return refused
            if version != self.version(subject_id, kind):
                return Refused(Reason.PAGE_CHANGED)
            code = six_digits()
            handle = self.one_time_tokens.issue(
                OneTimeTokenKind.CONTACT_CODE,
                audience=subject_id,
                valid_for=CODE_LIFETIME,
                subject_id=subject_id,
                content={
                    "kind": kind,
                    "value": value,
                    "code": code,
                    "shown": version,
                    "binding": binding_document(binding),
                    **to_document(by),
                },
            )
            self.notices.write_to(
                subject_id,
                CHANNELS[kind],
                value,
                text_key=NoticeKind.CONTACT_CODE,
                facts={"code": code},
            )
            return SentCode(handle, value)

    def sent_to(self, subject_id: Id, kind: ContactKind, handle: str, *, by: Basis) -> str | None:
        """The contact to which the code of this handle was sent; None when it is not valid.

        Only for the session that asked for it (`by`), while that is live.
        """
        token = self.one_time_tokens.peek(
            OneTimeTokenKind.CONTACT_CODE, handle, audience=subject_id
        )
        if token is None or token.content["kind"] != kind:
            return None
        mine = basis_from(token.content, subject_id) == by
        return str(token.content["value"]) if mine else None

    def confirm(
        self, subject_id: Id, kind: ContactKind, *, handle: str, code: str
    ) -> Contact | Refused:
        """Set the address that the code was sent to; the letters about it are owed with that.

        The asking sign-in allows no other change.

        Refused: CODE_MALFORMED (no try), NOT_PROVEN (a wrong code; try again), EXPIRED (used, too
        old, or typed wrongly too often: begin again), PAGE_CHANGED, and as `Credentials.begin`.
        Call it outside a transaction.
        """
        sent = self.one_time_tokens.peek(OneTimeTokenKind.CONTACT_CODE, handle, audience=subject_id)
        if sent is None or sent.content["kind"] != kind:
            return Refused(Reason.EXPIRED)
        if not is_six_digits(code):
            return Refused(Reason.CODE_MALFORMED)
        counted = self.throttle.acquire(
            digest(f"contact-code:{sent.id}"), ThrottledSecret.CONTACT_TRY
        )
        if isinstance(counted, Refused) or counted.tries > MAX_TRIES:
            self._consume(subject_id, handle)
            return Refused(Reason.EXPIRED)
        with self.context.database.transaction():
            refused = self._refusal(subject_id, kind, sent, code)
            if refused is not None:
                return refused
            if isinstance(self._consume(subject_id, handle), Refused):
                return Refused(Reason.EXPIRED)
            self.one_time_tokens.invalidate(OneTimeTokenKind.CONTACT_CODE, subject_id)
            self.credentials.record_change_made(basis_from(sent.content, subject_id))
            return self._set(subject_id, kind, sent)

    def bound(self, contact: Contact) -> int:
        """The level at which a code to this contact is bound now."""
        day = self.accounts.fourteen_from(contact.subject_id)
        return self.repository.bound(contact, fourteen_from=day)

    def cancel(
        self,
        subject_id: Id,
        kind: ContactKind,
        *,
        version: str,
        older_than: datetime | None,
        by: Basis,
    ) -> Contact | Refused:
        """Cancel a pending change of a contact; the present one stays.

        `version`: the mark of the contact on the page. `older_than`: when the oldest credential in
        the asking sign-in was enrolled, None without any. Refused: PAGE_CHANGED (another one was
        set meanwhile, or it is effective by now), OLDER_MEANS_NEEDED, and as
        `ChangeEndings.begin_change`: the sign-in that made the change may cancel it as well. Call
        it outside a transaction.
        """
        with self.context.database.transaction():
            refused = begin_change(self.endings, subject_id, by)
            if refused is not None:
                return refused
            coming = _newest(self._of_kind(subject_id, kind))
            waits = coming is not None and coming.pending(self.context.clock.now())
            if coming is None or not waits or coming.version != version:
                return Refused(Reason.PAGE_CHANGED)
            if older_than is None or older_than >= coming.facts.set_at:
                return Refused(Reason.OLDER_MEANS_NEEDED)
            self.undo(subject_id, coming.id, actor=acting(subject_id, by))
            return coming

    def now_and_next(
        self, subject_id: Id, kind: ContactKind
    ) -> tuple[Contact | None, Contact | None]:
        """The contact in force and the one that waits, for an officer to go through."""
        return self.repository.now_and_next(subject_id, kind)

    def confirmed(self, subject_id: Id) -> tuple[Contact, ...]:
        """The contacts in force that are still confirmed, mail first (`assurance.contacts`).

        A number that was not confirmed for a year may be somebody else's by now.
        """
        now = self.context.clock.now()
        held = (self.repository.now_and_next(subject_id, kind)[0] for kind in ContactKind)
        return tuple(
            each
            for each in held
            if each is not None and is_confirmed(each.facts.confirmed_at, each.facts.lost_at, now)
        )

    def recipients(self, subject_id: Id) -> tuple[Contact, ...]:
        """The contacts that get letters about credentials now, for officers to review."""
        mine, now = self.repository.for_subject(subject_id), self.context.clock.now()
        return tuple(each for each in mine if each.receives(now))

    def review(self, subject_id: Id, keeps: Collection[str], *, at: datetime, actor: Actor) -> None:
        """Undo contacts that were set in a sign-in, except those of `keeps` in force `at` then.

        `keeps` are kinds, named by the person at that instant: what was pending then is undone, and
        what was set since. The registered contact is in force again. Kinds that the person did not
        name count as lost until they are confirmed anew: somebody else may read what goes there.
        Joins the transaction of a counter visit that restores an account to its person.
        """
        for each in self.repository.for_subject(subject_id):
            named = each.kind in keeps and each.facts.set_at <= at and not each.pending(at)
            if each.ceremony_id is not None and not named:
                self.undo(subject_id, each.id, actor=actor)
        for kind in ContactKind:
            if kind not in keeps:
                self.repository.mark_lost(subject_id, kind, self.context.clock.now())

    def undo(self, subject_id: Id, contact_id: Id, *, actor: Actor) -> bool:
        """Undo a contact and all later ones of its kind; returns whether this call did.

        The contact before it is in force again, with its claims. Joins the transaction that ends
        the person's sessions, writes to them and has locked the account.
        """
        mine = self.repository.for_subject(subject_id)
        gone = next((each for each in mine if each.id == contact_id), None)
        if gone is None or not self.repository.undo(gone):
            return False
        # A link may have been sent to the undone contact; the owner can request another.
        self.one_time_tokens.invalidate(OneTimeTokenKind.LOSS_LINK, subject_id)
        alike = [each for each in mine if each.kind is gone.kind]
        for each in alike[alike.index(gone) + 1 :]:
            self.repository.undo(each)
        self._restore(subject_id, gone.kind)
        self.notices.notify(
            subject_id,
            text_key=NoticeKind.CONTACT_GIVEN_BACK,
            facts={"contact": gone.kind, "label": masked(gone.value)},
        )
        self._record_undone(gone, actor)
        return True

    def undo_fraudulent(self, subject_id: Id, gone: Collection[Id], *, actor: Actor) -> None:
        """Undo those of these contacts that a fraud had set. Joins the transaction that taints."""
        for each in self.repository.for_subject(subject_id):
            if each.id in gone:
                self.undo(subject_id, each.id, actor=actor)

    def mark_phone_lost(self, subject_id: Id, at: datetime) -> None:
        """Mark a telephone as lost: its number binds nothing. Joins the report's transaction."""
        self.repository.mark_lost(subject_id, ContactKind.PHONE, at)

    def mark_phone_found(self, subject_id: Id, reported: Collection[datetime]) -> None:
        """Take that mark back; `reported`: the times of reports that are not retracted."""
        self.repository.mark_phone_found(subject_id, reported)

    def version(self, subject_id: Id, kind: ContactKind) -> str:
        """The mark of the newest contact of a kind, for its page; empty for none."""
        current = _newest(self._of_kind(subject_id, kind))
        return "" if current is None else current.version

    def _refusal(
        self, subject_id: Id, kind: ContactKind, sent: OneTimeToken, code: str
    ) -> Refused | None:
        refused = self.credentials.begin(subject_id, basis_from(sent.content, subject_id))
        if refused is not None:
            return refused
        if sent.content["shown"] != self.version(subject_id, kind):
            return Refused(Reason.PAGE_CHANGED)
        right = constant_time_equal(sent.content["code"].encode(), code.encode("utf-8", "replace"))
        return None if right else Refused(Reason.NOT_PROVEN)

    def _count_code(self, subject_id: Id, kind: ContactKind, value: str) -> Refused | None:
        """Count one code to be sent: both person and mailbox have a limit.

        Codes of other accounts to a contact do not count against the first `CODES_PER_ACCOUNT` of
        this one, so that its owner can still use it. A mailbox gets those of each account and, from
        all accounts together, as many more as one person may send.
        """
        there = self.repository.index_of(kind, value)
        sent = self.throttle.acquire(
            digest(f"contact-sent:{subject_id}"), ThrottledSecret.CONTACT_CODE
        )
        if isinstance(sent, Refused):
            return sent
        mine = self.throttle.acquire(_counter_key(subject_id, there), ThrottledSecret.CONTACT_CODE)
        if isinstance(mine, Refused):
            return mine
        of_all = self.throttle.acquire(there, ThrottledSecret.CONTACT_CODE)
        return of_all if isinstance(of_all, Refused) and mine.tries > CODES_PER_ACCOUNT else None

    def _consume(self, subject_id: Id, handle: str) -> OneTimeToken | Refused:
        return self.one_time_tokens.consume(
            OneTimeTokenKind.CONTACT_CODE, handle, audience=subject_id, subject_id=subject_id
        )

    def _set(self, subject_id: Id, kind: ContactKind, token: OneTimeToken) -> Contact:
        self.repository.adopt(subject_id)
        mine = self._of_kind(subject_id, kind)
        current = _newest(mine)
        value, binding = token.content["value"], binding_from(token.content["binding"])
        actor = acting(subject_id, basis_from(token.content, subject_id))
        there = self.repository.index_of(kind, value)
        self.throttle.reset(_counter_key(subject_id, there), ThrottledSecret.CONTACT_CODE)
        if current is not None and current.value == value and self._can_be_confirmed(current):
            return self._confirmed(current, actor)
        made = self._made(subject_id, kind, value, binding)
        return self._put_in_place(mine, made, binding, actor)

    def _can_be_confirmed(self, contact: Contact) -> bool:
        """Whether a new code only confirms the contact: else it is set anew."""
        day = self.accounts.fourteen_from(contact.subject_id)
        theirs = not of_a_guardian(contact.facts, self.context.clock.now(), day)
        return theirs and contact.facts.lost_at is None

    def _confirmed(self, contact: Contact, actor: Actor) -> Contact:
        """The same contact, confirmed again; nothing else about it changes."""
        anew = replace(contact, data=_claims(contact.kind, contact.value, self.context.clock.now()))
        self.repository.confirm(anew)
        if not contact.pending(self.context.clock.now()):
            self.repository.update_claims(anew)
        self.context.history.append(
            EventType.CONTACT_CONFIRMED,
            actor=actor,
            subject_id=contact.subject_id,
            facts={"item": contact.kind, "contact": contact.id},
        )
        return anew

    def _made(self, subject_id: Id, kind: ContactKind, value: str, binding: Binding) -> Contact:
        now, contact_id = self.context.clock.now(), new_id()
        facts = ContactFacts(
            bound=min(MOST, max(LEAST, int(level_of_pieces(binding.pieces)))),
            set_at=now,
            effective_at=now + self.cool_off.without_letter,
            confirmed_at=now,
        )
        made = BindingResult(facts.bound, facts.effective_at)
        ceremony_id = self.bindings.record(subject_id, binding, {contact_id: made})
        return Contact(
            id=contact_id,
            subject_id=subject_id,
            kind=kind,
            data=_claims(kind, value, now),
            facts=facts,
            ceremony_id=ceremony_id,
        )

    def _put_in_place(
        self, mine: Sequence[Contact], anew: Contact, binding: Binding, actor: Actor
    ) -> Contact:
        """Insert the pending contact; the present one stays in force until then.

        A sent letter shortens the wait of an email address, never that of a number.
        """
        self._replace(mine, anew, actor)
        until, label = anew.facts.effective_at.isoformat(), masked(anew.value)
        self.notices.notify(
            anew.subject_id,
            text_key=NoticeKind.CONTACT_CHANGED,
            facts={"contact": anew.kind, "label": label, "from": until},
            undo={"contact": anew.id, "contact_kind": anew.kind, "label": label},
            shortens=anew.id if anew.kind is ContactKind.EMAIL else None,
            shown_by=channels_read_by(each.piece.kind for each in binding.proven),
        )
        return anew

    def _replace(self, mine: Sequence[Contact], anew: Contact, actor: Actor) -> None:
        """Insert the contact, which ends the one before it once it is effective."""
        self.repository.update_ends([*_not_undone(mine), anew])
        self.repository.add(anew)
        self.repository.update_claims(anew)
        until = anew.facts.effective_at.isoformat()
        facts = {"item": anew.kind, "contact": anew.id, "bound": anew.facts.bound, "from": until}
        self.context.history.append(
            EventType.CONTACT_CHANGED, actor=actor, subject_id=anew.subject_id, facts=facts
        )

    def _record_undone(self, gone: Contact, actor: Actor) -> None:
        self.context.history.append(
            EventType.CONTACT_UNDONE,
            subject_id=gone.subject_id,
            actor=actor,
            facts={"item": gone.kind, "contact": gone.id},
        )

    def _restore(self, subject_id: Id, kind: ContactKind) -> None:
        """Put the contacts that were not undone in force again, with their claims."""
        now = self.context.clock.now()
        self.repository.update_ends(_not_undone(self._of_kind(subject_id, kind)))
        mine = self._of_kind(subject_id, kind)
        held = in_force(mine, now)
        if held is None:
            self.repository.end_claims(subject_id, kind)
        for each in mine:
            if each is held or each.pending(now):
                self.repository.update_claims(each)

    def _of_kind(self, subject_id: Id, kind: ContactKind) -> list[Contact]:
        return [each for each in self.repository.for_subject(subject_id) if each.kind is kind]


def _counter_key(subject_id: Id, there: bytes) -> bytes:
    """The key of the counter of codes from one account to one contact."""
    return digest(f"contact-sent:{subject_id}:{there.hex()}")


def _not_undone(contacts: Iterable[Contact]) -> list[Contact]:
    return [each for each in contacts if each.undone_at is None]


def _is_bound(contact: Contact, now: datetime) -> bool:
    """Whether it counts as its person's own, as a contact that a register just named."""
    facts = contact.facts
    return facts.bound == MOST and is_confirmed(facts.confirmed_at, facts.lost_at, now)


def _newest(contacts: Iterable[Contact]) -> Contact | None:
    return next((each for each in contacts if each.current), None)


def _told(
    subject_id: Id,
    kind: ContactKind,
    value: str,
    *,
    proven: bool | None,
    bound: int,
    now: datetime,
) -> Contact:
    """A contact that was told in an application, in force now; `proven` as in `set_at_desk`."""
    claims = _claims(kind, value, now)
    if proven is None:
        del claims[kind.verified]
    else:
        claims[kind.verified] = Datum(proven, Source.SYSTEM, now.date())
    facts = ContactFacts(
        bound=bound, set_at=now, effective_at=now, confirmed_at=now if proven else None
    )
    return Contact(id=new_id(), subject_id=subject_id, kind=kind, data=claims, facts=facts)


def _claims(kind: ContactKind, value: str, now: datetime) -> dict[str, Datum]:
    """The claims: the value is self-declared; that it was verified is ours."""
    return {
        kind.value: Datum(value, Source.SELF_DECLARED, now.date()),
        kind.verified: Datum(True, Source.SYSTEM, now.date()),  # noqa: FBT003 - a claim
    }
