"""An officer whose passkey does not sign reads why, and what to do about it."""

import re
from dataclasses import replace
from datetime import timedelta

from idp.access.desks import DeskKind
from idp.factors.domain import Credential, CredentialKind
from idp.kernel.actors import OfficerRole, Person
from idp.kernel.ids import new_id
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.officers.domain.appointments import Appointment
from tests.support.at_desk import AtDesk, at_desk, sits_down
from tests.support.authenticator import Authenticator
from tests.support.desks import INSTALLATION, Desk
from tests.support.http import Answer
from tests.support.live import House
from tests.support.passkeys import Holder
from tests.support.world import sure
from tests.web.test_desk_signing import proposes, signs


def told(page: Answer) -> str:
    """What the page says of the officer's passkeys; empty where it says nothing."""
    if "unfit-keys" not in page.ids:
        return ""
    section = page.text.split('id="unfit-keys">')[1].split("</section>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", section).split())


def loses(house: House, there: AtDesk) -> None:
    house.world.services.losses.report(
        there.desk.person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.ACCOUNT,
        actor=Person(subject_id=there.desk.person.subject_id),
    )


def holder(there: AtDesk) -> Holder:
    return Holder(there.house.world, there.desk.person, there.desk.device)


def passkeys(there: AtDesk) -> list[Credential]:
    held = there.house.world.services.credentials.held(there.desk.person.subject_id)
    return [each for each in held if each.kind is CredentialKind.PASSKEY]


def test_a_passkey_that_was_reported_lost_is_explained_before_it_is_asked_for(
    house: House,
) -> None:
    first, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    path = proposes(first, person).path
    loses(house, first)
    there = sits_down(house, first.desk)
    page = there.get(path)
    assert page.status == 200
    shown = told(page)
    assert "None of your passkeys signs now: phone : Stopped on" in shown
    assert "take the report back" in shown
    assert 'href="/me/means"' in page.text
    assert "another officer with this power can sign" in shown
    assert "sign" not in page.ids, "no button that leads nowhere"


def test_a_passkey_that_is_stopped_while_the_page_is_open_signs_nothing_and_says_so(
    house: House,
) -> None:
    first, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    page = proposes(first, person)
    assert told(page) == ""
    house.world.services.credentials.disable_cloned(passkeys(first)[0])
    answer = signs(sits_again(house, first), page)
    assert answer.status == 409
    assert "Nothing was signed" in answer.text
    assert "It is stopped for good" in told(answer)
    (decision,) = house.world.services.decisions.iterate()
    assert house.world.services.decisions.signatures(decision.id) == []


def sits_again(house: House, there: AtDesk) -> AtDesk:
    """The same browser; stopping a key ended its session of the desk, if it did."""
    answer = there.get("/officer")
    return there if answer.status == 200 else sits_down(house, there.desk, visitor=there.visitor)


def test_one_of_two_that_is_stopped_is_named_beside_the_one_that_signs(house: House) -> None:
    first, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    other = Authenticator()
    holder(first).register(other)
    house.world.services.credentials.disable_cloned(passkeys(first)[0])
    there = sits_down(house, replace(first.desk, device=other))
    page = proposes(there, person)
    assert "another one of yours does" in told(page)
    assert "sign" in page.ids
    assert "Waits for signatures" in signs(there, page).text


def test_what_a_device_did_wrong_is_said_with_the_way_back(house: House) -> None:
    first, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    page = proposes(first, person)
    form = page.form("response")
    answer = first.visitor.post(form.action, form.filled(response="{}"))
    assert answer.status == 409
    assert "Nothing was signed: the passkey was not one of yours" in answer.text
    assert f'href="{page.path}"' in answer.text


def test_an_officer_without_any_passkey_reads_that_it_takes_one(house: House) -> None:
    proposer = at_desk(house, OfficerRole.DIRECTOR)
    path = f"{signs(proposer, proposes(proposer, house.world.person())).path}/sign"
    world = house.world
    desk = Desk(world, world.person(), Authenticator())
    now = world.clock.now()
    appointment = Appointment(
        id=new_id(),
        officer_id=new_id(),
        roles=(OfficerRole.OPERATOR,),
        desk="Quầy 1",
        desk_kind=DeskKind.AUTHORITY,
        valid_from=now,
        valid_until=now + timedelta(days=30),
        appointed_at=now,
    )
    with world.services.database.transaction():
        sure(world.services.appointments.appoint(desk.person.subject_id, appointment, INSTALLATION))
    first = sits_down(house, desk)
    page = first.get(path)
    assert "You have no passkey." in told(page)
    assert "sign" not in page.ids
