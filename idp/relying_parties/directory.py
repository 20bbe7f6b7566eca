"""The names of all relying parties, for search and paging of the public register.

Only names are cached, for as long as a snapshot of a client: a register of thousands costs one
small read now and then, and a page the read of its own entries.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from idp.kernel.texts import without_diacritics
from idp.platform.cached import Cached
from idp.platform.database import Database
from idp.relying_parties.domain.client import Client, ClientState
from idp.relying_parties.snapshots import ClientSnapshots
from idp.relying_parties.tables import CLIENT

PAGE: Final = 50
"""Entries on one page."""
LONGEST_QUESTION: Final = 100
"""The longest search text in characters; more are cut off."""

_NAMES: Final = select(CLIENT.c.client_id, CLIENT.c.particulars["name"].label("name")).where(
    CLIENT.c.state != ClientState.REMOVED.value
)


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """`number` counts from 1 to `pages`; `total` entries match, in all pages."""

    clients: tuple[Client, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """The names of one client by language."""

    client_id: str
    names: dict[str, str]

    def sorts_as(self, lang: str) -> tuple[str, str]:
        return search_key(self.names.get(lang, next(iter(self.names.values())))), self.client_id

    def matches(self, words: list[str]) -> bool:
        return all(any(word in search_key(name) for name in self.names.values()) for word in words)


@dataclass(frozen=True)
class ClientDirectory:
    """A new name is missing for the lifetime of a snapshot."""

    database: Database
    snapshots: ClientSnapshots
    entries: Cached[str, tuple[DirectoryEntry, ...]]

    def page(self, question: str, number: int, *, lang: str) -> DirectoryPage:
        """One page of the clients whose name has every word of `question`, by name.

        Diacritics and capitals make no difference. A number that is no page is the nearest one.
        """
        words = search_key(question[:LONGEST_QUESTION]).split()
        found = [entry for entry in self.entries.get("all", self._read) if entry.matches(words)]
        found.sort(key=lambda entry: entry.sorts_as(lang))
        pages = max(1, -(-len(found) // PAGE))
        number = min(max(1, number), pages)
        shown = found[(number - 1) * PAGE : number * PAGE]
        known = (self.snapshots.known(entry.client_id) for entry in shown)
        return DirectoryPage(
            tuple(each.client for each in known if each), number, pages, len(found)
        )

    def _read(self) -> tuple[DirectoryEntry, ...]:
        rows = self.database.all(_NAMES)
        return tuple(DirectoryEntry(row.client_id, row.name) for row in rows)


def search_key(text: str) -> str:
    """A text as people type it in a search: no capitals, no diacritics."""
    return without_diacritics(text.casefold())
