"""Subjects: register, match with a source, seal and open data."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from idp.access.desks import Matter
from idp.assurance.contacts import MOST
from idp.assurance.pieces import LEAST
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.service import NO_FACTS
from idp.kernel.actors import Actor
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import IdColumn, Instant, Prepared, Row, among, insert_new, prefixed
from idp.platform.sealing import Sealing
from idp.subjects.contact_rows import contact_row, registered_contacts
from idp.subjects.domain import (
    NOT_TOO,
    NUMBER_OF,
    Datum,
    Identity,
    ScheduledChange,
    Source,
    SubjectKind,
    SubjectRecord,
    amended,
    canonical_number,
    deserialize_scheduled,
    kind_of,
    serialize,
)
from idp.subjects.keys_of_people import KeysOfSome
from idp.subjects.name_rows import (
    SAID_BY,
    forget_name_rows,
    insert_name_rows,
    name_terms,
    replace_name_rows,
)
from idp.subjects.newcomers import ASSIGNED, KeyName, NewSubject
from idp.subjects.tables import CONTACT, IDENTITY, SUBJECT, SUBJECT_JOIN, SUBJECT_KEY

_IDENTITY_CONTEXT: Final = "identity"
REGISTRATION: Final = "registration of many subjects"
"""The advisory lock under which keys are found free and taken."""
_ADD_SUBJECT: Final = insert_new(SUBJECT)
_TAKE_BACK: Final = delete(SUBJECT).where(SUBJECT.c.subject_id == bindparam("subject"))
_ADD_IDENTITY: Final = insert(IDENTITY)
_ADD_CONTACT: Final = insert(CONTACT)
_AMEND: Final = (
    update(IDENTITY)
    .where(IDENTITY.c.subject_id == bindparam("subject"))
    .values(identity_sealed=bindparam("sealed"))
)
_FORGET_CONTACTS: Final = delete(CONTACT).where(CONTACT.c.subject_id == bindparam("subject"))
_FORGET_IDENTITY: Final = delete(IDENTITY).where(IDENTITY.c.subject_id == bindparam("subject"))
_BY_KEY: Final = select(SUBJECT_KEY.c.subject_id).where(
    SUBJECT_KEY.c.name == bindparam("name"), SUBJECT_KEY.c.value_index == bindparam("index")
)
_ADD_KEY: Final = insert(SUBJECT_KEY)
_DROP_KEY: Final = delete(SUBJECT_KEY).where(
    SUBJECT_KEY.c.subject_id == bindparam("subject"),
    SUBJECT_KEY.c.name == bindparam("name"),
    SUBJECT_KEY.c.value_index == bindparam("index"),
)
_DROP_FORMER: Final = delete(SUBJECT_KEY).where(
    SUBJECT_KEY.c.name == KeyName.FORMER_NUMBER,
    SUBJECT_KEY.c.value_index == bindparam("index"),
    SUBJECT_KEY.c.subject_id == bindparam("subject"),
)
_FREE_KEYS: Final = delete(SUBJECT_KEY).where(
    SUBJECT_KEY.c.subject_id == bindparam("subject"),
    SUBJECT_KEY.c.name.not_in(sorted(ASSIGNED.values())),
)
_KEEP_ASSIGNED: Final = (
    update(SUBJECT_KEY)
    .where(SUBJECT_KEY.c.subject_id == bindparam("subject"))
    .values(subject_id=bindparam("nobody"))
)
"""A number that was assigned is never assigned again (D5.2), and leads to nobody now."""
_FREE_NUMBER: Final = (
    update(SUBJECT)
    .where(SUBJECT.c.subject_id == bindparam("subject"))
    .values(number_index=bindparam("nothing"))
)
SEALED: Final = (
    select(SUBJECT.c.subject_id, SUBJECT.c.kind, IDENTITY.c.data_key, IDENTITY.c.identity_sealed)
    .join_from(SUBJECT, IDENTITY)
    .subquery("sealed_identity")
)
"""A relation other slices may join in a hot read; only `Subjects.opened` can read it."""

IDENTITY_COLUMNS: Final = tuple(prefixed(SEALED, "identity_"))
"""Its columns for a joined read: the part `identity` of a row."""


class SealedIdentity(NamedTuple):
    """A row of SEALED, which `Subjects.opened` reads."""

    subject_id: Id
    kind: str
    data_key: bytes
    identity_sealed: bytes


def sealed_identity(row: Row) -> SealedIdentity:
    """A row of IDENTITIES."""
    return SealedIdentity(row.subject_id, row.kind, row.data_key, row.identity_sealed)


class _DataKey(NamedTuple):
    data_key: bytes


class _KeyOfSubject(NamedTuple):
    subject_id: Id
    data_key: bytes


_OPEN: Final = Prepared(
    select(SEALED).where(SEALED.c.subject_id == bindparam("subject_id")), SealedIdentity
)
IDENTITIES: Final = select(SEALED).where(
    SEALED.c.subject_id.in_(bindparam("subjects", expanding=True))
)
"""Many identities at once; `sealed_identity` reads a row."""
_JOINED: Final = select(SUBJECT.c.subject_id, SUBJECT.c.joined_to).where(
    SUBJECT.c.subject_id.in_(bindparam("subjects", expanding=True)),
    SUBJECT.c.joined_to.is_not(None),
)
_DUPLICATES: Final = select(SUBJECT_JOIN.c.joined_id).where(
    SUBJECT_JOIN.c.surviving_id.in_(bindparam("subjects", expanding=True)),
    SUBJECT_JOIN.c.undone_at.is_(None),
    SUBJECT_JOIN.c.joined_id.in_(select(IDENTITY.c.subject_id)),
)
_MATCHED: Final = select(SUBJECT.c.matched_at, SUBJECT.c.joined_to).where(
    SUBJECT.c.subject_id == bindparam("subject_id")
)
_LOCK: Final = (
    select(SUBJECT.c.subject_id)
    .where(SUBJECT.c.subject_id == bindparam("subject"))
    .with_for_update(key_share=True)
)
"""As an UPDATE locks: rows that refer to the subject may be added meanwhile."""
_UNASKED: Final = (
    select(SUBJECT.c.subject_id, SUBJECT.c.kind)
    .where(
        SUBJECT.c.agents_asked_at.is_(None),
        SUBJECT.c.matched_at.is_not(None),
        SUBJECT.c.joined_to.is_(None),
        SUBJECT.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(SUBJECT.c.subject_id)
    .limit(bindparam("limit"))
)
_ASKED: Final = (
    update(SUBJECT)
    .where(SUBJECT.c.subject_id.in_(bindparam("subjects", type_=IdColumn, expanding=True)))
    .values(agents_asked_at=bindparam("now", type_=Instant))
)
MATCHED: Final = (
    select(SUBJECT.c.subject_id)
    .where(SUBJECT.c.matched_at.is_not(None), SUBJECT.c.joined_to.is_(None))
    .subquery("matched")
)
"""A relation to join: subjects that were matched with a source (D3.3), and are no duplicate."""
FORMERLY_NUMBERED: Final = (
    select(SUBJECT_KEY.c.subject_id, SUBJECT_KEY.c.value_index)
    .where(SUBJECT_KEY.c.name == KeyName.FORMER_NUMBER)
    .subquery("formerly_numbered")
)
"""A relation to join: subjects by their former numbers, as `former_index` finds them."""
_BY_NUMBER: Final = select(SUBJECT.c.subject_id).where(
    SUBJECT.c.kind == bindparam("kind"), SUBJECT.c.number_index == bindparam("number")
)
_ACTS: Final = select(
    SUBJECT.c.registered_at, SUBJECT.c.matched_source, SUBJECT.c.matched_at
).where(SUBJECT.c.subject_id == bindparam("subject"))
_RENUMBER: Final = (
    update(SUBJECT)
    .where(SUBJECT.c.subject_id == bindparam("subject"))
    .values(number_index=bindparam("number"))
)
_KIND: Final = select(SUBJECT.c.kind).where(SUBJECT.c.subject_id == bindparam("subject"))


def kind_of_subject(subject_id: ColumnElement[Id]) -> ScalarSelect[str]:
    """The kind of the subject of a row, a column that costs nothing where it is not asked for."""
    return select(SUBJECT.c.kind).where(SUBJECT.c.subject_id == subject_id).scalar_subquery()


_MATTERS: Final[Mapping[str, Matter]] = {
    SubjectKind.CITIZEN: Matter.CITIZEN_IN_PERSON,
    SubjectKind.FOREIGNER: Matter.FOREIGNER_IN_PERSON,
}
NUMBERS: Final = select(SUBJECT.c.subject_id, SUBJECT.c.kind, SUBJECT.c.number_index).subquery(
    "numbered"
)
"""A relation to join: subjects by their identification numbers, as `number_index` finds them."""

_DATA_KEY: Final = Prepared(
    select(IDENTITY.c.data_key).where(IDENTITY.c.subject_id == bindparam("subject_id")), _DataKey
)
_DATA_KEYS: Final = Prepared(
    select(IDENTITY.c.subject_id, IDENTITY.c.data_key).where(
        among(IDENTITY.c.subject_id, "subjects")
    ),
    _KeyOfSubject,
)


@dataclass(frozen=True)
class Subjects:
    context: ServiceContext
    sealing: Sealing

    def register(
        self,
        kind: str,
        data: Mapping[str, Datum],
        *,
        actor: Actor,
        subject_id: Id | None = None,
    ) -> Identity | Refused:
        """The first of the four acts of identification (D3.3).

        `subject_id`: that was told to an authenticator before, else a new one.

        Refused: UNKNOWN_SUBJECT_KIND (D2), IDENTITY_EXISTS where another has its number or one of
        its keys (D3.1). Raises ValueError when the number that determines the subject is missing.
        """
        known = kind_of(kind)
        if known is None:
            return Refused(Reason.UNKNOWN_SUBJECT_KIND)
        if NUMBER_OF[known] not in data:
            raise ValueError(f"the identity of a {known} needs its {NUMBER_OF[known]}")
        identity = Identity(subject_id or new_id(), known, self.dated(data))
        keys = self.key_rows(identity.subject_id, NewSubject(known, data, None))
        with self.context.database.transaction():
            if keys and known is not SubjectKind.PERSON:
                # As whoever registers many: keys that are free stay so. Nobody assigns numbers of
                # accounts in bulk: there the row itself decides.
                self.context.database.advisory_lock(REGISTRATION)
            if any(map(self._with_key, keys)) or not self._added(identity):
                return Refused(Reason.IDENTITY_EXISTS)
            for each in keys:
                self.context.database.execute(_ADD_KEY, **each)
            self.context.history.append(
                EventType.SUBJECT_REGISTERED,
                subject_id=identity.subject_id,
                actor=actor,
                facts={"kind": known, "items": sorted(identity.data)},
            )
        return identity

    def match(
        self,
        subject_id: Id,
        source: Source,
        *,
        actor: Actor,
        told: Mapping[str, Any] = NO_FACTS,
    ) -> Refused | None:
        """The second act: the data were compared with the source's (D3.3).

        `told`: what the history says of it besides the source.
        Refused: MATCH_MISSING when the source is the person alone, STATE_ALREADY_HOLDS, NOT_FOUND.
        """
        if source is Source.SELF_DECLARED:
            return Refused(Reason.MATCH_MISSING)
        with self.context.database.transaction():
            matched = (
                update(SUBJECT)
                .where(
                    SUBJECT.c.subject_id == subject_id,
                    SUBJECT.c.matched_at.is_(None),
                    SUBJECT.c.joined_to.is_(None),
                )
                .values(matched_source=source, matched_at=self.context.clock.now())
            )
            if self.context.database.execute(matched) != 1:
                known = self.context.database.one(_MATCHED, subject_id=subject_id)
                return Refused(Reason.STATE_ALREADY_HOLDS if known else Reason.NOT_FOUND)
            self.context.history.append(
                EventType.SUBJECT_MATCHED,
                subject_id=subject_id,
                actor=actor,
                facts={"source": source, **told},
            )
        return None

    def matched(self, subject_id: Id) -> bool:
        """Whether the subject was matched with a source; required for an account (D3.3).

        A duplicate that was joined to another subject gets no account any more.
        """
        row = self.context.database.one(_MATCHED, subject_id=subject_id)
        return row is not None and row.matched_at is not None and row.joined_to is None

    def agents_unasked(
        self, kinds: Collection[SubjectKind], *, limit: int
    ) -> dict[Id, SubjectKind]:
        """Some of these kinds whose registry was not asked yet who acts for them (X9.1)."""
        rows = self.context.database.all(_UNASKED, kinds=sorted(kinds), limit=limit)
        return {row.subject_id: SubjectKind(row.kind) for row in rows}

    def note_agents_asked(self, subject_ids: Collection[Id]) -> None:
        """Record that it is asked; joins the transaction of the caller."""
        now = self.context.clock.now()
        self.context.database.execute(_ASKED, subjects=sorted(subject_ids), now=now)

    def lock(self, subject_id: Id) -> None:
        """Lock the subject until the transaction ends: it is not joined meanwhile, nor parted.

        After the account of the person, if it is locked too; several in the order of their ids.
        """
        self.context.database.one(_LOCK, subject=subject_id)

    def joined_to(self, subject_id: Id) -> Id | None:
        """The subject that this one was joined to as its duplicate."""
        row = self.context.database.one(_MATCHED, subject_id=subject_id)
        return None if row is None else row.joined_to

    def duplicates(self, subject_id: Id) -> list[Id]:
        """The subjects that were joined to this one or to its duplicates, but for erased ones."""
        found: list[Id] = []
        asked = [subject_id]
        while asked:
            rows = self.context.database.all(_DUPLICATES, subjects=asked)
            asked = [row.joined_id for row in rows if row.joined_id not in found]
            found += asked
        return found

    def surviving(self, subject_ids: Iterable[Id]) -> dict[Id, Id]:
        """For each of these that was joined to another as its duplicate: who of them is left."""
        wanted, found = set(subject_ids), dict[Id, Id]()
        asked = wanted
        while asked:
            rows = self.context.database.all(_JOINED, subjects=sorted(asked))
            joined = {row.subject_id: row.joined_to for row in rows}
            found |= joined
            asked = set(joined.values()) - found.keys()
        return {each: _last(each, found) for each in wanted & found.keys()}

    def is_there(self, subject_id: Id) -> bool:
        """Whether the id is a subject's, be it erased since."""
        return self.context.database.one(_KIND, subject=subject_id) is not None

    def matter_of(self, subject_id: Id | None) -> Matter | None:
        """What this person comes to a counter for (D10.2a-1, D11.2a-1); None of an organisation."""
        row = None if subject_id is None else self.context.database.one(_KIND, subject=subject_id)
        return None if row is None else _MATTERS.get(row.kind)

    def is_organisation(self, subject_id: Id) -> bool:
        """Whether the subject is an organisation."""
        row = self.context.database.one(_KIND, subject=subject_id)
        return row is not None and row.kind == SubjectKind.ORGANISATION

    def is_self_declared(self, subject_id: Id) -> bool:
        """Whether the person alone vouches for who they are: nobody examined an identity."""
        row = self.context.database.one(_KIND, subject=subject_id)
        return row is not None and row.kind == SubjectKind.PERSON

    def is_one_person(self, one: Id, other: Id) -> bool:
        """Whether both have one identification number, or are one; not known of who was erased.

        A person who is registered twice, as a foreigner and later as a citizen, is one.
        """
        if one == other:
            return True
        try:
            numbers = {canonical_number(self.identity(each).number) for each in (one, other)}
        except LookupError:
            return False
        return len(numbers) == 1

    def by_number(self, number: str) -> tuple[Id, ...]:
        """The subjects with exactly this identification number, one of each kind at most."""
        found = (self.of_kind(kind, number) for kind in SubjectKind)
        return tuple(each for each in found if each is not None)

    def of_kind(self, kind: SubjectKind, number: str) -> Id | None:
        """The subject of this kind with exactly this identification number, or once with it.

        The number of a duplicate finds the person to whom it was joined.
        """
        index = number_index(self.sealing, kind, number)
        row = self.context.database.one(_BY_NUMBER, kind=kind, number=index)
        return self._formerly(kind, number) if row is None else row.subject_id

    def _formerly(self, kind: SubjectKind, number: str) -> Id | None:
        """The subject with this number as that of a duplicate."""
        index = former_index(self.sealing, kind, number)
        row = self.context.database.one(_BY_KEY, name=KeyName.FORMER_NUMBER, index=index)
        return None if row is None else row.subject_id

    def by_key(self, name: KeyName, value: str) -> Id | None:
        """The subject that came with this key (`newcomers.NewSubject`), in whatever spelling."""
        return self._with_key(self._key_row(None, name, canonical_number(value)))

    def by_document(self, kind: str, number: str) -> Id | None:
        """Who has this passport or travel document; `number` as `FRA:00XX00003`, its country first.

        `kind`: `passport` or `travel_document`.
        """
        country, _, digits = number.partition(":")
        value = f"{country}:{kind}:{canonical_number(digits)}"
        return self._with_key(self._key_row(None, KeyName.TRAVEL_DOCUMENT, value))

    def _with_key(self, key: Mapping[str, Any]) -> Id | None:
        """The subject of a row of `key_rows`, by its name and index."""
        row = self.context.database.one(_BY_KEY, name=key["name"], index=key["value_index"])
        return None if row is None else row.subject_id

    def key_rows(self, subject_id: Id, new: NewSubject) -> list[dict[str, Any]]:
        """The rows by which a subject is found besides its number, however it is registered.

        A number that this system assigned is one of them, so that it is never assigned again.
        """
        keys: dict[KeyName, str] = dict(new.keys)
        number = new.data[NUMBER_OF[new.kind]]
        if number.source is Source.SYSTEM and new.kind in ASSIGNED:
            keys[ASSIGNED[new.kind]] = str(number.value)
        return [self._key_row(subject_id, name, value) for name, value in keys.items()]

    def _key_row(self, subject_id: Id | None, name: KeyName, value: str) -> dict[str, Any]:
        """`value` is in its one spelling."""
        index = key_index(self.sealing, name, value)
        return {"name": name, "value_index": index, "subject_id": subject_id}

    def rekey(self, subject_id: Id, name: KeyName, value: str, *, before: str | None) -> None:
        """Another value of a key, each in its one spelling; joins the transaction of the caller.

        The keys of its duplicates stay, and `value` may be one of them. Raises IntegrityError where
        it is another subject's.
        """
        database, row = self.context.database, self._key_row(subject_id, name, value)
        if before is not None:
            index = key_index(self.sealing, name, before)
            database.execute(_DROP_KEY, subject=subject_id, name=name, index=index)
        if self._with_key(row) != subject_id:
            database.execute(_ADD_KEY, **row)

    def identity(self, subject_id: Id) -> Identity:
        """The identity in clear, in memory only. Raises LookupError for an unknown subject."""
        row = self.context.database.one(_OPEN, subject_id=subject_id)
        if row is None:
            raise LookupError("no such subject")
        return self.opened(row)

    def record(self, subject_id: Id) -> SubjectRecord:
        """The identity, what will hold later, and the acts of registration. Raises LookupError."""
        row = self.context.database.one(_OPEN, subject_id=subject_id)
        acts = self.context.database.one(_ACTS, subject=subject_id)
        if row is None or acts is None:
            raise LookupError("no such subject")
        data, later = self.scheduled(row)
        identity = Identity(subject_id, SubjectKind(row.kind), data)
        return SubjectRecord(
            identity, later, acts.registered_at, acts.matched_source, acts.matched_at
        )

    def opened(self, row: SealedIdentity) -> Identity:
        """The identity in a row of SEALED."""
        return Identity(row.subject_id, SubjectKind(row.kind), self.scheduled(row)[0])

    def scheduled(
        self, row: SealedIdentity
    ) -> tuple[dict[str, Datum], tuple[ScheduledChange, ...]]:
        """The data in a row of SEALED as they hold now, and what will change them later."""
        context = f"{_IDENTITY_CONTEXT}:{row.subject_id}"
        text = self.sealing.open(row.data_key, row.identity_sealed, context=context)
        return deserialize_scheduled(text, self.context.clock.now())

    def amend(
        self, subject_id: Id, data: Mapping[str, Datum | None], *, from_then: datetime
    ) -> None:
        """Set data from an instant on, and `updated_at`; None removes one.

        A scheduled change of the same data is cancelled. Joins the transaction of the caller, who
        has locked the account. Raises LookupError for an unknown subject.
        """
        row = self.context.database.one(_OPEN, subject_id=subject_id)
        if row is None:
            raise LookupError("no such subject")
        context = f"{_IDENTITY_CONTEXT}:{subject_id}"
        text = self.sealing.open(row.data_key, row.identity_sealed, context=context)
        told = Datum(int(from_then.timestamp()), Source.SYSTEM, from_then.date())
        changed = amended(
            text, {**data, "updated_at": told}, from_then=from_then, now=self.context.clock.now()
        )
        sealed = self.sealing.seal(row.data_key, changed, context=context)
        self.context.database.execute(_AMEND, subject=subject_id, sealed=sealed)
        if SAID_BY & data.keys():
            present, later = deserialize_scheduled(changed, self.context.clock.now())
            terms = name_terms(self.sealing, present, later)
            replace_name_rows(self.context.database, subject_id, terms)

    def erase(self, subject_id: Id) -> None:
        """Destroy the key of a person with what is on record of them, and free their number.

        The subject stays as an id. Joins the transaction of the caller, who has locked the account.
        """
        database = self.context.database
        database.execute(_FORGET_CONTACTS, subject=subject_id)
        database.execute(_FORGET_IDENTITY, subject=subject_id)
        forget_name_rows(database, subject_id)
        nothing = self.sealing.blind_index("erased", new_id())
        database.execute(_FREE_NUMBER, subject=subject_id, nothing=nothing)
        database.execute(_FREE_KEYS, subject=subject_id)
        database.execute(_KEEP_ASSIGNED, subject=subject_id, nobody=new_id())

    def renumber(self, subject_id: Id, number: Datum) -> Refused | None:
        """Another identification number, by its registry; the subject stays the same (D3.1).

        It may be one that the subject had before. Joins the transaction of the caller. Refused:
        IDENTITY_EXISTS where another has it, of this kind or of one that has no number of it.
        Raises IntegrityError where another gets it now.
        """
        kind, value = self.identity(subject_id).kind, str(number.value)
        found = {self.of_kind(each, value) for each in (kind, *NOT_TOO[kind])}
        if found - {None, subject_id}:
            return Refused(Reason.IDENTITY_EXISTS)
        former = former_index(self.sealing, kind, value)
        self.context.database.execute(_DROP_FORMER, subject=subject_id, index=former)
        index = number_index(self.sealing, kind, value)
        self.context.database.execute(_RENUMBER, subject=subject_id, number=index)
        told = {NUMBER_OF[kind]: number}
        self.amend(subject_id, told, from_then=self.context.clock.now())
        return None

    def seal(self, subject_id: Id, text: str, *, context: str) -> bytes:
        """Text sealed under the person's key and bound to `context`."""
        return self.sealing.seal(self.data_key(subject_id), text, context=context)

    def open(self, subject_id: Id, sealed: bytes, *, context: str) -> str:
        """The text that `seal` sealed for the same person and context."""
        return self.sealing.open(self.data_key(subject_id), sealed, context=context)

    def keys_of(self, subject_ids: Collection[Id]) -> KeysOfSome:
        """Seals and opens texts of these people with one read of all their keys that there are."""
        rows = self.context.database.all(_DATA_KEYS, subjects=list(subject_ids))
        return KeysOfSome(self.sealing, {row.subject_id: bytes(row.data_key) for row in rows})

    def dated(self, data: Mapping[str, Datum]) -> dict[str, Datum]:
        """The data and when they were recorded here."""
        now = self.context.clock.now()
        recorded = Datum(int(now.timestamp()), Source.SYSTEM, now.date())
        return {"updated_at": recorded, **data}

    def _added(self, identity: Identity) -> bool:
        """Whether the subject was new; two registrations of one number race for one row.

        Whether the number is that of a duplicate is read after it: a join that was waited for gave
        the number up, and made it the former one of somebody.
        """
        new = self.context.database.execute(
            _ADD_SUBJECT,
            subject_id=identity.subject_id,
            kind=identity.kind,
            number_index=number_index(self.sealing, identity.kind, identity.number),
            registered_at=self.context.clock.now(),
            matched_source=None,
            matched_at=None,
        )
        if new and self._formerly(identity.kind, identity.number) is not None:
            self.context.database.execute(_TAKE_BACK, subject=identity.subject_id)
            return False
        if new:
            self._add_identity(identity)
        return new == 1

    def _add_identity(self, identity: Identity) -> None:
        data_key = self.sealing.new_data_key()
        self.context.database.execute(_ADD_IDENTITY, **self.identity_row(identity, data_key))
        found_by = {identity.subject_id: name_terms(self.sealing, identity.data)}
        insert_name_rows(self.context.database, found_by)
        now = self.context.clock.now()
        # No register vouches for a contact that its person proved by a code: it is bound at what
        # was shown in that ceremony.
        most = LEAST if identity.kind is SubjectKind.PERSON else MOST
        for each in registered_contacts(identity.subject_id, identity.data, now, most=most):
            self.context.database.execute(_ADD_CONTACT, **contact_row(each, self.sealing, data_key))

    def identity_row(self, identity: Identity, data_key: bytes) -> dict[str, Any]:
        """The row of an identity, sealed under its person's wrapped key."""
        context = f"{_IDENTITY_CONTEXT}:{identity.subject_id}"
        sealed = self.sealing.seal(data_key, serialize(identity.data), context=context)
        return {
            "subject_id": identity.subject_id,
            "data_key": data_key,
            "identity_sealed": sealed,
        }

    def data_key(self, subject_id: Id) -> bytes:
        """The wrapped key of this person, for several calls. Raises LookupError."""
        row = self.context.database.one(_DATA_KEY, subject_id=subject_id)
        if row is None:
            raise LookupError("no such subject")
        return bytes(row.data_key)


def number_index(sealing: Sealing, kind: SubjectKind, number: str) -> bytes:
    """The blind index (32 bytes) of an identification number, by which its subject is found."""
    return sealing.blind_index(f"{kind}_number", number)


def key_index(sealing: Sealing, name: KeyName, value: str) -> bytes:
    """The blind index (32 bytes) of a key in its one spelling."""
    return sealing.blind_index(f"subject_key_{name}", value)


def former_index(sealing: Sealing, kind: SubjectKind, number: str) -> bytes:
    """The blind index (32 bytes) of the number of a duplicate, by which its person is found."""
    return key_index(sealing, KeyName.FORMER_NUMBER, f"{kind}:{number}")


def _last(joined: Id, to: Mapping[Id, Id]) -> Id:
    """The end of a chain of joins."""
    while joined in to:
        joined = to[joined]
    return joined
