"""hold what children and wards use until a guardian confirms it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Document, IdColumn, Instant, String

revision: str = '0071'
down_revision: str | None = '0070'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        'guardian_request',
        sa.Column('transaction_id', IdColumn, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('client_id', String, nullable=False),
        sa.Column('asked', Document, nullable=False),
        sa.Column('level', sa.SmallInteger(), nullable=False),
        sa.Column('asked_at', Instant, nullable=False),
        sa.Column('expires_at', Instant, nullable=False),
        sa.Column('decided_at', Instant, nullable=True),
        sa.PrimaryKeyConstraint('transaction_id'),
    )
    op.create_index(
        'guardian_request_of_subject', 'guardian_request', ['subject_id', 'expires_at']
    )
    op.create_index('guardian_request_expiry', 'guardian_request', ['expires_at'])
    op.create_table(
        'guardian_answer',
        sa.Column('transaction_id', IdColumn, nullable=False),
        sa.Column('agent_id', IdColumn, nullable=False),
        sa.Column('agreed', sa.Boolean(), nullable=False),
        sa.Column('chosen', Document, nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('answered_at', Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ['transaction_id'], ['guardian_request.transaction_id'], ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('transaction_id', 'agent_id'),
    )
