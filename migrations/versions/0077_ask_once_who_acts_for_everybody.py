"""ask once who acts for everybody: a subject keeps when its registry was asked that.

Adults were not asked about before, so the worker asks for the record of each subject once.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Instant

revision: str = '0077'
down_revision: str | None = '0075'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_UNASKED = sa.text('agents_asked_at IS NULL AND matched_at IS NOT NULL AND joined_to IS NULL')


def upgrade() -> None:
    op.add_column('subject', sa.Column('agents_asked_at', Instant, nullable=True))
    op.create_index(
        'subject_agents_unasked',
        'subject',
        ['subject_id'],
        postgresql_where=_UNASKED,
        sqlite_where=_UNASKED,
    )
