"""name the session of a sign-in.

A sign-in is told only while the session it was made in lives. Rows of before cannot say which that
is: they count while they are the latest of the session that answers.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn

revision: str = '0032'
down_revision: str | None = '0031'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('authentication_event', sa.Column('session_id', IdColumn, nullable=True))
