"""keep the state of misuse cases in their own rows too."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0044'
down_revision: str | None = '0043'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Only forwards: a row that is ahead of its case was moved by an earlier release."""
    for state, behind in (('taken', "'open'"), ('closed', "'open', 'taken'")):
        op.execute(
            sa.text(
                f"UPDATE violation SET state = '{state}' WHERE state IN ({behind})"
                ' AND EXISTS (SELECT 1 FROM case_file WHERE case_file.id = violation.id'
                f" AND case_file.state = '{state}')"
            )
        )
