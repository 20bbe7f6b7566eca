"""Who created the accounts of an installation (Q13): the authority, or their operator."""

from enum import StrEnum


class AccountsMode(StrEnum):
    """Whose accounts these are."""

    STATE_SYSTEM = "state_system"
    """Identification accounts of the authority."""
    SELF_CREATED = "self_created"
    """Accounts that their operator created, classified by the same table of levels."""
