"""A parent activates the account of a child on a page, in a session of level 2 of their own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.accounts.domain import CURRENT_TERMS, AccountState
from idp.history.domain import EventType
from idp.kernel.actors import Person as Actor
from idp.kernel.clock import civil_day
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.notices.domain import NoticeKind
from idp.subjects.domain import ContactKind
from tests.support.activations import REACHED, Holder, links, number_of
from tests.support.families import CHILD, at_home, told, waits
from tests.support.http import Answer
from tests.support.issuance import Records, born
from tests.support.letters import letters
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.walks import Walk
from tests.support.world import Person

OWN = "+84907770001"
PASSWORD = "con trâu đi trước cái cày 47"


def granted_child(house: House, *parents: Person, jointly: bool = False) -> Person:
    child = house.world.granted(data=CHILD)
    told(house.world, child, *parents, jointly=jointly)
    return child


def at_level_2(house: House, parent: Person, child: Person) -> tuple[Walk, Answer]:
    walk = house.walk()
    walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me")), parent)
    path = f"/me/wards/accounts/{child.subject_id}"
    return walk, walk.sign_in(walk.visitor.arrive(walk.visitor.get(path)), parent)


def activates(walk: Walk, page: Answer, **typed: str) -> Answer:
    fields = {"password": PASSWORD, "password_again": PASSWORD, "accept": "yes", **typed}
    return walk.visitor.arrive(walk.visitor.submit(page, "password", **fields))


@pytest.mark.norm("D14.1-1", limb="who acts for a child activates its account")
@pytest.mark.norm("D14.2-1", limb="each use of what a guardian activated is held")
def test_a_mother_activates_the_account_and_confirms_each_use(house: House) -> None:
    mother = house.world.person()
    child, services = granted_child(house, mother), house.world.services
    page = at_home(house, mother).get("/me/wards")
    assert {"to-activate"} <= set(page.ids)
    walk, page = at_level_2(house, mother, child)
    assert all(each in page.text for each in (CHILD["name"], child.username, CURRENT_TERMS))
    for typed in (
        {"password_again": "another"},
        {"password": "123456", "password_again": "123456"},
    ):
        assert activates(walk, page, **typed).status == 422
    (form,) = [each for each in page.forms if "/wards/" in each.action]
    unread = [*form.fields, ("password", PASSWORD), ("password_again", PASSWORD)]
    assert walk.visitor.post(form.action, unread).status == 422
    done = activates(walk, page)
    assert "done=activated" in done.url
    account = services.accounts.by_subject(child.subject_id)
    assert account is not None
    assert (account.state, account.terms_version) == (AccountState.ACTIVE, CURRENT_TERMS)
    for whose, kind in (
        (child, EventType.ACCOUNT_ACTIVATED),
        (mother, EventType.WARD_ACTIVATED),
    ):
        found = services.history.for_subject(whose.subject_id, limit=60)
        actor = next(each.actor for each in found if each.happening is kind)
        assert isinstance(actor, Actor)
        assert (actor.subject_id, actor.acting_for) == (mother.subject_id, child.subject_id)
        assert actor.level == 2
    house.world.clock.advance(timedelta(minutes=1))
    held = waits(house.walk(), replace(child, password=PASSWORD))
    assert "waiting" in held.ids
    again = activates(walk, page)
    assert "active already" in again.text


def test_nobody_else_activates_it_and_no_page_of_before_does(house: House) -> None:
    mother, father, stranger = (house.world.person() for _ in range(3))
    child, both = granted_child(house, mother), granted_child(house, mother, father, jointly=True)
    by = house.world.services.activations_by_guardian
    assert by.find(child.subject_id, stranger.subject_id) == Refused(Reason.NOT_FOUND)
    assert at_level_2(house, stranger, child)[1].status == 404
    alone = Refused(Reason.NO_GUARDIANSHIP)
    assert by.find(both.subject_id, mother.subject_id) == alone
    assert [each.subject_id for each in by.waiting(mother.subject_id)] == [child.subject_id]
    for parent in (mother, father):
        assert "to-activate-together" in at_home(house, parent).get("/me/wards").ids
    assert by.waiting_for_all(stranger.subject_id) == ()
    told(house.world, both, father)
    assert by.waiting_for_all(mother.subject_id) == by.waiting_for_all(father.subject_id) == ()
    low = Actor(subject_id=mother.subject_id, level=1)
    account, terms = child.subject_id, CURRENT_TERMS
    first = by.activate(account, PASSWORD, shown="", terms_version=terms, actor=low)
    assert first == Refused(Reason.UNMET_LEVEL)
    walk, page = at_level_2(house, mother, child)
    high = replace(low, level=2)
    stale = by.activate(account, PASSWORD, shown="0" * 64, terms_version=terms, actor=high)
    assert stale == Refused(Reason.PAGE_CHANGED)
    told(house.world, child, father)
    refused = activates(walk, page)
    assert "you do not act alone" in refused.text
    status = house.world.services.accounts.status_of(child.subject_id)
    assert status is not None
    assert status.state is AccountState.GRANTED


@pytest.mark.norm("D14.1-2", limb="of a child: the help line opens it again after the 7 days")
def test_after_seven_days_the_help_line_opens_it_again(house: House) -> None:
    mother = house.world.person()
    services, child = house.world.services, granted_child(house, mother)
    activations, by = services.activations, services.activations_by_guardian
    assert activations.invite(child.subject_id, actor=OPERATOR) is None
    assert not isinstance(by.find(child.subject_id, mother.subject_id), Refused)
    house.world.clock.advance(timedelta(days=9))
    lapsed = by.find(child.subject_id, mother.subject_id)
    assert lapsed == Refused(Reason.ACTIVATION_WINDOW_CLOSED)
    assert activations.reopen(child.subject_id, actor=OPERATOR) is None
    assert not isinstance(by.find(child.subject_id, mother.subject_id), Refused)


@pytest.mark.norm("D14.2-1", limb="from 14 on no link of before activates the account")
def test_what_a_parent_holds_activates_nothing_once_the_child_acts_alone(house: House) -> None:
    world, services = house.world, house.world.services
    mother, today = world.person(), civil_day(world.clock.now())
    day = born(today, years=14, days=2)
    child = world.granted(data={**REACHED, **CHILD, "birthdate": day})
    told(world, child, mother)
    assert services.activations.invite(child.subject_id, actor=OPERATOR) is None
    (link,) = links(world, child)
    at_once = Holder(world, child, link)
    assert at_once.prove() == Refused(Reason.GUARDIAN_NEEDED)
    world.clock.advance(timedelta(days=2))
    assert at_once.prove() == Refused(Reason.NO_CONTACT)
    assert "call the help line" in house.walk().visitor.get(f"/activate/{link}").text.lower()
    # Nobody sends the former guardian another one, on a page or at the help line.
    with services.database.transaction():
        assert not services.activations.send_again(child.subject_id)
    reopened = services.activations.reopen(child.subject_id, actor=OPERATOR)
    assert reopened == Refused(Reason.NO_CONTACT)
    assert len(links(world, child)) == 1
    # A number of the person's own, which the register of subscribers has.
    world.clock.advance(timedelta(minutes=5))
    owner = Records({OWN: {"personal_number": number_of(world, child)}})
    registries = {RegistryName.SUBSCRIBERS: owner}
    sources = replace(services.own_numbers.sources, registries=registries)
    numbers = replace(services.own_numbers, sources=sources)
    strangers = numbers.send_link(child.subject_id, "+84907770000", actor=OPERATOR)
    assert isinstance(strangers, Refused)
    assert strangers.reason is Reason.PHONE_NOT_OWN
    assert services.contacts.repository.holders(ContactKind.PHONE, "+84907770000", most=9) == []
    assert numbers.send_link(child.subject_id, OWN, actor=OPERATOR) is None
    assert [each["to"] for each in letters(world, child, NoticeKind.ACTIVATION_LINK)][1:] == [OWN]
    own = Holder(world, child, links(world, child)[-1])
    assert not isinstance(own.activate(), Refused)
    again = numbers.send_link(child.subject_id, OWN, actor=OPERATOR)
    assert again == Refused(Reason.STATE_ALREADY_HOLDS)


@pytest.mark.norm("D14.2-1", limb="no link of a guardianship that ended activates")
def test_a_former_guardian_activates_nothing(house: House) -> None:
    services, ward = house.world.services, house.world.granted(data=REACHED)
    place, end = services.accounts.place_under_guardian, services.accounts.end_guardianship
    assert place(ward.subject_id, body="Court", actor=OPERATOR) is None
    assert services.activations.invite(ward.subject_id, actor=OPERATOR) is None
    house.world.clock.advance(timedelta(minutes=5))
    assert end(ward.subject_id, body="Court", actor=OPERATOR) is None
    link = links(house.world, ward)[-1]
    assert Holder(house.world, ward, link).prove() == Refused(Reason.NO_CONTACT)
