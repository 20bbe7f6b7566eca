"""Who acts for whom, asked of the registries once about everybody (X9.1).

A guardianship may be older than the match or the import of its ward, and no feed tells it then.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from idp.kernel.ids import Id
from idp.kernel.registries import RegistryName
from idp.platform.database import Database
from idp.registries.domain import ASKED
from idp.registries.feeds import RegistryFeeds
from idp.subjects.domain import SubjectKind
from idp.subjects.service import Subjects

EVENT: Final = "represented:"
"""Begins the id of such a question, which waits among the events of a feed."""
_AT_ONCE: Final = 50


@dataclass(frozen=True)
class WhoActsQuestions:
    """`registries`: those with records that are connected."""

    database: Database
    subjects: Subjects
    feeds: RegistryFeeds
    registries: Collection[RegistryName]

    def ask(self, subject_id: Id, name: RegistryName) -> None:
        """The record of this one is due there; once. Joins the transaction of the caller."""
        self.feeds.take(name, f"{EVENT}{subject_id}", subject_id)
        self.subjects.note_agents_asked([subject_id])

    def ask_next(self) -> int:
        """The records of some that nobody was asked about are due; returns of how many.

        None more while the registry has not answered about those before.
        """
        asked = {kind: self._asked(kind) for kind in SubjectKind}
        free = {
            kind: name
            for kind, name in asked.items()
            if name is not None and not self.feeds.has_new(name, EVENT)
        }
        if not free:
            return 0
        with self.database.transaction():
            found = self.subjects.agents_unasked(free.keys(), limit=_AT_ONCE)
            for subject_id, kind in found.items():
                self.ask(subject_id, free[kind])
        return len(found)

    def _asked(self, kind: SubjectKind) -> RegistryName | None:
        return next((name for name in ASKED.get(kind, ()) if name in self.registries), None)
