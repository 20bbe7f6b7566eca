"""agree jointly to activate: of which page somebody agreed who acts with others for a ward."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Digest

revision: str = '0089'
down_revision: str | None = '0086'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('agreement_request', sa.Column('version', Digest, nullable=True))
