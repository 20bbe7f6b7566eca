"""Granted accounts are activated by their people: the link, the number, the terms, a credential."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from idp.accounts.domain import CURRENT_TERMS, AccountState, GuardianReason
from idp.accounts.tables import ACCOUNT
from idp.activation.domain import Shown
from idp.assurance.binding import CeremonyKind
from idp.factors.domain import CredentialKind
from idp.factors.passwords import PresentedPassword
from idp.factors.tables import PASSWORD as STORED
from idp.history.domain import EventType
from idp.kernel.actors import Officer, OfficerRole, Through, Unproven
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.subjects.domain import SubjectKind
from idp.wiring import build
from tests.support.activations import PASSWORD, REACHED, Holder, brought, invited, links, number_of
from tests.support.authenticator import Authenticator
from tests.support.inbox import Inbox, receiving_mail
from tests.support.letters import letters
from tests.support.officers import OPERATOR, officer
from tests.support.races import race
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World, sure

DAY = timedelta(days=1)
BY_LINK = Unproven(through=Through.LETTER)


def hotline(world: World) -> Officer:
    return replace(officer(OfficerRole.HOTLINE), authenticated_at=world.clock.now())


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with receiving_mail() as inbox:
        yield inbox


@pytest.fixture
def posted(world: World, inbox: Inbox) -> Iterator[World]:
    """The same house with a mail server."""
    mailed = {"mail_url": inbox.url, "mail_from": "Minh Danh <no-reply@id.test>"}
    settings = world.settings.model_copy(update=mailed)
    services = build(settings, database=world.services.database, clock=world.clock)
    yield World(services, settings, world.clock)
    services.passwords.hashing.close()


def wide(number: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) for each in number)


def state(world: World, person: Person) -> AccountState:
    status = world.services.accounts.status_of(person.subject_id)
    assert status is not None
    return status.state


def happened(world: World, person: Person) -> Counter[str]:
    return Counter(each.happening for each in world.services.history.for_subject(person.subject_id))


def received(world: World, person: Person) -> None:
    """The message is handed over now, as the worker tells it."""
    link = world.services.activations.newest(person.subject_id)
    assert link is not None
    with world.services.database.transaction():
        world.services.notices.hand_over.handed(link.id, world.clock.now())


def nothing_happened(world: World, person: Person) -> None:
    assert state(world, person) is AccountState.GRANTED
    assert world.services.credentials.held(person.subject_id) == ()
    assert EventType.ACCOUNT_ACTIVATED not in happened(world, person)


@pytest.mark.norm("D4.7", limb="the accepted version is kept with its time")
@pytest.mark.norm("D14.1-1", limb="the person activates with a first credential")
def test_number_terms_and_password_make_the_account_active(world: World) -> None:
    person, link = invited(world)
    active = sure(Holder(world, person, link).activate())
    assert (active.state, active.terms_version) == (AccountState.ACTIVE, CURRENT_TERMS)
    with world.services.database.transaction() as connection:
        row = connection.execute(
            select(ACCOUNT).where(ACCOUNT.c.subject_id == person.subject_id)
        ).one()
    assert row.terms_accepted_at == row.activated_at == world.clock.now()
    (held,) = world.services.credentials.held(person.subject_id)
    assert held.kind is CredentialKind.PASSWORD
    entries = {
        each.happening: each for each in world.services.history.for_subject(person.subject_id)
    }
    assert entries[EventType.ACTIVATION_LINK_SENT].actor == OPERATOR
    assert entries[EventType.ACCOUNT_ACTIVATED].actor == BY_LINK
    assert entries[EventType.PASSWORD_SET].actor == BY_LINK
    (letter,) = letters(world, person, NoticeKind.ACCOUNT_ACTIVATED)
    assert (letter["to"], letter["kind"]) == (REACHED["email"], "password")
    assert letters(world, person, NoticeKind.CREDENTIAL_ADDED) == []


def test_a_passkey_is_a_first_credential_and_both_count_for_the_least(world: World) -> None:
    """Who reads a contact and knows a number has shown one factor, in a page that anybody sends."""
    person, link = invited(world)
    holder = Holder(world, person, link)
    shown, activations = holder.agreed(), world.services.activations
    options = activations.passkey_options(shown)
    assert not isinstance(options, Refused)
    made = Authenticator().create(options, origin=world.settings.issuer)
    sure(activations.with_passkey(shown, made))
    (held,) = world.services.credentials.held(person.subject_id)
    assert (held.kind, held.bound) == (CredentialKind.PASSKEY, 1)
    assert not held.identity
    assert not held.resistant
    assert not held.pending(world.clock.now())
    (ceremony,) = world.services.credentials.bindings.for_subject(person.subject_id, (held,))
    assert ceremony.kind is CeremonyKind.INVITATION


def test_the_password_signs_in_and_the_link_of_the_letter_stops_it(world: World) -> None:
    person, link = invited(world)
    sure(Holder(world, person, link).activate())
    world.clock.advance(timedelta(minutes=1))
    presented = PresentedPassword(username=person.username, password=PASSWORD)
    sure(world.services.passwords.verify_at_once(sign_in(world), presented))
    (letter,) = letters(world, person, NoticeKind.ACCOUNT_ACTIVATED)
    undo = str(letter["undo"]).rsplit("/", 1)[1]
    sure(world.services.losses.undo(undo))
    assert world.services.passwords.verify_at_once(sign_in(world), presented) == Refused(
        Reason.CREDENTIAL_FLAGGED
    )


OTHERS = "bảy con thuyền neo cuối dòng sông đục"
"""A password that somebody had with another system."""


def signs_in(world: World, person: Person, password: str) -> bool:
    presented = PresentedPassword(username=person.username, password=password)
    found = world.services.passwords.verify_at_once(sign_in(world), presented)
    return not isinstance(found, Refused)


def kept_hash(world: World, person: Person) -> str:
    with world.services.database.transaction() as work:
        of_person = STORED.c.subject_id == person.subject_id
        return str(work.execute(select(STORED.c.hash).where(of_person)).scalar_one())


def test_the_password_that_came_with_an_account_can_be_kept_by_who_knows_it(world: World) -> None:
    person, link = brought(world, OTHERS)
    holder, activations = Holder(world, person, link), world.services.activations
    shown = holder.agreed()
    wrong = activations.keeping_password(shown, PASSWORD)
    assert isinstance(wrong, Refused)
    assert (wrong.reason, wrong.tries is not None) == (Reason.NOT_PROVEN, True)
    assert happened(world, person)[EventType.FACTOR_REFUSED] == 1
    assert state(world, person) is AccountState.GRANTED
    active = sure(activations.keeping_password(shown, OTHERS))
    assert (active.state, active.terms_version) == (AccountState.ACTIVE, CURRENT_TERMS)
    (held,) = world.services.credentials.held(person.subject_id)
    assert (held.kind, held.bound, held.identity) == (CredentialKind.PASSWORD, 1, False)
    assert kept_hash(world, person).startswith("$argon2id$")
    world.clock.advance(timedelta(minutes=1))
    assert signs_in(world, person, OTHERS)


def test_a_weak_password_of_before_is_not_kept_and_stops(world: World) -> None:
    weak = "12345678"
    person, link = brought(world, weak)
    holder, activations = Holder(world, person, link), world.services.activations
    shown = holder.agreed()
    assert activations.keeping_password(shown, weak) == Refused(Reason.PASSWORD_BREACHED)
    assert state(world, person) is AccountState.GRANTED
    assert activations.came_with_password(person.subject_id)
    sure(holder.activate(shown))
    world.clock.advance(timedelta(minutes=1))
    assert not signs_in(world, person, weak)
    assert signs_in(world, person, PASSWORD)


@pytest.mark.parametrize("kind", [CredentialKind.PASSKEY, CredentialKind.PASSWORD])
def test_the_password_of_before_stops_where_another_means_is_chosen(
    world: World, kind: CredentialKind
) -> None:
    person, link = brought(world, OTHERS)
    holder, activations = Holder(world, person, link), world.services.activations
    shown = holder.agreed()
    if kind is CredentialKind.PASSKEY:
        options = activations.passkey_options(shown)
        assert not isinstance(options, Refused)
        bad = activations.with_passkey(shown, "{")
        assert isinstance(bad, Refused)
        assert activations.came_with_password(person.subject_id)
        made = Authenticator().create(options, origin=world.settings.issuer)
        sure(activations.with_passkey(shown, made))
    else:
        sure(holder.activate(shown))
    (held,) = world.services.credentials.held(person.subject_id)
    assert held.kind is kind
    assert happened(world, person)[EventType.CREDENTIAL_REMOVED] == 1
    world.clock.advance(timedelta(minutes=1))
    assert not signs_in(world, person, OTHERS)
    (letter,) = letters(world, person, NoticeKind.ACCOUNT_ACTIVATED)
    sure(world.services.losses.undo(str(letter["undo"]).rsplit("/", 1)[1]))
    assert not signs_in(world, person, OTHERS)


def test_guesses_at_the_password_of_before_wait_like_those_of_a_sign_in(world: World) -> None:
    person, link = brought(world, OTHERS)
    holder, activations = Holder(world, person, link), world.services.activations
    shown = holder.agreed()
    wrong = [activations.keeping_password(shown, "x") for _ in range(20)]
    reasons = [each.reason for each in wrong if isinstance(each, Refused)]
    assert (reasons[0], reasons[-1]) == (Reason.NOT_PROVEN, Reason.TOO_MANY_TRIES)
    right = activations.keeping_password(shown, OTHERS)
    assert isinstance(right, Refused)
    assert right.reason is Reason.TOO_MANY_TRIES
    presented = PresentedPassword(username=person.username, password=OTHERS)
    signing_in = world.services.passwords.verify_at_once(sign_in(world), presented)
    assert isinstance(signing_in, Refused)
    assert signing_in.reason is Reason.TOO_MANY_TRIES
    sure(holder.activate(shown))


def test_no_account_keeps_a_password_that_it_never_had(world: World) -> None:
    person, link = invited(world)
    holder, activations = Holder(world, person, link), world.services.activations
    assert not activations.came_with_password(person.subject_id)
    found = activations.keeping_password(holder.agreed(), PASSWORD)
    assert isinstance(found, Refused)
    assert found.reason is Reason.NOT_PROVEN
    nothing_happened(world, person)


@pytest.mark.norm("D4.7", limb="no account is active without the current terms")
def test_nothing_is_activated_without_the_current_terms(world: World) -> None:
    person, link = invited(world)
    holder, activations = Holder(world, person, link), world.services.activations
    shown = holder.shown(sure(holder.prove()))
    for terms in ("", "2020-01"):
        assert activations.agree(shown, terms) == Refused(Reason.TERMS_NOT_ACCEPTED)
    assert holder.activate(shown) == Refused(Reason.TERMS_NOT_ACCEPTED)
    assert activations.passkey_options(shown) == Refused(Reason.TERMS_NOT_ACCEPTED)
    nothing_happened(world, person)


def test_a_refused_credential_leaves_the_link_as_it_was(world: World) -> None:
    person, link = invited(world)
    holder, activations = Holder(world, person, link), world.services.activations
    shown = holder.agreed()
    assert activations.with_password(shown, "12345678") == Refused(Reason.PASSWORD_BREACHED)
    weak = activations.with_password(shown, f"{person.username} a")
    assert weak == Refused(Reason.PASSWORD_TOO_WEAK)
    assert activations.with_passkey(shown, "{}") == Refused(Reason.NOT_PROVEN)
    options = activations.passkey_options(shown)
    assert not isinstance(options, Refused)
    elsewhere = Authenticator().create(options, origin="https://elsewhere.example")
    assert activations.with_passkey(shown, elsewhere) == Refused(Reason.NOT_PROVEN)
    nothing_happened(world, person)
    sure(holder.activate(shown))


@pytest.mark.norm("D14.1-1", limb="seven days from the receipt, to the end of the last")
def test_the_seven_days_run_from_the_receipt(world: World) -> None:
    person, link = invited(world)
    holder = Holder(world, person, link)
    world.clock.advance(timedelta(hours=5))  # Monday, 23 November, 14:00 in Viet Nam
    received(world, person)
    last = datetime(2026, 11, 30, 16, 59, 59, tzinfo=UTC)
    world.clock.advance(last - world.clock.now())
    shown = holder.agreed()
    world.clock.advance(timedelta(seconds=1))
    closed = Refused(Reason.ACTIVATION_WINDOW_CLOSED)
    assert holder.activate(shown) == closed == holder.prove()
    assert world.services.activations.refusal(link) == closed
    assert world.services.activations.invite(person.subject_id, actor=OPERATOR) == closed
    nothing_happened(world, person)
    world.clock.advance(timedelta(seconds=-1))
    sure(holder.activate(shown))


def test_the_term_runs_from_the_first_receipt_alone(world: World) -> None:
    person, _ = invited(world)
    received(world, person)
    first = world.services.activations.newest(person.subject_id)
    world.clock.advance(3 * DAY)
    received(world, person)
    assert world.services.activations.newest(person.subject_id) == first


def test_a_message_that_no_channel_took_is_no_link_for_ever(world: World) -> None:
    _, link = invited(world)
    world.clock.advance(20 * DAY)
    assert world.services.activations.refusal(link) == Refused(Reason.ACTIVATION_WINDOW_CLOSED)


@pytest.mark.norm("D14.1-1", limb="the delivery is what begins the term")
def test_the_delivery_of_the_mail_begins_the_term(posted: World, inbox: Inbox) -> None:
    world = posted
    person, link = invited(world)
    world.clock.advance(timedelta(hours=5))
    world.services.notices.deliver()
    (mail,) = inbox.letters
    assert f"{world.settings.issuer}/activate/{link}" in mail.get_content()
    newest = world.services.activations.newest(person.subject_id)
    assert newest is not None
    assert newest.received_at == world.clock.now()


@pytest.mark.norm("D14.1-2", limb="the help line opens it again; the grant stays as it was")
def test_the_help_line_sends_another_link_after_the_seven_days(world: World) -> None:
    person, link = invited(world)
    granted_at = created_at(world, person)
    world.clock.advance(20 * DAY)
    activations, by = world.services.activations, hotline(world)
    other = replace(officer(OfficerRole.OPERATOR), authenticated_at=world.clock.now())
    assert activations.reopen(person.subject_id, actor=other) == Refused(Reason.NOT_AUTHORISED)
    assert activations.reopen(person.subject_id, actor=by) is None
    assert activations.refusal(link) == Refused(Reason.EXPIRED)
    sure(Holder(world, person, links(world, person)[-1]).activate())
    assert created_at(world, person) == granted_at
    (entry,) = [
        each
        for each in world.services.history.for_subject(person.subject_id)
        if each.happening is EventType.ACTIVATION_REOPENED
    ]
    assert entry.actor == by
    assert activations.reopen(person.subject_id, actor=by) == Refused(Reason.STATE_ALREADY_HOLDS)


def test_no_officer_fills_a_mailbox_with_links(world: World) -> None:
    person, _ = invited(world)
    activations, by = world.services.activations, hotline(world)
    for _ in range(3):
        assert activations.reopen(person.subject_id, actor=by) is None
    refused = activations.reopen(person.subject_id, actor=by)
    assert refused == Refused(
        Reason.TOO_MANY_TRIES, retry_at=world.clock.now() + timedelta(hours=6)
    )
    assert len(links(world, person)) == 4


def test_an_invitation_is_sent_once(world: World) -> None:
    person, link = invited(world)
    activations = world.services.activations
    again = activations.invite(person.subject_id, actor=OPERATOR)
    assert again == Refused(Reason.STATE_ALREADY_HOLDS)
    assert links(world, person) == [link]
    sure(Holder(world, person, link).activate())
    again = activations.invite(person.subject_id, actor=OPERATOR)
    assert again == Refused(Reason.STATE_ALREADY_HOLDS)


@pytest.mark.parametrize(
    ("kind", "data", "reason"),
    [
        (SubjectKind.CITIZEN, {"email_verified": False}, Reason.NO_CONTACT),
        (
            SubjectKind.ORGANISATION,
            {**REACHED, "organisation_number": "010000000017"},
            Reason.UNKNOWN_SUBJECT_KIND,
        ),
    ],
)
def test_who_cannot_activate_alone_gets_no_link(
    world: World, kind: SubjectKind, data: dict[str, object], reason: Reason
) -> None:
    person = world.granted(kind=kind, data=data)
    refused = world.services.activations.invite(person.subject_id, actor=OPERATOR)
    assert refused == Refused(reason)
    assert links(world, person) == []
    assert EventType.ACTIVATION_LINK_SENT not in happened(world, person)


def test_an_account_that_was_locked_or_placed_under_a_guardian_waits(world: World) -> None:
    person, link = invited(world)
    holder = Holder(world, person, link)
    shown, activations = holder.agreed(), world.services.activations
    with world.services.database.transaction() as connection:
        mine = ACCOUNT.update().where(ACCOUNT.c.subject_id == person.subject_id)
        connection.execute(mine.values(guarded=GuardianReason.WARD))
    assert activations.refusal(link) == holder.activate(shown) == Refused(Reason.GUARDIAN_NEEDED)
    with world.services.database.transaction() as connection:
        connection.execute(mine.values(guarded=None, state=AccountState.LOCKED))
    assert activations.refusal(link) == holder.activate(shown) == Refused(Reason.ACCOUNT_LOCKED)
    assert world.services.credentials.held(person.subject_id) == ()


def test_the_number_is_throttled_for_the_person_and_not_for_the_link(world: World) -> None:
    person, link = invited(world)
    holder = Holder(world, person, link)
    for _ in range(5):
        answer = holder.prove("000000000000")
        assert isinstance(answer, Refused)
        assert answer.reason is Reason.NOT_PROVEN
    closed = holder.prove()
    assert isinstance(closed, Refused)
    assert (closed.reason, closed.retry_at) == (
        Reason.TOO_MANY_TRIES,
        world.clock.now() + timedelta(seconds=30),
    )
    assert world.services.activations.reopen(person.subject_id, actor=hotline(world)) is None
    anew = Holder(world, person, links(world, person)[-1])
    assert anew.prove() == closed
    assert happened(world, person)[EventType.ACTIVATION_REFUSED] == 5
    world.clock.advance(timedelta(seconds=30))
    sure(anew.prove())


@pytest.mark.parametrize(
    "spelled", [lambda number: f" {number[:3]} {number[3:]} ", wide], ids=["apart", "wide"]
)
def test_a_number_is_known_in_every_spelling(world: World, spelled: Callable[[str], str]) -> None:
    person, link = invited(world)
    sure(Holder(world, person, link).prove(spelled(number_of(world, person))))


@pytest.mark.parametrize("typed", ["", "x" * 64, "\ud800", "'; --"])
def test_other_numbers_are_refused_alike(world: World, typed: str) -> None:
    person, link = invited(world)
    answer = Holder(world, person, link).prove(typed)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NOT_PROVEN


def test_a_handle_works_in_its_browser_for_its_link_and_in_its_time(world: World) -> None:
    person, link = invited(world)
    another, other_link = invited(world)
    holder, activations = Holder(world, person, link), world.services.activations
    shown, anew = holder.agreed(), Refused(Reason.FRESH_SIGN_IN_REQUIRED)
    elsewhere = Shown(link=link, step=shown.step, audience="f" * 64)
    swapped = Shown(link=other_link, step=shown.step, audience=shown.audience)
    assert activations.offer(elsewhere) == anew == holder.activate(elsewhere)
    assert activations.offer(swapped) == anew == holder.activate(swapped)
    assert activations.refusal("no-such-link") == Refused(Reason.NOT_FOUND)
    world.clock.advance(timedelta(minutes=30))
    assert activations.offer(shown) == anew == holder.activate(shown)
    nothing_happened(world, person)
    nothing_happened(world, another)


def test_a_link_is_used_once_also_in_two_tabs(world: World) -> None:
    person, link = invited(world)
    holder = Holder(world, person, link)
    first, second = holder.agreed(), holder.agreed()
    sure(holder.activate(first))
    used = Refused(Reason.USED_BEFORE)
    assert holder.activate(second) == used == holder.activate(first)
    assert holder.prove() == used == world.services.activations.refusal(link)
    assert happened(world, person)[EventType.ACCOUNT_ACTIVATED] == 1


def test_of_two_people_at_once_one_activates(world: World) -> None:
    """Two browsers with the same link, each on its own connection."""
    person, link = invited(world)
    holders = [Holder(world, person, link) for _ in range(2)]
    ready = [(each, each.agreed()) for each in holders]

    def activate() -> object:
        holder, shown = ready.pop()
        return holder.activate(shown)

    answers = race(activate, times=2)
    refused = [each for each in answers if isinstance(each, Refused)]
    assert refused == [Refused(Reason.USED_BEFORE)]
    assert len(world.services.credentials.held(person.subject_id)) == 1
    assert happened(world, person)[EventType.ACCOUNT_ACTIVATED] == 1


@pytest.mark.norm("D14.1-3")
def test_nobody_signs_in_before(world: World) -> None:
    person, _ = invited(world)
    presented = PresentedPassword(username=person.username, password=PASSWORD)
    answer = world.services.passwords.verify_at_once(sign_in(world), presented)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NOT_PROVEN


def created_at(world: World, person: Person) -> datetime:
    with world.services.database.transaction() as connection:
        found = connection.execute(
            select(ACCOUNT.c.created_at).where(ACCOUNT.c.subject_id == person.subject_id)
        )
        at: datetime = found.scalar_one()
        return at
