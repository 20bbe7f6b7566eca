"""Relay and replay at the counter (RFC 10027, D19.4-2): each gives nothing, in any order."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind
from idp.ciba.domain.request import CODE_LIFETIME
from idp.ciba.tables import REQUEST
from idp.ciba.token_polling import AuthorizationPending
from idp.kernel.refusals import Reason, Refused
from idp.notices.tables import NOTICE
from idp.sessions.domain import AuthenticationEvent
from idp.tokens.domain import TokenResponse
from tests.support.assertions import ClientKey
from tests.support.counters import PLACE, Desk, Hand, bank, desk, hand
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import OPERATOR, themself
from tests.support.races import race
from tests.support.world import World, sure


@pytest.fixture
def here(world: World) -> Desk:
    return desk(world)


@pytest.fixture
def citizen(world: World) -> Hand:
    return hand(world)


def reason(answer: object) -> Reason | None:
    return answer.reason if isinstance(answer, Refused) else None


def approved(here: Desk, citizen: Hand) -> str:
    accepted = sure(here.ask(citizen.code()))
    citizen.type_number()
    sure(citizen.approve())
    return accepted.auth_req_id


@pytest.mark.norm("D21.2", limb="a scanned code is used once")
def test_a_scanned_code_is_worth_nothing_a_second_time(here: Desk, citizen: Hand) -> None:
    code = citizen.code()
    sure(here.ask(code))
    assert reason(here.ask(code)) is Reason.USED_BEFORE


def test_one_code_read_by_many_at_once_asks_once(here: Desk, citizen: Hand) -> None:
    code = citizen.code()
    answers = race(lambda: here.ask(code), times=8)
    assert sum(not isinstance(answer, Refused) for answer in answers) == 1
    assert len(citizen.counter.pending(citizen.phone)) == 1


def test_a_code_photographed_yesterday_is_too_old(
    here: Desk, citizen: Hand, clock: FrozenClock
) -> None:
    code = citizen.code()
    clock.advance(CODE_LIFETIME)
    assert reason(here.ask(code)) is Reason.EXPIRED


def test_a_code_nobody_here_signed_names_nobody(world: World, here: Desk, citizen: Hand) -> None:
    head, body, signature = citizen.code().split(".")
    other = world.services.keyring.sign({"jti": "x", "exp": 1 << 40}, typ="JWT", alg="ES256")
    forged = here.key.sign({"jti": "x", "exp": 1 << 33, "aud": "counter"}, typ="counter-code+jwt")
    for code in ("", "x", f"{head}.{body}.", f"{head}.{body[:-2]}.{signature}", other, forged):
        assert reason(here.ask(code)) is Reason.NOT_FOUND


@pytest.mark.norm("D21.2", limb="a result goes to the terminal that asked")
@pytest.mark.norm("D19.4-1", limb="a counter's result goes to the terminal that asked")
def test_a_result_goes_to_the_very_terminal_that_asked(world: World, citizen: Hand) -> None:
    first, second = ClientKey(kid="first"), ClientKey(kid="second")
    client_id = bank(world, first, second)
    terminals = world.services.ciba.terminals
    one = Desk(
        world,
        client_id,
        first,
        sure(terminals.register(client_id, PLACE, key=first.public, actor=OPERATOR)),
    )
    two = Desk(
        world,
        client_id,
        second,
        sure(terminals.register(client_id, PLACE, key=second.public, actor=OPERATOR)),
    )
    auth_req_id = approved(one, citizen)
    assert reason(two.take(auth_req_id)) is Reason.OTHER_TERMINAL
    assert isinstance(one.take(auth_req_id), TokenResponse)


@pytest.mark.norm("D21.2", limb="another party's desk gets nothing")
@pytest.mark.norm("D19.4-1", limb="another's counter result is refused and a case opens")
def test_another_banks_desk_gets_nothing_and_leaves_a_case(
    world: World, here: Desk, citizen: Hand
) -> None:
    other, auth_req_id = desk(world), approved(here, citizen)
    assert reason(other.take(auth_req_id)) is Reason.NOT_AUTHORISED
    (case,) = world.services.violations.cases()
    assert (case.issued_to, case.shown_by) == (here.client_id, other.client_id)
    assert reason(here.take(auth_req_id)) is Reason.CANCELLED


def test_a_result_is_taken_once_and_a_second_time_ends_the_first(
    world: World, here: Desk, citizen: Hand
) -> None:
    auth_req_id = approved(here, citizen)
    issued = here.take(auth_req_id)
    assert isinstance(issued, TokenResponse)
    assert reason(here.take(auth_req_id)) is Reason.USED_BEFORE
    assert reason(world.services.tokens.userinfo(issued.access_token)) is Reason.NOT_PROVEN


def test_of_many_that_take_at_once_one_gets_it(here: Desk, citizen: Hand) -> None:
    auth_req_id = approved(here, citizen)
    answers = race(lambda: here.take(auth_req_id), times=8)
    assert sum(isinstance(answer, TokenResponse) for answer in answers) == 1


def test_of_two_taps_on_yes_one_counts(here: Desk, citizen: Hand) -> None:
    sure(here.ask(citizen.code()))
    txn = citizen.request_id
    citizen.type_number()
    answers = race(lambda: citizen.approve(of=txn), times=6)
    assert sum(isinstance(answer, AuthenticationEvent) for answer in answers) == 1
    assert {reason(answer) for answer in answers} == {None, Reason.USED_BEFORE}


def test_yes_and_no_at_once_is_one_of_them(here: Desk, citizen: Hand) -> None:
    accepted = sure(here.ask(citizen.code()))
    txn, turns = citizen.request_id, iter(range(8))
    citizen.type_number()

    def answer() -> bool:
        if next(turns) % 2:
            return citizen.counter.decline(citizen.phone, txn) is None
        return isinstance(citizen.approve(of=txn), AuthenticationEvent)

    assert sum(race(answer, times=8)) == 1
    assert isinstance(here.take(accepted.auth_req_id), TokenResponse) is (
        "counter_declined" not in citizen.history()
    )


def test_without_the_number_a_yes_is_no_yes(here: Desk, citizen: Hand) -> None:
    accepted = sure(here.ask(citizen.code()))
    assert reason(citizen.approve()) is Reason.NUMBER_MISSING
    assert here.take(accepted.auth_req_id) == AuthorizationPending(slow_down=False)


@pytest.mark.norm("D21.2", limb="three wrong numbers end it")
def test_three_wrong_numbers_cancel_and_the_person_is_told(
    world: World, here: Desk, citizen: Hand
) -> None:
    accepted = sure(here.ask(citizen.code()))
    txn = citizen.request_id
    told = [reason(citizen.type_number(each, of=txn)) for each in ("11", "12", "13")]
    assert told == [Reason.WRONG_NUMBER, Reason.WRONG_NUMBER, Reason.TOO_MANY_TRIES]
    assert reason(citizen.type_number(of=txn)) is Reason.CANCELLED
    assert reason(citizen.approve(of=txn)) is Reason.CANCELLED
    assert reason(here.take(accepted.auth_req_id)) is Reason.CANCELLED
    assert citizen.history() == ["counter_asked", "counter_cancelled"]
    with world.services.database.transaction() as connection:
        kinds = connection.execute(select(NOTICE.c.kind)).scalars().all()
    assert kinds.count("counter_cancelled") == 1


def test_guesses_at_once_are_counted_each(here: Desk, citizen: Hand) -> None:
    sure(here.ask(citizen.code()))
    txn, numbers = citizen.request_id, iter(range(50, 60))
    answers = race(lambda: citizen.type_number(str(next(numbers)), of=txn), times=8)
    reasons = [reason(answer) for answer in answers]
    assert reasons.count(Reason.WRONG_NUMBER) == 2
    assert reasons.count(Reason.TOO_MANY_TRIES) == 1
    assert reasons.count(Reason.CANCELLED) == 5


def test_a_number_of_another_request_is_a_wrong_one(
    world: World, here: Desk, citizen: Hand
) -> None:
    """The stored digest of a number is bound to its request."""
    sure(here.ask(citizen.code()))
    sure(here.ask(citizen.code()))
    with world.services.database.transaction() as connection:
        kept = connection.execute(select(REQUEST.c.number_digest)).scalars().all()
    assert len(set(kept)) == 2


def test_a_locked_person_is_refused_at_each_step(world: World, here: Desk, citizen: Hand) -> None:
    accounts, subject_id = world.services.accounts, citizen.person.subject_id
    lock = {"ground": "D15.2a", "body": "Authority", "remedy": "Ask"}
    late = approved(here, citizen)
    early, code = sure(here.ask(citizen.code())), citizen.code()
    txn = citizen.request_id
    citizen.type_number(of=txn)
    sure(accounts.lock(subject_id, **lock, actor=OPERATOR))
    assert reason(citizen.counter.show_code(citizen.phone)) is Reason.ACCOUNT_LOCKED
    assert reason(here.ask(code)) is Reason.ACCOUNT_LOCKED
    assert reason(citizen.approve(of=txn)) is Reason.ACCOUNT_LOCKED
    assert reason(here.take(early.auth_req_id)) is Reason.CANCELLED
    assert reason(here.take(late)) is Reason.ACCOUNT_LOCKED


def test_a_suspended_terminal_is_stopped_at_each_step(here: Desk, citizen: Hand) -> None:
    late = approved(here, citizen)
    early, code = sure(here.ask(citizen.code())), citizen.code()
    txn = citizen.request_id
    citizen.type_number(of=txn)
    sure(here.counter.terminals.suspend(here.terminal.id, reason="stolen", actor=OPERATOR))
    assert reason(here.ask(code)) is Reason.TERMINAL_SUSPENDED
    assert reason(citizen.approve(of=txn)) is Reason.TERMINAL_SUSPENDED
    assert reason(here.take(early.auth_req_id)) is Reason.TERMINAL_SUSPENDED
    assert reason(here.take(late)) is Reason.TERMINAL_SUSPENDED
    sure(here.counter.terminals.resume(here.terminal.id, actor=OPERATOR))
    assert reason(here.take(late)) is Reason.CANCELLED


def test_a_suspended_bank_is_stopped_at_each_step(world: World, here: Desk, citizen: Hand) -> None:
    late = approved(here, citizen)
    sure(here.ask(citizen.code()))
    txn = citizen.request_id
    citizen.type_number(of=txn)
    sure(world.services.relying_parties.suspend(here.client_id, reason="breach", actor=OPERATOR))
    assert reason(citizen.approve(of=txn)) is Reason.CLIENT_SUSPENDED
    assert reason(here.take(late)) is Reason.CLIENT_SUSPENDED


def test_a_result_is_not_taken_from_another_network(world: World, citizen: Hand) -> None:
    key = ClientKey(kid="fixed")
    client_id, terminals = bank(world, key), world.services.ciba.terminals
    made = terminals.register(
        client_id, PLACE, key=key.public, networks=("203.0.113.0/24",), actor=OPERATOR
    )
    here = Desk(world, client_id, key, sure(made))
    auth_req_id = approved(here, citizen)
    assert reason(here.take(auth_req_id, address="198.51.100.1")) is Reason.OTHER_NETWORK
    assert isinstance(here.take(auth_req_id, address="203.0.113.7"), TokenResponse)


def test_a_withdrawn_consent_stands_between_yes_and_the_result(
    world: World, here: Desk, citizen: Hand
) -> None:
    auth_req_id = approved(here, citizen)
    subject_id = citizen.person.subject_id
    consent = world.services.consents.live(subject_id, here.client_id)
    assert consent is not None
    world.services.tokens.withdraw_consent(subject_id, consent.id, actor=themself(subject_id))
    assert reason(here.take(auth_req_id)) is Reason.DECLINED


@pytest.mark.norm("D32.3", limb="what was pending ends with what allowed it")
def test_what_was_approved_dies_with_its_session(world: World, here: Desk, citizen: Hand) -> None:
    """A lost phone may have approved it: the report ends every session it began."""
    auth_req_id = approved(here, citizen)
    (session,) = world.services.sessions.for_subject(citizen.person.subject_id)
    world.services.tokens.end_session(session.id, deliver=False, actor=OPERATOR)
    assert reason(here.take(auth_req_id)) is Reason.FRESH_SIGN_IN_REQUIRED
    # No tokens were issued, so a second use is no replay.
    assert reason(here.take(auth_req_id)) is Reason.USED_BEFORE
    assert world.services.violations.cases() == []


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_phone_reported_lost_meanwhile_approves_nothing(
    world: World, here: Desk, citizen: Hand
) -> None:
    sure(here.ask(citizen.code()))
    txn = citizen.request_id
    citizen.type_number()
    proofs = citizen.proofs(EvidenceKind.APP_KEY_BIOMETRIC, of=txn)
    world.services.credentials.stop_lost(
        citizen.person.subject_id, actor=themself(citizen.person.subject_id)
    )
    answer = citizen.counter.approve(citizen.phone, txn, proofs, citizen.yes(txn))
    assert reason(answer) is Reason.CREDENTIAL_FLAGGED


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_lost_phone_approves_nothing_by_a_later_proof_either(
    world: World, here: Desk, citizen: Hand
) -> None:
    """Its key was proven by an earlier word; the word that follows brings something else."""
    sure(here.ask(citizen.code()))
    txn, yes = citizen.request_id, citizen.yes(citizen.request_id)
    citizen.type_number()
    first = citizen.proofs(EvidenceKind.APP_KEY, of=txn)
    assert reason(citizen.counter.approve(citizen.phone, txn, first, yes)) is Reason.UNMET_LEVEL
    world.services.credentials.stop_lost(
        citizen.person.subject_id, actor=themself(citizen.person.subject_id)
    )
    later = citizen.proofs(EvidenceKind.PIN, of=txn)
    answer = citizen.counter.approve(citizen.phone, txn, later, yes)
    assert reason(answer) is Reason.CREDENTIAL_FLAGGED


def test_an_id_that_was_never_given_is_nothing(here: Desk) -> None:
    for auth_req_id in ("", "x", "\udc80", "a" * 5000):
        assert reason(here.take(auth_req_id)) is Reason.NOT_FOUND


def test_an_approval_that_nobody_fetched_in_time_is_over(
    here: Desk, citizen: Hand, clock: FrozenClock
) -> None:
    auth_req_id = approved(here, citizen)
    clock.advance(timedelta(seconds=121))
    assert reason(here.take(auth_req_id)) is Reason.EXPIRED
