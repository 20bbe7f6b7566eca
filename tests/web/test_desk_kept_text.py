"""What an officer typed is not lost when its form does nothing, and is shown to nobody else."""

import re
from datetime import timedelta

from idp.access.desks import DeskKind
from idp.kernel.actors import OfficerRole
from tests.support.at_desk import AtDesk, at_desk, request_about, session_of, sits_down
from tests.support.desks import appointed_too, desk_of, end_by_two
from tests.support.http import Answer
from tests.support.live import House
from tests.support.world import Party

TYPED = "Chứng thư của bên này hết hạn hôm qua\nđã gọi điện cho đầu mối"


def suspending(there: AtDesk, party: Party) -> tuple[str, list[tuple[str, str]]]:
    """The form that suspends a party, filled in: address and fields."""
    page = there.get(f"/officer/parties/{party.client_id}")
    form = next(each for each in page.forms if each.action.endswith("/suspend"))
    return form.action, form.filled(reason=TYPED)


def state(house: House, party: Party) -> str:
    client = house.world.services.relying_parties.client(party.client_id)
    assert client is not None
    return client.state


def kept(page: Answer) -> str:
    return page.text.split('id="kept"')[1].split("</section>")[0] if "kept" in page.ids else ""


def sends_again(there: AtDesk, page: Answer) -> Answer:
    form = next(each for each in page.forms if "reason" in each.names or "ground" in each.names)
    return there.visitor.arrive(there.visitor.post(form.action, form.fields))


def test_what_waits_for_a_fresh_sign_in_is_sent_again_after_it(house: House) -> None:
    there, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    action, fields = suspending(there, party)
    for _ in range(5):
        house.world.clock.advance(timedelta(minutes=15))
        there.get("/officer")
    answer = there.visitor.post(action, fields)
    assert answer.status == 403
    assert "Chứng thư của bên này hết hạn hôm qua" in kept(answer)
    assert 'href="/officer/again"' in kept(answer)
    assert state(house, party) == "active"
    again = sits_down(house, there.desk, visitor=there.visitor)
    assert "Done." in sends_again(again, answer).text
    assert state(house, party) == "suspended"


def test_a_new_record_waits_for_the_sign_in_too(house: House) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    page = there.get("/officer/providers/new/register")
    form = next(each for each in page.forms if each.action.endswith("/register"))
    fields = form.filled(name="Sen Vàng", until="2027-12-31", help_line="1900 1")
    for _ in range(5):
        house.world.clock.advance(timedelta(minutes=15))
        there.get("/officer")
    answer = there.visitor.post(form.action, fields)
    assert answer.status == 403
    assert re.search(r"<strong>Name[^<]*</strong></p>\s*<pre[^>]*>Sen Vàng</pre>", kept(answer))
    assert 'href="/officer/again"' in kept(answer)
    again = sits_down(house, there.desk, visitor=there.visitor)
    resent = next(each for each in answer.forms if "help_line" in each.names)
    made = again.visitor.arrive(again.visitor.post(resent.action, resent.fields))
    assert "Certificate valid" in made.text


def test_what_was_typed_in_the_other_appointment_counts_there(house: House) -> None:
    desk = desk_of(house.world, OfficerRole.OPERATOR, desk="Cục")
    counter = appointed_too(
        desk, OfficerRole.RECEIVING_OFFICER, name="Công an xã", kind=DeskKind.COMMUNE_POLICE
    )
    visitor = house.visitor()
    visitor.cookies["md_session"] = session_of(house, desk.person.subject_id)
    there, party = AtDesk(house, desk, visitor), house.world.party()
    there.open("/officer/session")

    def acts_at(appointment_id: str | None) -> None:
        form = there.get("/officer/appointment").form("next")
        fields = [pair for pair in form.filled() if pair[0] != "appointment"]
        visitor.arrive(visitor.post(form.action, [*fields, ("appointment", appointment_id or "")]))

    acts_at(desk.officer.appointment_id)
    action, fields = suspending(there, party)
    acts_at(counter.appointment_id)
    answer = visitor.post(action, fields)
    assert answer.status == 409
    assert "Chứng thư của bên này hết hạn hôm qua" in kept(answer)
    assert 'href="/officer/appointment"' in kept(answer)
    assert state(house, party) == "active"
    acts_at(desk.officer.appointment_id)
    assert "Done." in sends_again(there, answer).text
    assert state(house, party) == "suspended"


def test_what_one_officer_typed_is_shown_to_no_other(house: House) -> None:
    first, other = at_desk(house, OfficerRole.OPERATOR), desk_of(house.world, OfficerRole.OPERATOR)
    party = house.world.party()
    action, fields = suspending(first, party)
    there = sits_down(house, other, visitor=first.visitor)
    answer = there.visitor.post(action, fields)
    assert answer.status == 409
    assert "kept" not in answer.ids
    assert "hết hạn" not in answer.text


def test_a_look_that_is_over_keeps_what_was_typed(house: House) -> None:
    there, person = at_desk(house, OfficerRole.REVIEWER), house.world.person()
    number = request_about(house, there.desk, person)

    def looks(page: Answer) -> None:
        form = page.form("who", "case")
        typed = {"who": person.username, "case": number, "purpose": "serve_the_person"}
        there.visitor.arrive(there.visitor.post(form.action, form.filled(**typed)))

    looks(there.get("/officer/people"))
    page = there.get(f"/officer/accounts/{person.subject_id}")
    form = next(each for each in page.forms if each.action.endswith("/record-guardianship"))
    house.world.clock.advance(timedelta(minutes=16))
    typed = {"body": "Tòa án nhân dân quận", "paper": "1/2026", "paper_on": "2026-01-05"}
    answer = there.visitor.post(form.action, form.filled(**typed))
    assert answer.status == 409
    assert "your look at this person is over" in answer.text
    assert "Tòa án nhân dân quận" in kept(answer)
    assert f'href="/officer/people?who={person.subject_id}"' in kept(answer)
    looks(there.get("/officer/people"))
    resent = next(each for each in answer.forms if "body" in each.names)
    done = there.visitor.arrive(there.visitor.post(resent.action, resent.fields))
    assert "/officer/guardianship-record/" in done.url


def test_an_appointment_that_ended_meanwhile_shows_what_was_typed(house: House) -> None:
    heads = [desk_of(house.world) for _ in range(3)]
    there, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    action, fields = suspending(there, party)
    end_by_two(heads[0], heads[1], there.desk)
    answer = there.visitor.post(action, fields)
    assert answer.status == 403
    assert "Your appointment has ended" in answer.text
    assert "Chứng thư của bên này hết hạn hôm qua" in kept(answer)
    assert "Copy it before you leave this page." in kept(answer)
    assert "send-again" not in answer.ids


def test_a_record_that_is_gone_and_an_act_of_others_keep_what_was_typed(house: House) -> None:
    there, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    action, fields = suspending(there, party)
    gone = there.visitor.post(action.replace(party.client_id, "nobody"), fields)
    assert (gone.status, "Chứng thư" in kept(gone)) == (404, True)
    hotline = at_desk(house, OfficerRole.HOTLINE)
    page = hotline.get(f"/officer/parties/{party.client_id}")
    leave = next(form for form in page.forms if form.action.endswith("/sign-out"))
    refused = hotline.visitor.post(action, leave.filled(reason=TYPED))
    assert (refused.status, "Chứng thư" in kept(refused)) == (403, True)
    assert state(house, party) == "active"


def test_another_officer_who_has_still_to_choose_sees_nothing_of_it(house: House) -> None:
    """Two officers at one computer; the second one holds two appointments and is in none yet."""
    one, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    action, fields = suspending(one, party)
    two = desk_of(house.world, OfficerRole.OPERATOR)
    appointed_too(two, OfficerRole.REVIEWER, name="Cục", kind=DeskKind.AUTHORITY)
    one.visitor.cookies["md_session"] = session_of(house, two.person.subject_id)
    one.visitor.arrive(one.visitor.get("/officer/session"))
    answer = one.visitor.post(action, fields)
    assert (answer.status, answer.location.partition("?")[0][-20:]) == (303, "/officer/appointment")
    assert state(house, party) == "active"
