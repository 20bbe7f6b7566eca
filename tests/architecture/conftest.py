"""What tests of the code itself read, and nobody after them."""

from collections.abc import Iterator

import pytest

from tests.support import docstrings, source


@pytest.fixture(scope="package", autouse=True)
def _trees_of_this_folder_alone() -> Iterator[None]:
    """A process of a run has other tests to do: the syntax trees of the product take 180 MB."""
    yield
    docstrings.classes.cache_clear()
    source.tree.cache_clear()
