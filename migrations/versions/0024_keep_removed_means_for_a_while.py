"""keep removed means for a while."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '0024'
down_revision: str | None = '0023'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table('retired_means',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('replaced_by', sa.Uuid(as_uuid=False), nullable=True),
    sa.Column('rows', _DOCUMENT, nullable=False),
    sa.Column('until', _INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_retired_means_subject_id', 'retired_means', ['subject_id'])
    op.create_index('ix_retired_means_until', 'retired_means', ['until'])
