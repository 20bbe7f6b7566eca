"""What a child or ward uses is held until a guardian confirms it in a session of their own."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.history.domain import Entry, EventType
from idp.kernel.actors import Person as Actor
from idp.kernel.clock import civil_midnight
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from tests.support.families import (
    asks,
    at_home,
    child_of,
    decide,
    requests_on,
    to_answer,
    told,
    waits,
)
from tests.support.http import Answer, bearer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.walks import Walk, contents
from tests.support.world import Person

NOT_NEEDED = "Your answer is not needed any more"


def goes_on(walk: Walk, page: Answer) -> Answer:
    """What the child's page leads to when it is loaded again."""
    return walk.visitor.arrive(walk.visitor.get(page.path))


def entries(house: House, person: Person, kind: EventType) -> list[Entry]:
    found = house.world.services.history.for_subject(person.subject_id)
    return [each for each in found if each.happening is kind]


@pytest.mark.norm("D14.2-1", limb="held until a guardian confirms in their own session")
@pytest.mark.norm("X15.1", limb="the consent of a child is given by the guardian")
def test_a_yes_of_a_parent_completes_the_sign_in_and_both_histories_tell(house: House) -> None:
    mother = house.world.person()
    child, walk = child_of(house.world, mother), house.walk()
    page = waits(walk, child, scope="openid profile")
    assert "waiting" in page.ids
    assert goes_on(walk, page).path == page.path
    home = at_home(house, mother)
    shown = to_answer(home)
    for said in ("Portal", "Lê Gia Đức", "To fill in the form", "Would be sent"):
        assert said in shown.text
    assert "told" in shown.ids
    for said in ("The level of the sign-in: 1 / 4", "The means this person used"):
        assert said in shown.text, "what every token says is agreed to as well"
    assert "confirmed" in decide(home, "allow").url
    sent = goes_on(walk, page)
    tokens = walk.redeem(sent.query["code"]).json
    assert "refresh_token" not in tokens
    claims = walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"])).json
    assert claims["name"] == "Lê Gia Đức"
    (given,) = house.world.services.consents.for_subject(child.subject_id)
    (consented,) = entries(house, child, EventType.CONSENT_GIVEN)
    actor = consented.actor
    assert isinstance(actor, Actor)
    assert (actor.subject_id, actor.acting_for) == (mother.subject_id, child.subject_id)
    receipt = contents(house.world.services.consents.receipt(given))
    assert receipt["given_by"] == "representative"
    for person, other in ((child, mother), (mother, child)):
        (confirmed,) = entries(house, person, EventType.GUARDIAN_CONFIRMED)
        assert confirmed.facts["other"] == other.subject_id
        assert isinstance(confirmed.actor, Actor)
        assert confirmed.actor.subject_id == mother.subject_id
        assert confirmed.transaction_id == consented.transaction_id
    letters = select(NOTICE.c.kind).where(NOTICE.c.subject_id == mother.subject_id)
    with house.world.services.database.transaction() as work:
        owed = [row.kind for row in work.execute(letters)]
    assert owed.count(NoticeKind.GUARDIAN_ASKED) == 1


@pytest.mark.norm("D14.2-1", limb="a guardian's no leaves the party with access_denied")
def test_a_no_of_a_parent_leaves_no_code(house: House) -> None:
    mother = house.world.person()
    child, walk = child_of(house.world, mother), house.walk()
    page = waits(walk, child)
    assert "refused" in decide(at_home(house, mother), "deny").url
    stopped = goes_on(walk, page)
    assert "Your parent, guardian or representative refused this sign-in." in stopped.text
    left = walk.visitor.arrive(walk.visitor.submit(stopped, "decision", decision="deny"))
    assert left.query["error"] == "access_denied"
    assert house.world.services.consents.for_subject(child.subject_id) == []


@pytest.mark.norm("D14.2-1", limb="held until a guardian confirms in their own session")
def test_each_use_is_held_also_where_the_consent_is_on_record(house: House) -> None:
    mother = house.world.person()
    child, walk = child_of(house.world, mother), house.walk()
    page, home = waits(walk, child), at_home(house, mother)
    decide(home, "allow")
    assert "code" in goes_on(walk, page).query
    page = asks(walk, walk.ask())
    assert "agreed-before" in to_answer(home).ids
    decide(home, "allow")
    assert "code" in goes_on(walk, page).query
    assert walk.ask(prompt="none").query["error"] == "access_denied"


def test_only_who_may_confirm_sees_a_request_and_an_answer_counts_once(house: House) -> None:
    mother, father, stranger = (house.world.person() for _ in range(3))
    child, walk = child_of(house.world, mother, father), house.walk()
    page = waits(walk, child)
    hers, his, other = (at_home(house, each) for each in (mother, father, stranger))
    shown = to_answer(hers)
    assert other.get(shown.path).status == 404
    assert walk.visitor.get(shown.path).status == 404
    his_page = to_answer(his)
    form = his_page.form("decision")
    assert other.post(form.action, form.filled(decision="allow")).status == 403
    own_proof = dict(other.get("/me/sessions").form("csrf").fields)["csrf"]
    forged = form.filled(decision="allow", csrf=own_proof)
    assert other.post(form.action, forged).status == 404
    assert goes_on(walk, page).path == page.path
    hers.submit(shown, "decision", decision="deny")
    late = his.arrive(his.submit(his_page, "decision", decision="allow"))
    assert "answered already" in late.text
    assert "refused this sign-in" in goes_on(walk, page).text


@pytest.mark.norm("X9.1", limb="any one may confirm, unless the source says jointly")
def test_parents_who_act_jointly_both_have_to_confirm(house: House) -> None:
    mother, father = house.world.person(), house.world.person()
    child, walk = child_of(house.world, mother, father, jointly=True), house.walk()
    page = waits(walk, child)
    assert "awaiting_guardian" in decide(at_home(house, mother), "allow").url
    assert goes_on(walk, page).path == page.path
    assert house.world.services.consents.for_subject(child.subject_id) == []
    assert "confirmed" in decide(at_home(house, father), "allow").url
    assert "code" in goes_on(walk, page).query


@pytest.mark.norm("D14.2-1", limb="a guardian's part ends with the 14th birthday, in Viet Nam")
def test_a_yes_after_the_fourteenth_birthday_is_none_and_nobody_is_held(house: House) -> None:
    clock = house.world.clock
    mother, midnight = house.world.person(), civil_midnight(clock.now()) + timedelta(days=2)
    clock.advance(midnight - clock.now() - timedelta(hours=1))
    born = f"{midnight.year - 14}-{midnight:%m-%d}"
    child = house.world.person(totp=False, level=1, data={"birthdate": born})
    told(house.world, child, mother)
    clock.advance(midnight - clock.now() - timedelta(minutes=10))
    walk = house.walk()
    page, home = waits(walk, child), at_home(house, mother)
    shown = to_answer(home)
    clock.advance(timedelta(minutes=11))
    late = home.arrive(home.submit(shown, "decision", decision="allow"))
    assert NOT_NEEDED in late.text
    assert house.world.services.consents.for_subject(child.subject_id) == []
    # Nor does the sign-in of the day before go on: others chose the password of a child.
    assert "login-submit" in goes_on(walk, page).ids


@pytest.mark.norm("X9.1", limb="an expired record gives no power")
def test_a_guardian_whose_record_ended_meanwhile_confirms_nothing(house: House) -> None:
    mother, father = house.world.person(), house.world.person()
    child, walk = child_of(house.world, mother), house.walk()
    page, home = waits(walk, child), at_home(house, mother)
    shown = to_answer(home)
    assert "Lê Gia Đức" in home.get("/me/history").text
    told(house.world, child, father)
    for path in ("/me/wards", "/me/history"):
        assert "Lê Gia Đức" not in home.get(path).text, "what the child is called is theirs now"
    assert NOT_NEEDED in home.arrive(home.submit(shown, "decision", decision="allow")).text
    assert goes_on(walk, page).path == page.path
    decide(at_home(house, father), "allow")
    told(house.world, child)
    assert "op-error" in goes_on(walk, page).ids


@pytest.mark.norm("D14.2-1", limb="what was confirmed ends with the guardianship")
def test_a_code_and_a_token_end_with_the_guardianship(house: House) -> None:
    mother = house.world.person()
    child, walk = child_of(house.world, mother), house.walk()
    page = waits(walk, child, scope="openid profile offline_access")
    decide(at_home(house, mother), "allow")
    tokens = walk.redeem(goes_on(walk, page).query["code"]).json
    assert "offline_access" not in tokens["scope"].split()
    headers = bearer(tokens["access_token"])
    assert walk.visitor.get("/userinfo", headers=headers).status == 200
    services, hers = house.world.services, mother.subject_id
    services.endings.lock(hers, ground="x", body="y", remedy="z", actor=OPERATOR)
    assert walk.visitor.get("/userinfo", headers=headers).status == 401
    services.accounts.unlock(hers, actor=OPERATOR)
    told(house.world, child)
    assert walk.visitor.get("/userinfo", headers=headers).status == 401
    assert walk.as_client("/introspect", {"token": tokens["access_token"]}).json == {
        "active": False
    }
    told(house.world, child, mother)
    page = asks(walk, walk.ask())
    decide(at_home(house, mother), "allow")
    code = goes_on(walk, page).query["code"]
    told(house.world, child)
    assert walk.redeem(code).json["error"] == "invalid_grant"


def test_a_request_ends_with_its_sign_in(house: House) -> None:
    mother = house.world.person()
    child, walk = child_of(house.world, mother), house.walk()
    waits(walk, child)
    house.world.clock.advance(timedelta(minutes=31))
    home = at_home(house, mother)
    assert "nothing-waits" in home.get("/me/wards").ids


def test_a_sign_in_that_the_child_ended_is_not_confirmed_any_more(house: House) -> None:
    mother = house.world.person()
    child, walk = child_of(house.world, mother), house.walk()
    page = waits(walk, child)
    home = at_home(house, mother)
    shown = to_answer(home)
    left = walk.visitor.arrive(walk.visitor.submit(page, "decision", decision="deny"))
    assert left.query["error"] == "access_denied"
    late = home.arrive(home.submit(shown, "decision", decision="allow"))
    assert "or the sign-in was ended" in late.text
    assert "nothing-waits" in late.ids
    assert house.world.services.consents.for_subject(child.subject_id) == []


def test_a_child_whose_parent_is_not_registered_is_told_so(house: House) -> None:
    world = house.world
    walk, child = house.walk(), child_of(world)
    page = walk.sign_in(walk.ask(), child)
    assert "op-error" in page.ids
    assert "Nobody who could confirm it now is on record here" in page.text


def test_who_changed_their_mind_after_the_yes_leaves_no_consent(house: House) -> None:
    mother = house.world.person()
    child, walk = child_of(house.world, mother), house.walk()
    page = waits(walk, child)
    decide(at_home(house, mother), "allow")
    form = page.form("decision")
    left = walk.visitor.arrive(walk.visitor.post(form.action, form.filled(decision="deny")))
    assert left.query["error"] == "access_denied"
    given = house.world.services.consents.for_subject(child.subject_id)
    assert [each for each in given if each.withdrawn_at is None] == []


def test_a_page_that_changed_counts_for_nothing(house: House) -> None:
    mother = house.world.person()
    child, walk = child_of(house.world, mother), house.walk()
    waits(walk, child)
    home = at_home(house, mother)
    shown = to_answer(home)
    form = shown.form("decision")
    bent = [(name, "0" * 64 if name == "shown" else value) for name, value in form.fields]
    answer = home.arrive(home.post(form.action, [*bent, ("decision", "allow")]))
    assert "has changed since you opened it" in answer.text
    assert house.world.services.consents.for_subject(child.subject_id) == []


@pytest.mark.norm("D14.2-1", limb="held until a guardian confirms in their own session")
def test_a_yes_for_one_child_is_none_for_another_in_the_same_browser(house: House) -> None:
    mother = house.world.person()
    brother, sister = child_of(house.world, mother), child_of(house.world, mother)
    home, walk = at_home(house, mother), house.walk()
    waits(walk, sister)
    decide(home, "allow")
    shared = house.walk(walk.party)
    shared.sign_in(shared.visitor.arrive(shared.visitor.get("/me")), brother)
    page = shared.ask()
    form = next(each for each in page.forms if each.action.endswith("/guardian"))
    page = shared.visitor.arrive(shared.visitor.post(form.action, form.fields))
    decide(home, "allow")
    del shared.visitor.cookies["md_session"]
    shared.sign_in(shared.visitor.arrive(shared.visitor.get("/me")), sister)
    after = goes_on(shared, page)
    assert "code" not in after.query, after.url
    after = shared.visitor.arrive(shared.visitor.submit(after, "account", account="present"))
    assert "ask-guardian" in after.ids


@pytest.mark.norm("D14.2-1", limb="who asks and cancels without end is slowed down")
def test_a_child_who_asks_and_cancels_again_and_again_waits(house: House) -> None:
    mother = house.world.person()
    child = child_of(house.world, mother)

    def again() -> Answer:
        walk = house.walk()
        return asks(walk, walk.sign_in(walk.ask(), child))

    for _ in range(5):
        assert "waiting" in again().ids
    stopped = again()
    assert (stopped.status, "waiting" in stopped.ids) == (429, False)
    assert "There were too many tries." in stopped.text
    assert len(entries(house, mother, EventType.GUARDIAN_ASKED)) == 5
    house.world.clock.advance(timedelta(minutes=5))
    assert "waiting" in again().ids
    home = at_home(house, mother)
    link, *_ = requests_on(home.get("/me/wards"))
    page = home.get(link)
    home.arrive(home.submit(page, "decision", decision="deny"))
    assert "waiting" in again().ids, "an answer begins anew"
