"""know which wait a letter shortens, and what an officer cleared of a case."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0025'
down_revision: str | None = '0024'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('credential_id', sa.Uuid(as_uuid=False), nullable=True))
    op.create_table('loss_clearing',
    sa.Column('case_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('credential_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['loss_case.id']),
    sa.PrimaryKeyConstraint('case_id', 'credential_id')
    )
