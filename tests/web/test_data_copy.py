"""The page for a copy of all data: after a sign-in for that alone, and sent as a file."""

import json
from datetime import timedelta

from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import Walk
from tests.support.world import Person

PATH = "/me/data/copy"


def entered(house: House, person: Person) -> tuple[Walk, Answer]:
    walk = house.walk()
    page = walk.sign_in(walk.visitor.arrive(walk.visitor.get(PATH)), person)
    return walk, page


def test_a_person_downloads_everything_after_a_sign_in_for_it(house: House) -> None:
    person = house.world.person()
    walk, page = entered(house, person)
    assert page.path == PATH
    file = walk.visitor.submit(page, "csrf")
    assert (file.status, file.headers["Content-Type"]) == (200, "application/json")
    assert file.headers["Content-Disposition"].startswith('attachment; filename="data-copy-2')
    assert file.headers["Cache-Control"] == "no-store"
    document = json.loads(file.body)
    assert document["account"]["user_name"] == person.username
    assert document["history"][0]["happening"] == "data_copied"
    schema = walk.visitor.get(document["schema"].removeprefix(house.origin))
    assert schema.json["properties"]["format"]["const"] == document["format"]


def test_a_sign_in_for_something_else_or_of_before_is_not_enough(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me")), person)
    assert page.path == "/me"
    asked = walk.visitor.arrive(walk.visitor.get(PATH))
    assert "a copy of all your data" in asked.text
    assert "username" in asked.ids
    page = walk.sign_in(asked, person)
    house.world.clock.advance(timedelta(minutes=6))
    late = walk.visitor.arrive(walk.visitor.submit(page, "csrf"))
    assert "username" in late.ids


def test_a_fourth_copy_at_once_is_refused(house: House) -> None:
    walk, page = entered(house, house.world.person())
    told = [walk.visitor.submit(page, "csrf").status for _ in range(4)]
    assert told == [200, 200, 200, 429]


def test_a_form_of_another_persons_page_gives_no_copy(house: House) -> None:
    _, page = entered(house, house.world.person())
    theirs = page.form("csrf").filled()
    other, own = entered(house, house.world.person())
    assert own.path == PATH
    assert other.visitor.post(PATH, theirs).status == 403
