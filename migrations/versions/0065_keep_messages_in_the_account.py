"""keep in the account what its person is told, beside what was sent.

Accounts of a release before have no messages; what their people were sent is told by the history.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant, Sealed, String

revision: str = '0065'
down_revision: str | None = '0064'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_UNREAD = sa.text('read_at IS NULL')


def upgrade() -> None:
    op.create_table(
        'account_message',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('kind', String, nullable=False),
        sa.Column('told_at', Instant, nullable=False),
        sa.Column('read_at', Instant, nullable=True),
        sa.Column('content_sealed', Sealed, nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('account_message_of_subject', 'account_message', ['subject_id', 'id'])
    op.create_index(
        'account_message_unread',
        'account_message',
        ['subject_id'],
        postgresql_where=_UNREAD,
        sqlite_where=_UNREAD,
    )
    op.create_index('account_message_age', 'account_message', ['told_at'])
