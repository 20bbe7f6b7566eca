"""Who lost the link that activates an account asks for another one on a public page (D14.1)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.accounts.domain import AccountState
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole, Through, Unproven
from idp.kernel.refusals import Reason
from idp.losses.forgotten import Forgotten
from idp.notices.domain import NoticeKind
from tests.support.activations import REACHED, Holder, invited, links, number_of
from tests.support.letters import letters
from tests.support.officers import OPERATOR, officer
from tests.support.sign_ins import reason
from tests.support.world import Person, World, sure

DAY = timedelta(days=1)
AGAIN = NoticeKind.ACTIVATION_LINK_AGAIN


def ask(world: World, person: Person, forgotten: Forgotten = Forgotten.ACTIVATION_LINK) -> int:
    """Ask by the number of the person; returns to how many something was sent."""
    typed = number_of(world, person)
    assert world.services.forgotten.request(forgotten, username=typed) is None
    return world.services.forgotten.send_due()


def again(world: World, person: Person) -> list[str]:
    """The handles in the messages that were asked for."""
    return [str(each["path"]).rsplit("/", 1)[1] for each in letters(world, person, AGAIN)]


def handed_over(world: World, person: Person) -> None:
    link = world.services.activations.newest(person.subject_id)
    assert link is not None
    with world.services.database.transaction():
        world.services.notices.hand_over.handed(link.id, world.clock.now())


@pytest.mark.parametrize("forgotten", [Forgotten.ACTIVATION_LINK, Forgotten.PASSWORD])
def test_a_new_link_goes_to_the_registered_contact_and_the_old_one_stays(
    world: World, forgotten: Forgotten
) -> None:
    person, lost = invited(world)
    assert ask(world, person, forgotten) == 1
    (letter,) = letters(world, person, AGAIN)
    (link,) = again(world, person)
    assert letter["to"] == REACHED["email"]
    activations = world.services.activations
    assert activations.refusal(lost) is None
    assert sure(Holder(world, person, link).activate()).state is AccountState.ACTIVE
    for each in (lost, link):
        assert reason(activations.refusal(each)) is Reason.USED_BEFORE


def test_a_stranger_who_asks_ends_no_activation_that_is_under_way(world: World) -> None:
    person, link = invited(world)
    holder = Holder(world, person, link)
    shown = holder.agreed()
    for _ in range(2):
        assert ask(world, person) == 1
    assert sure(holder.activate(shown)).state is AccountState.ACTIVE
    activations = world.services.activations
    for each in (link, *again(world, person)):
        assert reason(activations.refusal(each)) is Reason.USED_BEFORE
    assert ask(world, person) == 0


def test_who_asks_at_the_help_line_ends_every_link_of_before(world: World) -> None:
    person, link = invited(world)
    assert ask(world, person) == 1
    by = replace(officer(OfficerRole.HOTLINE), authenticated_at=world.clock.now())
    assert world.services.activations.reopen(person.subject_id, actor=by) is None
    for each in (link, *again(world, person)):
        assert reason(world.services.activations.refusal(each)) is Reason.EXPIRED


def test_the_history_says_that_somebody_asked(world: World) -> None:
    person, _ = invited(world)
    ask(world, person)
    entries = list(world.services.history.for_subject(person.subject_id))
    by = Unproven(through=Through.BROWSER)
    asked = [each for each in entries if each.happening is EventType.ACTIVATION_LINK_ASKED]
    sent = [each for each in entries if each.happening is EventType.ACTIVATION_LINK_SENT]
    assert [each.actor for each in asked] == [by]
    assert [each.actor for each in sent] == [by, OPERATOR]  # the newest first


@pytest.mark.norm("D14.1-1", limb="asking for the link again does not prolong the seven days")
def test_asking_does_not_make_the_seven_days_longer(world: World) -> None:
    person, _ = invited(world)
    handed_over(world, person)
    first = world.services.activations.newest(person.subject_id)
    assert first is not None
    world.clock.advance(6 * DAY)
    assert ask(world, person) == 1
    handed_over(world, person)
    newest = world.services.activations.newest(person.subject_id)
    assert newest is not None
    assert newest.id != first.id
    assert (newest.received_at, newest.ends_at) == (first.received_at, first.ends_at)
    (link,) = again(world, person)
    world.clock.advance(first.ends_at - world.clock.now())
    refused = world.services.activations.refusal(link)
    assert reason(refused) is Reason.ACTIVATION_WINDOW_CLOSED


@pytest.mark.norm("D14.1-2", limb="after the seven days the help line alone opens it")
def test_after_the_seven_days_the_message_leads_to_the_help_line(world: World) -> None:
    person, _ = invited(world)
    handed_over(world, person)
    world.clock.advance(9 * DAY)
    assert ask(world, person) == 1
    assert again(world, person) == []
    (letter,) = letters(world, person, NoticeKind.ACTIVATION_LAPSED)
    assert letter["to"] == REACHED["email"]


def test_nothing_goes_to_who_was_not_invited_or_is_active(world: World) -> None:
    granted = world.granted(data=REACHED)
    assert ask(world, granted) == 0
    person, link = invited(world)
    sure(Holder(world, person, link).activate())
    assert ask(world, person) == 0
    for each in (granted, person):
        assert again(world, each) == []
        assert letters(world, each, NoticeKind.ACTIVATION_LAPSED) == []


def test_strangers_bring_about_few_messages_and_leave_the_help_line_open(world: World) -> None:
    """By each name few get through, and none of them counts among what an officer may send."""
    person, _ = invited(world)
    asked = 0
    for typed in (number_of(world, person), person.username):
        while world.services.forgotten.request(Forgotten.ACTIVATION_LINK, username=typed) is None:
            asked += 1
            world.services.forgotten.send_due()
    assert asked == 10
    assert len(again(world, person)) <= 7
    assert world.services.activations._too_many(person.subject_id) is None  # noqa: SLF001
    assert len(links(world, person)) == 1
