"""The phones of the demo people: the one-time codes they would show now (RFC 6238)."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

import pyotp


@dataclass(frozen=True, slots=True)
class Code:
    """One person's present code and for how many seconds it stays."""

    key: str
    username: str
    code: str
    seconds_left: int


def codes(demo_file: Path) -> list[Code]:
    """The present codes of all people in demo.json who have an authenticator."""
    people = json.loads(demo_file.read_text("utf-8-sig"))["people"]
    return [_code(person) for person in people if person["totp_secret"]]


def _code(person: dict[str, str]) -> Code:
    totp, now = pyotp.TOTP(person["totp_secret"]), int(time.time())
    left = totp.interval - now % totp.interval
    return Code(person["key"], person["username"], totp.at(now), left)
