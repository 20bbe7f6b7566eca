"""To which cases searches for people led: a look at somebody they showed, or a case about them.

What follows a search joins its unit of work and names it in its own entry (`SEARCHES`), so that who
inspects sees the searches that nothing followed (D17.3).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, literal_column, select

from idp.history.domain import EventType
from idp.history.tables import HISTORY, PERSON_SEARCH_LEAD
from idp.kernel.actors import Actor, Officer
from idp.kernel.ids import Id
from idp.platform.database import Database, insert_new, purge

LEADS_WITHIN: Final = timedelta(days=1)
"""How long after a search what its officer does about somebody it showed counts as its outcome."""
SEARCH: Final = "search"
"""The fact that names a search, in its own entry and in those of whom it showed."""
SEARCHES: Final = "searches"
"""The fact that names those which led to an act."""
_C, _L = HISTORY.c, PERSON_SEARCH_LEAD.c
_MOST: Final = 50
_LISTED: Final = (
    select(_C.facts)
    .where(
        _C.subject_id == bindparam("subject"),
        _C.actor_id == bindparam("officer"),
        _C.happening == literal_column(f"'{EventType.PERSON_LISTED}'"),
        _C.happened_at > bindparam("since", type_=_C.happened_at.type),
    )
    .order_by(_C.id.desc())
    .limit(_MOST)
)
_ADD: Final = insert_new(PERSON_SEARCH_LEAD)
_OF: Final = (
    select(_L.search_id, _L.case_id)
    .where(_L.search_id.in_(bindparam("searches", expanding=True)))
    .order_by(_L.led_at, _L.case_id)
)


def searches_before(
    database: Database, actor: Actor, subject_id: Id | None, now: datetime
) -> tuple[Id, ...]:
    """The searches by which this officer was shown the person lately; none for anybody else.

    Those of an earlier release have no name, and are none of them.
    """
    if subject_id is None or not isinstance(actor, Officer):
        return ()
    since = now - LEADS_WITHIN
    rows = database.all(_LISTED, subject=subject_id, officer=actor.officer_id, since=since)
    return tuple(row.facts[SEARCH] for row in rows if SEARCH in row.facts)


def lead_to(database: Database, searches: Collection[Id], case_id: Id, now: datetime) -> None:
    """Record that these searches led to a case, inside a unit of work; once for each."""
    for each in searches:
        database.execute(_ADD, search_id=each, case_id=case_id, led_at=now)


def led_to(database: Database, searches: Collection[Id]) -> Mapping[Id, tuple[Id, ...]]:
    """The cases to which each of these searches led; a search that nothing followed is left out."""
    found: dict[Id, list[Id]] = defaultdict(list)
    for row in database.all(_OF, searches=sorted(searches)) if searches else ():
        found[row.search_id].append(row.case_id)
    return {each: tuple(cases) for each, cases in found.items()}


def purge_leads(database: Database, *, before: datetime) -> int:
    """Remove the rows from before an instant, in steps; how many."""
    return purge(database, PERSON_SEARCH_LEAD, _L.led_at < before, by=_L.led_at)
