"""Accounts activated at the installation: before officers, by a passkey, bound at 2 at once."""

from datetime import timedelta

from idp.accounts.domain import AccountState
from idp.activation.domain import PLACES, PRINTED_LIFETIME
from idp.activation.installing import PrintedLink
from idp.assurance.binding import CeremonyKind, resists
from idp.assurance.levels import Level, level_of_pieces
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole, Operator, Through, Unproven
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from tests.service.test_activation_commands import granted
from tests.support.activations import REACHED, Holder, invited, links
from tests.support.authenticator import Authenticator
from tests.support.commands import Idp, json_lines
from tests.support.desks import desk_of
from tests.support.letters import letters
from tests.support.officers import OPERATOR
from tests.support.races import meanwhile
from tests.support.world import Person, World, sure

SHELL = Operator(user="root", host="db1")
IN_A_BROWSER = Unproven(through=Through.BROWSER)


def new(world: World) -> Person:
    return world.granted(data=REACHED)


def opened(world: World, person: Person) -> PrintedLink | Refused:
    return world.services.installing.open(person.username, actor=SHELL)


def holder(world: World, person: Person) -> Holder:
    """A browser in front of the witnesses, with the link that was just printed."""
    return Holder(world, person, sure(opened(world, person)).path.rsplit("/", 1)[1])


def with_a_passkey(at: Holder) -> object:
    activations, shown = at.world.services.activations, at.agreed()
    options = activations.passkey_options(shown)
    if isinstance(options, Refused):
        return options
    made = Authenticator().create(options, origin=at.world.settings.issuer)
    return activations.with_passkey(shown, made)


def activated(world: World) -> Person:
    person = new(world)
    sure(with_a_passkey(holder(world, person)))
    return person


def refusal(answer: object) -> Reason:
    assert isinstance(answer, Refused), answer
    return answer.reason


def test_a_passkey_made_there_is_level_2_at_once_and_resists_phishing(world: World) -> None:
    person = activated(world)
    (held,) = world.services.credentials.held(person.subject_id)
    assert (held.bound, held.resistant, held.identity) == (2, True, False)
    assert not held.pending(world.clock.now())
    enrolled = world.services.credentials.enrolled_pieces(person.subject_id)
    assert level_of_pieces(enrolled) == Level.TWO
    assert resists(enrolled)
    (ceremony,) = world.services.credentials.bindings.for_subject(person.subject_id, (held,))
    assert ceremony.kind is CeremonyKind.INSTALLING


def test_the_history_names_who_printed_the_link_and_the_person_gets_a_letter(world: World) -> None:
    person = activated(world)
    entries = {
        each.happening: each for each in world.services.history.for_subject(person.subject_id)
    }
    assert entries[EventType.ACTIVATION_LINK_PRINTED].actor == SHELL
    assert EventType.ACTIVATION_LINK_SENT not in entries
    assert entries[EventType.ACCOUNT_ACTIVATED].actor == IN_A_BROWSER
    assert entries[EventType.PASSKEY_ENROLLED].actor == IN_A_BROWSER
    assert letters(world, person, NoticeKind.ACTIVATION_LINK) == []
    (letter,) = letters(world, person, NoticeKind.ACCOUNT_ACTIVATED)
    assert letter["undo"]
    (place,) = world.services.installing.places()
    assert (place.subject_id, place.printed_by) == (person.subject_id, "root@db1")


def test_no_password_is_taken_with_such_a_link(world: World) -> None:
    """It would be level 1, and nothing could raise it."""
    person = new(world)
    at = holder(world, person)
    assert refusal(at.activate()) is Reason.MEANS_NOT_ALLOWED
    status = world.services.accounts.status_of(person.subject_id)
    assert status is not None
    assert status.state is AccountState.GRANTED


def test_the_link_works_for_half_an_hour_and_once(world: World) -> None:
    person = new(world)
    late, activations = holder(world, person), world.services.activations
    world.clock.advance(PRINTED_LIFETIME)
    assert refusal(late.prove()) is Reason.INSTALLING_OVER
    older, at = holder(world, person), holder(world, person)
    assert activations.refusal(older.link) == Refused(Reason.INSTALLING_OVER)
    sure(with_a_passkey(at))
    assert activations.refusal(at.link) == Refused(Reason.USED_BEFORE)


def test_who_stole_the_link_needs_the_number(world: World) -> None:
    person = new(world)
    at = holder(world, person)
    assert refusal(at.prove("079200000000")) is Reason.NOT_PROVEN
    (entry,) = [
        each
        for each in world.services.history.for_subject(person.subject_id)
        if each.happening is EventType.ACTIVATION_REFUSED
    ]
    assert entry.actor == IN_A_BROWSER


def test_after_there_were_officers_nothing_is_printed_and_no_link_works(world: World) -> None:
    """Also one that was printed before, and a page that was half way through."""
    person, other = new(world), new(world)
    at = holder(world, person)
    shown, activations = at.agreed(), world.services.activations
    options = activations.passkey_options(shown)
    assert not isinstance(options, Refused)
    made = Authenticator().create(options, origin=world.settings.issuer)
    desk_of(world, OfficerRole.OPERATOR)
    assert refusal(activations.with_passkey(shown, made)) is Reason.INSTALLING_OVER
    assert refusal(opened(world, other)) is Reason.STATE_ALREADY_HOLDS
    (entry,) = [
        each
        for each in world.services.history.of_actor("root@db1")
        if each.happening is EventType.INSTALLATION_REFUSED
    ]
    assert entry.facts == {"event": "activate", "reason": "state_already_holds"}
    assert world.services.credentials.held(person.subject_id) == ()


def test_no_account_is_activated_while_the_first_two_are_installed(world: World) -> None:
    """It waits for the ceremony that is being completed, and is refused then."""
    at = holder(world, new(world))
    shown, activations = at.agreed(), world.services.activations
    options = activations.passkey_options(shown)
    assert not isinstance(options, Refused)
    made = Authenticator().create(options, origin=world.settings.issuer)

    def completes() -> None:
        world.services.installation.hold()
        desk_of(world, OfficerRole.OPERATOR)

    database = world.services.database
    late = meanwhile(database, completes, lambda: activations.with_passkey(shown, made))
    assert refusal(late) is Reason.INSTALLING_OVER


def test_there_are_four_places_and_a_link_that_waits_holds_one(world: World) -> None:
    for _ in range(PLACES - 1):
        activated(world)
    waiting, next_one = new(world), new(world)
    sure(opened(world, waiting))
    assert refusal(opened(world, next_one)) is Reason.PLACES_TAKEN
    sure(opened(world, waiting))  # the same person has theirs
    world.clock.advance(PRINTED_LIFETIME)
    sure(opened(world, next_one))


def test_a_place_that_a_fraud_took_is_free_again_and_its_passkey_stops(world: World) -> None:
    people = [activated(world) for _ in range(PLACES)]
    thief = people[0]
    (held,) = world.services.credentials.held(thief.subject_id)
    (ceremony,) = world.services.credentials.bindings.for_subject(thief.subject_id, (held,))
    sure(world.services.frauds.of_ceremony(ceremony.id, actor=SHELL))
    (stopped,) = world.services.credentials.held(thief.subject_id)
    assert stopped.disabled_at is not None
    sure(with_a_passkey(holder(world, new(world))))
    assert refusal(opened(world, new(world))) is Reason.PLACES_TAKEN


def test_it_ends_the_link_of_a_letter(world: World) -> None:
    person, sent = invited(world)
    at = holder(world, person)
    assert world.services.activations.refusal(sent) == Refused(Reason.EXPIRED)
    sure(with_a_passkey(at))


def test_who_did_not_use_it_is_invited_like_everybody(world: World) -> None:
    person = new(world)
    at = holder(world, person)
    world.clock.advance(timedelta(days=1))
    assert world.services.activations.never_invited(after=None, limit=5) == [person.subject_id]
    assert world.services.activations.invite(person.subject_id, actor=OPERATOR) is None
    (link,) = links(world, person)
    assert world.services.activations.refusal(at.link) == Refused(Reason.INSTALLING_OVER)
    sure(Holder(world, person, link).activate())
    (held,) = world.services.credentials.held(person.subject_id)
    assert held.bound == 1


def test_it_is_for_granted_accounts_of_people(world: World) -> None:
    active = activated(world)
    assert refusal(opened(world, active)) is Reason.STATE_ALREADY_HOLDS
    nobody = Person(active.subject_id, "nobody", "", None)
    assert refusal(opened(world, nobody)) is Reason.NOT_FOUND


def test_the_command_prints_a_link_and_status_tells_of_it(idp: Idp) -> None:
    assert idp("install", "status").exit_code == 1
    assert idp("install", "activate", "nguoi.dau").exit_code == 1
    granted("nguoi.dau", "079090000001")
    (printed,) = json_lines(idp("install", "activate", "nguoi.dau"))
    assert printed["link"].startswith("http://localhost:8000/activate/")
    (place,) = json_lines(idp("install", "status"))
    assert (place["username"], place["ceremony_id"]) == ("nguoi.dau", None)
    assert printed["username"] == "nguoi.dau"
