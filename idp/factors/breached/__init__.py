"""Very common and breached passwords: an offline list.

Owns the shipped list of very common passwords (`common.bin`, composed by `compose.write`) and the
import of an operator's full list of breached ones. Knows no person and no account. Entered through
`BreachedPasswords.holds` and `import_breached`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from idp.factors.breached.entries import (
    PrefixFile,
    UnusableBreachedList,
    entry_of,
    read_published,
    write_sorted,
)

__all__ = ["SHIPPED_ONLY", "BreachedPasswords", "UnusableBreachedList", "import_breached"]

SHIPPED: Final = Path(__file__).with_name("common.bin")


@dataclass(frozen=True)
class BreachedPasswords:
    """The lists in which a new password is looked up; read at the first look-up."""

    lists: tuple[PrefixFile, ...] = (PrefixFile(SHIPPED),)

    @classmethod
    def with_list(cls, imported: Path | None) -> "BreachedPasswords":
        """The shipped list and one that `import_breached` made, if there is one."""
        more = () if imported is None else (PrefixFile(imported),)
        return cls((*SHIPPED_ONLY.lists, *more))

    def holds(self, password: str) -> bool:
        """Whether the password is listed, as written or in small letters."""
        return any(
            each.holds(entry_of(written))
            for written in (password, password.lower())
            for each in self.lists
        )


SHIPPED_ONLY: Final = BreachedPasswords()


def import_breached(source: Path, *, into: Path) -> int:
    """Turn a published list into a searchable file at `into`; how many passwords it holds.

    `source` is one file of `SHA1:count` lines ordered by hash, or a folder of range files, as
    the public services offer them for download. Streams: memory stays small at any size. The
    old file stays in place until the new one is complete. Raises UnusableList.
    """
    return write_sorted(read_published(source), into)
