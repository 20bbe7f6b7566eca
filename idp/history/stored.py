"""Entries as they are stored, for the ledger, which commits to each column of each row."""

from typing import Final

from sqlalchemy import Table, select

from idp.history.tables import HISTORY, HISTORY_SEALING

STORED_ENTRIES: Final[Table] = HISTORY
SEALING_IS_OPEN: Final = select(HISTORY_SEALING.c.opened_at).where(
    HISTORY_SEALING.c.closed_at.is_(None)
)
"""A row while entries of a release without seals may still get theirs."""
