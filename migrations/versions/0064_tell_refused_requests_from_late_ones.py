"""tell a request to a telephone that was refused there from one that is over.

Empty for a request that a process of the release before ended: that one is over.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Instant

revision: str = '0064'
down_revision: str | None = '0063'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('app_request', sa.Column('denied_at', Instant, nullable=True))
