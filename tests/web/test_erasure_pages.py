"""Erasing the account on its pages; and no page of anybody breaks on a person who was erased."""

from datetime import timedelta

import pytest

from idp.kernel.actors import OfficerRole
from idp.letters.domain import LetterKind, ToPerson
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.web.officer.registers import STANDING
from tests.support.at_desk import at_desk
from tests.support.corrections import ask, declared
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR, themself
from tests.support.walks import Walk
from tests.support.world import Person, sure

PATH = "/me/data/erasure"


def entered(house: House, person: Person, path: str) -> tuple[Walk, Answer]:
    walk = house.walk()
    return walk, walk.sign_in(walk.visitor.arrive(walk.visitor.get(path)), person)


def test_the_state_refuses_with_the_reason_of_the_law(house: House) -> None:
    walk, page = entered(house, house.world.person(), PATH)
    assert "why-not" in page.ids
    assert "kept permanently by law" in page.text
    assert "erasure-begin" not in page.ids
    assert walk.visitor.arrive(walk.visitor.get(f"{PATH}/ask")).path == PATH


def test_a_person_asks_and_withdraws_what_the_page_showed(private_house: House) -> None:
    house, person = private_house, private_house.world.person()
    walk, page = entered(house, person, f"{PATH}/ask")
    assert "erasure-submit" in page.ids
    done = walk.visitor.arrive(walk.visitor.submit(page, "csrf"))
    assert (done.path, "waits" in done.ids) == (PATH, True)
    assert "erasure" in walk.visitor.get("/me").ids
    waiting = house.world.services.erasures.waiting(person.subject_id)
    assert waiting is not None
    old = done.form("shown")
    kept = walk.visitor.arrive(walk.visitor.submit(done, "shown"))
    assert "Everything stays as it is" in kept.text
    assert house.world.services.erasures.waiting(person.subject_id) is None
    by = themself(person.subject_id)
    sure(house.world.services.erasures.ask(person.subject_id, by=None, actor=by))
    late = walk.visitor.arrive(walk.visitor.post(old.action, old.filled()))
    assert "problem" in late.ids
    assert house.world.services.erasures.waiting(person.subject_id) is not None


def test_a_sign_in_for_it_asks_once_and_soon(private_house: House) -> None:
    house = private_house
    walk, page = entered(house, house.world.person(), f"{PATH}/ask")
    house.world.clock.advance(timedelta(minutes=6))
    late = walk.visitor.arrive(walk.visitor.submit(page, "csrf"))
    assert "username" in late.ids
    assert "the erasure of your account" in late.text


def test_who_was_erased_is_signed_out_and_unknown(private_house: House) -> None:
    house, person = private_house, private_house.world.person()
    walk, page = entered(house, person, "/me")
    assert page.path == "/me"
    assert house.world.services.erasures.erase(person.subject_id, actor=OPERATOR) is None
    for path in ("/me", "/me/history", PATH, "/me/data/copy"):
        page = walk.visitor.arrive(walk.visitor.get(path))
        assert (page.status, "username" in page.ids) == (200, True), path
    tried = walk.password(page, person)
    assert (tried.status, "username" in tried.ids) == (422, True)


@pytest.mark.parametrize(
    "role", [OfficerRole.HOTLINE, OfficerRole.REVIEWER, OfficerRole.INSPECTOR, OfficerRole.DIRECTOR]
)
def test_no_page_of_the_desk_breaks(private_house: House, role: OfficerRole) -> None:
    house, person = private_house, private_house.world.person()
    services, whose = house.world.services, person.subject_id
    letter = services.letters.issue(
        LetterKind.ACCOUNT_LOCKED,
        ToPerson(whose),
        reasons=("lý do",),
        signer=OPERATOR,
        data={"body": "x", "remedy": "y"},
    )
    case = services.losses.report(
        whose, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT, actor=themself(whose)
    )
    sure(services.losses.cases.take(case.number, actor=OPERATOR))
    sure(services.losses.cases.close(case.number, outcome="xong", actor=OPERATOR))
    declared(house.world, whose, birthdate="1990-02-03")
    asked = sure(ask(house.world, whose, "birthdate", "1990-02-04"))
    sure(services.corrections.withdraw(whose, asked.number, version=1, actor=themself(whose)))
    assert services.erasures.erase(whose, actor=OPERATOR) is None
    there = at_desk(house, role)
    paths = [f"/officer/{register.path}" for register in STANDING]
    paths += [f"{path}?state=closed" for path in paths]
    paths += [
        f"/officer/losses/{case.number}",
        f"/officer/data-correction/{asked.number}",
        f"/officer/letters/{letter.number}",
        f"/officer/letters/{letter.number}/read",
        f"/officer/letters/{letter.number}/pdf",
        f"/officer/accounts/{whose}",
        f"/officer/people?who={whose}",
        f"/officer/history?words={whose}",
        f"/officer/cases?words={whose}",
        f"/public/letters/{letter.number}",
    ]
    found = {path: there.open(path) for path in paths}
    assert {path: page.status for path, page in found.items() if page.status >= 500} == {}
    shown = [path for path, page in found.items() if page.status == 200 and page.path in path]
    assert len(shown) > 2, shown
