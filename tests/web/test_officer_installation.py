"""The page of an installation link, in front of two people with passkeys."""

from datetime import timedelta
from typing import Any

import pytest

from idp.access.desks import DeskKind
from idp.assurance.kinds import EvidenceKind
from idp.kernel.actors import OfficerRole, Operator
from idp.officers.domain.installation import LINK_LIFETIME
from idp.officers.domain.looks import Purpose
from idp.officers.domain.sign_in import BEGINS_FOR
from idp.officers.domain.signing import SIGN_WITHIN
from idp.officers.installation import Ceremony
from tests.support.at_desk import request_about, session_of, sits_down
from tests.support.authenticator import Authenticator
from tests.support.desks import Desk, appointed_too, desk_of
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.passkey_pages import Holder, holder_of
from tests.support.world import sure

Pair = tuple[Holder, Holder]


@pytest.fixture
def pair(house: House) -> Pair:
    return holder_of(house, Authenticator()), holder_of(house, Authenticator())


@pytest.fixture
def ceremony(house: House, pair: Pair) -> Ceremony:
    names = pair[0].person.username, pair[1].person.username
    actor, lasts = Operator(user="root", host="db1"), timedelta(days=365)
    installation = house.world.services.installation
    return sure(installation.begin(names, desk="Trụ sở", lasts=lasts, actor=actor))


def csrf_of(page: Answer) -> str:
    return dict(page.form("csrf").fields)["csrf"]


def options(visitor: Visitor, page: Answer) -> Answer:
    return visitor.post(f"{page.path}/options", headers={"X-CSRF": csrf_of(page)})


def sign(holder: Holder, visitor: Visitor, page: Answer) -> Answer:
    asked: dict[str, Any] = options(visitor, page).json
    response = holder.device.get(asked, origin=holder.origin)
    return visitor.post(page.path, {"csrf": csrf_of(page), "response": response})


def test_both_sign_what_the_page_shows_and_are_officers(
    house: House, pair: Pair, ceremony: Ceremony
) -> None:
    ids = []
    for holder, handle in zip(pair, ceremony.handles, strict=True):
        visitor = house.visitor()
        page = visitor.get(f"/officer/install/{handle}")
        assert page.status == 200
        assert ceremony.decision.digest.hex() in page.text
        assert all(each.person.subject_id in page.text for each in pair)
        done = sign(holder, visitor, page)
        assert done.status == 200, done.text
        ids.append(done.ids)
    assert "signed" in ids[0]
    assert "installed" in ids[1]
    gone = house.visitor().get(f"/officer/install/{ceremony.handles[0]}")
    assert (gone.status, "was used" in gone.text) == (404, True)


def test_the_link_of_one_is_not_signed_by_the_other(
    house: House, pair: Pair, ceremony: Ceremony
) -> None:
    visitor = house.visitor()
    page = visitor.get(f"/officer/install/{ceremony.handles[0]}")
    asked = {**options(visitor, page).json, "allowCredentials": []}
    response = pair[1].device.get(asked, origin=house.origin)
    answer = visitor.post(page.path, {"csrf": csrf_of(page), "response": response})
    assert (answer.status, "Nothing was signed" in answer.text) == (422, True)


def test_what_was_sent_once_is_not_taken_again(
    house: House, pair: Pair, ceremony: Ceremony
) -> None:
    """The same form and signature, sent again by the browser or by who saw it pass."""
    visitor = house.visitor()
    page = visitor.get(f"/officer/install/{ceremony.handles[0]}")
    asked: dict[str, Any] = options(visitor, page).json
    response = pair[0].device.get(asked, origin=pair[0].origin)
    sent = {"csrf": csrf_of(page), "response": response}
    assert visitor.post(page.path, sent).status == 200
    again = visitor.post(page.path, sent)
    assert (again.status, "was used" in again.text) == (404, True)
    assert options(visitor, page).status == 422
    other = house.visitor()
    theirs = other.get(f"/officer/install/{ceremony.handles[1]}")
    lent = other.post(theirs.path, {"csrf": csrf_of(theirs), "response": response})
    assert (lent.status, "Nothing was signed" in lent.text) == (422, True)
    assert signed(house) == [pair[0].person.subject_id]


def signed(house: House) -> list[str]:
    """Who has signed the ceremony."""
    state = house.world.services.installation.state()
    assert state is not None
    return list(state.signed)


def test_a_link_that_is_too_old_opens_and_signs_nothing(
    house: House, pair: Pair, ceremony: Ceremony
) -> None:
    """Also on a page that was opened, and asked for its challenge, while the link was good."""
    visitor = house.visitor()
    page = visitor.get(f"/officer/install/{ceremony.handles[0]}")
    asked: dict[str, Any] = options(visitor, page).json
    response = pair[0].device.get(asked, origin=pair[0].origin)
    house.world.clock.advance(LINK_LIFETIME)
    late = visitor.post(page.path, {"csrf": csrf_of(page), "response": response})
    assert (late.status, "too old" in late.text) == (404, True)
    assert options(visitor, page).status == 422
    assert visitor.get(page.path).status == 404
    assert signed(house) == []


def test_a_page_that_waited_too_long_is_asked_anew(
    house: House, pair: Pair, ceremony: Ceremony
) -> None:
    """The challenge ends before the link does."""
    visitor = house.visitor()
    page = visitor.get(f"/officer/install/{ceremony.handles[0]}")
    asked: dict[str, Any] = options(visitor, page).json
    response = pair[0].device.get(asked, origin=pair[0].origin)
    house.world.clock.advance(SIGN_WITHIN)
    late = visitor.post(page.path, {"csrf": csrf_of(page), "response": response})
    assert (late.status, "took too long" in late.text) == (422, True)
    assert "signed" in sign(pair[0], visitor, page).ids


def test_a_link_that_is_open_in_two_browsers_is_signed_in_one(
    house: House, pair: Pair, ceremony: Ceremony
) -> None:
    here, there = house.visitor(), house.visitor()
    mine, theirs = (each.get(f"/officer/install/{ceremony.handles[0]}") for each in (here, there))
    asked: dict[str, Any] = options(there, theirs).json
    response = pair[0].device.get(asked, origin=pair[0].origin)
    assert "signed" in sign(pair[0], here, mine).ids
    second = there.post(theirs.path, {"csrf": csrf_of(theirs), "response": response})
    assert (second.status, "was used" in second.text) == (404, True)
    assert signed(house) == [pair[0].person.subject_id]
    lent = house.visitor().post(theirs.path, {"csrf": csrf_of(theirs), "response": response})
    assert lent.status == 403, "the form of one browser in another"


@pytest.mark.parametrize("response", ["", "{}", "x" * 40_000, '{"id": 1}', "\x00"])
def test_an_answer_that_is_none_is_refused(house: House, ceremony: Ceremony, response: str) -> None:
    visitor = house.visitor()
    page = visitor.get(f"/officer/install/{ceremony.handles[0]}")
    answer = visitor.post(page.path, {"csrf": csrf_of(page), "response": response})
    assert answer.status == 422


@pytest.mark.parametrize("handle", ["x", "x" * 43, "%00", "a" * 2000])
def test_a_link_that_is_none_of_ours_is_not_found(house: House, handle: str) -> None:
    for language in ("vi", "en"):
        page = house.visitor(language=language).get(f"/officer/install/{handle}")
        assert page.status == 404
        assert page.ids >= {"problem"}


def test_a_form_of_another_site_is_refused(house: House, ceremony: Ceremony) -> None:
    path = f"/officer/install/{ceremony.handles[0]}"
    assert house.visitor().post(path, {"response": "{}"}).status == 403
    assert house.visitor().post(f"{path}/options").status == 403


def test_a_person_sees_who_looked_why_and_under_which_case(house: House) -> None:
    person = house.world.person()
    desk = desk_of(house.world, OfficerRole.HOTLINE, desk="Tổng đài 1")
    case = request_about(house, desk, person)
    looked = house.world.services.looks.look(
        desk.officer, person.username, number=case, purpose=Purpose.SERVE_THE_PERSON
    )
    assert looked == person.subject_id
    walk = house.walk()
    page = walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me/history")), person)
    assert "An officer looked at your data" in page.text
    assert "Tổng đài 1, because you asked for something" in page.text
    assert case in page.text


def touches(house: House, visitor: Visitor, page: Answer, device: Authenticator) -> Answer:
    """Answer the page of a sign-in with this device."""
    form = next(each for each in page.forms if each.action.endswith("/passkey"))
    asked = visitor.post(f"{form.action}/options", headers={"X-CSRF": csrf_of(page)})
    answer = device.get(asked.json, origin=house.origin)
    return visitor.arrive(visitor.post(form.action, form.filled(response=answer)))


def test_in_the_system_of_the_state_the_two_open_the_desk_by_their_passkeys(
    house: House, pair: Pair, ceremony: Ceremony
) -> None:
    """Anybody else is asked for level 3 then, and the two after thirty days."""
    for holder, handle in zip(pair, ceremony.handles, strict=True):
        visitor = house.visitor()
        sign(holder, visitor, visitor.get(f"/officer/install/{handle}"))
    third = desk_of(house.world, OfficerRole.OPERATOR)
    house.world.clock.advance(timedelta(minutes=1))
    first, other = house.visitor(), house.visitor()
    arrived = touches(house, first, first.arrive(first.get("/officer")), pair[0].device)
    assert "at-desk" in arrived.ids
    asked = touches(house, other, other.arrive(other.get("/officer")), third.device)
    assert asked.path.startswith("/signin/")
    assert other.cookies.get("md_desk") is None
    house.world.clock.advance(BEGINS_FOR)
    late = house.visitor()
    assert late.arrive(late.get("/officer")).path.endswith("/stopped")  # nothing compares faces


def test_for_their_other_appointments_the_two_sign_in_at_level_3_which_ends_the_exception(
    house: House, pair: Pair, ceremony: Ceremony
) -> None:
    for holder, handle in zip(pair, ceremony.handles, strict=True):
        visitor = house.visitor()
        sign(holder, visitor, visitor.get(f"/officer/install/{handle}"))
    desks = [Desk(house.world, each.person, each.device) for each in pair]
    appointed_too(desks[0], OfficerRole.REVIEWER, name="Quầy 2", kind=DeskKind.AUTHORITY)
    browsers = [house.visitor(language="en") for _ in desks]
    for desk, visitor in zip(desks, browsers, strict=True):
        subject_id, kinds = desk.person.subject_id, (EvidenceKind.PASSKEY_VERIFIED,)
        visitor.cookies["md_session"] = session_of(house, subject_id, kinds=kinds)
        arrived = visitor.arrive(visitor.get("/officer/session"))
        assert ("switch" in arrived.ids) is (desk is desks[0])
    chooses = browsers[0].get("/officer/appointment")
    assert "Sign in at level 3 for your other appointments" in chooses.text
    again = browsers[0].get("/officer/again?at=rule&next=/officer/appointment")
    assert browsers[0].arrive(again).path.endswith("/stopped")  # nothing compares faces
    sits_down(house, desk_of(house.world, OfficerRole.OPERATOR))
    over = browsers[1].get("/officer")
    assert over.status == 403
    assert "Sign in again at level 3" in over.text
    assert "stronger" in over.ids
