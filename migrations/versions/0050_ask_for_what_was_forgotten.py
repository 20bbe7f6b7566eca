"""ask for a forgotten user name, or for a link for a new password.

A worker of the release before leaves the requests where they are.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Digest, IdColumn, Instant, String

revision: str = '0050'
down_revision: str | None = '0049'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('forgotten_request',
    sa.Column('id', IdColumn, nullable=False),
    sa.Column('account_key', Digest, nullable=False),
    sa.Column('forgotten', String, nullable=False),
    sa.Column('known', sa.Boolean(), nullable=False),
    sa.Column('asked_at', Instant, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
