"""Pages of one table in the order of some of its columns, each read by the index of that order."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Select, Uuid, bindparam, select, tuple_

from idp.kernel.ids import is_id
from idp.platform.database.columns import Instant
from idp.platform.database.unit_of_work import Database, Row

_LONGEST_MARK: Final = 4000


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """One of the orders of a table; `only`: the rows of this state only."""

    name: str
    descending: bool = False
    only: str | None = None


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row, and the mark after which reading goes on behind it."""

    row: Row
    mark: str


class OrderedReads:
    """The orders in which a table can be read.

    `orders`: by name, the columns of each; together they are unique and none is empty, and an index
    has them in this order. `state`: the column by which the first of the orders can be narrowed; an
    index has it before the columns of that order.
    """

    def __init__(
        self,
        orders: Mapping[str, tuple[Column[Any], ...]],
        *,
        state: Column[Any] | None = None,
    ) -> None:
        self._orders = orders
        self._first = next(iter(orders))
        self._state = state
        self._asked = {
            (name, down, on, only): self._select(columns, down=down, on=on, only=only)
            for name, columns in orders.items()
            for down in (False, True)
            for on in (False, True)
            for only in ((False, True) if state is not None and name == self._first else (False,))
        }

    def read(
        self, database: Database, order: ReadOrder, *, after: str | None, limit: int
    ) -> list[MarkedRow]:
        """At most `limit` rows after a mark of the same order; what is no mark begins anew."""
        columns = self._orders[order.name]
        seen = self._seen(order.name, after)
        only = order.only is not None and self._state is not None and order.name == self._first
        values: dict[str, Any] = {"limit": limit}
        values |= {f"seen_{number}": value for number, value in enumerate(seen or ())}
        values |= {"only": order.only} if only else {}
        statement = self._asked[order.name, order.descending, seen is not None, only]
        return [
            MarkedRow(row, _mark(order.name, [getattr(row, each.key) for each in columns]))
            for row in database.all(statement, **values)
        ]

    def _select(
        self, columns: tuple[Column[Any], ...], *, down: bool, on: bool, only: bool
    ) -> Select[tuple[Any, ...]]:
        query = select(columns[0].table)
        if only and self._state is not None:
            query = query.where(self._state == bindparam("only"))
        if on:
            seen = tuple_(
                *(
                    bindparam(f"seen_{number}", type_=each.type)
                    for number, each in enumerate(columns)
                )
            )
            query = query.where(tuple_(*columns) < seen if down else tuple_(*columns) > seen)
        ordered = query.order_by(*(each.desc() if down else each for each in columns))
        return ordered.limit(bindparam("limit"))

    def _seen(self, name: str, mark: str | None) -> list[Any] | None:
        """The values that a mark of this order holds; None for none and for what is no mark."""
        if not mark or len(mark) > _LONGEST_MARK:
            return None
        columns = self._orders[name]
        try:
            said = json.loads(urlsafe_b64decode(mark.encode("ascii")))
            named, *values = said
            if named != name or len(values) != len(columns):
                return None
            return [_value(each, value) for each, value in zip(columns, values, strict=True)]
        except (ValueError, TypeError, RecursionError):
            return None


def _mark(name: str, values: list[Any]) -> str:
    told = [each.isoformat() if isinstance(each, datetime) else each for each in values]
    return urlsafe_b64encode(json.dumps([name, *told]).encode()).decode()


def _value(column: Column[Any], value: object) -> object:
    """The value of a column as a mark holds it. Raises ValueError."""
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError(value)
    value.encode()  # a lone surrogate is no text
    if isinstance(column.type, Uuid):
        if not is_id(value):
            raise ValueError(value)
        return value
    if not isinstance(column.type, Instant):
        return value
    at = datetime.fromisoformat(value)
    if at.tzinfo is None:
        raise ValueError(value)
    return at
