"""Using a factor up locks the account before any other row.

Two transactions that lock the same rows in two orders deadlock, and PostgreSQL ends one; SQLite has
one writer at a time.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.factors.password_with_code import PresentedPasswordAndCode
from idp.factors.recovery import PresentedRecoveryCode
from idp.factors.tables import CREDENTIAL, FACTOR_TRY, RECOVERY_CODE, TOTP
from idp.factors.totp import PresentedCode
from idp.kernel.refusals import Reason
from idp.losses.domain import LossReason, LostItem, Report
from tests.support.races import wait_for_waiters
from tests.support.sign_ins import proven, reason, sign_in
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
            wait_for_waiters(database, 1)
            for table in (CREDENTIAL, RECOVERY_CODE, TOTP, FACTOR_TRY):
                work.execute(select(table).with_for_update(nowait=True)).all()
        used.result(timeout=120)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_code_alone_and_one_with_the_password_do_not_wait_for_each_other(world: World) -> None:
    """The first comes to the account before the second counts a try; the code is used once."""
    services, person = world.services, world.person()
    world.clock.advance(timedelta(minutes=1))
    code = world.code(person.totp_secret or "")
    with ThreadPoolExecutor(2) as threads:
        with services.database.transaction():
            services.endings.lock_account(person.subject_id)
            first = threads.submit(
                services.one_time_codes.verify,
                sign_in(world),
                PresentedCode(subject_id=person.subject_id, code=code),
            )
            wait_for_waiters(services.database, 1)
            second = threads.submit(
                services.password_with_code.verify,
                sign_in(world),
                PresentedPasswordAndCode(
                    username=person.username, password=person.password, code=code
                ),
            )
            wait_for_waiters(services.database, 2)
        assert proven(first.result(timeout=30)).subject_id == person.subject_id
        assert reason(second.result(timeout=30)) is Reason.NOT_PROVEN
