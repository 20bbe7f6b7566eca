"""Two parents answer at once, on two connections: one answer decides (D14.2-1, X9.1)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from idp.authorization.consent_step import ConsentDecision
from idp.authorization.domain.guardian_hold import HoldState
from idp.authorization.tables import GUARDIAN_REQUEST
from idp.consent.domain.record import DEFAULT_DAYS
from idp.history.domain import EventType
from idp.kernel.actors import Person as Actor
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import insert_new
from tests.support.families import CHILD, child_of, told
from tests.support.officers import OPERATOR
from tests.support.races import race
from tests.support.world import Person, World, sure

ITEMS = ("authentication", "name", "given_name")


def request_of(world: World, child: Person) -> tuple[Id, ConsentDecision]:
    """A request that waits, and the yes to what its page shows."""
    party, transaction_id, now = world.party(), new_id(), world.clock.now()
    with world.services.database.transaction():
        world.services.database.execute(
            insert_new(GUARDIAN_REQUEST),
            transaction_id=transaction_id,
            subject_id=child.subject_id,
            client_id=party.client_id,
            asked={"scope": ["openid", "profile"], "claims": [], "items": list(ITEMS)},
            level=1,
            asked_at=now,
            expires_at=now + timedelta(minutes=30),
            decided_at=None,
        )
    requests = world.services.guardian_requests
    request = requests.holds.request(transaction_id)
    client = world.services.relying_parties.client(party.client_id)
    assert request is not None
    assert client is not None
    shown = requests.page(request, client, lang="vi").digest
    yes = ConsentDecision(
        shown=shown, chosen=frozenset({"given_name"}), days=DEFAULT_DAYS, lang="vi"
    )
    return transaction_id, yes


def answering(
    world: World, transaction_id: Id, who: Person, said: ConsentDecision | None
) -> Callable[[], HoldState | Refused]:
    def answer() -> HoldState | Refused:
        actor = Actor(subject_id=who.subject_id)
        return world.services.guardian_requests.answer(transaction_id, said, actor=actor)

    return answer


def taken(
    attempts: list[Callable[[], HoldState | Refused]],
) -> Callable[[], HoldState | Refused]:
    """Each call makes another of the attempts."""

    def attempt() -> HoldState | Refused:
        return attempts.pop()()

    return attempt


@pytest.mark.norm("X9.1", limb="any one may confirm, unless the source says jointly")
@pytest.mark.parametrize("second", ["yes", "no"])
def test_of_two_parents_at_once_one_decides(world: World, second: str) -> None:
    mother, father = world.person(), world.person()
    child = child_of(world, mother, father)
    transaction_id, yes = request_of(world, child)
    other = yes if second == "yes" else None
    both = [
        answering(world, transaction_id, mother, yes),
        answering(world, transaction_id, father, other),
    ]
    answers = race(taken(both), times=2)
    late = Refused(Reason.STATE_ALREADY_HOLDS)
    assert late in answers
    (decided,) = [each for each in answers if each != late]
    assert decided in {HoldState.CONFIRMED, HoldState.REFUSED}
    given = world.services.consents.for_subject(child.subject_id)
    assert len(given) == (decided is HoldState.CONFIRMED)
    hold = world.services.guardian_requests.holds.hold(transaction_id, child.subject_id)
    assert hold.state is decided


def test_of_parents_who_act_jointly_the_consent_is_what_both_ticked(world: World) -> None:
    mother, father = world.person(), world.person()
    child = child_of(world, mother, father, jointly=True)
    transaction_id, yes = request_of(world, child)
    less = ConsentDecision(shown=yes.shown, chosen=frozenset(), days=1, lang="vi")
    assert answering(world, transaction_id, mother, yes)() is HoldState.AWAITING
    assert answering(world, transaction_id, father, less)() is HoldState.CONFIRMED
    (given,) = world.services.consents.for_subject(child.subject_id)
    assert given.declined == ("given_name",)
    assert given.expires_at - given.given_at == timedelta(days=1)


def test_one_parent_answers_once_in_two_browsers(world: World) -> None:
    mother = world.person()
    child = child_of(world, mother)
    transaction_id, yes = request_of(world, child)
    both = [
        answering(world, transaction_id, mother, yes),
        answering(world, transaction_id, mother, None),
    ]
    answers = race(taken(both), times=2)
    assert Refused(Reason.STATE_ALREADY_HOLDS) in answers
    told = world.services.history.for_subject(mother.subject_id)
    kinds = {EventType.GUARDIAN_CONFIRMED, EventType.GUARDIAN_REFUSED}
    assert len([each for each in told if each.happening in kinds]) == 1


def test_a_child_or_a_locked_account_confirms_for_nobody(world: World) -> None:
    young = world.person(totp=False, level=1, data={"birthdate": "2014-01-01"})
    child = child_of(world, young)
    transaction_id, yes = request_of(world, child)
    assert answering(world, transaction_id, young, yes)() == Refused(Reason.NO_GUARDIANSHIP)


def test_a_yes_counts_as_long_as_who_gave_it_can_use_an_account(world: World) -> None:
    mother = world.person()
    child = child_of(world, mother)
    transaction_id, yes = request_of(world, child)
    answering(world, transaction_id, mother, yes)()
    services, hers = world.services, mother.subject_id
    hold = services.guardian_requests.holds.hold
    sure(services.endings.lock(hers, ground="x", body="y", remedy="z", actor=OPERATOR))
    assert hold(transaction_id, child.subject_id).state is HoldState.NOBODY
    sure(services.accounts.unlock(hers, actor=OPERATOR))
    assert hold(transaction_id, child.subject_id).state is HoldState.CONFIRMED


def test_nobody_is_waited_for_who_cannot_answer(world: World) -> None:
    """As where a register that errs, or a join, makes a child its own parent."""
    locked, young = world.person(), world.person(totp=False, level=1, data=CHILD)
    sure(
        world.services.endings.lock(
            locked.subject_id, ground="x", body="y", remedy="z", actor=OPERATOR
        )
    )
    child = child_of(world, locked, young)
    told(world, young, young)
    for each in (child, young):
        hold = world.services.guardian_requests.holds.hold(new_id(), each.subject_id)
        assert hold.state is HoldState.NOBODY


def test_requests_are_forgotten_a_day_after_they_expired(world: World) -> None:
    mother = world.person()
    child = child_of(world, mother)
    transaction_id, yes = request_of(world, child)
    answering(world, transaction_id, mother, yes)()
    requests = world.services.guardian_requests
    assert requests.purge_expired() == 0
    world.clock.advance(timedelta(days=2))
    assert requests.purge_expired() == 1
    assert requests.holds.request(transaction_id) is None
