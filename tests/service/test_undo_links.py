"""The links that undo, beside everything else that can happen to a means: who reads, what returns.

Losses, frauds, locks, removals, second links, addresses that change, and other people.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece
from idp.factors.credential_tables import SECRETS
from idp.factors.domain import Binding, Credential, CredentialKind
from idp.factors.passwords import PresentedPassword
from idp.factors.pins import PresentedPin
from idp.factors.tables import APP_KEY_CERTIFICATE, CREDENTIAL, PASSWORD, RETIRED
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LOST_PHONE_REPORT, LossCase, LossReason, LostItem, Report, ReportedBy
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from idp.sessions.domain import Session
from tests.support.authenticator import Authenticator
from tests.support.card_holders import State, connected
from tests.support.card_registry import registering
from tests.support.contact_changes import change, password_alone
from tests.support.letters import letters
from tests.support.passkeys import holder_of
from tests.support.races import race
from tests.support.sign_ins import reason, sign_in
from tests.support.telephones import telephone_of
from tests.support.world import Person, World, sure

NEW = "bảy con sếu bay ngang đồng chiều"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECRETS_LOST = Report(LossReason.UNAUTHORISED_USE, frozenset({LostItem.SECRETS}))
GIVEN_BACK = NoticeKind.CREDENTIAL_GIVEN_BACK


def owner(world: World) -> Person:
    return world.person(data={"email": "owner@old.example", "email_verified": True})


def held(world: World, person: Person) -> dict[CredentialKind, Credential]:
    return {each.kind: each for each in world.services.credentials.held(person.subject_id)}


def undo_links(world: World, person: Person, kind: NoticeKind) -> dict[str, str]:
    """The link in each newest letter of a kind by where it went."""
    return {
        each["to"]: each["undo"].rsplit("/", 1)[1]
        for each in letters(world, person, kind)
        if "undo" in each
    }


def link_of(world: World, person: Person, kind: NoticeKind) -> str:
    return list(undo_links(world, person, kind).values())[-1]


def opens(world: World, person: Person, password: str) -> bool:
    world.clock.advance(timedelta(minutes=1))
    tried = world.services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=person.username, password=password)
    )
    return not isinstance(tried, Refused)


def set_password(world: World, person: Person, password: str = NEW) -> Credential:
    binding = password_alone(world, person)
    return sure(world.services.passwords.set(person.subject_id, password, binding=binding))


def remove(world: World, person: Person, kind: CredentialKind) -> Credential:
    gone = held(world, person)[kind]
    assert world.services.credentials.remove(person.subject_id, gone.id) is None
    return gone


def rows_of(world: World, credential: Credential) -> dict[str, list[dict[str, Any]]]:
    """Everything that is on record of a means, by table."""
    secret = SECRETS[credential.kind]
    tables = {CREDENTIAL: CREDENTIAL.c.id, secret: secret.c.credential_id}
    tables[APP_KEY_CERTIFICATE] = APP_KEY_CERTIFICATE.c.credential_id
    with world.services.database.transaction() as connection:
        return {
            table.name: sorted(
                (
                    row._asdict()
                    for row in connection.execute(select(table).where(column == credential.id))
                ),
                key=str,
            )
            for table, column in tables.items()
        }


def with_a_passkey(world: World) -> Person:
    return holder_of(world, Authenticator()).person


def with_an_app_key(world: World) -> Person:
    person = world.person()
    telephone_of(world, person.subject_id)
    return person


def with_codes(world: World) -> Person:
    person = world.person()
    sure(world.services.recovery_codes.renew(person.subject_id))
    return person


def with_a_pin(world: World) -> Person:
    person = world.person()
    sure(world.services.pins.set(person.subject_id, "408317"))
    return person


def with_a_card(world: World) -> Person:
    with registering() as registry:
        return State(connected(world, registry), registry).open().holder().person


HOLDERS: dict[CredentialKind, Callable[[World], Person]] = {
    CredentialKind.TOTP: lambda world: world.person(),
    CredentialKind.PASSKEY: with_a_passkey,
    CredentialKind.APP_KEY: with_an_app_key,
    CredentialKind.RECOVERY_CODES: with_codes,
    CredentialKind.PIN: with_a_pin,
    CredentialKind.CHIP_CARD: with_a_card,
}


@pytest.mark.parametrize("kind", HOLDERS)
def test_every_kind_of_means_comes_back_whole(world: World, kind: CredentialKind) -> None:
    person = HOLDERS[kind](world)
    before = rows_of(world, held(world, person)[kind])
    assert len(before[SECRETS[kind].name]) >= 1
    gone = remove(world, person, kind)
    assert all(not rows for rows in rows_of(world, gone).values())
    sure(world.services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)))
    assert rows_of(world, gone) == before


@pytest.mark.parametrize(
    "kind", [CredentialKind.PASSWORD, CredentialKind.PIN, CredentialKind.RECOVERY_CODES]
)
def test_every_kind_that_is_replaced_comes_back_and_what_replaced_it_after_that(
    world: World, kind: CredentialKind
) -> None:
    person, services = world.person(), world.services
    begin: dict[CredentialKind, Callable[[], object]] = {
        CredentialKind.PASSWORD: lambda: services.passwords.set(person.subject_id, NEW),
        CredentialKind.PIN: lambda: services.pins.set(person.subject_id, "903146"),
        CredentialKind.RECOVERY_CODES: lambda: services.recovery_codes.renew(person.subject_id),
    }
    sure(services.pins.set(person.subject_id, "408317"))
    sure(services.recovery_codes.renew(person.subject_id))
    world.clock.advance(HOUR)
    old = held(world, person)[kind]
    before = rows_of(world, old)
    sure(begin[kind]())
    new = held(world, person)[kind]
    after = rows_of(world, new)
    told = (
        NoticeKind.PASSWORD_CHANGED
        if kind is CredentialKind.PASSWORD
        else NoticeKind.CREDENTIAL_ADDED
    )
    sure(services.losses.undo(link_of(world, person, told)))
    assert rows_of(world, old) == before
    assert all(not rows for rows in rows_of(world, new).values())
    sure(services.losses.undo(link_of(world, person, GIVEN_BACK)))
    assert rows_of(world, new) == after
    assert all(not rows for rows in rows_of(world, old).values())


def test_the_old_password_signs_in_and_the_new_one_does_not(world: World) -> None:
    person = world.person(totp=False)
    set_password(world, person)
    sure(world.services.losses.undo(link_of(world, person, NoticeKind.PASSWORD_CHANGED)))
    assert (opens(world, person, person.password), opens(world, person, NEW)) == (True, False)


def test_what_cannot_be_put_back_whole_changes_nothing(world: World) -> None:
    person, services = world.person(totp=False), world.services
    set_password(world, person)
    link = link_of(world, person, NoticeKind.PASSWORD_CHANGED)
    with services.database.transaction() as connection:
        (row,) = connection.execute(select(RETIRED.c.rows)).all()
        broken = {**row.rows, PASSWORD.name: []}
        connection.execute(update(RETIRED).values(rows=broken))
    with pytest.raises(RuntimeError):
        services.losses.undo(link)
    assert opens(world, person, NEW)
    assert services.losses.peek_undo(link) is not None


def test_a_password_without_its_credential_is_a_wrong_password(world: World) -> None:
    person, services = world.person(totp=False), world.services
    with services.database.transaction() as connection:
        connection.execute(delete(CREDENTIAL).where(CREDENTIAL.c.subject_id == person.subject_id))
    tried = services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=person.username, password=person.password)
    )
    assert reason(tried) is Reason.NOT_PROVEN
    sure(services.passwords.set(person.subject_id, NEW))
    assert opens(world, person, NEW)


def test_a_passkey_that_was_enrolled_anew_stays_and_the_kept_one_is_gone(world: World) -> None:
    holder = holder_of(world, Authenticator())
    gone = remove(world, holder.person, CredentialKind.PASSKEY)
    rows = rows_of(world, gone)
    assert not rows[CREDENTIAL.name]
    link = link_of(world, holder.person, NoticeKind.CREDENTIAL_REMOVED)
    with world.services.database.transaction() as connection:
        (kept,) = connection.execute(select(RETIRED.c.rows)).all()
    (other,) = world.services.credentials.retired.find(
        holder.subject_id, gone.id, NoticeKind.CREDENTIAL_REMOVED
    )
    with world.services.database.transaction():
        assert world.services.credentials.retired.put_back(other)
    with world.services.database.transaction() as connection:
        again = {"id": gone.id, "subject_id": holder.subject_id, "kind": "passkey"}
        until = world.clock.now() + DAY
        connection.execute(RETIRED.insert().values(**again, rows=kept.rows, until=until))
    before = rows_of(world, gone)
    sure(world.services.losses.undo(link))
    assert rows_of(world, gone)[SECRETS[gone.kind].name] == before[SECRETS[gone.kind].name]


# Addresses


def test_an_address_that_waits_is_told_but_undoes_nothing(slow: World) -> None:
    person = owner(slow)
    change(slow, person, "thief@evil.example")
    slow.clock.advance(HOUR)
    set_password(slow, person)
    told = {each["to"] for each in letters(slow, person, NoticeKind.PASSWORD_CHANGED)}
    assert told == {"owner@old.example", "thief@evil.example"}
    assert set(undo_links(slow, person, NoticeKind.PASSWORD_CHANGED)) == {"owner@old.example"}


def test_an_address_that_waits_may_take_back_itself_and_nothing_more(slow: World) -> None:
    person = owner(slow)
    change(slow, person, "thief@evil.example")
    assert "thief@evil.example" in undo_links(slow, person, NoticeKind.CONTACT_CHANGED)
    slow.clock.advance(HOUR)
    change(slow, person, "owner@new.example")
    assert set(undo_links(slow, person, NoticeKind.CONTACT_CHANGED)) - {"thief@evil.example"} == {
        "owner@old.example",
        "owner@new.example",
    }
    newest = letters(slow, person, NoticeKind.CONTACT_CHANGED)[-3:]
    assert [each["to"] for each in newest if "undo" not in each] == ["thief@evil.example"]
    slow.clock.advance(4 * DAY)
    set_password(slow, person)
    assert "thief@evil.example" not in undo_links(slow, person, NoticeKind.PASSWORD_CHANGED)


def test_who_takes_an_address_back_ends_the_links_it_got_and_no_others(slow: World) -> None:
    person = owner(slow)
    change(slow, person, "thief@evil.example")
    slow.clock.advance(4 * DAY)
    set_password(slow, person)
    links = undo_links(slow, person, NoticeKind.PASSWORD_CHANGED)
    owners, thiefs = links["owner@old.example"], links["thief@evil.example"]
    assert slow.services.losses.peek_undo(thiefs) is not None
    contact = undo_links(slow, person, NoticeKind.CONTACT_CHANGED)["owner@old.example"]
    sure(slow.services.losses.undo(contact))
    assert slow.services.losses.peek_undo(thiefs) is None
    assert slow.services.losses.undo(thiefs) == Refused(Reason.NOT_FOUND)
    assert opens(slow, person, NEW)
    sure(slow.services.losses.undo(owners))
    assert opens(slow, person, person.password)


def test_who_takes_an_address_back_ends_the_links_to_report_that_it_got(slow: World) -> None:
    person, losses = owner(slow), slow.services.losses
    change(slow, person, "thief@evil.example")
    slow.clock.advance(4 * DAY)
    assert losses.links.request(LOST_PHONE_REPORT, username=person.username) is None
    assert losses.links.send_due() == 1
    link = letters(slow, person, NoticeKind.LOSS_LINK)[-1]["path"].rsplit("/", 1)[1]
    assert losses.links.peek(link) is not None
    contact = undo_links(slow, person, NoticeKind.CONTACT_CHANGED)["owner@old.example"]
    sure(losses.undo(contact))
    assert losses.report_by_link(link) == Refused(Reason.NOT_FOUND)


def test_a_guardians_address_undoes_nothing_once_the_person_is_14(world: World) -> None:
    tomorrow = (world.clock.now() + DAY).date()
    born = tomorrow.replace(year=tomorrow.year - 14).isoformat()
    person = world.person(
        data={"email": "guardian@old.example", "birthdate": born}, totp=False, level=1
    )
    set_password(world, person)
    before = link_of(world, person, NoticeKind.PASSWORD_CHANGED)
    assert world.services.losses.peek_undo(before) is not None
    world.clock.advance(3 * DAY)
    assert world.services.losses.undo(before) == Refused(Reason.NOT_FOUND)
    change(world, person, "mine@new.example")
    set_password(world, person, f"{NEW} hai")
    told = {each["to"] for each in letters(world, person, NoticeKind.PASSWORD_CHANGED)}
    assert told == {"guardian@old.example", "mine@new.example"}
    assert set(undo_links(world, person, NoticeKind.CONTACT_CHANGED)) == {"mine@new.example"}


def test_a_letter_undoes_once_whichever_of_its_links_is_used(world: World) -> None:
    person = world.person(
        data={"phone_number": "+84912345678", "phone_number_verified": True}, totp=False
    )
    set_password(world, person)
    links = list(undo_links(world, person, NoticeKind.PASSWORD_CHANGED).values())
    assert len(links) == 2
    turns = iter(links * 2)
    answers = race(lambda: world.services.losses.undo(next(turns)), times=4)
    assert [isinstance(each, LossCase) for each in answers].count(True) == 1
    assert [world.services.losses.peek_undo(each) for each in links] == [None, None]


def test_a_lost_telephone_undoes_nothing_with_what_it_got_before(world: World) -> None:
    person, services = (
        world.person(data={"phone_number": "+84912345678", "phone_number_verified": True}),
        world.services,
    )
    set_password(world, person)
    links = undo_links(world, person, NoticeKind.PASSWORD_CHANGED)
    lost = links.pop("+84912345678")
    (mailed,) = links.values()
    world.clock.advance(HOUR)
    services.losses.report(person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.LINK)
    assert services.losses.peek_undo(lost) is None
    assert services.losses.peek_undo(mailed) is not None


def test_a_letter_to_an_address_that_waits_shortens_no_wait(slow: World) -> None:
    person = slow.person(data={"email_verified": False})
    change(slow, person, "thief@evil.example")
    begun = slow.services.one_time_codes.begin(person.subject_id, label="x")
    handle, code = sure(begun).handle, slow.code(sure(begun).secret)
    added = sure(
        slow.services.one_time_codes.confirm(
            person.subject_id, handle=handle, code=code, binding=both(slow, person)
        )
    )
    with slow.services.database.transaction() as connection:
        shortened = connection.execute(
            select(NOTICE.c.id).where(NOTICE.c.credential_id == added.id)
        ).all()
    assert "thief@evil.example" in {
        each["to"] for each in letters(slow, person, NoticeKind.CREDENTIAL_ADDED)
    }
    assert shortened == []


def both(world: World, person: Person) -> Binding:
    mine, now = held(world, person), world.clock.now()
    told = {CredentialKind.PASSWORD: EvidenceKind.PASSWORD, CredentialKind.TOTP: EvidenceKind.TOTP}
    shown = tuple(ShownPiece(mine[each].piece(told[each], now), mine[each].id) for each in told)
    return Binding(CeremonyKind.OWN_ACCOUNT, shown, new_id())


# Second letters


def test_the_second_of_two_letters_does_not_bring_the_thiefs_password_back(world: World) -> None:
    person = world.person(totp=False)
    set_password(world, person)
    first = link_of(world, person, NoticeKind.PASSWORD_CHANGED)
    world.clock.advance(HOUR)
    set_password(world, person, f"{NEW} hai")
    second = link_of(world, person, NoticeKind.PASSWORD_CHANGED)
    for link in (first, second):
        sure(world.services.losses.undo(link))
    tried = [opens(world, person, each) for each in (person.password, NEW, f"{NEW} hai")]
    assert tried == [True, False, False]


def test_a_removal_is_undone_as_a_removal_and_a_change_as_a_change(world: World) -> None:
    person, services = world.person(), world.services
    sure(services.pins.set(person.subject_id, "408317"))
    first = held(world, person)[CredentialKind.PIN]
    world.clock.advance(HOUR)
    sure(services.pins.set(person.subject_id, "903146"))
    second = remove(world, person, CredentialKind.PIN)
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)))
    assert held(world, person)[CredentialKind.PIN].id == second.id != first.id


def test_what_its_owner_calls_not_theirs_comes_back_stopped(world: World) -> None:
    """Who added it removes it, to bring it back by the letter about that."""
    person, services = world.person(), world.services
    remove(world, person, CredentialKind.TOTP)
    removal = link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_ADDED)))
    sure(services.losses.undo(removal))
    back = held(world, person)[CredentialKind.TOTP]
    assert (back.flagged_at is not None, back.resumable) == (True, True)


def test_an_undo_is_undone_only_while_it_stands(world: World) -> None:
    person = world.person(totp=False)
    set_password(world, person)
    sure(world.services.losses.undo(link_of(world, person, NoticeKind.PASSWORD_CHANGED)))
    again = link_of(world, person, GIVEN_BACK)
    world.clock.advance(HOUR)
    set_password(world, person, f"{NEW} ba")
    sure(world.services.losses.undo(again))
    assert (opens(world, person, f"{NEW} ba"), opens(world, person, NEW)) == (True, False)


def test_a_link_of_one_person_does_nothing_to_another(world: World) -> None:
    one, other = world.person(totp=False), world.person(totp=False)
    for each in (one, other):
        set_password(world, each)
    sure(world.services.losses.undo(link_of(world, one, NoticeKind.PASSWORD_CHANGED)))
    assert (opens(world, other, NEW), opens(world, other, other.password)) == (True, False)


# Losses


@pytest.mark.parametrize("kind", [CredentialKind.TOTP, CredentialKind.APP_KEY])
def test_what_was_on_a_lost_phone_does_not_come_back_to_it(
    world: World, kind: CredentialKind
) -> None:
    person, services = with_an_app_key(world), world.services
    gone = remove(world, person, kind)
    link = link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)
    world.clock.advance(HOUR)
    services.losses.report(
        person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT, final=True
    )
    found = services.losses.peek_undo(link)
    assert found is not None
    assert (found.restores, found.stops) == (False, False)
    sure(services.losses.undo(link))
    assert all(not rows for rows in rows_of(world, gone).values())


def test_what_a_weak_report_stopped_comes_back_stopped_until_that_is_taken_back(
    world: World,
) -> None:
    person, services = world.person(), world.services
    gone = remove(world, person, CredentialKind.TOTP)
    link = link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)
    world.clock.advance(HOUR)
    case = services.losses.report(person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.LINK)
    assert case.can_be_retracted
    found = services.losses.peek_undo(link)
    assert found is not None
    assert (found.restores, found.stays_stopped) == (True, True)
    sure(services.losses.undo(link))
    back = held(world, person)[CredentialKind.TOTP]
    assert (back.id, back.flagged_at is not None, back.resumable) == (gone.id, True, True)
    assert letters(world, person, GIVEN_BACK) == []
    sure(services.losses.retraction.at_counter(case.number, document="card", by="an"))
    assert held(world, person)[CredentialKind.TOTP].flagged_at is None


def test_a_report_that_stops_what_was_put_aside_alone_is_one_that_can_be_taken_back(
    world: World,
) -> None:
    """An earlier report of the same loss, which is not closed yet, stopped nothing."""
    person, services = world.person(totp=False), world.services
    earlier = services.losses.report(
        person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.HOTLINE
    )
    assert not earlier.can_be_retracted
    world.enrol_totp(person.subject_id)
    gone = remove(world, person, CredentialKind.TOTP)
    link = link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)
    world.clock.advance(HOUR)
    case = services.losses.report(person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.LINK)
    again = services.losses.report(
        person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.LINK
    )
    assert (case.number, case.can_be_retracted) == (again.number, True)
    assert case.number != earlier.number
    found = services.losses.peek_undo(link)
    assert found is not None
    assert (found.restores, found.stays_stopped) == (True, True)
    sure(services.losses.undo(link))
    sure(services.losses.retraction.at_counter(case.number, document="card", by="an"))
    back = held(world, person)[CredentialKind.TOTP]
    assert (back.id, back.flagged_at) == (gone.id, None)


def test_a_report_that_is_taken_back_before_the_link_is_used_leaves_nothing(world: World) -> None:
    person, services = world.person(), world.services
    remove(world, person, CredentialKind.TOTP)
    link = link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)
    case = services.losses.report(person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.LINK)
    sure(services.losses.retraction.at_counter(case.number, document="card", by="an"))
    sure(services.losses.undo(link))
    assert held(world, person)[CredentialKind.TOTP].flagged_at is None


@pytest.mark.parametrize("final", [True, False])
def test_a_secret_that_was_reported_does_not_sign_in_again(world: World, final: bool) -> None:  # noqa: FBT001
    person, services = world.person(), world.services
    sure(services.pins.set(person.subject_id, "408317"))
    set_password(world, person)
    sure(services.pins.set(person.subject_id, "903146"))
    world.clock.advance(HOUR)
    services.losses.report(
        person.subject_id, SECRETS_LOST, reported_by=ReportedBy.ACCOUNT, final=final
    )
    sure(services.losses.undo(link_of(world, person, NoticeKind.PASSWORD_CHANGED)))
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_ADDED)))
    assert not opens(world, person, person.password)
    assert not opens(world, person, NEW)
    pin = services.pins.verify(
        sign_in(world), PresentedPin(subject_id=person.subject_id, pin="408317")
    )
    assert isinstance(pin, Refused)


# Frauds


def test_a_means_that_was_a_frauds_does_not_come_back(world: World) -> None:
    person, services = world.person(), world.services
    gone = remove(world, person, CredentialKind.TOTP)
    since = world.clock.now() - DAY
    sure(services.frauds.of_credential(gone.id, since=since, by="an"))
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)))
    assert CredentialKind.TOTP not in held(world, person)


def test_what_a_dishonest_officer_bound_comes_back_for_what_is_left_of_it(world: World) -> None:
    person, services = with_an_app_key(world), world.services
    key = held(world, person)[CredentialKind.APP_KEY]
    sure(services.app_keys.anchor(key.id, officers=("officer.an", "officer.binh"), place="Hà Nội"))
    assert held(world, person)[CredentialKind.APP_KEY].bound == 4
    remove(world, person, CredentialKind.APP_KEY)
    services.frauds.of_officer("officer.an", since=world.clock.now() - DAY, by="x")
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)))
    back = held(world, person)[CredentialKind.APP_KEY]
    assert (back.bound, back.identity, back.flagged_at) == (2, False, None)


def test_an_officer_who_was_honest_then_takes_nothing_away(world: World) -> None:
    person, services = with_an_app_key(world), world.services
    key = held(world, person)[CredentialKind.APP_KEY]
    sure(services.app_keys.anchor(key.id, officers=("officer.an", "officer.binh"), place="Hà Nội"))
    services.frauds.of_officer("officer.binh", since=world.clock.now() + HOUR, by="x")
    remove(world, person, CredentialKind.APP_KEY)
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)))
    assert held(world, person)[CredentialKind.APP_KEY].bound == 4


# Locks


def test_a_locked_account_gives_nothing_back_and_keeps_the_link(world: World) -> None:
    person, services = world.person(totp=False), world.services
    set_password(world, person)
    link = link_of(world, person, NoticeKind.PASSWORD_CHANGED)
    sure(services.endings.lock(person.subject_id, ground="g", body="b", remedy="r"))
    assert services.losses.undo(link) == Refused(Reason.ACCOUNT_LOCKED)
    found = services.losses.peek_undo(link)
    assert found is not None
    assert found.locked
    sure(services.accounts.unlock(person.subject_id))
    sure(services.losses.undo(link))
    assert opens(world, person, person.password)


# What waits


def waiting(world: World, credential: Credential) -> None:
    until = world.clock.now() + DAY
    with world.services.database.transaction() as connection:
        mine = update(CREDENTIAL).where(CREDENTIAL.c.id == credential.id)
        connection.execute(mine.values(effective_at=until))


def test_what_waits_goes_and_what_it_replaced_works_again(world: World) -> None:
    person, services = world.person(), world.services
    sure(services.pins.set(person.subject_id, "408317"))
    old = held(world, person)[CredentialKind.PIN]
    world.clock.advance(HOUR)
    sure(services.pins.set(person.subject_id, "903146"))
    new = held(world, person)[CredentialKind.PIN]
    waiting(world, new)
    sure(services.credential_revocation.cancel_pending(person.subject_id, new.id, keeps=None))
    assert held(world, person)[CredentialKind.PIN].id == old.id
    sure(
        services.pins.verify(
            sign_in(world), PresentedPin(subject_id=person.subject_id, pin="408317")
        )
    )


def test_a_password_that_waits_is_taken_back_although_it_is_the_only_way_in(world: World) -> None:
    person, services = world.person(totp=False), world.services
    new = set_password(world, person)
    waiting(world, new)
    sure(services.credential_revocation.cancel_pending(person.subject_id, new.id, keeps=None))
    assert opens(world, person, person.password)


def test_what_waited_when_it_was_removed_waits_on_when_it_is_back(world: World) -> None:
    person, services = world.person(), world.services
    waiting(world, held(world, person)[CredentialKind.TOTP])
    remove(world, person, CredentialKind.TOTP)
    world.clock.advance(3 * DAY)
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)))
    back = held(world, person)[CredentialKind.TOTP]
    assert back.effective_at == world.clock.now() + DAY


def signed_in(world: World, person: Person, *kinds: CredentialKind) -> Session:
    """A session whose sign-in showed these."""
    mine, now = held(world, person), world.clock.now()
    told = {
        CredentialKind.PASSWORD: EvidenceKind.PASSWORD,
        CredentialKind.TOTP: EvidenceKind.TOTP,
        CredentialKind.RECOVERY_CODES: EvidenceKind.RECOVERY_CODE,
    }
    started = world.services.sessions.start(
        new_id(),
        subject_id=person.subject_id,
        client_id=None,
        shown=tuple(ShownPiece(mine[each].piece(told[each], now), mine[each].id) for each in kinds),
        device="",
        replaces=None,
    )
    session = world.services.sessions.by_id(started.session.id)
    assert session is not None
    return session


def cancelled(world: World, session: Session, credential: Credential) -> Reason | None:
    answer = world.services.credential_revocation.cancel_pending(
        session.subject_id,
        credential.id,
        keeps=session.id,
        by=session.basis,
        shown=session.event.shown,
    )
    return answer.reason if isinstance(answer, Refused) else None


def test_who_changed_the_password_first_still_cancels_what_waits(world: World) -> None:
    person = world.person()
    thiefs = held(world, person)[CredentialKind.TOTP]
    waiting(world, thiefs)
    world.clock.advance(HOUR)
    set_password(world, person)
    session = signed_in(world, person, CredentialKind.PASSWORD)
    assert cancelled(world, session, thiefs) is None
    assert CredentialKind.TOTP not in held(world, person)
    assert world.services.sessions.by_id(session.id) is not None


def test_what_came_later_cancels_nothing_and_neither_does_an_ended_session(world: World) -> None:
    person, services = world.person(), world.services
    older = held(world, person)[CredentialKind.TOTP]
    waiting(world, older)
    world.clock.advance(HOUR)
    sure(services.recovery_codes.renew(person.subject_id))
    later = signed_in(world, person, CredentialKind.RECOVERY_CODES)
    assert cancelled(world, later, older) is Reason.OLDER_MEANS_NEEDED
    entitled = signed_in(world, person, CredentialKind.PASSWORD)
    set_password(world, person)
    assert cancelled(world, entitled, older) is Reason.FRESH_SIGN_IN_REQUIRED
    assert held(world, person)[CredentialKind.TOTP].id == older.id


# Letters


def test_the_letter_after_an_undo_says_what_was_done(world: World) -> None:
    person = world.person(totp=False)
    set_password(world, person)
    sure(world.services.losses.undo(link_of(world, person, NoticeKind.PASSWORD_CHANGED)))
    assert letters(world, person, NoticeKind.LOSS_REPORTED) == []
    (given_back,) = letters(world, person, GIVEN_BACK)
    assert given_back["kind"] == CredentialKind.PASSWORD
    assert len(letters(world, person, NoticeKind.LETTER_UNDONE)) == 1


def test_a_link_that_stops_a_means_still_writes_that_it_is_stopped_for_now(world: World) -> None:
    person = world.person()
    sure(world.services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_ADDED)))
    assert len(letters(world, person, NoticeKind.LOSS_STOPPED_FOR_NOW)) == 1
    assert letters(world, person, NoticeKind.LETTER_UNDONE) == []
