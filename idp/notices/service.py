"""Queue notices with their event; deliver them outside any transaction."""

import json
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update

from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.notices.domain import (
    KEPT_FOR,
    REPEATABLE,
    TO_ALL_ADDRESSES,
    TRIED_ONCE,
    UNDO_AUDIENCE,
    UNDO_LIFETIME,
    Channel,
    LetterAllowed,
    NoticeKind,
    NoticeState,
    PersonNotice,
)
from idp.notices.domain.messages import INBOX, SentCopy
from idp.notices.domain.recipients import (
    Recipients,
    SentLink,
    all_recipients,
    lost_contacts,
    may_undo,
    primary_recipients,
    settled_recipients,
)
from idp.notices.domain.retries import CLAIMED_FOR, next_try
from idp.notices.messages import AccountMessages
from idp.notices.ports import AddresseeAccounts, HandOver, LetterLimit, LetterProofs
from idp.notices.sending import Sending, facts_context, succeeds
from idp.notices.tables import NOTICE
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database, Prepared, Row, Unavailable, purge
from idp.platform.logs import logger
from idp.platform.sealing import Sealing
from idp.subjects.contact_values import masked
from idp.subjects.contacts import ContactRepository
from idp.subjects.service import Subjects

AT_ONCE: Final = 8
"""Concurrent deliveries of one call."""
NOW_SECONDS: Final = 2.0
"""For how long new deliveries begin while a person waits; each has its own limit besides."""
EVERY_CHANNEL: Final = frozenset(Channel)

_BLANK: Final = dict.fromkeys(column.name for column in NOTICE.c)
_DELETED: Final = {"facts_sealed": None, "data_key": None}
"""The content of a letter, once it was delivered or given up."""
_ADD: Final = Prepared(insert(NOTICE))
_IS_DUE: Final = (
    (NOTICE.c.state == NoticeState.QUEUED)
    & (NOTICE.c.due_at <= bindparam("now"))
    & (NOTICE.c.claimed_until.is_(None) | (NOTICE.c.claimed_until <= bindparam("now")))
    # What a later release queued, and this one has no words for, waits for a worker of that one.
    & (NOTICE.c.kind.is_(None) | NOTICE.c.kind.in_(list(NoticeKind)))
)
_SEND_NOW: Final = Prepared(
    update(NOTICE).where(NOTICE.c.id == bindparam("notice")).values(due_at=bindparam("now"))
)
_DISCARD: Final = delete(NOTICE).where(
    NOTICE.c.subject_id == bindparam("subject"), NOTICE.c.state == NoticeState.QUEUED
)
_OF_PERSON: Final = (
    select(NOTICE)
    .where(NOTICE.c.subject_id == bindparam("subject"), NOTICE.c.kind.is_not(None))
    .order_by(NOTICE.c.queued_at.desc(), NOTICE.c.id.desc())
)
_IN_CHANNEL: Final = NOTICE.c.channel == bindparam("channel")
_DUE: Final = select(NOTICE.c.id).where(_IS_DUE, _IN_CHANNEL).limit(1)
_LOG: Final = logger(__name__)


@dataclass(frozen=True)
class Notices:
    """`contacts`: the contacts of people. `messages`: what their accounts keep."""

    database: Database
    clock: Clock
    subjects: Subjects
    sealing: Sealing
    one_time_tokens: OneTimeTokens
    contacts: ContactRepository
    accounts: AddresseeAccounts
    messages: AccountMessages
    letter_limit: LetterLimit
    hand_over: HandOver
    letter_proofs: LetterProofs
    sending: Sending

    def notify(
        self,
        subject_id: Id,
        *,
        text_key: NoticeKind,
        facts: Mapping[str, Any],
        by_mail: bool = False,
        undo: Mapping[str, Any] | None = None,
        shortens: Id | None = None,
        shown_by: Collection[Channel] = (),
        counted: bool = True,
    ) -> bool:
        """Queue a letter in the transaction of the fact it tells; returns whether one is owed.

        The account of the person keeps the same as a message (`domain.messages.INBOX`), also where
        no letter is owed because the person has neither mail address nor number.

        Facts (JSON) may name `kind` and `label` of a credential, `client_name` (text, or text by
        language) or `client_id`, `ground` and `remedy` of a lock, the number of a numbered `letter`
        that it tells of, and a `locale`. A person without mail address and number is owed none;
        with `by_mail` none goes by SMS: the phone may be in wrong hands. Kinds in TO_ALL_ADDRESSES
        go to every address, also to one replaced lately. `undo` (JSON) is the change that the
        one-time link in the letter undoes: each address gets its own, and using one uses all up. A
        contact that counts as lost, or is not effective yet, gets the letter without it; one that
        counts as lost gets no LOSS_LINK at all, whose link stops credentials. `shortens` is the
        pending credential or contact that waits less long once the letter was handed over; this
        does not count for an address without such a link or set just before, nor for a channel in
        `shown_by`, whose reader made the change. Kinds in REPEATABLE are owed, and kept, five times
        and then once a day; the last before a pause says so. Without `counted` this limit does not
        apply.
        """
        contacts, now = self.contacts.for_subject(subject_id), self.clock.now()
        reached = (
            all_recipients(contacts, now)
            if text_key in TO_ALL_ADDRESSES
            else primary_recipients(contacts, now)
        )
        reached = [each for each in reached if each[0] is Channel.MAIL or not by_mail]
        if text_key is NoticeKind.LOSS_LINK:
            lost = lost_contacts(contacts)
            reached = [each for each in reached if each not in lost]
        kept = INBOX[text_key] is not None and self.accounts.has_account(subject_id)
        if not reached and not kept:
            return False
        with self.database.transaction():
            if counted and text_key in REPEATABLE:
                admitted = self.letter_limit.admit(subject_id, _change(text_key, facts))
                if admitted is None:
                    return False
                facts = {**facts, **_pause(admitted)}
            letter_id, fourteen_from = (
                new_id(),
                self.accounts.fourteen_from(subject_id) if undo and reached else None,
            )
            settled = settled_recipients(contacts, now)
            hastening = [each for each in settled if each[0] not in shown_by]
            sent = []
            for channel, address in reached:
                link = SentLink(channel, address, now, about=(undo or {}).get("contact"))
                theirs = may_undo(contacts, now, link, fourteen_from=fourteen_from)
                told = facts
                if undo and theirs:
                    to = [channel, address]
                    content = {**undo, "told": text_key, "letter": letter_id, "to": to}
                    told = {**facts, "undo": self._undo_link(subject_id, content)}
                notice_id = self.write_to(
                    subject_id,
                    channel,
                    address,
                    text_key=text_key,
                    facts=told,
                    shortens=shortens if theirs and (channel, address) in hastening else None,
                )
                sent.append(SentCopy(channel, masked(address), notice_id))
            if kept:
                self.messages.add(subject_id, text_key, facts, sent=sent)
        return bool(reached)

    def notify_at(self, subject_id: Id, addresses: Recipients, *, text_key: NoticeKind) -> bool:
        """As `notify`, to these addresses of the person and no others; without facts or a link.

        The account keeps the message, also where no address is left.
        """
        with self.database.transaction():
            sent = [
                SentCopy(
                    channel,
                    masked(address),
                    self.write_to(subject_id, channel, address, text_key=text_key, facts={}),
                )
                for channel, address in addresses
            ]
            if INBOX[text_key] is not None and self.accounts.has_account(subject_id):
                self.messages.add(subject_id, text_key, {}, sent=sent)
        return bool(addresses)

    def write_to(
        self,
        subject_id: Id,
        channel: Channel,
        address: str,
        *,
        text_key: NoticeKind,
        facts: Mapping[str, Any],
        shortens: Id | None = None,
    ) -> Id:
        """Queue one letter about a person to one address, of the person or not; its row.

        `shortens`: the credential or contact whose wait it shortens once handed over, or the
        activation link whose term begins then.
        """
        notice_id = new_id()
        sealed = self.subjects.seal(
            subject_id, json.dumps({**facts, "to": address}), context=facts_context(notice_id)
        )
        self._queue(
            id=notice_id,
            channel=channel,
            subject_id=subject_id,
            kind=text_key,
            facts_sealed=sealed,
            credential_id=shortens,
            letter=facts.get("letter"),
        )
        return notice_id

    def write_to_stranger(
        self,
        channel: Channel,
        address: str,
        *,
        text_key: NoticeKind,
        facts: Mapping[str, Any],
        asked_at: datetime,
    ) -> None:
        """Queue one letter to an address of nobody we know, sealed under a key of its own.

        Facts name the `locale`, as no account does. `asked_at`: the time that the letter tells.
        """
        notice_id, data_key = new_id(), self.sealing.new_data_key()
        text = json.dumps({**facts, "to": address})
        self._queue(
            id=notice_id,
            channel=channel,
            kind=text_key,
            facts_sealed=self.sealing.seal(data_key, text, context=facts_context(notice_id)),
            data_key=data_key,
            queued_at=asked_at,
        )

    def quiet_until(
        self, subject_id: Id, text_key: NoticeKind, facts: Mapping[str, Any]
    ) -> datetime | None:
        """Until when `notify` queues no letter, because there were many; None where it would."""
        return self.letter_limit.quiet_until(subject_id, _change(text_key, facts))

    def may_undo(self, subject_id: Id, link: SentLink) -> bool:
        """Whether the link of a letter may still be used by the reader of its address."""
        contacts, day = (
            self.contacts.for_subject(subject_id),
            self.accounts.fourteen_from(subject_id),
        )
        return may_undo(contacts, self.clock.now(), link, fourteen_from=day)

    def _undo_link(self, subject_id: Id, content: Mapping[str, Any]) -> str:
        """The path of the page that undoes the change in the letter, once."""
        link = self.one_time_tokens.issue(
            OneTimeTokenKind.UNDO_LINK,
            audience=UNDO_AUDIENCE,
            valid_for=UNDO_LIFETIME,
            subject_id=subject_id,
            content={**content, "at": self.clock.now().isoformat()},
        )
        return f"/public/undo/{link}"

    def queue_provider(self, *, mail: str | None, number: str, subs: Mapping[str, str]) -> None:
        """Queue a letter to a licensed provider about a loss: the case number, and `sub` by client.

        Also for a provider without an address: it fails, which an officer sees.
        """
        claims = {"number": number, "subs": dict(subs)}
        self._queue(id=new_id(), channel=Channel.PROVIDER, uri=mail, claims=claims)

    def queue_logout(
        self, *, client_id: str, uri: str, claims: Mapping[str, Any], alg: str = "ES256"
    ) -> Id:
        """Queue a logout token for a relying party; `claims` are its `sub` and `sid`.

        The token is made at delivery, so that it is fresh.
        """
        notice_id = new_id()
        self._queue(
            id=notice_id,
            channel=Channel.LOGOUT,
            client_id=client_id,
            uri=uri,
            claims=dict(claims),
            alg=alg,
        )
        return notice_id

    def queue_ping(
        self,
        subject_id: Id,
        *,
        client_id: str,
        uri: str,
        content: Mapping[str, str],
        due_at: datetime,
    ) -> Id:
        """Queue one ping for a relying party, at `due_at` or when it is hastened.

        `content` is the notification `token` and the `auth_req_id`. It is sealed, and deleted after
        the one try.
        """
        notice_id = new_id()
        context = facts_context(notice_id)
        self._queue(
            id=notice_id,
            channel=Channel.PING,
            subject_id=subject_id,
            client_id=client_id,
            uri=uri,
            due_at=due_at,
            facts_sealed=self.subjects.seal(subject_id, json.dumps(dict(content)), context=context),
        )
        return notice_id

    def discard(self, subject_id: Id) -> None:
        """Delete what waits to be sent to a person: their key goes, so it could not be opened.

        Joins the transaction of the caller.
        """
        self.database.execute(_DISCARD, subject=subject_id)

    def of_person(self, subject_id: Id) -> list[PersonNotice]:
        """What was and will be sent to a person, newest first, as far back as it is kept."""
        return [
            PersonNotice(
                kind=row.kind,
                channel=row.channel,
                state=row.state,
                queued_at=row.queued_at,
                settled_at=row.settled_at,
                letter=row.letter,
            )
            for row in self.database.all(_OF_PERSON, subject=subject_id)
        ]

    def send_now(self, notice_id: Id) -> None:
        """Make a deferred notice due now."""
        with self.database.transaction():
            self.database.enqueue(_SEND_NOW, notice=notice_id, now=self.clock.now())

    def deliver_now(self, ids: Sequence[Id]) -> None:
        """Try these once, outside a transaction, after their event was committed.

        A request waits for it: after `NOW_SECONDS` no further one begins. Those stay due, as all do
        where the database is away by now, and the worker tries them.
        """
        if not ids:
            return
        until = time.monotonic() + NOW_SECONDS
        try:
            self.deliver(ids, stopped=lambda: time.monotonic() > until)
        except Unavailable:
            _LOG.warning("notices stay owed", count=len(ids))

    def deliver(
        self,
        ids: Sequence[Id] | None = None,
        *,
        limit: int = 50,
        channels: Collection[Channel] = EVERY_CHANNEL,
        stopped: Callable[[], bool] = lambda: False,
    ) -> int:
        """Try the due notices (of these ids, if given) once; returns how many were delivered.

        Not to be called inside a transaction. A failed one is tried again later, for 24 hours; new
        ones come first. Kinds of a later release are left to its workers. Each outcome is recorded
        at once. Once `stopped`, no delivery begins any
        more and those taken are released. `limit` is for each channel. A worker that dies after
        sending and before recording sends twice: at least once is meant.
        """
        claimed = self._claim(ids, limit, channels)
        if not claimed:
            return 0
        ready = [(row, self.sending.ready(row)) for row in claimed]
        with ThreadPoolExecutor(min(AT_ONCE, len(claimed))) as threads:
            tried = {
                threads.submit(lambda send: None if stopped() else succeeds(send), send): row
                for row, send in ready
            }
            return sum(
                self._record_outcome(tried[each], each.result()) for each in as_completed(tried)
            )

    def purge_settled(self) -> int:
        """Delete delivered and failed notices past their term; returns how many."""
        now, c = self.clock.now(), NOTICE.c
        return sum(
            purge(
                self.database,
                NOTICE,
                c.state == state,
                c.channel == channel,
                c.due_at <= now - KEPT_FOR[channel],
                c.settled_at <= now - KEPT_FOR[channel],
                by=c.due_at,
            )
            for state in (NoticeState.DELIVERED, NoticeState.FAILED)
            for channel in Channel
        )

    def _record_outcome(self, row: Row, outcome: bool | None) -> bool:  # noqa: FBT001
        """Whether it was delivered; None: not tried, so it stays due."""
        if outcome is None:
            mine = update(NOTICE).where(NOTICE.c.id == row.id)
            back = {"claimed_until": None, "attempts": row.attempts}
            with self.database.transaction():
                self.database.execute(mine.values(**back))
            return False
        self._settle([(row, outcome)])
        return outcome

    def _queue(self, **row: object) -> None:
        now = self.clock.now()
        queued = {"state": NoticeState.QUEUED, "queued_at": now, "due_at": now, "attempts": 0}
        with self.database.transaction():
            self.database.enqueue(_ADD, **{**_BLANK, **queued, **row})

    def _claim(
        self,
        ids: Sequence[Id] | None,
        limit: int,
        channels: Collection[Channel] = EVERY_CHANNEL,
    ) -> list[Row]:
        """Take due rows for some minutes, as they were before.

        Another worker skips them and takes the next.
        """
        now = self.clock.now()
        channels = [
            each
            for each in Channel
            if each in channels and self.database.one(_DUE, now=now, channel=each) is not None
        ]
        if not channels:
            return []
        with self.database.transaction():
            rows = [row for each in channels for row in self._due(each, ids, limit=limit, now=now)]
            mine = update(NOTICE).where(NOTICE.c.id.in_([row.id for row in rows]))
            taken = {"claimed_until": now + CLAIMED_FOR, "attempts": NOTICE.c.attempts + 1}
            self.database.execute(mine.values(**taken))
        return rows

    def _settle(self, outcomes: Iterable[tuple[Row, bool]]) -> None:
        with self.database.transaction():
            for row, delivered in outcomes:
                mine = update(NOTICE).where(NOTICE.c.id == row.id)
                self.database.execute(mine.values(**self._outcome(row, delivered=delivered)))
                if delivered and row.credential_id is not None:
                    self.hand_over.handed(row.credential_id, self.clock.now())
                if delivered and row.letter is not None:
                    self.letter_proofs.told(row.letter, row.channel, self.clock.now())

    def _outcome(self, row: Row, *, delivered: bool) -> dict[str, Any]:
        """The columns after a try; of a delivered notice only that it was delivered is kept."""
        now = self.clock.now()
        if delivered:
            return {"state": NoticeState.DELIVERED, "settled_at": now, **_DELETED}
        again = next_try(row.queued_at, attempts=row.attempts + 1, now=now, kind=row.kind)
        if again is None or row.channel in TRIED_ONCE:
            return {"state": NoticeState.FAILED, "settled_at": now, **_DELETED}
        return {"due_at": again, "claimed_until": None}

    def _due(
        self, channel: Channel, ids: Sequence[Id] | None, *, limit: int, now: datetime
    ) -> list[Row]:
        """The due notices of one channel, locked: those never tried first.

        Each oldest first. Both are read in the order of the index, which a sort by the number of
        tries would not be.
        """
        rows: list[Row] = []
        for tried in (NOTICE.c.attempts == 0, NOTICE.c.attempts > 0):
            due = select(NOTICE).where(_IS_DUE, _IN_CHANNEL, tried)
            if ids is not None:
                due = due.where(NOTICE.c.id.in_(ids))
            due = due.order_by(NOTICE.c.due_at).limit(limit - len(rows))
            locked = due.with_for_update(skip_locked=True)
            rows += self.database.all(locked, now=now, channel=channel)
        return rows


def _pause(admitted: LetterAllowed) -> dict[str, str]:
    """What the last letter before a pause tells."""
    until = admitted.quiet_until
    return {} if until is None else {"quiet_until": until.isoformat()}


def _change(text_key: NoticeKind, facts: Mapping[str, Any]) -> str:
    """The key of changes counted together: of one kind of credential, or at one client."""
    return f"{text_key}:{facts.get('kind', '')}:{facts.get('client_id', '')}"
