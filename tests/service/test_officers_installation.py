"""The installation of the first two officers: once, witnessed, by two; and the way back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from idp.access.desks import DeskKind
from idp.access.powers import Power, may
from idp.accounts.domain import CURRENT_TERMS
from idp.cli.context import services
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole, Operator
from idp.kernel.actors import Person as ActingPerson
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.decisions import DecisionState
from idp.officers.domain.installation import LINK_LIFETIME
from idp.officers.domain.sign_in import BEGINS_FOR, OfficerSignIn
from idp.officers.installation import Ceremony, CeremonyState
from idp.officers.offline import verify_decisions
from idp.officers.offline_keys import make
from idp.platform.cached import SEEN_FOR
from idp.subjects.domain import Source, SubjectKind
from tests.service.test_officers_appointments import delegated
from tests.service.test_officers_decisions import CONTENT
from tests.support import people
from tests.support.authenticator import Authenticator
from tests.support.biometrics import enter_both
from tests.support.commands import Idp, json_lines
from tests.support.desks import Desk, appointed_too, desk_of
from tests.support.officers import OPERATOR, themself
from tests.support.passkeys import Holder, holder_of
from tests.support.races import race
from tests.support.world import World, sure

SHELL = Operator(user="root", host="db1")
LASTS = timedelta(days=365)
Pair = tuple[Holder, Holder]


@pytest.fixture
def pair(world: World) -> Pair:
    return holder_of(world, Authenticator()), holder_of(world, Authenticator())


def begin(world: World, pair: Pair) -> Ceremony | Refused:
    names = pair[0].person.username, pair[1].person.username
    installation = world.services.installation
    return installation.begin(names, desk="Trụ sở", lasts=LASTS, actor=SHELL)


def recover(world: World, pair: Pair, *keys: bytes) -> Ceremony | Refused:
    names = pair[0].person.username, pair[1].person.username
    one, other = keys
    return world.services.installation.recover(
        names, (one, other), desk="Trụ sở", lasts=LASTS, actor=SHELL
    )


def sign(world: World, holder: Holder, handle: str) -> CeremonyState | Refused:
    page = world.services.installation.page(handle)
    if isinstance(page, Refused):
        return page
    answer = holder.device.get(page.options, origin=holder.origin)
    return world.services.installation.sign(handle, answer)


def install(world: World, pair: Pair) -> Ceremony:
    ceremony = sure(begin(world, pair))
    states = [
        sure(sign(world, holder, handle))
        for holder, handle in zip(pair, ceremony.handles, strict=True)
    ]
    assert states[-1].decision.state is DecisionState.EXECUTED
    return ceremony


def desk(world: World, holder: Holder) -> Desk:
    return Desk(world, holder.person, holder.device)


def refusal(answer: object) -> Reason:
    assert isinstance(answer, Refused), answer
    return answer.reason


def test_two_people_install_each_other_and_the_history_says_it_is_the_exception(
    world: World, pair: Pair
) -> None:
    install(world, pair)
    director, second = (desk(world, each).officer for each in pair)
    assert set(director.roles) == {OfficerRole.DIRECTOR, OfficerRole.OPERATOR}
    assert second.roles == (OfficerRole.OPERATOR,)
    mine = world.services.history.for_subject(pair[0].subject_id)
    assert EventType.OFFICER_APPOINTED in {each.happening for each in mine}
    exported = list(world.services.decisions.export())
    assert list(verify_decisions(exported, issuer=world.settings.issuer)) == []


def at_level_2(world: World, holder: Holder, *, resistant: bool = True) -> object:
    return desk(world, holder).sign_in(level=2, resistant=resistant)


def test_the_two_begin_at_level_2_and_everything_they_do_says_so(world: World, pair: Pair) -> None:
    """Level 3 takes what two officers have to approve first."""
    install(world, pair)
    for holder in pair:
        officer = sure(desk(world, holder).sign_in(level=2))
        assert (officer.level, officer.least_level) == (2, 2)
        assert may(officer, Power.OFFICER_APPOINT_APPROVE, world.clock.now()) is None
        assert sure(desk(world, holder).sign_in(level=3)).least_level == 3


def test_they_do_so_with_what_resists_phishing_and_for_thirty_days(
    world: World, pair: Pair
) -> None:
    install(world, pair)
    assert refusal(at_level_2(world, pair[0], resistant=False)) is Reason.UNMET_LEVEL
    assert refusal(desk(world, pair[0]).sign_in(level=1)) is Reason.UNMET_LEVEL
    world.clock.advance(BEGINS_FOR)
    assert refusal(at_level_2(world, pair[0])) is Reason.UNMET_LEVEL
    assert sure(desk(world, pair[0]).sign_in(level=3)).level == 3


def test_a_recovery_with_both_offline_keys_begins_anew(world: World, pair: Pair) -> None:
    """So that no installation is shut for good because nothing compares faces yet."""
    ceremony = install(world, pair)
    world.clock.advance(BEGINS_FOR)
    anew = sure(recover(world, pair, *ceremony.keys))
    for holder, handle in zip(pair, anew.handles, strict=True):
        sure(sign(world, holder, handle))
    assert sure(desk(world, pair[0]).sign_in(level=2)).least_level == 2


def test_nobody_else_does_nor_the_two_in_another_appointment(world: World, pair: Pair) -> None:
    install(world, pair)
    third = desk_of(world, OfficerRole.OPERATOR)
    assert refusal(third.sign_in(level=2)) is Reason.UNMET_LEVEL
    first = desk(world, pair[0])
    appointed_too(first, OfficerRole.REVIEWER, name="Quầy 2", kind=DeskKind.AUTHORITY)
    held = world.services.officers.choices(
        pair[0].subject_id,
        OfficerSignIn(
            session_id=new_id(), level=2, resistant=True, authenticated_at=world.clock.now()
        ),
    )
    (only,) = sure(held)
    assert only.roles == (OfficerRole.DIRECTOR, OfficerRole.OPERATOR)


def test_it_is_over_as_soon_as_a_face_can_be_compared(world: World, pair: Pair) -> None:
    """The exception has one reason; services that are retired bring both back."""
    install(world, pair)
    compares, _ = enter_both(world, "http://127.0.0.1:9")
    assert refusal(at_level_2(world, pair[0])) is Reason.UNMET_LEVEL
    assert world.services.officers.rule_now is world.services.officers.rule
    retire(world, compares.id)
    assert sure(desk(world, pair[0]).sign_in(level=2)).level == 2


def test_a_ceremony_gives_none_where_faces_are_compared(world: World, pair: Pair) -> None:
    """Nor does one of a release before, which kept nothing either."""
    compares, _ = enter_both(world, "http://127.0.0.1:9")
    install(world, pair)
    retire(world, compares.id)
    assert refusal(at_level_2(world, pair[0])) is Reason.UNMET_LEVEL


def retire(world: World, record_id: str) -> None:
    sure(world.services.biometric_providers.retire(record_id, actor=OPERATOR))
    world.clock.advance(SEEN_FOR)


def test_what_is_delegated_to_a_person_stays_out_of_it(world: World, pair: Pair) -> None:
    install(world, pair)
    director, second = (desk(world, each) for each in pair)
    delegated(world, second.officer, desk_of(world, OfficerRole.OPERATOR), director)
    assert second.officer.delegated == (Power.ACCOUNT_LOCK,)
    assert sure(second.sign_in(level=2)).delegated == ()


def test_after_it_the_two_appoint_others(world: World, pair: Pair) -> None:
    install(world, pair)
    decision = sure(
        world.services.decisions.open(
            replace(CONTENT, case_id=pair[0].subject_id), desk(world, pair[0]).officer
        )
    )
    assert not sure(desk(world, pair[0]).sign(decision)).complete
    assert sure(desk(world, pair[1]).sign(decision)).complete


def test_it_works_once(world: World, pair: Pair) -> None:
    install(world, pair)
    others = (holder_of(world, Authenticator()), holder_of(world, Authenticator()))
    assert refusal(begin(world, others)) is Reason.STATE_ALREADY_HOLDS
    assert refusal(begin(world, pair)) is Reason.STATE_ALREADY_HOLDS
    (entry,) = [
        each
        for each in world.services.history.of_actor("root@db1")
        if each.happening is EventType.INSTALLATION_REFUSED
    ][:1]
    assert entry.facts["reason"] == Reason.STATE_ALREADY_HOLDS


def test_one_person_is_no_two(world: World, pair: Pair) -> None:
    assert refusal(begin(world, (pair[0], pair[0]))) is Reason.FOUR_EYES
    spelled = f" {pair[0].person.username} ".upper()
    upper = replace(pair[0], person=replace(pair[0].person, username=spelled))
    assert refusal(begin(world, (pair[0], upper))) is Reason.FOUR_EYES
    twin = world.person(
        kind=SubjectKind.FOREIGNER,
        data={"personal_number": world.services.subjects.identity(pair[0].subject_id).number},
    )
    assert refusal(begin(world, (pair[0], replace(pair[0], person=twin)))) is Reason.FOUR_EYES


def test_an_unknown_or_weak_account_is_refused(world: World, pair: Pair) -> None:
    nobody = replace(pair[0], person=replace(pair[0].person, username="nobody"))
    assert refusal(begin(world, (nobody, pair[1]))) is Reason.NOT_FOUND
    weak = replace(pair[0], person=world.person(level=1))
    assert refusal(begin(world, (weak, pair[1]))) is Reason.ACCOUNT_LEVEL_INSUFFICIENT


def test_a_link_is_one_persons_and_works_once(world: World, pair: Pair) -> None:
    ceremony = sure(begin(world, pair))
    first, second = ceremony.handles
    assert refusal(sign(world, pair[0], "x" * 43)) is Reason.NOT_FOUND
    page = sure(world.services.installation.page(first))
    options = {**page.options, "allowCredentials": []}
    other = pair[1].device.get(options, origin=pair[1].origin)
    assert refusal(world.services.installation.sign(first, other)) is Reason.NOT_PROVEN
    assert sure(sign(world, pair[0], first)).waits_for == (pair[1].subject_id,)
    assert refusal(sign(world, pair[0], first)) is Reason.NOT_FOUND
    found = world.services.installation.look(second)
    assert found is not None
    assert not found.signed


def test_a_link_ends_after_half_an_hour(world: World, pair: Pair) -> None:
    ceremony = sure(begin(world, pair))
    world.clock.advance(LINK_LIFETIME)
    for holder, handle in zip(pair, ceremony.handles, strict=True):
        assert refusal(sign(world, holder, handle)) is Reason.NOT_FOUND


def test_beginning_anew_voids_what_was_begun(world: World, pair: Pair) -> None:
    before = sure(begin(world, pair))
    sure(sign(world, pair[0], before.handles[0]))
    sure(begin(world, pair))
    assert refusal(sign(world, pair[1], before.handles[1])) is Reason.STATE_ALREADY_HOLDS
    state = world.services.installation.state()
    assert state is not None
    assert state.signed == ()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_one_link_in_two_browsers_at_once_is_signed_once(world: World, pair: Pair) -> None:
    """Each browser has a challenge of its own, and the person signed both."""
    ceremony, installation = sure(begin(world, pair)), world.services.installation
    handle, holder = ceremony.handles[0], pair[0]
    answers = [
        holder.device.get(sure(installation.page(handle)).options, origin=holder.origin)
        for _ in range(2)
    ]

    def one() -> CeremonyState | Refused:
        return installation.sign(handle, answers.pop())

    told = race(one, times=2)
    assert sorted(isinstance(each, Refused) for each in told) == [False, True]
    assert len(world.services.decisions.signatures(ceremony.decision.id)) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_who_sign_at_once_are_both_appointed_once(world: World, pair: Pair) -> None:
    ceremony, installation = sure(begin(world, pair)), world.services.installation
    presented: list[tuple[str, str]] = []
    for holder, handle in zip(pair, ceremony.handles, strict=True):
        page = sure(installation.page(handle))
        presented.append((handle, holder.device.get(page.options, origin=holder.origin)))
    # The second link comes twice.
    presented.append(presented[1])

    def one() -> CeremonyState | Refused:
        return installation.sign(*presented.pop())

    answers = race(one, times=3)
    assert sorted(isinstance(each, Refused) for each in answers) == [False, False, True]
    for holder in pair:
        officer = world.services.officers.of_subject(holder.subject_id)
        assert officer is not None
        assert len(officer.appointments) == 1


def test_both_offline_keys_bring_the_desk_back_once(world: World, pair: Pair) -> None:
    keys = install(world, pair).keys
    others = (holder_of(world, Authenticator()), holder_of(world, Authenticator()))
    assert refusal(recover(world, others, keys[0], keys[0])) is Reason.FOUR_EYES
    assert refusal(recover(world, others, keys[0], make()[1])) is Reason.NOT_PROVEN
    assert refusal(recover(world, others, keys[0], b"junk")) is Reason.NOT_PROVEN
    begun, late = (sure(recover(world, others, keys[1], keys[0])) for _ in range(2))
    assert refusal(sign(world, others[0], begun.handles[0])) is Reason.STATE_ALREADY_HOLDS
    for holder, handle in zip(others, late.handles, strict=True):
        sure(sign(world, holder, handle))
    for holder in others:
        assert OfficerRole.OPERATOR in desk(world, holder).officer.roles
    assert refusal(recover(world, others, *keys)) is Reason.USED_BEFORE
    again = sure(recover(world, others, *late.keys))
    assert again.decision.event == "recover"
    installed = [
        each
        for each in world.services.history.for_subject(others[0].subject_id)
        if each.happening is EventType.OFFICER_APPOINTED
    ]
    assert isinstance(installed[0].actor, ActingPerson)


def test_without_an_installation_there_is_nothing_to_recover(world: World, pair: Pair) -> None:
    assert refusal(recover(world, pair, make()[1], make()[1])) is Reason.NOT_PROVEN


def test_officers_who_came_otherwise_close_it_too(world: World, pair: Pair) -> None:
    desk_of(world)
    assert refusal(begin(world, pair)) is Reason.STATE_ALREADY_HOLDS


def test_the_command_prints_two_links_and_writes_two_keys(idp: Idp, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    for each in folders:
        each.mkdir()
    keys = [word for each in folders for word in ("--key", str(each))]
    told = idp("install", "begin", "an", "binh", "--desk", "Trụ sở", *keys)
    assert (told.exit_code, "not_found" in told.output) == (1, True)
    assert [path for each in folders for path in each.iterdir()] == []
    once = idp("install", "begin", "an", "binh", "--desk", "Trụ sở", *keys[:2], *keys[:2])
    assert (once.exit_code, "two directories" in once.output) == (1, True)
    assert idp("install", "status").exit_code == 1
    assert json_lines(idp("officers", "list")) == []
    assert json_lines(idp("officers", "decisions")) == []
    unknown = idp(
        *("officers", "propose", "nobody", "--role", "hotline"),
        *("--desk", "Tổng đài", "--desk-kind", "hotline"),
    )
    assert (unknown.exit_code, "not_found" in unknown.output) == (1, True)
    ended = idp(
        *("officers", "propose", "nobody", "--role", "hotline"),
        *("--desk", "Huyện", "--desk-kind", "district_police"),
    )
    assert (ended.exit_code, "no desks of this kind here" in ended.output) == (1, True)


def test_the_command_begins_and_the_links_are_of_this_provider(idp: Idp, tmp_path: Path) -> None:
    account("an.nguyen", "001190000017")
    account("binh.tran", "001190000018")
    folders = [tmp_path / name for name in ("a", "b")]
    for each in folders:
        each.mkdir()
    keys = [word for each in folders for word in ("--key", str(each))]
    begin = ("install", "begin", "an.nguyen", "binh.tran", "--desk", "Trụ sở", *keys)
    (told,) = json_lines(idp(*begin))
    assert all("/officer/install/" in link for link in told["links"].values())
    written = [path for each in folders for path in each.iterdir()]
    assert {str(path) for path in written} == set(told["offline_keys"])
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}
    (status,) = json_lines(idp("install", "status"))
    assert (status["state"], len(status["waits_for"])) == ("open", 2)
    again = idp(*begin)
    assert (again.exit_code, "never written over" in again.output) == (1, True)
    old = [word for path in written for word in ("--with", str(path))]
    new = [tmp_path / name for name in ("c", "d")]
    for each in new:
        each.mkdir()
    more = [word for each in new for word in ("--key", str(each))]
    recover = ("install", "recover", "an.nguyen", "binh.tran", "--desk", "Trụ sở", *more, *old)
    too_early = idp(*recover)
    assert (too_early.exit_code, "not_proven" in too_early.output) == (1, True)
    (proposed,) = json_lines(
        idp(
            *("officers", "propose", "an.nguyen", "--role", "hotline"),
            *("--desk", "Tổng đài", "--desk-kind", "hotline"),
        )
    )
    (listed,) = [
        each for each in json_lines(idp("officers", "decisions")) if each["id"] == proposed["id"]
    ]
    assert (listed["state"], listed["signed_by"]) == ("open", [])


def account(username: str, number: str) -> None:
    data = {**people.CITIZEN, **people.recorded(Source.IDENTITY_DB, personal_number=number)}
    with services() as opened:
        subject_id = sure(opened.subjects.register("citizen", data, actor=OPERATOR)).subject_id
        opened.subjects.match(subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
        sure(opened.accounts.create(subject_id, username=username, level=2, actor=OPERATOR))
        sure(
            opened.accounts.activate(
                subject_id, terms_version=CURRENT_TERMS, actor=themself(subject_id)
            )
        )
