"""Wards by a register: who has a guardian on record there uses no account alone (D14.2-1, X9.1).

What the account keeps of it follows the records: also on the first and the last day of one, and
where the account came later than the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, exists, or_, select, union

from idp.accounts.domain import WARDS, GuardianReason
from idp.accounts.locks import AccountLocks
from idp.accounts.service import GUARDED, Accounts
from idp.authorization.coming_of_age import ComingOfAge
from idp.authorization.endings import Endings
from idp.history.service import NO_FACTS
from idp.kernel.actors import Actor, System
from idp.kernel.clock import Clock, civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.registries.records import BODIES
from idp.representation.service import GUARDING, Representations

_RULE: Final = System(rule="D8.1")
_AT_ONCE: Final = 100
_G: Final = GUARDING.c
_HELD: Final = (
    _G.starts_on <= bindparam("today"),
    or_(_G.ends_on.is_(None), _G.ends_on >= bindparam("today")),
)
_UNLIKE: Final = union(
    select(_G.principal_id).where(
        *_HELD,
        select(or_(GUARDED.c.guarded.is_(None), GUARDED.c.guarded.not_in(sorted(WARDS))))
        .where(GUARDED.c.subject_id == _G.principal_id)
        .scalar_subquery(),
    ),
    select(GUARDED.c.subject_id).where(
        GUARDED.c.guarded == GuardianReason.REGISTERED_WARD,
        ~exists().where(_G.principal_id == GUARDED.c.subject_id, *_HELD),
    ),
).limit(_AT_ONCE)
"""Accounts that are not what the records of registers say today."""


@dataclass(frozen=True)
class RegisteredWards:
    database: Database
    clock: Clock
    accounts: Accounts
    account_locks: AccountLocks
    endings: Endings
    notices: Notices
    representations: Representations
    coming_of_age: ComingOfAge

    def follow(self, subject_id: Id, name: RegistryName, *, actor: Actor) -> None:
        """Whether the person is a ward by the records now; `name`: which register told last.

        Who becomes a ward has nothing open any more that was begun alone (D14.2-1). Whom a body has
        represented, on a ground of its own, stays a ward by that body where registers have nobody
        any more. The person gets a letter. Joins the transaction of the caller, who has locked the
        account.
        """
        if not self.accounts.has_account(subject_id) or self.accounts.is_organisation(subject_id):
            return
        source = self.representations.guarding_register(subject_id)
        body = BODIES[name if source is None else source]
        ward = source is not None
        if not ward and self._stays_ward(subject_id, actor):
            return
        if not self.accounts.follow_register(subject_id, ward=ward, body=body, actor=actor):
            return
        if ward:
            self.endings.end(subject_id, actor=actor, reason="guardianship_recorded")
        kind = NoticeKind.GUARDIANSHIP_RECORDED if ward else NoticeKind.GUARDIANSHIP_ENDED
        self.notices.notify(subject_id, text_key=kind, facts={"body": body})
        if not ward:
            self.coming_of_age.settle(subject_id)

    def _stays_ward(self, subject_id: Id, actor: Actor) -> bool:
        """Whether the person, a ward by a register, is one by a body's decision from now on."""
        if not self.accounts.is_ward(subject_id) or self.accounts.is_ward_by_body(subject_id):
            return False
        body = self.representations.represented_otherwise(subject_id)
        if body is None or not self.accounts.place_with_account(subject_id, body=body, actor=actor):
            return False
        kind = NoticeKind.GUARDIANSHIP_RECORDED
        self.notices.notify(subject_id, text_key=kind, facts={"body": body})
        return True

    def review(self) -> int:
        """Let accounts follow the records whose first day came or last day went; how many."""
        today = civil_day(self.clock.now())
        found = [row[0] for row in self.database.all(_UNLIKE, today=today)]
        for subject_id in found:
            with self.database.transaction():
                self.account_locks.lock(subject_id)
                told = self.representations.last_guarding_register(subject_id)
                self.follow(subject_id, told or RegistryName.POPULATION, actor=_RULE)
        return len(found)

    def begin_guardianship(
        self, subject_id: Id, *, body: str, actor: Actor, told: Mapping[str, Any] = NO_FACTS
    ) -> Refused | None:
        """A body recorded a guardianship. Refused as `Endings.place_under_guardian`."""
        return self.endings.place_under_guardian(subject_id, body=body, actor=actor, told=told)

    def end_guardianship(
        self, subject_id: Id, *, body: str, actor: Actor, told: Mapping[str, Any] = NO_FACTS
    ) -> Refused | None:
        """A body ends what a body recorded. `told`: facts for the history.

        Refused as `Accounts.end_guardianship`; SOURCE_MANAGED while a register has a guardian of
        the person, who would use the account alone.
        """
        with self.database.transaction():
            self.account_locks.lock(subject_id)
            if self.representations.guarding_register(subject_id) is not None:
                return Refused(Reason.SOURCE_MANAGED)
            refused = self.accounts.end_guardianship(subject_id, body=body, actor=actor, told=told)
            if refused is None:
                self.coming_of_age.settle(subject_id)
            return refused
