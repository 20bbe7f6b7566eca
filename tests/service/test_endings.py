"""Revocation: every cause, with everything that could survive it."""

from collections.abc import Callable

import pytest

from idp.accounts.shown_documents import DocumentData
from idp.factors.domain import CredentialKind
from idp.history.domain import EventType
from idp.kernel.refusals import Reason
from idp.losses.domain import LOST_PHONE_REPORT, LossReason, Report, ReportedBy
from idp.sessions.domain import Session
from tests.support.officers import OPERATOR, themself
from tests.support.pending import Holder, holder
from tests.support.sign_ins import reason
from tests.support.telephones import believe
from tests.support.visits import recovered
from tests.support.world import World, sure

NEW = "bảy con mèo ngủ 47 ngày"
End = Callable[[Holder, Session], object]


def _report(who: Holder, here: Session, report: Report, by: ReportedBy) -> object:
    losses = who.world.services.losses
    return losses.report(
        who.subject_id, report, reported_by=by, keeps=here.id, actor=themself(who.subject_id)
    )


def unauthorised_use(who: Holder, here: Session) -> object:
    return _report(who, here, Report(LossReason.UNAUTHORISED_USE, frozenset()), ReportedBy.ACCOUNT)


def lost_phone(who: Holder, here: Session) -> object:
    return _report(who, here, LOST_PHONE_REPORT, ReportedBy.ACCOUNT)


def lock(who: Holder, _: Session) -> object:
    lock = who.world.services.endings.lock
    return sure(lock(who.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR))


def recovery(who: Holder, _: Session) -> object:
    services = who.world.services
    shown = DocumentData(**services.accounts.registered(who.subject_id))
    return recovered(services, who.person.username, shown)


def new_password(who: Holder, here: Session) -> object:
    return sure(who.world.services.passwords.set(who.subject_id, NEW, by=here.basis))


def new_pin(who: Holder, here: Session) -> object:
    return sure(who.world.services.pins.set(who.subject_id, "903146", by=here.basis))


def new_recovery_codes(who: Holder, here: Session) -> object:
    return sure(who.world.services.recovery_codes.renew(who.subject_id, by=here.basis))


def removed_passkey(who: Holder, here: Session) -> object:
    return _remove(who, here, CredentialKind.PASSKEY)


def removed_code_app(who: Holder, here: Session) -> object:
    return _remove(who, here, CredentialKind.TOTP)


def _remove(who: Holder, here: Session, kind: CredentialKind) -> object:
    credentials, gone = who.world.services.credentials, who.the(kind)
    assert credentials.remove(who.subject_id, gone.id, by=here.basis) is None
    return gone


def copied_passkey(who: Holder, _: Session) -> None:
    who.world.services.credentials.disable_cloned(who.the(CredentialKind.PASSKEY))


def cleared_after_a_loss(who: Holder, here: Session) -> object:
    stopped = who.world.services.credentials.stop_lost(
        who.subject_id, actor=themself(who.subject_id)
    )
    cleared = who.world.services.credentials.remove_stopped(who.subject_id, actor=OPERATOR)
    assert {each.id for each in cleared} == {each.id for each in stopped}
    return here


ENDS: tuple[End, ...] = (
    unauthorised_use,
    lost_phone,
    lock,
    recovery,
    new_password,
    new_pin,
    new_recovery_codes,
    removed_passkey,
    removed_code_app,
    copied_passkey,
    cleared_after_a_loss,
)


@pytest.fixture
def who(world: World) -> Holder:
    believe(world)
    return holder(world)


def test_everything_pending_can_be_used_as_long_as_nothing_ends(world: World) -> None:
    believe(world)
    names = holder(world).pending().attempts()
    for name in names:
        assert holder(world).pending().attempts()[name](), name


@pytest.mark.norm("D32.3", limb="what was pending ends with what allowed it")
@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_nothing_pending_outlives_what_allowed_it(who: Holder, end: End) -> None:
    pending, here = who.pending(), who.present()
    end(who, here)
    assert pending.alive() == set()


def test_what_a_locked_account_had_pending_stays_dead_after_the_unlock(who: Holder) -> None:
    pending = who.pending()
    lock(who, who.present())
    sure(who.world.services.accounts.unlock(who.subject_id, actor=OPERATOR))
    assert pending.alive() == set()


def test_a_sign_out_ends_what_the_session_allowed_and_spares_offline_access(who: Holder) -> None:
    pending, here = who.pending(), who.present()
    who.world.services.tokens.end_session(pending.session.id, deliver=False, actor=OPERATOR)
    # The open sign-in is of another browser and proved its own means.
    assert pending.alive() == {"refresh", "access", "sign-in"}
    assert who.world.services.sessions.by_id(here.id) is not None


@pytest.mark.norm("D19.4-3", limb="a code ends with its session")
def test_a_code_redeemed_after_the_sign_out_is_refused(who: Holder) -> None:
    pending = who.pending()
    who.world.services.tokens.end_session(pending.session.id, deliver=False, actor=OPERATOR)
    assert reason(pending.portal.redeem(pending.kept.code)) is Reason.EXPIRED
    assert pending.portal.violations() == []


@pytest.mark.parametrize("end", [new_password, new_pin, new_recovery_codes])
def test_the_session_that_made_the_change_goes_on_with_what_grew_from_it(
    who: Holder, end: End
) -> None:
    pending = who.pending()
    end(who, pending.session)
    (session,) = who.world.services.sessions.for_subject(who.subject_id)
    assert session.continues
    assert pending.session_lives()
    assert pending.userinfo()
    assert pending.refresh()
    assert pending.redeem()
    assert reason(who.world.services.passwords.set(who.subject_id, NEW, by=pending.session.basis))


def test_each_other_session_and_family_ends_by_name(who: Holder) -> None:
    pending = who.pending()
    new_password(who, who.present())
    entries = who.world.services.history.for_subject(who.subject_id, limit=200)
    ended = [each.facts for each in entries if each.happening is EventType.SESSION_ENDED]
    revoked = [each.facts for each in entries if each.happening is EventType.TOKENS_REVOKED]
    assert ended == [{"session": pending.session.id}]
    assert [each["reason"] for each in revoked] == ["means_changed"]


def test_the_first_means_of_a_kind_ends_nothing(who: Holder) -> None:
    other = who.world.person(totp=False)
    lone = Holder(who.world, other, who.telephone)
    pending, here = lone.pending(), lone.present()
    sure(who.world.services.pins.set(other.subject_id, "903146", by=here.basis))
    assert pending.session_lives()
    assert pending.redeem()


def test_the_basis_of_another_person_allows_nothing(who: Holder) -> None:
    other = Holder(who.world, who.world.person(), who.telephone)
    with pytest.raises(ValueError, match="another person"):
        who.world.services.passwords.set(who.subject_id, NEW, by=other.present().basis)


def test_a_locked_account_changes_none_of_its_means(who: Holder) -> None:
    here = who.present()
    lock(who, here)
    again = who.present()
    services, subject_id = who.world.services, who.subject_id
    for refused in (
        services.passwords.set(subject_id, NEW, by=again.basis),
        services.pins.set(subject_id, "903146", by=again.basis),
        services.recovery_codes.renew(subject_id, by=again.basis),
        services.credentials.remove(subject_id, who.the(CredentialKind.PASSKEY).id, by=again.basis),
    ):
        assert reason(refused) is Reason.ACCOUNT_LOCKED
