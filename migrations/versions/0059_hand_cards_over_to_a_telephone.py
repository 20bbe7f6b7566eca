"""hand the reading of a card over to a telephone, from another screen."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Digest, Document, IdColumn, Instant, String

revision: str = '0059'
down_revision: str | None = '0057'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        'card_hand_over',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('handle_digest', Digest, nullable=False),
        sa.Column('transaction_id', IdColumn, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('audience', String, nullable=False),
        sa.Column('shown', Document, nullable=False),
        sa.Column('number', String, nullable=False),
        sa.Column('wrong_tries', sa.Integer(), nullable=False),
        sa.Column('begun_at', Instant, nullable=False),
        sa.Column('scan_by', Instant, nullable=False),
        sa.Column('expires_at', Instant, nullable=False),
        sa.Column('scanned_at', Instant, nullable=True),
        sa.Column('approved_at', Instant, nullable=True),
        sa.Column('credential_id', IdColumn, nullable=True),
        sa.Column('ended_at', Instant, nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('handle_digest'),
    )
    op.create_index('card_hand_over_of_transaction', 'card_hand_over', ['transaction_id'])
    op.create_index('card_hand_over_expiry', 'card_hand_over', ['expires_at'])
