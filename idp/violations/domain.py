"""A violation case (D4.5) and the acts that open one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from idp.history.domain import EventType
from idp.kernel.ids import Id


class ViolationKind(StrEnum):
    """Acts against the ban on passing results on and on reusing them (D19.4-1, D19.4-2)."""

    TOKEN_SHOWN_BY_OTHER = "token_shown_by_other"
    CODE_SHOWN_BY_OTHER = "code_shown_by_other"
    RESULT_AS_FACTOR = "result_as_factor"
    REFRESH_REPLAYED = "refresh_replayed"
    CODE_REPLAYED = "code_replayed"


EVENT_TYPES: Final[Mapping[ViolationKind, EventType]] = {
    ViolationKind.TOKEN_SHOWN_BY_OTHER: EventType.RESULT_SHOWN_BY_OTHER,
    ViolationKind.CODE_SHOWN_BY_OTHER: EventType.RESULT_SHOWN_BY_OTHER,
    ViolationKind.RESULT_AS_FACTOR: EventType.RESULT_SHOWN_AS_FACTOR,
    ViolationKind.REFRESH_REPLAYED: EventType.RESULT_SHOWN_AGAIN,
    ViolationKind.CODE_REPLAYED: EventType.RESULT_SHOWN_AGAIN,
}


class CaseState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ViolationCase:
    """`issued_to` and `shown_by` are client ids; `times` counts repetitions of the same act.

    `owner`: the id of the officer who took it, or who typed the command (`operator_id`).
    """

    id: Id
    kind: ViolationKind
    opened_at: datetime
    issued_to: str | None
    shown_by: str | None
    subject_id: Id | None
    evidence: Mapping[str, Any]
    owner: str | None
    state: CaseState
    outcome: str | None
    times: int
    last_at: datetime


def fingerprint(
    kind: ViolationKind, parties: Mapping[str, str | None], evidence: Mapping[str, Any]
) -> bytes:
    """32 bytes equal for the same act: same parties, same person, same evidence."""
    act = json.dumps([kind, dict(parties), dict(evidence)], sort_keys=True)
    return hashlib.sha256(act.encode()).digest()
