"""Many accounts at once, of subjects that were just registered and matched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, select

from idp.accounts.domain import AccountState, GuardianReason, canonical
from idp.accounts.service import Accounts, fourteenth_birthday
from idp.accounts.tables import ACCOUNT
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.clock import civil_day
from idp.platform.database import insert_together
from idp.subjects.domain import Identity

_TAKEN: Final = select(ACCOUNT.c.username_key).where(
    ACCOUNT.c.username_key.in_(bindparam("keys", expanding=True))
)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to create; `data_key` is its person's wrapped key, `level` as in `Account`."""

    identity: Identity
    data_key: bytes
    username: str
    level: int | None
    locale: str | None


@dataclass(frozen=True)
class AccountCreations:
    """Joins the transaction of the caller."""

    context: ServiceContext
    accounts: Accounts

    def taken(self, usernames: Iterable[str]) -> set[str]:
        """Those of the user names that are taken, in their canonical form."""
        named = {self.accounts.username_key(each): canonical(each) for each in usernames}
        rows = self.context.database.all(_TAKEN, keys=list(named))
        return {named[bytes(row.username_key)] for row in rows}

    def add(self, new: Sequence[NewAccount], *, actor: Actor) -> None:
        """Create and bind accounts, not activated yet: the last two of the four acts (D3.3).

        The caller has matched their identities and found their user names free, and none of them
        an identifier (`accounts.identifiers`).
        """
        now = self.context.clock.now()
        insert_together(self.context.database, ACCOUNT, [self._row(each, now) for each in new])
        levels = {each.level: {"level": each.level} for each in new}
        about = [(each.identity.subject_id, levels[each.level]) for each in new]
        for happening in (EventType.ACCOUNT_CREATED, EventType.IDENTITY_BOUND):
            self.context.history.append_about(happening, actor=actor, about=about)

    def _row(self, new: NewAccount, now: datetime) -> dict[str, object]:
        username = canonical(new.username)
        return {
            **dict.fromkeys(column.name for column in ACCOUNT.c),
            "subject_id": new.identity.subject_id,
            "username_key": self.accounts.username_key(username),
            "username_sealed": self.accounts.sealed_username(new.data_key, username),
            "level": new.level,
            "guarded": _guarded(new.identity, civil_day(now)),
            "state": AccountState.GRANTED,
            "locale": new.locale,
            "created_at": now,
            "security_stamp": 0,
            "sub_aliased": False,
        }


def _guarded(identity: Identity, today: date) -> GuardianReason | None:
    """Whether the person may be under 14, as `Accounts.create` notes it."""
    day = fourteenth_birthday(identity)
    return GuardianReason.BY_AGE if day is not None and today < day else None
