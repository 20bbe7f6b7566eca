"""A wrong join of two registrations is undone on the page of the account."""

from dataclasses import dataclass

import pytest

from idp.history.domain import Entry, EventType
from idp.kernel.actors import Officer, OfficerRole, System
from idp.kernel.refusals import Refused
from idp.subjects.joins import SubjectJoin
from tests.support.at_desk import AtDesk, at_desk, sits_down
from tests.support.desks import desk_of
from tests.support.http import Answer
from tests.support.live import House
from tests.support.registry_feeds import claimed_event
from tests.support.world import Person, World
from tests.web.test_desk_people import looks

WHY = "Hai người khác nhau cùng tên"


@dataclass(frozen=True)
class Joined:
    used: Person
    unused: Person
    join: SubjectJoin


def joined(world: World) -> Joined:
    """The registration that was never used, as part of the other."""
    used, unused, joins = world.person(), world.granted(), world.services.registry_updates.joins
    number = world.services.subjects.identity(used.subject_id).data["personal_number"]
    with world.services.database.transaction():
        event = claimed_event(world, unused.subject_id)
        joins.join(event, unused.subject_id, used.subject_id, number, actor=System(rule="D8.1"))
    (made,) = joins.joins.of_subject(used.subject_id)
    return Joined(used, unused, made)


def opened(there: AtDesk, person: Person) -> Answer:
    """The person's page, after a recorded look."""
    there.visitor.arrive(looks(there, person))
    page = there.get(f"/officer/accounts/{person.subject_id}")
    assert page.status == 200
    return page


def reason_in(house: House, entry: Entry) -> object:
    texts = house.world.services.cases.texts
    return texts.opened(entry.subject_id, entry.facts)["reason"]


def parted(house: House, person: Person) -> list[Entry]:
    every = house.world.services.history.for_subject(person.subject_id, limit=100)
    return [each for each in every if each.happening is EventType.SUBJECT_PARTED]


def offered(page: Answer) -> set[str]:
    return {each.action.rpartition("/")[2] for each in page.forms}


@pytest.mark.parametrize("role", [OfficerRole.IDENTITY_OFFICER, OfficerRole.REVIEWER])
def test_an_officer_parts_a_wrong_join_and_the_histories_of_both_tell_why(
    house: House, role: OfficerRole
) -> None:
    there, both = at_desk(house, role), joined(house.world)
    page = opened(there, both.used)
    for said in ("It was joined to this one", both.unused.subject_id):
        assert page.text.count(said) >= 2, "among the facts, and to choose"
    done = there.do(page, "part", join=both.join.id, reason=WHY)
    assert "Done." in done.text
    assert "No other registration was joined with this one." in done.text
    for each in (both.used, both.unused):
        (entry,) = parted(house, each)
        assert isinstance(entry.actor, Officer)
        assert entry.actor.officer_id == there.desk.officer.officer_id
        assert reason_in(house, entry) == WHY
    assert house.world.services.subjects.joined_to(both.unused.subject_id) is None


def test_it_is_not_done_from_a_page_that_showed_something_else(house: House) -> None:
    there, both = at_desk(house, OfficerRole.REVIEWER), joined(house.world)
    page = opened(there, both.used)
    joins = house.world.services.registry_updates.joins
    undone = joins.undo(both.join.id, reason=WHY, actor=there.desk.officer)
    assert not isinstance(undone, Refused)
    answer = there.press(page, "part", join=both.join.id, reason="Lần hai")
    assert answer.status == 409
    assert [reason_in(house, each) for each in parted(house, both.used)] == [WHY]


def test_no_join_of_somebody_else_is_undone_and_none_without_a_reason(house: House) -> None:
    there, mine, theirs = (
        at_desk(house, OfficerRole.REVIEWER),
        joined(house.world),
        joined(house.world),
    )
    page = opened(there, mine.used)
    form = next(each for each in page.forms if each.action.endswith("/part"))
    kept = [pair for pair in form.fields if pair[0] not in {"join", "reason"}]
    for join, reason, wrong in (
        (theirs.join.id, WHY, "join"),
        ("x", WHY, "join"),
        (mine.join.id, " ", "reason"),
    ):
        answer = there.visitor.post(form.action, [*kept, ("join", join), ("reason", reason)])
        assert (answer.status, f"part-{wrong}-wrong" in answer.ids) == (422, True)
    assert parted(house, mine.used) == parted(house, theirs.used) == []


def test_who_has_not_the_power_is_offered_no_parting(house: House) -> None:
    there, both = at_desk(house, OfficerRole.HOTLINE), joined(house.world)
    assert "part" not in offered(opened(there, both.used))
    page = opened(at_desk(house, OfficerRole.REVIEWER), house.world.person())
    assert "part" not in offered(page), "nothing was joined with this one"


def test_the_page_says_it_in_vietnamese(house: House) -> None:
    reviewer, both = desk_of(house.world, OfficerRole.REVIEWER), joined(house.world)
    page = opened(sits_down(house, reviewer, visitor=house.visitor(language="vi")), both.used)
    for said in ("Tách đăng ký bị nhập nhầm", "Được nhập vào đăng ký này", "Đăng ký còn lại"):
        assert said in page.text
