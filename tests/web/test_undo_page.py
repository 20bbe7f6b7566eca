"""The page behind the link of a letter: for its reader, and safe against mail programs."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind
from idp.kernel.ids import new_id
from idp.notices.domain import NoticeKind
from idp.notices.sending import facts_context
from idp.notices.tables import NOTICE
from idp.web.pages.language_links import LASTS_WHEN_DONE
from tests.support.at_best import shown
from tests.support.http import Answer, tongue
from tests.support.live import House
from tests.support.world import Person


def undo_path(house: House, person: Person, kind: NoticeKind, means: str | None = None) -> str:
    services = house.world.services
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind == kind
    with services.database.transaction() as connection:
        rows = [row._asdict() for row in connection.execute(select(NOTICE).where(*mine))]
    facts = [
        json.loads(
            services.subjects.open(
                person.subject_id, row["facts_sealed"], context=facts_context(row["id"])
            )
        )
        for row in rows
    ]
    return str(next(each["undo"] for each in facts if means in {None, each.get("kind")}))


def proof_of(page: Answer) -> str:
    return dict(page.form("csrf").fields)["csrf"]


def stopped(house: House, person: Person) -> list[str]:
    held = house.world.services.credentials.held(person.subject_id)
    return [each.kind for each in held if each.disabled_at is not None]


def test_the_letter_opens_a_page_that_undoes_when_it_is_pressed(house: House) -> None:
    person = house.world.person()
    path, reader = undo_path(house, person, NoticeKind.CREDENTIAL_ADDED, "totp"), house.visitor()
    page = reader.get(path)
    assert "One-time code from an application" in page.text
    assert person.username not in page.text
    assert person.username[0] + "…" in page.text
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert stopped(house, person) == []
    assert reader.post(path, {}).status == 403
    done = reader.arrive(reader.post(path, {"csrf": proof_of(page)}))
    assert {"undone", "case-number"} <= done.ids
    assert {"undone", "case-number"} <= reader.get(done.url).ids, "a telephone loads it again"
    assert stopped(house, person) == ["totp"]
    for again in (reader.get(path), reader.post(path, {"csrf": proof_of(page)})):
        assert (again.status, "was used" in again.text) == (404, True)


def number_on(page: Answer) -> str:
    return page.text.split('id="case-number">')[1].split("<")[0]


def test_another_language_says_too_that_it_was_undone(house: House) -> None:
    """To this browser alone, because the link itself is used up."""
    person, reader = house.world.person(), house.visitor()
    path = undo_path(house, person, NoticeKind.CREDENTIAL_ADDED, "totp")
    done = reader.arrive(reader.post(path, {"csrf": proof_of(reader.get(path))}))
    there = reader.get(tongue(done))
    assert ('<html lang="vi">' in there.text, "undone" in there.ids) == (True, True)
    assert number_on(there) == number_on(done)
    back = reader.get(tongue(there))
    assert back.text.split("<main")[1] == done.text.split("<main")[1]
    assert house.visitor().get(tongue(done)).status == 404
    house.world.clock.advance(LASTS_WHEN_DONE + timedelta(seconds=1))
    assert reader.get(tongue(done)).status == 404


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Firefox/128.0", "Firefox, Windows"),
        ("Call 0900 000 000 now", "a browser we do not know"),
    ],
)
def test_the_device_is_named_in_our_own_words(house: House, agent: str, named: str) -> None:
    person, first = house.world.person(totp=False), house.walk()
    first.complete(person)
    with house.world.services.database.transaction():
        session = house.world.services.sessions.start(
            new_id(),
            subject_id=person.subject_id,
            client_id=None,
            shown=shown([EvidenceKind.PASSWORD]),
            device=agent,
            replaces=None,
        ).session
        house.world.services.authorization.new_browsers.remember(session, "another")
    page = house.visitor().get(undo_path(house, person, NoticeKind.NEW_BROWSER))
    assert f"Sign-in from a new browser: {named}" in " ".join(page.text.split())
    assert agent not in page.text


def test_a_sign_in_from_a_new_browser_is_told_and_ended(house: House) -> None:
    person, first, second = house.world.person(), house.walk(), house.walk()
    first.complete(person)
    second.complete(person)
    path, reader = undo_path(house, person, NoticeKind.NEW_BROWSER), house.visitor()
    page = reader.get(path)
    assert "Sign-in from a new browser" in page.text
    assert "Sign everybody out now" in page.text
    done = reader.arrive(reader.post(path, {"csrf": proof_of(page)}))
    assert "undone" in done.ids
    assert "it was undone" not in done.text
    assert "every session, and the access that services were given, has ended" in done.text
    walk = house.walk()
    walk.complete(person)
    reported = walk.visitor.arrive(walk.visitor.get("/me/report-loss"))
    assert "Reported or undone through a link that was sent to you" in reported.text
    assert reported.text.count("Somebody used my identity without my permission") == 1
    assert second.visitor.get("/me").status == 303
    assert first.visitor.get("/me").status == 303


@pytest.mark.parametrize("link", ["x", "x" * 43, "%00", "%ED%B2%80", "a" * 3000, "..%2fme"])
def test_an_invented_link_is_not_found(house: House, link: str) -> None:
    assert house.visitor().get(f"/public/undo/{link}").status == 404


def test_the_help_line_can_be_tapped(house: House) -> None:
    for path in ("/public/report-loss", "/public/help", "/public"):
        page = house.visitor().get(path)
        assert 'href="tel:19000000"' in page.text
        assert 'href="mailto:' in page.text
