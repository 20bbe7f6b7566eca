"""Who acts for a person by a decision takes two officers, on both databases (X9.1, D14.2)."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final, NamedTuple

import pytest
from sqlalchemy import select, update

from idp.history.domain import EventType
from idp.kernel.actors import Officer, OfficerRole, System
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.notices.domain import NoticeKind
from idp.notices.domain.letter_texts import LETTER_TEXTS
from idp.notices.tables import NOTICE
from idp.representation.domain import RepresentationKind, StatedAgent
from idp.representation.procedures import (
    GuardianshipEvent,
    GuardianshipRefused,
    GuardianshipState,
    WardChange,
)
from idp.subjects.domain import SubjectKind
from idp.subjects.tables import SUBJECT
from tests.support.activations import number_of
from tests.support.desks import Desk, desk_of
from tests.support.officers import OPERATOR, themself
from tests.support.races import held_elsewhere, race
from tests.support.representing import (
    COURT,
    PAPER,
    ended,
    ending,
    guardian_of,
    made_ward,
    named,
    proposed,
    signed,
    ward_proposed,
)
from tests.support.world import Person, World, sure

COMMITTEE: Final = "Uỷ ban nhân dân phường"
LETTERS: Final = (
    NoticeKind.AGENT_RECORDED,
    NoticeKind.AGENT_ENDED,
    NoticeKind.ACTING_RECORDED,
    NoticeKind.ACTING_ENDED,
)


class Scene(NamedTuple):
    world: World
    ward: Person
    keeper: Person
    first: Desk
    second: Desk

    @property
    def acts(self) -> bool:
        records = self.world.services.representations
        return records.may_act(self.keeper.subject_id, self.ward.subject_id)

    def letters(self, person: Person) -> set[str]:
        """The kinds of the letters about who acts that went to a person."""
        whose = NOTICE.c.subject_id == person.subject_id
        rows = self.world.services.database.all(select(NOTICE.c.kind).where(whose))
        return {row.kind for row in rows} & set(LETTERS)

    def entries(self, person: Person, kind: EventType) -> list[tuple[str | None, str | None]]:
        """The officers of these entries of a person: who did it, and who had proposed it."""
        found = self.world.services.history.for_subject(person.subject_id)
        return [
            (
                each.actor.officer_id if isinstance(each.actor, Officer) else None,
                each.facts.get("proposed_by", {}).get("officer_id"),
            )
            for each in found
            if each.happening is kind
        ]


@pytest.fixture
def scene(world: World) -> Scene:
    ward, keeper = world.person(), world.person()
    made_ward(world, ward)
    desks = (desk_of(world, OfficerRole.IDENTITY_OFFICER) for _ in range(2))
    return Scene(world, ward, keeper, *desks)


@pytest.mark.norm("X9.1", limb="two officers record who acts by a decision, and the end of it")
def test_two_officers_record_who_acts_and_its_end_and_both_sides_are_told(scene: Scene) -> None:
    world, (one, two) = scene.world, (scene.first, scene.second)
    sides = (scene.ward, scene.keeper)
    officers = [(two.officer.officer_id, one.officer.officer_id)]
    case = sure(proposed(world, scene.ward, scene.keeper, one.officer))
    assert proposed(world, scene.ward, scene.keeper, two.officer) == Refused(Reason.CASE_OPEN)
    assert signed(world, case, one) is None
    assert not scene.acts, "nothing before the second officer"
    assert signed(world, case, one) is Reason.FOUR_EYES, "the same officer twice"
    assert not scene.acts
    assert signed(world, case, two) is None
    assert scene.acts
    for each in sides:
        assert scene.entries(each, EventType.REPRESENTATION_RECORDED) == officers
    end = sure(ending(world, scene.ward, one.officer))
    assert signed(world, end, one) is None
    assert scene.acts
    assert signed(world, end, two) is None
    assert not scene.acts
    for each in sides:
        assert scene.entries(each, EventType.REPRESENTATION_ENDED) == officers
        me = each.subject_id
        copied = "".join(sure(world.services.personal_data.copy(me, actor=themself(me))))
        told = [it["facts"] for it in json.loads(copied)["history"]]
        said = [it["proposed_by"] for it in told if "proposed_by" in it]
        assert said == ["officer", "officer"]
        ids = {*_ids(one.officer), *_ids(two.officer)}
        assert not [it for it in ids if it in copied], "no copy of the data names an officer"
    assert scene.letters(scene.ward) == {NoticeKind.AGENT_RECORDED, NoticeKind.AGENT_ENDED}
    assert scene.letters(scene.keeper) == {NoticeKind.ACTING_RECORDED, NoticeKind.ACTING_ENDED}
    assert scene.ward.subject_id not in world.services.representations.named_to(
        scene.keeper.subject_id
    ), "the name of a former ward is shown no more"
    assert "history" not in str(LETTER_TEXTS[NoticeKind.ACTING_ENDED]), "nor does a letter say so"


@pytest.mark.norm("X9.1", limb="two officers record a wardship by a decision, and the end of it")
@pytest.mark.norm("D14.2-1", limb="who is a ward by two officers acts alone no more")
def test_two_officers_record_that_a_person_is_a_ward_and_the_end_of_it(scene: Scene) -> None:
    world, (one, two) = scene.world, (scene.first, scene.second)
    person, accounts = world.person(), world.services.accounts
    me, officers = person.subject_id, [(two.officer.officer_id, one.officer.officer_id)]
    case = sure(ward_proposed(world, person, one.officer))
    assert ward_proposed(world, person, two.officer) == Refused(Reason.CASE_OPEN)
    assert signed(world, case, one, paper=False) is None
    assert signed(world, case, two, paper=False) is Reason.DECISION_MISSING
    assert signed(world, case, one) is Reason.FOUR_EYES, "the same officer twice"
    assert not accounts.is_ward(me), "nothing before the second officer"
    assert signed(world, case, two) is None
    assert accounts.is_ward_by_body(me)
    assert scene.entries(person, EventType.GUARDIANSHIP_RECORDED) == officers
    assert ward_proposed(world, person, one.officer) == Refused(Reason.STATE_ALREADY_HOLDS)
    # Both had both in hand, so whoever proposed it may also propose who acts.
    agent = sure(proposed(world, person, scene.keeper, one.officer))
    assert signed(world, agent, one, two) is None
    mine = desk_of(world, OfficerRole.IDENTITY_OFFICER, person=scene.keeper)
    own = ward_proposed(world, person, mine.officer, WardChange.ENDS)
    assert own == Refused(Reason.OWN_MATTER), "who acts for the ward proposes no end of it"
    world.clock.advance(timedelta(minutes=1))
    end = sure(ward_proposed(world, person, one.officer, WardChange.ENDS))
    assert signed(world, end, one, mine) is Reason.OWN_MATTER
    assert accounts.is_ward(me)
    assert signed(world, end, two) is None
    assert not accounts.is_ward(me)
    assert scene.entries(person, EventType.GUARDIANSHIP_ENDED) == officers
    assert not world.services.representations.may_act(scene.keeper.subject_id, me)
    assert NoticeKind.ACTING_ENDED in scene.letters(scene.keeper)
    whose = NOTICE.c.subject_id == me
    told = {row.kind for row in world.services.database.all(select(NOTICE.c.kind).where(whose))}
    assert {NoticeKind.GUARDIANSHIP_RECORDED, NoticeKind.GUARDIANSHIP_ENDED} <= told


@pytest.mark.norm("X9.1", limb="a wardship ends with what stands on it, and with nothing else")
def test_a_wardship_does_not_end_while_another_body_has_the_person_represented(
    scene: Scene,
) -> None:
    world, ward, both = scene.world, scene.ward, (scene.first, scene.second)
    me, records = ward.subject_id, world.services.representations
    by_another = replace(
        guardian_of(number_of(world, world.person())), kind=RepresentationKind.REPRESENTATIVE
    )
    of_it = replace(by_another, number=number_of(world, world.person()))
    assert named(world, me, guardian_of(number_of(world, scene.keeper)), COMMITTEE) is None
    assert named(world, me, of_it, COURT) is None
    proposed_end = sure(ward_proposed(world, ward, scene.first.officer, WardChange.ENDS))
    assert named(world, me, by_another, COMMITTEE) is None
    assert signed(world, proposed_end, *both) is Reason.OTHER_DECISION
    assert world.services.accounts.is_ward(me)
    assert all(each.ended_at is None for each in records.of_principal(me))
    again = ward_proposed(world, world.person(), scene.first.officer, WardChange.ENDS)
    assert again == Refused(Reason.STATE_ALREADY_HOLDS)
    other = records.of_principal(me)[-1]
    assert ended(world, me, other.id) is None
    assert signed(world, proposed_end, scene.second) is None
    assert not world.services.accounts.is_ward(me)
    assert all(each.ended_at is not None for each in records.of_principal(me)), "stood on it"


@pytest.mark.norm("D14.2-1", limb="who is represented by a body's decision acts alone no more")
def test_whom_a_body_has_represented_stays_a_ward_when_the_register_has_nobody(
    scene: Scene,
) -> None:
    world, both, person = scene.world, (scene.first, scene.second), scene.world.person()
    me, records = person.subject_id, world.services.representations
    kind, accounts = RepresentationKind.REPRESENTATIVE, world.services.accounts
    wards, rule = world.services.registry_updates.wards, System(rule="D8.1")
    stated = guardian_of(number_of(world, scene.keeper))

    def register_says(*agents: StatedAgent) -> None:
        world.clock.advance(timedelta(minutes=1))
        with world.services.database.transaction():
            records.reconcile(me, "population", agents, actor=rule)
            wards.follow(me, RegistryName.POPULATION, actor=rule)

    register_says(stated)
    other = guardian_of(number_of(world, world.person()))
    assert named(world, me, replace(other, kind=kind), COURT) is None
    register_says()
    assert accounts.is_ward_by_body(me)
    (held,) = records.in_force(me)
    assert (held.source, held.kind) == (COURT, kind)
    # It ends as any other by that body does, and what was chosen in both is of one time.
    world.clock.advance(timedelta(minutes=1))
    end = sure(ward_proposed(world, person, scene.first.officer, WardChange.ENDS))
    assert signed(world, end, *both) is None
    assert records.in_force(me) == ()
    (since,) = (each.since for each in accounts.guarded_periods(me) if each.since is not None)
    assert world.clock.now() - since >= timedelta(minutes=2)
    # Where nobody else has the person represented, the register's word ends it.
    register_says(stated)
    assert accounts.is_ward(me)
    register_says()
    assert not accounts.is_ward(me)


def test_a_wardship_of_now_does_not_end_by_what_was_proposed_in_an_earlier_one(
    scene: Scene,
) -> None:
    world, ward = scene.world, scene.ward
    case = sure(ward_proposed(world, ward, scene.first.officer, WardChange.ENDS))
    world.clock.advance(timedelta(minutes=1))
    _over(scene)
    assert signed(world, case, scene.first, scene.second) is Reason.STATE_ALREADY_HOLDS
    made_ward(world, ward)
    assert signed(world, case, scene.second) is Reason.CASE_MOVED
    assert world.services.accounts.is_ward(ward.subject_id)
    refused = world.services.guardianship_proposals.wards.refusal
    stated = guardian_of(number_of(world, scene.keeper))
    with world.services.database.transaction():
        world.services.representations.reconcile(
            ward.subject_id, "population", [stated], actor=System(rule="D8.1")
        )
        assert refused(ward.subject_id, WardChange.ENDS) is Reason.SOURCE_MANAGED


@pytest.mark.parametrize("change", ["agent", "ward"])
def test_of_two_second_officers_at_once_one_records_it(scene: Scene, change: str) -> None:
    world, person, records = scene.world, scene.ward, scene.world.services.representations
    happening = EventType.REPRESENTATION_RECORDED
    if change == "ward":
        person, happening = world.person(), EventType.GUARDIANSHIP_RECORDED
        case = sure(ward_proposed(world, person, scene.first.officer))
    else:
        case = sure(proposed(world, person, scene.keeper, scene.first.officer))
    assert signed(world, case, scene.first) is None
    decisions = world.services.case_decisions
    read = [
        (
            decision.id,
            desk,
            desk.answer(sure(world.services.decisions.page(decision.id, desk.officer))),
        )
        for desk in (scene.second, desk_of(world, OfficerRole.REVIEWER))
        for decision in [sure(decisions.of_case(case.number, desk.officer))]
    ]

    def sign() -> Reason | None:
        decision_id, desk, answer = read.pop()
        done = decisions.sign(decision_id, desk.officer, answer)
        return done.reason if isinstance(done, Refused) else None

    answers = race(sign, times=2)
    assert answers.count(None) == 1
    assert set(answers) - {None} == {Reason.CASE_MOVED}
    assert len(scene.entries(person, happening)) == 1
    assert len(records.of_principal(person.subject_id)) == (0 if change == "ward" else 1)


def _ids(officer: Officer) -> set[str]:
    found = (officer.officer_id, officer.subject_id, officer.session_id, officer.appointment_id)
    return {each for each in found if each is not None}


def _over(scene: Scene) -> None:
    accounts = scene.world.services.accounts
    assert accounts.end_guardianship(scene.ward.subject_id, body=COURT, actor=OPERATOR) is None


def _by_register(scene: Scene) -> None:
    stated = guardian_of(number_of(scene.world, scene.keeper))
    with scene.world.services.database.transaction():
        scene.world.services.representations.reconcile(
            scene.ward.subject_id, "population", [stated], actor=System(rule="D8.1")
        )


def _recorded(scene: Scene) -> None:
    last = (scene.world.clock.now() + timedelta(days=3)).date()
    stated = guardian_of(number_of(scene.world, scene.keeper), last)
    assert named(scene.world, scene.ward.subject_id, stated) is None


def _later(scene: Scene) -> None:
    scene.world.clock.advance(timedelta(days=10))


@pytest.mark.parametrize(
    ("meanwhile", "reason"),
    [
        (_over, Reason.NO_GUARDIANSHIP),
        (_by_register, Reason.STATE_ALREADY_HOLDS),
        (_recorded, Reason.STATE_ALREADY_HOLDS),
        (_later, Reason.EXPIRED),
    ],
)
def test_what_changed_since_it_was_proposed_refuses_the_second_officer(
    scene: Scene, meanwhile: Callable[[Scene], None], reason: Reason
) -> None:
    world, last = scene.world, (scene.world.clock.now() + timedelta(days=3)).date()
    case = sure(proposed(world, scene.ward, scene.keeper, scene.first.officer, last))
    before = len(world.services.representations.of_principal(scene.ward.subject_id))
    meanwhile(scene)
    made = len(world.services.representations.of_principal(scene.ward.subject_id)) - before
    assert signed(world, case, scene.first, scene.second) is reason
    after = len(world.services.representations.of_principal(scene.ward.subject_id))
    assert after == before + made
    found = world.services.cases.by_number(case.number)
    assert found is not None
    assert found.state == GuardianshipState.PENDING


def test_who_is_somebody_else_by_now_than_the_page_shows_is_not_recorded(scene: Scene) -> None:
    world, number = scene.world, "001199000009"
    proposals = world.services.guardianship_proposals
    case = sure(
        proposals.propose_agent(
            scene.ward.subject_id, guardian_of(number), by=PAPER, actor=scene.first.officer
        )
    )
    world.person(data={"personal_number": number})
    assert signed(world, case, scene.first, scene.second) is Reason.CASE_MOVED


def test_no_officer_decides_about_whom_they_act_for_on_either_side(scene: Scene) -> None:
    world, own = scene.world, Refused(Reason.OWN_MATTER)
    mine = desk_of(world, OfficerRole.IDENTITY_OFFICER, person=scene.keeper)
    assert proposed(world, scene.ward, scene.keeper, mine.officer) == own
    case = sure(proposed(world, scene.ward, scene.keeper, scene.first.officer))
    assert signed(world, case, scene.first, mine) is Reason.OWN_MATTER
    fire = world.services.cases.fire
    assert fire(case.id, GuardianshipEvent.WITHDRAW, mine.officer) == own
    said = GuardianshipRefused("Không đúng.")
    assert fire(case.id, GuardianshipEvent.REFUSE, mine.officer, said) == own
    assert not scene.acts
    assert signed(world, case, scene.second) is None
    assert scene.acts
    assert ending(world, scene.ward, mine.officer) == own


def test_no_officer_decides_who_acts_beside_them(scene: Scene) -> None:
    """Who acts together with others would act alone, once the others are on record no more."""
    world, own = scene.world, Refused(Reason.OWN_MATTER)
    other = world.person()
    mine = desk_of(world, OfficerRole.IDENTITY_OFFICER, person=scene.keeper)
    for each in (other, scene.keeper):
        stated = replace(guardian_of(number_of(world, each)), jointly=True)
        assert named(world, scene.ward.subject_id, stated) is None
    (record, _) = world.services.representations.of_principal(scene.ward.subject_id)
    assert record.agent_id == other.subject_id
    end = world.services.guardianship_proposals.propose_end
    assert end(scene.ward.subject_id, record.id, by=PAPER, actor=mine.officer) == own
    assert proposed(world, scene.ward, world.person(), mine.officer) == own
    case = sure(end(scene.ward.subject_id, record.id, by=PAPER, actor=scene.first.officer))
    assert signed(world, case, scene.first, mine) is Reason.OWN_MATTER
    assert world.services.cases.fire(case.id, GuardianshipEvent.WITHDRAW, mine.officer) == own
    assert signed(world, case, scene.second) is None


def test_nobody_acts_for_themself_also_where_they_were_registered_twice(scene: Scene) -> None:
    world, number = scene.world, "001184000019"
    both = [
        world.person(kind=kind, data={"personal_number": number}, totp=False)
        for kind in (SubjectKind.FOREIGNER, SubjectKind.CITIZEN)
    ]
    made_ward(world, both[1])
    refused = world.services.representations.naming_refusal
    with world.services.database.transaction():
        stated, ward = guardian_of(number), both[1].subject_id
        assert refused(ward, stated, body=COURT) is Reason.NOT_AUTHORISED
        stated = guardian_of(number_of(world, scene.keeper))
        assert refused(ward, stated, body=COURT) is None
        joined = update(SUBJECT).where(SUBJECT.c.subject_id == ward)
        world.services.database.execute(joined.values(joined_to=both[0].subject_id))
        assert refused(ward, stated, body=COURT) is Reason.IDENTITY_EXISTS, "of the other one"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_proposes_waits_for_no_case_that_another_officer_signs(scene: Scene) -> None:
    """That one has locked the case and comes to the person next: both would wait for ever."""
    world = scene.world
    case = sure(proposed(world, scene.ward, scene.keeper, scene.first.officer))
    with held_elsewhere(world.services.database, lambda: world.services.cases.is_open(case.id)):
        again = proposed(world, scene.ward, scene.keeper, scene.second.officer)
    assert again == Refused(Reason.CASE_OPEN)


def test_who_recorded_the_guardianship_proposes_nobody(scene: Scene) -> None:
    world, by = scene.world, scene.first.officer
    ward = world.person()
    placed = world.services.endings.place_under_guardian
    assert placed(ward.subject_id, body=COURT, actor=by) is None
    assert proposed(world, ward, scene.keeper, by) == Refused(Reason.FOUR_EYES)
    case = sure(proposed(world, ward, scene.keeper, scene.second.officer))
    world.clock.advance(timedelta(minutes=1))
    ended = world.services.accounts.end_guardianship
    assert ended(ward.subject_id, body=COURT, actor=by) is None
    assert placed(ward.subject_id, body=COURT, actor=scene.second.officer) is None
    refused = signed(world, case, scene.second, scene.first)
    assert refused is Reason.CASE_MOVED, "it was proposed in another guardianship"
    assert world.services.representations.of_principal(ward.subject_id) == ()


def test_a_proposal_is_withdrawn_refused_with_a_reason_or_lapses_and_changes_nothing(
    scene: Scene,
) -> None:
    world, fire = scene.world, scene.world.services.cases.fire
    said = GuardianshipRefused("Quyết định chưa có hiệu lực.")
    moves = (
        (GuardianshipEvent.WITHDRAW, scene.first, (), GuardianshipState.WITHDRAWN),
        (GuardianshipEvent.REFUSE, scene.second, (said,), GuardianshipState.REFUSED),
    )
    for event, desk, facts, state in moves:
        case = sure(proposed(world, scene.ward, scene.keeper, scene.first.officer))
        assert sure(fire(case.id, event, desk.officer, *facts)).case.state == state
    lapses = sure(proposed(world, scene.ward, scene.keeper, scene.first.officer))
    world.clock.advance(timedelta(days=31))
    assert signed(world, lapses, scene.first, scene.second) is not None
    assert world.services.cases.lapse() == 1
    found = world.services.cases.by_number(lapses.number)
    assert found is not None
    assert found.state == GuardianshipState.WITHDRAWN
    assert not scene.acts
    assert world.services.representations.of_principal(scene.ward.subject_id) == ()
