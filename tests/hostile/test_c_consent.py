"""Group C: nothing leaves without a consent on record, and not a claim more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from idp.history.domain import EventType
from tests.support.http import Answer, Visitor, bearer
from tests.support.live import House
from tests.support.officers import themself
from tests.support.races import wait_for_waiters
from tests.support.receiver import Receiver
from tests.support.walks import Walk, contents

PROFILE = {"scope": "openid profile"}


def asks_consent(page: Answer) -> bool:
    return page.status == 200 and {"consent-allow", "consent-deny"} <= page.ids


def userinfo(walk: Walk, token: str) -> Answer:
    return Visitor(walk.visitor.origin).get("/userinfo", headers=bearer(token))


@pytest.mark.norm("D19.3-2", limb="a grown request is asked again")
def test_c01_a_grown_request_is_asked_again(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    assert asks_consent(walk.sign_in(walk.ask(), person))
    walk.complete(person)
    assert walk.ask().query["code"]
    assert asks_consent(walk.ask(**PROFILE))
    assert asks_consent(walk.ask(scope="openid offline_access", prompt="consent"))
    assert asks_consent(walk.ask(claims='{"userinfo": {"birthdate": null}}'))
    assert asks_consent(walk.ask(claims='{"id_token": {"email": {"essential": true}}}'))
    assert walk.ask().query["code"]


@pytest.mark.norm("D19.3-2", limb="silence is no consent")
def test_c02_silence_without_consent_is_refused(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    walk.complete(person)
    other = house.walk(visitor=walk.visitor)
    assert other.ask(prompt="none").query["error"] == "consent_required"
    assert walk.ask(prompt="none", **PROFILE).query["error"] == "consent_required"


def test_c03_a_consent_is_posted_from_its_own_page_once(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.sign_in(walk.ask(), person)
    form = page.form("decision")
    stripped = [pair for pair in form.filled(decision="allow") if pair[0] != "csrf"]
    assert walk.visitor.post(page.path, stripped).status == 403
    stranger = house.visitor()
    assert not stranger.post(page.path, form.filled(decision="allow")).query.get("code")
    code = walk.decide(page, "allow").query["code"]
    # A double click: the same form gets its own answer again, and nothing new.
    twice = walk.visitor.post(page.path, form.filled(decision="allow"))
    assert twice.query["code"] == code
    assert walk.redeem(code).status == 200
    replayed = walk.visitor.arrive(walk.visitor.post(page.path, form.filled(decision="allow")))
    assert "code" not in replayed.query


def test_c03_a_consent_of_another_request_does_not_count(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.sign_in(walk.ask(), person)
    other = house.walk(visitor=walk.visitor)
    other_page = other.ask()
    assert asks_consent(other_page)
    walk.visitor.post(page.path, other_page.form("decision").filled(decision="allow"))
    assert asks_consent(other.visitor.get(other_page.path))


def test_c03_two_tabs_at_once_give_an_ordinary_consent_once(racing_house: House) -> None:
    """Each has found nothing agreed to when it waits for its turn; one yes is put on record."""
    services, party = racing_house.world.services, racing_house.world.party()
    visitor, person = racing_house.visitor(), racing_house.world.person()
    first, second = (racing_house.walk(party, visitor=visitor) for _ in range(2))
    first.sign_in(first.ask(), person)
    pages = [each.ask() for each in (first, second)]
    assert all(map(asks_consent, pages))
    with ThreadPoolExecutor(len(pages)) as browser:
        with services.database.transaction():
            services.endings.lock_account(person.subject_id)
            pressed = [browser.submit(first.decide, page, "allow") for page in pages]
            wait_for_waiters(services.database, len(pages))
        answers = [each.result(timeout=30) for each in pressed]
    assert all("code" in each.query for each in answers)
    history = services.history.for_subject(person.subject_id, limit=100)
    given = [each for each in history if each.happening is EventType.CONSENT_GIVEN]
    assert (len(given), len(services.consents.for_subject(person.subject_id))) == (1, 1)


@pytest.mark.norm("X15.2", limb="userinfo, refresh and silence are refused")
def test_c05_a_withdrawn_consent_ends_all_that_stood_on_it(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    tokens = walk.tokens(person, scope="openid profile offline_access", prompt="consent")
    assert userinfo(walk, tokens["access_token"]).status == 200
    services = house.world.services
    consent = services.consents.live(person.subject_id, walk.party.client_id)
    assert consent is not None
    services.tokens.withdraw_consent(
        person.subject_id, consent.id, actor=themself(person.subject_id)
    )
    assert userinfo(walk, tokens["access_token"]).status == 401
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert walk.ask(prompt="none").query["error"] == "consent_required"


@pytest.mark.norm("X15.2")
def test_c05_whoever_withdraws_on_their_page_is_obeyed_and_the_party_told(
    house: House, receiver: Receiver
) -> None:
    uri = f"{receiver.origin}/backchannel"
    party = house.world.party(backchannel_logout_uri=uri, loopback=True)
    walk, person = house.walk(party), house.world.person()
    tokens = walk.tokens(person, scope="openid profile offline_access", prompt="consent")
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    page = walk.visitor.get("/me/consents")
    proof = dict(page.form("csrf").fields)["csrf"]
    walk.visitor.post(f"/me/consents/{consent.id}/withdraw", {"csrf": proof})
    assert userinfo(walk, tokens["access_token"]).status == 401
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert asks_consent(walk.ask(scope="openid profile"))
    house.world.services.notices.deliver()
    told = [contents(form["logout_token"]) for form in receiver.forms]
    assert [claims["sub"] for claims in told] == [contents(tokens["id_token"])["sub"]]


@pytest.mark.norm("D19.3-2", "D19.3-3")
@pytest.mark.parametrize("asked", [{}, PROFILE], ids=["openid alone", "a profile"])
def test_c07_a_no_is_a_no(house: House, asked: dict[str, str]) -> None:
    walk, person = house.walk(), house.world.person()
    consents = house.world.services.consents
    answer = walk.decide(walk.sign_in(walk.ask(**asked), person), "deny")
    assert answer.location.startswith(walk.party.redirect_uri)
    assert answer.query["error"] == "access_denied"
    assert set(answer.query) <= {"error", "error_description", "state", "iss"}
    assert consents.for_subject(person.subject_id) == []
    page = walk.ask(**asked)
    assert asks_consent(page)
    assert walk.decide(page, "allow").query["code"]
    (given,) = consents.for_subject(person.subject_id)
    assert given.client_id == walk.party.client_id
    receipt = walk.visitor.get(f"/me/consents/{given.id}/receipt")
    assert contents(receipt.text)["jti"] == given.id


@pytest.mark.parametrize("decision", ["", "Allow", "yes", "allow\x00"])
def test_c07_only_a_yes_is_a_yes(house: House, decision: str) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.sign_in(walk.ask(), person)
    assert "code" not in walk.decide(page, decision).query


@pytest.mark.norm("X15.1", "X15.3", limb="an optional item left unticked is nowhere")
def test_c08_an_item_left_unticked_is_nowhere(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    wish = '{"userinfo": {"email": null}, "id_token": {"birthdate": null}}'
    tokens = walk.tokens(person, claims=wish, **PROFILE)
    told = userinfo(walk, tokens["access_token"]).json
    assert told["name"]
    hidden = {"email", "birthdate", "gender", "phone_number"}
    assert not hidden & {*told, *contents(tokens["id_token"]), *contents(tokens["access_token"])}


@pytest.mark.norm("X15.3")
@pytest.mark.parametrize(
    "beyond",
    [
        {"scope": "openid phone"},
        {"claims": '{"userinfo": {"phone_number": null, "name": null}}'},
        {"claims": '{"id_token": {"personal_number": {"essential": true}}}'},
        {"claims": '{"userinfo": {"matches": {"birthdate": "1990-02-03"}}}'},
    ],
)
def test_c08_what_was_never_approved_is_not_even_asked(
    house: House, beyond: dict[str, str]
) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    told = walk.ask(**beyond).query
    assert (told["error"], told["state"]) == ("invalid_scope", walk.state)
    pushed = walk.as_client("/par", walk.request(**beyond))
    assert (pushed.status, pushed.json["error"]) == (400, "invalid_scope")
    assert house.world.services.consents.for_subject(person.subject_id) == []


def test_c08_what_nobody_knows_is_ignored(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    tokens = walk.tokens(
        person,
        scope="openid nonsense",
        claims='{"userinfo": {"shoe_size": {"essential": true}}, "id_token": {"mood": null}}',
    )
    assert set(userinfo(walk, tokens["access_token"]).json) == {"sub"}


def test_c08_a_consent_ends_with_its_time(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    tokens = walk.tokens(person, scope="openid profile offline_access", prompt="consent")
    house.world.clock.advance(timedelta(days=366))
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
