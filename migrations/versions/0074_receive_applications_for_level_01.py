"""receive applications for level 01: installed applications, and what they sent."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Digest, Document, IdColumn, Instant, Sealed, String

revision: str = '0074'
down_revision: str | None = '0072'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        'application_instance',
        sa.Column('thumbprint', Digest, nullable=False),
        sa.Column('point', Sealed, nullable=False),
        sa.Column('package', String, nullable=False),
        sa.Column('signer', Digest, nullable=False),
        sa.Column('anchor', Digest, nullable=False),
        sa.Column('serials', Document, nullable=False),
        sa.Column('registered_at', Instant, nullable=False),
        sa.Column('ends_at', Instant, nullable=False),
        sa.PrimaryKeyConstraint('thumbprint'),
    )
    op.create_index(
        op.f('ix_application_instance_ends_at'), 'application_instance', ['ends_at']
    )
    op.create_table(
        'level_one_request',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('number', String, nullable=False),
        sa.Column('thumbprint', Digest, nullable=False),
        sa.Column('idempotency', Digest, nullable=False),
        sa.Column('content_digest', Digest, nullable=False),
        sa.Column('data_key', Sealed, nullable=True),
        sa.Column('content_sealed', Sealed, nullable=True),
        sa.Column('received_at', Instant, nullable=False),
        sa.Column('due_at', Instant, nullable=False),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('reason', String, nullable=True),
        sa.Column('case_id', IdColumn, nullable=True),
        sa.Column('told_at', Instant, nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('number'),
        sa.UniqueConstraint('idempotency'),
    )
    op.create_index('level_one_request_due', 'level_one_request', ['due_at', 'id'])
    op.create_index(
        op.f('ix_level_one_request_received_at'), 'level_one_request', ['received_at']
    )
