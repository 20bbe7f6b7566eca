"""Fixtures of the whole system: settings, services, the application, and it live over HTTP."""

import atexit
import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from idp.app import create_app
from idp.kernel.accounts_mode import AccountsMode
from idp.ledger.key_files import add_key
from idp.platform import key_file
from idp.platform.database import Database, insert_new
from idp.platform.settings import Profile, Settings
from idp.policy.domain import Switch
from idp.policy.tables import POLICY_VALUE
from idp.services import Services
from idp.wiring import build
from tests.support import databases, live, receiver
from tests.support.frozen_clock import START, FrozenClock
from tests.support.live import House
from tests.support.serving import free_port
from tests.support.telephones import APPLICATION
from tests.support.world import World


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One set of signing keys for the run: making them is slow."""
    path = tmp_path_factory.mktemp("keys") / "keyring.json"
    key_file.create(path, now=START, profile=key_file.DEMO_PROFILE)
    _ledger_keys(path.parent)
    return path


def _ledger_keys(folder: Path, made: Path | None = None) -> None:
    """Keys of a ledger in a folder: those that were `made` in another one, or new ones."""
    private, public = folder / "ledger.key", folder / "ledger.pub"
    if made is not None and (made / private.name).exists():
        shutil.copy(made / private.name, private)
        shutil.copy(made / public.name, public)
    else:
        add_key(private, public, name="id.test/history")


def settings_of(url: str, *, keys: Path, folder: Path, issuer: str) -> Settings:
    """Settings of one installation with its own copy of the keys."""
    own = folder / "keyring.json"
    if not own.exists():
        shutil.copy(keys, own)
    ledger_key, ledger_public_keys = folder / "ledger.key", folder / "ledger.pub"
    if not ledger_key.exists():
        _ledger_keys(folder, keys.parent)
    return Settings(
        ledger_key=ledger_key,
        ledger_public_keys=ledger_public_keys,
        cool_off_hours=0,
        cool_off_hours_unlettered=0,
        profile=Profile.DEMO,
        issuer=issuer,
        database_url=url,
        keyring=own,
        secret=SecretStr("demo.a secret of these tests alone"),
        database_pool=16,
        hashing_threads=2,
        hashing_queue=200,
        outbound_hosts=("127.0.0.1",),
        history_fields_act="Decree, Art. 17(2)",
        help_line="1900 0000",
        help_mail="help@id.example",
        client_cache_seconds=0,
        app_link="vn.example.minhdanh:/open",
        cards_for_other_screens=True,
        app_packages=(APPLICATION,),
        argon2_memory_kib=64,  # hashing that costs next to nothing: production would refuse it
        argon2_time=1,
    )


def bare_app() -> Flask:
    """The mounted application, over a new database, for tests of its routes."""
    folder = Path(tempfile.mkdtemp(prefix="idp-shape-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "keyring.json"
    key_file.create(path, now=START, profile=key_file.DEMO_PROFILE)
    url = f"sqlite:///{databases.sqlite_template(folder)}"
    issuer = "http://localhost:8000"
    return create_app(settings_of(url, keys=path, folder=folder, issuer=issuer))


@pytest.fixture
def settings(database_url: str, keys: Path, tmp_path: Path) -> Settings:
    issuer = "http://localhost:8000"
    return settings_of(database_url, keys=keys, folder=tmp_path, issuer=issuer)


@contextlib.contextmanager
def _built(settings: Settings, database: Database, clock: FrozenClock) -> Iterator[Services]:
    services = build(settings, database=database, clock=clock)
    with database.transaction():
        # As an installation of before its default depended on whose accounts these are.
        database.execute(insert_new(POLICY_VALUE), switch=Switch.SSO, value="all")
    try:
        yield services
    finally:
        services.passwords.hashing.close()


@pytest.fixture
def services(settings: Settings, database: Database, clock: FrozenClock) -> Iterator[Services]:
    """Every service of one process, once on each database."""
    with _built(settings, database, clock) as services:
        yield services


@pytest.fixture
def world(services: Services, settings: Settings, clock: FrozenClock) -> World:
    """People and relying parties on demand."""
    return World(services, settings, clock)


@pytest.fixture
def app(services: Services, settings: Settings) -> Flask:
    return create_app(settings, services=services)


COOL_OFF_OF_PRODUCTION = pytest.mark.parametrize("cool_off", [(24, 72)])
"""Hours that something new waits in the house of the test, with a letter about it and without."""


@pytest.fixture
def cool_off() -> tuple[int, int]:
    """Nothing waits, unless the test says so."""
    return (0, 0)


@contextlib.contextmanager
def _house(
    url: str,
    *,
    keys: Path,
    folder: Path,
    clock: FrozenClock,
    scheme: str = "http",
    cool_off: tuple[int, int] = (0, 0),
    accounts_mode: AccountsMode = AccountsMode.STATE_SYSTEM,
    sign_up: bool = False,
) -> Iterator[House]:
    port = free_port()
    issuer = f"{scheme}://localhost:{port}"
    lettered, unlettered = cool_off
    settings = settings_of(url, keys=keys, folder=folder, issuer=issuer).model_copy(
        update={
            "cool_off_hours": lettered,
            "cool_off_hours_unlettered": unlettered,
            "accounts_mode": accounts_mode,
            "sign_up": sign_up,
        }
    )
    with databases.opened(url) as database, _built(settings, database, clock) as services:
        world = World(services, settings, clock)
        with live.open_house(world, port=port) as house:
            yield house


@pytest.fixture
def house(
    sqlite_file: Path, keys: Path, tmp_path: Path, clock: FrozenClock, cool_off: tuple[int, int]
) -> Iterator[House]:
    """The application live over HTTP, on SQLite."""
    url = databases.sqlite_copy(sqlite_file, tmp_path)
    with _house(url, keys=keys, folder=tmp_path, clock=clock, cool_off=cool_off) as house:
        yield house


@pytest.fixture
def private_house(
    sqlite_file: Path, keys: Path, tmp_path: Path, clock: FrozenClock
) -> Iterator[House]:
    """The same, of accounts that their operator created and not the State."""
    url, mode = databases.sqlite_copy(sqlite_file, tmp_path), AccountsMode.SELF_CREATED
    with _house(url, keys=keys, folder=tmp_path, clock=clock, accounts_mode=mode) as house:
        yield house


@pytest.fixture
def open_house(
    sqlite_file: Path, keys: Path, tmp_path: Path, clock: FrozenClock
) -> Iterator[House]:
    """The same, where people make accounts of their own."""
    url, mode = databases.sqlite_copy(sqlite_file, tmp_path), AccountsMode.SELF_CREATED
    with _house(
        url, keys=keys, folder=tmp_path, clock=clock, accounts_mode=mode, sign_up=True
    ) as house:
        yield house


@pytest.fixture
def racing_house(
    postgresql_url: str, keys: Path, tmp_path: Path, clock: FrozenClock
) -> Iterator[House]:
    """The application live over HTTP, on PostgreSQL, where writers really meet."""
    try:
        with _house(postgresql_url, keys=keys, folder=tmp_path, clock=clock) as house:
            yield house
    finally:
        databases.empty(postgresql_url)


@pytest.fixture
def unused_house(
    unused_postgresql_url: str, keys: Path, tmp_path: Path, clock: FrozenClock
) -> Iterator[House]:
    """The same on a database of this test alone.

    What other tests deleted leaves indexes of different sizes behind, and PostgreSQL chooses
    between two ways by their size.
    """
    with _house(unused_postgresql_url, keys=keys, folder=tmp_path, clock=clock) as house:
        yield house


@pytest.fixture
def secure_house(
    sqlite_file: Path, keys: Path, tmp_path: Path, clock: FrozenClock
) -> Iterator[House]:
    """The application as it stands behind a TLS proxy: its issuer is https."""
    folder = tmp_path / "secure"
    folder.mkdir()
    url = databases.sqlite_copy(sqlite_file, folder)
    with _house(url, keys=keys, folder=folder, clock=clock, scheme="https") as house:
        yield house


@pytest.fixture(name="receiver")
def _receiver() -> Iterator[receiver.Receiver]:
    """A relying party's server that keeps what is posted to it."""
    with receiver.receiving() as box:
        yield box
