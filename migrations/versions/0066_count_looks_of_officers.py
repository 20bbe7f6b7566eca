"""count looks of officers: an index of the entries that a month's report reads.

On PostgreSQL without holding the table meanwhile; a step that was stopped may be begun again.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0066'
down_revision: str | None = '0065'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_LOOKS = sa.text(
    "happening IN ('document_opened', 'people_searched', 'person_listed', 'person_look_refused',"
    " 'person_looked_at')"
)


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index('history_of_looks', 'history', if_exists=True, postgresql_concurrently=True)
        op.create_index(
            'history_of_looks',
            'history',
            ['happened_at'],
            postgresql_where=_LOOKS,
            sqlite_where=_LOOKS,
            postgresql_concurrently=True,
        )
