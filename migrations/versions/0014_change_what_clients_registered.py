"""change what clients registered."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0014'
down_revision: str | None = '0013'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('client_origin',
    sa.Column('origin', sa.Text(), nullable=False),
    sa.Column('client_id', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('origin', 'client_id')
    )
    with op.batch_alter_table('client_origin', schema=None) as batch_op:
        batch_op.create_index('client_origin_of_client', ['client_id'], unique=False)

    with op.batch_alter_table('client', schema=None) as batch_op:
        batch_op.add_column(sa.Column('former_secret_digest', sa.LargeBinary(length=32), nullable=True))
        batch_op.add_column(sa.Column('former_secret_until', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True))
