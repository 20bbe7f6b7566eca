"""A new password by a link that was sent to the person, and a second proof.

Only where that is not less than the account asks of a change (`assurance.binding.may_change`): the
accounts whose settled credentials reach level 1. The second proof is a code that the page of the
link sends to the telephone, or a printed recovery code. What is set is bound at 1
(docs/binding.md).

The contacts are those that count for 2. An account that its person made has none: there the link
goes to the very contact it was made with, which is as much as anybody ever showed for it.

A link is not tied to the browser that asked: messages are often read on another device, and whoever
asks for one in their own browser gains nothing by it. It is used up with the new password alone,
and is worth nothing once a credential changed or its contact is not the person's any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from idp.accounts.domain import Account, unusable_reason
from idp.accounts.service import Accounts
from idp.assurance.binding import CeremonyKind, level_for_change, may_change
from idp.assurance.contacts import MOST
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import Piece, ShownPiece
from idp.contacts.domain import MAX_TRIES
from idp.contacts.service import ContactChanges
from idp.factors.callers import UNKNOWN_CALLER, Caller
from idp.factors.domain import (
    Binding,
    Credential,
    CredentialKind,
    ThrottledSecret,
    VerificationContext,
    is_six_digits,
)
from idp.factors.passwords import Passwords, PreparedPassword
from idp.factors.recovery import RecoveryCodes
from idp.factors.seniority import contact_outranks
from idp.factors.service import Credentials
from idp.factors.throttling import AttemptThrottle, CountedAttempt
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Person, Through, Unproven
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.domain.recipients import CHANNELS
from idp.notices.domain.retries import WORTH_FOR
from idp.notices.service import Notices
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.secrets import digest, six_digits
from idp.subjects.domain import Contact, ContactKind

LINK_LIFETIME: Final = timedelta(days=1)
"""Longer than the longest waits for another message, of a name and of the person, one after the
other (`ThrottledSecret.FORGOTTEN`): whoever used up the messages has sent the person what leads on.
The longest for what is sent by mail (NIST SP 800-63B-4 section 4.2.1)."""
CODE_LIFETIME: Final = WORTH_FOR[NoticeKind.PASSWORD_LINK_CODE]
"""Of a code sent to a telephone (the same section)."""
_AUDIENCE: Final = "new-password"
"""The audience of a link: it is sent, so the browser is not known."""
_KIND: Final = OneTimeTokenKind.PASSWORD_LINK
_CODE: Final = OneTimeTokenKind.PASSWORD_LINK_CODE


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """A link that works now. `code_to`: the number its codes go to, None without one."""

    token: OneTimeToken
    account: Account
    code_to: Contact | None
    recovery_codes: bool


@dataclass(frozen=True)
class PasswordLinks:
    context: ServiceContext
    accounts: Accounts
    contacts: ContactChanges
    credentials: Credentials
    passwords: Passwords
    recovery_codes: RecoveryCodes
    throttle: AttemptThrottle
    one_time_tokens: OneTimeTokens
    notices: Notices

    def send(self, subject_id: Id) -> bool:
        """Queue a link to the person, or a letter that says what they can do instead.

        It ends no earlier one: anybody can ask, and the person may have that one open. So all links
        of a person share the tries at their codes. Returns whether anything was sent. Joins the
        transaction that took the request.
        """
        there = self._reached(subject_id)
        first = next((there[kind] for kind in ContactKind if kind in there), None)
        code_to = there.get(ContactKind.PHONE) if ContactKind.EMAIL in there else None
        standing = self.accounts.status_of(subject_id)
        seconded = code_to is not None or self._holds_codes(subject_id)
        if first is None or standing is None or not (seconded and self._may_use(first)):
            return self._refuse(subject_id)
        link = self.one_time_tokens.issue(
            _KIND,
            audience=_AUDIENCE,
            valid_for=LINK_LIFETIME,
            subject_id=subject_id,
            content={
                "security_stamp": standing.security_stamp,
                "contact": first.id,
                "code_to": None if code_to is None else code_to.id,
                # A process of the release before reads it, and refuses what is typed.
                "code": None,
            },
        )
        self._write(first, NoticeKind.PASSWORD_LINK, path=f"/public/new-password/{link}")
        return True

    def send_code(self, link: str) -> Refused | None:
        """Send a code for this link to the telephone of the person, for ten minutes.

        Those sent before work on for theirs: text messages overtake each other. Only who holds a
        link brings one about, so all links of a person share the count, and no stranger uses it up.
        Refused: NOT_FOUND (no link that works, or none with a code), TOO_MANY_TRIES (`retry_at`).
        Call it outside a transaction.
        """
        found = self.peek(link)
        if found is None or found.code_to is None:
            return Refused(Reason.NOT_FOUND)
        counted = self.throttle.acquire(_sent_to_person(found), ThrottledSecret.CONTACT_CODE)
        if isinstance(counted, Refused):
            return counted
        with self.context.database.transaction():
            code = six_digits()
            while not self._keep(link, code):
                code = six_digits()
            self._write(found.code_to, NoticeKind.PASSWORD_LINK_CODE, code=code)
        return None

    def _keep(self, link: str, code: str) -> bool:
        """Keep a code under its link; False where this very code of it works already."""
        return self.one_time_tokens.keep(
            _CODE,
            _code_of(link, code),
            audience=_AUDIENCE,
            valid_for=CODE_LIFETIME,
            content={},
        )

    def peek(self, link: str) -> PasswordLink | None:
        """The link, if it can still be used; reading does not use it up."""
        token = self.one_time_tokens.peek(_KIND, link, audience=_AUDIENCE)
        if token is None or token.subject_id is None:
            return None
        subject_id, said = token.subject_id, token.content
        account, standing = (
            self.accounts.by_subject(subject_id),
            self.accounts.status_of(subject_id),
        )
        same = standing is not None and standing.security_stamp == said["security_stamp"]
        mine = {each.id: each for each in self._reached(subject_id).values()}
        sent_to = mine.get(said["contact"])
        if account is None or sent_to is None or not (same and self._may_use(sent_to)):
            return None
        code_to = mine.get(said["code_to"] or "")
        return PasswordLink(token, account, code_to, self._holds_codes(subject_id))

    def set_password(
        self,
        link: str,
        *,
        proof: str,
        password: str,
        audience: str,
        caller: Caller = UNKNOWN_CALLER,
    ) -> Refused | None:
        """Set the password with a link and its second proof, both used up; every session ends.

        Refused: NOT_FOUND (no link that works, or its code was typed wrongly too often),
        CODE_MALFORMED (no try), NOT_PROVEN, TOO_MANY_TRIES (`retry_at`), as `Passwords.prepare` (no
        try either), and as `RecoveryCodes.verify`. Call it outside a transaction.
        """
        found = self.peek(link)
        if found is None:
            return Refused(Reason.NOT_FOUND)
        if not (is_six_digits(proof) or self.recovery_codes.is_well_formed(proof)):
            return Refused(Reason.CODE_MALFORMED)
        # Counted first: a hash takes longer than anything else here.
        counted = self._count_tries(found, proof, caller)
        if isinstance(counted, Refused):
            if counted.reason is Reason.NOT_FOUND:
                self._consume(link, found.account.subject_id)
            return counted
        prepared = self._prepared(found, password, counted)
        if isinstance(prepared, Refused):
            return prepared
        ceremony = VerificationContext(new_id(), self.context.clock.now(), audience)
        with self.context.database.transaction():
            # The account first: of two forms at once the second finds the link used up.
            self.credentials.lock_held(found.account.subject_id)
            shown = self._shown(ceremony, link, proof, caller)
            if isinstance(shown, Refused):
                return shown
            self._put(found.account.subject_id, prepared, shown)
            if is_six_digits(proof):
                self.throttle.reset(_of_person(found), ThrottledSecret.PASSWORD_LINK_CODE)
                self.throttle.reset(_sent_to_person(found), ThrottledSecret.CONTACT_CODE)
            self._consume(link, found.account.subject_id)
        return None

    def _reached(self, subject_id: Id) -> dict[ContactKind, Contact]:
        """The contacts whose messages set a password, by their kinds."""
        held = self.contacts.confirmed(subject_id)
        if self.accounts.is_self_made(subject_id):
            settled = {each.kind: each for each in held if self._would_count(each)}
            made_with = next((each for each in settled.values() if each.ceremony_id is None), None)
            if made_with is not None:
                # None that was set later gets a link: whoever knew the password could set it.
                of_mail = made_with.kind is ContactKind.EMAIL
                return settled if of_mail else {made_with.kind: made_with}
        return {each.kind: each for each in held if self.contacts.bound(each) == MOST}

    def _would_count(self, contact: Contact) -> bool:
        """Whether nothing but its own bound keeps it from counting for 2."""
        counted = replace(contact, facts=replace(contact.facts, bound=MOST))
        return self.contacts.bound(counted) == MOST

    def _prepared(
        self, found: PasswordLink, password: str, counted: Iterable[CountedAttempt]
    ) -> PreparedPassword | Refused:
        """The password, hashed; tries are given back where it is refused."""
        prepared = self.passwords.prepare(
            password, context_words=self.accounts.known_words(found.account)
        )
        if isinstance(prepared, Refused):
            for each in counted:
                self.throttle.release(each)
        return prepared

    def _shown(
        self, ceremony: VerificationContext, link: str, proof: str, caller: Caller
    ) -> ShownPiece | Refused:
        """The second proof, right or not; read after the account was locked."""
        found = self.peek(link)
        if found is None:
            return Refused(Reason.NOT_FOUND)
        if is_six_digits(proof):
            return self._code(found, link, proof)
        return self._recovery_code(ceremony, found.account, proof, caller)

    def _put(self, subject_id: Id, prepared: PreparedPassword, shown: ShownPiece) -> None:
        if not may_change({shown.piece}, self.credentials.enrolled_pieces(subject_id)):
            raise RuntimeError("a link for a new password to an account that asks for more")
        binding = Binding(CeremonyKind.OWN_ACCOUNT, (shown,))
        refused = isinstance(self.passwords.put(subject_id, prepared, binding=binding), Refused)
        if refused:
            raise RuntimeError("a link for a new password to an account that takes none")
        self.context.history.append(
            EventType.PASSWORD_LINK_USED,
            actor=Person(subject_id=subject_id),
            subject_id=subject_id,
            facts={"shown": shown.piece.kind},
        )

    def _may_use(self, contact: Contact) -> bool:
        """Whether a message to it may set a password: the account asks for no more than level 1.

        Its person uses it alone, and has a password that was not stopped and that the contact
        outranks (`factors.seniority`). The contact that an account was made with is as old as
        anything in it, and outranks what is bound no higher than it.
        """
        subject_id = contact.subject_id
        standing, now = self.accounts.status_of(subject_id), self.context.clock.now()
        if unusable_reason(standing, now) is not None:
            return False
        if level_for_change(self.credentials.enrolled_pieces(subject_id)) > Level.ONE:
            return False
        passwords = self._working(subject_id, CredentialKind.PASSWORD)
        bound = self.contacts.bound(contact)
        if bound < MOST:
            return any(each.bound <= bound for each in passwords)
        return any(
            contact_outranks(each, set_at=contact.facts.set_at, bound=bound) for each in passwords
        )

    def _holds_codes(self, subject_id: Id) -> bool:
        return bool(self._working(subject_id, CredentialKind.RECOVERY_CODES))

    def _working(self, subject_id: Id, kind: CredentialKind) -> list[Credential]:
        """Those of this kind that were not stopped; none while the means is switched off."""
        if not self.credentials.allowed(kind):
            return []
        held = self.credentials.held(subject_id)
        return [each for each in held if each.kind is kind and each.disabled_at is None]

    def _refuse(self, subject_id: Id) -> bool:
        reached = self.contacts.confirmed(subject_id)
        kind = (
            NoticeKind.PASSWORD_LINK_REFUSED_OWN
            if self.accounts.is_self_made(subject_id)
            else NoticeKind.PASSWORD_LINK_REFUSED
        )
        for each in reached:
            self._write(each, kind)
        return bool(reached)

    def _write(self, contact: Contact, text_key: NoticeKind, **facts: str) -> None:
        self.notices.write_to(
            contact.subject_id,
            CHANNELS[contact.kind],
            contact.value,
            text_key=text_key,
            facts=facts,
        )

    def _count_tries(
        self, found: PasswordLink, proof: str, caller: Caller
    ) -> tuple[CountedAttempt, ...] | Refused:
        """Count a try at either proof; refused as `_count_code`, `RecoveryCodes.count_try_of`."""
        if is_six_digits(proof):
            return self._count_code(found)
        counted = self.recovery_codes.count_try_of(found.account.subject_id, caller)
        return counted if isinstance(counted, Refused) else (counted,)

    def _count_code(self, found: PasswordLink) -> tuple[CountedAttempt, CountedAttempt] | Refused:
        """Count a try at a code: of the person, with the waits of a one-time code, and of the link.

        Who reads the mailbox can have any number of links, each with another code. Refused:
        TOO_MANY_TRIES, NOT_FOUND when this link had too many.
        """
        of_person = self.throttle.acquire(_of_person(found), ThrottledSecret.PASSWORD_LINK_CODE)
        if isinstance(of_person, Refused):
            return of_person
        of_link = self.throttle.acquire(
            digest(f"password-link:{found.token.id}"), ThrottledSecret.CONTACT_TRY
        )
        if isinstance(of_link, Refused) or of_link.tries > MAX_TRIES:
            self.throttle.release(of_person)
            return Refused(Reason.NOT_FOUND)
        return of_person, of_link

    def _consume(self, link: str, subject_id: Id) -> None:
        self.one_time_tokens.consume(_KIND, link, audience=_AUDIENCE, subject_id=subject_id)

    def _code(self, found: PasswordLink, link: str, typed: str) -> ShownPiece | Refused:
        """A code that was sent for this link, used up; its telephone is still the person's."""
        there = found.code_to
        shown = None if there is None else self._used(link, typed)
        if there is not None and isinstance(shown, OneTimeToken):
            return ShownPiece(Piece(EvidenceKind.SMS_CODE, self.contacts.bound(there)), there.id)
        self.context.history.append(
            EventType.PASSWORD_LINK_REFUSED,
            actor=Unproven(through=Through.LETTER),
            subject_id=found.account.subject_id,
        )
        return Refused(Reason.NOT_PROVEN)

    def _used(self, link: str, typed: str) -> OneTimeToken | Refused:
        return self.one_time_tokens.consume(_CODE, _code_of(link, typed), audience=_AUDIENCE)

    def _recovery_code(
        self, ceremony: VerificationContext, account: Account, typed: str, caller: Caller
    ) -> ShownPiece | Refused:
        """A recovery code, used up in the transaction of its password."""
        proven = self.recovery_codes.verify_of(ceremony, account.subject_id, typed, caller=caller)
        if isinstance(proven, Refused):
            return proven
        return ShownPiece(proven.piece, proven.credential_id)


def _of_person(found: PasswordLink) -> bytes:
    """The key of the counter of tries at the codes of all links of a person."""
    return digest(f"password-links:{found.account.subject_id}")


def _sent_to_person(found: PasswordLink) -> bytes:
    """The key of the counter of codes sent for all links of a person."""
    return digest(f"password-link-codes:{found.account.subject_id}")


def _code_of(link: str, code: str) -> str:
    """What a code is kept under: the link has 256 random bits, which the database has not."""
    return f"{link}:{code}"
