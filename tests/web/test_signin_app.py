"""The application beside a browser or on the same phone: its answers and levels."""

import pytest

from tests.support.app_sign_ins import acr_of, anchor, at_the_app, bring_back, finish, insisting
from tests.support.applications import (
    COUNTER,
    Application,
    application_of,
    handle_beside,
    handle_here,
    number_on,
)
from tests.support.live import House
from tests.support.telephones import EITHER, HONEST, Attestation
from tests.support.walks import Walk
from tests.support.world import Person


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person(totp=False)


@pytest.fixture
def app(house: House, person: Person) -> Application:
    return application_of(house, person)


@pytest.mark.norm("D20.1c", limb="a telephone's anchored key, told to a relying party")
@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_on_the_same_phone_a_finger_that_was_seen_gives_level_3(
    house: House, person: Person, app: Application
) -> None:
    anchor(house, person)
    walk, page = at_the_app(house, person, 3)
    asked = app.scan(handle_here(page))
    assert asked.status == 200, asked.text
    assert asked.json["way"] == "same_device"
    assert asked.json["acr"] == house.acr(3)
    page = bring_back(walk, app.approve(asked.json))
    assert acr_of(walk, page) == house.acr(3)


@pytest.mark.norm(
    "D20.1d", limb="a telephone's anchored key and a password, told to a relying party"
)
@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_an_anchored_key_and_the_password_give_level_4(house: House, person: Person) -> None:
    app = application_of(house, person, anchoring=COUNTER)
    walk, page = at_the_app(house, person, 4)
    assert "app-number" not in page.ids
    page = bring_back(walk, app.approve(app.scan(handle_here(page)).json))
    assert acr_of(walk, page) == house.acr(4)


@pytest.mark.norm("D20.1d", limb="a key that was not anchored is no part of level 4")
def test_a_key_nobody_anchored_never_reaches_level_4(
    house: House, person: Person, app: Application
) -> None:
    walk = house.walk()
    page = walk.password(walk.ask(**insisting(house, 4)), person)
    assert page.path.endswith("/stopped")
    assert app.telephone.said is HONEST


@pytest.mark.norm("D20.1c", limb="a key that a PIN opens too is no biometric")
def test_a_key_that_takes_a_pin_as_well_reaches_level_2_only(house: House, person: Person) -> None:
    app = application_of(house, person, Attestation(user_auth=EITHER), anchoring=COUNTER)
    walk = house.walk()
    assert walk.password(walk.ask(**insisting(house, 3)), person).path.endswith("/stopped")
    walk, page = at_the_app(house, person, 2)
    page = bring_back(walk, app.approve(app.scan(handle_here(page)).json))
    assert acr_of(walk, page) == house.acr(2)


@pytest.mark.norm("D20.1b", limb="a telephone beside another screen, told to a relying party")
def test_beside_another_screen_a_typed_number_gives_level_2(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_beside(page)).json
    assert asked["way"] == "other_device"
    again = walk.visitor.get(page.path)
    assert number_on(again) == number_on(page)
    assert "app-text" not in again.ids
    told = app.approve(asked, number=number_on(page))
    assert told.json == {"approved": True}
    assert walk.visitor.get(f"{page.path}/state").json == {"stage": "approved"}
    assert acr_of(walk, finish(walk, again, "other_device")) == house.acr(2)


@pytest.mark.norm(
    "D20.1c", "D20.1d", limb="what was approved from afar lifts nothing above level 2"
)
def test_beside_another_screen_nothing_higher_is_reached(house: House, person: Person) -> None:
    application_of(house, person, anchoring=COUNTER)
    for level in (3, 4):
        _, page = at_the_app(house, person, level)
        assert "app-higher" in page.ids
        assert "app-text" not in page.ids


def test_the_phone_is_told_who_asks_and_nothing_but_a_handle_is_in_the_link(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    shown = app.scan(handle_here(page)).json["shown"]
    assert shown["party"] == "Portal"
    assert shown["level"] == 2
    assert shown["items"]
    assert shown["browser"] == "a browser we do not know"
    for handle in (handle_here(page), handle_beside(page)):
        assert len(handle) == 22
        assert walk.party.client_id not in handle


@pytest.mark.parametrize(
    ("screen", "telephone", "told"),
    [("en", "vi-VN,en;q=0.5", "vi"), ("vi", "en", "en"), ("vi", "fr", "vi"), ("en", "", "en")],
)
def test_the_phone_tells_the_request_in_its_own_language(
    house: House, person: Person, app: Application, screen: str, telephone: str, told: str
) -> None:
    walk, page = at_the_app(house, person)
    page = walk.visitor.get(f"{page.path}?lang={screen}")
    assert f'<html lang="{screen}"' in page.text
    asked = app.scan(handle_here(page), lang=telephone).json
    browser = {"vi": "trình duyệt không rõ loại", "en": "a browser we do not know"}
    means = {"vi": ["Mật khẩu"], "en": ["Password"]}
    texts = asked["translations"]
    assert asked["shown"] == texts[told]
    assert set(texts) == {"vi", "en"}
    for lang, text in texts.items():
        assert (text["lang"], text["with"]) == (lang, means[lang])
        assert text["browser"] == browser[lang]
        assert set(text) == set(asked["shown"])
    items = [[each["item"] for each in texts[lang]["items"]] for lang in ("vi", "en")]
    assert items[0] != items[1]
    assert app.approve(asked).status == 200


def test_the_phone_is_told_what_the_sign_in_can_reach_as_the_token_says_it(
    house: House, person: Person
) -> None:
    app = application_of(house, person, anchoring=COUNTER)
    walk, page = at_the_app(house, person, 2)
    asked, beside = app.scan(handle_here(page)).json, app.scan(handle_beside(page)).json
    assert (asked["shown"]["level"], asked["shown"]["reaches"]) == (2, 4)
    assert asked["shown"]["with"] == ["Password"]
    assert (beside["shown"]["level"], beside["shown"]["reaches"]) == (2, 2)
    assert acr_of(walk, bring_back(walk, app.approve(asked))) == house.acr(4)


def test_the_application_opens_the_own_account_too(
    house: House, person: Person, app: Application
) -> None:
    visitor = house.visitor()
    page = visitor.arrive(visitor.get("/me/means/app"))
    page = visitor.arrive(
        visitor.submit(page, "username", username=person.username, password=person.password)
    )
    assert page.path.endswith("/app")
    asked = app.scan(handle_here(page)).json
    assert (asked["client_id"], asked["shown"]["party"]) == (
        house.world.settings.issuer,
        "Minh Danh",
    )
    walk = Walk(house.world, visitor, house.world.party())
    page = bring_back(walk, app.approve(asked))
    assert page.path == "/me/means/app"
