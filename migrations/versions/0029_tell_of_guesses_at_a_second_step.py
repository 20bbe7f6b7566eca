"""tell of guesses at a second step."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0029'
down_revision: str | None = '0028'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.create_table('guessed_second_step',
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('since', _INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('subject_id'),
    )
