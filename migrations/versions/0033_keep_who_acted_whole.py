"""keep who acted whole.

`history.actor` is a short word; what it leaves out is beside it (`idp.history.actors`), and the
acts of one officer or operator are found by an index. Entries of before have neither. On PostgreSQL
without holding the table meanwhile; a step that was stopped may be begun again.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import MaybeDocument, String

revision: str = '0033'
down_revision: str | None = '0032'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NAMED = sa.text('actor_id IS NOT NULL')


def upgrade() -> None:
    there = {each['name'] for each in sa.inspect(op.get_bind()).get_columns('history')}
    for column in (
        sa.Column('actor_details', MaybeDocument, nullable=True),
        sa.Column('actor_id', String, nullable=True),
    ):
        if column.name not in there:
            op.add_column('history', column)
    with op.get_context().autocommit_block():
        op.drop_index(
            'history_of_actor', 'history', if_exists=True, postgresql_concurrently=True
        )
        op.create_index(
            'history_of_actor',
            'history',
            ['actor_id', 'id'],
            postgresql_where=_NAMED,
            sqlite_where=_NAMED,
            postgresql_concurrently=True,
        )
