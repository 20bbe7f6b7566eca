"""Consents: give, decline, look up, withdraw, and receipts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, desc, insert, select, update

from idp.consent.domain.page import ConsentText
from idp.consent.domain.questions import MOST_QUESTIONS
from idp.consent.domain.record import DEFAULT_DAYS, Consent, agree
from idp.consent.domain.request import ConsentRequest
from idp.consent.tables import CONSENT
from idp.history.context import ServiceContext
from idp.history.domain import Entry, EntryBent, EventType
from idp.history.service import DISPUTED, require_intact
from idp.kernel.actors import Actor, Person
from idp.kernel.ids import Id, is_id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Prepared, Row, prefixed
from idp.platform.keyring import Keyring
from idp.platform.logs import logger
from idp.relying_parties.domain.disclosure import ABOUT_THE_SIGN_IN, MATCHES

_LOG: Final = logger(__name__)
RECEIPT_TYPE: Final = "consent-receipt+jwt"
_TOLD_ALWAYS: Final = frozenset({"items", "text_digest", "level", "expires_at"})

_MEMBERS: Final = [column for column in CONSENT.c if column.name != "superseded_at"]
LIVE_CONSENTS: Final = (
    select(*_MEMBERS)
    .where(
        CONSENT.c.withdrawn_at.is_(None),
        CONSENT.c.superseded_at.is_(None),
        CONSENT.c.expires_at > bindparam("now"),
    )
    .subquery("live_consent")
)
"""The consents that hold `now`, as `with_live_consent` joins them; `consent_from` reads a row."""

CONSENT_COLUMNS: Final = tuple(prefixed(LIVE_CONSENTS, "consent_"))
"""Their columns for a joined read: the part `consent` of a row, None where nothing is live."""
_NEWEST: Final = (desc(LIVE_CONSENTS.c.given_at), desc(LIVE_CONSENTS.c.id))


class StoredConsent(NamedTuple):
    """A row of LIVE_CONSENTS, which `consent_from` reads."""

    id: Id
    subject_id: Id
    client_id: str
    provider: str | None
    items: list[str]
    purposes: dict[str, str]
    declined: list[str]
    text_version: str
    text_digest: str
    lang: str
    legal_basis: str
    level: int
    transaction_id: Id
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    questions: int


class _Counted(NamedTuple):
    questions: int


_LIVE: Final = Prepared(
    select(LIVE_CONSENTS)
    .where(
        LIVE_CONSENTS.c.subject_id == bindparam("subject_id"),
        LIVE_CONSENTS.c.client_id == bindparam("client_id"),
    )
    .order_by(*_NEWEST)
    .limit(1),
    StoredConsent,
)
_BY_ID: Final = select(*_MEMBERS).where(CONSENT.c.id == bindparam("id"))
_OF_SUBJECT: Final = Prepared(
    select(*_MEMBERS)
    .where(CONSENT.c.subject_id == bindparam("subject_id"), CONSENT.c.superseded_at.is_(None))
    .order_by(desc(CONSENT.c.given_at), desc(CONSENT.c.id)),
    StoredConsent,
)
_INSERT: Final = Prepared(insert(CONSENT))
_OF_PAIR: Final = (
    (CONSENT.c.subject_id == bindparam("subject"))
    & (CONSENT.c.client_id == bindparam("client"))
    & CONSENT.c.withdrawn_at.is_(None)
)
_SUPERSEDE: Final = Prepared(
    update(CONSENT)
    .where(_OF_PAIR, CONSENT.c.superseded_at.is_(None))
    .values(superseded_at=bindparam("now"))
    .returning(CONSENT.c.questions),
    _Counted,
)
_COUNT: Final = (
    update(CONSENT)
    .where(
        CONSENT.c.id == bindparam("consent"),
        CONSENT.c.withdrawn_at.is_(None),
        CONSENT.c.superseded_at.is_(None),
        CONSENT.c.questions + bindparam("asked") <= MOST_QUESTIONS,
    )
    .values(questions=CONSENT.c.questions + bindparam("asked"))
)
_WITHDRAW: Final = update(CONSENT).where(_OF_PAIR).values(withdrawn_at=bindparam("now"))


@dataclass(frozen=True)
class Consents:
    """One live consent per person and relying party; a new one supersedes it."""

    context: ServiceContext
    keyring: Keyring
    issuer: str

    def live(self, subject_id: Id, client_id: str) -> Consent | None:
        """The live consent of this person for this relying party."""
        row = self.context.database.one(
            _LIVE, subject_id=subject_id, client_id=client_id, now=self.context.clock.now()
        )
        return None if row is None else consent_from(row)

    def by_id(self, consent_id: Id) -> Consent | None:
        """A consent by id, live or not; the id may be untrusted."""
        row = self.context.database.one(_BY_ID, id=consent_id) if is_id(consent_id) else None
        return None if row is None else consent_from(row)

    def record(
        self,
        subject_id: Id,
        ask: ConsentRequest,
        page: ConsentText,
        *,
        chosen: frozenset[str],
        level: int,
        transaction_id: Id,
        days: int = DEFAULT_DAYS,
        given_by: Person | None = None,
    ) -> Consent:
        """Record the person's consent to the items of `ask`, with its history entry.

        `given_by`: who acts for the person, and gives it in their place (X15.1).

        `page` is the page that was shown, in the person's language. `chosen`: the optional items
        the person ticked. An earlier live consent is superseded.
        """
        now = self.context.clock.now()
        with self.context.database.transaction():
            before = self.live(subject_id, ask.client_id)
            agreed = agree(ask, before, chosen=chosen, days=days, now=now)
            consent = Consent(
                id=new_id(),
                subject_id=subject_id,
                client_id=ask.client_id,
                provider=page.provider,
                text_version=page.text_version,
                text_digest=page.digest,
                lang=page.lang,
                legal_basis="statutory" if page.statutory else "consent",
                level=level,
                transaction_id=transaction_id,
                given_at=now,
                withdrawn_at=None,
                **agreed._asdict(),
            )
            by = given_by or Person(subject_id=subject_id)
            return self._record(consent, shown=ask.names, by=by)

    def count_answers(self, consent_id: Id, asked: int) -> bool:
        """Count this many questions on a live consent; False above its limit.

        One conditional write before any answer, so that parallel requests cannot exceed the limit.
        A negative number gives questions back, within the same unit of work, when the answer is not
        given after all.
        """
        with self.context.database.transaction():
            return self.context.database.execute(_COUNT, consent=consent_id, asked=asked) == 1

    def decline(
        self,
        subject_id: Id,
        ask: ConsentRequest,
        *,
        transaction_id: Id,
        by: Person | None = None,
    ) -> None:
        """Note that the person declined; nothing else is stored (hostile case C07).

        `by`: who acts for the person, and declined in their place.
        """
        with self.context.database.transaction():
            self.context.history.append(
                EventType.CONSENT_DECLINED,
                actor=by or Person(subject_id=subject_id),
                subject_id=subject_id,
                client_id=ask.client_id,
                transaction_id=transaction_id,
                facts={"items": sorted(ask.names)},
            )

    def withdraw(self, subject_id: Id, consent_id: Id, *, actor: Actor) -> Consent | Refused:
        """Withdraw the person's consent to that relying party as a whole (X15.2).

        Tokens and sessions end with it only through `Tokens.withdraw_consent`. Refused:
        NOT_FOUND (also for another person's), STATE_ALREADY_HOLDS.
        """
        now = self.context.clock.now()
        with self.context.database.transaction():
            consent = self.by_id(consent_id)
            if consent is None or consent.subject_id != subject_id:
                return Refused(Reason.NOT_FOUND)
            pair = {"subject": subject_id, "client": consent.client_id}
            if (
                consent.withdrawn_at
                or self.context.database.execute(_WITHDRAW, **pair, now=now) == 0
            ):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            self.context.history.append(
                EventType.CONSENT_WITHDRAWN,
                actor=actor,
                subject_id=subject_id,
                client_id=consent.client_id,
                facts={"consent_id": consent_id, "items": list(consent.items)},
            )
            return self.by_id(consent_id) or consent

    def for_subject(self, subject_id: Id) -> list[Consent]:
        """The person's consents, newest first, ended ones too; superseded ones are in history."""
        return [
            consent_from(row)
            for row in self.context.database.all(_OF_SUBJECT, subject_id=subject_id)
        ]

    def disputed(self, subject_id: Id, consents: Collection[Consent]) -> dict[Id, datetime]:
        """When these consents of a person were found to be disputed, by id; only those that are.

        A credential of the sign-in was in wrong hands.
        """
        found = self.context.history.disputed(
            subject_id, [each.transaction_id for each in consents]
        )
        return {
            each.id: found[each.transaction_id] for each in consents if each.transaction_id in found
        }

    def receipt(self, consent: Consent) -> str:
        """A signed receipt of the consent for the person, a compact JWS (X15.1).

        Instants are seconds since 1970. Raises EntryBent when the row differs from the history
        entry.
        """
        given = self._compare(consent)
        ends = {"exp": int(consent.expires_at.timestamp())}
        if consent.withdrawn_at is not None:
            ends["withdrawn_at"] = int(consent.withdrawn_at.timestamp())
        claims: dict[str, object] = {
            "iss": self.issuer,
            "jti": consent.id,
            "sub": consent.subject_id,
            "iat": int(consent.given_at.timestamp()),
            "client_id": consent.client_id,
            "legal_basis": consent.legal_basis,
            "items": {name: consent.purposes[name] for name in consent.items},
            "declined": list(consent.declined),
            "with_authentication": sorted(ABOUT_THE_SIGN_IN),
            "text_version": consent.text_version,
            "text_digest": consent.text_digest,
            "lang": consent.lang,
            "level": consent.level,
            "txn": consent.transaction_id,
        }
        if consent.provider is not None:
            claims["provider"] = consent.provider
        if isinstance(given.actor, Person) and given.actor.subject_id != consent.subject_id:
            claims["given_by"] = "representative"
        found_at = self.disputed(consent.subject_id, [consent]).get(consent.id)
        if found_at is not None:
            claims[DISPUTED] = int(found_at.timestamp())
        proof = self.context.history.receipt_proof(given)
        if proof is not None:
            claims["ledger"] = proof
        return self.keyring.sign(claims | ends, typ=RECEIPT_TYPE, alg="ES256")

    def giver(self, consent: Consent) -> Id | None:
        """Who gave it: the person, or who acts for them; None where history does not say so."""
        try:
            actor = self._compare(consent).actor
        except EntryBent:
            return None
        return actor.subject_id if isinstance(actor, Person) else None

    def require_intact(self, consent: Consent) -> None:
        """Raises EntryBent when the row differs from the history entry."""
        self._compare(consent)

    def _record(self, consent: Consent, *, shown: frozenset[str], by: Person) -> Consent:
        """Insert a consent; questions stay counted while the data they are about are kept."""
        pair = {"subject": consent.subject_id, "client": consent.client_id}
        ended = self.context.database.one(_SUPERSEDE, **pair, now=consent.given_at)
        counted = 0 if ended is None else ended.questions
        kept = any(name.endswith(MATCHES) for name in consent.items if name not in shown)
        consent = replace(consent, questions=counted if kept else 0)
        self.context.database.execute(_INSERT, **_row(consent))
        self.context.history.append(
            EventType.CONSENT_GIVEN,
            actor=by,
            subject_id=consent.subject_id,
            client_id=consent.client_id,
            transaction_id=consent.transaction_id,
            facts=_facts(consent),
        )
        return consent

    def _compare(self, consent: Consent) -> Entry:
        """Compare with the sealed history entry, and return it."""
        entries = self.context.history.in_transaction(consent.subject_id, consent.transaction_id)
        given = [
            entry
            for entry in entries
            if entry.happening is EventType.CONSENT_GIVEN
            and entry.facts.get("consent_id") == consent.id
        ]
        require_intact(given)
        for entry in given:
            if _says(entry.facts, consent):
                return entry
        _LOG.error("consent is not what history says", consent_id=consent.id)
        raise EntryBent(consent.id)


def _says(facts: Mapping[str, Any], consent: Consent) -> bool:
    """Whether the history entry equals the row; older entries have fewer facts."""
    ours = _facts(consent)
    return facts.keys() >= _TOLD_ALWAYS and all(
        facts[name] == value for name, value in ours.items() if name in facts
    )


def _facts(consent: Consent) -> dict[str, Any]:
    """The facts of a consent for the history."""
    return {
        "consent_id": consent.id,
        "items": list(consent.items),
        "declined": list(consent.declined),
        "legal_basis": consent.legal_basis,
        "provider": consent.provider,
        "text_digest": consent.text_digest,
        "level": consent.level,
        "expires_at": consent.expires_at.astimezone(UTC).isoformat(),
    }


def _row(consent: Consent) -> dict[str, Any]:
    row: dict[str, Any] = {column.name: getattr(consent, column.name) for column in _MEMBERS}
    return row | {
        "items": list(consent.items),
        "purposes": dict(consent.purposes),
        "declined": list(consent.declined),
        "superseded_at": None,
    }


def with_live_consent(
    query: Select[Any], *, subject_id: ColumnElement[Any], client_id: ColumnElement[Any]
) -> Select[Any]:
    """Let a hot read of one row find the live consent beside it, given `now`."""
    agreed = and_(LIVE_CONSENTS.c.subject_id == subject_id, LIVE_CONSENTS.c.client_id == client_id)
    return query.outerjoin(LIVE_CONSENTS, agreed).order_by(*_NEWEST).limit(1)


def consent_from(row: StoredConsent | Row) -> Consent:
    """The consent in a row of LIVE_CONSENTS."""
    return Consent(
        id=row.id,
        subject_id=row.subject_id,
        client_id=row.client_id,
        provider=row.provider,
        items=tuple(row.items),
        purposes=row.purposes,
        declined=tuple(row.declined),
        text_version=row.text_version,
        text_digest=row.text_digest,
        lang=row.lang,
        legal_basis=row.legal_basis,
        level=row.level,
        transaction_id=row.transaction_id,
        given_at=row.given_at,
        expires_at=row.expires_at,
        withdrawn_at=row.withdrawn_at,
        questions=row.questions,
    )
