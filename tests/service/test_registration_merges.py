"""Two registrations that were both used become one, by two officers; each party keeps its sub."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from idp.access.desks import DeskKind
from idp.accounts.domain import AccountState
from idp.casework.domain.cases import Case
from idp.history.domain import EventType
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.letters.domain import LetterKind
from idp.losses.domain import MISUSE_REPORT, ReportedBy
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from idp.registries.duplicates import JoinHeld
from idp.registries.procedures import GoesOn, MergeEvent, MergeProposed, MergeRefused
from idp.relying_parties.domain.client import Client
from idp.subjects.domain import Datum, Source
from idp.tokens.pairwise import PairwiseSubjects
from tests.service.test_personal_data import SCHEMA, breaks, copied
from tests.support.desks import desk_of
from tests.support.grants import Relation, relation
from tests.support.officers import OPERATOR, of_every_role, themself
from tests.support.registry_feeds import Feed
from tests.support.registry_merges import GROUND, NAME, Twice, twice
from tests.support.world import Party, Person, World, sure

LOCK = {"ground": "g", "body": "b", "remedy": "r"}


def at(world: World, person: Person, party: Party | None = None) -> Relation:
    """A person who agreed at a party, and is signed in."""
    made = relation(world, person.subject_id)
    made = made if party is None else replace(made, party=party)
    made.agree()
    return made


def sub_at(relation: Relation) -> str:
    return str(relation.said(relation.issued().id_token)["sub"])


def state(world: World, person: Person) -> AccountState:
    account = world.services.accounts.by_subject(person.subject_id)
    assert account is not None
    return account.state


def told(world: World, person: Person, kind: NoticeKind) -> int:
    rows = world.services.database.all(
        select(NOTICE.c.id).where(NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind == kind)
    )
    return len({row.id for row in rows})


def lettered(world: World, person: Person) -> list[LetterKind]:
    return [each.kind for each in world.services.letters.of_person(person.subject_id)]


@pytest.mark.norm("D3.1", limb="a merged duplicate is one subject, and keeps each party's sub")
@pytest.mark.parametrize("goes_on", list(GoesOn))
def test_each_party_keeps_its_sub_through_a_merge_and_its_undoing(
    world: World, goes_on: GoesOn
) -> None:
    both = twice(world)
    stays, goes = (both.told, both.holder) if goes_on is GoesOn.TOLD else (both.holder, both.told)
    of_stays, of_goes, of_both = at(world, stays), at(world, goes), at(world, stays)
    goes_too = at(world, goes, of_both.party)
    subs = {each.party.client_id: sub_at(each) for each in (of_stays, of_goes, of_both)}
    other = sub_at(goes_too)
    assert len({*subs.values(), other}) == 4
    join = both.merged(goes_on)
    assert (join.surviving_id, join.joined_id) == (stays.subject_id, goes.subject_id)
    assert (state(world, stays), state(world, goes)) == (AccountState.ACTIVE, AccountState.LOCKED)
    for party in (of_stays.party, of_goes.party, of_both.party):
        assert sub_at(at(world, stays, party)) == subs[party.client_id]
    new = at(world, stays)
    kept = sub_at(new)
    sure(both.part(join))
    assert state(world, goes) is AccountState.ACTIVE
    for person, party, sub in (
        (stays, of_stays.party, subs[of_stays.party.client_id]),
        (goes, of_goes.party, subs[of_goes.party.client_id]),
        (stays, of_both.party, subs[of_both.party.client_id]),
        (goes, of_both.party, other),
        (stays, new.party, kept),
    ):
        assert sub_at(at(world, person, party)) == sub
    assert sub_at(at(world, stays, of_goes.party)) not in {*subs.values(), other, kept}


def test_what_was_begun_with_either_account_ends_and_its_party_hears_the_sub_it_knows(
    world: World,
) -> None:
    both = twice(world)
    address = "https://portal.example/logout"
    old = relation(world, both.told.subject_id, backchannel_logout_uri=address)
    old.agree()
    sub, waiting = sub_at(old), old.code()
    offline = old.issued(("openid", "offline_access"))
    join = both.merged()
    assert old.redeem(waiting) == Refused(Reason.ACCOUNT_LOCKED)
    assert isinstance(old.refresh(offline.refresh_token), Refused)
    assert logout_subs(world) == {sub}
    again = at(world, both.holder, old.party)
    assert sub_at(again) == sub
    with world.services.database.transaction():
        world.services.database.execute(NOTICE.delete())
    sure(both.part(join))
    assert logout_subs(world) == {sub}, "that of the one who went, by which the party knew"
    live = world.services.consents.live(both.told.subject_id, old.party.client_id)
    assert live is not None, "its consents were left as they were"


def logout_subs(world: World) -> set[str]:
    rows = world.services.database.all(select(NOTICE.c.claims).where(NOTICE.c.uri.is_not(None)))
    return {row.claims["sub"] for row in rows}


def test_no_consent_is_carried_over(world: World) -> None:
    both = twice(world)
    old = at(world, both.told)
    sub_at(old)
    both.merged()
    consents = world.services.consents
    assert consents.live(both.holder.subject_id, old.party.client_id) is None
    later = replace(relation(world, both.holder.subject_id), party=old.party)
    assert later.redeem(later.code()) == Refused(Reason.DECLINED)


def test_what_history_tells_no_more_is_known_by_the_consents(world: World) -> None:
    """A consent of before its term means that tokens were issued; of one since, history tells."""
    both, long = twice(world), timedelta(days=6 * 366)
    world.clock.advance(-long)
    old = at(world, both.told)
    world.clock.advance(long)
    unused = at(world, both.told)
    subs = []
    for each in (old, unused):
        client = world.services.relying_parties.client(each.party.client_id)
        assert client is not None
        subs.append(world.services.tokens.sub(both.told.subject_id, client))
    both.merged()
    assert sub_at(at(world, both.holder, old.party)) == subs[0]
    assert sub_at(at(world, both.holder, unused.party)) != subs[1], "which it never learnt"


def test_nothing_is_looked_up_for_who_has_no_alias(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, nobody = twice(world), at(world, world.person())
    sub_at(at(world, both.told))
    both.merged()
    asked: list[bool] = []
    base = PairwiseSubjects.base

    def noted(made: PairwiseSubjects, whose: str, client: Client, *, aliased: bool) -> str:
        asked.append(aliased)
        return base(made, whose, client, aliased=aliased)

    monkeypatch.setattr(PairwiseSubjects, "base", noted)
    sub_at(nobody)
    sub_at(at(world, both.holder))
    assert asked == [False, True]


def test_both_holders_are_told_when_it_begins_and_when_it_is_refused(world: World) -> None:
    both = twice(world)
    case = sure(both.opened())
    people = (both.told, both.holder)
    assert [told(world, each, NoticeKind.REGISTRATIONS_EXAMINED) for each in people] == [1, 1]
    assert both.opened() == Refused(Reason.CASE_OPEN)
    sure(both.fired(case, MergeEvent.REFUSE, MergeRefused("Hai người.")))
    for each in people:
        assert lettered(world, each) == [LetterKind.MERGE_REFUSED]
        assert state(world, each) is AccountState.ACTIVE
    sure(both.opened())


_MERGE_MOVES = {
    EventType.MERGE_ASKED,
    EventType.MERGE_HEARD,
    EventType.MERGE_PROPOSED,
    EventType.MERGE_REFUSED,
    EventType.REGISTRATIONS_MERGED,
}


def moves_told(world: World, person: Person, case: Case) -> list[EventType]:
    """What the history of a person tells of the case, oldest first."""
    entries = world.services.history.for_subject(person.subject_id)
    of_it = (each for each in entries if each.facts.get("number") == case.number)
    return [each.happening for each in reversed([*of_it]) if each.happening in _MERGE_MOVES]


@pytest.mark.parametrize("ends", [EventType.REGISTRATIONS_MERGED, EventType.MERGE_REFUSED])
def test_the_history_of_both_tells_each_move_of_the_case(world: World, ends: EventType) -> None:
    both = twice(world)
    case = both.proposed()
    if ends is EventType.REGISTRATIONS_MERGED:
        assert both.signed(case) is None
    else:
        sure(both.fired(case, MergeEvent.REFUSE, MergeRefused("Hai người.")))
    moves = [EventType.MERGE_ASKED, EventType.MERGE_HEARD, EventType.MERGE_PROPOSED, ends]
    for person in (both.told, both.holder):
        assert moves_told(world, person, case) == moves
    told_holder = world.services.history.for_subject(both.holder.subject_id)
    assert all(
        set(each.facts) == {"case", "number"} for each in told_holder if each.happening in moves
    )
    assert both.told.subject_id not in {
        str(fact) for each in told_holder if each.happening in moves for fact in each.facts.values()
    }


def test_the_copy_of_either_holder_lists_the_open_case(world: World) -> None:
    both = twice(world)
    case = sure(both.opened())
    sure(both.fired(case, MergeEvent.HEAR, both.shown()))
    listed = []
    for person, other in ((both.told, both.holder), (both.holder, both.told)):
        document = copied(world, person.subject_id)
        assert breaks(document) == []
        (mine,) = (each for each in document["cases"] if each["number"] == case.number)
        assert other.subject_id not in json.dumps(mine)
        listed.append(mine)
    assert listed[0] == listed[1]
    assert listed[0]["state"] == "heard"
    assert case.number in {
        each["facts"].get("number") for each in copied(world, both.holder.subject_id)["history"]
    }


def test_the_letters_of_a_merge(world: World) -> None:
    both = twice(world)
    join = both.merged()
    assert lettered(world, both.holder) == [LetterKind.REGISTRATIONS_MERGED]
    assert lettered(world, both.told) == [LetterKind.ACCOUNT_LOCKED]
    account = world.services.accounts.by_subject(both.told.subject_id)
    assert account is not None
    assert account.lock is not None
    assert account.lock.body == both.second.officer.desk, "two officers decided, and no registry"
    parted = NoticeKind.REGISTRATION_PARTED
    assert told(world, both.holder, parted) == 0
    sure(both.part(join))
    assert (told(world, both.holder, parted), told(world, both.told, parted)) == (1, 0)
    assert LetterKind.ACCOUNT_UNLOCKED in lettered(world, both.told)
    assert isinstance(both.part(join), Refused)
    assert told(world, both.holder, parted) == 1


@pytest.mark.parametrize("goes_on", list(GoesOn))
def test_the_copy_has_all_that_is_held_of_the_registration_that_went(
    world: World, goes_on: GoesOn
) -> None:
    both, services = twice(world), world.services
    stays, goes = (both.told, both.holder) if goes_on is GoesOn.TOLD else (both.holder, both.told)
    sub_at(at(world, goes))
    reported = services.losses.report(
        goes.subject_id,
        MISUSE_REPORT,
        reported_by=ReportedBy.ACCOUNT,
        actor=themself(goes.subject_id),
    )
    sure(services.losses.cases.take(reported.number, actor=OPERATOR))
    closed = services.losses.cases.close(reported.number, outcome="xong", actor=OPERATOR)
    assert not isinstance(closed, Refused)
    both.merged(goes_on)
    document = copied(world, stays.subject_id)
    assert breaks(document) == []
    (held,) = document["duplicates"]
    assert held["subject"]["id"] == goes.subject_id
    (consent,) = held["consents"]
    assert consent["id"] not in {each["id"] for each in document["consents"]}
    assert {each["id"] for each in held["means"]} == {
        each.id for each in services.credentials.held(goes.subject_id)
    }
    assert set(held["means"][0]) == set(SCHEMA["$defs"]["means"]["items"]["properties"])
    assert reported.number in {each["number"] for each in held["cases"]}
    assert [each["number"] for each in held["losses"]] == [reported.number]
    kinds = [each["kind"] for each in held["letters"]]
    assert sorted(kinds) == sorted(lettered(world, goes))
    assert {"account_locked", "loss_case_closed"} <= set(kinds)
    assert all(each["text"]["reasons"] for each in held["letters"])
    assert "registrations_examined" in {each["kind"] for each in held["messages"]}
    members = set(document) - {"joins", "duplicates", "withheld"}
    assert set(held) == members - {"format", "version", "schema", "issuer", "made_at"}


@pytest.mark.parametrize(
    "lie", [{"number": "001199000001"}, {"name": "Trần Thị Khác"}, {"birthdate": "1991-02-03"}]
)
def test_who_has_no_document_of_both_is_not_heard(world: World, lie: dict[str, str]) -> None:
    both = twice(world)
    case = sure(both.opened())
    heard = both.fired(case, MergeEvent.HEAR, both.shown(**lie))
    assert heard == Refused(Reason.MATCH_MISSING)
    for each in (both.told, both.holder):
        entries = world.services.history.for_subject(each.subject_id)
        assert entries[0].happening is EventType.MERGE_HEARING_REFUSED
    proposed = both.fired(case, MergeEvent.PROPOSE, MergeProposed(GoesOn.TOLD, GROUND))
    assert proposed == Refused(Reason.PERSON_NOT_HEARD)


def test_two_whose_names_differ_are_never_heard_as_one(world: World) -> None:
    both = twice(world, holder=world.person(data={"name": "Trần Thị Hai"}))
    case = sure(both.opened())
    for name in ("Trần Thị Thử Nghiệm", "Trần Thị Hai"):
        heard = both.fired(case, MergeEvent.HEAR, both.shown(name=name))
        assert heard == Refused(Reason.MATCH_MISSING)


def test_what_was_typed_from_the_document_is_kept_sealed(world: World) -> None:
    both = twice(world)
    case = sure(both.opened())
    sure(both.fired(case, MergeEvent.HEAR, both.shown()))
    kept = str([each.facts for each in world.services.cases.events(case.id)])
    assert "1990-02-03" not in kept
    assert "Nghiệm" not in kept


def locks(world: World, both: Twice) -> None:
    sure(
        world.services.accounts.lock(
            both.told.subject_id, **LOCK, actor=of_every_role(world.clock.now())
        )
    )


def gets_a_guardian(world: World, both: Twice) -> None:
    by = of_every_role(world.clock.now())
    world.services.accounts.place_under_guardian(both.holder.subject_id, body="Tòa án", actor=by)


def is_told_otherwise(world: World, both: Twice) -> None:
    with world.services.database.transaction():
        world.services.registry_updates.feeds.settle(NAME, both.event_id)


def gets_another_number(world: World, both: Twice) -> None:
    """The registry corrects that of the holder: the two have not one number any more."""
    told, number = (
        world.services.subjects.identity(each.subject_id).number
        for each in (both.told, both.holder)
    )
    records = {told: {"personal_number": number}, number: {"personal_number": "001199000059"}}
    feed, updates = Feed(dict(records)), world.services.registry_updates
    feed.tell("e2", number)
    updates = replace(updates, registries={NAME: feed})
    updates.poll()
    updates.apply_due()
    assert world.services.subjects.identity(both.holder.subject_id).number == "001199000059"


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (gets_another_number, Reason.CASE_MOVED),
        (locks, Reason.ACCOUNT_LOCKED),
        (gets_a_guardian, Reason.GUARDIAN_NEEDED),
        (is_told_otherwise, Reason.CASE_MOVED),
    ],
)
def test_what_a_body_or_registry_says_meanwhile_stops_it(
    world: World, meanwhile: Callable[[World, Twice], None], why: Reason
) -> None:
    both = twice(world)
    case = both.proposed()
    meanwhile(world, both)
    assert both.signed(case) is why
    assert world.services.subjects.joined_to(both.told.subject_id) is None


def test_nobody_decides_about_an_account_of_their_own(world: World) -> None:
    me = world.person()
    both = twice(world, holder=me)
    mine = desk_of(world, OfficerRole.IDENTITY_OFFICER, person=me, kind=DeskKind.COMMUNE_POLICE)
    assert replace(both, first=mine).opened() == Refused(Reason.OWN_MATTER)
    case = both.proposed()
    refused = replace(both, first=mine).fired(case, MergeEvent.REFUSE, MergeRefused("Hai người."))
    assert refused == Refused(Reason.OWN_MATTER)
    assert replace(both, second=mine).signed(case) is Reason.OWN_MATTER
    assert world.services.subjects.joined_to(both.told.subject_id) is None


def test_organisations_and_what_waits_no_more_open_no_case(world: World) -> None:
    both = twice(world)
    assert replace(both, event_id="e2").opened() == Refused(Reason.NOT_FOUND)
    another = replace(both, holder=world.person())
    assert another.opened() == Refused(Reason.CASE_MOVED)


@pytest.mark.parametrize("goes_on", list(GoesOn))
def test_what_was_merged_waits_for_no_officer_any_more(world: World, goes_on: GoesOn) -> None:
    both = twice(world)
    both.merged(goes_on)
    feeds = world.services.registry_updates.feeds
    assert feeds.waiting(Reason.IDENTITY_EXISTS, 10) == []
    assert both.opened() == Refused(Reason.CASE_MOVED)
    people = (both.told, both.holder)
    assert [told(world, each, NoticeKind.REGISTRATIONS_EXAMINED) for each in people] == [1, 1]


def test_who_was_parted_is_not_offered_to_be_merged_again(world: World) -> None:
    both = twice(world)
    join = both.merged()
    sure(both.part(join))
    joins = world.services.registry_updates.joins
    number = world.services.subjects.identity(both.holder.subject_id).number
    again = Datum(number, Source.NATIONAL_POPULATION_DB, date(2026, 1, 1))
    found = joins.found(both.told.subject_id, both.holder.subject_id, again)
    assert found is JoinHeld.PARTED_BEFORE


def test_a_second_merge_takes_the_subs_of_the_first_along(world: World) -> None:
    first = twice(world)
    old = at(world, first.told)
    sub = sub_at(old)
    earlier = first.merged()
    last = world.person()
    second = twice(world, told=first.holder, holder=last, event_id="e2")
    later = second.merged()
    assert sub_at(at(world, last, old.party)) == sub
    assert first.part(earlier) == Refused(Reason.CASE_MOVED)
    sure(second.part(later))
    assert sub_at(at(world, first.holder, old.party)) == sub
    sure(first.part(earlier))
    assert sub_at(at(world, first.told, old.party)) == sub
    assert sub_at(at(world, first.holder, old.party)) != sub


def test_who_went_is_erased_with_who_goes_on(world: World) -> None:
    both = twice(world)
    old = at(world, both.told)
    sub = sub_at(old)
    join = both.merged()
    sub_at(at(world, both.holder, old.party))
    erasures = replace(world.services.erasures, mode=AccountsMode.SELF_CREATED)
    assert erasures.erase(both.holder.subject_id, actor=OPERATOR) is None
    for each in (both.told, both.holder):
        assert world.services.accounts.by_subject(each.subject_id) is None
        assert world.services.credentials.held(each.subject_id) == ()
        with pytest.raises(LookupError):
            world.services.subjects.identity(each.subject_id)
    assert both.part(join) == Refused(Reason.NOT_FOUND)
    assert sub_at(at(world, world.person(), old.party)) != sub


def test_a_copy_of_the_data_has_both(world: World) -> None:
    both = twice(world)
    both.merged()
    by = themself(both.holder.subject_id)
    copy = sure(world.services.personal_data.copy(both.holder.subject_id, actor=by))
    number = world.services.subjects.identity(both.told.subject_id).number
    assert number in "".join(copy)
