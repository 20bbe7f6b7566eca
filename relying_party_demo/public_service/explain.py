"""An explanation of a result's level, in words a citizen can check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from relying_party_demo.public_service.config import Config
from relying_party_demo.texts import Words

_HA_NOI = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Line:
    """One claim: its name, its raw value, and what it means."""

    claim: str
    value: str
    meaning: str


def why(claims: Mapping[str, Any], *, config: Config, words: Words) -> list[Line]:
    """The claims that determine the level, each with its meaning."""
    level = config.level_of(claims.get("acr"))
    lines = [Line("acr", str(claims.get("acr", "")), words(f"level.{level}.meaning"))]
    lines += [Line("amr", method, words.get(f"amr.{method}")) for method in claims.get("amr", ())]
    proved_at = claims.get("auth_time")
    if isinstance(proved_at, int):
        at = datetime.fromtimestamp(proved_at, _HA_NOI)
        moment = f"{at:%H:%M:%S} {words.day(at.date())} (UTC+7)"
        lines.append(Line("auth_time", str(proved_at), words("auth_time.meaning", moment=moment)))
    if "account_level" in claims:
        account = str(claims["account_level"])
        lines.append(Line("account_level", account, words("account_level.meaning", level=account)))
    if "act" in claims:
        lines.append(Line("act", str(claims["act"].get("sub", "")), words("act.meaning")))
    if "txn" in claims:
        lines.append(Line("txn", str(claims["txn"]), words("txn.meaning")))
    return lines
