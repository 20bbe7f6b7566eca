"""A whole metadata file: verified, and parsed into the models.

Strict where an unread part would be dangerous (number, date, status reports), lenient where it only
lowers the level (user verification methods, a malformed root).
"""

import base64
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from cryptography import x509

from idp.factors.domain import ModelClass
from idp.factors.metadata.chains import BROKEN
from idp.factors.metadata.models import class_of, rejected_for
from idp.factors.metadata.signature import UnusableMetadata, signed_payload

_MOST_ENTRIES: Final = 20_000
_LARGEST_NUMBER: Final = 2**53
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Model:
    """One model of authenticators; `roots` are base64 of DER, `rejected_for` a published status."""

    aaguid: str
    model_class: ModelClass
    rejected_for: str | None
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """`number` grows with each publication; `next_update` is the day the next one is due."""

    number: int
    next_update: datetime
    models: tuple[Model, ...]


def read_blob(blob: bytes, *, root: bytes, now: datetime) -> Metadata:
    """Verify an MDS3 BLOB under a root (PEM) and take it apart. Raises UnusableMetadata."""
    payload = signed_payload(blob, root=root, now=now)
    next_update = _next_update(payload.get("nextUpdate"))
    if now >= next_update + _DAY:
        raise UnusableMetadata(f"a newer file was due on {next_update:%Y-%m-%d}")
    entries = payload.get("entries")
    if not isinstance(entries, list) or len(entries) > _MOST_ENTRIES:
        raise UnusableMetadata("the entries are no list, or too many")
    models = tuple(model for entry in entries if (model := _model(entry)) is not None)
    if len({model.aaguid for model in models}) != len(models):
        raise UnusableMetadata("two entries are about one model")
    return Metadata(_number(payload.get("no")), next_update, models)


def _number(value: Any) -> int:  # noqa: ANN401 - JSON
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LARGEST_NUMBER:
        raise UnusableMetadata("the file has no number")
    return value


def _next_update(value: Any) -> datetime:  # noqa: ANN401 - JSON
    try:
        return datetime.combine(date.fromisoformat(value), time(), UTC)
    except (TypeError, ValueError) as error:
        raise UnusableMetadata("the file does not say when the next one is due") from error


def _model(entry: Any) -> Model | None:  # noqa: ANN401 - JSON
    """The model of an entry; None for entries of older protocols, which name no AAGUID."""
    if not isinstance(entry, dict):
        raise UnusableMetadata("an entry is no object")
    if "aaguid" not in entry:
        return None
    statement = entry.get("metadataStatement")
    said = statement if isinstance(statement, dict) else {}
    return Model(
        aaguid=_aaguid(entry["aaguid"]),
        model_class=class_of(said.get("userVerificationDetails")),
        rejected_for=rejected_for(_statuses(entry.get("statusReports"))),
        roots=_readable_roots(said.get("attestationRootCertificates")),
    )


def _aaguid(value: Any) -> str:  # noqa: ANN401 - JSON
    try:
        return str(UUID(value))
    except (AttributeError, TypeError, ValueError) as error:
        raise UnusableMetadata("an AAGUID is none") from error


def _statuses(reports: Any) -> list[str]:  # noqa: ANN401 - JSON
    if not isinstance(reports, list):
        raise UnusableMetadata("an entry has no status reports")
    return [_status(report) for report in reports]


def _status(report: Any) -> str:  # noqa: ANN401 - JSON
    status = report.get("status") if isinstance(report, dict) else None
    if not isinstance(status, str):
        raise UnusableMetadata("a status report cannot be read")
    return status


def _readable_roots(roots: Any) -> tuple[str, ...]:  # noqa: ANN401 - JSON
    given = roots if isinstance(roots, list) else []
    # Published files fold some of these texts into lines.
    texts = ["".join(each.split()) for each in given if isinstance(each, str)]
    return tuple(text for text in texts if certificate_in(text) is not None)


def certificate_in(text: str) -> x509.Certificate | None:
    """The certificate in base64 of DER, None when there is none."""
    try:
        return x509.load_der_x509_certificate(base64.b64decode(text, validate=True))
    except BROKEN:
        return None
