"""The pages of an activation link: for its reader, in two languages, and safe against scanners."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import pytest

from idp.accounts.domain import CURRENT_TERMS, AccountState
from idp.factors.domain import CredentialKind
from idp.history.domain import EventType
from idp.kernel.actors import Officer, OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.policy.domain import Switch
from tests.support.activations import PASSWORD, REACHED, brought, invited, links, number_of
from tests.support.at_desk import at_desk
from tests.support.authenticator import Authenticator
from tests.support.http import Answer, Visitor, tongue
from tests.support.live import House
from tests.support.officers import AN, BINH
from tests.support.world import Person, sure
from tests.web.test_desk_people import looks

DAY = timedelta(days=1)


@dataclass
class Reader:
    """Whoever opens a link in a browser."""

    house: House
    person: Person
    link: str
    visitor: Visitor

    @property
    def path(self) -> str:
        return f"/activate/{self.link}"

    def typed(self, number: str | None = None) -> Answer:
        """The page after the number was typed; by default the right one."""
        right = number_of(self.house.world, self.person)
        page = self.visitor.get(self.path)
        answer = self.visitor.submit(page, "number", number=right if number is None else number)
        return self.visitor.arrive(answer)

    def agreed(self) -> Answer:
        """The page after the terms were accepted."""
        return self.visitor.arrive(self.visitor.submit(self.typed(), "accept", accept="yes"))

    def state(self) -> AccountState:
        status = self.house.world.services.accounts.status_of(self.person.subject_id)
        assert status is not None
        return status.state


@pytest.fixture
def reader(house: House) -> Reader:
    person, link = invited(house.world)
    return Reader(house, person, link, house.visitor())


def test_a_person_activates_with_a_password_and_without_a_script(reader: Reader) -> None:
    page = reader.agreed()
    assert reader.person.username in page.text
    done = reader.visitor.submit(page, "password", password=PASSWORD, password_again=PASSWORD)
    assert (done.status, done.location.endswith(reader.path)) == (303, True)
    told = reader.visitor.arrive(done)
    assert {"activated", "sign-in"} <= told.ids
    assert reader.person.username not in told.text
    account = reader.house.world.services.accounts.by_subject(reader.person.subject_id)
    assert account is not None
    assert (account.state, account.terms_version) == (AccountState.ACTIVE, CURRENT_TERMS)


def test_the_last_day_is_told_as_a_day(reader: Reader) -> None:
    """ "Before 00:00 on 8 December" reads as the eighth, which is too late."""
    page = reader.typed().text
    assert "to the end of" in page.split("To be activated</dt>")[1].split("</div>")[0]


def test_opening_changes_nothing_and_names_nobody(reader: Reader) -> None:
    """Mail scanners open links, some by HEAD; and who holds a link may not be who it is for."""
    identity = reader.house.world.services.subjects.identity(reader.person.subject_id)
    before = reader.house.world.services.history.for_subject(reader.person.subject_id)
    for _ in range(3):
        page = reader.house.visitor().get(reader.path)
        assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
        shown = {reader.person.username, identity.number, str(identity.data["name"].value)}
        assert not [each for each in shown if each in page.text]
    reader.house.visitor().send("HEAD", reader.path)
    after = reader.house.world.services.history.for_subject(reader.person.subject_id)
    assert after == before
    assert "accept" in reader.typed().ids


def test_a_wrong_number_tells_nothing_and_then_waits(reader: Reader) -> None:
    first = reader.typed("079200000000")
    assert (first.status, "problem" in first.ids, "tries-left" in first.ids) == (422, True, True)
    assert reader.person.username not in first.text
    *_, last = [reader.typed("079200000000") for _ in range(4)]
    assert "opens-at" in last.ids
    closed = reader.typed()
    assert (closed.status, "opens-at" in closed.ids) == (429, True)
    assert "accept" not in closed.ids


def test_the_terms_are_shown_and_no_form_goes_past_them(reader: Reader) -> None:
    page = reader.typed()
    assert reader.house.visitor().get("/public/terms").text.split("<h2>")[1].split("<li>")[1] in (
        page.text
    )
    form = page.form("accept")
    for fields in (form.filled(), form.filled(accept="yes", terms="2020-01")):
        again = reader.visitor.post(form.action, fields)
        assert (again.status, {"problem", "accept"} <= again.ids) == (422, True)
    skipped = reader.visitor.post(form.action, form.filled(password=PASSWORD))
    assert (skipped.status, "accept" in skipped.ids) == (422, True)
    assert reader.visitor.post(f"{form.action}/passkey/options", form.filled()).status == 422
    assert reader.state() is AccountState.GRANTED


@pytest.mark.parametrize(
    ("password", "again"),
    [("12345678", "12345678"), ("aaaaaaaa", "aaaaaaaa"), (PASSWORD, "other"), ("x" * 2000,) * 2],
    ids=["leaked", "weak", "different", "long"],
)
def test_a_password_that_is_refused_can_be_typed_again(
    reader: Reader, password: str, again: str
) -> None:
    page = reader.agreed()
    answer = reader.visitor.submit(page, "password", password=password, password_again=again)
    assert (answer.status, {"problem", "password"} <= answer.ids) == (422, True)
    assert password not in answer.text
    other = reader.visitor.get(tongue(answer))
    assert (other.status, {"problem", "password"} <= other.ids) == (200, True)
    done = reader.visitor.submit(other, "password", password=PASSWORD, password_again=PASSWORD)
    assert "activated" in reader.visitor.arrive(done).ids


def test_the_password_that_came_with_the_account_is_offered_and_kept(house: House) -> None:
    person, link = brought(house.world, PASSWORD)
    reader = Reader(house, person, link, house.visitor())
    page = reader.agreed()
    assert {"came", "kept", "password"} <= page.ids
    wrong = reader.visitor.submit(page, "keep", password="another")
    assert (wrong.status, {"problem", "kept"} <= wrong.ids) == (422, True)
    assert "came with your account" in wrong.text.split('id="problem"')[1].split("<h2>")[0]
    assert reader.state() is AccountState.GRANTED
    other = reader.visitor.get(tongue(wrong))
    assert {"problem", "kept"} <= other.ids
    done = reader.visitor.submit(other, "keep", password=PASSWORD)
    assert "activated" in reader.visitor.arrive(done).ids
    assert reader.state() is AccountState.ACTIVE


def test_a_weak_password_that_came_is_told_and_another_one_chosen(house: House) -> None:
    person, link = brought(house.world, "12345678")
    reader = Reader(house, person, link, house.visitor())
    told = reader.visitor.submit(reader.agreed(), "keep", password="12345678")
    assert (told.status, "cannot be kept" in told.text) == (422, True)
    new = told.form("password_again")
    done = reader.visitor.post(new.action, new.filled(password=PASSWORD, password_again=PASSWORD))
    assert "activated" in reader.visitor.arrive(done).ids


def test_no_password_is_said_to_have_come_where_none_did(reader: Reader) -> None:
    assert not {"came", "kept"} & reader.agreed().ids


def test_a_passkey_activates_and_a_bad_one_does_not(reader: Reader) -> None:
    page = reader.agreed()
    form = page.form("response")
    origin = reader.house.world.settings.issuer
    token = {"X-CSRF": dict(form.fields)["csrf"]}
    asked = reader.visitor.post(f"{form.action}/options", headers=token)
    assert asked.headers["Cache-Control"] == "no-store"
    foreign = Authenticator().create(asked.json, origin="https://elsewhere.example")
    for bad in ("", "{", foreign):
        refused = reader.visitor.post(form.action, form.filled(response=bad))
        assert (refused.status, {"problem", "password"} <= refused.ids) == (422, True)
    assert reader.state() is AccountState.GRANTED
    made = Authenticator().create(
        reader.visitor.post(f"{form.action}/options", headers=token).json, origin=origin
    )
    done = reader.visitor.post(form.action, form.filled(response=made))
    assert "activated" in reader.visitor.arrive(done).ids
    (held,) = reader.house.world.services.credentials.held(reader.person.subject_id)
    assert held.kind is CredentialKind.PASSKEY


def test_another_browser_has_to_know_the_number(reader: Reader) -> None:
    page = reader.agreed()
    path = page.form("password").action
    thief = reader.house.visitor()
    arrived = thief.arrive(thief.get(path))
    assert (arrived.path, {"problem", "number"} <= arrived.ids) == (reader.path, True)
    assert reader.person.username not in arrived.text
    form = thief.get(reader.path).form("number")
    stolen = thief.arrive(thief.post(path, form.filled(password=PASSWORD)))
    assert "number" in stolen.ids
    assert reader.state() is AccountState.GRANTED


def test_a_second_tab_reads_that_it_is_done(reader: Reader) -> None:
    first, second = reader.agreed(), reader.agreed()
    for page in (first, second, first):
        answer = reader.visitor.submit(page, "password", password=PASSWORD, password_again=PASSWORD)
        assert "activated" in reader.visitor.arrive(answer).ids
    held = reader.house.world.services.credentials.held(reader.person.subject_id)
    assert len(held) == 1


@pytest.mark.norm("D14.1-2", limb="the page says to call the help line")
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_link_that_lapsed_says_to_call(reader: Reader, lang: str) -> None:
    reader.house.world.clock.advance(20 * DAY)
    page = Visitor(reader.house.origin, language=lang).get(reader.path)
    assert (page.status, "number" in page.ids) == (410, False)
    assert 'id="help-line" href="tel:' in page.text
    assert ("tổng đài" if lang == "vi" else "call the help line") in page.text


@pytest.mark.parametrize("link", ["nothing", "x" * 400, "%00", "%ED%A0%80", "..%2f..", "Ằ"])
def test_what_was_never_a_link_is_no_fault_of_ours(house: House, link: str) -> None:
    visitor = house.visitor()
    path = f"/activate/{link if '%' in link else quote(link)}"
    page = visitor.get(path)
    assert page.status in {303, 400, 404}
    assert visitor.get(f"{path}/x").status in {303, 400, 404}
    csrf = visitor.get("/public/report-loss").form("csrf").fields
    for each in (path, f"{path}/x", f"{path}/x/passkey", f"{path}/x/passkey/options"):
        assert visitor.post(each, [*csrf, ("number", "\x00")]).status < 500


def test_a_way_to_sign_in_that_is_switched_off_is_not_offered(reader: Reader) -> None:
    policy = reader.house.world.services.policy
    change = sure(policy.propose(Switch.DISABLED_MEANS, value=["password"], actor=AN))
    page = reader.agreed()
    assert {"password", "passkey-add"} <= page.ids
    sure(policy.approve(change.id, BINH))
    off = reader.visitor.submit(page, "password", password=PASSWORD, password_again=PASSWORD)
    assert (off.status, "problem" in off.ids, "password" in off.ids) == (422, True, False)
    assert reader.state() is AccountState.GRANTED


@pytest.mark.norm("D14.1-2", limb="no link without the case of a look; the history says who")
def test_the_help_line_sends_another_link_at_the_desk(house: House) -> None:
    person = house.world.granted(data=REACHED)
    there = at_desk(house, OfficerRole.HOTLINE)
    csrf = there.get("/officer").form("csrf").filled()
    path = f"/officer/accounts/{person.subject_id}/send-activation"
    unseen = there.visitor.post(path, [*csrf, ("shown", "0" * 64)])
    assert f"/officer/people?who={person.subject_id}" in unseen.location
    assert links(house.world, person) == []
    page = there.visitor.arrive(looks(there, person))
    sent = there.do(page, "send-activation")
    assert "Activation link sent" in sent.text
    (link,) = links(house.world, person)
    assert house.world.services.activations.refusal(link) is None
    entries = house.world.services.history.for_subject(person.subject_id)
    (entry,) = [each for each in entries if each.happening is EventType.ACTIVATION_REOPENED]
    assert isinstance(entry.actor, Officer)
    assert entry.actor.officer_id == there.desk.officer.officer_id


def test_the_desk_says_why_no_link_can_be_sent(house: House) -> None:
    """Of nobody who can be reached; to a child one can, and its page says who activates."""
    world, there = house.world, at_desk(house, OfficerRole.HOTLINE)
    unreached = world.granted(data={"email_verified": False})
    page = there.visitor.arrive(looks(there, unreached))
    assert "No address or number of this person" in there.press(page, "send-activation").text
    assert links(world, unreached) == []
    child = world.granted(data={**REACHED, "birthdate": "2017-01-01"})
    there.do(there.visitor.arrive(looks(there, child)), "send-activation")
    (link,) = links(world, child)
    assert world.services.activations.refusal(link) == Refused(Reason.GUARDIAN_NEEDED)


def test_an_active_account_gets_no_link_at_the_desk(house: House) -> None:
    person, there = house.world.person(), at_desk(house, OfficerRole.HOTLINE)
    page = there.visitor.arrive(looks(there, person))
    assert "Only an account that is granted and not active gets such a link." in page.text
    assert not [each for each in page.forms if each.action.endswith("/send-activation")]
