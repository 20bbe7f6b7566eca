"""Token families: one row for all tokens from one code, rotated by one conditional write."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, bindparam, case, func, insert, or_, select, update

from idp.accounts.service import ACCOUNT_COLUMNS, ACCOUNT_STATUS, StoredStatus
from idp.consent.service import CONSENT_COLUMNS, StoredConsent, with_live_consent
from idp.kernel.clock import Clock, civil_midnight
from idp.kernel.ids import Id
from idp.platform.database import Database, IdColumn, Instant, Prepared, Row, prefixed, purge
from idp.subjects.service import IDENTITY_COLUMNS, SEALED, SealedIdentity, Subjects
from idp.tokens.domain.grant import MATCHES, Grant, Granted, granted_from, granted_of, to_document
from idp.tokens.domain.lifetimes import CODE_REPLAY_WINDOW, REFRESH_IDLE_LIFETIME
from idp.tokens.domain.rotation import token_digest
from idp.tokens.tables import FAMILY

_CONTEXT: Final = "comparisons"
_COLUMNS: Final = tuple(FAMILY.c.keys())


class _Stored(NamedTuple):
    """A family as it is stored; `Family` says what is None when."""

    id: Id
    subject_id: Id
    client_id: str
    consent_id: Id | None
    session_id: Id
    granted: dict[str, Any]
    comparisons_sealed: bytes | None
    offline: bool
    begun_at: datetime
    revoked_at: datetime | None
    seen_jti: str | None
    last_digest: bytes | None
    generation: int
    rotated_at: datetime | None
    security_stamp: int
    refresh_told_at: datetime | None
    sub_of: Id | None


class _WithGrant(NamedTuple):
    family: _Stored
    account: StoredStatus
    consent: StoredConsent | None
    identity: SealedIdentity


class _WithAccount(NamedTuple):
    granted: dict[str, Any]
    account: StoredStatus


_INSERT: Final = Prepared(insert(FAMILY))
_BY_ID: Final = Prepared(select(FAMILY).where(FAMILY.c.id == bindparam("id")), _Stored)
_ALLOWED: Final = and_(
    ACCOUNT_STATUS.c.subject_id == FAMILY.c.subject_id,
    ACCOUNT_STATUS.c.security_stamp == FAMILY.c.security_stamp,
)
_WITH_GRANT: Final = Prepared(
    with_live_consent(
        select(*prefixed(FAMILY, "family_"), *ACCOUNT_COLUMNS, *CONSENT_COLUMNS, *IDENTITY_COLUMNS)
        .select_from(FAMILY)
        .join(ACCOUNT_STATUS, _ALLOWED)
        .join(SEALED, SEALED.c.subject_id == FAMILY.c.subject_id)
        .where(FAMILY.c.id == bindparam("family")),
        subject_id=FAMILY.c.subject_id,
        client_id=FAMILY.c.client_id,
    ),
    _WithGrant,
)
_WITH_ACCOUNT: Final = Prepared(
    select(FAMILY.c.granted, *ACCOUNT_COLUMNS)
    .select_from(FAMILY)
    .join(ACCOUNT_STATUS, _ALLOWED)
    .where(FAMILY.c.id == bindparam("family"), FAMILY.c.revoked_at.is_(None)),
    _WithAccount,
)
_FOR_SESSION: Final = (
    select(FAMILY).where(FAMILY.c.session_id == bindparam("session_id")).order_by(FAMILY.c.id)
)
_OPENED: Final = (
    select(FAMILY.c.session_id, FAMILY.c.client_id, func.max(FAMILY.c.begun_at).label("last_at"))
    .where(FAMILY.c.session_id.in_(bindparam("session_ids", type_=IdColumn, expanding=True)))
    .group_by(FAMILY.c.session_id, FAMILY.c.client_id)
)
_FOR_SUBJECT_AND_CLIENT: Final = (
    select(FAMILY)
    .where(
        FAMILY.c.subject_id == bindparam("subject_id"),
        FAMILY.c.client_id == bindparam("client_id"),
        FAMILY.c.revoked_at.is_(None),
    )
    .order_by(FAMILY.c.id)
)
_FOR_SUBJECT: Final = (
    select(FAMILY)
    .where(FAMILY.c.subject_id == bindparam("subject_id"), FAMILY.c.revoked_at.is_(None))
    .order_by(FAMILY.c.id)
)
_FOR_CLIENT: Final = (
    select(FAMILY)
    .where(FAMILY.c.client_id == bindparam("client_id"), FAMILY.c.revoked_at.is_(None))
    .order_by(FAMILY.c.id)
)
_TOLD: Final = FAMILY.c.refresh_told_at
_NOW: Final = bindparam("now", type_=Instant)
_ROTATE: Final = Prepared(
    update(FAMILY)
    .where(
        FAMILY.c.id == bindparam("family"),
        FAMILY.c.client_id == bindparam("client"),
        FAMILY.c.last_digest == bindparam("shown"),
        FAMILY.c.revoked_at.is_(None),
        FAMILY.c.rotated_at > bindparam("idle_since"),
    )
    .values(
        last_digest=bindparam("made"),
        generation=FAMILY.c.generation + 1,
        rotated_at=_NOW,
        refresh_told_at=case(
            (or_(_TOLD.is_(None), bindparam("midnight", type_=Instant) > _TOLD), _NOW),
            else_=_TOLD,
        ),
    )
    .returning(*FAMILY.c),
    _Stored,
)
_REVOKE: Final = (
    update(FAMILY)
    .where(FAMILY.c.id == bindparam("family"), FAMILY.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
_CARRY_OVER: Final = (
    update(FAMILY)
    .where(FAMILY.c.session_id == bindparam("session"), FAMILY.c.revoked_at.is_(None))
    .values(security_stamp=bindparam("stamp"))
)
_DATE: Final = (
    update(FAMILY)
    .where(FAMILY.c.id == bindparam("family"), FAMILY.c.last_digest == bindparam("last"))
    .values(rotated_at=bindparam("now"))
)
_MARK_ANSWERED: Final = Prepared(
    update(FAMILY)
    .where(
        FAMILY.c.id == bindparam("family"),
        FAMILY.c.revoked_at.is_(None),
        FAMILY.c.seen_jti.is_distinct_from(bindparam("jti")),
    )
    .values(seen_jti=bindparam("jti"))
)


class OpenedService(NamedTuple):
    """A relying party that was signed in to from a session, and when it was last."""

    client_id: str
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One row, typed.

    `last_digest`, `rotated_at` and `refresh_told_at` are None without a refresh token.
    """

    id: Id
    subject_id: Id
    client_id: str
    consent_id: Id | None
    session_id: Id
    granted: Granted
    comparisons_sealed: bytes | None
    offline: bool
    begun_at: datetime
    revoked_at: datetime | None
    seen_jti: str | None
    last_digest: bytes | None
    generation: int
    rotated_at: datetime | None
    security_stamp: int
    refresh_told_at: datetime | None
    sub_of: Id | None

    @property
    def sub_base(self) -> Id:
        """The subject from whose id its `sub` is made."""
        return self.sub_of or self.subject_id

    @property
    def first_of_the_day(self) -> bool:
        """Whether the refresh that led to this row was the first of its day."""
        return self.refresh_told_at is not None and self.refresh_told_at == self.rotated_at


class FamilyWithGrant(NamedTuple):
    """A family with what its owners read: `GrantValidity.read` and `Subjects.opened`."""

    family: Family
    account: StoredStatus
    consent: StoredConsent | None
    identity: SealedIdentity


@dataclass(frozen=True)
class Families:
    database: Database
    clock: Clock
    subjects: Subjects

    def begin(
        self,
        family_id: Id,
        grant: Grant,
        *,
        refresh_token: str | None,
        security_stamp: int,
        sub_base: Id,
    ) -> Family:
        """Begin the family of a redeemed code; with a refresh token it outlives the session.

        It lives as long as the account has this security stamp. Its `sub` is made from the id
        `sub_base` (`PairwiseSubjects.base`).
        """
        now = self.clock.now()
        offline = refresh_token is not None
        family = Family(
            id=family_id,
            subject_id=grant.subject_id,
            client_id=grant.client_id,
            consent_id=grant.consent_id,
            session_id=grant.session_id,
            granted=_without_comparisons(granted_of(grant)),
            comparisons_sealed=self._sealed(grant, family_id),
            offline=offline,
            begun_at=now,
            revoked_at=None,
            seen_jti=None,
            last_digest=None if refresh_token is None else token_digest(refresh_token),
            generation=0,
            rotated_at=now if offline else None,
            security_stamp=security_stamp,
            refresh_told_at=None,
            sub_of=None if sub_base == grant.subject_id else sub_base,
        )
        self.database.enqueue(_INSERT, **_row(family))
        return family

    def rotate(self, family_id: Id, *, client_id: str, shown: str, made: str) -> Family | None:
        """Replace the digest of `shown` by that of `made`; only one caller gets the family."""
        now = self.clock.now()
        row = self.database.one(
            _ROTATE,
            family=family_id,
            client=client_id,
            shown=token_digest(shown),
            made=token_digest(made),
            idle_since=now - REFRESH_IDLE_LIFETIME,
            now=now,
            midnight=civil_midnight(now),
        )
        return None if row is None else _family(row)

    def date_rotation(self, family_id: Id, token: str, at: datetime) -> None:
        """Record that this token, if it is still the last, was answered only at this time."""
        self.database.execute(_DATE, family=family_id, last=token_digest(token), now=at)

    def by_id(self, family_id: Id) -> Family | None:
        row = self.database.one(_BY_ID, id=family_id)
        return None if row is None else _family(row)

    def load_with_grant(self, family_id: Id) -> FamilyWithGrant | None:
        """The family and, in the same read, account, live consent and identity.

        None as well when the account's security stamp has changed since.
        """
        row = self.database.one(_WITH_GRANT, family=family_id, now=self.clock.now())
        if row is None:
            return None
        return FamilyWithGrant(_family(row.family), row.account, row.consent, row.identity)

    def load_with_account(self, family_id: Id) -> tuple[Granted, StoredStatus] | None:
        """The grant and, in the same read, the account.

        None where the family has ended, or the account's security stamp has changed since it began.
        """
        row = self.database.one(_WITH_ACCOUNT, family=family_id)
        return None if row is None else (granted_from(row.granted), row.account)

    def for_session(self, session_id: Id) -> list[Family]:
        """All families of a session, revoked ones too: their clients know the session."""
        return [_family(row) for row in self.database.all(_FOR_SESSION, session_id=session_id)]

    def opened_from(self, session_ids: Collection[Id]) -> dict[Id, list[OpenedService]]:
        """By session, the relying parties that got tokens of it, the latest first."""
        found: dict[Id, list[OpenedService]] = {each: [] for each in session_ids}
        for row in self.database.all(_OPENED, session_ids=list(session_ids)):
            found[row.session_id].append(OpenedService(row.client_id, row.last_at))
        for services in found.values():
            services.sort(key=lambda each: each.last_at, reverse=True)
        return found

    def for_subject_and_client(self, subject_id: Id, client_id: str) -> list[Family]:
        """The live families of a person at one client."""
        rows = self.database.all(
            _FOR_SUBJECT_AND_CLIENT, subject_id=subject_id, client_id=client_id
        )
        return [_family(row) for row in rows]

    def for_subject(self, subject_id: Id) -> list[Family]:
        """The live families of a person at every client."""
        return [_family(row) for row in self.database.all(_FOR_SUBJECT, subject_id=subject_id)]

    def for_client(self, client_id: str) -> list[Family]:
        """The live families of a client, of every person."""
        return [_family(row) for row in self.database.all(_FOR_CLIENT, client_id=client_id)]

    def revoke(self, family_id: Id) -> bool:
        """Revoke the family; True when this call did."""
        return self.database.execute(_REVOKE, family=family_id, now=self.clock.now()) == 1

    def carry_over(self, session_id: Id, *, security_stamp: int) -> None:
        """Carry families of a session over to the account's new stamp."""
        self.database.execute(_CARRY_OVER, session=session_id, stamp=security_stamp)

    def mark_answered(self, family_id: Id, jti: str) -> bool:
        """Mark the access token as answered; True the first time."""
        return self.database.execute(_MARK_ANSWERED, family=family_id, jti=jti) == 1

    def comparisons(self, family: Family) -> Mapping[str, Any]:
        """The values to compare the record with; opened only when an answer needs them (D3.6)."""
        if family.comparisons_sealed is None:
            return {}
        context = f"{_CONTEXT}:{family.id}"
        text = self.subjects.open(family.subject_id, family.comparisons_sealed, context=context)
        asked: Mapping[str, Any] = json.loads(text)
        return asked

    def purge_expired(self) -> int:
        """Delete families past use; returns how many.

        A refreshed one is found by `refresh_told_at`, which is at most a day older than its last
        use and is written once a day: an index on `rotated_at` would cost at every refresh.
        """
        day_ago = self.clock.now() - CODE_REPLAY_WINDOW
        idle_since = day_ago - REFRESH_IDLE_LIFETIME
        begun, told, revoked = FAMILY.c.begun_at, FAMILY.c.refresh_told_at, FAMILY.c.revoked_at
        online = (FAMILY.c.offline.is_(False), told.is_(None), begun <= day_ago)
        idle = FAMILY.c.rotated_at <= idle_since
        unused = (FAMILY.c.offline, told.is_(None), begun <= idle_since, idle)
        return (
            purge(self.database, FAMILY, *online, by=begun)
            + purge(self.database, FAMILY, *unused, by=begun)
            + purge(self.database, FAMILY, told <= idle_since, idle, by=told)
            + purge(self.database, FAMILY, revoked <= day_ago, by=revoked)
        )

    def _sealed(self, grant: Grant, family_id: Id) -> bytes | None:
        if not grant.comparisons:
            return None
        text = json.dumps(dict(grant.comparisons))
        return self.subjects.seal(grant.subject_id, text, context=f"{_CONTEXT}:{family_id}")


def _without_comparisons(granted: Granted) -> Granted:
    asked = {name: how for name, how in granted.userinfo_claims.items() if name != MATCHES}
    return replace(granted, userinfo_claims=asked)


def _row(family: Family) -> dict[str, Any]:
    columns = {name: getattr(family, name) for name in _COLUMNS}
    return columns | {"granted": to_document(family.granted)}


def _family(row: _Stored | Row) -> Family:
    return Family(
        id=row.id,
        subject_id=row.subject_id,
        client_id=row.client_id,
        consent_id=row.consent_id,
        session_id=row.session_id,
        granted=granted_from(row.granted),
        comparisons_sealed=row.comparisons_sealed,
        offline=row.offline,
        begun_at=row.begun_at,
        revoked_at=row.revoked_at,
        seen_jti=row.seen_jti,
        last_digest=row.last_digest,
        generation=row.generation,
        rotated_at=row.rotated_at,
        security_stamp=row.security_stamp,
        refresh_told_at=row.refresh_told_at,
        sub_of=row.sub_of,
    )
