"""A lost phone, reported by its owner: the next use of everything on it is refused."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from idp.assurance.pieces import kinds_in
from idp.factors.domain import ACTIVATING
from idp.history.domain import EventType
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from tests.support.authenticator import Authenticator
from tests.support.http import Answer, Visitor, bearer
from tests.support.live import House
from tests.support.officers import OPERATOR, themself
from tests.support.races import race
from tests.support.walks import Walk
from tests.support.world import Person, sure

PATH = "/me/lost-phone"
OFFLINE = {"scope": "openid offline_access", "prompt": "consent"}
REFUSED = "This was stopped"

TOLD = (NoticeKind.LOSS_REPORTED, NoticeKind.LOSS_STOPPED_FOR_NOW)


@dataclass
class Loss:
    """A person with a password, a code app and a passkey, and the proofs of the latter two."""

    house: House
    person: Person
    device: Authenticator = field(default_factory=Authenticator)

    def __post_init__(self) -> None:
        passkeys = self.house.world.services.passkeys
        options = passkeys.registration(self.subject, audience="a" * 64, name=self.person.username)
        made = self.device.create(options, origin=self.house.origin)
        sure(
            passkeys.register(
                self.subject, audience="a" * 64, response=made, label="phone", binding=ACTIVATING
            )
        )
        self.house.world.clock.advance(timedelta(seconds=30))

    @property
    def subject(self) -> str:
        return self.person.subject_id

    def with_the_passkey(self, walk: Walk, page: Answer) -> Answer:
        proof = dict(page.form("csrf").fields)["csrf"]
        at = f"{page.path}/passkey"
        options = walk.visitor.post(f"{at}/options", headers={"X-CSRF": proof}).json
        response = self.device.get(options, origin=self.house.origin)
        sent = walk.visitor.post(at, {"csrf": proof, "response": response})
        return walk.visitor.arrive(sent)

    def by_password(self) -> Walk:
        """A browser in which the person is present at level 1, as one without a phone can be."""
        walk = self.house.walk()
        page = walk.visitor.arrive(walk.visitor.get(PATH))
        assert walk.password(page, self.person).path == PATH
        return walk

    def report(self, walk: Walk) -> Answer:
        page = walk.visitor.get(PATH)
        proof = dict(page.form("csrf").fields)["csrf"]
        return walk.visitor.arrive(walk.visitor.post(PATH, {"csrf": proof}))

    def happened(self) -> Counter[str]:
        entries = self.house.world.services.history.for_subject(self.subject, limit=200)
        return Counter(entry.happening for entry in entries)

    def letters(self) -> int:
        told = select(NOTICE.c.id).where(
            NOTICE.c.subject_id == self.subject, NOTICE.c.kind.in_(TOLD)
        )
        with self.house.world.services.database.transaction() as connection:
            return len(connection.execute(told).all())


@pytest.fixture
def loss(house: House) -> Loss:
    return Loss(house, house.world.person())


def elsewhere(loss: Loss) -> tuple[Walk, dict[str, Any], str]:
    """A session on the phone at level 2 with offline access, and an unredeemed code."""
    walk = loss.house.walk()
    tokens = walk.tokens(loss.person, acr_values=loss.house.acr(2), **OFFLINE)
    return walk, tokens, walk.ask(scope=OFFLINE["scope"]).query["code"]


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_the_next_use_of_each_stopped_means_is_refused(loss: Loss) -> None:
    house, walk = loss.house, loss.by_password()
    assert "no longer signs anybody in" in loss.report(walk).text
    thief = house.walk()
    page = loss.with_the_passkey(thief, thief.ask())
    assert (page.status, REFUSED in page.text) == (422, True)
    strict = house.walk(house.world.party(minimum_level=2))
    page = strict.password(strict.ask(), loss.person)
    assert page.path.endswith("/stopped")
    code = house.world.code(sure_secret(loss.person))
    shown = strict.visitor.post(
        page.path.replace("/stopped", "/code"), {"csrf": proof_of(page), "code": code}
    )
    assert "code" not in strict.visitor.arrive(shown).query
    own = house.walk()
    assert own.complete(loss.person).query["code"]
    held = house.world.services.credentials.held(loss.subject)
    assert [each.disabled_at is not None for each in held] == [False, True, True]


def sure_secret(person: Person) -> str:
    assert person.totp_secret is not None
    return person.totp_secret


def proof_of(page: Answer) -> str:
    return dict(page.form("csrf").fields)["csrf"]


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_code_of_the_lost_phone_is_refused_beside_a_new_one(loss: Loss) -> None:
    house = loss.house
    loss.report(loss.by_password())
    new = house.world.enrol_totp(loss.subject)
    house.world.clock.advance(timedelta(seconds=60))
    walk = house.walk()
    page = walk.password(walk.ask(acr_values=house.acr(2)), loss.person)
    wrong = walk.code(page, loss.person)
    assert (wrong.status, REFUSED in wrong.text) == (422, True)
    assert "consent-allow" in walk.code(wrong, loss.person, code=house.world.code(new)).ids


@pytest.mark.norm("D32.3", limb="sessions end")
def test_every_other_session_and_every_token_of_it_is_dead(loss: Loss) -> None:
    phone, tokens, code = elsewhere(loss)
    walk = loss.by_password()
    loss.report(walk)
    assert phone.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert phone.redeem(code).json["error"] == "invalid_grant"
    answer = Visitor(loss.house.origin).get("/userinfo", headers=bearer(tokens["access_token"]))
    assert answer.status == 401
    assert phone.as_client("/introspect", {"token": tokens["access_token"]}).json == {
        "active": False
    }
    assert phone.ask(prompt="none").query["error"] == "login_required"
    assert phone.visitor.get("/me").status == 303
    assert walk.visitor.get("/me").status == 200


@pytest.mark.norm("D32.3", limb="what was pending ends with what allowed it")
def test_a_sign_in_that_a_stopped_means_began_leads_nowhere(house: House) -> None:
    loss = Loss(house, house.world.person(), Authenticator(verifies_user=False))
    phone = house.walk(house.world.party(minimum_level=2))
    page = loss.with_the_passkey(phone, phone.ask())
    assert "password" in page.form("password").names
    loss.report(loss.by_password())
    again = phone.password(page, loss.person)
    assert "consent-allow" not in again.ids
    assert not again.query.get("code")
    (here,) = house.world.services.sessions.for_subject(loss.subject)
    assert here.event.client_id is None


def test_a_service_that_needs_what_was_stopped_says_where_to_go(house: House) -> None:
    """Not that the level was reached, nor to add a means, which a password alone cannot."""
    loss = Loss(house, house.world.person(), Authenticator(verifies_user=False))
    loss.report(loss.by_password())
    walk = house.walk(house.world.party(minimum_level=2))
    page = walk.password(walk.ask(), loss.person)
    assert page.path.endswith("/stopped")
    assert "This service needs at least this level." in page.text
    assert "You signed in at this level." not in page.text
    assert "Call the help line: somebody" in page.text
    assert "Add another way to sign in" not in page.text


def test_a_sign_in_that_a_removed_means_began_leads_nowhere(house: House) -> None:
    """Likewise the removal of a key by its owner ends the sign-ins it began."""
    loss = Loss(house, house.world.person(), Authenticator(verifies_user=False))
    phone = house.walk(house.world.party(minimum_level=2))
    page = loss.with_the_passkey(phone, phone.ask())
    services = house.world.services
    (key,) = (each for each in services.credentials.held(loss.subject) if each.kind == "passkey")
    assert services.credentials.remove(loss.subject, key.id) is None
    again = phone.password(page, loss.person)
    assert "consent-allow" not in again.ids
    assert not again.query.get("code")
    assert services.sessions.for_subject(loss.subject) == []


@pytest.mark.norm("D32.3", limb="no weaker proof adds a means after a report")
def test_a_password_alone_stops_and_then_adds_nothing(loss: Loss) -> None:
    """Case A09: else a thief of the password could replace the second factor."""
    walk = loss.by_password()
    loss.report(walk)
    for path in ("/me/means/code-app", "/me/means/passkey", "/me/means/password"):
        page = walk.visitor.arrive(walk.visitor.get(path))
        assert page.path.endswith("/stopped"), path
        assert "Call the help line" in page.text
    held = loss.house.world.services.credentials.held(loss.subject)
    proof = proof_of(walk.visitor.get("/me/means"))
    for each in held:
        walk.visitor.post(f"/me/means/{each.id}/remove", {"csrf": proof})
    assert loss.house.world.services.credentials.held(loss.subject) == held
    credentials = loss.house.world.services.credentials
    credentials.stop_lost(
        loss.subject, actor=themself(loss.subject)
    )  # an officer makes it final first: only that is cleared
    credentials.remove_stopped(loss.subject, actor=OPERATOR)
    page = walk.visitor.arrive(walk.visitor.get("/me/means/code-app"))
    assert walk.password(page, loss.person).path == "/me/means/code-app"


@pytest.mark.norm("D32.3", limb="a report is on record and told once")
@pytest.mark.norm("D17.3", limb="a person sees what was done in their name")
def test_it_is_history_and_one_letter_however_often_it_is_pressed(loss: Loss) -> None:
    elsewhere(loss)
    walk = loss.by_password()
    before = loss.happened()
    page = walk.visitor.get(PATH)
    race(lambda: tab(walk).post(PATH, {"csrf": proof_of(page)}), times=2)
    assert "nothing-to-stop" in walk.visitor.get(PATH).ids
    loss.report(walk)
    new = loss.happened() - before
    assert new == {
        EventType.CREDENTIAL_STOPPED: 2,
        EventType.SESSION_ENDED: 1,
        EventType.TOKENS_REVOKED: 1,
        EventType.LOSS_REPORTED: 1,
    }
    assert loss.letters() == 1
    assert "A loss was reported" in walk.visitor.get("/me/history").text


def tab(walk: Walk) -> Visitor:
    """Another tab of the same browser."""
    second = Visitor(walk.visitor.origin)
    second.cookies.update(walk.visitor.cookies)
    return second


@pytest.mark.norm("D32.3", limb="what is left after a loss is known")
def test_without_a_password_all_stops_and_the_help_line_is_named(loss: Loss) -> None:
    walk = loss.by_password()
    credentials = loss.house.world.services.credentials
    password = credentials.held(loss.subject)[0]
    (here,) = loss.house.world.services.sessions.for_subject(loss.subject)
    assert credentials.remove(loss.subject, password.id, by=here.basis) is None
    assert "Nothing that is left opens your account" in walk.visitor.get(PATH).text
    done = loss.report(walk)
    assert "Call the help line now" in done.text
    assert kinds_in(credentials.pieces(loss.subject)) == frozenset()


def test_the_page_is_reached_from_the_means_and_from_the_sessions(loss: Loss) -> None:
    walk = loss.by_password()
    for path in ("/me/means", "/me/sessions"):
        assert f'href="{PATH}"' in walk.visitor.get(path).text
    page = walk.visitor.get(PATH)
    assert "what you would show may be on the lost phone" in page.text
    assert "One-time code from an application: phone" in page.text
    loss.report(walk)
    assert "it no longer signs you in" in walk.visitor.get("/me/means").text


def test_a_forged_or_foreign_report_stops_nothing(loss: Loss) -> None:
    phone, tokens, _ = elsewhere(loss)
    other = loss.house.walk()
    other.complete(loss.house.world.person())
    proof = proof_of(other.visitor.get("/me/settings"))
    walk = loss.by_password()
    assert walk.visitor.post(PATH, {}).status == 403
    assert walk.visitor.post(PATH, {"csrf": proof}).status == 403
    other.visitor.post(PATH, {"csrf": proof, "subject_id": loss.subject})
    stranger = loss.house.walk()
    public = proof_of(stranger.visitor.get("/public/receipt"))
    assert stranger.visitor.post(PATH, {"csrf": public}).status == 303
    held = loss.house.world.services.credentials.held(loss.subject)
    assert [each.disabled_at for each in held] == [None] * 3
    assert phone.refresh(tokens["refresh_token"]).status == 200


def test_asking_by_get_stops_nothing_and_says_nothing_was_stopped(loss: Loss) -> None:
    walk = loss.by_password()
    assert "Stop it all now" in walk.visitor.get(PATH, {"done": "1"}).text
    held = loss.house.world.services.credentials.held(loss.subject)
    assert [each.disabled_at for each in held] == [None] * 3
