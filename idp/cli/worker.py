"""`idp worker`: deliveries and purges, repeated until it is stopped."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import click

from idp.accounts.guardianship import GuardianshipReview
from idp.cli import legal_data, protection, whose_accounts
from idp.cli.context import carried_cases_of, services, settings
from idp.factors.address_limits import purge_expired_failures
from idp.kernel.clock import Clock
from idp.ledger.service import Ledger
from idp.notices.domain import Channel
from idp.platform import logs
from idp.platform.deadlines import abort_all
from idp.platform.pdf_seals import BrokenSealKey
from idp.platform.settings import check
from idp.services import Services
from idp.wiring.press import open_press

_LOG: Final = logs.logger("idp.worker")
_PAUSE_SECONDS: Final = 1.0
_DELIVERIES: Final = {
    "letters": frozenset({Channel.MAIL, Channel.PROVIDER}),
    "text messages": frozenset({Channel.SMS}),
    "words to relying parties": frozenset({Channel.LOGOUT, Channel.PING}),
}
_LOOK_EVERY_SECONDS: Final = 0.2
_PURGED_EVERY: Final = timedelta(minutes=1)
_LAST_WORDS_SECONDS: Final = 2.0
"""After SIGTERM: seconds for conversations under way."""
_AFTER_HANGING_UP_SECONDS: Final = 3.0
"""Seconds for recording their results in the database."""
_AFTER_FAILURE: Final = timedelta(seconds=30)


@dataclass
class Duty:
    """A repeated job, its interval, and when it is next due."""

    name: str
    every: timedelta
    act: Callable[[], int]
    due_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether it is due, or the clock was set back."""
        return not now < self.due_at <= now + self.every

    def do(self, now: datetime) -> None:
        """Run the job; a failure is logged and tried again, so that the next job need not wait."""
        try:
            count = self.act()
        except Exception:  # noqa: BLE001 - the other duties must not wait for this one
            _LOG.exception("duty failed", kind=self.name)
            self.due_at = now + min(self.every, _AFTER_FAILURE)
            return
        if count:
            _LOG.info("duty done", kind=self.name, count=count)
        self.due_at = now + self.every


def duties(services: Services) -> tuple[Duty, ...]:
    """All jobs of a worker, all due at once. Many workers may run at the same time."""
    now = services.clock.now()
    ages = GuardianshipReview(services.accounts, services.clock, services.coming_of_age)
    return (
        Duty(
            "send links to report a loss", timedelta(seconds=1), services.losses.links.send_due, now
        ),
        Duty(
            "write to who forgot something", timedelta(seconds=1), services.forgotten.send_due, now
        ),
        Duty("write to who signs up", timedelta(seconds=1), services.sign_ups.send_due, now),
        Duty(
            "write about guessing", timedelta(seconds=1), services.passwords.letters.send_due, now
        ),
        Duty(
            "write about guessing at codes",
            timedelta(seconds=1),
            services.one_time_codes.letters.send_due,
            now,
        ),
        Duty("erase accounts", _PURGED_EVERY, services.erasures.carry_out_due, now),
        Duty("refuse late decisions", _PURGED_EVERY, services.decisions.expire, now),
        Duty("end guardianships by age", timedelta(seconds=10), ages.review_next, now),
        Duty("end cases that lapsed", timedelta(seconds=10), services.cases.lapse, now),
        Duty(
            "remind representatives",
            timedelta(minutes=10),
            services.organisation_issuance.remind,
            now,
        ),
        Duty(
            "end the means of organisations",
            timedelta(seconds=10),
            services.organisation_means.withdraw_due,
            now,
        ),
        Duty("give abandoned cases back", _PURGED_EVERY, services.abandoned_cases.rehome_all, now),
        Duty("evaluate deadlines", timedelta(minutes=1), services.deadline_letters.evaluate, now),
        Duty("count the terms of months", timedelta(hours=1), services.deadlines.keep_months, now),
    )


def purges(services: Services) -> tuple[Duty, ...]:
    """The purges of expired rows (docs/retention.md), in small steps, by one worker each.

    A duty is named `purge` and its tables.
    """
    acts: dict[str, Callable[[], int]] = {
        "proof": services.one_time_tokens.purge_expired,
        "retired_means": services.credentials.retired.purge_expired,
        "app_request": services.approval_requests.purge_expired,
        "card_hand_over": services.chip_cards.hand_overs.purge_expired,
        "authorization_transaction": services.authorization.purge_expired,
        "backchannel_request": services.ciba.purge_expired,
        "authorization_code, revoked_token": services.tokens.purge_expired,
        "token_family": services.tokens.purge_expired_families,
        "contact": services.contacts.repository.purge_expired,
        "factor_try": services.passwords.throttle.purge_idle,
        "address_failures": partial(purge_expired_failures, services.database, services.clock),
        "biometric_attempt": services.biometrics.attempts.purge,
        "signing_request": services.decisions.proofs.purge_expired,
        "known_browser": services.authorization.new_browsers.purge_expired,
        "session": services.sessions.purge_expired,
        "desk_session": services.desk_sessions.purge_expired,
        "notice": services.notices.purge_settled,
        "account_message": services.messages.purge_expired,
        "authentication_event": services.sessions.purge_events,
        "evidence": services.authorization.purge_evidence,
        "guardian_request": services.guardian_requests.purge_expired,
        "document": services.documents.purge,
        "letter": services.letters.purge,
        "letter_delivery": services.letters.purge_deliveries,
        "registry_event": services.registry_updates.feeds.purge_settled,
        "application_instance": services.level_one.instances.purge_expired,
        "level_one_request": services.level_one.requests.purge_old,
        "history": services.history.purge,
        "person_search_lead": services.history.purge_search_leads,
    }
    now = services.clock.now()
    return tuple(Duty(f"purge {tables}", _PURGED_EVERY, act, now) for tables, act in acts.items())


def carried(services: Services) -> tuple[Duty, ...]:
    """What processes of an earlier release still do to cases, in a thread of its own."""
    cases, now = carried_cases_of(services), services.clock.now()
    return (Duty("follow an earlier release", _PURGED_EVERY, cases.step, now),)


def names(services: Services, *, stopped: Callable[[], bool]) -> tuple[Duty, ...]:
    """The index of names of people of before it, in a thread of its own (docs/people.md)."""
    work, now = partial(services.name_index.work, stopped), services.clock.now()
    return (Duty("index names", timedelta(minutes=1), work, now),)


def checks(services: Services) -> tuple[Duty, ...]:
    """The check of every open case (docs/operate.md), in a thread of its own."""
    run, now = services.case_checks.run, services.clock.now()
    return (Duty("check every case", timedelta(days=1), run, now),)


def registries(services: Services) -> tuple[Duty, ...]:
    """What registries are asked, in a thread of its own: they may take long."""
    matching, updates, now = (
        services.registry_matching,
        services.registry_updates,
        services.clock.now(),
    )
    often = timedelta(seconds=10)
    return (
        Duty("ask registries again", often, matching.retry_due, now),
        Duty("read feeds of registries", often, updates.poll, now),
        Duty("apply events of registries", often, updates.apply_due, now),
        Duty("ask registries who acts for whom", often, updates.ask_who_acts, now),
        Duty("review wards by a register", timedelta(minutes=10), updates.wards.review, now),
    )


def applications(services: Services) -> tuple[Duty, ...]:
    """What is asked about who applies, in a thread of its own: a register may take long.

    The telephone waits for it, and no other duty does.
    """
    check, now = services.level_one.checks.check_due, services.clock.now()
    return (Duty("check applications from telephones", timedelta(seconds=1), check, now),)


def ledger_duties(ledger: Ledger, now: datetime, every: timedelta) -> tuple[Duty, ...]:
    """What the ledger needs (docs/ledger.md), each in a separate thread.

    A directory that hangs delays checkpoints, not leaves. `every`: between two checkpoints.
    """
    return (
        Duty("chain history", timedelta(seconds=1), ledger.chain, now),
        Duty("chain what came late", timedelta(minutes=1), ledger.chain_late, now),
        Duty("sign a checkpoint", every, ledger.sign, now),
    )


def deliveries(services: Services, *, stopped: Callable[[], bool]) -> tuple[Duty, ...]:
    """The deliveries, one for each destination: a hanging mail server delays no logout token.

    Each runs in a separate thread.
    """
    return tuple(
        Duty(
            f"deliver {name}",
            timedelta(seconds=1),
            partial(services.notices.deliver, channels=channels, stopped=stopped),
            services.clock.now(),
        )
        for name, channels in _DELIVERIES.items()
    )


def press(services: Services) -> tuple[Duty, ...]:
    """The making and sealing of letters, in a thread of its own; none without a sealing key."""
    try:
        opened = open_press(settings(), services)
    except (OSError, BrokenSealKey) as error:
        raise click.ClickException(f"letter_seal: {error}") from error
    if opened is None:
        _LOG.warning("letters are not sealed by this worker: letter_seal is not set")
        return ()
    now = services.clock.now()
    return (Duty("make and seal letters", timedelta(seconds=1), opened.make_due, now),)


def carry_out(owed: Iterable[Duty], *, now: datetime) -> None:
    """Run each job that is due."""
    for duty in owed:
        if duty.is_due(now):
            duty.do(now)


@click.command()
@click.option("--once", is_flag=True, help="Do everything once and end.")
def worker(*, once: bool) -> None:
    """Deliver notices, chain history, delete expired rows and purge old history, until SIGTERM.

    All of it is done in steps, so it waits for the database no longer than a server does.

    \b
    Example:  IDP_CONFIG=config/production.toml idp worker
    """
    logs.configure()
    faults = check()
    if faults:
        raise click.ClickException("\n".join(["not started:", *faults]))
    legal_data.demand(settings())
    protection.demand_when_it_answers(settings().database_url)
    whose_accounts.demand(settings())
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with services(statement_seconds=None) as opened:
        sent, owed = deliveries(opened, stopped=stop.is_set), duties(opened)
        old, every = purges(opened), timedelta(seconds=settings().ledger_checkpoint_seconds)
        ledger = ledger_duties(opened.ledger, opened.clock.now(), every)
        apart = (
            *ledger,
            *checks(opened),
            *carried(opened),
            *applications(opened),
            *press(opened),
            *sent,
            *names(opened, stopped=stop.is_set),
        )
        asked = registries(opened)
        every_line = (owed, old, asked, *((each,) for each in apart))
        lines = ((*owed, *old, *asked, *apart),) if once else every_line
        _LOG.info("worker ready", count=len(owed) + len(old) + len(asked) + len(apart))
        threads = [_thread(each, opened.clock, stop, once=once) for each in lines]
        while not stop.is_set() and any(thread.is_alive() for thread in threads):
            stop.wait(_LOOK_EVERY_SECONDS)
        if not _ended(threads, stop):
            _LOG.warning("worker ends while something of it still hangs")
            os._exit(0)


def _thread(
    owed: Sequence[Duty], clock: Clock, stop: threading.Event, *, once: bool
) -> threading.Thread:
    thread = threading.Thread(
        target=_go_on, args=(owed, clock, stop, once), name=owed[0].name, daemon=True
    )
    thread.start()
    return thread


def _ended(threads: Iterable[threading.Thread], stop: threading.Event) -> bool:
    """Wait for running deliveries; those that take too long are disconnected.

    An unfinished delivery stays due, for another worker or the next.
    """
    for act, seconds in ((stop.set, _LAST_WORDS_SECONDS), (abort_all, _AFTER_HANGING_UP_SECONDS)):
        act()
        until = time.monotonic() + seconds
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        if not any(thread.is_alive() for thread in threads):
            return True
    return False


def _go_on(owed: Iterable[Duty], clock: Clock, stop: threading.Event, once: bool) -> None:  # noqa: FBT001
    """Repeat a duty until stopped."""
    carry_out(owed, now=clock.now())
    while not once and not stop.wait(_PAUSE_SECONDS):
        carry_out(owed, now=clock.now())
