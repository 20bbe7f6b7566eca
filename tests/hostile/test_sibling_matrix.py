"""Every way to a result, under every state that must close it: no sibling was forgotten.

Cases G10, G11, G12 and the meta-lesson of hostile cases: fixes that closed one grant and left its
neighbour open.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.support.http import Answer, Visitor, bearer
from tests.support.live import House
from tests.support.officers import OPERATOR, themself
from tests.support.walks import Walk
from tests.support.world import Person, sure

OFFLINE = {"scope": "openid offline_access", "prompt": "consent"}
ACCOUNTS = ("active", "locked", "ward")
CLIENTS = ("active", "suspended")
CONSENTS = ("live", "withdrawn", "expired")


@dataclass(frozen=True)
class Standing:
    """One relying party that has everything it could have, before anything is taken away."""

    house: House
    walk: Walk
    person: Person
    code: str
    tokens: dict[str, Any]

    def lock(self, state: str) -> None:
        accounts = self.house.world.services.accounts
        if state == "ward":
            assert (
                accounts.place_under_guardian(self.person.subject_id, body="Court", actor=OPERATOR)
                is None
            )
        if state == "locked":
            sure(
                accounts.lock(
                    self.person.subject_id,
                    ground="D15.2a",
                    body="Authority",
                    remedy="Ask for it",
                    actor=OPERATOR,
                )
            )

    def suspend(self, state: str) -> None:
        if state == "suspended":
            parties = self.house.world.services.relying_parties
            sure(parties.suspend(self.walk.party.client_id, reason="breach", actor=OPERATOR))

    def end_consent(self, state: str) -> None:
        services, subject_id = self.house.world.services, self.person.subject_id
        if state == "withdrawn":
            consent = services.consents.live(subject_id, self.walk.party.client_id)
            assert consent is not None
            services.tokens.withdraw_consent(subject_id, consent.id, actor=themself(subject_id))
        if state == "expired":
            self.house.world.clock.advance(timedelta(days=2))


@pytest.fixture
def standing(house: House) -> Standing:
    walk, person = house.walk(), house.world.person()
    page = walk.sign_in(walk.ask(**OFFLINE), person)
    tokens = walk.redeem(walk.decide(page, "allow", days="1").query["code"]).json
    code = walk.ask(scope=OFFLINE["scope"]).query["code"]
    return Standing(house, walk, person, code, tokens)


def is_silent(answer: Answer) -> bool:
    """Nothing of value came back."""
    if answer.headers.get_content_type() != "application/json":
        return "code" not in answer.query
    told = answer.json
    return not {"access_token", "id_token", "sub"} & set(told) and told.get("active") is not True


GRANTS: dict[str, Callable[[Standing], Answer]] = {
    "authorization_code": lambda it: it.walk.redeem(it.code),
    "refresh_token": lambda it: it.walk.refresh(it.tokens["refresh_token"]),
    "userinfo": lambda it: Visitor(it.house.origin).get(
        "/userinfo", headers=bearer(it.tokens["access_token"])
    ),
    "introspection": lambda it: it.walk.as_client(
        "/introspect", {"token": it.tokens["access_token"]}
    ),
    "silent continuation": lambda it: it.walk.ask(prompt="none"),
    "continuation": lambda it: it.walk.ask(),
}


@pytest.mark.parametrize("grant", GRANTS)
def test_everything_is_given_while_everything_stands(standing: Standing, grant: str) -> None:
    assert not is_silent(GRANTS[grant](standing))


@pytest.mark.norm("X15.2", limb="nothing is given once a consent ended")
@pytest.mark.norm("D19.2-1", limb="nothing is given once a party was suspended")
@pytest.mark.parametrize(
    ("account", "client", "consent"),
    [
        states
        for states in itertools.product(ACCOUNTS, CLIENTS, CONSENTS)
        if states != ("active", "active", "live")
    ],
)
def test_g10_g11_g12_nothing_is_given_once_anything_fell(
    standing: Standing, account: str, client: str, consent: str
) -> None:
    standing.end_consent(consent)
    standing.lock(account)
    standing.suspend(client)
    given = {name: ask(standing) for name, ask in GRANTS.items()}
    assert [name for name, answer in given.items() if not is_silent(answer)] == []
    assert max(answer.status for answer in given.values()) < 500


@pytest.mark.parametrize("client", CLIENTS)
def test_g11_a_suspended_client_gets_no_token_of_its_own_either(
    standing: Standing, client: str
) -> None:
    standing.suspend(client)
    answer = standing.walk.token({"grant_type": "client_credentials"})
    assert ("access_token" in answer.json) is (client == "active")


@pytest.mark.parametrize("way", ["password", "one-time code", "recovery code"])
def test_g11_a_locked_person_proves_all_and_gets_nothing(house: House, way: str) -> None:
    walk, person = house.walk(), house.world.person()
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    house.world.services.accounts.lock(
        person.subject_id, ground="D15.2a", body="Authority", remedy="Ask for it", actor=OPERATOR
    )
    house.world.clock.advance(timedelta(seconds=1))
    page = walk.ask(acr_values=house.acr(2 if way == "one-time code" else 1))
    if way == "recovery code":
        page = walk.visitor.get(page.path + "/recovery")
        form = {"username": person.username, "code": codes[0]}
        page = walk.visitor.arrive(walk.visitor.submit(page, "username", "code", **form))
    else:
        page = walk.sign_in(page, person)
    assert "consent-allow" not in page.ids
    assert is_silent(page)
