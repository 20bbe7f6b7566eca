"""count failures of addresses where every process sees them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0030'
down_revision: str | None = '0029'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.create_table('address_failures',
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('ends_at', _INSTANT, nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key', 'ends_at')
    )
    op.create_index('ix_address_failures_ends_at', 'address_failures', ['ends_at'])
