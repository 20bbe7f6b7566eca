"""A session of the desk: begun once by one fresh sign-in for it, and short."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece, at_best
from idp.history.domain import EventType
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.sessions.domain import OPEN_DESK, DeskSession, NewDeskSession, Session
from idp.wiring import build
from tests.support.databases import opened
from tests.support.officers import OPERATOR
from tests.support.races import meanwhile
from tests.support.world import Person, World, sure

LEVEL_3 = (EvidenceKind.PASSKEY_VERIFIED, EvidenceKind.FACE)


def signed_in(
    world: World,
    person: Person,
    *,
    purpose: str | None = OPEN_DESK,
    client_id: str | None = None,
    kinds: Iterable[EvidenceKind] = LEVEL_3,
) -> Session:
    """A sign-in that was just made; the session of the own account that it began."""
    shown = [ShownPiece(piece, new_id()) for kind in kinds for piece in at_best((kind,))]
    sessions = world.services.sessions
    token = sessions.start(
        new_id(),
        subject_id=person.subject_id,
        shown=shown,
        client_id=client_id,
        device="tests",
        replaces=None,
        purpose=purpose,
    ).token
    found = sessions.by_token(token)
    assert found is not None
    return found


def begun(world: World, own: Session | None) -> NewDeskSession | Refused:
    return world.services.desk_sessions.begin(own, appointment_id=None, device="tests")


def present(world: World, new: NewDeskSession) -> DeskSession | None:
    return world.services.desk_sessions.by_token(new.token)


def test_it_is_bound_to_the_sign_in_that_began_it(world: World) -> None:
    own = signed_in(world, world.person())
    session = present(world, sure(begun(world, own)))
    assert session is not None
    assert (session.subject_id, session.session_id) == (own.subject_id, own.id)
    assert (session.event.id, session.event.level) == (own.event.id, own.event.level)
    assert session.event.authenticated_at == own.event.authenticated_at


@pytest.mark.norm("D19.4-3", limb="a session of the own account is none of the desk")
@pytest.mark.parametrize("purpose", [None, "set_password"])
def test_no_sign_in_for_anything_else_begins_one(world: World, purpose: str | None) -> None:
    own = signed_in(world, world.person(), purpose=purpose)
    assert begun(world, own) == Refused(Reason.FRESH_SIGN_IN_REQUIRED)


def test_no_sign_in_at_a_relying_party_begins_one(world: World) -> None:
    own = signed_in(world, world.person(), client_id=world.party().client_id)
    assert begun(world, own) == Refused(Reason.FRESH_SIGN_IN_REQUIRED)
    assert begun(world, None) == Refused(Reason.FRESH_SIGN_IN_REQUIRED)


def test_one_sign_in_begins_one_session(world: World) -> None:
    own = signed_in(world, world.person())
    sure(begun(world, own))
    assert begun(world, own) == Refused(Reason.FRESH_SIGN_IN_REQUIRED)


def test_a_sign_in_of_a_while_ago_begins_none(world: World) -> None:
    own = signed_in(world, world.person())
    world.clock.advance(timedelta(minutes=5, seconds=1))
    assert begun(world, own) == Refused(Reason.FRESH_SIGN_IN_REQUIRED)


def test_it_ends_when_nothing_is_opened_for_a_while(world: World) -> None:
    new = sure(begun(world, signed_in(world, world.person())))
    idle = timedelta(minutes=world.settings.desk_idle_minutes)
    for _ in range(3):
        world.clock.advance(idle - timedelta(seconds=1))
        assert present(world, new) is not None
    world.clock.advance(idle)
    assert present(world, new) is None


def test_it_ends_after_a_working_day_however_busy(world: World) -> None:
    new = sure(begun(world, signed_in(world, world.person())))
    step = timedelta(minutes=15)
    for _ in range(int(timedelta(hours=world.settings.desk_hours) / step) - 1):
        world.clock.advance(step)
        assert present(world, new) is not None
    world.clock.advance(step)
    assert present(world, new) is None


def test_it_ends_with_the_account_s_security_stamp(world: World) -> None:
    person = world.person()
    new = sure(begun(world, signed_in(world, person)))
    world.services.endings.end(person.subject_id, reason="means_changed", actor=OPERATOR)
    assert present(world, new) is None


def test_it_ends_with_the_session_of_the_own_account(world: World) -> None:
    own = signed_in(world, world.person())
    new = sure(begun(world, own))
    assert world.services.sessions.end(own.id, actor=OPERATOR)
    assert present(world, new) is None


def test_leaving_ends_it_once_and_is_told(world: World) -> None:
    person = world.person()
    new = sure(begun(world, signed_in(world, person)))
    session = present(world, new)
    assert session is not None
    assert world.services.desk_sessions.end(session)
    assert not world.services.desk_sessions.end(session)
    assert present(world, new) is None
    told = [each.happening for each in world.services.history.for_subject(person.subject_id)]
    assert told.count(EventType.DESK_CLOSED) == told.count(EventType.DESK_OPENED) == 1


@pytest.mark.parametrize("token", [None, "", "nonsense", "\udc80" * 9, "a" * 5_000])
def test_no_other_token_is_one(world: World, token: str | None) -> None:
    sure(begun(world, signed_in(world, world.person())))
    assert world.services.desk_sessions.by_token(token) is None


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_tabs_that_arrive_at_once_one_begins_it(world: World, database_url: str) -> None:
    own = signed_in(world, world.person())
    with opened(database_url) as other:
        second = build(world.settings, database=other, clock=world.clock)
        answers: list[NewDeskSession | Refused] = []
        late = meanwhile(
            world.services.database,
            lambda: answers.append(begun(world, own)),
            lambda: second.desk_sessions.begin(own, appointment_id=None, device="tests"),
        )
        second.passwords.hashing.close()
    assert isinstance(answers[0], NewDeskSession)
    assert late == Refused(Reason.FRESH_SIGN_IN_REQUIRED)


def test_its_row_goes_a_month_after_it_expired(world: World) -> None:
    sure(begun(world, signed_in(world, world.person())))
    world.clock.advance(timedelta(days=30, hours=world.settings.desk_hours, seconds=1))
    assert world.services.desk_sessions.purge_expired() == 1
