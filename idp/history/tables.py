"""Rows of the history: append-only, purged by age."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.history.extracts import EVERYDAY, LOOK_ACTS
from idp.kernel.ids import Id
from idp.platform.database import (
    Base,
    Digest,
    Document,
    IdColumn,
    Instant,
    MaybeDocument,
    String,
)

_OF_A_CLIENT_ALONE: Final = text("subject_id IS NULL AND client_id IS NOT NULL")
"""What was done about a client; the sign-ins there are found by their people."""

_EVERYDAY: Final = ", ".join(f"'{each}'" for each in sorted(EVERYDAY))
BESIDES_EVERYDAY: Final = f"happening NOT IN ({_EVERYDAY})"
"""A query that says the condition of its index word by word is led by that."""
_LOOKS: Final = ", ".join(f"'{each}'" for each in sorted(LOOK_ACTS))
IS_LOOK: Final = f"happening IN ({_LOOKS})"
"""In the same way the looks of officers."""


class HistoryRow(Base):
    """Ids sort in the order of their making, so no further order is kept.

    `actor` is a short word for who acted, `actor_details` what the word leaves out, and `actor_id`
    finds the acts of one officer or operator (`idp.history.actors`). `seal` is empty in a row of a
    release without seals, and in one that this provider never wrote.
    """

    __tablename__ = "history"
    __table_args__ = (
        Index("history_of_subject", "subject_id", "id"),
        Index("history_age", "happened_at"),
        Index("history_of_transaction", "transaction_id"),
        Index(
            "history_finding",
            "subject_id",
            postgresql_where=text("happening = 'binding_tainted'"),
            sqlite_where=text("happening = 'binding_tainted'"),
        ),
        Index(
            "history_besides_everyday",
            "subject_id",
            "id",
            postgresql_where=text(BESIDES_EVERYDAY),
            sqlite_where=text(BESIDES_EVERYDAY),
        ),
        Index(
            "history_of_looks",
            "happened_at",
            postgresql_where=text(IS_LOOK),
            sqlite_where=text(IS_LOOK),
        ),
        Index(
            "history_of_client",
            "client_id",
            "id",
            postgresql_where=_OF_A_CLIENT_ALONE,
            sqlite_where=_OF_A_CLIENT_ALONE,
        ),
        Index(
            "history_of_actor",
            "actor_id",
            "id",
            postgresql_where=text("actor_id IS NOT NULL"),
            sqlite_where=text("actor_id IS NOT NULL"),
        ),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    happened_at: Mapped[datetime] = mapped_column(Instant)
    happening: Mapped[str] = mapped_column(String)
    subject_id: Mapped[Id | None] = mapped_column(IdColumn)
    actor: Mapped[str] = mapped_column(String)
    client_id: Mapped[str | None] = mapped_column(String)
    transaction_id: Mapped[Id | None] = mapped_column(IdColumn)
    facts: Mapped[dict[str, Any]] = mapped_column(Document)
    fields_act: Mapped[str] = mapped_column(String)
    seal: Mapped[bytes | None] = mapped_column(Digest)
    actor_details: Mapped[dict[str, Any] | None] = mapped_column(MaybeDocument)
    actor_id: Mapped[str | None] = mapped_column(String)


class HistorySealingRow(Base):
    """One row at most: when the sealing of entries of an older release began and was closed.

    While it is open, an entry without a seal may be of that release. Without a row there was none.
    """

    __tablename__ = "history_sealing"

    opened_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class PersonSearchLeadRow(Base):
    """A case to which a search for people led (`search_leads`); `search_id` is a fact of entries.

    It finds again what history tells: the entry of what followed names the search as well.
    """

    __tablename__ = "person_search_lead"

    search_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    case_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    led_at: Mapped[datetime] = mapped_column(Instant, index=True)


HISTORY: Final[Table] = cast("Table", HistoryRow.__table__)
HISTORY_SEALING: Final[Table] = cast("Table", HistorySealingRow.__table__)
PERSON_SEARCH_LEAD: Final[Table] = cast("Table", PersonSearchLeadRow.__table__)
