"""let a binding rise after a wait."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0027'
down_revision: str | None = '0026'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.add_column('credential', sa.Column('rises_to', sa.SmallInteger(), nullable=True))
    op.add_column(
        'credential',
        sa.Column('rises_identity', sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column('credential', sa.Column('rises_at', _INSTANT, nullable=True))
