"""keep the documents of a case."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn

revision: str = '0040'
down_revision: str | None = '0039'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.create_table('document',
    sa.Column('id', IdColumn, nullable=False),
    sa.Column('subject_id', IdColumn, nullable=False),
    sa.Column('case_number', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('sent_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('stored_at', _INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('document_of_case', 'document', ['case_number', 'id'])
    op.create_index('document_age', 'document', ['stored_at'])
