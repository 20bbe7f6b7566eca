"""Two registrations become one, as it is seen: the desk, a relying party, a sign-in."""

import re
from dataclasses import replace
from datetime import timedelta

from idp.access.desks import DeskKind
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.registries.procedures import MergeEvent, MergeRefused
from tests.support.at_desk import AtDesk, at_desk, sits_down
from tests.support.http import Answer, bearer
from tests.support.live import House
from tests.support.registry_merges import SAID, Twice, twice
from tests.support.walks import Walk, contents
from tests.support.world import Person, sure
from tests.web.test_desk_joins import joined

WHY = "Hai người khác nhau"


def at_counter(house: House, both: Twice) -> AtDesk:
    return sits_down(house, both.first)


def waiting(there: AtDesk) -> Answer:
    """The page of the one pair that waits for an officer."""
    listed = there.get("/officer/registries?state=officer")
    (link,) = set(re.findall(r'href="(/officer/registries/[^"?]+)"', listed.text))
    return there.get(str(link))


def sub_of(walk: Walk, person: Person) -> str:
    return str(contents(walk.tokens(person)["id_token"])["sub"])


def typed(both: Twice, **lies: str) -> dict[str, str]:
    shown = both.shown(**lies)
    return {name: getattr(shown, name) for name in ("document", "number", "name", "birthdate")} | {
        "said": SAID
    }


def test_a_relying_party_keeps_its_sub_through_a_merge_and_its_undoing(house: House) -> None:
    both = twice(house.world)
    goes, stays = both.told, both.holder
    party, other = house.world.party(), house.world.party()
    sub, known = sub_of(house.walk(party), goes), sub_of(house.walk(other), stays)
    hint = house.walk(party).tokens(goes)["id_token"]
    join = both.merged()
    refused = house.walk(party)
    page = refused.password(refused.ask(), goes)
    assert "đăng ký còn lại" in page.text, "the sentence that says where to go"
    walk = house.walk(party)
    tokens = walk.tokens(stays)
    assert contents(tokens["id_token"])["sub"] == sub
    assert contents(tokens["access_token"])["sub"] == sub
    access = bearer(tokens["access_token"])
    assert walk.visitor.stranger().get("/userinfo", headers=access).json["sub"] == sub
    told = walk.as_client("/introspect", {"token": tokens["access_token"]})
    assert (told.json["active"], told.json["sub"]) == (True, sub)
    silent = walk.visitor.get("/authorize", walk.request(prompt="none", id_token_hint=hint))
    assert "code" in silent.query, "the hint of before is of this person"
    assert sub_of(house.walk(other), stays) == known
    sure(both.part(join))
    assert walk.visitor.stranger().get("/userinfo", headers=access).status == 401
    again = house.walk(party)
    assert contents(again.tokens(goes)["id_token"])["sub"] == sub
    apart = house.walk(party)
    assert contents(apart.tokens(stays)["id_token"])["sub"] not in {sub, known}


def test_the_holders_of_both_see_the_case_while_it_is_open_and_nothing_of_the_other(
    house: House,
) -> None:
    both, other = twice(house.world), house.world.person()
    walks = {}
    for each in (both.told, both.holder, other):
        walks[each] = house.walk()
        walks[each].password(walks[each].visitor.arrive(walks[each].visitor.get("/me")), each)
    case = sure(both.opened())
    sure(both.fired(case, MergeEvent.HEAR, both.shown()))
    for mine, theirs in ((both.told, both.holder), (both.holder, both.told)):
        page = walks[mine].visitor.get("/me/requests")
        assert (case.number in page.text, "Whether two registrations are yours" in page.text) == (
            True,
            True,
        )
        number = house.world.services.subjects.identity(theirs.subject_id).number
        for said in (number, theirs.username, theirs.subject_id, SAID):
            assert said not in page.text
    assert case.number not in walks[other].visitor.get("/me/requests").text
    sure(both.fired(case, MergeEvent.REFUSE, MergeRefused("Hai người.")))
    assert case.number in walks[both.told].visitor.get("/me/requests").text
    assert case.number not in walks[both.holder].visitor.get("/me/requests").text


def test_the_desk_goes_from_the_pair_that_waits_to_the_decision(house: House) -> None:
    both = twice(house.world)
    there = at_counter(house, both)
    case = there.do(waiting(there), "merge")
    assert "/officer/registration-merge/" in case.url
    for said in (both.told.subject_id, both.holder.subject_id, "National Population Database"):
        assert said in case.text
    wrong = there.press(case, "hear", **typed(both, name="Ai Đó"))
    assert wrong.status == 403
    assert "The document and the register do not agree. This was recorded." in wrong.text
    heard = there.do(there.get(case.url), "hear", **typed(both))
    assert "The person was heard" in heard.text
    proposed = there.do(heard, "propose", goes_on="holder", ground="Một người.")
    assert "Waits for a second officer" in proposed.text
    past = proposed.text.split("What happened in this case")[1]
    assert "The one that has the number already" in past
    assert "National Population Database" in past
    signing = there.do(proposed, "approve")
    assert "Merge two registrations" in signing.text
    number = case.url.rpartition("/")[2]
    found = house.world.services.cases.by_number(number)
    assert found is not None
    assert both.signed(found) is None
    assert "Merged" in there.get(case.url).text
    assert house.world.services.subjects.joined_to(both.told.subject_id) == both.holder.subject_id


def test_a_merge_that_was_undone_is_told_so_where_it_is_told(house: House) -> None:
    """On the case and to the person; before, the case leads to where it is parted."""
    both = twice(house.world)
    join = both.merged()
    there = at_counter(house, both)
    case = next(
        each
        for each in house.world.services.work_list.of_person(both.told.subject_id)
        if each.procedure == "registration_merge"
    )
    at, parting = f"/officer/registration-merge/{case.number}", f"registries/join.{join.id}"
    merged = there.get(at)
    assert (f'href="/officer/{parting}"' in merged.text, "Parted again" in merged.text) == (
        True,
        False,
    )
    there.do(there.get(f"/officer/{parting}"), "part", reason=WHY)
    page = there.get(at)
    assert (parting in page.text, "Parted again" in page.text) == (False, True)
    walk = house.walk()
    walk.complete(both.told)
    own = walk.visitor.get("/me/requests").text
    assert own.count("Parted again") == 2, "beside the state, and with the time"
    again = house.walk()
    again.complete(both.holder)
    assert "Parted again" not in again.visitor.get("/me/requests").text


def test_a_second_case_of_the_same_two_is_not_told_of_the_first_parting(house: House) -> None:
    both = twice(house.world)
    sure(both.part(both.merged()))
    services = house.world.services
    house.world.clock.advance(timedelta(minutes=1))
    (first,) = services.work_list.of_person(both.told.subject_id)
    found = services.registry_merges.join_of(first)
    assert found is not None
    assert found.undone_at is not None
    assert services.registry_merges.join_of(replace(first, state="refused")) is None
    later = replace(first, opened_at=house.world.clock.now())
    assert services.registry_merges.join_of(later) is None


def test_a_pair_that_an_officer_refused_leads_to_that_case(house: House) -> None:
    """It waits on, and the next officer would open the same case again and tell both people."""
    both = twice(house.world)
    there = at_counter(house, both)
    assert "/officer/registration-merge/" not in waiting(there).text
    case = there.do(waiting(there), "merge")
    there.do(case, "refuse", ground=WHY)
    page = waiting(there)
    (link,) = set(re.findall(r'href="(/officer/registration-merge/[^"?]+)"', page.text))
    assert case.url.endswith(link)
    assert "Refused" in page.text


def test_who_has_not_the_power_is_offered_no_case(house: House) -> None:
    both = twice(house.world)
    there = at_desk(house, OfficerRole.OPERATOR)
    offered = {each.action.rpartition("/")[2] for each in waiting(there).forms}
    assert "merge" not in offered
    elsewhere = at_desk(house, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.HOTLINE)
    assert "merge" not in {each.action.rpartition("/")[2] for each in waiting(elsewhere).forms}
    assert house.world.services.work_list.find(both.told.subject_id) == []


def test_a_page_that_showed_another_pair_opens_no_case(house: House) -> None:
    both = twice(house.world)
    there = at_counter(house, both)
    page = waiting(there)
    feeds = house.world.services.registry_updates.feeds
    with house.world.services.database.transaction():
        feeds.pass_on(both.told.subject_id, house.world.person().subject_id)
    assert there.press(page, "merge").status == 409
    assert house.world.services.work_list.find(both.told.subject_id) == []


def test_the_desk_parts_registrations_of_which_neither_has_an_account(house: House) -> None:
    made = joined(house.world)
    there = at_desk(house, OfficerRole.REVIEWER)
    listed = there.get("/officer/registries?state=joined")
    (link,) = set(re.findall(r'href="(/officer/registries/join[^"?]+)"', listed.text))
    page = there.get(str(link))
    for said in (made.used.subject_id, made.unused.subject_id, "One person was registered twice"):
        assert said in page.text
    done = there.do(page, "part", reason=WHY)
    assert "Done." in done.text
    assert house.world.services.subjects.joined_to(made.unused.subject_id) is None
    told = house.world.services.history.for_subject(made.unused.subject_id)
    assert EventType.SUBJECT_PARTED in [each.happening for each in told]
    assert there.get(str(link)).status == 404
