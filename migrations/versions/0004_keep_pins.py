"""keep pins."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '0004'
down_revision: str | None = '0003'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('pin',
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('credential_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('subject_id')
    )
