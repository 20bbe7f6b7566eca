"""erase accounts on request, and find the notices of a person.

On PostgreSQL without holding the table of notices meanwhile; a step that was stopped may be begun
again.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant, String

revision: str = '0052'
down_revision: str | None = '0051'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_WAITS = sa.text("withdrawn_at IS NULL AND done_at IS NULL")
_OF_A_PERSON = sa.text("subject_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        'erasure',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('asked_by', String, nullable=False),
        sa.Column('asked_at', Instant, nullable=False),
        sa.Column('due_at', Instant, nullable=False),
        sa.Column('held_at', Instant, nullable=True),
        sa.Column('withdrawn_at', Instant, nullable=True),
        sa.Column('done_at', Instant, nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure')),
        if_not_exists=True,
    )
    op.create_index('erasure_of_subject', 'erasure', ['subject_id'], if_not_exists=True)
    op.create_index(
        'erasure_waits',
        'erasure',
        ['subject_id'],
        unique=True,
        postgresql_where=_WAITS,
        sqlite_where=_WAITS,
        if_not_exists=True,
    )
    op.create_index(
        'erasure_due',
        'erasure',
        ['due_at', 'subject_id'],
        postgresql_where=_WAITS,
        sqlite_where=_WAITS,
        if_not_exists=True,
    )
    with op.get_context().autocommit_block():
        op.drop_index('notice_of_subject', 'notice', if_exists=True, postgresql_concurrently=True)
        op.create_index(
            'notice_of_subject',
            'notice',
            ['subject_id'],
            postgresql_where=_OF_A_PERSON,
            sqlite_where=_OF_A_PERSON,
            postgresql_concurrently=True,
        )
