"""The desk of a merge in two tabs, on pages of before, and by who was not meant."""

from dataclasses import replace

from idp.kernel.accounts_mode import AccountsMode
from idp.registries.procedures import MergeEvent, MergeRefused
from tests.support.at_desk import sits_down
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.registry_merges import twice
from tests.support.world import sure
from tests.web.test_registration_merges_seen import at_counter, typed, waiting


def test_a_case_is_opened_once_from_two_tabs(house: House) -> None:
    both = twice(house.world)
    there, other = at_counter(house, both), sits_down(house, both.second)
    first, second = waiting(there), waiting(other)
    assert there.do(first, "merge").status == 200
    again = other.press(second, "merge")
    assert (again.status, "This has changed since you opened it" in again.text) == (409, True)
    again = other.press(waiting(other), "merge")
    said = "A case of this kind about the person is open already: go on with it."
    assert (again.status, said in again.text) == (403, True)
    assert len(house.world.services.work_list.find(both.told.subject_id)) == 1


def test_a_page_of_before_decides_nothing(house: House) -> None:
    both = twice(house.world)
    there = at_counter(house, both)
    case = there.do(waiting(there), "merge")
    heard = there.do(there.get(case.url), "hear", **typed(both))
    stale = there.get(case.url)
    assert there.press(case, "hear", **typed(both)).status == 409
    there.do(heard, "propose", goes_on="holder", ground="Một người.")
    late = there.press(stale, "propose", goes_on="told", ground="Khác.")
    assert late.status == 409
    number = case.url.rpartition("/")[2]
    found = house.world.services.cases.by_number(number)
    assert found is not None
    sure(both.fired(found, MergeEvent.REFUSE, MergeRefused("Hai người.")))
    assert house.world.services.subjects.joined_to(both.told.subject_id) is None


def test_pages_of_a_pair_of_which_one_was_erased_answer(house: House) -> None:
    both = twice(house.world)
    there = at_counter(house, both)
    page = waiting(there)
    case, shown = there.do(page, "merge"), typed(both)
    erasures = replace(house.world.services.erasures, mode=AccountsMode.SELF_CREATED)
    assert erasures.erase(both.holder.subject_id, actor=OPERATOR) is None
    assert there.get(case.url).status == 200
    heard = there.press(case, "hear", **shown)
    assert heard.status == 403
    assert there.get(page.url).status == 200
    assert there.get("/officer/registries?state=officer").status == 200
    closed = there.do(there.get(case.url), "refuse", ground="Không còn.")
    assert closed.status == 200
    assert there.press(page, "merge").status == 409


def test_a_join_is_parted_once_from_two_tabs(house: House) -> None:
    both = twice(house.world)
    join = both.merged()
    there, other = at_counter(house, both), sits_down(house, both.second)
    link = f"/officer/registries/join.{join.id}"
    first, second = there.get(link), other.get(link)
    assert there.do(first, "part", reason="Hai người.").status == 200
    assert other.press(second, "part", reason="Hai người.").status == 404
