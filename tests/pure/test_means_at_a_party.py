"""The dispatcher under rules: only allowed evidence is asked for, accepted or asserted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from idp.accounts.domain import AccountState, AccountStatus
from idp.assurance.acr import amr_of
from idp.assurance.allowances import Allowance
from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.levels import Evidence, Level
from idp.assurance.pieces import Piece, at_best
from idp.authorization.domain.context import AuthorizationContext, ClientPolicy, Transaction
from idp.authorization.domain.enrolment_options import enrolment_options
from idp.authorization.domain.level_rules import accepted_kinds
from idp.authorization.domain.next_step import next_step, signed_in
from idp.authorization.domain.request import AuthorizationRequest, OwnAccountRequest
from idp.authorization.domain.steps import (
    Authenticate,
    IssueCode,
    RedirectError,
    RequestConsent,
    ShowError,
    StepUp,
)
from idp.factors.credential_types import ADDED_ALONE
from idp.kernel.refusals import Reason
from idp.policy.means_rules import allowance_for
from idp.sessions.domain import AuthenticationEvent, Session
from tests.pure.test_allowances import allowances, rule
from tests.support.at_best import best, level_of_kinds, reachable_within, shown

E = EvidenceKind
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
UNMET = "unmet_authentication_requirements"
PASSKEY_FROM_2 = allowance_for([rule(2, Means.PASSKEY, Means.PIN)], "portal")
BOUND = allowance_for([], "portal", phishing_resistant_only=True)
ADDABLE = ADDED_ALONE - {E.CHIP_CARD, E.APP_KEY_VERIFIED}
"""The kinds that can be added without cards and the application."""
held_kinds = st.frozensets(st.sampled_from(EvidenceKind), min_size=1, max_size=6)


def context(
    allowance: Allowance,
    held: frozenset[E],
    *,
    level: Level = Level.ONE,
    **more: Any,  # noqa: ANN401
) -> AuthorizationContext:
    request = AuthorizationRequest(
        client_id="portal",
        redirect_uri="https://portal.example/cb",
        scope=("openid",),
        code_challenge="c" * 43,
        levels_preferred=more.pop("wishes", ()),
        prompt=more.pop("prompt", frozenset()),
    )
    transaction = Transaction(
        id="t", request=request, begun_at=NOW, expires_at=NOW + timedelta(minutes=30)
    )
    values: dict[str, Any] = {
        "now": NOW,
        "transaction": transaction,
        "client_policy": ClientPolicy(may_ask=True, minimum_level=level, allowance=allowance),
        "available": at_best(held),
        **more,
    }
    return AuthorizationContext(**values)


def proven(*kinds: E) -> tuple[Evidence, ...]:
    return tuple(Evidence("t", "s", best(kind), "credential", NOW) for kind in kinds)


def event(*kinds: E, transaction: str = "old") -> AuthenticationEvent:
    return AuthenticationEvent(
        id="e",
        transaction_id=transaction,
        subject_id="s",
        client_id="other",
        level=level_of_kinds(kinds),
        shown=shown(kinds),
        amr=amr_of(kinds, level_of_kinds(kinds)),
        authenticated_at=NOW,
    )


def present(*kinds: E) -> dict[str, Any]:
    session = Session(
        id="i",
        subject_id="s",
        event=event(*kinds),
        begun_at=NOW,
        expires_at=NOW + timedelta(hours=8),
        device="",
    )
    return {"session": session, "account": AccountStatus("s", AccountState.ACTIVE, 2)}


@pytest.mark.norm("D21.1", limb="only means that lead there are asked for")
@pytest.mark.norm("X16.2", limb="a level out of reach is told before anything is asked")
def test_nobody_is_asked_to_touch_what_cannot_lead_there() -> None:
    """Only a key no false site can use counts here; with this person's it is level 2 at most."""
    held = frozenset({E.PASSWORD, E.TOTP, E.PASSKEY_PRESENT})
    here = context(BOUND, held, level=Level.THREE, evidence=proven(E.PASSWORD))
    assert isinstance(next_step(here), ShowError)


@pytest.mark.norm("D21.1", limb="only means that lead there are asked for")
@given(allowances, held_kinds, st.sampled_from([1, 2, 3, 4]), st.data())
def test_any_walk_over_what_is_offered_arrives_by_allowed_evidence_alone(
    allowance: Allowance, held: frozenset[E], level: int, data: st.DataObject
) -> None:
    """A person with enough credentials arrives, whichever offered one they use first."""
    start = context(allowance, held, level=Level(level))
    assume(reachable_within(held, allowance) >= level)
    assert isinstance(next_step(start), Authenticate)
    done = [data.draw(st.sampled_from(sorted(held & accepted_kinds(start))))]
    while not signed_in(now := replace(start, evidence=proven(*done))):
        step = next_step(now)
        assert isinstance(step, StepUp)
        assert step.by <= held & allowance.towards(Level(level)) - frozenset(done)
        kind = data.draw(st.sampled_from(sorted(step.by)))
        assert kind in accepted_kinds(now)
        done.append(kind)
    assert level_of_kinds(frozenset(done) & allowance.towards(Level(level))) >= level


@pytest.mark.norm("X16.2", limb="a level out of reach is told before anything is asked")
@given(allowances, held_kinds, st.sampled_from([1, 2, 3, 4]))
def test_who_cannot_arrive_is_told_before_anything_is_asked(
    allowance: Allowance, held: frozenset[E], level: int
) -> None:
    assume(reachable_within(held, allowance) < level)
    step = next_step(context(allowance, held, level=Level(level)))
    assert isinstance(step, ShowError)
    assert step.error == UNMET
    there = reachable_within(held, Allowance()) >= level
    assert step.reason is (Reason.MEANS_NOT_ALLOWED if there else Reason.UNMET_LEVEL)


@pytest.mark.norm("D21.1", "D19.4-3", limb="a session of means not allowed is not continued")
@given(allowances, st.frozensets(st.sampled_from(EvidenceKind), min_size=1, max_size=3))
def test_a_session_of_means_not_allowed_is_never_continued(
    allowance: Allowance, kinds: frozenset[E]
) -> None:
    seen = context(allowance, kinds, **present(*sorted(kinds)))
    step = next_step(seen)
    if isinstance(step, IssueCode | RequestConsent):
        assert kinds <= allowance.towards(Level.ONE)
        assert kinds & allowance.essential(Level.ONE)
    quiet = context(allowance, kinds, prompt=frozenset({"none"}), **present(*sorted(kinds)))
    if not kinds <= allowance.towards(Level.ONE):
        assert next_step(quiet) == RedirectError("login_required", Reason.FRESH_SIGN_IN_REQUIRED)


def test_the_level_told_is_what_is_allowed_even_where_more_was_proven() -> None:
    """A code is fine for level 2 and not for 3: with a face beside it, it stays out of both."""
    kinds = (E.PASSWORD, E.CHIP_CARD, E.FACE)
    allowance = allowance_for([rule(4, Means.PASSWORD, Means.APP_KEY)], "portal")
    own = event(*kinds, transaction="t")
    here = replace(present(*kinds)["session"], event=own)
    account = AccountStatus("s", AccountState.ACTIVE, 2)
    seen = context(
        allowance, frozenset(), evidence=proven(*kinds), event=own, session=here, account=account
    )
    step = next_step(seen)
    assert own.level is Level.FOUR
    assert isinstance(step, IssueCode)
    assert step.level is Level.THREE


def test_rules_that_changed_in_the_middle_lower_nothing_silently() -> None:
    own = event(E.PASSWORD, E.TOTP, transaction="t")
    here = replace(present(E.PASSWORD, E.TOTP)["session"], event=own)
    account = AccountStatus("s", AccountState.ACTIVE, 2)
    seen = context(
        PASSKEY_FROM_2,
        frozenset(),
        level=Level.TWO,
        evidence=proven(E.PASSWORD, E.TOTP),
        event=own,
        session=here,
        account=account,
    )
    assert next_step(seen) == ShowError(UNMET, Reason.MEANS_NOT_ALLOWED)


def test_a_wish_that_only_other_means_reach_is_not_aimed_at() -> None:
    held = frozenset({E.PASSWORD, E.TOTP})
    step = next_step(context(PASSKEY_FROM_2, held, wishes=(Level.TWO, Level.ONE)))
    assert step == Authenticate(Level.ONE)


def test_ones_own_account_knows_no_such_rule() -> None:
    """Else a rule could keep a person from changing the means it wants changed."""
    seen = context(BOUND, frozenset({E.PASSWORD, E.TOTP}))
    own = replace(
        seen,
        client_policy=None,
        transaction=replace(seen.transaction, request=OwnAccountRequest(path="/")),
    )
    assert E.PASSWORD in accepted_kinds(own)
    assert isinstance(next_step(own), Authenticate)


@pytest.mark.parametrize("level", [1, 2])
def test_a_password_is_worth_nothing_before_a_key_is_shown(level: int) -> None:
    held = frozenset({E.PASSWORD, E.TOTP, E.CHIP_CARD, E.PASSKEY_VERIFIED})
    start = context(BOUND, held, level=Level(level))
    assert E.TOTP not in accepted_kinds(start)
    after = replace(start, evidence=proven(E.PASSWORD))
    assert not signed_in(after)
    assert next_step(after) == StepUp(Level(level), frozenset({E.CHIP_CARD, E.PASSKEY_VERIFIED}))
    assert signed_in(replace(start, evidence=proven(E.PASSWORD, E.CHIP_CARD)))


@pytest.mark.parametrize(
    ("allowance", "level", "held", "found"),
    [
        (Allowance(), 2, {E.PASSWORD}, set()),
        (Allowance(), 2, {E.PASSWORD, E.PIN}, set()),
        (Allowance(), 3, {E.PASSWORD, E.TOTP}, set()),
        (PASSKEY_FROM_2, 2, {E.PASSWORD, E.TOTP}, {(E.PASSKEY_VERIFIED,)}),
        (BOUND, 2, {E.PASSWORD, E.TOTP}, set()),
        (BOUND, 2, {E.PASSWORD}, set()),
        (BOUND, 4, {E.PASSWORD, E.PASSKEY_VERIFIED}, set()),
    ],
)
def test_a_remedy_is_one_the_person_has(
    allowance: Allowance, level: int, held: set[E], found: set[tuple[E, ...]]
) -> None:
    seen = context(allowance, frozenset(held), level=Level(level))
    has = at_best(held)
    assert set(enrolment_options(seen, held=has, enrolled=has, addable=ADDABLE)) >= found
    if not found:
        assert enrolment_options(seen, held=has, enrolled=has, addable=ADDABLE) == ()


def test_a_card_is_a_remedy_where_cards_are_read() -> None:
    held = frozenset({E.PASSWORD})
    seen = context(BOUND, held, level=Level.TWO)
    has = at_best(held)
    found = enrolment_options(seen, held=has, enrolled=has, addable=ADDED_ALONE)
    assert found == ((E.CHIP_CARD,),)


def test_a_telephone_that_only_takes_a_finger_is_no_remedy_where_no_biometric_counts() -> None:
    held = frozenset({E.PASSWORD, E.APP_KEY_BIOMETRIC})
    nothing_of_the_body = allowance_for([], "portal", no_biometrics=True)
    seen, has = context(nothing_of_the_body, held, level=Level.TWO), at_best(held)
    found = enrolment_options(seen, held=has, enrolled=has, addable=ADDED_ALONE)
    assert (E.PASSKEY_VERIFIED,) in found
    assert (E.APP_KEY_VERIFIED,) not in found


def test_a_face_that_the_sign_in_for_a_change_does_not_ask_for_binds_nothing() -> None:
    """Password and card at level 1 and a face: a new PIN would be bound at 1 and add nothing."""
    seen = context(Allowance(), frozenset(), level=Level.FOUR)
    settled = frozenset({Piece(E.PASSWORD, 1), Piece(E.CHIP_CARD, 4, resistant=True)})
    has = settled | {Piece(E.FACE_ON_PAGE, 4, identity=True)}
    assert enrolment_options(seen, held=has, enrolled=settled, addable={E.PIN}) == ()


def test_what_was_stopped_can_make_every_remedy_too_hard() -> None:
    held, enrolled = frozenset({E.PASSWORD}), frozenset({E.PASSWORD, E.PASSKEY_VERIFIED})
    seen = context(Allowance(), held, level=Level.TWO)
    has, had = at_best(held), at_best(enrolled)
    assert enrolment_options(seen, held=has, enrolled=had, addable=ADDABLE) == ()
