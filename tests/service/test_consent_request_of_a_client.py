"""The items of a request are made once for a client as it is, and anew for a changed one."""

from dataclasses import replace

from idp.consent.domain.request import consent_request
from tests.support.live import House


def test_a_changed_client_has_its_own_items(house: House) -> None:
    party = house.world.party()
    client = house.world.services.relying_parties.client(party.client_id)
    assert client is not None
    scope = ("openid", "email", "profile")
    first = consent_request(client, scope=scope)
    assert {"email", "name"} <= first.names
    assert consent_request(client, scope=scope) is first
    less = replace(client, claims={"name": client.claims["name"]})
    assert "email" not in consent_request(less, scope=scope).names
    assert "email" not in consent_request(client, scope=("openid", "profile")).names
    assert "offline_access" in consent_request(client, scope=(*scope, "offline_access")).names
    assert consent_request(replace(client), scope=scope) == first
