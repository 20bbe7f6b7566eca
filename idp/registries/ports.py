"""What the slice needs of a registry, whichever adapter asks it.

Both methods raise `NoAnswer`, take seconds, and are called outside of a transaction.
"""

from collections.abc import Mapping
from typing import Protocol

from idp.kernel.registries import (
    RegistryComparison,
    RegistryEvents,
    RegistryNumber,
    RegistryRecord,
)


class ComparingRegistry(Protocol):
    """Says yes or no about data, and nothing else: enough for a telephone number's owner."""

    def compare(self, number: RegistryNumber, data: Mapping[str, str]) -> RegistryComparison:
        """Which of these data differ from the record of that number."""
        ...


class RecordRegistry(ComparingRegistry, Protocol):
    """A registry of people or of organisations."""

    def look_up(self, number: RegistryNumber) -> RegistryRecord | None:
        """The record of that number; None where the registry has none."""
        ...

    def changes(self, cursor: str) -> RegistryEvents:
        """The records that changed after a cursor, of which the first is empty."""
        ...
