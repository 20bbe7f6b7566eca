"""keep contacts and what they prove.

The values are sealed under keys that this step has not; so it makes room, and `idp migrate` then
makes the rows of people who are there already, bound at 1: nothing shows who set them.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0026'
down_revision: str | None = '0025'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_ID = sa.Uuid(as_uuid=False)


def upgrade() -> None:
    op.create_table('contact',
    sa.Column('id', _ID, nullable=False),
    sa.Column('subject_id', _ID, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('value_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('value_index', sa.LargeBinary(length=32), nullable=False),
    sa.Column('bound', sa.SmallInteger(), nullable=False),
    sa.Column('ceremony_id', _ID, nullable=True),
    sa.Column('set_at', _INSTANT, nullable=False),
    sa.Column('effective_at', _INSTANT, nullable=False),
    sa.Column('confirmed_at', _INSTANT, nullable=True),
    sa.Column('lost_at', _INSTANT, nullable=True),
    sa.Column('replaced_at', _INSTANT, nullable=True),
    sa.Column('undone_at', _INSTANT, nullable=True),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.subject_id']),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.create_index(
            'contact_in_place',
            ['subject_id', 'kind'],
            unique=True,
            postgresql_where=sa.text('replaced_at IS NULL'),
            sqlite_where=sa.text('replaced_at IS NULL'),
        )
        batch_op.create_index('contact_value', ['kind', 'value_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_contact_subject_id'), ['subject_id'], unique=False)
