"""number letters, and keep the files of them sealed.

A notice of an older release names no letter.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from idp.platform.database import IdColumn

revision: str = '0037'
down_revision: str | None = '0036'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table('stored_file',
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('key')
    )
    op.create_table('letter',
    sa.Column('id', IdColumn, nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('dated_at', _INSTANT, nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('subject_id', IdColumn, nullable=True),
    sa.Column('to_person', sa.Boolean(), nullable=False),
    sa.Column('data_key', sa.LargeBinary(), nullable=True),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('signer', _DOCUMENT, nullable=False),
    sa.Column('due_at', _INSTANT, nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=True),
    sa.Column('sealed_at', _INSTANT, nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('number')
    )
    op.create_index('letter_of_subject', 'letter', ['subject_id', 'id'])
    op.create_index('letter_age', 'letter', ['dated_at'])
    op.create_index('letter_to_make', 'letter', ['due_at'],
    postgresql_where=sa.text('digest IS NULL'), sqlite_where=sa.text('digest IS NULL'))
    op.create_table('letter_delivery',
    sa.Column('letter_id', IdColumn, nullable=False),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('detail', sa.Text(), nullable=False),
    sa.Column('at', _INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('letter_id', 'how', 'detail')
    )
    op.create_index('letter_delivery_age', 'letter_delivery', ['at'])
    op.add_column('notice', sa.Column('letter', sa.Text(), nullable=True))
