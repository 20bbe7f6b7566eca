"""let what is held count.

The steps before made room, in a moment each. This one fills it in small transactions of its own, so
that nobody waits for it and it may be stopped and begun again:

* an organisation has no age, so no guardian confirms for it;
* a session whose sign-in used a means that is stopped or gone continues nothing any more;
* families of tokens forget the values that were named in requests, with which nothing was done;
* means are bound to the least they can prove (`idp.schema.held_before`), and open sign-ins and live
  sessions count for what their means are bound at; what is over, for 1.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import context
from sqlalchemy import Connection, Engine, NullPool
from sqlalchemy.dialects import postgresql

from idp.schema import guards, held_before

revision: str = '0020'
down_revision: str | None = '0019'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FEW = 500
_INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_ID = sa.Uuid(as_uuid=False)
_SUBJECT = sa.table('subject', sa.column('subject_id', _ID), sa.column('kind', sa.Text()))
_ACCOUNT = sa.table('account', sa.column('subject_id', _ID), sa.column('guarded', sa.Text()))
_FAMILY = sa.table('token_family', sa.column('id', _ID), sa.column('granted', _DOCUMENT))
_CREDENTIAL = sa.table(
    'credential',
    sa.column('id', _ID),
    sa.column('flagged_at', _INSTANT),
    sa.column('bound', sa.SmallInteger()),
    *(sa.column(name, sa.Boolean()) for name in ('identity', 'resistant')),
)
_EVIDENCE = sa.table(
    'evidence',
    *(sa.column(name, _ID) for name in ('transaction_id', 'credential_id')),
    sa.column('kind', sa.Text()),
    sa.column('bound', sa.SmallInteger()),
    *(sa.column(name, sa.Boolean()) for name in ('identity', 'resistant')),
)
_TRANSACTION = sa.table(
    'authorization_transaction', sa.column('id', _ID), sa.column('ended_at', _INSTANT)
)
_EVENT = sa.table(
    'authentication_event',
    *(sa.column(name, _ID) for name in ('id', 'transaction_id')),
    sa.column('shown', _DOCUMENT),
)
_SESSION = sa.table(
    'session',
    sa.column('event_id', _ID),
    *(sa.column(name, _INSTANT) for name in ('begun_at', 'ended_at', 'evidence_stopped_at')),
)
_IS_LIVE = sa.exists().where(_SESSION.c.event_id == _EVENT.c.id, _SESSION.c.ended_at.is_(None))


def upgrade() -> None:
    engine = sa.create_engine(context.config.attributes['url'], poolclass=NullPool)
    try:
        _release_organisations(engine)
        _forget_values(engine)
        held_before.bind(engine)
        _go_on(engine)
    finally:
        engine.dispose()


def _pages(engine: Engine, query: sa.Select[Any], by: sa.ColumnElement[Any]) -> Iterator[Any]:
    """A transaction for each few rows of a query, with them; `by` is its first column."""
    query = query.order_by(by).limit(FEW)
    page = query
    while True:
        with engine.begin() as connection:
            rows = connection.execute(page).all()
            if rows:
                yield connection, rows
        if len(rows) < FEW:
            return
        page = query.where(by > rows[-1][0])


def _release_organisations(engine: Engine) -> None:
    of = sa.select(_SUBJECT.c.subject_id).where(_SUBJECT.c.kind == 'organisation')
    for connection, rows in _pages(engine, of, _SUBJECT.c.subject_id):
        theirs = _ACCOUNT.c.subject_id.in_([row.subject_id for row in rows])
        by_age = sa.update(_ACCOUNT).where(theirs, _ACCOUNT.c.guarded == 'by_age')
        connection.execute(by_age.values(guarded=None))


def _forget_values(engine: Engine) -> None:
    query = sa.select(_FAMILY.c.id, _FAMILY.c.granted)
    for connection, rows in _pages(engine, query, _FAMILY.c.id):
        for row in rows:
            kept = _without_values(row.granted)
            if kept != row.granted:
                mine = sa.update(_FAMILY).where(_FAMILY.c.id == row.id)
                connection.execute(mine.values(granted=kept))


def _without_values(granted: dict[str, object]) -> dict[str, object]:
    kept = json.loads(json.dumps(granted))
    for member in ('id_token_claims', 'userinfo_claims'):
        for wish in kept.get(member, {}).values():
            if isinstance(wish, dict):
                wish.pop('values', None)
    return kept


def _go_on(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in ('evidence', 'authentication_event'):
            guards.lift(connection, table)
    live = sa.select(_EVENT.c.id, _EVENT.c.transaction_id).where(_IS_LIVE)
    for connection, rows in _pages(engine, live, _EVENT.c.id):
        _count_again(connection, [row.transaction_id for row in rows])
        for row in rows:
            _stop_session(connection, row.id, row.transaction_id)
            _say_what_was_shown(connection, row.id, row.transaction_id)
    under_way = sa.select(_TRANSACTION.c.id).where(_TRANSACTION.c.ended_at.is_(None))
    for connection, rows in _pages(engine, under_way, _TRANSACTION.c.id):
        _count_again(connection, [row.id for row in rows])


def _count_again(connection: Connection, transaction_ids: Sequence[str]) -> None:
    held = _CREDENTIAL.c.id == _EVIDENCE.c.credential_id
    said = {
        name: sa.select(_CREDENTIAL.c[name]).where(held).scalar_subquery()
        for name in ('bound', 'identity', 'resistant')
    }
    theirs = _EVIDENCE.c.transaction_id.in_(transaction_ids)
    connection.execute(sa.update(_EVIDENCE).where(theirs, sa.exists().where(held)).values(said))


def _stop_session(connection: Connection, event_id: str, transaction_id: str) -> None:
    kind = _EVIDENCE.c.kind
    stopped = (
        sa.select(_EVIDENCE.c.kind)
        .select_from(
            _EVIDENCE.outerjoin(_CREDENTIAL, _CREDENTIAL.c.id == _EVIDENCE.c.credential_id)
        )
        .where(
            _EVIDENCE.c.transaction_id == transaction_id,
            kind.in_(('password', 'pin', 'totp', 'chip_card'))
            | kind.like('passkey%')
            | kind.like('app_key%'),
            _CREDENTIAL.c.id.is_(None) | _CREDENTIAL.c.flagged_at.is_not(None),
        )
    )
    if connection.execute(stopped.limit(1)).first() is not None:
        mine = sa.update(_SESSION).where(
            _SESSION.c.event_id == event_id,
            _SESSION.c.ended_at.is_(None),
            _SESSION.c.evidence_stopped_at.is_(None),
        )
        connection.execute(mine.values(evidence_stopped_at=_SESSION.c.begun_at))


def _say_what_was_shown(connection: Connection, event_id: str, transaction_id: str) -> None:
    pieces = connection.execute(
        sa.select(*_EVIDENCE.c).where(_EVIDENCE.c.transaction_id == transaction_id)
    )
    shown = [
        [each.kind, each.credential_id, each.bound, each.identity, each.resistant]
        for each in pieces
    ]
    if shown:
        connection.execute(sa.update(_EVENT).where(_EVENT.c.id == event_id).values(shown=shown))
