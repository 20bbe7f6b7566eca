"""bind means to what was proven when they were added.

Only room is made here, in a moment; the step that lets what is held count fills it. The columns
keep defaults as long as a process of the version before may write: bound at 1, which is the least,
and effective since the enrolment.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '0018'
down_revision: str | None = '0017'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_ID = sa.Uuid(as_uuid=False)



def upgrade() -> None:
    op.create_table('binding_ceremony',
    sa.Column('id', _ID, nullable=False),
    sa.Column('subject_id', _ID, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('proven', _DOCUMENT, nullable=False),
    sa.Column('transaction_id', _ID, nullable=True),
    sa.Column('officers', _DOCUMENT, nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('held_at', _INSTANT, nullable=False),
    sa.Column('tainted_at', _INSTANT, nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('binding_ceremony', schema=None) as batch_op:
        batch_op.create_index('binding_ceremony_of_subject', ['subject_id'], unique=False)
        batch_op.create_index('binding_ceremony_age', ['held_at'], unique=False)

    op.create_table('binding',
    sa.Column('ceremony_id', _ID, nullable=False),
    sa.Column('credential_id', _ID, nullable=False),
    sa.Column('subject_id', _ID, nullable=False),
    sa.Column('bound', sa.SmallInteger(), nullable=False),
    sa.Column('identity', sa.Boolean(), nullable=False),
    sa.Column('resistant', sa.Boolean(), nullable=False),
    sa.Column('effective_at', _INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('ceremony_id', 'credential_id')
    )
    with op.batch_alter_table('binding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_binding_credential_id'), ['credential_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_binding_subject_id'), ['subject_id'], unique=False)

    with op.batch_alter_table('authentication_event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shown', _DOCUMENT, nullable=True))
        batch_op.add_column(sa.Column('purpose', sa.Text(), nullable=True))
    for table in ('evidence', 'credential'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column('bound', sa.SmallInteger(), nullable=False, server_default='1')
            )
            for name in ('identity', 'resistant'):
                batch_op.add_column(
                    sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
                )
    with op.batch_alter_table('credential', schema=None) as batch_op:
        batch_op.add_column(sa.Column('effective_at', _INSTANT, nullable=True))
