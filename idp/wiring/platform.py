"""Base of every service: settings, database, clock, keys, outbound connections."""

from typing import Final, NamedTuple

from idp.kernel.clock import Clock
from idp.platform.clock import SystemClock
from idp.platform.database import Database, Patience, open_database
from idp.platform.keyring import Keyring
from idp.platform.outbound import Outbound
from idp.platform.outbound_addresses import NAMES_OF_RELYING_PARTIES, NAMES_OF_THE_OPERATOR
from idp.platform.sealing import Sealing
from idp.platform.settings import Settings

_SECONDS_FOR_FILES: Final = 20.0
_THREADS_LEFT: Final = 4
"""Threads of a process reserved for requests without the database: health, keys, discovery."""


class Platform(NamedTuple):
    settings: Settings
    database: Database
    clock: Clock
    keyring: Keyring
    sealing: Sealing
    to_relying_parties: Outbound
    to_services: Outbound
    """Hosts chosen by the operator."""
    to_stores: Outbound
    """The same, with time for large files."""


def open_platform(settings: Settings, database: Database | None, clock: Clock | None) -> Platform:
    """Open the database and the keyring of the settings, unless they are given."""
    clock = clock or SystemClock()
    keyring = Keyring(settings.keyring, secret=settings.secret.get_secret_value(), clock=clock)
    hosts, trusted = settings.outbound_hosts, settings.outbound_ca_bundle
    return Platform(
        settings=settings,
        database=database or _database(settings),
        clock=clock,
        keyring=keyring,
        sealing=Sealing(keyring),
        to_relying_parties=Outbound(hosts, trusted, resolver=NAMES_OF_RELYING_PARTIES),
        to_services=Outbound(hosts, trusted, resolver=NAMES_OF_THE_OPERATOR),
        to_stores=Outbound(
            hosts, trusted, resolver=NAMES_OF_THE_OPERATOR, seconds=_SECONDS_FOR_FILES
        ),
    )


def _database(settings: Settings) -> Database:
    """Leaves a few threads of the process for requests without the database."""
    patience = Patience(
        connect=settings.database_connect_seconds,
        statement=settings.database_statement_seconds,
        lock=settings.database_lock_seconds,
        pool=settings.database_pool_seconds,
        places=max(1, settings.threads - _THREADS_LEFT),
    )
    url, size = settings.database_url, settings.database_pool
    return open_database(url, pool_size=size, patience=patience)
