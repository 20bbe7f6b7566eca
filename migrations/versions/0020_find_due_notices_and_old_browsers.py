"""find due notices and old browsers."""

from collections.abc import Sequence

from alembic import op

revision: str = '0020'
down_revision: str | None = '0019'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index('known_browser_age', 'known_browser', ['met_at'])
    op.drop_index('notice_due', table_name='notice')
    op.create_index('notice_due', 'notice', ['state', 'channel', 'due_at'])
