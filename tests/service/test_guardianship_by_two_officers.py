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
from idp.notices.domain import NoticeKind
from idp.notices.domain.letter_texts import LETTER_TEXTS
from idp.notices.tables import NOTICE
from idp.representation.procedures import GuardianshipEvent, GuardianshipRefused, GuardianshipState
from idp.subjects.domain import SubjectKind
from idp.subjects.tables import SUBJECT
from tests.support.activations import number_of
from tests.support.desks import Desk, desk_of
from tests.support.officers import OPERATOR, themself
from tests.support.races import held_elsewhere
from tests.support.representing import (
    COURT,
    PAPER,
    ending,
    guardian_of,
    made_ward,
    named,
    proposed,
    signed,
)
from tests.support.world import Person, World, sure

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
