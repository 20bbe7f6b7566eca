"""Validity of a grant: an active account and a live consent, checked at every use (G10, G11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select

from idp.accounts.domain import AccountStatus, unusable_reason
from idp.accounts.service import ACCOUNT_COLUMNS, ACCOUNT_STATUS, Accounts, StoredStatus
from idp.consent.domain.record import Consent
from idp.consent.domain.request import AUTHENTICATION
from idp.consent.service import CONSENT_COLUMNS, StoredConsent, consent_from, with_live_consent
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import ActingClient
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Prepared
from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.disclosure import APPROVABLE
from idp.representation.domain import is_agreed
from idp.representation.service import Representations
from idp.sessions.service import while_live
from idp.subjects.service import Subjects
from idp.tokens.domain.claims import assert_consented, claim_values, items_in, requested_claims
from idp.tokens.domain.grant import ActingPerson, Granted
from idp.tokens.families import Family

_QUERY: Final = with_live_consent(
    select(*ACCOUNT_COLUMNS, *CONSENT_COLUMNS)
    .select_from(ACCOUNT_STATUS)
    .where(ACCOUNT_STATUS.c.subject_id == bindparam("subject_id")),
    subject_id=ACCOUNT_STATUS.c.subject_id,
    client_id=bindparam("client_id"),
)


class _Loaded(NamedTuple):
    account: StoredStatus
    consent: StoredConsent | None


_LOAD: Final = Prepared(_QUERY, _Loaded)
_LOAD_IN_SESSION: Final = Prepared(while_live(_QUERY, ACCOUNT_STATUS.c.security_stamp), _Loaded)


@dataclass(frozen=True, slots=True)
class ActiveGrant:
    """An active account and the live consent to this client; `sub_aliased` as of the account.

    `account_level`: of who signed in, which a client asks a least one of. `asserted_level`: of the
    subject, which is told; None of an organisation, whoever acts for it (D7.3).
    """

    account_level: int | None
    asserted_level: int | None
    consent: Consent
    security_stamp: int
    sub_aliased: bool

    def approved_for(self, client: Client) -> "ActiveGrant":
        """The same without claims that are not approved for the client any more (D18.1a, X15.3)."""
        gone = APPROVABLE - client.claims.keys()
        if gone.isdisjoint(self.consent.items):
            return self
        items = tuple(item for item in self.consent.items if item not in gone)
        return replace(self, consent=replace(self.consent, items=items))


@dataclass(frozen=True)
class GrantValidity:
    context: ServiceContext
    subjects: Subjects
    accounts: Accounts
    representations: Representations

    def load(self, subject_id: Id, client: Client, granted: Granted) -> ActiveGrant | Refused:
        """Load in one read. Refused as `read`."""
        row = self.context.database.one(
            _LOAD, subject_id=subject_id, client_id=client.client_id, now=self.context.clock.now()
        )
        if row is None:
            return Refused(Reason.ACCOUNT_NOT_ACTIVATED)
        return _approved(self.read(row.account, row.consent, granted), client)

    def load_in_session(
        self, subject_id: Id, client: Client, granted: Granted, *, session_id: Id
    ) -> ActiveGrant | Refused:
        """The same in one read, for a grant bound to a session, whose end waits for this one.

        Refused EXPIRED as well: the session has ended, or one of its credentials was stopped. The
        session is that of who acts, where somebody acts for the subject.
        """
        whose = subject_id if granted.acting is None else granted.acting.subject_id
        asked = {"subject_id": whose, "client_id": client.client_id}
        now = self.context.clock.now()
        row = self.context.database.one(_LOAD_IN_SESSION, **asked, session_id=session_id, now=now)
        if row is not None and granted.acting is None:
            return _approved(self.read(row.account, row.consent, granted), client)
        if row is not None:
            return self.load(subject_id, client, granted)
        without = self.load(subject_id, client, granted)
        return without if isinstance(without, Refused) else Refused(Reason.EXPIRED)

    def read(
        self, account: StoredStatus, consent: StoredConsent | None, granted: Granted
    ) -> ActiveGrant | Refused:
        """From the parts `account` and `consent` of a row.

        Refused: ACCOUNT_LOCKED, ACCOUNT_NOT_ACTIVATED, GUARDIAN_NEEDED, REPRESENTATIVE_NEEDED,
        DECLINED (no live consent); of who acts for the subject also EXPIRED and NOT_REPRESENTATIVE.
        """
        status = self.accounts.status_from(account)
        user = self._user(status, granted)
        if isinstance(user, Refused):
            return user
        agreed = None if consent is None else consent_from(consent)
        if agreed is None or AUTHENTICATION not in agreed.items:
            return Refused(Reason.DECLINED)
        return ActiveGrant(
            account_level=user.level,
            asserted_level=status.level,
            consent=agreed,
            security_stamp=status.security_stamp,
            sub_aliased=status.sub_aliased,
        )

    def account(self, row: StoredStatus, granted: Granted) -> AccountStatus | None:
        """The account whose level counts in a live family, if it may be used (G10, G11)."""
        user = self._user(self.accounts.status_from(row), granted)
        return None if isinstance(user, Refused) else user

    def _user(self, account: AccountStatus, granted: Granted) -> AccountStatus | Refused:
        """The account that is used for this grant: the subject's, or that of who acts for it.

        What guardians confirmed holds as long as they are guardians, and can use their own account
        (D14.2-1). Who acts must be on
        record as acting for the subject now, and unchanged in what their account is proven with.
        """
        now, acting = self.context.clock.now(), granted.acting
        reason = unusable_reason(account, now, acted_for=acting is not None)
        if reason in {None, Reason.GUARDIAN_NEEDED} and granted.guardians:
            # Also of who acts alone by now: nobody's yes of before is theirs.
            held = self.representations.answering(account.subject_id)
            agreed = is_agreed(held, granted.guardians)
            reason = None if agreed else Reason.GUARDIAN_NEEDED
        if reason is not None:
            return Refused(reason)
        return account if acting is None else self._agent(account.subject_id, acting)

    def _agent(self, principal_id: Id, acting: ActingPerson) -> AccountStatus | Refused:
        agent = self.accounts.status_of(acting.subject_id)
        reason = unusable_reason(agent, self.context.clock.now())
        if agent is None or reason is not None:
            return Refused(reason or Reason.ACCOUNT_NOT_ACTIVATED)
        if agent.security_stamp != acting.security_stamp:
            return Refused(Reason.EXPIRED)
        if not self.representations.may_act(agent.subject_id, principal_id):
            return Refused(Reason.NOT_REPRESENTATIVE)
        return agent

    def claims(
        self, family: Family, active: ActiveGrant, asked: Iterable[str], *, actor: ActingClient
    ) -> dict[str, Any]:
        """Claims for an ID token requested by name, checked and written to history."""
        now = self.context.clock.now()
        names = requested_claims((), asked, active.consent, now)
        if not names:
            return {}
        claims = claim_values(self.subjects.identity(family.subject_id).data, names)
        assert_consented(claims, active.consent, now)
        self.record_disclosure(family, active.consent, claims, actor=actor)
        return claims

    def record_disclosure(
        self, family: Family, consent: Consent, answer: Mapping[str, Any], *, actor: ActingClient
    ) -> None:
        """Write to history which items were disclosed, with purposes and consent (D4.4)."""
        items = sorted(items_in(answer))
        self.context.history.append(
            EventType.ITEMS_DISCLOSED,
            actor=actor,
            subject_id=family.subject_id,
            client_id=family.client_id,
            transaction_id=family.granted.transaction_id,
            facts={
                "items": items,
                "purposes": {item: consent.purposes.get(item, "") for item in items},
                "consent_id": consent.id,
            },
        )


def _approved(active: ActiveGrant | Refused, client: Client) -> ActiveGrant | Refused:
    return active if isinstance(active, Refused) else active.approved_for(client)
