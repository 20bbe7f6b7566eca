"""keep what a telephone is asked to sign, and its signature, with the request.

All are empty for a request to approve a sign-in, as processes of the release before write it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Sealed, String

revision: str = '0047'
down_revision: str | None = '0046'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column('app_request', sa.Column('statement', Sealed, nullable=True))
    op.add_column('app_request', sa.Column('signature', String, nullable=True))
    op.add_column('app_request', sa.Column('shown_sealed', Sealed, nullable=True))
