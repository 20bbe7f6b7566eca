"""take levels from organisations: the account of one has none (D7.3).

Earlier releases gave it the level of a person.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn

revision: str = '0085'
down_revision: str | None = '0084'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    subject = sa.table('subject', sa.column('subject_id', IdColumn), sa.column('kind'))
    account = sa.table('account', sa.column('subject_id', IdColumn), sa.column('level'))
    organisations = sa.select(subject.c.subject_id).where(subject.c.kind == 'organisation')
    op.execute(
        sa.update(account)
        .where(account.c.level.is_not(None), account.c.subject_id.in_(organisations))
        .values(level=None)
    )
