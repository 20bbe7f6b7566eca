"""find pending proposals by an index."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0043'
down_revision: str | None = '0042'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pending = sa.text("state = 'pending_second_approval'")
    op.create_index(
        'policy_change_pending',
        'policy_change',
        ['switch'],
        postgresql_where=pending,
        sqlite_where=pending,
    )
    op.create_index('trust_anchor_fingerprint', 'trust_anchor', ['fingerprint'])
