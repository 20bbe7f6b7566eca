"""Uses of an account that a guardian confirms in a session of their own (D14.2-1, X15.1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from idp.accounts.domain import acts_alone
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.authorization.consent_step import ConsentContext, ConsentDecision, ConsentRecorder
from idp.authorization.domain.guardian_hold import (
    GuardianAnswer,
    GuardianHold,
    GuardianRequest,
    HoldState,
    chosen_by_all,
    hold_of,
)
from idp.authorization.domain.next_step import open_items
from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.domain.steps import AwaitGuardian
from idp.authorization.interaction import Interaction
from idp.authorization.tables import GUARDIAN_ANSWER, GUARDIAN_REQUEST, TRANSACTION
from idp.consent.domain.page import ConsentText, page_of
from idp.consent.domain.record import DEFAULT_DAYS, Consent
from idp.consent.domain.request import Item, consent_request
from idp.consent.service import Consents
from idp.factors.domain import ThrottledSecret
from idp.factors.throttling import AttemptThrottle
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor, Person
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database, IdColumn, Row, insert_new, purge
from idp.platform.secrets import constant_time_equal, digest
from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.disclosure import match_item
from idp.relying_parties.service import RelyingParties
from idp.representation.domain import agents_of
from idp.representation.service import Representations

_Q, _A = GUARDIAN_REQUEST.c, GUARDIAN_ANSWER.c
_ASK: Final = insert_new(GUARDIAN_REQUEST)
_ANSWER: Final = insert_new(GUARDIAN_ANSWER)
_READ: Final = select(*_Q, TRANSACTION.c.ended_at).select_from(
    GUARDIAN_REQUEST.outerjoin(TRANSACTION, TRANSACTION.c.id == _Q.transaction_id)
)
_ONE: Final = _READ.where(_Q.transaction_id == bindparam("transaction"))
_ANSWERS: Final = (
    select(GUARDIAN_ANSWER)
    .where(_A.transaction_id == bindparam("transaction"))
    .order_by(_A.answered_at, _A.agent_id)
)
_OPEN_OF: Final = _READ.where(
    _Q.subject_id.in_(bindparam("subjects", type_=IdColumn, expanding=True)),
    _Q.expires_at > bindparam("now"),
    _Q.decided_at.is_(None),
).order_by(_Q.asked_at, _Q.transaction_id)
"""Also of sign-ins that ended: who asks and cancels again and again sends one letter."""
_DECIDE: Final = (
    update(GUARDIAN_REQUEST)
    .where(
        _Q.transaction_id == bindparam("transaction"),
        _Q.decided_at.is_(None),
        _Q.expires_at > bindparam("now"),
    )
    .values(decided_at=bindparam("now"))
)
_KEPT_FOR: Final = timedelta(days=1)
_ASKED: Final = ThrottledSecret.GUARDIAN_ASKED


@dataclass(frozen=True)
class GuardianHolds:
    """Reads only: what the next step of a held transaction needs."""

    database: Database
    representations: Representations

    def hold(self, transaction_id: Id, subject_id: Id) -> GuardianHold:
        """How far the confirmation is; four reads, for who does not use the account alone."""
        request = self.request(transaction_id)
        if request is not None and request.subject_id != subject_id:
            return GuardianHold(HoldState.OF_ANOTHER)
        return hold_of(request, self.representations.answering(subject_id))

    def request(self, transaction_id: Id) -> GuardianRequest | None:
        """What a transaction asked of guardians, with their answers."""
        row = self.database.one(_ONE, transaction=transaction_id)
        return None if row is None else self.read(row)

    def read(self, row: Row) -> GuardianRequest:
        """The request in a row, with its answers."""
        answers = self.database.all(_ANSWERS, transaction=row.transaction_id)
        return GuardianRequest(
            transaction_id=row.transaction_id,
            subject_id=row.subject_id,
            client_id=row.client_id,
            scope=tuple(row.asked["scope"]),
            claims=tuple(row.asked["claims"]),
            items=tuple(row.asked["items"]),
            level=row.level,
            asked_at=row.asked_at,
            expires_at=row.expires_at,
            decided_at=row.decided_at,
            ended_at=row.ended_at,
            answers=tuple(map(_answer, answers)),
        )


@dataclass(frozen=True)
class GuardianRequests:
    context: ServiceContext
    accounts: Accounts
    account_locks: AccountLocks
    representations: Representations
    relying_parties: RelyingParties
    consents: Consents
    consent_recorder: ConsentRecorder
    notices: Notices
    holds: GuardianHolds
    throttle: AttemptThrottle

    def ask(self, interaction: Interaction) -> Refused | None:
        """Ask everybody who may confirm; the histories of all tell of it.

        Each gets a letter, unless an earlier request of the same person still waits: that letter
        leads to this one too. Refused: STATE_ALREADY_HOLDS where nothing is to be asked, or was
        asked before; TOO_MANY_TRIES (`retry_at`) where many questions were answered by nobody.
        """
        client, subject_id = interaction.client, interaction.subject_id
        asked = interaction.transaction.request
        waits = isinstance(interaction.step, AwaitGuardian) and not interaction.step.asked
        if client is None or subject_id is None or not isinstance(asked, AuthorizationRequest):
            return Refused(Reason.STATE_ALREADY_HOLDS)
        if not waits:
            return Refused(Reason.STATE_ALREADY_HOLDS)
        transaction_id, now = interaction.transaction.id, self.context.clock.now()
        with self.context.database.transaction():
            self.account_locks.lock(subject_id)
            if self.holds.request(transaction_id) is None:
                counted = self.throttle.acquire(_counter(subject_id), _ASKED)
                if isinstance(counted, Refused):
                    return counted
            waiting = self.context.database.all(_OPEN_OF, subjects=[subject_id], now=now)
            new = self.context.database.execute(
                _ASK,
                transaction_id=transaction_id,
                subject_id=subject_id,
                client_id=client.client_id,
                asked=_names(interaction, asked),
                level=_level(interaction),
                asked_at=now,
                expires_at=interaction.transaction.expires_at,
                decided_at=None,
            )
            if not new:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            by = Person(subject_id=subject_id)
            told = {"client_id": client.client_id, "client_name": dict(client.name)}
            for agent_id in sorted(agents_of(self.representations.answering(subject_id))):
                self._tell(
                    EventType.GUARDIAN_ASKED, agent_id, subject_id, client, transaction_id, by
                )
                if not waiting:
                    self.notices.notify(agent_id, text_key=NoticeKind.GUARDIAN_ASKED, facts=told)
            self._tell(EventType.GUARDIAN_ASKED, subject_id, None, client, transaction_id, by)
        return None

    def open_for(self, agent_id: Id) -> Sequence[GuardianRequest]:
        """What waits for the answer of this person now, the oldest first."""
        records = self.representations.of_agent(agent_id)
        wards = sorted({each.principal_id for each in records})
        if not wards:
            return ()
        now = self.context.clock.now()
        rows = self.context.database.all(_OPEN_OF, subjects=wards, now=now)
        found = map(self.holds.read, rows)
        return [each for each in found if self._why_not(each, agent_id) is None]

    def find(self, transaction_id: Id, agent_id: Id) -> GuardianRequest | Refused:
        """A request that this person may answer now.

        Refused: NOT_FOUND where it never was theirs; EXPIRED, also where the sign-in ended;
        STATE_ALREADY_HOLDS once it was answered by them or decided; NO_GUARDIANSHIP once they may
        not confirm, or nobody has to.
        """
        request = self.holds.request(transaction_id)
        records = () if request is None else self.representations.of_agent(agent_id)
        if request is None or request.subject_id not in {each.principal_id for each in records}:
            return Refused(Reason.NOT_FOUND)
        why_not = self._why_not(request, agent_id)
        return request if why_not is None else Refused(why_not)

    def page(self, request: GuardianRequest, client: Client, *, lang: str) -> ConsentText:
        """What the page of a guardian says about the party and the items, now."""
        now = self.context.clock.now()
        before = self.consents.live(request.subject_id, request.client_id)
        return page_of(client, items_of(request, client), before, lang=lang, now=now)

    def answer(
        self, transaction_id: Id, said: ConsentDecision | None, *, actor: Person
    ) -> HoldState | Refused:
        """Confirm as the page showed it, or refuse (None); a no, or the last needed yes, decides.

        The consent of the child or ward is recorded with the yes that is enough, as given by who
        said it. Refused as `find`; PAGE_CHANGED where the page is another one now;
        CLIENT_SUSPENDED.
        """
        agent_id = actor.subject_id
        with self.context.database.transaction():
            known = self.holds.request(transaction_id)
            if known is not None:
                self.account_locks.lock(known.subject_id)
            request = self.find(transaction_id, agent_id)
            if isinstance(request, Refused):
                return request
            client = self.relying_parties.client(request.client_id)
            if client is None or not self.relying_parties.may_ask(client):
                return Refused(Reason.CLIENT_SUSPENDED)
            if said is not None and not self._is_shown(request, client, said):
                return Refused(Reason.PAGE_CHANGED)
            if not self._keep(request, agent_id, said):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            self.throttle.reset(_counter(request.subject_id), _ASKED)
            return self._decided(request, client, said, actor)

    def purge_expired(self) -> int:
        """Delete requests that expired a day ago, with their answers; history keeps both."""
        expiry = _Q.expires_at
        before = self.context.clock.now() - _KEPT_FOR
        return purge(self.context.database, GUARDIAN_REQUEST, expiry <= before, by=expiry)

    def _is_shown(self, request: GuardianRequest, client: Client, said: ConsentDecision) -> bool:
        page = self.page(request, client, lang=said.lang)
        shown = said.shown.encode("utf-8", "surrogatepass")
        return constant_time_equal(shown, page.digest.encode())

    def _keep(self, request: GuardianRequest, agent_id: Id, said: ConsentDecision | None) -> bool:
        """Whether this was their first answer."""
        return bool(
            self.context.database.execute(
                _ANSWER,
                transaction_id=request.transaction_id,
                agent_id=agent_id,
                agreed=said is not None,
                chosen=[] if said is None else sorted(said.chosen),
                days=DEFAULT_DAYS if said is None else said.days,
                answered_at=self.context.clock.now(),
            )
        )

    def _decided(
        self,
        request: GuardianRequest,
        client: Client,
        said: ConsentDecision | None,
        actor: Person,
    ) -> HoldState | Refused:
        """The state after this answer, with the consent and the entries of both histories."""
        by = replace(actor, acting_for=request.subject_id)
        happening = EventType.GUARDIAN_REFUSED if said is None else EventType.GUARDIAN_CONFIRMED
        mine, theirs = actor.subject_id, request.subject_id
        for whose, other in ((theirs, mine), (mine, theirs)):
            self._tell(happening, whose, other, client, request.transaction_id, by)
        now = self.holds.request(request.transaction_id) or request
        hold = hold_of(now, self.representations.answering(theirs))
        if hold.state not in {HoldState.REFUSED, HoldState.CONFIRMED}:
            return hold.state
        at = self.context.clock.now()
        self.context.database.execute(_DECIDE, transaction=request.transaction_id, now=at)
        if said is not None and hold.state is HoldState.CONFIRMED:
            given = self._consented(now, client, said, by)
            if isinstance(given, Refused):
                return given
        return hold.state

    def _consented(
        self, request: GuardianRequest, client: Client, said: ConsentDecision, by: Person
    ) -> Consent | Refused | None:
        """Record the consent where something was asked; with several guardians what all ticked."""
        items = items_of(request, client)
        if not items:
            return None
        chosen, days = chosen_by_all([each for each in request.answers if each.agreed])
        page = self.page(request, client, lang=said.lang)
        where = ConsentContext(
            request.subject_id, request.transaction_id, request.level, given_by=by
        )
        answer = replace(said, chosen=chosen, days=days)
        return self.consent_recorder.record(where, client, items, page, answer)

    def _why_not(self, request: GuardianRequest, agent_id: Id) -> Reason | None:
        """Why this person cannot answer now."""
        now = self.context.clock.now()
        if request.decided_at is not None or agent_id in {
            each.agent_id for each in request.answers
        }:
            return Reason.STATE_ALREADY_HOLDS
        if not request.is_open(now):
            return Reason.EXPIRED
        ward = self.accounts.status_of(request.subject_id)
        if ward is None or acts_alone(ward, now):
            return Reason.NO_GUARDIANSHIP
        held = self.representations.answering(request.subject_id)
        return None if agent_id in agents_of(held) else Reason.NO_GUARDIANSHIP

    def _tell(
        self,
        happening: EventType,
        whose: Id,
        other: Id | None,
        client: Client,
        transaction_id: Id,
        by: Actor,
    ) -> None:
        facts: dict[str, Any] = {} if other is None else {"other": other}
        self.context.history.append(
            happening,
            actor=by,
            subject_id=whose,
            client_id=client.client_id,
            transaction_id=transaction_id,
            facts=facts,
        )


def _counter(subject_id: Id) -> bytes:
    return digest(f"questions to guardians of {subject_id}")


def items_of(request: GuardianRequest, client: Client) -> tuple[Item, ...]:
    """What no consent on record covered when it was asked, as far as it is approved still."""
    ask = consent_request(client, scope=request.scope, claims=request.claims)
    return tuple(each for each in ask.items if each.name in request.items)


def _names(interaction: Interaction, asked: AuthorizationRequest) -> dict[str, Any]:
    """What was asked by name, and which of it is still to be agreed to."""
    claims = {*asked.id_token_claims, *asked.userinfo_claims, *map(match_item, asked.matches)}
    items = [each.name for each in open_items(interaction.context)]
    return {"scope": list(asked.scope), "claims": sorted(claims), "items": items}


def _level(interaction: Interaction) -> int:
    context = interaction.context
    event = context.event
    if event is None and context.session is not None:
        event = context.session.event
    return 0 if event is None else int(event.level)


def _answer(row: Row) -> GuardianAnswer:
    return GuardianAnswer(row.agent_id, row.agreed, frozenset(row.chosen), row.days)
