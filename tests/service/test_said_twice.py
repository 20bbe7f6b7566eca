"""A command that is run twice with the same arguments writes one history entry.

A repeated command, or one run again after a failure, changes nothing and sends no further letter.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from idp.assurance.binding import CeremonyKind
from idp.factors.domain import Binding
from idp.history.tables import HISTORY
from idp.kernel.actors import OfficerRole
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.notices.tables import NOTICE
from idp.policy.domain import Switch
from tests.support.databases import counts
from tests.support.officers import AN, BINH, OPERATOR
from tests.support.officers import officer as officer_of
from tests.support.world import Person, World

HOTLINE = officer_of(OfficerRole.HOTLINE)
Act = Callable[[World, Person], object]


def told(world: World) -> tuple[int, ...]:
    """How many entries of history there are, and how many letters."""
    return counts(world.services.database, HISTORY, NOTICE)


def ceremony(world: World, person: Person) -> object:
    credentials = world.services.credentials
    bindings = credentials.bindings.for_subject(
        person.subject_id, credentials.held(person.subject_id)
    )
    return world.services.frauds.of_ceremony(bindings[0].id, actor=OPERATOR)


def credential(world: World, person: Person) -> object:
    this = world.services.credentials.held(person.subject_id)[0]
    since = this.enrolled_at
    return world.services.frauds.of_credential(this.id, since=since, actor=OPERATOR)


def officer(world: World, person: Person) -> object:
    """A person who signed in again meanwhile is not signed out again."""
    since = world.clock.now() - timedelta(days=1)
    desk = Binding(CeremonyKind.DESK, officers=(AN, BINH), place="Hà Nội 01")
    credentials = world.services.credentials
    if not credentials.bindings.bound_by(BINH.subject_id, since=since):
        mine = {each.id for each in credentials.held(person.subject_id)}
        with world.services.database.transaction():
            credentials.rebind(person.subject_id, mine, desk)
    return world.services.frauds.of_officer(BINH, since=since, actor=OPERATOR)


def switch(world: World, _: Person) -> object:
    return world.services.policy.propose(Switch.DISABLED_MEANS, ["totp"], actor=AN)


def edited(world: World, _: Person) -> object:
    parties = world.services.relying_parties
    client = parties.all()[0]
    return parties.edit(
        client.client_id, lambda now: replace(now, name={"vi": "Another"}), actor=OPERATOR
    )


def reported(world: World, person: Person) -> object:
    return world.services.losses.report(
        person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.HOTLINE, actor=HOTLINE
    )


def cleared(world: World, person: Person) -> object:
    return world.services.losses.remove_stopped(person.subject_id, actor=OPERATOR)


def locked(world: World, person: Person) -> object:
    return world.services.endings.lock(
        person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR
    )


def guarded(world: World, person: Person) -> object:
    return world.services.endings.place_under_guardian(person.subject_id, body="b", actor=OPERATOR)


ACTS = [ceremony, credential, officer, switch, edited, reported, cleared, locked, guarded]


@pytest.mark.parametrize("act", ACTS)
def test_what_is_said_twice_is_told_once(world: World, act: Act) -> None:
    person = world.person()
    world.party()
    before = told(world)
    act(world, person)
    once = told(world)
    assert once != before or act is cleared
    act(world, person)
    assert told(world) == once
