"""A parent activates the account of a child on a page, in a session of level 2 of their own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.accounts.domain import CURRENT_TERMS, AccountState
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.kernel.actors import Person as Actor
from idp.kernel.clock import civil_day
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.notices.domain import NoticeKind
from idp.subjects.domain import ContactKind
from idp.wards.activation import WardAccount
from tests.support.activations import REACHED, Holder, links, number_of
from tests.support.at_desk import at_desk
from tests.support.families import CHILD, at_home, told, waits
from tests.support.http import Answer
from tests.support.issuance import Records, born
from tests.support.letters import letters
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.walks import Walk
from tests.support.world import Person, sure
from tests.web.test_desk_people import looks

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


def test_a_session_that_was_left_open_activates_nothing(house: House) -> None:
    """Who finds it would keep the password that they choose for the child."""
    mother = house.world.person()
    child = granted_child(house, mother)
    walk, page = at_level_2(house, mother, child)
    house.world.clock.advance(timedelta(minutes=6))
    asked = activates(walk, page)
    assert "username" in asked.ids
    again = walk.sign_in(asked, mother)
    assert "no recent sign-in for this change" in again.text
    assert "done=activated" in activates(walk, again).url


def test_nobody_else_activates_it_and_no_page_of_before_does(house: House) -> None:
    mother, father, stranger = (house.world.person() for _ in range(3))
    child, both = granted_child(house, mother), granted_child(house, mother, father, jointly=True)
    by = house.world.services.activations_by_guardian
    assert by.find(child.subject_id, stranger.subject_id) == Refused(Reason.NOT_FOUND)
    assert at_level_2(house, stranger, child)[1].status == 404
    alone = Refused(Reason.NO_GUARDIANSHIP)
    assert by.waiting(stranger.subject_id) == ()
    told(house.world, both, father)
    assert by.find(both.subject_id, mother.subject_id) == alone
    assert [each.subject_id for each in by.waiting(mother.subject_id)] == [child.subject_id]
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
    assert "you do not act for this person now" in refused.text
    status = house.world.services.accounts.status_of(child.subject_id)
    assert status is not None
    assert status.state is AccountState.GRANTED


def agrees(walk: Walk, page: Answer, decision: str = "agree", **typed: str) -> Answer:
    return walk.visitor.arrive(walk.visitor.submit(page, "decision", decision=decision, **typed))


def happened(house: House, whose: Person, kind: EventType) -> list[str]:
    """By whom, the newest first."""
    found = house.world.services.history.for_subject(whose.subject_id, limit=90)
    mine = [each.actor for each in found if each.happening is kind]
    assert all(isinstance(each, Actor) and each.level == 2 for each in mine)
    return [each.subject_id for each in mine if isinstance(each, Actor)]


@pytest.mark.norm("X9.1", limb="who acts jointly activates the account of a child jointly")
@pytest.mark.norm("D14.1-1", limb="the last of those who act jointly activates the account")
def test_parents_who_act_jointly_agree_and_the_last_one_activates(house: House) -> None:
    world, services = house.world, house.world.services
    mother, father = world.person(), world.person()
    child = granted_child(house, mother, father, jointly=True)
    assert services.activations.invite(child.subject_id, actor=OPERATOR) is None
    assert "to-activate" in at_home(house, father).get("/me/wards").ids
    hers, page = at_level_2(house, mother, child)
    his, stale = at_level_2(house, father, child)
    assert "ward-activate" not in page.ids
    assert agrees(hers, page).status == 422, "the terms were not accepted"
    assert "done=agreed" in agrees(hers, page, accept="yes").url
    asked = len(letters(world, father, NoticeKind.WARD_AGREEMENT_ASKED))
    assert asked >= 1
    assert letters(world, mother, NoticeKind.WARD_AGREEMENT_ASKED) == []
    # His page of before said that another has to agree too.
    answered = agrees(his, stale, accept="yes")
    assert "has changed" in answered.text
    assert "ward-activate" in answered.ids
    # She may change her mind until he agrees; nobody is asked twice for that.
    again = hers.visitor.get(f"/me/wards/accounts/{child.subject_id}")
    assert {"own-agreement", "ward-disagree"} <= set(again.ids)
    assert "done=taken-back" in agrees(hers, again, "take-back").url
    assert "has changed" in activates(his, answered).text
    page = hers.visitor.get(f"/me/wards/accounts/{child.subject_id}")
    assert "done=agreed" in agrees(hers, page, accept="yes").url
    assert len(letters(world, father, NoticeKind.WARD_AGREEMENT_ASKED)) == asked
    helping = at_desk(house, OfficerRole.HOTLINE)
    seen = " ".join(helping.visitor.arrive(looks(helping, child)).text.split())
    assert "Agreed to activate it, of those who act together" in seen
    assert ">1 / 2<" in seen
    assert "All of these agreements count until" in seen
    page = his.visitor.get(f"/me/wards/accounts/{child.subject_id}")
    assert "done=activated" in activates(his, page).url
    status = services.accounts.status_of(child.subject_id)
    assert status is not None
    assert status.state is AccountState.ACTIVE
    her_id, his_id = mother.subject_id, father.subject_id
    for whose in (mother, child):
        assert happened(house, whose, EventType.WARD_AGREED) == [her_id, her_id]
        assert happened(house, whose, EventType.WARD_AGREEMENT_TAKEN_BACK) == [her_id]
    for whose in (mother, father):
        assert happened(house, whose, EventType.WARD_ACTIVATED) == [his_id]
    assert happened(house, child, EventType.ACCOUNT_ACTIVATED) == [his_id]
    assert len(letters(world, mother, NoticeKind.WARD_ACTIVATED)) >= 1
    assert letters(world, father, NoticeKind.WARD_ACTIVATED) == []
    assert "active already" in activates(his, page).text
    world.clock.advance(timedelta(minutes=1))
    assert "waiting" in waits(house.walk(), replace(child, password=PASSWORD)).ids


@pytest.mark.norm("X9.1", limb="an agreement counts for its page, its time and who acts still")
def test_no_agreement_of_another_page_time_or_guardian_counts(house: House) -> None:
    world, services = house.world, house.world.services
    mother, father, aunt = (world.person() for _ in range(3))
    child = granted_child(house, mother, father, aunt, jointly=True)
    by, ward, terms = services.activations_by_guardian, child.subject_id, CURRENT_TERMS

    def signed_in(person: Person, level: int = 2) -> Actor:
        return Actor(subject_id=person.subject_id, level=level)

    def page(person: Person) -> WardAccount:
        return sure(by.find(ward, person.subject_id))

    def agree(person: Person, shown: str | None = None, level: int = 2) -> Reason | None:
        version = page(person).version if shown is None else shown
        actor = signed_in(person, level)
        done = by.agree(ward, shown=version, terms_version=terms, actor=actor)
        return done.reason if isinstance(done, Refused) else None

    def activate(person: Person) -> Reason | None:
        version = page(person).version
        done = by.activate(
            ward, PASSWORD, shown=version, terms_version=terms, actor=signed_in(person)
        )
        return done.reason if isinstance(done, Refused) else None

    def counted(person: Person) -> tuple[int, int]:
        joint = page(person).joint
        assert joint is not None
        return joint.agreed, joint.needed

    assert agree(mother, level=1) is Reason.UNMET_LEVEL
    assert agree(mother, shown="0" * 64) is Reason.PAGE_CHANGED
    assert agree(mother) is None
    assert agree(mother) is Reason.STATE_ALREADY_HOLDS
    assert activate(father) is Reason.AGREEMENT_MISSING, "the aunt has to agree too"
    assert agree(father) is None
    # Who ceased agreed for nobody: her agreement is gone with her record, and so is her page.
    hers = page(mother).version
    told(world, child, father, aunt, jointly=True)
    assert counted(aunt) == (1, 2)
    gone = by.agree(ward, shown=hers, terms_version=terms, actor=signed_in(mother))
    assert gone == Refused(Reason.NO_GUARDIANSHIP)
    back = by.take_back(ward, shown=hers, actor=signed_in(mother))
    assert back == Refused(Reason.NO_GUARDIANSHIP)
    # A guardian whose account is locked agrees to nothing, and without them all is not all.
    locks = services.accounts
    sure(locks.lock(father.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR))
    assert counted(aunt) == (0, 2)
    assert activate(aunt) is Reason.AGREEMENT_MISSING
    sure(locks.unlock(father.subject_id, actor=OPERATOR))
    assert counted(aunt) == (1, 2)
    # The seven days of the agreement, and those of another link.
    world.clock.advance(timedelta(days=9))
    assert counted(aunt) == (0, 2)
    assert agree(father) is None
    assert services.activations.invite(ward, actor=OPERATOR) is None
    assert counted(aunt) == (0, 2), "he agreed before the seven days began"
    assert agree(father) is None
    world.clock.advance(timedelta(minutes=1))
    with services.database.transaction():
        services.activations.send_again(ward)
    assert counted(aunt) == (1, 2), "whoever asks for a link takes no agreement away"
    assert services.activations.reopen(ward, actor=OPERATOR) is None
    assert counted(aunt) == (0, 2)
    # It counts no longer than the link, and the page does not say so either.
    world.clock.advance(timedelta(days=3))
    assert agree(father) is None
    joint, link = page(father).joint, services.activations.newest(ward)
    assert joint is not None
    assert link is not None
    assert joint.mine == link.ends_at
    # The register has the other one act alone by now: nobody else is asked.
    told(world, child, aunt)
    assert page(aunt).joint is None
    assert activate(aunt) is None


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
