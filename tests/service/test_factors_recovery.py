from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.pieces import kinds_in
from idp.factors.domain import VerifiedFactor
from idp.factors.passwords import PresentedPassword
from idp.factors.recovery import PresentedRecoveryCode
from idp.factors.tables import RECOVERY_CODE
from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from tests.support.counting import counted
from tests.support.sign_ins import proven, reason, sign_in, switch_off
from tests.support.world import Person, World, sure


@pytest.fixture
def person(world: World) -> Person:
    return world.person(totp=False)


@pytest.fixture
def codes(world: World, person: Person) -> tuple[str, ...]:
    codes = sure(world.services.recovery_codes.renew(person.subject_id))
    world.clock.advance(timedelta(seconds=1))
    return codes


def attempt(world: World, username: str, code: str) -> VerifiedFactor | Refused:
    return world.services.recovery_codes.verify(
        sign_in(world), PresentedRecoveryCode(username=username, code=code)
    )


def test_ten_different_codes_of_eighty_bits_are_made(codes: tuple[str, ...]) -> None:
    assert len(set(codes)) == 10
    for code in codes:
        assert len(code.replace("-", "")) == 16
        assert set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_a_code_counts_once(world: World, person: Person, codes: tuple[str, ...]) -> None:
    answer = proven(attempt(world, person.username, codes[3]))
    assert answer.kind is EvidenceKind.RECOVERY_CODE
    assert answer.subject_id == person.subject_id
    assert reason(attempt(world, person.username, codes[3])) is Reason.USED_BEFORE
    assert world.services.recovery_codes.remaining(person.subject_id) == 9


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_of_parallel_uses_of_one_code_one_is_proven(
    world: World, person: Person, codes: tuple[str, ...]
) -> None:
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: attempt(world, person.username, codes[0]), range(5)))
    assert sum(isinstance(answer, VerifiedFactor) for answer in answers) == 1


@pytest.mark.parametrize("spoiled", ["lower", "spaces", "bare", "lookalikes"])
def test_a_code_is_read_as_people_type_it(
    world: World, person: Person, codes: tuple[str, ...], spoiled: str
) -> None:
    typed = {
        "lower": codes[0].lower(),
        "spaces": f" {codes[0].replace('-', ' ')} ",
        "bare": codes[0].replace("-", ""),
        "lookalikes": codes[0].replace("0", "O").replace("1", "l"),
    }
    proven(attempt(world, person.username, typed[spoiled]))


def test_a_wrong_code_and_an_unknown_name_get_the_same_answer(
    world: World, person: Person, codes: tuple[str, ...]
) -> None:
    wrong = attempt(world, person.username, "0000-0000-0000-0000")
    assert wrong == attempt(world, "nobody", codes[0])
    assert reason(wrong) is Reason.NOT_PROVEN


@pytest.mark.parametrize("code", ["", "\x00", "\ud800", "x" * 100_000, "ß" * 16])
def test_a_malformed_code_is_refused_as_one(world: World, person: Person, code: str) -> None:
    assert reason(attempt(world, person.username, code)) is Reason.CODE_MALFORMED


def test_a_code_of_one_person_is_nothing_to_another(
    world: World, person: Person, codes: tuple[str, ...]
) -> None:
    other = world.person(totp=False)
    assert reason(attempt(world, other.username, codes[0])) is Reason.NOT_PROVEN
    proven(attempt(world, person.username, codes[0]))


def test_new_codes_replace_the_whole_old_set(
    world: World, person: Person, codes: tuple[str, ...]
) -> None:
    renewed = sure(world.services.recovery_codes.renew(person.subject_id))
    world.clock.advance(timedelta(seconds=1))
    assert reason(attempt(world, person.username, codes[0])) is Reason.NOT_PROVEN
    proven(attempt(world, person.username, renewed[0]))


def test_codes_made_inside_a_sign_in_do_not_count_there(world: World, person: Person) -> None:
    ceremony = sign_in(world)
    codes = sure(world.services.recovery_codes.renew(person.subject_id))
    verify = world.services.recovery_codes.verify
    inside = verify(ceremony, PresentedRecoveryCode(username=person.username, code=codes[0]))
    assert reason(inside) is Reason.ENROLLED_IN_THIS_SIGN_IN
    world.clock.advance(timedelta(seconds=1))
    proven(attempt(world, person.username, codes[0]))


def test_a_set_used_up_is_no_means_any_more(
    world: World, person: Person, codes: tuple[str, ...]
) -> None:
    credentials = world.services.credentials
    assert EvidenceKind.RECOVERY_CODE in kinds_in(credentials.pieces(person.subject_id))
    for code in codes:
        proven(attempt(world, person.username, code))
    assert EvidenceKind.RECOVERY_CODE not in kinds_in(credentials.pieces(person.subject_id))


def test_guesses_are_counted_apart_from_passwords(world: World, person: Person) -> None:
    reasons = [reason(attempt(world, person.username, "0" * 16)) for _ in range(6)]
    assert reasons == [Reason.NOT_PROVEN] * 5 + [Reason.TOO_MANY_TRIES]
    proven(
        world.services.passwords.verify_at_once(
            sign_in(world), PresentedPassword(username=person.username, password=person.password)
        )
    )


def test_renewing_is_history_without_the_codes(
    world: World, person: Person, codes: tuple[str, ...]
) -> None:
    entry = world.services.history.for_subject(person.subject_id)[0]
    assert entry.happening is EventType.RECOVERY_CODES_RENEWED
    assert not any(code in str(entry.facts) for code in codes)


@pytest.mark.norm("D4.3", limb="no recovery code is stored in clear")
def test_the_database_keeps_no_code(world: World, codes: tuple[str, ...]) -> None:
    with world.services.database.transaction() as connection:
        digests = list(connection.execute(select(RECOVERY_CODE.c.digest)).scalars())
    assert len(digests) == 10
    assert all(len(each) == 32 for each in digests)
    assert not any(code.encode() in bytes(each) for code in codes for each in digests)


@pytest.mark.norm("D3.8", limb="a means switched off proves nothing")
def test_codes_the_operator_switched_off_are_neither_checked_nor_made(
    world: World, person: Person, codes: tuple[str, ...]
) -> None:
    switch_off(world, Means.RECOVERY_CODE)
    assert reason(attempt(world, person.username, codes[0])) is Reason.MEANS_DISABLED
    renewed = world.services.recovery_codes.renew(person.subject_id)
    assert reason(renewed) is Reason.MEANS_DISABLED


@pytest.mark.parametrize("tries", [1, 12])
def test_known_and_unknown_names_cost_the_same(
    world: World,
    person: Person,
    codes: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    tries: int,
) -> None:
    """The first try, and one after the door was closed."""
    costs = []
    for username in (person.username, "nobody"):
        for _ in range(tries - 1):
            attempt(world, username, "AAAA-BBBB-CCCC-DDDD")
        with counted(world.services.database, monkeypatch) as cost:
            attempt(world, username, "AAAA-BBBB-CCCC-DDDD")
        costs.append(len(cost.statements))
    assert costs[0] == costs[1]
    assert codes
