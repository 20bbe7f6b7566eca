"""keep what was due in a month: its terms counted once, and what ended since found by an index."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Document, IdColumn, Instant, String

revision: str = '0083'
down_revision: str | None = '0082'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ENDED = sa.text('stopped_at IS NOT NULL')


def upgrade() -> None:
    op.create_table(
        'term_month',
        sa.Column('month', String, primary_key=True),
        sa.Column('until', Instant, nullable=False),
        sa.Column('before_id', IdColumn, nullable=False),
        sa.Column('calendar', String, nullable=False),
        sa.Column('groups', Document, nullable=False),
    )
    op.create_index(
        'deadline_stopped',
        'deadline',
        ['stopped_at'],
        postgresql_where=_ENDED,
        sqlite_where=_ENDED,
    )
