"""let matches wait for registries that did not answer."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant, String

revision: str = '0053'
down_revision: str | None = '0052'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        'registry_match',
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('asked', String, nullable=False),
        sa.Column('reason', String, nullable=False),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('since', Instant, nullable=False),
        sa.Column('due_at', Instant, nullable=False),
        sa.ForeignKeyConstraint(['subject_id'], ['subject.subject_id']),
        sa.PrimaryKeyConstraint('subject_id'),
    )
    op.create_index('ix_registry_match_due_at', 'registry_match', ['due_at'])
