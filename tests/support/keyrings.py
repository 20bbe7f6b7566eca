"""A keyring over a file, at a time that a test moves."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from idp.platform.jose import decode
from idp.platform.keyring import Keyring

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
CLAIMS = {"sub": "someone", "name": "Nguyễn Văn Ánh"}
DAY = timedelta(days=1)


@dataclass
class Clock:
    instant: datetime = START

    def now(self) -> datetime:
        return self.instant


def kids_of(keyring: Keyring) -> set[str]:
    return {key["kid"] for key in json.loads(keyring.jwks())["keys"]}


def header_of(token: str) -> dict[str, Any]:
    raw = decode(token.split(".", maxsplit=1)[0])
    assert raw is not None
    header: dict[str, Any] = json.loads(raw)
    return header


def published_key(keyring: Keyring, alg: str) -> dict[str, str]:
    return next(key for key in json.loads(keyring.jwks())["keys"] if key["alg"] == alg)
