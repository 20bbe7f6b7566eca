"""One request on its way from a browser to the telephone and back: its values and its times."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from idp.factors.app_keys.signed_messages import DeviceContext
from idp.kernel.ids import Id

SCAN_WITHIN: Final = timedelta(seconds=60)
APPROVE_WITHIN: Final = timedelta(seconds=120)
FINISH_WITHIN: Final = timedelta(seconds=120)
MOST_WRONG_NUMBERS: Final = 3


class Stage(StrEnum):
    """How far a request came."""

    OFFERED = "offered"
    SCANNED = "scanned"
    APPROVED = "approved"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ApprovalDetails:
    """The details to be approved. `shown` are the texts for the person on the telephone."""

    client_id: str
    acr: str
    shown: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """The content of the browser's page: the handle, and the number to type, if any."""

    handle: str
    number: str | None
    scan_by: datetime


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request the telephone has taken up."""

    stage: Stage
    number: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Scanned:
    """The details that the telephone gets for a handle, once."""

    transaction_id: Id
    client_id: str
    acr: str
    shown: Mapping[str, Any]
    way: DeviceContext
    nonce: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """The telephone's approval counts. `answer` goes back through the browser, if it is to."""

    transaction_id: Id
    answer: str | None


def stage_of(row: Mapping[str, Any], now: datetime) -> Stage:
    """How far the request of this row came."""
    if row["ended_at"] is not None or now >= row["expires_at"]:
        return Stage.OVER
    if row["approved_at"] is not None:
        return Stage.APPROVED
    if row["scanned_at"] is not None:
        return Stage.SCANNED
    return Stage.OFFERED if now < row["scan_by"] else Stage.OVER
