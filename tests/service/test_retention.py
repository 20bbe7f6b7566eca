"""Expired rows are deleted, in small steps and by one worker; others stay."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from idp.authorization.tables import EVIDENCE
from idp.cli.worker import purges
from idp.history.domain import kept_since
from idp.kernel.ids import new_id
from idp.notices.domain import Channel, NoticeKind, NoticeState
from idp.notices.tables import NOTICE
from idp.platform.clock import SystemClock
from idp.platform.database import Database, purging
from idp.platform.secrets import digest
from idp.sessions.domain import LIFETIME
from idp.sessions.tables import EVENT, SESSION
from tests.support.databases import counts
from tests.support.frozen_clock import FrozenClock
from tests.support.grants import Relation, relation
from tests.support.races import held_elsewhere
from tests.support.world import World, sure

DAY = timedelta(days=1)


@pytest.fixture
def portal(world: World) -> Relation:
    portal = relation(world)
    portal.agree()
    return portal


def purge_everything(world: World) -> int:
    return sum(duty.act() for duty in purges(world.services))


def test_a_session_goes_a_month_after_it_expired(portal: Relation, clock: FrozenClock) -> None:
    sessions = portal.world.services.sessions
    clock.advance(LIFETIME + 30 * DAY - timedelta(seconds=1))
    assert sessions.purge_expired() == 0
    clock.advance(timedelta(seconds=1))
    assert sessions.purge_expired() == 1
    assert counts(portal.world.services.database, SESSION) == (0,)


def test_a_refresh_token_outlives_the_row_of_its_session(
    portal: Relation, clock: FrozenClock
) -> None:
    first = portal.issued()
    token = first.refresh_token
    for _ in range(2):
        clock.advance(20 * DAY)
        token = sure(portal.refresh(token)).refresh_token
        purge_everything(portal.world)
    assert counts(portal.world.services.database, SESSION) == (0,)
    again = sure(portal.refresh(token))
    assert portal.said(again.id_token)["sid"] == portal.said(first.id_token)["sid"]
    assert isinstance(portal.tokens.userinfo(again.access_token), dict)


def test_receipt_and_statement_stay_when_everything_else_is_purged(
    portal: Relation, clock: FrozenClock
) -> None:
    services = portal.world.services
    transaction = new_id()
    portal.issued(transaction_id=transaction)
    consent = services.consents.live(portal.subject_id, portal.party.client_id)
    assert consent is not None
    clock.advance(4 * 365 * DAY)
    purge_everything(portal.world)
    assert services.history.statement(portal.subject_id, transaction)
    assert [each.id for each in services.consents.for_subject(portal.subject_id)] == [consent.id]
    assert counts(portal.world.services.database, EVENT) == (1,)


@pytest.mark.norm("D17.2-1", limb="evidence beside the history is kept five years and then goes")
def test_sign_ins_and_evidence_go_with_the_history_of_their_time(world: World) -> None:
    term = kept_since(SystemClock().now(), years=5)
    add_sign_in(world, term - timedelta(hours=1))
    add_sign_in(world, term + timedelta(hours=1))
    world.clock.advance(SystemClock().now() - world.clock.now())
    services = world.services
    assert (services.sessions.purge_events(), services.authorization.purge_evidence()) == (1, 1)
    assert counts(world.services.database, EVENT, EVIDENCE) == (1, 1)


@pytest.mark.norm("D17.2-1", limb="a clock that is years ahead purges no evidence")
def test_a_clock_that_is_ahead_purges_no_evidence(world: World) -> None:
    add_sign_in(world, SystemClock().now())
    world.clock.advance(20 * 366 * DAY)
    services = world.services
    assert (services.sessions.purge_events(), services.authorization.purge_evidence()) == (0, 0)


def add_sign_in(world: World, at: datetime) -> None:
    """A sign-in and its evidence, of whatever time."""
    subject_id, transaction_id = new_id(), new_id()
    event = {"level": 1, "kinds": ["password"], "shown": None, "authenticated_at": at}
    proven = {"kind": "password", "bound": 1, "identity": False, "resistant": False}
    ids = {"subject_id": subject_id, "transaction_id": transaction_id}
    with world.services.database.transaction() as work:
        work.execute(insert(EVENT).values(id=new_id(), **ids, **event))
        work.execute(
            insert(EVIDENCE).values(
                id=new_id(),
                **ids,
                **proven,
                credential_id=new_id(),
                proven_at=at,
                proof_digest=digest(transaction_id),
            )
        )


@pytest.mark.parametrize(
    ("channel", "days"), [(Channel.MAIL, 365), (Channel.SMS, 365), (Channel.LOGOUT, 30)]
)
def test_a_notice_goes_when_its_term_is_over_and_never_unsent(
    world: World, channel: Channel, days: int
) -> None:
    notices, person = world.services.notices, world.person(totp=False)
    with world.services.database.transaction() as work:
        work.execute(NOTICE.delete())
    for _ in range(3):
        notices.notify(person.subject_id, text_key=NoticeKind.LOSS_LINK, facts={})
    now = world.clock.now()
    (delivered, failed, _) = ids = notice_ids(world)
    with world.services.database.transaction() as work:
        work.execute(update(NOTICE).values(channel=channel))
        for each, state in ((delivered, NoticeState.DELIVERED), (failed, NoticeState.FAILED)):
            mine = update(NOTICE).where(NOTICE.c.id == each)
            work.execute(mine.values(state=state, settled_at=now + DAY))
    world.clock.advance(days * DAY)
    assert notices.purge_settled() == 0
    world.clock.advance(DAY)
    assert notices.purge_settled() == 2
    assert notice_ids(world) == ids[2:]


def notice_ids(world: World) -> list[str]:
    with world.services.database.transaction() as work:
        return list(work.execute(select(NOTICE.c.id).order_by(NOTICE.c.id)).scalars())


def test_a_purge_is_made_in_steps_of_a_bounded_size(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "AT_ONCE", 3)
    steps, taken = [], Database.try_advisory_lock

    def hold(database: Database, name: str) -> bool:
        steps.append(name)
        return taken(database, name)

    monkeypatch.setattr(Database, "try_advisory_lock", hold)
    for _ in range(8):
        world.services.sessions.start(
            new_id(),
            subject_id=new_id(),
            client_id=None,
            shown=[],
            device="test",
            replaces=None,
        )
    world.clock.advance(LIFETIME + 30 * DAY)
    assert world.services.sessions.purge_expired() == 8
    assert steps == ["purge session"] * 3
    monkeypatch.setattr(purging, "MOST_STEPS", 0)
    assert world.services.sessions.purge_expired() == 0, "a call has an end"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_one_worker_purges_a_table_at_a_time(portal: Relation, clock: FrozenClock) -> None:
    database, sessions = portal.world.services.database, portal.world.services.sessions
    clock.advance(LIFETIME + 30 * DAY)
    with held_elsewhere(database, lambda: database.try_advisory_lock("purge session")) as held:
        assert held
        assert sessions.purge_expired() == 0, "another one is at it"
    assert sessions.purge_expired() == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_purge_passes_over_a_row_that_a_request_holds(
    portal: Relation, clock: FrozenClock
) -> None:
    database, sessions = portal.world.services.database, portal.world.services.sessions
    clock.advance(LIFETIME + 30 * DAY)

    def lock() -> bool:
        with database.transaction() as work:
            return work.execute(select(SESSION.c.id).with_for_update()).first() is not None

    with held_elsewhere(database, lock) as locked:
        assert locked
        assert sessions.purge_expired() == 0
    assert sessions.purge_expired() == 1
