"""find people by their names, under a key; and count how fast an officer looks for them.

The keys are not here: the rows of those who are there already are written by the worker, or by
`idp people index-names`, in two rounds a day apart. An installation without people owes none.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant

revision: str = '0062'
down_revision: str | None = '0061'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INDEXING = sa.table(
    'name_indexing',
    sa.column('version', sa.SmallInteger),
    sa.column('rounds_left', sa.SmallInteger),
    sa.column('after', IdColumn),
    sa.column('due_at', Instant),
)


def upgrade() -> None:
    op.create_table(
        'name_term',
        sa.Column('term', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.PrimaryKeyConstraint('term', 'subject_id'),
        sqlite_with_rowid=False,
    )
    op.create_index('name_term_of_subject', 'name_term', ['subject_id'])
    op.create_table(
        'name_indexing',
        sa.Column('version', sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column('rounds_left', sa.SmallInteger(), nullable=False),
        sa.Column('after', IdColumn, nullable=False),
        sa.Column('due_at', Instant, nullable=False),
        sa.PrimaryKeyConstraint('version'),
    )
    op.create_table(
        'person_search_pace',
        sa.Column('officer_id', IdColumn, nullable=False),
        sa.Column('next_at', Instant, nullable=False),
        sa.PrimaryKeyConstraint('officer_id'),
    )
    connection = op.get_bind()
    if connection.execute(sa.text('SELECT 1 FROM subject LIMIT 1')).first() is not None:
        connection.execute(
            _INDEXING.insert().values(
                version=1,
                rounds_left=2,
                after='00000000-0000-0000-0000-000000000000',
                due_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
