"""The identity card over HTTP: added in the own account, asked beside what a person knows."""

import base64
import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest

from idp.demo.card_office import Authority
from idp.history.domain import EventType
from idp.platform.database import Database
from tests.support import cards
from tests.support.biometric_services import Script, serving
from tests.support.biometrics import enter_both
from tests.support.card_holders import (
    APPLICATION,
    Holder,
    State,
    closed,
    files_of,
    reading,
    write_answer,
)
from tests.support.card_registry import Registry, registering
from tests.support.cards import Card
from tests.support.http import Answer, Visitor, tongue
from tests.support.live import House
from tests.support.stalls import committed_and_broken, never_committed
from tests.support.telephones import believe
from tests.support.walks import Walk, contents
from tests.support.world import Person

PATH = "/me/means/card"
NEW_APP = "/me/means/app"
COUNTRY: Authority = cards.country()


@pytest.fixture
def registry() -> Iterator[Registry]:
    with registering() as registry:
        yield registry


@pytest.fixture
def reading_house(house: House, registry: Registry) -> House:
    """A house that asks our register, and knows an application."""
    return reading(house, registry)


@pytest.fixture
def state(reading_house: House, registry: Registry) -> State:
    return State(reading_house.world, registry, COUNTRY).open()


@pytest.fixture
def holder(state: State) -> Holder:
    return state.holder()


def handle_on(page: Answer) -> str:
    link = re.search(r'id="card-application" href="([^"]+)"', page.text)
    assert link is not None, page.text
    address, _, handle = html.unescape(link[1]).partition("?c=")
    assert address == APPLICATION
    return handle


def application(
    house: House, said: object, path: str = "/app/cards", *, lang: str = "en"
) -> Answer:
    """Ask as the application does: no cookie, JSON."""
    headers = {"Content-Type": "application/json", "Accept-Language": lang}
    return Visitor(house.origin).post(path, json.dumps(said).encode(), headers=headers)


def read(house: House, page: Answer, card: Card) -> str:
    """The application reads the link on a page; returns the address to open in the browser."""
    asked = application(house, {"handle": handle_on(page)})
    assert asked.status == 200
    challenge = base64.urlsafe_b64decode(asked.json["challenge"] + "=")
    files = files_of(card) if asked.json["files"] else None
    answer = write_answer(handle_on(page), card.answer(challenge), files)
    taken = application(house, {"answer": answer}, "/app/cards/answers")
    assert (taken.status, set(taken.json)) == (200, {"return_to"}), taken.text
    return str(taken.json["return_to"]).removeprefix(house.world.settings.issuer)


def send(walk: Walk, back: str) -> Answer:
    """The browser of the telephone opens the application's address."""
    return walk.visitor.arrive(walk.visitor.get(back))


def at_the_card(house: House, holder: Holder) -> tuple[Walk, Answer]:
    walk = house.walk(house.world.party(minimum_level=2))
    page = walk.password(walk.ask(), holder.person)
    assert page.path.endswith("/card")
    return walk, page


@pytest.mark.norm("D20.1b", limb="a password and an identity card, told to a relying party")
@pytest.mark.norm("D3.8", limb="a chip card is a means")
def test_password_and_card_make_level_2_and_are_named(reading_house: House, holder: Holder) -> None:
    walk, page = at_the_card(reading_house, holder)
    page = send(walk, read(reading_house, page, holder.card))
    token = walk.redeem(walk.decide(page, "allow").query["code"]).json["id_token"]
    claims = contents(token)
    assert claims["acr"] == reading_house.acr(2)
    assert set(claims["amr"]) == {"pwd", "sc", "mfa"}


def test_a_person_adds_the_own_card_and_sees_it(reading_house: House, state: State) -> None:
    person, walk = reading_house.world.person(totp=False), reading_house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get(PATH)), person)
    assert page.path == PATH
    done = send(walk, read(reading_house, page, state.card_of(person)))
    assert (done.path, "the new way to sign in is ready" in done.text) == ("/me/means", True)
    assert "<strong>Identity card</strong>" in done.text
    history = walk.visitor.get("/me/history")
    assert "An identity card was added" in history.text


def test_the_last_use_is_shown(reading_house: House, holder: Holder) -> None:
    walk, page = at_the_card(reading_house, holder)
    send(walk, read(reading_house, page, holder.card))
    shown = walk.visitor.get("/me/means").text
    assert "last used" in shown[shown.index("Identity card") :]


def test_the_application_learns_nothing_about_the_person(
    reading_house: House, holder: Holder
) -> None:
    _, page = at_the_card(reading_house, holder)
    asked = application(reading_house, {"handle": handle_on(page)})
    assert set(asked.json) == {"challenge", "files", "shown", "expires_at", "way"}
    assert asked.headers["Cache-Control"] == "no-store"
    assert holder.subject_id not in asked.text


@pytest.mark.parametrize(
    "handle", ["unknown", "", "a" * 5000, "\x00", None, 1, [], {}, "\ud800"], ids=range(9)
)
def test_an_unknown_handle_opens_nothing(reading_house: House, handle: object) -> None:
    answer = application(reading_house, {"handle": handle})
    assert (answer.status, answer.json) == (404, {"error": "not_found"})


def test_a_clone_is_told_without_a_word_about_the_card(
    reading_house: House, holder: Holder
) -> None:
    walk, page = at_the_card(reading_house, holder)
    copy = replace(holder.card, chip=cards.curve_key())
    page = send(walk, read(reading_house, page, copy))
    assert (page.status, "The card could not be confirmed" in page.text) == (422, True)
    assert "consent-allow" in send(walk, read(reading_house, page, holder.card)).ids


@pytest.mark.parametrize("another", [True, False])
def test_another_way_than_the_card_is_spoken_of_where_there_is_one(
    reading_house: House, holder: Holder, *, another: bool
) -> None:
    if another:
        reading_house.world.enrol_totp(holder.subject_id)
    walk = reading_house.walk(reading_house.world.party(minimum_level=2))
    page = walk.password(walk.ask(), holder.person)
    if another:
        page = walk.visitor.get(page.path.replace("/code", "/card"))
    copy = replace(holder.card, chip=cards.curve_key())
    page = send(walk, read(reading_house, page, copy))
    assert "The card could not be confirmed" in page.text
    assert ("choose another way" in page.text) is another
    assert ("Use a one-time code" in page.text) is another


def test_head_uses_no_answer_up(reading_house: House, holder: Holder) -> None:
    """RFC 9110 section 9.2.1, in the browser that began and in another one."""
    walk, page = at_the_card(reading_house, holder)
    back = read(reading_house, page, holder.card)
    for visitor in (reading_house.visitor(), walk.visitor):
        assert visitor.send("HEAD", back).status == 200
    assert "consent-allow" in send(walk, back).ids


def test_head_adds_no_card(reading_house: House, state: State) -> None:
    """Nor does it use the answer up, in the browser that began and in another one."""
    person, walk = reading_house.world.person(totp=False), reading_house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get(PATH)), person)
    back = read(reading_house, page, state.card_of(person))
    before = reading_house.world.services.credentials.held(person.subject_id)
    for visitor in (reading_house.visitor(), walk.visitor):
        assert visitor.send("HEAD", back).status in {200, 303}
    assert reading_house.world.services.credentials.held(person.subject_id) == before
    assert "the new way to sign in is ready" in send(walk, back).text


def test_card_and_face_for_the_application_are_asked_of_the_person_alone(
    reading_house: House, holder: Holder
) -> None:
    """Another person who signs in there is asked what their own account demands."""
    believe(reading_house.world)
    walk, other = reading_house.walk(), reading_house.world.person()
    with serving(Script()) as services:
        enter_both(reading_house.world, services.origin)
        page = walk.password(walk.visitor.arrive(walk.visitor.get(NEW_APP)), holder.person)
        page = send(walk, read(reading_house, page, holder.card))
        assert (page.path, "as-oneself" in page.ids) == (NEW_APP, True)
        page = walk.visitor.arrive(walk.visitor.get(f"{NEW_APP}?as_oneself=1"))
        assert "Level 4 of 4" in page.text
        page = walk.sign_in(page, other)
    assert (page.status, page.path) == (200, NEW_APP)


@pytest.mark.parametrize(("code", "status"), [(200, 422), (500, 503)])
def test_another_language_says_too_why_the_card_was_refused(
    reading_house: House, state: State, holder: Holder, code: int, status: int
) -> None:
    walk, page = at_the_card(reading_house, holder)
    state.registry.status, state.registry.code = "lost", code
    page = send(walk, read(reading_house, page, holder.card))
    there = walk.visitor.get(tongue(page))
    assert (there.status, 'lang="vi"' in there.text) == (status, True)
    assert "problem" in there.ids
    back = walk.visitor.get(tongue(there))
    said = [re.findall(r'id="problem".*?</div>', each.text, re.DOTALL) for each in (page, back)]
    assert said[0] == said[1] != []
    state.registry.status, state.registry.code = "valid", 200
    if status == 503:
        assert "consent-allow" in walk.visitor.arrive(walk.visitor.submit(back, "answer")).ids


def test_a_lost_card_is_refused_and_the_reason_is_told(
    reading_house: House, state: State, holder: Holder
) -> None:
    walk, page = at_the_card(reading_house, holder)
    state.registry.status = "lost"
    page = send(walk, read(reading_house, page, holder.card))
    assert (page.status, "reported lost" in page.text) == (422, True)


def test_a_register_that_is_down_burns_no_try(
    reading_house: House, state: State, holder: Holder
) -> None:
    walk, page = at_the_card(reading_house, holder)
    state.registry.code = 500
    page = send(walk, read(reading_house, page, holder.card))
    assert (page.status, page.headers["Retry-After"]) == (503, "3")
    state.registry.code = 200
    again = walk.visitor.arrive(walk.visitor.submit(page, "answer"))
    assert "consent-allow" in again.ids
    stale = walk.visitor.arrive(walk.visitor.submit(page, "answer"))
    assert stale.path == again.path


def refused_and_told(house: House, holder: Holder, reason: str) -> bool:
    told = house.world.services.history.for_subject(holder.subject_id)
    facts = [entry.facts for entry in told if entry.happening is EventType.FACTOR_REFUSED]
    return {"means": "chip_card", "reason": reason} in facts


@pytest.mark.norm("D19.4-2", limb="a proof counts in the browser that began")
def test_an_answer_arriving_in_another_browser_is_used_up_there(
    reading_house: House, holder: Holder
) -> None:
    """Review 2: the swindler's sign-in, the victim's card, and text the victim sends on."""
    swindler, page = at_the_card(reading_house, holder)
    back = read(reading_house, page, holder.card)
    victim = reading_house.visitor().get(back)
    assert (victim.status, "a scam" in victim.text) == (403, True)
    assert "consent-allow" not in send(swindler, back).ids
    assert refused_and_told(reading_house, holder, "other_browser")
    assert reading_house.visitor().get(back).status == 404


def test_an_answer_counts_in_the_transaction_it_was_asked_in(
    reading_house: House, holder: Holder
) -> None:
    swindler, theirs = at_the_card(reading_house, holder)
    back = read(reading_house, theirs, holder.card)
    walk, page = at_the_card(reading_house, holder)
    other = back.replace(theirs.path, page.path)
    refused = send(walk, other)
    assert (refused.status, "consent-allow" in refused.ids) == (422, False)
    assert "consent-allow" not in send(swindler, back).ids


def test_the_page_tells_no_browser_but_the_one_that_began(
    reading_house: House, holder: Holder
) -> None:
    _, page = at_the_card(reading_house, holder)
    for path in (page.path, f"{page.path}/return", f"{page.path}/return?answer=x"):
        assert reading_house.visitor().get(path).status == 404


def test_the_application_shows_who_asks_as_for_a_key(reading_house: House, holder: Holder) -> None:
    _, page = at_the_card(reading_house, holder)
    shown = application(reading_house, {"handle": handle_on(page)}).json["shown"]
    level = {"level", "reaches", "with"}
    assert set(shown) == {"party", "party_kind", "items", "browser", "at", "lang"} | level
    assert shown["level"] == 2
    assert shown["party"]


@pytest.mark.parametrize("act", ["sign in", "add"])
def test_the_application_shows_who_asks_in_its_own_language(
    reading_house: House, state: State, act: str
) -> None:
    if act == "add":
        page = own_page(reading_house.walk(), reading_house.world.person())
    else:
        _, page = at_the_card(reading_house, state.holder())
    said = {"handle": handle_on(page)}
    first, other = (
        application(reading_house, said, lang=lang).json["shown"] for lang in ("en", "vi")
    )
    assert (first["lang"], other["lang"]) == ("en", "vi")
    assert other["browser"] == "trình duyệt không rõ loại"
    assert set(first) == set(other)


def test_what_a_browser_says_of_itself_is_not_shown_to_who_decides(
    reading_house: House, holder: Holder
) -> None:
    """Review 2: the approval page printed the swindler's User-Agent."""
    words = "Your bank: please approve, call 0900 000 000"
    walk = reading_house.walk(reading_house.world.party(minimum_level=2))
    page = walk.password(walk.ask(), holder.person)
    page = walk.visitor.get(page.path, headers={"User-Agent": words})
    asked = application(reading_house, {"handle": handle_on(page)})
    assert asked.json["shown"]["browser"] == "a browser we do not know"
    assert "0900 000 000" not in asked.text


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "x",
        "\x00",
        "<b>1</b>",
        "A" * 60_000,
        closed({"handle": [], "signature": {}}),
        1,
        None,
        [],
    ],
    ids=range(9),
)
def test_a_hostile_answer_is_a_refusal(reading_house: House, answer: object) -> None:
    refused = application(reading_house, {"answer": answer}, "/app/cards/answers")
    assert (refused.status, refused.json) == (422, {"error": "not_proven"})


@pytest.mark.parametrize("token", ["", "x", "%00", "A" * 500, "<b>"], ids=range(5))
def test_a_made_up_arrival_goes_back_to_the_question(
    reading_house: House, holder: Holder, token: str
) -> None:
    walk, page = at_the_card(reading_house, holder)
    assert send(walk, f"{page.path}/return?answer={token}").path == page.path


def test_more_than_the_application_may_send_is_refused(reading_house: House) -> None:
    answer = application(reading_house, {"answer": "A" * 100_000}, "/app/cards/answers")
    assert answer.status == 413


def test_who_has_no_card_is_not_asked_for_one(reading_house: House) -> None:
    walk, person = reading_house.walk(), reading_house.world.person()
    page = walk.password(walk.ask(acr_values=reading_house.acr(2)), person)
    other = page.path.replace("/code", "/card")
    assert walk.visitor.arrive(walk.visitor.get(other)).path == page.path
    proof = dict(page.form("csrf").fields)["csrf"]
    sent = walk.visitor.post(other, {"csrf": proof, "answer": "x"})
    assert walk.visitor.arrive(sent).path == page.path


@pytest.mark.usefixtures("holder")
def test_a_card_is_not_asked_before_it_is_known_who_it_is(reading_house: House) -> None:
    walk = reading_house.walk()
    page = walk.ask()
    assert walk.visitor.arrive(walk.visitor.get(f"{page.path}/card")).path == page.path


def own_page(walk: Walk, person: Person) -> Answer:
    return walk.sign_in(walk.visitor.arrive(walk.visitor.get(PATH)), person)


def test_another_persons_card_is_not_added(reading_house: House, state: State) -> None:
    person, walk = reading_house.world.person(), reading_house.walk()
    page = own_page(walk, person)
    card = cards.card(state.signer, dg1=cards.zone("000000000000"))
    page = send(walk, read(reading_house, page, card))
    assert (page.status, "This card is not yours" in page.text) == (422, True)
    there = walk.visitor.get(tongue(page))
    assert (there.status, there.path, "problem" in there.ids) == (200, PATH, True)
    assert "This card is not yours" in walk.visitor.get(tongue(there)).text


def test_adding_waits_for_the_register(reading_house: House, state: State) -> None:
    person, walk = reading_house.world.person(), reading_house.walk()
    page = own_page(walk, person)
    state.registry.raw = b"{}"
    page = send(walk, read(reading_house, page, state.card_of(person)))
    assert page.status == 503
    page = walk.visitor.get(tongue(page))
    assert (page.status, "problem" in page.ids) == (200, True)
    state.registry.raw = None
    assert walk.visitor.arrive(walk.visitor.submit(page, "answer")).path == "/me/means"


@pytest.mark.norm("D19.4-2", limb="a proof counts in the browser that began")
def test_a_card_asked_for_in_another_browser_adds_nothing(
    reading_house: House, state: State
) -> None:
    person, walk = reading_house.world.person(), reading_house.walk()
    back = read(reading_house, own_page(walk, person), state.card_of(person))
    stray = reading_house.visitor()
    page = stray.get(back)
    there = stray.get(tongue(page))
    again = stray.get(tongue(there))
    assert (page.status, there.status, '<html lang="vi">' in there.text) == (403, 403, True)
    assert "it is a scam" in again.text
    reference = page.text.split('id="reference">')[1].split("<")[0]
    assert (reference in there.text, reference in again.text) == (True, True)
    assert send(walk, back).path == PATH
    assert len(state.world.services.credentials.held(person.subject_id)) == 2


def test_a_card_is_not_added_in_another_sign_in_of_the_person(
    reading_house: House, state: State
) -> None:
    person, walk = reading_house.world.person(), reading_house.walk()
    back = read(reading_house, own_page(walk, person), state.card_of(person))
    other = reading_house.walk()
    own_page(other, person)
    assert send(other, back).status == 422
    assert len(state.world.services.credentials.held(person.subject_id)) == 2


def test_the_application_shows_that_a_card_is_to_be_added(
    reading_house: House, state: State
) -> None:
    person, walk = reading_house.world.person(), reading_house.walk()
    page = own_page(walk, person)
    shown = application(reading_house, {"handle": handle_on(page)}).json["shown"]
    assert (shown["party"], bool(shown["purpose"])) == ("Minh Danh", True)
    assert state.registry.asked == []


@pytest.mark.norm("D32.2", limb="no weaker proof changes a means")
def test_a_weaker_sign_in_adds_no_card(reading_house: House, state: State) -> None:
    """Case A09: the password alone of a person who has two factors."""
    person, walk = reading_house.world.person(), reading_house.walk()
    walk.password(walk.visitor.arrive(walk.visitor.get("/me")), person)
    page = walk.visitor.arrive(walk.visitor.get(PATH))
    assert page.path != PATH
    sent = walk.visitor.post(PATH, {"csrf": dict(page.form("csrf").fields)["csrf"], "answer": "x"})
    assert sent.status == 303
    assert len(state.world.services.credentials.held(person.subject_id)) == 2


def test_where_no_card_can_be_checked_none_is_offered(reading_house: House) -> None:
    person, walk = reading_house.world.person(totp=False), reading_house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get("/me/means")), person)
    assert PATH not in page.text
    assert walk.visitor.arrive(walk.visitor.get(PATH)).path == "/me/means"


def test_an_old_question_is_over(reading_house: House, holder: Holder) -> None:
    _, page = at_the_card(reading_house, holder)
    handle = handle_on(page)
    reading_house.world.clock.advance(timedelta(minutes=5))
    late = {"answer": write_answer(handle, b"signature")}
    refused = application(reading_house, late, "/app/cards/answers")
    assert (refused.status, refused.json) == (410, {"error": "expired"})


def test_an_answer_that_took_too_long_to_arrive_is_asked_for_again(
    reading_house: House, holder: Holder
) -> None:
    walk, page = at_the_card(reading_house, holder)
    back = read(reading_house, page, holder.card)
    reading_house.world.clock.advance(timedelta(minutes=2))
    assert send(walk, back).path == page.path


BREAKS = [never_committed, committed_and_broken]


@pytest.mark.parametrize("breaks", BREAKS, ids=["before the commit", "after it"])
def test_a_card_whose_arrival_got_no_answer_lands_or_is_read_again(
    reading_house: House, holder: Holder, breaks: Callable[[Database], AbstractContextManager[None]]
) -> None:
    walk, page = at_the_card(reading_house, holder)
    back = read(reading_house, page, holder.card)
    with breaks(reading_house.world.services.database):
        assert walk.visitor.get(back).status >= 500
    page = send(walk, back)
    if breaks is committed_and_broken:
        assert page.path.endswith("/card")
        page = send(walk, read(reading_house, page, holder.card))
    assert "consent-allow" in page.ids, page.text


def beside(page: Answer) -> tuple[str, str]:
    """The handle in the picture, and the number beside it."""
    text = re.search(r'id="card-text">([^<]+)<', page.text)
    number = re.search(r'id="card-number">(\d\d)<', page.text)
    assert text is not None, page.text
    assert number is not None, page.text
    return html.unescape(text[1]).partition("?c=")[2], number[1]


def read_beside(house: House, holder: Holder, handle: str, number: str) -> Answer:
    """A telephone scans the picture, reads the card, and sends the number that was typed."""
    asked = application(house, {"handle": handle})
    assert asked.json["way"] == "other_device"
    challenge = base64.urlsafe_b64decode(asked.json["challenge"] + "=")
    said = {"answer": write_answer(handle, holder.card.answer(challenge)), "number": number}
    return application(house, said, "/app/cards/answers")


@pytest.mark.norm("D20.1b", limb="a password and an identity card, told to a relying party")
def test_a_telephone_beside_the_screen_reads_the_card_and_the_screen_goes_on(
    reading_house: House, holder: Holder
) -> None:
    walk, page = at_the_card(reading_house, holder)
    handle, number = beside(page)
    assert walk.visitor.get(f"{page.path}/state").json == {"stage": "offered"}
    wrong = read_beside(reading_house, holder, handle, "1" if number != "1" else "2")
    assert (wrong.status, wrong.json) == (422, {"error": "wrong_number"})
    scanned = walk.visitor.get(page.path)
    assert f'id="card-number">{number}<' in scanned.text
    assert "card-text" not in scanned.ids
    early = walk.visitor.submit(scanned, "way")
    assert (early.status, "has not read the card yet" in early.text) == (422, True)
    assert read_beside(reading_house, holder, handle, number).json == {"approved": True}
    assert walk.visitor.get(f"{page.path}/state").json == {"stage": "approved"}
    page = walk.visitor.arrive(walk.visitor.submit(scanned, "way"))
    claims = contents(walk.redeem(walk.decide(page, "allow").query["code"]).json["id_token"])
    assert claims["acr"] == reading_house.acr(2)
    assert set(claims["amr"]) == {"pwd", "sc", "mfa"}


def test_a_refusal_on_the_phone_is_told_on_the_screen(reading_house: House, holder: Holder) -> None:
    walk, page = at_the_card(reading_house, holder)
    handle, _ = beside(page)
    denial = {"handle": handle}
    assert application(reading_house, denial, "/app/cards/denials").status == 404
    assert application(reading_house, denial).status == 200
    assert application(reading_house, denial, "/app/cards/denials").json == {"denied": True}
    assert application(reading_house, {}, "/app/cards/denials").status == 404
    assert walk.visitor.get(f"{page.path}/state").json == {"stage": "denied"}
    answer = walk.visitor.submit(page, "way")
    assert (answer.status, "was refused on the phone" in answer.text) == (422, True)
    assert beside(answer)[0] != handle


def test_a_request_that_is_over_is_told_and_a_new_one_is_shown(
    reading_house: House, holder: Holder
) -> None:
    walk, page = at_the_card(reading_house, holder)
    reading_house.world.clock.advance(timedelta(minutes=1))
    answer = walk.visitor.submit(page, "way")
    assert (answer.status, "That request is over" in answer.text) == (422, True)
    assert beside(answer)[0] != beside(page)[0]


@pytest.mark.norm("D20.1c", "D20.1d", limb="what was read for another screen is no part of it")
def test_levels_3_and_4_need_the_phone_itself_and_the_page_says_so(
    reading_house: House, holder: Holder
) -> None:
    believe(reading_house.world)
    with serving(Script()) as services:
        enter_both(reading_house.world, services.origin)
        walk = reading_house.walk()
        page = walk.visitor.arrive(walk.visitor.get(f"{NEW_APP}?as_oneself=1"))
        page = walk.password(page, holder.person)
        page = send(walk, read(reading_house, page, holder.card))
        page = walk.visitor.arrive(walk.visitor.get(f"{NEW_APP}?as_oneself=1"))
        page = walk.password(page, holder.person)
    assert page.path.endswith("/card")
    assert {"card-higher", "page-on-the-phone", "card-application"} <= page.ids
    assert "card-number" not in page.ids
