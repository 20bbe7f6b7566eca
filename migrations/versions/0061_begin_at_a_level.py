"""keep at which level the two officers of a ceremony may open the desk at first.

Empty for a ceremony of a release before, also one that such a process completes: no exception.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0061'
down_revision: str | None = '0059'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('installation', sa.Column('begins_at', sa.SmallInteger(), nullable=True))
