"""Organisations that had means of their own: as none of them anybody signs in, whatever is left."""

import re

import pytest

from tests.hostile.test_t_acting_for_others import acting, portal
from tests.support.http import Answer, bearer
from tests.support.live import House
from tests.support.organisations import made_of_before, of_before
from tests.support.walks import contents
from tests.support.world import Person

SAID = "Nobody signs in as an organisation any more."
LEFT = re.compile(r'(?:value|nonce|action|href|data-[a-z-]+)="[^"]*"')


def outside(page: Answer) -> tuple[int, str]:
    """What a page says, without what is random in each."""
    return page.status, LEFT.sub("", page.text)


@pytest.mark.norm("X6.1", limb="nobody signs in as an organisation, whatever is stored")
def test_a_wrong_proof_tells_nothing_and_a_right_one_who_acts(house: House) -> None:
    body = of_before(house.world)
    nobody = Person("", "khong.co.ai", "", None)
    walks = {each: house.walk() for each in (body, nobody)}
    wrong = [walk.password(walk.ask(), each, password="sai") for each, walk in walks.items()]
    assert outside(wrong[0]) == outside(wrong[1])
    assert "the password is not right" in outside(wrong[0])[1]
    walk = walks[body]
    page = walk.password(wrong[0], body)
    assert SAID in page.text
    assert "op-error" in page.ids
    left = walk.decide(page, "deny")
    assert (left.query["error"], "code" in left.query) == ("access_denied", False)
    own = house.walk()
    page = own.password(own.visitor.arrive(own.visitor.get("/me")), body)
    assert SAID in page.text
    assert "username" in own.visitor.arrive(own.visitor.get("/me")).ids


@pytest.mark.norm("X6.1", limb="sessions and tokens of an organisation's own end")
def test_what_it_had_begun_answers_nothing_and_its_head_acts_for_it(house: House) -> None:
    head = house.world.person()
    body = house.world.person(data={"organisation_number": "800000000123", "name": "Sen Vàng"})
    party = portal(house.world)
    own = house.walk(party)
    tokens = own.tokens(body, scope="openid profile offline_access")
    made_of_before(house.world, body, head)
    for withdrawn in (False, True):
        assert own.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
        answer = own.visitor.get("/userinfo", headers=bearer(tokens["access_token"]))
        assert answer.status == 401
        found = own.as_client("/introspect", {"token": tokens["access_token"]}).json
        assert found == {"active": False}
        assert "username" in own.visitor.arrive(own.visitor.get("/me")).ids
        assert own.ask(prompt="none").query["error"] == "login_required"
        assert "username" in own.ask(prompt="select_account").ids
        walk = house.walk(party)
        code = acting(walk, head, body).query["code"]
        said = contents(walk.redeem(code).json["id_token"])
        assert said["act"]["sub"] != said["sub"]
        if not withdrawn:
            assert house.world.services.organisation_means.withdraw_due() == 1


def test_who_reads_that_goes_back_and_signs_in_as_themself(house: House) -> None:
    head = house.world.person()
    body = of_before(house.world, head)
    walk = house.walk()
    asked = walk.ask()
    assert SAID in walk.password(asked, body).text
    wrong = walk.password(asked, head, password="sai")
    assert "the password is not right" in wrong.text
    assert SAID in walk.password(asked, body).text
    page = walk.password(asked, head)
    assert head.username in page.text
    said = contents(walk.redeem(walk.decide(page, "allow").query["code"]).json["id_token"])
    assert "act" not in said
    own = house.walk()
    page = own.visitor.arrive(own.visitor.get("/me"))
    assert SAID in own.password(page, body).text
    assert SAID not in own.sign_in(page, head).text
    assert "username" not in own.visitor.arrive(own.visitor.get("/me")).ids
