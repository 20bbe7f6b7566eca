"""run terms of the law.

A row for each term that runs or ran in a case, with the instants at which parts of it are over.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant, String

revision: str = '0036'
down_revision: str | None = '0035'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_RUNNING = sa.text('stopped_at IS NULL')
_TO_COME = sa.text('next_at IS NOT NULL')


def upgrade() -> None:
    op.create_table(
        'deadline',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('case_id', IdColumn, nullable=False),
        sa.Column('case_kind', String, nullable=False),
        sa.Column('term', String, nullable=False),
        sa.Column('rule_set', String, nullable=False),
        sa.Column('started_at', Instant, nullable=False),
        sa.Column('due_at', Instant, nullable=False),
        sa.Column('half_at', Instant, nullable=False),
        sa.Column('most_at', Instant, nullable=False),
        sa.Column('escalate_at', Instant, nullable=False),
        sa.Column('next_at', Instant, nullable=True),
        sa.Column('calendar', String, nullable=False),
        sa.Column('certainty', sa.Integer(), nullable=False),
        sa.Column('half_warned_at', Instant, nullable=True),
        sa.Column('warned_at', Instant, nullable=True),
        sa.Column('escalated_at', Instant, nullable=True),
        sa.Column('breached_at', Instant, nullable=True),
        sa.Column('stopped_at', Instant, nullable=True),
        sa.Column('outcome', String, nullable=True),
        sa.PrimaryKeyConstraint('id'),
    )
    for name, columns, unique, only in (
        ('deadline_running_in_case', ['case_id', 'term'], True, _RUNNING),
        ('deadline_of_case', ['case_id', 'id'], False, None),
        ('deadline_next', ['next_at'], False, _TO_COME),
        ('deadline_running', ['due_at', 'id'], False, _RUNNING),
        ('deadline_counted_with', ['calendar'], False, _TO_COME),
        ('deadline_due', ['due_at'], False, None),
    ):
        op.create_index(
            name, 'deadline', columns, unique=unique, postgresql_where=only, sqlite_where=only
        )
