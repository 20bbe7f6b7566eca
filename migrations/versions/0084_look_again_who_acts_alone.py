"""look again at who acts alone: what others chose for a child or ward ends.

Earlier releases let a person act alone at 14, or with the end of a guardianship, and kept the means
that somebody else had chosen. Whose history tells of such a day, and who still has a means of before
it, is looked at once more: from then on means of before the 14th birthday prove nothing, and the
worker stops what was chosen by others and writes to them. The entry tells the birthday as `from`: it
was written for each adult too, whose account an earlier release had not looked at before.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Document, IdColumn, Instant

revision: str = '0084'
down_revision: str | None = '0083'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_VIET_NAM = timezone(timedelta(hours=7))
_AT_ONCE = 500


def upgrade() -> None:
    account = _table('account', 'guarded')
    again = sa.update(account).where(account.c.guarded.is_(None)).values(guarded='by_age')
    means = _table('credential')
    means.append_column(sa.column('enrolled_at', Instant))
    history = _table('history', 'happening')
    history.append_column(sa.column('happened_at', Instant))
    history.append_column(sa.column('facts', Document))
    of_before = sa.exists().where(
        history.c.subject_id == account.c.subject_id,
        history.c.happening == 'guardianship_ended',
        means.c.subject_id == account.c.subject_id,
        means.c.enrolled_at < history.c.happened_at,
    )
    op.execute(again.where(of_before))
    connection = op.get_bind()
    grown = list(_grown(connection, history, means))
    for at in range(0, len(grown), _AT_ONCE):
        some = grown[at : at + _AT_ONCE]
        connection.execute(again.where(account.c.subject_id.in_(some)))


def _grown(
    connection: sa.Connection, history: sa.TableClause, means: sa.TableClause
) -> Iterator[str]:
    """Who came of age, and has a means of before."""
    first = (
        sa.select(means.c.subject_id, sa.func.min(means.c.enrolled_at, type_=Instant).label('first'))
        .group_by(means.c.subject_id)
        .subquery()
    )
    told = (
        sa.select(history.c.subject_id, history.c.facts, first.c.first)
        .join_from(history, first, first.c.subject_id == history.c.subject_id)
        .where(history.c.happening == 'acts_alone', first.c.first < history.c.happened_at)
    )
    for each in connection.execute(told):
        day = each.facts.get('from')
        if day is not None and each.first < _midnight(date.fromisoformat(day)):
            yield each.subject_id


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), _VIET_NAM)


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(
        name, sa.column('subject_id', IdColumn), *(sa.column(each) for each in columns)
    )
