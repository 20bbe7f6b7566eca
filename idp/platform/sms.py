"""Text messages through an HTTP gateway with JSON."""

from typing import Final

from idp.platform.delivery import DeliveryFailed
from idp.platform.outbound import Outbound, OutboundFailed, OutboundRefused

__all__ = ["DeliveryFailed", "Sms"]

_ACCEPTED: Final = range(200, 300)


class Sms:
    """Posts {"to": …, "text": …} to the gateway of `sms_url`."""

    def __init__(self, url: str, outbound: Outbound) -> None:
        self._url = url
        self._outbound = outbound

    def send(self, *, to: str, text: str) -> None:
        """Send one message. Raises DeliveryFailed unless the gateway accepted it."""
        if not self._url:
            raise DeliveryFailed("no SMS gateway")
        try:
            status = self._outbound.post_json(self._url, {"to": to, "text": text})
        except (OutboundFailed, OutboundRefused) as error:
            raise DeliveryFailed("gateway not reached") from error
        if status not in _ACCEPTED:
            raise DeliveryFailed(f"gateway answered {status}")
