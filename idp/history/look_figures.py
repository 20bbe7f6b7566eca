"""How often officers looked at people, month by month (D17.3)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Boolean, and_, bindparam, cast, exists, func, literal_column, select

from idp.history.domain import EventType
from idp.history.search_leads import SEARCH
from idp.history.tables import HISTORY, IS_LOOK, PERSON_SEARCH_LEAD
from idp.law.calendars import civil_month
from idp.platform.database import Database, IdColumn, Row

_C: Final = HISTORY.c
_L: Final = PERSON_SEARCH_LEAD.c
_NAMED: Final = _C.facts[SEARCH].as_string()
_LED: Final = exists().where(_L.search_id == cast(func.replace(_NAMED, "-", ""), IdColumn))
_SHOWED: Final = _C.facts["found"].as_integer() > 0
_OUTCOMES: Final = (
    select(
        _C.actor_id,
        func.count().filter(_LED).label("followed"),
        func.count().filter(_NAMED.is_not(None), _SHOWED, ~_LED).label("idle"),
    )
    .where(
        literal_column(IS_LOOK, Boolean()),
        _C.happening == EventType.PEOPLE_SEARCHED,
        _C.happened_at >= bindparam("begins", type_=_C.happened_at.type),
        _C.happened_at < bindparam("ends", type_=_C.happened_at.type),
    )
    .group_by(_C.actor_id)
)
"""Without dashes an id is one in both databases."""
_FIGURES: Final = (
    select(
        _C.actor_id,
        _C.happening,
        func.count().label("entries"),
        func.count(_C.subject_id.distinct()).label("people"),
    )
    .where(
        and_(
            literal_column(IS_LOOK, Boolean()),
            _C.happened_at >= bindparam("begins", type_=_C.happened_at.type),
            _C.happened_at < bindparam("ends", type_=_C.happened_at.type),
        )
    )
    .group_by(_C.actor_id, _C.happening)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookFigures:
    """What one officer did in a month. `officer_id`: None for programs, which name people in vain.

    `looks`: recorded before anything of a person was shown, at `people` different ones; `documents`
    opened; `searches` for people, in whose lists `listed` different ones stood; `refused` of them
    all. `led_on`: searches that a look at somebody they showed followed, or a case about them;
    `led_nowhere`: those that showed people, and nothing followed so far. Searches of earlier
    releases are neither.
    """

    officer_id: str | None
    looks: int
    people: int
    documents: int
    searches: int
    listed: int
    refused: int
    led_on: int
    led_nowhere: int


def look_figures(database: Database, month: date) -> tuple[LookFigures, ...]:
    """The figures of each officer in the month, in Viet Nam, of a civil day; most looks first.

    Raises ValueError in the year 9999.
    """
    begins, ends = civil_month(month)
    rows = database.all(_FIGURES, begins=begins, ends=ends)
    counted = {(row.actor_id, EventType(row.happening)): (row.entries, row.people) for row in rows}
    outcomes = {row.actor_id: row for row in database.all(_OUTCOMES, begins=begins, ends=ends)}
    found = (_of(actor, counted, outcomes.get(actor)) for actor in {each for each, _ in counted})
    return tuple(sorted(found, key=lambda each: (-each.looks, each.officer_id or "")))


def _of(
    actor: str | None,
    counted: dict[tuple[str | None, EventType], tuple[int, int]],
    outcomes: Row | None,
) -> LookFigures:
    def entries(happening: EventType) -> int:
        return counted.get((actor, happening), (0, 0))[0]

    def people(happening: EventType) -> int:
        return counted.get((actor, happening), (0, 0))[1]

    return LookFigures(
        officer_id=actor,
        looks=entries(EventType.PERSON_LOOKED_AT),
        people=people(EventType.PERSON_LOOKED_AT),
        documents=entries(EventType.DOCUMENT_OPENED),
        searches=entries(EventType.PEOPLE_SEARCHED),
        listed=people(EventType.PERSON_LISTED),
        refused=entries(EventType.PERSON_LOOK_REFUSED),
        led_on=0 if outcomes is None else outcomes.followed,
        led_nowhere=0 if outcomes is None else outcomes.idle,
    )
