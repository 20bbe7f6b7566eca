"""A means that still waits is cancelled, and what it replaced works again."""

from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece
from idp.factors.domain import Credential, CredentialKind
from idp.factors.pins import PresentedPin
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.sessions.domain import Session
from tests.support.sign_ins import sign_in
from tests.support.undo_links import DAY, HOUR, held, link_of, opens, remove, set_password, waiting
from tests.support.world import Person, World, sure


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
