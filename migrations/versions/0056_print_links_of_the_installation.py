"""print links that activate an account for the installation: who printed one.

Empty for a link that was sent, also by a process of the release before.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import String

revision: str = '0056'
down_revision: str | None = '0054'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('activation_link', sa.Column('printed_by', String, nullable=True))
