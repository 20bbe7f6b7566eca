"""One-time codes as the person's phone shows them (RFC 6238)."""

import base64
import hmac
from datetime import datetime

_STEP_SECONDS = 30


def code_at(secret: str, now: datetime) -> str:
    """The six digits of the half minute `now` is in."""
    step = int(now.timestamp()) // _STEP_SECONDS
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"
