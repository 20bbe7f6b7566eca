"""know biometric services and consents."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '0007'
down_revision: str | None = '0006'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('biometric_assurance',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('provider_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('standard', sa.Text(), nullable=False),
    sa.Column('lab', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=True),
    sa.Column('report', sa.Text(), nullable=False),
    sa.Column('valid_until', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('proposed_by', sa.Text(), nullable=False),
    sa.Column('approved_by', sa.Text(), nullable=True),
    sa.Column('retired_by', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('biometric_assurance', schema=None) as batch_op:
        batch_op.create_index('biometric_assurance_of_provider', ['provider_id'], unique=False)

    op.create_table('biometric_attempt',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('transaction_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('modality', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('device', sa.Text(), nullable=True),
    sa.Column('matcher_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('liveness_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('consent_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('attack_outcome', sa.Text(), nullable=False),
    sa.Column('attack_evidence', sa.Text(), nullable=True),
    sa.Column('sample_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('samples', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('score_bucket', sa.Integer(), nullable=True),
    sa.Column('milliseconds', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('biometric_attempt', schema=None) as batch_op:
        batch_op.create_index('biometric_attempt_of_subject', ['subject_id'], unique=False)
        batch_op.create_index('biometric_attempt_sample', ['sample_digest'], unique=False)

    op.create_table('biometric_consent',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('text_version', sa.Text(), nullable=False),
    sa.Column('text_digest', sa.Text(), nullable=False),
    sa.Column('lang', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('transaction_id', sa.Uuid(as_uuid=False), nullable=True),
    sa.Column('given_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('biometric_consent', schema=None) as batch_op:
        batch_op.create_index('biometric_consent_of_subject', ['subject_id'], unique=False)

    op.create_table('biometric_provider',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('interface', sa.Text(), nullable=False),
    sa.Column('endpoint', sa.Text(), nullable=False),
    sa.Column('gallery', sa.Text(), nullable=False),
    sa.Column('modalities', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('person_reference', sa.Text(), nullable=False),
    sa.Column('provenance', sa.Text(), nullable=False),
    sa.Column('profile', sa.Text(), nullable=False),
    sa.Column('token_key', sa.LargeBinary(), nullable=True),
    sa.Column('token_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('proposed_by', sa.Text(), nullable=False),
    sa.Column('approved_by', sa.Text(), nullable=True),
    sa.Column('retired_by', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('biometric_tries',
    sa.Column('subject_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('modality', sa.Text(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
    sa.Column('disabled_at', sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
    sa.PrimaryKeyConstraint('subject_id', 'modality')
    )
