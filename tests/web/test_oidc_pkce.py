"""PKCE: the rule, and the clients an operator exempted from it (decision Q17, checklist E6)."""

from datetime import timedelta
from typing import Any

import pytest

from idp.relying_parties.domain.pkce import PkceExemption
from tests.support.live import House
from tests.support.walks import Walk

NOTHING: dict[str, str | None] = {"code_challenge": None, "code_challenge_method": None}
WITH_NONCE = PkceExemption("The product has no setting for PKCE.")
WITH_NEITHER = PkceExemption("No nonce either; the risk was accepted.", without_nonce=True)


def exempted(house: House, exemption: PkceExemption, **more: Any) -> Walk:  # noqa: ANN401
    return house.walk(house.world.party("Old", pkce_exemption=exemption, **more))


def test_an_exempted_client_signs_people_in_without_a_challenge(house: House) -> None:
    walk, person = exempted(house, WITH_NONCE), house.world.person(totp=False)
    code = walk.complete(person, **NOTHING).query["code"]
    assert walk.redeem(code, code_verifier=None).status == 200


def test_a_nonce_stands_in_for_the_challenge_unless_neither_is_needed(house: House) -> None:
    walk = exempted(house, WITH_NONCE)
    told = walk.ask(**NOTHING, nonce=None).query
    assert told["error"] == "invalid_request"
    assert told["error_description"] == "The parameter code_challenge or nonce is missing."
    assert "username" in exempted(house, WITH_NEITHER).ask(**NOTHING, nonce=None).ids


def test_a_challenge_that_was_sent_is_proven_by_an_exempted_client_too(house: House) -> None:
    walk, person = exempted(house, WITH_NONCE), house.world.person(totp=False)
    code = walk.complete(person).query["code"]
    refused = walk.redeem(code, code_verifier=None)
    assert refused.json["error"] == "invalid_grant"
    assert refused.json["error_description"] == "The parameter code_verifier is missing."
    assert walk.redeem(code, code_verifier="w" * 43).json["error"] == "invalid_grant"
    assert walk.redeem(code).status == 200


@pytest.mark.parametrize(
    "half", [{"code_challenge": "a" * 43, "code_challenge_method": "plain"}, {"nonce": "n"}]
)
def test_half_a_challenge_is_none(house: House, half: dict[str, str]) -> None:
    """`plain`, or a method without a challenge, is a mistake and no use of the exemption."""
    asked = {"code_challenge": None, "code_challenge_method": "S256", **half}
    told = exempted(house, WITH_NEITHER).ask(**asked).query
    assert told["error"] == "invalid_request"
    assert "code_challenge" in told["error_description"]


def test_a_verifier_that_belongs_to_no_challenge_is_refused(house: House) -> None:
    """RFC 9700 §4.8.2: an attacker removed the challenge from the request."""
    walk, person = exempted(house, WITH_NONCE), house.world.person(totp=False)
    code = walk.complete(person, **NOTHING).query["code"]
    assert walk.redeem(code).json["error"] == "invalid_grant"


def test_an_exemption_ends_with_its_day(house: House) -> None:
    today = house.world.clock.now().date()
    walk = exempted(house, PkceExemption("Until the new version.", until=today))
    assert "username" in walk.ask(**NOTHING).ids
    house.world.clock.advance(timedelta(days=1))
    assert walk.ask(**NOTHING).query["error"] == "invalid_request"


def test_everybody_else_needs_the_challenge(house: House) -> None:
    told = house.walk().ask(**NOTHING).query
    assert told["error"] == "invalid_request"
    assert "code_challenge is missing" in told["error_description"]
