"""The history: append, read, sign."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    bindparam,
    func,
    insert,
    literal_column,
    select,
)

from idp.history.actors import OFFICER, OPERATOR, kept, read
from idp.history.batches import insert_about, insert_entries, shared_by_all
from idp.history.disputes import FOLLOWS, Finding, concerns, disputed_at, finding_in
from idp.history.domain import (
    Entry,
    EntryBent,
    EntryLedger,
    EventType,
    Sealed,
    acts_of_person,
    check_retention,
    in_other_words,
    kept_since,
    statement_claims,
    told_columns,
)
from idp.history.downloads import extract_claims, withheld_in_extract
from idp.history.extracts import CONSENTS, LOOKS, SIGN_INS, Extract
from idp.history.seals import seal, verify
from idp.history.search_leads import purge_leads
from idp.history.stored import SEALING_IS_OPEN
from idp.history.tables import BESIDES_EVERYDAY, HISTORY
from idp.kernel.actors import Actor, System
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, is_id, new_id
from idp.kernel.texts import is_storable
from idp.platform import logs
from idp.platform.database import Database, Prepared, Row, in_steps
from idp.platform.keyring import Keyring

NO_FACTS: Final[Mapping[str, Any]] = MappingProxyType({})
STATEMENT_TYPE: Final = "evidence-statement+jwt"
EXTRACT_TYPE: Final = "history-extract+jwt"
DISPUTED: Final = "disputed_at"
"""Member of statements and receipts: when it was found, in seconds since 1970; only where it was.
"""

_RETENTION: Final = System(rule="D17.2-1")
_LOG: Final = logs.logger("idp.history")
_INSERT: Final = Prepared(insert(HISTORY))
_C: Final = HISTORY.c
_AT_ONCE: Final = 10_000
"""Entries removed in one step: each step leaves one entry, which is never removed."""
_PAGE: Final = 200
_AFTER_ALL: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"
_NEWEST: Final = (
    select(HISTORY)
    .where(HISTORY.c.subject_id == bindparam("subject_id"), HISTORY.c.id < bindparam("before"))
    .order_by(HISTORY.c.id.desc())
    .limit(bindparam("limit"))
)
_BESIDES_EVERYDAY: Final[ColumnElement[bool]] = literal_column(BESIDES_EVERYDAY, Boolean())
_EXTRACTS: Final[Mapping[Extract, Select[Any]]] = {
    Extract.SIGN_INS: _NEWEST.where(_C.happening.in_(sorted(SIGN_INS))),
    Extract.CHANGES: _NEWEST.where(
        _BESIDES_EVERYDAY, _C.happening.not_in(sorted(SIGN_INS | CONSENTS | LOOKS))
    ),
    Extract.CONSENTS: _NEWEST.where(_BESIDES_EVERYDAY, _C.happening.in_(sorted(CONSENTS))),
    Extract.OFFICERS: _NEWEST.where(_BESIDES_EVERYDAY, _C.actor.in_((OFFICER, OPERATOR))),
    Extract.LOOKS: _NEWEST.where(_BESIDES_EVERYDAY, _C.happening.in_(sorted(LOOKS))),
}
_LAST: Final = _NEWEST.where(_BESIDES_EVERYDAY, _C.happening == bindparam("happening"))
_OF_ACTOR: Final = (
    select(HISTORY)
    .where(HISTORY.c.actor_id == bindparam("actor_id"), HISTORY.c.id < bindparam("before"))
    .order_by(HISTORY.c.id.desc())
    .limit(bindparam("limit"))
)
_WITHIN: Final = (
    select(HISTORY)
    .where(HISTORY.c.transaction_id == bindparam("transaction_id"))
    .order_by(HISTORY.c.id)
)
"""Without the person: the index of a person's history would be as good as that of transactions to a
database that knows no figures of the table, and lead through all of it."""
_FINDINGS: Final = (
    select(HISTORY)
    .where(
        HISTORY.c.subject_id == bindparam("subject_id"),
        # As the condition of its index says it: a parameter would not match that.
        HISTORY.c.happening == literal_column(f"'{EventType.BINDING_TAINTED}'"),
    )
    .order_by(HISTORY.c.id)
)


def _newest_of(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Entries that what was typed leads to; each is found by an index."""
    return select(HISTORY).where(*conditions).order_by(_C.id.desc()).limit(bindparam("limit"))


_ENTRY: Final = select(HISTORY).where(_C.id == bindparam("words"))
_IN_TRANSACTION: Final = select(HISTORY).where(_C.transaction_id == bindparam("words"))
_OF_SUBJECT: Final = _newest_of(_C.subject_id == bindparam("words"))
_OF_CLIENT: Final = _newest_of(_C.subject_id.is_(None), _C.client_id == bindparam("words"))
_PARTIES: Final = (
    select(_C.client_id, func.max(_C.happened_at).label("last"))
    .where(
        _C.subject_id == bindparam("subject_id"),
        _C.happening == bindparam("happening"),
        _C.client_id.is_not(None),
    )
    .group_by(_C.client_id)
)
_ABOUT_CLIENT: Final = (
    select(HISTORY)
    .where(
        _C.subject_id.is_(None),
        _C.client_id == bindparam("client_id"),
        _C.happening.in_(bindparam("happenings", expanding=True)),
    )
    .order_by(_C.id.desc())
)
_OF_ACTOR_WORD: Final = _newest_of(_C.actor_id == bindparam("words"))


@dataclass(frozen=True)
class History:
    """`years`: how long history is kept. `fields_act`: the legal act that lists its fields.

    `seal_key` (32 bytes) is derived for `seals.KEY_PURPOSE`.
    """

    database: Database
    clock: Clock
    keyring: Keyring
    issuer: str
    years: int
    fields_act: str
    seal_key: bytes = field(repr=False)
    ledger: EntryLedger

    def __post_init__(self) -> None:
        check_retention(self.years)

    def append(
        self,
        happening: EventType,
        *,
        actor: Actor,
        subject_id: Id | None = None,
        client_id: str | None = None,
        transaction_id: Id | None = None,
        facts: Mapping[str, Any] = NO_FACTS,
    ) -> None:
        """Append an entry, in its event's transaction. `facts` are JSON, never personal data."""
        who = kept(actor, subject_id=subject_id, client_id=client_id)
        row = {
            "id": new_id(),
            "happened_at": self.clock.now(),
            "happening": happening,
            "subject_id": subject_id,
            "actor": who.word,
            "actor_details": who.details,
            "actor_id": who.id,
            "client_id": client_id,
            "transaction_id": transaction_id,
            "facts": dict(facts),
            "fields_act": self.fields_act,
        }
        with self.database.transaction():
            self.database.enqueue(_INSERT, **row, seal=seal(self.seal_key, row))

    def append_each(
        self, happening: EventType, *, actor: Actor, facts: Sequence[Mapping[str, Any]]
    ) -> None:
        """Append an entry about nobody for each of `facts`, all of one instant, in few statements.

        As `append`; for the batches of a worker.
        """
        common = shared_by_all(happening, actor, now=self.clock.now(), fields_act=self.fields_act)
        with self.database.transaction():
            insert_entries(self.database, common, facts, key=self.seal_key)

    def append_about(
        self,
        happening: EventType,
        *,
        actor: Actor,
        about: Sequence[tuple[Id, Mapping[str, Any]]],
    ) -> None:
        """Append an entry about each of many persons, with its facts, in one statement.

        As `append`; for what does the same to thousands, such as an import. Facts that are one
        object for many of them cost least.
        """
        common = shared_by_all(happening, actor, now=self.clock.now(), fields_act=self.fields_act)
        with self.database.transaction():
            insert_about(self.database, common, about, key=self.seal_key)

    def for_subject(
        self,
        subject_id: Id,
        *,
        before: Id | None = None,
        limit: int = 50,
        only: Extract | None = None,
    ) -> list[Entry]:
        """The person's history or a part of it, newest first; `before`: the last entry seen."""
        asked = _NEWEST if only is None else _EXTRACTS[only]
        last = before or _AFTER_ALL
        rows = self.database.all(asked, subject_id=subject_id, before=last, limit=limit)
        return [self._entry(row) for row in rows]

    def last(self, subject_id: Id, happening: EventType) -> Entry | None:
        """The newest entry about the person that tells this, which is nothing of EVERYDAY."""
        where = {"subject_id": subject_id, "before": _AFTER_ALL, "happening": happening}
        row = self.database.one(_LAST, **where, limit=1)
        return None if row is None else self._entry(row)

    def newest(self, subject_id: Id, happening: EventType, *, limit: int) -> list[Entry]:
        """The newest entries about the person that tell this, which is nothing of EVERYDAY."""
        where = {"subject_id": subject_id, "before": _AFTER_ALL, "happening": happening}
        return [self._entry(row) for row in self.database.all(_LAST, **where, limit=limit)]

    def parties_of(self, subject_id: Id, happening: EventType) -> dict[str, datetime]:
        """The ids of the clients of which the person's history tells this, and when last."""
        rows = self.database.all(_PARTIES, subject_id=subject_id, happening=happening)
        return {row.client_id: row.last for row in rows}

    def search(self, words: str, *, limit: int = 100) -> list[Entry]:
        """The entries that an id leads to, newest first.

        `words`: the id of an entry, a transaction, a person, a client, an officer, or an operator's
        user and host. Of a client only what was done about it, not the sign-ins there.
        """
        if not is_storable(words):
            return []
        asked = [_OF_CLIENT, _OF_ACTOR_WORD]
        if is_id(words):
            asked += [_ENTRY, _IN_TRANSACTION, _OF_SUBJECT]
        found: dict[Id, Entry] = {}
        for query in asked:
            for row in self.database.all(query, words=words, limit=limit):
                found.setdefault(row.id, self._entry(row))
        newest = sorted(found.values(), key=lambda entry: entry.id, reverse=True)
        return newest[:limit]

    def about_client(self, client_id: str, happenings: Collection[EventType]) -> list[Entry]:
        """What of these was done about a client, newest first."""
        asked = sorted(each.value for each in happenings)
        rows = self.database.all(_ABOUT_CLIENT, client_id=client_id, happenings=asked)
        return [self._entry(row) for row in rows]

    def of_actor(self, actor_id: str) -> Iterator[Entry]:
        """What one officer, operator or program did, newest first, read a page at a time.

        `actor_id` is an officer's id, an operator's user and host (`actors.operator_id`), or the
        id of a client of the admin API.
        """
        before, more = _AFTER_ALL, True
        while more:
            rows = self.database.all(_OF_ACTOR, actor_id=actor_id, before=before, limit=_PAGE)
            yield from map(self._entry, rows)
            more = len(rows) == _PAGE
            before = rows[-1].id if rows else before

    def of_program(
        self, client_id: str, *, before: Id | None = None, limit: int = _PAGE
    ) -> list[Entry]:
        """What a client did at the admin API, newest first; `before`: the last entry seen."""
        last = before or _AFTER_ALL
        rows = self.database.all(_OF_ACTOR, actor_id=client_id, before=last, limit=limit)
        return [self._entry(row) for row in rows]

    def in_transaction(self, subject_id: Id, transaction_id: Id) -> list[Entry]:
        """The entries of one person in one transaction, in order."""
        rows = self.database.all(_WITHIN, transaction_id=transaction_id)
        return [self._entry(row) for row in rows if row.subject_id == subject_id]

    def disputed(self, subject_id: Id, transaction_ids: Iterable[Id]) -> dict[Id, datetime]:
        """When these transactions of the person were found to be disputed; only those that are."""
        findings = self._findings(subject_id)
        if not findings:
            return {}
        found = {
            each: disputed_at(self._acts(subject_id, each), findings)
            for each in set(transaction_ids)
        }
        return {each: at for each, at in found.items() if at is not None}

    def disputed_among(self, subject_id: Id, entries: Iterable[Entry]) -> frozenset[Id]:
        """The ids of those of the person's entries that are disputed."""
        findings, shown = self._findings(subject_id), tuple(entries)
        if not findings:
            return frozenset()
        named = {each.transaction_id for each in shown}
        disputed = self.disputed(subject_id, [each for each in named if each is not None])
        return frozenset(
            each.id
            for each in shown
            if each.transaction_id in disputed or any(concerns(each, one) for one in findings)
        )

    def has_finding(self, subject_id: Id, facts: Mapping[str, Any]) -> bool:
        """Whether a finding with exactly these facts is in the person's history."""
        rows = self.database.all(_FINDINGS, subject_id=subject_id)
        return any(self._entry(row).facts == facts for row in rows)

    def _findings(self, subject_id: Id) -> list[Finding]:
        rows = self.database.all(_FINDINGS, subject_id=subject_id)
        return [finding_in(self._entry(row)) for row in rows]

    def _acts(self, subject_id: Id, transaction_id: Id) -> list[Entry]:
        """The entries of a transaction, and of the sign-in that it continued."""
        acts = self.in_transaction(subject_id, transaction_id)
        followed = {str(act.facts[FOLLOWS]) for act in acts if FOLLOWS in act.facts}
        return acts + [act for each in followed for act in self.in_transaction(subject_id, each)]

    def statement(self, subject_id: Id, transaction_id: Id) -> str | None:
        """The signed evidence of one transaction as a compact JWS (D14.3); None without entries.

        Raises EntryBent when one of them was altered.
        """
        entries = self.in_transaction(subject_id, transaction_id)
        if not entries:
            return None
        require_intact(entries)
        acts = acts_of_person(entries)
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "iat": int(self.clock.now().timestamp()),
            "subject": subject_id,
            "txn": transaction_id,
            **statement_claims(acts, self._proofs(acts)),
        }
        found_at = self.disputed(subject_id, [transaction_id]).get(transaction_id)
        if found_at is not None:
            claims[DISPUTED] = int(found_at.timestamp())
        return self.keyring.sign(claims, typ=STATEMENT_TYPE, alg="ES256")

    def extract(
        self,
        subject_id: Id,
        *,
        before: Id | None = None,
        limit: int,
        only: Extract | None = None,
    ) -> tuple[dict[str, Any], str]:
        """A part of the person's history as JSON members, and the same signed, as a compact JWS.

        `older` is the id that the next part begins before, absent in the last one. Raises
        EntryBent when an entry was altered.
        """
        entries = self.for_subject(subject_id, before=before, limit=limit, only=only)
        require_intact(entries)
        withheld = withheld_in_extract(entries)
        proofs = self.ledger.proofs([each.id for each in entries], withheld=withheld)
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "iat": int(self.clock.now().timestamp()),
            "subject": subject_id,
            "part": only or "everything",
            **extract_claims(entries, proofs, self.disputed_among(subject_id, entries)),
        }
        if len(entries) == limit:
            claims["older"] = entries[-1].id
        return claims, self.keyring.sign(claims, typ=EXTRACT_TYPE, alg="ES256")

    def receipt_proof(self, entry: Entry) -> dict[str, Any] | None:
        """The proof that one entry is a leaf, with what was entered; None when none covers it.

        None as well for an entry of an earlier release with words of others, which are not signed.
        """
        if in_other_words([entry]):
            return None
        proofs = self.ledger.proofs([entry.id], withheld=())
        return None if proofs is None else {**proofs, "row": told_columns(entry)}

    def _proofs(self, acts: Sequence[Entry]) -> dict[str, Any] | None:
        return self.ledger.proofs([each.id for each in acts], withheld=in_other_words(acts))

    def kept_since(self) -> datetime:
        """The instant before which entries have been kept for their term (D17.2-1)."""
        return kept_since(self.clock.now(), years=self.years)

    def purge(self) -> int:
        """Delete entries past the retention, in steps; returns how many (D17.2-1).

        Each step leaves an entry about itself, which is never removed and names the leaves of the
        others: a leaf stays (X13.1), and an entry without one is not removed yet. An entry younger
        than five years by the database's clock stays, even if our clock is wrong.
        """
        since = self.kept_since()
        self.ledger.chain()

        def step(most: int) -> int:
            removed = self.ledger.remove_aged(before=since, most=most)
            if removed.entries:
                facts = {
                    "entries": removed.entries,
                    "older_than": since.isoformat(),
                    "leaves": removed.leaves,
                }
                self.append(EventType.HISTORY_PURGED, actor=_RETENTION, facts=facts)
            return removed.entries

        return in_steps(self.database, HISTORY.name, step, at_once=_AT_ONCE)

    def purge_search_leads(self) -> int:
        """Delete what finds the outcome of searches for people once their entries may go."""
        return purge_leads(self.database, before=self.kept_since())

    def _entry(self, row: Row) -> Entry:
        sealed = verify(self.seal_key, row._asdict())
        plain = row.seal is None and row.actor_details is None
        if plain and self.database.one(SEALING_IS_OPEN) is not None:
            sealed = Sealed.NOT_YET
        happening = EventType.of(row.happening)
        actor = read(
            row.actor,
            row.actor_details,
            happening=happening,
            subject_id=row.subject_id,
            client_id=row.client_id,
        )
        return Entry(
            id=row.id,
            happened_at=row.happened_at,
            happening=happening,
            subject_id=row.subject_id,
            actor=actor,
            client_id=row.client_id,
            transaction_id=row.transaction_id,
            facts=row.facts,
            fields_act=row.fields_act,
            sealed=sealed,
        )


def require_intact(entries: Iterable[Entry]) -> None:
    """Raises EntryBent, and logs the entry's id, when it was altered."""
    for entry in entries:
        if entry.sealed is Sealed.NOT:
            _LOG.error("history entry bent", entry_id=entry.id)
            raise EntryBent(entry.id)
