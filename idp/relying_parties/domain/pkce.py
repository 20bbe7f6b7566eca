"""Exemptions from PKCE, and their end (decision Q17, RFC 7636, RFC 9700 section 2.1.1).

PKCE with S256 is the rule. Some products cannot send a challenge; an operator may exempt such a
client, if it is confidential, and says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class PkceExemption:
    """Why a client may leave the challenge out, and until which day (its last, in UTC).

    Instead of the challenge each request carries a `nonce`, which binds the code to the browser as
    well (OAuth 2.1 §7.5.1), unless `without_nonce` says that the risk of neither was accepted.
    """

    reason: str
    without_nonce: bool = False
    until: date | None = None

    def covers(self, today: date, *, nonce: bool) -> bool:
        """Whether a request without a challenge, with or without `nonce`, is accepted."""
        in_time = self.until is None or today <= self.until
        return in_time and (nonce or self.without_nonce)


def to_document(exemption: PkceExemption) -> dict[str, Any]:
    """The exemption as JSON members."""
    until = None if exemption.until is None else exemption.until.isoformat()
    return {
        "reason": exemption.reason,
        "without_nonce": exemption.without_nonce,
        "until": until,
    }


def from_document(document: Mapping[str, Any]) -> PkceExemption:
    """The exemption a stored document holds."""
    until = document["until"]
    return PkceExemption(
        document["reason"],
        document["without_nonce"],
        None if until is None else date.fromisoformat(until),
    )
