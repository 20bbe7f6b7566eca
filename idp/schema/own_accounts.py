"""Whether a database serves accounts of an operator's own, as no State system does."""

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
_APPOINTMENT: Final = sa.table("appointment", sa.column("desk_kind"), sa.column("ended_at"))
_COUNTER: Final = sa.select(
    sa.exists(
        sa.select(sa.literal(1)).where(
            # As `access.desks.DeskKind` names the counter of an operator.
            _APPOINTMENT.c.desk_kind == "counter",
            _APPOINTMENT.c.ended_at.is_(None),
        )
    )
)


def are_there(connection: Connection) -> bool:
    """Whether an account that its person made is there, of whatever state."""
    return bool(connection.scalar(_MADE))


def have_a_counter(connection: Connection) -> bool:
    """Whether somebody is appointed at a counter of an operator, and was not dismissed."""
    return bool(connection.scalar(_COUNTER))
