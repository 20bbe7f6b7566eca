"""forget secrets without a means.

On PostgreSQL an undo left the secret of a means behind without the means. Such a row proves
nothing, and that of an identity card kept its owner from enrolling the card again.
"""

from collections.abc import Sequence

from alembic import op

revision: str = '0028'
down_revision: str | None = '0027'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SECRETS = (
    'password',
    'pin',
    'totp',
    'passkey',
    'app_key_certificate',
    'app_key',
    'chip_card',
    'recovery_code',
)


def upgrade() -> None:
    for table in _SECRETS:
        op.execute(
            f'DELETE FROM {table} WHERE NOT EXISTS'  # noqa: S608 - our own names
            f' (SELECT 1 FROM credential WHERE credential.id = {table}.credential_id)'
        )
