"""count the questions that were answered on a consent."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0013'
down_revision: str | None = '0012'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """What was asked on an earlier consent is not known; its text is out of date, so it is asked anew."""
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.add_column(sa.Column('questions', sa.Integer(), server_default=sa.text('0'), nullable=False))
