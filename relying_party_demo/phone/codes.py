"""The one-time codes of this telephone's people (RFC 6238)."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

import pyotp


@dataclass(frozen=True, slots=True)
class Code:
    """One account's present code and for how many seconds it stays."""

    username: str
    code: str
    seconds_left: int


def codes(demo_file: Path) -> list[Code]:
    """The present codes of all people in demo.json who have an authenticator."""
    if not demo_file.exists():
        return []
    people = json.loads(demo_file.read_text("utf-8-sig"))["people"]
    return [_code(each["username"], each["totp_secret"]) for each in people if each["totp_secret"]]


def _code(username: str, secret: str) -> Code:
    totp, now = pyotp.TOTP(secret), int(time.time())
    return Code(username, totp.at(now), totp.interval - now % totp.interval)
