"""Five years of somebody's account: a sign-in a day, at thirty services in turn, each agreed to.

Written as the services write it, so that the pages of the own account show what they show of a
person who uses it every day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.consent.domain.page import page_of
from idp.consent.domain.record import Consent
from idp.consent.domain.request import consent_request
from idp.history.domain import EventType
from idp.kernel.actors import Actor, Person
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.relying_parties.domain.client import Client
from idp.services import Services

DAYS: Final = 5 * 365
PARTIES: Final = 30
_RECENT: Final = timedelta(days=60)
"""Consents last for ninety days: all that count now were given since."""


@dataclass
class PastClock:
    """A clock that is behind by what is asked for."""

    behind: timedelta
    clock: Clock

    def now(self) -> datetime:
        return self.clock.now() - self.behind


def live_through(
    services: Services, clock: PastClock, subject_id: Id, parties: list[Client]
) -> None:
    """Give a person their past; `clock` is that of the services."""
    consents: dict[str, Consent] = {}
    with services.database.transaction():
        for day in range(DAYS, 0, -1):
            clock.behind = timedelta(days=day)
            party = parties[day % len(parties)]
            transaction = new_id()
            known = consents.get(party.client_id)
            if known is None or (known.given_at < clock.now() - _RECENT):
                known = _agree(services, subject_id, party, transaction)
                consents[party.client_id] = known
            _sign_in(services, subject_id, party, transaction, known)
    clock.behind = timedelta()


def _agree(services: Services, subject_id: Id, party: Client, transaction: Id) -> Consent:
    ask = consent_request(party, scope=party.scopes)
    now = services.clock.now()
    page = page_of(party, ask.items, None, lang="vi", now=now)
    return services.consents.record(
        subject_id, ask, page, chosen=ask.names, level=2, transaction_id=transaction
    )


def _sign_in(
    services: Services, subject_id: Id, party: Client, transaction: Id, consent: Consent
) -> None:
    """What a sign-in with password and code leaves in the history."""
    credential, person = new_id(), Person(subject_id=subject_id)

    def record(happening: EventType, actor: Actor, **facts: object) -> None:
        services.history.append(
            happening,
            actor=actor,
            subject_id=subject_id,
            client_id=party.client_id,
            transaction_id=transaction,
            facts=facts,
        )

    for kind in ("password", "otp"):
        record(EventType.FACTOR_PROVEN, person, kind=kind, credential=credential)
    record(
        EventType.SIGNED_IN,
        person,
        level=2,
        means=["otp", "password"],
        device="Chrome, Android",
        session=new_id(),
    )
    record(EventType.TOKENS_ISSUED, party.acting, level=2, offline=False)
    purposes = {item: consent.purposes.get(item, "") for item in consent.items}
    record(
        EventType.ITEMS_DISCLOSED,
        party.acting,
        items=list(consent.items),
        purposes=purposes,
        consent_id=consent.id,
    )
