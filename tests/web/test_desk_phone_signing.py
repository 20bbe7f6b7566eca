"""An officer signs a decision on the telephone, beside the page of the desk, without a script."""

import json
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.access.desks import DeskKind
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.officers.domain.decisions import Decision, DecisionState, SignatureMeans
from idp.officers.domain.signing import digest_of
from idp.platform.database import Base
from idp.platform.jose import decode
from tests.support.applications import (
    JOSE,
    Application,
    application_of,
    handle_beside,
    number_on,
)
from tests.support.at_desk import AtDesk, at_desk, sits_down
from tests.support.desks import desk_of
from tests.support.http import Answer
from tests.support.live import House
from tests.support.world import Person
from tests.web.test_desk_counter import PATH, counter, waiting
from tests.web.test_desk_signing import is_appointed, proposes, signs


@dataclass
class WithPhone:
    """An officer at the desk with a telephone beside it."""

    there: AtDesk
    app: Application

    def goes_on(self, page: Answer) -> Answer:
        """Press the button beside the number; the answer is returned as it is."""
        form = next(each for each in page.forms if each.action.endswith("/phone"))
        return self.there.visitor.post(form.action, form.filled())

    def signs(self, path: str) -> Answer:
        """All of it, from the page of signing on."""
        page = self.there.get(f"{path}/phone")
        asked = self.app.scan(handle_beside(page)).json
        assert self.app.sign(asked, number=number_on(page)).json == {"signed": True}
        return self.there.visitor.arrive(self.goes_on(page))


def with_phone(house: House, *roles: OfficerRole) -> WithPhone:
    desk = desk_of(house.world, *roles)
    app = application_of(house, desk.person)
    return WithPhone(sits_down(house, desk), app)


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person()


@pytest.fixture
def path(house: House, person: Person) -> str:
    """The page of a decision that its proposer has signed with a passkey."""
    first = at_desk(house, OfficerRole.DIRECTOR)
    return signs(first, proposes(first, person)).path


@pytest.fixture
def second(house: House, path: str) -> WithPhone:
    assert path.startswith("/officer/decisions/")
    return with_phone(house, OfficerRole.OPERATOR)


def the_decision(house: House) -> Decision:
    (decision,) = house.world.services.decisions.iterate()
    return decision


@pytest.mark.norm("D4.8", limb="an appointment is signed with a passkey and on a telephone")
def test_the_second_officer_signs_on_the_telephone(
    house: House, person: Person, path: str, second: WithPhone
) -> None:
    page = second.there.get(f"{path}/sign")
    assert "sign-on-phone" in page.ids
    page = second.there.get(f"{path}/phone")
    assert "Sign the approval" in page.text
    asked = second.app.scan(handle_beside(page)).json
    again = second.there.get(page.path)
    assert number_on(again) == number_on(page)
    assert "app-text" not in again.ids
    assert second.there.get(f"{path}/phone/state").json == {"stage": "scanned"}
    assert second.app.sign(asked, number=number_on(page)).json == {"signed": True}
    assert second.there.get(f"{path}/phone/state").json == {"stage": "approved"}
    assert "Signed on your phone." in second.there.get(page.path).text
    assert not is_appointed(house, person)
    done = second.there.visitor.arrive(second.goes_on(again))
    assert "Signed by two and done" in done.text
    assert is_appointed(house, person)
    kept = house.world.services.decisions.signatures(the_decision(house).id)
    assert [each.means for each in kept] == [SignatureMeans.PASSKEY, SignatureMeans.APP_KEY]
    assert digest_of(decode(asked["statement"]) or b"") == kept[1].digest


def test_the_record_says_with_what_each_signed(path: str, second: WithPhone) -> None:
    done = second.signs(path)
    app_key = "Key in the identification application"
    assert done.text.count("Signed with") == 2
    assert done.text.index("Passkey") < done.text.index(app_key)


def test_the_telephone_shows_the_lines_of_the_page(
    house: House, person: Person, path: str, second: WithPhone
) -> None:
    page = second.there.get(f"{path}/phone")
    asked = second.app.scan(handle_beside(page), lang="en").json
    decision = the_decision(house)
    signed = json.loads(decode(asked["statement"]) or b"")
    shown = asked["shown"]
    assert signed["decision"] == decision.document
    assert [(each["before"], each["after"]) for each in shown["lines"]] == [
        (each["before"], each["after"]) for each in signed["decision"]["shown"]
    ]
    assert (shown["title"], shown["act"]) == ("Appoint an officer", "Sign the approval")
    assert (shown["who"], shown["digest"]) == (person.username, decision.digest.hex())
    by_label = {each["label"]: each for each in shown["lines"]}
    assert by_label["Roles"]["words_after"] == "Reviewer"
    assert by_label["From"]["words_after"] in page.text
    assert shown["basis"] in page.text
    for each in shown["lines"]:
        assert str(each["after"]) in page.text
    there = {each: text["title"] for each, text in asked["translations"].items()}
    assert there == {"en": "Appoint an officer", "vi": "Bổ nhiệm cán bộ"}


@pytest.mark.norm("D4.3", limb="whom a decision names is not readable in the database")
def test_whom_it_names_is_read_by_the_telephone_alone(
    house: House, person: Person, path: str, second: WithPhone
) -> None:
    page = second.there.get(f"{path}/phone")
    (row,) = house.world.services.database.all(select(Base.metadata.tables["app_request"]))
    shown = second.app.scan(handle_beside(page)).json["shown"]
    name, _, rest = shown["lines"][0]["words_after"].partition(" (")
    assert len(name.split()) > 1
    assert (shown["who"], rest) == (person.username, f"{person.username})")
    assert not any(each in repr(row) for each in (name, ascii(name)[1:-1], person.username))


def test_who_goes_on_too_early_is_told_and_nothing_is_recorded(
    house: House, person: Person, path: str, second: WithPhone
) -> None:
    page = second.there.get(f"{path}/phone")
    early = second.goes_on(page)
    assert early.status == 422
    assert "The phone has not signed this yet." in early.text
    asked = second.app.scan(handle_beside(early)).json
    assert second.goes_on(page).status == 422
    assert second.app.deny(asked).status == 200
    over = second.goes_on(page)
    assert over.status == 422
    assert "The request was refused on the phone" in over.text
    acts = house.world.services.history.of_actor(second.there.desk.officer.officer_id)
    assert not [each for each in acts if each.happening is EventType.DECISION_REFUSED]
    assert not is_appointed(house, person)
    asked = second.app.scan(handle_beside(over)).json
    assert second.app.sign(asked, number=number_on(over)).status == 200
    assert second.goes_on(over).status == 303
    assert is_appointed(house, person)


def test_a_wrong_number_is_told_to_the_telephone(path: str, second: WithPhone) -> None:
    page = second.there.get(f"{path}/phone")
    asked = second.app.scan(handle_beside(page)).json
    wrong = "11" if number_on(page) != "11" else "12"
    answer = second.app.sign(asked, number=wrong)
    assert (answer.status, answer.json) == (422, {"error": "wrong_number"})
    assert second.app.sign(asked, number=number_on(page)).status == 200


def test_an_approval_is_no_signature(path: str, second: WithPhone) -> None:
    page = second.there.get(f"{path}/phone")
    asked = second.app.scan(handle_beside(page)).json
    answer = second.app.approve(asked, number=number_on(page))
    assert (answer.status, answer.json) == (404, {"error": "not_found"})
    assert second.goes_on(page).status == 422


@pytest.mark.parametrize("word", ["", "a.b.c", "{}", "\x00" * 9])
def test_what_is_no_signature_is_refused(second: WithPhone, word: str) -> None:
    answer = second.app.post("/app/signatures", word)
    assert (answer.status, answer.json) == (422, {"error": "not_proven"})
    plain = {**JOSE, "Content-Type": "text/plain"}
    assert second.app.wire.post("/app/signatures", word.encode(), headers=plain).status == 415


def test_without_a_key_a_passkey_alone_is_offered(house: House, path: str) -> None:
    other = at_desk(house, OfficerRole.OPERATOR)
    assert "sign-on-phone" not in other.get(f"{path}/sign").ids
    answer = other.get(f"{path}/phone")
    assert (answer.status, answer.location.endswith(f"{path}/sign")) == (303, True)


def test_a_telephone_of_another_officer_neither_reads_nor_finishes(
    house: House, person: Person, path: str, second: WithPhone
) -> None:
    third = with_phone(house, OfficerRole.OPERATOR)
    page = second.there.get(f"{path}/phone")
    handle = handle_beside(page)
    assert third.app.scan(handle).status == 404
    asked = second.app.scan(handle).json
    assert second.app.sign(asked, number=number_on(page)).status == 200
    assert third.there.get(f"{path}/phone/state").json == {"stage": "over"}
    assert third.goes_on(third.there.get(f"{path}/phone")).status == 422
    assert not is_appointed(house, person)


def test_who_may_not_sign_gets_no_picture(house: House, path: str) -> None:
    other = with_phone(house, OfficerRole.HOTLINE)
    answer = other.there.get(f"{path}/phone")
    assert answer.status == 409
    assert "app-text" not in answer.ids


def test_a_decision_that_was_refused_meanwhile_is_not_signed(
    house: House, path: str, second: WithPhone
) -> None:
    third = at_desk(house, OfficerRole.OPERATOR)
    page = second.there.get(f"{path}/phone")
    asked = second.app.scan(handle_beside(page)).json
    third.do(third.get(path), "refuse")
    assert second.app.sign(asked, number=number_on(page)).status == 200
    assert second.goes_on(page).status == 409
    assert the_decision(house).state is DecisionState.REFUSED


def test_a_signature_that_was_not_used_is_too_old_after_two_minutes(
    house: House, person: Person, path: str, second: WithPhone
) -> None:
    page = second.there.get(f"{path}/phone")
    asked = second.app.scan(handle_beside(page)).json
    assert second.app.sign(asked, number=number_on(page)).status == 200
    house.world.clock.advance(timedelta(minutes=2, seconds=1))
    late = second.goes_on(page)
    assert late.status == 422
    assert "That request is over" in late.text
    assert not is_appointed(house, person)


def test_an_approval_that_takes_a_fresh_sign_in_asks_for_it_before_the_telephone(
    house: House, path: str, second: WithPhone
) -> None:
    for _ in range(5):  # an hour and more, without leaving the desk alone
        house.world.clock.advance(timedelta(minutes=15))
        assert second.there.get("/officer").status == 200
    answer = second.there.get(f"{path}/phone")
    assert (answer.status, "/authorize/" in answer.location) == (303, True)
    rows = house.world.services.database.all(select(Base.metadata.tables["app_request"]))
    assert rows == []


def test_head_asks_no_telephone(house: House, path: str, second: WithPhone) -> None:
    page = second.there.get(f"{path}/phone")
    assert second.there.visitor.send("HEAD", page.path).status == 200
    assert second.app.scan(handle_beside(page)).status == 200
    assert house.world.services.decisions.find(path.rpartition("/")[2]) is not None


def test_an_account_is_given_back_with_a_telephone(house: House) -> None:
    """The page after it shows the new recovery codes, once."""
    person, first = house.world.person(), counter(house)
    desk = desk_of(house.world, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    app = application_of(house, desk.person)
    number = waiting(house, person, first)
    second = WithPhone(sits_down(house, desk), app)
    asks = second.there.do(second.there.get(f"{PATH}/{number}"), "confirm")
    path = asks.path.removesuffix("/sign")
    page = second.there.get(f"{path}/phone")
    asked = second.app.scan(handle_beside(page)).json
    assert second.app.sign(asked, number=number_on(page)).status == 200
    given = second.goes_on(page)
    assert (given.status, "recovery-codes" in given.ids) == (200, True)
    assert "no-store" in given.headers["Cache-Control"]
    again = second.goes_on(page)
    assert (again.status, "recovery-codes" in again.ids) == (409, False)


def test_a_page_that_asks_by_itself_does_not_keep_the_session(
    house: House, path: str, second: WithPhone
) -> None:
    """The script looks every two seconds, also when nobody sits there any more."""
    page = second.there.get(f"{path}/phone")
    assert "data-stays" in page.text
    idle, asked = house.world.services.desk_sessions.idle, timedelta(minutes=1)
    for _ in range(idle // asked):
        house.world.clock.advance(asked)
        second.there.visitor.get(f"{path}/phone/state")
    house.world.clock.advance(asked)
    assert second.there.visitor.get("/officer").status == 303
