"""A passkey that takes only a biometric, over HTTP: its model, and its level."""

import json

import pytest

from idp.policy.domain import Switch
from tests.support.authenticator import Authenticator
from tests.support.http import Answer
from tests.support.live import House
from tests.support.makers import BIOMETRIC, Maker, maker, publisher
from tests.support.officers import AN, BINH
from tests.support.passkeys import Holder, holder_of, let_models_lift
from tests.support.walks import Walk, contents
from tests.support.world import World, sure

MAKER = maker()
PUBLISHER = publisher()


def publish(world: World, number: int, *statuses: str) -> None:
    let_models_lift(world)
    world.services.authenticator_metadata.import_blob(
        PUBLISHER.blob(number, MAKER.entry(BIOMETRIC, *statuses)),
        root=PUBLISHER.root.pem,
        actor=AN,
    )


def insisting(house: House, level: int) -> dict[str, str]:
    values = {"essential": True, "values": [house.acr(level)]}
    return {"claims": json.dumps({"id_token": {"acr": values}})}


def touch(walk: Walk, page: Answer, holder: Holder) -> Answer:
    """The page's script: ask for options, let the authenticator answer, post it."""
    form = page.form("response", "csrf")
    options = walk.visitor.post(
        f"{form.action}/options", headers={"X-CSRF": dict(form.fields)["csrf"]}
    )
    answer = holder.device.get(options.json, origin=holder.origin)
    return walk.visitor.arrive(walk.visitor.submit(page, "response", response=answer))


def amr_of(walk: Walk, page: Answer) -> tuple[str, list[str]]:
    done = walk.decide(page, "allow") if "consent-allow" in page.ids else page
    claims = contents(walk.redeem(done.query["code"]).json["id_token"])
    return claims["acr"], claims["amr"]


@pytest.mark.norm("D20.1b", limb="a passkey alone, told to a relying party")
@pytest.mark.norm("X16.4", limb="a finger that only a device enrolled is no reference")
def test_such_a_passkey_alone_reaches_level_2_for_nobody_saw_whose_finger_it_is(
    house: House,
) -> None:
    publish(house.world, 1)
    holder = holder_of(house.world, Authenticator(maker=MAKER))
    walk = house.walk()
    page = touch(walk, walk.ask(acr_values=house.acr(3)), holder)
    assert amr_of(walk, page) == (house.acr(2), ["hwk", "mfa", "user"])


@pytest.mark.norm("X16.4", limb="a finger that only a device enrolled is no reference")
def test_nor_does_it_reach_level_3_beside_a_password(house: House) -> None:
    publish(house.world, 1)
    holder_of(house.world, Authenticator(maker=MAKER))
    walk = house.walk()
    assert unmet(walk, walk.ask(**insisting(house, 3)))


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
def test_until_two_persons_decide_its_model_is_not_believed(house: House) -> None:
    publish(house.world, 1)
    policy = house.world.services.policy
    off = sure(policy.propose(Switch.BIOMETRIC_PASSKEYS, value=False, actor=AN))
    sure(policy.approve(off.id, BINH))
    holder = holder_of(house.world, Authenticator(maker=MAKER))
    walk = house.walk()
    page = touch(walk, walk.ask(acr_values=house.acr(2)), holder)
    assert amr_of(walk, page) == (house.acr(2), ["mfa", "swk", "user"])


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
@pytest.mark.parametrize("maker_of_it", [None, maker()], ids=["no attestation", "unknown model"])
def test_an_ordinary_passkey_is_told_as_one(house: House, maker_of_it: Maker | None) -> None:
    publish(house.world, 1)
    holder = holder_of(house.world, Authenticator(maker=maker_of_it))
    walk = house.walk()
    page = touch(walk, walk.ask(acr_values=house.acr(2)), holder)
    assert amr_of(walk, page) == (house.acr(2), ["mfa", "swk", "user"])


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
def test_a_revoked_model_lowers_the_level_next_time(house: House) -> None:
    publish(house.world, 1)
    holder = holder_of(house.world, Authenticator(maker=MAKER))
    first, second = house.walk(), house.walk()
    wish = house.acr(3)
    assert amr_of(first, touch(first, first.ask(acr_values=wish), holder))[0] == house.acr(2)
    publish(house.world, 2, "REVOKED")
    page = touch(second, second.ask(acr_values=wish), holder)
    assert amr_of(second, page)[0] == house.acr(1)


def unmet(walk: Walk, page: Answer) -> bool:
    """Whether the person reads why, and the relying party gets the error and no code."""
    assert page.path.endswith("/stopped"), page.text
    answer = walk.decide(page, "deny")
    return answer.query.get("error") == "unmet_authentication_requirements"


def test_below_level_3_no_page_asks_for_a_biometric(house: House) -> None:
    publish(house.world, 1)
    assert "passkey-begins" not in house.walk().ask(**insisting(house, 2)).ids


@pytest.mark.norm("D32.2", limb="no weaker proof changes a means")
def test_a_finger_on_a_telephone_replaces_no_password(house: House) -> None:
    """The enrolled finger may be another person's: a biometric recovers nothing."""
    publish(house.world, 1)
    holder = holder_of(house.world, Authenticator(maker=MAKER))
    walk = house.walk()
    page = touch(walk, walk.visitor.arrive(walk.visitor.get("/me/means/password")), holder)
    assert "login-submit" in page.ids
    new = {"csrf": dict(page.form("csrf").fields)["csrf"], "password": "bảy con mèo ngủ 47 ngày"}
    sent = walk.visitor.arrive(walk.visitor.post("/me/means/password", new))
    assert "password-submit" not in sent.ids
    page = walk.password(walk.visitor.arrive(walk.visitor.get(page.path)), holder.person)
    page = touch(walk, page, holder)
    assert page.path == "/me/means/password"
    assert walk.visitor.post(page.path, new).location.endswith("done=changed")
