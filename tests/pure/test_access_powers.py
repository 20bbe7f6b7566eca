"""The table of powers over role, sign-in, desk, delegation and kind of actor."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.access import desks
from idp.access.desks import COMPETENCE, ENDED, DeskKind, Matter, competent, exists, successor
from idp.access.powers import DELEGABLE, FOR_PROGRAMS, POWERS, Power, PowerRule, may
from idp.access.table import markdown
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import (
    ActingClient,
    Actor,
    Officer,
    OfficerRole,
    Operator,
    Person,
    System,
    Through,
    Unproven,
)
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason
from idp.officers.domain.appointments import AppointmentDraft, draft_fault
from tests.support.source import ROOT

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
POWERS_ = st.sampled_from(Power)
ROLES = st.sampled_from(OfficerRole)
KINDS = st.sampled_from([*DeskKind, "", "kitchen"])


def officer(**particulars: Any) -> Officer:  # noqa: ANN401
    usual: dict[str, Any] = {
        "officer_id": new_id(),
        "subject_id": new_id(),
        "roles": tuple(OfficerRole),
        "desk": "Quầy 1",
        "session_id": new_id(),
        "level": 3,
        "authenticated_at": NOW,
        "appointment_id": new_id(),
        "desk_kind": DeskKind.COMMUNE_POLICE,
        "until": NOW + timedelta(days=1),
    }
    return Officer(**usual | particulars)


def fit(rule: PowerRule) -> Officer:
    """One who may: every role, fresh, at a competent desk, as the Director."""
    kinds = [each.kind for matter in sorted(rule.at_desks) for each in COMPETENCE[matter]]
    return officer(desk_kind=kinds[0] if kinds else DeskKind.AUTHORITY)


def test_the_table_is_total() -> None:
    assert set(POWERS) == set(Power)
    assert all(rule.roles for rule in POWERS.values())


@pytest.mark.parametrize("power", Power)
def test_who_is_fit_may(power: Power) -> None:
    assert may(fit(POWERS[power]), power, NOW) is None


@given(power=POWERS_, role=ROLES)
def test_a_role_without_the_power_is_refused_and_one_with_it_is_not(
    power: Power, role: OfficerRole
) -> None:
    rule = POWERS[power]
    one = officer(
        roles=(role,), desk_kind=fit(rule).desk_kind, delegated=tuple(map(str, DELEGABLE))
    )
    assert may(one, power, NOW) == (None if role in rule.roles else Reason.NOT_AUTHORISED)


@given(power=POWERS_, roles=st.sets(ROLES, min_size=1), more=st.sets(ROLES))
def test_another_role_never_takes_a_power_away(
    power: Power, roles: set[OfficerRole], more: set[OfficerRole]
) -> None:
    few, many = officer(roles=tuple(roles)), officer(roles=tuple(roles | more))
    assert may(few, power, NOW) is not None or may(many, power, NOW) is None


@given(power=POWERS_, level=st.integers(0, 4))
def test_the_sign_in_is_of_level_3_or_above(power: Power, level: int) -> None:
    rule = POWERS[power]
    one = officer(level=level, desk_kind=fit(rule).desk_kind)
    assert (may(one, power, NOW) is None) is (level >= 3)


@given(power=POWERS_, minutes=st.integers(-10, 1000))
def test_the_sign_in_is_fresh_and_not_of_tomorrow(power: Power, minutes: int) -> None:
    rule, age = POWERS[power], timedelta(minutes=minutes)
    one = officer(authenticated_at=NOW - age, desk_kind=fit(rule).desk_kind)
    asked = may(one, power, NOW)
    assert asked == (
        None if timedelta(0) <= age <= rule.fresh_for else Reason.FRESH_SIGN_IN_REQUIRED
    )


@given(power=POWERS_, seconds=st.integers(-3, 3))
def test_an_appointment_that_ended_gives_nothing(power: Power, seconds: int) -> None:
    one = officer(until=NOW + timedelta(seconds=seconds), desk_kind=fit(POWERS[power]).desk_kind)
    assert may(one, power, NOW) == (Reason.APPOINTMENT_ENDED if seconds <= 0 else None)


@given(power=POWERS_, kind=KINDS)
def test_a_desk_that_is_not_competent_is_refused(power: Power, kind: str) -> None:
    rule = POWERS[power]
    if rule.at_desks:
        right = any(competent(kind, matter, date(2026, 11, 2)) for matter in rule.at_desks)
    else:
        right = kind == "" or exists(kind, date(2026, 11, 2))
    asked = may(officer(desk_kind=kind), power, NOW)
    assert asked == (None if right else Reason.DESK_NOT_COMPETENT)


@pytest.mark.parametrize("power", sorted(DELEGABLE))
def test_powers_of_the_director_need_a_delegation(power: Power) -> None:
    approver = officer(roles=(OfficerRole.APPROVER,))
    assert may(approver, power, NOW) is Reason.DELEGATION_MISSING
    others = tuple(str(each) for each in DELEGABLE if each != power)
    assert may(officer(roles=(OfficerRole.APPROVER,), delegated=others), power, NOW) is (
        Reason.DELEGATION_MISSING
    )
    delegated = officer(roles=(OfficerRole.APPROVER,), delegated=(str(power),))
    assert may(delegated, power, NOW) is None
    assert may(officer(roles=(OfficerRole.DIRECTOR,)), power, NOW) is None
    # A delegation alone is no role.
    auditor = officer(roles=(OfficerRole.AUDITOR,), delegated=(str(power),))
    assert may(auditor, power, NOW) is Reason.NOT_AUTHORISED


@pytest.mark.parametrize("power", Power)
def test_a_command_proposes_and_never_approves(power: Power) -> None:
    rule, shell = POWERS[power], Operator(user="root", host="db1", said="An.Nguyen ")
    asked = may(shell, power, NOW)
    assert asked == (None if rule.commands else Reason.COMMANDS_PROPOSE)
    assert not (rule.commands and (rule.second_person or rule.of_director or rule.at_desks))


@pytest.mark.parametrize("power", Power)
def test_a_program_may_what_its_token_carries_and_an_operation_asks(power: Power) -> None:
    refused = may(ActingClient(client_id="x", powers=tuple(Power)), power, NOW)
    offered, commands = power in FOR_PROGRAMS, POWERS[power].commands
    assert refused == (
        None if offered else Reason.NOT_AUTHORISED if commands else Reason.COMMANDS_PROPOSE
    )


@pytest.mark.parametrize("power", Power)
@pytest.mark.parametrize(
    "actor",
    [
        Person(subject_id=new_id(), level=4, authenticated_at=NOW),
        ActingClient(client_id="provider"),
        System(rule="policy"),
        Unproven(through=Through.BROWSER),
    ],
    ids=lambda each: type(each).__name__,
)
def test_nobody_else_has_any_power(actor: Actor, power: Power) -> None:
    assert may(actor, power, NOW) is Reason.NOT_AUTHORISED


def test_in_mode_self_created_level_2_is_enough() -> None:
    """That it resisted phishing is asked where the officer's session begins."""
    one = officer(level=2, least_level=2)
    assert may(one, Power.WORK_SEE, NOW) is None
    assert may(officer(level=1, least_level=2), Power.WORK_SEE, NOW) is Reason.UNMET_LEVEL


def test_each_second_power_has_a_first_one() -> None:
    ends = {"approve": "propose", "confirm": "begin"}
    for power, rule in POWERS.items():
        stem, _, word = power.rpartition("_")
        assert rule.second_person is (word in ends), power
        if rule.second_person:
            assert Power(f"{stem}_{ends[word]}") in POWERS


# -- desks, as dated data


@pytest.mark.norm("D15.2c-2", limb="communes, districts and provinces are competent to receive")
@pytest.mark.parametrize(
    ("matter", "kinds"),
    [
        (Matter.CITIZEN_IN_PERSON, {"commune_police", "card_place"}),
        (Matter.FOREIGNER_IN_PERSON, {"immigration_central", "immigration_provincial"}),
        (Matter.REQUEST_OF_A_BODY, {"commune_police", "district_police", "provincial_police"}),
        (Matter.ORGANISATION_AT_DESK, {"commune_police", "district_police", "provincial_police"}),
    ],
)
def test_the_law_names_the_kinds_of_desks(matter: Matter, kinds: set[str]) -> None:
    day = date(2024, 7, 1)
    assert {
        kind for kind in desks.KINDS[AccountsMode.STATE_SYSTEM] if competent(kind, matter, day)
    } == kinds


def test_data_of_an_operators_own_account_are_corrected_at_the_authority_and_no_citizens() -> None:
    desk = officer(desk_kind=DeskKind.AUTHORITY)
    assert may(desk, Power.CORRECTION_DECIDE, NOW) is None
    for matter in Matter.CITIZEN_IN_PERSON, Matter.FOREIGNER_IN_PERSON:
        assert may(desk, Power.CORRECTION_DECIDE, NOW, matter) is Reason.DESK_NOT_COMPETENT
    assert may(desk, Power.MEANS_CLEAR, NOW) is Reason.DESK_NOT_COMPETENT


@pytest.mark.norm("D15.2c-2", limb="what districts received, provinces receive since they ended")
def test_district_police_ended_on_1_march_2025() -> None:
    last, first = date(2025, 2, 28), date(2025, 3, 1)
    matter, kind = Matter.REQUEST_OF_A_BODY, DeskKind.DISTRICT_POLICE
    assert competent(kind, matter, last)
    assert not competent(kind, matter, first)
    assert (successor(kind, last), successor(kind, first)) == (kind, DeskKind.PROVINCIAL_POLICE)
    assert (exists(kind, last), exists(kind, first)) == (True, False)


@given(
    matter=st.sampled_from(Matter),
    day=st.dates(date(2024, 7, 1), date(2040, 1, 1)),
    kind=st.sampled_from(DeskKind),
)
def test_what_a_desk_received_is_received_by_its_successor(
    matter: Matter, day: date, kind: DeskKind
) -> None:
    before = date(2024, 7, 1)
    assert exists(successor(kind, day), day)
    if competent(kind, matter, before) and kind in ENDED:
        assert competent(successor(kind, day), matter, day)


def test_the_document_shows_this_table() -> None:
    text = (ROOT / "docs/officers.md").read_text("utf-8")
    assert markdown() in text, "draw it anew: idp officers powers"


def test_an_operator_has_no_police_and_the_state_no_counter_of_an_operator() -> None:
    state, own = (desks.KINDS[each] for each in AccountsMode)
    assert {kind for kind in own if "police" in kind or "immigration" in kind} == set()
    assert state & own == {DeskKind.AUTHORITY, DeskKind.HOTLINE}
    assert state | own == set(DeskKind)
    day = date(2026, 11, 2)
    for matter in Matter.CITIZEN_IN_PERSON, Matter.FOREIGNER_IN_PERSON, Matter.OF_OWN_ACCOUNT:
        for kinds in desks.KINDS.values():
            assert any(competent(kind, matter, day) for kind in kinds)
    assert OfficerRole.IMMIGRATION_OFFICER not in desks.ROLES[AccountsMode.SELF_CREATED]


@pytest.mark.parametrize("mode", AccountsMode)
@given(kind=st.sampled_from(DeskKind), role=ROLES)
def test_nobody_is_appointed_at_a_desk_or_to_a_role_of_the_other_mode(
    mode: AccountsMode, kind: DeskKind, role: OfficerRole
) -> None:
    draft = AppointmentDraft(
        username="an.nguyen",
        roles=(role,),
        desk="Quầy 1",
        desk_kind=kind,
        valid_from=NOW,
        valid_until=NOW + timedelta(days=30),
    )
    there_is = kind in desks.KINDS[mode] and exists(kind, NOW.date()) and role in desks.ROLES[mode]
    assert (draft_fault(draft, NOW, mode) is None) == there_is
