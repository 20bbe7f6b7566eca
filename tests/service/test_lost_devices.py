from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import kinds_in
from idp.authorization.domain.request import OwnAccountRequest
from idp.factors.domain import ACTIVATING, CredentialKind
from idp.factors.totp import PresentedCode
from idp.history.domain import EventType
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LOST_PHONE_REPORT, LossReason, LostItem, Report, ReportedBy
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from idp.sessions.domain import Session
from tests.support.at_best import shown
from tests.support.authenticator import Authenticator
from tests.support.grants import SCOPE, Relation, relation
from tests.support.officers import OPERATOR, themself
from tests.support.races import race
from tests.support.sign_ins import proven, reason, sign_in
from tests.support.world import Person, World, sure

AUDIENCE = "c" * 64

TOLD = (NoticeKind.LOSS_REPORTED, NoticeKind.LOSS_STOPPED_FOR_NOW)


@pytest.fixture
def person(world: World) -> Person:
    """A person with a password, a code app, a passkey and recovery codes."""
    person = world.person()
    passkeys = world.services.passkeys
    options = passkeys.registration(person.subject_id, audience=AUDIENCE, name=person.username)
    made = Authenticator().create(options, origin=world.settings.issuer)
    sure(
        passkeys.register(
            person.subject_id, audience=AUDIENCE, response=made, label="phone", binding=ACTIVATING
        )
    )
    sure(world.services.recovery_codes.renew(person.subject_id))
    world.clock.advance(timedelta(seconds=30))
    return person


def present(world: World, person: Person) -> Session:
    started = world.services.sessions.start(
        new_id(),
        subject_id=person.subject_id,
        client_id=None,
        shown=shown([EvidenceKind.PASSWORD]),
        device="computer",
        replaces=None,
    )
    return started.session


def report(world: World, person: Person, session: Session) -> None:
    world.services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.ACCOUNT,
        keeps=session.id,
        actor=themself(person.subject_id),
    )


def happened(world: World, person: Person) -> Counter[str]:
    entries = world.services.history.for_subject(person.subject_id, limit=200)
    return Counter(entry.happening for entry in entries)


def letters(world: World, person: Person) -> int:
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind.in_(TOLD)
    with world.services.database.transaction() as connection:
        return len(connection.execute(select(NOTICE.c.id).where(*mine)).all())


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_what_lives_on_a_phone_stops_and_nothing_else(world: World, person: Person) -> None:
    report(world, person, present(world, person))
    held = world.services.credentials.held(person.subject_id)
    stopped = {each.kind for each in held if each.disabled_at == world.clock.now()}
    assert stopped == {CredentialKind.TOTP, CredentialKind.PASSKEY}
    assert kinds_in(world.services.credentials.pieces(person.subject_id)) == {
        EvidenceKind.PASSWORD,
        EvidenceKind.RECOVERY_CODE,
    }


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_code_of_a_stopped_app_is_refused_by_name(world: World, person: Person) -> None:
    report(world, person, present(world, person))
    world.clock.advance(timedelta(seconds=60))
    refused = world.services.one_time_codes.verify(
        sign_in(world),
        PresentedCode(subject_id=person.subject_id, code=world.code(person.totp_secret or "")),
    )
    assert reason(refused) is Reason.CREDENTIAL_FLAGGED
    entry = world.services.history.for_subject(person.subject_id)[0]
    assert entry.facts == {"means": "totp", "reason": "credential_flagged"}


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_code_verified_just_before_the_report_is_no_evidence_after_it(
    world: World, person: Person
) -> None:
    flow, here = world.services.authorization, present(world, person)
    world.clock.advance(timedelta(seconds=60))
    interaction = flow.begin(OwnAccountRequest(path="/me"), browser="thief", session_token=None)
    world.clock.advance(timedelta(seconds=1))
    verified = world.services.one_time_codes.verify(
        flow.verification_context(interaction),
        PresentedCode(subject_id=person.subject_id, code=world.code(person.totp_secret or "")),
    )
    report(world, person, here)
    refused = flow.add_evidence(interaction, proven(verified), device="thief")
    assert reason(refused) is Reason.CREDENTIAL_FLAGGED
    assert world.services.sessions.for_subject(person.subject_id) == [here]


@pytest.mark.norm("D32.3", limb="sessions end")
def test_a_sign_in_and_the_report_at_once_leave_no_session_behind(
    world: World, person: Person
) -> None:
    flow, here = world.services.authorization, present(world, person)
    world.clock.advance(timedelta(seconds=60))
    interaction = flow.begin(OwnAccountRequest(path="/me"), browser="thief", session_token=None)
    world.clock.advance(timedelta(seconds=1))
    verified = proven(
        world.services.one_time_codes.verify(
            flow.verification_context(interaction),
            PresentedCode(subject_id=person.subject_id, code=world.code(person.totp_secret or "")),
        )
    )
    turns = ["prove", "report"]

    def act() -> None:
        if turns.pop() == "prove":
            flow.add_evidence(interaction, verified, device="thief")
        else:
            report(world, person, here)

    race(act, times=2)
    assert world.services.sessions.for_subject(person.subject_id) == [here]


@pytest.mark.norm("D32.3", limb="sessions end")
def test_the_session_that_reports_stays_with_what_grew_from_it(
    world: World, person: Person
) -> None:
    here = relation(world, person.subject_id)
    phone = relation(world, person.subject_id)
    here.agree()
    phone.agree()
    kept, lost = here.issued(SCOPE), phone.issued(SCOPE)
    pending = phone.code(SCOPE)
    report(world, person, here.session)
    assert world.services.sessions.for_subject(person.subject_id) == [here.session]
    assert not isinstance(here.refresh(kept.refresh_token), Refused)
    assert reason(phone.refresh(lost.refresh_token)) is Reason.EXPIRED
    assert reason(phone.redeem(pending)) is Reason.EXPIRED
    assert phone.violations() == []


@pytest.mark.norm("D32.3", limb="sessions end")
def test_offline_access_of_a_session_long_over_ends_too(world: World, person: Person) -> None:
    phone = relation(world, person.subject_id)
    phone.agree()
    issued = phone.issued(SCOPE)
    world.services.tokens.end_session(phone.session.id, deliver=False, actor=OPERATOR)
    report(world, person, present(world, person))
    assert reason(phone.refresh(issued.refresh_token)) is Reason.EXPIRED


@pytest.mark.norm("D32.3", limb="relying parties of ended sessions are told once")
def test_relying_parties_of_the_ended_sessions_are_told_once(world: World, person: Person) -> None:
    uri = "https://portal.example/backchannel"
    phone = relation(world, person.subject_id, backchannel_logout_uri=uri)
    phone.agree()
    phone.issued(("openid",))
    phone.issued(SCOPE)
    session = present(world, person)
    report(world, person, session)
    report(world, person, session)
    owed = select(NOTICE.c.id).where(NOTICE.c.client_id == phone.party.client_id)
    with world.services.database.transaction() as connection:
        assert len(connection.execute(owed).all()) == 1


@pytest.mark.norm("D32.3", limb="a report is on record and told once")
def test_pressed_at_once_in_several_tabs_it_is_done_and_told_once(
    world: World, person: Person
) -> None:
    phone = relation(world, person.subject_id)
    phone.agree()
    phone.issued(SCOPE)
    session = present(world, person)
    before = happened(world, person)
    race(lambda: report(world, person, session), times=4)
    assert happened(world, person) - before == {
        EventType.CREDENTIAL_STOPPED: 2,
        EventType.SESSION_ENDED: 1,
        EventType.TOKENS_REVOKED: 1,
        EventType.LOSS_REPORTED: 1,
    }
    assert letters(world, person) == 1


def test_who_has_nothing_on_a_phone_ends_the_other_sessions(world: World) -> None:
    person = world.person(totp=False)
    elsewhere, here = present(world, person), present(world, person)
    report(world, person, here)
    assert world.services.sessions.by_id(elsewhere.id) is None
    report(world, person, here)
    assert happened(world, person)[EventType.LOSS_REPORTED] == letters(world, person) == 1


def test_the_loss_of_one_person_leaves_everybody_else_alone(world: World, person: Person) -> None:
    other: Relation = relation(world)
    other.agree()
    issued, pending = other.issued(SCOPE), other.code(SCOPE)
    report(world, person, present(world, person))
    assert not isinstance(other.refresh(issued.refresh_token), Refused)
    assert not isinstance(other.redeem(pending), Refused)
    assert world.services.sessions.for_subject(other.subject_id) == [other.session]


@pytest.mark.norm("D32.3", limb="an officer clears what was stopped")
def test_an_officer_clears_what_was_stopped_and_nothing_else(world: World, person: Person) -> None:
    credentials = world.services.credentials
    assert credentials.remove_stopped(person.subject_id, actor=OPERATOR) == ()
    report(world, person, present(world, person))
    assert (
        credentials.remove_stopped(person.subject_id, actor=OPERATOR) == ()
    )  # it may be taken back still
    credentials.stop_lost(person.subject_id, actor=themself(person.subject_id))
    cleared = credentials.remove_stopped(person.subject_id, actor=OPERATOR)
    assert {each.kind for each in cleared} == {CredentialKind.TOTP, CredentialKind.PASSKEY}
    assert {each.kind for each in credentials.held(person.subject_id)} == {
        CredentialKind.PASSWORD,
        CredentialKind.RECOVERY_CODES,
    }
    left = {EvidenceKind.PASSWORD, EvidenceKind.RECOVERY_CODE}
    assert kinds_in(credentials.enrolled_pieces(person.subject_id)) == left
    removed = [
        entry.actor
        for entry in world.services.history.for_subject(person.subject_id)
        if entry.happening is EventType.CREDENTIAL_REMOVED
    ]
    assert removed == [OPERATOR, OPERATOR]


def test_what_was_stopped_for_now_is_not_cleared_and_the_case_says_what_was(
    world: World, person: Person
) -> None:
    losses, credentials = world.services.losses, world.services.credentials
    weak = losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.SECRETS})),
        reported_by=ReportedBy.FORM,
        actor=themself(person.subject_id),
    )
    final = losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.ACCOUNT,
        final=True,
        actor=themself(person.subject_id),
    )
    cleared = sure(losses.remove_stopped(person.subject_id, actor=OPERATOR))
    assert {each.kind for each in cleared} == {CredentialKind.TOTP, CredentialKind.PASSKEY}
    held = {each.kind: each for each in credentials.held(person.subject_id)}
    assert held[CredentialKind.PASSWORD].resumable
    for case in (weak, final):
        assert sorted(losses.cases.removed_kinds(case.id)) == ["passkey", "totp"]
    assert losses.remove_stopped(person.subject_id, actor=OPERATOR) == ()


@pytest.mark.norm("D32.3", limb="a stopped means still says how strong the account was made")
def test_the_account_still_asks_for_the_strength_it_had(world: World, person: Person) -> None:
    before = kinds_in(world.services.credentials.pieces(person.subject_id))
    report(world, person, present(world, person))
    assert kinds_in(world.services.credentials.enrolled_pieces(person.subject_id)) == before
