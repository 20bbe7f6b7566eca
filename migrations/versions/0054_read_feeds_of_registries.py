"""read feeds of registries, each event of which counts once."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant, String

revision: str = '0054'
down_revision: str | None = '0053'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        'registry_feed',
        sa.Column('asked', String, nullable=False),
        sa.Column('cursor', String, nullable=False),
        sa.Column('due_at', Instant, nullable=False),
        sa.PrimaryKeyConstraint('asked'),
    )
    op.create_table(
        'registry_event',
        sa.Column('asked', String, nullable=False),
        sa.Column('event_id', String, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=True),
        sa.Column('reason', String, nullable=True),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('since', Instant, nullable=False),
        sa.Column('due_at', Instant, nullable=True),
        sa.Column('settled_at', Instant, nullable=True),
        sa.PrimaryKeyConstraint('asked', 'event_id'),
    )
    op.create_index('registry_event_due', 'registry_event', ['due_at'])
    op.create_index('registry_event_settled', 'registry_event', ['settled_at'])
    op.create_index('registry_event_of_subject', 'registry_event', ['subject_id'])
