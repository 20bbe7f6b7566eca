"""A whole demonstration in its own processes, and browsers to use it."""

from collections.abc import Iterator

import pytest

from tests.support.demonstration import Demonstration, Traveller


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """One running `idp demo` for all flow tests of this process."""
    running = Demonstration.on_free_ports(tmp_path_factory.mktemp("demo") / "state")
    with running.up():
        yield running


@pytest.fixture(scope="session")
def demonstration_of_cards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """A separate one, in which each file adds the card of another person.

    A card that a person added changes the person for other tests.
    """
    running = Demonstration.on_free_ports(tmp_path_factory.mktemp("cards") / "state")
    with running.up():
        yield running


@pytest.fixture
def traveller(demonstration: Demonstration) -> Traveller:
    """A new browser."""
    return demonstration.traveller()
