"""At a counter: an account given back, and a key bound to its person, by two officers who sign."""

import html
import json
import re
from datetime import timedelta

import pytest

from idp.access.desks import DeskKind
from idp.factors.domain import CredentialKind
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.kernel.actors import Person as ActingPerson
from idp.kernel.refusals import Reason, Refused
from idp.letters.domain import LetterKind
from idp.losses.domain import VISIT_LIFETIME
from idp.subjects.domain import SubjectKind
from tests.support.at_desk import AtDesk, at_desk, sits_down
from tests.support.contact_changes import change
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.telephones import telephone_of
from tests.support.world import Person, sure

PATH = "/officer/counter-recovery"
KEYS = "/officer/key-anchoring"


def counter(house: House) -> AtDesk:
    return at_desk(
        house, OfficerRole.RECEIVING_OFFICER, desk="Công an phường 1", kind=DeskKind.COMMUNE_POLICE
    )


def document(house: House, person: Person, **wrong: str) -> dict[str, str]:
    known = house.world.services.accounts.registered(person.subject_id)
    return {"document": "căn cước", **known, **wrong}


def begins(there: AtDesk, path: str, **typed: str) -> Answer:
    return there.do(there.get(f"{path}/new/begin"), "begin", **typed)


def signs(there: AtDesk, page: Answer) -> Answer:
    form = page.form("response")
    options = json.loads(html.unescape(page.text.split('data-given="')[1].split('"')[0]))
    response = there.desk.device.get(options, origin=there.house.world.settings.issuer)
    return there.visitor.arrive(there.visitor.post(form.action, form.filled(response=response)))


def happened(house: House, person: Person) -> list[EventType]:
    found = house.world.services.history.for_subject(person.subject_id, limit=200)
    return [each.happening for each in found]


def held(house: House, person: Person) -> list[CredentialKind]:
    return [each.kind for each in house.world.services.credentials.held(person.subject_id)]


def number_in(page: Answer) -> str:
    found = re.search(r"HS(-[0-9A-Z]{4}){3}", page.text)
    assert found is not None, page.text
    return found[0]


def waiting(house: House, person: Person, first: AtDesk) -> str:
    """The number of a recovery that the first officer has signed."""
    page = begins(first, PATH, **document(house, person))
    number = number_in(page)
    page = first.do(page, "review")
    signs(first, first.do(page, "confirm"))
    return number


@pytest.mark.norm("D32.2", limb="two officers who sign give an account back")
def test_two_officers_who_sign_give_an_account_back(house: House) -> None:
    services, first, second = house.world.services, counter(house), counter(house)
    person = house.world.person(data={"email": "a@b.example", "email_verified": True})
    page = begins(first, PATH, **document(house, person))
    number = number_in(page)
    assert page.path == f"{PATH}/{number}"
    assert "a•••" in page.text or "a***" in page.text or "@b.example" in page.text
    assert not any(form.action.endswith("/confirm") for form in page.forms)
    assert "First go through the contacts with the person." in page.text
    page = first.do(page, "review", keeps="email")
    page = first.do(page, "confirm")
    for line in ("căn cước", "email", person.subject_id, person.username, number):
        assert line in page.text, line
    (open_now,) = services.decisions.iterate()
    assert open_now.expires_at == house.world.clock.now() + VISIT_LIFETIME
    assert "recovery-codes" not in signs(first, page).ids
    assert len(held(house, person)) == 2
    theirs = second.do(second.get(f"{PATH}/{number}"), "confirm")
    form = theirs.form("response")
    options = json.loads(html.unescape(theirs.text.split('data-given="')[1].split('"')[0]))
    response = second.desk.device.get(options, origin=house.world.settings.issuer)
    given = second.visitor.post(form.action, form.filled(response=response))
    codes = re.findall(r'<li><code translate="no">([^<]+)</code>', given.text)
    assert (given.status, len(codes), "recovery-codes" in given.ids) == (200, 10, True)
    assert "no-store" in given.headers["Cache-Control"]
    assert f"{house.world.settings.issuer}/me" in given.text
    assert held(house, person) == [CredentialKind.RECOVERY_CODES]
    again = second.visitor.post(form.action, form.filled(response=response))
    assert (again.status, "recovery-codes" in again.ids) == (409, False)
    case = services.cases.by_number(number)
    assert case is not None
    written = repr(services.cases.events(case.id)) + repr(list(services.decisions.export()))
    assert not any(code in written for code in codes)
    (signed,) = [each for each in services.decisions.of_case(case.id) if each.closed_at]
    assert len(services.decisions.signatures(signed.id)) == 2
    (codes_held,) = services.credentials.held(person.subject_id)
    assert codes_held.bound >= 1
    assert EventType.MEANS_RECOVERED in happened(house, person)


def approved(second: AtDesk, number: str) -> Answer:
    """What the second officer is answered who reads and signs."""
    return signs(second, second.do(second.get(f"{PATH}/{number}"), "confirm"))


@pytest.mark.parametrize("chosen", [None, "vi", "en"])
def test_the_sheet_speaks_to_who_takes_it_home_and_not_to_the_officer(
    house: House, chosen: str | None
) -> None:
    first, second, person = counter(house), counter(house), house.world.person()
    if chosen is not None:
        house.world.services.accounts.set_locale(
            person.subject_id, chosen, actor=ActingPerson(subject_id=person.subject_id)
        )
    page = first.do(begins(first, PATH, **document(house, person)), "review")
    signs(first, first.do(page, "confirm"))
    given = approved(second, number_in(page)).text
    sheet = given.split('id="codes-to-keep"')[1].split("</section>")[0]
    assert given.count('id="codes-title"') == sheet.count('id="codes-title"') == 1
    assert 'aria-labelledby="codes-title"' in given
    words = {"en": "Each code works once.", "vi": "Mỗi mã chỉ dùng được một lần."}
    for lang, said in words.items():
        there = chosen in {None, lang}
        assert (said in sheet, f'<div lang="{lang}">' in sheet) == (there, there)
    assert sheet.count('translate="no"') == 10
    told = given.split('id="sheet-language"')[1].split("</p>")[0]
    assert ("never chose" in told) is (chosen is None)
    assert ("Tiếng Việt" in told) is (chosen != "en")


def test_a_contact_that_is_set_after_the_person_named_theirs_is_undone(house: House) -> None:
    first, second = counter(house), counter(house)
    old, new = "owner@old.example", "thief@evil.example"
    person = house.world.person(data={"email": old, "email_verified": True})
    page = begins(first, PATH, **document(house, person))
    assert "As registered" in page.text
    page = first.do(page, "review", keeps="email")
    signs(first, first.do(page, "confirm"))
    house.world.clock.advance(timedelta(seconds=1))
    change(house.world, person, new)
    house.world.clock.advance(timedelta(seconds=1))
    assert "recovery-codes" in approved(second, number_in(page)).ids
    data = house.world.services.subjects.identity(person.subject_id).data
    assert data["email"].value == old


def test_the_signature_of_an_officer_who_was_locked_since_does_not_count(house: House) -> None:
    first, second, person = counter(house), counter(house), house.world.person()
    number = waiting(house, person, first)
    whose = first.desk.person.subject_id
    endings = house.world.services.endings
    sure(endings.lock(whose, ground="g", body="b", remedy="r", actor=OPERATOR))
    assert "recovery-codes" not in approved(second, number).ids
    assert len(held(house, person)) == 2


def test_what_an_officer_began_who_was_found_dishonest_since_is_not_confirmed(
    house: House,
) -> None:
    first, second, person = counter(house), counter(house), house.world.person()
    number = waiting(house, person, first)
    frauds, since = house.world.services.frauds, house.world.clock.now()
    sure(frauds.of_officer(first.desk.officer, since=since, actor=OPERATOR))
    house.world.clock.advance(timedelta(seconds=1))
    answer = approved(second, number)
    assert (answer.status, "recovery-codes" in answer.ids) == (409, False)
    other = begins(first, PATH, **document(house, house.world.person()))
    assert other.path == f"{PATH}/new/begin"
    assert len(held(house, person)) == 2


def test_a_person_has_one_recovery_at_a_time(house: House) -> None:
    first, second, person = counter(house), counter(house), house.world.person()
    number = waiting(house, person, first)
    again = begins(second, PATH, **document(house, person))
    assert "Another recovery of this account is open" in again.text
    first.do(first.get(f"{PATH}/{number}"), "withdraw")
    assert number_in(begins(second, PATH, **document(house, person))) != number


def test_one_officer_alone_gives_nothing_back(house: House) -> None:
    first, person = counter(house), house.world.person()
    number = waiting(house, person, first)
    page = first.get(f"{PATH}/{number}")
    assert not any(form.action.endswith("/confirm") for form in page.forms)
    assert "another person has to decide" in page.text
    assert len(held(house, person)) == 2


@pytest.mark.parametrize("wrong", [{"name": "X"}, {"birthdate": "1971-01-01"}])
def test_a_document_that_disagrees_is_recorded_and_written_to_the_holder(
    house: House, wrong: dict[str, str]
) -> None:
    first, person = counter(house), house.world.person()
    typed = document(house, person, username=person.username, **wrong)
    page = first.press(first.get(f"{PATH}/new/begin"), "begin", **typed)
    assert (page.status, "do not agree" in page.text) == (422, True)
    assert typed["name"] in html.unescape(page.text)
    assert EventType.COUNTER_VISIT_REFUSED in happened(house, person)
    letters = house.world.services.letters.of_person(person.subject_id)
    assert [each.kind for each in letters] == [LetterKind.RECOVERY_REFUSED]


def test_a_desk_where_nobody_appears_in_person_is_told_nothing(house: House) -> None:
    """The same answer for a name that there is and for one that there is not."""
    there = at_desk(house, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.AUTHORITY)
    person = house.world.person()
    page = there.get(f"{PATH}/new/begin")
    assert page.status == 403
    csrf = there.get("/officer").form("csrf").filled()
    for who in (person.username, "khong.ai"):
        typed = document(house, person, username=who)
        sent = there.visitor.post(f"{PATH}/new/begin", [*csrf, *typed.items()])
        assert "competent" in sent.text
    assert EventType.COUNTER_VISIT_REFUSED not in happened(house, person)


def test_after_half_an_hour_nothing_is_given_back(house: House) -> None:
    first, second, person = counter(house), counter(house), house.world.person()
    number = waiting(house, person, first)
    house.world.clock.advance(VISIT_LIFETIME)
    back = sits_down(house, second.desk)
    page = back.get(f"{PATH}/{number}")
    assert "It is too late for this." in page.text
    assert not any(form.action.endswith("/confirm") for form in page.forms)
    assert len(held(house, person)) == 2
    house.world.services.cases.lapse()
    case = house.world.services.cases.by_number(number)
    assert case is not None
    assert case.state == "withdrawn"


def test_a_locked_account_is_not_given_back(house: House) -> None:
    services, first, second = house.world.services, counter(house), counter(house)
    person = house.world.person()
    number = waiting(house, person, first)
    theirs = second.do(second.get(f"{PATH}/{number}"), "confirm")
    sure(services.endings.lock(person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR))
    refused = signs(second, theirs)
    assert (refused.status, "The account is locked." in refused.text) == (409, True)
    assert len(held(house, person)) == 2


@pytest.mark.norm("X16.3", limb="two officers who sign bind a key in person")
def test_two_officers_who_sign_bind_a_key_to_its_person(house: House) -> None:
    services, first, second = house.world.services, counter(house), counter(house)
    person = house.world.person()
    telephone_of(house.world, person.subject_id)
    (key,) = [
        each
        for each in services.credentials.held(person.subject_id)
        if each.kind is CredentialKind.APP_KEY
    ]
    number = services.app_keys.number(key.id)
    spelt = number.lower().replace("-", " ")
    page = begins(first, KEYS, key=spelt, **document(house, person))
    assert number in page.text
    signs(first, page)
    case = number_in(page)
    theirs = second.do(second.get(f"{KEYS}/{case}"), "confirm")
    done = signs(second, theirs)
    assert "Signed by two and done" in done.text
    assert EventType.APP_KEY_ANCHORED in happened(house, person)
    house.world.clock.advance(timedelta(days=3))
    (now,) = [each for each in services.credentials.held(person.subject_id) if each.id == key.id]
    assert (now.bound, now.identity) == (4, True)
    (ceremony,) = [
        each
        for each in services.credentials.bindings.for_subject(person.subject_id, [now])
        if each.kind == "desk_by_eye"
    ]
    whom = {first.desk.person.subject_id, second.desk.person.subject_id}
    assert set(ceremony.officers) == whom


def test_the_key_of_another_person_is_not_bound(house: House) -> None:
    first, person, other = counter(house), house.world.person(), house.world.person()
    telephone_of(house.world, other.subject_id)
    (key,) = [
        each
        for each in house.world.services.credentials.held(other.subject_id)
        if each.kind is CredentialKind.APP_KEY
    ]
    number = house.world.services.app_keys.number(key.id)
    typed = document(house, person, key=number)
    page = first.press(first.get(f"{KEYS}/new/begin"), "begin", **typed)
    assert (page.status, "The person has no key with this number." in page.text) == (422, True)
    assert EventType.KEY_ANCHORING_REFUSED in happened(house, person)
    assert EventType.KEY_ANCHORING_REFUSED not in happened(house, other)


@pytest.mark.norm("X16.4", limb="at the desk: what a dishonest officer bound is lowered")
def test_what_a_dishonest_officer_bound_is_lowered(house: House) -> None:
    services, first, second = house.world.services, counter(house), counter(house)
    person = house.world.person()
    telephone_of(house.world, person.subject_id)
    held_now = services.credentials.held(person.subject_id)
    (key,) = [each for each in held_now if each.kind is CredentialKind.APP_KEY]
    page = begins(first, KEYS, key=services.app_keys.number(key.id), **document(house, person))
    signs(first, page)
    signs(second, second.do(second.get(f"{KEYS}/{number_in(page)}"), "confirm"))
    finder = at_desk(house, OfficerRole.REVIEWER)
    path = f"/officer/officers/{second.desk.officer.officer_id}"
    today = house.world.clock.now().date().isoformat()
    done = finder.do(finder.get(path), "find-dishonest", first=today)
    assert (done.status, "Done." in done.text) == (200, True)
    (now,) = [each for each in services.credentials.held(person.subject_id) if each.id == key.id]
    assert (now.utmost, now.identity) == (2, False)
    assert EventType.BINDING_TAINTED in happened(house, person)
    found = services.history.search(second.desk.person.subject_id)
    assert EventType.OFFICER_FOUND_DISHONEST in [each.happening for each in found]


def test_nobody_gives_their_own_account_back_or_signs_for_it(house: House) -> None:
    first, second = counter(house), counter(house)
    typed = document(house, first.desk.person)
    page = first.press(first.get(f"{PATH}/new/begin"), "begin", **typed)
    assert (page.status, "about yourself" in page.text) == (422, True)
    number = waiting(house, second.desk.person, first)
    case = second.get(f"{PATH}/{number}")
    assert not any(form.action.endswith(("/confirm", "/withdraw")) for form in case.forms)
    assert "about yourself" in case.text
    theirs = first.get(f"{PATH}/{number}")
    form = next(each for each in theirs.forms if each.action.endswith("/withdraw"))
    csrf = second.get("/officer").form("csrf").filled()
    shown = [pair for pair in form.filled() if pair[0] == "shown"]
    sent = second.visitor.post(form.action, [*csrf, *shown])
    assert (sent.status, "about yourself" in sent.text) == (403, True)
    decided = house.world.services.case_decisions
    (waits,) = [each for each in house.world.services.decisions.iterate() if not each.closed_at]
    refused = decided.refuse(waits.id, second.desk.officer)
    assert refused == Refused(Reason.OWN_MATTER)
    assert EventType.COUNTER_VISIT_REFUSED in happened(house, first.desk.person)


def test_another_account_of_the_same_person_is_their_own_too(house: House) -> None:
    there = counter(house)
    known = house.world.services.accounts.registered(there.desk.person.subject_id)
    data = {"personal_number": known["number"]}
    other = house.world.person(kind=SubjectKind.FOREIGNER, data=data, totp=False)
    typed = document(house, other, username=other.username)
    page = there.press(there.get(f"{PATH}/new/begin"), "begin", **typed)
    assert (page.status, "about yourself" in page.text) == (422, True)
    assert EventType.COUNTER_VISIT_BEGUN not in happened(house, other)
