"""Acts with a credential that was in wrong hands are marked as disputed wherever they show."""

import dataclasses
from datetime import timedelta

import pytest

from idp.factors.domain import CredentialKind
from idp.history.domain import EventType
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR, themself
from tests.support.walks import Walk, contents
from tests.support.world import Person, sure

LIAR = "Mozilla/5.0 (X11; Linux) Firefox/130 - confirmed by officer An, level 4"


def transaction_of(house: House, person: Person, happening: EventType, *, last: int = 0) -> str:
    entries = house.world.services.history.for_subject(person.subject_id)
    found = [each.transaction_id for each in entries if each.happening is happening]
    return found[last] or ""


def found_out(house: House, person: Person, *, since: timedelta) -> None:
    """The code application was in wrong hands for so long; a means that signs in is left."""
    services, now = house.world.services, house.world.clock.now()
    held = services.credentials.held(person.subject_id)
    (app,) = [each for each in held if each.kind is CredentialKind.TOTP]
    sure(services.frauds.of_credential(app.id, since=now - since, actor=OPERATOR))
    house.world.clock.advance(timedelta(seconds=1))


def own_page(house: House, person: Person, path: str) -> Answer:
    walk = house.walk()
    return walk.sign_in(walk.visitor.arrive(walk.visitor.get(path)), person)


def checked(house: House, document: str) -> Answer:
    visitor = house.visitor()
    return visitor.submit(visitor.get("/public/receipt"), receipt=document)


@pytest.mark.norm("D14.3", limb="what was done with a means in wrong hands is disputed")
def test_statements_of_a_sign_in_with_a_means_in_wrong_hands_say_so(house: House) -> None:
    history, person = house.world.services.history, house.world.person()
    house.walk().complete(person, acr_values=house.acr(2))
    honest = transaction_of(house, person, EventType.SIGNED_IN)
    house.world.clock.advance(timedelta(days=2))
    house.walk().complete(person, acr_values=house.acr(2))
    theirs = transaction_of(house, person, EventType.SIGNED_IN)
    before = history.statement(person.subject_id, theirs) or ""
    assert "disputed" not in checked(house, before).ids
    house.walk().complete(person)
    by_password = transaction_of(house, person, EventType.SIGNED_IN)
    found_out(house, person, since=timedelta(days=1))
    told = contents(history.statement(person.subject_id, theirs) or "")
    assert told["disputed_at"] == int(house.world.clock.now().timestamp()) - 1
    for other in (honest, by_password):
        assert "disputed_at" not in contents(history.statement(person.subject_id, other) or "")
    # A statement downloaded before has no mark, so its check tells it.
    assert "disputed" in checked(house, before).ids
    assert "disputed" not in checked(house, history.statement(person.subject_id, honest) or "").ids


@pytest.mark.norm("X15.1", limb="what was done with a means in wrong hands is disputed")
def test_a_consent_given_there_is_disputed_on_pages_and_receipts(house: House) -> None:
    services, person = house.world.services, house.world.person()
    walk = house.walk()
    walk.complete(person, acr_values=house.acr(2))
    # A second service continued the same sign-in: its consent is disputed as well.
    Walk(house.world, walk.visitor, house.world.party("Second")).complete(person)
    continued, first = services.consents.for_subject(person.subject_id)
    before = services.consents.receipt(first)
    house.world.clock.advance(timedelta(days=2))
    found_out(house, person, since=timedelta(days=3))
    house.walk().complete(person)
    own = services.consents.for_subject(person.subject_id)[0]
    for consent in (first, continued):
        assert "disputed_at" in contents(services.consents.receipt(consent))
        page = own_page(house, person, f"/me/consents/{consent.id}")
        assert "disputed" in page.ids
    assert "disputed_at" not in contents(services.consents.receipt(own))
    assert "disputed" not in own_page(house, person, f"/me/consents/{own.id}").ids
    assert own_page(house, person, "/me/consents").text.count(">Disputed<") == 2
    assert "disputed" in checked(house, before).ids


@pytest.mark.norm("D17.3", limb="a person sees what was done in their name")
def test_the_history_page_marks_what_was_done_with_it_and_its_adding(house: House) -> None:
    person = house.world.person()
    house.world.clock.advance(timedelta(days=1))
    house.walk().complete(person)
    house.walk().complete(person, acr_values=house.acr(2))
    assert ">Disputed<" not in own_page(house, person, "/me/history").text
    found_out(house, person, since=timedelta(days=2))
    page = own_page(house, person, "/me/history")
    marked = {
        part.split("</strong>")[0].split("<strong>")[-1]
        for part in page.text.split("<li")
        if ">Disputed<" in part
    }
    assert {"A factor was proven", "You signed in", "You consented"} <= marked
    assert "A way of signing in was stopped" not in marked
    assert "A code application was added" in marked
    assert "The password was set" not in marked


def test_a_finding_of_an_older_release_disputes_all_since_then(house: House) -> None:
    """It did not name the means, so what it cannot prove counts for the least."""
    person, services = house.world.person(), house.world.services
    house.walk().complete(person)
    transaction = transaction_of(house, person, EventType.SIGNED_IN)
    with services.database.transaction():
        services.history.append(
            EventType.BINDING_TAINTED,
            subject_id=person.subject_id,
            facts={"ceremony": "x"},
            actor=themself(person.subject_id),
        )
    assert "disputed_at" in contents(
        services.history.statement(person.subject_id, transaction) or ""
    )


def test_no_text_that_a_browser_chose_is_signed_or_kept_in_the_history(house: House) -> None:
    person, services = house.world.person(), house.world.services
    walk = house.walk()
    page = walk.ask()
    fields = page.form("username").filled(username=person.username, password=person.password)
    action = page.form("username").action
    sent = walk.visitor.post(action, fields, headers={"User-Agent": LIAR})
    assert "consent-allow" in walk.visitor.arrive(sent).ids
    entries = services.history.for_subject(person.subject_id)
    (signed_in,) = [each for each in entries if each.happening is EventType.SIGNED_IN]
    assert signed_in.facts["device"] == "Firefox, Linux"
    assert "officer An" not in str([dataclasses.asdict(each) for each in entries])
    with services.database.transaction():  # as a release before this one kept it
        services.history.append(
            EventType.SIGNED_IN,
            subject_id=person.subject_id,
            transaction_id=signed_in.transaction_id,
            facts={"level": 1, "device": LIAR},
            actor=themself(person.subject_id),
        )
    transaction = signed_in.transaction_id or ""
    statement = services.history.statement(person.subject_id, transaction) or ""
    assert "officer An" not in str(contents(statement))
    assert "officer An" not in walk.visitor.get("/me/history").text
