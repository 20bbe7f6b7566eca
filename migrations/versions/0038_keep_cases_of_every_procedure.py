"""keep cases of every procedure.

One table of cases and one of their events, which the engine writes. Misuse cases of before get
theirs at the end of `idp migrate` (`idp/schema/carried_cases.py`); `violation.state` and
`violation.owner` stay for processes of the release before.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '0038'
down_revision: str | None = '0037'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('case_file',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('procedure', sa.Text(), nullable=False),
    sa.Column('rule_set', sa.Text(), nullable=False),
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=True),
    sa.Column('client_id', sa.Text(), nullable=True),
    sa.Column('body_id', sa.Uuid(as_uuid=False), nullable=True),
    sa.Column('desk', sa.Text(), nullable=False),
    sa.Column('owner', sa.Text(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
    sa.Column('due_by', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('number')
    )
    with op.batch_alter_table('case_file', schema=None) as batch_op:
        batch_op.create_index('case_file_client', ['client_id', 'id'], unique=False, postgresql_where=sa.text('client_id IS NOT NULL'), sqlite_where=sa.text('client_id IS NOT NULL'))
        batch_op.create_index('case_file_desk', ['desk', 'due_by', 'id'], unique=False, postgresql_where=sa.text('closed_at IS NULL'), sqlite_where=sa.text('closed_at IS NULL'))
        batch_op.create_index('case_file_due', ['due_by', 'id'], unique=False, postgresql_where=sa.text('closed_at IS NULL'), sqlite_where=sa.text('closed_at IS NULL'))
        batch_op.create_index('case_file_owner', ['owner', 'due_by', 'id'], unique=False, postgresql_where=sa.text('closed_at IS NULL'), sqlite_where=sa.text('closed_at IS NULL'))
        batch_op.create_index('case_file_queue', ['desk', 'due_by', 'id'], unique=False, postgresql_where=sa.text('closed_at IS NULL AND owner IS NULL'), sqlite_where=sa.text('closed_at IS NULL AND owner IS NULL'))
        batch_op.create_index('case_file_state', ['procedure', 'state', 'id'], unique=False)
        batch_op.create_index('case_file_subject', ['subject_id', 'id'], unique=False, postgresql_where=sa.text('subject_id IS NOT NULL'), sqlite_where=sa.text('subject_id IS NOT NULL'))

    op.create_table('case_event',
    sa.Column('case_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('event', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('facts', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('decision_id', sa.Uuid(as_uuid=False), nullable=True),
    sa.Column('due_by', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], ),
    sa.PrimaryKeyConstraint('case_id', 'version')
    )
