"""Ports of the package; passed in where services are built."""

from datetime import date, datetime
from typing import Protocol

from idp.kernel.ids import Id
from idp.notices.domain import LetterAllowed


class AddresseeAccounts(Protocol):
    """Data of accounts for a letter's addressee; implemented in `accounts`."""

    def locale_of(self, subject_id: Id) -> str | None:
        """The language the person chose for letters, if any."""

    def has_account(self, subject_id: Id) -> bool:
        """Whether there is an account, in whatever state."""

    def fourteen_from(self, subject_id: Id) -> date | None:
        """The day on which a person is 14, None for an organisation."""


class LetterLimit(Protocol):
    """A limit of letters about a change that can be repeated.

    `change` names its kind. Implemented in `factors`, where tries are counted.
    """

    def admit(self, subject_id: Id, change: str) -> LetterAllowed | None:
        """Count one letter; None where it is one too many."""

    def quiet_until(self, subject_id: Id, change: str) -> datetime | None:
        """When the next one can be sent, None where at once; counts nothing."""


class LetterProofs(Protocol):
    """Called when a notice of a numbered letter was handed over; implemented in `letters`."""

    def told(self, number: str, channel: str, at: datetime) -> None:
        """A channel accepted a notice that names this letter; joins the transaction."""


class HandOver(Protocol):
    """Called when a letter was handed over; implemented in `contacts` and `activation`."""

    def handed(self, waiting: Id, at: datetime) -> None:
        """A channel accepted a letter about this credential, contact or activation link.

        Joins the transaction.
        """
