"""Several links for a new password live a day: who holds an old one, or one of two proofs."""

from datetime import timedelta

import pytest

from idp.factors.domain import WAITS, ThrottledSecret
from idp.kernel.refusals import Reason, Refused
from idp.losses.password_links import LINK_LIFETIME
from idp.notices.domain import NoticeKind
from tests.service.test_forgotten import DATA, NEW, ask, opens, other, sent, use
from tests.support.letters import letters
from tests.support.officers import of_every_role
from tests.support.world import Person, World, sure

LOCK = {"ground": "g", "body": "b", "remedy": "r"}


@pytest.fixture
def person(world: World) -> Person:
    return world.person(totp=False, data=DATA)


def several(world: World, person: Person, how_many: int) -> list[tuple[str, str]]:
    found = []
    for _ in range(how_many):
        ask(world, person.username)
        found.append(sent(world, person))
    assert len(set(found)) == how_many
    return found


def test_a_code_opens_no_link_but_its_own(world: World, person: Person) -> None:
    (first, one), (second, two) = several(world, person, 2)
    if one == two:
        return
    assert use(world, first, two) == Refused(Reason.NOT_PROVEN)
    assert use(world, second, one) == Refused(Reason.NOT_PROVEN)
    assert use(world, first, one) is None
    assert use(world, second, two, "tám con mèo ngủ 48 ngày") == Refused(Reason.NOT_FOUND)
    world.clock.advance(timedelta(seconds=1))
    sure(opens(world, person, NEW))


def test_every_link_is_dead_after_a_lock_and_stays_so_after_it(
    world: World, person: Person
) -> None:
    links = several(world, person, 3)
    by, accounts = of_every_role(world.clock.now()), world.services.accounts
    sure(accounts.lock(person.subject_id, **LOCK, actor=by))
    assert {str(use(world, *each)) for each in links} == {str(Refused(Reason.NOT_FOUND))}
    sure(accounts.unlock(person.subject_id, actor=by))
    assert {str(use(world, *each)) for each in links} == {str(Refused(Reason.NOT_FOUND))}


def test_who_reads_the_mailbox_guesses_few_codes_of_many_links_in_a_day(
    world: World, person: Person
) -> None:
    """Each link has another code and a counter of its own; the person has one for all of them."""
    guesses, day = 0, world.clock.now() + LINK_LIFETIME
    links: list[tuple[str, str]] = []
    while world.clock.now() < day:
        request = world.services.forgotten.request
        if request("password", username=person.username) is None:  # type: ignore[arg-type]
            world.services.forgotten.send_due()
            links.append(sent(world, person))
        for link, code in links:
            answer = use(world, link, other(code or "0"))  # the messages are used up
            guesses += isinstance(answer, Refused) and answer.reason is Reason.NOT_PROVEN
        world.clock.advance(timedelta(minutes=10))
    assert len(letters(world, person, NoticeKind.PASSWORD_LINK)) > 5
    assert guesses <= len(WAITS[ThrottledSecret.PASSWORD_LINK_CODE]) + 1
