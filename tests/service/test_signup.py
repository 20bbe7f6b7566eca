"""People make accounts of their own: a contact, a code, a declaration, a first credential."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any
from unittest.mock import Mock, patch

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from idp.access.desks import DeskKind
from idp.accounts.domain import CURRENT_TERMS, Account, AccountState
from idp.assurance.binding import CeremonyKind
from idp.assurance.pieces import LEAST
from idp.cli import main, whose_accounts
from idp.factors.callers import Caller
from idp.factors.domain import BY_CODE, WAITS, CredentialKind, ThrottledSecret
from idp.factors.passwords import PresentedPassword
from idp.factors.tables import PASSKEY_USER
from idp.history.domain import EventType
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import OfficerRole
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind, NoticeState
from idp.notices.tables import NOTICE
from idp.platform.settings import Settings
from idp.signup.domain import (
    CODE_LIFETIME,
    MOST_TRIES,
    STEP_LIFETIME,
    Declared,
    part_of_network,
)
from idp.signup.tables import SIGN_UP_REQUEST
from idp.subjects.domain import ContactKind, Source, SubjectKind
from idp.subjects.tables import CONTACT, SUBJECT
from idp.wiring import build
from tests.support.authenticator import Authenticator
from tests.support.databases import counts
from tests.support.desks import desk_of
from tests.support.inbox import receiving_mail
from tests.support.letters import letters
from tests.support.officers import OPERATOR
from tests.support.races import race
from tests.support.sign_ins import proven, sign_in
from tests.support.sign_ups import code_for_stranger, to_strangers
from tests.support.world import Person, World, sure

EMAIL, TELEPHONE = "lan.moi@mail.example", "+84912345677"
BROWSER, OTHER_BROWSER = "browser of lan", "browser of somebody else"
PASSWORD = "chín cây cầu tre 83 mưa"
LAN = Declared("Nguyễn Thị Lan", "1990-03-08", "")


@pytest.fixture
def own(world: World) -> Iterator[World]:
    """The same house where people make accounts of their own, also with a number."""
    settings = world.settings.model_copy(
        update={
            "accounts_mode": AccountsMode.SELF_CREATED,
            "sign_up": True,
            "sms_url": "http://127.0.0.1:9/sms",
        }
    )
    services = build(settings, database=world.services.database, clock=world.clock)
    yield World(services, settings, world.clock)
    services.passwords.hashing.close()


def begun(world: World, typed: str = EMAIL, audience: str = BROWSER) -> str:
    return sure(world.services.sign_ups.begin(typed, audience=audience, locale="vi"))


def proven_step(world: World, typed: str = EMAIL) -> str:
    handle = begun(world, typed)
    return sure(world.services.sign_ups.prove(handle, code_for_stranger(world), audience=BROWSER))


def declared_step(world: World, typed: str = EMAIL, said: Declared = LAN) -> str:
    step = proven_step(world, typed)
    sign_ups = world.services.sign_ups
    return sure(sign_ups.declare(step, said, CURRENT_TERMS, audience=BROWSER))


def made(world: World, typed: str = EMAIL, said: Declared = LAN) -> Id:
    step = declared_step(world, typed, said)
    account = sure(world.services.sign_ups.with_password(step, PASSWORD, audience=BROWSER))
    return account.subject_id


def happened(world: World, subject_id: Id) -> Counter[str]:
    return Counter(each.happening for each in world.services.history.for_subject(subject_id))


def letters_about(world: World, subject_id: Id, kind: NoticeKind) -> list[Mapping[str, Any]]:
    return letters(world, Person(subject_id, "", "", None), kind)


@pytest.mark.norm("D9.4-1", limb="an operator's own account, with data its person declares")
@pytest.mark.norm("D9.4-2", limb="its person gives what makes it, and accepts the terms for that")
def test_a_code_a_declaration_and_a_password_make_an_account(own: World) -> None:
    subject_id = made(own)
    account, identity = (
        own.services.accounts.by_subject(subject_id),
        own.services.subjects.identity(subject_id),
    )
    assert account is not None
    assert (account.state, account.level, account.username) == (AccountState.ACTIVE, 1, EMAIL)
    assert (account.terms_version, account.locale) == (CURRENT_TERMS, "vi")
    assert identity.kind is SubjectKind.PERSON
    assert {name: datum.source for name, datum in identity.data.items()} == {
        "account_number": Source.SYSTEM,
        "name": Source.SELF_DECLARED,
        "birthdate": Source.SELF_DECLARED,
        "email": Source.SELF_DECLARED,
        "email_verified": Source.SYSTEM,
        "updated_at": Source.SYSTEM,
    }
    assert not own.services.subjects.matched(subject_id)
    events = happened(own, subject_id)
    assert EventType.IDENTITY_BOUND not in events
    assert events[EventType.ACCOUNT_CREATED] == events[EventType.ACCOUNT_ACTIVATED] == 1
    entries = own.services.history.for_subject(subject_id)
    assert {each.actor for each in entries} == {BY_CODE}
    (letter,) = letters_about(own, subject_id, NoticeKind.SIGNED_UP)
    assert letter["to"] == EMAIL


def test_it_is_bound_at_the_least_and_so_is_its_contact(own: World) -> None:
    subject_id = made(own)
    (held,) = own.services.credentials.held(subject_id)
    assert (held.kind, held.bound, held.identity, held.resistant) == (
        CredentialKind.PASSWORD,
        LEAST,
        False,
        False,
    )
    (ceremony,) = own.services.credentials.bindings.for_subject(subject_id, (held,))
    assert ceremony.kind is CeremonyKind.SIGN_UP
    (contact,) = own.services.contacts.confirmed(subject_id)
    assert (contact.kind, own.services.contacts.bound(contact)) == (ContactKind.EMAIL, LEAST)


@pytest.mark.parametrize("typed", [EMAIL, EMAIL.upper(), "  " + EMAIL])
def test_who_made_it_signs_in_with_the_address_alone(own: World, typed: str) -> None:
    made(own)
    own.clock.advance(timedelta(seconds=1))
    shown = PresentedPassword(username=typed, password=PASSWORD)
    proven(own.services.passwords.verify_at_once(sign_in(own), shown))


def test_a_number_is_a_contact_too_and_a_user_name_compares_in_any_normal_form(own: World) -> None:
    made(own, "0912 345 677", Declared("Lê Hòa", "1980-01-01", "h\u00f2a.b\u00ecnh"))
    own.clock.advance(timedelta(seconds=1))
    shown = PresentedPassword(username="Ho\u0300a.Bi\u0300nh", password=PASSWORD)
    proven(own.services.passwords.verify_at_once(sign_in(own), shown))
    step = proven_step(own, EMAIL)
    taken = own.services.sign_ups.declare(
        step,
        Declared("Lê Hòa", "1980-01-01", "ho\u0300a.bi\u0300nh"),
        CURRENT_TERMS,
        audience=BROWSER,
    )
    assert taken == Refused(Reason.USERNAME_TAKEN)


def test_a_passkey_is_a_first_credential_and_its_person_is_known_to_it(own: World) -> None:
    step, sign_ups = declared_step(own), own.services.sign_ups
    options = sure(sign_ups.passkey_options(step, audience=BROWSER))
    assert counts(own.services.database, SUBJECT, PASSKEY_USER) == (0, 0)
    device = Authenticator()
    response = device.create(options, origin=own.settings.issuer)
    account = sure(sign_ups.with_passkey(step, response, audience=BROWSER))
    (held,) = own.services.credentials.held(account.subject_id)
    assert (held.kind, held.bound) == (CredentialKind.PASSKEY, LEAST)
    named = own.services.passkeys.records.user_handle(account.subject_id)
    assert named == device.keys[0].user_handle


def test_nothing_is_kept_of_who_does_not_come_to_the_end(own: World) -> None:
    declared_step(own)
    assert counts(own.services.database, SUBJECT, SIGN_UP_REQUEST) == (0, 0)


@pytest.mark.norm("D4.3", limb="who has an account is told to nobody but them")
def test_an_owner_is_told_and_gets_no_code(own: World) -> None:
    subject_id = made(own)
    codes = len(to_strangers(own))
    handle = begun(own)
    assert counts(own.services.database, SIGN_UP_REQUEST) == (1,)
    assert own.services.sign_ups.send_due() == 1
    assert len(to_strangers(own)) == codes
    (letter,) = letters_about(own, subject_id, NoticeKind.SIGN_UP_TRIED)
    assert letter["to"] == EMAIL
    assert happened(own, subject_id)[EventType.SIGN_UP_TRIED] == 1
    answer = own.services.sign_ups.prove(handle, "000000", audience=BROWSER)
    assert answer in (Refused(Reason.NOT_PROVEN), Refused(Reason.EXPIRED))


@pytest.mark.norm("X6.1", limb="what names an organisation takes nothing away from a person")
def test_an_organisation_with_that_contact_is_no_owner(own: World) -> None:
    data = {"organisation_number": "800000000444", "email": EMAIL, "email_verified": True}
    own.person(kind=SubjectKind.ORGANISATION, data=data)
    subject_id = made(own)
    own.clock.advance(timedelta(minutes=1))
    answer = own.services.passwords.verify_at_once(
        sign_in(own), PresentedPassword(username=EMAIL, password=PASSWORD)
    )
    assert proven(answer).subject_id == subject_id


@pytest.mark.parametrize("known", [True, False])
def test_a_contact_gets_three_messages_and_then_few_whoever_has_it(
    own: World, *, known: bool
) -> None:
    person = (
        own.person(totp=False, data={"email": EMAIL, "email_verified": True}) if known else None
    )
    sign_ups = own.services.sign_ups
    answers = [sign_ups.begin(EMAIL, audience=BROWSER, locale="vi") for _ in range(5)]
    refused = [each for each in answers if isinstance(each, Refused)]
    assert [each.reason for each in refused] == [Reason.WRITTEN_TO_BEFORE] * 2
    assert refused[0].retry_at == own.clock.now() + timedelta(hours=6)
    sign_ups.send_due()
    told = letters(own, person, NoticeKind.SIGN_UP_TRIED) if person else to_strangers(own)
    assert len(told) == 3


def test_tags_and_letter_case_of_one_mailbox_share_a_counter(own: World) -> None:
    for typed in ("lan.moi+1@mail.example", "Lan.Moi+2@mail.example", EMAIL):
        begun(own, typed)
    refused = own.services.sign_ups.begin("lan.moi+3@mail.example", audience=BROWSER, locale="vi")
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.WRITTEN_TO_BEFORE
    own.services.sign_ups.send_due()
    assert {each["to"] for each in to_strangers(own)} >= {"lan.moi+1@mail.example", EMAIL}


def link_in(letter: Mapping[str, Any]) -> str:
    return str(letter["path"]).rsplit("/", 1)[1]


@pytest.mark.parametrize("typed", [EMAIL, TELEPHONE])
def test_who_is_closed_out_by_a_stranger_goes_on_with_the_strangers_message(
    own: World, typed: str
) -> None:
    """The messages of a contact are used up by another browser, which gains nothing by them."""
    sign_ups, stranger = own.services.sign_ups, []
    while isinstance(handle := sign_ups.begin(typed, audience=OTHER_BROWSER, locale="en"), str):
        stranger.append(handle)
    sign_ups.send_due()
    refused = sign_ups.begin(typed, audience=BROWSER, locale="vi")
    assert isinstance(refused, Refused)
    assert (refused.reason, len(stranger)) == (Reason.WRITTEN_TO_BEFORE, 3)
    own.clock.advance(timedelta(hours=5))  # every code is over, and no other is sent yet
    link = link_in(to_strangers(own)[-1])
    found = sign_ups.link_to(link)
    assert found is not None
    assert found.value == typed
    step = sure(sign_ups.go_on(link, audience=BROWSER, locale="vi"))
    assert sign_ups.go_on(link, audience=BROWSER, locale="vi") == step
    assert sign_ups.offer(step, audience=OTHER_BROWSER) is None
    step = sure(sign_ups.declare(step, LAN, CURRENT_TERMS, audience=BROWSER))
    account = sure(sign_ups.with_password(step, PASSWORD, audience=BROWSER))
    assert (account.username, account.locale) == (typed, "vi")


def test_the_link_of_a_message_works_once_and_for_as_long_as_no_other_comes(own: World) -> None:
    sign_ups = own.services.sign_ups
    begun(own)
    begun(own)
    sign_ups.send_due()
    used, late = map(link_in, to_strangers(own))
    sure(sign_ups.go_on(used, audience=BROWSER, locale="vi"))
    again = sign_ups.go_on(used, audience=OTHER_BROWSER, locale="vi")
    assert again == Refused(Reason.EXPIRED)
    own.clock.advance(max(WAITS[ThrottledSecret.SIGN_UP]) - timedelta(seconds=1))
    assert sign_ups.link_to(late) is not None
    own.clock.advance(timedelta(seconds=1))
    assert sign_ups.link_to(late) is None
    assert sign_ups.go_on(late, audience=BROWSER, locale="vi") == Refused(Reason.EXPIRED)


def test_the_service_of_the_sign_up_is_gone_back_to_in_its_own_browser_alone(own: World) -> None:
    sign_ups, back = own.services.sign_ups, "/signin/0b1e2f3a-0000-4000-8000-000000000000"
    for _ in range(2):
        sure(sign_ups.begin(EMAIL, audience=BROWSER, locale="vi", back=back))
    sign_ups.send_due()
    backs = []
    for letter, browser in zip(to_strangers(own), (BROWSER, OTHER_BROWSER), strict=True):
        step = sure(sign_ups.go_on(link_in(letter), audience=browser, locale="vi"))
        offer = sign_ups.offer(step, audience=browser)
        assert offer is not None
        backs.append(offer.back)
    assert backs == [back, ""]


def test_what_a_process_of_the_release_before_stored_is_sent_too(own: World) -> None:
    said = {"kind": "email", "value": EMAIL, "code": "123456", "locale": "vi"}
    with own.services.database.transaction():
        own.services.sign_ups._store(said)  # noqa: SLF001 - as that process did
    assert own.services.sign_ups.send_due() == 1
    (letter,) = to_strangers(own)
    step = sure(own.services.sign_ups.go_on(link_in(letter), audience=BROWSER, locale="vi"))
    offer = own.services.sign_ups.offer(step, audience=BROWSER)
    assert offer is not None
    assert (offer.contact.value, offer.back) == (EMAIL, "")


def test_of_two_browsers_with_one_link_one_goes_on(own: World) -> None:
    begun(own)
    own.services.sign_ups.send_due()
    (link,) = map(link_in, to_strangers(own))

    browsers = count()

    def use() -> str | Refused:
        browser = f"browser {next(browsers)}"
        return own.services.sign_ups.go_on(link, audience=browser, locale="vi")

    answers = race(use, times=4)
    assert sum(isinstance(each, Refused) for each in answers) == 3


def test_of_one_message_either_the_code_or_the_link_goes_on(own: World) -> None:
    """At the same moment, on two connections; afterwards neither does anything elsewhere."""
    sign_ups, handle = own.services.sign_ups, begun(own)
    code = code_for_stranger(own)
    (link,) = map(link_in, to_strangers(own))
    ways = [handle, link]

    def use() -> str | Refused:
        if (way := ways.pop()) == handle:
            return sign_ups.prove(way, code, audience=BROWSER)
        return sign_ups.go_on(way, audience=OTHER_BROWSER, locale="vi")

    answers = race(use, times=2)
    assert sum(isinstance(each, Refused) for each in answers) == 1
    assert sign_ups.sent_to(handle, audience=BROWSER) is None
    assert sign_ups.link_to(link) is None


def test_no_text_goes_to_a_country_that_is_not_named(own: World) -> None:
    abroad, sign_ups = "+7 912 345 67 89", own.services.sign_ups
    refused = sign_ups.begin(abroad, audience=BROWSER, locale="vi")
    assert refused == Refused(Reason.COUNTRY_NOT_REACHED)
    assert counts(own.services.database, SIGN_UP_REQUEST) == (0,)
    further = replace(sign_ups, countries=("+84", "+7"))
    sure(further.begin(abroad, audience=BROWSER, locale="vi"))


def test_a_day_has_so_many_messages_and_the_next_one_as_many(
    own: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, warned = replace(own.services.sign_ups, daily=2), Mock()
    monkeypatch.setattr("idp.signup.service._LOG", warned)

    def begin(name: int) -> str | Refused:
        return few.begin(f"nguoi{name}@mail.example", audience=BROWSER, locale="vi")

    for each in (1, 2):
        sure(begin(each))
    for _ in range(4):  # more than one contact may be asked for: those are given back
        assert begin(3) == Refused(Reason.DAY_IS_FULL)
    warned.warning.assert_called_once_with("no more sign-ups today", count=2)
    assert counts(own.services.database, SIGN_UP_REQUEST) == (2,)
    own.clock.advance(timedelta(days=1))
    sure(begin(3))


def test_a_code_that_has_ended_is_not_sent(own: World) -> None:
    begun(own)
    own.clock.advance(CODE_LIFETIME)
    assert own.services.sign_ups.send_due() == 0
    assert to_strangers(own) == []
    assert counts(own.services.database, SIGN_UP_REQUEST) == (0,)


def test_a_message_tells_when_it_was_asked_for_and_ends_with_its_code(own: World) -> None:
    asked_at = own.clock.now()
    begun(own, TELEPHONE)
    own.clock.advance(timedelta(minutes=5))
    own.services.sign_ups.send_due()
    state = select(NOTICE.c.queued_at, NOTICE.c.state, NOTICE.c.attempts)
    waiting = own.services.database.one(state)
    assert waiting is not None
    assert (waiting.queued_at, waiting.state) == (asked_at, NoticeState.QUEUED)
    own.clock.advance(timedelta(minutes=10))
    with patch("idp.platform.sms.Sms.send") as sent:
        assert own.services.notices.deliver() == 0
    sent.assert_not_called()
    given_up = own.services.database.one(state)
    assert given_up is not None
    assert given_up.state == NoticeState.FAILED


def test_a_network_gets_thirty_sign_ups_and_then_one_in_ten_seconds(own: World) -> None:
    there = Caller(source="203.0.113.7", marks="")

    def begin(name: int) -> str | Refused:
        typed = f"nguoi{name}@mail.example"
        return own.services.sign_ups.begin(typed, audience=BROWSER, locale="vi", caller=there)

    answers = [begin(each) for each in range(31)]
    assert [each for each in answers if isinstance(each, Refused)] == [
        Refused(Reason.TOO_MANY_TRIES, own.clock.now() + timedelta(seconds=10))
    ]
    assert isinstance(answers[-1], Refused)
    own.clock.advance(timedelta(seconds=11))
    sure(begin(31))


def test_one_network_never_uses_up_the_sign_ups_of_a_day(own: World) -> None:
    sign_ups = replace(own.services.sign_ups, daily=40)

    def begin(name: int, source: str) -> str | Refused:
        own.clock.advance(timedelta(seconds=11))
        typed, there = f"nguoi{name}@mail.example", Caller(source=source, marks="")
        return sign_ups.begin(typed, audience=BROWSER, locale="vi", caller=there)

    for name in range(30):
        sure(begin(name, "203.0.113.7"))
    assert begin(30, "203.0.113.7") == Refused(Reason.DAY_IS_FULL)
    for name in range(31, 41):
        sure(begin(name, "198.51.100.9"))
    assert begin(41, "198.51.100.9") == Refused(Reason.DAY_IS_FULL)  # of everybody
    own.clock.advance(timedelta(days=1))
    sure(begin(30, "203.0.113.7"))


def test_no_holder_of_many_ipv6_networks_uses_up_the_sign_ups_of_a_day(own: World) -> None:
    """A site has 65,536 of them (RFC 6177), each a household by its own account."""
    sign_ups = replace(own.services.sign_ups, daily=40)

    def begin(name: int, source: str) -> str | Refused:
        typed, there = f"nguoi{name}@mail.example", Caller(source=source, marks="")
        return sign_ups.begin(typed, audience=BROWSER, locale="vi", caller=there)

    for name in range(30):
        sure(begin(name, f"2001:db8:1:{name:x}::/64"))
    assert begin(30, "2001:db8:1:ffff::/64") == Refused(Reason.DAY_IS_FULL)
    for name in range(31, 41):
        sure(begin(name, "2001:db8:2::/64"))


@given(daily=st.integers(1, 10_000_000))
def test_the_part_of_a_network_is_some_and_never_more_than_all(daily: int) -> None:
    assert 0 < part_of_network(daily) <= daily
    assert daily < 300 or part_of_network(daily) == daily // 10


def test_a_code_is_for_its_contact_and_its_browser_alone(own: World) -> None:
    mine, sign_ups = begun(own), own.services.sign_ups
    mine_code = code_for_stranger(own)
    other = begun(own, "khac@mail.example")
    other_code = code_for_stranger(own)
    assert mine_code != other_code
    assert sign_ups.prove(other, mine_code, audience=BROWSER) == Refused(Reason.NOT_PROVEN)
    elsewhere = sign_ups.prove(mine, mine_code, audience=OTHER_BROWSER)
    assert elsewhere == Refused(Reason.EXPIRED)
    step = sure(sign_ups.prove(mine, mine_code, audience=BROWSER))
    assert sign_ups.offer(step, audience=OTHER_BROWSER) is None


def test_a_code_works_once_for_some_minutes_and_few_tries(own: World) -> None:
    sign_ups = own.services.sign_ups
    handle, code = begun(own), code_for_stranger(own)
    assert sign_ups.prove(handle, "12345", audience=BROWSER) == Refused(Reason.CODE_MALFORMED)
    step = sure(sign_ups.prove(handle, code, audience=BROWSER))
    assert sign_ups.prove(handle, code, audience=BROWSER) == step, "sent twice by one browser"
    assert sign_ups.prove(handle, code, audience=OTHER_BROWSER) == Refused(Reason.EXPIRED)
    assert sign_ups.prove(handle, "000000", audience=BROWSER) == Refused(Reason.EXPIRED)
    own.clock.advance(STEP_LIFETIME)
    assert sign_ups.prove(handle, code, audience=BROWSER) == Refused(Reason.EXPIRED)
    handle, code = begun(own), code_for_stranger(own)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(MOST_TRIES):
        assert sign_ups.prove(handle, wrong, audience=BROWSER) == Refused(Reason.NOT_PROVEN)
    assert sign_ups.prove(handle, code, audience=BROWSER) == Refused(Reason.EXPIRED)
    handle, code = begun(own), code_for_stranger(own)
    own.clock.advance(CODE_LIFETIME)
    assert sign_ups.prove(handle, code, audience=BROWSER) == Refused(Reason.EXPIRED)


def test_a_second_tab_makes_no_second_account(own: World) -> None:
    step, sign_ups = declared_step(own), own.services.sign_ups
    account = sure(sign_ups.with_password(step, PASSWORD, audience=BROWSER))
    again = sign_ups.with_password(step, PASSWORD, audience=BROWSER)
    assert again == Refused(Reason.EXPIRED)
    assert counts(own.services.database, SUBJECT) == (1,)
    assert len(own.services.credentials.held(account.subject_id)) == 1


def test_another_declaration_of_a_sign_up_makes_no_second_account(own: World) -> None:
    step, sign_ups = proven_step(own), own.services.sign_ups
    first, second = (
        sure(sign_ups.declare(step, LAN, CURRENT_TERMS, audience=BROWSER)) for _ in range(2)
    )
    sure(sign_ups.with_password(first, PASSWORD, audience=BROWSER))
    with own.services.database.transaction() as connection:
        connection.execute(update(CONTACT).values(lost_at=own.clock.now()))
    again = sign_ups.with_password(second, PASSWORD, audience=BROWSER)
    assert again == Refused(Reason.EXPIRED)
    assert counts(own.services.database, SUBJECT) == (1,)


def test_the_number_of_an_account_is_never_assigned_again(own: World) -> None:
    subject_id, subjects = made(own), own.services.subjects
    data = subjects.identity(subject_id).data
    number = str(data["account_number"].value)
    with own.services.database.transaction():
        subjects.erase(subject_id)
    again = subjects.register(SubjectKind.PERSON, data, actor=BY_CODE)
    assert again == Refused(Reason.IDENTITY_EXISTS)
    assert subjects.by_number(number) == ()


def test_no_user_name_looks_like_the_number_of_an_account(own: World) -> None:
    step = declared_step(own, said=Declared("Lan", "1990-03-08", "sc 0000000001"))
    refused = own.services.sign_ups.with_password(step, PASSWORD, audience=BROWSER)
    assert refused == Refused(Reason.USERNAME_IS_IDENTIFIER)
    subject_id = own.person(totp=False).subject_id
    named = own.services.accounts.create(subject_id, username="SC12", level=1, actor=OPERATOR)
    assert named == Refused(Reason.USERNAME_IS_IDENTIFIER)
    assert counts(own.services.database, SUBJECT) == (1,)


def test_a_refused_password_uses_nothing_up(own: World) -> None:
    step, sign_ups = declared_step(own), own.services.sign_ups
    weak = sign_ups.with_password(step, "12345678", audience=BROWSER)
    assert isinstance(weak, Refused)
    assert counts(own.services.database, SUBJECT) == (0,)
    sure(sign_ups.with_password(step, PASSWORD, audience=BROWSER))


def test_other_terms_than_the_present_ones_are_not_accepted(own: World) -> None:
    step, sign_ups = proven_step(own), own.services.sign_ups
    for version in ("", "2020-01"):
        refused = sign_ups.declare(step, LAN, version, audience=BROWSER)
        assert refused == Refused(Reason.TERMS_NOT_ACCEPTED)
    assert isinstance(sign_ups.with_password(step, PASSWORD, audience=BROWSER), Refused)


def test_of_two_sign_ups_with_one_contact_one_wins(own: World) -> None:
    steps = [declared_step(own, said=Declared("Lan", "1990-03-08", name)) for name in ("a1", "b2")]
    left = iter(steps)

    def finish() -> Account | Refused:
        return own.services.sign_ups.with_password(next(left), PASSWORD, audience=BROWSER)

    answers = race(finish, times=2)
    refused = [each for each in answers if isinstance(each, Refused)]
    assert refused == [Refused(Reason.IDENTITY_EXISTS)]
    assert counts(own.services.database, SUBJECT) == (1,)


def test_of_two_sign_ups_with_one_user_name_one_wins(own: World) -> None:
    said = Declared("Lan", "1990-03-08", "lan.dau")
    steps = [declared_step(own, f"{each}@mail.example", said) for each in ("mot", "hai")]
    left = iter(steps)

    def finish() -> Account | Refused:
        return own.services.sign_ups.with_password(next(left), PASSWORD, audience=BROWSER)

    answers = race(finish, times=2)
    refused = [each for each in answers if isinstance(each, Refused)]
    assert refused == [Refused(Reason.USERNAME_TAKEN)]
    assert counts(own.services.database, SUBJECT) == (1,)


def test_where_nobody_signs_up_each_verb_refuses(world: World) -> None:
    sign_ups = world.services.sign_ups
    refused = sign_ups.begin(EMAIL, audience=BROWSER, locale="vi")
    assert refused == Refused(Reason.NOT_AUTHORISED)
    assert sign_ups.offer("x", audience=BROWSER) is None


def to_code(text: str) -> str:
    """The code in a letter in Vietnamese."""
    found = re.search(r"Mã (?:xác nhận )?là (\d{6})", text)
    assert found is not None, text
    return found[1]


def test_the_code_is_mailed_in_the_language_of_the_page(own: World) -> None:
    with receiving_mail() as inbox:
        mailed = {"mail_url": inbox.url, "mail_from": "Minh Danh <no-reply@id.test>"}
        settings = own.settings.model_copy(update=mailed)
        services = build(settings, database=own.services.database, clock=own.clock)
        sure(services.sign_ups.begin(EMAIL, audience=BROWSER, locale="vi"))
        services.sign_ups.send_due()
        assert services.notices.deliver() == 1
        services.passwords.hashing.close()
    (message,) = inbox.letters
    code = to_code(message.get_content())
    assert len(code) == 6
    assert str(message["To"]) == EMAIL
    with own.services.database.transaction() as connection:
        row = connection.execute(select(NOTICE.c.facts_sealed, NOTICE.c.data_key)).one()
    assert tuple(row) == (None, None)


def test_nothing_starts_as_the_states_over_accounts_that_people_made(
    own: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = own.settings.model_copy(
        update={"accounts_mode": AccountsMode.STATE_SYSTEM, "sign_up": False}
    )
    own.person(totp=False)
    assert whose_accounts.faults(state) == []
    made(own)
    assert whose_accounts.faults(own.settings) == []
    assert whose_accounts.faults(state) == [whose_accounts.FAULT]
    _as_settings_of_this_process(state, monkeypatch)
    for words in (("serve",), ("worker", "--once"), ("check-config",)):
        told = CliRunner().invoke(main, words)
        assert (told.exit_code, whose_accounts.FAULT in told.output) == (1, True), told.output


def _as_settings_of_this_process(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "profile": settings.profile,
        "issuer": settings.issuer,
        "database_url": settings.database_url,
        "keyring": settings.keyring,
        "secret": settings.secret.get_secret_value(),
        "accounts_mode": settings.accounts_mode,
    }
    for name, value in given.items():
        monkeypatch.setenv(f"IDP_{name.upper()}", str(value))


def test_nothing_starts_as_the_states_with_a_counter_of_an_operator(own: World) -> None:
    state = own.settings.model_copy(
        update={"accounts_mode": AccountsMode.STATE_SYSTEM, "sign_up": False}
    )
    seated = desk_of(own, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.COUNTER)
    assert whose_accounts.faults(own.settings) == []
    assert whose_accounts.faults(state) == [whose_accounts.COUNTER]
    sure(own.services.appointments.resign(seated.officer.appointment_id or "", seated.officer))
    assert whose_accounts.faults(state) == []
