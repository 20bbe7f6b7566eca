"""Signing out everywhere ends all sessions, whatever a relying party does."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from idp.kernel.ids import Id
from idp.notices.domain import Channel
from idp.notices.tables import NOTICE
from tests.support.grants import Relation, relation
from tests.support.hanging import hanging
from tests.support.live import House
from tests.support.officers import OPERATOR, themself
from tests.support.races import race
from tests.support.world import Person, World

SESSIONS = 14
PATIENCE = 30.0
"""Seconds on a busy machine; sequential requests would take 42 and more."""


@pytest.fixture
def receiver() -> Iterator[str]:
    with hanging() as origin:
        yield origin


def owed(world: World) -> int:
    this = select(func.count()).where(NOTICE.c.channel == Channel.LOGOUT)
    with world.services.database.transaction() as connection:
        return int(connection.execute(this).scalar_one())


def sign_in_often(world: World, subject_id: Id, receiver: str) -> None:
    """In fourteen browsers, at a party whose logout endpoint does not answer."""
    first = relation(world, subject_id, backchannel_logout_uri=f"{receiver}/bye", loopback=True)
    first.agree()
    first.issued()
    for _ in range(SESSIONS - 1):
        again = relation(world, subject_id)
        Relation(world, subject_id, first.party, again.session).issued()


def test_a_relying_party_that_hangs_keeps_no_session_alive(house: House, receiver: str) -> None:
    world, person, walk = house.world, house.world.person(), house.walk()
    walk.complete(person)
    sign_in_often(world, person.subject_id, receiver)
    page = walk.visitor.get("/me/sessions")
    proof = dict(page.form("csrf").fields)["csrf"]
    began = time.monotonic()
    with ThreadPoolExecutor(1) as threads:
        pressed = threads.submit(walk.visitor.post, "/me/sessions/end-all", {"csrf": proof})
        while world.services.sessions.for_subject(person.subject_id) and not pressed.done():
            time.sleep(0.05)
        waiting = not pressed.done()
        assert pressed.result().status == 303
    assert waiting, "the sessions ended one after the other"
    assert time.monotonic() - began < PATIENCE
    assert owed(world) == SESSIONS


def test_of_two_who_sign_out_everywhere_one_owes_the_logouts(world: World, receiver: str) -> None:
    person: Person = world.person(totp=False)
    sign_in_often(world, person.subject_id, receiver)
    told = race(
        lambda: world.services.endings.sign_out_everywhere(
            person.subject_id, actor=themself(person.subject_id)
        ),
        times=4,
    )
    assert sorted(map(len, told)) == [0, 0, 0, SESSIONS]
    assert owed(world) == SESSIONS
    assert world.services.sessions.for_subject(person.subject_id) == []


def test_a_session_that_ended_before_owes_nothing_again(world: World, receiver: str) -> None:
    portal = relation(world, backchannel_logout_uri=f"{receiver}/bye", loopback=True)
    portal.agree()
    portal.issued()
    end = world.services.tokens.end_session
    told = race(lambda: end(portal.session.id, deliver=False, actor=OPERATOR), times=4)
    assert sorted(map(len, told)) == [0, 0, 0, 1]


def test_a_party_removed_by_two_operators_is_told_once(world: World, receiver: str) -> None:
    portal = relation(world, backchannel_logout_uri=f"{receiver}/bye", loopback=True)
    portal.agree()
    portal.issued()
    race(lambda: world.services.tokens.end_client(portal.party.client_id, actor=OPERATOR), times=4)
    assert owed(world) == 1


def test_what_was_not_begun_in_time_stays_owed(
    world: World, receiver: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker finds it due at once, and it has lost none of its tries."""
    monkeypatch.setattr("idp.notices.service.NOW_SECONDS", -1.0)
    portal = relation(world, backchannel_logout_uri=f"{receiver}/bye", loopback=True)
    portal.agree()
    portal.issued()
    world.services.tokens.end_session(portal.session.id, deliver=True, actor=OPERATOR)
    attempts = select(NOTICE.c.attempts, NOTICE.c.state, NOTICE.c.claimed_until).where(
        NOTICE.c.channel == Channel.LOGOUT
    )
    with world.services.database.transaction() as connection:
        assert tuple(connection.execute(attempts).one()) == (0, "queued", None)
