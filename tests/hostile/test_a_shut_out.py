"""Guesses by unknown callers do not lock an owner out, nor get tries by the way left open."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from idp.factors.password_with_code import PresentedPasswordAndCode
from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from tests.support.authenticator import Authenticator
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.passkeys import holder_of
from tests.support.races import race
from tests.support.sign_ins import sign_in
from tests.support.walks import Walk
from tests.support.world import Party, Person

WRONG = "wrong but long enough 42"


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person()


@pytest.fixture
def party(house: House) -> Party:
    return house.world.party()


def signed_in(house: House, party: Party, person: Person, visitor: Visitor) -> bool:
    """Whether the password signs in in this browser, without a session."""
    visitor.cookies.pop("md_session", None)
    page = house.walk(party, visitor=visitor).ask()
    answer = visitor.submit(page, username=person.username, password=person.password)
    return answer.status == 303


def guess(house: House, party: Party, name: str, visitor: Visitor | None = None) -> Answer:
    stranger = visitor or house.visitor()
    stranger.cookies.pop("md_session", None)
    page = house.walk(party, visitor=stranger).ask()
    return stranger.submit(page, username=name, password=WRONG)


def test_84_requests_in_three_days_do_not_keep_an_owner_out_of_a_known_browser(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    assert signed_in(house, party, person, own)
    for _ in range(84):
        guess(house, party, person.username)
        house.world.clock.advance(timedelta(minutes=51))
        guess(house, party, person.username)
        assert signed_in(house, party, person, own)


def test_the_loss_form_stays_open_in_a_known_browser(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    assert signed_in(house, party, person, own)
    for _ in range(8):
        for secret in (WRONG, ""):
            report(house.visitor(), person, secret)
    assert [report(house.visitor(), person, secret).status for secret in (WRONG, "")] == [429] * 2
    assert report(own, person, WRONG).status == 422
    assert report(own, person, "").status == 200


def test_a_thief_with_the_password_fills_no_mailbox_from_ever_new_browsers(
    house: House, party: Party, person: Person
) -> None:
    """Each browser he signs in with is known by its cookie, which he throws away."""
    sent = 0
    for _ in range(48):
        thief = house.visitor()
        assert signed_in(house, party, person, thief)
        sent += report(thief, person, "").status == 200
        house.world.clock.advance(timedelta(minutes=30))
    assert sent <= 12


def test_such_a_thief_does_not_take_the_link_from_an_owner_who_showed_more(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    walk = house.walk(party, visitor=own)
    walk.sign_in(walk.ask(acr_values=f"{house.world.settings.issuer}/loa/2"), person)
    thieves = [house.visitor() for _ in range(8)]
    for thief in thieves:
        assert signed_in(house, party, person, thief)
        for visitor in (thief, house.visitor()):
            report(visitor, person, "")
    assert report(thieves[0], person, "").status == 429
    assert report(house.visitor(), person, "").status == 429
    assert report(own, person, "").status == 200


def report(visitor: Visitor, person: Person, secret: str) -> Answer:
    path = "/public/report-loss"
    proof = dict(visitor.get(path).form("csrf").fields)["csrf"]
    form = {"csrf": proof, "reason": "lost_control", "lost": "phone", "secret": secret}
    return visitor.arrive(visitor.post(path, {**form, "username": person.username}))


def test_a_guesser_with_a_stolen_mark_is_slowed_down_like_any_other(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    assert signed_in(house, party, person, own)
    thief = house.visitor()
    thief.cookies["md_known"] = own.cookies["md_known"]
    answers = [guess(house, party, person.username, thief).status for _ in range(40)]
    assert 429 in answers
    assert answers.count(422) == 5


def test_a_success_in_a_known_browser_gives_strangers_no_new_tries(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    assert signed_in(house, party, person, own)
    verified = 0
    for _ in range(40):
        verified += guess(house, party, person.username).status != 429
        assert signed_in(house, party, person, own)
    assert verified <= 6


def test_a_mark_is_worth_nothing_after_the_password_was_changed(
    house: House, party: Party, person: Person
) -> None:
    old = house.visitor()
    assert signed_in(house, party, person, old)
    new = "một câu khác hẳn và dài 77"
    assert not isinstance(house.world.services.passwords.set(person.subject_id, new), Refused)
    for _ in range(30):
        guess(house, party, person.username)
    assert guess(house, party, person.username, old).status == 429


def test_a_mark_proves_nothing(house: House, party: Party, person: Person) -> None:
    own = house.visitor()
    assert signed_in(house, party, person, own)
    fresh = house.visitor()
    fresh.cookies["md_known"] = own.cookies["md_known"]
    page = house.walk(party, visitor=fresh).ask()
    assert "password" in page.ids


def closed_by_strangers(house: House, party: Party, person: Person) -> None:
    while guess(house, party, person.username).status != 429:
        pass


def together(
    house: House,
    walk: Walk,
    person: Person,
    typed: Mapping[str, str] | None = None,
    *,
    level: int = 1,
) -> Answer:
    """The page behind a throttled password: user name, password and code in one form."""
    assert person.totp_secret is not None
    right = {
        "username": person.username,
        "password": person.password,
        "code": house.world.code(person.totp_secret),
    }
    page = walk.ask(acr_values=house.acr(level))
    closed_by_strangers(house, walk.party, person)
    wait = walk.visitor.submit(page, username=person.username, password=person.password)
    assert wait.status == 429
    assert "Use password and one-time code together" in wait.text
    form = walk.visitor.get(f"{page.path}/password-and-code")
    assert form.status == 200, form.text
    return walk.visitor.submit(form, "code", **{**right, **(typed or {})})


@pytest.mark.parametrize("level", [1, 2])
def test_password_and_code_together_open_on_a_new_browser_while_strangers_guess(
    house: House, party: Party, person: Person, level: int
) -> None:
    walk = house.walk(party)
    done = walk.visitor.arrive(together(house, walk, person, level=level))
    assert "consent-allow" in done.ids, done.text
    # From now on this browser has a separate counter.
    closed_by_strangers(house, party, person)
    assert signed_in(house, party, person, walk.visitor)


def test_a_stranger_learns_nothing_from_password_and_code_and_closes_nothing(
    house: House, party: Party, person: Person
) -> None:
    closed_by_strangers(house, party, person)
    nobody = Person(person.subject_id, "no-such-name", person.password, person.totp_secret)

    def said(who: Person, typed: Mapping[str, str]) -> tuple[int, str]:
        answer = together(house, house.walk(party), who, typed)
        return answer.status, answer.text.split('id="problem"')[1].split("</div>")[0]

    wrong = {
        said(person, {"password": WRONG}),
        said(person, {"code": "000000"}),
        said(person, {"password": WRONG, "code": "000000"}),
        said(nobody, {}),
    }
    assert len(wrong) == 1
    # A malformed code is reported as such, for any user name and password.
    formless = {
        said(who, {"password": password, "code": code})
        for who in (person, nobody)
        for password in (person.password, WRONG, "")
        for code in ("x" * 300, "")
    }
    assert len(formless) == 1
    for _ in range(40):
        together(house, house.walk(party), person, {"password": WRONG})
    walk = house.walk(party)
    done = walk.visitor.arrive(together(house, walk, person))
    assert "consent-allow" in done.ids


def test_who_knows_the_password_has_no_more_codes_to_try_there(
    house: House, party: Party, person: Person
) -> None:
    for _ in range(12):
        together(house, house.walk(party), person, {"code": "000000"})
    assert together(house, house.walk(party), person).status == 422
    with house.world.services.database.transaction():
        entries = house.world.services.history.for_subject(person.subject_id, limit=500)
    refused = [each for each in entries if each.happening is EventType.FACTOR_REFUSED]
    assert len(refused) < 40


def test_history_is_not_filled_by_who_tries_password_and_code(house: House, person: Person) -> None:
    services = house.world.services
    for _ in range(60):
        answer = services.password_with_code.verify(
            sign_in(house.world),
            PresentedPasswordAndCode(username=person.username, password=WRONG, code="000000"),
        )
        assert answer == Refused(Reason.NOT_PROVEN)
    entries = services.history.for_subject(person.subject_id, limit=500)
    refused = [each for each in entries if each.happening is EventType.FACTOR_REFUSED]
    assert len(refused) == 10


def test_failures_are_in_history_however_often_the_owner_signed_in_before(
    house: House, person: Person
) -> None:
    services = house.world.services
    assert person.totp_secret is not None

    def tries(password: str, code: str) -> object:
        return services.password_with_code.verify(
            sign_in(house.world),
            PresentedPasswordAndCode(username=person.username, password=password, code=code),
        )

    def failures() -> int:
        entries = services.history.for_subject(person.subject_id, limit=500)
        return sum(each.happening is EventType.FACTOR_REFUSED for each in entries)

    for _ in range(12):
        house.world.clock.advance(timedelta(seconds=30))
        assert isinstance(tries(person.password, house.world.code(person.totp_secret)), tuple)
    assert failures() == 0
    for _ in range(9):
        assert tries(WRONG, "000000") == Refused(Reason.NOT_PROVEN)
    assert failures() == 9
    house.world.clock.advance(timedelta(seconds=30))
    assert isinstance(tries(person.password, house.world.code(person.totp_secret)), tuple)
    for _ in range(60):
        assert tries(WRONG, "000000") == Refused(Reason.NOT_PROVEN)
    assert failures() == 9 + 10


def test_a_code_works_once_together_with_the_password_on_two_connections(
    house: House, person: Person
) -> None:
    services = house.world.services
    assert person.totp_secret is not None
    code = house.world.code(person.totp_secret)
    answers = race(
        lambda: services.password_with_code.verify(
            sign_in(house.world),
            PresentedPasswordAndCode(username=person.username, password=person.password, code=code),
        ),
        times=2,
    )
    assert sum(isinstance(each, tuple) for each in answers) == 1


def test_a_key_that_was_only_touched_opens_the_password_while_strangers_guess(
    house: House, party: Party
) -> None:
    holder = holder_of(house.world, Authenticator(verifies_user=False))
    owner = holder.person
    closed_by_strangers(house, party, owner)
    walk = house.walk(party)
    page = walk.ask(acr_values=house.acr(2))
    proof = dict(page.form("response").fields)["csrf"]
    asked = walk.visitor.post(f"{page.path}/passkey/options", headers={"X-CSRF": proof})
    said = holder.device.get(asked.json, origin=house.origin)
    page = walk.visitor.arrive(walk.visitor.submit(page, "response", response=said))
    assert "password" in page.ids, page.text
    done = walk.visitor.arrive(walk.visitor.submit(page, "password", password=owner.password))
    assert "consent-allow" in done.ids, done.text
