"""Who acts for a child or ward gives it a new password, and stops what is lost."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

import pytest

from idp.accounts.guardianship import GuardianshipReview
from idp.factors.domain import INVITED, CredentialKind
from idp.factors.passwords import Passwords, PreparedPassword, PresentedPassword
from idp.history.domain import EventType
from idp.kernel.actors import Person as Actor
from idp.kernel.clock import VIET_NAM, civil_day
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.notices.domain import NoticeKind
from idp.wards.access import WardAccess
from tests.support.families import CHILD, signed_in, told
from tests.support.issuance import born
from tests.support.letters import letters
from tests.support.officers import OPERATOR
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World, sure

NEW = "con trâu đi trước cái cày 47"


def child_of(world: World, *parents: Person, jointly: bool = False, data: str = "") -> Person:
    child = world.person(level=1, data={**CHILD, **({"birthdate": data} if data else {})})
    told(world, child, *parents, jointly=jointly)
    world.clock.advance(timedelta(minutes=1))
    return child


def by(person: Person, level: int = 2) -> Actor:
    return Actor(subject_id=person.subject_id, level=level)


def seen(world: World, child: Person, parent: Person) -> WardAccess:
    return sure(world.services.ward_accesses.find(child.subject_id, parent.subject_id))


def resets(
    world: World, child: Person, parent: Person, shown: str | None = None, level: int = 2
) -> Reason | None:
    shown = seen(world, child, parent).version if shown is None else shown
    verb = world.services.ward_accesses.set_password
    done = verb(child.subject_id, NEW, shown=shown, actor=by(parent, level))
    return None if done is None else done.reason


def stops(world: World, child: Person, parent: Person, credential_id: str) -> Reason | None:
    shown = seen(world, child, parent).version
    verb = world.services.ward_accesses.stop
    done = verb(child.subject_id, credential_id, shown=shown, actor=by(parent))
    return None if done is None else done.reason


def agrees(world: World, child: Person, parent: Person) -> Reason | None:
    shown = seen(world, child, parent).version
    verb = world.services.ward_accesses.agree
    done = verb(child.subject_id, shown=shown, actor=by(parent))
    return done.reason if isinstance(done, Refused) else None


def means(world: World, child: Person, kind: CredentialKind) -> str:
    held = world.services.credentials.held(child.subject_id)
    (this,) = (each.id for each in held if each.kind is kind)
    return this


def opens(world: World, child: Person, password: str) -> bool:
    world.clock.advance(timedelta(minutes=1))
    presented = PresentedPassword(username=child.username, password=password)
    return not isinstance(world.services.passwords.verify(sign_in(world), presented), Refused)


def entries(world: World, whose: Person, kind: EventType) -> list[tuple[str, object]]:
    """Who did it and whom it names beside, the newest first."""
    found = world.services.history.for_subject(whose.subject_id, limit=90)
    return [
        (each.actor.subject_id, each.facts.get("other"))
        for each in found
        if each.happening is kind and isinstance(each.actor, Actor)
    ]


@pytest.mark.norm("D14.2-1", limb="who acts for a ward gives it a new password, and all read it")
def test_a_mother_gives_her_child_a_new_password(world: World) -> None:
    services, mother, father = world.services, world.person(), world.person()
    child = child_of(world, mother, father)
    first = sure(
        services.passwords.set(child.subject_id, "con co bay la bay la 21", binding=INVITED)
    )
    session = signed_in(world, child).token
    undo = letters(world, child, NoticeKind.ACCOUNT_ACTIVATED)[-1]["undo"].rpartition("/")[2]
    assert services.losses.peek_undo(undo) is not None
    shown = seen(world, child, mother)
    assert (shown.sessions, shown.joint) == (1, None)
    weak = services.ward_accesses.set_password(
        child.subject_id, child.username, shown=shown.version, actor=by(mother)
    )
    assert weak == Refused(Reason.PASSWORD_TOO_WEAK)
    assert resets(world, child, mother) is None
    # What was there of the old one ends, and no letter brings it back.
    assert services.sessions.by_token(session) is None
    assert services.losses.peek_undo(undo) is None
    assert not opens(world, child, "con co bay la bay la 21")
    assert opens(world, child, NEW)
    held = services.credentials.held(child.subject_id)
    (now,) = (each for each in held if each.kind is CredentialKind.PASSWORD)
    assert (now.bound, now.identity, now.resistant) == (
        first.bound,
        first.identity,
        first.resistant,
    )
    assert now.bound == 1
    me, mine = child.subject_id, mother.subject_id
    assert entries(world, child, EventType.PASSWORD_SET)[0] == (mine, None)
    assert entries(world, child, EventType.WARD_PASSWORD_SET) == [(mine, mine)]
    for each in (mother, father):
        assert entries(world, each, EventType.WARD_PASSWORD_SET) == [(mine, me)]
        assert len(letters(world, each, NoticeKind.WARD_PASSWORD_SET)) >= 1
    (letter, *_) = letters(world, child, NoticeKind.GUARDIAN_SET_PASSWORD)
    assert "undo" not in letter
    # Another tab shows the password that is gone; so does what the father had open.
    assert resets(world, child, mother, shown.version) is Reason.PAGE_CHANGED
    assert resets(world, child, father, "0" * 64) is Reason.PAGE_CHANGED


@pytest.mark.norm("X9.1", limb="all who act jointly agree to a new password, and one alone stops")
def test_parents_who_act_jointly_agree_and_each_stops_alone(world: World) -> None:
    services, mother, father = world.services, world.person(), world.person()
    child = child_of(world, mother, father, jointly=True)
    signed_in(world, child)
    page = seen(world, child, mother)
    assert resets(world, child, mother) is Reason.AGREEMENT_MISSING
    assert agrees(world, child, mother) is None
    assert agrees(world, child, mother) is Reason.STATE_ALREADY_HOLDS
    assert len(letters(world, father, NoticeKind.WARD_PASSWORD_ASKED)) >= 1
    assert letters(world, mother, NoticeKind.WARD_PASSWORD_ASKED) == []
    # He may say no by taking no part; she may change her mind; it counts for seven days.
    take_back = services.ward_accesses.take_back
    shown = seen(world, child, mother).version
    sure(take_back(child.subject_id, shown=shown, actor=by(mother)))
    assert resets(world, child, father) is Reason.AGREEMENT_MISSING
    assert agrees(world, child, mother) is None
    world.clock.advance(timedelta(days=7))
    assert resets(world, child, father) is Reason.AGREEMENT_MISSING
    assert agrees(world, child, mother) is None
    # One of them protects the child at once, and the agreement stands.
    session = signed_in(world, child).token
    ends, shown = services.ward_accesses.end_sessions, seen(world, child, father).version
    assert ends(child.subject_id, shown=shown, actor=by(father)) is None
    assert services.sessions.by_token(session) is None
    nothing = ends(child.subject_id, shown=shown, actor=by(father))
    assert nothing == Refused(Reason.STATE_ALREADY_HOLDS)
    # The child had reported its phone, which an officer could take back.
    report = Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE}))
    child_itself = Actor(subject_id=child.subject_id)
    services.losses.report(
        child.subject_id, report, reported_by=ReportedBy.FORM, actor=child_itself
    )
    assert any(each.resumable for each in services.credentials.held(child.subject_id))
    session = signed_in(world, child).token
    for kind in (CredentialKind.TOTP, CredentialKind.PASSWORD):
        assert stops(world, child, father, means(world, child, kind)) is None
    assert services.sessions.by_token(session) is None
    assert not opens(world, child, child.password), "the last way in can be stopped too"
    gone = means(world, child, CredentialKind.TOTP)
    assert stops(world, child, father, gone) is Reason.STATE_ALREADY_HOLDS
    assert not any(each.resumable for each in services.credentials.held(child.subject_id))
    assert resets(world, child, mother, page.version) is Reason.PAGE_CHANGED
    assert resets(world, child, father) is None
    assert opens(world, child, NEW)
    his, hers, me = father.subject_id, mother.subject_id, child.subject_id
    for whose, other in ((child, his), (mother, me), (father, me)):
        assert entries(world, whose, EventType.WARD_PASSWORD_SET) == [(his, other)]
        assert entries(world, whose, EventType.WARD_MEANS_STOPPED) == [(his, other)] * 2
        assert entries(world, whose, EventType.WARD_SESSIONS_ENDED) == [(his, other)]
        agreed = entries(world, whose, EventType.WARD_PASSWORD_AGREED)
        assert {each for each, _ in agreed} == {hers}
        assert len(agreed) == 3
        assert len(entries(world, whose, EventType.WARD_PASSWORD_AGREEMENT_TAKEN_BACK)) == 1
    for whose, kinds in (
        (child, (NoticeKind.GUARDIAN_STOPPED_MEANS, NoticeKind.GUARDIAN_ENDED_SESSIONS)),
        (mother, (NoticeKind.WARD_MEANS_STOPPED, NoticeKind.WARD_SESSIONS_ENDED)),
    ):
        assert all(letters(world, whose, kind) for kind in kinds)
    # What was agreed to is done: another password is agreed to anew.
    assert resets(world, child, mother) is Reason.AGREEMENT_MISSING


@pytest.mark.norm("D14.2-2", limb="only who acts now, by a record, changes a ward's ways in")
def test_nobody_else_touches_the_ways_in_of_a_ward(world: World) -> None:
    services, mother, father, stranger = world.services, *(world.person() for _ in range(3))
    child, other = child_of(world, mother), child_of(world, father)
    find = services.ward_accesses.find
    me, hers = child.subject_id, seen(world, child, mother).version
    assert find(me, stranger.subject_id) == Refused(Reason.NOT_FOUND)
    assert find(me, child.subject_id) == Refused(Reason.NOT_FOUND)
    assert find(stranger.subject_id, mother.subject_id) == Refused(Reason.NOT_FOUND)
    assert resets(world, child, mother, level=1) is Reason.UNMET_LEVEL
    assert resets(world, child, stranger, hers) is Reason.NOT_FOUND
    # A way in of another ward, of another family or of the mother's own is none of this one.
    for whose in (other, mother):
        foreign = means(world, whose, CredentialKind.PASSWORD)
        assert stops(world, child, mother, foreign) is Reason.NOT_FOUND
    low = services.ward_accesses.stop(
        me, means(world, child, CredentialKind.TOTP), shown=hers, actor=by(mother, 1)
    )
    assert low == Refused(Reason.UNMET_LEVEL)
    assert [each.subject_id for each in services.ward_accesses.of_agent(mother.subject_id)] == [me]
    # An authority locked the account of the child, or of who acts.
    accounts = services.accounts
    sure(accounts.lock(me, ground="g", body="b", remedy="r", actor=OPERATOR))
    assert resets(world, child, mother, hers) is Reason.ACCOUNT_LOCKED
    assert services.ward_accesses.of_agent(mother.subject_id) == ()
    sure(accounts.unlock(me, actor=OPERATOR))
    sure(accounts.lock(mother.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR))
    assert resets(world, child, mother, hers) is Reason.NO_GUARDIANSHIP
    sure(accounts.unlock(mother.subject_id, actor=OPERATOR))
    # The register has somebody else act.
    told(world, child, father)
    assert resets(world, child, mother, hers) is Reason.NO_GUARDIANSHIP
    granted = world.granted(data=CHILD)
    told(world, granted, mother)
    waits = find(granted.subject_id, mother.subject_id)
    assert waits == Refused(Reason.ACCOUNT_NOT_ACTIVATED)
    assert opens(world, child, child.password)


@dataclass(frozen=True)
class SlowPasswords(Passwords):
    """Hashes until the next day has begun."""

    def prepare(self, password: str, *, context_words: object = ()) -> PreparedPassword | Refused:
        del context_words
        prepared = super().prepare(password)
        self.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]
        return prepared


@dataclass(frozen=True)
class SignedOutMeanwhile(Passwords):
    """Hashes while somebody signs the mother out everywhere."""

    mother: str = ""

    def prepare(self, password: str, *, context_words: object = ()) -> PreparedPassword | Refused:
        del context_words
        self.endings.means_changed(self.mother, by=None, actor=OPERATOR)
        return super().prepare(password)


def test_a_session_that_ended_meanwhile_sets_and_stops_nothing(world: World) -> None:
    mother = world.person()
    child = child_of(world, mother)
    signed_in(world, mother)
    (session,) = world.services.sessions.for_subject(mother.subject_id)
    actor, page = replace(by(mother), session_id=session.id), seen(world, child, mother).version
    password = means(world, child, CredentialKind.PASSWORD)
    slow = SignedOutMeanwhile(**vars(world.services.passwords), mother=mother.subject_id)
    late = replace(world.services.ward_accesses, passwords=slow)
    over = Refused(Reason.FRESH_SIGN_IN_REQUIRED)
    assert late.set_password(child.subject_id, NEW, shown=page, actor=actor) == over
    assert late.stop(child.subject_id, password, shown=page, actor=actor) == over
    assert late.end_sessions(child.subject_id, shown=page, actor=actor) == over
    assert opens(world, child, child.password)


@pytest.mark.norm("D14.2-1", limb="from the 14th birthday on no parent sets or stops anything")
def test_at_midnight_of_the_14th_birthday_the_parent_comes_too_late(world: World) -> None:
    services, mother, father = world.services, world.person(), world.person()
    day = born(civil_day(world.clock.now()), years=14, days=1)
    alone = child_of(world, mother, data=day)
    twin = child_of(world, mother, father, jointly=True, data=day)
    now = world.clock.now().astimezone(VIET_NAM)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), VIET_NAM)
    world.clock.advance(midnight - timedelta(seconds=1) - now)
    assert agrees(world, twin, mother) is None
    assert resets(world, alone, mother) is None
    page, hers = seen(world, alone, mother).version, seen(world, twin, father).version
    slow = SlowPasswords(**vars(services.passwords))
    late = replace(services.ward_accesses, passwords=slow)
    # It was asked for in the last second, and is asked again under the lock.
    done = late.set_password(alone.subject_id, NEW, shown=page, actor=by(mother))
    assert done == Refused(Reason.NO_GUARDIANSHIP)
    password = means(world, alone, CredentialKind.PASSWORD)
    stopped = services.ward_accesses.stop(alone.subject_id, password, shown=page, actor=by(mother))
    assert stopped == Refused(Reason.NO_GUARDIANSHIP)
    assert resets(world, twin, father, hers) is Reason.NO_GUARDIANSHIP
    # What was chosen the day before ends, and what was agreed to lapses.
    review = GuardianshipReview(services.accounts, services.clock, services.coming_of_age)
    review.review_next()
    held = services.credentials.held(alone.subject_id)
    assert all(each.disabled_at is not None for each in held)
    assert services.ward_accesses.agreements.of_case(twin.subject_id, {}) == []
