"""The class of a model by its metadata entry: user verification, and compromise. Pure.

`userVerificationDetails` lists ways to verify a user, any one of which is enough; each is a list of
methods that are needed together. A signature does not tell which one was used, so a model counts
for what all of them have in common.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from idp.factors.domain import ModelClass

GRACE: Final = timedelta(days=30)
"""How long metadata lift anything past the date of their next update: a forgotten import should
not lock people out at once, and a model broken meanwhile should not count for months."""

_BIOMETRIC: Final = frozenset(
    f"{each}_internal"
    for each in ("fingerprint", "faceprint", "voiceprint", "eyeprint", "handprint")
)
_CODE: Final = frozenset(
    f"{each}_{where}" for each in ("passcode", "pattern") for where in ("internal", "external")
)
_VERIFIES_NO_USER: Final = frozenset({"presence_internal", "none"})
"""Methods that do not set the flag "user verified", so such signatures did not use them."""

_REJECTING: Final = frozenset(
    {
        "REVOKED",
        "USER_VERIFICATION_BYPASS",
        "ATTESTATION_KEY_COMPROMISE",
        "USER_KEY_REMOTE_COMPROMISE",
        "USER_KEY_PHYSICAL_COMPROMISE",
    }
)


def class_of(details: Any) -> ModelClass:  # noqa: ANN401 - JSON
    """The class of a model by its `userVerificationDetails`; malformed ones raise no level."""
    if not isinstance(details, list) or not all(map(_readable, details)):
        return ModelClass.UNKNOWN
    ways = [frozenset(method["userVerificationMethod"] for method in way) for way in details]
    ways = [way for way in ways if not way <= _VERIFIES_NO_USER]
    if ways and all(way & _BIOMETRIC for way in ways):
        return ModelClass.BIOMETRIC
    if ways and all(way - _VERIFIES_NO_USER <= _CODE for way in ways):
        return ModelClass.CODE
    return ModelClass.UNKNOWN


def _readable(way: Any) -> bool:  # noqa: ANN401 - JSON
    return (
        isinstance(way, list)
        and bool(way)
        and all(
            isinstance(method, dict) and isinstance(method.get("userVerificationMethod"), str)
            for method in way
        )
    )


def rejected_for(statuses: Iterable[str]) -> str | None:
    """The status that rejects a model, None when there is none.

    Once rejected it stays rejected: a later repair says nothing about the keys sold before.
    """
    return next((status for status in statuses if status in _REJECTING), None)


def class_today(
    model_class: str | None,
    rejected: str | None,
    next_update: datetime | None,
    now: datetime,
    *,
    lifts: bool,
) -> ModelClass:
    """The class of a model at `now`.

    Stale metadata raise no level, and none do while the operator's switch (`lifts`) is off; a
    rejected model is rejected all the same.
    """
    if rejected is not None:
        return ModelClass.REJECTED
    if not lifts or model_class is None or next_update is None or now >= next_update + GRACE:
        return ModelClass.UNKNOWN
    return ModelClass(model_class)
