"""Operations on the switches: read and propose. An officer at a desk approves (D4.8)."""

from datetime import datetime
from typing import Final

from pydantic import JsonValue

from idp.access.powers import Power
from idp.kernel.refusals import Reason
from idp.policy.domain import ChangeState, PolicyChange, Switch
from idp.web.admin.numbered import Numbers, page_with_cases, with_case
from idp.web.admin.operation import Body, Call, Operation, Page, View, granted, page_of
from idp.web.admin.parameters import OperationParameters, PageQuery, RecordId
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services
from idp.web.pages.problem_types import RequestFault


class OfChange(OperationParameters):
    """Which proposed change."""

    change_id: RecordId


class SwitchView(View):
    """A switch and its value in force."""

    switch: Switch
    value: JsonValue


class ChangeView(View):
    """A proposed change, in force once another person approved it.

    `case`: the number of the case in which that happens, null where it was proposed before there
    were cases.
    """

    id: str
    switch: Switch
    before: JsonValue
    after: JsonValue
    state: ChangeState
    proposed_at: datetime
    approved_at: datetime | None
    case: str | None


class Proposal(Body):
    """A value for a switch; each switch has its own type. Rules of means have their own address."""

    switch: Switch
    value: JsonValue


class RulesProposal(Body):
    """The means that count for each level and relying party (D21.1), as the whole list."""

    rules: list[JsonValue]


def _switches(call: Call) -> Page[SwitchView]:
    policy = services().policy
    shown = [SwitchView(switch=each, value=policy.value(each)) for each in Switch]
    shown.sort(key=lambda each: each.switch)

    def after(cursor: str | None, limit: int) -> list[SwitchView]:
        return [each for each in shown if each.switch > (cursor or "")][:limit]

    return page_of(after, call.query, key=lambda each: each.switch, view=lambda each: each)


def _changes(call: Call) -> Page[ChangeView]:
    return page_with_cases(services().policy.page, call.query, _view)


def _change(call: Call) -> ChangeView:
    found = services().policy.one(call.path.change_id)
    if found is None:
        raise ProblemDetails(Reason.NOT_FOUND, "No change has this id.")
    return with_case(found, _view)


def _view(change: PolicyChange, cases: Numbers) -> ChangeView:
    return ChangeView(
        id=change.id,
        switch=change.switch,
        before=change.before,
        after=change.after,
        state=change.state,
        proposed_at=change.proposed_at,
        approved_at=change.approved_at,
        case=cases.get(change.id),
    )


def _propose(call: Call) -> ChangeView:
    wanted: Proposal = call.body
    if wanted.switch is Switch.MEANS_RULES:
        raise _not_acceptable(wanted.switch, "#/switch")
    return _proposed(call, wanted.switch, wanted.value, "#/value")


def _propose_rules(call: Call) -> ChangeView:
    return _proposed(call, Switch.MEANS_RULES, call.body.rules, "#/rules")


def _proposed(call: Call, switch: Switch, value: object, pointer: str) -> ChangeView:
    try:
        made = services().policy.propose(switch, value, call.actor)
    except ValueError:
        raise _not_acceptable(switch, pointer) from None
    return with_case(granted(made), _view)


def _not_acceptable(switch: Switch, pointer: str) -> ProblemDetails:
    return ProblemDetails(
        RequestFault.VALUE_NOT_ACCEPTABLE,
        f"{switch} cannot be set to this value here.",
        errors=[{"detail": "not acceptable", "pointer": pointer}],
    )


def _place(made: ChangeView) -> str:
    return f"/policy/changes/{made.id}"


_NOT_ACCEPTABLE: Final = frozenset({RequestFault.VALUE_NOT_ACCEPTABLE})

OPERATIONS: Final = (
    Operation(
        id="list_switches",
        method="GET",
        path="/policy",
        power=Power.WORK_SEE,
        summary="Every switch with its value in force.",
        answer=Page[SwitchView],
        query=PageQuery[Switch],
        run=_switches,
    ),
    Operation(
        id="list_policy_changes",
        method="GET",
        path="/policy/changes",
        power=Power.WORK_SEE,
        summary="Every change ever proposed, in the order of their proposal.",
        answer=Page[ChangeView],
        query=PageQuery[RecordId],
        run=_changes,
    ),
    Operation(
        id="read_policy_change",
        method="GET",
        path="/policy/changes/{change_id}",
        power=Power.WORK_SEE,
        summary="One proposed change: whether it is in force, and the number of its case.",
        answer=ChangeView,
        identifiers=OfChange,
        run=_change,
    ),
    Operation(
        id="propose_policy_change",
        method="POST",
        path="/policy/changes",
        power=Power.POLICY_PROPOSE,
        summary="Propose a value for a switch; nothing changes until a second person approves.",
        body=Proposal,
        answer=ChangeView,
        run=_propose,
        refuses=_NOT_ACCEPTABLE,
        location=_place,
    ),
    Operation(
        id="propose_means_rules",
        method="POST",
        path="/policy/means-rules/changes",
        power=Power.MEANS_RULES_PROPOSE,
        summary="Propose the rules of means; nothing changes until a second person approves.",
        body=RulesProposal,
        answer=ChangeView,
        run=_propose_rules,
        refuses=_NOT_ACCEPTABLE,
        location=_place,
    ),
)
