"""Operations on officers: propose appointments and delegations, which two officers sign (D16)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from pydantic import Field

from idp.access.desks import DeskKind
from idp.access.powers import Power
from idp.kernel.actors import ActingClient, OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.appointments import (
    LONGEST_DESK,
    AppointmentDraft,
    DelegationDraft,
    DraftFault,
    NotADraft,
)
from idp.officers.domain.decisions import Decision, DecisionState
from idp.web.admin.operation import Body, Call, Instant, Operation, View, granted
from idp.web.admin.parameters import OperationParameters, RecordId
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services

_LONGEST_USERNAME: Final = 128


class OfDecision(OperationParameters):
    """Which decision."""

    decision_id: RecordId


class OfOfficer(OperationParameters):
    """Which officer."""

    officer_id: RecordId


class DecisionView(View):
    """A decision that two officers sign at a desk; `signatures`: how many there are by now.

    An open one that has expired cannot be signed any more.
    """

    id: str
    event: str
    state: DecisionState
    digest: str
    opened_at: datetime
    expires_at: datetime
    signatures: int


class NewAppointment(Body):
    """Whom to appoint to which roles, at which desk and for how long."""

    username: str = Field(min_length=1, max_length=_LONGEST_USERNAME)
    roles: list[OfficerRole] = Field(min_length=1)
    desk: str = Field(min_length=1, max_length=LONGEST_DESK)
    desk_kind: DeskKind
    valid_from: Instant
    valid_until: Instant


class NewDelegation(Body):
    """Which powers of the Director an officer shall have, and for how long."""

    powers: list[Power] = Field(min_length=1)
    valid_from: Instant
    valid_until: Instant


_MEMBERS: Final[Mapping[DraftFault, str]] = {
    DraftFault.ROLES_HERE: "#/roles",
    DraftFault.ROLES: "#/roles",
    DraftFault.DESK: "#/desk",
    DraftFault.DESK_KIND: "#/desk_kind",
    DraftFault.POWERS: "#/powers",
    DraftFault.ENDS_FIRST: "#/valid_until",
    DraftFault.TOO_LONG: "#/valid_until",
}
"""The member of each fault, as a JSON pointer."""


def _view(decision: Decision) -> DecisionView:
    return DecisionView(
        id=decision.id,
        event=decision.event,
        state=decision.state,
        digest=decision.digest.hex(),
        opened_at=decision.opened_at,
        expires_at=decision.expires_at,
        signatures=len(services().decisions.signatures(decision.id)),
    )


def _found(call: Call) -> DecisionView:
    decision = services().decisions.find(call.path.decision_id)
    if decision is None:
        raise ProblemDetails(Reason.NOT_FOUND, "No decision has this id.")
    return _view(decision)


def _appoint(call: Call) -> DecisionView:
    wanted: NewAppointment = call.body
    draft = AppointmentDraft(
        username=wanted.username,
        roles=tuple(wanted.roles),
        desk=wanted.desk,
        desk_kind=wanted.desk_kind,
        valid_from=wanted.valid_from,
        valid_until=wanted.valid_until,
    )
    return _proposed(lambda: _named(draft, call.actor))


def _named(draft: AppointmentDraft, actor: ActingClient) -> Decision | Refused:
    """The proposal; a person named in vain is recorded, as at the desk."""
    made = services().appointments.propose(draft, actor)
    if isinstance(made, Refused):
        return services().looks.missed(actor, draft.username, made.reason)
    return made


def _delegate(call: Call) -> DecisionView:
    wanted: NewDelegation = call.body
    draft = DelegationDraft(
        officer_id=call.path.officer_id,
        powers=tuple(wanted.powers),
        valid_from=wanted.valid_from,
        valid_until=wanted.valid_until,
    )
    return _proposed(lambda: services().appointments.delegate(draft, call.actor))


def _proposed(propose: Callable[[], Decision | Refused]) -> DecisionView:
    try:
        return _view(granted(propose()))
    except NotADraft as error:
        errors = [{"detail": str(error), "pointer": _MEMBERS[error.fault]}]
        raise ProblemDetails(
            Reason.REGISTRATION_FAULTY, "A member is not acceptable.", errors=errors
        ) from error


def _place(made: DecisionView) -> str:
    return f"/decisions/{made.id}"


OPERATIONS: Final = (
    Operation(
        id="propose_appointment",
        method="POST",
        path="/appointments",
        power=Power.OFFICER_APPOINT_PROPOSE,
        summary="Propose to appoint a person; nothing changes until two officers have signed it.",
        body=NewAppointment,
        answer=DecisionView,
        run=_appoint,
        refuses=frozenset(
            {
                Reason.ACCOUNT_LEVEL_INSUFFICIENT,
                Reason.ACCOUNT_LOCKED,
                Reason.ACCOUNT_NOT_ACTIVATED,
                Reason.IDENTITY_EXISTS,
                Reason.NOT_FOUND,
                Reason.REGISTRATION_FAULTY,
            }
        ),
        location=_place,
    ),
    Operation(
        id="propose_delegation",
        method="POST",
        path="/officers/{officer_id}/delegations",
        power=Power.DELEGATION_PROPOSE,
        summary="Propose to delegate powers of the Director; the Director and an officer sign it.",
        body=NewDelegation,
        answer=DecisionView,
        identifiers=OfOfficer,
        run=_delegate,
        refuses=frozenset({Reason.REGISTRATION_FAULTY}),
        location=_place,
    ),
    Operation(
        id="read_decision",
        method="GET",
        path="/decisions/{decision_id}",
        power=Power.WORK_SEE,
        summary="One decision that two officers sign: whether it was executed.",
        answer=DecisionView,
        identifiers=OfDecision,
        run=_found,
    ),
)
