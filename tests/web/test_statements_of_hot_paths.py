"""What the hot paths ask of the database: no more than what was once measured beside the peers.

A statement more is no fault by itself; it is one that nobody noticed.
"""

import pytest

from tests.support.counting import counted
from tests.support.live import House

SIGN_IN, REFRESH, READ = 26, 4, 1
"""With the begins of units of work; on PostgreSQL, whose inserts travel together."""


@pytest.fixture
def on_postgresql(house: House) -> House:
    if house.world.services.database.engine.dialect.name != "postgresql":
        pytest.skip("SQLite makes each write by itself, in the same process")
    return house


def test_a_sign_in_whose_consent_is_given_asks_no_more(
    on_postgresql: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, database = on_postgresql, on_postgresql.world.services.database
    person = house.world.person(totp=False)
    for _ in range(4):  # the first has a consent, the next ones letters of new browsers
        house.walk().tokens(person)
    with counted(database, monkeypatch) as cost:
        house.walk().tokens(person)
    assert len(cost.statements) <= SIGN_IN, cost.statements


def test_a_refresh_and_what_a_token_is_shown_for_ask_no_more(
    on_postgresql: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, database = on_postgresql, on_postgresql.world.services.database
    walk = house.walk()
    tokens = walk.tokens(house.world.person(totp=False), scope="openid offline_access")
    with counted(database, monkeypatch) as cost:
        assert walk.refresh(tokens["refresh_token"]).status == 200
    assert len(cost.statements) <= REFRESH, cost.statements
    with counted(database, monkeypatch) as cost:
        services, client = house.world.services, walk.party.client_id
        known = services.relying_parties.client(client)
        assert known is not None
        assert services.tokens.inspect(tokens["access_token"], known)["active"]
    assert len(cost.statements) <= READ, cost.statements
