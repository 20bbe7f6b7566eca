"""install officers.

The ceremonies that made the first two officers, or brought the desk back.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Document, IdColumn, String

revision: str = '0039'
down_revision: str | None = '0038'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'installation',
        sa.Column('key', String, nullable=False),
        sa.Column('decision_id', IdColumn, nullable=False),
        sa.Column('offline_keys', Document, nullable=False),
        sa.Column('authorised_by', Document, nullable=False),
        sa.Column('done_at', _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(['decision_id'], ['decision.id']),
        sa.PrimaryKeyConstraint('key'),
    )
