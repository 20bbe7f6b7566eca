"""The use of a credential: marked as used, and failed tries reset, in one statement."""

from typing import Final, NamedTuple

from sqlalchemy import bindparam, delete, exists, select, update

from idp.factors.tables import CREDENTIAL, FACTOR_TRY
from idp.factors.throttling import CountedAttempt
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared

_USED: Final = (
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"), CREDENTIAL.c.flagged_at.is_(None))
    .values(last_used_at=bindparam("now"))
    .returning(CREDENTIAL.c.id)
    .cte("used")
)
_CLEARED: Final = (
    delete(FACTOR_TRY)
    .where(
        FACTOR_TRY.c.account_key == bindparam("key"),
        FACTOR_TRY.c.factor == bindparam("name"),
        exists(select(_USED.c.id)),
    )
    .returning(FACTOR_TRY.c.tries)
    .cte("cleared")
)


class _Which(NamedTuple):
    id: Id


_USE: Final = Prepared(select(_USED.c.id).add_cte(_CLEARED), _Which)


def record_use(
    database: Database, clock: Clock, credential_id: Id, counted: CountedAttempt
) -> bool:
    """Whether it was marked; nothing is changed where the credential was stopped meanwhile.

    Also False, without any change, where the database cannot do both in one statement (SQLite); the
    caller then uses several. Call it outside a transaction.
    """
    if database.engine.dialect.name != "postgresql":
        return False
    key, name = counted.key, counted.factor.value
    row = database.one(_USE, credential=credential_id, key=key, name=name, now=clock.now())
    return row is not None
