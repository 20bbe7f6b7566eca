"""Letters are read in any order: the links in them lead back to what there was before all of it.

Who found a way in sets a means and then another one of its kind; the owner reads the newest letter
first, or the oldest, or one of them alone (D3.5, D32.3).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import permutations

import pytest

from idp.factors.domain import Credential, CredentialKind
from idp.factors.pins import PresentedPin
from idp.factors.recovery import PresentedRecoveryCode
from idp.kernel.refusals import Refused
from idp.losses.domain import LossCase
from idp.notices.domain import NoticeKind
from tests.support import databases
from tests.support.officers import AN
from tests.support.sign_ins import sign_in
from tests.support.undo_links import (
    GIVEN_BACK,
    HOUR,
    NEW,
    held,
    link_of,
    opens,
    remove,
    set_password,
    waiting,
)
from tests.support.visits import now_at
from tests.support.world import Person, World, sure

PINS = ("408317", "903146", "571930", "260489", "730152")
PASSWORD, PIN, CODES = (
    CredentialKind.PASSWORD,
    CredentialKind.PIN,
    CredentialKind.RECOVERY_CODES,
)


def password_of(person: Person, turn: int) -> str:
    return person.password if turn == 0 else f"{NEW} {turn}"


def setting(world: World, person: Person, kind: CredentialKind, turn: int) -> str:
    """Set the means of a kind that has this turn; the link in the letter about it."""
    services = world.services
    if kind is PASSWORD:
        set_password(world, person, password_of(person, turn))
        return link_of(world, person, NoticeKind.PASSWORD_CHANGED)
    if kind is PIN:
        sure(services.pins.set(person.subject_id, PINS[turn]))
    else:
        sure(services.recovery_codes.renew(person.subject_id))
    return link_of(world, person, NoticeKind.CREDENTIAL_ADDED)


def working(world: World, person: Person, kind: CredentialKind) -> str | None:
    """The means of a kind that signs its owner in, by its id."""
    this = held(world, person).get(kind)
    return None if this is None or this.disabled_at is not None else this.id


class Theft:
    """A person whose means of a kind is changed by these acts, and the link about each act.

    `before` has what worked before each act, and at its end what works after all of them.
    """

    def __init__(self, world: World, kind: CredentialKind, acts: Sequence[str]) -> None:
        self.world, self.kind = world, kind
        self.person = world.person()
        self.first_code = ""
        if kind is PIN:
            setting(world, self.person, kind, 0)
        if kind is CODES:
            self.first_code = sure(world.services.recovery_codes.renew(self.person.subject_id))[0]
        self.before = [self.works]
        self.links: list[str] = []
        for turn, act in enumerate(acts, start=1):
            world.clock.advance(HOUR)
            if act == "set":
                self.links.append(setting(world, self.person, kind, turn))
            else:
                remove(world, self.person, kind)
                self.links.append(link_of(world, self.person, NoticeKind.CREDENTIAL_REMOVED))
            self.before.append(self.works)
        world.clock.advance(HOUR)

    @contextmanager
    def tried(self) -> Iterator[None]:
        """An order in which the letters are read: undone at its end, for another one."""
        begun = self.world.clock.now()
        with databases.undone(self.world.services.database):
            yield
        self.world.clock.advance(begun - self.world.clock.now())

    @property
    def works(self) -> str | None:
        return working(self.world, self.person, self.kind)

    def use(self, link: str) -> None:
        """Use a link; the page's announcement is true afterwards."""
        losses, before = self.world.services.losses, self.works
        said = losses.peek_undo(link)
        assert said is not None
        sure(losses.undo(link))
        if said.stays_stopped:
            assert self.works is None
            assert before not in self.ids
        elif said.restores:
            assert self.works not in {before, None}
            assert before not in self.ids
        elif said.stops:
            assert self.works is None
            assert before == said.credential_id
        else:
            assert self.works == before
        self.world.clock.advance(HOUR)

    @property
    def ids(self) -> set[str]:
        """Every means that is held, of every kind."""
        return {each.id for each in held(self.world, self.person).values()}

    def take_reports_back(self) -> None:
        losses, here = self.world.services.losses, now_at(self.world.services, AN)
        for case in losses.cases.for_subject(self.person.subject_id):
            if case.can_be_retracted:
                taken = losses.retraction.at_counter(case.number, document="card", actor=here)
                assert isinstance(taken, LossCase)


def orders(links: int) -> Iterator[tuple[int, ...]]:
    """Some or all of so many links, in every order."""
    for used in range(1, links + 1):
        yield from permutations(range(links), used)


ACTS = {
    "twice": ("set", "set"),
    "three times": ("set", "set", "set"),
    "replaced, removed, set": ("set", "remove", "set"),
    "removed, set, replaced": ("remove", "set", "set"),
    "replaced, replaced, removed": ("set", "set", "remove"),
    "replaced, removed, set, replaced": ("set", "remove", "set", "set"),
}
CASES = [
    (kind, acts)
    for kind in (PASSWORD, PIN, CODES)
    for acts in ACTS
    if kind is not PASSWORD or "removed" not in acts
]


@pytest.mark.parametrize(("kind", "acts"), CASES)
def test_links_in_any_order_end_at_what_there_was_before_the_first_of_them(
    world: World, kind: CredentialKind, acts: str
) -> None:
    theft = Theft(world, kind, ACTS[acts])
    for order in orders(len(ACTS[acts])):
        with theft.tried():
            for each in order:
                theft.use(theft.links[each])
            before_all = theft.before[min(order)]
            last = theft.before[-1]
            # Who disowns what was replaced since, and has nothing older, still holds what replaced
            # it.
            stays = before_all is None and max(order) < len(ACTS[acts]) - 1
            assert theft.works == (last if stays else before_all), order
            if before_all is not None:
                theft.take_reports_back()
                assert theft.works == before_all, order


SIGNS_IN: dict[CredentialKind, Callable[[Theft, int], bool]] = {
    PASSWORD: lambda theft, turn: opens(theft.world, theft.person, password_of(theft.person, turn)),
    PIN: lambda theft, turn: (
        not isinstance(
            theft.world.services.pins.verify(
                sign_in(theft.world),
                PresentedPin(subject_id=theft.person.subject_id, pin=PINS[turn]),
            ),
            Refused,
        )
    ),
}


@pytest.mark.parametrize("kind", SIGNS_IN)
def test_the_owners_secret_signs_in_and_no_other(world: World, kind: CredentialKind) -> None:
    theft = Theft(world, kind, ("set",) * 3)
    for order in permutations(range(3)):
        with theft.tried():
            for each in order:
                theft.use(theft.links[each])
            theft.take_reports_back()
            tried = [SIGNS_IN[kind](theft, turn) for turn in range(4)]
            assert tried == [True, False, False, False], order


def test_the_owners_sheet_of_codes_signs_in(world: World) -> None:
    for order in permutations(range(2)):
        theft = Theft(world, CODES, ("set", "set"))
        for each in order:
            theft.use(theft.links[each])
        sure(
            world.services.recovery_codes.verify(
                sign_in(world),
                PresentedRecoveryCode(username=theft.person.username, code=theft.first_code),
            )
        )


@pytest.mark.parametrize("kind", [PASSWORD, PIN, CODES])
def test_the_letter_of_one_undo_gives_nothing_back_that_another_undid(
    world: World, kind: CredentialKind
) -> None:
    theft = Theft(world, kind, ("set",) * 3)
    for order in permutations(range(3)):
        with theft.tried():
            given_back = []
            for each in order:
                before = theft.works
                theft.use(theft.links[each])
                if theft.works != before:
                    given_back.append(link_of(world, theft.person, GIVEN_BACK))
            theft.take_reports_back()
            for link in given_back[:-1]:
                theft.use(link)
                assert theft.works == theft.before[0], order


@pytest.mark.parametrize("kind", [PASSWORD, PIN, CODES])
def test_what_its_owner_called_not_theirs_does_not_take_the_place_back(
    world: World, kind: CredentialKind
) -> None:
    theft = Theft(world, kind, ("set", "set"))
    theft.use(theft.links[0])
    again = link_of(world, theft.person, GIVEN_BACK)
    theft.use(theft.links[1])
    theft.use(again)
    assert held(world, theft.person)[kind].id == theft.before[0]
    theft.take_reports_back()
    assert theft.works == theft.before[0]


def test_each_letter_of_an_undo_gives_back_what_that_undo_put_aside(world: World) -> None:
    theft = Theft(world, PASSWORD, ("set",))
    first, thiefs = theft.before
    theft.use(theft.links[0])
    older = link_of(world, theft.person, GIVEN_BACK)
    theft.use(setting(world, theft.person, PASSWORD, 2))
    assert theft.works == first
    theft.use(older)
    assert theft.works == thiefs
    theft.use(link_of(world, theft.person, GIVEN_BACK))
    assert theft.works == first


def test_a_letter_of_an_earlier_release_gives_back_what_was_put_aside_last(world: World) -> None:
    theft = Theft(world, PASSWORD, ("set", "set"))
    theft.use(theft.links[1])
    found = world.services.credentials.restorable(
        theft.person.subject_id, theft.before[1] or "", GIVEN_BACK
    )
    assert found is not None
    assert found.id == theft.before[2]


def test_what_came_back_to_an_empty_place_is_stopped_by_the_letter_about_that(
    world: World,
) -> None:
    theft = Theft(world, PIN, ("set", "remove"))
    theft.use(theft.links[1])
    theft.use(link_of(world, theft.person, GIVEN_BACK))
    assert theft.works is None
    theft.use(theft.links[0])
    assert theft.works == theft.before[0]


def pending_pins(world: World) -> tuple[Person, list[Credential], list[str]]:
    """A PIN that counts, two after it that do not yet, and the links about these."""
    person = world.person()
    pins, links = [], []
    for pin in PINS[:3]:
        pins.append(sure(world.services.pins.set(person.subject_id, pin)))
        links.append(link_of(world, person, NoticeKind.CREDENTIAL_ADDED))
        if pin != PINS[0]:
            waiting(world, pins[-1])
        world.clock.advance(HOUR)
    return person, pins, links[1:]


def test_what_waits_is_cancelled_after_a_link_and_before_one(world: World) -> None:
    losses, cancel = world.services.losses, world.services.credential_revocation.cancel_pending
    person, pins, links = pending_pins(world)
    sure(losses.undo(links[1]))
    sure(cancel(person.subject_id, pins[1].id, keeps=None))
    assert working(world, person, PIN) == pins[0].id
    person, pins, links = pending_pins(world)
    sure(cancel(person.subject_id, pins[2].id, keeps=None))
    sure(losses.undo(links[0]))
    assert working(world, person, PIN) == pins[0].id
