"""A thief begins with a stolen password, over HTTP: their enrolments raise no level (review 1)."""

import json
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import Means
from idp.assurance.pieces import Piece, ShownPiece
from idp.factors.bindings import CoolOff
from idp.factors.credential_types import type_of
from idp.factors.domain import Binding, Credential, CredentialKind
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason
from tests.support.applications import Application, handle_here
from tests.support.authenticator import Authenticator
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.sign_ins import reason
from tests.support.telephones import Telephone, believe
from tests.support.walks import Walk, contents
from tests.support.world import Person, sure


def insisting(house: House, level: int) -> dict[str, str]:
    values = {"essential": True, "values": [house.acr(level)]}
    return {"claims": json.dumps({"id_token": {"acr": values}})}


def room(walk: Walk, person: Person, path: str) -> Answer:
    """A page of the own account, after whatever sign-in the change asks for."""
    page = walk.visitor.arrive(walk.visitor.get(path))
    if page.path != path:
        page = walk.password(page, person)
    return page if page.path == path else walk.code(page, person)


def adds_code_app(house: House, walk: Walk, person: Person) -> str:
    page = room(walk, person, "/me/means/code-app")
    secret = page.text.split('id="totp-secret">')[1].split("<", maxsplit=1)[0]
    code = pyotp.TOTP(secret).at(house.world.clock.now())
    done = walk.visitor.arrive(walk.visitor.submit(page, "handle", code=code))
    assert "the new way to sign in is ready" in done.text
    return secret


def adds_passkey(house: House, walk: Walk, person: Person) -> Authenticator:
    device = Authenticator()
    page = room(walk, person, "/me/means/passkey")
    form = page.form("response", "csrf")
    headers = {"X-CSRF": dict(form.fields)["csrf"]}
    options = walk.visitor.post("/me/means/passkey/options", headers=headers)
    made = device.create(options.json, origin=house.world.settings.issuer)
    done = walk.visitor.arrive(walk.visitor.submit(page, "response", response=made, label="mine"))
    assert "the new way to sign in is ready" in done.text
    return device


def adds_application(house: House, walk: Walk, person: Person) -> Application:
    page = room(walk, person, "/me/means/app")
    application = Application(house, Telephone(house.world.settings.issuer))
    assert application.enrol(handle_here(page)).json["anchored"] is False
    return application


def the(house: House, person: Person, kind: CredentialKind) -> Credential:
    held = house.world.services.credentials.held(person.subject_id)
    return next(each for each in held if each.kind is kind)


def test_from_a_stolen_password_nothing_rises_above_level_1(house: House) -> None:
    believe(house.world)
    person = house.world.person(totp=False, level=1)
    thief = house.walk()
    secret = adds_code_app(house, thief, person)
    house.world.clock.advance(timedelta(minutes=1))
    stolen = Person(person.subject_id, person.username, person.password, secret)
    adds_application(house, thief, stolen)
    adds_passkey(house, thief, stolen)
    held = house.world.services.credentials.held(person.subject_id)
    assert [each.bound for each in held] == [2, 1, 1, 1]
    for level in (2, 3, 4):
        walk = house.walk()
        page = walk.password(walk.ask(**insisting(house, level)), stolen)
        assert page.path.endswith("/stopped"), level
    strict = house.walk(house.world.party(phishing_resistant_only=True))
    assert strict.password(strict.ask(), stolen).path.endswith("/stopped")
    tokens = house.walk().tokens(stolen)
    assert contents(tokens["id_token"])["acr"] == house.acr(1)


def test_the_owner_takes_away_with_the_password_what_the_thief_added(house: House) -> None:
    person = house.world.person(totp=False, level=1)
    adds_passkey(house, house.walk(), person)
    owner = house.walk()
    path = f"/me/means/{the(house, person, CredentialKind.PASSKEY).id}/remove"
    page = room(owner, person, "/me/means")
    asked = owner.visitor.arrive(
        owner.visitor.post(path, {"csrf": dict(page.form("csrf").fields)["csrf"]})
    )
    page = owner.password(asked, person)
    done = owner.visitor.post(path, {"csrf": dict(page.form("csrf").fields)["csrf"]})
    assert done.location.endswith("?done=removed")
    held = house.world.services.credentials.held(person.subject_id)
    assert [each.kind for each in held] == [CredentialKind.PASSWORD]


def test_with_a_phished_code_too_nothing_becomes_more_than_it_was(house: House) -> None:
    """Password and code, phished once, are level 2 and stay level 2."""
    believe(house.world)
    person = house.world.person()
    thief = house.walk()
    adds_application(house, thief, person)
    key = the(house, person, CredentialKind.APP_KEY)
    assert (key.bound, key.identity, key.resistant) == (2, False, False)
    walk = house.walk()
    assert walk.password(walk.ask(**insisting(house, 3)), person).path.endswith("/stopped")
    strict = house.walk(house.world.party(phishing_resistant_only=True))
    assert strict.password(strict.ask(), person).path.endswith("/stopped")


@pytest.mark.norm("D19.4-2", limb="a sign-in made for a party changes no means")
def test_a_sign_in_to_a_party_changes_nothing_however_fresh(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    walk.tokens(person, acr_values=house.acr(2))
    page = walk.visitor.arrive(walk.visitor.get("/me/means/code-app"))
    assert "username" in page.ids
    assert "one change: adding a code application" in page.text
    for path in ("/me/means/password", "/me/means/pin", "/me/means/passkey", "/me/means/app"):
        assert walk.visitor.get(path).status == 303


@pytest.mark.norm("D19.4-2", limb="a sign-in made for one change makes no other")
def test_a_sign_in_for_one_change_makes_no_other(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    assert room(walk, person, "/me/means/code-app").path == "/me/means/code-app"
    assert walk.visitor.get("/me/means/code-app").status == 200
    assert walk.visitor.get("/me/means/passkey").status == 303


def test_a_means_that_is_switched_off_still_guards_the_account(house: House) -> None:
    """Review 8: with code apps off, the password alone removed one for good."""
    person, walk = house.world.person(), house.walk()
    house.disable(Means.TOTP.value)
    page = walk.visitor.arrive(walk.visitor.get("/me/means/password"))
    page = walk.password(page, person)
    assert page.path.endswith("/stopped")
    page = room(house.walk(), person, "/me/means")
    code_app = the(house, person, CredentialKind.TOTP)
    walk = house.walk()
    page = room(walk, person, "/me/means")
    proof = dict(page.form("csrf").fields)["csrf"]
    asked = walk.visitor.arrive(
        walk.visitor.post(f"/me/means/{code_app.id}/remove", {"csrf": proof})
    )
    assert walk.password(asked, person).path.endswith("/stopped")
    assert the(house, person, CredentialKind.TOTP) == code_app


def test_whoever_is_present_may_stop_a_means_but_not_the_last_way_in(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.visitor.arrive(walk.visitor.get("/me/means"))
    page = walk.password(page, person) if page.path != "/me/means" else page
    if page.path != "/me/means":
        page = walk.visitor.arrive(walk.visitor.get("/me/means"))
    proof = {"csrf": dict(page.form("csrf").fields)["csrf"]}
    code_app = the(house, person, CredentialKind.TOTP)
    done = walk.visitor.post(f"/me/means/{code_app.id}/stop", proof)
    assert done.location.endswith("?done=stopped-for-now")
    assert the(house, person, CredentialKind.TOTP).disabled_at is not None
    password = the(house, person, CredentialKind.PASSWORD)
    assert "last way to sign in" in walk.visitor.post(f"/me/means/{password.id}/stop", proof).text


def test_a_locked_account_adds_replaces_and_removes_nothing(house: House) -> None:
    """Review 26, by the pages and by every verb below them."""
    services, person = house.world.services, house.world.person()
    walk = house.walk()
    page = room(walk, person, "/me/means/code-app")
    begun = sure(services.one_time_codes.begin(person.subject_id, label=""))
    handle = services.app_keys.begin_enrolment(person.subject_id)
    sure(
        services.accounts.lock(person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR)
    )
    walk = house.walk()
    assert room(walk, person, "/me/means").path == "/me/means"
    for path in ("password", "pin", "code-app", "passkey", "app"):
        answer = walk.visitor.get(f"/me/means/{path}")
        assert answer.location.endswith("?locked=1"), path
    assert "your account is locked" in walk.visitor.get("/me/means?locked=1").text
    whose, code = person.subject_id, pyotp.TOTP(begun.secret).at(house.world.clock.now())
    refusals = (
        services.passwords.set(whose, "bảy con sếu bay ngang đồng chiều"),
        services.pins.set(whose, "408317"),
        services.one_time_codes.confirm(whose, handle=begun.handle, code=code),
        services.recovery_codes.renew(whose),
        services.credentials.remove(whose, the(house, person, CredentialKind.TOTP).id),
    )
    assert {reason(each) for each in refusals} == {Reason.ACCOUNT_LOCKED}
    believe(house.world)
    telephone = Telephone(house.world.settings.issuer)
    enrolled = services.app_keys.enrol(handle, telephone.chain(handle), label="")
    assert reason(enrolled) is Reason.EXPIRED
    assert page.status == 200


def test_what_waits_is_told_at_each_sign_in_and_an_older_means_takes_it_back(house: House) -> None:
    """With the cool-off of production, in a house that goes on."""
    services, person = house.world.services, house.world.person()
    slow = replace(services.credentials, cool_off=CoolOff(timedelta(hours=24), timedelta(hours=72)))
    codes = replace(services.one_time_codes, credentials=slow)
    begun = sure(codes.begin(person.subject_id, label="thief"))
    held = services.credentials.held(person.subject_id)
    both = tuple(ShownPiece(Piece(type_of(each).binds_as, each.bound), each.id) for each in held)
    binding = Binding(CeremonyKind.OWN_ACCOUNT, both, new_id())
    code = house.world.code(begun.secret)
    added = sure(codes.confirm(person.subject_id, handle=begun.handle, code=code, binding=binding))
    assert added.pending(house.world.clock.now())
    walk = house.walk(house.world.party(minimum_level=2))
    page = walk.password(walk.ask(), person)
    assert "waits" in page.ids
    own = house.walk()
    assert "waits" in room(own, person, "/me").ids
    page = own.visitor.get("/me/means")
    assert "Cancel the addition of" in page.text  # asked once, and named
    path = f"/me/means/{added.id}/cancel"
    done = own.visitor.post(path, {"csrf": dict(page.form("csrf").fields)["csrf"]})
    assert done.location.endswith("?done=cancelled")
    left = services.credentials.held(person.subject_id)
    assert added.id not in {each.id for each in left}
    assert "waits" not in own.visitor.get("/me").ids
