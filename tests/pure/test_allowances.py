"""Allowances: every combination of evidence under every single rule, then any rules."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.assurance.allowances import (
    EVERY_KIND,
    EVERYTHING,
    PHISHING_RESISTANT,
    Allowance,
    needs_biometric,
)
from idp.assurance.kinds import EVIDENCE_RULES, Category, EvidenceKind, Means
from idp.assurance.levels import Level
from idp.policy.means_rules import MOST, allowance_for, are_rules, rules_for
from tests.support.at_best import level_counted, level_of_kinds, reachable, reachable_within

E = EvidenceKind
Kinds = frozenset[EvidenceKind]
AT_MOST_THREE: list[Kinds] = [
    frozenset(chosen)
    for size in range(4)
    for chosen in itertools.combinations(sorted(EvidenceKind), size)
]


def rule(level: int, *allowed: Means, client_id: str | None = None) -> dict[str, Any]:
    return {"level": level, "client_id": client_id, "allowed": [each.value for each in allowed]}


def all_but(level: int, banned: Means) -> dict[str, Any]:
    return rule(level, *(means for means in Means if means is not banned))


def every_allowance() -> Iterator[tuple[str, Allowance]]:
    """Nothing special, each wish, and each means struck off from each level on."""
    for wishes in itertools.product((False, True), repeat=2):
        named = dict(zip(("no_biometrics", "phishing_resistant_only"), wishes, strict=True))
        yield f"{named}", allowance_for([], "portal", **named)
    for level, banned in itertools.product(range(1, 5), Means):
        yield f"{banned} from {level}", allowance_for([all_but(level, banned)], "portal")


ALLOWANCES = dict(every_allowance())

some_means = st.lists(st.sampled_from(Means), min_size=1, max_size=13, unique=True)
rule_sets = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from([None, "portal", "other"]), some_means),
    max_size=6,
    unique_by=lambda each: each[:2],
).map(lambda each: [rule(level, *means, client_id=whose) for level, whose, means in each])
allowances = st.builds(
    lambda rules, **wishes: allowance_for(rules, "portal", **wishes),
    rule_sets,
    no_biometrics=st.booleans(),
    phishing_resistant_only=st.booleans(),
)
some_kinds = st.frozensets(st.sampled_from(EvidenceKind), max_size=6)


@pytest.mark.norm("D21.1", "X16.1", limb="what is not allowed lifts nothing")
@pytest.mark.parametrize("name", ALLOWANCES)
def test_what_is_not_allowed_lifts_nothing(name: str) -> None:
    allowance = ALLOWANCES[name]
    for kinds in AT_MOST_THREE:
        level = level_counted(kinds, allowance)
        counted = kinds & allowance.towards(level)
        assert level <= level_of_kinds(kinds), kinds
        assert level_of_kinds(counted) >= level, kinds
        assert level_counted(counted, allowance) == level, kinds


@given(some_kinds, allowances)
def test_the_same_holds_under_any_set_of_rules(kinds: Kinds, allowance: Allowance) -> None:
    level = level_counted(kinds, allowance)
    assert level <= level_of_kinds(kinds)
    assert level_counted(kinds & allowance.towards(level), allowance) == level
    assert level <= reachable_within(kinds, allowance)


@given(rule_sets, rule_sets, some_kinds)
def test_one_more_rule_never_lifts(
    rules: list[dict[str, Any]], more: list[dict[str, Any]], kinds: Kinds
) -> None:
    before, after = allowance_for(rules, "portal"), allowance_for([*rules, *more], "portal")
    assert level_counted(kinds, after) <= level_counted(kinds, before)
    assert all(after.towards(level) <= before.towards(level) for level in Level)


@given(allowances)
def test_a_higher_level_never_allows_more(allowance: Allowance) -> None:
    for lower, higher in itertools.pairwise(Level):
        assert allowance.towards(higher) <= allowance.towards(lower)
        assert allowance.essential(higher) <= allowance.towards(higher)


@given(some_kinds)
def test_without_rules_nothing_changes(kinds: Kinds) -> None:
    assert level_counted(kinds, EVERYTHING) == level_of_kinds(kinds)
    assert reachable_within(kinds, EVERYTHING) == reachable(kinds)
    assert allowance_for([], "portal") is EVERYTHING


@given(rule_sets, some_kinds)
def test_a_rule_of_another_party_is_none_of_ours(rules: list[dict[str, Any]], kinds: Kinds) -> None:
    mine = [each for each in rules if each["client_id"] != "other"]
    allowance = allowance_for(rules, "portal")
    assert level_counted(kinds, allowance) == level_counted(kinds, allowance_for(mine, "portal"))


@pytest.mark.norm("X16.2", limb="a party that wants no biometrics")
def test_no_biometrics_means_that_nobody_is_measured() -> None:
    allowance = allowance_for([], "portal", no_biometrics=True)
    left = allowance.towards(Level.ONE)
    assert E.PASSKEY_VERIFIED in left
    assert not left & {E.FACE, E.FACE_ON_PAGE, E.IRIS, E.FINGERPRINT, E.VOICE}
    assert not left & {E.PASSKEY_BIOMETRIC, E.APP_KEY_BIOMETRIC, E.APP_KEY_IDENTITY_BOUND}
    assert not any(map(needs_biometric, left))
    assert reachable_within(EVERY_KIND, allowance) is Level.TWO


def test_phishing_resistant_kinds_are_bound_to_a_key_in_this_browser() -> None:
    assert all(
        Category.POSSESSION in alternative
        for kind in PHISHING_RESISTANT
        for alternative in EVIDENCE_RULES[kind].alternatives
    )
    assert not PHISHING_RESISTANT & {E.TOTP, E.SMS_CODE, E.APP_KEY_CROSS_DEVICE, E.RECOVERY_CODE}
    assert {EVIDENCE_RULES[kind].means for kind in PHISHING_RESISTANT} == {
        Means.PASSKEY,
        Means.APP_KEY,
        Means.CHIP_CARD,
    }


@pytest.mark.parametrize(
    ("kinds", "level"),
    [
        ((E.PASSWORD,), 0),
        ((E.PASSWORD, E.TOTP), 0),
        ((E.APP_KEY_CROSS_DEVICE,), 0),
        ((E.PASSWORD, E.FACE), 0),
        ((E.PASSKEY_PRESENT,), 1),
        ((E.PASSKEY_PRESENT, E.PASSWORD), 2),
        ((E.PASSKEY_VERIFIED,), 2),
        ((E.CHIP_CARD, E.FACE), 3),
        ((E.CHIP_CARD, E.PIN, E.FACE), 4),
        ((E.APP_KEY_IDENTITY_BOUND, E.PASSWORD), 4),
    ],
)
def test_where_phishing_must_fail_nothing_counts_without_a_key(
    kinds: tuple[EvidenceKind, ...], level: int
) -> None:
    allowance = allowance_for([], "portal", phishing_resistant_only=True)
    assert level_counted(kinds, allowance) == level


@pytest.mark.parametrize(
    "value",
    [
        [],
        [rule(1, Means.PASSWORD)],
        [rule(2, Means.PASSKEY)],
        [rule(3, Means.FACE, Means.PASSWORD, Means.APP_KEY, client_id="portal")],
        [rule(2, Means.PASSKEY), rule(2, Means.PASSKEY, client_id="portal")],
        [rule(4, Means.CHIP_CARD, Means.PIN, Means.FACE)],
    ],
)
def test_a_whole_set_of_rules_is_taken(value: object) -> None:
    assert are_rules(value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        "all",
        [None],
        [{"level": 2, "client_id": None}],
        [{**rule(2, Means.PASSKEY), "why": "x"}],
        [{**rule(2, Means.PASSKEY), "level": True}],
        [{**rule(2, Means.PASSKEY), "level": "2"}],
        [{**rule(2, Means.PASSKEY), "level": 2.0}],
        [rule(0, Means.PASSKEY)],
        [rule(5, Means.PASSKEY)],
        [{**rule(2, Means.PASSKEY), "client_id": ""}],
        [{**rule(2, Means.PASSKEY), "client_id": 7}],
        [{**rule(2, Means.PASSKEY), "allowed": []}],
        [{**rule(2, Means.PASSKEY), "allowed": "passkey"}],
        [{**rule(2, Means.PASSKEY), "allowed": ["passkeys"]}],
        [{**rule(2, Means.PASSKEY), "allowed": [["passkey"]]}],
        [{**rule(2, Means.PASSKEY), "allowed": ["passkey", "passkey"]}],
        [rule(2, Means.PASSKEY), rule(2, Means.PASSWORD, Means.TOTP)],
        [rule(1, Means.PASSKEY)] * (MOST + 1),
    ],
)
def test_anything_else_is_refused(value: object) -> None:
    assert not are_rules(value)


@pytest.mark.norm("D21.1", limb="a rule leaves no level to nobody")
@pytest.mark.parametrize(
    "value",
    [
        [rule(2, Means.PASSWORD)],
        [rule(3, Means.PASSWORD, Means.TOTP)],
        [rule(4, Means.PASSKEY, Means.PASSWORD)],
        [rule(2, Means.PASSKEY), rule(3, Means.FACE, Means.PASSWORD, client_id="portal")],
        [rule(3, Means.SMS_CODE, Means.FACE)],
    ],
)
def test_a_rule_that_leaves_a_level_to_nobody_is_refused(value: object) -> None:
    assert not are_rules(value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda each: (
            st.lists(each, max_size=3)
            | st.dictionaries(st.sampled_from(["level", "client_id", "allowed"]), each)
        ),
    )
)
def test_no_value_at_all_makes_it_stumble(value: object) -> None:
    if are_rules(value):
        assert isinstance(value, list)
        allowance_for(value, "portal")


def test_the_rules_of_a_party_are_told_from_the_lowest_level_on() -> None:
    rules = [
        rule(3, Means.FACE, client_id="portal"),
        rule(1, Means.PIN),
        rule(2, Means.PIN, client_id="other"),
    ]
    assert [each.level for each in rules_for(rules, "portal")] == [1, 3]
