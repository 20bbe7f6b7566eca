"""Two real connections, one call inside the other's transaction: nothing survives."""

from collections.abc import Callable

import pytest

from idp.factors.totp import PresentedCode
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.sessions.domain import Session
from tests.support.officers import OPERATOR, themself
from tests.support.pending import Holder, Pending, holder
from tests.support.races import meanwhile, race
from tests.support.telephones import believe
from tests.support.world import World, sure

NEW = "bảy con mèo ngủ 47 ngày"
End = Callable[[Holder, Pending, Session], object]


def sign_out(who: Holder, pending: Pending, _: Session) -> None:
    who.world.services.tokens.end_session(pending.session.id, deliver=False, actor=OPERATOR)


def new_password(who: Holder, _: Pending, here: Session) -> None:
    sure(who.world.services.passwords.set(who.subject_id, NEW, by=here.basis))


def report(who: Holder, _: Pending, here: Session) -> None:
    losses = who.world.services.losses
    losses.report(
        who.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.ACCOUNT,
        keeps=here.id,
        actor=themself(who.subject_id),
    )


def lock(who: Holder, _: Pending, __: Session) -> None:
    lock = who.world.services.endings.lock
    sure(lock(who.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR))


ENDS: tuple[End, ...] = (sign_out, new_password, report, lock)
USES = ("code", "refresh", "app key", "code app", "passkey", "password", "prove")


@pytest.fixture
def who(world: World) -> Holder:
    believe(world)
    return holder(world)


def _use(who: Holder, pending: Pending, use: str) -> Callable[[], object]:
    if use != "prove":
        return pending.attempts()[use]
    flow, kept = who.world.services.authorization, pending.kept
    assert who.person.totp_secret is not None
    code = who.world.code(who.person.totp_secret)
    verified = sure(
        who.world.services.one_time_codes.verify(
            flow.verification_context(kept.interaction),
            PresentedCode(subject_id=who.subject_id, code=code),
        )
    )
    return lambda: flow.add_evidence(kept.interaction, verified, device="elsewhere")


def _left(who: Holder, pending: Pending, here: Session) -> set[str]:
    """The result of the use that is still valid after both calls."""
    services = who.world.services
    others = {each.id for each in services.sessions.for_subject(who.subject_id)} - {here.id}
    left = {"a session" for _ in others}
    left |= {"tokens"} if pending.userinfo() or pending.refresh() else set()
    return left | ({"a code"} if pending.redeem() else set())


def _means(who: Holder) -> list[str]:
    return sorted(each.kind for each in who.world.services.credentials.held(who.subject_id))


@pytest.mark.parametrize("end", [new_password, report, lock], ids=lambda end: end.__name__)
@pytest.mark.parametrize("use", [*USES[:5], "prove"])
def test_used_while_it_is_being_ended(who: Holder, end: End, use: str) -> None:
    pending, here = who.pending(), who.present()
    means, act = _means(who), _use(who, pending, use)
    meanwhile(who.world.services.database, lambda: end(who, pending, here), act)
    assert _left(who, pending, here) == set()
    assert _means(who) == means


@pytest.mark.parametrize("end", [report, lock], ids=lambda end: end.__name__)
@pytest.mark.parametrize("use", ["code", "refresh", "prove"])
def test_ended_while_it_is_being_used(who: Holder, end: End, use: str) -> None:
    pending, here = who.pending(), who.present()
    meanwhile(who.world.services.database, _use(who, pending, use), lambda: end(who, pending, here))
    assert _left(who, pending, here) == set()


def test_a_code_redeemed_while_its_session_signs_out(who: Holder) -> None:
    pending, here = who.pending(), who.present()
    refused = meanwhile(
        who.world.services.database, lambda: sign_out(who, pending, here), pending.redeem
    )
    assert refused is False


def test_a_session_signs_out_while_its_code_is_redeemed(who: Holder) -> None:
    pending, here = who.pending(), who.present()
    portal = pending.portal
    code = portal.code(("openid",))
    issued = []
    meanwhile(
        who.world.services.database,
        lambda: issued.append(portal.redeem(code)),
        lambda: sign_out(who, pending, here),
    )
    assert not isinstance(portal.tokens.userinfo(sure(issued[0]).access_token), dict)


@pytest.mark.parametrize("use", ["app key", "code app", "passkey", "password"])
def test_an_enrolment_finished_while_its_session_signs_out(who: Holder, use: str) -> None:
    pending, here = who.pending(), who.present()
    means = _means(who)
    refused = meanwhile(
        who.world.services.database, lambda: sign_out(who, pending, here), pending.attempts()[use]
    )
    assert refused is False
    assert _means(who) == means


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_everything_at_once_waits_for_nobody_for_ever(who: Holder, end: End) -> None:
    pending, here = who.pending(), who.present()
    acts: list[Callable[[], object]] = [
        _use(who, pending, use) for use in USES if use != "password"
    ]
    acts += [lambda: end(who, pending, here)]
    turns = list(acts)
    race(lambda: turns.pop()(), times=len(acts))  # noqa: PLW0108 - each thread takes another
    left = _left(who, pending, here)
    assert left == set() or end is sign_out


def test_two_sessions_change_the_password_at_once_and_one_of_them_lives(who: Holder) -> None:
    first, second = who.present(), who.present()
    turns = [first, second]

    def change() -> object:
        return who.world.services.passwords.set(who.subject_id, NEW, by=turns.pop().basis)

    answers = race(change, times=2)
    assert sum(type(each).__name__ == "Credential" for each in answers) == 1
    (lives,) = who.world.services.sessions.for_subject(who.subject_id)
    assert lives.id in {first.id, second.id}
