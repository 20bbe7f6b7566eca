"""Evidence, the sign-in it completes and what follows from it are one unit of work."""

import secrets
from dataclasses import replace
from datetime import timedelta

import pytest

from idp.assurance.levels import Level
from idp.authorization.domain.request import OwnAccountRequest
from idp.authorization.domain.steps import Authenticate, IssueCode, StepUp
from idp.authorization.interaction import EvidenceAccepted, Interaction
from idp.factors.domain import CredentialKind, ThrottledSecret, VerifiedFactor
from idp.factors.passwords import PresentedPassword
from idp.factors.totp import PresentedCode
from idp.kernel.refusals import Reason, Refused
from tests.support.races import meanwhile
from tests.support.sign_ins import proven, reason
from tests.support.world import Person, World, sure


def begun(world: World, *, level: Level = Level.ONE) -> Interaction:
    asked = OwnAccountRequest(path="/me", level=level)
    return world.services.authorization.begin(
        asked, browser=secrets.token_urlsafe(16), session_token=None
    )


def password(world: World, person: Person, interaction: Interaction) -> VerifiedFactor:
    """The right password, after a wrong one."""
    ceremony = world.services.authorization.verification_context(interaction)
    check, name = world.services.passwords.verify, person.username
    assert (
        reason(check(ceremony, PresentedPassword(username=name, password="wrong")))
        is Reason.NOT_PROVEN
    )
    return proven(check(ceremony, PresentedPassword(username=name, password=person.password)))


def recorded(
    world: World, interaction: Interaction, shown: VerifiedFactor, *, token: str | None = None
) -> EvidenceAccepted | Refused:
    return world.services.authorization.add_evidence(interaction, shown, device="", token=token)


def anew(world: World, interaction: Interaction) -> Interaction:
    """The same interaction, loaded again."""
    return sure(
        world.services.authorization.resume(
            interaction.transaction.id,
            browser=interaction.browser,
            session_token=interaction.session_token,
        )
    )


def tries(world: World, person: Person) -> int:
    """How many wrong passwords are on the counter of unknown callers."""
    key = world.services.accounts.username_key(person.username)
    counted = world.services.passwords.throttle.acquire(key, ThrottledSecret.PASSWORD)
    assert not isinstance(counted, Refused)
    world.services.passwords.throttle.release(counted)
    return counted.tries - 1


def last_used(world: World, person: Person) -> object:
    held = world.services.credentials.held(person.subject_id)
    return next(each for each in held if each.kind is CredentialKind.PASSWORD).last_used_at


def same(world: World, kept: Interaction) -> bool:
    """Whether the values that were not read again equal those a new request loads."""
    read = anew(world, kept)
    assert kept.step == read.step
    assert replace(kept.context, now=read.context.now) == read.context
    return (kept.client, kept.session_token) == (read.client, read.session_token)


def test_what_follows_the_last_factor_is_what_is_found_anew(world: World) -> None:
    person, interaction = world.person(totp=False), begun(world)
    world.clock.advance(timedelta(seconds=1))
    accepted = sure(recorded(world, interaction, password(world, person, interaction)))
    assert isinstance(accepted.interaction.step, IssueCode)
    assert same(world, accepted.interaction)


def test_what_follows_each_of_two_factors_is_what_is_found_anew(world: World) -> None:
    person, interaction = world.person(), begun(world, level=Level.TWO)
    world.clock.advance(timedelta(seconds=1))
    first = sure(recorded(world, interaction, password(world, person, interaction)))
    assert isinstance(first.interaction.step, StepUp)
    assert same(world, first.interaction)
    code = world.services.one_time_codes.verify(
        world.services.authorization.verification_context(interaction),
        PresentedCode(subject_id=person.subject_id, code=world.code(person.totp_secret or "")),
    )
    second = sure(recorded(world, first.interaction, proven(code)))
    assert isinstance(second.interaction.step, IssueCode)
    assert same(world, second.interaction)


def test_a_right_password_is_noted_with_its_evidence(world: World) -> None:
    person, interaction = world.person(totp=False), begun(world)
    world.clock.advance(timedelta(seconds=1))
    before, shown = last_used(world, person), password(world, person, interaction)
    assert (tries(world, person), last_used(world, person)) == (2, before)
    sure(recorded(world, interaction, shown))
    assert (tries(world, person), last_used(world, person)) == (0, world.clock.now())


def test_a_password_stopped_since_it_was_right_is_no_evidence(world: World) -> None:
    person, interaction = world.person(), begun(world)
    world.clock.advance(timedelta(seconds=1))
    shown = password(world, person, interaction)
    credential = next(
        each
        for each in world.services.credentials.held(person.subject_id)
        if each.kind is CredentialKind.PASSWORD
    )
    world.services.credentials.disable_cloned(credential)
    assert reason(recorded(world, interaction, shown)) is Reason.CREDENTIAL_FLAGGED
    assert isinstance(anew(world, interaction).step, Authenticate)
    assert tries(world, person) == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_password_that_is_being_stopped_is_waited_for(world: World) -> None:
    """Two connections: the one that stops it has locked the account, the other finds it stopped."""
    person, interaction = world.person(), begun(world)
    world.clock.advance(timedelta(seconds=1))
    shown = password(world, person, interaction)
    credentials = world.services.credentials
    held = credentials.held(person.subject_id)
    stopped = next(each for each in held if each.kind is CredentialKind.PASSWORD)
    answer = meanwhile(
        world.services.database,
        lambda: credentials.disable_cloned(stopped),
        lambda: recorded(world, interaction, shown),
    )
    assert reason(answer) is Reason.CREDENTIAL_FLAGGED


def test_one_act_records_all_or_nothing(world: World) -> None:
    person, interaction = world.person(totp=False), begun(world)
    world.clock.advance(timedelta(seconds=1))
    before, shown = last_used(world, person), password(world, person, interaction)

    def breaks() -> None:
        sure(recorded(world, interaction, shown))
        raise RuntimeError("what follows cannot be made")

    with pytest.raises(RuntimeError):
        world.services.authorization.atomically(breaks)
    assert isinstance(anew(world, interaction).step, Authenticate)
    assert (tries(world, person), last_used(world, person)) == (2, before)
    assert world.services.sessions.for_subject(person.subject_id) == []
