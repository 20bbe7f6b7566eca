"""The subject of a session or of evidence, with account and live consent: one statement each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import and_, bindparam, select

from idp.accounts.domain import AccountStatus
from idp.accounts.service import ACCOUNT_COLUMNS, ACCOUNT_STATUS, SIGNS_IN, Accounts, StoredStatus
from idp.consent.domain.record import Consent
from idp.consent.service import CONSENT_COLUMNS, StoredConsent, consent_from, with_live_consent
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared, prefixed
from idp.platform.secrets import digest
from idp.relying_parties.domain.client import Client
from idp.sessions.domain import Session
from idp.sessions.rows import StoredSession, session_from
from idp.sessions.service import LIVE_SESSIONS

_NO_CLIENT: Final = ""


class _Known(NamedTuple):
    """An account, and the live consent to the client if there is one."""

    account: StoredStatus
    consent: StoredConsent | None


class _Present(NamedTuple):
    """The same, of the person of a live session."""

    session: StoredSession
    account: StoredStatus
    consent: StoredConsent | None


_PRESENT: Final = Prepared(
    with_live_consent(
        select(*prefixed(LIVE_SESSIONS, "session_"), *ACCOUNT_COLUMNS, *CONSENT_COLUMNS)
        .select_from(LIVE_SESSIONS)
        .join(
            ACCOUNT_STATUS,
            and_(
                ACCOUNT_STATUS.c.subject_id == LIVE_SESSIONS.c.subject_id,
                ACCOUNT_STATUS.c.security_stamp == LIVE_SESSIONS.c.security_stamp,
                SIGNS_IN,
            ),
        )
        .where(LIVE_SESSIONS.c.token_digest == bindparam("digest")),
        subject_id=LIVE_SESSIONS.c.subject_id,
        client_id=bindparam("client_id"),
    ),
    _Present,
)
_KNOWN: Final = Prepared(
    with_live_consent(
        select(*ACCOUNT_COLUMNS, *CONSENT_COLUMNS)
        .select_from(ACCOUNT_STATUS)
        .where(ACCOUNT_STATUS.c.subject_id == bindparam("subject_id")),
        subject_id=ACCOUNT_STATUS.c.subject_id,
        client_id=bindparam("client_id"),
    ),
    _Known,
)


@dataclass(frozen=True, slots=True)
class KnownSubject:
    """A subject as far as known; every field is None for an unknown one."""

    session: Session | None = None
    account: AccountStatus | None = None
    consent: Consent | None = None

    @property
    def subject_id(self) -> Id | None:
        return None if self.account is None else self.account.subject_id


ANONYMOUS: Final = KnownSubject()


@dataclass(frozen=True)
class SubjectLoader:
    database: Database
    clock: Clock
    accounts: Accounts

    def by_session(self, session_token: str | None, client: Client | None) -> KnownSubject:
        """The subject of a live session, their account, and their live consent to the client."""
        if not session_token:
            return ANONYMOUS
        row = self.database.one(
            _PRESENT,
            digest=digest(session_token),
            client_id=_client_id(client),
            now=self.clock.now(),
        )
        return ANONYMOUS if row is None else self._known(row, session_from(row.session))

    def read_ahead(self, subject_id: Id, client: Client | None, now: datetime) -> None:
        """What `by_id` reads is read behind the next statement (see `Database.read_ahead`)."""
        self.database.read_ahead(
            _KNOWN, subject_id=subject_id, client_id=_client_id(client), now=now
        )

    def by_id(
        self, subject_id: Id, client: Client | None, present: KnownSubject, now: datetime
    ) -> KnownSubject:
        """A subject by id; reuses the live session's."""
        if present.subject_id == subject_id:
            return present
        row = self.database.one(
            _KNOWN, subject_id=subject_id, client_id=_client_id(client), now=now
        )
        return ANONYMOUS if row is None else self._known(row, None)

    def _known(self, row: _Known | _Present, session: Session | None) -> KnownSubject:
        consent = None if row.consent is None else consent_from(row.consent)
        return KnownSubject(session, self.accounts.status_from(row.account), consent)


def _client_id(client: Client | None) -> str:
    return _NO_CLIENT if client is None else client.client_id
