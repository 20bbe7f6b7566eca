"""look again at who acts alone: what others chose for a child or ward ends.

Earlier releases let a person act alone at 14, or with the end of a guardianship, and kept the means
that somebody else had chosen. Whose history tells of such a day, and who still has a means of before
it, is looked at once more: from then on means of before the 14th birthday prove nothing, and the
worker stops what was chosen by others and writes to them.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, Instant

revision: str = '0084'
down_revision: str | None = '0083'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    account = _table('account', 'guarded')
    means = _table('credential')
    means.append_column(sa.column('enrolled_at', Instant))
    history = _table('history', 'happening')
    history.append_column(sa.column('happened_at', Instant))
    of_before = sa.exists().where(
        history.c.subject_id == account.c.subject_id,
        history.c.happening.in_(['acts_alone', 'guardianship_ended']),
        means.c.subject_id == account.c.subject_id,
        means.c.enrolled_at < history.c.happened_at,
    )
    op.execute(
        sa.update(account).where(account.c.guarded.is_(None), of_before).values(guarded='by_age')
    )


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(
        name, sa.column('subject_id', IdColumn), *(sa.column(each) for each in columns)
    )
