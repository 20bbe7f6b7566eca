"""Operations on the register of clients. Clients of this API itself are an officer's matter."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field, GetPydanticSchema

from idp.access.powers import Power
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import Client, ClientState
from idp.relying_parties.domain.registration import ADMIN_SCOPE, Fault, Registration
from idp.relying_parties.domain.stored_registration import particulars_of, registration_of
from idp.relying_parties.registration_document import (
    EXPLAINED,
    NotARegistration,
    patched,
    registration_from,
)
from idp.relying_parties.registration_models import CHANGE, REGISTERED, REGISTRATION
from idp.relying_parties.service import Registered
from idp.web.admin.operation import (
    JSON,
    Body,
    Call,
    Operation,
    Page,
    ReasonText,
    View,
    granted,
    page_of,
)
from idp.web.admin.parameters import ClientId, OperationParameters, PageQuery
from idp.web.admin.problems import ProblemDetails, problem_of
from idp.web.current import services

_LONGEST_OVERLAP_HOURS: Final = 720
_MERGE_PATCH: Final = "application/merge-patch+json"
_AS_REGISTERED: Final = GetPydanticSchema(lambda _, handler: handler(REGISTERED))
_MAY_BE_FAULTY: Final = frozenset(
    {
        Reason.COMMANDS_PROPOSE,
        Reason.LICENCE_REQUIRED,
        Reason.NAME_LOOKS_ALIKE,
        Reason.REGISTRATION_FAULTY,
        Reason.TYPE_NOT_ELIGIBLE_DIRECT,
    }
)
"""Why a registration is refused."""


class OfClient(OperationParameters):
    """Which client."""

    client_id: ClientId


class Sharing(OperationParameters):
    """Whether the name may be that of another client of the same party."""

    shares_name: Literal["true", "false"] = Field(
        default="false",
        description="true: it is another client of a party that is registered under this name.",
    )

    @property
    def agreed(self) -> bool:
        return self.shares_name == "true"


class ClientView(View):
    """A registered client. `registration` has the members of a registration document."""

    client_id: str
    state: ClientState
    terms_version: str | None
    created_at: datetime
    registration: Annotated[BaseModel, _AS_REGISTERED]


class RegisteredClient(View):
    """A client and its secret, which is told this once; null where it has none or keeps it."""

    client: ClientView
    client_secret: str | None

    @property
    def entity(self) -> str:
        """That of the client: the entity tag of a new one is good for a write to it."""
        return self.client.entity


class Activation(Body):
    """The version of the agreement that the relying party accepted (D4.4)."""

    terms_version: str = Field(min_length=1, max_length=64)


class Why(Body):
    """The reason, as the history tells it."""

    reason: ReasonText


class SecretRotation(Body):
    """For how many hours the secret before still counts; 0 ends it at once."""

    overlap_hours: int = Field(default=0, ge=0, le=_LONGEST_OVERLAP_HOURS)


def _view(client: Client) -> ClientView:
    particulars = particulars_of(
        registration_of(client), sector=client.sector, provider_name=client.provider_name
    )
    return ClientView(
        client_id=client.client_id,
        state=client.state,
        terms_version=client.terms_version,
        created_at=client.created_at,
        registration=REGISTERED.model_validate(particulars),
    )


def _whole(client: Client) -> ClientView:
    """The same with its secrets in the entity tag: after a new one, it is another version."""
    found = services().relying_parties.as_stored(client.client_id)
    return _view(client) if found is None else _view(client).beside(found[1])


def _found(client_id: str) -> Client:
    """The client as it is stored. Raises ProblemDetails."""
    client = services().relying_parties.stored(client_id)
    if client is None:
        raise ProblemDetails(Reason.NOT_FOUND, "No client has this id.")
    return client


def _of_others(client: Client | Registration) -> None:
    """Raises the ProblemDetails of a client of this API: a program may not give itself powers."""
    if any(each.startswith(ADMIN_SCOPE) for each in client.scopes):
        raise ProblemDetails(
            Reason.COMMANDS_PROPOSE,
            "Clients of this API are registered and changed by an officer.",
        )


def _held(call: Call) -> Client:
    """The client of the path, if it is the one that the caller read. Raises ProblemDetails."""
    parties = services().relying_parties
    parties.hold(call.path.client_id)
    client = _found(call.path.client_id)
    _of_others(client)
    call.require(_whole(client))
    return client


def _register(call: Call) -> RegisteredClient:
    try:
        registration = registration_from(call.body.given)
    except NotARegistration as error:
        raise _faulty(error) from error
    _of_others(registration)
    shares_name = call.query.agreed
    made = services().relying_parties.register(
        registration, actor=call.actor, shares_name=shares_name
    )
    return _registered(made, registration)


def _faulty(error: NotARegistration) -> ProblemDetails:
    """Each fault with the pointer of its member, `#` where several members can have it."""
    errors = [
        {
            "detail": EXPLAINED[each.fault] if isinstance(each.fault, Fault) else str(each.fault),
            "pointer": f"#/{member}" if member else "#",
        }
        for each in error.faults
        for member in each.member.split(", ")
    ]
    return ProblemDetails(Reason.REGISTRATION_FAULTY, str(error), errors=errors)


def _registered(made: Registered | Refused, wanted: Registration | None) -> RegisteredClient:
    """The answer to who registered or changed a client; tells which one has a name like it."""
    if isinstance(made, Refused):
        raise problem_of(made, _alike(made, wanted))
    return RegisteredClient(client=_whole(made.client), client_secret=made.secret)


def _edit(call: Call) -> RegisteredClient:
    client = _held(call)
    changed: list[Registration] = []

    def change(before: Registration) -> Registration:
        wanted = patched(before, call.body.given)
        _of_others(wanted)
        changed.append(wanted)
        return wanted

    try:
        made = services().relying_parties.edit(
            client.client_id, change, actor=call.actor, shares_name=call.query.agreed
        )
    except NotARegistration as error:
        raise _faulty(error) from error
    return _registered(made, changed[-1] if changed else None)


def _alike(refused: Refused, wanted: Registration | None) -> str:
    if refused.reason is not Reason.NAME_LOOKS_ALIKE or wanted is None:
        return ""
    other = services().relying_parties.look_alike(wanted)
    if other is None:
        return "People could take it for the provider itself."
    return f"People could take it for the client {other.client_id}; see shares_name."


def _activate(call: Call) -> ClientView:
    parties, client = services().relying_parties, _held(call)
    terms = call.body.terms_version
    by = call.actor
    return _whole(granted(parties.activate(client.client_id, terms_version=terms, actor=by)))


def _suspend(call: Call) -> ClientView:
    parties, client = services().relying_parties, _held(call)
    reason = call.body.reason
    return _whole(granted(parties.suspend(client.client_id, reason=reason, actor=call.actor)))


def _rotate(call: Call) -> RegisteredClient:
    parties, client = services().relying_parties, _held(call)
    overlap = timedelta(hours=call.body.overlap_hours)
    made = granted(parties.rotate_secret(client.client_id, overlap=overlap, actor=call.actor))
    return RegisteredClient(client=_whole(made.client), client_secret=made.secret)


def _remove(call: Call) -> ClientView:
    client = _held(call)
    reason, by = call.body.reason, call.actor
    removed = granted(services().relying_parties.remove(client.client_id, reason=reason, actor=by))
    services().tokens.end_client(client.client_id, actor=by)
    return _whole(removed)


def _list(call: Call) -> Page[ClientView]:
    return page_of(
        services().relying_parties.page, call.query, key=lambda each: each.client_id, view=_view
    )


def _changes(
    of: str,
    power: Power,
    run: Callable[[Call], View],
    body: type[Any],
    answer: type[View],
    summary: str,
    *refuses: Reason,
) -> Operation:
    """A write to one client, which the caller has read."""
    return Operation(
        id=f"{of.replace('-', '_')}_client",
        method="POST",
        path=f"/clients/{{client_id}}/{of}",
        power=power,
        summary=summary,
        body=body,
        answer=answer,
        run=run,
        identifiers=OfClient,
        conditional=True,
        refuses=frozenset({Reason.COMMANDS_PROPOSE, *refuses}),
    )


OPERATIONS: Final = (
    Operation(
        id="list_clients",
        method="GET",
        path="/clients",
        power=Power.WORK_SEE,
        summary="The clients that are not removed, by id.",
        answer=Page[ClientView],
        query=PageQuery[ClientId],
        run=_list,
    ),
    Operation(
        id="read_client",
        method="GET",
        path="/clients/{client_id}",
        power=Power.WORK_SEE,
        summary="One client.",
        answer=ClientView,
        identifiers=OfClient,
        run=lambda call: _whole(_found(call.path.client_id)),
    ),
    Operation(
        id="register_client",
        method="POST",
        path="/clients",
        power=Power.CLIENT_REGISTER,
        summary="Register a client; it may ask once it is activated.",
        query=Sharing,
        body=REGISTRATION,
        answer=RegisteredClient,
        run=_register,
        refuses=_MAY_BE_FAULTY | {Reason.STATE_ALREADY_HOLDS},
        location=lambda made: f"/clients/{made.client.client_id}",
    ),
    Operation(
        id="edit_client",
        method="PATCH",
        path="/clients/{client_id}",
        power=Power.CLIENT_REGISTER,
        summary="Change members of a registration; those left out stay as they are.",
        query=Sharing,
        body=CHANGE,
        media_types=(_MERGE_PATCH, JSON),
        answer=RegisteredClient,
        run=_edit,
        identifiers=OfClient,
        conditional=True,
        refuses=_MAY_BE_FAULTY | {Reason.NOT_AUTHORISED},
    ),
    _changes(
        "activate",
        Power.CLIENT_ACTIVATE,
        _activate,
        Activation,
        ClientView,
        "Let a registered or suspended client ask.",
        Reason.LICENCE_REQUIRED,
        Reason.TERMS_NOT_ACCEPTED,
    ),
    _changes(
        "suspend",
        Power.CLIENT_SUSPEND,
        _suspend,
        Why,
        ClientView,
        "Stop a client: no request, token or answer any more.",
        Reason.STATE_ALREADY_HOLDS,
    ),
    _changes(
        "rotate-secret",
        Power.CLIENT_KEY_CHANGE,
        _rotate,
        SecretRotation,
        RegisteredClient,
        "Give a client a new secret.",
        Reason.STATE_ALREADY_HOLDS,
    ),
    _changes(
        "remove",
        Power.CLIENT_SUSPEND,
        _remove,
        Why,
        ClientView,
        "End a client for good; its id is never used again.",
    ),
)
