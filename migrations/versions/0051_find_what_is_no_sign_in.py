"""find what is no sign-in in the history of a person.

On PostgreSQL without holding the table meanwhile; a step that was stopped may be begun again.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0051'
down_revision: str | None = '0050'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BESIDES = sa.text(
    "happening NOT IN ('factor_proven', 'factor_refused', 'items_disclosed', 'session_ended',"
    " 'sign_in_continued', 'sign_in_refused', 'signed_in', 'tokens_issued', 'tokens_refreshed',"
    " 'tokens_revoked')"
)


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(
            'history_besides_everyday', 'history', if_exists=True, postgresql_concurrently=True
        )
        op.create_index(
            'history_besides_everyday',
            'history',
            ['subject_id', 'id'],
            postgresql_where=_BESIDES,
            sqlite_where=_BESIDES,
            postgresql_concurrently=True,
        )
