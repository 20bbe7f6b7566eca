"""seal each entry of history.

Only room is made here. Where an older release wrote entries, their sealing begins (see
`migrations.sealing`); in a new installation an entry without a seal was never one of ours.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.clock import SystemClock
from idp.platform.database import Instant

revision: str = '0017'
down_revision: str | None = '0016'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table('history', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seal', sa.LargeBinary(), nullable=True))
    op.create_table('history_sealing',
    sa.Column('opened_at', _INSTANT, nullable=False),
    sa.Column('closed_at', _INSTANT, nullable=True),
    sa.PrimaryKeyConstraint('opened_at')
    )
    if op.get_bind().execute(sa.text("SELECT 1 FROM history LIMIT 1")).first() is not None:
        mark = sa.table('history_sealing', sa.column('opened_at', Instant()))
        op.execute(sa.insert(mark).values(opened_at=SystemClock().now()))
