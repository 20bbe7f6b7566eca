"""A file of people is read line by line, whatever bytes it has."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.intake.domain.columns import COLUMNS
from idp.intake.domain.faults import FaultyLine, FileRefused
from idp.intake.domain.line import PersonLine
from idp.intake.reading import LONGEST_LINE, FileFormat, lines_of, require_utf8


def read(text: str | bytes, form: FileFormat = FileFormat.CSV) -> list[PersonLine | FaultyLine]:
    content = text.encode() if isinstance(text, str) else text
    return list(lines_of(io.BytesIO(content), form))


def told(found: list[PersonLine | FaultyLine]) -> list[tuple[int, str]]:
    return [
        (each.line, each.faults[0].reason)
        if isinstance(each, FaultyLine)
        else (each.number, each.cells.get("name", ""))
        for each in found
    ]


def test_lines_with_marks_quotes_and_line_ends_inside() -> None:
    text = '\ufeffnumber,name\r\n1,"a\nb"\r\n\r\n,\r\n2,"say ""é"""\n3, c '
    assert told(read(text)) == [(2, "a\nb"), (6, 'say "é"'), (7, "c")]


def test_a_quote_that_does_not_end_costs_its_line_alone() -> None:
    rows = "".join(f"{each},n{each}\n" for each in range(200))
    assert told(read(f'number,name\n1,"open\n{rows}'))[:3] == [
        (2, "line_malformed"),
        (3, "n0"),
        (4, "n1"),
    ]
    assert told(read('number,name\n1,"open\n2,"o"pen\n3,c')) == [
        (2, "line_malformed"),
        (3, "line_malformed"),
        (4, "c"),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_of_the_header(separator: str) -> None:
    assert told(read(f"number{separator}name\n1{separator}a")) == [(2, "a")]


@pytest.mark.parametrize(
    ("header", "refused"),
    [
        ("", "file_empty at line 1, column 1"),
        ("\n", "file_empty at line 1, column 1"),
        ("number,religion\n", "column_unknown at line 1, column 2: religion"),
        ("number,name,name\n", "column_twice at line 1, column 3: name"),
        ("number,\n", "column_unknown at line 1, column 2"),
    ],
)
@pytest.mark.norm("D5.1", limb="an extra column, such as religion, is refused")
def test_a_header_that_is_not_ours_refuses_the_file(header: str, refused: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read(header)
    assert str(caught.value) == refused


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("số".encode("utf-16"), (1, 1)),
        ("name\nJosé,".encode("latin-1"), (2, 4)),
        (b"ok\n" + "é".encode() * 700_000 + b"\n\xff", (3, 1)),
        ("é".encode() * 700_000 + b"\xe9!", (1, 1_400_001)),
        (b"ab\xc3", (1, 3)),
    ],
)
def test_another_encoding_is_refused_with_its_place(content: bytes, place: tuple[int, int]) -> None:
    with pytest.raises(FileRefused) as caught:
        require_utf8(io.BytesIO(content))
    assert (caught.value.line, caught.value.place) == place


@given(st.text())
def test_utf8_is_never_refused(text: str) -> None:
    content = io.BytesIO(text.encode("utf-8", "replace"))
    require_utf8(content)
    assert content.tell() == 0


@given(st.binary())
def test_what_is_no_utf8_is_refused_where_it_stops_to_be(content: bytes) -> None:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return
        before = content[: error.start]
        with pytest.raises(FileRefused) as caught:
            require_utf8(io.BytesIO(content))
        assert caught.value.line == before.count(b"\n") + 1
        assert caught.value.place == len(before) - before.rfind(b"\n")
    else:
        require_utf8(io.BytesIO(content))


@given(st.binary(max_size=400), st.sampled_from(FileFormat))
def test_any_bytes_are_lines_or_faults(content: bytes, form: FileFormat) -> None:
    found = read(b"number,name\n" + content, form)
    numbers = [each.line if isinstance(each, FaultyLine) else each.number for each in found]
    assert numbers == sorted(set(numbers))


_CELL = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12
).map(str.strip)


@given(st.lists(st.lists(_CELL, min_size=3, max_size=3)), st.sampled_from([",", ";", "\t"]))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]], separator: str) -> None:
    written = io.StringIO()
    table = csv.writer(written, delimiter=separator)
    columns = ("number", "name", "address")
    table.writerows([columns, *rows])
    found = read(written.getvalue())
    said = [dict(zip(columns, row, strict=True)) for row in rows if any(row)]
    assert [each.cells for each in found if isinstance(each, PersonLine)] == [
        {column: cell for column, cell in row.items() if cell} for row in said
    ]
    assert not any(isinstance(each, FaultyLine) for each in found)


@given(st.lists(st.dictionaries(st.sampled_from(["name", "address", "number"]), _CELL)))
def test_json_lines_are_read_back(rows: list[dict[str, str]]) -> None:
    text = "\n".join(json.dumps(row) for row in rows)
    found: list[Any] = read(text, FileFormat.JSONL)
    assert [each.cells for each in found] == [
        {column: cell for column, cell in row.items() if cell} for row in rows
    ]


class _Endless(io.RawIOBase):
    """So many bytes of a file that nobody could hold."""

    def __init__(self, header: bytes, piece: bytes, times: int) -> None:
        self._pieces: Iterator[bytes] = chain([header], repeat(piece, times))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a writable buffer
        piece = next(self._pieces, b"")[: len(buffer)]
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.mark.parametrize("form", list(FileFormat))
@pytest.mark.parametrize("piece", [b"x" * 8192, b'"' * 8191 + b"\n", b'a,"\n' * 100])
def test_memory_does_not_grow_with_the_file(piece: bytes, form: FileFormat) -> None:
    content = _Endless(b"number,name\n", piece, 200)
    tracemalloc.start()
    found = sum(1 for _ in lines_of(io.BufferedReader(content), form))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found
    assert peak < 12 * LONGEST_LINE


def test_every_column_can_be_a_header() -> None:
    columns = sorted(COLUMNS)
    (line,) = read("\n".join([",".join(columns), ",".join("x" for _ in columns)]))
    assert isinstance(line, PersonLine)
    assert set(line.cells) == COLUMNS
