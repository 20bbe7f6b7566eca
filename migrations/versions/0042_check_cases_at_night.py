"""check the cases at night."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Instant

revision: str = '0042'
down_revision: str | None = '0041'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    not_ended = sa.text('ended_at IS NULL')
    op.create_index(
        'appointment_not_ended',
        'appointment',
        ['valid_until'],
        postgresql_where=not_ended,
        sqlite_where=not_ended,
    )
    op.create_table(
        'case_check',
        sa.Column('only', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('checked_at', Instant, nullable=False),
        sa.Column('faulty', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('only'),
    )
