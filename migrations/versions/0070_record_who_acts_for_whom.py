"""record who acts for whom: parents, guardians and representatives, as their sources tell.

What stood here before said that somebody has a guardian, and not who: it stays as it is, and nobody
may confirm by it. So the registries that were read before are asked for the records of who may be a
child or a ward, and of organisations; what they say is recorded then.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Digest, Document, IdColumn, Instant, String

revision: str = '0070'
down_revision: str | None = '0068'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_UNKNOWN = sa.text('agent_id IS NULL')
_ASKED = {'citizen': 'population', 'foreigner': 'immigration', 'organisation': 'business'}
_SUBJECT = sa.table(
    'subject',
    sa.column('subject_id', IdColumn),
    sa.column('kind', String),
    sa.column('matched_at', Instant),
    sa.column('joined_to', IdColumn),
)
_ACCOUNT = sa.table('account', sa.column('subject_id', IdColumn), sa.column('guarded', String))
_FEED = sa.table('registry_feed', sa.column('asked', String))
_EVENT = sa.table(
    'registry_event',
    sa.column('asked', String),
    sa.column('event_id', String),
    sa.column('subject_id', IdColumn),
    sa.column('tries', sa.Integer()),
    sa.column('since', Instant),
    sa.column('due_at', Instant),
)


def upgrade() -> None:
    op.create_table(
        'representation',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('principal_id', IdColumn, nullable=False),
        sa.Column('agent_id', IdColumn, nullable=True),
        sa.Column('number_index', Digest, nullable=True),
        sa.Column('kind', String, nullable=False),
        sa.Column('source', String, nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('jointly', sa.Boolean(), nullable=False),
        sa.Column('recorded_at', Instant, nullable=False),
        sa.Column('ended_at', Instant, nullable=True),
        sa.Column('passed_on', Document, nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('representation_of_principal', 'representation', ['principal_id'])
    op.create_index('representation_of_agent', 'representation', ['agent_id'])
    op.create_index(
        'representation_of_number',
        'representation',
        ['number_index'],
        postgresql_where=_UNKNOWN,
        sqlite_where=_UNKNOWN,
    )
    for kind, asked in _ASKED.items():
        _ask_of(kind, asked)


def _ask_of(kind: str, asked: str) -> None:
    """An event that is due for each of them, where the feed of the registry was read before."""
    connection, now = op.get_bind(), datetime.now(UTC)
    read = sa.select(_FEED.c.asked).where(_FEED.c.asked == asked)
    if connection.execute(read).first() is None:
        return
    guarded = sa.select(_ACCOUNT.c.subject_id).where(_ACCOUNT.c.guarded.is_not(None))
    about = _SUBJECT.c.subject_id.in_(guarded) if kind != 'organisation' else sa.true()
    those = sa.select(_SUBJECT.c.subject_id).where(
        _SUBJECT.c.kind == kind,
        _SUBJECT.c.matched_at.is_not(None),
        _SUBJECT.c.joined_to.is_(None),
        about,
    )
    found = [row.subject_id for row in connection.execute(those)]
    for first in range(0, len(found), 1_000):
        rows = [
            {
                'asked': asked,
                'event_id': f'represented:{subject_id}',
                'subject_id': subject_id,
                'tries': 0,
                'since': now,
                'due_at': now,
            }
            for subject_id in found[first : first + 1_000]
        ]
        connection.execute(sa.insert(_EVENT), rows)
