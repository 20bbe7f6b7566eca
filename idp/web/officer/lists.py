"""The list of a register: filtered, searched, sorted and paged by links and a form of its own.

A register of a few hundred records is read whole and sorted by any of its columns. A longer one
that can be read in order is paged by cursor: it is sorted by the columns that have an index, and
each page looks through a bounded number of records.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, abort, request

from idp.platform.database import ReadOrder
from idp.web.officer.guards import at_desk, refused_page
from idp.web.officer.page import HOME, AtDesk, show
from idp.web.officer.records import (
    Column,
    ListedRegister,
    ListEntry,
    OrderedRegister,
    Register,
    Row,
)
from idp.web.officer.registers import register_at
from idp.web.officer.values import Kind, Value
from idp.web.pages.labels import N_
from idp.web.pages.rendering import words

MOST: Final = 500
"""The most records of one register that a list looks through; it says so where there are more."""
PAGE: Final = 50
LOOKED: Final = 1000
"""The most records of a long register that one page looks through for what is asked."""
DONE: Final = {"done": N_("Done.")}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head: its link sorts by it, if it can; `sorted` is the value of `aria-sort`."""

    label: str
    link: str | None
    sorted: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A link that shows one state only, or all; a message id."""

    label: str
    link: str
    here: bool


@dataclass(frozen=True, slots=True)
class Begin:
    """A link to the form of an act that makes a record; a message id."""

    label: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """`most`: the list shows the first of them only, as there are more.

    `number` is None where it is not known, as the register is long; `looked` is how many records
    the page looked through then, if that was not enough to fill it. `beginning` leads to the first
    page.
    """

    title: str
    about: str
    path: str
    columns: tuple[Column, ...]
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    number: int | None
    looked: int | None
    most: int | None
    filters: tuple[Filter, ...]
    begins: tuple[Begin, ...]
    words: str
    state: str
    beginning: str | None
    earlier: str | None
    later: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    state: str | None
    words: str
    sort: str
    descending: bool
    first: int
    after: str

    def link(self, path: str, **changes: object) -> str:
        """The address of the same list with other parameters."""
        now: dict[str, object] = {
            "state": self.state or "",
            "words": self.words,
            "sort": self.sort,
            "order": "desc" if self.descending else "",
            "first": "",
            "after": "",
        }
        query = {name: value for name, value in {**now, **changes}.items() if value}
        return f"{path}?{urlencode(query)}" if query else path


@at_desk
def show_list(at: AtDesk, register: str) -> Response:
    """GET /officer/<register>."""
    found = register_at(register)
    if found is None:
        abort(404)
    refused = at.closed(found.reads)
    if refused is not None:
        return refused_page(at, refused)
    return show(at, "list", page_of(at, found), done=DONE.get(request.args.get("told", "")))


def page_of(at: AtDesk, register: Register) -> ListPage:
    """The list that the address asks for."""
    asked = _asked(register)
    if isinstance(register, OrderedRegister):
        return _ordered(at, register, asked)
    assert isinstance(register, ListedRegister)  # noqa: S101 - every register is one or the other
    seen = (each for each in register.rows(asked.state) if at.sees(each.apart))
    every = list(islice(seen, MOST + 1))
    return _whole(at, register, asked, every[:MOST], more=len(every) > MOST)


def _ordered(at: AtDesk, register: OrderedRegister, asked: Asked) -> ListPage:
    usual = ReadOrder(register.orders[0])
    every = register.entries(usual, after=None, limit=MOST + 1)
    if len(every) > MOST:
        return _long(at, register, asked)
    shown = [each.row() for each in every if _is_asked(register, asked, each.state)]
    return _whole(at, register, asked, shown, more=False)


def _is_asked(register: OrderedRegister, asked: Asked, state: str) -> bool:
    return state not in register.hidden if asked.state is None else state == asked.state


def _whole(
    at: AtDesk, register: Register, asked: Asked, every: Sequence[Row], *, more: bool
) -> ListPage:
    """A page of a list that was read whole; or of its first records, where there are `more`."""
    path = f"{HOME}/{register.path}"
    rows = [row for row in every if _has(at, row, asked.words)] if asked.words else list(every)
    rows = _sorted(at, rows, register.columns, asked)
    shown = rows[asked.first : asked.first + PAGE]
    following, before = asked.first + PAGE, asked.first - PAGE
    return ListPage(
        **_frame(at, register, asked),
        headings=tuple(_heading(each, asked, path) for each in register.columns),
        rows=tuple(shown),
        number=len(rows),
        looked=None,
        most=MOST if more else None,
        beginning=None,
        earlier=asked.link(path, first=max(before, 0) or "") if asked.first else None,
        later=asked.link(path, first=following) if len(rows) > following else None,
    )


def _long(at: AtDesk, register: OrderedRegister, asked: Asked) -> ListPage:
    """A page of a long list, read in its order behind the cursor of the page before."""
    path = f"{HOME}/{register.path}"
    found, looked, after = _found(at, register, asked)
    return ListPage(
        **_frame(at, register, asked),
        headings=tuple(
            _heading(each, asked, path)
            if each.name in register.orders
            else Heading(each.label, None, "none")
            for each in register.columns
        ),
        rows=tuple(found),
        number=None,
        looked=looked if after is not None and len(found) < PAGE else None,
        most=None,
        beginning=asked.link(path) if asked.after else None,
        earlier=None,
        later=None if after is None else asked.link(path, after=after),
    )


def _found(
    at: AtDesk, register: OrderedRegister, asked: Asked
) -> tuple[list[Row], int, str | None]:
    """The rows of a page, how many records were looked through, and behind which mark it goes on.

    Words that name one record, such as its id, lead to it wherever it stands.
    """
    named = register.exact(asked.words) if asked.words else None
    if named is not None and not _is_asked(register, asked, named.state):
        named = None
    name = asked.sort if asked.sort in register.orders else register.orders[0]
    order = ReadOrder(name, asked.descending and bool(asked.sort), asked.state)
    top = [] if named is None else [named.row()]
    there = {each.key for each in top}
    rows = [] if asked.after else top
    looked, mark = 0, asked.after or None
    for each in _behind(register, order, mark):
        if len(rows) == PAGE or looked == LOOKED:
            return rows, looked, mark
        looked, mark = looked + 1, each.mark
        row = each.row() if _is_asked(register, asked, each.state) else None
        if row is not None and row.key not in there and _has(at, row, asked.words):
            rows.append(row)
    return rows, looked, None


def _behind(register: OrderedRegister, order: ReadOrder, after: str | None) -> Iterator[ListEntry]:
    """The records behind a mark, read a page at a time as they are asked for."""
    while found := register.entries(order, after=after, limit=PAGE):
        yield from found
        after = found[-1].mark


def _frame(at: AtDesk, register: Register, asked: Asked) -> dict[str, Any]:
    """What a page of either kind has."""
    path = f"{HOME}/{register.path}"
    return {
        "title": register.title,
        "about": register.about,
        "path": path,
        "columns": register.columns,
        "filters": _filters(register, asked, path),
        "begins": tuple(
            Begin(each.label, f"{path}/new/{each.event}")
            for each in register.begins
            if at.holds(*each.powers) and each.listed()
        ),
        "words": asked.words,
        "state": asked.state or "",
    }


def _asked(register: Register) -> Asked:
    given = request.args
    state, sort, first = given.get("state", ""), given.get("sort", ""), given.get("first", "")
    names = {each.name for each in register.columns}
    return Asked(
        state=state if state in register.states else None,
        words=" ".join(given.get("words", "").split())[:100],
        sort=sort if sort in names else "",
        descending=given.get("order") == "desc",
        after=given.get("after", ""),
        first=int(first) if first.isascii() and first.isdigit() and len(first) < 5 else 0,  # noqa: PLR2004
    )


def _text(at: AtDesk, row: Row) -> str:
    """All that a row says, as it is read, for the search."""
    return " ".join(said for cell in row.cells for said in _said(at, cell)).casefold()


def _said(at: AtDesk, cell: Value) -> Iterator[str]:
    yield cell.aside
    yield cell.desk
    for part in cell.parts:
        yield from _said(at, part)
    for each in cell.words:
        yield words(at.lang, each)
    if cell.kind is Kind.WORD and cell.text:
        yield words(at.lang, cell.text)
    elif cell.kind is Kind.PLAIN:
        for line in cell.lines:
            for said in (*((line.label,) if line.label else ()), *line.said):
                yield words(at.lang, said.text) if said.word and said.text else said.text
    elif cell.kind not in {Kind.WORDS, Kind.SEVERAL}:
        yield cell.text


def _has(at: AtDesk, row: Row, wanted: str) -> bool:
    return all(each in _text(at, row) for each in wanted.casefold().split())


def _sorted(at: AtDesk, rows: list[Row], columns: tuple[Column, ...], asked: Asked) -> list[Row]:
    if not asked.sort:
        return rows
    number = next(index for index, each in enumerate(columns) if each.name == asked.sort)

    def order(row: Row) -> str:
        cell = row.cells[number]
        return words(at.lang, cell.text) if cell.kind == "word" and cell.text else cell.order

    return sorted(rows, key=order, reverse=asked.descending)


def _heading(column: Column, asked: Asked, path: str) -> Heading:
    here = column.name == asked.sort
    turned = here and not asked.descending
    link = asked.link(path, sort=column.name, order="desc" if turned else "")
    way = ("descending" if asked.descending else "ascending") if here else "none"
    return Heading(column.label, link, way)


def _filters(register: Register, asked: Asked, path: str) -> tuple[Filter, ...]:
    if not register.states:
        return ()
    every = Filter(N_("All"), asked.link(path, state=""), asked.state is None)
    return (
        every,
        *(
            Filter(label, asked.link(path, state=state), state == asked.state)
            for state, label in register.states.items()
        ),
    )
