"""know browsers and guessed names."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0019'
down_revision: str | None = '0018'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.create_table('known_browser',
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('browser_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('met_at', _INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('subject_id', 'browser_digest')
    )
    op.create_table('guessed_name',
    sa.Column('username_key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('since', _INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('username_key')
    )
