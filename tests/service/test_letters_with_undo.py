"""Letters about means: to every address, with a link that undoes them once; and of attacks (M4)."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from idp.assurance.kinds import EvidenceKind
from idp.authorization.new_browsers import KNOWN_FOR
from idp.authorization.tables import KNOWN_BROWSER
from idp.factors.domain import CredentialKind
from idp.factors.passwords import PresentedPassword
from idp.factors.tables import CREDENTIAL
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import MISUSE_REPORT, LossCase
from idp.notices.domain import TO_ALL_ADDRESSES, UNDO_LIFETIME, Channel, NoticeKind
from idp.notices.sending import facts_context
from idp.notices.tables import NOTICE
from idp.sessions.domain import Session
from tests.support.anchorings import anchor
from tests.support.at_best import shown
from tests.support.officers import AN
from tests.support.races import race
from tests.support.sign_ins import sign_in
from tests.support.telephones import telephone_of
from tests.support.world import Person, World, sure

BOTH = {"phone_number": "+84912345678", "phone_number_verified": True}


def letters(world: World, person: Person, kind: NoticeKind) -> list[Mapping[str, Any]]:
    """Every letter of a kind, with its facts in clear."""
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind == kind
    with world.services.database.transaction() as connection:
        rows = [row._asdict() for row in connection.execute(select(NOTICE).where(*mine))]
    return [{**row, **_facts(world, row)} for row in rows]


def _facts(world: World, row: Mapping[str, Any]) -> Mapping[str, Any]:
    context = facts_context(row["id"])
    opened = world.services.subjects.open(row["subject_id"], row["facts_sealed"], context=context)
    facts: Mapping[str, Any] = json.loads(opened)
    return facts


def link_of(letter: Mapping[str, Any]) -> str:
    return str(letter["undo"]).rsplit("/", 1)[1]


def stopped(world: World, person: Person) -> set[CredentialKind]:
    held = world.services.credentials.held(person.subject_id)
    return {each.kind for each in held if each.disabled_at is not None}


def signed_in(world: World, person: Person) -> Session:
    return world.services.sessions.start(
        new_id(),
        subject_id=person.subject_id,
        client_id=None,
        shown=shown([EvidenceKind.PASSWORD]),
        device="",
        replaces=None,
    ).session


def test_a_new_means_is_told_to_every_address(world: World) -> None:
    person = world.person(data=BOTH)
    told = [
        each
        for each in letters(world, person, NoticeKind.CREDENTIAL_ADDED)
        if each["kind"] == CredentialKind.TOTP
    ]
    assert {each["channel"] for each in told} == {Channel.MAIL, Channel.SMS}
    # Each its own, so that the one of an address that is taken back ends with it.
    assert len({each["undo"] for each in told}) == 2


def test_what_is_no_change_of_means_goes_to_one_address(world: World) -> None:
    person = world.person(data=BOTH)
    assert NoticeKind.CONSENT_GIVEN not in TO_ALL_ADDRESSES
    assert world.services.notices.notify(
        person.subject_id, text_key=NoticeKind.CONSENT_GIVEN, facts={"client_name": "x"}
    )
    (told,) = letters(world, person, NoticeKind.CONSENT_GIVEN)
    assert told["channel"] == Channel.MAIL


def test_the_link_stops_the_new_means_once_and_for_now(world: World) -> None:
    person, losses = world.person(), world.services.losses
    (told,) = [
        each
        for each in letters(world, person, NoticeKind.CREDENTIAL_ADDED)
        if each["kind"] == CredentialKind.TOTP
    ]
    here = signed_in(world, person)
    shown = losses.peek_undo(link_of(told))
    assert shown is not None
    assert (shown.subject_id, shown.kind) == (person.subject_id, CredentialKind.TOTP)
    assert stopped(world, person) == set()
    answers = race(lambda: losses.undo(link_of(told)), times=4)
    assert [isinstance(each, LossCase) for each in answers].count(True) == 1
    assert stopped(world, person) == {CredentialKind.TOTP}
    assert world.services.sessions.by_id(here.id) is None
    (case,) = losses.cases.for_subject(person.subject_id)
    assert case.can_be_retracted
    sure(losses.retraction.at_counter(case.number, document="identity card", actor=AN))
    assert stopped(world, person) == set()


@pytest.mark.parametrize("link", ["", "x" * 43, "\udc80", "a" * 5000])
def test_an_invented_link_undoes_nothing(world: World, link: str) -> None:
    losses = world.services.losses
    assert losses.peek_undo(link) is None
    assert losses.undo(link) == Refused(Reason.NOT_FOUND)


def test_an_old_link_undoes_nothing(world: World) -> None:
    person = world.person()
    link = link_of(letters(world, person, NoticeKind.CREDENTIAL_ADDED)[0])
    world.clock.advance(UNDO_LIFETIME)
    assert world.services.losses.undo(link) == Refused(Reason.NOT_FOUND)
    assert stopped(world, person) == set()


def test_a_link_to_report_a_loss_undoes_nothing(world: World) -> None:
    person, losses = world.person(), world.services.losses
    link = link_of(letters(world, person, NoticeKind.CREDENTIAL_ADDED)[0])
    assert losses.links.peek(link) is None
    assert losses.report_by_link(link, MISUSE_REPORT) == Refused(Reason.NOT_FOUND)


def guess(world: World, name: str) -> None:
    world.services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=name, password="wrong")
    )


def test_who_is_guessed_at_gets_one_letter_and_not_a_flood(world: World) -> None:
    person = world.person(totp=False)
    for name in (person.username, "nobody"):
        for _ in range(8):
            guess(world, name)
    assert world.services.passwords.letters.send_due() == 1
    assert world.services.passwords.letters.send_due() == 0
    for _ in range(40):
        world.clock.advance(timedelta(minutes=20))
        guess(world, person.username)
        world.services.passwords.letters.send_due()
    assert len(letters(world, person, NoticeKind.PASSWORD_GUESSED)) == 1


def test_an_owner_who_signs_in_between_does_not_let_a_guesser_write(world: World) -> None:
    person = world.person(totp=False)
    for _ in range(10):
        for _ in range(5):
            guess(world, person.username)
        world.clock.advance(timedelta(minutes=2))
        right = world.services.passwords.verify_at_once(
            sign_in(world), PresentedPassword(username=person.username, password=person.password)
        )
        assert not isinstance(right, Refused)
        world.services.passwords.letters.send_due()
    assert 1 <= len(letters(world, person, NoticeKind.PASSWORD_GUESSED)) <= 2


def test_many_workers_write_one_letter(world: World) -> None:
    person = world.person(totp=False)
    for _ in range(5):
        guess(world, person.username)
    assert sum(race(world.services.passwords.letters.send_due, times=4)) == 1


def meet(world: World, person: Person, browser: str) -> None:
    with world.services.database.transaction():
        world.services.authorization.new_browsers.remember(signed_in(world, person), browser)


def test_a_new_browser_is_told_and_a_known_one_is_not(world: World) -> None:
    person = world.person(totp=False)
    for browser in ("one", "one", "two", "two", "one"):
        meet(world, person, browser)
    (told,) = letters(world, person, NoticeKind.NEW_BROWSER)
    here = signed_in(world, person)
    assert isinstance(world.services.losses.undo(link_of(told)), LossCase)
    assert world.services.sessions.by_id(here.id) is None
    assert stopped(world, person) == set()


def test_a_browser_is_forgotten_when_its_cookie_is_gone_and_a_sign_in_renews_it(
    world: World,
) -> None:
    person, forget = (
        world.person(totp=False),
        world.services.authorization.new_browsers.purge_expired,
    )
    for browser in ("one", "two"):
        meet(world, person, browser)
    world.clock.advance(KNOWN_FOR - timedelta(days=1))
    meet(world, person, "two")
    assert forget() == 0
    world.clock.advance(timedelta(days=2))
    assert forget() == 1
    world.clock.advance(KNOWN_FOR)
    assert forget() == 0
    told = len(letters(world, person, NoticeKind.NEW_BROWSER))
    meet(world, person, "one")
    assert len(letters(world, person, NoticeKind.NEW_BROWSER)) == told + 1


def test_the_memory_of_a_browser_is_renewed_once_a_day(world: World) -> None:
    person = world.person(totp=False)
    met = select(KNOWN_BROWSER.c.met_at).where(KNOWN_BROWSER.c.subject_id == person.subject_id)

    def renewed() -> bool:
        before = world.services.database.all(met)
        meet(world, person, "one")
        return world.services.database.all(met) != before

    assert renewed()
    world.clock.advance(timedelta(hours=23))
    assert not renewed()
    world.clock.advance(timedelta(hours=2))
    assert renewed()
    assert not renewed()


def test_many_new_browsers_do_not_fill_a_mailbox(world: World) -> None:
    person = world.person(totp=False)
    for number in range(100):
        meet(world, person, f"browser {number}")
        world.clock.advance(timedelta(minutes=15))
    assert len(letters(world, person, NoticeKind.NEW_BROWSER)) <= 4


def test_what_is_not_effective_yet_is_gone_and_raises_nothing(world: World) -> None:
    """Stopped, it would count one day for what it takes to change the account."""
    person = world.person()
    mine = CREDENTIAL.c.subject_id == person.subject_id, CREDENTIAL.c.kind == CredentialKind.TOTP
    later = world.clock.now() + timedelta(days=1)
    with world.services.database.transaction() as connection:
        connection.execute(update(CREDENTIAL).where(*mine).values(effective_at=later))
    (told,) = [
        each
        for each in letters(world, person, NoticeKind.CREDENTIAL_ADDED)
        if each["kind"] == CredentialKind.TOTP
    ]
    assert isinstance(world.services.losses.undo(link_of(told)), LossCase)
    held = world.services.credentials.held(person.subject_id)
    assert {each.kind for each in held} == {CredentialKind.PASSWORD}
    world.clock.advance(timedelta(days=30))
    settled = world.services.credentials.enrolled_pieces(person.subject_id)
    assert {piece.kind for piece in settled} == {EvidenceKind.PASSWORD}


def test_the_letter_about_a_key_bound_at_a_counter_undoes_it(world: World) -> None:
    person = world.person()
    telephone_of(world, person.subject_id)
    key = next(
        each
        for each in world.services.credentials.held(person.subject_id)
        if each.kind is CredentialKind.APP_KEY
    )
    sure(anchor(world.services, key.id))
    letter = letters(world, person, NoticeKind.KEY_ANCHORED)[0]
    assert isinstance(world.services.losses.undo(link_of(letter)), LossCase)
    assert key.kind in stopped(world, person)
