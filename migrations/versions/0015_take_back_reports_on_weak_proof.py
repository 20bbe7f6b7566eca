"""take back reports on weak proof."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from idp.schema import guards

revision: str = '0015'
down_revision: str | None = '0014'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    # How earlier reports were proven was not kept: what they stopped stays stopped for good.
    with op.batch_alter_table('credential', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('resumable', sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table('loss_case', schema=None) as batch_op:
        batch_op.add_column(sa.Column('final_at', _INSTANT, nullable=True))
        batch_op.add_column(sa.Column('taken_back_at', _INSTANT, nullable=True))
    guards.lift(op.get_bind(), 'loss_case')
    op.execute("UPDATE loss_case SET final_at = reported_at")
    op.create_table('loss_stop',
    sa.Column('case_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('credential_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['loss_case.id']),
    sa.PrimaryKeyConstraint('case_id', 'credential_id')
    )
    with op.batch_alter_table('loss_stop', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_loss_stop_credential_id'), ['credential_id'])
    op.create_table('loss_link_request',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('username_key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('lost', _DOCUMENT, nullable=False),
    sa.Column('asked_at', _INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
