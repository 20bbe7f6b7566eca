"""Operations on cases: read them, and make the moves that take no person at a desk."""

from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import Field

from idp.access.powers import FOR_PROGRAMS, Power
from idp.casework.domain.cases import Case, CaseEvent
from idp.casework.domain.facts import FieldFault, FieldKind, facts_from, form_of
from idp.casework.domain.moves import OfferedMove
from idp.casework.work_list import MARK_FORM
from idp.casework.work_list import CaseView as KnownCase
from idp.history.actors import to_document
from idp.kernel.actors import ActingClient
from idp.kernel.refusals import Reason
from idp.law.terms import TermId
from idp.web.admin.authorization import demand
from idp.web.admin.operation import Body, Call, Operation, Page, View, granted
from idp.web.admin.parameters import OperationParameters, PageQuery, left_out
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


class CaseQuery(PageQuery[CaseCursor]):
    """Which cases: those of one desk, or of all."""

    desk: str = left_out(
        "Only the cases of this desk's queue, as `desk` of a case names it.",
        pattern="^[a-z_]{1,64}$",
    )


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


class CaseFact(View):
    """A fact that a move takes. `least`, `most`: of a number, or of the length of a text.

    One of `choices` is sent as its text, several as a list of texts; a day as YYYY-MM-DD.
    """

    name: str
    kind: FieldKind
    label: str
    least: int | None
    most: int | None
    choices: list[str]


class CaseMove(View):
    """A move of the case's state; `refused`: why this program may not make it, null if it may."""

    event: str
    power: Power
    refused: Reason | None
    facts: list[CaseFact]


class CaseHappening(View):
    """An event of the case, which made this version of it. `by`: who acted, as history has it.

    `client_id`: the client that acted, where one did. What was said in it is told at a desk.
    """

    version: int
    event: str
    state: str
    at: datetime
    by: str
    client_id: str | None


class CaseTerm(View):
    """A term of the law that runs or ran in the case; `due_at` is the first instant too late."""

    term: TermId
    started_at: datetime
    due_at: datetime
    breached_at: datetime | None
    stopped_at: datetime | None


class WholeCase(CaseSummary):
    """One case with its events, its terms, and the moves of its state."""

    closed_at: datetime | None
    moves: list[CaseMove]
    events: list[CaseHappening]
    terms: list[CaseTerm]


class NewEvent(Body):
    """An event and its facts: texts, or lists of texts, as the form of the desk sends them."""

    event: str = Field(min_length=1, max_length=_LONGEST_NAME)
    facts: dict[str, str | list[str]] = Field(default_factory=dict)


_OF_A_FACT: Final = frozenset(CaseFact.model_fields)
_OF_A_TERM: Final = frozenset(CaseTerm.model_fields)


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
            facts=[
                CaseFact(**{name: getattr(field, name) for name in _OF_A_FACT})
                for field in form_of(each.transition.needs)
            ],
        )
        for each in known.offers
    ]
    terms = services().deadlines.of_case(known.case.id)
    return WholeCase(
        **_members(known.case),
        closed_at=known.case.closed_at,
        moves=moves,
        events=list(map(_happening, known.events)),
        terms=[CaseTerm(**{name: getattr(each, name) for name in _OF_A_TERM}) for each in terms],
    )


def _happening(event: CaseEvent) -> CaseHappening:
    actor = event.actor
    return CaseHappening(
        version=event.version,
        event=event.event,
        state=event.state,
        at=event.at,
        by=to_document(actor)["actor"],
        client_id=actor.client_id if isinstance(actor, ActingClient) else None,
    )


def _is_apart(case: Case) -> bool:
    """Whether another office alone sees it still (D11.2c): no program is of that office."""
    return services().work_list.apart_for(case) is not None


def _found(call: Call) -> KnownCase:
    known = services().work_list.show(call.path.number, call.actor)
    if known is None or _is_apart(known.case):
        raise ProblemDetails(Reason.NOT_FOUND, "No case has this number.")
    return known


def _list(call: Call) -> Page[CaseSummary]:
    asked, work = call.query, services().work_list
    page = (
        work.everything(after=asked.cursor, limit=asked.limit)
        if asked.desk is None
        else work.of_desk(asked.desk, after=asked.cursor, limit=asked.limit)
    )
    seen = (each for each in page.cases if not _is_apart(each))
    return Page(items=list(map(_summary, seen)), next=page.next_after)


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
        query=CaseQuery,
        run=_list,
    ),
    Operation(
        id="read_case",
        method="GET",
        path="/cases/{number}",
        power=Power.WORK_SEE,
        summary="One case: its events, its terms, the moves of its state, why one is refused.",
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
