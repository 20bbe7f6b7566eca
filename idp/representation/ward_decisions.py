"""That a body made somebody a ward, or ended it: what two officers ask before, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.representation.procedures import WardAsked, WardChange
from idp.representation.service import DecidedBy, Representations
from idp.subjects.service import Subjects

_TOLD: Final = {
    WardChange.BEGINS: NoticeKind.GUARDIANSHIP_RECORDED,
    WardChange.ENDS: NoticeKind.GUARDIANSHIP_ENDED,
}
"""The letter to the person."""


class WardshipChanges(Protocol):
    """What begins and ends with it in the account (`registries.wards`). Both join a transaction."""

    def begin_guardianship(
        self, subject_id: Id, *, body: str, actor: Actor, told: Mapping[str, Any]
    ) -> Refused | None:
        """The person uses the account with a guardian alone from now on."""
        ...

    def end_guardianship(
        self, subject_id: Id, *, body: str, actor: Actor, told: Mapping[str, Any]
    ) -> Refused | None:
        """A person of 14 years or more acts alone, and what others chose for them ends."""
        ...


@dataclass(frozen=True)
class WardDecisions:
    """Every verb but `lock` joins a transaction in which that was called."""

    accounts: Accounts
    account_locks: AccountLocks
    subjects: Subjects
    representations: Representations
    notices: Notices
    changes: WardshipChanges

    def lock(self, principal_id: Id) -> None:
        """Lock the account of a person and then the person, as whatever ends a guardianship does.

        A case that moves was locked before both.
        """
        self.account_locks.lock(principal_id)
        self.subjects.lock(principal_id)

    def refusal(self, principal_id: Id, change: WardChange) -> Reason | None:
        """Why nobody may record it now; None: two officers may.

        NOT_FOUND of who has no account; IDENTITY_EXISTS of a duplicate, which was joined to
        somebody; UNKNOWN_SUBJECT_KIND of an organisation; STATE_ALREADY_HOLDS, also where a
        register made a ward; of an end SOURCE_MANAGED while a register has a guardian of the
        person, and OTHER_DECISION while one of another body has the person represented.
        """
        if not self.accounts.has_account(principal_id):
            return Reason.NOT_FOUND
        if self.subjects.joined_to(principal_id) is not None:
            return Reason.IDENTITY_EXISTS
        if self.accounts.is_organisation(principal_id):
            return Reason.UNKNOWN_SUBJECT_KIND
        if change is WardChange.ENDS:
            return self._ending_refusal(principal_id)
        return Reason.STATE_ALREADY_HOLDS if self.accounts.is_ward(principal_id) else None

    def _ending_refusal(self, principal_id: Id) -> Reason | None:
        if self.representations.guarding_register(principal_id) is not None:
            return Reason.SOURCE_MANAGED
        if not self.accounts.is_ward_by_body(principal_id):
            return Reason.STATE_ALREADY_HOLDS
        other = self.representations.represented_otherwise(principal_id)
        return None if other is None else Reason.OTHER_DECISION

    def record(self, principal_id: Id, asked: WardAsked, by: DecidedBy) -> None:
        """What a body decided holds from now on; the person and who acted get a letter.

        `refusal` was asked before. Raises Undone where it does not hold any more.
        """
        body, before = asked.deciding_body, self.representations.acting_for(principal_id)
        begins = asked.change is WardChange.BEGINS
        done = self.changes.begin_guardianship if begins else self.changes.end_guardianship
        refused = done(principal_id, body=body, actor=by.actor, told=by.told)
        if refused is not None:
            raise Undone(refused)
        self.notices.notify(principal_id, text_key=_TOLD[asked.change], facts={"body": body})
        for each in sorted(before - self.representations.acting_for(principal_id)):
            if self.accounts.has_account(each):
                self.notices.notify(each, text_key=NoticeKind.ACTING_ENDED, facts={"body": body})
