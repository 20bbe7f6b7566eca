"""keep the links that activate accounts: when each was sent, received, used or replaced."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Digest, IdColumn, Instant

revision: str = '0049'
down_revision: str | None = '0048'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        'activation_link',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('digest', Digest, nullable=False),
        sa.Column('sent_at', Instant, nullable=False),
        sa.Column('received_at', Instant, nullable=True),
        sa.Column('ends_at', Instant, nullable=False),
        sa.Column('used_at', Instant, nullable=True),
        sa.Column('replaced_at', Instant, nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('digest'),
    )
    op.create_index('activation_link_of_subject', 'activation_link', ['subject_id', 'sent_at'])
