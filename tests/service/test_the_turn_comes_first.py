"""Whoever uses a means up waits for the account's turn before locking anything else.

Two verbs that lock the same rows in two orders wait for each other, and PostgreSQL ends one;
SQLite has one writer at a time.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.factors.recovery import PresentedRecoveryCode
from idp.factors.tables import CREDENTIAL, FACTOR_TRY, RECOVERY_CODE, TOTP
from idp.factors.totp import PresentedCode
from idp.losses.domain import LossReason, LostItem, Report
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World, sure

VERBS: dict[str, Callable[[World, Person, str], object]] = {
    "recovery code": lambda world, person, code: world.services.recovery_codes.verify(
        sign_in(world), PresentedRecoveryCode(username=person.username, code=code)
    ),
    "one-time code": lambda world, person, _: world.services.one_time_codes.verify(
        sign_in(world),
        PresentedCode(subject_id=person.subject_id, code=world.code(person.totp_secret or "")),
    ),
    "report with a code": lambda world, person, code: world.services.losses.report_with_secret(
        Report(LossReason.UNAUTHORISED_USE, frozenset({LostItem.SECRETS})),
        username=person.username,
        secret=code,
        audience="a browser",
    ),
}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("verb", VERBS)
def test_the_account_is_locked_before_what_is_used_up(world: World, verb: str) -> None:
    database = world.services.database
    person = world.person()
    code = sure(world.services.recovery_codes.renew(person.subject_id))[0]
    world.clock.advance(timedelta(minutes=1))
    with ThreadPoolExecutor(1) as threads:
        with database.transaction() as work:
            world.services.credentials.endings.lock_account(person.subject_id)
            used = threads.submit(VERBS[verb], world, person, code)
            time.sleep(0.5)
            assert not used.done()
            for table in (CREDENTIAL, RECOVERY_CODE, TOTP, FACTOR_TRY):
                work.execute(select(table).with_for_update(nowait=True)).all()
        used.result(timeout=30)
