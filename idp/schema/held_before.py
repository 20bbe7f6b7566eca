"""Bindings for credentials of releases without bindings: the least they can prove.

Every person can still sign in:

* a password is what the account was activated with: 2. A PIN is worth what the password was that
  was shown for it, else 1. Recovery codes: 1.
* an identity card is the State's: 4. An application key that officers, or card and face, bound to
  its person keeps 4 and the identity.
* a code app, a passkey or another application key that was there before its owner first signed in
  was added at the activation: 2. Any other was added in the sign-in before it: 2 when what was
  proven there is worth 2 by these same rules, followed back along the history, else 1.
* bound through nothing phishable: cards and keys bound to their person, nothing else.

Each person gets one ceremony of the kind `release`, which a fraud found in another ceremony does
not affect. Done in small transactions, once for each credential; it may be interrupted and
repeated.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql

from idp.kernel.ids import new_id
from idp.platform.clock import SystemClock
from idp.platform.database import Instant

PERSONS_AT_ONCE: Final = 100

_ID: Final = sa.Uuid(as_uuid=False)
_DOCUMENT: Final = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_CREDENTIAL: Final = sa.table(
    "credential",
    *(sa.column(name, _ID) for name in ("id", "subject_id")),
    sa.column("kind", sa.Text()),
    *(sa.column(name, Instant()) for name in ("enrolled_at", "effective_at")),
    sa.column("bound", sa.SmallInteger()),
    *(sa.column(name, sa.Boolean()) for name in ("identity", "resistant")),
)
_APP_KEY: Final = sa.table(
    "app_key", sa.column("credential_id", _ID), sa.column("anchored_at", Instant())
)
_HISTORY: Final = sa.table(
    "history",
    *(sa.column(name, _ID) for name in ("id", "subject_id", "transaction_id")),
    sa.column("happening", sa.Text()),
    sa.column("happened_at", Instant()),
    sa.column("facts", _DOCUMENT),
)
_CEREMONY: Final = sa.table(
    "binding_ceremony",
    *(sa.column(name, _ID) for name in ("id", "subject_id", "transaction_id")),
    *(sa.column(name, sa.Text()) for name in ("kind", "place")),
    *(sa.column(name, _DOCUMENT) for name in ("proven", "officers")),
    *(sa.column(name, Instant()) for name in ("held_at", "tainted_at")),
)
_BINDING: Final = sa.table(
    "binding",
    *(sa.column(name, _ID) for name in ("ceremony_id", "credential_id", "subject_id")),
    sa.column("bound", sa.SmallInteger()),
    *(sa.column(name, sa.Boolean()) for name in ("identity", "resistant")),
    sa.column("effective_at", Instant()),
)
_UNBOUND: Final = ~sa.exists().where(_BINDING.c.credential_id == _CREDENTIAL.c.id)
_TRACED: Final = frozenset({"totp", "passkey", "app_key", "pin"})
_WITHIN_SECONDS: Final = 16 * 60
"""A change was open for five minutes after the sign-in, a handle for a telephone ten more."""
_KNOWN: Final = frozenset({"password", "pin"})
_UNLOCKED: Final = frozenset(
    {
        "passkey_verified",
        "passkey_biometric",
        "app_key_verified",
        "app_key_biometric",
        "app_key_anchored",
        "app_key_elsewhere",
    }
)
_HAD: Final = _UNLOCKED | {"totp", "passkey_present", "app_key", "chip_card"}


@dataclass(frozen=True)
class _Worth:
    bound: int
    identity: bool = False
    resistant: bool = False


def bind(engine: Engine) -> None:
    """Bind every unbound credential; no-op before the tables of bindings exist."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(_BINDING.name):
            return
    for some in _persons(engine):
        with engine.begin() as connection:
            for subject_id in some:
                _bind(connection, subject_id)


def _persons(engine: Engine) -> Iterator[Sequence[str]]:
    """The people with unbound credentials, some at once."""
    query = (
        sa.select(_CREDENTIAL.c.subject_id)
        .where(_UNBOUND)
        .distinct()
        .order_by(_CREDENTIAL.c.subject_id)
        .limit(PERSONS_AT_ONCE)
    )
    page = query
    while True:
        with engine.connect() as connection:
            found = connection.execute(page).scalars().all()
        if not found:
            return
        yield found
        page = query.where(_CREDENTIAL.c.subject_id > found[-1])


def _bind(connection: Connection, subject_id: str) -> None:
    mine = _CREDENTIAL.c
    rows = connection.execute(
        sa.select(
            *_CREDENTIAL.c,
            _APP_KEY.c.anchored_at.is_not(None).label("anchored"),
            _UNBOUND.label("new"),
        )
        .select_from(_CREDENTIAL.outerjoin(_APP_KEY, _APP_KEY.c.credential_id == mine.id))
        .where(mine.subject_id == subject_id)
        .order_by(mine.enrolled_at, mine.id)
    ).all()
    worth = _worth_of(rows, _sign_ins(connection, subject_id))
    ceremony_id = _hold(connection, subject_id)
    for row in rows:
        if row.new:
            _write(connection, ceremony_id, row, worth[row.id])


def _hold(connection: Connection, subject_id: str) -> str:
    ceremony_id = new_id()
    connection.execute(
        sa.insert(_CEREMONY).values(
            id=ceremony_id,
            subject_id=subject_id,
            kind="release",
            proven=[],
            transaction_id=None,
            officers=[],
            place="",
            held_at=SystemClock().now(),
            tainted_at=None,
        )
    )
    return ceremony_id


def _write(connection: Connection, ceremony_id: str, row: Any, worth: _Worth) -> None:  # noqa: ANN401 - a row
    said = {"bound": worth.bound, "identity": worth.identity, "resistant": worth.resistant}
    connection.execute(sa.update(_CREDENTIAL).where(_CREDENTIAL.c.id == row.id).values(said))
    connection.execute(
        sa.insert(_BINDING).values(
            ceremony_id=ceremony_id,
            credential_id=row.id,
            subject_id=row.subject_id,
            effective_at=row.enrolled_at,
            **said,
        )
    )


def _sign_ins(connection: Connection, subject_id: str) -> Sequence[Any]:
    """The sign-ins in a person's history, oldest first."""
    told = _HISTORY.c
    return connection.execute(
        sa.select(told.happening, told.happened_at, told.transaction_id, told.facts)
        .where(told.subject_id == subject_id, told.happening.in_(("signed_in", "factor_proven")))
        .order_by(told.happened_at, told.id)
    ).all()


def _worth_of(rows: Sequence[Any], told: Sequence[Any]) -> dict[str, _Worth]:
    """The bound of each credential of one person, in the order of enrolment."""
    worth: dict[str, _Worth] = {}
    for row in rows:
        if row.new:
            worth[row.id] = _alone(row) or _Worth(_traced(row, told, worth))
        else:
            worth[row.id] = _Worth(row.bound, row.identity, row.resistant)
    return worth


def _alone(row: Any) -> _Worth | None:  # noqa: ANN401 - a row
    """The bound that follows from the row itself."""
    if row.kind == "password":
        return _Worth(2)
    if row.kind == "chip_card":
        return _Worth(4, resistant=True)
    if row.anchored:
        return _Worth(4, identity=True, resistant=True)
    return None if row.kind in _TRACED else _Worth(1)


def _traced(row: Any, told: Sequence[Any], worth: Mapping[str, _Worth]) -> int:  # noqa: ANN401 - a row
    earlier = [
        each
        for each in told
        if each.happening == "signed_in" and each.happened_at <= row.enrolled_at
    ]
    if not any(each.happened_at < row.enrolled_at for each in earlier):
        return 2
    if (row.enrolled_at - earlier[-1].happened_at).total_seconds() > _WITHIN_SECONDS:
        return 1
    shown = [
        each.facts
        for each in told
        if each.happening == "factor_proven" and each.transaction_id == earlier[-1].transaction_id
    ]
    return _lent(shown, worth, known=row.kind == "pin")


def _lent(shown: Sequence[Mapping[str, Any]], worth: Mapping[str, _Worth], *, known: bool) -> int:
    """1 or 2. A credential that is no longer on record counted for 1, a password for 2."""
    least = _Worth(1)
    two = {
        each["kind"]
        for each in shown
        if each["kind"] == "password" or worth.get(each["credential"], least).bound > 1
    }
    if known and two & _KNOWN:
        return 2
    return 2 if two & _UNLOCKED or (two & _KNOWN and two & _HAD) else 1
