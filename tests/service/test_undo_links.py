"""The link of a letter: it undoes each kind of change, once, and later changes too."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update

from idp.factors.credential_tables import SECRETS
from idp.factors.domain import CredentialKind
from idp.factors.passwords import PresentedPassword
from idp.factors.tables import CREDENTIAL, PASSWORD, RETIRED
from idp.kernel.refusals import Reason
from idp.notices.domain import NoticeKind
from tests.support.authenticator import Authenticator
from tests.support.card_holders import State, connected
from tests.support.card_registry import registering
from tests.support.letters import letters
from tests.support.passkeys import holder_of
from tests.support.sign_ins import reason, sign_in
from tests.support.undo_links import (
    DAY,
    GIVEN_BACK,
    HOUR,
    NEW,
    held,
    link_of,
    opens,
    remove,
    rows_of,
    set_password,
    with_an_app_key,
)
from tests.support.world import Person, World, sure


def with_a_passkey(world: World) -> Person:
    return holder_of(world, Authenticator()).person


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
    """The thief who added it removes it, to restore it by the letter about that."""
    person, services = world.person(), world.services
    remove(world, person, CredentialKind.TOTP)
    removal = link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_ADDED)))
    sure(services.losses.undo(removal))
    back = held(world, person)[CredentialKind.TOTP]
    assert (back.disabled_at is not None, back.resumable) == (True, True)


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
