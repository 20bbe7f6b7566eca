"""say since when tokens of a client count that was suspended.

Of a client that was activated again before, it is not known: its tokens of then have expired.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Instant

revision: str = '0046'
down_revision: str | None = '0045'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('client', sa.Column('tokens_from', Instant, nullable=True))
