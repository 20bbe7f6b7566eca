"""Who acts for a child, against a model: records come and go, time passes, the child comes of age.

The model says in a few words what the law says: a record holds from its first to its last day and
until the child is 14, who acts alone from then on; any one of several may confirm unless they act
jointly, and a yes counts only as long as who gave it is on record (D14.2-1, X9.1).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from idp.accounts.domain import AccountStatus, acts_alone
from idp.authorization.consent_step import ConsentDecision
from idp.authorization.domain.guardian_hold import HoldState
from idp.kernel.actors import System
from idp.kernel.clock import VIET_NAM, civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.representation.domain import RepresentationKind, StatedAgent
from tests.service.test_guardian_answers import answering, request_of
from tests.support.activations import number_of
from tests.support.families import CHILD, told
from tests.support.races import held_elsewhere, race, wait_for_waiters
from tests.support.representing import ended, named
from tests.support.world import Person, World

REGISTER, COURT = "population", "Court of the district"
PARENTS, GUARDIAN = ("mother", "father"), "guardian"
LONG_AGO = date(2015, 6, 1)
ONE_DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
LIVES = timedelta(minutes=30)
NEVER = datetime.max.replace(tzinfo=VIET_NAM)
POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=VIET_NAM)


def fourteen_on(day: date) -> dict[str, str]:
    return {**CHILD, "birthdate": day.replace(year=day.year - 14).isoformat()}


@dataclass(frozen=True)
class Told:
    """What a source said of one agent; `last`: None while no end is known."""

    who: str
    source: str
    first: date
    last: date | None
    jointly: bool


@dataclass
class Family:
    """The child, who is said to act for it, and what is asked of them."""

    birthday: date
    """The fourteenth."""
    live: set[Told] = field(default_factory=set)
    ever: set[str] = field(default_factory=set)
    asked: bool = False
    expires: datetime = NEVER
    decided: bool = False
    answers: dict[str, bool] = field(default_factory=dict)
    consents: int = 0

    def holding(self, now: datetime) -> list[Told]:
        today = civil_day(now)
        within = [
            each for each in self.live if each.first <= today <= (each.last or date(9999, 1, 1))
        ]
        return within if today < self.birthday else []

    def agents(self, now: datetime) -> set[str]:
        return {each.who for each in self.holding(now)}

    def alone(self, now: datetime) -> set[str]:
        return {each.who for each in self.holding(now) if not each.jointly}

    def state(self, now: datetime) -> HoldState:
        if not self.asked:
            return HoldState.UNASKED if self.agents(now) else HoldState.NOBODY
        if not all(self.answers.values()):
            return HoldState.REFUSED
        together = {each.who for each in self.holding(now) if each.jointly}
        yes = set(self.answers)
        if yes & self.alone(now) or (together and together <= yes):
            return HoldState.CONFIRMED
        waits = not self.decided and self.agents(now) - yes
        return HoldState.AWAITING if waits else HoldState.NOBODY

    def refuses(self, who: str, now: datetime) -> Reason | None:
        if who not in self.ever:
            return Reason.NOT_FOUND
        if self.decided or who in self.answers:
            return Reason.STATE_ALREADY_HOLDS
        if now >= self.expires:
            return Reason.EXPIRED
        grown = civil_day(now) >= self.birthday
        return Reason.NO_GUARDIANSHIP if grown or who not in self.agents(now) else None


class Families(RuleBasedStateMachine):
    """One child after the other; who acts for them are the same people."""

    def __init__(self, world: World, agents: dict[str, Person]) -> None:
        super().__init__()
        self.world, self.agents = world, agents
        self.request: tuple[Id, ConsentDecision] | None = None

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    @initialize(days=st.integers(1, 3))
    def is_born(self, days: int) -> None:
        birthday = civil_day(self.now) + timedelta(days=days)
        self.child = self.world.person(totp=False, level=1, data=fourteen_on(birthday))
        self.model = Family(birthday)

    def stated(self, each: Told) -> StatedAgent:
        kinds = {GUARDIAN: RepresentationKind.GUARDIAN}
        return StatedAgent(
            number=number_of(self.world, self.agents[each.who]),
            kind=kinds.get(each.who, RepresentationKind.PARENT),
            starts_on=each.first,
            ends_on=each.last,
            jointly=each.jointly,
        )

    @rule(
        who=st.sets(st.sampled_from(PARENTS)),
        jointly=st.booleans(),
        begins=st.sampled_from([None, 0, 1]),
        ends=st.sampled_from([None, None, 0, 1]),
    )
    def register_tells(
        self, who: set[str], *, jointly: bool, begins: int | None, ends: int | None
    ) -> None:
        today = civil_day(self.now)
        first = LONG_AGO if begins is None else today + timedelta(days=begins)
        last = None if ends is None else today + timedelta(days=ends)
        said = {Told(each, REGISTER, first, last, jointly) for each in who}
        before = {each for each in self.model.live if each.source == REGISTER}
        with self.world.services.database.transaction():
            changed = self.world.services.representations.reconcile(
                self.child.subject_id,
                REGISTER,
                [self.stated(each) for each in said],
                actor=System(rule="D8.1"),
            )
        assert changed is (said != before)
        self.model.live = self.model.live - before | said
        self.model.ever |= who

    @rule(ends=st.sampled_from([None, 0, 1]))
    def court_appoints(self, ends: int | None) -> None:
        last = None if ends is None else civil_day(self.now) + timedelta(days=ends)
        said = Told(GUARDIAN, COURT, LONG_AGO, last, jointly=False)
        refused = named(self.world, self.child.subject_id, self.stated(said), body=COURT)
        if civil_day(self.now) >= self.model.birthday:
            assert refused is Reason.NO_GUARDIANSHIP
            return
        holds = Reason.STATE_ALREADY_HOLDS
        assert refused is (holds if said in self.model.live else None)
        self.model.live.add(said)
        self.model.ever.add(GUARDIAN)

    @precondition(lambda self: self.model.ever)
    @rule(data=st.data())
    def court_ends(self, data: st.DataObject) -> None:
        representations = self.world.services.representations
        records = representations.of_principal(self.child.subject_id)
        one = data.draw(st.sampled_from(records))
        refused = ended(self.world, self.child.subject_id, one.id)
        if one.source == REGISTER:
            assert refused is Reason.SOURCE_MANAGED
            return
        was = one.ended_at is not None
        assert refused is (Reason.STATE_ALREADY_HOLDS if was else None)
        if not was:
            last = one.ends_on
            self.model.live.remove(Told(GUARDIAN, COURT, LONG_AGO, last, jointly=False))

    @rule()
    def child_asks(self) -> None:
        self.request = request_of(self.world, self.child)
        self.model.asked, self.model.decided, self.model.answers = True, False, {}
        self.model.expires = self.now + LIVES

    @precondition(lambda self: self.model.asked)
    @rule(who=st.sampled_from((*PARENTS, GUARDIAN)), yes=st.sampled_from([True, True, False]))
    def answers(self, who: str, *, yes: bool) -> None:
        assert self.request is not None
        transaction_id, shown = self.request
        said = shown if yes else None
        reason = self.model.refuses(who, self.now)
        answer = answering(self.world, transaction_id, self.agents[who], said)()
        if reason is not None:
            assert answer == Refused(reason), self.model
            return
        self.model.answers[who] = yes
        state = self.model.state(self.now)
        assert answer is state, self.model
        self.model.decided = state in {HoldState.CONFIRMED, HoldState.REFUSED}
        self.model.consents += state is HoldState.CONFIRMED

    @rule(minutes=st.sampled_from([1, 29, 31]))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.advance(timedelta(minutes=minutes))

    @rule(before=st.booleans())
    def day_ends(self, *, before: bool) -> None:
        """To the first instant of the next day in Viet Nam, or the last one of this."""
        following = midnight(civil_day(self.now) + ONE_DAY)
        self.world.clock.advance(following - self.now - before * INSTANT)

    @rule(before=st.booleans())
    def comes_of_age(self, *, before: bool) -> None:
        """To the first instant of the fourteenth birthday, or the last one before."""
        at = midnight(self.model.birthday) - before * INSTANT
        if at > self.now:
            self.world.clock.advance(at - self.now)
            assert acts_alone(self.status(), self.now) is not before

    @rule()
    def worker_reviews(self) -> None:
        services, child = self.world.services, self.child.subject_id
        guarded = self.status().alone_from is not None
        grown = civil_day(self.now) >= self.model.birthday
        assert services.accounts.end_guardianship_by_age(child) is (guarded and grown)

    def status(self) -> AccountStatus:
        found = self.world.services.accounts.status_of(self.child.subject_id)
        assert found is not None
        return found

    @invariant()
    def is_as_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        services, child, now = self.world.services, self.child.subject_id, self.now
        known = {each.subject_id: who for who, each in self.agents.items()}
        found = services.representations.agents(child)
        assert {known[each] for each in found} == self.model.agents(now)
        assert acts_alone(self.status(), now) is (civil_day(now) >= self.model.birthday)
        requests = services.guardian_requests
        for who, each in self.agents.items():
            alone = who in self.model.alone(now)
            assert services.representations.may_act(each.subject_id, child) is alone
            theirs = services.representations.represented_by(each.subject_id)
            assert (child in {one.principal_id for one in theirs}) is alone
            if self.request is not None:
                waits = {one.transaction_id for one in requests.open_for(each.subject_id)}
                asked = self.request[0] in waits
                assert asked is (self.model.refuses(who, now) is None), (who, self.model)
        if self.request is not None:
            hold = requests.holds.hold(self.request[0], child)
            assert hold.state is self.model.state(now), self.model
        assert len(services.consents.for_subject(child)) == self.model.consents


def people(world: World) -> dict[str, Person]:
    return {who: world.person(totp=False) for who in (*PARENTS, GUARDIAN)}


@pytest.mark.norm("D14.2-1", limb="who may confirm, at every instant and in every order")
@pytest.mark.norm("X9.1", limb="records begin and end, jointly or not, in every order")
def test_families_are_what_the_model_says(world: World) -> None:
    agents = people(world)

    class Here(Families):
        def __init__(self) -> None:
            super().__init__(world, agents)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_guardian_who_is_removed_between_question_and_answer(world: World) -> None:
    """Walks that the machine finds rarely: each end of a request is reached in the model."""
    machine = Families(world, people(world))
    machine.is_born(days=2)
    machine.register_tells({"mother", "father"}, jointly=True, begins=None, ends=None)
    machine.child_asks()
    machine.answers("mother", yes=True)
    machine.register_tells({"father"}, jointly=True, begins=None, ends=None)
    machine.is_as_the_model_says()
    machine.answers("mother", yes=True)
    machine.answers("father", yes=True)
    assert machine.model.state(machine.now) is HoldState.CONFIRMED
    machine.register_tells(set(), jointly=False, begins=None, ends=None)
    assert machine.model.state(machine.now) is HoldState.NOBODY
    machine.court_appoints(ends=0)
    machine.child_asks()
    machine.answers("father", yes=True)
    machine.answers(GUARDIAN, yes=False)
    machine.is_as_the_model_says()
    assert machine.model.state(machine.now) is HoldState.REFUSED
    machine.child_asks()
    machine.comes_of_age(before=True)
    machine.comes_of_age(before=False)
    machine.answers(GUARDIAN, yes=True)
    machine.worker_reviews()
    machine.is_as_the_model_says()
    assert machine.model.consents == 1


def grown_up_soon(world: World, mother: Person) -> Person:
    """A child of this mother, in the last minute before its fourteenth birthday."""
    day = civil_day(world.clock.now()) + 2 * ONE_DAY
    child = world.person(totp=False, level=1, data=fourteen_on(day))
    told(world, child, mother)
    world.clock.advance(midnight(day) - world.clock.now() - timedelta(minutes=1))
    return child


@POSTGRESQL
@pytest.mark.norm("D14.2-1", limb="a yes that the 14th birthday overtakes counts for nothing")
def test_a_yes_that_the_birthday_overtakes_is_none(world: World) -> None:
    """It was sent before midnight and waits for the lock of the account when midnight comes."""
    mother = world.person(totp=False)
    child = grown_up_soon(world, mother)
    transaction_id, yes = request_of(world, child)
    services = world.services
    answer = answering(world, transaction_id, mother, yes)
    with ThreadPoolExecutor(1) as threads:
        lock = services.guardian_requests.account_locks.lock
        with held_elsewhere(services.database, lambda: (lock(child.subject_id), True)):
            sent = threads.submit(answer)
            wait_for_waiters(services.database, 1)
            world.clock.advance(timedelta(minutes=1))
        assert sent.result(timeout=60) == Refused(Reason.NO_GUARDIANSHIP)
    assert services.consents.for_subject(child.subject_id) == []


@pytest.mark.parametrize("before", [True, False])
def test_a_yes_and_the_worker_agree_on_the_birthday(world: World, *, before: bool) -> None:
    """At the same moment, on two connections: what the clock says decides, not who was first."""
    mother = world.person(totp=False)
    child = grown_up_soon(world, mother)
    transaction_id, yes = request_of(world, child)
    services = world.services
    world.clock.advance(timedelta(minutes=1) - before * INSTANT)
    reviewed = services.accounts.end_guardianship_by_age
    both: list[Callable[[], object]] = [
        answering(world, transaction_id, mother, yes),
        lambda: reviewed(child.subject_id),
    ]

    def attempt() -> object:
        return both.pop()()

    answers = race(attempt, times=2)
    expected = [HoldState.CONFIRMED, False] if before else [Refused(Reason.NO_GUARDIANSHIP), True]
    assert all(each in answers for each in expected), answers
    assert len(services.consents.for_subject(child.subject_id)) == before
