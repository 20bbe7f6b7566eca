"""A person's own pages: access, content, changes."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pyotp
import pytest

from idp.authorization.domain.credential_change import CHANGES_WITHIN
from idp.factors.domain import UNPROVEN, CredentialKind
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason
from idp.kernel.spoken_dates import moment
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.representation.domain import RepresentationKind
from idp.subjects.domain import SubjectKind
from idp.web.pages.language_links import LASTS
from tests.support.authenticator import Authenticator
from tests.support.dates import long_date
from tests.support.families import told
from tests.support.grants import APPROVED, relation
from tests.support.http import Answer, Visitor, tongue
from tests.support.live import House
from tests.support.officers import AN, OPERATOR, themself
from tests.support.passkeys import holder_of
from tests.support.uploads import with_file
from tests.support.walks import Walk, contents
from tests.support.world import Person, sure

PUBLIC_RECEIPT = "/public/receipt"
PAGES = (
    "/me",
    "/me/means",
    "/me/sessions",
    "/me/consents",
    "/me/history",
    "/me/looks",
    "/me/settings",
    "/me/lost-phone",
)


def present(house: House, *, level: int = 2, scope: str = "openid profile") -> tuple[Walk, Person]:
    person, walk = house.world.person(), house.walk()
    walk.complete(person, acr_values=house.acr(level), scope=scope)
    return walk, person


def entered(walk: Walk, path: str, person: Person) -> Answer:
    """Open an own page with whatever sign-in it asks for."""
    page = walk.visitor.arrive(walk.visitor.get(path))
    return walk.sign_in(page, person) if "username" in page.ids else page


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in_and_comes_back(house: House, path: str) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.visitor.arrive(walk.visitor.get(path))
    assert "Your own account" in page.text
    assert walk.password(page, person).path == path


@pytest.mark.norm("D4.2", limb="a person sees the own data, their source and date")
@pytest.mark.norm("D3.6", limb="each datum is shown with its source")
def test_each_datum_comes_with_its_source_and_date(house: House) -> None:
    walk, person = present(house)
    page = walk.visitor.get("/me")
    assert "Trần Thị Thử Nghiệm" in page.text
    assert "National Population Database" in page.text
    assert "3 February 1990" in page.text
    assert person.username in page.text


@pytest.mark.norm("D4.2")
def test_a_locked_person_sees_the_lock_in_their_own_account(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    house.world.services.accounts.lock(
        person.subject_id, ground="Điều 15(2)", body="C06", remedy="Nộp đơn", actor=OPERATOR
    )
    day = long_date(house.world.clock.now())
    house.world.clock.advance(timedelta(days=3))
    page = entered(walk, "/me", person)
    for word in ("Your account is locked", "Điều 15(2)", "C06", "Nộp đơn", day):
        assert word in page.text


@pytest.mark.norm("D17.3", limb="a person sees what was done in their name")
def test_the_history_names_party_level_means_items_and_consent(house: House) -> None:
    walk, person = present(house)
    page = walk.visitor.get("/me/history")
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    for word in ("You signed in", "Portal", "Level 2 of 4", "Password", "Full name", consent.id):
        assert word in page.text


@pytest.mark.norm("D14.3", limb="a person exports the signed statement")
def test_the_evidence_of_a_transaction_is_a_signed_file(house: House) -> None:
    walk, _ = present(house)
    page = walk.visitor.get("/me/history")
    link = page.text.split('/statement"')[0].rsplit('"', maxsplit=1)[1] + "/statement"
    signed = walk.visitor.get(link)
    assert signed.headers["Content-Disposition"].startswith("attachment")
    assert contents(signed.text, 0)["typ"] == "evidence-statement+jwt"
    assert house.world.services.keyring.verify(signed.text, typ="evidence-statement+jwt")


def test_nobody_reads_the_evidence_or_receipt_of_another(house: House) -> None:
    walk, person = present(house)
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    other, _ = present(house)
    for link in (
        f"/me/history/{consent.transaction_id}/statement",
        f"/me/consents/{consent.id}/receipt",
    ):
        assert walk.visitor.get(link).status == 200
        assert other.visitor.get(link).status == 404


def test_nobody_ends_the_session_consent_or_means_of_another(house: House) -> None:
    walk, person = present(house)
    other, _ = present(house)
    services = house.world.services
    (consent,) = services.consents.for_subject(person.subject_id)
    (session,) = services.sessions.for_subject(person.subject_id)
    means = services.credentials.held(person.subject_id)
    proof = dict(other.visitor.get("/me/settings").form("csrf").fields)["csrf"]
    for target in (
        f"/me/consents/{consent.id}/withdraw",
        f"/me/sessions/{session.id}/end",
        f"/me/means/{means[0].id}/remove",
    ):
        other.visitor.post(target, {"csrf": proof})
    assert "code" in walk.ask(prompt="none", scope="openid profile").query
    assert services.credentials.held(person.subject_id) == means


@pytest.mark.norm("X15.2", limb="a press in the own account, and the next silence is refused")
def test_withdrawing_is_one_press_and_asks_again_next_time(house: House) -> None:
    walk, person = present(house)
    walk.visitor.submit(walk.visitor.get("/me/consents"), "csrf")
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    assert consent.withdrawn_at is not None
    assert "Withdrawn" in walk.visitor.get("/me/consents").text
    silent = walk.ask(prompt="none", scope="openid profile")
    assert silent.query["error"] == "consent_required"


def test_a_session_names_the_services_opened_from_it_and_its_last_use(house: House) -> None:
    walk, person = present(house)
    begun = house.world.clock.now()
    house.world.clock.advance(timedelta(minutes=7))
    walk.tokens(person, scope="openid profile")
    used = house.world.clock.now()
    other = house.walk()
    other.complete(person, acr_values=house.acr(2), scope="openid")
    page = walk.visitor.get("/me/sessions").text
    theirs, mine = page.split("<li>\n<p><strong>")[1:3]
    assert "This browser" in mine
    assert "Services opened from there (1)" in mine
    assert f"Portal, {moment(used, 'en')}" in mine
    assert f"Last sign-in from there: {moment(used, 'en')}" in mine
    assert moment(begun, "en") in mine
    assert "Services opened from there" not in theirs, "its code was not redeemed"


def withdrawn_twice(house: House) -> tuple[Walk, str]:
    """A browser, and the address that tells it why a consent did not end once more."""
    walk, person = present(house)
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    csrf = {"csrf": dict(walk.visitor.get("/me/consents").form("csrf").fields)["csrf"]}
    path = f"/me/consents/{consent.id}/withdraw"
    assert walk.visitor.post(path, csrf).location.endswith("?done=withdrawn")
    return walk, walk.visitor.post(path, csrf).location


def test_a_consent_that_ended_before_is_told_so_in_both_languages(house: House) -> None:
    walk, address = withdrawn_twice(house)
    page = walk.visitor.get(address)
    assert "problem" in page.ids
    there = walk.visitor.get(tongue(page))
    assert ('<html lang="vi">' in there.text, "problem" in there.ids) == (True, True)


def test_no_link_of_others_says_why_a_consent_did_not_end(house: House) -> None:
    """Another browser of the same page, another text, another reason by name, or later: nothing."""
    walk, address = withdrawn_twice(house)
    other, theirs = withdrawn_twice(house)
    text, _, made = address.rpartition(".")
    forged = [f"/me/consents?refused={reason.value}" for reason in Reason]
    for link in (*forged, theirs, f"{text[:-1]}.{made}", f"{text}.", "/me/consents?told="):
        page = walk.visitor.get(link)
        assert (page.status, "problem" in page.ids) == (200, False), link
    assert "problem" not in other.visitor.get(address).ids
    assert "problem" in walk.visitor.get(address).ids
    house.world.clock.advance(LASTS + timedelta(seconds=1))
    assert "problem" not in walk.visitor.get(address).ids


def reported(house: House, person: Person) -> str:
    """The number of a report of a lost phone, which leaves this one session."""
    (session,) = house.world.services.sessions.for_subject(person.subject_id)
    case = house.world.services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.ACCOUNT,
        keeps=session.id,
        final=False,
        actor=themself(person.subject_id),
    )
    return case.number


@pytest.mark.parametrize(
    "link",
    [
        "/me/means?done=removed",
        "/me/sessions?done=ended",
        "/me/consents?done=withdrawn",
        "/me/biometrics?done=withdrawn",
        "/me/contacts?done=cancelled",
        "/me/report-loss?done=1",
        "/me/report-loss?taken-back=1",
        "/me/lost-phone?done=1",
    ],
)
def test_no_link_from_elsewhere_says_that_something_was_done(house: House, link: str) -> None:
    """Neither of another site nor of a mail; a browser tells which it was (Fetch Metadata)."""
    walk, person = present(house)
    losses = house.world.services.losses
    sure(losses.retraction.at_counter(reported(house, person), document="card", actor=AN))
    reported(house, person)
    told = {
        began: "Done: " in walk.visitor.get(link, headers={"Sec-Fetch-Site": began}).text
        for began in ("same-origin", "same-site", "cross-site", "none")
    }
    assert told == {"same-origin": True, "same-site": False, "cross-site": False, "none": False}
    assert "Done: " in walk.visitor.get(link).text  # of a browser that does not tell


def test_no_link_says_that_an_account_is_locked_which_is_not(house: House) -> None:
    walk, person = present(house)
    assert "problem" not in walk.visitor.get("/me/means?locked=1").ids
    sure(
        house.world.services.accounts.lock(
            person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR
        )
    )
    again = house.walk()
    entered(again, "/me/means", person)
    assert "your account is locked" in again.visitor.get("/me/means?locked=1").text


def test_of_an_organisation_its_office_is_read_and_of_a_person_the_residence(house: House) -> None:
    at: dict[str, object] = {"address": {"formatted": "1 Lê Lợi, Huế"}}
    number: dict[str, object] = {"organisation_number": "500000000031"}
    head = house.world.person(data=at)
    headed(house, head, at | number)
    for place, office in (("/me/organisations", True), ("/me", False)):
        page = entered(house.walk(), place, head)
        assert ("Registered office" in page.text) is office
        assert ("Place of residence" in page.text) is not office


def test_a_first_password_was_set_and_not_changed(house: House) -> None:
    page = entered(house.walk(), "/me/history", house.world.person())
    assert "The password was set" in page.text
    assert "was changed" not in page.text


def test_a_receipt_says_each_purpose_in_the_language_of_the_page(house: House) -> None:
    walk, person = present(house)
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    receipt = walk.visitor.get(f"/me/consents/{consent.id}/receipt").text
    anybody = Visitor(house.origin)
    genuine = anybody.submit(anybody.get("/public/receipt"), receipt=receipt)
    client = house.world.services.relying_parties.client(walk.party.client_id)
    assert client is not None
    approved = client.claims["name"].text
    assert approved["en"] in genuine.text
    assert approved["vi"] not in genuine.text


def test_a_receipt_is_found_genuine_and_a_changed_one_is_not(house: House) -> None:
    walk, person = present(house)
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    receipt = walk.visitor.get(f"/me/consents/{consent.id}/receipt").text
    anybody = Visitor(house.origin)
    page = anybody.get("/public/receipt")
    genuine = anybody.submit(page, receipt=f"  {receipt[:40]}\n{receipt[40:]} ")
    assert "Genuine" in genuine.text
    assert consent.id in genuine.text
    changed = receipt[:-4] + ("AAAA" if receipt[-4:] != "AAAA" else "BBBB")
    assert "Not genuine" in anybody.submit(page, receipt=changed).text


def test_the_file_itself_is_checked_and_nothing_is_no_verdict(house: House) -> None:
    walk, person = present(house)
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    receipt = walk.visitor.get(f"/me/consents/{consent.id}/receipt")
    anybody = Visitor(house.origin)
    assert "Genuine" in with_file(anybody, PUBLIC_RECEIPT, receipt.body).text
    for strange in (b"\xff\x00", b"x", "Đ".encode() * 300_000):
        assert "Not genuine" in with_file(anybody, PUBLIC_RECEIPT, strange).text
    assert "Nothing was sent" in with_file(anybody, PUBLIC_RECEIPT, b"").text
    long = anybody.submit(anybody.get(PUBLIC_RECEIPT), receipt="x" * 900_000)
    assert (long.status, "Not genuine" in long.text) == (200, True)


def test_signing_out_here_and_everywhere(house: House) -> None:
    walk, person = present(house)
    second = house.walk()
    second.complete(person)
    page = walk.visitor.get("/me/sessions")
    assert "This browser" in page.text
    assert page.text.count('/end"') == 3  # the one at the top of each page ends this session too
    proof = dict(page.form("csrf").fields)["csrf"]
    walk.visitor.post("/me/sessions/end-all", {"csrf": proof})
    for each in (walk, second):
        assert each.ask(prompt="none").query["error"] == "login_required"


@pytest.mark.parametrize("path", ["/me/means/password", "/me/means/passkey", "/me/means/code-app"])
def test_a_change_needs_everything_the_person_has_and_freshly(house: House, path: str) -> None:
    walk, person = present(house, level=1)
    page = walk.visitor.arrive(walk.visitor.get(path))
    assert "Level 2 of 4" in page.text
    assert walk.sign_in(page, person).path == path
    assert walk.visitor.get(path).status == 200
    house.world.clock.advance(CHANGES_WITHIN + timedelta(seconds=1))
    assert walk.visitor.get(path).status == 303


def test_a_password_is_changed_and_the_old_one_is_dead(house: House) -> None:
    walk, person = present(house)
    page = entered(walk, "/me/means/password", person)
    weak = walk.visitor.submit(page, password="password123", password_again="password123")
    assert (weak.status, "problem" in weak.ids) == (422, True)
    differ = walk.visitor.submit(page, password="one passphrase", password_again="another one")
    assert (differ.status, "The two passwords are not the same" in differ.text) == (422, True)
    new = "bảy con sếu bay ngang đồng chiều"
    done = walk.visitor.arrive(walk.visitor.submit(page, password=new, password_again=new))
    assert "the new password holds" in done.text
    again = house.walk()
    assert again.password(again.ask(), person).status == 422


def test_a_code_application_is_added_by_a_code_it_shows(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    page = walk.visitor.arrive(walk.visitor.get("/me/means/code-app"))
    page = walk.password(page, person)
    secret = page.text.split('id="totp-secret">')[1].split("<", maxsplit=1)[0]
    assert "<svg" in page.text
    wrong = walk.visitor.submit(page, "handle", code="000000")
    assert wrong.status == 422
    code = pyotp.TOTP(secret).at(house.world.clock.now())
    done = walk.visitor.arrive(walk.visitor.submit(wrong, "handle", code=code))
    assert "the new way to sign in is ready" in done.text
    assert "One-time code from an application" in done.text
    assert "Bound in a sign-in to your account, made for that alone" in done.text
    assert "Bound when your account was activated or recovered" in done.text


def test_recovery_codes_are_shown_for_a_few_minutes_to_one_browser(house: House) -> None:
    walk, person = present(house)
    page = entered(walk, "/me/means/password", person)
    proof = dict(page.form("csrf").fields)["csrf"]
    asked = walk.visitor.arrive(walk.visitor.post("/me/means/recovery-codes", {"csrf": proof}))
    page = walk.sign_in(asked, person)
    assert "codes-asked" in page.ids
    assert "Make new recovery codes now?" in page.text
    proof = dict(page.form("csrf").fields)["csrf"]
    shown = walk.visitor.arrive(walk.visitor.post("/me/means/recovery-codes", {"csrf": proof}))
    assert "recovery-codes" in shown.ids
    code = shown.text.split('<li><code translate="no">')[1].split("<", maxsplit=1)[0]
    assert code not in walk.visitor.get("/me/means").text
    assert f"({person.username})" in shown.text
    assert f"{house.origin}/me" in shown.text
    address = f"/me/means/recovery-codes/sheet?{shown.url.partition('?')[2]}"
    assert code in walk.visitor.get(address).text
    file = address.replace("/sheet?", "/file?")
    kept = walk.visitor.get(file)
    assert kept.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert {f"{house.origin}/me", f" 1. {code}"} <= set(kept.text.splitlines())
    assert f"({person.username})" in kept.text
    other = house.walk()
    other.complete(person)
    assert code not in other.visitor.get(address).text
    assert code not in other.visitor.arrive(other.visitor.get(file)).text
    house.world.clock.advance(timedelta(minutes=11))
    gone = walk.visitor.get(address)
    assert (code in gone.text, "codes-gone" in gone.ids) == (False, True)


def test_stopped_recovery_codes_are_shown_no_more(house: House) -> None:
    services, person = house.world.services, house.world.person()
    house.world.clock.tick = timedelta(microseconds=1)
    handle = sure(
        services.recovery_codes.renew_for_page(person.subject_id, audience="a", binding=UNPROVEN)
    )
    shown = services.recovery_codes.shown(person.subject_id, handle, audience="a", by=None)
    assert shown is not None
    assert services.recovery_codes.shown(person.subject_id, handle, audience="b", by=None) is None
    assert services.recovery_codes.shown(new_id(), handle, audience="a", by=None) is None
    (codes,) = (
        each
        for each in services.credentials.held(person.subject_id)
        if each.kind is CredentialKind.RECOVERY_CODES
    )
    sure(
        services.credential_revocation.stop_one(
            person.subject_id, codes.id, keeps=None, actor=themself(person.subject_id)
        )
    )
    assert services.recovery_codes.shown(person.subject_id, handle, audience="a", by=None) is None


def test_the_last_way_in_stays(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    entered(walk, "/me/means/password", person)
    page = walk.visitor.get("/me/means")
    (held,) = house.world.services.credentials.held(person.subject_id)
    removing = f"/me/means/{held.id}/remove"
    assert "no password and no passkey that works would be left" in page.text
    assert removing not in page.text  # what would be refused after a whole sign-in is no button
    form = {"csrf": dict(page.form("csrf").fields)["csrf"]}
    page = walk.password(walk.visitor.arrive(walk.visitor.post(removing, form)), person)
    form = {"csrf": dict(page.form("csrf").fields)["csrf"]}
    refused = walk.visitor.post(removing, form)
    assert refused.status == 422
    assert "last way to sign in" in refused.text
    there = walk.visitor.get(tongue(refused))
    assert (there.status, there.path, 'lang="vi"' in there.text) == (200, "/me/means", True)
    assert house.world.services.credentials.held(person.subject_id) == (held,)


def test_the_language_holds_for_the_account_everywhere(house: House) -> None:
    walk, person = present(house)
    page = walk.visitor.get("/me/settings")
    walk.visitor.submit(page, language="vi")
    assert '<html lang="vi">' in walk.visitor.get("/me").text
    elsewhere = house.walk()
    assert '<html lang="vi">' in entered(elsewhere, "/me", person).text


@pytest.mark.parametrize("before", ["x", "'", "é", str(UUID(int=0)), "\x00"])
def test_a_strange_place_in_the_history_breaks_nothing(house: House, before: str) -> None:
    walk, _ = present(house)
    assert walk.visitor.get("/me/history", {"before": before}).status == 200


def test_long_histories_have_pages(house: House) -> None:
    walk, person = present(house)
    for _ in range(60):
        house.world.services.accounts.set_locale(
            person.subject_id, "vi", actor=themself(person.subject_id)
        )
        house.world.services.accounts.set_locale(
            person.subject_id, "en", actor=themself(person.subject_id)
        )
    page = walk.visitor.get("/me/history")
    link = page.text.split('href="/me/history?before=')[1].split('"', maxsplit=1)[0]
    assert walk.visitor.get("/me/history", {"before": link}).status == 200


def test_a_page_of_changes_that_was_posted_without_presence_changes_nothing(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    proof = dict(walk.visitor.get("/public/receipt").form("csrf").fields)["csrf"]
    answer = walk.visitor.post("/me/means/password", {"csrf": proof, "password": "x" * 30})
    assert answer.status == 303
    assert walk.visitor.arrive(answer).path.startswith("/signin/")
    assert sure(house.world.services.accounts.by_username(person.username))


def test_one_sign_in_is_one_act_of_the_history_under_its_day(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.password(walk.ask(acr_values=house.acr(2)), person, password="a typo")
    walk.decide(walk.sign_in(page, person), "allow")
    text = walk.visitor.get("/me/history").text
    before, (signed_in, *_) = text, text.split('<ol class="timeline">')[1].split("<details>")
    assert "<h2>" in before
    assert "You signed in" in signed_in
    assert "Look at this" not in text
    assert text.count("Step by step (") == 1
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    assert f'href="/me/consents/{consent.id}"' in text
    assert f"<code>{consent.id}" not in text


def test_the_own_data_are_said_in_words_by_group_and_without_what_machines_read(
    house: House,
) -> None:
    data = {
        "name": "An",
        "given_name": "An",
        "nationality": "VNM",
        "locale": "vi-VN",
        "zoneinfo": "Asia/Ho_Chi_Minh",
        "email": "an@thu.example",
        "email_verified": False,
    }
    walk, person = house.walk(), house.world.person(data=data)
    page = entered(walk, "/me", person).text
    first, rest = page.split('<details id="rest">')
    groups = ("Who you are", "Your numbers", "How you are reached")
    assert [first.index(f"<h3>{each}") for each in groups] == sorted(
        first.index(f"<h3>{each}") for each in groups
    )
    assert "<dd>Vietnam<small>From the National Population Database, as of " in first
    assert "Not confirmed" in first
    assert "Given name" in rest
    read = re.sub(r"<[^>]*>", " ", page)  # the token of a form has any letters
    for technical in ("VNM", "vi-VN", "Asia/Ho_Chi_Minh", "was verified", "last changed"):
        assert technical not in read


def test_consents_show_what_is_sent_now_and_nothing_once_they_ended(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    party = house.world.party(claims=APPROVED)
    whose = replace(relation(house.world, person.subject_id), party=party)
    whose.agree(("openid",), "name", "gender", "birthdate")
    page = entered(walk, "/me/consents", person)
    assert "Trần Thị Thử Nghiệm" in page.text
    assert 'Sent now: <span class="whole" translate="no">Female' in page.text
    assert page.text.count("Show what is sent now") == 1
    (consent,) = house.world.services.consents.for_subject(person.subject_id)
    by = themself(person.subject_id)
    sure(house.world.services.tokens.withdraw_consent(person.subject_id, consent.id, actor=by))
    ended = walk.visitor.get("/me/consents").text
    assert "Sex" in ended
    assert "Female" not in ended


def test_the_page_of_means_says_what_reaches_its_level(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    text = entered(walk, "/me/means", person).text
    said = text.split('id="reached-by">')[1].split("</p>", maxsplit=1)[0]
    assert "Password" in said
    assert "One-time code" in said


def test_the_page_of_means_names_a_passkey_whatever_more_than_a_touch_it_can_show(
    house: House,
) -> None:
    """A touch is enough on the shortest way; that is no word about what the passkey can do."""
    holder = holder_of(house.world, Authenticator(verifies_user=False))
    page = entered(house.walk(), "/me/means", holder.person)
    said = page.text.split('id="reached-by">')[1].split("</p>", maxsplit=1)[0]
    assert "Passkey" in said
    assert "only touched" not in said


def test_a_foreigner_reads_the_passport_in_words(house: House) -> None:
    passport = {
        "type": "passport",
        "symbol": "C",
        "number": "1234567",
        "issued_on": "2020-05-01",
        "expires_on": "2030-05-01",
    }
    data = {"travel_document": passport, "nationality": "FRA"}
    person, walk = house.world.person(kind=SubjectKind.FOREIGNER, data=data), house.walk()
    walk.complete(person)
    page = walk.visitor.get("/me")
    assert "Passport C1234567, issued on 1 May 2020, valid until 1 May 2030" in page.text
    assert "The organisation" not in page.text


def headed(house: House, head: Person, data: Mapping[str, object]) -> Person:
    """An organisation that this person represents by the register."""
    firm = house.world.person(kind=SubjectKind.ORGANISATION, data=data)
    kind = RepresentationKind.LEGAL_REPRESENTATIVE
    told(house.world, firm, head, kind=kind, source="business")
    return firm


@pytest.mark.norm("X6.1", limb="who represents an organisation reads what is on record of it")
def test_who_represents_an_organisation_reads_what_is_on_record_of_it(house: House) -> None:
    data = {
        "name": "Công ty Sen Vàng",
        "organisation_number": "500000000077",
        "short_name": "Sen Vàng",
        "established_on": "2001-02-03",
        "tax_code": "0100000004",
        "representative": {"number": "001090000001", "name": "Lê Sen", "role": "head"},
    }
    head, walk = house.world.person(), house.walk()
    headed(house, head, data)
    walk.complete(head)
    page = walk.visitor.get("/me/organisations")
    assert "No organisation has a password" in page.text
    for said in (
        "Name of the organisation",
        "3 February 2001",
        "0100000004",
        "Lê Sen, Head",
        "The organisation",
    ):
        assert said in page.text
    assert "Full name" not in page.text
    assert "001090000001" not in page.text
