"""Whom a pairwise `sub` is made from: the one owner of that question (OpenID Connect Core 8.1).

It is the person's own id, unless a registration of theirs was merged into this one and the sector
knew only that one. Account rows say for whom there is such a sector at all, and they are read with
each grant, so that nothing is looked up for everybody else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from idp.accounts.service import Accounts
from idp.consent.service import Consents
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.ids import Id
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.subjects.joins import SubjectJoins
from idp.tokens.domain.aliases import aliases_of_survivor
from idp.tokens.tables import SUB_ALIAS

_A: Final = SUB_ALIAS.c
_HISTORY_TELLS: Final = timedelta(days=5 * 365)
"""For how long history tells of each use, at the least (D17.2-1)."""
_IN_FORCE: Final = (_A.subject_id == bindparam("subject"), _A.superseded_by.is_(None))
_OF: Final = select(_A.sector, _A.base_id).where(*_IN_FORCE)
_BASE: Final = select(_A.base_id).where(*_IN_FORCE, _A.sector == bindparam("asked"))
_ADD: Final = insert(SUB_ALIAS)
_SUPERSEDE: Final = (
    update(SUB_ALIAS)
    .where(*_IN_FORCE, _A.sector == bindparam("asked"))
    .values(superseded_by=bindparam("join"))
)
_MADE_BY: Final = select(_A.sector).where(
    _A.join_id == bindparam("join"), _A.superseded_by.is_(None)
)
_END: Final = (
    update(SUB_ALIAS)
    .where(_A.join_id == bindparam("join"), _A.superseded_by.is_(None))
    .values(superseded_by=_A.join_id)
)
"""By its own join: that was undone."""
_REVIVE: Final = (
    update(SUB_ALIAS)
    .where(_A.superseded_by == bindparam("join"), _A.join_id != bindparam("join"))
    .values(superseded_by=None)
)
_ENDED: Final = select(_A.sector, _A.join_id).where(
    _A.subject_id == bindparam("subject"), _A.superseded_by == _A.join_id
)


@dataclass(frozen=True)
class PairwiseSubjects:
    context: ServiceContext
    accounts: Accounts
    consents: Consents
    relying_parties: RelyingParties
    joins: SubjectJoins

    def base(self, subject_id: Id, client: Client, *, aliased: bool) -> Id:
        """The subject from whose id the `sub` of this person is made at this client.

        `aliased`: whether the account says that some party knows the person by another `sub`
        (`AccountStatus.sub_aliased`); where it does not, nothing is read.
        """
        if not aliased:
            return subject_id
        row = self.context.database.one(_BASE, subject=subject_id, asked=client.sector)
        return subject_id if row is None else row.base_id

    def merge(self, join_id: Id, joined: Id, surviving: Id) -> int:
        """Let each sector that knew only `joined` know `surviving` by the `sub` it has.

        Returns of how many sectors. Joins the transaction of the join, whose caller has locked both
        accounts and ended their sessions and grants: whoever is about to learn a `sub` of one of
        them has done so, or is refused.
        """
        knew = self._known(joined)
        return self._take_over(join_id, joined, surviving, knew, kept=self._known(surviving))

    def part(self, join_id: Id, surviving: Id) -> int:
        """End what `merge` made for this join: each is known by its own `sub` of before.

        A sector that knew another registration, which is still part of this one, knows the person
        by the `sub` of that one from then on. Returns of how many sectors an alias ended. Joins
        the transaction that undoes the join, as there.
        """
        database = self.context.database
        ended = {row.sector for row in database.all(_MADE_BY, join=join_id)}
        database.execute(_END, join=join_id)
        database.execute(_REVIVE, join=join_id)
        if not ended:
            return 0
        for each in self.joins.of_subject(surviving):
            if each.undone_at is None and each.surviving_id == surviving:
                kept = {row.sector for row in database.all(_OF, subject=surviving)}
                # None of these knew the survivor itself when the alias was made, nor since.
                knew = {
                    sector: base
                    for sector, base in self._known(each.joined_id).items()
                    if sector in ended
                }
                self._take_over(each.id, each.joined_id, surviving, knew, kept=kept)
        left = database.all(_OF, subject=surviving)
        self.accounts.note_aliases(surviving, aliased=bool(left))
        return len(ended)

    def _take_over(
        self,
        join_id: Id,
        joined: Id,
        surviving: Id,
        knew: dict[str, Id],
        *,
        kept: Collection[str],
    ) -> int:
        """Let `surviving` have the `sub` of `joined` in each sector that knew that one alone."""
        database = self.context.database
        came = aliases_of_survivor(knew_joined=knew, knew_surviving=frozenset(kept))
        for each in came:
            # What it was in this sector before, if it was another's there.
            database.execute(_SUPERSEDE, subject=joined, asked=each.sector, join=join_id)
            database.execute(
                _ADD,
                join_id=join_id,
                sector=each.sector,
                subject_id=surviving,
                base_id=each.base_id,
                superseded_by=None,
            )
        if came:
            self.accounts.note_aliases(surviving, aliased=True)
        return len(came)

    def _known(self, subject_id: Id) -> dict[str, Id]:
        """The sectors in which a party learnt a `sub` of this subject, and whom it is made from.

        By the tokens that history tells of, also where the subject acted for another. What it may
        not tell any more was agreed to before, and consents are kept for good. Also where a party
        knows the subject by the `sub` of another; but not where it did, and learnt no other since
        that ended.
        """
        history = self.context.history
        told = history.parties_of(subject_id, EventType.TOKENS_ISSUED)
        acted = history.parties_of(subject_id, EventType.ACTED_FOR_ANOTHER)
        since = self.context.clock.now() - _HISTORY_TELLS
        consents = self.consents.for_subject(subject_id)
        old = ((each.client_id, each.given_at) for each in consents if each.given_at < since)
        for client_id, at in (*acted.items(), *old):
            told[client_id] = max(at, told.get(client_id, at))
        over, met = self._ended(subject_id), dict[str, Id]()
        for client_id, last in told.items():
            client = self.relying_parties.client(client_id)
            if client is not None and not (client.sector in over and last <= over[client.sector]):
                met[client.sector] = subject_id
        rows = self.context.database.all(_OF, subject=subject_id)
        return met | {row.sector: row.base_id for row in rows}

    def _ended(self, subject_id: Id) -> dict[str, datetime]:
        """Until when each sector knew the subject by the `sub` of another that was parted since.

        No such sector knew it by its own before.
        """
        undone = {each.id: each.undone_at for each in self.joins.of_subject(subject_id)}
        ended: dict[str, datetime] = {}
        for row in self.context.database.all(_ENDED, subject=subject_id):
            at = undone.get(row.join_id)
            if at is not None:
                ended[row.sector] = max(at, ended.get(row.sector, at))
        return ended
