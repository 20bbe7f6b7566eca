"""appoint officers.

Officers, their appointments and delegations, and the decisions that two of them sign.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Digest, Document, IdColumn, String

revision: str = '0035'
down_revision: str | None = '0034'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'officer',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('identity', Digest, nullable=False),
        sa.Column('since', _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('subject_id'),
        sa.UniqueConstraint('identity'),
    )
    op.create_table(
        'appointment',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('officer_id', IdColumn, nullable=False),
        sa.Column('roles', Document, nullable=False),
        sa.Column('desk', String, nullable=False),
        sa.Column('desk_kind', String, nullable=False),
        sa.Column('valid_from', _INSTANT, nullable=False),
        sa.Column('valid_until', _INSTANT, nullable=False),
        sa.Column('appointed_at', _INSTANT, nullable=False),
        sa.Column('decision_id', IdColumn, nullable=True),
        sa.Column('ended_at', _INSTANT, nullable=True),
        sa.Column('ended_by', IdColumn, nullable=True),
        sa.ForeignKeyConstraint(['officer_id'], ['officer.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_appointment_officer_id', 'appointment', ['officer_id'])
    op.create_table(
        'delegation',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('officer_id', IdColumn, nullable=False),
        sa.Column('powers', Document, nullable=False),
        sa.Column('valid_from', _INSTANT, nullable=False),
        sa.Column('valid_until', _INSTANT, nullable=False),
        sa.Column('decision_id', IdColumn, nullable=False),
        sa.Column('ended_at', _INSTANT, nullable=True),
        sa.Column('ended_by', IdColumn, nullable=True),
        sa.ForeignKeyConstraint(['officer_id'], ['officer.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_delegation_officer_id', 'delegation', ['officer_id'])
    op.create_table(
        'decision',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('case_id', IdColumn, nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('procedure', String, nullable=False),
        sa.Column('event', String, nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.Column('digest', Digest, nullable=False),
        sa.Column('state', String, nullable=False),
        sa.Column('opened_at', _INSTANT, nullable=False),
        sa.Column('expires_at', _INSTANT, nullable=False),
        sa.Column('closed_at', _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('digest'),
    )
    op.create_index('decision_of_case', 'decision', ['case_id', 'id'])
    op.create_index('decision_state', 'decision', ['state', 'id'])
    op.create_table(
        'signing_request',
        sa.Column('digest', Digest, nullable=False),
        sa.Column('decision_id', IdColumn, nullable=False),
        sa.Column('officer_id', IdColumn, nullable=False),
        sa.Column('session_id', IdColumn, nullable=False),
        sa.Column('act', String, nullable=False),
        sa.Column('statement', sa.LargeBinary(), nullable=False),
        sa.Column('expires_at', _INSTANT, nullable=False),
        sa.Column('used_at', _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint('digest'),
    )
    op.create_index('ix_signing_request_expires_at', 'signing_request', ['expires_at'])
    op.create_table(
        'signed_decision',
        sa.Column('id', IdColumn, nullable=False),
        sa.Column('decision_id', IdColumn, nullable=False),
        sa.Column('act', String, nullable=False),
        sa.Column('officer_id', IdColumn, nullable=False),
        sa.Column('appointment_id', IdColumn, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('identity', Digest, nullable=False),
        sa.Column('statement', sa.LargeBinary(), nullable=False),
        sa.Column('digest', Digest, nullable=False),
        sa.Column('means', String, nullable=False),
        sa.Column('credential_id', IdColumn, nullable=False),
        sa.Column('public_key', sa.LargeBinary(), nullable=False),
        sa.Column('algorithm', sa.Integer(), nullable=False),
        sa.Column('authenticator_data', sa.LargeBinary(), nullable=False),
        sa.Column('client_data', sa.LargeBinary(), nullable=False),
        sa.Column('signature', sa.LargeBinary(), nullable=False),
        sa.Column('signed_at', _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(['decision_id'], ['decision.id']),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('digest'),
    )
    op.create_index(
        'signed_by_identity', 'signed_decision', ['decision_id', 'identity'], unique=True
    )
    op.create_index(
        'signed_by_subject', 'signed_decision', ['decision_id', 'subject_id'], unique=True
    )
