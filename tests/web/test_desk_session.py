"""The officers' desk opens by a fresh sign-in of its own, for officers, for a short time."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from idp.authorization.domain.request import OwnAccountRequest
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Refused
from tests.support.at_desk import LEVEL_2, AtDesk, at_desk, session_of, sits_down
from tests.support.biometric_services import Script, serving
from tests.support.biometrics import enter_both
from tests.support.desks import Desk, desk_of
from tests.support.faces import csrf_of, send_pictures
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.officers import themself
from tests.support.walks import Walk


@pytest.fixture
def _camera(house: House) -> Iterator[None]:
    """Services that compare faces, so that level 3 can be reached on a page."""
    with serving(Script()) as services:
        enter_both(house.world, services.origin)
        yield


def touches(house: House, visitor: Visitor, page: Answer, desk: Desk) -> Answer:
    """Answer the passkey page with the officer's device."""
    form = page.form("response", "csrf")
    options = visitor.post(f"{form.action}/options", headers={"X-CSRF": csrf_of(page)})
    answer = desk.device.get(options.json, origin=house.world.settings.issuer)
    return visitor.arrive(visitor.submit(page, "response", response=answer))


def signs_in(house: House, visitor: Visitor, desk: Desk, page: Answer) -> Answer:
    """A whole sign-in at level 3: passkey, consent to the camera, pictures."""
    page = touches(house, visitor, page, desk)
    if "decision" in {name for form in page.forms for name in form.names}:
        page = visitor.arrive(visitor.submit(page, "decision", decision="allow"))
    return visitor.arrive(send_pictures(visitor, page))


def led_to_sign_in(answer: Answer) -> bool:
    return answer.path.startswith("/signin/")


@pytest.mark.norm("D4.8", limb="officers sign in through the provider itself, at level 3")
@pytest.mark.usefixtures("_camera")
def test_an_officer_signs_in_at_level_3_and_works_at_the_desk(house: House) -> None:
    desk, visitor = desk_of(house.world, OfficerRole.OPERATOR), house.visitor()
    house.world.clock.advance(timedelta(minutes=1))
    page = visitor.arrive(visitor.get("/officer/parties"))
    assert led_to_sign_in(page)
    assert "The officers' desk" in page.text
    arrived = signs_in(house, visitor, desk, page)
    assert (arrived.status, arrived.path) == (200, "/officer/parties")
    assert "at-desk" in arrived.ids
    told = house.world.services.history.for_subject(desk.person.subject_id)
    assert EventType.DESK_OPENED in {each.happening for each in told}


@pytest.mark.norm("D19.4-3", limb="no session of another sign-in opens the desk")
@pytest.mark.usefixtures("_camera")
def test_no_session_of_before_answers_for_the_desk(house: House) -> None:
    """Neither that of the own account nor, once the desk was left, that of the desk."""
    desk, visitor = desk_of(house.world, OfficerRole.OPERATOR), house.visitor()
    visitor.cookies["md_session"] = session_of(house, desk.person.subject_id, purpose=None)
    house.world.clock.advance(timedelta(minutes=1))
    page = visitor.arrive(visitor.get("/officer"))
    assert led_to_sign_in(page)
    arrived = signs_in(house, visitor, desk, page)
    assert "at-desk" in arrived.ids
    left = visitor.arrive(visitor.submit(arrived, "csrf"))
    assert left.path == "/logged-out"
    assert led_to_sign_in(visitor.arrive(visitor.get("/officer")))


def test_the_session_of_the_own_account_is_no_cookie_of_the_desk(house: House) -> None:
    desk, visitor = desk_of(house.world, OfficerRole.OPERATOR), house.visitor()
    own = session_of(house, desk.person.subject_id)
    visitor.cookies["md_desk"] = own
    assert led_to_sign_in(visitor.arrive(visitor.get("/officer")))


def test_nor_is_the_cookie_of_the_desk_a_session_of_the_own_account(house: House) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    there.visitor.cookies["md_session"] = there.visitor.cookies["md_desk"]
    assert led_to_sign_in(there.open("/me"))


def test_a_sign_in_below_level_3_opens_nothing(house: House) -> None:
    desk, visitor = desk_of(house.world, OfficerRole.OPERATOR), house.visitor()
    visitor.cookies["md_session"] = session_of(house, desk.person.subject_id, kinds=LEVEL_2)
    page = visitor.arrive(visitor.get("/officer/session"))
    assert page.status == 403
    assert "too weak for the desk" in page.text
    assert "md_desk" not in visitor.cookies


def test_a_person_without_an_appointment_reads_that_there_is_none(house: House) -> None:
    person, visitor = house.world.person(), house.visitor()
    visitor.cookies["md_session"] = session_of(house, person.subject_id)
    page = visitor.arrive(visitor.get("/officer/session"))
    assert page.status == 403
    assert "You hold no appointment" in page.text
    assert "md_desk" not in visitor.cookies


@pytest.mark.norm("D4.8", limb="an appointment that has ended opens nothing")
def test_an_appointment_that_lapses_closes_the_desk_at_the_next_page(house: House) -> None:
    there = at_desk(house, OfficerRole.OPERATOR, days=1)
    (held,) = [
        each
        for each in house.world.services.officers.all()
        if each.subject_id == there.desk.person.subject_id
    ]
    house.world.clock.advance(
        held.appointments[0].valid_until - house.world.clock.now() - timedelta(minutes=1)
    )
    later = sits_down(house, there.desk, visitor=there.visitor)
    house.world.clock.advance(timedelta(minutes=1))
    page = later.get("/officer")
    assert page.status == 403
    assert "Your appointment has ended" in page.text


def test_signing_out_everywhere_closes_the_desk(house: House) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    house.world.services.endings.sign_out_everywhere(
        there.desk.person.subject_id, actor=themself(there.desk.person.subject_id)
    )
    assert led_to_sign_in(there.open("/officer"))


@pytest.mark.parametrize(
    "asked",
    [
        "//evil.example",
        "https://evil.example",
        "/officer/../me",
        "/officer//x",
        "/me",
        "/officer?x",
    ],
)
def test_the_way_back_is_a_page_of_the_desk(house: House, asked: str) -> None:
    desk, visitor = desk_of(house.world, OfficerRole.OPERATOR), house.visitor()
    visitor.cookies["md_session"] = session_of(house, desk.person.subject_id)
    answer = visitor.get("/officer/session", {"next": asked})
    assert answer.location == f"{house.origin}/officer"


@pytest.mark.parametrize("key", ["a%0d%0aX:y", "a%0ab", "a%26lang=vi", "a%23b", "%F0%9F%92%A5"])
def test_an_address_that_was_bent_leads_to_the_desk_after_the_sign_in(
    house: House, key: str
) -> None:
    desk, visitor = desk_of(house.world, OfficerRole.OPERATOR), house.visitor()
    asked = visitor.get(f"/officer/parties/{key}")
    assert asked.status == 303
    visitor.cookies["md_session"] = session_of(house, desk.person.subject_id)
    transaction = visitor.arrive(asked).path.split("/")[2]
    kept = house.world.services.authorization.resume(
        transaction, browser=visitor.cookies["md_browser"], session_token=None
    )
    assert not isinstance(kept, Refused)
    assert isinstance(kept.transaction.request, OwnAccountRequest)
    answer = visitor.get(kept.transaction.request.path)
    assert answer.status == 303
    assert answer.location in {f"{house.origin}/officer", f"{house.origin}/officer/parties/{key}"}


# -- forms and their officer


def typed(there: AtDesk, party_id: str) -> tuple[Answer, dict[str, str]]:
    return there.get(f"/officer/parties/{party_id}"), {"reason": "chứng thư hết hạn"}


def state(house: House, client_id: str) -> str:
    client = house.world.services.relying_parties.client(client_id)
    assert client is not None
    return client.state


def test_a_form_sent_after_the_session_ended_keeps_what_was_typed(house: House) -> None:
    there, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    page, reason = typed(there, party.client_id)
    house.world.clock.advance(timedelta(minutes=21))
    answer = there.press(page, "suspend", **reason)
    assert answer.status == 401
    assert "Nothing was done" in answer.text
    assert state(house, party.client_id) == "active"
    sits_down(house, there.desk, visitor=there.visitor)
    again = there.visitor.submit(answer, "reason")
    assert again.status == 303
    assert state(house, party.client_id) == "suspended"


def test_a_form_of_another_officer_does_nothing(house: House) -> None:
    first, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    page, reason = typed(first, party.client_id)
    second = sits_down(house, desk_of(house.world, OfficerRole.OPERATOR), visitor=first.visitor)
    answer = second.press(page, "suspend", **reason)
    assert answer.status == 409
    assert "made for another officer" in answer.text
    assert state(house, party.client_id) == "active"


def test_a_form_kept_after_the_session_ended_does_nothing_for_another_officer(
    house: House,
) -> None:
    first, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    page, reason = typed(first, party.client_id)
    house.world.clock.advance(timedelta(minutes=21))
    kept = first.press(page, "suspend", **reason)
    sits_down(house, desk_of(house.world, OfficerRole.OPERATOR), visitor=first.visitor)
    assert first.visitor.submit(kept, "reason").status == 409
    assert state(house, party.client_id) == "active"


@pytest.mark.parametrize("way", ["none", "stranger", "own account", "two"])
def test_a_form_that_no_page_of_the_desk_made_does_nothing(house: House, way: str) -> None:
    there, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    page, reason = typed(there, party.client_id)
    form = page.form("reason")
    fields = [pair for pair in form.filled(**reason) if pair[0] != "csrf"]
    own = csrf_of(page)
    other = {
        "none": [],
        "stranger": [csrf_of(house.visitor().get("/public/receipt"))],
        "own account": [csrf_of(there.get("/public/receipt"))],
        "two": [own, own],
    }[way]
    answer = there.visitor.post(form.action, [*fields, *(("csrf", each) for each in other)])
    assert answer.status in {403, 409}
    assert state(house, party.client_id) == "active"


def test_a_form_from_another_site_does_nothing(house: House) -> None:
    there, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    page, reason = typed(there, party.client_id)
    form = page.form("reason")
    answer = there.visitor.post(
        form.action, form.filled(**reason), headers={"Origin": "https://evil.example"}
    )
    assert answer.status == 403
    assert state(house, party.client_id) == "active"


def test_a_relying_party_gets_no_higher_level_from_the_desk(house: House) -> None:
    """Level 3 is never continued: a party that asks for it asks anew."""
    there = at_desk(house, OfficerRole.OPERATOR)
    walk = Walk(house.world, there.visitor, house.world.party(minimum_level=3))
    page = walk.ask()
    assert led_to_sign_in(page)
