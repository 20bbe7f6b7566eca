"""Operations on the switches: read and propose. An officer at a desk approves (D4.8)."""

from datetime import datetime
from typing import Final

from pydantic import JsonValue

from idp.access.powers import Power
from idp.policy.domain import ChangeState, PolicyChange, Switch
from idp.web.admin.operation import Body, Call, Operation, Page, View, granted, page_of
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services
from idp.web.pages.problem_types import RequestFault


class SwitchView(View):
    """A switch and its value in force."""

    switch: Switch
    value: JsonValue


class ChangeView(View):
    """A proposed change, in force once another person approved it."""

    id: str
    switch: Switch
    before: JsonValue
    after: JsonValue
    state: ChangeState
    proposed_at: datetime
    approved_at: datetime | None


class Proposal(Body):
    """A value for a switch; each switch has its own type. Rules of means have their own address."""

    switch: Switch
    value: JsonValue


class RulesProposal(Body):
    """The means that count for each level and relying party (D21.1), as the whole list."""

    rules: list[JsonValue]


def _switches(call: Call) -> Page:
    policy = services().policy
    shown = [SwitchView(switch=each, value=policy.value(each)) for each in Switch]
    shown.sort(key=lambda each: each.switch)

    def after(cursor: str | None, limit: int) -> list[SwitchView]:
        return [each for each in shown if each.switch > (cursor or "")][:limit]

    return page_of(after, call, key=lambda each: each.switch, view=lambda each: each)


def _view(change: PolicyChange) -> ChangeView:
    return ChangeView(
        id=change.id,
        switch=change.switch,
        before=change.before,
        after=change.after,
        state=change.state,
        proposed_at=change.proposed_at,
        approved_at=change.approved_at,
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
    return _view(granted(made))


def _not_acceptable(switch: Switch, pointer: str) -> ProblemDetails:
    return ProblemDetails(
        422,
        RequestFault.VALUE_NOT_ACCEPTABLE,
        f"{switch} cannot be set to this value here.",
        errors=[{"detail": "not acceptable", "pointer": pointer}],
    )


OPERATIONS: Final = (
    Operation(
        id="list_switches",
        method="GET",
        path="/policy",
        power=Power.WORK_SEE,
        summary="Every switch with its value in force.",
        answer=Page,
        items=SwitchView,
        is_cursor=lambda text: text in set(Switch),
        run=_switches,
    ),
    Operation(
        id="list_policy_changes",
        method="GET",
        path="/policy/changes",
        power=Power.WORK_SEE,
        summary="Every change ever proposed, in the order of their proposal.",
        answer=Page,
        items=ChangeView,
        run=lambda call: page_of(
            services().policy.page, call, key=lambda each: each.id, view=_view
        ),
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
        status=201,
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
        status=201,
    ),
)
