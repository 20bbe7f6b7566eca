"""bind means to what was proven when they were added.

What a means was bound by caps what it proves from now on. Means of before count for the least they
can prove, and everybody still signs in:

* a password is what the account was activated with: 2. A PIN is worth what the password was that
  was shown for it, else 1. Recovery codes: 1.
* an identity card is the State's: 4. An application key that officers, or card and face, bound to
  its person keeps 4 and the identity.
* a code app, a passkey or another application key that was there before its owner first signed in
  was added at the activation: 2. Any other was added in the sign-in before it: 2 when what was
  proven there is worth 2 by these same rules, followed back along the history, else 1.
* bound through nothing phishable: cards and keys bound to their person, nothing else.

Open sign-ins and live sessions count for what their means are bound at now; what is over, for 1.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '0018'
down_revision: str | None = '0017'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_ID = sa.Uuid(as_uuid=False)

_CREDENTIAL = sa.table(
    'credential',
    *(sa.column(name, _ID) for name in ('id', 'subject_id')),
    sa.column('kind', sa.Text()),
    sa.column('enrolled_at', _INSTANT),
    sa.column('effective_at', _INSTANT),
    sa.column('bound', sa.SmallInteger()),
    sa.column('identity', sa.Boolean()),
    sa.column('resistant', sa.Boolean()),
)
_APP_KEY = sa.table(
    'app_key', sa.column('credential_id', _ID), sa.column('anchored_at', _INSTANT)
)
_HISTORY = sa.table(
    'history',
    *(sa.column(name, _ID) for name in ('id', 'subject_id', 'transaction_id')),
    sa.column('happening', sa.Text()),
    sa.column('happened_at', _INSTANT),
    sa.column('facts', _DOCUMENT),
)
_EVIDENCE = sa.table(
    "evidence",
    *(sa.column(name, _ID) for name in ("transaction_id", "credential_id")),
    sa.column("kind", sa.Text()),
    sa.column("bound", sa.SmallInteger()),
    sa.column("identity", sa.Boolean()),
    sa.column("resistant", sa.Boolean()),
)
_TRANSACTION = sa.table(
    "authorization_transaction", sa.column("id", _ID), sa.column("ended_at", _INSTANT)
)
_EVENT = sa.table(
    "authentication_event",
    *(sa.column(name, _ID) for name in ("id", "transaction_id")),
    sa.column("shown", _DOCUMENT),
)
_SESSION = sa.table("session", sa.column("event_id", _ID), sa.column("ended_at", _INSTANT))
_IS_LIVE = _EVENT.c.id.in_(sa.select(_SESSION.c.event_id).where(_SESSION.c.ended_at.is_(None)))
_TRACED = ('totp', 'passkey', 'app_key', 'pin')
_WITHIN_SECONDS = 16 * 60
"""A change was open for five minutes after the sign-in, a handle for a telephone ten more."""
_KNOWN = frozenset({'password', 'pin'})
_UNLOCKED = frozenset(
    {
        'passkey_verified',
        'passkey_biometric',
        'app_key_verified',
        'app_key_biometric',
        'app_key_anchored',
        'app_key_elsewhere',
    }
)
_HAD = _UNLOCKED | {'totp', 'passkey_present', 'app_key', 'chip_card'}


def upgrade() -> None:
    _make_room()
    _bind_alike()
    for subject_id in _to_trace():
        _trace(subject_id)
    _go_on()


def _make_room() -> None:
    op.create_table('binding_ceremony',
    sa.Column('id', _ID, nullable=False),
    sa.Column('subject_id', _ID, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('proven', _DOCUMENT, nullable=False),
    sa.Column('transaction_id', _ID, nullable=True),
    sa.Column('officers', _DOCUMENT, nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('held_at', _INSTANT, nullable=False),
    sa.Column('tainted_at', _INSTANT, nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('binding_ceremony', schema=None) as batch_op:
        batch_op.create_index('binding_ceremony_of_subject', ['subject_id'], unique=False)

    op.create_table('binding',
    sa.Column('ceremony_id', _ID, nullable=False),
    sa.Column('credential_id', _ID, nullable=False),
    sa.Column('subject_id', _ID, nullable=False),
    sa.Column('bound', sa.SmallInteger(), nullable=False),
    sa.Column('identity', sa.Boolean(), nullable=False),
    sa.Column('resistant', sa.Boolean(), nullable=False),
    sa.Column('effective_at', _INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('ceremony_id', 'credential_id')
    )
    with op.batch_alter_table('binding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_binding_credential_id'), ['credential_id'], unique=False)

    with op.batch_alter_table('authentication_event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shown', _DOCUMENT, nullable=True))
        batch_op.add_column(sa.Column('purpose', sa.Text(), nullable=True))
    for table in ('evidence', 'credential'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column('bound', sa.SmallInteger(), nullable=False, server_default='1')
            )
            for name in ('identity', 'resistant'):
                batch_op.add_column(
                    sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
                )
    with op.batch_alter_table('credential', schema=None) as batch_op:
        batch_op.add_column(sa.Column('effective_at', _INSTANT, nullable=True))
    op.execute(sa.update(_CREDENTIAL).values(effective_at=_CREDENTIAL.c.enrolled_at))
    for table in ('evidence', 'credential'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in ('bound', 'identity', 'resistant'):
                batch_op.alter_column(name, server_default=None)
            if table == 'credential':
                batch_op.alter_column('effective_at', existing_type=_INSTANT, nullable=False)


def _bind_alike() -> None:
    """Whatever the row itself says."""
    mine = _CREDENTIAL.c
    anchored = sa.select(_APP_KEY.c.credential_id).where(_APP_KEY.c.anchored_at.is_not(None))
    signed_in = sa.exists().where(
        _HISTORY.c.subject_id == mine.subject_id,
        _HISTORY.c.happening == 'signed_in',
        _HISTORY.c.happened_at < mine.enrolled_at,
    )
    set_ = sa.update(_CREDENTIAL)
    op.execute(set_.where(mine.kind == 'password').values(bound=2))
    op.execute(set_.where(mine.kind.in_(_TRACED), ~signed_in).values(bound=2))
    op.execute(set_.where(mine.kind == 'chip_card').values(bound=4, resistant=True))
    op.execute(
        set_.where(mine.id.in_(anchored)).values(bound=4, identity=True, resistant=True)
    )


def _to_trace() -> Iterator[str]:
    """Whose means the history has to tell of."""
    mine = _CREDENTIAL.c
    found = op.get_bind().execute(
        sa.select(mine.subject_id).where(mine.kind.in_(_TRACED), mine.bound == 1).distinct()
    )
    yield from [row.subject_id for row in found]


def _trace(subject_id: str) -> None:
    connection, mine = op.get_bind(), _CREDENTIAL.c
    held = connection.execute(
        sa.select(mine.id, mine.kind, mine.bound, mine.enrolled_at)
        .where(mine.subject_id == subject_id)
        .order_by(mine.enrolled_at, mine.id)
    ).all()
    told = connection.execute(
        sa.select(_HISTORY.c.happening, _HISTORY.c.happened_at, _HISTORY.c.transaction_id)
        .add_columns(_HISTORY.c.facts)
        .where(
            _HISTORY.c.subject_id == subject_id,
            _HISTORY.c.happening.in_(('signed_in', 'factor_proven')),
        )
        .order_by(_HISTORY.c.happened_at, _HISTORY.c.id)
    ).all()
    bounds = {row.id: row.bound for row in held}
    for row in held:
        if row.kind in _TRACED and row.bound == 1:
            shown = _shown_before(told, row.enrolled_at)
            bounds[row.id] = _worth(shown, bounds, known=row.kind == 'pin')
            if bounds[row.id] > 1:
                at = sa.update(_CREDENTIAL).where(mine.id == row.id)
                connection.execute(at.values(bound=bounds[row.id]))


def _shown_before(told: Sequence[Any], then: Any) -> list[Mapping[str, Any]]:
    """What was proven in the last sign-in before this instant, if it was just before."""
    earlier = [each for each in told if each.happening == 'signed_in' and each.happened_at <= then]
    if not earlier or _seconds(then) - _seconds(earlier[-1].happened_at) > _WITHIN_SECONDS:
        return []
    there = earlier[-1].transaction_id
    return [
        each.facts
        for each in told
        if each.happening == 'factor_proven' and each.transaction_id == there
    ]


def _worth(
    shown: Sequence[Mapping[str, Any]], bounds: Mapping[str, int], *, known: bool
) -> int:
    """1 or 2. What is no longer on record counted for 1, but for a password: that was 2."""
    two = {
        each['kind']
        for each in shown
        if each['kind'] == 'password' or bounds.get(each['credential'], 1) > 1
    }
    if known and two & _KNOWN:
        return 2
    return 2 if two & _UNLOCKED or (two & _KNOWN and two & _HAD) else 1


def _go_on() -> None:
    """What is open or answers now counts for what its means are bound at."""
    connection = op.get_bind()
    for name in ("bound", "identity", "resistant"):
        theirs = (
            sa.select(_CREDENTIAL.c[name])
            .where(_CREDENTIAL.c.id == _EVIDENCE.c.credential_id)
            .scalar_subquery()
        )
        held = sa.exists().where(_CREDENTIAL.c.id == _EVIDENCE.c.credential_id)
        going_on = _EVIDENCE.c.transaction_id.in_(
            sa.union(
                sa.select(_TRANSACTION.c.id).where(_TRANSACTION.c.ended_at.is_(None)),
                sa.select(_EVENT.c.transaction_id).where(_IS_LIVE),
            )
        )
        op.execute(sa.update(_EVIDENCE).where(held, going_on).values({name: theirs}))
    events = connection.execute(sa.select(_EVENT.c.id, _EVENT.c.transaction_id).where(_IS_LIVE))
    for event in events.all():
        pieces = connection.execute(
            sa.select(*_EVIDENCE.c).where(_EVIDENCE.c.transaction_id == event.transaction_id)
        )
        shown = [
            [each.kind, each.credential_id, each.bound, each.identity, each.resistant]
            for each in pieces
        ]
        if shown:
            at = sa.update(_EVENT).where(_EVENT.c.id == event.id)
            connection.execute(at.values(shown=shown))


def _seconds(instant: Any) -> float:
    """SQLite keeps whole microseconds."""
    return instant.timestamp() if isinstance(instant, datetime) else instant / 1_000_000
