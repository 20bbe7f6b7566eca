"""Programs of the machine that some tests cannot do without."""

from typing import NoReturn

import pytest


def absent(what: str) -> NoReturn:
    """Skip for want of this program; with CI=true that fails, see tests/conftest.py."""
    pytest.skip(f"there is no {what} on this machine")
