"""register terminals and hold what they ask."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '0006'
down_revision: str | None = '0005'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('backchannel_request',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('auth_req_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('client_id', sa.Text(), nullable=False),
    sa.Column('terminal_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('device_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('asked', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('number_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('tries', sa.SmallInteger(), nullable=False),
    sa.Column('interval_seconds', sa.SmallInteger(), nullable=False),
    sa.Column('polled_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('family_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('grant', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
    sa.Column('ping_id', sa.Uuid(as_uuid=False), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('auth_req_digest')
    )
    with op.batch_alter_table('backchannel_request', schema=None) as batch_op:
        batch_op.create_index('backchannel_request_expiry', ['expires_at'], unique=False)
        batch_op.create_index('backchannel_request_of_device', ['device_id', 'expires_at'], unique=False)

    op.create_table('terminal',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('client_id', sa.Text(), nullable=False),
    sa.Column('branch', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('desk', sa.Text(), nullable=False),
    sa.Column('kid', sa.Text(), nullable=False),
    sa.Column('key', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('key_thumbprint', sa.LargeBinary(length=32), nullable=False),
    sa.Column('networks', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('registered_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key_thumbprint')
    )
    with op.batch_alter_table('terminal', schema=None) as batch_op:
        batch_op.create_index('terminal_of_client', ['client_id', 'kid'], unique=True)

