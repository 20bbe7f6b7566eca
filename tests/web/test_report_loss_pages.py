"""The loss form over HTTP: without the lost credential, and no use to an attacker."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.accounts.shown_documents import DocumentData
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.losses.domain import LossState
from idp.notices.domain import NoticeKind
from idp.notices.sending import facts_context
from idp.notices.tables import NOTICE
from tests.support.ages import printed_before
from tests.support.http import Answer, Visitor, tongue
from tests.support.live import House
from tests.support.officers import officer
from tests.support.visits import recovered
from tests.support.walks import Walk
from tests.support.world import Person, sure

HELP = officer(OfficerRole.HOTLINE)

PATH = "/public/report-loss"
OWN = "/me/report-loss"
NEW = "bảy con mèo ngủ 47 ngày"


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person()


def proof_of(page: Answer) -> str:
    return dict(page.form("csrf").fields)["csrf"]


def send(visitor: Visitor, *lost: str, **fields: str) -> Answer:
    form = {"csrf": proof_of(visitor.get(PATH)), "reason": "lost_control", **fields}
    return visitor.arrive(visitor.post(PATH, [*form.items(), *(("lost", each) for each in lost)]))


def stopped(house: House, person: Person) -> list[str]:
    held = house.world.services.credentials.held(person.subject_id)
    return [each.kind for each in held if each.disabled_at is not None]


def link_of(house: House, person: Person) -> str:
    services = house.world.services
    assert services.losses.links.send_due() == 1
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind == NoticeKind.LOSS_LINK
    with services.database.transaction() as connection:
        row = connection.execute(select(NOTICE).where(*mine)).one()._asdict()
    facts = services.subjects.open(
        person.subject_id, row["facts_sealed"], context=facts_context(row["id"])
    )
    return str(json.loads(facts)["path"])


@pytest.mark.norm(
    "D32.3",
    limb="a report at two in the morning stops the phone, ends its session and gives a case number",
)
def test_with_the_password_it_stops_at_once_at_two_in_the_morning(
    house: House, person: Person
) -> None:
    house.world.clock.advance(timedelta(hours=17))
    phone = house.walk()
    tokens = phone.tokens(person, scope="openid offline_access", acr_values=house.acr(2))
    done = send(house.visitor(), "phone", username=person.username, secret=person.password)
    assert "case-number" in done.ids
    (case,) = house.world.services.losses.cases.for_subject(person.subject_id)
    assert case.number in done.text
    assert stopped(house, person) == ["totp"]
    assert phone.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert phone.visitor.get("/me").status == 303


@pytest.mark.norm("D32.3", limb="the lost means is not needed for a report")
def test_a_link_from_the_letter_stops_it_when_it_is_confirmed(house: House, person: Person) -> None:
    sent = send(house.visitor(), "phone", "papers", username=person.username)
    assert "link-sent" in sent.ids
    link = link_of(house, person)
    reader = house.visitor()
    page = reader.get(link)
    assert "My printed recovery codes" in page.text
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert stopped(house, person) == []
    assert reader.post(link, {}).status == 403
    done = reader.arrive(reader.submit(page, "lost"))
    assert "case-number" in done.ids
    assert "case-number" in reader.get(done.url).ids, "a telephone loads it again"
    assert stopped(house, person) == ["totp"]
    for again in (reader.get(link), reader.submit(page, "lost")):
        assert (again.status, "was used" in again.text) == (404, True)


def test_who_opens_the_link_chooses_what_stops_whoever_asked_for_it(
    house: House, person: Person
) -> None:
    send(house.visitor(), "secrets", username=person.username)
    link, reader = link_of(house, person), house.visitor()
    page = reader.get(link)
    shown = {("reason", "lost_control"), ("lost", "secrets")}
    assert {each for each in page.form("lost").fields if each[0] != "csrf"} == shown
    proof = {"csrf": proof_of(page)}
    for fields in ({}, {"reason": "lost_control"}, {"reason": "x", "lost": "phone"}):
        wrong = reader.post(link, {**proof, **fields})
        assert (wrong.status, "problem" in wrong.ids) == (422, True)
    kept = set(reader.post(link, {**proof, "lost": "phone"}).form("lost").fields)
    assert ("lost", "phone") in kept
    assert ("lost", "secrets") not in kept
    assert stopped(house, person) == []
    chosen = {"reason": "unauthorised_use", "lost": "phone"}
    done = reader.arrive(reader.post(link, {**proof, **chosen}))
    assert "case-number" in done.ids
    (case,) = house.world.services.losses.cases.for_subject(person.subject_id)
    assert (case.reason, case.lost) == ("unauthorised_use", ("phone",))
    assert stopped(house, person) == ["totp"]


def test_who_asks_too_often_is_led_to_the_links_that_were_sent(
    house: House, person: Person
) -> None:
    for name in (person.username, "nobody"):
        for _ in range(5):
            send(house.visitor(), "phone", username=name)
        refused = send(house.visitor(), "phone", username=name)
        assert (refused.status, "open the newest one" in refused.text) == (429, True)
        assert ("lost", "phone") in refused.form("secret").fields


@pytest.mark.norm("D32.3", limb="a stranger stops nothing")
@pytest.mark.parametrize("secret", ["", "wrong", "0123-4567-89AB-CDEF"])
def test_a_stranger_gets_the_same_answer_for_every_name(
    house: House, person: Person, secret: str
) -> None:
    answers = [
        send(house.visitor(), "phone", username=name, secret=secret)
        for name in (person.username, "nobody")
    ]
    known, unknown = (
        (each.status, for_all(each).replace(proof_or_none(each), "").replace(f'value="{name}"', ""))
        for each, name in zip(answers, (person.username, "nobody"), strict=True)
    )
    assert known == unknown
    assert stopped(house, person) == []
    assert house.world.services.losses.cases.all() == []


def for_all(page: Answer) -> str:
    """The page without the digest in its language link, which is of the browser."""
    return re.sub(r"(told=[\w-]+)\.[\w-]+", r"\1", page.text)


def proof_or_none(page: Answer) -> str:
    """The form's own secret, which differs from browser to browser."""
    return proof_of(page) if any("csrf" in form.names for form in page.forms) else "no form"


def message(page: Answer) -> str:
    """What the page says about the form that it answers."""
    found = re.search(r'<div class="message[^>]* role=.*?</div>', page.text, re.DOTALL)
    return "" if found is None else found[0]


@pytest.mark.parametrize("said", ["link-sent", "problem", "case-number", "confirmed"])
def test_another_language_says_too_what_a_report_was_answered(
    house: House, person: Person, said: str
) -> None:
    visitor = house.visitor()
    secret = {"problem": "wrong", "case-number": person.password}.get(said, "")
    page = send(visitor, "phone", username=person.username, secret=secret)
    if said == "confirmed":
        link = link_of(house, person)
        page = visitor.arrive(visitor.submit(visitor.get(link), "lost"))
    there = visitor.get(tongue(page))
    assert (there.status, '<html lang="vi">' in there.text) == (page.status, True)
    assert message(there) not in {"", message(page)}
    assert message(visitor.get(tongue(there))) == message(page)
    assert message(house.visitor().get(tongue(page))) == ""


def test_too_many_tries_are_told_alike(house: House, person: Person) -> None:
    for name in (person.username, "nobody"):
        for _ in range(5):
            send(house.visitor(), "phone", username=name, secret="wrong")
        assert send(house.visitor(), "phone", username=name, secret="wrong").status == 429
        answers = [send(house.visitor(), "phone", username=name) for _ in range(6)]
        assert [each.status for each in answers] == [200] * 5 + [429]


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": ""},
        {"reason": "lost_control"},
        {"reason": "boredom"},
        {"username": ""},
        {"username": "   "},
        {"username": "x" * 256},
        {"username": "\x00", "reason": "lost_control"},
        {"lost": "everything"},
    ],
)
def test_a_report_that_says_too_little_or_too_much_is_refused(
    house: House, person: Person, fields: dict[str, str]
) -> None:
    answer = send(house.visitor(), **{"username": person.username, **fields})
    assert (answer.status, "Say who you are" in answer.text) == (422, True)


def test_what_was_chosen_is_still_chosen_after_a_mistake(house: House, person: Person) -> None:
    page = send(house.visitor(), "phone", username=person.username, secret="wrong")
    fields = page.form("secret").fields
    assert {("reason", "lost_control"), ("lost", "phone"), ("username", person.username)} <= set(
        fields
    )
    assert not dict(fields)["secret"]


@pytest.mark.parametrize("link", ["x", "x" * 43, "%00", "%ED%B2%80", "a" * 3000, "..%2fme"])
def test_an_invented_link_is_not_found(house: House, link: str) -> None:
    page = house.visitor().get(f"{PATH}/{link}")
    assert page.status == 404


@pytest.mark.norm("D32.3", limb="a stranger stops nothing")
def test_a_forged_form_stops_nothing(house: House, person: Person) -> None:
    fields = {"reason": "lost_control", "lost": "phone", "username": person.username}
    answer = house.visitor().post(PATH, {**fields, "secret": person.password})
    assert answer.status == 403
    assert stopped(house, person) == []


@pytest.mark.norm("D32.3", limb="each of the three reasons is taken")
@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("lost_control", "I lost a way to sign in"),
        ("unauthorised_use", "Somebody used my identity"),
        ("other_danger", "Something else makes my account unsafe"),
    ],
)
def test_in_the_own_account_each_reason_opens_a_case_that_can_be_followed(
    house: House, person: Person, reason: str, words: str
) -> None:
    elsewhere, walk = house.walk(), house.walk()
    elsewhere.complete(person)
    walk.complete(person)
    proof = proof_of(walk.visitor.get(OWN))
    sent = walk.visitor.post(OWN, {"csrf": proof, "reason": reason, "lost": "phone"})
    page = walk.visitor.arrive(sent)
    losses = house.world.services.losses
    (case,) = losses.cases.for_subject(person.subject_id)
    assert case.number in page.text
    assert words in page.text
    assert elsewhere.visitor.get("/me").status == 303
    assert stopped(house, person) == ["totp"]
    sure(losses.cases.take(case.number, actor=HELP))
    assert "An officer is looking at it" in walk.visitor.get(OWN).text
    assert losses.cases.all(LossState.TAKEN) != []


def test_in_the_own_account_too_a_report_says_what_was_lost(house: House, person: Person) -> None:
    walk = house.walk()
    walk.complete(person)
    proof = proof_of(walk.visitor.get(OWN))
    for fields in ({}, {"reason": "lost_control"}, {"reason": "x"}, {"lost": "phone"}):
        answer = walk.visitor.post(OWN, {"csrf": proof, **fields})
        assert (answer.status, "Choose a reason" in answer.text) == (422, True)
    assert "case-number" not in walk.visitor.get(OWN, {"done": "1"}).ids


@pytest.mark.norm("D32.3", limb="a case number is given")
def test_the_lost_phone_page_gives_the_number_and_the_form_is_found(
    house: House, person: Person
) -> None:
    walk = house.walk()
    walk.complete(person)
    page = walk.visitor.get("/me/lost-phone")
    done = walk.visitor.arrive(walk.visitor.post("/me/lost-phone", {"csrf": proof_of(page)}))
    (case,) = house.world.services.losses.cases.for_subject(person.subject_id)
    assert case.number in done.text
    for path in ("/public", "/public/help"):
        assert f'href="{PATH}"' in house.visitor().get(path).text


@pytest.mark.norm("D32.2", limb="a password is set anew after a recovery at a counter")
@pytest.mark.norm("D32.3", limb="after a recovery at a counter the old password is refused")
def test_from_the_counter_back_into_the_account(house: House, person: Person) -> None:
    """Everything is lost: two officers, a printed code, a new password, and only the new one."""
    services = house.world.services
    number = services.subjects.identity(person.subject_id).number
    shown = DocumentData(number=number, name="Trần Thị Thử Nghiệm", birthdate="1990-02-03")
    codes = recovered(services, person.username, shown)
    house.world.clock.advance(timedelta(seconds=1))
    walk = house.walk()
    form = with_code(walk, person, codes[0], path="/me/means/password")
    assert form.path == "/me/means/password"
    changed = walk.visitor.post("/me/means/password", {"csrf": proof_of(form), "password": NEW})
    assert changed.location.endswith("done=changed")
    acts = [each.happening for each in services.history.for_subject(person.subject_id)]
    assert EventType.MEANS_RECOVERED in acts
    house.world.clock.advance(timedelta(seconds=1))
    other = house.walk()
    assert other.password(other.ask(), person).status == 422
    assert "consent-allow" in other.password(other.ask(), person, password=NEW).ids


def with_code(walk: Walk, person: Person, code: str, *, path: str = "/me") -> Answer:
    page = walk.visitor.arrive(walk.visitor.get(path))
    recovery = walk.visitor.get(f"{page.path}/recovery")
    sent = walk.visitor.submit(recovery, "username", "code", username=person.username, code=code)
    return walk.visitor.arrive(sent)


@pytest.mark.norm("D32.3", limb="a report by a thief is taken back")
def test_a_report_made_by_a_thief_is_taken_back_by_its_owner(house: House, person: Person) -> None:
    """The password alone stops everything at once, and a code printed before gives it back."""
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    printed_before(house.world, person)
    house.world.clock.advance(timedelta(seconds=1))
    done = send(
        house.visitor(), "phone", "secrets", username=person.username, secret=person.password
    )
    assert "This can be taken back" in done.text
    assert "change your password" not in done.text
    assert stopped(house, person) == ["password", "totp"]
    house.world.clock.advance(timedelta(seconds=1))
    walk = house.walk()
    assert with_code(walk, person, codes[0]).path == "/me"
    page = walk.visitor.get(OWN)
    action = next(form.action for form in page.forms if form.action.endswith("/take-back"))
    back = walk.visitor.arrive(walk.visitor.post(action, {"csrf": proof_of(page)}))
    assert "taken-back" in back.ids
    assert stopped(house, person) == []


@pytest.mark.norm("D32.3", limb="a password alone stops for now only")
@pytest.mark.parametrize(("level", "final"), [(1, False), (2, True)])
def test_in_the_own_account_only_a_strong_sign_in_stops_for_good(
    house: House, person: Person, level: int, *, final: bool
) -> None:
    walk = house.walk()
    if level == 1:
        walk = house.walk()
        walk.complete(person, acr_values=house.acr(1))
        page = walk.visitor.get(OWN)
    else:
        walk.password(walk.visitor.arrive(walk.visitor.get(OWN)), person)
        page = walk.visitor.arrive(walk.visitor.get(f"{OWN}?more=1"))  # offered, not demanded
        page = walk.sign_in(page, person)
    assert ("this is for good" in page.text, "can be taken back" in page.text) == (final, not final)
    sent = walk.visitor.post(
        OWN, {"csrf": proof_of(page), "reason": "lost_control", "lost": "phone"}
    )
    done = walk.visitor.arrive(sent)
    (case,) = house.world.services.losses.cases.for_subject(person.subject_id)
    assert case.can_be_retracted is not final
    # Possible at all is not possible for this person: the code application was all they had.
    assert ("you cannot take this report back yourself" in done.text) is not final


@pytest.mark.norm("D32.3", limb="a password alone takes nothing back")
def test_a_password_alone_takes_nothing_back(house: House, person: Person) -> None:
    send(house.visitor(), "phone", username=person.username, secret=person.password)
    house.world.clock.advance(timedelta(seconds=1))
    walk = house.walk()
    walk.complete(person)
    page = walk.visitor.get(OWN)
    # The code application was all they had beside it, so no other sign-in would change that: the
    # page says so where it would offer it, and an answer to a page of before says the same.
    assert not any(form.action.endswith("/take-back") for form in page.forms)
    assert "Call the help line: it tells you what can be done." in page.text
    (case,) = house.world.services.losses.cases.for_subject(person.subject_id)
    sent = walk.visitor.post(f"{OWN}/{case.number}/take-back", {"csrf": proof_of(page)})
    assert "Call the help line: it tells you what can be done." in sent.text
    assert stopped(house, person) == ["totp"]


def test_the_sign_in_that_takes_back_asks_for_what_can(house: House, person: Person) -> None:
    """The password alone opens the account; for this a code of before is asked beside it."""
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    printed_before(house.world, person)
    send(house.visitor(), "phone", username=person.username, secret=person.password)
    house.world.clock.advance(timedelta(seconds=1))
    walk = house.walk()
    walk.complete(person)
    page = walk.visitor.get(OWN)
    action = next(form.action for form in page.forms if form.action.endswith("/take-back"))
    asked = walk.visitor.arrive(walk.visitor.post(action, {"csrf": proof_of(page)}))
    beside = walk.password(asked, person)
    assert beside.path.endswith("/recovery"), beside.url
    sent = walk.visitor.submit(beside, "username", "code", username=person.username, code=codes[0])
    page = walk.visitor.arrive(sent)
    assert page.path == OWN
    back = walk.visitor.arrive(walk.visitor.post(action, {"csrf": proof_of(page)}))
    assert "taken-back" in back.ids
    assert stopped(house, person) == []


def test_the_form_says_what_is_left_before_it_is_pressed(house: House, person: Person) -> None:
    assert "what-is-left" in house.visitor().get(PATH).ids
    walk = house.walk()
    walk.complete(person)
    page = walk.visitor.get(OWN)
    assert "what-is-left" in page.ids
    assert "One-time code from an application phone" in page.text
