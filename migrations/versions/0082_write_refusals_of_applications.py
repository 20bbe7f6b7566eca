"""write refusals of applications: the number of the letter, also of what made no case."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import String

revision: str = '0082'
down_revision: str | None = '0079'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('level_one_request', sa.Column('letter', String, nullable=True))
