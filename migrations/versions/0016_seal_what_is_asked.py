"""seal what is asked of a person.

Requests of relying parties and of counters were kept in clear, with hints at names and values to
compare. From now on they are sealed; what is open at the upgrade stays as it is until it ends, half
an hour or two minutes later. Families of tokens forget the values that were named in requests, with
which nothing was ever done.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '0016'
down_revision: str | None = '0015'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table('authorization_transaction', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_sealed', sa.LargeBinary(), nullable=True))
        batch_op.alter_column('request', existing_type=_DOCUMENT, nullable=True)

    with op.batch_alter_table('backchannel_request', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_sealed', sa.LargeBinary(), nullable=True))
        batch_op.alter_column('asked', existing_type=_DOCUMENT, nullable=True)
        batch_op.alter_column('words', existing_type=sa.Text(), nullable=True)
