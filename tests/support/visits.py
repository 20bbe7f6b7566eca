"""Accounts given back at a counter by two officers, as the demonstration lets tests do it."""

from collections.abc import Collection
from dataclasses import replace

from idp.access.powers import RECENT
from idp.accounts.shown_documents import DocumentData
from idp.kernel.actors import Officer
from idp.losses.domain import CounterVisit
from idp.services import Services
from idp.subjects.domain import ContactKind
from tests.support.officers import AN, BINH
from tests.support.world import sure


def now_at(services: Services, who: Officer) -> Officer:
    """The officer, signed in recently enough."""
    now = services.clock.now()
    fresh = now - who.authenticated_at <= RECENT
    return who if fresh else replace(who, authenticated_at=now)


def reviewed(
    services: Services,
    username: str,
    shown: DocumentData,
    *,
    keeps: Collection[ContactKind] = (),
    by: Officer = AN,
) -> CounterVisit:
    """A visit whose first officer compared the document and went through the contacts."""
    actor, visits = now_at(services, by), services.counter_visits
    visit: CounterVisit = sure(visits.begin(username, shown, document="identity card", actor=actor))
    assert visits.review(visit.id, keeps, actor=actor) is None
    return visit


def recovered(
    services: Services,
    username: str,
    shown: DocumentData,
    *,
    keeps: Collection[ContactKind] = (),
) -> tuple[str, ...]:
    """The new recovery codes of a person whom two officers gave their account back."""
    visit = reviewed(services, username, shown, keeps=keeps)
    return sure(services.counter_visits.confirm(visit.id, actor=now_at(services, BINH)))
