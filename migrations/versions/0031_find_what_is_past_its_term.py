"""find what is past its term, and one transaction in history.

Each purge has an index that finds its rows. `token_family.refresh_told_at` says when history was
told of a refresh, once a day; rows of before have none until their next refresh. On PostgreSQL
without holding the tables meanwhile; a step that was stopped may be begun again.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import Instant

revision: str = '0031'
down_revision: str | None = '0030'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NEW: tuple[tuple[str, str, list[str], str | None], ...] = (
    ('history_of_transaction', 'history', ['transaction_id'], None),
    ('history_finding', 'history', ['subject_id'], "happening = 'binding_tainted'"),
    ('authentication_event_age', 'authentication_event', ['authenticated_at'], None),
    ('evidence_age', 'evidence', ['proven_at'], None),
    ('session_expiry', 'session', ['expires_at'], None),
    ('passkey_of_credential', 'passkey', ['credential_id'], None),
    ('biometric_attempt_age', 'biometric_attempt', ['at'], None),
    ('contact_replaced', 'contact', ['replaced_at'], 'replaced_at IS NOT NULL'),
    (
        'token_family_not_refreshed',
        'token_family',
        ['offline', 'begun_at'],
        'refresh_told_at IS NULL',
    ),
    ('token_family_refreshed', 'token_family', ['refresh_told_at'], 'refresh_told_at IS NOT NULL'),
    ('token_family_revoked', 'token_family', ['revoked_at'], 'revoked_at IS NOT NULL'),
)


def upgrade() -> None:
    columns = {each['name'] for each in sa.inspect(op.get_bind()).get_columns('token_family')}
    if 'refresh_told_at' not in columns:
        op.add_column('token_family', sa.Column('refresh_told_at', Instant, nullable=True))
    with op.get_context().autocommit_block():
        for name, table, keys, only in _NEW:
            where = None if only is None else sa.text(only)
            # One that was stopped halfway is there, and of no use.
            op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)
            op.create_index(
                name,
                table,
                keys,
                postgresql_where=where,
                sqlite_where=where,
                postgresql_concurrently=True,
            )
        op.drop_index(
            'token_family_age', 'token_family', if_exists=True, postgresql_concurrently=True
        )
