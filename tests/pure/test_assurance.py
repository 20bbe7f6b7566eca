import itertools
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.assurance.acr import acr, amr_of, level_from_acr
from idp.assurance.kinds import EVIDENCE_RULES, Category, EvidenceKind, EvidenceRule
from idp.assurance.levels import (
    FRESH_FOR,
    Evidence,
    ForeignEvidence,
    Level,
    level_of,
    level_of_categories,
    level_of_pieces,
    level_still_held,
)
from idp.assurance.vectors import VECTORS, Vector, biometric_in
from tests.support.at_best import best, leads_to, level_of_kinds, reachable

E = EvidenceKind
NOW = datetime(2026, 11, 22, tzinfo=UTC)
K, P, B = Category.KNOWLEDGE, Category.POSSESSION, Category.BIOMETRIC
kinds = st.frozensets(st.sampled_from(EvidenceKind), max_size=5)


def named(vector: Vector) -> str:
    return "+".join(f"{piece.kind}@{piece.bound}" for piece in vector.pieces) or "nothing"


def proven(kind: EvidenceKind, *, transaction: str = "t", subject: str = "s") -> Evidence:
    return Evidence(transaction, subject, best(kind), "credential", NOW)


@pytest.mark.norm("X16.1", limb="every set of kinds")
@pytest.mark.norm("D20.1a", "D20.1a-2", "D20.1b", "D20.1c", "D20.1d", limb="the table of kinds")
@pytest.mark.parametrize(
    ("categories", "level"),
    [
        (set(), 0),
        ({B}, 0),
        ({K}, 1),
        ({P}, 1),
        ({K, P}, 2),
        ({B, K}, 3),
        ({B, P}, 3),
        ({B, K, P}, 4),
    ],
)
def test_the_law_table_holds_for_every_subset(categories: set[Category], level: int) -> None:
    assert level_of_categories(frozenset(categories)) == level


@pytest.mark.norm(
    "X16.1",
    "X16.3",
    "D20.1a",
    "D20.1a-2",
    "D20.1b",
    "D20.1c",
    "D20.1d",
    limb="the published examples",
)
@pytest.mark.parametrize("vector", VECTORS, ids=named)
def test_each_published_vector_gives_its_level(vector: Vector) -> None:
    assert level_of_pieces(vector.pieces) == vector.level


# The examples that the requirements give for each level of Art. 20(1).
LEVEL_1 = [(E.PASSWORD,), (E.TOTP,), (E.PASSKEY_PRESENT,)]
LEVEL_2 = [(E.PASSWORD, E.TOTP)]
ONE_KIND = [(E.PASSWORD, E.PIN), (E.TOTP, E.PASSKEY_PRESENT)]
LEVEL_3 = [(E.FACE, E.PASSWORD), (E.FINGERPRINT, E.PASSKEY_PRESENT)]
LEVEL_4 = [(E.PASSWORD, E.PASSKEY_PRESENT, E.FACE), (E.PASSWORD, E.TOTP, E.VOICE)]


def levels(examples: Iterable[Iterable[E]]) -> set[int]:
    return {int(level_of_kinds(each)) for each in examples}


@pytest.mark.norm("D20.1a")
def test_a_password_a_code_or_a_key_alone_is_level_1() -> None:
    assert levels(LEVEL_1) == {1}


@pytest.mark.norm("D20.1b")
def test_two_kinds_without_a_biometric_are_level_2_and_one_kind_twice_is_level_1() -> None:
    assert levels(LEVEL_2) == {2}
    assert levels(ONE_KIND) == {1}


@pytest.mark.norm("D20.1c")
def test_a_biometric_beside_one_other_kind_is_level_3() -> None:
    assert levels(LEVEL_3) == {3}


@pytest.mark.norm("D20.1d")
def test_all_three_kinds_are_level_4() -> None:
    assert levels(LEVEL_4) == {4}


@pytest.mark.norm("X16.1", limb="more evidence never lowers a level")
@given(kinds, st.sampled_from(EvidenceKind))
def test_more_evidence_never_lowers_a_level(have: frozenset[E], more: E) -> None:
    assert level_of_kinds(have | {more}) >= level_of_kinds(have)


@pytest.mark.norm("X16.1", limb="repeats of a kind")
@given(st.lists(st.sampled_from(EvidenceKind), max_size=4))
def test_repeats_add_nothing(shown: list[E]) -> None:
    assert level_of_kinds([*shown, *shown]) == level_of_kinds(shown)


@given(kinds)
def test_a_level_is_never_above_the_worst_of_all_worlds(have: frozenset[E]) -> None:
    worlds = itertools.product(*(EVIDENCE_RULES[kind].alternatives for kind in have))
    levels = {level_of_categories(frozenset().union(*world)) for world in worlds}
    assert level_of_kinds(have) <= min(levels)


@given(kinds)
def test_without_a_bound_the_level_is_the_worst_of_all_worlds(have: frozenset[E]) -> None:
    have = frozenset(
        kind for kind in have if _unbound(EVIDENCE_RULES[kind]) and biometric_in(kind) == 4
    )
    worlds = itertools.product(*(EVIDENCE_RULES[kind].alternatives for kind in have))
    levels = {level_of_categories(frozenset().union(*world)) for world in worlds}
    assert level_of_kinds(have) == min(levels)


def _unbound(rule: EvidenceRule) -> bool:
    return rule.part_of == 4 and not rule.beside_device


@pytest.mark.norm("D20.1c", "D20.1d", limb="one biometric that serves it is among the factors")
@pytest.mark.norm("X16.3", limb="no level above 2 without a biometric that serves it")
@given(kinds)
def test_levels_3_and_4_take_a_biometric_that_serves_them(have: frozenset[E]) -> None:
    level = level_of_kinds(have)
    if level < Level.THREE:
        return
    serving = {kind for kind in have if biometric_in(kind) >= level}
    assert any(B in way for kind in serving for way in EVIDENCE_RULES[kind].alternatives)


@pytest.mark.norm("D20.1c", "D20.1d", limb="a face before a page counts only beside a device")
@given(kinds)
def test_a_face_before_a_page_counts_only_beside_a_device(have: frozenset[E]) -> None:
    without = frozenset(kind for kind in have if not EVIDENCE_RULES[kind].device) - {E.FACE_ON_PAGE}
    assert level_of_kinds(without | {E.FACE_ON_PAGE}) == level_of_kinds(without)


@pytest.mark.norm(
    "D20.1c", "D20.1d", limb="what was approved from afar lifts nothing above level 2"
)
@given(kinds, st.sampled_from([E.SMS_CODE, E.APP_KEY_CROSS_DEVICE]))
def test_what_was_approved_from_afar_lifts_nothing_above_level_2(
    have: frozenset[E], afar: E
) -> None:
    assert level_of_kinds(have | {afar}) <= max(level_of_kinds(have - {afar}), Level.TWO)


@pytest.mark.norm("D20.1a-2", limb="any biometrics together are no level")
@given(st.frozensets(st.sampled_from([E.FACE, E.FINGERPRINT, E.VOICE, E.IRIS])))
def test_biometrics_alone_reach_nothing(have: frozenset[E]) -> None:
    assert level_of_kinds(have) is Level.NONE


@given(kinds)
def test_a_recovery_code_never_lifts_a_level_above_one(have: frozenset[E]) -> None:
    before = level_of_kinds(have)
    after = level_of_kinds(have | {E.RECOVERY_CODE})
    assert after <= max(before, Level.ONE) or any(
        EVIDENCE_RULES[kind].alternatives == (frozenset({B}),) for kind in have
    )


@pytest.mark.norm("D19.4-2", limb="factors of two transactions are refused by name")
def test_evidence_of_another_transaction_is_refused() -> None:
    with pytest.raises(ForeignEvidence, match="factor_from_other_transaction"):
        level_of([proven(E.PASSWORD), proven(E.TOTP, transaction="u")], transaction_id="t")


@pytest.mark.norm("D19.4-2", limb="factors of two people are never added up")
def test_evidence_of_two_people_is_refused() -> None:
    with pytest.raises(ForeignEvidence):
        level_of([proven(E.PASSWORD), proven(E.TOTP, subject="r")], transaction_id="t")


def test_evidence_of_this_transaction_counts() -> None:
    assert level_of([proven(E.PASSWORD), proven(E.TOTP)], transaction_id="t") is Level.TWO


@pytest.mark.norm("D3.7")
def test_every_kind_maps_to_the_three_factor_kinds_only() -> None:
    assert set(EVIDENCE_RULES) == set(EvidenceKind)
    named = {c for rule in EVIDENCE_RULES.values() for way in rule.alternatives for c in way}
    assert named == {K, P, B} == set(Category)


@pytest.mark.norm("D3.7", limb="a fourth kind is refused")
def test_a_fourth_factor_kind_is_not_a_category() -> None:
    with pytest.raises(ValueError, match="location"):
        Category("location")


@pytest.mark.norm("X16.3", limb="a scanned barcode is no knowledge")
def test_a_printed_barcode_proves_nothing() -> None:
    assert level_of_kinds([E.PRINTED_QR]) is Level.NONE
    assert level_of_kinds([E.PRINTED_QR, E.TOTP]) is Level.ONE


@pytest.mark.parametrize("level", list(Level))
def test_a_level_is_held_until_its_age_and_not_after(level: Level) -> None:
    age = FRESH_FOR[level]
    assert level_still_held(level, NOW, NOW + age) == level
    assert level_still_held(level, NOW, NOW + age + timedelta(microseconds=1)) < level or not level


@given(st.sampled_from(Level), st.timedeltas(timedelta(0), timedelta(days=2)))
def test_time_only_lowers_a_level(level: Level, age: timedelta) -> None:
    assert level_still_held(level, NOW, NOW + age) <= level


def test_an_hour_later_level_two_has_become_level_one() -> None:
    assert level_still_held(Level.TWO, NOW, NOW + timedelta(hours=2)) is Level.ONE


HELD = frozenset({E.PASSWORD, E.TOTP, E.PASSKEY_VERIFIED, E.PASSKEY_PRESENT})


@pytest.mark.parametrize(
    ("target", "done", "available", "expected"),
    [
        (Level.ONE, (), {E.PASSWORD}, {E.PASSWORD}),
        (Level.TWO, (), {E.PASSWORD}, set()),
        (Level.TWO, (), {E.PASSWORD, E.TOTP}, {E.PASSWORD, E.TOTP}),
        (Level.TWO, (E.PASSWORD,), {E.PASSWORD, E.TOTP}, {E.TOTP}),
        (Level.TWO, (E.TOTP,), {E.PASSWORD, E.TOTP}, {E.PASSWORD}),
        (Level.TWO, (E.PASSWORD, E.TOTP), {E.PASSWORD, E.TOTP}, set()),
        (Level.TWO, (E.PASSWORD,), HELD, {E.TOTP, E.PASSKEY_VERIFIED, E.PASSKEY_PRESENT}),
        (Level.THREE, (), HELD, set()),
    ],
)
def test_only_means_that_lead_to_the_level_are_offered(
    target: Level, done: tuple[E, ...], available: set[E], expected: set[E]
) -> None:
    assert leads_to(target, done=done, available=available) == expected


@given(st.sampled_from(Level), kinds, kinds)
def test_whoever_follows_the_offers_arrives(
    target: Level, done: frozenset[E], available: frozenset[E]
) -> None:
    offers = leads_to(target, done=done, available=available)
    have = done
    for _ in range(4):
        if not offers:
            break
        have = have | {min(offers)}
        offers = leads_to(target, done=have, available=available)
    assert level_of_kinds(have) >= target or reachable(done | available) < target


@pytest.mark.norm("X16.2", limb="levels are ordered")
def test_levels_are_ordered() -> None:
    assert Level.ONE < Level.TWO < Level.THREE < Level.FOUR


def test_an_acr_is_read_back_as_its_level() -> None:
    for level in (Level.ONE, Level.TWO, Level.THREE, Level.FOUR):
        assert level_from_acr("https://id.example", acr("https://id.example", level)) is level
    assert level_from_acr("https://id.example", "https://other.example/loa/2") is None
    assert level_from_acr("https://id.example", 2) is None


def test_methods_say_what_was_done_and_not_what_is_owned() -> None:
    assert amr_of([E.PASSWORD], Level.ONE) == ("pwd",)
    assert amr_of([E.PASSWORD, E.TOTP], Level.TWO) == ("mfa", "otp", "pwd")
    assert amr_of([E.PASSWORD, E.TOTP], Level.ONE) == ("otp", "pwd")
    assert amr_of([E.PASSKEY_VERIFIED], Level.TWO) == ("mfa", "swk", "user")
