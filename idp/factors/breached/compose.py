"""How the shipped list of very common passwords is made: words times the endings people add.

The words are our own and the result is deterministic, so the file beside this module can be
made again with `write` and a test holds the two together.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from idp.factors.breached.entries import entry_of, write_sorted
from idp.factors.breached.word_lists import ENGLISH, VIETNAMESE

SHORTEST: Final = 8
"""Shorter passwords are refused for their length anyway."""

_ENDINGS: Final = (
    *("", "0", "1", "2", "7", "9", "!", "@", "12", "01", "11", "22", "68", "69", "79", "86", "88"),
    *("99", "00", "123", "321", "111", "000", "666", "777", "888", "999", "1234", "4321", "12345"),
    *("123456", "1234567", "12345678", "123456789", "@1", "@12", "@123", "@1234", "@12345"),
    *("123!", "123@", "123#", "1!", "#123", "!@#", "@@", "!!", "6868", "8888", "6789", "abc"),
    *(str(year) for year in range(1970, 2031)),
)
_DIGITS: Final = "01234567890123456789"
_ROWS: Final = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")


def common_passwords() -> Iterator[str]:
    """Every password of the shipped list, in small letters; some come more than once."""
    for word, ending in itertools.product((*ENGLISH, *VIETNAMESE), _ENDINGS):
        yield word + ending
    for word, other in itertools.product(ENGLISH[:20] + VIETNAMESE[:20], repeat=2):
        yield word + other
    yield from _walks()


def _walks() -> Iterator[str]:
    for length in range(SHORTEST, 13):
        for start in range(len(_DIGITS) - length + 1):
            yield from (_DIGITS[start:][:length], _DIGITS[start:][:length][::-1])
        yield from (digit * length for digit in "0123456789")
        yield from (
            pair * (length // 2) for pair in map("".join, itertools.product("0123456789", repeat=2))
        )
        yield from (letter * length for letter in _ROWS[-1])
        for row in _ROWS:
            yield from (row[:length], row[:length][::-1])
    for left, right in itertools.permutations(_ROWS, 2):
        yield from (left[:length] + right[:length] for length in range(3, 7))
        yield "".join(map("".join, zip(left, right, strict=False)))[:10]


def write(path: Path) -> int:
    """Make the shipped file again; how many passwords it holds."""
    kept = {entry_of(each) for each in common_passwords() if len(each) >= SHORTEST}
    return write_sorted(sorted(kept), path)
