"""The lower layers of the wiring alone, so that a slice is tested without what is above it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from idp.accounts.domain import CURRENT_TERMS, Account
from idp.accounts.service import Accounts
from idp.cli import main
from idp.cli.context import services
from idp.factors.domain import ACTIVATING
from idp.history.context import ServiceContext
from idp.history.service import History
from idp.kernel.refusals import Refused
from idp.one_time.service import OneTimeTokens
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.platform.sealing import Sealing
from idp.platform.settings import Settings
from idp.subjects.domain import Identity, Source
from idp.subjects.service import Subjects
from idp.wiring import build
from idp.wiring.people import People, build_people
from idp.wiring.platform import Platform, open_platform
from idp.wiring.records import Records, build_records
from tests.support.commands import Idp
from tests.support.frozen_clock import START, FrozenClock
from tests.support.officers import OPERATOR, themself
from tests.support.people import CITIZEN
from tests.support.world import World

ISSUER = "https://id.test"
SECRET = "demo.a-secret-of-this-test-alone-0123456789"
"""Of the services and of the commands over the same database."""


@pytest.fixture(scope="session")
def key_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "keyring.json"
    key_file.create(path, now=START)
    return path


@pytest.fixture
def keyring(key_path: Path, clock: FrozenClock) -> Keyring:
    return Keyring(key_path, secret=SECRET, clock=clock)


@pytest.fixture
def sealing(keyring: Keyring) -> Sealing:
    return Sealing(keyring)


@pytest.fixture
def platform(
    settings: Settings, database: Database, clock: FrozenClock, keyring: Keyring, sealing: Sealing
) -> Platform:
    changed = {"issuer": ISSUER, "history_fields_act": "draft-2024 17(2)"}
    opened = open_platform(settings.model_copy(update=changed), database, clock)
    return opened._replace(keyring=keyring, sealing=sealing)


@pytest.fixture
def records(platform: Platform) -> Records:
    return build_records(platform)


@pytest.fixture
def people(platform: Platform, records: Records) -> People:
    return build_people(platform, records)


@pytest.fixture
def context(records: Records) -> ServiceContext:
    return records.context


@pytest.fixture
def history(context: ServiceContext) -> History:
    return context.history


@pytest.fixture
def one_time_tokens(records: Records) -> OneTimeTokens:
    return records.one_time_tokens


@pytest.fixture
def subjects(people: People) -> Subjects:
    return people.subjects


@pytest.fixture
def citizen(subjects: Subjects) -> Identity:
    """A registered citizen, not matched yet."""
    identity = subjects.register("citizen", CITIZEN, actor=OPERATOR)
    assert isinstance(identity, Identity)
    return identity


@pytest.fixture
def accounts(people: People) -> Accounts:
    return people.accounts


@pytest.fixture
def account(accounts: Accounts, subjects: Subjects, citizen: Identity) -> Account:
    """The citizen's account, granted and not activated yet."""
    subjects.match(citizen.subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
    account = accounts.create(citizen.subject_id, username="Bich.Hanh", level=2, actor=OPERATOR)
    assert isinstance(account, Account)
    return account


@pytest.fixture
def slow(world: World) -> Iterator[World]:
    """The same house with the cool-off of production."""
    settings = world.settings.model_copy(
        update={"cool_off_hours": 24, "cool_off_hours_unlettered": 72}
    )
    services = build(settings, database=world.services.database, clock=world.clock)
    yield World(services, settings, world.clock)
    services.passwords.hashing.close()


@pytest.fixture
def idp(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Idp:
    """The command over one demo installation."""
    key_file.create(tmp_path / "keys.json", now=SystemClock().now(), profile="demo")
    settings = {
        "PROFILE": "demo",
        "ISSUER": "http://localhost:8000",
        "DATABASE_URL": database_url,
        "KEYRING": str(tmp_path / "keys.json"),
        "SECRET": SECRET,
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"IDP_{name}", value)
    runner = CliRunner()
    return lambda *words: runner.invoke(main, words, catch_exceptions=False)


@pytest.fixture
def an(idp: Idp) -> str:  # noqa: ARG001 - its settings are in force
    """The subject of the account `an.nguyen`, over the database of the commands."""
    with services() as opened:
        identity = opened.subjects.register("citizen", CITIZEN, actor=OPERATOR)
        assert isinstance(identity, Identity)
        subject_id = identity.subject_id
        opened.subjects.match(subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
        opened.accounts.create(subject_id, username="an.nguyen", level=2, actor=OPERATOR)
        opened.accounts.activate(
            subject_id, terms_version=CURRENT_TERMS, actor=themself(subject_id)
        )
        set_ = opened.passwords.set(subject_id, "bảy con mèo ngủ 47 ngày", binding=ACTIVATING)
        assert not isinstance(set_, Refused)
    return subject_id
