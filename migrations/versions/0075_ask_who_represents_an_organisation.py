"""ask who represents an organisation whether they agree to its account."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant, String

revision: str = '0075'
down_revision: str | None = '0074'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        'agreement_request',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('case_id', IdColumn, nullable=False),
        sa.Column('record_id', IdColumn, nullable=False),
        sa.Column('state', String, nullable=False),
        sa.Column('sent_at', Instant, nullable=True),
        sa.Column('reminded_at', Instant, nullable=True),
        sa.Column('answered_at', Instant, nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('case_id', 'record_id', name='agreement_request_once'),
    )
    op.create_index('agreement_request_of_record', 'agreement_request', ['record_id'])
    op.create_index('agreement_request_waiting', 'agreement_request', ['state', 'id'])
