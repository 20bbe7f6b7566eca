"""join duplicates, and tell the state of feeds.

Processes of the release before write none of this: a subject of theirs is joined to nobody, and a
feed that they read is told as one that nobody knows to fail.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant, Sealed, String

revision: str = '0063'
down_revision: str | None = '0062'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('subject', sa.Column('joined_to', IdColumn, nullable=True))
    op.create_table(
        'subject_join',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('joined_id', IdColumn, nullable=False),
        sa.Column('surviving_id', IdColumn, nullable=False),
        sa.Column('told_by', String, nullable=False),
        sa.Column('event_id', String, nullable=False),
        sa.Column('joined_at', Instant, nullable=False),
        sa.Column('kept_sealed', Sealed, nullable=False),
        sa.Column('undone_at', Instant, nullable=True),
        sa.ForeignKeyConstraint(['joined_id'], ['subject.subject_id']),
        sa.ForeignKeyConstraint(['surviving_id'], ['subject.subject_id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(
        'subject_joined_once',
        'subject_join',
        ['joined_id'],
        unique=True,
        postgresql_where=sa.text('undone_at IS NULL'),
        sqlite_where=sa.text('undone_at IS NULL'),
    )
    op.create_index('ix_subject_join_surviving_id', 'subject_join', ['surviving_id'])
    op.add_column('registry_feed', sa.Column('answered_at', Instant, nullable=True))
    op.add_column('registry_feed', sa.Column('failing_since', Instant, nullable=True))
    op.add_column('registry_feed', sa.Column('failure', String, nullable=True))
    op.add_column('registry_event', sa.Column('other_id', IdColumn, nullable=True))
    op.add_column('registry_event', sa.Column('hold', String, nullable=True))
    op.add_column('registry_event', sa.Column('number_key', Sealed, nullable=True))
    op.add_column('registry_event', sa.Column('number_sealed', Sealed, nullable=True))
    op.create_index(
        'registry_event_waits',
        'registry_event',
        ['reason', 'since', 'asked', 'event_id'],
        postgresql_where=sa.text('due_at IS NOT NULL'),
        sqlite_where=sa.text('due_at IS NOT NULL'),
    )
    op.create_index('registry_match_waits', 'registry_match', ['reason', 'since', 'subject_id'])
