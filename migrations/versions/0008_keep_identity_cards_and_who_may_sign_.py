"""keep identity cards and who may sign them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '0008'
down_revision: str | None = '0007'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('card_revocation_list',
    sa.Column('issuer_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.PrimaryKeyConstraint('issuer_digest')
    )
    op.create_table('chip_card',
    sa.Column('credential_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('key_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('key_info', sa.LargeBinary(), nullable=False),
    sa.Column('key_hash', sa.Text(), nullable=True),
    sa.Column('signer', sa.LargeBinary(), nullable=False),
    sa.Column('document_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('credential_id'),
    sa.UniqueConstraint('key_digest')
    )
    with op.batch_alter_table('chip_card', schema=None) as batch_op:
        batch_op.create_index('chip_card_of_subject', ['subject_id'], unique=False)

    op.create_table('revoked_card_signer',
    sa.Column('issuer_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('serial', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('issuer_digest', 'serial')
    )
