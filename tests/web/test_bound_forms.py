"""A form is bound to the person its page was made for, and to the page's content (X15.1).

One browser, two tabs, two people: a page of the first person never acts on the second.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from idp.kernel.ids import new_id
from idp.relying_parties.tables import CLIENT
from idp.web.pages.data_errors import DATA_ROUTES
from idp.web.route_access import FORM_BINDINGS, FormBinding
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import themself
from tests.support.walks import Walk, contents
from tests.support.world import Party, Person, sure

SCOPE = "openid profile email"


def another(walk: Walk, party: Party) -> Walk:
    """Another tab of the same browser, at a party."""
    return Walk(walk.world, walk.visitor, party)


def takes_over(house: House, walk: Walk, person: Person) -> None:
    """Another person signs in in another tab of this browser."""
    another(walk, house.world.party("Shop")).complete(person, prompt="login")


@dataclass(frozen=True)
class Tabs:
    """An open consent page of the first person, in a browser where the second signs in."""

    house: House
    walk: Walk
    first: Person
    second: Person
    page: Answer

    def items(self, person: Person) -> set[str]:
        consents = self.house.world.services.consents
        live = consents.live(person.subject_id, self.walk.party.client_id)
        return set() if live is None else set(live.items)

    def name(self, person: Person) -> bool:
        """Whether the last page names this person as the one who is signed in."""
        return f"({person.username})" in self.page.text


@pytest.fixture
def tabs(house: House) -> Tabs:
    first, second = house.world.person(totp=False), house.world.person(totp=False)
    walk = house.walk()
    another(walk, house.world.party("Shop")).complete(first)
    return Tabs(house, walk, first, second, walk.ask(scope=SCOPE))


def test_a_page_of_one_person_is_no_consent_of_another(tabs: Tabs) -> None:
    assert tabs.name(tabs.first)
    takes_over(tabs.house, tabs.walk, tabs.second)
    answer = tabs.walk.allow_all(tabs.page)
    assert (answer.status, answer.location) == (200, "")
    assert "Somebody else is signed in" in answer.text
    assert (tabs.items(tabs.first), tabs.items(tabs.second)) == (set(), set())
    assert replace(tabs, page=answer).name(tabs.second)
    assert tabs.walk.decide(answer, "allow").query["code"]
    assert tabs.items(tabs.second) == {"authentication", "name"}


def test_a_page_of_one_person_releases_nothing_of_another_who_agreed_before(tabs: Tabs) -> None:
    house, walk = tabs.house, tabs.walk
    house.walk(walk.party).complete(tabs.second, scope=SCOPE)
    takes_over(house, walk, tabs.second)
    answer = walk.allow_all(tabs.page)
    assert answer.location == ""
    assert "account-present" in answer.ids
    assert "say whether that is you" in answer.text
    chosen = walk.visitor.submit(answer, "account", account="present")
    assert walk.visitor.arrive(chosen).query["code"]


def test_the_own_page_of_the_same_person_holds_after_a_new_sign_in(tabs: Tabs) -> None:
    takes_over(tabs.house, tabs.walk, tabs.first)
    assert tabs.walk.decide(tabs.page, "allow").query["code"]


def test_a_sign_in_that_another_one_ended_is_not_answered_by_the_other(house: House) -> None:
    first, second = house.world.person(totp=False), house.world.person(totp=False)
    walk = house.walk()
    house.walk(walk.party).complete(second, scope=SCOPE)
    page = walk.sign_in(walk.ask(scope=SCOPE), first)
    takes_over(house, walk, second)
    answer = walk.allow_all(page)
    assert answer.location == ""
    assert "account-present" in answer.ids
    assert house.world.services.consents.for_subject(first.subject_id) == []


@pytest.mark.norm("X15.1", limb="only what the page listed is agreed to")
@pytest.mark.parametrize("ends", ["withdrawn", "over"])
def test_what_the_page_did_not_list_is_not_agreed_to(house: House, ends: str) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    services = house.world.services
    page = walk.sign_in(walk.ask(scope="openid profile"), person)
    walk.decide(page, "allow", days="1")
    (earlier,) = services.consents.for_subject(person.subject_id)
    house.world.clock.advance(timedelta(hours=23, minutes=59))
    page = walk.sign_in(walk.ask(scope=SCOPE, prompt="login"), person)
    assert "item-1" in page.ids
    assert "Full name" in page.text.split('id="kept"')[1]
    assert {value for name, value in page.form("decision").boxes if name == "item"} == {
        "email",
        "email_verified",
    }
    if ends == "withdrawn":
        sure(
            services.consents.withdraw(
                person.subject_id, earlier.id, actor=themself(person.subject_id)
            )
        )
    else:
        house.world.clock.advance(timedelta(minutes=2))
    answer = walk.allow_all(page)
    assert (answer.status, answer.location) == (200, "")
    assert "has changed since you opened it" in answer.text
    assert services.consents.live(person.subject_id, walk.party.client_id) is None
    assert walk.decide(answer, "allow", days="365").query["code"]
    live = services.consents.live(person.subject_id, walk.party.client_id)
    assert live is not None
    assert live.text_digest == dict(answer.form("decision", "shown").fields)["shown"]
    assert set(live.items) == {"authentication", "name"}


def repurposed(house: House, party: Party) -> None:
    """The operator approves another purpose, and every process has seen it."""
    world, mine = house.world, CLIENT.c.client_id == party.client_id
    with world.services.database.transaction() as connection:
        known = connection.execute(select(CLIENT.c.particulars).where(mine)).scalar_one()
        for purpose in known["claims"].values():
            purpose["text"] = {"vi": "Việc khác", "en": "Something else"}
        connection.execute(update(CLIENT).where(mine).values(particulars=known))
    world.clock.advance(timedelta(minutes=2))


@pytest.mark.norm("X15.1", limb="only what the page listed is agreed to")
def test_a_purpose_that_changed_is_shown_before_it_is_agreed_to(tabs: Tabs) -> None:
    repurposed(tabs.house, tabs.walk.party)
    answer = tabs.walk.decide(tabs.page, "allow")
    assert (answer.status, answer.location) == (200, "")
    assert "Something else" in answer.text
    assert tabs.items(tabs.first) == set()
    assert tabs.walk.decide(answer, "allow").query["code"]


@pytest.mark.norm("X15.1", limb="only what the page listed is agreed to")
def test_a_text_of_another_version_is_no_consent(
    tabs: Tabs, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("request", "page", "record"):
        monkeypatch.setattr(f"idp.consent.domain.{module}.TEXT_VERSION", "next")
    answer = tabs.walk.decide(tabs.page, "allow")
    assert (answer.status, answer.location) == (200, "")
    assert tabs.items(tabs.first) == set()


def test_a_page_in_another_language_is_another_page(tabs: Tabs) -> None:
    tabs.walk.visitor.get(f"{tabs.page.path}?lang=vi")
    answer = tabs.walk.decide(tabs.page, "allow")
    assert (answer.status, answer.location) == (200, "")
    assert "đã thay đổi" in answer.text
    assert tabs.walk.decide(answer, "allow").query["code"]


@pytest.mark.parametrize("shown", [None, "", "0" * 64, "\ud800"])
def test_the_field_is_compared_and_never_believed(tabs: Tabs, shown: str | None) -> None:
    form = tabs.page.form("decision")
    fields = [pair for pair in form.filled(decision="allow") if pair[0] != "shown"]
    body = "&".join(f"{name}={value}" for name, value in fields)
    more = {None: "", "\ud800": "&shown=%ed%a0%80"}.get(shown, f"&shown={shown}")
    sent = tabs.walk.visitor.post(form.action, (body + more).encode())
    answer = tabs.walk.visitor.arrive(sent)
    assert (answer.status, answer.location) == (200, "")
    assert tabs.items(tabs.first) == set()


def test_the_record_and_the_receipt_attest_the_page_that_was_shown(tabs: Tabs) -> None:
    shown = dict(tabs.page.form("decision", "shown").fields)["shown"]
    tabs.walk.decide(tabs.page, "allow")
    consents = tabs.house.world.services.consents
    live = consents.live(tabs.first.subject_id, tabs.walk.party.client_id)
    assert live is not None
    assert live.text_digest == shown == contents(consents.receipt(live))["text_digest"]


# -- who is there


def test_not_you_leads_to_another_account_also_with_a_live_session(tabs: Tabs) -> None:
    walk = tabs.walk
    asked = walk.visitor.arrive(walk.visitor.post(_switch(tabs.page), _csrf(tabs.page)))
    assert "username" in asked.ids
    page = walk.sign_in(asked, tabs.second)
    assert replace(tabs, page=page).name(tabs.second)
    assert walk.decide(page, "allow").query["code"]
    assert (tabs.items(tabs.first), tabs.items(tabs.second)) == (set(), {"authentication", "name"})


def test_not_you_works_right_after_one_s_own_sign_in(house: House) -> None:
    first, second = house.world.person(), house.world.person()
    walk = house.walk()
    page = walk.sign_in(walk.ask(scope=SCOPE, acr_values=house.acr(2)), first)
    asked = walk.visitor.arrive(walk.visitor.post(_switch(page), _csrf(page)))
    assert "username" in asked.ids
    done = walk.decide(walk.sign_in(asked, second), "allow")
    assert done.query["code"]
    of_first = house.world.services.consents.for_subject(first.subject_id)
    assert (of_first, walk.decide(page, "allow").query.get("code")) == ([], None)


def test_a_pushed_request_survives_not_you(house: House) -> None:
    first, second = house.world.person(totp=False), house.world.person(totp=False)
    walk = house.walk()
    pushed = walk.as_client("/par", walk.request(scope=SCOPE)).json["request_uri"]
    named = {"client_id": walk.party.client_id, "request_uri": pushed}
    page = walk.sign_in(walk.visitor.arrive(walk.visitor.get("/authorize", named)), first)
    asked = walk.visitor.arrive(walk.visitor.post(_switch(page), _csrf(page)))
    assert walk.decide(walk.sign_in(asked, second), "allow").query["code"]


def _switch(page: Answer) -> str:
    return next(form.action for form in page.forms if form.action.endswith("/start-again"))


def _csrf(page: Answer) -> dict[str, str]:
    return {"csrf": dict(page.form("csrf").fields)["csrf"]}


# -- typed credentials


def test_what_is_typed_is_judged_and_not_who_signed_in_elsewhere(house: House) -> None:
    first, second = house.world.person(totp=False), house.world.person(totp=False)
    walk = house.walk()
    stale = walk.ask()
    house.walk(walk.party).complete(first)
    takes_over(house, walk, first)
    page = walk.password(stale, second)
    assert f"({second.username})" in page.text
    done = walk.decide(page, "allow")
    sub = contents(walk.redeem(done.query["code"]).json["id_token"])["sub"]
    party = house.world.services.relying_parties.client(walk.party.client_id)
    assert party is not None
    assert sub == house.world.services.tokens.sub(second.subject_id, party)


def test_a_wrong_password_never_sends_who_signed_in_elsewhere(house: House) -> None:
    first, second = house.world.person(totp=False), house.world.person(totp=False)
    walk = house.walk()
    stale = walk.ask()
    house.walk(walk.party).complete(first)
    takes_over(house, walk, first)
    answer = walk.password(stale, second, password="not the right one")
    assert (answer.status, answer.location) == (422, "")
    again = walk.visitor.arrive(walk.visitor.get(stale.path.replace("/signin/", "/authorize/")))
    assert again.location == ""
    assert "account-present" in again.ids
    assert walk.password(answer, second).ids >= {"consent-allow"}


def test_a_choice_made_for_one_person_is_not_another_s(house: House) -> None:
    first, second = house.world.person(totp=False), house.world.person(totp=False)
    walk = house.walk()
    house.walk(walk.party).complete(second)
    takes_over(house, walk, first)
    page = walk.ask(prompt="select_account")
    assert f"Continue as {first.username}" in page.text
    takes_over(house, walk, second)
    sent = walk.visitor.arrive(walk.visitor.submit(page, "account", account="present"))
    assert (sent.status, sent.location) == (200, "")
    assert f"Continue as {second.username}" in sent.text


# -- one's own account

OWN = sorted(
    rule
    for rule, bound in FORM_BINDINGS.items()
    if bound is FormBinding.PERSON and rule.startswith("/me/")
)


@dataclass(frozen=True)
class Own:
    """A page of the first person's account, and the second signed in since."""

    walk: Walk
    second: Person
    csrf: Mapping[str, str]
    named: Mapping[str, str]

    def path(self, rule: str) -> str:
        return re.sub(
            r"<(?:\w+:)?(\w+)>", lambda name: self.named.get(name.group(1), new_id()), rule
        )


@pytest.fixture
def own(house: House) -> Own:
    first, second = house.world.person(), house.world.person()
    walk = house.walk()
    walk.complete(first, acr_values=house.acr(2))
    form = _csrf(walk.visitor.get("/me/means"))
    another(walk, house.world.party()).complete(second, acr_values=house.acr(2), prompt="login")
    services = house.world.services
    held = services.credentials.held(second.subject_id)
    named = {
        "credential_id": held[-1].id,
        "session_id": services.sessions.for_subject(second.subject_id)[0].id,
        "consent_id": services.consents.for_subject(second.subject_id)[0].id,
        "purpose": "login_l3",
    }
    return Own(walk, second, form, named)


FILLED = {
    "password": "một mật khẩu hoàn toàn khác 93",
    "pin": "805316",
    "reason": "unauthorised_use",
    "lost": "secrets",
    "language": "vi",
    "handle": "h",
    "code": "000000",
    "response": "{}",
    "answer": "a",
}


@pytest.mark.parametrize("rule", OWN)
def test_a_form_of_one_person_s_account_changes_nothing_of_another_s(
    house: House, own: Own, rule: str
) -> None:
    history = house.world.services.history
    before = history.for_subject(own.second.subject_id)
    sent = own.walk.visitor.post(own.path(rule), {**own.csrf, **FILLED})
    assert sent.status == 303, rule
    answer = own.walk.visitor.arrive(sent)
    assert "Nothing was changed" in answer.text
    assert own.second.username in answer.text
    assert "recovery-codes" not in answer.ids
    assert history.for_subject(own.second.subject_id) == before


def test_the_second_person_s_own_pages_work(house: House, own: Own) -> None:
    form = _csrf(own.walk.visitor.get("/me/settings"))
    assert own.walk.visitor.post("/me/settings", {**form, "language": "vi"}).status == 303
    asked = own.walk.visitor.arrive(own.walk.visitor.post("/me/means/recovery-codes", form))
    own.walk.sign_in(asked, own.second)
    codes = own.walk.visitor.arrive(own.walk.visitor.post("/me/means/recovery-codes", form))
    assert "recovery-codes" in codes.ids
    assert house.world.services.accounts.locale_of(own.second.subject_id) == "vi"


def test_a_page_made_for_nobody_changes_nobody_s_account(own: Own, house: House) -> None:
    public = _csrf(own.walk.visitor.get("/public/receipt"))
    sent = own.walk.visitor.post("/me/sessions/end-all", public)
    assert "Nothing was changed" in own.walk.visitor.arrive(sent).text
    assert house.world.services.sessions.for_subject(own.second.subject_id)


def test_signing_out_one_person_does_not_sign_out_another(house: House) -> None:
    first, second = house.world.person(totp=False), house.world.person(totp=False)
    walk = house.walk()
    walk.complete(first)
    page = walk.visitor.get("/logout")
    takes_over(house, walk, second)
    again = walk.visitor.submit(page, "decision", decision="allow")
    assert again.status == 409
    assert house.world.services.sessions.for_subject(second.subject_id)
    done = walk.visitor.submit(again, "decision", decision="allow")
    assert done.location.endswith("/logged-out")
    assert house.world.services.sessions.for_subject(second.subject_id) == []


@pytest.mark.parametrize(
    "made",
    ["", ".", "x.y", "\ud800.\ud800", f"{new_id()}.{new_id()}", "a" * 70_000],
    ids=range(6),
)
def test_an_invented_value_is_no_page_of_ours(own: Own, made: str) -> None:
    body = b"csrf=" + made.encode("utf-8", "surrogatepass")
    assert own.walk.visitor.post("/me/sessions/end-all", body).status in {403, 413}


def test_a_receipt_can_be_read_by_its_person_alone(tabs: Tabs) -> None:
    walk, services = tabs.walk, tabs.house.world.services
    walk.decide(tabs.page, "allow")
    live = services.consents.live(tabs.first.subject_id, walk.party.client_id)
    assert live is not None
    page = walk.visitor.get(f"/me/consents/{live.id}")
    assert page.status == 200
    told = ("Trần Thị Thử Nghiệm", "To fill in the form", "The means you used", live.text_digest)
    assert all(word in page.text for word in told)
    assert "Given name" in page.text.split("Asked, and not agreed to")[1]
    receipt = walk.visitor.get(f"/me/consents/{live.id}/receipt")
    assert receipt.headers["Content-Type"] == "application/jose"
    assert {"amr", "auth_time", "acr"} <= set(contents(receipt.text)["with_authentication"])
    form = walk.visitor.get("/public/receipt")
    checked = walk.visitor.submit(form, "receipt", receipt=receipt.text)
    assert "Genuine" in checked.text
    assert "Full name (To fill in the form)" in checked.text
    takes_over(tabs.house, walk, tabs.second)
    assert walk.visitor.get(f"/me/consents/{live.id}").status == 404


@pytest.mark.norm("D19.3-2", limb="the page names what every answer says")
def test_the_page_names_what_every_answer_says_about_the_sign_in(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.sign_in(walk.ask(acr_values=house.acr(2)), person)
    told = page.text.split('id="told"')[1].split("</dl>")[0]
    for word in ("2 / 4", "Password, One-time code from an application", "otp", "23 November 2026"):
        assert word in told, word
    tokens = walk.redeem(walk.decide(page, "allow").query["code"]).json
    assert contents(tokens["id_token"])["txn"] in told


# -- the way back


@pytest.mark.parametrize("rule", sorted(FORM_BINDINGS.keys() - DATA_ROUTES))
def test_no_answer_to_a_form_is_lost_for_the_browser_s_back(own: Own, rule: str) -> None:
    visitor, page = own.walk.visitor, own.walk.ask(prompt="login consent")
    named = {**own.named, "transaction_id": page.path.rpartition("/")[2]}
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda name: named.get(name.group(1), new_id()), rule)
    form = _csrf(visitor.get("/me/settings")) if rule.startswith("/me/") else _csrf(page)
    answer = visitor.post(path, {**form, **FILLED})
    assert answer.status < 500
    assert answer.status == 303 or "no-store" not in answer.headers["Cache-Control"], answer.status
