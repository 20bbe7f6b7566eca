"""Sentences and offers that hold for the person who reads them: none too many."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.platform.cached import SEEN_FOR
from tests.support.applications import application_of
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.sign_ups import signed_up
from tests.support.world import sure


def test_a_spoilt_form_of_a_sign_in_leads_back_to_it_in_both_languages(house: House) -> None:
    walk = house.walk()
    page = walk.ask()
    no = walk.visitor.post(page.path, {"csrf": "x"})
    assert (no.status, f'href="{page.path}"' in no.text) == (403, True)
    assert f'href="{page.path}?lang=vi"' in no.text
    assert "username" in walk.visitor.arrive(walk.visitor.get(page.path)).ids


def test_who_has_a_password_alone_is_promised_no_second_step(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    walk.complete(person)
    page = walk.visitor.arrive(walk.visitor.get("/me/means/code-app"))
    assert "Level 1 of 4" in page.text
    assert "Continue to the second step" not in page.text
    assert walk.password(page, person).path == "/me/means/code-app"


def test_where_a_level_is_only_preferred_the_button_promises_no_step(house: House) -> None:
    page = house.walk().ask(acr_values=house.acr(2))
    assert "second step" not in page.text
    assert ">Continue</button>" in page.text


def test_the_last_means_is_said_to_be_not_stopped(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    walk.complete(person)
    page = walk.visitor.get("/me/means")
    assert "so it is not stopped here" in page.text
    assert not [each for each in page.forms if each.action.endswith("/stop")]
    (only,) = house.world.services.credentials.held(person.subject_id)
    proof = dict(page.forms[0].filled())["csrf"]
    no = walk.visitor.post(f"/me/means/{only.id}/stop", {"csrf": proof})
    assert "so it is not stopped here" in no.text
    assert "cannot be removed" not in no.text


def test_after_a_loss_no_change_is_offered_that_would_be_refused(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    walk.complete(person)
    assert "at level 2" in walk.visitor.get("/me/means").text
    proof = dict(walk.visitor.get("/me/report-loss").forms[0].filled())["csrf"]
    loss = {"csrf": proof, "reason": "lost_control", "lost": "phone"}
    walk.visitor.post("/me/report-loss", loss)
    page = walk.visitor.get("/me/means")
    assert "too-little-left" in page.ids
    assert "/me/means/passkey" not in page.text
    assert not any(each.action.endswith("/remove") for each in page.forms)


def test_what_every_answer_says_is_a_label_with_a_value_or_a_line(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.sign_in(walk.ask(), person)
    told = page.text.split('id="told"')[1].split("</dl>")[0]
    assert told.count("<dt>") == told.count("<dd>")
    assert "told-too" in page.ids


def test_in_the_own_account_a_recovery_code_opens_the_reports(house: House) -> None:
    visitor = house.visitor()
    page = visitor.arrive(visitor.get("/me/report-loss"))
    assert "/recovery" in page.text


@pytest.mark.norm("D32.3", limb="the lost means is not needed for a report")
@pytest.mark.parametrize("path", ["/me/report-loss", "/me/lost-phone"])
def test_a_loss_opens_by_the_password_and_the_code_is_offered_not_demanded(
    house: House, path: str
) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get(path)), person)
    assert page.path == path
    assert "This can be taken back" in page.text
    assert f'href="{path}?more=1"' in page.text
    page = walk.visitor.arrive(walk.visitor.get(f"{path}?more=1"))
    page = walk.sign_in(page, person)
    assert page.path == path
    assert "this is for good" in page.text
    assert "more=1" not in page.text


@pytest.mark.parametrize("path", ["/me/report-loss", "/me/lost-phone"])
def test_who_has_nothing_more_to_show_is_not_offered_it(house: House, path: str) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get(path)), person)
    assert "more=1" not in page.text
    assert walk.visitor.arrive(walk.visitor.get(f"{path}?more=1")).path == path


def test_recovery_codes_stay_only_where_there_are_some(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get("/me/lost-phone")), person)
    assert "Your password still opens your account" in page.text
    assert "recovery codes stay" not in page.text
    sure(house.world.services.recovery_codes.renew(person.subject_id))
    page = walk.visitor.get("/me/lost-phone")
    page = page if page.status == 200 else walk.sign_in(walk.visitor.arrive(page), person)
    assert "Your recovery codes stay." in page.text


@pytest.mark.parametrize("more", [True, False])
def test_only_who_had_more_than_what_is_left_is_sent_to_the_help_line(
    house: House, *, more: bool
) -> None:
    person, walk = house.world.person(totp=more), house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get("/me/lost-phone")), person)
    assert ("To add a new phone, call the help line first" in page.text) is more
    assert ("With it you can add a new phone." in page.text) is not more


def test_who_has_printed_codes_alone_is_not_told_that_nothing_is_left(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get("/me/report-loss")), person)
    sure(house.world.services.recovery_codes.renew(person.subject_id))
    form = page.form("lost").filled(reason="unauthorised_use", lost="secrets")
    page = walk.visitor.arrive(walk.visitor.post("/me/report-loss", form))
    assert "case-number" in page.ids
    assert "nothing-left" not in page.ids
    page = walk.visitor.get("/me/lost-phone")
    assert "A printed recovery code still opens your account" in page.text


def test_one_press_on_any_page_of_the_account_leaves_it(house: House) -> None:
    person, walk = house.world.person(data={"name": "Nguyễn Thị Hai"}), house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get("/me/history")), person)
    assert "Nguyễn Thị Hai" in page.text
    leave = next(each for each in page.forms if each.action.endswith("/end"))
    assert (
        walk.visitor.arrive(walk.visitor.post(leave.action, leave.filled())).path == "/logged-out"
    )
    assert not house.world.services.sessions.for_subject(person.subject_id)


@pytest.mark.parametrize("known", [True, False])
def test_who_may_have_a_password_alone_is_promised_no_other_way(
    house: House, *, known: bool
) -> None:
    """Nor is a name that does not exist, and the same is said of both."""
    person, walk = house.world.person(totp=False), house.walk()
    named = person if known else replace(person, username="nobody-of-this-name")
    page = walk.ask()
    for _ in range(6):
        page = walk.password(page, named, password="not it")
    assert page.status == 429
    assert "If you have another way of signing in" in page.text
    assert "is still open to you" not in page.text


def test_who_has_no_office_sends_nobody_to_one(house: House, private_house: House) -> None:
    for place, office in ((house, True), (private_house, False)):
        person, walk = place.world.person(), place.walk()
        walk.complete(person)
        page = walk.visitor.arrive(walk.visitor.get("/me/data/copy"))
        if "data-copy-submit" not in page.ids:
            page = walk.sign_in(page, person)
        assert ("at the office" in page.text, "Ask the help line for" in page.text) == (
            office,
            not office,
        )


def test_only_what_can_be_added_here_is_offered(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    walk.complete(person)
    offered = walk.visitor.get("/me/means").text
    assert "/me/means/app" not in offered  # no application is connected
    assert ">Change the password<" in offered
    assert ">Set a PIN<" in offered
    assert "/me/means/recovery-codes" in offered
    house.disable("passkey", "recovery_code")
    offered = walk.visitor.get("/me/means").text
    assert "/me/means/passkey" not in offered
    assert "/me/means/recovery-codes" not in offered
    assert "/me/means/code-app" in offered
    application_of(house, house.world.person())
    house.world.clock.advance(SEEN_FOR + timedelta(seconds=1))
    assert "/me/means/app" in walk.visitor.get("/me/means").text


def test_a_contact_that_is_not_there_is_added_and_not_changed(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    walk.complete(person)
    page = walk.visitor.get("/me/contacts").text
    assert ("Change or confirm the e-mail address" in page, "Add a telephone number" in page) == (
        True,
        True,
    )


def test_a_lost_phone_offers_to_stop_only_what_there_is(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    walk.complete(person)
    page = walk.visitor.get("/me/lost-phone")
    assert ("nothing-to-stop" in page.ids, "Stop it all now" in page.text) == (True, False)
    assert 'href="/me/report-loss"' in page.text
    other = house.walk()
    other.tokens(person, scope="openid offline_access", prompt="consent")
    for ended in (False, True):
        if ended:
            sessions = house.world.services.sessions
            (there,) = (
                each.id
                for each in sessions.for_subject(person.subject_id)
                if each.event.client_id == other.party.client_id
            )
            sessions.end(there, actor=OPERATOR)
        page = walk.visitor.get("/me/lost-phone")
        assert "Stop it all now" in page.text, "a service keeps its access"
        assert "nothing-to-stop" not in page.ids


def test_an_account_of_ones_own_making_hears_of_no_register(open_house: House) -> None:
    person, walk = signed_up(open_house.world, "lan@people.example"), open_house.walk()
    open_house.world.clock.advance(timedelta(seconds=30))
    walk.complete(person)
    page = walk.visitor.get("/me").text
    assert "Không ai nhận được thông tin nào nếu không có sự đồng ý" in page
    assert "cơ sở dữ liệu" not in page.split("<main")[1].split("</main>")[0].lower()


def test_how_many_sessions_end_elsewhere_is_told_in_words(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    walk.complete(person)
    assert "nowhere but here" in walk.visitor.get("/me/lost-phone").text
    house.walk().complete(person)
    assert "in one other place" in walk.visitor.get("/me/lost-phone").text


@pytest.mark.parametrize(
    "path", ["/activate/x", "/public/undo/x", "/public/new-password/x", "/public/report-loss/x"]
)
def test_a_link_that_does_nothing_is_an_error_that_leads_on(house: House, path: str) -> None:
    page = house.visitor().get(path)
    assert "<title>Error: " in page.text
    assert 'class="button' in page.text.split("<main", 1)[1].split("</main>", 1)[0]
