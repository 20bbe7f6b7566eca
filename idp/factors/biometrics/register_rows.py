"""Between rows and records of the register, and validation of records."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

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
from idp.factors.biometrics.tables import PROVIDER
from idp.history.actors import from_text, to_document, to_text
from idp.kernel.actors import Actor
from idp.kernel.biometrics import Modality
from idp.platform.database import Row
from idp.subjects.domain import Source

_SECRETS: Final = {"token_key", "token_sealed"}
COLUMNS: Final = [column for column in PROVIDER.c if column.name not in _SECRETS]
"""The columns of a service without its secret."""

_SPOKEN_BY: Final = {
    Interface.OSIA: Role.MATCHING,
    Interface.BIOSDK: Role.MATCHING,
    Interface.LIVENESS_JSON: Role.LIVENESS,
}


def provider_from(row: Row) -> BiometricProvider:
    columns = row._asdict()
    del columns["retired_by"]
    return BiometricProvider(
        **{
            **columns,
            "role": Role(row.role),
            "interface": Interface(row.interface),
            "modalities": tuple(map(Modality, row.modalities)),
            "person_reference": PersonReference(row.person_reference),
            "profile": ServiceProfile(row.profile),
            "state": RecordState(row.state),
            **_acted(row),
        }
    )


def provider_columns(provider: BiometricProvider) -> dict[str, Any]:
    columns = {each.name: getattr(provider, each.name, None) for each in COLUMNS}
    proposed_by = to_text(provider.proposed_by)
    modalities = [each.value for each in provider.modalities]
    return {**columns, "modalities": modalities, "proposed_by": proposed_by}


def assurance_from(row: Row) -> Assurance:
    columns = row._asdict()
    del columns["retired_by"]
    return Assurance(
        **{
            **columns,
            "kind": AssuranceKind(row.kind),
            "value": None if row.value is None else Decimal(row.value),
            "state": RecordState(row.state),
            **_acted(row),
        }
    )


def _acted(row: Row) -> dict[str, Actor | None]:
    approved_by = None if row.approved_by is None else from_text(row.approved_by)
    return {"proposed_by": from_text(row.proposed_by), "approved_by": approved_by}


def facts_of(record: BiometricProvider | Assurance) -> dict[str, Any]:
    """The facts of a record for the history."""
    facts: dict[str, Any] = {"record": record.id, "proposed_by": to_document(record.proposed_by)}
    if isinstance(record, BiometricProvider):
        facts |= {"service": record.name, "role": record.role, "profile": record.profile}
        return facts | {"endpoint": record.endpoint, "interface": record.interface}
    facts |= {"service": record.provider_id, "kind": record.kind, "report": record.report}
    return facts | {"valid_until": record.valid_until.isoformat(), "lab": record.lab}


def not_a_provider(provider: BiometricProvider, *, plain_http: bool = False) -> str | None:
    """Why this record is not a valid service; None when it is.

    `plain_http` is for a demonstration on one machine.
    """
    faults = {
        f"{provider.interface} is not spoken by a service for {provider.role}": (
            _SPOKEN_BY[provider.interface] is not provider.role
        ),
        "the endpoint must be an http or https address without query or last slash": (
            not _is_address(provider.endpoint)
        ),
        "the endpoint must be https: faces travel there": (
            not plain_http and not provider.endpoint.startswith("https://")
        ),
        "a service needs a name and at least one trait": (
            not provider.name.strip() or not provider.modalities
        ),
        "the provenance must name a register that references can come from": (
            provider.role is Role.MATCHING and provider.provenance not in set(Source)
        ),
        "a Bio-SDK service compares faces only": (
            provider.interface is Interface.BIOSDK and set(provider.modalities) != {Modality.FACE}
        ),
        "an ABIS is asked in a gallery": (
            provider.interface is Interface.OSIA and not provider.gallery
        ),
    }
    return next((fault for fault, found in faults.items() if found), None)


def _is_address(endpoint: str) -> bool:
    parts = urlsplit(endpoint)
    plain = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return plain and not (parts.query or parts.fragment or endpoint.endswith("/"))


def not_an_assurance(assurance: Assurance, now: datetime) -> str | None:
    """Why this record is not a valid report; None when it is."""
    if not assurance.standard.strip() or not assurance.report.strip():
        return "a report needs its standard and where it can be read"
    if assurance.valid_until <= now:
        return "this report has expired"
    if assurance.kind is AssuranceKind.FALSE_MATCH:
        value = assurance.value
        if value is None or not value.is_finite() or not 0 < value < 1:
            return "a false match rate is a number between 0 and 1"
    return None
