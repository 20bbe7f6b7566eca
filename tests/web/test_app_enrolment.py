"""The application is added to an account, and says when its key is gone."""

import json

import pytest

from idp.factors.domain import CredentialKind
from tests.support.app_sign_ins import (
    bring_back,
    insisting,
)
from tests.support.applications import (
    COUNTER,
    Application,
    application_of,
    handle_beside,
    handle_here,
)
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.telephones import Telephone, believe
from tests.support.walks import Walk
from tests.support.world import Person


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person(totp=False)


def signed_in(house: House, person: Person) -> Visitor:
    visitor = house.visitor()
    page = visitor.arrive(visitor.get("/me/means/app"))
    page = visitor.arrive(
        visitor.submit(page, "username", username=person.username, password=person.password)
    )
    if person.totp_secret is not None:
        code = house.world.code(person.totp_secret)
        page = visitor.arrive(visitor.submit(page, "code", code=code))
    assert page.path == "/me/means/app", page.text
    return visitor


def test_a_person_adds_the_application_from_their_account(house: House) -> None:
    believe(house.world)
    person = house.world.person()
    visitor = signed_in(house, person)
    page = visitor.get("/me/means/app")
    assert "anchored" not in page.ids
    app = Application(house, Telephone(house.world.settings.issuer))
    added = app.enrol(handle_beside(page))
    assert added.status == 201, added.text
    assert added.json["account"] == person.username
    assert added.json["anchored"] is False
    # Its own key gets the answer again, which may have been lost; another key comes too late.
    assert app.enrol(handle_beside(page)).json["key"] == added.json["key"]
    late = Application(house, Telephone(house.world.settings.issuer))
    assert late.enrol(handle_beside(page)).status == 409
    assert "Pixel" in visitor.get("/me/means").text


def test_an_application_added_by_a_password_alone_lifts_nothing(house: House) -> None:
    believe(house.world)
    person = house.world.person(totp=False)
    visitor = house.visitor()
    page = visitor.arrive(visitor.get("/me/means/app"))
    page = visitor.arrive(
        visitor.submit(page, "username", username=person.username, password=person.password)
    )
    own = Application(house, Telephone(house.world.settings.issuer))
    assert own.enrol(handle_beside(page)).json["anchored"] is False
    (key,) = [
        each
        for each in house.world.services.credentials.held(person.subject_id)
        if each.kind is CredentialKind.APP_KEY
    ]
    assert (key.bound, key.identity) == (1, False)
    walk = house.walk()
    page = walk.password(walk.ask(**insisting(house, 2)), person)
    assert page.path.endswith("/stopped")


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_a_key_added_by_an_older_key_is_not_the_persons(house: House, person: Person) -> None:
    """The finger of a telephone is verified at a desk, or by card and face; never inherited."""
    app = application_of(house, person, anchoring=COUNTER)
    visitor = house.visitor()
    page = visitor.arrive(visitor.get("/me/means/app"))
    page = visitor.arrive(
        visitor.submit(page, "username", username=person.username, password=person.password)
    )
    walk = Walk(house.world, visitor, house.world.party())
    page = bring_back(walk, app.approve(app.scan(handle_here(page)).json))
    assert "anchored" not in page.ids
    second = Application(house, Telephone(house.world.settings.issuer))
    assert second.enrol(handle_beside(page)).json["anchored"] is False


def test_the_application_says_that_its_key_is_gone(house: House) -> None:
    believe(house.world)
    person = house.world.person()
    handle = house.world.services.app_keys.begin_enrolment(person.subject_id)
    app = Application(house, Telephone(house.world.settings.issuer))
    word = app.enrol(handle).json["retire"]
    wire, headers = Visitor(house.origin), {"Content-Type": "application/json"}

    def retire(value: object) -> Answer:
        return wire.post("/app/keys/retire", json.dumps(value).encode(), headers=headers)

    assert retire({"retire": "a" * 43}).status == 404
    assert retire({"retire": word}).json == {"retired": True}
    assert retire({"retire": word}).json == {"retired": True}
    assert app.scan("any").json == {"error": "credential_flagged"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"handle": 1, "chain": ["AA=="]}, 400),
        ({"handle": "h"}, 400),
        ({"handle": "h", "chain": []}, 400),
        ({"handle": "h", "chain": "AA=="}, 400),
        ({"handle": "h", "chain": ["not base64"]}, 400),
        ({"handle": "h", "chain": [1]}, 400),
        ({"handle": "h", "chain": ["AA=="] * 20}, 400),
        ({"handle": "h", "chain": ["AA=="], "label": {}}, 400),
        # Of a handle's form, but unknown.
        ({"handle": "\ud800", "chain": ["AA==", "AA=="]}, 422),
        ({"handle": "h" * 5000, "chain": ["AA==", "AA=="], "label": "\ud800\u202e\n" * 99}, 422),
    ],
)
def test_a_broken_enrolment_is_refused(house: House, body: object, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    answer = Visitor(house.origin).post("/app/keys", json.dumps(body).encode(), headers=headers)
    assert answer.status == status
    assert set(answer.json) == {"error"}


def test_more_than_is_read_is_refused(house: House) -> None:
    wire = Visitor(house.origin)
    for path, kind in (("/app/keys", "application/json"), ("/app/approvals", "application/jose")):
        answer = wire.post(path, b"a" * 70_000, headers={"Content-Type": kind})
        assert answer.status == 413
