"""choose for whom a person acts: a sign-in keeps the choice."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn

revision: str = '0072'
down_revision: str | None = '0071'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('authorization_transaction', sa.Column('principal_id', IdColumn, nullable=True))
    op.add_column(
        'authorization_transaction', sa.Column('principal_chosen_by', IdColumn, nullable=True)
    )
