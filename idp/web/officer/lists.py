"""The list of a register: filtered, searched, sorted and paged by links and a form of its own."""

from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import urlencode

from flask import Response, abort, request

from idp.web.officer.guards import at_desk, refused_page
from idp.web.officer.page import HOME, AtDesk, show
from idp.web.officer.records import Column, Register, Row
from idp.web.officer.registers import register_at
from idp.web.pages.labels import N_
from idp.web.pages.rendering import words

MOST: Final = 500
"""The most records of one register that a list looks through; it says so where there are more."""
PAGE: Final = 50
DONE: Final = {"done": N_("Done.")}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head: its link sorts by it; `sorted` is the value of `aria-sort`."""

    label: str
    link: str
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
    """`most`: the list shows the newest of them only, as there are more."""

    title: str
    about: str
    path: str
    columns: tuple[Column, ...]
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    number: int
    first: int
    most: int | None
    filters: tuple[Filter, ...]
    begins: tuple[Begin, ...]
    words: str
    state: str
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

    def link(self, path: str, **changes: object) -> str:
        """The address of the same list with other parameters."""
        now: dict[str, object] = {
            "state": self.state or "",
            "words": self.words,
            "sort": self.sort,
            "order": "desc" if self.descending else "",
            "first": "",
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
    asked, path = _asked(register), f"{HOME}/{register.path}"
    every = list(islice(register.rows(asked.state), MOST + 1))
    rows = [row for row in every[:MOST] if _has(at, row, asked.words)]
    rows = _sorted(at, rows, register.columns, asked)
    shown = rows[asked.first : asked.first + PAGE]
    more, before = asked.first + PAGE, asked.first - PAGE
    return ListPage(
        title=register.title,
        about=register.about,
        path=path,
        columns=register.columns,
        headings=tuple(_heading(each, asked, path) for each in register.columns),
        rows=tuple(shown),
        number=len(rows),
        first=asked.first,
        most=MOST if len(every) > MOST else None,
        filters=_filters(register, asked, path),
        begins=tuple(
            Begin(each.label, f"{path}/new/{each.event}")
            for each in register.begins
            if at.holds(*each.powers)
        ),
        words=asked.words,
        state=asked.state or "",
        earlier=asked.link(path, first=before or "") if asked.first else None,
        later=asked.link(path, first=more) if len(rows) > more else None,
    )


def _asked(register: Register) -> Asked:
    given = request.args
    state, sort, first = given.get("state", ""), given.get("sort", ""), given.get("first", "")
    names = {each.name for each in register.columns}
    return Asked(
        state=state if state in register.states else None,
        words=" ".join(given.get("words", "").split())[:100],
        sort=sort if sort in names else "",
        descending=given.get("order") == "desc",
        first=int(first) if first.isascii() and first.isdigit() and len(first) < 5 else 0,  # noqa: PLR2004
    )


def _text(at: AtDesk, row: Row) -> str:
    """All that a row says, as it is read, for the search."""
    said = []
    for cell in row.cells:
        said += [words(at.lang, each) for each in cell.words] or [
            words(at.lang, cell.text) if cell.kind == "word" and cell.text else cell.text
        ]
    return " ".join(said).casefold()


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
