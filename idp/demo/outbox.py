"""The worker of the demonstration: a thread, because the database is one file."""

import threading
from collections.abc import Callable

from idp.services import Services

_EVERY_SECONDS = 0.5


class Outbox:
    """Delivers mail, text messages and logout tokens while the demonstration runs."""

    def __init__(self, services: Services, *, complain: Callable[[str], None]) -> None:
        self._services = services
        self._complain = complain
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._over.wait(_EVERY_SECONDS):
            try:
                self._services.notices.deliver()
            except Exception as error:  # noqa: BLE001 - one bad row must not end the deliveries
                self._complain(f"delivery failed: {type(error).__name__}")
