"""Contacts that others told for a child or ward, who acts alone by now (D14.2-1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from idp.accounts.domain import GuardedPeriod
from idp.kernel.ids import Id
from idp.subjects.contacts import ContactRepository
from idp.subjects.domain import ContactKind

_INSTANT: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class ToldByOthers:
    """Called by `authorization`, below."""

    book: ContactRepository

    def lose(self, subject_id: Id, periods: Collection[GuardedPeriod]) -> frozenset[ContactKind]:
        """Let what was set in such a time count as lost: who acted then may read what goes there.

        The person confirms it again, if it is theirs; what they confirmed since then stays. Returns
        the kinds of those that did not count as lost before. Joins the transaction of the caller,
        who has locked the account.
        """
        told = [each for each in self.book.for_subject(subject_id) if each.undone_at is None]
        before = {(each.kind, each.value) for each in told if each.facts.lost_at is None}
        for period in periods:
            kinds = {each.kind for each in told if period.has(each.facts.set_at)}
            for kind in sorted(kinds):
                self.book.mark_lost(subject_id, kind, period.until - _INSTANT)
        if not told:
            return frozenset()
        now = self.book.for_subject(subject_id)
        return frozenset(
            each.kind for each in now if each.facts.lost_at and (each.kind, each.value) in before
        )
