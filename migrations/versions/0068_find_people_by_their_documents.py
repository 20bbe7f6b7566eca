"""find people by their passports, and know to which cases searches for people led.

The keys are not here: the rows are written by the worker, or by `idp people index-names`, in two
rounds a day apart. An installation without foreigners owes none.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant

revision: str = '0068'
down_revision: str | None = '0067'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INDEXING = sa.table(
    'name_indexing',
    sa.column('version', sa.SmallInteger),
    sa.column('rounds_left', sa.SmallInteger),
    sa.column('after', IdColumn),
    sa.column('due_at', Instant),
)


def upgrade() -> None:
    op.create_table(
        'person_search_lead',
        sa.Column('search_id', IdColumn, nullable=False),
        sa.Column('case_id', IdColumn, nullable=False),
        sa.Column('led_at', Instant, nullable=False),
        sa.PrimaryKeyConstraint('search_id', 'case_id'),
    )
    op.create_index(op.f('ix_person_search_lead_led_at'), 'person_search_lead', ['led_at'])
    connection = op.get_bind()
    foreigners = sa.text("SELECT 1 FROM subject WHERE kind = 'foreigner' LIMIT 1")
    if connection.execute(foreigners).first() is None:
        return
    connection.execute(_INDEXING.delete())
    connection.execute(
        _INDEXING.insert().values(
            version=1,
            rounds_left=2,
            after='00000000-0000-0000-0000-000000000000',
            due_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )
