"""Whom a pairwise `sub` is made from: the one owner of that question (OpenID Connect Core 8.1).

It is the person's own id, unless a registration of theirs was merged into this one and the sector
knew only that one. Account rows say for whom there is such a sector at all, and they are read with
each grant, so that nothing is looked up for everybody else.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from idp.accounts.service import Accounts
from idp.consent.service import Consents
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.ids import Id
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
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
_END: Final = delete(SUB_ALIAS).where(_A.join_id == bindparam("join"))
_REVIVE: Final = (
    update(SUB_ALIAS).where(_A.superseded_by == bindparam("join")).values(superseded_by=None)
)


@dataclass(frozen=True)
class PairwiseSubjects:
    context: ServiceContext
    accounts: Accounts
    consents: Consents
    relying_parties: RelyingParties

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
        database, kept = self.context.database, self._known(surviving).keys()
        came = aliases_of_survivor(knew_joined=self._known(joined), knew_surviving=kept)
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

    def part(self, join_id: Id, surviving: Id) -> int:
        """End what `merge` made for this join: each is known by its own `sub` of before.

        Returns of how many sectors. Joins the transaction that undoes the join, as there.
        """
        database = self.context.database
        ended = database.execute(_END, join=join_id)
        database.execute(_REVIVE, join=join_id)
        if ended:
            left = database.all(_OF, subject=surviving)
            self.accounts.note_aliases(surviving, aliased=bool(left))
        return ended

    def _known(self, subject_id: Id) -> dict[str, Id]:
        """The sectors in which a party learnt a `sub` of this subject, and whom it is made from.

        By the tokens that history tells of. What it may not tell any more was agreed to before, and
        consents are kept for good. Also where a party knows the subject by the `sub` of another.
        """
        told = self.context.history.parties_of(subject_id, EventType.TOKENS_ISSUED)
        since = self.context.clock.now() - _HISTORY_TELLS
        old = {
            each.client_id
            for each in self.consents.for_subject(subject_id)
            if each.given_at < since
        }
        clients = map(self.relying_parties.client, told | old)
        met = {client.sector: subject_id for client in clients if client is not None}
        rows = self.context.database.all(_OF, subject=subject_id)
        return met | {row.sector: row.base_id for row in rows}
