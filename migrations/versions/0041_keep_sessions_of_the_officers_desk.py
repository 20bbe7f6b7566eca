"""keep sessions of the officers' desk, and find the history of a client."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Digest, IdColumn, Instant, String

revision: str = '0041'
down_revision: str | None = '0040'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    of_a_client_alone = sa.text('subject_id IS NULL AND client_id IS NOT NULL')
    with op.get_context().autocommit_block():
        op.drop_index('history_of_client', 'history', if_exists=True, postgresql_concurrently=True)
        op.create_index(
            'history_of_client',
            'history',
            ['client_id', 'id'],
            postgresql_where=of_a_client_alone,
            sqlite_where=of_a_client_alone,
            postgresql_concurrently=True,
        )
    op.create_table(
        'desk_session',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('token_digest', Digest, nullable=False),
        sa.Column('event_id', IdColumn, nullable=False),
        sa.Column('session_id', IdColumn, nullable=False),
        sa.Column('appointment_id', IdColumn, nullable=True),
        sa.Column('begun_at', Instant, nullable=False),
        sa.Column('seen_at', Instant, nullable=False),
        sa.Column('expires_at', Instant, nullable=False),
        sa.Column('ended_at', Instant, nullable=True),
        sa.Column('device', String, nullable=False),
        sa.Column('security_stamp', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('event_id'),
        sa.UniqueConstraint('token_digest'),
    )
    op.create_index('desk_session_expiry', 'desk_session', ['expires_at'])
    op.create_index('desk_session_of_subject', 'desk_session', ['subject_id'])
