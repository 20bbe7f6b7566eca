"""Which proof may replace which means: a table, and what must hold in every combination."""

import itertools

import pytest

from idp.assurance.allowances import BODILESS, bodiless, needs_biometric
from idp.assurance.kinds import RULES, Category, EvidenceKind
from idp.assurance.levels import level_of_kinds, reachable
from idp.authorization.domain.own_account import may_replace

E = EvidenceKind
Kinds = frozenset[EvidenceKind]
HELD: list[Kinds] = [
    frozenset(chosen)
    for size in range(1, 4)
    for chosen in itertools.combinations(sorted(EvidenceKind), size)
]

TABLE: list[tuple[str, set[E], set[E], set[E], bool]] = [
    ("the only password replaces itself", {E.PASSWORD}, {E.PASSWORD}, {E.PASSWORD}, True),
    (
        "a recovery code where a password is all",
        {E.PASSWORD},
        {E.RECOVERY_CODE},
        {E.PASSWORD},
        True,
    ),
    ("a password alone adds a code app", {E.PASSWORD}, {E.PASSWORD}, {E.TOTP}, True),
    ("a password alone adds no passkey", {E.PASSWORD}, {E.PASSWORD}, {E.PASSKEY_VERIFIED}, False),
    ("a PIN is no stronger than a password", {E.PASSWORD, E.PIN}, {E.PIN}, {E.PASSWORD}, True),
    ("half of two factors", {E.PASSWORD, E.TOTP}, {E.PASSWORD}, {E.TOTP}, False),
    ("the other half", {E.PASSWORD, E.TOTP}, {E.TOTP}, {E.PASSWORD}, False),
    ("a code for the second factor", {E.PASSWORD, E.TOTP}, {E.RECOVERY_CODE}, {E.TOTP}, False),
    (
        "a code beside the password",
        {E.PASSWORD, E.TOTP, E.RECOVERY_CODE},
        {E.PASSWORD, E.RECOVERY_CODE},
        {E.TOTP},
        False,
    ),
    ("both factors", {E.PASSWORD, E.TOTP}, {E.PASSWORD, E.TOTP}, {E.PASSWORD}, True),
    (
        "a passkey that verified its user, as strong as both",
        {E.PASSWORD, E.TOTP, E.PASSKEY_VERIFIED},
        {E.PASSKEY_VERIFIED},
        {E.PASSWORD},
        True,
    ),
    (
        "a passkey that was touched",
        {E.PASSWORD, E.PASSKEY_PRESENT},
        {E.PASSKEY_PRESENT},
        {E.PASSWORD},
        False,
    ),
    (
        "a finger on a telephone, for the password",
        {E.PASSWORD, E.APP_KEY_BIOMETRIC},
        {E.APP_KEY_BIOMETRIC},
        {E.PASSWORD},
        False,
    ),
    (
        "a finger on the person's own telephone, for the password",
        {E.PASSWORD, E.APP_KEY_ANCHORED},
        {E.APP_KEY_ANCHORED},
        {E.PASSWORD},
        False,
    ),
    (
        "that finger and the password",
        {E.PASSWORD, E.APP_KEY_ANCHORED},
        {E.PASSWORD, E.APP_KEY_ANCHORED},
        {E.PASSWORD},
        True,
    ),
    (
        "a face and a card, for the PIN",
        {E.CHIP_CARD, E.FACE, E.PIN},
        {E.CHIP_CARD, E.FACE},
        {E.PIN},
        False,
    ),
    (
        "a card and its PIN, where a face is held too",
        {E.CHIP_CARD, E.FACE, E.PIN},
        {E.CHIP_CARD, E.PIN},
        {E.PIN},
        False,
    ),
    (
        "a face beside a card, for the password",
        {E.PASSWORD, E.CHIP_CARD},
        {E.CHIP_CARD, E.FACE},
        {E.PASSWORD},
        False,
    ),
    ("a face", {E.PASSWORD}, {E.FACE}, {E.PASSWORD}, False),
    (
        "a face and the password, for the code app",
        {E.PASSWORD, E.TOTP},
        {E.PASSWORD, E.FACE},
        {E.TOTP},
        False,
    ),
    (
        "approved on a phone for afar",
        {E.PASSWORD, E.APP_KEY_ANCHORED},
        {E.APP_KEY_ELSEWHERE},
        {E.PASSWORD},
        False,
    ),
]


@pytest.mark.norm("D32.2", "X16.2")
@pytest.mark.parametrize(
    ("held", "proven", "gives", "allowed"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_the_table_of_recovery(
    held: set[E], proven: set[E], gives: set[E], *, allowed: bool
) -> None:
    assert may_replace(proven, held=held, gives=gives) is allowed


@pytest.mark.norm("D32.2")
@pytest.mark.parametrize("size", [1, 2, 3])
def test_no_weaker_proof_ever_changes_a_means(size: int) -> None:
    """Over every set of up to three means and every part of it that somebody could show."""
    for held in (each for each in HELD if len(each) == size):
        own = reachable(held - {E.RECOVERY_CODE})
        own_bodiless = reachable(bodiless(held) - {E.RECOVERY_CODE})
        for shown in range(size + 1):
            for proven in map(frozenset, itertools.combinations(held, shown)):
                if may_replace(proven, held=held):
                    assert level_of_kinds(proven) >= max(own, 1), (held, proven)
                    assert level_of_kinds(bodiless(proven)) >= own_bodiless, (held, proven)


def test_who_shows_everything_may_change_everything() -> None:
    for held in HELD:
        if level_of_kinds(held):
            assert may_replace(held, held=held), held


@pytest.mark.norm("D20.1a-2")
def test_a_body_alone_changes_nothing() -> None:
    bodies = [kind for kind in EvidenceKind if not bodiless({kind})]
    assert {E.FACE, E.FACE_ON_PAGE, E.FINGERPRINT, E.IRIS, E.VOICE} <= set(bodies)
    for held in HELD:
        for proven in itertools.chain.from_iterable(
            itertools.combinations(bodies, size) for size in (1, 2)
        ):
            assert not may_replace(proven, held=held), (held, proven)


def test_what_is_left_without_the_body_is_all_but_the_body() -> None:
    for kind in EvidenceKind:
        without = {each - {Category.BIOMETRIC} for each in RULES[kind].alternatives} - {frozenset()}
        left = bodiless({kind})
        if needs_biometric(kind):
            assert {each for one in left for each in RULES[one].alternatives} == without, kind
            assert {RULES[one].means for one in left} <= {RULES[kind].means}
        else:
            assert left == {kind}
    assert set(BODILESS) <= {kind for kind in EvidenceKind if needs_biometric(kind)}
