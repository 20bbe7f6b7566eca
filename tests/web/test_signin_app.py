"""The hand-over between a browser and the application: the way there, the way back, the relays."""

import json
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from idp.factors.domain import CredentialKind
from idp.history.domain import EventType
from idp.kernel.ids import new_id
from tests.support.applications import (
    COUNTER,
    Application,
    application_of,
    handle_beside,
    handle_here,
    number_on,
)
from tests.support.http import Answer, Visitor, tongue
from tests.support.live import House
from tests.support.races import race
from tests.support.telephones import EITHER, HONEST, MAKER, Attestation, Telephone, believe
from tests.support.walks import Walk, contents
from tests.support.world import Person, sure


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person(totp=False)


@pytest.fixture
def app(house: House, person: Person) -> Application:
    return application_of(house, person)


def insisting(house: House, level: int) -> dict[str, str]:
    values = {"essential": True, "values": [house.acr(level)]}
    return {"claims": json.dumps({"id_token": {"acr": values}})}


def at_the_app(house: House, person: Person, level: int = 2) -> tuple[Walk, Answer]:
    """Where the browser stands after the password."""
    walk = house.walk()
    page = walk.password(walk.ask(**insisting(house, level)), person)
    assert page.path.endswith("/app"), page.text
    return walk, page


def finish(walk: Walk, page: Answer, way: str = "other_device", answer: str = "") -> Answer:
    """Send what the page's form would send."""
    form = page.form("way", "csrf") if page.forms else None
    token = dict(form.fields)["csrf"] if form else dict(page.forms[0].fields)["csrf"]
    path = page.path.removesuffix("/return")
    fields = {"csrf": token, "way": way, "answer": answer}
    return walk.visitor.arrive(walk.visitor.post(path, fields))


def answer_in(approved: Answer) -> str:
    back: str = approved.json["return_to"]
    return parse_qs(urlsplit(back).query)["answer"][0]


def back_of(page: Answer, answer: str) -> str:
    """Where an answer arrives in the transaction of this page."""
    return f"{page.path}/return?answer={answer}"


def bring_back(walk: Walk, approved: Answer) -> Answer:
    """The same telephone's browser goes where the application leads."""
    assert not urlsplit(approved.json["return_to"]).fragment
    return walk.visitor.arrive(walk.visitor.get(approved.json["return_to"]))


def acr_of(walk: Walk, page: Answer) -> str:
    done = walk.decide(page, "allow") if "consent-allow" in page.ids else page
    token = walk.redeem(done.query["code"]).json["id_token"]
    found: str = contents(token)["acr"]
    return found


def refused(page: Answer) -> bool:
    """Still no further than the application's page."""
    here = page.path.endswith(("/app", "/app/return")) or page.status == 404
    return here and not page.location and "consent-allow" not in page.ids


def anchor(house: House, person: Person) -> None:
    """Officers see the person with the telephone; what else they hold stays as it was bound."""
    services = house.world.services
    keys = [each for each in services.credentials.held(person.subject_id) if each.user_auth]
    sure(
        services.app_keys.anchor(
            keys[0].id, officers=("officer.an", "officer.binh"), place="Hà Nội 01"
        )
    )


# the two ways


@pytest.mark.norm("D20.1c", limb="a telephone's anchored key, told to a relying party")
@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_on_the_same_phone_a_finger_that_was_seen_gives_level_3(
    house: House, person: Person, app: Application
) -> None:
    anchor(house, person)
    walk, page = at_the_app(house, person, 3)
    asked = app.scan(handle_here(page))
    assert asked.status == 200, asked.text
    assert asked.json["way"] == "same_device"
    assert asked.json["acr"] == house.acr(3)
    page = bring_back(walk, app.approve(asked.json))
    assert acr_of(walk, page) == house.acr(3)


@pytest.mark.norm(
    "D20.1d", limb="a telephone's anchored key and a password, told to a relying party"
)
@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_an_anchored_key_and_the_password_give_level_4(house: House, person: Person) -> None:
    app = application_of(house, person, anchoring=COUNTER)
    walk, page = at_the_app(house, person, 4)
    assert "app-number" not in page.ids
    page = bring_back(walk, app.approve(app.scan(handle_here(page)).json))
    assert acr_of(walk, page) == house.acr(4)


@pytest.mark.norm("D20.1d", limb="a key that was not anchored is no part of level 4")
def test_a_key_nobody_anchored_never_reaches_level_4(
    house: House, person: Person, app: Application
) -> None:
    walk = house.walk()
    page = walk.password(walk.ask(**insisting(house, 4)), person)
    assert page.path.endswith("/stopped")
    assert app.telephone.said is HONEST


@pytest.mark.norm("D20.1c", limb="a key that a PIN opens too is no biometric")
def test_a_key_that_takes_a_pin_as_well_reaches_level_2_only(house: House, person: Person) -> None:
    app = application_of(house, person, Attestation(user_auth=EITHER), anchoring=COUNTER)
    walk = house.walk()
    assert walk.password(walk.ask(**insisting(house, 3)), person).path.endswith("/stopped")
    walk, page = at_the_app(house, person, 2)
    page = bring_back(walk, app.approve(app.scan(handle_here(page)).json))
    assert acr_of(walk, page) == house.acr(2)


@pytest.mark.norm("D20.1b", limb="a telephone beside another screen, told to a relying party")
def test_beside_another_screen_a_typed_number_gives_level_2(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_beside(page)).json
    assert asked["way"] == "other_device"
    again = walk.visitor.get(page.path)
    assert number_on(again) == number_on(page)
    assert "app-text" not in again.ids
    told = app.approve(asked, number=number_on(page))
    assert told.json == {"approved": True}
    assert walk.visitor.get(f"{page.path}/state").json == {"stage": "approved"}
    assert acr_of(walk, finish(walk, again, "other_device")) == house.acr(2)


@pytest.mark.norm(
    "D20.1c", "D20.1d", limb="what was approved from afar lifts nothing above level 2"
)
def test_beside_another_screen_nothing_higher_is_reached(house: House, person: Person) -> None:
    application_of(house, person, anchoring=COUNTER)
    for level in (3, 4):
        _, page = at_the_app(house, person, level)
        assert "app-higher" in page.ids
        assert "app-text" not in page.ids


def test_the_phone_is_told_who_asks_and_nothing_but_a_handle_is_in_the_link(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    shown = app.scan(handle_here(page)).json["shown"]
    assert shown["party"] == "Portal"
    assert shown["level"] == 2
    assert shown["items"]
    assert shown["browser"] == "a browser we do not know"
    for handle in (handle_here(page), handle_beside(page)):
        assert len(handle) == 22
        assert walk.party.client_id not in handle


def test_the_phone_is_told_what_the_sign_in_can_reach_as_the_token_says_it(
    house: House, person: Person
) -> None:
    app = application_of(house, person, anchoring=COUNTER)
    walk, page = at_the_app(house, person, 2)
    asked, beside = app.scan(handle_here(page)).json, app.scan(handle_beside(page)).json
    assert (asked["shown"]["level"], asked["shown"]["reaches"]) == (2, 4)
    assert asked["shown"]["with"] == ["Password"]
    assert (beside["shown"]["level"], beside["shown"]["reaches"]) == (2, 2)
    assert acr_of(walk, bring_back(walk, app.approve(asked))) == house.acr(4)


def test_the_application_opens_the_own_account_too(
    house: House, person: Person, app: Application
) -> None:
    visitor = house.visitor()
    page = visitor.arrive(visitor.get("/me/means/app"))
    page = visitor.arrive(
        visitor.submit(page, "username", username=person.username, password=person.password)
    )
    assert page.path.endswith("/app")
    asked = app.scan(handle_here(page)).json
    assert (asked["client_id"], asked["shown"]["party"]) == (
        house.world.settings.issuer,
        "Minh Danh",
    )
    walk = Walk(house.world, visitor, house.world.party())
    page = bring_back(walk, app.approve(asked))
    assert page.path == "/me/means/app"


# a relay: the attacker's browser begins, the victim's phone is to help


def test_without_the_number_the_victims_phone_does_not_help(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_beside(page)).json
    assert app.approve(asked).json == {"error": "not_proven"}
    assert refused(finish(walk, page, "other_device"))


def test_three_guesses_at_the_number_end_the_request(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked, right = app.scan(handle_beside(page)).json, number_on(page)
    guesses = [each for each in ("10", "11", "12", "13") if each != right][:3]
    answers = [app.approve(asked, number=each).json["error"] for each in guesses]
    assert answers == ["wrong_number", "wrong_number", "too_many_tries"]
    assert app.approve(asked, number=right).json == {"error": "not_found"}
    assert refused(finish(walk, page, "other_device"))
    after = walk.visitor.get(page.path)
    assert handle_beside(after) != handle_beside(page)


@pytest.mark.norm("D19.4-2", limb="a proof counts in the browser that began")
def test_a_relayed_link_signs_nobody_in(house: House, person: Person, app: Application) -> None:
    """The victim taps the attacker's link: the answer goes to the victim's browser, not theirs."""
    attacker, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    answer, victim = answer_in(approved), house.visitor()
    landed = victim.get(approved.json["return_to"])
    assert (landed.status, "a scam" in landed.text) == (403, True)
    for text in (answer, "", "a" * 43, answer[:-1]):
        assert refused(attacker.visitor.arrive(attacker.visitor.get(back_of(page, text))))
        assert refused(finish(attacker, page, "same_device", text))
        assert refused(finish(attacker, page, "other_device", text))
    assert victim.get(approved.json["return_to"]).status == 404
    entries = house.world.services.history.for_subject(person.subject_id)
    told = [each.facts for each in entries if each.happening is EventType.FACTOR_REFUSED]
    assert {"means": "app_key", "reason": "other_browser"} in told


def test_head_uses_no_answer_up(house: House, person: Person, app: Application) -> None:
    """RFC 9110 section 9.2.1, in the browser that began and in another one."""
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    for visitor in (house.visitor(), walk.visitor):
        assert visitor.send("HEAD", approved.json["return_to"]).status == 200
    assert acr_of(walk, bring_back(walk, approved)) == house.acr(2)


@pytest.mark.norm("D19.4-2", limb="a proof counts in the browser that began")
def test_of_two_browsers_an_answer_arrives_in_one_counts(house: House, person: Person) -> None:
    """The swindler may be quick: whoever is first uses it up, and only the beginner gains."""
    app = application_of(house, person)
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    other = house.visitor()
    back = approved.json["return_to"]
    browsers = iter((other, walk.visitor))
    landed = race(lambda: next(browsers).get(back).status, times=2)
    assert sum(status in {303, 403} for status in landed) == 1


def test_a_form_that_carries_the_answer_is_no_way_in(
    house: House, person: Person, app: Application
) -> None:
    """Review 2: pasted into the form of the swindler's page it gave level 4."""
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    assert refused(finish(walk, page, "same_device", answer_in(approved)))


def test_an_answer_carried_to_another_browser_is_worth_nothing(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    other, theirs = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    answer = answer_in(approved)
    assert refused(other.visitor.arrive(other.visitor.get(back_of(theirs, answer))))
    assert refused(finish(other, theirs, "same_device", answer))
    assert acr_of(walk, bring_back(walk, approved)) == house.acr(2)


@pytest.mark.parametrize("over", [False, True])
def test_another_language_says_too_why_an_answer_was_refused_and_repeats_nothing(
    house: House, person: Person, app: Application, *, over: bool
) -> None:
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    if over:
        house.world.clock.advance(timedelta(seconds=121))
    page = walk.visitor.get(back_of(page, answer_in(approved) if over else "another"))
    assert ("Here is a new one" in page.text, "not approved this yet" in page.text) == (
        over,
        not over,
    )
    there = walk.visitor.get(tongue(page))
    assert "answer=" not in there.url
    assert (there.status, 'lang="vi"' in there.text) == (422, True)
    back = walk.visitor.get(tongue(there))
    said = [re.findall(r'id="problem".*?</div>', each.text, re.DOTALL) for each in (page, back)]
    assert said[0] == said[1] != []


def test_only_the_browser_that_began_finishes(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    app.approve(app.scan(handle_beside(page)).json, number=number_on(page))
    other, theirs = at_the_app(house, person)
    assert refused(finish(other, theirs, "other_device"))
    assert acr_of(walk, finish(walk, page, "other_device")) == house.acr(2)


def test_an_approval_beside_another_screen_is_not_one_on_the_same_phone(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_beside(page)).json
    lied = app.approve({**asked, "way": "same_device"}, number=number_on(page))
    assert lied.json == {"error": "factor_from_other_transaction"}
    app.approve(asked, number=number_on(page))
    assert refused(finish(walk, page, "same_device"))


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
def test_an_inflated_level_is_refused(house: House, person: Person, app: Application) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_here(page)).json
    for acr in (house.acr(3), house.acr(4), house.acr(1)):
        assert app.approve(asked, acr=acr).json == {"error": "factor_from_other_transaction"}
    assert refused(finish(walk, page, "same_device"))


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
def test_an_approval_counts_once_and_nowhere_else(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_here(page)).json
    approved = app.approve(asked)
    assert app.approve(asked).json == {"error": "not_found"}
    other, theirs = at_the_app(house, person)
    next_asked = app.scan(handle_here(theirs)).json
    crossed = app.approve(next_asked, txn=asked["txn"])
    assert crossed.json == {"error": "factor_from_other_transaction"}
    assert app.approve(next_asked, nonce=asked["nonce"]).json == {"error": "not_found"}
    page = bring_back(walk, approved)
    assert "consent-allow" in page.ids
    assert refused(other.visitor.arrive(other.visitor.get(back_of(theirs, answer_in(approved)))))


def test_a_handle_is_read_once(house: House, person: Person, app: Application) -> None:
    _, page = at_the_app(house, person)
    for handle in (handle_here(page), handle_beside(page)):
        assert app.scan(handle).status == 200
        assert app.scan(handle).status == 404


def test_an_old_handle_opens_nothing(house: House, person: Person, app: Application) -> None:
    walk, page = at_the_app(house, person)
    walk.visitor.get(page.path)
    assert app.scan(handle_beside(page)).status == 404
    _, page = at_the_app(house, person)
    house.world.clock.advance(timedelta(seconds=61))
    assert app.scan(handle_beside(page)).status == 404
    assert app.scan(handle_here(page)).status == 404


def test_a_slow_approval_is_too_late(house: House, person: Person, app: Application) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_here(page)).json
    house.world.clock.advance(timedelta(seconds=121))
    assert app.approve(asked).json == {"error": "not_found"}
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    house.world.clock.advance(timedelta(seconds=121))
    assert refused(bring_back(walk, approved))


def test_another_persons_phone_is_told_nothing(
    house: House, person: Person, app: Application
) -> None:
    stranger = application_of(house, house.world.person(totp=False))
    walk, page = at_the_app(house, person)
    for handle in (handle_here(page), handle_beside(page), "unknown", ""):
        answer = stranger.scan(handle)
        assert (answer.status, answer.json) == (404, {"error": "not_found"})
    asked = app.scan(handle_here(page)).json
    assert stranger.approve(asked).json == {"error": "factor_from_other_transaction"}
    second = application_of(house, person)
    assert second.approve(asked).json == {"error": "factor_from_other_transaction"}
    assert acr_of(walk, bring_back(walk, app.approve(asked))) == house.acr(2)


def test_a_denied_request_is_over_and_on_record(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    asked = app.scan(handle_beside(page)).json
    assert app.deny(asked).json == {"denied": True}
    assert app.approve(asked, number=number_on(page)).json == {"error": "not_found"}
    assert walk.visitor.get(f"{page.path}/state").json == {"stage": "over"}
    entries = house.world.services.history.for_subject(person.subject_id)
    told = [each.facts for each in entries if each.happening is EventType.FACTOR_REFUSED]
    assert {"means": "app_key", "reason": "declined"} in told


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_phone_lost_meanwhile_finishes_nothing(
    house: House, person: Person, app: Application
) -> None:
    walk, page = at_the_app(house, person)
    approved = app.approve(app.scan(handle_here(page)).json)
    house.world.services.credentials.stop_lost(person.subject_id)
    page = bring_back(walk, approved)
    assert "consent-allow" not in page.ids
    assert app.scan("any").json == {"error": "credential_flagged"}


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_a_revocation_meanwhile_lowers_what_was_approved(
    house: House, person: Person, app: Application
) -> None:
    anchor(house, person)
    walk, page = at_the_app(house, person, 3)
    approved = app.approve(app.scan(handle_here(page)).json)
    serial = format(MAKER.batch.certificate.serial_number, "x")
    listed = json.dumps({"entries": {serial: {"status": "REVOKED"}}}).encode()
    house.world.services.app_keys.revocations.import_list(listed, actor="an")
    page = bring_back(walk, approved)
    assert page.path.endswith("/stopped")


# adding the application to the account


def signed_in(house: House, person: Person) -> Visitor:
    visitor = house.visitor()
    page = visitor.arrive(visitor.get("/me/means/app"))
    page = visitor.arrive(
        visitor.submit(page, "username", username=person.username, password=person.password)
    )
    if person.totp_secret is not None:
        code = house.world.code(person.totp_secret)
        page = visitor.arrive(visitor.submit(page, "code", code=code))
    assert page.path == "/me/means/app", page.text
    return visitor


def test_a_person_adds_the_application_from_their_account(house: House) -> None:
    believe(house.world)
    person = house.world.person()
    visitor = signed_in(house, person)
    page = visitor.get("/me/means/app")
    assert "anchored" not in page.ids
    app = Application(house, Telephone(house.world.settings.issuer))
    added = app.enrol(handle_beside(page))
    assert added.status == 201, added.text
    assert added.json["account"] == person.username
    assert added.json["anchored"] is False
    # Its own key is told again, for the answer may have been lost; another one comes too late.
    assert app.enrol(handle_beside(page)).json["key"] == added.json["key"]
    late = Application(house, Telephone(house.world.settings.issuer))
    assert late.enrol(handle_beside(page)).status == 409
    assert "Pixel" in visitor.get("/me/means").text


def test_an_application_added_by_a_password_alone_lifts_nothing(house: House) -> None:
    believe(house.world)
    person = house.world.person(totp=False)
    visitor = house.visitor()
    page = visitor.arrive(visitor.get("/me/means/app"))
    page = visitor.arrive(
        visitor.submit(page, "username", username=person.username, password=person.password)
    )
    own = Application(house, Telephone(house.world.settings.issuer))
    assert own.enrol(handle_beside(page)).json["anchored"] is False
    (key,) = [
        each
        for each in house.world.services.credentials.held(person.subject_id)
        if each.kind is CredentialKind.APP_KEY
    ]
    assert (key.bound, key.identity) == (1, False)
    walk = house.walk()
    page = walk.password(walk.ask(**insisting(house, 2)), person)
    assert page.path.endswith("/stopped")


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_a_key_added_by_an_older_key_is_not_the_persons(house: House, person: Person) -> None:
    """Whose finger a telephone knows is seen at a desk, or by card and face; never inherited."""
    app = application_of(house, person, anchoring=COUNTER)
    visitor = house.visitor()
    page = visitor.arrive(visitor.get("/me/means/app"))
    page = visitor.arrive(
        visitor.submit(page, "username", username=person.username, password=person.password)
    )
    walk = Walk(house.world, visitor, house.world.party())
    page = bring_back(walk, app.approve(app.scan(handle_here(page)).json))
    assert "anchored" not in page.ids
    second = Application(house, Telephone(house.world.settings.issuer))
    assert second.enrol(handle_beside(page)).json["anchored"] is False


def test_the_application_says_that_its_key_is_gone(house: House) -> None:
    believe(house.world)
    person = house.world.person()
    handle = house.world.services.app_keys.begin_enrolment(person.subject_id)
    app = Application(house, Telephone(house.world.settings.issuer))
    word = app.enrol(handle).json["retire"]
    wire, headers = Visitor(house.origin), {"Content-Type": "application/json"}

    def retire(value: object) -> Answer:
        return wire.post("/app/keys/retire", json.dumps(value).encode(), headers=headers)

    assert retire({"retire": "a" * 43}).status == 404
    assert retire({"retire": word}).json == {"retired": True}
    assert retire({"retire": word}).json == {"retired": True}
    assert app.scan("any").json == {"error": "credential_flagged"}


# what strangers send


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"handle": 1, "chain": ["AA=="]}, 400),
        ({"handle": "h"}, 400),
        ({"handle": "h", "chain": []}, 400),
        ({"handle": "h", "chain": "AA=="}, 400),
        ({"handle": "h", "chain": ["not base64"]}, 400),
        ({"handle": "h", "chain": [1]}, 400),
        ({"handle": "h", "chain": ["AA=="] * 20}, 400),
        ({"handle": "h", "chain": ["AA=="], "label": {}}, 400),
        # In the form of one, with a handle that nobody was given.
        ({"handle": "\ud800", "chain": ["AA==", "AA=="]}, 422),
        ({"handle": "h" * 5000, "chain": ["AA==", "AA=="], "label": "\ud800\u202e\n" * 99}, 422),
    ],
)
def test_a_broken_enrolment_is_refused(house: House, body: object, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    answer = Visitor(house.origin).post("/app/keys", json.dumps(body).encode(), headers=headers)
    assert answer.status == status
    assert set(answer.json) == {"error"}


def test_more_than_is_read_is_refused(house: House) -> None:
    wire = Visitor(house.origin)
    for path, kind in (("/app/keys", "application/json"), ("/app/approvals", "application/jose")):
        answer = wire.post(path, b"a" * 70_000, headers={"Content-Type": kind})
        assert answer.status == 413


@pytest.mark.parametrize(
    "fields",
    [
        {"way": "counter"},
        {"way": ""},
        {"way": "same_device", "answer": "\u0000" * 500},
        {"way": "other_device", "answer": "é" * 500},
        {},
    ],
)
def test_a_broken_answer_leads_nowhere(
    house: House, person: Person, app: Application, fields: dict[str, str]
) -> None:
    walk, page = at_the_app(house, person)
    token = dict(page.form("way", "csrf").fields)["csrf"]
    sent = walk.visitor.post(page.path, {"csrf": token, **fields})
    assert refused(walk.visitor.arrive(sent))
    assert app.wire.cookies == {}


def test_nobody_comes_to_the_page_before_they_are_known(house: House) -> None:
    walk = house.walk()
    page = walk.ask()
    path = urlsplit(page.url).path
    for each in ("/app", "/app/return", "/app/state"):
        assert walk.visitor.get(f"{path}{each}").status == 303
    assert Visitor(house.origin).get(f"/signin/{new_id()}/app").status == 404
