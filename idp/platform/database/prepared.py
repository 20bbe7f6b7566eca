"""Statements compiled once: compiling and converting types costs more than running them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar, get_args, get_type_hints, overload

from sqlalchemy import ColumnElement, Dialect, FromClause
from sqlalchemy.sql.elements import ClauseElement

from idp.platform.database.driver import Text

_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")
_ADDS_ONE_ROW: Final = re.compile(
    r'INSERT INTO "?\w+"? \([\w", ]+\) VALUES \(\?(?:::[A-Z ]+)?(?:, \?(?:::[A-Z ]+)?)*\)'
)
_WRITES: Final = re.compile(r"\b(?:INSERT INTO|UPDATE \S+ SET|DELETE FROM)\b")
_LOCKS: Final = re.compile(r"\bFOR (?:NO KEY UPDATE|UPDATE|KEY SHARE|SHARE)\b|\bpg_\w*advisory_")

_MOST_TOGETHER: Final = 100
"""Inserts in one statement; the protocol counts its parameters in two bytes."""

RowT = TypeVar("RowT", bound=tuple[Any, ...])
"""A NamedTuple whose fields are the columns of a statement, in their order.

A field that is a NamedTuple itself is as many columns as that has fields, each named after both
(`account_state` is `state` of `account`); one that may be None (an outer join) is None where its
first column is NULL.
"""
NoRow = tuple[()]
"""The row of a statement that returns nothing."""
Read = Callable[[Any], Any]
Make = Callable[[Sequence[Any]], Any]


class Compiled(Generic[RowT]):
    def __init__(self, statement: ClauseElement, dialect: Dialect, row: type[RowT]) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self.sql: str = str(compiled)
        self.positional = compiled.positiontup is not None
        """Whether parameters have no names: SQLite, which also runs one statement at a time."""
        self.order: Sequence[str] = compiled.positiontup or names_in(self.sql)
        self.text = text_of(self.sql, self.order)
        self.only_reads: bool = _WRITES.search(self.sql) is None
        """Whether it changes no row, nor does a part of it in a WITH."""
        self.locks: bool = _LOCKS.search(self.sql) is not None
        """Whether it waits for others: what was read before it may be older than it seems."""
        self.only_adds: bool = _ADDS_ONE_ROW.fullmatch(_PLACEHOLDER.sub("?", self.sql)) is not None
        """Whether it is a plain insert of one row of parameters: no condition, query or ON
        CONFLICT."""
        self._constants: dict[str, Any] = {
            name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required
        }
        self._bind = {
            name: processor
            for name, bind in compiled.binds.items()
            if (processor := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }
        reads = [
            (place, processor)
            for place, column in enumerate(columns_of(statement))
            if (processor := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]
        self._row = _maker(row, reads)

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        """The driver's values, in the order of `text`."""
        bound = {**self._constants, **values}
        for name, processor in self._bind.items():
            bound[name] = processor(bound[name])
        return [bound[name] for name in self.order]

    def parameters_of_each(self, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """The same for rows of all parameters; a value that all of them share is read once."""
        return list(zip(*(self._column(name, rows) for name in self.order), strict=True))

    def _column(self, name: str, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        values = [row[name] for row in rows]
        processor = self._bind.get(name)
        if processor is None:
            return values
        if all(value is values[0] for value in values):
            return [processor(values[0])] * len(values)
        return [processor(value) for value in values]

    def first(self, raw: Sequence[Sequence[Any]]) -> RowT | None:
        return self._row(raw[0]) if raw else None

    def rows(self, raw: Iterable[Sequence[Any]]) -> list[RowT]:
        return [self._row(each) for each in raw]


def columns_of(statement: ClauseElement) -> Sequence[ColumnElement[Any]]:
    """The columns that a statement returns: those selected, or those of its RETURNING."""
    return tuple(getattr(statement, "exported_columns", ()))


def _maker(row: type[RowT], reads: Sequence[tuple[int, Read]]) -> Callable[[Sequence[Any]], RowT]:
    """The function from the driver's tuple to a row; values are converted where needed."""
    make = _made_of(row)
    if not reads:
        return make

    def read_and_make(raw: Sequence[Any]) -> RowT:
        values = list(raw)
        for place, read in reads:
            values[place] = read(values[place])
        return make(values)

    return read_and_make


def _made_of(row: type[RowT]) -> Callable[[Sequence[Any]], RowT]:
    """The function from converted values to a row, with its parts."""
    make = partial(tuple.__new__, row)
    parts, begins = [], 0
    for part, may_be_none in _fields_of(row).values():
        ends = begins + (1 if part is None else len(_names_of(part)))
        parts.append(_part(part, begins, ends, may_be_none=may_be_none))
        begins = ends
    if all(part is None for part, _ in _fields_of(row).values()):
        return make
    return lambda values: make([part(values) for part in parts])


def _part(part: type[RowT] | None, begins: int, ends: int, *, may_be_none: bool) -> Make:
    if part is None:
        return itemgetter(begins)
    make, columns = _made_of(part), slice(begins, ends)
    if not may_be_none:
        return lambda values: make(values[columns])
    return lambda values: None if values[begins] is None else make(values[columns])


Field = tuple[type[tuple[Any, ...]] | None, bool]
"""The NamedTuple that a field is (None: it is one column), and whether it may be None."""


@cache
def _fields_of(row: type[tuple[Any, ...]]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for name, kind in get_type_hints(row).items():
        kinds = get_args(kind) or (kind,)
        parts = [each for each in kinds if hasattr(each, "_fields")]
        found[name] = (parts[0] if parts else None, type(None) in kinds)
    return found


def _names_of(row: type[tuple[Any, ...]]) -> list[str]:
    """The columns of a row, by name."""
    names: list[str] = []
    for name, (part, _) in _fields_of(row).items():
        names += [name] if part is None else [f"{name}_{each}" for each in _names_of(part)]
    return names


class Prepared(Generic[RowT]):
    """One statement compiled once, with its bind and result conversions, for hot paths.

    `row` is the NamedTuple of what it returns; a statement without one returns nothing. Raises
    TypeError where its fields are not the columns, by name and in order.
    """

    @overload
    def __init__(self: "Prepared[NoRow]", statement: ClauseElement) -> None: ...

    @overload
    def __init__(self, statement: ClauseElement, row: type[RowT]) -> None: ...

    def __init__(self, statement: ClauseElement, row: Any = tuple) -> None:
        self.statement = statement
        self.row: type[RowT] = row
        self._by_dialect: dict[str, Compiled[RowT]] = {}
        names = [column.key for column in columns_of(statement)]
        if _names_of(row) != names:
            raise TypeError(f"a {row.__name__} is no row of {names}")

    def on(self, dialect: Dialect) -> Compiled[RowT]:
        compiled = self._by_dialect.get(dialect.name)
        if compiled is None:
            compiled = Compiled(self.statement, dialect, self.row)
            self._by_dialect[dialect.name] = compiled
        return compiled


Write = tuple[Compiled[Any], Mapping[str, Any]]


def statements_of(writes: Iterable[Write]) -> list[list[Write]]:
    """The writes in order, those that may be one statement in one list.

    The parts of one PostgreSQL statement do not see each other's changes: a row that one of them
    added or changed cannot be changed by the next, which would be lost without an error. Only plain
    inserts read nothing, so only they are combined; any other write is a separate statement.
    """
    found: list[list[Write]] = []
    for write in writes:
        last = found[-1] if found else []
        if last and write[0].only_adds and last[-1][0].only_adds and len(last) < _MOST_TOGETHER:
            last.append(write)
        else:
            found.append([write])
    return found


@cache
def combine(compiled: tuple[Compiled[Any], ...]) -> Text:
    """Several plain inserts as one statement, all but the last in a WITH (PostgreSQL).

    Its values are those of all of them, one after another: every place of each is its own.
    """
    texts = [
        _PLACEHOLDER.sub(rf"%(w{number}_\1)s", each.sql) for number, each in enumerate(compiled)
    ]
    leading = ", ".join(f"w{number} AS ({text})" for number, text in enumerate(texts[:-1]))
    sql = f"WITH {leading} {texts[-1]}" if leading else texts[-1]
    return text_of(sql, names_in(sql))


def names_in(sql: str) -> list[str]:
    """The parameters of a text by name, in the order of their first places."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(sql)))


def text_of(sql: str, names: Sequence[str]) -> Text:
    """A text with named parameters (or with `?`, which stay) for the driver."""
    number = {name: f"${place}" for place, name in enumerate(names, start=1)}
    numbered = _PLACEHOLDER.sub(lambda found: number[found[1]], sql).replace("%%", "%")
    return Text(sql, numbered.encode(), len(names))


def prefixed(relation: FromClause, prefix: str) -> list[ColumnElement[Any]]:
    """The columns of a joined relation with a prefix: those of a part of a row."""
    return [column.label(prefix + column.name) for column in relation.c]
