"""end the means of organisations: a list of the accounts whose means the worker withdraws.

Whoever represents an organisation signs in to their own account and acts for it (X6.1). Listed are
the organisations that have means or sessions of their own; a process of this release refuses them
already, and the worker goes through the list.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant

revision: str = '0079'
down_revision: str | None = '0078'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    listed = op.create_table(
        'organisation_means',
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('due_at', Instant, nullable=False),
        sa.Column('withdrawn_at', Instant, nullable=True),
        sa.PrimaryKeyConstraint('subject_id'),
    )
    op.create_index('ix_organisation_means_due_at', 'organisation_means', ['due_at'])
    subject, account = _table('subject', 'kind'), _table('account', 'created_at')
    means, session = _table('credential'), _table('session', 'ended_at')
    has_means = sa.exists().where(means.c.subject_id == account.c.subject_id)
    is_signed_in = sa.exists().where(
        session.c.subject_id == account.c.subject_id, session.c.ended_at.is_(None)
    )
    of_organisations = (
        sa.select(account.c.subject_id, account.c.created_at, sa.null())
        .join_from(account, subject, subject.c.subject_id == account.c.subject_id)
        .where(subject.c.kind == 'organisation', sa.or_(has_means, is_signed_in))
    )
    op.execute(
        sa.insert(listed).from_select(['subject_id', 'due_at', 'withdrawn_at'], of_organisations)
    )


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(
        name, sa.column('subject_id', IdColumn), *(sa.column(each) for each in columns)
    )
