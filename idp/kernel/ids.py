"""Identifiers: UUID version 7 as text: keys sort by time and need no sequence (RFC 9562)."""

import os
import re
import time
from datetime import timedelta
from typing import Final

Id = str
"""A UUID in its canonical 36-character form."""

ID_FORM: Final = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""The canonical form as a regular expression, of the whole text."""
_ID: Final = re.compile(ID_FORM)


def is_id(text: str) -> bool:
    """Whether the text is a UUID in canonical form, the only form passed to the database."""
    return _ID.fullmatch(text) is not None


def new_id() -> Id:
    """A fresh UUIDv7: milliseconds, then a 12-bit fraction of one, then 62 random bits."""
    return _made(time.time_ns(), int.from_bytes(os.urandom(8), "big") >> 2)


def id_of_ago(age: timedelta) -> Id:
    """What every id that is made from so long ago on is greater than, or equal to."""
    return _made(time.time_ns() - age // timedelta(microseconds=1) * 1_000, 0)


def _made(nanoseconds: int, rest_of_it: int) -> Id:
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80
    value |= 0x7 << 76
    value |= (rest * 4096 // 1_000_000) << 64
    value |= 0x2 << 62
    value |= rest_of_it
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


ABSENT_SUBJECT: Final = new_id()
"""A subject id without a row: for an unknown name the same queries are run."""
