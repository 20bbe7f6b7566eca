"""Dependencies of a service that records events: database, clock, history."""

from dataclasses import dataclass

from idp.history.service import History
from idp.kernel.clock import Clock
from idp.platform.database import Database


@dataclass(frozen=True, slots=True)
class ServiceContext:
    """For services that use all three."""

    database: Database
    clock: Clock
    history: History
