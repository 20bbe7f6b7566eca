"""The pages of one sign-in: content, refusals, and next steps."""

from datetime import timedelta

import pytest

from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LostItem, ReportedBy, report_from
from idp.relying_parties.domain.client import Connection, PartyKind
from idp.web.signin.transaction import problem_of
from tests.support.dates import long_date
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.officers import AN, OPERATOR, themself
from tests.support.world import Party, Person, sure


@pytest.mark.norm("D4.2", limb="a person sees who asks and for which level")
def test_the_first_page_says_who_asks_for_which_level(house: House) -> None:
    party = house.world.party("Portal", logo_uri="https://logo.example/a.png")
    page = house.walk(party).ask(acr_values=house.acr(2))
    assert "Portal" in page.text
    assert "Public-service provider" in page.text
    assert "Level 2 of 4" in page.text
    assert "client-logo" in page.ids


def test_a_partys_picture_is_the_only_foreign_thing_a_page_may_load(house: House) -> None:
    party = house.world.party(
        "Portal",
        logo_uri="https://logo.example/a.png",
        policy_uri="https://rp.example/policy",
        tos_uri="https://rp.example/terms",
    )
    page = house.walk(party).ask()
    assert "img-src 'self' https://logo.example" in page.headers["Content-Security-Policy"]
    assert {"client-policy", "client-tos"} <= page.ids


def private_party(house: House) -> Party:
    """A bank, which comes through the licensed provider Sao Mai."""
    services, clock = house.world.services, house.world.clock
    until = clock.now() + timedelta(days=30)
    provider = sure(
        services.licensing.register(
            name="Sao Mai", certificate_until=until, help_line="1900 1111", actor=OPERATOR
        )
    )
    return house.world.party(
        "Bank",
        kind=PartyKind.PRIVATE,
        connection=Connection.VIA_PROVIDER,
        provider_id=sure(provider).id,
    )


@pytest.mark.norm("D19.3-1", limb="the sign-in names the provider")
def test_the_provider_a_private_party_comes_through_is_named(house: House) -> None:
    page = house.walk(private_party(house)).ask()
    assert "through the licensed provider Sao Mai" in page.text


@pytest.mark.norm("D9.2", limb="a private service is used with the same account")
def test_one_account_opens_a_public_and_a_private_service(house: House) -> None:
    person = house.world.person()
    for party in (house.world.party(kind=PartyKind.STATE_AGENCY), private_party(house)):
        assert "code" in house.walk(party).complete(person).query, party


def test_the_page_speaks_the_language_the_party_asked_for(house: House) -> None:
    assert '<html lang="vi">' in house.walk().ask(ui_locales="fr vi en").text
    assert '<html lang="en">' in house.walk().ask(ui_locales="en").text


def test_a_login_hint_fills_the_name_in_and_nothing_else(house: House) -> None:
    page = house.walk().ask(login_hint='"><b>x')
    assert "<b>" not in page.text
    assert 'value="&#34;&gt;&lt;b&gt;x"' in page.text


@pytest.mark.norm("D4.3", limb="known and unknown names are told apart by nothing")
def test_known_and_unknown_names_get_the_same_answer(house: House) -> None:
    known, unknown = (house.walk() for _ in range(2))
    person = house.world.person()
    first = known.password(known.ask(), person, password="not it")
    stranger = unknown.visitor.submit(
        unknown.ask(), "username", "password", username=person.username[::-1], password="not it"
    )
    assert first.status == stranger.status == 422
    assert same_words(first, person.username) == same_words(stranger, person.username[::-1])


def same_words(page: Answer, username: str) -> list[str]:
    return [
        line
        for line in page.text.replace(username, "").splitlines()
        if not any(word in line for word in ("csrf", "/signin/", "Portal"))
    ]


def test_too_many_tries_name_the_time_and_leave_the_passkey_open(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.ask()
    for _ in range(6):
        page = walk.password(page, person, password="not it")
    assert page.status == 429
    assert int(page.headers["Retry-After"]) > 0
    assert "You can try again at" in page.text
    assert "passkey" in page.ids


@pytest.mark.norm("D19.4-3", limb="the page says why everything is asked anew")
def test_a_step_up_says_why_everything_is_asked_anew(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    walk.complete(person)
    page = walk.ask(acr_values=house.acr(2))
    assert "To be safe, you enter everything again" in page.text


def test_a_code_that_was_read_in_two_groups_is_a_code(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    assert person.totp_secret is not None
    code = house.world.code(person.totp_secret)
    page = walk.code(page, person, code=f"{code[:3]} {code[3:]}")
    assert "consent-allow" in page.ids


def test_a_recovery_code_is_offered_only_where_level_one_is_enough(house: House) -> None:
    assert "/recovery" in house.walk().ask().text
    assert "/recovery" not in house.walk().ask(acr_values=house.acr(2)).text


def test_a_recovery_code_opens_the_way_once(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    house.world.clock.advance(timedelta(minutes=1))
    for used, shown in ((False, "consent-allow"), (True, "problem")):
        page = walk.ask(prompt="login")
        recovery = walk.visitor.get(f"{page.path}/recovery")
        sent = walk.visitor.submit(recovery, username=person.username, code=codes[0])
        assert shown in walk.visitor.arrive(sent).ids, used


def test_a_used_recovery_code_sends_nobody_to_wait_for_the_next_one(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    house.world.clock.advance(timedelta(minutes=1))
    sent = []
    for _ in range(2):
        page = walk.visitor.get(f"{walk.ask(prompt='login').path}/recovery")
        sent.append(walk.visitor.submit(page, username=person.username, code=codes[0]))
    page = sent[-1]
    assert page.status == 422
    assert "This recovery code was used before. Try another line" in page.text
    assert "Wait for the next one" not in page.text


def test_a_used_one_time_code_says_to_wait_for_the_next_one(house: House) -> None:
    person = house.world.person()
    assert person.totp_secret is not None
    code = house.world.code(person.totp_secret)
    first, second = (
        walk.code(walk.password(walk.ask(acr_values=house.acr(2)), person), person, code=code)
        for walk in (house.walk(), house.walk())
    )
    assert (first.status, second.status) == (200, 422)
    assert "Wait for the next one" in second.text


def test_what_works_once_is_not_called_a_code_where_it_is_none() -> None:
    assert "code" not in problem_of(Refused(Reason.USED_BEFORE)).sentence


@pytest.mark.norm("D3.5", limb="without a means nobody signs in")
@pytest.mark.parametrize("path", ["", "/recovery"])
def test_an_account_without_a_means_opens_to_nothing(house: House, path: str) -> None:
    """As it stands after a counter took all away and before it was activated anew."""
    person, walk = house.world.person(), house.walk()
    services = house.world.services
    codes = sure(services.recovery_codes.renew(person.subject_id))
    services.credentials.erase_all(person.subject_id, actor=AN)
    house.world.clock.advance(timedelta(seconds=1))
    assert not services.credentials.held(person.subject_id)
    page = walk.visitor.get(walk.ask().path + path)
    secret = {"password": person.password} if "password" in page.ids else {"code": codes[0]}
    answer = walk.visitor.submit(page, "username", username=person.username, **secret)
    assert answer.status == 422
    assert walk.ask(prompt="none").query["error"] == "login_required"
    assert services.sessions.for_subject(person.subject_id) == []


def stopped(house: House, person: Person, what: LostItem) -> None:
    report = report_from("other_danger", [what.value])
    assert report is not None
    house.world.services.losses.report(
        person.subject_id, report, reported_by=ReportedBy.LINK, actor=themself(person.subject_id)
    )


def test_who_types_the_right_password_is_told_that_it_was_stopped(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    stopped(house, person, LostItem.SECRETS)
    page = walk.password(walk.ask(), person, password="not this one")
    assert "The user name or the password is not right" in page.text
    page = walk.password(page, person)
    assert page.status == 422
    assert "it was stopped in your account" in page.text
    assert "consent-allow" not in page.ids


def test_a_stopped_recovery_code_is_told_so_and_not_used_up(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    services = house.world.services
    codes = sure(services.recovery_codes.renew(person.subject_id))
    stopped(house, person, LostItem.PAPERS)
    recovery = walk.visitor.get(f"{walk.ask().path}/recovery")
    page = walk.visitor.submit(recovery, username=person.username, code=codes[0])
    assert "they were stopped in your account" in page.text
    assert services.recovery_codes.remaining(person.subject_id) == len(codes)


@pytest.mark.parametrize("known", [True, False])
def test_a_page_says_how_many_wrong_tries_are_left_for_any_name(
    house: House, *, known: bool
) -> None:
    person, walk = house.world.person(), house.walk()
    username = person.username if known else f"nobody-{new_id()}"
    page, said = walk.ask(), []
    for _ in range(5):
        page = walk.visitor.submit(page, username=username, password="wrong")
        said.append(page.text)
    for left, text in zip((4, 3, 2), said, strict=False):
        assert f"At most {left} more wrong tries" in text
    assert "One more wrong try" in said[3]
    assert "You can try again at" in said[4]
    assert "wrong tr" not in said[4]


@pytest.mark.norm("D4.2", limb="a locked person reads why when signing in")
def test_a_locked_person_reads_ground_body_date_and_remedy(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    house.world.services.accounts.lock(
        person.subject_id, ground="Điều 15(2)", body="C06", remedy="Nộp đơn", actor=OPERATOR
    )
    day = long_date(house.world.clock.now())
    house.world.clock.advance(timedelta(days=3))
    page = walk.password(walk.ask(), person)
    for word in ("Điều 15(2)", "C06", "Nộp đơn", day, "op-error"):
        assert word in page.text
    back = walk.visitor.arrive(walk.visitor.submit(page, "decision", decision="deny"))
    assert back.query["error"] == "access_denied"


@pytest.mark.parametrize("level", [1, 2])
def test_every_page_has_a_way_back_to_the_party(house: House, level: int) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.ask(acr_values=house.acr(level))
    if level > 1:
        page = walk.password(page, person)
    back = walk.visitor.arrive(walk.visitor.submit(page, "decision", decision="deny"))
    assert (back.query["error"], back.query["state"]) == ("access_denied", walk.state)


def test_continuing_as_the_one_present_or_as_another(house: House) -> None:
    person, other, walk = house.world.person(), house.world.person(), house.walk()
    walk.complete(person)
    page = walk.ask(prompt="select_account")
    assert person.username in page.text
    same = walk.visitor.arrive(walk.visitor.submit(page, account="present"))
    assert "code" in same.query
    page = walk.ask(prompt="select_account")
    page = walk.visitor.arrive(walk.visitor.submit(page, account="other"))
    page = walk.password(page, other)
    assert "consent-allow" in page.ids


@pytest.mark.parametrize("path", ["", "/code", "/passkey", "/recovery", "/account", "/stopped"])
def test_a_stolen_link_shows_nothing(house: House, path: str) -> None:
    walk = house.walk()
    page = walk.ask()
    thief = Visitor(house.origin)
    assert thief.get(f"{page.path}{path}").status == 404
    assert thief.get(f"/signin/{new_id()}{path}").status == 404


@pytest.mark.parametrize("path", ["/code", "/account", "/stopped"])
def test_a_page_of_another_step_goes_back_to_the_dispatcher(house: House, path: str) -> None:
    walk = house.walk()
    page = walk.ask()
    answer = walk.visitor.get(f"{page.path}{path}")
    assert answer.status == 303
    assert "/authorize/" in answer.location


def test_options_for_a_passkey_need_the_proof_of_a_page(house: House) -> None:
    walk = house.walk()
    page = walk.ask()
    (form,) = [form for form in page.forms if form.action.endswith("/passkey")]
    proof = dict(form.fields)["csrf"]
    options = f"{form.action}/options"
    assert walk.visitor.post(options).status == 403
    given = walk.visitor.post(options, headers={"X-CSRF": proof})
    assert given.status == 200
    assert given.json["challenge"]
    assert given.json.get("allowCredentials", []) == []


@pytest.mark.parametrize("response", ["", "{", "[]", "null", '{"id": 1}', "é" * 2000])
def test_a_broken_passkey_answer_is_not_proven(house: House, response: str) -> None:
    walk = house.walk()
    page = walk.ask()
    sent = walk.visitor.submit(page, "response", response=response)
    assert sent.status == 422
    assert "problem" in sent.ids


@pytest.mark.parametrize("level", [1, 2])
def test_an_ordinary_sign_in_needs_no_list_of_what_to_have_at_hand(
    house: House, level: int
) -> None:
    assert "needs" not in house.walk().ask(acr_values=house.acr(level)).ids


def test_a_second_step_says_what_was_shown_so_far(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    said = page.text.split('id="shown-so-far">')[1].split("</p>", maxsplit=1)[0]
    assert "Password." in said


@pytest.mark.parametrize("typed", ["001190012345", "an@thu.example"])
def test_who_types_a_number_in_vain_is_told_what_else_may_be_typed(
    house: House, typed: str
) -> None:
    walk = house.walk()
    page = walk.visitor.submit(walk.ask(), username=typed, password="x")
    assert page.status == 422
    assert "try your user name or your personal number as well" in page.text
    assert 'href="/public/forgotten"' in page.text
    assert 'id="forgotten"' in walk.visitor.get("/public/help").text


@pytest.mark.parametrize(
    "typed", ["12", "1234567", "12345a", "\u0661\u0662\u0663\u0664\u0665\u0666", ""]
)
def test_what_is_no_code_costs_no_try(house: House, typed: str) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    for _ in range(12):
        no = walk.visitor.submit(page, "code", code=typed)
        assert no.status == 422
        assert "This was not counted as a try" in no.text
        assert "wrong tr" not in no.text
    assert "consent-allow" in walk.code(page, person).ids


def test_a_password_with_a_blank_at_its_end_is_told_so_for_any_name(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    for name in (person.username, "nobody"):
        no = walk.visitor.submit(
            walk.ask(), "username", "password", username=name, password=f"{person.password} "
        )
        assert "begins or ends with a blank" in no.text
    no = walk.visitor.submit(
        walk.ask(), "username", "password", username="nobody", password="no blank"
    )
    assert "with a blank" not in no.text
