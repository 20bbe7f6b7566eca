"""An approval request between browser and telephone: its values and lifetimes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple, Protocol

from idp.factors.app_keys.signed_messages import DeviceContext
from idp.kernel.ids import Id

SCAN_WITHIN: Final = timedelta(seconds=60)
APPROVE_WITHIN: Final = timedelta(seconds=120)
FINISH_WITHIN: Final = timedelta(seconds=120)
MOST_WRONG_NUMBERS: Final = 3


class Stage(StrEnum):
    """The stages of a request. DENIED: the person declined it on the telephone.

    OVER: it ended in any other way, or too late.
    """

    OFFERED = "offered"
    SCANNED = "scanned"
    APPROVED = "approved"
    DENIED = "denied"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ApprovalDetails:
    """The details to be approved. `shown` are the texts for the person on the telephone.

    `statement`: the bytes to be signed, where a signature is asked for and not an approval; then
    `shown` may name people. `lang` of `shown` is its language.
    """

    client_id: str
    acr: str
    shown: Mapping[str, Any]
    statement: bytes | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The content of the browser's page: the handle, and the number to type, if any."""

    handle: str
    number: str | None
    scan_by: datetime


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that the telephone has scanned."""

    stage: Stage
    number: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Scanned:
    """The details that the telephone gets for a handle, once; `statement` where it is to sign."""

    transaction_id: Id
    client_id: str
    acr: str
    shown: Mapping[str, Any]
    way: DeviceContext
    nonce: str
    expires_at: datetime
    statement: bytes | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A valid approval. `answer` is for the browser on the same telephone, if any."""

    transaction_id: Id
    answer: str | None


class StoredRequest(NamedTuple):
    """A request as it is stored, in the order of its columns."""

    id: Id
    handle_digest: bytes
    transaction_id: Id
    subject_id: Id
    audience: str
    way: str
    client_id: str
    acr: str
    shown: dict[str, Any]
    number: str | None
    wrong_numbers: int
    begun_at: datetime
    scan_by: datetime
    expires_at: datetime
    nonce_digest: bytes | None
    scanned_at: datetime | None
    approved_at: datetime | None
    credential_id: Id | None
    proof_digest: bytes | None
    answer_digest: bytes | None
    ended_at: datetime | None
    statement: bytes | None
    signature: str | None
    shown_sealed: bytes | None
    denied_at: datetime | None


class Staged(Protocol):
    """The instants of a request to a telephone, of whatever kind."""

    @property
    def scan_by(self) -> datetime: ...
    @property
    def expires_at(self) -> datetime: ...
    @property
    def scanned_at(self) -> datetime | None: ...
    @property
    def approved_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


def stage_of(row: Staged, now: datetime) -> Stage:
    """The stage of this row's request."""
    if row.ended_at is not None or now >= row.expires_at:
        return Stage.OVER
    if row.approved_at is not None:
        return Stage.APPROVED
    if row.scanned_at is not None:
        return Stage.SCANNED
    return Stage.OFFERED if now < row.scan_by else Stage.OVER
