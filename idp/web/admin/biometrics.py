"""Operations on the register of biometric services and reports about them (X16.4).

An officer at a desk approves what is proposed here (D4.8).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from idp.access.powers import Power
from idp.factors.biometrics.domain import (
    Assurance,
    AssuranceKind,
    BiometricProvider,
    Interface,
    PersonReference,
    RecordState,
    Role,
    ServiceProfile,
)
from idp.factors.biometrics.record_documents import provider_from, report_from
from idp.kernel.biometrics import Modality
from idp.kernel.refusals import Reason
from idp.web.admin.operation import (
    Body,
    Call,
    Instant,
    Operation,
    Page,
    View,
    granted,
    page_of,
    readable,
)
from idp.web.admin.parameters import OperationParameters, PageQuery, RecordId
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services

_LONGEST: Final = 500
_LONGEST_TOKEN: Final = 4_096
_Address = Annotated[str, Field(min_length=1, max_length=_LONGEST)]
_Text = Annotated[str, Field(min_length=1, max_length=_LONGEST), AfterValidator(readable)]
_MayBeEmpty = Annotated[
    str,
    Field(max_length=_LONGEST),
    AfterValidator(lambda text: readable(text) if text else text),
]
_Rate = Annotated[str, Field(pattern=r"^[01](\.[0-9]{1,12})?$")]


class OfService(OperationParameters):
    """Which service."""

    service_id: RecordId


class OfReport(OfService):
    """Which report about which service."""

    report_id: RecordId


class ReportView(View):
    """A report about a service; `value` is a decimal number, null where it has none."""

    id: str
    kind: AssuranceKind
    standard: str
    lab: str
    value: str | None
    report: str
    valid_until: datetime
    state: RecordState
    case: str | None


class ServiceView(View):
    """A biometric service without its token, with the reports about it.

    `case`: the number of the case in which it is approved; that of a report likewise.
    """

    id: str
    name: str
    role: Role
    interface: Interface
    endpoint: str
    gallery: str
    modalities: list[Modality]
    person_reference: PersonReference
    provenance: str
    profile: ServiceProfile
    state: RecordState
    case: str | None
    reports: list[ReportView]


class NewService(Body):
    """A biometric service; `token` is the bearer token for it, which is stored sealed."""

    name: _Text
    role: Role
    interface: Interface
    endpoint: _Address
    gallery: _MayBeEmpty = ""
    modalities: list[Modality] = Field(min_length=1)
    person_reference: PersonReference = PersonReference.PAIRWISE
    provenance: _MayBeEmpty = ""
    profile: ServiceProfile
    token: str = Field(default="", max_length=_LONGEST_TOKEN, pattern="^[ -~]*$")


class NewReport(Body):
    """A report about a service; `value` is the rate that it measured."""

    kind: AssuranceKind
    standard: _Text
    lab: _MayBeEmpty = ""
    value: _Rate | None = None
    report: _Text
    valid_until: Instant


def _view(service: BiometricProvider) -> ServiceView:
    ids = [service.id, *(each.id for each in service.assurances)]
    cases = services().work_list.numbers(ids)
    told = {
        name: getattr(service, name)
        for name in ServiceView.model_fields
        if name not in {"case", "reports"}
    }
    return ServiceView.model_validate(
        told
        | {
            "modalities": list(service.modalities),
            "case": cases.get(service.id),
            "reports": [_report(each, cases) for each in service.assurances],
        }
    )


def _report(report: Assurance, cases: Mapping[str, str]) -> ReportView:
    told = {name: getattr(report, name) for name in ReportView.model_fields if name != "case"}
    value = None if report.value is None else format(report.value, "f")
    return ReportView.model_validate(told | {"value": value, "case": cases.get(report.id)})


def _list(call: Call) -> Page[ServiceView]:
    known = sorted(services().biometric_providers.all(), key=lambda each: each.id)

    def after(cursor: str | None, limit: int) -> list[BiometricProvider]:
        return [each for each in known if each.id > (cursor or "")][:limit]

    return page_of(after, call.query, key=lambda each: each.id, view=_view)


def _found(service_id: str) -> BiometricProvider:
    found = services().biometric_providers.one(service_id)
    if not isinstance(found, BiometricProvider):
        raise ProblemDetails(Reason.NOT_FOUND, "No biometric service has this id.")
    return found


def _propose(call: Call) -> ServiceView:
    register, wanted = services().biometric_providers, call.body
    told = wanted.model_dump(mode="json")
    token = told.pop("token")
    service = provider_from(told, call.actor)
    _sound(register.faults_of(service))
    made = granted(register.propose(service, token=token, actor=call.actor))
    return _view(_found(made.id))


def _propose_report(call: Call) -> ServiceView:
    register, wanted = services().biometric_providers, call.body
    service = _found(call.path.service_id)
    call.require(_view(service))
    told = {"service": service.id, **wanted.model_dump(mode="json")}
    report = report_from(told, call.actor)
    _sound(register.report_faults_of(report))
    granted(register.propose_assurance(report, actor=call.actor))
    return _view(_found(service.id))


def _sound(faults: Mapping[str, str]) -> None:
    if faults:
        raise ProblemDetails(
            Reason.REGISTRATION_FAULTY,
            "Members are not acceptable.",
            errors=[{"detail": told, "pointer": f"#/{name}"} for name, told in faults.items()],
        )


def _retire(call: Call) -> ServiceView:
    service = _found(call.path.service_id)
    call.require(_view(service))
    granted(services().biometric_providers.retire(service.id, actor=call.actor))
    return _view(_found(service.id))


def _retire_report(call: Call) -> ServiceView:
    service, report_id = _found(call.path.service_id), call.path.report_id
    if report_id not in {each.id for each in service.assurances}:
        raise ProblemDetails(Reason.NOT_FOUND, "The service has no report with this id.")
    call.require(_view(service))
    granted(services().biometric_providers.retire(report_id, actor=call.actor))
    return _view(_found(service.id))


_ENDS: Final = frozenset({Reason.EXPIRED, Reason.STATE_ALREADY_HOLDS})

OPERATIONS: Final = (
    Operation(
        id="list_biometric_services",
        method="GET",
        path="/biometric-services",
        power=Power.WORK_SEE,
        summary="Every biometric service with the reports about it, by id.",
        answer=Page[ServiceView],
        query=PageQuery[RecordId],
        run=_list,
    ),
    Operation(
        id="read_biometric_service",
        method="GET",
        path="/biometric-services/{service_id}",
        power=Power.WORK_SEE,
        summary="One biometric service with the reports about it.",
        answer=ServiceView,
        identifiers=OfService,
        run=lambda call: _view(_found(call.path.service_id)),
    ),
    Operation(
        id="propose_biometric_service",
        method="POST",
        path="/biometric-services",
        power=Power.BIOMETRIC_PROVIDER_PROPOSE,
        summary="Propose a biometric service; it counts once a second person approved it.",
        body=NewService,
        answer=ServiceView,
        run=_propose,
        refuses=frozenset({Reason.NOT_AUTHORISED, Reason.REGISTRATION_FAULTY}),
        location=lambda made: f"/biometric-services/{made.id}",
    ),
    Operation(
        id="propose_biometric_report",
        method="POST",
        path="/biometric-services/{service_id}/reports",
        power=Power.BIOMETRIC_PROVIDER_PROPOSE,
        summary="Propose a report about a service; it counts once a second person approved it.",
        body=NewReport,
        answer=ServiceView,
        identifiers=OfService,
        run=_propose_report,
        conditional=True,
        refuses=frozenset({Reason.REGISTRATION_FAULTY}),
    ),
    Operation(
        id="retire_biometric_service",
        method="POST",
        path="/biometric-services/{service_id}/retire",
        power=Power.BIOMETRIC_PROVIDER_RETIRE,
        summary="Retire a biometric service at once.",
        answer=ServiceView,
        identifiers=OfService,
        run=_retire,
        conditional=True,
        refuses=_ENDS,
    ),
    Operation(
        id="retire_biometric_report",
        method="POST",
        path="/biometric-services/{service_id}/reports/{report_id}/retire",
        power=Power.BIOMETRIC_PROVIDER_RETIRE,
        summary="Retire a report about a service at once.",
        answer=ServiceView,
        identifiers=OfReport,
        run=_retire_report,
        conditional=True,
        refuses=_ENDS,
    ),
)
