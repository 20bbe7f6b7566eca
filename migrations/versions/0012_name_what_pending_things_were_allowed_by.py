"""name what pending things were allowed by.

An account gets a security stamp; sessions, families of tokens and evidence say under which one
they were made. Families and sessions of before keep their account's first stamp, but a session
whose sign-in used a means that is stopped or gone continues nothing any more. Evidence of before
names none, so an open sign-in begins again. The stamps have a default as long as a process of the
version before may write.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0012'
down_revision: str | None = '0011'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STAMPED = ('account', 'session', 'token_family')
_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    for table in STAMPED:
        op.add_column(table, sa.Column('security_stamp', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('evidence', sa.Column('security_stamp', sa.Integer(), nullable=True))
    op.add_column('session', sa.Column('evidence_stopped_at', _INSTANT, nullable=True))
