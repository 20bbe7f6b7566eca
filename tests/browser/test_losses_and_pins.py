"""A PIN beside a key, a report of a loss and its link, and an honest end, in a real browser."""

import json
import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from idp.factors.domain import ACTIVATING
from idp.notices.domain import NoticeKind
from idp.notices.sending import facts_context
from idp.notices.tables import NOTICE
from idp.policy.domain import Switch
from tests.browser.conftest import Screen
from tests.browser.test_accessibility import is_clean, looks
from tests.browser.test_the_whole_walk import enrol_passkey, sign_out
from tests.support.authenticator import Authenticator
from tests.support.officers import AN, BINH, OPERATOR
from tests.support.passkeys import Holder, holder_of
from tests.support.running import COOL_OFF_OF_PRODUCTION
from tests.support.world import Person, sure
from tests.web.test_waiting_page import with_something_new

PIN = "408317"


def link_of(screen: Screen, person: Person) -> str:
    """The link in the letter to a person."""
    services = screen.house.world.services
    assert services.losses.links.send_due() == 1
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind == NoticeKind.LOSS_LINK
    with services.database.transaction() as connection:
        row = connection.execute(select(NOTICE).where(*mine)).one()._asdict()
    facts = services.subjects.open(
        person.subject_id, row["facts_sealed"], context=facts_context(row["id"])
    )
    return str(json.loads(facts)["path"])


@looks
@pytest.mark.norm("D20.1b", limb="a key and a PIN, on the page")
def test_a_pin_is_asked_beside_a_key_that_was_only_touched(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    holder = holder_of(world, Authenticator(verifies_user=False))
    sure(world.services.pins.set(holder.subject_id, PIN, binding=ACTIVATING))
    world.clock.advance(timedelta(seconds=1))
    screen.ask(acr_values=screen.house.acr(2))
    touch(screen, holder)
    is_clean(screen, "signin-pin")
    page.fill("#pin", "927164")
    screen.press("#login-submit")
    is_clean(screen, "signin-pin-wrong")
    page.fill("#pin", PIN)
    screen.press("#login-submit")
    expect(page.locator("#consent-allow")).to_be_visible()


def touch(screen: Screen, holder: Holder) -> None:
    """The script's ceremony, with a key that Chromium's own authenticator cannot simulate."""
    form = screen.page.locator("form[data-passkey]")
    asked = screen.page.evaluate(
        "async ([url, proof]) =>"
        " (await fetch(url, {method: 'POST', headers: {'X-CSRF': proof}})).json()",
        [form.get_attribute("data-options"), form.locator("[name=csrf]").input_value()],
    )
    answer = holder.device.get(asked, origin=screen.house.origin)
    with screen.page.expect_navigation():
        form.evaluate("(f, answer) => { f.elements.response.value = answer; f.submit(); }", answer)


@looks
@pytest.mark.norm("D32.3", limb="a report by link and by password on the pages")
def test_a_loss_is_reported_by_a_link_and_by_a_password(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/public/report-loss")
    page.fill("#username", person.username)
    page.check("#reason-lost_control")
    page.check("#lost-phone")
    screen.press("#report-submit")
    expect(page.locator("#link-sent")).to_be_visible()
    is_clean(screen, "public-report-loss-sent")
    page.goto(f"{screen.house.origin}{link_of(screen, person)}")
    is_clean(screen, "public-report-loss-confirm")
    screen.press("#confirm-submit")
    expect(page.locator("#case-number")).to_be_visible()
    is_clean(screen, "public-report-loss-done")
    page.goto(f"{screen.house.origin}/public/report-loss")
    page.fill("#username", person.username)
    page.check("#reason-unauthorised_use")
    page.fill("#secret", "wrong")
    screen.press("#report-submit")
    is_clean(screen, "public-report-loss-wrong")
    page.fill("#secret", person.password)
    screen.press("#report-submit")
    expect(page.locator("#case-number")).to_be_visible()


@looks
@pytest.mark.norm("D21.1", limb="what is out of reach is said")
def test_where_no_means_they_add_would_count_the_page_says_so(screen: Screen) -> None:
    house, page = screen.house, screen.page
    person = house.world.person()
    screen.ask(house.world.party(minimum_level=3, no_biometrics=True))
    is_clean(screen, "signin-stopped-nobody")
    # What password and code add was bound through something that a false page can ask for.
    screen.ask(house.world.party(minimum_level=2, phishing_resistant_only=True))
    screen.password(person)
    expect(page.locator("#op-error")).to_be_visible()
    expect(page.locator("#remedies")).to_have_count(0)
    is_clean(screen, "signin-stopped-nothing")


@looks
@pytest.mark.norm("D21.1", limb="what would be enough is said, and it is enough")
def test_the_page_names_what_would_be_enough_and_it_is(screen: Screen) -> None:
    """Nothing to whose password alone could add nothing that counts; else what opens the way."""
    house, page = screen.house, screen.page
    person, careless = house.world.person(), house.world.person(totp=False)
    rule = {"level": 2, "client_id": screen.party.client_id, "allowed": ["password", "passkey"]}
    policy = house.world.services.policy
    sure(policy.approve(sure(policy.propose(Switch.MEANS_RULES, [rule], actor=AN)).id, actor=BINH))
    screen.ask(claims=essential(house.acr(2)))
    screen.password(careless)
    expect(page.locator("#op-error")).to_be_visible()
    expect(page.locator("#remedies")).to_have_count(0)
    screen.ask(claims=essential(house.acr(2)))
    screen.password(person)
    expect(page.locator("#remedies li")).to_have_count(1)
    expect(page.locator("#remedies")).to_contain_text(re.compile("Passkey|Khóa truy cập"))
    is_clean(screen, "signin-stopped-remedies")
    screen.authenticator()
    enrol_passkey(screen, person)
    sign_out(screen)
    walk = screen.ask(claims=essential(house.acr(2)))
    screen.press("#passkey")
    screen.allow()
    assert screen.told(walk)["acr"] == house.acr(2)


def essential(level: str) -> str:
    return json.dumps({"id_token": {"acr": {"essential": True, "values": [level]}}})


@looks
def test_what_a_letter_tells_is_undone_by_its_link(screen: Screen) -> None:
    services, page = screen.house.world.services, screen.page
    person = screen.house.world.person()
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind == NoticeKind.CREDENTIAL_ADDED
    with services.database.transaction() as connection:
        rows = [row._asdict() for row in connection.execute(select(NOTICE).where(*mine))]
    opened = [
        json.loads(
            services.subjects.open(
                person.subject_id, row["facts_sealed"], context=facts_context(row["id"])
            )
        )
        for row in rows
    ]
    path = next(each["undo"] for each in opened if each["kind"] == "totp")
    page.goto(f"{screen.house.origin}{path}")
    is_clean(screen, "undo-asked")
    screen.press("#undo-submit")
    expect(page.locator("#undone")).to_be_visible()
    is_clean(screen, "undo-done")


@looks
@pytest.mark.norm("D17.3", limb="a person sees what was done in their name")
def test_what_was_done_with_a_means_in_wrong_hands_is_marked(screen: Screen) -> None:
    house, page = screen.house, screen.page
    person, services = house.world.person(), house.world.services
    screen.ask(acr_values=house.acr(2))
    screen.password(person)
    screen.code(person)
    screen.allow()
    app = next(each for each in services.credentials.held(person.subject_id) if each.label)
    since = house.world.clock.now() - timedelta(days=1)
    sure(services.frauds.of_credential(app.id, since=since, actor=OPERATOR))
    house.world.clock.advance(timedelta(seconds=1))
    page.goto(f"{house.origin}/me/history")
    screen.password(person)
    expect(page.locator(".timeline .tag.bad").first).to_be_visible()
    is_clean(screen, "me-history-disputed")
    page.goto(f"{house.origin}/me/consents")
    is_clean(screen, "me-consents-disputed")
    page.click("ul.rows .actions a.button")
    expect(page.locator("#disputed")).to_be_visible()
    is_clean(screen, "me-consent-disputed")
    (consent,) = services.consents.for_subject(person.subject_id)
    page.goto(f"{house.origin}/public/receipt")
    page.fill("#receipt", services.consents.receipt(consent))
    screen.press("#receipt-submit")
    expect(page.locator("#disputed")).to_be_visible()
    is_clean(screen, "public-receipt-disputed")


@COOL_OFF_OF_PRODUCTION
@looks
def test_who_signs_in_while_something_waits_reads_so_first(screen: Screen) -> None:
    world, page = screen.house.world, screen.page
    person = world.person()
    screen.ask()
    screen.password(person)
    screen.allow()
    with_something_new(screen.house, person)
    screen.ask(prompt="login")
    screen.password(person)
    expect(page.locator("#waits")).to_be_visible()
    is_clean(screen, "signin-waiting")
    screen.press("#go-on")
    assert "code" in screen.back()
