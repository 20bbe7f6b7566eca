"""find who is guarded: the records by which somebody is a ward, and the accounts that say so.

Both are compared every few minutes; without an index each comparison read every account.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0078'
down_revision: str | None = '0077'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_IN_FORCE = sa.text('ended_at IS NULL')
_GUARDED = sa.text('guarded IS NOT NULL')


def upgrade() -> None:
    op.create_index(
        'representation_in_force',
        'representation',
        ['kind', 'principal_id'],
        postgresql_where=_IN_FORCE,
        sqlite_where=_IN_FORCE,
    )
    op.create_index(
        'account_guarded',
        'account',
        ['guarded'],
        postgresql_where=_GUARDED,
        sqlite_where=_GUARDED,
    )
