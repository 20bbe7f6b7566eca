"""Make an account: prove a contact, declare oneself, and add the first credential.

Until the last step nothing is kept of the person but one-time tokens, sealed under handles that
their browser alone has; that step is one transaction. The page that takes a contact does the same
whether somebody has an account with it or not: the worker finds out, and writes to who has one.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import insert

from idp.accounts.domain import CURRENT_TERMS, Account
from idp.accounts.service import Accounts
from idp.factors.callers import UNKNOWN_CALLER, Caller
from idp.factors.domain import (
    BY_CODE,
    SIGNING_UP,
    Credential,
    ThrottledSecret,
    is_six_digits,
)
from idp.factors.passkeys import Passkeys
from idp.factors.passwords import Passwords
from idp.factors.throttling import AttemptThrottle
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id, new_id
from idp.kernel.ip_addresses import site_of
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.notices.domain import NoticeKind
from idp.notices.domain.recipients import CHANNELS
from idp.notices.service import Notices
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Queue, Row
from idp.platform.logs import logger
from idp.platform.sealing import Sealing
from idp.platform.secrets import constant_time_equal, digest, six_digits
from idp.signup.domain import (
    CODE_LIFETIME,
    LINK_LIFETIME,
    LINK_PATH,
    MOST_TRIES,
    STEP_LIFETIME,
    Declared,
    OwnContact,
    SignUpOffer,
    contact_in,
    counted_as,
    identity_data,
    is_reached,
    part_of_network,
)
from idp.signup.tables import SIGN_UP_REQUEST
from idp.subjects.contacts import ContactRepository
from idp.subjects.domain import ACCOUNT_NUMBER_PREFIX, ContactKind, SubjectKind
from idp.subjects.service import Subjects

_LOG: Final = logger(__name__)
_ANY_BROWSER: Final = "sign-up"
"""The audience of a link: it is sent, so the browser is not known."""
_NUMBER_DIGITS: Final = 10
_DRAWS: Final = 8
_HANDLE_BYTES: Final = 32
_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Of invented user names: none that looks like another."""
_INVENTED_LENGTH: Final = 8
_REQUEST: Final = insert(SIGN_UP_REQUEST)
_ASKED: Final = Queue(SIGN_UP_REQUEST, SIGN_UP_REQUEST.c.id, SIGN_UP_REQUEST.c.id)


@dataclass(frozen=True)
class SignUps:
    """`allowed`: whether people make accounts of their own here; `phones`: also with a number.

    Every verb of a page is refused NOT_AUTHORISED where they do not.

    `countries`: the calling codes of the numbers that get messages; `daily`: how many messages
    there are in a day of Viet Nam, to whomever.
    """

    context: ServiceContext
    allowed: bool
    phones: bool
    countries: tuple[str, ...]
    daily: int
    sealing: Sealing
    accounts: Accounts
    subjects: Subjects
    contacts: ContactRepository
    throttle: AttemptThrottle
    one_time_tokens: OneTimeTokens
    passwords: Passwords
    passkeys: Passkeys
    notices: Notices

    def begin(
        self,
        typed: str,
        *,
        audience: str,
        locale: str,
        back: str = "",
        caller: Caller = UNKNOWN_CALLER,
    ) -> str | Refused:
        """A handle for the code that is sent to this contact, if nobody has an account with it.

        `locale`: the language of the message; `back`: the path to go on at in the end. Refused:
        ADDRESS_MALFORMED; COUNTRY_NOT_REACHED for a number of another country; WRITTEN_TO_BEFORE
        (`retry_at`) where the contact had its messages, the newest of which leads on (`go_on`);
        TOO_MANY_TRIES (`retry_at`), which counts for the network of the caller; DAY_IS_FULL, which
        counts for everybody.
        """
        if not self.allowed:
            return Refused(Reason.NOT_AUTHORISED)
        contact = contact_in(typed, phones=self.phones)
        if contact is None:
            return Refused(Reason.ADDRESS_MALFORMED)
        if not is_reached(contact, self.countries):
            return Refused(Reason.COUNTRY_NOT_REACHED)
        refused = self._too_many(contact, caller)
        if refused is not None:
            return refused
        code = six_digits()
        said = {"kind": contact.kind, "value": contact.value, "code": code, "locale": locale}
        with self.context.database.transaction():
            request_id = self._store({**said, "audience": audience, "back": back})
            return self.one_time_tokens.issue(
                OneTimeTokenKind.SIGN_UP_CODE,
                audience=audience,
                valid_for=CODE_LIFETIME,
                content={**said, "back": back, "request": request_id},
            )

    def send_due(self) -> int:
        """Write to each contact that a code was asked for; returns to how many.

        Nothing is sent for a code that has ended meanwhile.
        """
        return _ASKED.each(self.context.database, self._send)

    def sent_to(self, handle: str, *, audience: str) -> OwnContact | None:
        """The contact that the code of this handle is for; None when it does nothing any more."""
        sent = self._code(handle, audience)
        return None if sent is None else _contact(sent)

    def prove(self, handle: str, code: str, *, audience: str) -> str | Refused:
        """A handle for the declaration, for who reads the contact.

        The code is used up, and the link of its message with it: one message makes one sign-up.

        The same code of the same browser sent again, such as by a double click, gets the same
        handle while that lives. Refused: EXPIRED (used, too old, or typed wrongly too often: begin
        again), CODE_MALFORMED (no try), NOT_PROVEN.
        """
        sent = self._code(handle, audience)
        if sent is None:
            return self._proven_before(handle, code, audience)
        if not is_six_digits(code):
            return Refused(Reason.CODE_MALFORMED)
        counted = self.throttle.acquire(digest(f"sign-up:{sent.id}"), ThrottledSecret.CONTACT_TRY)
        if isinstance(counted, Refused) or counted.tries > MOST_TRIES:
            self.one_time_tokens.consume(OneTimeTokenKind.SIGN_UP_CODE, handle, audience=audience)
            return self._proven_before(handle, code, audience)
        if not constant_time_equal(sent.content["code"].encode(), code.encode()):
            return Refused(Reason.NOT_PROVEN)
        with self.context.database.transaction():
            used = self.one_time_tokens.consume(
                OneTimeTokenKind.SIGN_UP_CODE, handle, audience=audience
            )
            if not isinstance(used, Refused) and self._is_first_use(used):
                carried = {each: used.content[each] for each in ("kind", "value", "locale", "back")}
                return self._first_step(handle, code, carried, audience=used.audience)
        return self._proven_before(handle, code, audience)

    def link_to(self, link: str) -> OwnContact | None:
        """The contact that the link of a message was sent to; None when it does nothing any more.

        Reading uses nothing up.
        """
        sent = self._link(link)
        return None if sent is None else _contact(sent)

    def go_on(self, link: str, *, audience: str, locale: str) -> str | Refused:
        """A handle for the declaration in this browser, for who reads the contact.

        Whoever asked for the message, and in whatever browser: it is the contact that is proven,
        and a stranger who asks has no more of it than that its owner gets the message. The link is
        used up, and the code of its message with it; sent again by the same browser it gets the
        same handle while that lives. Refused EXPIRED.
        """
        with self.context.database.transaction():
            sent = self._link(link)
            used = None if sent is None else self._use_link(link)
            if used is not None and self._is_first_use(used):
                same = used.content["audience"] == audience
                carried = {"kind": used.content["kind"], "value": used.content["value"]}
                begun = {"locale": locale, "back": used.content["back"] if same else ""}
                return self._first_step(link, audience, {**carried, **begun}, audience=audience)
        return self._proven_before(link, audience, audience)

    def offer(self, step: str, *, audience: str) -> SignUpOffer | None:
        """What the handle of `prove` or `declare` lets its browser see; None when it is over."""
        if not self.allowed:
            return None
        token = self.one_time_tokens.peek(OneTimeTokenKind.SIGN_UP_STEP, step, audience=audience)
        offer = None if token is None else _offer(token)
        return None if offer is None or self._is_over(offer.subject_id) else offer

    def declare(
        self, step: str, said: Declared, terms_version: str, *, audience: str
    ) -> str | Refused:
        """The handle for the choice of a credential, once the terms were read and accepted (D4.7).

        Who wants no user name gets their contact as one, or an invented one where that is the user
        name of an account from which the contact came to them. Refused: EXPIRED,
        TERMS_NOT_ACCEPTED of another version than the current one, USERNAME_TAKEN.
        """
        offer = self.offer(step, audience=audience)
        if offer is None:
            return Refused(Reason.EXPIRED)
        if terms_version != CURRENT_TERMS:
            return Refused(Reason.TERMS_NOT_ACCEPTED)
        username = said.username
        if self.accounts.by_username(username or offer.contact.value) is not None:
            if username:
                return Refused(Reason.USERNAME_TAKEN)
            username = self._invented()
        return self._step(
            audience,
            {
                "kind": offer.contact.kind,
                "value": offer.contact.value,
                "locale": offer.locale,
                "back": offer.back,
                "subject": offer.subject_id,
                "user_handle": offer.user_handle.hex(),
                "name": said.name,
                "birthdate": said.birthdate,
                "username": username,
                "terms": terms_version,
            },
        )

    def end(self, offer: SignUpOffer) -> None:
        """No handle of this sign-up makes an account, nor its message, which was used."""
        self._end(offer.subject_id, STEP_LIFETIME)

    def passkey_options(self, step: str, *, audience: str) -> dict[str, Any] | Refused:
        """Options for `navigator.credentials.create()`. Refused as `with_passkey` before that."""
        offer = self._declared(step, audience)
        if isinstance(offer, Refused):
            return offer
        return self.passkeys.registration(
            offer.subject_id,
            audience=audience,
            name=offer.username,
            user_handle=offer.user_handle,
        )

    def with_password(self, step: str, password: str, *, audience: str) -> Account | Refused:
        """Make the account with a password as its first credential. Outside of a transaction.

        Refused: EXPIRED, IDENTITY_EXISTS (the contact has an account by now), USERNAME_TAKEN, as
        `Passwords.prepare`.
        """
        offer = self._declared(step, audience)
        if isinstance(offer, Refused):
            return offer
        words = (offer.username, offer.contact.value, *_words(offer))
        prepared = self.passwords.prepare(password, context_words=words)
        if isinstance(prepared, Refused):
            return prepared
        return self._made(
            step,
            audience,
            lambda: self.passwords.put(offer.subject_id, prepared, binding=SIGNING_UP),
        )

    def with_passkey(self, step: str, response: str, *, audience: str) -> Account | Refused:
        """Make the account with a passkey as its first credential. Outside of a transaction.

        Refused: EXPIRED, IDENTITY_EXISTS, USERNAME_TAKEN, as `Passkeys.register`.
        """
        offer = self._declared(step, audience)
        if isinstance(offer, Refused):
            return offer
        return self._made(
            step,
            audience,
            lambda: self.passkeys.register(
                offer.subject_id,
                audience=audience,
                response=response,
                label="",
                binding=SIGNING_UP,
            ),
        )

    def _made(
        self, step: str, audience: str, add: Callable[[], Credential | Refused]
    ) -> Account | Refused:
        """All of it or nothing: the handle, person, account and their one credential."""
        try:
            with self.context.database.transaction():
                return self._made_whole(step, audience, add)
        except Undone as undone:
            return undone.refused

    def _made_whole(
        self, step: str, audience: str, add: Callable[[], Credential | Refused]
    ) -> Account:
        """Raises Undone."""
        kind = OneTimeTokenKind.SIGN_UP_STEP
        used = self.one_time_tokens.consume(kind, step, audience=audience)
        if isinstance(used, Refused):
            raise Undone(Refused(Reason.EXPIRED))
        offer = _offer(used)
        self._let_no_other_use(offer)
        self._register(offer)
        subject_id = offer.subject_id
        or_undo(self.accounts.create_own(subject_id, username=offer.username, actor=BY_CODE))
        self.accounts.set_locale(subject_id, offer.locale, actor=BY_CODE)
        account = or_undo(
            self.accounts.activate(subject_id, terms_version=str(offer.terms), actor=BY_CODE)
        )
        self.passkeys.name_user(subject_id, offer.user_handle)
        or_undo(add())
        return account

    def _let_no_other_use(self, offer: SignUpOffer) -> None:
        """Of two sign-ups with one contact the second waits, and finds that it has an account.

        So does another declaration of the sign-up that made one, whatever became of its contact.
        """
        contact = offer.contact
        there = self.contacts.index_of(contact.kind, contact.value)
        self.context.database.advisory_lock(f"sign-up {there.hex()}")
        if self.subjects.is_there(offer.subject_id) or self._is_over(offer.subject_id):
            raise Undone(Refused(Reason.EXPIRED))
        if self._owners(contact):
            raise Undone(Refused(Reason.IDENTITY_EXISTS))

    def _register(self, offer: SignUpOffer) -> None:
        if offer.declared is None:
            raise Undone(Refused(Reason.EXPIRED))
        for _ in range(_DRAWS):
            number = (
                f"{ACCOUNT_NUMBER_PREFIX}{secrets.randbelow(10**_NUMBER_DIGITS):0{_NUMBER_DIGITS}d}"
            )
            now = self.context.clock.now()
            made = self.subjects.register(
                SubjectKind.PERSON,
                identity_data(offer, offer.declared, number, now),
                actor=BY_CODE,
                subject_id=offer.subject_id,
            )
            if not isinstance(made, Refused):
                return
        raise RuntimeError("hardly any account number is left")

    def _invented(self) -> str:
        """A user name that nobody has."""
        for _ in range(_DRAWS):
            drawn = "".join(secrets.choice(_LETTERS) for _ in range(_INVENTED_LENGTH))
            if self.accounts.by_username(f"u-{drawn}") is None:
                return f"u-{drawn}"
        raise RuntimeError("hardly any user name is left")

    def _declared(self, step: str, audience: str) -> SignUpOffer | Refused:
        offer = self.offer(step, audience=audience)
        if offer is None or offer.declared is None or offer.terms != CURRENT_TERMS:
            return Refused(Reason.EXPIRED)
        return offer

    def _too_many(self, contact: OwnContact, caller: Caller) -> Refused | None:
        """Count one message to this contact, and one from this network, whoever has an account."""
        if caller.source:
            from_there = self.throttle.acquire(
                digest(f"sign-ups from {caller.source}"), ThrottledSecret.SIGN_UP_NETWORK
            )
            if isinstance(from_there, Refused):
                return from_there
        there = self.contacts.index_of(contact.kind, counted_as(contact))
        counted = self.throttle.acquire(
            digest(f"sign-up with {there.hex()}"), ThrottledSecret.SIGN_UP
        )
        if isinstance(counted, Refused):
            return replace(counted, reason=Reason.WRITTEN_TO_BEFORE)
        full = self._network_had_its_part(caller) or self._day_is_full()
        if full:
            self.throttle.release(counted)
            return Refused(Reason.DAY_IS_FULL)
        return None

    def _network_had_its_part(self, caller: Caller) -> bool:
        """Count one message of today from this network, which may not use up the day of all.

        Of IPv6 from its whole site, whose holder can ask from each of its networks.
        """
        day = civil_day(self.context.clock.now())
        if not caller.source:
            return False
        counted = self.throttle.acquire(
            digest(f"sign-ups of {day} from {site_of(caller.source)}"), ThrottledSecret.SIGN_UP_DAY
        )
        return not isinstance(counted, Refused) and counted.tries > part_of_network(self.daily)

    def _day_is_full(self) -> bool:
        """Count one message of today; the log tells when the first one of a day is refused."""
        day = civil_day(self.context.clock.now())
        counted = self.throttle.acquire(digest(f"sign-ups of {day}"), ThrottledSecret.SIGN_UP_DAY)
        if isinstance(counted, Refused):  # a machine whose clock goes behind that of another
            return False
        if counted.tries == self.daily + 1:
            _LOG.warning("no more sign-ups today", count=self.daily)
        return counted.tries > self.daily

    def _store(self, said: dict[str, Any]) -> Id:
        request_id, data_key = new_id(), self.sealing.new_data_key()
        self.context.database.execute(
            _REQUEST,
            id=request_id,
            data_key=data_key,
            content_sealed=self.sealing.seal(
                data_key, json.dumps(said), context=_context(request_id)
            ),
            asked_at=self.context.clock.now(),
        )
        return request_id

    def _send(self, row: Row) -> bool:
        if self.context.clock.now() >= row.asked_at + CODE_LIFETIME:
            return False
        said = self._opened(row)
        contact = OwnContact(ContactKind(said["kind"]), said["value"])
        owners = self._owners(contact)
        for each in owners:
            self._tell_owner(each, contact)
        if not owners:
            link = self.one_time_tokens.issue(
                OneTimeTokenKind.SIGN_UP_LINK,
                audience=_ANY_BROWSER,
                valid_for=LINK_LIFETIME,
                # A process of the release before stores neither browser nor way back.
                content={
                    "request": row.id,
                    **{each: said.get(each, "") for each in ("kind", "value", "audience", "back")},
                },
            )
            self.notices.write_to_stranger(
                CHANNELS[contact.kind],
                contact.value,
                text_key=NoticeKind.SIGN_UP_CODE,
                facts={
                    "code": said["code"],
                    "locale": said["locale"],
                    "path": f"{LINK_PATH}/{link}",
                },
                asked_at=row.asked_at,
            )
        return True

    def _tell_owner(self, subject_id: Id, contact: OwnContact) -> None:
        self.context.history.append(EventType.SIGN_UP_TRIED, actor=BY_CODE, subject_id=subject_id)
        self.notices.write_to(
            subject_id,
            CHANNELS[contact.kind],
            contact.value,
            text_key=NoticeKind.SIGN_UP_TRIED,
            facts={},
        )

    def _opened(self, row: Row) -> dict[str, Any]:
        text = self.sealing.open(
            bytes(row.data_key), bytes(row.content_sealed), context=_context(row.id)
        )
        said: dict[str, Any] = json.loads(text)
        return said

    def _owners(self, contact: OwnContact) -> list[Id]:
        """Those with an account whose contact this is (`ContactRepository.confirmed_by`)."""
        confirmed = self.contacts.confirmed_by(contact.kind, contact.value)
        return [each for each in confirmed if self.accounts.status_of(each) is not None]

    def _code(self, handle: str, audience: str) -> OneTimeToken | None:
        if not self.allowed:
            return None
        kind = OneTimeTokenKind.SIGN_UP_CODE
        return self._unused(self.one_time_tokens.peek(kind, handle, audience=audience))

    def _link(self, link: str) -> OneTimeToken | None:
        if not self.allowed:
            return None
        kind = OneTimeTokenKind.SIGN_UP_LINK
        return self._unused(self.one_time_tokens.peek(kind, link, audience=_ANY_BROWSER))

    def _use_link(self, link: str) -> OneTimeToken | None:
        used = self.one_time_tokens.consume(
            OneTimeTokenKind.SIGN_UP_LINK, link, audience=_ANY_BROWSER
        )
        return None if isinstance(used, Refused) else used

    def _unused(self, sent: OneTimeToken | None) -> OneTimeToken | None:
        """The code or link of a message of which neither was used."""
        used = sent is not None and self._is_over(_request_of(sent))
        return None if used else sent

    def _is_first_use(self, sent: OneTimeToken) -> bool:
        """Whether neither the code nor the link of the message was used before; now one was."""
        return self._end(_request_of(sent), CODE_LIFETIME + LINK_LIFETIME)

    def _end(self, ended: Id, lasts: timedelta) -> bool:
        """Remember that what has this id is over; whether it was not before."""
        return self.one_time_tokens.mark_used(
            OneTimeTokenKind.SIGN_UP_OVER,
            ended,
            audience=_ANY_BROWSER,
            expires_at=self.context.clock.now() + lasts,
        )

    def _is_over(self, ended: Id) -> bool:
        kind = OneTimeTokenKind.SIGN_UP_OVER
        return self.one_time_tokens.was_used(kind, ended, audience=_ANY_BROWSER)

    def _first_step(self, handle: str, code: str, carried: dict[str, Any], *, audience: str) -> str:
        """The step after the proof, under a handle that its repeated form finds again."""
        step = _step_after(handle, code)
        self.one_time_tokens.keep(
            OneTimeTokenKind.SIGN_UP_STEP,
            step,
            audience=audience,
            valid_for=STEP_LIFETIME,
            content={
                **carried,
                "subject": new_id(),
                "user_handle": secrets.token_hex(_HANDLE_BYTES),
            },
        )
        return step

    def _proven_before(self, handle: str, code: str, audience: str) -> str | Refused:
        """What this browser got for this code; EXPIRED where it got nothing, or that is over."""
        step = _step_after(handle, code)
        return Refused(Reason.EXPIRED) if self.offer(step, audience=audience) is None else step

    def _step(self, audience: str, content: dict[str, Any]) -> str:
        return self.one_time_tokens.issue(
            OneTimeTokenKind.SIGN_UP_STEP,
            audience=audience,
            valid_for=STEP_LIFETIME,
            content=content,
        )


def _context(request_id: Id) -> str:
    return f"sign-up:{request_id}"


def _step_after(handle: str, code: str) -> str:
    """256 bits that only who has the handle can derive; the code or browser alone is no secret."""
    return digest(f"sign-up step after {handle} {code}").hex()


def _request_of(sent: OneTimeToken) -> Id:
    """Of the message; a process of the release before tied no code to the link beside it."""
    return str(sent.content.get("request", sent.id))


def _contact(token: OneTimeToken) -> OwnContact:
    return OwnContact(ContactKind(token.content["kind"]), str(token.content["value"]))


def _offer(token: OneTimeToken) -> SignUpOffer:
    said = token.content
    declared = (
        Declared(said["name"], said["birthdate"], said["username"]) if "name" in said else None
    )
    return SignUpOffer(
        contact=_contact(token),
        back=said["back"],
        locale=said["locale"],
        subject_id=said["subject"],
        user_handle=bytes.fromhex(said["user_handle"]),
        declared=declared,
        terms=said.get("terms"),
    )


def _words(offer: SignUpOffer) -> tuple[str, ...]:
    """Words a guesser would try first."""
    said = offer.declared
    return () if said is None else (said.name, said.birthdate)
