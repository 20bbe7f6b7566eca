"""find subjects by other keys than their identification number.

Subjects of before have none: nothing that is stored of them was one.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Digest, IdColumn, String

revision: str = '0048'
down_revision: str | None = '0047'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        'subject_key',
        sa.Column('name', String, nullable=False),
        sa.Column('value_index', Digest, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.PrimaryKeyConstraint('name', 'value_index'),
    )
    op.create_index(op.f('ix_subject_key_subject_id'), 'subject_key', ['subject_id'])
