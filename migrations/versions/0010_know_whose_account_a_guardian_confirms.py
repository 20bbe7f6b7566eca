"""know whose account a guardian confirms."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0010'
down_revision: str | None = '0009'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # Birth dates are sealed, so each age is looked at when the account is first used. The default
    # fills every row without touching it, and those that a process of the version before adds.
    op.add_column(
        'account', sa.Column('guarded', sa.Text(), nullable=True, server_default='by_age')
    )
