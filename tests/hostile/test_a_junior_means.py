"""A means added with a stolen password stops what was there before, and takes nothing away."""

from datetime import timedelta

import pyotp
import pytest

from idp.accounts.shown_documents import DocumentData
from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.factors.domain import Binding, CredentialKind
from idp.kernel.refusals import Reason
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.notices.domain import NoticeKind
from tests.hostile.test_a_binding import adds_code_app, adds_passkey, room, the
from tests.support.at_best import shown
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import themself
from tests.support.passkey_pages import Holder
from tests.support.sign_ins import reason
from tests.support.telephones import Telephone, believe
from tests.support.visits import recovered
from tests.support.walks import Walk
from tests.support.world import Person, sure
from tests.web.test_undo_page import undo_path

SECRETS = Report(LossReason.LOST_CONTROL, frozenset({LostItem.SECRETS}))
LATER = "came later than this way to sign in"


@pytest.fixture
def thief(house: House) -> Holder:
    """Their passkey on an account of password and printed codes, a minute after the password."""
    person = house.world.person(totp=False, level=1)
    sure(house.world.services.recovery_codes.renew(person.subject_id))
    house.world.clock.advance(timedelta(minutes=1))
    device = adds_passkey(house, house.walk(), person)
    house.world.clock.advance(timedelta(minutes=1))
    return Holder(house, person, device)


def kinds(house: House, person: Person) -> list[str]:
    held = house.world.services.credentials.held(person.subject_id)
    return sorted(each.kind for each in held if each.disabled_at is None)


def proof(page: Answer) -> dict[str, str]:
    return {"csrf": dict(page.form("csrf").fields)["csrf"]}


def inside(thief: Holder, path: str = "/me/means") -> tuple[Walk, Answer]:
    """Their own browser, signed in with the passkey alone for what this page changes."""
    walk = thief.house.walk()
    page = thief.use(walk, walk.visitor.arrive(walk.visitor.get(path)))
    assert page.path == path
    return walk, page


@pytest.mark.parametrize("kind", [CredentialKind.PASSWORD, CredentialKind.RECOVERY_CODES])
def test_a_younger_passkey_removes_nothing_that_is_older(
    house: House, thief: Holder, kind: CredentialKind
) -> None:
    before = kinds(house, thief.person)
    walk, page = inside(thief)
    path = f"/me/means/{the(house, thief.person, kind).id}/remove"
    asked = walk.visitor.arrive(walk.visitor.post(path, proof(page)))
    page = thief.use(walk, asked)
    answer = walk.visitor.arrive(walk.visitor.post(path, proof(page)))
    assert LATER in answer.text
    assert kinds(house, thief.person) == before


def test_a_younger_passkey_replaces_no_password(house: House, thief: Holder) -> None:
    password = the(house, thief.person, CredentialKind.PASSWORD)
    walk, page = inside(thief, "/me/means/password")
    new = {"password": "bảy con sếu bay ngang đồng chiều"}
    assert LATER in walk.visitor.post("/me/means/password", {**proof(page), **new}).text
    assert the(house, thief.person, CredentialKind.PASSWORD) == password


def test_a_younger_passkey_renews_no_printed_codes(house: House, thief: Holder) -> None:
    codes = the(house, thief.person, CredentialKind.RECOVERY_CODES)
    walk, page = inside(thief)
    path = "/me/means/recovery-codes"
    page = thief.use(walk, walk.visitor.arrive(walk.visitor.post(path, proof(page))))
    assert LATER in walk.visitor.post(path, proof(page)).text
    assert the(house, thief.person, CredentialKind.RECOVERY_CODES) == codes


def test_a_changed_password_is_as_old_as_the_first_one(house: House, thief: Holder) -> None:
    """Else the owner makes a planted passkey the older one by changing the password."""
    services, person = house.world.services, thief.person
    owner = Binding(
        CeremonyKind.OWN_ACCOUNT,
        shown([EvidenceKind.PASSWORD], services.credentials.held(person.subject_id)),
    )
    sure(services.passwords.set(person.subject_id, "sáu con sếu bay ngang sông", binding=owner))
    house.world.clock.advance(timedelta(minutes=1))
    walk, page = inside(thief)
    path = f"/me/means/{the(house, person, CredentialKind.PASSWORD).id}/remove"
    page = thief.use(walk, walk.visitor.arrive(walk.visitor.post(path, proof(page))))
    assert LATER in walk.visitor.arrive(walk.visitor.post(path, proof(page))).text


@pytest.mark.norm("D32.3", limb="means planted by a thief lift no report")
def test_codes_that_were_planted_lift_no_report_of_the_owner(house: House) -> None:
    """Neither those printed after the report nor those printed before it."""
    services, person = house.world.services, house.world.person(totp=False, level=1)
    house.world.clock.advance(timedelta(minutes=1))
    planted = sure(services.recovery_codes.renew(person.subject_id))
    house.world.clock.advance(timedelta(minutes=1))
    case = services.losses.report(
        person.subject_id, SECRETS, reported_by=ReportedBy.LINK, actor=themself(person.subject_id)
    )
    house.world.clock.advance(timedelta(minutes=1))
    for printed in (planted, None):
        codes = printed or sure(services.recovery_codes.renew(person.subject_id))
        house.world.clock.advance(timedelta(minutes=1))
        walk = house.walk()
        page = walk.visitor.arrive(walk.visitor.get("/me/report-loss"))
        page = walk.visitor.get(f"{page.path}/recovery")
        sent = walk.visitor.submit(
            page, "username", "code", username=person.username, code=codes[0]
        )
        page = walk.visitor.arrive(sent)
        path = f"/me/report-loss/{case.number}/take-back"
        answer = walk.visitor.post(path, proof(page))
        assert "Call the help line: it tells you what can be done." in answer.text
        assert the(house, person, CredentialKind.PASSWORD).disabled_at is not None


@pytest.mark.norm("D32.3", limb="a password alone stops for now only")
@pytest.mark.parametrize("path", ["/me/report-loss", "/me/lost-phone"])
def test_a_password_alone_reports_nothing_for_good(house: House, thief: Holder, path: str) -> None:
    walk, person = house.walk(), thief.person
    page = walk.visitor.arrive(walk.visitor.get(path))
    page = walk.password(page, person) if page.path != path else page
    assert page.path == path
    sent = {**proof(page), "reason": "lost_control", "lost": "phone"}
    walk.visitor.post(path, sent)
    (case,) = house.world.services.losses.cases.for_subject(person.subject_id)
    assert case.can_be_retracted


@pytest.mark.norm("D32.3", limb="a password alone stops for now only")
def test_a_password_alone_stops_one_means_for_now_only(house: House, thief: Holder) -> None:
    walk, person = house.walk(), thief.person
    page = room(walk, person, "/me/means")
    passkey = the(house, person, CredentialKind.PASSKEY)
    walk.visitor.post(f"/me/means/{passkey.id}/stop", proof(page))
    assert the(house, person, CredentialKind.PASSKEY).resumable


@pytest.mark.norm("D19.4-2", limb="a sign-in made for one change makes no other")
def test_one_sign_in_makes_one_change(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    adds_code_app(house, walk, person)
    again = walk.visitor.get("/me/means/code-app")
    assert "/authorize/" in again.location
    walk = house.walk()
    room(walk, person, "/me/means/code-app")
    pages = [walk.visitor.get("/me/means/code-app") for _ in range(2)]
    for page, works in zip(pages, (True, False), strict=True):
        secret = page.text.split('id="totp-secret">')[1].split("<", maxsplit=1)[0]
        code = pyotp.TOTP(secret).at(house.world.clock.now())
        done = walk.visitor.arrive(walk.visitor.submit(page, "handle", code=code))
        assert ("the new way to sign in is ready" in done.text) is works


def test_a_newer_handle_for_a_telephone_ends_the_earlier_one(house: House) -> None:
    believe(house.world)
    services, person, walk = house.world.services, house.world.person(), house.walk()
    room(walk, person, "/me/means/app")
    (session,) = services.sessions.for_subject(person.subject_id)
    handles = [
        services.app_keys.begin_enrolment(person.subject_id, by=session.basis) for _ in range(3)
    ]
    enrolled = []
    for handle in (*handles[:2], handles[2]):
        telephone = Telephone(house.world.settings.issuer)
        enrolled.append(services.app_keys.enrol(handle, telephone.chain(handle), label=""))
    assert [reason(each) for each in enrolled[:2]] == [Reason.USED_BEFORE] * 2
    sure(enrolled[2])


@pytest.mark.norm("D32.3", limb="no link from before a recovery undoes anything")
def test_no_link_from_before_a_counter_recovery_undoes_anything(house: House) -> None:
    services, person = house.world.services, house.world.person()
    path = undo_path(house, person, NoticeKind.CREDENTIAL_ADDED, "totp")
    document = DocumentData(**services.accounts.registered(person.subject_id))
    recovered(services, person.username, document)
    assert house.visitor().get(path).status == 404
