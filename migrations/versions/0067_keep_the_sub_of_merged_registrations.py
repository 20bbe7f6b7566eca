"""keep the sub of merged registrations: by which `sub` a sector knows a person.

Processes of the release before write none of this: for them nobody is known by another `sub`, so two
registrations are merged only once all processes are of this release.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from idp.platform.database import IdColumn, String

revision: str = '0067'
down_revision: str | None = '0066'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_IN_FORCE = sa.text('superseded_by IS NULL')


def upgrade() -> None:
    op.add_column(
        'account',
        sa.Column('sub_aliased', sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column('token_family', sa.Column('sub_of', IdColumn, nullable=True))
    op.create_table(
        'sub_alias',
        sa.Column('join_id', IdColumn, nullable=False),
        sa.Column('sector', String, nullable=False),
        sa.Column('subject_id', IdColumn, nullable=False),
        sa.Column('base_id', IdColumn, nullable=False),
        sa.Column('superseded_by', IdColumn, nullable=True),
        sa.PrimaryKeyConstraint('join_id', 'sector'),
    )
    for name, whose in ('sub_alias_once', 'base_id'), ('sub_alias_of_subject', 'subject_id'):
        op.create_index(
            name,
            'sub_alias',
            [whose, 'sector'],
            unique=True,
            postgresql_where=_IN_FORCE,
            sqlite_where=_IN_FORCE,
        )
