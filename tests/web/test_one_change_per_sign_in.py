"""A sign-in that was made for one change allows one, however many forms arrive at the moment."""

from datetime import timedelta

from idp.authorization.domain.credential_change import Act, purpose_of
from idp.history.domain import EventType
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.races import race
from tests.support.walks import Walk
from tests.support.world import Person

PASSWORD = "/me/means/password"
NEW = [f"bảy con mèo ngủ {number} ngày trong nhà" for number in range(4)]


def page_of_a_change(house: House, walk: Walk, person: Person) -> Answer:
    page = walk.sign_in(walk.visitor.arrive(walk.visitor.get(PASSWORD)), person)
    assert page.path == PASSWORD, page.text
    (session,) = house.world.services.sessions.for_subject(person.subject_id)
    assert session.event.purpose == purpose_of(Act.SET_PASSWORD)
    return page


def same_browser(house: House, walk: Walk) -> Visitor:
    other = house.visitor()
    other.cookies.update(walk.visitor.cookies)
    return other


def test_of_four_changes_at_once_one_is_made(racing_house: House) -> None:
    house, person, walk = racing_house, racing_house.world.person(), racing_house.walk()
    page = page_of_a_change(house, walk, person)
    waiting = list(NEW)

    def change() -> str | None:
        new = waiting.pop()
        fields = {"password": new, "password_again": new}
        answer = same_browser(house, walk).submit(page, "password", **fields)
        return new if answer.location.endswith("done=changed") else None

    answers = race(change, times=len(NEW))
    (made,) = [each for each in answers if each is not None]
    entries = house.world.services.history.for_subject(person.subject_id, limit=200)
    kinds = [each.happening for each in entries]
    # The first one is of before the race.
    assert kinds.count(EventType.PASSWORD_SET) == 2
    late = walk.visitor.submit(page, "password", password=NEW[0], password_again=NEW[0])
    assert "done=changed" not in late.location
    fresh = house.walk()
    house.world.clock.advance(timedelta(seconds=1))
    done = fresh.visitor.submit(fresh.ask(), username=person.username, password=made)
    assert done.status == 303
