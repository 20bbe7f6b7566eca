"""A house that lives now: client libraries of others look at their own clock."""

from datetime import timedelta
from pathlib import Path

import pytest

from idp.platform import key_file
from idp.platform.clock import SystemClock
from tests.support.frozen_clock import FrozenClock


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "keyring.json"
    an_hour_ago = SystemClock().now() - timedelta(hours=1)
    key_file.create(path, now=an_hour_ago, profile=key_file.DEMO_PROFILE)
    return path


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(SystemClock().now())
