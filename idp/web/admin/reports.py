"""Operations that report: what was due by law in a month, and what this program did."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import Field

from idp.access.powers import Power
from idp.history.domain import Entry
from idp.kernel.actors import ActingClient
from idp.law.terms import TermId
from idp.law.units import Unit
from idp.web.admin.operation import Call, Operation, Page, View, page_of
from idp.web.admin.parameters import OperationParameters, PageQuery, RecordId
from idp.web.current import services


class OfMonth(OperationParameters):
    """Which month."""

    month: Annotated[
        str, Field(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$", description="A month, as 2026-11.")
    ]


class TermFigures(View):
    """The terms of one kind that were due in the month, as they stand now.

    `due` are all: `met` ended in time, `late` too late, `interrupted` before their end as the case
    had to be completed first; `overdue` and `running` still run. `stopped` of all have ended, and
    of all `breached` a breach is recorded. `median` and `ninetieth`: how many units half and nine
    of ten of those met or late took at most.
    """

    desk: str | None
    case_kind: str
    term: TermId
    rule_set: str
    length: int | None
    unit: Unit | None
    due: int
    met: int
    late: int
    interrupted: int
    overdue: int
    running: int
    breached: int
    stopped: int
    median: int | None
    ninetieth: int | None


class TermReport(View):
    """What was due by law in a month of Viet Nam, and what was not kept (X7.2).

    `overdue_before`: how many terms were due before the month and still run.
    """

    month: str
    overdue_before: int
    figures: list[TermFigures]


class OwnAct(View):
    """An entry of the history that this program made, with the token that it used."""

    id: str
    happened_at: datetime
    happening: str
    client_id: str | None
    authenticated_by: str
    facts: dict[str, Any]


def _report(call: Call) -> TermReport:
    month = date.fromisoformat(f"{call.path.month}-01")
    found = services().term_reports.of(month)
    return TermReport(
        month=call.path.month,
        overdue_before=found.overdue_before,
        figures=[TermFigures.model_validate(each) for each in found.figures],
    )


def _own(call: Call) -> Page[OwnAct]:
    def before(cursor: str | None, limit: int) -> list[Entry]:
        history = services().history
        return history.of_program(call.actor.client_id, before=cursor, limit=limit)

    return page_of(before, call.query, key=lambda each: each.id, view=_act)


def _act(entry: Entry) -> OwnAct:
    actor = entry.actor
    return OwnAct(
        id=entry.id,
        happened_at=entry.happened_at,
        happening=entry.happening,
        client_id=entry.client_id,
        authenticated_by=actor.authenticated_by if isinstance(actor, ActingClient) else "",
        facts=dict(entry.facts),
    )


OPERATIONS: Final = (
    Operation(
        id="report_terms",
        method="GET",
        path="/reports/terms/{month}",
        power=Power.WORK_SEE,
        summary="What was due by law in a month, and what was not kept.",
        answer=TermReport,
        identifiers=OfMonth,
        run=_report,
    ),
    Operation(
        id="list_own_acts",
        method="GET",
        path="/own-acts",
        power=Power.WORK_SEE,
        summary="What this program did, the newest first, as the history has it.",
        answer=Page[OwnAct],
        query=PageQuery[RecordId],
        run=_own,
    ),
)
