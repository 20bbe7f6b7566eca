"""Pages of one session are not shown to the next one in the same browser."""

from collections.abc import Callable

import pytest

from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from tests.support.http import Answer
from tests.support.letters import code_sent
from tests.support.live import House
from tests.support.officers import OPERATOR, themself
from tests.support.walks import Walk
from tests.support.world import Person, sure

EMAIL, NEW = "/me/contacts/email", "owner@new.example"
CODES = "/me/means/recovery-codes"
WORD = "một câu khác hẳn và dài 77"


def entered(walk: Walk, person: Person, path: str) -> Answer:
    page = walk.visitor.arrive(walk.visitor.get(path))
    return walk.sign_in(page, person) if "username" in page.ids else page


def proof(page: Answer) -> dict[str, str]:
    return {"csrf": dict(page.form("csrf").fields)["csrf"]}


def sheet(walk: Walk, person: Person) -> tuple[str, str]:
    """The address of a sheet that was made at level 2, and a code on it."""
    page = entered(walk, person, "/me/means/password")
    asked = walk.visitor.arrive(walk.visitor.post(CODES, proof(page)))
    page = walk.sign_in(asked, person)
    shown = walk.visitor.arrive(walk.visitor.post(CODES, proof(page)))
    code = shown.text.split('<li><code translate="no">')[1].split("<", maxsplit=1)[0]
    address = f"{CODES}/sheet?{shown.url.partition('?')[2]}"
    assert code in walk.visitor.get(address).text
    return address, code


def signed_out(walk: Walk, path: str) -> None:
    walk.visitor.post(path, proof(walk.visitor.get("/me/sessions")))


def everywhere(walk: Walk, _: Person) -> None:
    signed_out(walk, "/me/sessions/end-all")


def here(walk: Walk, person: Person) -> None:
    (session,) = walk.world.services.sessions.for_subject(person.subject_id)
    signed_out(walk, f"/me/sessions/{session.id}/end")


def changed(walk: Walk, person: Person) -> None:
    """In the very session that made the sheet, which goes on."""
    (before,) = walk.world.services.sessions.for_subject(person.subject_id)
    page = entered(walk, person, "/me/means/password")
    fields = {"password": WORD, "password_again": WORD}
    assert walk.visitor.submit(page, "password", **fields).status == 303
    (after,) = walk.world.services.sessions.for_subject(person.subject_id)
    assert after.id == before.id


def reported(walk: Walk, person: Person) -> None:
    losses = walk.world.services.losses
    losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.HOTLINE,
        actor=themself(person.subject_id),
    )


def locked(walk: Walk, person: Person) -> None:
    lock = walk.world.services.endings.lock
    sure(
        lock(
            person.subject_id,
            ground="D15.1",
            body="an authority",
            remedy="a complaint",
            actor=OPERATOR,
        )
    )


@pytest.mark.parametrize("end", [everywhere, here, changed, reported, locked])
def test_a_sheet_of_recovery_codes_ends_with_what_it_stood_on(
    house: House, end: Callable[[Walk, Person], None]
) -> None:
    walk, person = house.walk(), house.world.person()
    address, code = sheet(walk, person)
    end(walk, person)
    assert code not in walk.visitor.arrive(walk.visitor.get(address)).text
    if end in {everywhere, here}:
        page = walk.visitor.arrive(walk.visitor.get("/me"))
        assert walk.password(page, person).path == "/me"
        again = walk.visitor.get(address)
        assert (code in again.text, "codes-gone" in again.ids) == (False, True)


def test_where_a_code_was_sent_is_told_to_the_session_that_asked(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = entered(walk, person, EMAIL)
    sent = walk.visitor.arrive(walk.visitor.submit(page, "address", address=NEW))
    address = f"{EMAIL}?{sent.url.partition('?')[2]}"
    assert NEW in walk.visitor.get(address).text
    assert code_sent(house.world, person)
    everywhere(walk, person)
    page = walk.visitor.arrive(walk.visitor.get("/me"))
    walk.password(page, person)
    assert NEW not in walk.visitor.arrive(walk.visitor.get(address)).text
