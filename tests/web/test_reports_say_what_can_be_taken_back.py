"""What pages and letters say about taking a stop back is what the system then allows (D32.3)."""

from datetime import timedelta

import pytest

from idp.factors.domain import ACTIVATING, CredentialKind
from idp.losses.domain import LossCase
from idp.notices.domain import NoticeKind
from idp.notices.domain.letter_texts import LETTER_TEXTS
from tests.hostile.test_a_binding import adds_passkey, room, the
from tests.support.ages import printed_before
from tests.support.http import Answer
from tests.support.live import House
from tests.support.passkey_pages import Holder
from tests.support.walks import Walk
from tests.support.world import Person, sure
from tests.web.test_undo_page import undo_path

MEANS = "/me/means"
OWN = "/me/report-loss"
NOT_ALONE = "you cannot take this report back yourself"


def proof(page: Answer) -> dict[str, str]:
    return {"csrf": dict(page.form("csrf").fields)["csrf"]}


def asked_of_the_stop(page: Answer, house: House, person: Person, kind: CredentialKind) -> str:
    """The question of the page about stopping this credential."""
    before = page.text.split(f"{MEANS}/{the(house, person, kind).id}/stop")[0]
    return before.rsplit("<details", maxsplit=1)[1]


def stop(walk: Walk, house: House, person: Person, kind: CredentialKind) -> Answer:
    page = walk.visitor.get(MEANS)
    path = f"{MEANS}/{the(house, person, kind).id}/stop"
    return walk.visitor.arrive(walk.visitor.post(path, proof(page)))


def offers_to_take_back(page: Answer) -> bool:
    return any(each.action.endswith("/take-back") for each in page.forms)


@pytest.mark.norm("D32.3", limb="a password alone takes nothing back")
def test_who_cannot_take_the_stop_back_reads_so_before_and_after(house: House) -> None:
    """The page promised it, and the page of the reports refused it."""
    person, walk = house.world.person(), house.walk()
    question = asked_of_the_stop(room(walk, person, MEANS), house, person, CredentialKind.TOTP)
    assert "A sign-in then reaches level 1 of 4." in question
    assert "you cannot take that back yourself" in question
    assert "one of these" not in question
    done = stop(walk, house, person, CredentialKind.TOTP)
    assert "Done: this no longer signs anybody in" in done.text
    assert NOT_ALONE in done.text
    assert "You can take that back" not in done.text
    page = walk.visitor.get(OWN)
    assert (NOT_ALONE in page.text, offers_to_take_back(page)) == (True, False)
    assert "One way to sign in was stopped in your account" in page.text


@pytest.mark.norm("D32.3", limb="a report by a thief is taken back")
def test_who_can_take_the_stop_back_reads_with_what_and_then_can(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    printed_before(house.world, person)
    question = asked_of_the_stop(room(walk, person, MEANS), house, person, CredentialKind.TOTP)
    assert "after a new sign-in with one of these: Recovery codes." in question
    done = stop(walk, house, person, CredentialKind.TOTP)
    assert "You can take that back under Report a loss or misuse." in done.text
    house.world.clock.advance(timedelta(seconds=1))
    page = walk.visitor.get(OWN)
    assert "sign in again with one of these: Recovery codes." in page.text
    action = next(each.action for each in page.forms if each.action.endswith("/take-back"))
    beside = walk.password(walk.visitor.arrive(walk.visitor.post(action, proof(page))), person)
    sent = walk.visitor.submit(beside, "username", "code", username=person.username, code=codes[0])
    page = walk.visitor.arrive(sent)
    assert "This sign-in is enough to take it back." in page.text
    back = walk.visitor.arrive(walk.visitor.post(action, proof(page)))
    assert "taken-back" in back.ids
    assert the(house, person, CredentialKind.TOTP).disabled_at is None


@pytest.mark.norm("D32.3", limb="means planted by a thief lift no report")
def test_no_button_takes_back_what_a_younger_passkey_cannot(house: House) -> None:
    """The password is stopped by a passkey that is younger and bound at 1: no sign-in is enough."""
    person = house.world.person(totp=False, level=1)
    house.world.clock.advance(timedelta(minutes=1))
    holder = Holder(house, person, adds_passkey(house, house.walk(), person))
    house.world.clock.advance(timedelta(minutes=1))
    walk = house.walk()
    holder.use(walk, walk.visitor.arrive(walk.visitor.get(MEANS)))
    assert NOT_ALONE in stop(walk, house, person, CredentialKind.PASSWORD).text
    house.world.clock.advance(timedelta(seconds=1))
    anew = house.walk()
    page = holder.use(anew, anew.visitor.arrive(anew.visitor.get(OWN)))
    assert (page.path, NOT_ALONE in page.text, offers_to_take_back(page)) == (OWN, True, False)
    assert "something that was not stopped" not in page.text


@pytest.mark.parametrize("path", [OWN, "/me/lost-phone"])
def test_after_a_report_the_page_says_whether_this_person_can_take_it_back(
    house: House, path: str
) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get(path)), person)
    sent = {**proof(page), "reason": "lost_control", "lost": "phone"}
    done = walk.visitor.arrive(walk.visitor.post(path, sent))
    told = done.text.split('id="then"')[1].split("</p>")[0]
    assert NOT_ALONE in told


def test_the_use_of_a_letters_link_is_listed_as_that(house: House) -> None:
    person = house.world.person()
    path = undo_path(house, person, NoticeKind.CREDENTIAL_ADDED, "totp")
    visitor = house.visitor()
    visitor.post(path, proof(visitor.get(path)))
    (case,) = house.world.services.losses.cases.for_subject(person.subject_id)
    assert isinstance(case, LossCase)
    walk = house.walk()
    page = walk.password(walk.visitor.arrive(walk.visitor.get(OWN)), person)
    assert "A change was undone through the link of a letter" in page.text
    assert "Reported" not in page.text.split(case.number)[1].split("</li>")[0]


def test_the_letter_leaves_it_to_the_page_what_can_be_taken_back() -> None:
    """It is read later than it is written, so it promises nothing."""
    words = LETTER_TEXTS[NoticeKind.LOSS_STOPPED_FOR_NOW]
    assert "can be taken back" not in words.what
    assert "whether you can take it back yourself" in words.otherwise


def test_the_page_names_only_what_a_sign_in_can_begin_with(house: House) -> None:
    """A PIN alone begins none, so with the password stopped it is the passkey that reaches it."""
    person = house.world.person(totp=False, level=1)
    house.world.clock.advance(timedelta(minutes=1))
    holder = Holder(house, person, adds_passkey(house, house.walk(), person))
    sure(house.world.services.pins.set(person.subject_id, "482915", binding=ACTIVATING))
    house.world.clock.advance(timedelta(minutes=1))
    walk = house.walk()
    holder.use(walk, walk.visitor.arrive(walk.visitor.get(MEANS)))
    page = stop(walk, house, person, CredentialKind.PASSWORD)
    by = page.text.split('id="reached-by"')[1].split("</p>")[0]
    assert ("Passkey" in by, "PIN" in by) == (True, False)


def test_where_no_sign_in_can_begin_the_page_says_so(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    page = room(walk, person, MEANS)
    sent = {**proof(page), "reason": "lost_control", "lost": "secrets"}
    walk.visitor.post(OWN, sent)
    page = walk.visitor.get(MEANS)
    assert "no-way-in" in page.ids
    assert "a sign-in reaches level" not in page.text
