"""Bindings on record: the rows of each ceremony, the cool-off, cancelling, and taint."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from idp.accounts.domain import Basis
from idp.assurance.binding import CeremonyKind, level_for_change, may_change
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level, level_of_pieces
from idp.assurance.pieces import Piece, ShownPiece
from idp.factors.bindings import FraudSource
from idp.factors.domain import Binding, Credential, CredentialKind
from idp.factors.passwords import PresentedPassword
from idp.history.domain import EventType
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason
from idp.notices.domain import NoticeKind
from idp.subjects.domain import ContactKind
from idp.wiring import build
from tests.support.anchorings import anchor
from tests.support.inbox import Inbox, receiving_mail
from tests.support.letters import code_sent
from tests.support.officers import AN, BINH, DUNG, OPERATOR, themself
from tests.support.races import meanwhile
from tests.support.sign_ins import proven, reason, sign_in
from tests.support.telephones import telephone_of
from tests.support.visits import now_at
from tests.support.world import Person, World, sure

PIN = "408317"


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with receiving_mail() as inbox:
        yield inbox


@pytest.fixture
def slow(world: World, inbox: Inbox) -> Iterator[World]:
    """The installation with the cool-off of production, and mail that is delivered on demand."""
    settings = world.settings.model_copy(
        update={
            "cool_off_hours": 24,
            "cool_off_hours_unlettered": 72,
            "mail_url": inbox.url,
            "mail_from": "Minh Danh <no-reply@id.test>",
        }
    )
    services = build(settings, database=world.services.database, clock=world.clock)
    yield World(services, settings, world.clock)
    services.passwords.hashing.close()


def shown(world: World, person: Person, *kinds: CredentialKind) -> tuple[ShownPiece, ...]:
    """The evidence of some of this person's credentials, as they are bound now."""
    told = {CredentialKind.PASSWORD: EvidenceKind.PASSWORD, CredentialKind.TOTP: EvidenceKind.TOTP}
    now = world.clock.now()
    return tuple(
        ShownPiece(each.piece(told[each.kind], now), each.id)
        for each in world.services.credentials.held(person.subject_id)
        if each.kind in kinds
    )


def ceremony(world: World, person: Person, *kinds: CredentialKind) -> Binding:
    return Binding(CeremonyKind.OWN_ACCOUNT, shown(world, person, *kinds), new_id())


BOTH = (CredentialKind.PASSWORD, CredentialKind.TOTP)


def second_app(world: World, person: Person, binding: Binding) -> Credential:
    codes = world.services.one_time_codes
    begun = sure(codes.begin(person.subject_id, label="second"))
    code = world.code(begun.secret)
    added = codes.confirm(person.subject_id, handle=begun.handle, code=code, binding=binding)
    return sure(added)


def the(world: World, credential: Credential) -> Credential:
    held = world.services.credentials.held(credential.subject_id)
    return next(each for each in held if each.id == credential.id)


def reach(world: World, person: Person) -> Level:
    return level_of_pieces(world.services.credentials.pieces(person.subject_id))


def letters(world: World, kind: NoticeKind) -> int:
    with world.services.database.transaction() as connection:
        rows = connection.exec_driver_sql(f"select count(*) from notice where kind = '{kind}'")  # noqa: S608
        return int(rows.scalar_one())


def test_what_is_added_is_bound_by_what_was_shown(world: World) -> None:
    person = world.person()
    alone = second_app(world, person, ceremony(world, person, CredentialKind.PASSWORD))
    assert (the(world, alone).bound, the(world, alone).identity) == (1, False)
    with_both = second_app(world, person, ceremony(world, person, *BOTH))
    assert the(world, with_both).bound == 2
    nothing = second_app(world, person, Binding(CeremonyKind.OWN_ACCOUNT))
    assert the(world, nothing).bound == 1


def test_the_ceremony_is_kept_with_what_was_proven_in_it(world: World) -> None:
    person = world.person()
    binding = ceremony(world, person, *BOTH)
    added = second_app(world, person, binding)
    credentials = world.services.credentials
    last = credentials.bindings.for_subject(person.subject_id, credentials.held(person.subject_id))[
        -1
    ]
    assert (last.kind, last.proven) == (CeremonyKind.OWN_ACCOUNT, binding.proven)
    assert last.made[added.id].bound == 2


def test_evidence_carries_how_the_means_was_bound(world: World) -> None:
    person = world.person()
    ceremony_of_now = sign_in(world)
    passwords = world.services.passwords
    piece = proven(
        passwords.verify_at_once(
            ceremony_of_now, PresentedPassword(username=person.username, password=person.password)
        )
    ).piece
    assert (piece.kind, piece.bound) == (EvidenceKind.PASSWORD, 2)


def test_before_the_cool_off_is_over_a_means_acts_as_bound_at_1(slow: World) -> None:
    person = slow.person()
    guard = slow.services.credentials.enrolled_pieces(person.subject_id)
    added = second_app(slow, person, ceremony(slow, person, *BOTH))
    held = the(slow, added)
    assert (held.bound, held.pending(slow.clock.now())) == (2, True)
    assert held.effective_at == held.enrolled_at + timedelta(hours=72)
    assert slow.services.credentials.enrolled_pieces(person.subject_id) == guard
    secret_piece = held.piece(EvidenceKind.TOTP, slow.clock.now())
    assert secret_piece.bound == 1
    slow.clock.advance(timedelta(hours=72))
    assert held.piece(EvidenceKind.TOTP, slow.clock.now()).bound == 2


def test_from_a_letter_that_was_handed_over_it_waits_one_day(slow: World, inbox: Inbox) -> None:
    person = slow.person()
    slow.services.notices.deliver()
    added = second_app(slow, person, ceremony(slow, person, *BOTH))
    slow.clock.advance(timedelta(hours=5))
    already = len(inbox.letters)
    assert slow.services.notices.deliver() == 1
    assert len(inbox.letters) == already + 1
    assert the(slow, added).effective_at == slow.clock.now() + timedelta(hours=24)


def test_a_letter_that_comes_late_makes_nothing_wait_longer(slow: World) -> None:
    person = slow.person()
    slow.services.notices.deliver()
    added = second_app(slow, person, ceremony(slow, person, *BOTH))
    slow.clock.advance(timedelta(hours=60))
    assert slow.services.notices.deliver() == 1
    assert the(slow, added).effective_at == added.enrolled_at + timedelta(hours=72)


def test_a_letter_that_no_channel_took_shortens_nothing(slow: World, inbox: Inbox) -> None:
    person = slow.person()
    slow.services.notices.deliver()
    added = second_app(slow, person, ceremony(slow, person, *BOTH))
    inbox.refuses = True
    assert slow.services.notices.deliver() == 0
    assert the(slow, added).effective_at == added.enrolled_at + timedelta(hours=72)


def test_nor_does_one_by_the_channel_that_was_shown(slow: World) -> None:
    """A code by text message: its reader reads the letter by text message too."""
    person = slow.person(data={"email_verified": False, "phone_number": "+84900000017"})
    slow.services.notices.deliver()
    sent = ShownPiece(Piece(EvidenceKind.SMS_CODE, 2), new_id())
    both = (*shown(slow, person, CredentialKind.PASSWORD), sent)
    second_app(slow, person, Binding(CeremonyKind.OWN_ACCOUNT, both, new_id()))
    with slow.services.database.transaction() as connection:
        last = connection.exec_driver_sql(
            "select channel, credential_id from notice where kind = 'credential_added' "
            "order by id desc limit 1"
        ).one()
    assert tuple(last) == ("sms", None)


def test_nor_does_one_to_an_address_that_was_set_just_before(slow: World, inbox: Inbox) -> None:
    """A thief sets an address of their own first: a letter there warns no owner."""
    person, contacts = slow.person(data={"email_verified": False}), slow.services.contacts
    standing = slow.services.accounts.status_of(person.subject_id)
    assert standing is not None
    begun = sure(
        contacts.begin(
            person.subject_id,
            ContactKind.EMAIL,
            "thief@evil.example",
            version=contacts.version(person.subject_id, ContactKind.EMAIL),
            binding=ceremony(slow, person, CredentialKind.PASSWORD),
            by=Basis(person.subject_id, standing.security_stamp),
        )
    )
    code = code_sent(slow, person)
    sure(contacts.confirm(person.subject_id, ContactKind.EMAIL, handle=begun.handle, code=code))
    slow.services.notices.deliver()
    already = len(inbox.letters)
    added = second_app(slow, person, ceremony(slow, person, *BOTH))
    assert slow.services.notices.deliver() == 1
    assert len(inbox.letters) == already + 1
    assert the(slow, added).effective_at == added.enrolled_at + timedelta(hours=72)


def test_without_an_address_it_waits_three_days(slow: World) -> None:
    person = slow.person(data={"email_verified": False})
    before = letters(slow, NoticeKind.CREDENTIAL_ADDED)
    added = second_app(slow, person, ceremony(slow, person, *BOTH))
    assert letters(slow, NoticeKind.CREDENTIAL_ADDED) == before
    slow.services.notices.deliver()
    assert the(slow, added).effective_at == added.enrolled_at + timedelta(hours=72)
    slow.clock.advance(timedelta(hours=72))
    assert the(slow, added).piece(EvidenceKind.TOTP, slow.clock.now()).bound == 2


def test_a_changed_password_keeps_what_it_was_worth_at_once(slow: World) -> None:
    person = slow.person()
    binding = ceremony(slow, person, *BOTH)
    new = "bảy con sếu bay ngang đồng chiều"
    changed = sure(slow.services.passwords.set(person.subject_id, new, binding=binding))
    held = the(slow, changed)
    assert (held.bound, held.pending(slow.clock.now())) == (2, False)
    assert reach(slow, person) is Level.TWO


def test_what_waits_is_taken_back_once_and_is_gone(slow: World) -> None:
    person = slow.person()
    added = second_app(slow, person, ceremony(slow, person, *BOTH))
    devices = slow.services.credential_revocation
    sure(devices.cancel_pending(person.subject_id, added.id, keeps=None))
    held = slow.services.credentials.held(person.subject_id)
    assert added.id not in {each.id for each in held}
    again = devices.cancel_pending(person.subject_id, added.id, keeps=None)
    assert reason(again) is Reason.NOT_FOUND
    happened = [each.happening for each in slow.services.history.for_subject(person.subject_id)]
    assert EventType.CREDENTIAL_CANCELLED in happened


def test_what_is_effective_is_not_taken_back_but_stopped(world: World) -> None:
    person = world.person()
    added = second_app(world, person, ceremony(world, person, *BOTH))
    devices = world.services.credential_revocation
    late = devices.cancel_pending(person.subject_id, added.id, keeps=None)
    assert reason(late) is Reason.STATE_ALREADY_HOLDS
    guard = world.services.credentials.enrolled_pieces(person.subject_id)
    sure(
        devices.stop_one(person.subject_id, added.id, keeps=None, actor=themself(person.subject_id))
    )
    assert the(world, added).disabled_at is not None
    assert world.services.credentials.enrolled_pieces(person.subject_id) == guard
    assert letters(world, NoticeKind.MEANS_STOPPED) == 1


def test_after_a_recovery_at_a_counter_the_account_begins_anew(world: World) -> None:
    """Nothing is held but codes that two officers printed: activation, at level 2 at most."""
    credentials, person = world.services.credentials, world.person()
    credentials.erase_all(person.subject_id, actor=AN)
    officers = Binding(CeremonyKind.ACTIVATION, officers=(AN, BINH))
    sure(world.services.recovery_codes.renew(person.subject_id, binding=officers))
    (codes,) = credentials.held(person.subject_id)
    used = ShownPiece(codes.piece(EvidenceKind.RECOVERY_CODE, world.clock.now()), codes.id)
    binding = credentials.own_account_binding(person.subject_id, [used], new_id())
    assert binding is not None
    assert binding.kind is CeremonyKind.ACTIVATION
    password = sure(
        world.services.passwords.set(
            person.subject_id, "bảy con sếu bay ngang đồng chiều", binding=binding
        )
    )
    assert the(world, password).bound == 2
    later = credentials.own_account_binding(person.subject_id, [used], new_id())
    assert later is not None
    assert later.kind is CeremonyKind.OWN_ACCOUNT


def test_an_officer_is_found_dishonest_while_they_bind(world: World) -> None:
    """In either order the key counts for what a dishonest officer can give, and not more."""
    person, services = world.person(), world.services
    telephone_of(world, person.subject_id)
    held = services.credentials.held(person.subject_id)
    (key,) = [each for each in held if each.kind is CredentialKind.APP_KEY]
    since = world.clock.now() - timedelta(days=1)
    (fallen,) = meanwhile(
        services.database,
        lambda: sure(anchor(services, key.id)),
        lambda: sure(services.frauds.of_officer(AN, since=since, actor=OPERATOR)),
    )
    assert [each.id for each in fallen.lowered] == [key.id]
    assert (the(world, key).utmost, the(world, key).identity) == (2, False)


def test_while_an_officer_is_found_dishonest_they_bind_nothing(world: World) -> None:
    person, services = world.person(), world.services
    telephone_of(world, person.subject_id)
    held = services.credentials.held(person.subject_id)
    (key,) = [each for each in held if each.kind is CredentialKind.APP_KEY]
    since = world.clock.now() - timedelta(days=1)
    answer = meanwhile(
        services.database,
        lambda: services.credentials.bindings.record_fraud(
            FraudSource.OFFICER, AN.subject_id, since=since
        ),
        lambda: anchor(services, key.id),
    )
    assert reason(answer) is Reason.NOT_AUTHORISED


def test_what_was_shown_by_a_means_that_fell_since_binds_nothing(world: World) -> None:
    person = world.person()
    used = shown(world, person, *BOTH)
    credentials = world.services.credentials
    credentials.stop_lost(person.subject_id, actor=themself(person.subject_id))
    assert credentials.own_account_binding(person.subject_id, used, new_id()) is None


def test_a_tainted_ceremony_takes_back_what_it_bound_and_all_that_followed(world: World) -> None:
    person = world.person()
    first = second_app(world, person, ceremony(world, person, *BOTH))
    world.clock.advance(timedelta(minutes=1))
    by_it = (*shown(world, person, CredentialKind.PASSWORD), _piece(world, first))
    second = second_app(world, person, Binding(CeremonyKind.OWN_ACCOUNT, by_it, new_id()))
    assert the(world, second).bound == 2
    credentials = world.services.credentials
    held = credentials.bindings.for_subject(person.subject_id, credentials.held(person.subject_id))
    (bad,) = [each for each in held if first.id in each.made]
    fallen = sure(world.services.frauds.of_ceremony(bad.id, actor=OPERATOR))
    assert {each.id for each in fallen.stopped} == {first.id, second.id}
    assert the(world, second).disabled_at is not None
    assert reach(world, person) is Level.TWO
    assert letters(world, NoticeKind.MEANS_DISPUTED) == 2
    assert EventType.BINDING_TAINTED in [
        each.happening for each in world.services.history.for_subject(person.subject_id)
    ]


def _piece(world: World, credential: Credential) -> ShownPiece:
    now = world.clock.now()
    return ShownPiece(the(world, credential).piece(EvidenceKind.TOTP, now), credential.id)


def test_a_means_in_wrong_hands_takes_along_what_it_bound_since(world: World) -> None:
    person = world.person()
    (app,) = [
        each
        for each in world.services.credentials.held(person.subject_id)
        if each.kind is CredentialKind.TOTP
    ]
    since = world.clock.now()
    added = second_app(world, person, ceremony(world, person, *BOTH))
    fallen = sure(world.services.frauds.of_credential(app.id, since=since, actor=OPERATOR))
    assert {each.id for each in fallen.stopped} == {app.id, added.id}
    assert reach(world, person) is Level.ONE


def test_one_dishonest_officer_caps_what_that_officer_bound_at_2(world: World) -> None:
    person = world.person()
    credentials = world.services.credentials
    desk = Binding(CeremonyKind.DESK, officers=(AN, BINH), place="Hà Nội 01")
    mine = {each.id for each in credentials.held(person.subject_id)}
    since = world.clock.now()
    with world.services.database.transaction():
        credentials.rebind(person.subject_id, mine, desk)
    assert {each.bound for each in credentials.held(person.subject_id)} == {4}
    (fallen,) = sure(world.services.frauds.of_officer(BINH, since=since, actor=OPERATOR))
    assert len(fallen.lowered) == 2
    assert not fallen.stopped
    held = credentials.held(person.subject_id)
    assert [(each.bound, each.identity, each.disabled_at) for each in held] == [
        (2, False, None)
    ] * 2
    assert world.services.frauds.of_officer(DUNG, since=since, actor=OPERATOR) == []


def test_pins_follow_the_password_they_were_set_with(world: World) -> None:
    person = world.person()
    binding = ceremony(world, person, CredentialKind.PASSWORD)
    pin = sure(world.services.pins.set(person.subject_id, PIN, binding=binding))
    assert the(world, pin).bound == 2


def test_a_replaced_password_is_named_as_a_fraud_and_takes_along_what_it_bound(
    world: World,
) -> None:
    person, credentials = world.person(), world.services.credentials
    since = world.clock.now()
    stolen = next(each for each in credentials.held(person.subject_id) if _is_password(each))
    by_it = ceremony(world, person, CredentialKind.PASSWORD)
    thiefs = sure(world.services.pins.set(person.subject_id, PIN, binding=by_it))
    binding = ceremony(world, person, *BOTH)
    sure(
        world.services.passwords.set(
            person.subject_id, "bảy con sếu bay ngang đồng chiều", binding=binding
        )
    )
    assert stolen.id not in {each.id for each in credentials.held(person.subject_id)}
    fallen = sure(world.services.frauds.of_credential(stolen.id, since=since, actor=OPERATOR))
    assert thiefs.id in {each.id for each in fallen.stopped}
    unknown = world.services.frauds.of_credential(new_id(), since=since, actor=OPERATOR)
    assert reason(unknown) is Reason.NOT_FOUND


def _is_password(credential: Credential) -> bool:
    return credential.kind is CredentialKind.PASSWORD


def _ceremony_of(world: World, credential: Credential) -> str:
    whose = credential.subject_id
    credentials = world.services.credentials
    kept = credentials.bindings.for_subject(whose, credentials.held(whose))
    return next(each.id for each in kept if credential.id in each.made)


def test_what_a_fraud_had_bound_raises_the_guard_no_more(world: World) -> None:
    """A key that a false desk bound at 4: its victim must not need level 4 to change anything."""
    person, credentials = world.person(), world.services.credentials
    guard = level_for_change(credentials.enrolled_pieces(person.subject_id))
    desk = Binding(CeremonyKind.DESK, officers=(AN, BINH), place="Hà Nội 01")
    mine = {each.id for each in credentials.held(person.subject_id)}
    telephone_of(world, person.subject_id, anchoring=desk)
    (key,) = [each for each in credentials.held(person.subject_id) if each.id not in mine]
    assert level_for_change(credentials.enrolled_pieces(person.subject_id)) is Level.FOUR
    fallen = sure(world.services.frauds.of_ceremony(_ceremony_of(world, key), actor=OPERATOR))
    assert [each.id for each in fallen.stopped] == [key.id]
    assert not fallen.lowered
    raised = credentials.bindings.for_subject(
        person.subject_id, credentials.held(person.subject_id)
    )[-2]
    assert set(raised.made) == mine
    again = sure(world.services.frauds.of_ceremony(raised.id, actor=OPERATOR))
    assert {each.id for each in again.lowered} == mine
    assert not again.stopped
    assert level_for_change(credentials.enrolled_pieces(person.subject_id)) is guard
    proven_now = [each.piece for each in shown(world, person, *BOTH)]
    assert may_change(proven_now, credentials.enrolled_pieces(person.subject_id))


def enrol_key(world: World, person: Person, binding: Binding) -> Credential:
    """A key of the national application with a biometric, bound in this ceremony."""
    credentials = world.services.credentials
    key = Credential(
        id=new_id(),
        subject_id=person.subject_id,
        kind=CredentialKind.APP_KEY,
        label="",
        enrolled_at=world.clock.now(),
    )
    with world.services.database.transaction():
        return credentials.enrol(credentials.bind(key, binding), binding)


def test_a_lost_means_that_was_never_the_frauds_goes_on_guarding(world: World) -> None:
    """A false claim on the telephone that an app is in wrong hands must not lower the guard."""
    person, credentials = world.person(), world.services.credentials
    (app,) = [
        each for each in credentials.held(person.subject_id) if each.kind is CredentialKind.TOTP
    ]
    guard = level_for_change(credentials.enrolled_pieces(person.subject_id))
    sure(world.services.frauds.of_credential(app.id, since=world.clock.now(), actor=OPERATOR))
    assert level_for_change(credentials.enrolled_pieces(person.subject_id)) is guard


def test_what_a_report_stopped_for_now_is_not_given_back_once_it_is_a_fraud(world: World) -> None:
    person, credentials = world.person(), world.services.credentials
    bad = second_app(world, person, ceremony(world, person, *BOTH))
    sure(
        world.services.losses.stop_one(
            person.subject_id, bad.id, keeps=new_id(), actor=themself(person.subject_id)
        )
    )
    sure(world.services.frauds.of_ceremony(_ceremony_of(world, bad), actor=OPERATOR))
    assert not the(world, bad).resumable
    assert credentials.resume(credentials.held(person.subject_id), actor=OPERATOR) == ()


def test_what_a_dishonest_officer_binds_later_counts_for_2_as_well(world: World) -> None:
    person, credentials = world.person(), world.services.credentials
    assert world.services.frauds.of_officer(BINH, since=world.clock.now(), actor=OPERATOR) == []
    desk = Binding(CeremonyKind.DESK, officers=(AN, BINH), place="Hà Nội 01")
    mine = {each.id for each in credentials.held(person.subject_id)}
    with world.services.database.transaction():
        credentials.rebind(person.subject_id, mine, desk)
    assert {each.bound for each in credentials.held(person.subject_id)} == {2}
    key = enrol_key(world, person, desk)
    assert (key.bound, key.identity) == (2, False)
    others = enrol_key(world, person, replace(desk, officers=(AN, DUNG)))
    assert (others.bound, others.identity) == (4, True)


def test_a_means_found_fraudulent_stays_so_when_another_fraud_is_computed(world: World) -> None:
    person, credentials = world.person(), world.services.credentials
    (app,) = [
        each for each in credentials.held(person.subject_id) if each.kind is CredentialKind.TOTP
    ]
    since = world.clock.now()
    sure(world.services.frauds.of_credential(app.id, since=since, actor=OPERATOR))
    found = credentials.bindings.frauds()
    assert found.credentials[app.id] == since
    earlier = since - timedelta(days=1)
    sure(world.services.frauds.of_credential(app.id, since=earlier, actor=OPERATOR))
    sure(world.services.frauds.of_credential(app.id, since=since, actor=OPERATOR))
    assert credentials.bindings.frauds().credentials[app.id] == earlier


def test_by_eye_alone_a_held_means_is_bound_at_2_and_waits_for_nothing(slow: World) -> None:
    person, credentials = slow.person(), slow.services.credentials
    alone = second_app(slow, person, ceremony(slow, person, CredentialKind.PASSWORD))
    eye = Binding(CeremonyKind.DESK_BY_EYE, officers=(AN, BINH), place="Hà Nội 01")
    mine = {each.id for each in credentials.held(person.subject_id)}
    with slow.services.database.transaction():
        credentials.rebind(person.subject_id, mine, eye)
    held = credentials.held(person.subject_id)
    assert {(each.bound, each.pending(slow.clock.now())) for each in held} == {(2, False)}
    assert the(slow, alone).bound == 2


def test_who_is_merely_present_stops_what_waits_for_now_and_takes_nothing_back(
    slow: World,
) -> None:
    person = slow.person()
    added = second_app(slow, person, ceremony(slow, person, *BOTH))
    slow.clock.advance(timedelta(hours=10))
    case = sure(
        slow.services.losses.stop_one(
            person.subject_id, added.id, keeps=new_id(), actor=themself(person.subject_id)
        )
    )
    assert case.can_be_retracted
    assert (the(slow, added).disabled_at, the(slow, added).resumable) == (slow.clock.now(), True)
    slow.clock.advance(timedelta(days=9))
    retraction = slow.services.losses.retraction
    here = now_at(slow.services, AN)
    sure(retraction.at_counter(case.number, document="identity card", actor=here))
    again = the(slow, added)
    assert (again.disabled_at, again.resumable) == (None, False)
    assert again.effective_at == slow.clock.now() + timedelta(hours=62)
    guard = slow.services.credentials.enrolled_pieces(person.subject_id)
    assert len(guard) == 2


def test_the_letter_takes_back_what_waits(slow: World, inbox: Inbox) -> None:
    person = slow.person()
    slow.services.notices.deliver()  # the letters of before
    added = second_app(slow, person, ceremony(slow, person, *BOTH))
    slow.services.notices.deliver()
    link = re.findall(r"/public/undo/([\w-]+)", inbox.letters[-1].get_content())[0]
    case = sure(slow.services.losses.undo(link))
    assert not case.can_be_retracted
    held = slow.services.credentials.held(person.subject_id)
    assert added.id not in {each.id for each in held}
