"""A keyring over a new key file for each test."""

from pathlib import Path

import pytest

from idp.platform.keyring import Keyring, create
from tests.support.keyrings import START, Clock


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "keys.json"
    create(path, now=START)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, made: bytes) -> Path:
    copy = tmp_path / "keys.json"
    copy.write_bytes(made)
    copy.chmod(0o600)
    return copy


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keyring(path: Path, clock: Clock) -> Keyring:
    return Keyring(path, secret="s" * 40, clock=clock)
