"""The register of identity cards: whether one card may be used now.

Asked with JSON over HTTP: `{"personal_number": …, "document_number": …}` is answered with the same
two members and a `status`. An answer about another card, or one that cannot be read, is no answer.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from idp.platform.bulkhead import Bulkhead, Busy, TookTooLong
from idp.platform.outbound import Outbound, OutboundFailed, OutboundRefused

AT_ONCE: Final = 8
"""The most concurrent requests, so that a hanging register holds no more threads than these."""

_OK: Final = 200
_SECONDS: Final = 3.0
"""Seconds a question may take."""


class CardStatus(StrEnum):
    VALID = "valid"
    LOCKED = "locked"
    LOST = "lost"
    REVOKED = "revoked"
    EXPIRED = "expired"


class RegistryUnavailable(Exception):
    """The card's status is unknown."""


class CardRegistry:
    """Asks the register at `card_registry_url`; without an address every status is unknown."""

    def __init__(self, url: str, outbound: Outbound, *, seconds: float = _SECONDS) -> None:
        self._url = url
        self._seconds = seconds
        self._outbound = outbound
        self._bulkhead = Bulkhead(AT_ONCE)

    @property
    def connected(self) -> bool:
        return bool(self._url)

    def status(self, *, personal_number: str, document_number: str) -> CardStatus | None:
        """The status of a card in the register; None for an unknown status.

        Raises RegistryUnavailable when there is no such answer in time.
        """
        asked = {"personal_number": personal_number, "document_number": document_number}
        if not self._url:
            raise RegistryUnavailable("no register")
        try:
            answer = self._bulkhead.run(lambda: self._ask(asked), seconds=self._seconds)
        except (Busy, TookTooLong) as error:
            raise RegistryUnavailable("no answer in time") from error
        if not isinstance(answer, dict) or any(answer.get(name) != asked[name] for name in asked):
            raise RegistryUnavailable("answered about something else")
        status = answer.get("status")
        if not isinstance(status, str):
            raise RegistryUnavailable("answered without a status")
        return _STATUSES.get(status)

    def _ask(self, asked: Mapping[str, str]) -> object:
        """The register's answer; None without a readable one."""
        try:
            reply = self._outbound.exchange_json(
                self._url, asked, headers={}, seconds=self._seconds
            )
            return reply.json() if reply.status == _OK else None
        except (OutboundFailed, OutboundRefused):
            return None


_STATUSES: Final = {each.value: each for each in CardStatus}
