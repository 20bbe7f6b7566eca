"""The lag of the ledger, of the outbox and of applications, and the last check of the cases.

Asked when metrics are read.
"""

from collections.abc import Iterable
from datetime import datetime

from idp.casework.checks import LastCheck, last_check
from idp.history.seals import KEY_PURPOSE
from idp.issuance.level_one.requests import unchecked_since
from idp.ledger.service import LedgerLag
from idp.notices.failures import OutboxLag, outbox_lag
from idp.platform import logs
from idp.platform.clock import SystemClock
from idp.platform.database import Unavailable, open_database
from idp.platform.keyring import derived
from idp.platform.metrics import Gauge
from idp.platform.settings import Settings
from idp.wiring.ledger import open_ledger

_LOG = logs.logger("idp.metrics")


def gauges(settings: Settings) -> Iterable[Gauge]:
    """Lags and last check; nothing while the database is away.

    A connection of its own for each reading: the processes that serve are forked from this one.
    """
    clock = SystemClock()
    database = open_database(settings.database_url, pool_size=1)
    try:
        seal_key = derived(settings.secret.get_secret_value().encode(), KEY_PURPOSE)
        lag = open_ledger(settings, database, clock, seal_key=seal_key).lag()
        checked = last_check(database)
        outbox = outbox_lag(database, clock.now())
        unchecked = unchecked_since(database)
    except Unavailable:
        _LOG.warning("lag and cases are not known", reason="database is away")
        return ()
    finally:
        database.close()
    now = clock.now()
    waiting = Gauge(
        "idp_applications_waiting_seconds",
        "Age of the oldest application from a telephone that was not checked; 0 without one.",
        _age(unchecked, now),
    )
    return (*_gauges(lag, now), *_of_cases(checked, now), *_of_outbox(outbox, now), waiting)


def _gauges(lag: LedgerLag, now: datetime) -> Iterable[Gauge]:
    yield Gauge("idp_ledger_leaves", "Entries of history that have a leaf.", lag.leaves)
    yield Gauge("idp_ledger_covered", "Leaves under the newest checkpoint.", lag.covered)
    yield Gauge(
        "idp_ledger_waiting_seconds",
        "Age of the oldest recent entry without a leaf; 0 without one.",
        _age(lag.waiting_since, now),
    )
    yield Gauge(
        "idp_ledger_uncovered_seconds",
        "Age of the oldest leaf that no checkpoint covers; 0 without one.",
        _age(lag.uncovered_since, now),
    )


def _of_cases(checked: LastCheck | None, now: datetime) -> Iterable[Gauge]:
    if checked is not None:
        yield Gauge("idp_cases_faulty", "Cases at fault at the last check.", checked.faulty)
        yield Gauge(
            "idp_cases_checked_seconds",
            "Age of the last check of the cases.",
            _age(checked.checked_at, now),
        )


def _of_outbox(outbox: OutboxLag, now: datetime) -> Iterable[Gauge]:
    yield Gauge("idp_notices_given_up", "Notices given up within a day.", outbox.given_up)
    yield Gauge(
        "idp_notices_due_seconds",
        "For how long the oldest due notice has waited; 0 without one.",
        _age(outbox.due_since, now),
    )


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
