"""A result of ours is no grant: it is refused, and a client that shows one is named (D19.4-2)."""

import pytest

from idp.violations.domain import ViolationKind
from tests.support.http import basic
from tests.support.live import House
from tests.support.walks import Walk

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
WAYS = [
    (EXCHANGE, "subject_token", "unsupported_grant_type"),
    (EXCHANGE, "actor_token", "unsupported_grant_type"),
    (JWT_BEARER, "assertion", "unsupported_grant_type"),
    ("password", "password", "unsupported_grant_type"),
    ("", "subject_token", "invalid_request"),
    ("authorization_code", "code", "invalid_grant"),
    ("refresh_token", "refresh_token", "invalid_grant"),
]


def cases(house: House) -> list[tuple[str | None, str | None, int]]:
    found = house.world.services.violations.cases()
    assert {each.kind for each in found} <= {ViolationKind.RESULT_AS_FACTOR}
    return [(each.issued_to, each.shown_by, each.times) for each in found]


@pytest.fixture
def walk(house: House) -> Walk:
    return house.walk()


@pytest.fixture
def tokens(house: House, walk: Walk) -> dict[str, str]:
    return walk.tokens(house.world.person())


@pytest.mark.norm("D19.4-2", limb="a result shown as a grant opens a case")
@pytest.mark.norm("D19.4-2", limb="a result is no grant")
@pytest.mark.parametrize(("grant", "field", "error"), WAYS)
@pytest.mark.parametrize("result", ["id_token", "access_token"])
def test_a_result_shown_as_a_grant_is_refused_and_is_one_case(
    house: House,
    walk: Walk,
    tokens: dict[str, str],
    grant: str,
    field: str,
    error: str,
    result: str,
) -> None:
    form = {"grant_type": grant, field: tokens[result]}
    for _ in range(3):
        answer = walk.visitor.post("/token", form, headers=proof(walk))
        assert (answer.status, answer.json["error"]) == (400, error)
    mine = walk.party.client_id
    assert cases(house) == [(mine, mine, 3)]


def test_the_result_of_another_party_names_both(
    house: House, tokens: dict[str, str], walk: Walk
) -> None:
    other = house.walk()
    form = {"grant_type": JWT_BEARER, "assertion": tokens["id_token"]}
    other.visitor.post("/token", form, headers=proof(other))
    assert cases(house) == [(walk.party.client_id, other.party.client_id, 1)]


def test_who_proves_nothing_opens_no_case(house: House, walk: Walk, tokens: dict[str, str]) -> None:
    """Else anybody could accuse a client whose id they know."""
    form = {"grant_type": JWT_BEARER, "assertion": tokens["id_token"]}
    wrong = basic(walk.party.client_id, "not its secret")
    assert walk.visitor.post("/token", form, headers=wrong).json["error"] == "invalid_client"
    public = house.world.party(auth_method="none", grant_types=frozenset({"authorization_code"}))
    answer = walk.visitor.post("/token", {**form, "client_id": public.client_id})
    assert answer.json["error"] == "unsupported_grant_type"
    assert cases(house) == []


@pytest.mark.parametrize("foreign", ["a.b.c", "eyJhbGciOiJub25lIn0.e30.", "no token at all"])
def test_what_is_no_result_of_ours_is_no_case(house: House, walk: Walk, foreign: str) -> None:
    form = {"grant_type": "password", "password": foreign}
    answer = walk.visitor.post("/token", form, headers=proof(walk))
    assert answer.json["error"] == "unsupported_grant_type"
    assert cases(house) == []


def proof(walk: Walk) -> dict[str, str]:
    assert walk.party.secret is not None
    return basic(walk.party.client_id, walk.party.secret)
