"""Tries of names that do not exist fill nothing that is kept for years."""

import secrets

from idp.assurance.kinds import Means
from idp.factors.domain import QUIET_FOR
from idp.factors.passwords import PresentedPassword
from idp.factors.recovery import PresentedRecoveryCode
from idp.factors.unknown_names import UnknownNames
from idp.history.tables import HISTORY
from idp.platform.database import Database
from tests.support.databases import counts
from tests.support.races import race
from tests.support.sign_ins import sign_in
from tests.support.world import World


def entries(database: Database) -> int:
    return counts(database, HISTORY)[0]


def test_a_flood_of_unknown_names_adds_no_history_and_few_rows(world: World) -> None:
    services, database = world.services, world.services.database
    before = entries(database)
    for _ in range(200):
        services.recovery_codes.verify(
            sign_in(world), PresentedRecoveryCode(username=secrets.token_hex(8), code="A" * 16)
        )
    services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=secrets.token_hex(8), password="wrong")
    )
    assert entries(database) == before
    counted = UnknownNames(database, world.clock)
    assert counted.counted(Means.RECOVERY_CODE) == 200
    assert counted.counted(Means.PASSWORD) == 1


def test_tries_at_the_same_moment_are_all_counted(world: World) -> None:
    counted = UnknownNames(world.services.database, world.clock)

    def one() -> None:
        with world.services.database.transaction():
            counted.count(Means.PASSKEY)

    race(one, times=20)
    assert counted.counted(Means.PASSKEY) == 20


def test_quiet_counters_go_and_a_known_name_keeps_its_history(world: World) -> None:
    services, database = world.services, world.services.database
    person = world.person()
    before = entries(database)
    services.recovery_codes.verify(
        sign_in(world), PresentedRecoveryCode(username=person.username, code="A" * 16)
    )
    assert entries(database) == before + 1
    services.recovery_codes.verify(
        sign_in(world), PresentedRecoveryCode(username="nobody.at.all", code="A" * 16)
    )
    world.clock.advance(2 * QUIET_FOR)
    assert services.passwords.throttle.purge_idle() >= 2
    assert UnknownNames(database, world.clock).counted(Means.RECOVERY_CODE) == 0
