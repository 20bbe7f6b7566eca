"""A file of people as lines, in UTF-8 with or without a mark, CSV or JSON Lines.

At any time a few lines are held in memory, and none longer than LONGEST_LINE: a file may have ten
million lines, or one without an end.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from idp.intake.domain.columns import COLUMNS
from idp.intake.domain.faults import FaultyLine, FileRefused, LineFault, LineReason, faulty
from idp.intake.domain.line import PersonLine, cells_of_json


class FileFormat(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


LONGEST_LINE: Final = 65_536
"""Bytes of a line, and of a CSV record with line ends inside of quotes."""
MOST_LINES_OF_A_RECORD: Final = 64
_CHUNK: Final = 1_048_576
_SEPARATORS: Final = (",", ";", "\t")
_OTHER_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_TOLD: Final = 40


def format_of(path: Path) -> FileFormat:
    """By the end of the name: JSON Lines for `.jsonl` and `.ndjson`, else CSV."""
    return FileFormat.JSONL if path.suffix in {".jsonl", ".ndjson"} else FileFormat.CSV


def require_utf8(file: BinaryIO) -> None:
    """Read a file once, and go back to its beginning.

    Raises FileRefused with the line and the byte in it where it is no UTF-8.
    """
    if file.read(2) in _OTHER_MARKS:
        raise FileRefused(LineReason.ENCODING_OTHER)
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, before, at_end = 1, 0, False
    while not at_end:
        chunk = file.read(_CHUNK)
        at_end = not chunk
        # Of a letter that the end of the last chunk divided, the decoder still holds the beginning.
        chunk = decoder.getstate()[0] + chunk
        decoder.reset()
        try:
            decoder.decode(chunk, final=at_end)
        except UnicodeDecodeError as error:
            read = chunk[: error.start]
            last = read.rfind(b"\n")
            place = len(read) - last if last >= 0 else before + len(read) + 1
            raise FileRefused(
                LineReason.ENCODING_OTHER, line=line + read.count(b"\n"), place=place
            ) from error
        held = len(decoder.getstate()[0])
        read = chunk[: len(chunk) - held]
        line += read.count(b"\n")
        last = read.rfind(b"\n")
        before = before + len(read) if last < 0 else len(read) - last - 1
    file.seek(0)


def lines_of(file: BinaryIO, form: FileFormat) -> Iterator[PersonLine | FaultyLine]:
    """The lines of a file in UTF-8, each with its number; empty ones are left out.

    Raises FileRefused, with the first value, for a header that names what is no column of ours.
    """
    physical = _Physical(file)
    return _csv(physical) if form is FileFormat.CSV else _json(physical)


_Numbered = tuple[int, str | None]
"""Number and text of a line with its line end; None for one that is too long."""


class _Physical:
    """The lines of a file with their numbers; some can be put back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._number = file, 0
        self._back: deque[_Numbered] = deque()

    def next(self) -> _Numbered | None:
        """The next one; None at the end."""
        if self._back:
            return self._back.popleft()
        raw = self._file.readline(LONGEST_LINE + 1)
        if not raw:
            return None
        self._number += 1
        if len(raw) > LONGEST_LINE:
            while raw and not raw.endswith(b"\n"):
                raw = self._file.readline(LONGEST_LINE)
            return self._number, None
        if self._number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        return self._number, raw.decode(errors="replace")

    def put_back(self, lines: list[_Numbered]) -> None:
        """Give these out again before the others."""
        self._back.extendleft(reversed(lines))


def _json(physical: _Physical) -> Iterator[PersonLine | FaultyLine]:
    while (following := physical.next()) is not None:
        number, text = following
        if text is None:
            yield faulty(number, [LineFault(LineReason.LINE_TOO_LONG)])
        elif text.strip():
            cells = cells_of_json(text)
            yield (
                faulty(number, [cells])
                if isinstance(cells, LineFault)
                else PersonLine(number, cells)
            )


def _csv(physical: _Physical) -> Iterator[PersonLine | FaultyLine]:
    separator, columns = _header(physical)
    while (record := _record(physical)) is not None:
        number, text, more = record
        if text is None:
            yield faulty(number, [LineFault(LineReason.LINE_TOO_LONG)])
        elif text.strip("\r\n"):
            cells = _cells(text, separator)
            if cells is None or len(cells) != len(columns):
                physical.put_back(more)
                yield faulty(number, [LineFault(LineReason.LINE_MALFORMED)])
            elif any(cells):
                said = zip(columns, cells, strict=True)
                yield PersonLine(number, {column: cell for column, cell in said if cell})


def _header(physical: _Physical) -> tuple[str, tuple[str, ...]]:
    """The separator that makes the first line a list of columns, and those."""
    first = physical.next()
    if first is None or first[1] is None or not first[1].strip():
        raise FileRefused(LineReason.FILE_EMPTY)
    read = {each: _cells(first[1], each) or [] for each in _SEPARATORS}
    separator = max(read, key=lambda each: len(COLUMNS.intersection(read[each])))
    columns = read[separator]
    for place, column in enumerate(columns, 1):
        told = column[:_MOST_TOLD] if column.isprintable() else ""
        if column not in COLUMNS:
            raise FileRefused(LineReason.COLUMN_UNKNOWN, place=place, what=told)
        if column in columns[: place - 1]:
            raise FileRefused(LineReason.COLUMN_TWICE, place=place, what=told)
    return separator, tuple(columns)


class _Record(NamedTuple):
    """`more`: its lines behind the first one."""

    number: int
    text: str | None
    more: list[_Numbered]


def _record(physical: _Physical) -> _Record | None:
    """The next record: a line, or several where quotes hold line ends.

    Where quotes do not end within bounds it is the first line alone, so that it costs no other.
    """
    first = physical.next()
    if first is None:
        return None
    number, text = first
    more: list[_Numbered] = []
    while text is not None and text.count('"') % 2:
        following = physical.next()
        more += [] if following is None else [following]
        ended = following is None or following[1] is None or len(more) == MOST_LINES_OF_A_RECORD
        if ended or len(text) > LONGEST_LINE:
            physical.put_back(more)
            return _Record(number, first[1], [])
        text += more[-1][1] or ""
    return _Record(number, text, more)


def _cells(text: str, separator: str) -> list[str] | None:
    """The cells of one record without spaces around them; None where it is no CSV (RFC 4180)."""
    if '"' not in text:
        return [cell.strip() for cell in text.strip("\r\n").split(separator)]
    reader = csv.reader([text], delimiter=separator, strict=True)
    try:
        records = list(reader)
    except csv.Error:
        return None
    return [cell.strip() for cell in records[0]] if len(records) == 1 else None
