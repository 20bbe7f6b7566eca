"""Operations on the register of licensed providers (D18.4, D19.3-1)."""

from datetime import datetime
from typing import Final

from pydantic import Field

from idp.access.powers import Power
from idp.kernel.refusals import Reason
from idp.kernel.texts import LONGEST_NAME
from idp.licensing.domain import LicensedProvider
from idp.web.admin.operation import (
    Body,
    Call,
    Instant,
    Operation,
    Page,
    ReasonText,
    View,
    granted,
    page_of,
)
from idp.web.admin.parameters import OperationParameters, PageQuery, RecordId
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services


class OfProvider(OperationParameters):
    """Which provider."""

    provider_id: RecordId


class ProviderView(View):
    """A licensed provider; its certificate holds before `certificate_until`."""

    id: str
    name: str
    certificate_until: datetime
    revoked_at: datetime | None
    help_line: str
    mail: str | None


class NewProvider(Body):
    """A provider with a certificate of eligibility."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    certificate_until: Instant
    help_line: str = Field(min_length=1, max_length=LONGEST_NAME)
    mail: str | None = Field(default=None, max_length=LONGEST_NAME)


class WhyRevoked(Body):
    """Why a certificate is revoked, as history and a letter to the provider tell it."""

    reason: ReasonText


def _found(provider_id: str) -> LicensedProvider:
    provider = services().licensing.provider(provider_id)
    if provider is None:
        raise ProblemDetails(Reason.NOT_FOUND, "No provider has this id.")
    return provider


def _register(call: Call) -> ProviderView:
    wanted: NewProvider = call.body
    made = services().licensing.register(
        name=wanted.name,
        certificate_until=wanted.certificate_until,
        help_line=wanted.help_line,
        mail=wanted.mail,
        actor=call.actor,
    )
    # As it is stored and read: an instant in UTC, whatever its zone was.
    return ProviderView.model_validate(_found(granted(made).id))


def _revoke(call: Call) -> ProviderView:
    provider = _found(call.path.provider_id)
    call.require(ProviderView.model_validate(provider))
    revoked = services().licensing.revoke(provider.id, reason=call.body.reason, actor=call.actor)
    return ProviderView.model_validate(granted(revoked))


OPERATIONS: Final = (
    Operation(
        id="list_providers",
        method="GET",
        path="/providers",
        power=Power.WORK_SEE,
        summary="Every licensed provider, by id.",
        answer=Page[ProviderView],
        query=PageQuery[RecordId],
        run=lambda call: page_of(
            services().licensing.page,
            call.query,
            key=lambda each: each.id,
            view=ProviderView.model_validate,
        ),
    ),
    Operation(
        id="read_provider",
        method="GET",
        path="/providers/{provider_id}",
        power=Power.WORK_SEE,
        summary="One provider.",
        answer=ProviderView,
        identifiers=OfProvider,
        run=lambda call: ProviderView.model_validate(_found(call.path.provider_id)),
    ),
    Operation(
        id="register_provider",
        method="POST",
        path="/providers",
        power=Power.PROVIDER_REGISTER,
        summary="Register a provider whose certificate is valid until an instant.",
        body=NewProvider,
        answer=ProviderView,
        run=_register,
        refuses=frozenset({Reason.REGISTRATION_FAULTY, Reason.NAME_LOOKS_ALIKE}),
        location=lambda made: f"/providers/{made.id}",
    ),
    Operation(
        id="revoke_provider",
        method="POST",
        path="/providers/{provider_id}/revoke",
        power=Power.PROVIDER_REVOKE,
        summary="Revoke a certificate: all its clients stop at once; the provider is written why.",
        body=WhyRevoked,
        answer=ProviderView,
        run=_revoke,
        identifiers=OfProvider,
        conditional=True,
        refuses=frozenset({Reason.STATE_ALREADY_HOLDS}),
    ),
)
