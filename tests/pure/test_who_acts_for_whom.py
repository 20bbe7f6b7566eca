"""Which records of representation hold at an instant, and who of several has to agree (X9.1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.kernel.clock import VIET_NAM
from idp.kernel.ids import Id, new_id
from idp.kernel.registries import RegistryNumber, RegistryRecord
from idp.registries.records import read_record
from idp.representation.domain import (
    OF_WARDS,
    Dependence,
    Representation,
    RepresentationKind,
    StatedAgent,
    agents_of,
    holds,
    in_force,
    is_agreed,
    is_ward,
    may_act_alone,
)
from idp.subjects.domain import SubjectKind

CHILD, MOTHER, FATHER = new_id(), new_id(), new_id()
BEGINS = date(2024, 1, 1)
NOON = datetime(2026, 6, 1, 5, tzinfo=UTC)
DAYS = st.dates(date(2020, 1, 1), date(2032, 1, 1))

DEPENDENT = Dependence(acts_alone=False, fourteen_from=None)


def young(fourteen_from: date) -> Dependence:
    return replace(DEPENDENT, fourteen_from=fourteen_from)


def record(agent: Id | None = MOTHER, **changes: object) -> Representation:
    usual = Representation(
        id=new_id(),
        principal_id=CHILD,
        agent_id=agent,
        kind=RepresentationKind.GUARDIAN,
        source="population",
        starts_on=BEGINS,
        ends_on=None,
        ended_at=None,
        jointly=False,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=VIET_NAM)


@pytest.mark.norm("X9.1", limb="a record has a start and an end")
@given(DAYS, DAYS, st.integers(-500, 500))
def test_a_record_holds_from_the_first_to_the_last_day_in_viet_nam(
    one: date, other: date, minutes: int
) -> None:
    first, last = min(one, other), max(one, other)
    held = record(starts_on=first, ends_on=last)
    for edge in (midnight(first), midnight(last + timedelta(days=1))):
        now = edge + timedelta(minutes=minutes)
        within = midnight(first) <= now < midnight(last + timedelta(days=1))
        assert holds(held, now, DEPENDENT) is within


@pytest.mark.norm("D14.2-1", limb="a guardian's part ends with the 14th birthday, in Viet Nam")
@given(DAYS, st.integers(-(10**6), 10**6))
def test_a_parent_acts_until_the_midnight_before_the_birthday(day: date, seconds: int) -> None:
    parent = record(kind=RepresentationKind.PARENT, starts_on=date(2000, 1, 1))
    now = midnight(day) + timedelta(seconds=seconds)
    assert holds(parent, now, young(day)) is (seconds < 0)
    for kind in OF_WARDS:
        assert holds(replace(parent, kind=kind), now, young(day))


def test_a_parent_of_nobody_young_acts_for_nobody() -> None:
    assert not holds(record(kind=RepresentationKind.PARENT), NOON, DEPENDENT)


@pytest.mark.norm("D14.2-2", limb="who is no ward any more is acted for by nobody")
def test_for_who_acts_alone_no_guardian_acts_and_for_an_organisation_always_somebody() -> None:
    grown = Dependence(acts_alone=True, fourteen_from=date(2030, 1, 1))
    for kind in RepresentationKind:
        of_body = kind is RepresentationKind.LEGAL_REPRESENTATIVE
        assert holds(record(kind=kind), NOON, grown) is of_body


def test_what_its_source_has_no_more_ended_at_that_instant() -> None:
    ended = record(ended_at=NOON)
    assert holds(ended, NOON - timedelta(microseconds=1), DEPENDENT)
    assert not holds(ended, NOON, DEPENDENT)


@pytest.mark.norm("X9.1", limb="any one may confirm, unless the source says jointly")
def test_one_of_several_is_enough_unless_they_act_jointly() -> None:
    alone = (record(MOTHER), record(FATHER))
    assert is_agreed(alone, {FATHER})
    jointly = tuple(replace(each, jointly=True) for each in alone)
    assert not is_agreed(jointly, {FATHER})
    assert is_agreed(jointly, {FATHER, MOTHER})
    assert not any(may_act_alone(jointly, each) for each in (MOTHER, FATHER))
    with_a_third = (*jointly, record(new_id()))
    assert is_agreed(with_a_third, {MOTHER, FATHER})


@given(
    said=st.sets(st.sampled_from([MOTHER, FATHER, CHILD])),
    jointly=st.booleans(),
    unknown=st.booleans(),
)
def test_nobody_who_is_not_named_agrees_and_an_unknown_agent_never_does(
    *, said: set[Id], jointly: bool, unknown: bool
) -> None:
    third = None if unknown else FATHER
    held = (record(MOTHER, jointly=jointly), record(third, jointly=jointly))
    assert is_agreed(held, said) is (
        ({MOTHER, third} <= said) if jointly else bool({MOTHER, third} & said)
    )
    assert not is_agreed((), said)
    assert agents_of(held) == {MOTHER, third} - {None}
    assert in_force(held, NOON, DEPENDENT) == held


def read(kind: SubjectKind, **said: object) -> tuple[StatedAgent, ...] | str | None:
    found = read_record(kind, RegistryRecord(RegistryNumber("x", "1"), said), date(2026, 6, 1))
    return "faulty" if found is None else found.agents


def test_a_record_lists_who_acts_with_days_and_whether_jointly() -> None:
    mother = {"number": "000183000005", "kind": "parent", "from": "2015-06-01"}
    father = {**mother, "number": "000181000006", "until": "2020-01-01"}
    found = read(SubjectKind.CITIZEN, guardians=[mother, father], guardians_act="jointly")
    first = StatedAgent(
        number="000183000005",
        kind=RepresentationKind.PARENT,
        starts_on=date(2015, 6, 1),
        jointly=True,
    )
    assert found == (first, replace(first, number="000181000006", ends_on=date(2020, 1, 1)))
    assert read(SubjectKind.CITIZEN, guardians=[]) == ()
    assert read(SubjectKind.CITIZEN) is None
    head = {"number": "000183000005", "name": "Lê Thu Chi", "role": "head"}
    assert read(SubjectKind.ORGANISATION, representative=head, recorded_on="2026-05-01") == (
        StatedAgent(
            number="000183000005",
            kind=RepresentationKind.LEGAL_REPRESENTATIVE,
            starts_on=date(2026, 5, 1),
        ),
    )
    listed = [{"number": "000183000005", "from": "2020-01-01"}]
    assert read(SubjectKind.ORGANISATION, representative=head, representatives=listed) == (
        StatedAgent(
            number="000183000005",
            kind=RepresentationKind.LEGAL_REPRESENTATIVE,
            starts_on=date(2020, 1, 1),
        ),
    )


AGENT = {"number": "000183000005", "kind": "parent", "from": "2020-02-02"}


def one(**changes: object) -> dict[str, object]:
    """A list of one guardian, faulty where a change makes it so."""
    return {"guardians": [{**AGENT, **changes}]}


@pytest.mark.parametrize(
    "said",
    [
        {"guardians": {}},
        {"guardians": [None]},
        one(number="1a"),
        one(number=None),
        one(kind="legal_representative"),
        one(kind=["parent"]),
        one(kind={}),
        one(**{"from": None}),
        one(**{"from": "2020-02-30"}),
        one(until="2019"),
        one(until="2020-02-01"),
        one(name="x"),
        {"guardians_act": "both"},
        {"guardians_act": ["any"]},
        {"guardians": [AGENT] * 21},
        {"representatives": []},
    ],
)
def test_a_faulty_list_makes_the_whole_record_faulty(said: dict[str, object]) -> None:
    assert read(SubjectKind.CITIZEN, **said) == "faulty"


def test_the_list_that_the_faulty_ones_are_made_of_is_none() -> None:
    assert read(SubjectKind.CITIZEN, **one()) != "faulty"


def test_guardians_make_a_ward_and_parents_do_not() -> None:
    today = date(2026, 6, 1)
    parent = StatedAgent(number="12", kind=RepresentationKind.PARENT, starts_on=BEGINS)
    guardian = replace(parent, kind=RepresentationKind.GUARDIAN)
    assert not is_ward([parent], today)
    assert is_ward([parent, guardian], today)
    assert not is_ward([replace(guardian, starts_on=today + timedelta(days=1))], today)
    assert not is_ward([replace(guardian, ends_on=today - timedelta(days=1))], today)
