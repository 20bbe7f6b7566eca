"""What a service needs that records a fact, when it was, and that it happened."""

from dataclasses import dataclass

from idp.history.service import History
from idp.kernel.clock import Clock
from idp.platform.database import Database


@dataclass(frozen=True, slots=True)
class ServiceContext:
    """Handed to services that use all three; who uses fewer names what it uses."""

    database: Database
    clock: Clock
    history: History
