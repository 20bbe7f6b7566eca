"""The subject of a session or of evidence, with account and live consent: one statement each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, desc, select

from idp.accounts.domain import AccountStatus
from idp.accounts.service import ACCOUNT_STATUS, Accounts
from idp.consent.domain.record import Consent
from idp.consent.service import LIVE_CONSENTS, consent_from
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared, prefixed
from idp.platform.secrets import digest
from idp.relying_parties.domain.client import Client
from idp.sessions.domain import Session
from idp.sessions.rows import session_from
from idp.sessions.service import LIVE_SESSIONS

_ACCOUNT: Final = "account_"
_CONSENT: Final = "consent_"
_BEHIND: Final = (*prefixed(ACCOUNT_STATUS, _ACCOUNT), *prefixed(LIVE_CONSENTS, _CONSENT))
_NO_CLIENT: Final = ""


def _with_consent(query: Select[Any], subject: ColumnElement[Any]) -> Prepared[Any]:
    agreed = and_(
        LIVE_CONSENTS.c.subject_id == subject, LIVE_CONSENTS.c.client_id == bindparam("client_id")
    )
    return Prepared(
        query.outerjoin(LIVE_CONSENTS, agreed).order_by(desc(LIVE_CONSENTS.c.given_at)).limit(1)
    )


_PRESENT: Final = _with_consent(
    select(*LIVE_SESSIONS.c, *_BEHIND)
    .select_from(LIVE_SESSIONS)
    .join(
        ACCOUNT_STATUS,
        and_(
            ACCOUNT_STATUS.c.subject_id == LIVE_SESSIONS.c.subject_id,
            ACCOUNT_STATUS.c.security_stamp == LIVE_SESSIONS.c.security_stamp,
        ),
    )
    .where(LIVE_SESSIONS.c.token_digest == bindparam("digest")),
    LIVE_SESSIONS.c.subject_id,
)
_KNOWN: Final = _with_consent(
    select(*_BEHIND)
    .select_from(ACCOUNT_STATUS)
    .where(ACCOUNT_STATUS.c.subject_id == bindparam("subject_id")),
    ACCOUNT_STATUS.c.subject_id,
)


@dataclass(frozen=True, slots=True)
class KnownSubject:
    """A subject as far as known; every field is None while there is none."""

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
        return ANONYMOUS if row is None else self._known(row, session_from(row))

    def by_id(self, subject_id: Id, client: Client | None, present: KnownSubject) -> KnownSubject:
        """A subject by id; the one of the live session has been loaded already."""
        if present.subject_id == subject_id:
            return present
        row = self.database.one(
            _KNOWN, subject_id=subject_id, client_id=_client_id(client), now=self.clock.now()
        )
        return ANONYMOUS if row is None else self._known(row, None)

    def _known(self, row: Mapping[str, Any], session: Session | None) -> KnownSubject:
        account = self.accounts.status_from(row, _ACCOUNT)
        return KnownSubject(session, account, consent_from(row, _CONSENT))


def _client_id(client: Client | None) -> str:
    return _NO_CLIENT if client is None else client.client_id
