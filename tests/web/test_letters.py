"""Messages to a person outside of the browser, where an attacker in the session cannot read."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import select

from idp.factors.domain import CredentialKind
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from tests.support.applications import Application
from tests.support.contact_changes import session
from tests.support.letters import letters
from tests.support.live import House
from tests.support.officers import themself
from tests.support.telephones import Telephone, believe
from tests.support.walks import Walk
from tests.support.world import Person, sure


def owed(house: House, person: Person) -> list[str]:
    """Return the kinds of letters a person is owed, oldest first."""
    mine = select(NOTICE.c.kind).where(NOTICE.c.subject_id == person.subject_id)
    with house.world.services.database.transaction() as connection:
        rows: list[Mapping[str, Any]] = [
            row._asdict() for row in connection.execute(mine.order_by(NOTICE.c.id))
        ]
    return [str(row["kind"]) for row in rows]


@pytest.mark.norm("X15.1", limb="the person is told when a consent changes")
def test_the_first_sign_in_at_a_party_and_each_later_change_of_consent_are_told(
    house: House,
) -> None:
    walk, person = house.walk(), house.world.person()
    before = owed(house, person)
    walk.complete(person)
    assert owed(house, person)[len(before) :] == [NoticeKind.FIRST_SIGN_IN]
    walk.complete(person)
    assert owed(house, person)[len(before) :] == [NoticeKind.FIRST_SIGN_IN]
    house.world.clock.advance(timedelta(seconds=1))
    walk.decide(walk.ask(prompt="consent"), "allow", days="365")
    assert owed(house, person)[len(before) + 1 :] == [NoticeKind.CONSENT_GIVEN]


def test_to_agree_to_the_same_again_and_again_is_no_letter(house: House) -> None:
    """A thief of the password could fill the mailbox, and warnings would be overlooked."""
    walk, person = house.walk(), house.world.person()
    walk.complete(person)
    before = owed(house, person)
    for _ in range(4):
        house.world.clock.advance(timedelta(seconds=1))
        walk.complete(person, prompt="consent")
    assert owed(house, person) == before


def change_consent(house: House, walk: Walk, person: Person, *, times: int) -> None:
    """Agree again, for another while each time."""
    for number in range(times):
        house.world.clock.advance(timedelta(seconds=1))
        page = walk.ask(prompt="consent")
        if "username" in page.ids:
            page = walk.sign_in(page, person)
        walk.decide(page, "allow", days="90" if number % 2 else "365")


def test_to_change_a_consent_over_and_over_is_five_letters_and_then_one_a_day(
    house: House,
) -> None:
    walk, person = house.walk(), house.world.person()
    walk.complete(person)
    for day in range(2):
        change_consent(house, walk, person, times=8)
        assert owed(house, person).count(NoticeKind.CONSENT_GIVEN) == 5 + day
        house.world.clock.advance(timedelta(days=1))
    told = letters(house.world, person, NoticeKind.CONSENT_GIVEN)
    assert ["quiet_until" in each for each in told] == [False] * 4 + [True, True]


def test_many_consents_at_one_party_hide_none_at_another(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    walk.complete(person)
    other = house.walk(visitor=walk.visitor)
    other.decide(other.ask(), "allow", days="90")
    change_consent(house, walk, person, times=8)
    given = owed(house, person).count(NoticeKind.CONSENT_GIVEN)
    change_consent(house, other, person, times=1)
    assert owed(house, person).count(NoticeKind.CONSENT_GIVEN) == given + 1
    services = house.world.services
    for each in services.consents.for_subject(person.subject_id):
        sure(
            services.tokens.withdraw_consent(
                person.subject_id, each.id, actor=themself(person.subject_id)
            )
        )
    assert owed(house, person).count(NoticeKind.CONSENT_WITHDRAWN) == 2


@pytest.mark.norm("X15.2", limb="the person is told")
def test_a_withdrawal_is_told(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    walk.complete(person)
    services = house.world.services
    consent = services.consents.live(person.subject_id, walk.party.client_id)
    assert consent is not None
    sure(
        services.tokens.withdraw_consent(
            person.subject_id, consent.id, actor=themself(person.subject_id)
        )
    )
    assert owed(house, person)[-1] == NoticeKind.CONSENT_WITHDRAWN
    again = services.tokens.withdraw_consent(
        person.subject_id, consent.id, actor=themself(person.subject_id)
    )
    assert again is not None
    assert owed(house, person).count(NoticeKind.CONSENT_WITHDRAWN) == 1


def test_a_refused_consent_is_no_letter(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    before = owed(house, person)
    walk.decide(walk.sign_in(walk.ask(), person), "deny")
    assert owed(house, person) == before


def after_many_additions(house: House, person: Person, kind: CredentialKind) -> None:
    """As many letters were owed as there may be at once."""
    notices, facts = house.world.services.notices, {"kind": kind.value, "label": ""}
    for _ in range(5):
        notices.notify(person.subject_id, text_key=NoticeKind.CREDENTIAL_ADDED, facts=facts)


def test_a_page_says_that_nothing_more_is_added_today(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page = walk.visitor.arrive(walk.visitor.get("/me/means/code-app"))
    page = walk.password(page, person)
    secret = page.text.split('id="totp-secret">')[1].split("<", maxsplit=1)[0]
    after_many_additions(house, person, CredentialKind.TOTP)
    code = pyotp.TOTP(secret).at(house.world.clock.now())
    refused = walk.visitor.submit(page, "handle", code=code)
    assert refused.status == 422
    assert "Nothing was added: many of these were added lately" in refused.text
    house.world.clock.advance(timedelta(days=1))
    assert "Nothing was added" not in walk.visitor.get("/me/means/code-app").text


def test_the_application_is_told_that_no_more_keys_are_added_today(house: House) -> None:
    person, application = house.world.person(), Application(house, Telephone(house.origin))
    believe(house.world)
    after_many_additions(house, person, CredentialKind.APP_KEY)
    by = session(house.world, person).basis
    handle = house.world.services.app_keys.begin_enrolment(person.subject_id, by=by)
    refused = application.enrol(handle)
    assert (refused.status, json.loads(refused.text)) == (429, {"error": "too_many_tries"})
