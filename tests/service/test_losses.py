"""Reports of losses: stopped credentials, letters, and requests of unauthenticated callers."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.request import OwnAccountRequest
from idp.factors.domain import ACTIVATING, WAITS, CredentialKind, ThrottledSecret
from idp.factors.passwords import PresentedPassword
from idp.factors.pins import PresentedPin
from idp.factors.recovery import PresentedRecoveryCode
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import (
    LINK_LIFETIME,
    LOST_PHONE_REPORT,
    LossCase,
    LossReason,
    LossState,
    LostItem,
    Report,
    ReportedBy,
)
from idp.notices.domain import Channel, NoticeKind
from idp.notices.sending import facts_context
from idp.notices.tables import NOTICE
from idp.relying_parties.domain.client import Connection, PartyKind
from tests.support.at_best import shown
from tests.support.authenticator import Authenticator
from tests.support.grants import SCOPE, relation
from tests.support.letters import letters
from tests.support.officers import OPERATOR, officer, themself
from tests.support.passkeys import AUDIENCE
from tests.support.races import race
from tests.support.sign_ins import proven, reason, sign_in
from tests.support.world import Person, World, sure

import json  # isort: skip

HELP = officer(OfficerRole.HOTLINE)

EVERYTHING = Report(LossReason.LOST_CONTROL, frozenset(LostItem))
MISUSE = Report(LossReason.UNAUTHORISED_USE, frozenset())
SECRETS = Report(LossReason.LOST_CONTROL, frozenset({LostItem.SECRETS}))


@pytest.fixture
def person(world: World) -> Person:
    """A person with a password, a PIN, a code app, a passkey and recovery codes."""
    person, services = world.person(), world.services
    options = services.passkeys.registration(person.subject_id, audience=AUDIENCE, name="any")
    made = Authenticator().create(options, origin=world.settings.issuer)
    sure(
        services.passkeys.register(
            person.subject_id, audience=AUDIENCE, response=made, label="", binding=ACTIVATING
        )
    )
    sure(services.pins.set(person.subject_id, "408317", binding=ACTIVATING))
    world.clock.advance(timedelta(seconds=30))
    return person


def signed_in(world: World, person: Person) -> str:
    started = world.services.sessions.start(
        new_id(),
        subject_id=person.subject_id,
        client_id=None,
        shown=shown([EvidenceKind.PASSWORD]),
        device="",
        replaces=None,
    )
    return started.session.id


def by_secret(world: World, name: str, secret: str, report: Report = EVERYTHING) -> Any:  # noqa: ANN401
    return world.services.losses.report_with_secret(
        report, username=name, secret=secret, audience="b" * 64
    )


def stopped(world: World, person: Person) -> set[CredentialKind]:
    held = world.services.credentials.held(person.subject_id)
    return {each.kind for each in held if each.disabled_at is not None}


def happened(world: World, person: Person) -> Counter[str]:
    entries = world.services.history.for_subject(person.subject_id, limit=200)
    return Counter(entry.happening for entry in entries)


def owed(world: World, **columns: object) -> list[Mapping[str, Any]]:
    wanted = [NOTICE.c[name] == value for name, value in columns.items()]
    with world.services.database.transaction() as connection:
        return [row._asdict() for row in connection.execute(select(NOTICE).where(*wanted))]


def link_in_the_letter(world: World, person: Person) -> str:
    assert world.services.losses.links.send_due() == 1
    (letter,) = owed(world, subject_id=person.subject_id, kind=NoticeKind.LOSS_LINK)
    assert letter["channel"] == Channel.MAIL
    facts = world.services.subjects.open(
        person.subject_id, letter["facts_sealed"], context=facts_context(letter["id"])
    )
    return str(json.loads(facts)["path"]).rsplit("/", 1)[1]


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
@pytest.mark.parametrize(
    ("lost", "stops"),
    [
        ({LostItem.PHONE}, {CredentialKind.TOTP, CredentialKind.PASSKEY}),
        ({LostItem.SECRETS}, {CredentialKind.PASSWORD, CredentialKind.PIN}),
        ({LostItem.PAPERS}, {CredentialKind.RECOVERY_CODES}),
    ],
)
def test_what_was_lost_stops_and_nothing_else(
    world: World, person: Person, lost: set[LostItem], stops: set[CredentialKind]
) -> None:
    sure(world.services.recovery_codes.renew(person.subject_id))
    report = Report(LossReason.LOST_CONTROL, frozenset(lost))
    here = signed_in(world, person)
    world.services.losses.report(
        person.subject_id,
        report,
        reported_by=ReportedBy.ACCOUNT,
        keeps=here,
        actor=themself(person.subject_id),
    )
    assert stopped(world, person) == stops
    assert [each.id for each in world.services.sessions.for_subject(person.subject_id)] == [here]


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_stopped_secret_is_refused_the_next_time(world: World, person: Person) -> None:
    services = world.services
    codes = sure(services.recovery_codes.renew(person.subject_id))
    world.clock.advance(timedelta(seconds=1))
    services.losses.report(
        person.subject_id,
        EVERYTHING,
        reported_by=ReportedBy.HOTLINE,
        actor=themself(person.subject_id),
    )
    attempts = (
        services.passwords.verify_at_once(
            sign_in(world), PresentedPassword(username=person.username, password=person.password)
        ),
        services.pins.verify(
            sign_in(world), PresentedPin(subject_id=person.subject_id, pin="408317")
        ),
        services.recovery_codes.verify(
            sign_in(world), PresentedRecoveryCode(username=person.username, code=codes[0])
        ),
    )
    # With the right one the answer is that it was stopped.
    assert {reason(each) for each in attempts} == {Reason.CREDENTIAL_FLAGGED}


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_password_verified_just_before_the_report_is_no_evidence_after_it(
    world: World, person: Person
) -> None:
    flow = world.services.authorization
    interaction = flow.begin(OwnAccountRequest(path="/me"), browser="thief", session_token=None)
    world.clock.advance(timedelta(seconds=1))
    verified = world.services.passwords.verify_at_once(
        flow.verification_context(interaction),
        PresentedPassword(username=person.username, password=person.password),
    )
    world.services.losses.report(
        person.subject_id,
        SECRETS,
        reported_by=ReportedBy.HOTLINE,
        actor=themself(person.subject_id),
    )
    refused = flow.add_evidence(interaction, proven(verified), device="thief")
    assert reason(refused) is Reason.CREDENTIAL_FLAGGED
    assert world.services.sessions.for_subject(person.subject_id) == []


@pytest.mark.norm("D32.3", limb="a case number is given")
def test_a_case_with_its_number_history_and_letter(world: World, person: Person) -> None:
    case = world.services.losses.report(
        person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.HOTLINE, actor=HELP
    )
    (entry,) = (
        each
        for each in world.services.history.for_subject(person.subject_id)
        if each.happening is EventType.LOSS_REPORTED
    )
    assert entry.actor == HELP
    assert entry.facts["case"] == case.number
    assert (entry.facts["reason"], entry.facts["stopped"]) == ("lost_control", 2)
    (letter,) = owed(world, subject_id=person.subject_id, kind=NoticeKind.LOSS_STOPPED_FOR_NOW)
    assert (letter["channel"], case.lettered) == (Channel.MAIL, True)
    assert world.services.losses.cases.for_subject(person.subject_id) == [case]


@pytest.mark.parametrize(("report", "lettered"), [(LOST_PHONE_REPORT, False), (MISUSE, True)])
def test_no_letter_goes_to_the_lost_phone(world: World, report: Report, *, lettered: bool) -> None:
    """A person without mail address gets no text message: an officer writes on paper."""
    person = world.person(
        totp=False,
        data={"email_verified": False, "phone_number": "+84912345678"},
    )
    case = world.services.losses.report(
        person.subject_id, report, reported_by=ReportedBy.HOTLINE, actor=themself(person.subject_id)
    )
    assert case.lettered is lettered
    letters = owed(world, subject_id=person.subject_id, kind=NoticeKind.LOSS_REPORTED)
    assert [each["channel"] for each in letters] == ([Channel.SMS] if lettered else [])


@pytest.mark.norm("D32.3", limb="a report is on record and told once")
def test_pressed_at_once_by_several_it_is_one_case(world: World, person: Person) -> None:
    phone = relation(world, person.subject_id)
    phone.agree()
    phone.issued(SCOPE)
    before = happened(world, person)
    cases = race(
        lambda: world.services.losses.report(
            person.subject_id,
            LOST_PHONE_REPORT,
            reported_by=ReportedBy.FORM,
            actor=themself(person.subject_id),
        ),
        times=4,
    )
    assert len({case.number for case in cases}) == 1
    assert happened(world, person) - before == {
        EventType.CREDENTIAL_STOPPED: 2,
        EventType.SESSION_ENDED: 1,
        EventType.TOKENS_REVOKED: 1,
        EventType.LOSS_REPORTED: 1,
    }
    letters = owed(world, subject_id=person.subject_id, kind=NoticeKind.LOSS_STOPPED_FOR_NOW)
    assert len(letters) == 1


@pytest.mark.norm("D32.3", limb="sessions end")
def test_misuse_ends_every_session_and_every_access(world: World, person: Person) -> None:
    portal = relation(world, person.subject_id)
    portal.agree()
    issued = portal.issued(SCOPE)
    world.services.losses.report(
        person.subject_id, MISUSE, reported_by=ReportedBy.FORM, actor=themself(person.subject_id)
    )
    assert world.services.sessions.for_subject(person.subject_id) == []
    assert reason(portal.refresh(issued.refresh_token)) is Reason.EXPIRED
    assert stopped(world, person) == set()


@pytest.mark.norm("D32.3", limb="the licensed provider concerned is told")
def test_the_licensed_provider_concerned_is_owed_a_letter(world: World, person: Person) -> None:
    provider = sure(
        world.services.licensing.register(
            name="Công ty A",
            certificate_until=world.clock.now() + timedelta(days=100),
            help_line="1900 1",
            mail="loss@provider.example",
            actor=OPERATOR,
        )
    )
    private = {
        "kind": PartyKind.PRIVATE,
        "connection": Connection.VIA_PROVIDER,
        "provider_id": provider.id,
    }
    shop, portal = relation(world, person.subject_id, **private), relation(world, person.subject_id)
    other = relation(world, world.person(totp=False).subject_id, **private)
    for each in (shop, portal, other):
        each.agree()
    case = world.services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.HOTLINE,
        actor=themself(person.subject_id),
    )
    assert case.providers == ("Công ty A",)
    (notice,) = owed(world, channel=Channel.PROVIDER)
    sub = world.services.tokens.sub(person.subject_id, shop.client)
    assert notice["uri"] == "loss@provider.example"
    assert notice["claims"] == {"number": case.number, "subs": {shop.party.client_id: sub}}


@pytest.mark.norm("D32.3", limb="the lost means is not needed for a report")
def test_the_right_secret_stops_it_without_signing_in(world: World, person: Person) -> None:
    case = by_secret(world, person.username, person.password, LOST_PHONE_REPORT)
    assert isinstance(case, LossCase)
    assert case.reported_by is ReportedBy.FORM
    assert stopped(world, person) == {CredentialKind.TOTP, CredentialKind.PASSKEY}
    assert world.services.sessions.for_subject(person.subject_id) == []


@pytest.mark.norm("D32.3", limb="the lost means is not needed for a report")
def test_a_recovery_code_does_it_too_and_is_used_up(world: World, person: Person) -> None:
    codes = sure(world.services.recovery_codes.renew(person.subject_id))
    world.clock.advance(timedelta(seconds=1))
    written = codes[0].replace("-", " ").lower()
    assert isinstance(by_secret(world, person.username, written, LOST_PHONE_REPORT), LossCase)
    again = by_secret(world, person.username, codes[0], LOST_PHONE_REPORT)
    assert reason(again) is Reason.USED_BEFORE


@pytest.mark.norm("D32.3", limb="a stranger stops nothing")
@pytest.mark.parametrize("secret", ["wrong", "0123-4567-89AB-CDEF", "\x00", "x" * 5000])
def test_a_stranger_stops_nothing_and_learns_nothing(
    world: World, person: Person, secret: str
) -> None:
    known = by_secret(world, person.username, secret)
    assert known == by_secret(world, "nobody", secret)
    assert isinstance(known, Refused)
    assert stopped(world, person) == set()
    assert world.services.losses.cases.all() == []


def test_guesses_there_count_where_those_of_the_sign_in_count(world: World, person: Person) -> None:
    for _ in range(5):
        by_secret(world, person.username, "wrong")
    refused = world.services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=person.username, password=person.password)
    )
    assert reason(refused) is Reason.TOO_MANY_TRIES


@pytest.mark.norm("D32.3", limb="the lost means is not needed for a report")
def test_a_link_in_the_letter_stops_it_once(world: World, person: Person) -> None:
    losses = world.services.losses
    assert losses.links.request(LOST_PHONE_REPORT, username=person.username) is None
    assert stopped(world, person) == set()
    link = link_in_the_letter(world, person)
    assert losses.links.peek(link) == (person.subject_id, LOST_PHONE_REPORT)
    cases = race(lambda: losses.report_by_link(link, LOST_PHONE_REPORT), times=4)
    assert [isinstance(each, LossCase) for each in cases].count(True) == 1
    assert stopped(world, person) == {CredentialKind.TOTP, CredentialKind.PASSKEY}
    assert losses.links.peek(link) is None


@pytest.mark.norm("D32.3", limb="a stranger stops nothing")
def test_an_old_or_invented_link_stops_nothing(world: World, person: Person) -> None:
    losses = world.services.losses
    losses.links.request(LOST_PHONE_REPORT, username=person.username)
    link = link_in_the_letter(world, person)
    world.clock.advance(LINK_LIFETIME)
    for each in (link, "x" * 43, "", "\udc80", "a" * 5000):
        assert losses.links.peek(each) is None
        assert reason(losses.report_by_link(each, LOST_PHONE_REPORT)) is Reason.NOT_FOUND
    assert stopped(world, person) == set()


def test_a_link_for_nobody_is_worth_nothing_and_answered_alike(world: World) -> None:
    assert world.services.losses.links.request(LOST_PHONE_REPORT, username="nobody") is None
    assert world.services.losses.links.send_due() == 0
    assert owed(world, kind=NoticeKind.LOSS_LINK) == []


def test_a_mailbox_is_not_filled_by_a_stranger(world: World, person: Person) -> None:
    losses = world.services.losses
    for name in (person.username, "nobody"):
        answers = [losses.links.request(LOST_PHONE_REPORT, username=name) for _ in range(20)]
        assert answers[:5] == [None] * 5
        assert {reason(each) for each in answers[5:]} == {Reason.TOO_MANY_TRIES}
    losses.links.send_due()
    assert len(owed(world, subject_id=person.subject_id, kind=NoticeKind.LOSS_LINK)) == 5


def test_whoever_uses_up_the_letters_leaves_the_person_a_link_to_report_what_they_lost(
    world: World, person: Person
) -> None:
    """A stranger knows the name, asks whenever it is counted, and chooses something else."""
    assert WAITS[ThrottledSecret.LOSS_LINK][-1] < LINK_LIFETIME
    losses, links = world.services.losses, []
    other = Report(LossReason.LOST_CONTROL, frozenset({LostItem.PAPERS}))
    for _ in range(72):
        while losses.links.request(other, username=person.username) is None:
            losses.links.send_due()
        newest = letters(world, person, NoticeKind.LOSS_LINK)[-1]["path"].rsplit("/", 1)[1]
        assert losses.links.peek(newest) == (person.subject_id, other)
        links.append(newest)
        world.clock.advance(timedelta(hours=1))
    assert len(set(links)) < 20
    before = next(each for each in reversed(links) if each != links[-1])
    assert losses.links.peek(before) is not None  # a newer one ends none
    case = sure(losses.report_by_link(before, LOST_PHONE_REPORT))
    assert (case.reason, case.lost) == (LossReason.LOST_CONTROL, (LostItem.PHONE,))
    assert stopped(world, person) == {CredentialKind.TOTP, CredentialKind.PASSKEY}


@pytest.mark.norm("D32.3", limb="a case is taken and closed")
def test_a_case_is_taken_then_closed_and_a_new_loss_is_a_new_case(
    world: World, person: Person
) -> None:
    losses, subject = world.services.losses, person.subject_id
    case = losses.report(subject, MISUSE, reported_by=ReportedBy.FORM, actor=themself(subject))
    assert (
        reason(losses.cases.close(case.number, outcome="x", actor=OPERATOR))
        is Reason.NOT_AUTHORISED
    )
    assert sure(losses.cases.take(case.number, actor=HELP)).state is LossState.TAKEN
    assert reason(losses.cases.take(case.number, actor=HELP)) is Reason.STATE_ALREADY_HOLDS
    assert (
        losses.report(subject, MISUSE, reported_by=ReportedBy.FORM, actor=themself(subject)).number
        == case.number
    )
    closed = sure(losses.cases.close(case.number, outcome="password changed", actor=OPERATOR))
    assert (closed.state, closed.owner) == (LossState.CLOSED, HELP)
    assert reason(losses.cases.take("BM-0000-0000", actor=HELP)) is Reason.NOT_FOUND
    assert (
        losses.report(subject, MISUSE, reported_by=ReportedBy.FORM, actor=themself(subject)).number
        != case.number
    )
    assert [each.number for each in losses.cases.all(LossState.CLOSED)] == [case.number]
    acts = happened(world, person)
    assert (acts[EventType.LOSS_CASE_TAKEN], acts[EventType.LOSS_CASE_CLOSED]) == (1, 1)


def test_two_tabs_never_stop_the_last_way_in(world: World, person: Person) -> None:
    services = world.services
    held = {each.kind: each.id for each in services.credentials.held(person.subject_id)}
    here = services.sessions.start(
        new_id(),
        subject_id=person.subject_id,
        client_id=None,
        shown=shown([EvidenceKind.PASSWORD]),
        device="computer",
        replaces=None,
    ).session

    def stop(kind: CredentialKind) -> LossCase | Refused:
        return services.losses.stop_one(
            person.subject_id, held[kind], keeps=here.id, actor=themself(person.subject_id)
        )

    others = {CredentialKind.PASSWORD, CredentialKind.PASSKEY}
    for kind in held.keys() - others:
        sure(
            services.credentials.stop_one(
                person.subject_id, held[kind], actor=themself(person.subject_id)
            )
        )
    tabs = iter(others)
    answers = race(lambda: stop(next(tabs)), times=2)
    assert answers.count(Refused(Reason.LAST_MEANS)) == 1
    standing = [e for e in services.credentials.held(person.subject_id) if e.disabled_at is None]
    assert [each.kind in others for each in standing] == [True]
