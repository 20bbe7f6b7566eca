"""A button that works once is not used up by a database that goes away before its effect."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import NullPool, create_engine, text

from idp.losses.domain import LOST_PHONE_REPORT
from idp.notices.domain import NoticeKind
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.web.test_report_loss_pages import link_of
from tests.web.test_undo_page import proof_of, stopped, undo_path


@contextlib.contextmanager
def held(house: House, table: str) -> Iterator[None]:
    """Another connection holds a table, so that writing it is given up after a while."""
    engine = create_engine(house.world.settings.database_url, poolclass=NullPool)
    with engine.connect() as other:
        other.execute(text(f"LOCK TABLE {table} IN EXCLUSIVE MODE"))
        yield
        other.rollback()
    engine.dispose()


def twice(house: House, reader: Visitor, path: str, fields: dict[str, str]) -> Answer:
    """Press while the cases of losses cannot be written, then again."""
    with held(house, "loss_case"):
        assert reader.post(path, fields).status == 503
    return reader.arrive(reader.post(path, fields))


def test_the_link_of_a_letter_undoes_after_a_503(racing_house: House) -> None:
    house, person = racing_house, racing_house.world.person()
    path, reader = undo_path(house, person, NoticeKind.CREDENTIAL_ADDED, "totp"), house.visitor()
    proof = proof_of(reader.get(path))
    assert "undone" in twice(house, reader, path, {"csrf": proof}).ids
    assert stopped(house, person) == ["totp"]


def test_the_link_that_confirms_a_loss_stops_after_a_503(racing_house: House) -> None:
    house, person = racing_house, racing_house.world.person()
    losses, reader = house.world.services.losses, house.visitor()
    assert losses.links.request(LOST_PHONE_REPORT, username=person.username) is None
    path = link_of(house, person)
    proof = proof_of(reader.get(path))
    chosen = {"csrf": proof, "reason": "lost_control", "lost": "phone"}
    assert "case-number" in twice(house, reader, path, chosen).ids
    assert stopped(house, person) == ["totp"]


def test_a_recovery_code_reports_after_a_503(racing_house: House) -> None:
    house, person = racing_house, racing_house.world.person()
    codes = house.world.services.recovery_codes.renew(person.subject_id)
    assert isinstance(codes, tuple)
    house.world.clock.advance(timedelta(minutes=1))
    reader, path = house.visitor(), "/public/report-loss"
    fields = {
        "csrf": proof_of(reader.get(path)),
        "username": person.username,
        "secret": codes[0],
        "reason": "lost_control",
        "lost": "phone",
    }
    assert "case-number" in twice(house, reader, path, fields).ids
    assert house.world.services.recovery_codes.remaining(person.subject_id) == len(codes) - 1


def test_the_answer_to_sign_out_works_after_a_503(racing_house: House) -> None:
    house, person = racing_house, racing_house.world.person(totp=False)
    walk = house.walk()
    walk.tokens(person)
    page = walk.visitor.get("/logout")
    with held(house, "session"):
        assert walk.visitor.submit(page, "decision", decision="allow").status == 503
    assert "code" in walk.ask(prompt="none").query
    answer = walk.visitor.submit(page, "decision", decision="allow")
    assert answer.location.endswith("/logged-out")
    assert "code" not in walk.ask(prompt="none").query


def test_a_recovery_code_signs_in_after_a_503(racing_house: House) -> None:
    """The code was spent before it was recorded what it had proven: a printed line was lost."""
    house, person = racing_house, racing_house.world.person(totp=False)
    codes = house.world.services.recovery_codes.renew(person.subject_id)
    assert isinstance(codes, tuple)
    house.world.clock.advance(timedelta(minutes=1))
    walk = house.walk()
    page = walk.ask(acr_values=house.acr(1))
    form = walk.visitor.get(f"{page.path}/recovery")
    typed = {"username": person.username, "code": codes[0]}
    with held(house, "evidence"):
        assert walk.visitor.submit(form, "code", **typed).status == 503
    assert house.world.services.recovery_codes.remaining(person.subject_id) == len(codes)
    done = walk.visitor.arrive(walk.visitor.submit(form, "code", **typed))
    assert "consent-allow" in done.ids, done.text
    assert house.world.services.recovery_codes.remaining(person.subject_id) == len(codes) - 1


def test_a_password_signs_in_after_a_503(racing_house: House) -> None:
    """The code to the party could not be made: the sign-in had not happened either."""
    house, person = racing_house, racing_house.world.person(totp=False)
    walk = house.walk()
    walk.tokens(person)
    walk.visitor.cookies.pop("md_session")
    page, sessions = walk.ask(), house.world.services.sessions
    before = len(sessions.for_subject(person.subject_id))
    typed = {"username": person.username, "password": person.password}
    with held(house, "authorization_code"):
        assert walk.visitor.submit(page, "username", "password", **typed).status == 503
    assert len(sessions.for_subject(person.subject_id)) == before
    done = walk.visitor.submit(page, "username", "password", **typed)
    assert walk.redeem(done.query["code"]).status == 200
