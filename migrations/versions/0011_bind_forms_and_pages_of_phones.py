"""ask who is there, and keep what a phone showed when its key approved."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0011'
down_revision: str | None = '0010'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table('authorization_transaction', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asks_who_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True))

    with op.batch_alter_table('backchannel_request', schema=None) as batch_op:
        batch_op.add_column(sa.Column('page', sa.Text(), nullable=True))
