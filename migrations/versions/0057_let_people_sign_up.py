"""let people make accounts of their own, and keep where one sign-in counts.

Letters to nobody we know have a key of their own; a worker of the release before leaves them where
they are, for it has no words for their kinds. Where one sign-in counts at other relying parties is
by default decided by whose accounts these are from now on (Q14). An installation with relying
parties keeps what it has: `all`, the one default until now. Nobody decided that, so no change and
no entry of history says so; `idp policy list` names it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Document, IdColumn, Instant, Sealed, String

revision: str = '0057'
down_revision: str | None = '0056'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_VALUE = sa.table('policy_value', sa.column('switch', String), sa.column('value', Document))
_CLIENT = sa.table('client')


def upgrade() -> None:
    op.create_table('sign_up_request',
    sa.Column('id', IdColumn, nullable=False),
    sa.Column('data_key', Sealed, nullable=False),
    sa.Column('content_sealed', Sealed, nullable=False),
    sa.Column('asked_at', Instant, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.add_column('notice', sa.Column('data_key', Sealed, nullable=True))
    _keep_sign_on()


def _keep_sign_on() -> None:
    """Of a new installation nothing is kept: it has no relying party yet."""
    database = op.get_bind()
    populated = database.execute(sa.select(sa.exists(sa.select(sa.literal(1)).select_from(_CLIENT))))
    decided = database.execute(sa.select(_VALUE.c.value).where(_VALUE.c.switch == 'sso')).first()
    if populated.scalar_one() and decided is None:
        database.execute(sa.insert(_VALUE).values(switch='sso', value='all'))
