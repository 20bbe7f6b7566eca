"""Operations on the register of terminals at counters (D21.2)."""

from datetime import datetime
from typing import Any, Final

from pydantic import Field

from idp.access.powers import Power
from idp.ciba.domain.terminal import Terminal, TerminalState
from idp.ciba.terminals import TerminalLocation
from idp.kernel.refusals import Reason
from idp.web.admin.operation import Body, Call, Operation, Page, ReasonText, View, granted, page_of
from idp.web.admin.parameters import ClientId, OperationParameters, PageQuery, RecordId
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services

_LONGEST: Final = 120


class OfTerminal(OperationParameters):
    """Which terminal."""

    terminal_id: RecordId


class TerminalView(View):
    """A terminal; `networks` are those it may ask from, any where there are none."""

    id: str
    client_id: str
    branch: str
    address: str
    desk: str
    kid: str
    networks: list[str]
    state: TerminalState
    registered_at: datetime


class NewTerminal(Body):
    """A terminal of a client. `key` is one of the public keys (JWK) that the client registered."""

    client_id: ClientId
    branch: str = Field(min_length=1, max_length=_LONGEST)
    address: str = Field(min_length=1, max_length=_LONGEST)
    desk: str = Field(min_length=1, max_length=_LONGEST)
    key: dict[str, Any]
    networks: list[str] = Field(default_factory=list, max_length=32)


class Suspension(Body):
    """The reason, as the history tells it."""

    reason: ReasonText


def _view(terminal: Terminal) -> TerminalView:
    return TerminalView(
        id=terminal.id,
        client_id=terminal.client_id,
        branch=terminal.branch,
        address=terminal.address,
        desk=terminal.desk,
        kid=terminal.kid,
        networks=list(terminal.networks),
        state=terminal.state,
        registered_at=terminal.registered_at,
    )


def _found(terminal_id: str) -> Terminal:
    terminal = services().ciba.terminals.by_id(terminal_id)
    if terminal is None:
        raise ProblemDetails(Reason.NOT_FOUND, "No terminal has this id.")
    return terminal


def _register(call: Call) -> TerminalView:
    wanted: NewTerminal = call.body
    place = TerminalLocation(branch=wanted.branch, address=wanted.address, desk=wanted.desk)
    made = services().ciba.terminals.register(
        wanted.client_id,
        place,
        key=wanted.key,
        networks=tuple(wanted.networks),
        actor=call.actor,
    )
    return _view(granted(made))


def _suspend(call: Call) -> TerminalView:
    terminal = _found(call.path.terminal_id)
    call.require(_view(terminal))
    suspended = services().ciba.terminals.suspend(
        terminal.id, reason=call.body.reason, actor=call.actor
    )
    return _view(granted(suspended))


def _resume(call: Call) -> TerminalView:
    terminal = _found(call.path.terminal_id)
    call.require(_view(terminal))
    return _view(granted(services().ciba.terminals.resume(terminal.id, actor=call.actor)))


OPERATIONS: Final = (
    Operation(
        id="list_terminals",
        method="GET",
        path="/terminals",
        power=Power.WORK_SEE,
        summary="Every terminal, by id.",
        answer=Page[TerminalView],
        query=PageQuery[RecordId],
        run=lambda call: page_of(
            services().ciba.terminals.page, call.query, key=lambda each: each.id, view=_view
        ),
    ),
    Operation(
        id="read_terminal",
        method="GET",
        path="/terminals/{terminal_id}",
        power=Power.WORK_SEE,
        summary="One terminal.",
        answer=TerminalView,
        identifiers=OfTerminal,
        run=lambda call: _view(_found(call.path.terminal_id)),
    ),
    Operation(
        id="register_terminal",
        method="POST",
        path="/terminals",
        power=Power.TERMINAL_REGISTER,
        summary="Register a terminal of a client, active at once.",
        body=NewTerminal,
        answer=TerminalView,
        run=_register,
        refuses=frozenset(
            {Reason.NOT_FOUND, Reason.REGISTRATION_FAULTY, Reason.STATE_ALREADY_HOLDS}
        ),
        location=lambda made: f"/terminals/{made.id}",
    ),
    Operation(
        id="suspend_terminal",
        method="POST",
        path="/terminals/{terminal_id}/suspend",
        power=Power.TERMINAL_SUSPEND,
        summary="Stop a terminal at once, with everything it has open.",
        body=Suspension,
        answer=TerminalView,
        run=_suspend,
        identifiers=OfTerminal,
        conditional=True,
        refuses=frozenset({Reason.STATE_ALREADY_HOLDS}),
    ),
    Operation(
        id="resume_terminal",
        method="POST",
        path="/terminals/{terminal_id}/resume",
        power=Power.TERMINAL_SUSPEND,
        summary="Let a suspended terminal ask again.",
        answer=TerminalView,
        run=_resume,
        identifiers=OfTerminal,
        conditional=True,
        refuses=frozenset({Reason.STATE_ALREADY_HOLDS}),
    ),
)
