"""Yes or no, a few times: no value comes out by guessing (D3.6, X15.3)."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from idp.authorization.interaction import Interaction
from idp.consent.domain.questions import MOST_QUESTIONS
from idp.consent.service import Consents
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.relying_parties.domain.client import ClaimPurpose
from tests.support.http import Answer, Visitor, bearer
from tests.support.live import House
from tests.support.races import wait_for_waiters
from tests.support.sign_ins import reason
from tests.support.walks import Walk
from tests.support.world import Person, sure

PURPOSE = ClaimPurpose({"vi": "Kiểm tra tuổi", "en": "To check your age"}, essential=True)
ASKABLE = ("birthdate_matches", "gender_matches", "personal_number_matches", "email")


def claims(**compared: str) -> str:
    return json.dumps({"userinfo": {"matches": compared}})


@pytest.fixture
def walk(house: House) -> Walk:
    scopes = frozenset({"openid", "email"})
    return house.walk(house.world.party(claims=dict.fromkeys(ASKABLE, PURPOSE), scopes=scopes))


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person(totp=False)


def told(walk: Walk, back: Answer) -> dict[str, bool]:
    """The UserInfo response for each comparison."""
    token = walk.redeem(back.query["code"]).json["access_token"]
    answer = Visitor(walk.visitor.origin).get("/userinfo", headers=bearer(token)).json
    return {name: said["matches"] for name, said in answer.get("matches", {}).items()}


@pytest.mark.norm("D3.6", limb="a question is answered yes or no without the value")
@pytest.mark.norm("X15.3", limb="questions are counted")
def test_a_consent_answers_a_few_questions_and_then_no_more(walk: Walk, person: Person) -> None:
    first = walk.complete(person, claims=claims(birthdate="1990-02-03"))
    assert told(walk, first) == {"birthdate": True}
    for guess in range(MOST_QUESTIONS - 1):
        back = walk.ask(prompt="none", claims=claims(birthdate=f"1990-02-0{guess + 4}"))
        assert told(walk, back) == {"birthdate": False}
    for _ in range(3):
        refused = walk.ask(prompt="none", claims=claims(birthdate="1990-02-03"))
        assert refused.query["error"] == "consent_required"
    page = walk.ask(claims=claims(birthdate="1990-02-03"))
    assert "consent-allow" in page.ids
    assert told(walk, walk.decide(page, "allow")) == {"birthdate": True}
    assert told(walk, walk.ask(prompt="none", claims=claims(birthdate="x"))) == {"birthdate": False}


@pytest.mark.norm("X15.3", limb="questions are counted")
def test_what_compares_nothing_is_not_counted(walk: Walk, person: Person) -> None:
    walk.complete(person, claims=claims(birthdate="1990-02-03"))
    for _ in range(MOST_QUESTIONS + 2):
        assert walk.ask(prompt="none").query["code"]


@pytest.mark.norm("X15.3", limb="questions are counted")
def test_each_value_of_a_request_is_a_question(walk: Walk, person: Person) -> None:
    both = claims(birthdate="1990-02-03", gender="female")
    assert told(walk, walk.complete(person, claims=both)) == {"birthdate": True, "gender": True}
    assert told(walk, walk.ask(prompt="none", claims=both)) == {"birthdate": True, "gender": True}
    assert walk.ask(prompt="none", claims=both).query["error"] == "consent_required"
    assert told(walk, walk.ask(prompt="none", claims=claims(gender="male"))) == {"gender": False}


@pytest.mark.norm("X15.3", limb="questions are counted")
@pytest.mark.parametrize("silent", [{"prompt": "none"}, {}])
def test_no_question_about_the_personal_number_is_answered_unseen(
    walk: Walk, person: Person, silent: dict[str, str]
) -> None:
    assert told(walk, walk.complete(person, claims=claims(personal_number="0" * 12))) == {
        "personal_number": False
    }
    for guess in range(32):
        answer = walk.ask(claims=claims(personal_number=f"{guess:012}"), **silent)
        assert "code" not in answer.query
        assert "consent-allow" in answer.ids or answer.query["error"] == "consent_required"


def test_another_consent_gives_no_new_questions_about_what_it_did_not_show(
    walk: Walk, person: Person
) -> None:
    walk.complete(person, claims=claims(birthdate="a", gender="b"))
    for _ in range(MOST_QUESTIONS - 2):
        assert told(walk, walk.ask(prompt="none", claims=claims(birthdate="a")))
    walk.decide(walk.ask(claims=json.dumps({"userinfo": {"email": None}})), "allow")
    refused = walk.ask(prompt="none", claims=claims(birthdate="a"))
    assert refused.query["error"] == "consent_required"
    page = walk.ask(claims=claims(gender="b"))
    walk.decide(page, "allow")
    refused = walk.ask(prompt="none", claims=claims(birthdate="a"))
    assert refused.query["error"] == "consent_required"


def test_more_at_once_than_a_consent_answers_is_no_request(house: House) -> None:
    names = ("birthdate", "gender", "name", "email", "family_name", "given_name")
    asked = dict.fromkeys((f"{name}_matches" for name in names), PURPOSE)
    walk = house.walk(house.world.party(claims=asked, scopes=frozenset({"openid"})))
    refused = walk.ask(claims=claims(**dict.fromkeys(names, "x")))
    assert refused.query["error"] == "invalid_request"


def test_discovery_names_the_answer(house: House) -> None:
    said = house.visitor().get("/.well-known/openid-configuration").json
    assert "matches" in said["claims_supported"]


def at_the_code(house: House, walk: Walk, page: Answer) -> Interaction:
    """The transaction of a page whose person says "continue as me", looked at before its code."""
    authorization = house.world.services.authorization

    def resumed() -> Interaction:
        cookies = walk.visitor.cookies
        return sure(
            authorization.resume(
                page.path.split("/")[2],
                browser=cookies["md_browser"],
                session_token=cookies["md_session"],
            )
        )

    authorization.select_account(resumed())
    return resumed()


@pytest.mark.norm("X15.3", limb="questions are counted")
def test_a_form_that_gets_no_code_is_not_counted(house: House, walk: Walk, person: Person) -> None:
    """Of equal forms at once one ends the transaction, and all looked at it before."""
    walk.complete(person, claims=claims(birthdate="1990-02-03"))
    services = house.world.services
    page = walk.ask(prompt="select_account", claims=claims(birthdate="1990-02-03"))
    looked = at_the_code(house, walk, page)
    answers = [services.authorization.issue(looked) for _ in range(4)]
    assert [isinstance(each, str) for each in answers] == [True, False, False, False]
    consent = services.consents.live(person.subject_id, walk.party.client_id)
    assert consent is not None
    assert consent.questions == len(("the first sign-in", "this one"))


def test_a_sign_in_whose_questions_are_used_up_meanwhile_asks_for_consent(
    house: House, walk: Walk, person: Person
) -> None:
    walk.complete(person, claims=claims(birthdate="1990-02-03"))
    services = house.world.services
    page = walk.ask(prompt="select_account", claims=claims(birthdate="1990-02-03"))
    looked = at_the_code(house, walk, page)
    consent = services.consents.live(person.subject_id, walk.party.client_id)
    assert consent is not None
    assert services.consents.count_answers(consent.id, MOST_QUESTIONS - 1)
    assert reason(services.authorization.issue(looked)) is Reason.CONSENT_MISSING
    asked = walk.visitor.arrive(walk.visitor.submit(page, account="present"))
    assert "consent-allow" in asked.ids
    assert told(walk, walk.decide(asked, "allow")) == {"birthdate": True}


def pushed_again(walk: Walk, person: Person) -> Answer:
    """The page of a pushed request which asks again who there is, where a consent answers it."""
    walk.complete(person, claims=claims(birthdate="1990-02-03"))
    asked = walk.request(prompt="login", claims=claims(birthdate="1990-02-03"))
    handle = walk.as_client("/par", asked).json["request_uri"]
    visitor, named = walk.visitor, {"client_id": walk.party.client_id, "request_uri": handle}
    return visitor.arrive(visitor.get("/authorize", named))


def test_a_password_that_ends_no_sign_in_leads_to_the_consent(
    walk: Walk, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = pushed_again(walk, person)
    count = Consents.count_answers

    def spent_before(consents: Consents, consent_id: Id, asked: int) -> bool:
        count(consents, consent_id, MOST_QUESTIONS - 1)
        return count(consents, consent_id, asked)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Consents, "count_answers", spent_before)
        page = walk.password(page, person)
    assert "consent-allow" in page.ids, page.text
    assert told(walk, walk.decide(page, "allow")) == {"birthdate": True}


def test_a_password_waits_for_the_questions_of_another_tab(racing_house: House) -> None:
    """Two connections: the other one commits after this one has read the consent."""
    house, services = racing_house, racing_house.world.services
    party = house.world.party(claims={"birthdate_matches": PURPOSE}, scopes=frozenset({"openid"}))
    walk, person = house.walk(party), house.world.person(totp=False)
    page = pushed_again(walk, person)
    consent = services.consents.live(person.subject_id, party.client_id)
    assert consent is not None
    with ThreadPoolExecutor(1) as tab:
        with services.database.transaction():
            assert services.consents.count_answers(consent.id, MOST_QUESTIONS - 1)
            sent = tab.submit(walk.password, page, person)
            wait_for_waiters(services.database, 1)
        page = sent.result(timeout=30)
    assert "consent-allow" in page.ids, page.text
    assert told(walk, walk.decide(page, "allow")) == {"birthdate": True}


def test_of_equal_forms_the_one_with_the_last_question_says_what_ended_the_other(
    house: House, walk: Walk, person: Person
) -> None:
    walk.complete(person, claims=claims(birthdate="1990-02-03"))
    services = house.world.services
    page = walk.ask(prompt="select_account", claims=claims(birthdate="1990-02-03"))
    looked = at_the_code(house, walk, page)
    consent = services.consents.live(person.subject_id, walk.party.client_id)
    assert consent is not None
    assert services.consents.count_answers(consent.id, MOST_QUESTIONS - 2)
    assert isinstance(services.authorization.issue(looked), str)
    assert reason(services.authorization.issue(looked)) is Reason.USED_BEFORE
