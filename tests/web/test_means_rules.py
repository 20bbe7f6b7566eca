"""Rules about means over HTTP: pages, refusals, and the public register."""

from typing import Any

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EVIDENCE_RULES, Means
from idp.factors.credential_types import ADDED_ALONE
from idp.history.actors import to_document
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.refusals import Reason
from idp.policy.domain import Switch
from idp.web.pages.means_pages import MEANS_PAGES
from tests.support.authenticator import Authenticator
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import AN, BINH
from tests.support.passkeys import Holder, holder_of
from tests.support.sign_ins import reason
from tests.support.walks import Walk, contents
from tests.support.world import Party, sure

UNMET = "unmet_authentication_requirements"


def rule(level: int, party: Party | None, *allowed: Means) -> dict[str, Any]:
    whose = None if party is None else party.client_id
    return {"level": level, "client_id": whose, "allowed": [each.value for each in allowed]}


def decide(house: House, *rules: dict[str, Any]) -> None:
    policy = house.world.services.policy
    change = sure(policy.propose(Switch.MEANS_RULES, list(rules), actor=AN))
    sure(policy.approve(change.id, actor=BINH))


def touch(walk: Walk, page: Answer, holder: Holder) -> Answer:
    form = page.form("response", "csrf")
    proof = dict(form.fields)["csrf"]
    options = walk.visitor.post(f"{form.action}/options", headers={"X-CSRF": proof})
    answer = holder.device.get(options.json, origin=holder.origin)
    return walk.visitor.arrive(walk.visitor.submit(page, "response", response=answer))


def proof_of(page: Answer) -> str:
    return dict(page.form("csrf").fields)["csrf"]


@pytest.mark.norm(
    "D21.1", "X16.2", limb="means that a party may not take are neither asked nor counted"
)
def test_codes_that_a_party_may_not_take_are_neither_asked_nor_counted(house: House) -> None:
    party, person = house.world.party(minimum_level=2), house.world.person()
    decide(house, rule(2, party, Means.PASSWORD, Means.PASSKEY))
    walk = house.walk(party)
    page = walk.password(walk.ask(), person)
    assert page.path.endswith("/stopped")
    assert "does not take the ways to sign in that you have" in page.text
    assert "Passkey, with" in page.text
    assert "One-time code" not in page.text
    assert "/me/means/passkey" in page.text.split('id="remedies"')[1].split("</ul>")[0]
    back = walk.visitor.submit(page, "decision", decision="deny")
    assert walk.visitor.arrive(back).query["error"] == UNMET
    elsewhere = house.walk(house.world.party(minimum_level=2))
    assert "consent-allow" in elsewhere.sign_in(elsewhere.ask(), person).ids


@pytest.mark.norm("D21.1", limb="means that a party may not take are neither asked nor counted")
def test_a_code_posted_all_the_same_is_no_evidence(house: House) -> None:
    party, person = house.world.party(minimum_level=2), house.world.person()
    walk = house.walk(party)
    page = walk.password(walk.ask(), person)
    assert page.path.endswith("/code")
    decide(house, rule(2, party, Means.PASSWORD, Means.PASSKEY))
    house.world.services.policy.cached.clear()  # as if five seconds had passed
    assert person.totp_secret is not None
    sent = walk.visitor.submit(page, "code", code=house.world.code(person.totp_secret))
    assert walk.visitor.arrive(sent).path.endswith("/stopped")
    history = house.world.services.history.for_subject(person.subject_id)
    proven = [each.facts for each in history if each.happening is EventType.FACTOR_PROVEN]
    assert [each["kind"] for each in proven] == ["password"]


@pytest.mark.norm("D21.1", limb="a party that takes only what phishing cannot have")
def test_where_phishing_must_fail_a_password_and_a_code_are_not_enough(house: House) -> None:
    holder = holder_of(house.world, Authenticator(verifies_user=False))
    house.world.enrol_totp(holder.subject_id)
    party = house.world.party(phishing_resistant_only=True)
    walk = house.walk(party)
    page = walk.password(walk.ask(), holder.person)
    assert page.path.endswith("/passkey")
    assert "Use a one-time code" not in page.text
    page = touch(walk, page, holder)
    token = walk.redeem(walk.decide(page, "allow").query["code"]).json["id_token"]
    assert contents(token)["acr"] == house.acr(2)


@pytest.mark.norm("D21.1", limb="what is out of reach is said")
def test_who_has_no_key_there_is_told_that_none_of_their_own_making_would_do(house: House) -> None:
    person = house.world.person()
    walk = house.walk(house.world.party(phishing_resistant_only=True))
    page = walk.password(walk.ask(), person)
    assert page.path.endswith("/stopped")
    assert "does not take the ways to sign in that you have" in page.text
    assert "Nothing you can add by yourself would be enough" in page.text


@pytest.mark.norm("D21.1", "D19.4-3", limb="a session of means not allowed is not continued")
def test_a_session_of_other_means_is_not_continued_there(house: House) -> None:
    person = house.world.person()
    walk = house.walk()
    walk.complete(person, acr_values=house.acr(2))
    strict = house.world.party(phishing_resistant_only=True)
    again = house.walk(strict, visitor=walk.visitor)
    assert again.ask(prompt="none").query["error"] == "login_required"
    assert "password" in again.ask().ids
    loose = house.walk(visitor=walk.visitor)
    assert "consent-allow" in loose.ask().ids


@pytest.mark.norm("X16.2", limb="a party that wants no biometrics")
def test_a_level_of_biometrics_is_not_to_be_had_where_none_are_wanted(house: House) -> None:
    party = house.world.party(minimum_level=3, no_biometrics=True)
    walk = house.walk(party)
    page = walk.ask()
    assert page.path.endswith("/stopped")
    assert "cannot be reached here at present" in page.text
    assert "remedies" not in page.ids
    assert "/me" not in {form.action for form in page.forms}


@pytest.mark.norm("D21.1", limb="the public register tells the rules")
def test_the_public_register_tells_the_rules(house: House) -> None:
    party = house.world.party("Strict", no_biometrics=True, phishing_resistant_only=True)
    decide(house, rule(2, party, Means.PASSKEY, Means.PIN), rule(1, None, *Means))
    page = house.visitor().get("/public/relying-parties").text
    assert "Asks for no biometrics." in page
    assert "include a passkey" in page
    assert "From level 2 on only: PIN, Passkey" in " ".join(page.split())


@pytest.mark.norm("D4.8", limb="the rules about means need two persons")
@pytest.mark.norm("D21.1", limb="rules about means come from two persons")
def test_two_persons_decide_and_the_history_keeps_it(house: House) -> None:
    policy = house.world.services.policy
    rules = [rule(2, None, Means.PASSKEY)]
    change = sure(policy.propose(Switch.MEANS_RULES, rules, actor=AN))
    assert policy.value(Switch.MEANS_RULES) == []
    assert reason(policy.approve(change.id, actor=AN)) is Reason.FOUR_EYES
    sure(policy.approve(change.id, actor=BINH))
    assert policy.value(Switch.MEANS_RULES) == rules
    with house.world.services.database.transaction() as connection:
        newest = connection.execute(select(HISTORY).order_by(HISTORY.c.id.desc()).limit(1)).one()
    assert (newest.happening, newest.actor_id) == (EventType.POLICY_APPROVED, BINH.officer_id)
    assert (newest.facts["switch"], newest.facts["proposed_by"]) == (
        "means_rules",
        to_document(AN),
    )
    assert (newest.facts["before"], newest.facts["after"]) == ([], rules)
    with pytest.raises(ValueError, match="means_rules"):
        policy.propose(Switch.MEANS_RULES, [rule(2, None, Means.PASSWORD)], actor=AN)


def test_everything_a_person_can_add_alone_has_a_page_to_add_it() -> None:
    assert all(MEANS_PAGES[EVIDENCE_RULES[kind].means].added_at for kind in ADDED_ALONE)
