"""Between rows and records of the register, and validation of records."""

from collections.abc import Iterable, Iterator
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

_NAMELESS: Final = "a service needs a name and at least one trait"
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


def first_of_each(faults: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One fault for each field, in the order in which they were found."""
    found: dict[str, str] = {}
    for field, fault in faults:
        found.setdefault(field, fault)
    return found


def provider_faults(
    provider: BiometricProvider, *, plain_http: bool = False
) -> Iterator[tuple[str, str]]:
    """The fields by which this record is not a valid service, each with why.

    `plain_http` is for a demonstration on one machine.
    """
    encrypted = plain_http or provider.endpoint.startswith("https://")
    matches = provider.role is Role.MATCHING
    any_trait = provider.interface is not Interface.BIOSDK
    needs_gallery = provider.interface is Interface.OSIA
    checks = (
        (
            "interface",
            f"{provider.interface} is not spoken by a service for {provider.role}",
            _SPOKEN_BY[provider.interface] is provider.role,
        ),
        (
            "endpoint",
            "the endpoint must be an http or https address without query or last slash",
            _is_address(provider.endpoint),
        ),
        ("endpoint", "the endpoint must be https: faces travel there", encrypted),
        ("name", _NAMELESS, bool(provider.name.strip())),
        ("modalities", _NAMELESS, bool(provider.modalities)),
        (
            "provenance",
            "the provenance must name a register that references can come from",
            not matches or provider.provenance in set(Source),
        ),
        (
            "modalities",
            "a Bio-SDK service compares faces only",
            any_trait or set(provider.modalities) == {Modality.FACE},
        ),
        (
            "gallery",
            "an ABIS is asked in a gallery",
            not needs_gallery or bool(provider.gallery),
        ),
    )
    return ((field, fault) for field, fault, holds in checks if not holds)


def _is_address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return plain and not (parts.query or parts.fragment or endpoint.endswith("/"))


def assurance_faults(assurance: Assurance, now: datetime) -> Iterator[tuple[str, str]]:
    """The fields by which this record is not a valid report, each with why."""
    for name in ("standard", "report"):
        if not getattr(assurance, name).strip():
            yield name, "a report needs its standard and where it can be read"
    if assurance.valid_until <= now:
        yield "valid_until", "this report has expired"
    if assurance.kind is AssuranceKind.FALSE_MATCH:
        value = assurance.value
        if value is None or not value.is_finite() or not 0 < value < 1:
            yield "value", "a false match rate is a number between 0 and 1"
