"""Records of the biometric register read from JSON documents: of commands, desk and admin API."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

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
from idp.kernel.actors import ActingClient, Officer, Operator
from idp.kernel.biometrics import Modality

MALFORMED = (KeyError, TypeError, ValueError, AttributeError, InvalidOperation, RecursionError)
"""What a document that describes no record raises."""


def provider_from(told: Any, actor: Officer | Operator | ActingClient) -> BiometricProvider:  # noqa: ANN401 - any JSON
    """The service that a document describes. Raises one of MALFORMED."""
    return BiometricProvider(
        id="",
        name=str(told["name"]),
        role=Role(told["role"]),
        interface=Interface(told["interface"]),
        endpoint=str(told["endpoint"]),
        gallery=str(told.get("gallery", "")),
        modalities=tuple(map(Modality, told["modalities"])),
        person_reference=PersonReference(told.get("person_reference", "pairwise")),
        provenance=str(told.get("provenance", "")),
        profile=ServiceProfile(told["profile"]),
        state=RecordState.PENDING,
        proposed_by=actor,
    )


def report_from(told: Any, actor: Officer | Operator | ActingClient) -> Assurance:  # noqa: ANN401 - any JSON
    """The report that a document describes. Raises one of MALFORMED."""
    valid_until = datetime.fromisoformat(told["valid_until"])
    if valid_until.tzinfo is None:
        raise ValueError("valid_until needs a time zone")
    return Assurance(
        id="",
        provider_id=str(told["service"]),
        kind=AssuranceKind(told["kind"]),
        standard=str(told["standard"]),
        lab=str(told.get("lab", "")),
        value=None if told.get("value") is None else Decimal(str(told["value"])),
        report=str(told["report"]),
        valid_until=valid_until,
        state=RecordState.PENDING,
        proposed_by=actor,
    )


def message_of(error: Exception) -> str:
    """What is wrong with the document, for who wrote it."""
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
