"""Send a link, prove the number, and activate with the first credential, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, exists, insert, select, update

from idp.access.powers import Power
from idp.accounts.domain import CURRENT_TERMS, Account, AccountState, acts_alone, sign_in_refusal
from idp.accounts.locks import AccountLocks
from idp.accounts.service import ACCOUNT_STATUS, Accounts
from idp.activation.domain import (
    LONGEST_DELIVERY,
    STEP_LIFETIME,
    ActivationLink,
    ActivationOffer,
    LinkState,
    Shown,
)
from idp.activation.own_contacts import OwnContacts
from idp.activation.ports import FirstOfficers
from idp.activation.receipts import end_of_window
from idp.activation.tables import ACTIVATION_LINK
from idp.casework.permissions import Permissions
from idp.factors.callers import UNKNOWN_CALLER, Caller
from idp.factors.domain import (
    BY_LINK,
    BY_PRINTED_LINK,
    INSTALLING,
    INVITED,
    Binding,
    Credential,
    CredentialKind,
    ThrottledSecret,
    VerificationContext,
)
from idp.factors.passkeys import Passkeys
from idp.factors.passwords import Passwords, PresentedPassword
from idp.factors.service import Credentials
from idp.factors.throttling import AttemptThrottle
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor, Operator, Through, Unproven
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.law.legal_time import LegalTime
from idp.notices.domain import NoticeKind
from idp.notices.domain.recipients import lost_contacts, primary_recipients
from idp.notices.service import Notices
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Row
from idp.platform.secrets import constant_time_equal, digest, random_token
from idp.subjects.contacts import ContactRepository
from idp.subjects.document_numbers import documents_in
from idp.subjects.domain import canonical_number
from idp.subjects.service import Subjects

LINK_PATH: Final = "/activate"
"""The path of the page of a link, which is named after it."""
_C: Final = ACTIVATION_LINK.c
_ADD: Final = insert(ACTIVATION_LINK)
_LINK: Final = select(ACTIVATION_LINK)
_BY_DIGEST: Final = _LINK.where(_C.digest == bindparam("digest"))
_NEWEST: Final = (
    _LINK.where(_C.subject_id == bindparam("subject"), _C.printed_by.is_(None))
    .order_by(_C.sent_at.desc(), _C.id.desc())
    .limit(1)
)
_OF_PERSON: Final = _LINK.where(_C.subject_id == bindparam("subject")).order_by(_C.sent_at, _C.id)
_OPEN: Final = _C.used_at.is_(None) & _C.replaced_at.is_(None)
_REPLACE: Final = (
    update(ACTIVATION_LINK)
    .where(_C.subject_id == bindparam("subject"), _OPEN)
    .values(replaced_at=bindparam("now"))
)
_USE: Final = (
    update(ACTIVATION_LINK)
    .where(_C.id == bindparam("link"), _OPEN, _C.ends_at > bindparam("now"))
    .values(used_at=bindparam("now"))
)
_USE_ALL: Final = (
    update(ACTIVATION_LINK)
    .where(_C.subject_id == bindparam("subject"), _OPEN)
    .values(used_at=bindparam("now"))
)
_NEVER_INVITED: Final = (
    select(ACCOUNT_STATUS.c.subject_id)
    .where(
        ACCOUNT_STATUS.c.state == AccountState.GRANTED,
        ACCOUNT_STATUS.c.subject_id > bindparam("after"),
        ~exists().where(_C.subject_id == ACCOUNT_STATUS.c.subject_id, _C.printed_by.is_(None)),
    )
    .order_by(ACCOUNT_STATUS.c.subject_id)
    .limit(bindparam("limit"))
)
_BY_BROWSER: Final = Unproven(through=Through.BROWSER)
"""Who asks on a page that is open to everybody."""
_BEFORE_ALL: Final[Id] = "00000000-0000-0000-0000-000000000000"


_Add = Callable[[Binding], Credential | Refused]
"""Adds the first credential, bound by the ceremony of the link."""


@dataclass(frozen=True)
class Activations:
    context: ServiceContext
    permissions: Permissions
    accounts: Accounts
    account_locks: AccountLocks
    subjects: Subjects
    contacts: ContactRepository
    own_contacts: OwnContacts
    throttle: AttemptThrottle
    one_time_tokens: OneTimeTokens
    credentials: Credentials
    passwords: Passwords
    passkeys: Passkeys
    notices: Notices
    legal_time: LegalTime
    first_officers: FirstOfficers

    def invite(self, subject_id: Id, *, actor: Actor) -> Refused | None:
        """Send the first link to the person of a granted account.

        Refused: as `Permissions.strict`; STATE_ALREADY_HOLDS once one was sent, or the account is
        active; ACTIVATION_WINDOW_CLOSED when its seven days passed, because then the help line
        opens it again; as `_may_be_sent`.
        """
        refused = self.permissions.strict(actor, Power.ACTIVATION_INVITE, about=subject_id)
        if refused is not None:
            return Refused(refused)
        with self.context.database.transaction():
            answer = self._may_be_sent(subject_id) or self._sent_before(subject_id)
            if answer is None:
                self._send(subject_id, EventType.ACTIVATION_LINK_SENT, actor)
            return answer

    def send_first(self, subject_id: Id, *, letter: str, actor: Actor) -> None:
        """Send the first link of an account whose grant this is, in place of any of before.

        `letter`: the number of the letter that tells of the grant, which the message delivers.
        Joins the transaction of the caller, who granted it.
        """
        self._send(subject_id, EventType.ACTIVATION_LINK_SENT, actor, letter=letter)

    def reopen(self, subject_id: Id, *, actor: Actor) -> Refused | None:
        """Send another link, after the seven days or within them; earlier links end (D14.1-2).

        The grant is as old as before. Refused: as `Permissions.strict`; TOO_MANY_TRIES
        (`retry_at`) where many were sent; as `_may_be_sent`. NO_CONTACT also where those on record
        are of who acted for the person before.
        """
        refused = self.permissions.strict(actor, Power.ACTIVATION_REOPEN, about=subject_id)
        if refused is not None:
            return Refused(refused)
        with self.context.database.transaction():
            answer = self._may_be_sent(subject_id) or self._too_many(subject_id)
            if answer is None:
                self._send(subject_id, EventType.ACTIVATION_REOPENED, actor)
            return answer

    def send_again(self, subject_id: Id) -> bool:
        """Send what whoever asked for it on a public page may have; returns whether it was sent.

        Within the seven days that is another link beside the earlier ones, which lasts no longer
        than they do; after them, a word about the help line (D14.1-2). Nothing goes to anybody but
        the registered contact, nothing where no link was sent before, which is not for the person
        to begin, and nothing while a link of the installation waits. Joins the transaction.
        """
        if self._may_be_sent(subject_id) is not None:
            return False
        newest, now = self.newest(subject_id), self.context.clock.now()
        if newest is None or self._printed_waits(subject_id, now):
            return False
        self._record(EventType.ACTIVATION_LINK_ASKED, subject_id, _BY_BROWSER)
        if now >= newest.ends_at:
            self._write(subject_id, NoticeKind.ACTIVATION_LAPSED, {})
        else:
            self._send_beside(newest)
        return True

    def never_invited(self, *, after: Id | None, limit: int) -> list[Id]:
        """Granted accounts to which no link was sent, in the order of their ids."""
        rows = self.context.database.all(_NEVER_INVITED, after=after or _BEFORE_ALL, limit=limit)
        return [row.subject_id for row in rows]

    def newest(self, subject_id: Id) -> ActivationLink | None:
        """The link that was sent last, for officers; none that was printed."""
        row = self.context.database.one(_NEWEST, subject=subject_id)
        return None if row is None else _read(row)

    def of_person(self, subject_id: Id) -> list[ActivationLink]:
        """Every link that was sent to a person, or printed for them, the first one first."""
        return list(map(_read, self.context.database.all(_OF_PERSON, subject=subject_id)))

    def refusal(self, link: str) -> Refused | None:
        """Why a link does nothing; None while it can be used. Reading uses nothing up.

        Refused: NOT_FOUND, USED_BEFORE, EXPIRED (a newer one was sent), ACTIVATION_WINDOW_CLOSED,
        INSTALLING_OVER of a printed one, ACCOUNT_LOCKED, GUARDIAN_NEEDED, REPRESENTATIVE_NEEDED;
        NO_CONTACT of who acts alone by now, where it went to who acted for them.
        """
        found = self._found(link)
        return found if isinstance(found, Refused) else None

    def is_printed(self, link: str) -> bool:
        """Whether this is a link of the installation, also when it does nothing any more."""
        row = self.context.database.one(_BY_DIGEST, digest=digest(link))
        return row is not None and row.printed_by is not None

    def closed_to(self, subject_id: Id) -> Reason | None:
        """Why the account of this person cannot be activated now; locks the account.

        NOT_FOUND, ACCOUNT_LOCKED (also of a duplicate that was joined to another subject),
        STATE_ALREADY_HOLDS (active), GUARDIAN_NEEDED, and
        UNKNOWN_SUBJECT_KIND of an organisation, whose people act for it.
        """
        self.account_locks.lock(subject_id)
        held = self._held_back(subject_id)
        return Reason.UNKNOWN_SUBJECT_KIND if held is Reason.REPRESENTATIVE_NEEDED else held

    def print_link(self, subject_id: Id, *, until: datetime, actor: Operator) -> str:
        """A link that nobody is sent, in place of those of before; joins the transaction.

        For who was asked `closed_to`, and before there are officers.
        """
        handle = self._replace(subject_id, until, printed_by=f"{actor.user}@{actor.host}")[1]
        self._record(EventType.ACTIVATION_LINK_PRINTED, subject_id, actor)
        return handle

    def prove(self, link: str, number: str, *, audience: str) -> str | Refused:
        """A handle for the agreement, for who knows the identification number of the person.

        A foreigner may know that of the passport alone, with which they applied (D11.1b-1).
        Only in the browser of `audience`, for `STEP_LIFETIME`. Refused: NOT_PROVEN, TOO_MANY_TRIES
        (`retry_at`), which counts for the person and not the link; as `refusal`.
        """
        found = self._found(link)
        if isinstance(found, Refused):
            return found
        subject_id, counter = found.subject_id, digest(f"activation:{found.subject_id}")
        counted = self.throttle.acquire(counter, ThrottledSecret.ACTIVATION_NUMBER)
        if isinstance(counted, Refused):
            return counted
        with self.context.database.transaction():
            if not self._is_theirs(subject_id, number):
                self._record(
                    EventType.ACTIVATION_REFUSED, subject_id, _who(found), reason=Reason.NOT_PROVEN
                )
                return self.throttle.with_tries_left(Refused(Reason.NOT_PROVEN), counted)
            self.throttle.reset(counter, ThrottledSecret.ACTIVATION_NUMBER)
            return self._step(found.id, subject_id, audience)

    def offer(self, shown: Shown) -> ActivationOffer | Refused:
        """What the handle of `prove` lets its browser see. Reading uses nothing up.

        Refused: FRESH_SIGN_IN_REQUIRED when the number has to be typed (again); as `refusal`.
        """
        found = self._found(shown.link)
        if isinstance(found, Refused):
            return found
        token = self.one_time_tokens.peek(
            OneTimeTokenKind.ACTIVATION_STEP, shown.step, audience=shown.audience
        )
        account = self.accounts.by_subject(found.subject_id)
        if token is None or token.content["link"] != found.id or account is None:
            return Refused(Reason.FRESH_SIGN_IN_REQUIRED)
        terms = token.content.get("terms")
        return ActivationOffer(
            link_id=found.id,
            subject_id=found.subject_id,
            username=account.username,
            ends_at=found.ends_at,
            terms=terms,
            printed=found.printed_by is not None,
        )

    def agree(self, shown: Shown, terms_version: str) -> str | Refused:
        """The handle for the choice of a credential, once the terms were read and accepted (D4.7).

        Refused: TERMS_NOT_ACCEPTED of another version than the current one; as `offer`.
        """
        offer = self.offer(shown)
        if isinstance(offer, Refused):
            return offer
        if terms_version != CURRENT_TERMS:
            return Refused(Reason.TERMS_NOT_ACCEPTED)
        return self._step(offer.link_id, offer.subject_id, shown.audience, terms=terms_version)

    def passkey_options(self, shown: Shown) -> dict[str, Any] | Refused:
        """Options for `navigator.credentials.create()`. Refused as `with_passkey` before that."""
        offer = self._agreed(shown)
        if isinstance(offer, Refused):
            return offer
        return self.passkeys.registration(
            offer.subject_id, audience=shown.audience, name=offer.username
        )

    def came_with_password(self, subject_id: Id) -> bool:
        """Whether a password of another system was taken over with a granted account.

        Nothing else gives a credential to an account that was never active.
        """
        held = self.credentials.held(subject_id)
        return any(each.kind is CredentialKind.PASSWORD for each in held)

    def keeping_password(
        self, shown: Shown, password: str, *, caller: Caller = UNKNOWN_CALLER
    ) -> Account | Refused:
        """Activate with the password that came with the account. Outside of a transaction.

        Whoever types it has to know it, in tries that count like those of a sign-in; from then on
        it is as any new password is, judged like one and hashed by us. Refused: NOT_PROVEN (none
        came, too), as `with_password`, as `Passwords.verify_at_once`.
        """
        offer = self._agreed(shown)
        if isinstance(offer, Refused):
            return offer
        ceremony = VerificationContext(
            offer.link_id, self.context.clock.now(), shown.audience, Through.LETTER
        )
        known = self.passwords.verify_at_once(
            ceremony,
            PresentedPassword(username=offer.username, password=password, caller=caller),
        )
        if isinstance(known, Refused):
            return known
        if known.subject_id != offer.subject_id:  # who has the user name as a contact now
            return Refused(Reason.NOT_PROVEN)
        return self.with_password(shown, password)

    def with_password(self, shown: Shown, password: str) -> Account | Refused:
        """Activate with a password as the first credential. Outside of a transaction.

        Refused: TERMS_NOT_ACCEPTED, MEANS_NOT_ALLOWED with a link of the installation, which takes
        a passkey; as `offer`, as `Passwords.set`.
        """
        offer = self._agreed(shown)
        if isinstance(offer, Refused):
            return offer
        if offer.printed:
            return Refused(Reason.MEANS_NOT_ALLOWED)
        words = (offer.username, *self.what_others_know(offer.subject_id))
        prepared = self.passwords.prepare(password, context_words=words)
        if isinstance(prepared, Refused):
            return prepared
        return self._activate(
            shown,
            lambda _: self.passwords.put(offer.subject_id, prepared, binding=INVITED),
        )

    def with_passkey(self, shown: Shown, response: str) -> Account | Refused:
        """Activate with a passkey as the first credential. Outside of a transaction.

        Refused: TERMS_NOT_ACCEPTED, as `offer`, as `Passkeys.register`.
        """
        offer = self._agreed(shown)
        if isinstance(offer, Refused):
            return offer
        return self._activate(
            shown,
            lambda binding: self.passkeys.register(
                offer.subject_id,
                audience=shown.audience,
                response=response,
                label="",
                binding=binding,
            ),
        )

    def _agreed(self, shown: Shown) -> ActivationOffer | Refused:
        offer = self.offer(shown)
        if isinstance(offer, ActivationOffer) and offer.terms != CURRENT_TERMS:
            return Refused(Reason.TERMS_NOT_ACCEPTED)
        return offer

    def _activate(self, shown: Shown, add: _Add) -> Account | Refused:
        """All of it or nothing: the link, the handle, the account and its one credential."""
        try:
            with self.context.database.transaction():
                return self._activated(shown, add)
        except Undone as undone:
            return undone.refused

    def _activated(self, shown: Shown, add: _Add) -> Account:
        """Raises Undone."""
        offered = or_undo(self._found(shown.link))
        subject_id = offered.subject_id
        if offered.printed_by is not None:
            self.first_officers.hold()  # what is found below is true until the commit
        self.account_locks.lock(subject_id)
        found = or_undo(self._found(shown.link))  # anew: another activation may have come first
        step = or_undo(
            self.one_time_tokens.consume(
                OneTimeTokenKind.ACTIVATION_STEP,
                shown.step,
                audience=shown.audience,
                subject_id=subject_id,
            )
        )
        if self.context.database.execute(_USE, link=found.id, now=self.context.clock.now()) != 1:
            raise Undone(Refused(Reason.USED_BEFORE))
        terms = str(step.content.get("terms"))
        who = _who(found)
        account = or_undo(self.accounts.activate(subject_id, terms_version=terms, actor=who))
        # What came with the account ends, and no letter brings it back: another system knows it.
        self.credentials.erase_all(subject_id, actor=who)
        or_undo(add(_ceremony(found)))
        return account

    def _step(self, link_id: Id, subject_id: Id, audience: str, **done: str) -> str:
        return self.one_time_tokens.issue(
            OneTimeTokenKind.ACTIVATION_STEP,
            audience=audience,
            valid_for=STEP_LIFETIME,
            subject_id=subject_id,
            content={"link": link_id, **done},
        )

    def _found(self, link: str) -> ActivationLink | Refused:
        """The link while it can be used. Refused as `refusal`."""
        row = self.context.database.one(_BY_DIGEST, digest=digest(link))
        if row is None:
            return Refused(Reason.NOT_FOUND)
        found = _read(row)
        reason = found.refusal(self.context.clock.now())
        if reason is None and found.printed_by is not None and self.first_officers.installed():
            reason = Reason.INSTALLING_OVER
        if reason is not None and reason is not Reason.ACTIVATION_WINDOW_CLOSED:
            return Refused(reason)
        held = self._held_back(found.subject_id)
        if held is Reason.STATE_ALREADY_HOLDS:
            return Refused(Reason.USED_BEFORE)
        reason = held or reason or self._others_refusal(found)
        return found if reason is None else Refused(reason)

    def _others_refusal(self, found: ActivationLink) -> Reason | None:
        """NO_CONTACT of a link by which a former guardian would activate somebody else's account.

        A link works that was sent since the person acts alone, to a contact of their own.
        """
        since = None if found.printed_by else self.accounts.alone_since(found.subject_id)
        if since is None:
            return None
        own = (each.facts.set_at for each in self.own_contacts.of(found.subject_id))
        sent_to_own = since <= found.sent_at and any(at <= found.sent_at for at in own)
        return None if sent_to_own else Reason.NO_CONTACT

    def _held_back(self, subject_id: Id) -> Reason | None:
        """Why the account cannot be activated by its person now."""
        status = self.accounts.status_of(subject_id)
        if status is None:
            return Reason.NOT_FOUND
        reason = self.state_refusal(subject_id, status.state)
        if reason is not None:
            return reason
        if acts_alone(status, self.context.clock.now()):
            return sign_in_refusal(status)
        return Reason.GUARDIAN_NEEDED

    def _may_be_sent(self, subject_id: Id) -> Refused | None:
        """Why no link can be sent to this person: as `closed_to`, and NO_CONTACT.

        To who needs a guardian one can: its page says who activates the account, and its seven days
        are theirs.
        """
        closed = self.closed_to(subject_id)
        if closed is not None and closed is not Reason.GUARDIAN_NEEDED:
            return Refused(closed)
        return None if self._recipients(subject_id) else Refused(Reason.NO_CONTACT)

    def _sent_before(self, subject_id: Id) -> Refused | None:
        newest = self.newest(subject_id)
        if newest is None:
            return None
        lapsed = newest.state(self.context.clock.now()) is LinkState.LAPSED
        return Refused(Reason.ACTIVATION_WINDOW_CLOSED if lapsed else Reason.STATE_ALREADY_HOLDS)

    def _too_many(self, subject_id: Id) -> Refused | None:
        counter = digest(f"activation-letters:{subject_id}")
        counted = self.throttle.acquire(counter, ThrottledSecret.ACTIVATION_LETTER)
        return counted if isinstance(counted, Refused) else None

    def _send(
        self, subject_id: Id, happening: EventType, actor: Actor, *, letter: str | None = None
    ) -> None:
        """Replace the links of before by one that goes to each address of the person."""
        longest = self.context.clock.now() + LONGEST_DELIVERY
        link_id, handle = self._replace(subject_id, end_of_window(self.legal_time, longest))
        facts = {"path": f"{LINK_PATH}/{handle}"}
        told = facts if letter is None else {**facts, "letter": letter}
        used = self._write(subject_id, NoticeKind.ACTIVATION_LINK, told, shortens=link_id)
        self._record(happening, subject_id, actor, channel=used)

    def _send_beside(self, before: ActivationLink) -> None:
        """A link beside one that can be used still: it ends as that one does.

        A stranger can ask too, so an activation that is under way goes on. Asking does not make
        the seven days longer, so no receipt of this message begins a term.
        """
        subject_id = before.subject_id
        handle = self._add(subject_id, before.ends_at, received_at=before.received_at)[1]
        facts = {"path": f"{LINK_PATH}/{handle}", "from": before.ends_at.isoformat()}
        used = self._write(subject_id, NoticeKind.ACTIVATION_LINK_AGAIN, facts)
        self._record(EventType.ACTIVATION_LINK_SENT, subject_id, _BY_BROWSER, channel=used)

    def _write(
        self,
        subject_id: Id,
        text_key: NoticeKind,
        facts: dict[str, str],
        *,
        shortens: Id | None = None,
    ) -> list[str]:
        """Write to each address of the person; returns by which channels."""
        recipients = self._recipients(subject_id, granted="letter" in facts)
        for channel, address in recipients:
            self.notices.write_to(
                subject_id, channel, address, text_key=text_key, facts=facts, shortens=shortens
            )
        return sorted({channel.value for channel, _ in recipients})

    def _printed_waits(self, subject_id: Id, now: datetime) -> bool:
        sent = self.of_person(subject_id)
        return any(each.printed_by and each.state(now) is LinkState.OPEN for each in sent)

    def _replace(
        self, subject_id: Id, ends_at: datetime, *, printed_by: str | None = None
    ) -> tuple[Id, str]:
        """A new link of the person instead of those of before: its id, and its handle."""
        now = self.context.clock.now()
        self.context.database.execute(_REPLACE, subject=subject_id, now=now)
        return self._add(subject_id, ends_at, printed_by=printed_by)

    def _add(
        self,
        subject_id: Id,
        ends_at: datetime,
        *,
        received_at: datetime | None = None,
        printed_by: str | None = None,
    ) -> tuple[Id, str]:
        """A new link of the person: its id, and its handle."""
        now, handle, link_id = self.context.clock.now(), random_token(), new_id()
        self.context.database.execute(
            _ADD,
            id=link_id,
            subject_id=subject_id,
            digest=digest(handle),
            sent_at=now,
            received_at=received_at,
            ends_at=ends_at,
            used_at=None,
            replaced_at=None,
            printed_by=printed_by,
        )
        return link_id, handle

    def _recipients(self, subject_id: Id, *, granted: bool = False) -> list[tuple[Any, str]]:
        """Mail, else the number; none that counts as lost.

        Where one of them is known to be the person's, none that was only told: whoever reads a
        mistyped address would get the link. None of who acted for a person who acts alone by now,
        but to tell them of the grant (`granted`) that they applied for.
        """
        contacts, now = self.contacts.for_subject(subject_id), self.context.clock.now()
        if not granted and self.accounts.alone_since(subject_id) is not None:
            contacts = tuple(self.own_contacts.of(subject_id))
        lost = lost_contacts(contacts)
        for those in ([each for each in contacts if each.proven], contacts):
            found = [each for each in primary_recipients(those, now) if each not in lost]
            if found:
                return found
        return []

    def state_refusal(self, subject_id: Id, state: AccountState) -> Reason | None:
        """Why nobody activates an account in this state; None of one that was granted.

        ACCOUNT_LOCKED, also of a duplicate that was joined to another subject; STATE_ALREADY_HOLDS
        (active).
        """
        if state is AccountState.LOCKED or self.subjects.joined_to(subject_id) is not None:
            return Reason.ACCOUNT_LOCKED
        return None if state is AccountState.GRANTED else Reason.STATE_ALREADY_HOLDS

    def use_up(self, subject_id: Id) -> None:
        """End the links of an account that was activated otherwise; joins that transaction."""
        now = self.context.clock.now()
        self.context.database.execute(_USE_ALL, subject=subject_id, now=now)

    def _is_theirs(self, subject_id: Id, number: str) -> bool:
        identity, typed = self.subjects.identity(subject_id), canonical_number(number)
        known = (canonical_number(identity.number), *documents_in(identity.data))
        return any(constant_time_equal(each.encode(), typed.encode()) for each in known)

    def what_others_know(self, subject_id: Id) -> tuple[str, ...]:
        """Words a guesser would try first."""
        identity = self.subjects.identity(subject_id)
        data = (datum.value for datum in identity.data.values())
        numbers = (identity.number, *documents_in(identity.data))
        return (*numbers, *(value for value in data if isinstance(value, str)))

    def _record(self, happening: EventType, subject_id: Id, actor: Actor, **facts: object) -> None:
        self.context.history.append(happening, subject_id=subject_id, actor=actor, facts=facts)


def _who(link: ActivationLink) -> Unproven:
    return BY_LINK if link.printed_by is None else BY_PRINTED_LINK


def _ceremony(link: ActivationLink) -> Binding:
    """`place`: from where a link of the installation was printed."""
    return INVITED if link.printed_by is None else replace(INSTALLING, place=link.printed_by)


def _read(row: Row) -> ActivationLink:
    kept: dict[str, Any] = row._asdict()
    kept.pop("digest")
    return ActivationLink(**kept)
