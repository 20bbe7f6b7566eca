"""know whose account a guardian confirms."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0010'
down_revision: str | None = '0009'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('guarded', sa.Text(), nullable=True))
    # Birth dates are sealed, so each age is looked at when the account is first used.
    op.execute("UPDATE account SET guarded = 'by_age'")
