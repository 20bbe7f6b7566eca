"""A PIN over HTTP: set in the own account, asked beside something the person has."""

import re
from datetime import timedelta

import pytest

from idp.factors.domain import ACTIVATING, CredentialKind
from tests.support.authenticator import Authenticator
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import themself
from tests.support.passkeys import Holder, holder_of
from tests.support.walks import Walk, contents
from tests.support.world import sure

PIN = "408317"
PATH = "/me/means/pin"


@pytest.fixture
def holder(house: House) -> Holder:
    """A person with a PIN, a password and a key without user verification."""
    holder = holder_of(house.world, Authenticator(verifies_user=False))
    sure(house.world.services.pins.set(holder.subject_id, PIN, binding=ACTIVATING))
    house.world.clock.advance(timedelta(seconds=1))
    return holder


def touch(walk: Walk, page: Answer, holder: Holder) -> Answer:
    form = page.form("response", "csrf")
    proof = dict(form.fields)["csrf"]
    options = walk.visitor.post(f"{form.action}/options", headers={"X-CSRF": proof})
    answer = holder.device.get(options.json, origin=holder.origin)
    return walk.visitor.arrive(walk.visitor.submit(page, "response", response=answer))


def enter(walk: Walk, page: Answer, pin: str) -> Answer:
    return walk.visitor.arrive(walk.visitor.submit(page, "pin", **typed(page, pin)))


def typed(page: Answer, pin: str) -> dict[str, str]:
    """The PIN in every field the page has for it; a new one is typed twice."""
    return {name: pin for name in page.form("pin").names if name.startswith("pin")}


def proof_of(page: Answer) -> str:
    return dict(page.form("csrf").fields)["csrf"]


@pytest.mark.norm("D20.1b", limb="a key and a PIN, told to a relying party")
@pytest.mark.norm("D3.8", limb="a PIN is a means")
def test_a_pin_beside_a_key_makes_level_2_and_is_named(house: House, holder: Holder) -> None:
    walk = house.walk(house.world.party(minimum_level=2))
    page = touch(walk, walk.ask(), holder)
    assert page.path.endswith("/pin")
    assert 'inputmode="numeric"' in page.text
    page = enter(walk, page, "408 317")
    token = walk.redeem(walk.decide(page, "allow").query["code"]).json["id_token"]
    claims = contents(token)
    assert (claims["acr"], "pin" in claims["amr"]) == (house.acr(2), True)


@pytest.mark.norm("D20.1b", limb="two means of one kind are one factor")
def test_a_pin_after_the_password_is_not_asked_and_not_counted(
    house: House, holder: Holder
) -> None:
    walk = house.walk(house.world.party(minimum_level=2))
    page = walk.password(walk.ask(), holder.person)
    assert page.path.endswith("/passkey")
    at = page.path.replace("/passkey", "/pin")
    assert walk.visitor.arrive(walk.visitor.get(at)).path == page.path
    for _ in range(6):
        sent = walk.visitor.post(at, {"csrf": proof_of(page), "pin": PIN})
        assert walk.visitor.arrive(sent).path == page.path
    other = house.walk(house.world.party(minimum_level=2))
    assert "consent-allow" in enter(other, touch(other, other.ask(), holder), PIN).ids


NOT_RIGHT = "This PIN is not right"
NO_PIN = "A PIN has six to twelve digits. This was not counted as a try."


@pytest.mark.parametrize(
    ("pin", "said"),
    [
        ("927164", NOT_RIGHT),
        ("", NO_PIN),
        ("1" * 5000, NO_PIN),
        ("\x00", NO_PIN),
        ("<b>1</b>", NO_PIN),
    ],
)
def test_a_wrong_pin_is_told_without_a_word_about_it(
    house: House, holder: Holder, pin: str, said: str
) -> None:
    walk = house.walk(house.world.party(minimum_level=2))
    page = enter(walk, touch(walk, walk.ask(), holder), pin)
    assert (page.status, said in page.text) == (422, True)
    assert "Use your password" in page.text


def test_a_guesser_is_stopped_and_told_until_when(house: House, holder: Holder) -> None:
    walk = house.walk(house.world.party(minimum_level=2))
    page = touch(walk, walk.ask(), holder)
    for _ in range(5):
        page = enter(walk, page, "927164")
    page = enter(walk, page, PIN)
    assert (page.status, page.headers["Retry-After"]) == (429, "30")


@pytest.mark.usefixtures("holder")
def test_nobody_enters_a_pin_before_it_is_known_who_they_are(house: House) -> None:
    walk = house.walk()
    page = walk.ask()
    for answer in (
        walk.visitor.get(f"{page.path}/pin"),
        walk.visitor.post(f"{page.path}/pin", {"csrf": proof_of(page), "pin": PIN}),
    ):
        assert walk.visitor.arrive(answer).path == page.path


def test_the_own_account_names_the_key_before_the_pin(house: House, holder: Holder) -> None:
    """No sign-in begins with a PIN."""
    walk, services = house.walk(), house.world.services
    walk.complete(holder.person)
    (session,) = services.sessions.for_subject(holder.subject_id)
    held = {each.kind: each.id for each in services.credentials.held(holder.subject_id)}
    password = held[CredentialKind.PASSWORD]
    sure(
        services.losses.stop_one(
            holder.subject_id, password, keeps=session.id, actor=themself(holder.subject_id)
        )
    )
    page = " ".join(walk.visitor.get("/me/means").text.split())
    assert re.findall(r'id="reached-by">.*?: (.*?)\.</p>', page) == ["Passkey and then PIN"]


@pytest.mark.norm("D32.2", limb="a PIN that is easy to guess is refused")
def test_a_person_sets_and_changes_the_own_pin(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.visitor.arrive(walk.visitor.get(PATH))
    page = walk.sign_in(page, person)
    assert page.path == PATH
    number = house.world.services.subjects.identity(person.subject_id).number
    for weak in ("123456", "030290", number[:6], "12345", "a" * 6, ""):
        answer = walk.visitor.submit(page, "pin", pin=weak)
        assert answer.status == 422, weak
        assert "PIN" in answer.text
        assert weak not in answer.text or not weak
    done = enter(walk, page, PIN)
    assert (done.path, "the new PIN holds" in done.text) == ("/me/means", True)


@pytest.mark.norm("D32.2", limb="no weaker proof changes a means")
def test_a_weaker_sign_in_sets_no_pin(house: House) -> None:
    """Case A09: the password alone of a person who has two factors."""
    walk, person = house.walk(), house.world.person()
    walk.password(walk.visitor.arrive(walk.visitor.get("/me")), person)
    page = walk.visitor.get("/me/means")
    sent = walk.visitor.post(PATH, {"csrf": proof_of(page), "pin": PIN})
    assert sent.status == 303
    kinds = [each.kind for each in house.world.services.credentials.held(person.subject_id)]
    assert kinds == ["password", "totp"]
