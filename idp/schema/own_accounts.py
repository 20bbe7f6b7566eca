"""Whether there are accounts that people made of their own, which no State system may have."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

_ACCOUNT: Final = sa.table("account", sa.column("subject_id"))
_SUBJECT: Final = sa.table("subject", sa.column("subject_id"), sa.column("kind"))
_MADE: Final = sa.select(
    sa.exists(
        sa.select(sa.literal(1)).where(
            # As `subjects.domain.SubjectKind` names who makes an account; that of who was erased
            # is gone, the subject stays.
            _SUBJECT.c.kind == "person",
            _ACCOUNT.c.subject_id == _SUBJECT.c.subject_id,
        )
    )
)


def are_there(connection: Connection) -> bool:
    """Whether one is there, of whatever state."""
    return bool(connection.scalar(_MADE))
