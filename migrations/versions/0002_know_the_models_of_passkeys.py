"""know the models of passkeys."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "authenticator_metadata",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "next_update",
            sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "imported_at",
            sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "authenticator_model",
        sa.Column("aaguid", sa.Text(), nullable=False),
        sa.Column("model_class", sa.Text(), nullable=False),
        sa.Column("rejected_for", sa.Text(), nullable=True),
        sa.Column(
            "roots", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.PrimaryKeyConstraint("aaguid"),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        # Passkeys from before, and those of servers not upgraded yet, were never asked.
        batch_op.add_column(
            sa.Column("attested", sa.Boolean(), nullable=False, server_default=sa.false())
        )
