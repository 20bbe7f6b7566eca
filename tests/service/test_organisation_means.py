"""The means of organisations of before are withdrawn, and none is given anew (X6.1)."""

import secrets
from datetime import timedelta

import pytest

from idp.activation.tables import ACTIVATION_LINK
from idp.authorization.organisation_means import ASKED_EVERY, ASKED_FOR
from idp.authorization.tables import ORGANISATION_MEANS
from idp.ciba.repository import Device
from idp.factors.domain import ACTIVATING
from idp.history.domain import EventType
from idp.kernel.actors import System
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LOST_PHONE_REPORT
from idp.losses.forgotten import Forgotten
from idp.notices.domain import NoticeKind
from tests.support.activations import Holder, invited, number_of
from tests.support.letters import letters
from tests.support.organisations import made_of_before, of_before, represented
from tests.support.world import Person, World

CLOSED = Refused(Reason.REPRESENTATIVE_NEEDED)
TOLD = NoticeKind.ORGANISATION_MEANS_WITHDRAWN
EMAIL = {"email": "sen.vang@mail.example", "email_verified": True}


def history(world: World, whose: Person) -> list[EventType]:
    found = world.services.history.for_subject(whose.subject_id, limit=500)
    return [each.happening for each in found if each.actor == System(rule="X6.1")]


def listed(world: World) -> int:
    return len(world.services.database.all(ORGANISATION_MEANS.select()))


@pytest.mark.norm("X6.1", limb="no means of an organisation is given, activated or recovered")
def test_no_means_is_given_anew(world: World) -> None:
    services, body = world.services, of_before(world, **EMAIL)
    whose, password = body.subject_id, secrets.token_urlsafe(18)
    assert services.passwords.set(whose, password, binding=ACTIVATING) == CLOSED
    assert services.recovery_codes.renew(whose) == CLOSED
    begun = services.one_time_codes.begin(whose, label="phone")
    shown, confirm = world.code(begun.secret), services.one_time_codes.confirm
    assert confirm(whose, handle=begun.handle, code=shown, binding=ACTIVATING) == CLOSED
    assert services.credentials.change_refusal(whose) == CLOSED
    assert services.ciba.authentication.show_code(Device(whose, new_id())) == CLOSED
    for forgotten in Forgotten:
        assert services.forgotten.request(forgotten, username=body.username) is None
    assert services.losses.links.request(LOST_PHONE_REPORT, username=body.username) is None
    assert services.forgotten.send_due() == services.losses.links.send_due() == 0


def test_a_link_of_before_activates_no_organisation(world: World) -> None:
    person, link = invited(world)
    holder = Holder(world, person, link)
    shown = holder.agreed()
    made_of_before(world, person)
    assert world.services.activations.refusal(link) == holder.activate(shown) == CLOSED
    with world.services.database.transaction() as connection:
        rows = connection.execute(ACTIVATION_LINK.select()).all()
    assert [each.used_at for each in rows if each.subject_id == person.subject_id] == [None]


@pytest.mark.norm("X6.1", limb="means of an organisation of before are withdrawn")
def test_everything_with_which_it_signed_in_is_withdrawn_once(world: World) -> None:
    services, head, stranger = world.services, world.person(), world.person()
    body, other = of_before(world, head, **EMAIL), of_before(world)
    assert services.credentials.held(body.subject_id)
    before = services.accounts.by_subject(body.subject_id)
    assert services.organisation_means.withdraw_due() == 2
    for each in (body, other):
        assert services.credentials.held(each.subject_id) == ()
        assert history(world, each) == [EventType.CREDENTIAL_REMOVED] * 2
    assert services.accounts.by_subject(body.subject_id) == before
    (said,) = letters(world, head, TOLD)
    assert said["body"] == "Công ty Sen Vàng"
    assert len(letters(world, body, TOLD)) == 1
    assert letters(world, stranger, TOLD) == []
    assert services.credentials.held(head.subject_id)
    assert services.organisation_means.withdraw_due() == 0
    assert listed(world) == 1  # nobody is on record yet who represents the other one
    represented(world, other.subject_id, [number_of(world, head)])
    world.clock.advance(ASKED_EVERY)
    assert services.organisation_means.withdraw_due() == 1
    assert len(letters(world, head, TOLD)) == 2
    assert len(letters(world, other, TOLD)) == 1
    assert listed(world) == 0
    assert history(world, other) == [EventType.CREDENTIAL_REMOVED] * 2


def test_where_nobody_represents_it_the_worker_stops_asking(world: World) -> None:
    of_before(world)
    assert world.services.organisation_means.withdraw_due() == 1
    world.clock.advance(ASKED_FOR - timedelta(minutes=1))
    assert world.services.organisation_means.withdraw_due() == 1
    world.clock.advance(ASKED_EVERY)
    assert world.services.organisation_means.withdraw_due() == 1
    assert listed(world) == 0


def test_one_that_was_erased_or_fails_delays_no_other(world: World) -> None:
    services, head = world.services, world.person()
    erased, failing = of_before(world, head), of_before(world, head)
    with services.database.transaction():
        services.accounts.erase(erased.subject_id)
        for each in (erased, failing):
            services.subjects.erase(each.subject_id)
    world.clock.advance(timedelta(seconds=1))
    body = of_before(world, head)
    assert services.organisation_means.withdraw_due() == 2
    assert services.credentials.held(body.subject_id) == ()
    assert len(letters(world, head, TOLD)) == 1
    assert listed(world) == 1
    assert services.organisation_means.withdraw_due() == 0
    world.clock.advance(ASKED_EVERY)
    assert services.organisation_means.withdraw_due() == 0
    assert listed(world) == 1
