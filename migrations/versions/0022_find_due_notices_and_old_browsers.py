"""find due notices by channel, and browsers by their age.

On PostgreSQL without holding the outbox meanwhile; a step that was stopped may be begun again.
"""

from collections.abc import Sequence

from alembic import op

revision: str = '0022'
down_revision: str | None = '0021'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NEW = (
    ('known_browser_age', 'known_browser', ['met_at']),
    ('notice_due_in_channel', 'notice', ['state', 'channel', 'due_at']),
)


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for name, table, columns in _NEW:
            # One that was stopped halfway is there, and of no use.
            op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)
            op.create_index(name, table, columns, postgresql_concurrently=True)
        op.drop_index('notice_due', 'notice', if_exists=True, postgresql_concurrently=True)
