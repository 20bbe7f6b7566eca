"""A house that lives now: client libraries of others look at their own clock."""

from pathlib import Path

import pytest

from idp.platform import key_file
from idp.platform.clock import SystemClock
from tests.support.frozen_clock import FrozenClock


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "keyring.json"
    key_file.create(path, now=SystemClock().now(), profile=key_file.DEMO_PROFILE)
    return path


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(SystemClock().now())
