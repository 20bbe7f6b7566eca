"""Beside a person only the desks act that are competent for this kind of person."""

import pytest

from idp.access.desks import DeskKind
from idp.access.powers import Power
from idp.accounts.shown_documents import DocumentData
from idp.factors.domain import CredentialKind
from idp.kernel.actors import ActingClient, Officer, OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import CounterVisit, LossCase, LossReason, LostItem, Report, ReportedBy
from idp.subjects.domain import SubjectKind
from tests.support.desks import desk_of
from tests.support.officers import themself
from tests.support.sign_ins import reason
from tests.support.world import Person, World, sure

POLICE = [DeskKind.COMMUNE_POLICE, DeskKind.CARD_PLACE]
IMMIGRATION = [DeskKind.IMMIGRATION_PROVINCIAL, DeskKind.IMMIGRATION_CENTRAL]
COUNTERS = [*POLICE, *IMMIGRATION]
EVERY = [
    pytest.param(kind, desk, id=f"{kind}-{desk}")
    for kind in (SubjectKind.CITIZEN, SubjectKind.FOREIGNER)
    for desk in COUNTERS
]


def at_counter(world: World, kind: DeskKind) -> Officer:
    role = OfficerRole.IMMIGRATION_OFFICER if kind in IMMIGRATION else OfficerRole.RECEIVING_OFFICER
    return desk_of(world, role, kind=kind).officer


def right(kind: SubjectKind, desk: DeskKind) -> bool:
    return desk in (POLICE if kind is SubjectKind.CITIZEN else IMMIGRATION)


def begun(world: World, person: Person, officer: Officer) -> CounterVisit | Refused:
    said = world.services.accounts.registered(person.subject_id)
    number = world.services.subjects.identity(person.subject_id).number
    shown = DocumentData(number=number, name=said["name"], birthdate=said["birthdate"])
    return world.services.counter_visits.begin(
        person.username, shown, document="giấy tờ", actor=officer
    )


@pytest.mark.norm("D10.2a-1", limb="an account is given back to a citizen at these desks alone")
@pytest.mark.norm("D11.2a-1", limb="an account is given back to a foreigner at these desks alone")
@pytest.mark.parametrize(("kind", "desk"), EVERY)
def test_an_account_is_given_back_where_the_desk_is_competent_for_the_person(
    world: World, kind: SubjectKind, desk: DeskKind
) -> None:
    answer = begun(world, world.person(kind=kind), at_counter(world, desk))
    if right(kind, desk):
        assert isinstance(answer, CounterVisit)
        return
    assert reason(answer) is Reason.DESK_NOT_COMPETENT
    assert world.services.counter_visits.all() == []


@pytest.mark.norm("D10.2a-1", limb="lost means of a citizen are cleared at these desks alone")
@pytest.mark.norm("D11.2a-1", limb="lost means of a foreigner are cleared at these desks alone")
@pytest.mark.parametrize(("kind", "desk"), EVERY)
def test_lost_means_are_cleared_where_the_desk_is_competent_for_the_person(
    world: World, kind: SubjectKind, desk: DeskKind
) -> None:
    person, services = world.person(kind=kind), world.services
    services.credentials.stop_lost(person.subject_id, actor=themself(person.subject_id))
    officer, held = at_counter(world, desk), services.credentials.held(person.subject_id)
    before = services.history.for_subject(person.subject_id)
    answer = services.losses.remove_stopped(person.subject_id, actor=officer)
    if right(kind, desk):
        assert [each.kind for each in sure(answer)] == [CredentialKind.TOTP]
        return
    assert reason(answer) is Reason.DESK_NOT_COMPETENT
    assert services.credentials.held(person.subject_id) == held
    assert services.history.for_subject(person.subject_id) == before


@pytest.mark.parametrize("who", ["the person", "a client"])
def test_only_an_officer_clears_lost_means(world: World, who: str) -> None:
    person, services = world.person(), world.services
    actor = ActingClient(client_id="x", powers=tuple(Power))
    services.credentials.stop_lost(person.subject_id, actor=themself(person.subject_id))
    held = services.credentials.held(person.subject_id)
    answer = services.losses.remove_stopped(
        person.subject_id,
        actor=themself(person.subject_id) if who == "the person" else actor,
    )
    assert isinstance(answer, Refused)
    assert services.credentials.held(person.subject_id) == held


@pytest.mark.parametrize(("kind", "desk"), EVERY)
def test_a_report_is_taken_back_where_the_desk_is_competent_for_the_person(
    world: World, kind: SubjectKind, desk: DeskKind
) -> None:
    person, losses = world.person(kind=kind), world.services.losses
    case = losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.LINK,
        actor=themself(person.subject_id),
    )
    officer = at_counter(world, desk)
    answer = losses.retraction.at_counter(case.number, document="giấy tờ", actor=officer)
    if right(kind, desk):
        assert isinstance(answer, LossCase)
        return
    assert reason(answer) is Reason.DESK_NOT_COMPETENT
    kept = losses.cases.by_number(case.number)
    assert kept is not None
    assert kept.taken_back_at is None
