"""Forgotten user names and passwords: who is written to, and what a link may set (D32.2)."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from idp.accounts.domain import Account
from idp.accounts.service import Accounts
from idp.assurance.contacts import CONFIRMED_FOR
from idp.assurance.kinds import EvidenceKind
from idp.factors.callers import Caller
from idp.factors.domain import WAITS, CredentialKind, ThrottledSecret, VerifiedFactor
from idp.factors.passwords import PresentedPassword
from idp.factors.recovery import PresentedRecoveryCode
from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.losses.forgotten import Forgotten
from idp.losses.password_links import LINK_LIFETIME
from idp.notices.domain import NoticeKind
from tests.support.contact_changes import PHONE, change, session
from tests.support.letters import letters
from tests.support.officers import themself
from tests.support.races import race
from tests.support.sign_ins import proven, reason, sign_in
from tests.support.undo_links import link_of as undo_link_of
from tests.support.world import Person, World, sure

EMAIL, NUMBER, TELEPHONE = "quen.roi@mail.example", "000190000088", "+84912345688"
DATA: Mapping[str, object] = {
    "personal_number": NUMBER,
    "email": EMAIL,
    "email_verified": True,
    "phone_number": TELEPHONE,
    "phone_number_verified": True,
}
NEW = "bảy con mèo ngủ 47 ngày"


@pytest.fixture
def person(world: World) -> Person:
    return world.person(totp=False, data=DATA)


def ask(world: World, typed: str, forgotten: Forgotten = Forgotten.PASSWORD) -> int:
    assert world.services.forgotten.request(forgotten, username=typed) is None
    return world.services.forgotten.send_due()


def test_a_request_that_fails_delays_no_other_and_is_gone(
    world: World, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = world.person(totp=False)
    found = Accounts.by_subject

    def breaks(accounts: Accounts, subject_id: str) -> Account | None:
        if subject_id == broken.subject_id:
            raise RuntimeError("a bad row")
        return found(accounts, subject_id)

    request = world.services.forgotten.request
    for each in (broken, person):
        assert request(Forgotten.USERNAME, username=each.username) is None
    monkeypatch.setattr(Accounts, "by_subject", breaks)
    with capture_logs() as lines:
        assert world.services.forgotten.send_due() == 1
        assert world.services.forgotten.send_due() == 0
    assert [each["event"] for each in lines] == ["row of a queue failed"]


def sent(world: World, person: Person) -> tuple[str, str]:
    """The newest link, and a code that its page sent; empty where it sends none."""
    link = newest_link(world, person)
    return link, code_for(world, person, link)


def newest_link(world: World, person: Person) -> str:
    return str(letters(world, person, NoticeKind.PASSWORD_LINK)[-1]["path"].rsplit("/", 1)[1])


def code_for(world: World, person: Person, link: str) -> str:
    if world.services.forgotten.links.send_code(link) is not None:
        return ""
    return str(letters(world, person, NoticeKind.PASSWORD_LINK_CODE)[-1]["code"])


def use(world: World, link: str, proof: str, password: str = NEW) -> Refused | None:
    links = world.services.forgotten.links
    return links.set_password(link, proof=proof, password=password, audience="")


def opens(world: World, person: Person, password: str) -> VerifiedFactor | Refused:
    return world.services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=person.username, password=password)
    )


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def happened(world: World, person: Person) -> list[EventType]:
    every = world.services.authorization.context.history.for_subject(person.subject_id)
    return [each.happening for each in every]


@pytest.mark.parametrize("typed", [NUMBER, EMAIL, "0912 345 688"])
def test_a_user_name_goes_to_every_confirmed_contact(
    world: World, person: Person, typed: str
) -> None:
    assert ask(world, typed, Forgotten.USERNAME) == 1
    told = letters(world, person, NoticeKind.USERNAME_ASKED)
    assert [(each["to"], each["label"]) for each in told] == [
        (EMAIL, person.username),
        (TELEPHONE, person.username),
    ]
    assert EventType.USERNAME_ASKED in happened(world, person)


def test_nobody_is_written_to_about_an_unknown_name(world: World) -> None:
    for each in Forgotten:
        assert ask(world, "nobody@mail.example", each) == 0


def test_no_message_goes_to_an_unconfirmed_contact(world: World) -> None:
    one = world.person(totp=False, data={**DATA, "email_verified": False})
    ask(world, one.username, Forgotten.USERNAME)
    told = letters(world, one, NoticeKind.USERNAME_ASKED)
    assert [each["to"] for each in told] == [TELEPHONE]


def test_no_message_goes_to_a_contact_that_was_not_confirmed_for_a_year(
    world: World, person: Person
) -> None:
    """The operator may have given the number to somebody else."""
    world.clock.advance(CONFIRMED_FOR)
    for each in Forgotten:
        assert ask(world, person.username, each) == 0
    assert letters(world, person, NoticeKind.USERNAME_ASKED) == []
    assert letters(world, person, NoticeKind.PASSWORD_LINK_REFUSED) == []


def test_a_person_with_several_names_gets_one_message_a_day_more_by_each(
    world: World, person: Person
) -> None:
    """Each name has its own counter, known or not; a mailbox has one."""
    names = (person.username, NUMBER, EMAIL, TELEPHONE)
    for typed in names:
        for _ in range(5):
            ask(world, typed)
    assert len(letters(world, person, NoticeKind.PASSWORD_LINK)) == 5 + len(names)
    for typed in (EMAIL, "nobody@mail.example"):
        for _ in range(5):
            world.services.forgotten.request(Forgotten.PASSWORD, username=typed)
        refused = world.services.forgotten.request(Forgotten.PASSWORD, username=typed)
        assert reason(refused) is Reason.TOO_MANY_TRIES


@pytest.mark.norm("D32.2", limb="a forgotten password is set anew by two proofs")
def test_a_link_and_the_code_of_the_telephone_set_a_password_bound_at_1(
    world: World, person: Person
) -> None:
    live = session(world, person)
    ask(world, EMAIL)
    link, code = sent(world, person)
    assert use(world, link, code) is None
    world.clock.advance(timedelta(seconds=1))
    proven(opens(world, person, NEW))
    assert reason(opens(world, person, person.password)) is Reason.NOT_PROVEN
    (held,) = world.services.credentials.held(person.subject_id)
    assert (held.bound, held.utmost, held.identity) == (1, 1, False)
    assert world.services.sessions.by_id(live.id) is None
    told = {each["to"] for each in letters(world, person, NoticeKind.PASSWORD_CHANGED)}
    assert told == {EMAIL, TELEPHONE}
    assert EventType.PASSWORD_LINK_USED in happened(world, person)


def test_a_link_and_a_recovery_code_do_as_well_and_both_work_once(world: World) -> None:
    one = world.person(
        totp=False,
        data={
            "email": EMAIL,
            "email_verified": False,
            "phone_number": TELEPHONE,
            "phone_number_verified": True,
        },
    )
    codes = sure(world.services.recovery_codes.renew(one.subject_id))
    world.clock.advance(timedelta(seconds=1))
    ask(world, TELEPHONE)
    link, code = sent(world, one)
    assert code == ""
    assert reason(use(world, link, "0000-0000-0000-0000")) is Reason.NOT_PROVEN
    assert use(world, link, codes[0]) is None
    assert world.services.recovery_codes.remaining(one.subject_id) == len(codes) - 1
    assert reason(use(world, link, codes[1])) is Reason.NOT_FOUND
    ask(world, TELEPHONE)
    link, _ = sent(world, one)
    assert reason(use(world, link, codes[0], "chín con voi bay 83 dặm")) is Reason.USED_BEFORE
    world.clock.advance(timedelta(seconds=1))
    proven(opens(world, one, NEW))


def test_what_is_refused_for_the_password_uses_nothing_up(world: World, person: Person) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    assert reason(use(world, link, code, "password")) in {
        Reason.PASSWORD_BREACHED,
        Reason.PASSWORD_TOO_WEAK,
    }
    assert reason(use(world, link, code, f"{person.username}1")) is Reason.PASSWORD_TOO_WEAK
    assert reason(use(world, link, "12345")) is Reason.CODE_MALFORMED
    assert world.services.forgotten.links.peek(link) is not None
    assert use(world, link, code) is None


def test_five_wrong_codes_end_the_link(world: World, person: Person) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    for _ in range(5):
        assert reason(use(world, link, other(code))) is Reason.NOT_PROVEN
    world.clock.advance(timedelta(minutes=1))
    assert reason(use(world, link, code)) is Reason.NOT_FOUND
    assert happened(world, person).count(EventType.PASSWORD_LINK_REFUSED) == 5
    proven(opens(world, person, person.password))


def test_a_new_link_ends_none_of_those_before_and_the_password_all(
    world: World, person: Person
) -> None:
    """Anybody can ask for one, while the person types the code of the one before."""
    ask(world, EMAIL)
    first, first_code = sent(world, person)
    ask(world, EMAIL)
    second, second_code = sent(world, person)
    assert use(world, first, first_code) is None
    assert reason(use(world, second, second_code)) is Reason.NOT_FOUND


def test_whoever_uses_up_the_messages_leaves_the_person_a_link_that_works(
    world: World, person: Person
) -> None:
    """A stranger knows every name and asks whenever one is counted, for three days."""
    assert 2 * WAITS[ThrottledSecret.FORGOTTEN][-1] < LINK_LIFETIME
    request, names = world.services.forgotten.request, (person.username, NUMBER, EMAIL, TELEPHONE)
    for _ in range(72):
        for typed in names:
            while request(Forgotten.PASSWORD, username=typed) is None:
                world.services.forgotten.send_due()
        assert world.services.forgotten.links.peek(newest_link(world, person)) is not None
        world.clock.advance(timedelta(hours=1))
    written = letters(world, person, NoticeKind.PASSWORD_LINK)
    assert len(written) < 40  # in three days, the most that four known names bring about
    assert use(world, *sent(world, person)) is None


def test_wrong_codes_of_all_links_of_a_person_are_counted_together(
    world: World, person: Person
) -> None:
    """Who reads the mailbox gets ever new codes, and no more tries for that."""
    ask(world, EMAIL)
    link, code = sent(world, person)
    for _ in range(5):
        assert reason(use(world, link, other(code))) is Reason.NOT_PROVEN
    ask(world, NUMBER)
    link, code = sent(world, person)
    # Five without a wait, and then the waits of a one-time code.
    assert happened(world, person).count(EventType.PASSWORD_LINK_REFUSED) == 5
    refused = use(world, link, code)
    assert reason(refused) is Reason.TOO_MANY_TRIES
    world.clock.advance(timedelta(minutes=1))
    assert use(world, link, code) is None


def test_a_closed_counter_costs_no_hash(
    world: World, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    for _ in range(5):
        use(world, link, other(code))
    hashed: list[str] = []
    monkeypatch.setattr(
        type(world.services.passwords), "prepare", lambda *_, **__: hashed.append("")
    )
    assert reason(use(world, link, code)) is Reason.TOO_MANY_TRIES
    assert hashed == []


@pytest.mark.parametrize("forgotten", [Forgotten.USERNAME, Forgotten.PASSWORD])
def test_who_floods_one_name_keeps_nobody_from_a_message_by_another(
    world: World, person: Person, forgotten: Forgotten
) -> None:
    """A request comes whenever one is counted, so that the counter of the person stays closed."""
    request = world.services.forgotten.request
    for _ in range(36):
        world.clock.advance(timedelta(hours=2))
        while request(forgotten, username=person.username) is None:
            world.services.forgotten.send_due()
    assert ask(world, EMAIL, forgotten) == 1
    assert ask(world, EMAIL, forgotten) == 0
    world.clock.advance(timedelta(days=1))
    assert ask(world, EMAIL, forgotten) == 1


def test_a_recovery_code_is_counted_before_a_hash_and_given_back_with_the_password(
    world: World, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = sure(world.services.recovery_codes.renew(person.subject_id))
    world.clock.advance(timedelta(seconds=1))
    ask(world, EMAIL)
    link, _ = sent(world, person)
    for _ in range(7):
        assert reason(use(world, link, codes[0], "password")) is not Reason.TOO_MANY_TRIES
    for _ in range(5):
        assert reason(use(world, link, "0000-0000-0000-0000")) is Reason.NOT_PROVEN
    hashed: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(
            type(world.services.passwords), "prepare", lambda *_, **__: hashed.append("")
        )
        assert reason(use(world, link, codes[0])) is Reason.TOO_MANY_TRIES
    assert hashed == []
    world.clock.advance(timedelta(minutes=1))
    assert use(world, link, codes[0]) is None
    assert world.services.recovery_codes.remaining(person.subject_id) == len(codes) - 1


def test_tries_of_strangers_at_a_name_do_not_close_the_code_of_who_has_the_link(
    world: World, person: Person
) -> None:
    """Who has the link is known, so no name is looked up again, and no counter of one is met."""
    codes = sure(world.services.recovery_codes.renew(person.subject_id))
    world.clock.advance(timedelta(seconds=1))
    ask(world, EMAIL)
    link, _ = sent(world, person)
    guess = PresentedRecoveryCode(username=person.username, code="0000-0000-0000-0000")
    tries = [world.services.recovery_codes.verify(sign_in(world), guess) for _ in range(10)]
    assert reason(tries[-1]) is Reason.TOO_MANY_TRIES
    assert use(world, link, codes[0]) is None


@pytest.mark.usefixtures("person")
def test_requests_for_the_name_leave_those_for_a_password(world: World) -> None:
    for _ in range(5):
        ask(world, EMAIL, Forgotten.USERNAME)
    assert ask(world, EMAIL) == 1


def test_any_number_of_known_browsers_share_a_counter(world: World, person: Person) -> None:
    """A thief of the password can make each fresh browser a known one."""
    passwords, forgotten = world.services.passwords, world.services.forgotten
    credential_id = passwords.account(person.username).credential_id
    assert credential_id is not None

    def fresh() -> Caller:
        return Caller(
            marks=passwords.known_browsers.remember(
                "", subject_id=person.subject_id, credential_id=credential_id
            )
        )

    for _ in range(5):
        asked = forgotten.request(Forgotten.PASSWORD, username=person.username, caller=fresh())
        assert asked is None
    asked = forgotten.request(Forgotten.PASSWORD, username=person.username, caller=fresh())
    assert reason(asked) is Reason.TOO_MANY_TRIES
    assert forgotten.request(Forgotten.PASSWORD, username=person.username) is None


def test_a_link_ends_after_a_day(world: World, person: Person) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    world.clock.advance(LINK_LIFETIME)
    assert reason(use(world, link, code)) is Reason.NOT_FOUND


def test_a_change_of_the_password_ends_every_link(world: World, person: Person) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    sure(world.services.passwords.set(person.subject_id, "chín con voi bay 83 dặm"))
    assert reason(use(world, link, code)) is Reason.NOT_FOUND


def test_a_link_to_a_contact_that_was_replaced_is_worth_nothing(
    world: World, person: Person
) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    change(world, person, "ke.trom@mail.example")
    assert reason(use(world, link, code)) is Reason.NOT_FOUND


def test_a_lost_telephone_gets_no_code_and_its_code_counts_no_more(
    world: World, person: Person
) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    world.services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.HOTLINE,
        actor=themself(person.subject_id),
    )
    assert isinstance(use(world, link, code), Refused)
    ask(world, EMAIL)
    assert len(letters(world, person, NoticeKind.PASSWORD_LINK_CODE)) == 1
    proven(opens(world, person, person.password))


def test_a_contact_set_just_now_gets_no_link(world: World, person: Person) -> None:
    change(world, person, "moi.doi@mail.example")
    change(world, person, "0987654388", PHONE)
    ask(world, person.username)
    assert letters(world, person, NoticeKind.PASSWORD_LINK) == []
    assert letters(world, person, NoticeKind.PASSWORD_LINK_REFUSED)


def test_an_account_that_asks_for_more_is_told_its_other_ways(world: World) -> None:
    """A code application is more than a message: the password is not replaced by less."""
    one = world.person(data=DATA)
    sure(world.services.recovery_codes.renew(one.subject_id))
    ask(world, EMAIL)
    assert letters(world, one, NoticeKind.PASSWORD_LINK) == []
    told = {each["to"] for each in letters(world, one, NoticeKind.PASSWORD_LINK_REFUSED)}
    assert told == {EMAIL, TELEPHONE}


def test_a_link_ends_when_the_account_becomes_stronger(world: World, person: Person) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    world.enrol_totp(person.subject_id)
    assert reason(use(world, link, code)) is Reason.NOT_FOUND


def test_a_message_alone_is_no_second_proof(world: World) -> None:
    one = world.person(totp=False, data={"email": EMAIL, "email_verified": True})
    ask(world, EMAIL)
    assert letters(world, one, NoticeKind.PASSWORD_LINK) == []
    assert letters(world, one, NoticeKind.PASSWORD_LINK_REFUSED)


def test_of_two_forms_at_once_one_sets_its_password(world: World, person: Person) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    words = ["chín con voi bay 83 dặm", "tám con cá bơi 29 vòng"]
    left = list(words)
    answers = race(lambda: (word := left.pop(), use(world, link, code, word)), times=2)
    world.clock.advance(timedelta(seconds=1))
    works = [isinstance(opens(world, person, word), VerifiedFactor) for word, _ in answers]
    assert works == [refused is None for _, refused in answers]
    assert sum(works) == 1


def test_who_did_not_do_it_gets_the_old_password_back(world: World, person: Person) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    assert use(world, link, code) is None
    sure(world.services.losses.undo(undo_link_of(world, person, NoticeKind.PASSWORD_CHANGED)))
    proven(opens(world, person, person.password))
    assert reason(opens(world, person, NEW)) is Reason.NOT_PROVEN


def test_the_ceremony_names_what_was_shown(world: World, person: Person) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    assert use(world, link, code) is None
    held = world.services.credentials.held(person.subject_id)
    assert [each.kind for each in held] == [CredentialKind.PASSWORD]
    last = world.services.credentials.bindings.for_subject(person.subject_id, held)[-1]
    assert [(each.piece.kind, each.piece.bound) for each in last.proven] == [
        (EvidenceKind.SMS_CODE, 2)
    ]
    world.clock.advance(timedelta(days=30))
    assert world.services.credentials.pieces(person.subject_id)


@pytest.mark.norm("D32.2", limb="a code by text message works for ten minutes, its link for a day")
def test_a_code_ends_after_ten_minutes_and_the_link_brings_another(
    world: World, person: Person
) -> None:
    """NIST SP 800-63B-4 section 4.2.1: what is sent to a telephone is valid for ten minutes."""
    ask(world, EMAIL)
    link, code = sent(world, person)
    world.clock.advance(timedelta(minutes=10))
    assert reason(use(world, link, code)) is Reason.NOT_PROVEN
    world.clock.advance(timedelta(hours=23))
    fresh = code_for(world, person, link)
    world.clock.advance(timedelta(minutes=10) - timedelta(seconds=1))
    assert use(world, link, fresh) is None


def test_no_code_is_sent_with_a_link_that_anybody_can_ask_for(world: World, person: Person) -> None:
    ask(world, EMAIL)
    assert letters(world, person, NoticeKind.PASSWORD_LINK)
    assert letters(world, person, NoticeKind.PASSWORD_LINK_CODE) == []


def test_of_two_codes_under_way_each_works_and_one_is_used_once(
    world: World, person: Person
) -> None:
    """Text messages overtake each other."""
    ask(world, EMAIL)
    link, first = sent(world, person)
    second = code_for(world, person, link)
    assert first != second
    assert use(world, link, first) is None
    assert reason(use(world, link, second)) is Reason.NOT_FOUND


def test_who_reads_the_mailbox_brings_about_few_text_messages(world: World, person: Person) -> None:
    """All links share the count; who never opened one, and only asked, uses none of it."""
    links = world.services.forgotten.links
    found = []
    for _ in range(3):
        ask(world, EMAIL)
        found.append(newest_link(world, person))
    answers = [links.send_code(link) for _ in range(4) for link in found]
    refused = [each for each in answers if each is not None]
    assert len(letters(world, person, NoticeKind.PASSWORD_LINK_CODE)) == 5
    assert {each.reason for each in refused} == {Reason.TOO_MANY_TRIES}
    assert all(each.retry_at == world.clock.now() + timedelta(hours=1) for each in refused)
    code = letters(world, person, NoticeKind.PASSWORD_LINK_CODE)[-1]["code"]
    assert use(world, found[1], str(code)) is None
    ask(world, EMAIL)
    link = newest_link(world, person)
    assert links.send_code(link) is None, "proven: the count begins anew"


def test_a_link_without_a_telephone_sends_no_code(world: World) -> None:
    one = world.person(totp=False, data={**DATA, "email_verified": False})
    sure(world.services.recovery_codes.renew(one.subject_id))
    world.clock.advance(timedelta(seconds=1))
    ask(world, TELEPHONE)
    link = newest_link(world, one)
    assert reason(world.services.forgotten.links.send_code(link)) is Reason.NOT_FOUND
    assert reason(world.services.forgotten.links.send_code("x")) is Reason.NOT_FOUND


def test_one_of_two_concurrent_uses_of_a_code_sets_the_password(
    world: World, person: Person
) -> None:
    ask(world, EMAIL)
    link, code = sent(world, person)
    answers = race(lambda: use(world, link, code), times=2)
    assert sorted(each is None for each in answers) == [False, True]
