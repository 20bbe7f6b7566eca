"""Rows of ceremonies, bindings and findings of fraud."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Index, SmallInteger, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.kernel.ids import Id
from idp.platform.database import Base, Document, IdColumn, Instant, String


class BindingCeremonyRow(Base):
    """A binding ceremony: `proven` is its evidence, `officers` took part.

    `tainted_at`: since when it does not count, because it was found to be a fraud.
    """

    __tablename__ = "binding_ceremony"
    __table_args__ = (
        Index("binding_ceremony_of_subject", "subject_id"),
        Index("binding_ceremony_age", "held_at"),
    )

    id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn)
    kind: Mapped[str] = mapped_column(String)
    proven: Mapped[list[Any]] = mapped_column(Document)
    transaction_id: Mapped[Id | None] = mapped_column(IdColumn)
    officers: Mapped[list[str]] = mapped_column(Document)
    place: Mapped[str] = mapped_column(String)
    held_at: Mapped[datetime] = mapped_column(Instant)
    tainted_at: Mapped[datetime | None] = mapped_column(Instant)


class BindingRow(Base):
    """The binding that one ceremony gave to one credential; its row carries the best of them."""

    __tablename__ = "binding"

    ceremony_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True)
    credential_id: Mapped[Id] = mapped_column(IdColumn, primary_key=True, index=True)
    subject_id: Mapped[Id] = mapped_column(IdColumn, index=True)
    bound: Mapped[int] = mapped_column(SmallInteger)
    identity: Mapped[bool]
    resistant: Mapped[bool]
    effective_at: Mapped[datetime] = mapped_column(Instant)


class TaintRow(Base):
    """A finding: a credential or an officer fraudulent from an instant on; rows are only added.

    `of` says which of the two (`bindings.FraudSource`), `name` is the id or the officer's name.
    """

    __tablename__ = "taint"

    of: Mapped[str] = mapped_column(String, primary_key=True)
    name: Mapped[str] = mapped_column(String, primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant, primary_key=True)


BINDING: Final = cast("Table", BindingRow.__table__)
BINDING_CEREMONY: Final = cast("Table", BindingCeremonyRow.__table__)
TAINT: Final = cast("Table", TaintRow.__table__)
