"""Which proof may replace which means: a table, and what must hold in every combination."""

import itertools
from collections.abc import Iterable

import pytest

from idp.assurance import binding
from idp.assurance.allowances import WITHOUT_BIOMETRICS, needs_biometric
from idp.assurance.kinds import EVIDENCE_RULES, Category, EvidenceKind
from idp.assurance.pieces import at_best
from tests.support.at_best import bodiless, level_of_kinds, reachable

E = EvidenceKind
Kinds = frozenset[EvidenceKind]
HELD: list[Kinds] = [
    frozenset(chosen)
    for size in range(1, 4)
    for chosen in itertools.combinations(sorted(EvidenceKind), size)
]


def may_change(proven: Iterable[E], *, held: Iterable[E]) -> bool:
    """Each means bound as well as it can be."""
    return binding.may_change(at_best(proven), at_best(held))


TABLE: list[tuple[str, set[E], set[E], bool]] = [
    ("the only password replaces itself", {E.PASSWORD}, {E.PASSWORD}, True),
    ("a recovery code where a password is all", {E.PASSWORD}, {E.RECOVERY_CODE}, True),
    ("a password alone adds a code app", {E.PASSWORD}, {E.PASSWORD}, True),
    ("a password alone adds a passkey, bound at 1", {E.PASSWORD}, {E.PASSWORD}, True),
    ("a PIN is no stronger than a password", {E.PASSWORD, E.PIN}, {E.PIN}, True),
    ("half of two factors", {E.PASSWORD, E.TOTP}, {E.PASSWORD}, False),
    ("the other half", {E.PASSWORD, E.TOTP}, {E.TOTP}, False),
    ("a code for the second factor", {E.PASSWORD, E.TOTP}, {E.RECOVERY_CODE}, False),
    (
        "a code beside the password",
        {E.PASSWORD, E.TOTP, E.RECOVERY_CODE},
        {E.PASSWORD, E.RECOVERY_CODE},
        False,
    ),
    ("both factors", {E.PASSWORD, E.TOTP}, {E.PASSWORD, E.TOTP}, True),
    (
        "a passkey that verified its user, as strong as both",
        {E.PASSWORD, E.TOTP, E.PASSKEY_VERIFIED},
        {E.PASSKEY_VERIFIED},
        True,
    ),
    ("a passkey that was touched", {E.PASSWORD, E.PASSKEY_PRESENT}, {E.PASSKEY_PRESENT}, False),
    (
        "a finger on a telephone, for the password",
        {E.PASSWORD, E.APP_KEY_BIOMETRIC},
        {E.APP_KEY_BIOMETRIC},
        False,
    ),
    (
        "a finger on the person's own telephone, for the password",
        {E.PASSWORD, E.APP_KEY_IDENTITY_BOUND},
        {E.APP_KEY_IDENTITY_BOUND},
        False,
    ),
    (
        "that finger and the password",
        {E.PASSWORD, E.APP_KEY_IDENTITY_BOUND},
        {E.PASSWORD, E.APP_KEY_IDENTITY_BOUND},
        True,
    ),
    ("a face and a card, for the PIN", {E.CHIP_CARD, E.FACE, E.PIN}, {E.CHIP_CARD, E.FACE}, False),
    (
        "a card and its PIN, where a face is held too",
        {E.CHIP_CARD, E.FACE, E.PIN},
        {E.CHIP_CARD, E.PIN},
        False,
    ),
    (
        "a face beside a card, for the password",
        {E.PASSWORD, E.CHIP_CARD},
        {E.CHIP_CARD, E.FACE},
        False,
    ),
    ("a face", {E.PASSWORD}, {E.FACE}, False),
    (
        "a face and the password, for the code app",
        {E.PASSWORD, E.TOTP},
        {E.PASSWORD, E.FACE},
        False,
    ),
    (
        "approved on a phone for afar",
        {E.PASSWORD, E.APP_KEY_IDENTITY_BOUND},
        {E.APP_KEY_CROSS_DEVICE},
        False,
    ),
]


@pytest.mark.norm("D32.2", limb="no weaker proof changes a means")
@pytest.mark.parametrize(
    ("held", "proven", "allowed"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_the_table_of_recovery(held: set[E], proven: set[E], *, allowed: bool) -> None:
    assert may_change(proven, held=held) is allowed


@pytest.mark.norm("D32.2", limb="no weaker proof changes a means")
@pytest.mark.parametrize("size", [1, 2, 3])
def test_no_weaker_proof_ever_changes_a_means(size: int) -> None:
    """Over every set of up to three credentials and every subset that could be shown."""
    for held in (each for each in HELD if len(each) == size):
        own = reachable(held - {E.RECOVERY_CODE})
        own_bodiless = reachable(bodiless(held) - {E.RECOVERY_CODE})
        for shown in range(size + 1):
            for proven in map(frozenset, itertools.combinations(held, shown)):
                if may_change(proven, held=held):
                    assert level_of_kinds(proven) >= max(own, 1), (held, proven)
                    assert level_of_kinds(bodiless(proven)) >= own_bodiless, (held, proven)


def test_who_shows_everything_may_change_everything() -> None:
    for held in HELD:
        if level_of_kinds(held):
            assert may_change(held, held=held), held


@pytest.mark.norm("D20.1a-2", limb="a biometric alone changes no means")
def test_a_body_alone_changes_nothing() -> None:
    bodies = [kind for kind in EvidenceKind if not bodiless({kind})]
    assert {E.FACE, E.FACE_ON_PAGE, E.FINGERPRINT, E.IRIS, E.VOICE} <= set(bodies)
    for held in HELD:
        for proven in itertools.chain.from_iterable(
            itertools.combinations(bodies, size) for size in (1, 2)
        ):
            assert not may_change(proven, held=held), (held, proven)


def test_what_is_left_without_the_body_is_all_but_the_body() -> None:
    for kind in EvidenceKind:
        without = {each - {Category.BIOMETRIC} for each in EVIDENCE_RULES[kind].alternatives} - {
            frozenset()
        }
        left = bodiless({kind})
        if needs_biometric(kind):
            assert {each for one in left for each in EVIDENCE_RULES[one].alternatives} == without, (
                kind
            )
            assert {EVIDENCE_RULES[one].means for one in left} <= {EVIDENCE_RULES[kind].means}
        else:
            assert left == {kind}
    assert set(WITHOUT_BIOMETRICS) <= {kind for kind in EvidenceKind if needs_biometric(kind)}
