"""Which credentials others chose for a person, by when and by what each was enrolled."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.accounts.domain import GuardedPeriod, guarded_periods
from idp.assurance.binding import Bound, CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import Piece, ShownPiece
from idp.assurance.tainting import Held
from idp.factors.domain import Credential, CredentialKind
from idp.factors.others_choice import chosen_by_others

START = datetime(2026, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def credential(name: str, on: int) -> Credential:
    return Credential(name, "me", CredentialKind.PASSKEY, "", day(on))


def ceremony(kind: CeremonyKind, on: int, *made: str, by: tuple[str, ...] = ()) -> Held:
    shown = tuple(ShownPiece(Piece(EvidenceKind.PASSWORD, 1), each) for each in by)
    bound = {each: Bound(1) for each in made}
    return Held(f"c{on:03}", kind, shown, (), day(on), tainted=False, made=bound, gives={})


def until_ten(at: datetime) -> bool:
    return at < day(10)


OWN, DESK, EYE = CeremonyKind.OWN_ACCOUNT, CeremonyKind.DESK, CeremonyKind.DESK_BY_EYE
FIRST = CeremonyKind.ACTIVATION


@pytest.mark.norm("D14.2-1", limb="what others chose ends when the person acts alone")
@pytest.mark.parametrize(
    ("held", "ceremonies", "theirs"),
    [
        ([("a", 9)], [], {"a"}),
        ([("a", 10)], [], set()),
        ([("a", 9), ("b", 12)], [ceremony(FIRST, 9, "a"), ceremony(OWN, 12, "b", by=("a",))], "ab"),
        # The password between the two is gone, and its ceremony is on record still.
        ([("b", 13)], [ceremony(OWN, 12, "x", by=("a",)), ceremony(OWN, 13, "b", by=("x",))], ()),
        (
            [("b", 13)],
            [
                ceremony(FIRST, 9, "a"),
                ceremony(OWN, 12, "x", by=("a",)),
                ceremony(OWN, 13, "b", by=("x",)),
            ],
            "b",
        ),
        # Codes of a counter lean on nothing of before.
        ([("b", 13)], [ceremony(FIRST, 12, "r"), ceremony(OWN, 13, "b", by=("r",))], ()),
        # Two officers saw the person with it; not while somebody else chose.
        ([("a", 9)], [ceremony(FIRST, 9, "a"), ceremony(DESK, 20, "a")], ()),
        ([("a", 9)], [ceremony(FIRST, 9, "a"), ceremony(EYE, 9, "a")], "a"),
        # A raise by another's means makes nobody's own means theirs.
        (
            [("a", 9), ("b", 12)],
            [ceremony(FIRST, 12, "b"), ceremony(OWN, 13, "b", by=("a", "b"))],
            "a",
        ),
    ],
)
def test_what_was_enrolled_then_or_by_it_is_another_s(
    held: list[tuple[str, int]], ceremonies: list[Held], theirs: str
) -> None:
    mine = [credential(*each) for each in held]
    assert chosen_by_others(mine, ceremonies, until_ten) == set(theirs)


@given(days=st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_nothing_is_another_s_where_nobody_chose(days: list[int]) -> None:
    held = [credential(str(n), on) for n, on in enumerate(days)]
    made = [ceremony(OWN, on, str(n), by=("0",)) for n, on in enumerate(days)]
    assert chosen_by_others(held, made, lambda _: False) == frozenset()
    assert chosen_by_others(held, made, lambda _: True) == {each.id for each in held}


def test_the_times_of_guardianships() -> None:
    none = guarded_periods([], [], of_age_since=None)
    assert none == ()
    grown = GuardedPeriod(None, day(5))
    assert guarded_periods([], [], of_age_since=day(5)) == (grown,)
    assert guarded_periods([day(20)], [], of_age_since=day(5)) == (grown,), "it runs"
    two = guarded_periods([day(20), day(22), day(40)], [day(30), day(50)], of_age_since=day(5))
    assert two == (GuardedPeriod(day(20), day(30)), GuardedPeriod(day(40), day(50)), grown)
    at_once = guarded_periods([day(20), day(30)], [day(30), day(30)], of_age_since=None)
    assert at_once == (GuardedPeriod(day(20), day(30)),)
    unproven = guarded_periods([], [day(30)], of_age_since=None)
    assert unproven == (GuardedPeriod(None, day(30)),)
    assert [unproven[0].has(day(each)) for each in (0, 29, 30)] == [True, True, False]
