"""coreos/go-oidc with golang.org/x/oauth2 as a relying party."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.conformance.conversation import Conversation, conversation, run, tool
from tests.conformance.journey import callback
from tests.support.live import House

FOLDER = Path(__file__).parent / "go_client"
Starter = Callable[[], AbstractContextManager[Conversation]]


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Starter:
    """Built once for the run; go.sum pins every module by its digest."""
    program = tmp_path_factory.mktemp("go") / "client"
    run([tool("go"), "build", "-o", str(program), "."], FOLDER)
    return partial(conversation, [str(program)], FOLDER)


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_go_oidc_accepts_a_whole_journey(house: House, client: Starter, method: str) -> None:
    party, person = house.world.party("Go", auth_method=method), house.world.person(totp=False)
    with client() as talk:
        asked = talk.say(
            issuer=house.world.settings.issuer,
            client_id=party.client_id,
            client_secret=party.secret,
            method=method,
            redirect_uri=party.redirect_uri,
        )
        heard = talk.say(callback=callback(house, party, person, asked["url"]))
    assert heard["userinfo"]["sub"] == heard["claims"]["sub"] == heard["refreshed"]["sub"]
    assert heard["claims"]["iss"] == house.world.settings.issuer
    assert heard["rotated"] is True
