"""withdraw applications: when the telephone that sent one withdrew it before it was checked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Instant

revision: str = '0086'
down_revision: str | None = '0085'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('level_one_request', sa.Column('withdrawn_at', Instant, nullable=True))
