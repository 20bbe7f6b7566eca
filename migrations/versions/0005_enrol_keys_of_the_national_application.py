"""enrol keys of the national application."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '0005'
down_revision: str | None = '0004'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('app_key',
    sa.Column('credential_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('thumbprint', sa.LargeBinary(length=32), nullable=False),
    sa.Column('point', sa.LargeBinary(), nullable=False),
    sa.Column('user_auth', sa.Text(), nullable=False),
    sa.Column('security_level', sa.Integer(), nullable=False),
    sa.Column('package', sa.Text(), nullable=False),
    sa.Column('signer', sa.LargeBinary(length=32), nullable=False),
    sa.Column('patch_level', sa.Integer(), nullable=True),
    sa.Column('anchor', sa.LargeBinary(length=32), nullable=False),
    sa.Column('anchored_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
    sa.Column('retire_digest', sa.LargeBinary(length=32), nullable=False),
    sa.PrimaryKeyConstraint('credential_id'),
    sa.UniqueConstraint('retire_digest'),
    sa.UniqueConstraint('thumbprint')
    )
    with op.batch_alter_table('app_key', schema=None) as batch_op:
        batch_op.create_index('app_key_of_subject', ['subject_id'], unique=False)

    op.create_table('app_request',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('handle_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('transaction_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('way', sa.Text(), nullable=False),
    sa.Column('client_id', sa.Text(), nullable=False),
    sa.Column('acr', sa.Text(), nullable=False),
    sa.Column('shown', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('wrong_numbers', sa.Integer(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('scan_by', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('nonce_digest', sa.LargeBinary(length=32), nullable=True),
    sa.Column('scanned_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
    sa.Column('credential_id', sa.Uuid(as_uuid=False), nullable=True),
    sa.Column('proof_digest', sa.LargeBinary(length=32), nullable=True),
    sa.Column('answer_digest', sa.LargeBinary(length=32), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('handle_digest'),
    sa.UniqueConstraint('nonce_digest')
    )
    with op.batch_alter_table('app_request', schema=None) as batch_op:
        batch_op.create_index('app_request_expiry', ['expires_at'], unique=False)
        batch_op.create_index('app_request_of_transaction', ['transaction_id'], unique=False)

    op.create_table('revoked_attestation',
    sa.Column('serial', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('serial')
    )
    op.create_table('app_key_certificate',
    sa.Column('credential_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('serial', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['credential_id'], ['app_key.credential_id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('credential_id', 'serial')
    )
    with op.batch_alter_table('app_key_certificate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_app_key_certificate_serial'), ['serial'], unique=False)

