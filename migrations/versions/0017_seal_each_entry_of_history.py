"""seal each entry of history.

Entries of older releases are sealed as they are found, which only this step may do: an entry that
is without a seal afterwards was not written by this provider.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

from idp.history.seals import KEY_PURPOSE, seal
from idp.platform.database import Instant
from idp.platform.keyring import derived

revision: str = '0017'
down_revision: str | None = '0016'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

AT_ONCE = 2_000
HISTORY = sa.table(
    'history',
    sa.column('id', sa.Uuid(as_uuid=False)),
    sa.column('happened_at', Instant()),
    sa.column('happening', sa.Text()),
    sa.column('subject_id', sa.Uuid(as_uuid=False)),
    sa.column('actor', sa.Text()),
    sa.column('client_id', sa.Text()),
    sa.column('transaction_id', sa.Uuid(as_uuid=False)),
    sa.column('facts', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')),
    sa.column('fields_act', sa.Text()),
    sa.column('seal', sa.LargeBinary()),
)


def upgrade() -> None:
    with op.batch_alter_table('history', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seal', sa.LargeBinary(), nullable=True))
    for rows in _unsealed(op.get_bind()):
        _seal(op.get_bind(), rows, _key())


def _key() -> bytes:
    secret = context.config.attributes.get('secret')
    if not secret:
        raise RuntimeError("entries of an older release are sealed with the setting `secret`")
    return derived(secret.encode(), KEY_PURPOSE)


def _unsealed(connection: sa.Connection) -> Iterator[Sequence[Any]]:
    query = sa.select(HISTORY).order_by(HISTORY.c.id).limit(AT_ONCE)
    rows = connection.execute(query).mappings().all()
    while rows:
        yield rows
        after = query.where(HISTORY.c.id > rows[-1]['id'])
        rows = connection.execute(after).mappings().all()


def _seal(connection: sa.Connection, rows: Sequence[Any], key: bytes) -> None:
    made = [{'which': row['id'], 'made': seal(key, row, at_upgrade=True)} for row in rows]
    one = sa.update(HISTORY).where(HISTORY.c.id == sa.bindparam('which'))
    connection.execute(one.values(seal=sa.bindparam('made')), made)
