"""What the telephone signs for an officer: the statement, whose own lines it shows.

The provider also sends the lines with labels in words. Before anything is shown they are compared
with those of the statement, so nobody signs other values than they read.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from relying_party_demo.phone.provider import No


@dataclass(frozen=True, slots=True)
class Statement:
    """`raw` are the bytes that came, which are signed as they are."""

    raw: bytes
    decision: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """What is signed: SHA-256 of the bytes, base64url."""
        made = hashlib.sha256(self.raw).digest()
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    @property
    def decision_digest(self) -> str:
        """The digest that stands on the page of the desk, in hexadecimal.

        The members come in the order that is signed.
        """
        text = json.dumps(self.decision, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def compare(self, shown: Mapping[str, Any]) -> None:
        """Raises No where the texts to show have other values than the statement."""
        values = [(each["before"], each["after"]) for each in self.decision["shown"]]
        told = [(each["before"], each["after"]) for each in shown["lines"]]
        if values != told or shown["digest"] != self.decision_digest:
            raise No("other_lines")


def statement_in(text: str) -> Statement:
    """The statement in base64url. Raises No for what is none."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        decision = json.loads(raw)["decision"]
    except (ValueError, KeyError, TypeError) as error:
        raise No("unreadable") from error
    return Statement(raw, decision)
