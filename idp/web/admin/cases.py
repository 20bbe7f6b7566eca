"""Operations on cases: read them, and make the moves that take no person at a desk."""

from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import Field

from idp.access.powers import FOR_PROGRAMS, Power
from idp.casework.domain.cases import Case
from idp.casework.domain.facts import FieldFault, facts_from, form_of
from idp.casework.domain.moves import OfferedMove
from idp.casework.work_list import MARK_FORM
from idp.casework.work_list import CaseView as KnownCase
from idp.kernel.refusals import Reason
from idp.web.admin.authorization import demand
from idp.web.admin.operation import Body, Call, Operation, Page, View, granted
from idp.web.admin.parameters import OperationParameters, PageQuery
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services
from idp.web.pages.problem_types import RequestFault

_LONGEST_NAME: Final = 64


class OfCase(OperationParameters):
    """Which case."""

    number: Annotated[
        str, Field(pattern="^[A-Z0-9-]{1,32}$", description="Its number, as HS-7K4Q-9XTD-M2PA.")
    ]


CaseCursor = Annotated[str, Field(pattern=f"^{MARK_FORM}$")]


class CaseSummary(View):
    """A case that owes work. `due_by`: the earliest of its terms; null where nothing is due."""

    number: str
    procedure: str
    state: str
    version: int
    desk: str
    client_id: str | None
    opened_at: datetime
    due_by: datetime | None


class CaseMove(View):
    """A move of the case's state; `refused`: why this program may not make it, null if it may."""

    event: str
    power: str
    refused: str | None


class WholeCase(CaseSummary):
    """One case with the moves of its state."""

    closed_at: datetime | None
    moves: list[CaseMove]


class NewEvent(Body):
    """An event and its facts: texts, or lists of texts, as the form of the desk sends them."""

    event: str = Field(min_length=1, max_length=_LONGEST_NAME)
    facts: dict[str, str | list[str]] = Field(default_factory=dict)


def _summary(case: Case) -> CaseSummary:
    return CaseSummary(**_members(case))


def _members(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in CaseSummary.model_fields}


def _view(known: KnownCase) -> WholeCase:
    moves = [
        CaseMove(
            event=each.transition.event,
            power=each.transition.power,
            refused=Reason.COMMANDS_PROPOSE if _takes_a_person(each) else each.refused,
        )
        for each in known.offers
    ]
    return WholeCase(**_members(known.case), closed_at=known.case.closed_at, moves=moves)


def _found(call: Call) -> KnownCase:
    known = services().work_list.show(call.path.number, call.actor)
    if known is None:
        raise ProblemDetails(Reason.NOT_FOUND, "No case has this number.")
    return known


def _list(call: Call) -> Page[CaseSummary]:
    page = services().work_list.everything(after=call.query.cursor, limit=call.query.limit)
    return Page(items=list(map(_summary, page.cases)), next=page.next_after)


def _fire(call: Call) -> WholeCase:
    wanted: NewEvent = call.body
    known = _found(call)
    call.require(_view(known))
    offered = next((each for each in known.offers if each.transition.event == wanted.event), None)
    if offered is None:
        raise ProblemDetails(Reason.STATE_ALREADY_HOLDS, "The case's state has no such event.")
    if offered.transition.takes:
        raise _of_persons()
    demand(offered.transition.power, call.actor)
    needs = offered.transition.needs
    told = {
        name: [value] if isinstance(value, str) else value for name, value in wanted.facts.items()
    }
    if told.keys() - {each.name for each in form_of(needs)}:
        raise _faulty([{"detail": "unknown member", "pointer": "#/facts"}])
    facts: object | dict[str, FieldFault] = facts_from(needs, told)
    if isinstance(facts, dict):
        raise _faulty(
            [{"detail": fault, "pointer": f"#/facts/{name}"} for name, fault in facts.items()]
        )
    granted(
        services().cases.fire(
            known.case.id, wanted.event, call.actor, facts, version=known.case.version
        )
    )
    return _view(_found(call))


def _takes_a_person(move: OfferedMove) -> bool:
    return move.transition.takes or move.transition.power not in FOR_PROGRAMS


def _of_persons() -> ProblemDetails:
    """A case that is taken has an owner, who works on it."""
    return ProblemDetails(Reason.COMMANDS_PROPOSE, "A program owns no case.")


def _faulty(errors: list[dict[str, str]]) -> ProblemDetails:
    return ProblemDetails(
        RequestFault.BODY_FAULTY, "Facts of the event are not acceptable.", errors=errors
    )


_REFUSED_MOVES: Final = frozenset(
    {
        Reason.CASE_MOVED,
        Reason.COMMANDS_PROPOSE,
        Reason.EXPIRED,
        Reason.STATE_ALREADY_HOLDS,
    }
)

OPERATIONS: Final = (
    Operation(
        id="list_cases",
        method="GET",
        path="/cases",
        power=Power.WORK_SEE,
        summary="The cases that owe work, what is due first before what is due later.",
        answer=Page[CaseSummary],
        query=PageQuery[CaseCursor],
        run=_list,
    ),
    Operation(
        id="read_case",
        method="GET",
        path="/cases/{number}",
        power=Power.WORK_SEE,
        summary="One case with the moves of its state, and why one is refused.",
        answer=WholeCase,
        identifiers=OfCase,
        run=lambda call: _view(_found(call)),
    ),
    Operation(
        id="move_case",
        method="POST",
        path="/cases/{number}/events",
        power=Power.WORK_SEE,
        summary="Move a case by an event; the scope of the move's own power is needed besides.",
        body=NewEvent,
        answer=WholeCase,
        run=_fire,
        identifiers=OfCase,
        conditional=True,
        refuses=_REFUSED_MOVES,
    ),
)
