"""Create, activate, lock and find accounts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, delete, select, update

from idp.access.powers import Power
from idp.accounts.domain import (
    CURRENT_TERMS,
    NEVER,
    WARDS,
    Account,
    AccountState,
    AccountStatus,
    GuardedPeriod,
    GuardianReason,
    StoredAccount,
    account_from,
    acts_alone,
    alone_from,
    canonical,
    guarded_periods,
    sign_in_refusal,
)
from idp.accounts.eligibility import level_refusal
from idp.accounts.identifiers import is_identifier
from idp.accounts.shown_documents import DocumentData, is_document_of
from idp.accounts.tables import ACCOUNT
from idp.casework.permissions import Permissions
from idp.casework.typed_texts import TypedTexts
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.service import NO_FACTS
from idp.kernel.actors import Actor, System
from idp.kernel.clock import civil_day, instant_of
from idp.kernel.ids import Id, is_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import IdColumn, Prepared, insert_new, prefixed
from idp.platform.sealing import Sealing
from idp.subjects.domain import ContactKind, Identity, SubjectKind, canonical_number
from idp.subjects.service import Subjects, kind_of_subject

_NUMBER_CONTEXT: Final = "identity_number"
_NATURAL: Final = tuple(each for each in SubjectKind if each is not SubjectKind.ORGANISATION)
_CONTEXT: Final = "username"
_ADD: Final = insert_new(ACCOUNT)
_STORED: Final = select(*(ACCOUNT.c[name] for name in StoredAccount._fields))
_OF: Final = Prepared(_STORED.where(ACCOUNT.c.subject_id == bindparam("subject_id")), StoredAccount)
_ERASE: Final = delete(ACCOUNT).where(ACCOUNT.c.subject_id == bindparam("subject"))
_BY_USERNAME: Final = _STORED.where(ACCOUNT.c.username_key == bindparam("key"))
ACCOUNT_STATUS: Final = select(
    ACCOUNT.c.subject_id,
    ACCOUNT.c.state,
    ACCOUNT.c.level,
    ACCOUNT.c.guarded,
    ACCOUNT.c.security_stamp,
    ACCOUNT.c.sub_aliased,
    kind_of_subject(ACCOUNT.c.subject_id).label("kind"),
).subquery("standing")
"""A relation other slices may join in a hot read; `status_from` reads its row."""

ACCOUNT_COLUMNS: Final = tuple(prefixed(ACCOUNT_STATUS, "account_"))
"""Its columns for a joined read: the part `account` of a row."""

SIGNS_IN: Final = ACCOUNT_STATUS.c.kind != SubjectKind.ORGANISATION
"""Of a row of ACCOUNT_STATUS: what `domain.sign_in_refusal` says of it is None."""

GUARDED: Final = select(ACCOUNT.c.subject_id, ACCOUNT.c.guarded).subquery("guarded")
"""A relation to join: why the person of an account does not use it alone."""

NAMES: Final = select(ACCOUNT.c.subject_id, ACCOUNT.c.username_key).subquery("name")
"""A relation to join: the account of a user name, by `Accounts.username_key`."""


class StoredStatus(NamedTuple):
    """A row of ACCOUNT_STATUS, which `Accounts.status_from` reads."""

    subject_id: Id
    state: str
    level: int | None
    guarded: str | None
    security_stamp: int
    sub_aliased: bool
    kind: str


_STATUS: Final = Prepared(
    select(ACCOUNT_STATUS).where(ACCOUNT_STATUS.c.subject_id == bindparam("subject_id")),
    StoredStatus,
)
_STATUSES: Final = select(ACCOUNT_STATUS).where(
    ACCOUNT_STATUS.c.subject_id.in_(bindparam("subjects", type_=IdColumn, expanding=True))
)
_ACTIVATED: Final = select(ACCOUNT.c.activated_at).where(
    ACCOUNT.c.subject_id == bindparam("subject")
)
BY_REGISTRY: Final = frozenset({"D8.1", "D8.2"})
"""The rules by which an account is locked and unlocked without anybody's decision."""
_BY_AGE_RULE: Final = System(rule="D14.2-1")
_GUARDIANSHIPS: Final = 10
"""How many of a person are looked back at."""
_BEFORE_ALL: Final[Id] = "00000000-0000-0000-0000-000000000000"
_IS_WARD: Final = ACCOUNT.c.guarded.is_not_distinct_from(GuardianReason.WARD)
_BY_AGE: Final = (
    select(ACCOUNT.c.subject_id)
    .where(ACCOUNT.c.guarded == GuardianReason.BY_AGE, ACCOUNT.c.subject_id > bindparam("after"))
    .order_by(ACCOUNT.c.subject_id)
    .limit(bindparam("limit"))
)
_NO_LOCK: Final = dict.fromkeys(("lock_ground", "lock_body", "lock_remedy", "locked_at"))


@dataclass(frozen=True)
class Accounts:
    context: ServiceContext
    subjects: Subjects
    sealing: Sealing
    permissions: Permissions

    def create(
        self, subject_id: Id, *, username: str, level: int | None, actor: Actor
    ) -> Account | Refused:
        """Create and bind the account: the last two of the four acts of identification (D3.3).

        Refused: MATCH_MISSING before the identity was matched, STATE_ALREADY_HOLDS for a second
        account, USERNAME_TAKEN, USERNAME_IS_IDENTIFIER for a user name that reads as a number, also
        of an account, or a contact; as `level_refusal`. Raises ValueError for a user name without
        characters.
        """
        if not canonical(username):
            raise ValueError("a user name needs characters")
        if is_identifier(username):
            return Refused(Reason.USERNAME_IS_IDENTIFIER)
        with self.context.database.transaction():
            self.subjects.lock(subject_id)
            if not self.subjects.matched(subject_id):
                return Refused(Reason.MATCH_MISSING)
            identity = self.subjects.identity(subject_id)
            born = identity.data.get("birthdate")
            refused = level_refusal(
                identity.kind,
                level,
                None if born is None else str(born.value),
                on=civil_day(self.context.clock.now()),
            )
            if refused is not None:
                return Refused(refused)
            acts = (EventType.ACCOUNT_CREATED, EventType.IDENTITY_BOUND)
            return self._create(subject_id, username, level, acts, actor)

    def create_own(self, subject_id: Id, *, username: str, actor: Actor) -> Account | Refused:
        """Create the account that a person makes of their own (Art. 9(4)), of level 1.

        No register was compared and no identity is bound: the person alone vouches for the data.
        The contact that they proved may be the user name, and no other identifier. Refused as
        `create`; UNKNOWN_SUBJECT_KIND of anybody who came in otherwise.
        """
        identity = self.subjects.identity(subject_id)
        if identity.kind is not SubjectKind.PERSON:
            return Refused(Reason.UNKNOWN_SUBJECT_KIND)
        if is_identifier(username) and canonical(username) not in _proven_contacts(identity):
            return Refused(Reason.USERNAME_IS_IDENTIFIER)
        with self.context.database.transaction():
            return self._create(subject_id, username, 1, (EventType.ACCOUNT_CREATED,), actor)

    def activate(self, subject_id: Id, *, terms_version: str, actor: Actor) -> Account | Refused:
        """Activate: the person accepts the current terms (D4.7).

        Refused: TERMS_NOT_ACCEPTED, ACCOUNT_LOCKED (also of a duplicate that was joined to another
        subject), STATE_ALREADY_HOLDS, NOT_FOUND.
        """
        if terms_version != CURRENT_TERMS:
            return Refused(Reason.TERMS_NOT_ACCEPTED)
        now = self.context.clock.now()
        with self.context.database.transaction():
            if self.subjects.joined_to(subject_id) is not None:
                return Refused(Reason.ACCOUNT_LOCKED)
            changed = self._change(
                subject_id,
                ACCOUNT.c.state == AccountState.GRANTED,
                state=AccountState.ACTIVE,
                activated_at=now,
                terms_version=terms_version,
                terms_accepted_at=now,
            )
            if not changed:
                return Refused(self._refusal(subject_id))
            facts = {"terms_version": terms_version}
            self._record(EventType.ACCOUNT_ACTIVATED, subject_id, actor=actor, facts=facts)
            return self._kept(subject_id)

    def raise_level(self, subject_id: Id, level: int, *, actor: Actor) -> Account | Refused:
        """Raise the level of registration, after an application was granted (Art. 10).

        Joins the transaction of the caller, who has matched the person. Refused:
        STATE_ALREADY_HOLDS at this level or a higher one, ACCOUNT_LOCKED, NOT_FOUND; as
        `level_refusal`.
        """
        identity = self.subjects.identity(subject_id)
        born = identity.data.get("birthdate")
        today = civil_day(self.context.clock.now())
        said = None if born is None else str(born.value)
        refused = level_refusal(identity.kind, level, said, on=today)
        if refused is not None:
            return Refused(refused)
        lower = (ACCOUNT.c.level < level) & (ACCOUNT.c.state != AccountState.LOCKED)
        if not self._change(subject_id, lower, level=level):
            return Refused(self._refusal(subject_id))
        self._record(
            EventType.ACCOUNT_LEVEL_RAISED, subject_id, actor=actor, facts={"level": level}
        )
        return self._kept(subject_id)

    def lock(
        self, subject_id: Id, *, ground: str, body: str, remedy: str, actor: Actor
    ) -> Account | Refused:
        """Lock on a ground, by decision of a body, or by what a registry says (D8.1-2, D8.2-2).

        Pending things and sessions end, also after an unlock. Refused: as `Permissions.strict`,
        STATE_ALREADY_HOLDS, NOT_FOUND.
        """
        refused = self._lock_refusal(actor, Power.ACCOUNT_LOCK, subject_id)
        if refused is not None:
            return Refused(refused)
        with self.context.database.transaction():
            changed = self._change(
                subject_id,
                ACCOUNT.c.state != AccountState.LOCKED,
                state=AccountState.LOCKED,
                lock_ground=ground,
                lock_body=body,
                lock_remedy=remedy,
                locked_at=self.context.clock.now(),
                security_stamp=ACCOUNT.c.security_stamp + 1,
            )
            if not changed:
                return Refused(self._already(subject_id))
            typed = TypedTexts(self.subjects).keep(subject_id, ground)
            facts = {"ground": typed, "body": body}
            self._record(EventType.ACCOUNT_LOCKED, subject_id, actor=actor, facts=facts)
            return self._kept(subject_id)

    def unlock(self, subject_id: Id, *, actor: Actor) -> Account | Refused:
        """Unlock: restore the former state.

        Refused as `lock`; IDENTITY_EXISTS of a duplicate that was joined to another subject.
        """
        refused = self._lock_refusal(actor, Power.ACCOUNT_UNLOCK, subject_id)
        if refused is not None:
            return Refused(refused)
        if self.subjects.joined_to(subject_id) is not None:
            return Refused(Reason.IDENTITY_EXISTS)
        before = case(
            (ACCOUNT.c.activated_at.is_(None), AccountState.GRANTED), else_=AccountState.ACTIVE
        )
        with self.context.database.transaction():
            locked = ACCOUNT.c.state == AccountState.LOCKED
            if not self._change(subject_id, locked, state=before, **_NO_LOCK):
                return Refused(self._already(subject_id))
            self._record(EventType.ACCOUNT_UNLOCKED, subject_id, actor=actor)
            return self._kept(subject_id)

    def place_under_guardian(
        self, subject_id: Id, *, body: str, actor: Actor, told: Mapping[str, Any] = NO_FACTS
    ) -> Refused | None:
        """Record that the person is a ward or represented, as was decided (D14.2, X9.1).

        From then on the account cannot be used until a guardian confirms. `told`: facts for the
        history. It asks no power: two officers decided it in a case. Refused: UNKNOWN_SUBJECT_KIND
        of an organisation, STATE_ALREADY_HOLDS, NOT_FOUND.
        """
        happening, facts = EventType.GUARDIANSHIP_RECORDED, {**told, "body": body}
        return self._guard(subject_id, GuardianReason.WARD, happening, facts, actor)

    def place_with_account(self, subject_id: Id, *, body: str, actor: Actor) -> bool:
        """As `place_under_guardian`, by what two officers decided before; True for a change.

        Joins the transaction of the caller, who ends sessions and grants.
        """
        if not self._change(subject_id, ~_IS_WARD, guarded=GuardianReason.WARD):
            return False
        self._record(EventType.GUARDIANSHIP_RECORDED, subject_id, actor=actor, facts={"body": body})
        return True

    def end_guardianship(
        self, subject_id: Id, *, body: str, actor: Actor, told: Mapping[str, Any] = NO_FACTS
    ) -> Refused | None:
        """The guardianship ended; a person under 14 still needs a guardian. As above."""
        happening, facts = EventType.GUARDIANSHIP_ENDED, {**told, "body": body}
        return self._guard(subject_id, GuardianReason.BY_AGE, happening, facts, actor)

    def follow_register(self, subject_id: Id, *, ward: bool, body: str, actor: Actor) -> bool:
        """Whether the person is a ward or represented, as a register says now; True for a change.

        What a body recorded stays until that body ends it. Joins the transaction of the caller, who
        ends sessions and grants where somebody becomes a ward.
        """
        mine = ACCOUNT.c.guarded.is_not_distinct_from(GuardianReason.REGISTERED_WARD)
        if ward:
            changed, happening = ~(mine | _IS_WARD), EventType.GUARDIANSHIP_RECORDED
            guarded = GuardianReason.REGISTERED_WARD
        else:
            changed, happening = mine, EventType.GUARDIANSHIP_ENDED
            guarded = GuardianReason.BY_AGE
        if not self._change(subject_id, changed, guarded=guarded):
            return False
        self._record(happening, subject_id, actor=actor, facts={"body": body})
        return True

    def erase(self, subject_id: Id) -> None:
        """Delete the account, which frees its user name.

        Joins the transaction of the caller, who has locked it and ended what it had.
        """
        self.context.database.execute(_ERASE, subject=subject_id)

    def was_used(self, subject_id: Id) -> bool:
        """Whether the account was ever activated: only then did a relying party learn a `sub`."""
        row = self.context.database.one(_ACTIVATED, subject=subject_id)
        return row is not None and row.activated_at is not None

    def is_ward(self, subject_id: Id) -> bool:
        """Whether a body recorded, or a register says, that the person is a ward or represented."""
        return self._guarded_as(subject_id) in WARDS

    def is_ward_by_body(self, subject_id: Id) -> bool:
        """Whether a body recorded it, which ends where that body says so."""
        return self._guarded_as(subject_id) == GuardianReason.WARD

    def _guarded_as(self, subject_id: Id) -> str | None:
        row = self.context.database.one(_STATUS, subject_id=subject_id)
        return None if row is None else row.guarded

    def note_aliases(self, subject_id: Id, *, aliased: bool) -> None:
        """Record whether a party knows the person by the `sub` of another registration.

        Joins the transaction of the caller, who has locked the account.
        """
        self._change(subject_id, ACCOUNT.c.sub_aliased.is_not(aliased), sub_aliased=aliased)

    def set_locale(self, subject_id: Id, locale: str, *, actor: Actor) -> None:
        """Remember the language the person wants to be addressed in."""
        with self.context.database.transaction():
            if self._change(subject_id, ACCOUNT.c.locale.is_distinct_from(locale), locale=locale):
                facts = {"locale": locale}
                self._record(EventType.LANGUAGE_CHOSEN, subject_id, actor=actor, facts=facts)

    def locale_of(self, subject_id: Id) -> str | None:
        """The language the person chose for letters, if any."""
        row = self.context.database.one(_OF, subject_id=subject_id)
        return None if row is None else row.locale

    def has_account(self, subject_id: Id) -> bool:
        """Whether there is an account of this person, in whatever state."""
        return self.status_of(subject_id) is not None

    def username_key(self, text: str) -> bytes:
        """The key of a user name, known or not, for counting tries; equal for equal names."""
        return self.sealing.blind_index(_CONTEXT, canonical(text))

    def by_username(self, text: str) -> Account | None:
        """The account of a user name, in one read for known and unknown names."""
        row = self.context.database.one(_BY_USERNAME, key=self.username_key(text))
        return None if row is None else account_from(StoredAccount(*row), canonical(text))

    def found(self, text: str) -> Id | None:
        """The person with an account and exactly this id, user name or identification number.

        A number that two persons of different kinds have finds neither: their user names do.
        """
        if is_id(text):
            return None if self.by_subject(text) is None else text
        account = self.by_username(text)
        if account is not None:
            return account.subject_id
        numbered = [
            each for each in self.subjects.by_number(text) if self.by_subject(each) is not None
        ]
        return numbered[0] if len(numbered) == 1 else None

    def with_key(self, key: bytes) -> Id | None:
        """Who signs in by the name with this `username_key`: None of an organisation (X6.1)."""
        row = self.context.database.one(_BY_USERNAME, key=key)
        found: Id | None = None if row is None else row.subject_id
        if found is None or sign_in_refusal(self.status_of(found)) is not None:
            return None
        return found

    def by_subject(self, subject_id: Id) -> Account | None:
        row = self.context.database.one(_OF, subject_id=subject_id)
        if row is None:
            return None
        return account_from(
            row, self.subjects.open(subject_id, row.username_sealed, context=_CONTEXT)
        )

    def is_organisation(self, subject_id: Id) -> bool:
        """Whether an organisation has this id: it has no guardian, and its people act for it."""
        return self.subjects.is_organisation(subject_id)

    def is_self_made(self, subject_id: Id) -> bool:
        """Whether this person made their account of their own, on their word alone."""
        return self.subjects.is_self_declared(subject_id)

    def holder(self, username: str, number: str) -> Account | None:
        """The account of a user name; of an empty one, that of the number on a document.

        A number that two persons of different kinds have finds neither: their user names do. An
        organisation shows no document, so its number finds nobody.
        """
        if username:
            return self.by_username(username)
        numbered = (self.subjects.of_kind(kind, number.strip()) for kind in _NATURAL)
        every = [self.by_subject(each) for each in numbered if each is not None]
        found = [each for each in every if each is not None]
        return found[0] if len(found) == 1 else None

    def registered(self, subject_id: Id) -> dict[str, str]:
        """The identity of the person in the register, to be compared with a document they show."""
        identity = self.subjects.identity(subject_id)
        said = {
            name: str(identity.data[name].value)
            for name in ("name", "birthdate")
            if name in identity.data
        }
        return {**said, "number": identity.number}

    def why_not_of(self, subject_id: Id, shown: DocumentData) -> Reason | None:
        """Why a document is not this person's: MATCH_MISSING, as the register says something else.

        IDENTITY_NOT_EXAMINED where the person alone said who they are: that is no register.
        """
        if self.is_self_made(subject_id):
            return Reason.IDENTITY_NOT_EXAMINED
        same = is_document_of(self.registered(subject_id), shown)
        return None if same else Reason.MATCH_MISSING

    def known_words(self, account: Account) -> tuple[str, ...]:
        """What others know of a person, which a password or PIN must not contain."""
        data = self.subjects.identity(account.subject_id).data.values()
        known = (datum.value for datum in data if isinstance(datum.value, str))
        return (account.username, *known)

    def identity_index(self, subject_id: Id) -> bytes:
        """The blind index (32 bytes) of a person's identification number, in any spelling.

        A person who is registered twice, as a foreigner and later as a citizen, has one.
        """
        number = canonical_number(self.subjects.identity(subject_id).number)
        return self.sealing.blind_index(_NUMBER_CONTEXT, number)

    def status_of(self, subject_id: Id) -> AccountStatus | None:
        """State, level of registration and whether the person acts alone."""
        row = self.context.database.one(_STATUS, subject_id=subject_id)
        return None if row is None else self.status_from(row)

    def statuses_of(self, subject_ids: Collection[Id]) -> dict[Id, AccountStatus]:
        """The same of several, in one read and one more for each who may be under 14."""
        if not subject_ids:
            return {}
        rows = self.context.database.all(_STATUSES, subjects=sorted(subject_ids))
        return {row.subject_id: self.status_from(StoredStatus(*row)) for row in rows}

    def active_among(self, subject_ids: Collection[Id]) -> frozenset[Id]:
        """Those of the subjects whose account is active, in one read."""
        if not subject_ids:
            return frozenset()
        rows = self.context.database.all(_STATUSES, subjects=sorted(subject_ids))
        return frozenset(row.subject_id for row in rows if row.state == AccountState.ACTIVE)

    def status_from(self, row: StoredStatus) -> AccountStatus:
        """The status in a row of ACCOUNT_STATUS.

        One read more for who may be under 14, and nothing is ever written: hot paths call this, and
        some hold other rows. `end_guardianship_by_age` is what keeps the answer.
        """
        organisation = row.kind == SubjectKind.ORGANISATION
        status = AccountStatus(
            row.subject_id,
            AccountState(row.state),
            None if organisation else row.level,  # A process of an earlier release gave it one.
            security_stamp=row.security_stamp,
            sub_aliased=row.sub_aliased,
            is_organisation=organisation,
        )
        if row.guarded is None:
            return status
        if row.guarded != GuardianReason.BY_AGE:
            return replace(status, alone_from=NEVER)
        return replace(status, alone_from=self.fourteen_from(row.subject_id))

    def guarded_by_age(self, *, after: Id | None, limit: int) -> list[Id]:
        """Accounts whose persons may be under 14, in the order of their ids."""
        rows = self.context.database.all(_BY_AGE, after=after or _BEFORE_ALL, limit=limit)
        return [row.subject_id for row in rows]

    def end_guardianship_by_age(self, subject_id: Id) -> bool:
        """End the guardianship by age, if the person is old enough; False otherwise."""
        day = self.fourteen_from(subject_id)
        if day is not None and civil_day(self.context.clock.now()) < day:
            return False
        with self.context.database.transaction():
            grown = self._change(
                subject_id, ACCOUNT.c.guarded == GuardianReason.BY_AGE, guarded=None
            )
            if grown:
                facts = {"from": None if day is None else day.isoformat()}
                self._record(EventType.ACTS_ALONE, subject_id, actor=_BY_AGE_RULE, facts=facts)
            return grown

    def _lock_refusal(self, actor: Actor, power: Power, subject_id: Id) -> Reason | None:
        """No power is asked of a registry: its signed answer was verified by who calls."""
        if isinstance(actor, System) and actor.rule in BY_REGISTRY:
            return None
        return self.permissions.strict(actor, power, about=subject_id)

    def _guard(
        self,
        subject_id: Id,
        guarded: GuardianReason,
        happening: EventType,
        facts: Mapping[str, Any],
        actor: Actor,
    ) -> Refused | None:
        if self.is_organisation(subject_id):
            return Refused(Reason.UNKNOWN_SUBJECT_KIND)
        changes = ~_IS_WARD if guarded is GuardianReason.WARD else _IS_WARD
        with self.context.database.transaction():
            if not self._change(subject_id, changes, guarded=guarded):
                return Refused(self._already(subject_id))
            self._record(happening, subject_id, actor=actor, facts=facts)
        return None

    def note_age(self, subject_id: Id) -> None:
        """Record that the person of an account may be under 14; the birth date is not stored.

        Of a new account, and where the birth date changed; joins the transaction of the caller.
        """
        day = self.fourteen_from(subject_id)
        if day is not None and civil_day(self.context.clock.now()) < day:
            self._change(subject_id, ACCOUNT.c.guarded.is_(None), guarded=GuardianReason.BY_AGE)

    def fourteen_from(self, subject_id: Id) -> date | None:
        """The 14th birthday by the register; None for an organisation, which has no age."""
        return fourteenth_birthday(self.subjects.identity(subject_id))

    def alone_since(self, subject_id: Id) -> datetime | None:
        """Since when the person acts alone: the 14th birthday, or the end of a guardianship later.

        None of an organisation, and of a person who does not act alone by now.
        """
        day, status = self.fourteen_from(subject_id), self.status_of(subject_id)
        if day is None or status is None or not acts_alone(status, self.context.clock.now()):
            return None
        ended = self.context.history.last(subject_id, EventType.GUARDIANSHIP_ENDED)
        grown = instant_of(day)
        return grown if ended is None else max(grown, ended.happened_at)

    def of_age_since(self, subject_id: Id) -> datetime | None:
        """The midnight (Viet Nam) that began the 14th birthday; None before it, or if unknown."""
        day = self.fourteen_from(subject_id)
        if day is None or civil_day(self.context.clock.now()) < day:
            return None
        return instant_of(day)

    def guarded_periods(self, subject_id: Id) -> tuple[GuardedPeriod, ...]:
        """While others chose for the person: as a child, and under each guardianship that is over.

        Of the last ten guardianships, by the history, which is kept for years. None while one runs.
        """
        history, limit = self.context.history, _GUARDIANSHIPS
        found = history.newest(subject_id, EventType.GUARDIANSHIP_RECORDED, limit=limit)
        begun = [each.happened_at for each in found]
        found = history.newest(subject_id, EventType.GUARDIANSHIP_ENDED, limit=limit)
        ended = [each.happened_at for each in found]
        since = self.of_age_since(subject_id)
        return guarded_periods(begun, ended, of_age_since=since)

    def sealed_username(self, data_key: bytes, username: str) -> bytes:
        """A canonical user name, sealed under the person's wrapped key."""
        return self.sealing.seal(data_key, username, context=_CONTEXT)

    def _create(
        self,
        subject_id: Id,
        username: str,
        level: int | None,
        acts: Iterable[EventType],
        actor: Actor,
    ) -> Account | Refused:
        if not self._added(subject_id, canonical(username), level):
            mine = self.context.database.one(_STATUS, subject_id=subject_id)
            return Refused(Reason.STATE_ALREADY_HOLDS if mine else Reason.USERNAME_TAKEN)
        self.note_age(subject_id)
        for happening in acts:
            self._record(happening, subject_id, actor=actor, facts={"level": level})
        return self._kept(subject_id)

    def _added(self, subject_id: Id, username: str, level: int | None) -> bool:
        nothing_yet = dict.fromkeys(column.name for column in ACCOUNT.c)
        row = {
            **nothing_yet,
            "subject_id": subject_id,
            "username_key": self.username_key(username),
            "username_sealed": self.subjects.seal(subject_id, username, context=_CONTEXT),
            "level": level,
            "state": AccountState.GRANTED,
            "created_at": self.context.clock.now(),
            "security_stamp": 0,
            "sub_aliased": False,
        }
        return self.context.database.execute(_ADD, **row) == 1

    def _change(self, subject_id: Id, condition: ColumnElement[bool], **values: object) -> bool:
        with self.context.database.transaction():
            mine = update(ACCOUNT).where(ACCOUNT.c.subject_id == subject_id, condition)
            return self.context.database.execute(mine.values(**values)) == 1

    def _kept(self, subject_id: Id) -> Account:
        account = self.by_subject(subject_id)
        if account is None:
            raise LookupError("no account")
        return account

    def _already(self, subject_id: Id) -> Reason:
        """Why a change touched no row."""
        if self.context.database.one(_STATUS, subject_id=subject_id) is not None:
            return Reason.STATE_ALREADY_HOLDS
        return Reason.NOT_FOUND

    def _refusal(self, subject_id: Id) -> Reason:
        row = self.context.database.one(_STATUS, subject_id=subject_id)
        if row is not None and row.state == AccountState.LOCKED:
            return Reason.ACCOUNT_LOCKED
        return self._already(subject_id)

    def _record(
        self,
        happening: EventType,
        subject_id: Id,
        *,
        actor: Actor,
        facts: Mapping[str, Any] = NO_FACTS,
    ) -> None:
        self.context.history.append(happening, subject_id=subject_id, actor=actor, facts=facts)


def _proven_contacts(identity: Identity) -> set[str]:
    """The address and the number that an identity came with and that were proven, canonical."""
    data = identity.data
    return {
        canonical(str(data[kind.value].value))
        for kind in ContactKind
        if kind.value in data and kind.verified in data and data[kind.verified].value is True
    }


def fourteenth_birthday(identity: Identity) -> date | None:
    """The 14th birthday by the register; None for an organisation, which has no age."""
    if identity.kind is SubjectKind.ORGANISATION:
        return None
    born = identity.data.get("birthdate")
    return NEVER if born is None else alone_from(born.value)
