"""read registers in the orders of the desk's lists by an index."""

from collections.abc import Sequence

from alembic import op

revision: str = '0045'
down_revision: str | None = '0044'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index('provider_by_name', 'provider', ['name', 'id'])
    op.create_index('provider_by_end', 'provider', ['certificate_until', 'id'])
    op.create_index('terminal_by_branch', 'terminal', ['branch', 'id'])
    op.create_index('terminal_by_state', 'terminal', ['state', 'client_id', 'kid'])
    op.create_index('client_by_age', 'client', ['created_at', 'client_id'])
    op.create_index('client_by_state', 'client', ['state', 'client_id'])
