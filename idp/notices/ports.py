"""Ports of the package; passed in where services are built."""

from datetime import date, datetime
from typing import Protocol

from idp.kernel.ids import Id
from idp.notices.domain import LetterAllowed


class AddresseeAccounts(Protocol):
    """Data of accounts for a letter's addressee; implemented in `accounts`."""

    def locale_of(self, subject_id: Id) -> str | None:
        """The language the person chose to be addressed in, if they did."""

    def fourteen_from(self, subject_id: Id) -> date | None:
        """The day from which a person acts alone, None where that is not at issue."""


class LetterLimit(Protocol):
    """How often a letter about a change is owed that can be made over and over again.

    `change` names its kind. Implemented in `factors`, where tries are counted.
    """

    def admit(self, subject_id: Id, change: str) -> LetterAllowed | None:
        """Count one letter; None where it is one too many."""

    def quiet_until(self, subject_id: Id, change: str) -> datetime | None:
        """When the next one can be sent, None where at once; counts nothing."""


class HandOver(Protocol):
    """Called when a letter was handed over; implemented in `contacts`."""

    def handed(self, waiting: Id, at: datetime) -> None:
        """A channel took a letter about this means or contact; joins what records that."""
