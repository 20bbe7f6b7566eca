"""A pending credential is told at each sign-in, also where no other page is shown."""

import re
from datetime import timedelta

from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece
from idp.factors.domain import Binding, CredentialKind
from idp.kernel.ids import new_id
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import themself
from tests.support.running import COOL_OFF_OF_PRODUCTION
from tests.support.walks import Walk
from tests.support.world import Party, Person, sure

SHOWS = {CredentialKind.PASSWORD: EvidenceKind.PASSWORD, CredentialKind.TOTP: EvidenceKind.TOTP}


pytestmark = COOL_OFF_OF_PRODUCTION


def with_something_new(house: House, person: Person) -> str:
    """A second code application, added with both of the old ones; its id."""
    services, now = house.world.services, house.world.clock.now()
    shown = tuple(
        ShownPiece(each.piece(SHOWS[each.kind], now), each.id)
        for each in services.credentials.held(person.subject_id)
    )
    binding = Binding(CeremonyKind.OWN_ACCOUNT, shown, new_id())
    begun = sure(services.one_time_codes.begin(person.subject_id, label="second"))
    code = house.world.code(begun.secret)
    added = services.one_time_codes.confirm(
        person.subject_id, handle=begun.handle, code=code, binding=binding
    )
    return sure(added).id


def known_at(house: House) -> tuple[Person, Party]:
    """A person with a live consent for a party, so that only the password is asked."""
    person, party = house.world.person(), house.world.party()
    house.walk(party).complete(person)
    return person, party


def signed_in(walk: Walk, person: Person) -> Answer:
    return walk.password(walk.ask(), person)


def test_a_sign_in_by_the_password_alone_is_told_before_anything_leaves(house: House) -> None:
    person, party = known_at(house)
    with_something_new(house, person)
    for _ in range(2):
        walk = house.walk(party)
        page = signed_in(walk, person)
        assert page.path.endswith("/waiting")
        assert "waits" in page.ids
        sent = walk.visitor.arrive(walk.visitor.post(f"{page.path}", page.form("csrf").fields))
        assert walk.redeem(sent.query["code"]).status == 200


def test_it_is_told_once_in_a_sign_in(house: House) -> None:
    """The page for the second factor and the one for consent say it on their card."""
    person, party = known_at(house)
    with_something_new(house, person)
    walk = house.walk(party)
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    assert {"code", "waits"} <= page.ids
    assert "code" in walk.code(page, person).query
    first = house.walk()
    page = signed_in(first, person)
    assert {"consent-allow", "waits"} <= page.ids
    assert "code" in first.decide(page, "allow").query


def test_a_silent_request_and_a_continued_session_go_on_as_they_did(house: House) -> None:
    person, party = known_at(house)
    walk = house.walk(party)
    walk.complete(person)
    with_something_new(house, person)
    again = house.walk(party, visitor=walk.visitor)
    assert "code" in again.ask(prompt="none").query


def test_nothing_is_said_once_it_counts_or_was_stopped(house: House) -> None:
    person, party = known_at(house)
    added = with_something_new(house, person)
    services = house.world.services
    sure(
        services.losses.stop_one(
            person.subject_id, added, keeps=new_id(), actor=themself(person.subject_id)
        )
    )
    assert "code" in signed_in(house.walk(party), person).query
    with_something_new(house, person)
    house.world.clock.advance(timedelta(hours=73))
    assert "code" in signed_in(house.walk(party), person).query


def test_whoever_did_not_add_it_can_go_back(house: House) -> None:
    person, party = known_at(house)
    with_something_new(house, person)
    walk = house.walk(party)
    page = signed_in(walk, person)
    left = walk.visitor.arrive(walk.visitor.submit(page, "decision", decision="deny"))
    assert left.query["error"] == "access_denied"


def test_who_has_not_enough_yet_reads_what_will_be_and_from_when(house: House) -> None:
    person, services = house.world.person(totp=False), house.world.services
    begun = sure(services.one_time_codes.begin(person.subject_id, label="my phone"))
    code, binding = house.world.code(begun.secret), Binding(CeremonyKind.CARD, (), new_id())
    added = sure(
        services.one_time_codes.confirm(
            person.subject_id, handle=begun.handle, code=code, binding=binding
        )
    )
    assert added.pending(house.world.clock.now())
    party = house.world.party(minimum_level=2)
    walk = house.walk(party)
    page = walk.password(walk.ask(), person)
    assert page.path.endswith("/stopped")
    assert re.search(r"my phone counts from \d.* on: then it is enough", page.text)
    assert "Nothing you can add by yourself" not in page.text
    assert "remedies" not in page.ids
    house.world.clock.advance(timedelta(hours=73))
    walk = house.walk(party)
    assert "code" in walk.password(walk.ask(), person).ids


def test_what_was_added_and_waits_is_not_called_ready(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    walk.complete(person)
    assert "is ready" in walk.visitor.get("/me/means?done=added").text
    with_something_new(house, person)
    page = walk.visitor.get("/me/means?done=added")
    assert "Waits until" in page.text
    assert "is ready" not in page.text
    assert "It does not count in full yet" in page.text
