"""Pending things after a revocation, tried over HTTP by a client that still holds them."""

import base64
import json
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.telephones import Telephone, believe
from tests.support.walks import Walk, contents
from tests.support.world import Person, sure

NEW = "bảy con mèo ngủ 47 ngày"
LOCK = {"ground": "D15.2a", "body": "Authority", "remedy": "Ask for it"}
OFFLINE = {"scope": "openid offline_access", "prompt": "consent"}


@dataclass(frozen=True)
class Thief:
    """A browser in which a thief signed in with all credentials of the owner."""

    house: House
    person: Person
    walk: Walk

    def at(self, path: str) -> Answer:
        """A page of the account after the sign-in that it asks for."""
        page = self.walk.visitor.arrive(self.walk.visitor.get(path))
        return self.walk.sign_in(page, self.person) if "username" in page.ids else page

    def handle(self) -> str:
        """The handle that the page for a new telephone shows."""
        found = re.search(r"[?&]e=([A-Za-z0-9_-]{43})", self.at("/me/means/app").text)
        assert found is not None
        return found[1]

    def enrol(self, handle: str) -> Answer:
        phone = Telephone(self.house.world.settings.issuer)
        chain = [base64.b64encode(each).decode() for each in phone.chain(handle)]
        sent = json.dumps({"handle": handle, "chain": chain, "label": "mine"}).encode()
        headers = {"Content-Type": "application/json"}
        return Visitor(self.house.origin).post("/app/keys", sent, headers=headers)


@pytest.fixture
def thief(house: House) -> Thief:
    believe(house.world)
    return Thief(house, house.world.person(), house.walk())


def post(walk: Walk, path: str, **fields: str) -> Answer:
    page = walk.visitor.get(path)
    proof = dict(page.form("csrf").fields)["csrf"]
    return walk.visitor.arrive(walk.visitor.post(path, {"csrf": proof, **fields}))


def means(house: House, person: Person) -> set[str]:
    held = house.world.services.credentials.held(person.subject_id)
    return {str(each.kind) for each in held if each.disabled_at is None}


def test_a_handle_enrols_a_telephone_while_nothing_ended(thief: Thief) -> None:
    assert thief.enrol(thief.handle()).status == 201


@pytest.mark.norm("D32.3", limb="what was pending ends with what allowed it")
@pytest.mark.parametrize("end", ["report", "lock", "sign_out", "password"])
def test_a_telephone_is_not_added_after_the_end_of_what_allowed_it(thief: Thief, end: str) -> None:
    house, person = thief.house, thief.person
    handle = thief.handle()
    before = means(house, person)
    match end:
        case "report":
            owner = Thief(house, person, house.walk())
            owner.at("/me/report-loss")
            post(owner.walk, "/me/report-loss", reason="unauthorised_use")
        case "lock":
            sure(house.world.services.endings.lock(person.subject_id, **LOCK, actor=OPERATOR))
        case "sign_out":
            walk = thief.walk
            question = walk.visitor.get("/logout")
            walk.visitor.submit(question, "decision", decision="allow")
        case _:
            owner = Thief(house, person, house.walk())
            owner.at("/me/means/password")
            post(owner.walk, "/me/means/password", password=NEW)
    answer = thief.enrol(handle)
    assert answer.status in {410, 422}, answer.text
    assert means(house, person) == before


@pytest.mark.norm("D19.4-3", limb="a code ends with its session")
def test_a_code_that_travels_while_its_person_signs_out_is_worth_nothing(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    code = walk.complete(person).query["code"]
    question = walk.visitor.get("/logout")
    walk.visitor.submit(question, "decision", decision="allow")
    answer = walk.redeem(code)
    assert (answer.status, answer.json["error"]) == (400, "invalid_grant")
    assert house.world.services.violations.cases() == []


def test_a_new_password_ends_other_browsers_tokens_and_half_done_sign_ins(house: House) -> None:
    person = house.world.person()
    elsewhere, half = house.walk(), house.walk()
    refresh = elsewhere.tokens(person, **OFFLINE)["refresh_token"]
    page = half.password(half.ask(acr_values=house.acr(2)), person)
    owner = Thief(house, person, house.walk())
    owner.at("/me/means/password")
    done = post(owner.walk, "/me/means/password", password=NEW)
    assert "the new password holds" in done.text
    assert elsewhere.ask(prompt="none").query["error"] == "login_required"
    assert elsewhere.refresh(refresh).json["error"] == "invalid_grant"
    again = half.code(page, person)
    assert "consent-allow" not in again.ids
    assert not again.query.get("code")
    assert owner.walk.visitor.get("/me/means").status == 200


def test_another_session_sets_no_password_after_a_change(house: House) -> None:
    """The page was open and fresh, but its session is over."""
    person = house.world.person()
    other, owner = (Thief(house, person, house.walk()) for _ in range(2))
    page = other.at("/me/means/password")
    proof = dict(page.form("csrf").fields)["csrf"]
    owner.at("/me/means/password")
    post(owner.walk, "/me/means/password", password=NEW)
    sent = {"csrf": proof, "password": "chín con mèo ngủ 48 ngày"}
    answer = other.walk.visitor.arrive(other.walk.visitor.post("/me/means/password", sent))
    assert "username" in answer.ids
    house.world.clock.advance(timedelta(seconds=1))
    walk = house.walk()
    assert "consent-allow" in walk.password(walk.ask(), person, password=NEW).ids


@pytest.mark.norm("D32.3", "D19.4-3", limb="no means stopped since is told")
def test_single_sign_on_answers_with_no_means_that_was_stopped_since(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    claims = contents(walk.tokens(person, acr_values=house.acr(2))["id_token"])
    assert "otp" in claims["amr"]
    post(walk, "/me/lost-phone")
    assert walk.visitor.get("/me").status == 200
    assert walk.ask(prompt="none").query["error"] == "login_required"
    again = walk.ask(acr_values=house.acr(1))
    assert "username" in again.ids
    answer = walk.password(again, person)
    told = contents(walk.redeem(answer.query["code"]).json["id_token"])
    assert "otp" not in told["amr"]
    assert told["acr"] == house.acr(1)


def test_the_browser_that_changed_the_password_goes_on(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    tokens = walk.tokens(person, **OFFLINE)
    Thief(house, person, walk).at("/me/means/password")
    post(walk, "/me/means/password", password=NEW)
    assert walk.ask(prompt="none").query.get("code")
    assert walk.refresh(tokens["refresh_token"]).status == 200


def ended(house: House, walk: Walk, person: Person, end: str) -> None:
    """Let a sign-in of this browser end: by its person, elsewhere or here, or by an authority."""
    match end:
        case "sign_out":
            walk.visitor.submit(walk.visitor.get("/logout"), "decision", decision="allow")
        case "lock":
            sure(house.world.services.endings.lock(person.subject_id, **LOCK, actor=OPERATOR))
            sure(house.world.services.accounts.unlock(person.subject_id, actor=OPERATOR))
        case "report_elsewhere":
            owner = Thief(house, person, house.walk())
            owner.at("/me/report-loss")
            post(owner.walk, "/me/report-loss", reason="lost_control", lost="phone")
        case _:
            Thief(house, person, walk).at("/me/report-loss")
            post(walk, "/me/report-loss", reason="lost_control", lost="phone")


def by_password_alone(house: House, walk: Walk, person: Person) -> None:
    """The same person signs in again in the same browser, at level 1."""
    later = house.walk(visitor=walk.visitor)
    later.password(later.ask(prompt="login"), person)


ENDS = ["sign_out", "lock", "report_elsewhere", "report_here"]


@pytest.mark.parametrize("end", ENDS)
def test_a_sign_in_that_ended_does_not_come_back_with_a_later_one(house: House, end: str) -> None:
    """A weaker sign-in in the same browser would otherwise tell the level of the ended one."""
    person, walk = house.world.person(), house.walk()
    page = walk.sign_in(walk.ask(acr_values=house.acr(2), prompt="consent"), person)
    assert "consent-allow" in page.ids
    ended(house, walk, person, end)
    by_password_alone(house, walk, person)
    answer = walk.decide(page, "allow")
    assert "code" not in answer.query


@pytest.mark.parametrize("end", ENDS)
def test_a_code_of_a_sign_in_that_ended_is_worth_nothing_after_a_later_one(
    house: House, end: str
) -> None:
    person, walk = house.world.person(), house.walk()
    code = walk.complete(person, acr_values=house.acr(2), prompt="consent").query["code"]
    ended(house, walk, person, end)
    by_password_alone(house, walk, person)
    answer = walk.redeem(code)
    assert (answer.status, answer.json["error"]) == (400, "invalid_grant")


def test_a_session_whose_means_stopped_ends_with_the_next_sign_in(house: House) -> None:
    """A copy of its cookie opens nothing afterwards."""
    person, walk = house.world.person(), house.walk()
    walk.complete(person, acr_values=house.acr(2))
    ended(house, walk, person, "report_here")
    copied = dict(walk.visitor.cookies)
    by_password_alone(house, walk, person)
    sessions = house.world.services.sessions
    assert sessions.by_token(copied["md_session"]) is None
    assert len(sessions.for_subject(person.subject_id)) == 1


def test_a_second_sign_in_beside_it_leaves_an_open_consent_as_it_was(house: House) -> None:
    """Nothing ended: the first page still tells its own sign-in."""
    person, walk = house.world.person(), house.walk()
    page = walk.sign_in(walk.ask(acr_values=house.acr(2), prompt="consent"), person)
    by_password_alone(house, walk, person)
    told = walk.redeem(walk.decide(page, "allow").query["code"]).json["id_token"]
    assert contents(told)["amr"] == ["mfa", "otp", "pwd"]
