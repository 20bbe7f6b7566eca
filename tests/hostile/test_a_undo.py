"""Credentials that a thief removed or replaced are restored by the letter, while it is valid."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.assurance.binding import CeremonyKind
from idp.factors.domain import Binding, CredentialKind
from idp.factors.passwords import PresentedPassword
from idp.factors.pins import PresentedPin
from idp.factors.recovery import PresentedRecoveryCode
from idp.factors.tables import RETIRED
from idp.kernel.refusals import Refused
from idp.losses.domain import LossCase, LossReason, LostItem, Report, ReportedBy
from idp.notices.domain import UNDO_LIFETIME, NoticeKind
from idp.notices.sending import facts_context
from idp.notices.tables import NOTICE
from tests.support.letters import letters
from tests.support.live import House
from tests.support.officers import AN, themself
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World, sure
from tests.web.test_undo_page import proof_of, undo_path

NEW = "bảy con sếu bay ngang đồng chiều"
PHONE = Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE}))


def kinds(house: House, person: Person) -> list[str]:
    held = house.world.services.credentials.held(person.subject_id)
    return sorted(each.kind for each in held if each.disabled_at is None)


def opens(world: World, person: Person, password: str) -> bool:
    proven = world.services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=person.username, password=password)
    )
    return not isinstance(proven, Refused)


def undo(house: House, path: str) -> str:
    reader = house.visitor()
    page = reader.get(path)
    assert "works again" in page.text
    done = reader.arrive(reader.post(path, {"csrf": proof_of(page)}))
    assert "undone" in done.ids
    return done.text


def test_the_letter_about_a_changed_password_brings_the_old_one_back(house: House) -> None:
    world, person = house.world, house.world.person()
    sure(world.services.passwords.set(person.subject_id, NEW))
    world.clock.advance(timedelta(minutes=1))
    assert not opens(world, person, person.password)
    undo(house, undo_path(house, person, NoticeKind.PASSWORD_CHANGED))
    world.clock.advance(timedelta(minutes=1))
    assert opens(world, person, person.password)
    assert not opens(world, person, NEW)


def test_the_newest_and_then_the_older_letter_bring_the_first_password_back(house: House) -> None:
    world, person = house.world, house.world.person()
    passwords = [person.password, NEW, f"{NEW} hai"]
    paths = []
    for each in passwords[1:]:
        world.clock.advance(timedelta(hours=1))
        sure(world.services.passwords.set(person.subject_id, each))
        paths.append(letters(world, person, NoticeKind.PASSWORD_CHANGED)[-1]["undo"])
    for path in reversed(paths):
        world.clock.advance(timedelta(hours=1))
        undo(house, path)
    works = []
    for each in passwords:
        world.clock.advance(timedelta(minutes=1))
        works.append(opens(world, person, each))
    assert works == [True, False, False]


def test_twice_changed_the_first_letter_still_brings_the_first_one_back(house: House) -> None:
    world, person = house.world, house.world.person()
    sure(world.services.passwords.set(person.subject_id, NEW))
    path = undo_path(house, person, NoticeKind.PASSWORD_CHANGED)
    world.clock.advance(timedelta(minutes=1))
    sure(world.services.passwords.set(person.subject_id, f"{NEW} hai"))
    undo(house, path)
    world.clock.advance(timedelta(minutes=1))
    tried = [opens(world, person, each) for each in (person.password, NEW, f"{NEW} hai")]
    assert tried == [True, False, False]


@pytest.mark.parametrize("kind", [CredentialKind.TOTP, CredentialKind.RECOVERY_CODES])
def test_the_letter_about_a_removal_gives_the_means_back(
    house: House, kind: CredentialKind
) -> None:
    services, person = house.world.services, house.world.person()
    codes = sure(services.recovery_codes.renew(person.subject_id))
    before = services.credentials.held(person.subject_id)
    gone = next(each for each in before if each.kind is kind)
    assert services.credentials.remove(person.subject_id, gone.id) is None
    assert kind not in kinds(house, person)
    house.world.clock.advance(timedelta(minutes=1))
    undo(house, undo_path(house, person, NoticeKind.CREDENTIAL_REMOVED))
    assert services.credentials.held(person.subject_id) == before
    if kind is CredentialKind.RECOVERY_CODES:
        ceremony = sign_in(house.world)
        sure(
            services.recovery_codes.verify(
                ceremony, PresentedRecoveryCode(username=person.username, code=codes[0])
            )
        )


def test_new_printed_codes_and_a_new_pin_are_undone_too(house: House) -> None:
    services, person = house.world.services, house.world.person()
    codes = sure(services.recovery_codes.renew(person.subject_id))
    sure(services.pins.set(person.subject_id, "408317"))
    house.world.clock.advance(timedelta(minutes=1))
    sure(services.recovery_codes.renew(person.subject_id))
    sure(services.pins.set(person.subject_id, "903146"))
    credentials = services.credentials
    now = {each.kind: each.id for each in credentials.held(person.subject_id)}
    for kind in (CredentialKind.RECOVERY_CODES, CredentialKind.PIN):
        back = credentials.bring_back(person.subject_id, now[kind])
        assert back is not None
        assert back.id != now[kind]
    house.world.clock.advance(timedelta(minutes=1))
    ceremony = sign_in(house.world)
    sure(
        services.recovery_codes.verify(
            ceremony, PresentedRecoveryCode(username=person.username, code=codes[1])
        )
    )
    sure(services.pins.verify(ceremony, PresentedPin(subject_id=person.subject_id, pin="408317")))


def test_it_ends_for_good_with_the_letter_and_at_a_counter(house: House) -> None:
    services, person = house.world.services, house.world.person()
    sure(services.passwords.set(person.subject_id, NEW))
    (password, *_) = services.credentials.held(person.subject_id)
    house.world.clock.advance(UNDO_LIFETIME)
    assert services.credentials.bring_back(person.subject_id, password.id) is None
    assert services.credentials.retired.purge_expired() == 1
    sure(services.passwords.set(person.subject_id, f"{NEW} ba"))
    services.credentials.erase_all(person.subject_id, actor=AN)
    with services.database.transaction() as connection:
        mine = select(RETIRED.c.id).where(RETIRED.c.subject_id == person.subject_id)
        assert connection.execute(mine).all() == []


def test_what_a_fraud_had_bound_does_not_come_back(house: House) -> None:
    services, person = house.world.services, house.world.person(totp=False, level=1)
    made = Binding(CeremonyKind.OWN_ACCOUNT)
    sure(services.passwords.set(person.subject_id, NEW, binding=made))
    (thiefs,) = services.credentials.held(person.subject_id)
    sure(services.passwords.set(person.subject_id, f"{NEW} hai"))
    held = services.credentials.held(person.subject_id)
    ceremonies = services.credentials.bindings.for_subject(person.subject_id, held)
    bad = [each.id for each in ceremonies if thiefs.id in each.made]
    with services.database.transaction():
        services.credentials.bindings.taint(bad)
    assert services.credentials.bring_back(person.subject_id, held[0].id) is None


@pytest.mark.norm("D32.3", limb="whatever secret is typed reports")
@pytest.mark.parametrize("password", ["QWER-TY23-GHJK-MN45", "qwzxkfjh29876453"])
def test_a_password_that_looks_like_a_code_reports_too(house: House, password: str) -> None:
    services, person = house.world.services, house.world.person()
    codes = sure(services.recovery_codes.renew(person.subject_id))
    sure(services.passwords.set(person.subject_id, password))
    house.world.clock.advance(timedelta(minutes=1))
    for secret in (password, codes[0]):
        case = services.losses.report_with_secret(
            PHONE, username=person.username, secret=secret, audience="b" * 64
        )
        assert isinstance(case, LossCase)


@pytest.mark.norm("D32.3", limb="a lost phone undoes nothing")
def test_a_phone_that_was_reported_lost_undoes_nothing(house: House) -> None:
    """Its finder reads the text messages; the letter still goes there, and to the mailbox whole."""
    world, person = house.world, house.world.person()
    services = world.services

    def links() -> list[tuple[str, bool]]:
        mine = (
            NOTICE.c.subject_id == person.subject_id,
            NOTICE.c.kind == NoticeKind.PASSWORD_CHANGED,
        )
        with services.database.transaction() as connection:
            rows = connection.execute(select(NOTICE).where(*mine).order_by(NOTICE.c.id)).all()
        return [
            (
                row.channel,
                "undo"
                in services.subjects.open(
                    person.subject_id, row.facts_sealed, context=facts_context(row.id)
                ),
            )
            for row in rows
        ]

    sure(services.passwords.set(person.subject_id, NEW))
    assert {found for _, found in links()} == {True}
    case = services.losses.report(
        person.subject_id, PHONE, reported_by=ReportedBy.LINK, actor=themself(person.subject_id)
    )
    before = len(links())
    sure(services.passwords.set(person.subject_id, f"{NEW} hai"))
    later = links()[before:]
    assert later
    assert all(found is (channel == "mail") for channel, found in later)
    sure(services.losses.retraction.at_counter(case.number, document="card", actor=AN))
    before = len(links())
    sure(services.passwords.set(person.subject_id, f"{NEW} ba"))
    assert all(found for _, found in links()[before:])
