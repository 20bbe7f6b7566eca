"""The dispatcher's decision, as tables of examples and as properties."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.accounts.domain import AccountState, AccountStatus
from idp.assurance.acr import amr_of
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Evidence, Level
from idp.assurance.pieces import Piece, at_best
from idp.authorization.domain.attainability import is_in_reach
from idp.authorization.domain.context import AuthorizationContext, ClientPolicy, Transaction
from idp.authorization.domain.credential_change import (
    Act,
    RequiredLevels,
    levels_for_change,
    may_make,
    purpose_of,
)
from idp.authorization.domain.level_rules import factors_instead
from idp.authorization.domain.next_step import next_step, signed_in
from idp.authorization.domain.request import (
    AuthorizationRequest,
    OwnAccountRequest,
    from_document,
    to_document,
)
from idp.authorization.domain.steps import (
    Authenticate,
    Ended,
    IssueCode,
    RedirectError,
    RequestConsent,
    SelectAccount,
    ShowError,
    ShowNotice,
    ShowWarning,
    StepUp,
)
from idp.consent.domain.record import Consent
from idp.consent.domain.request import TEXT_VERSION, ConsentRequest, Item
from idp.kernel.refusals import Reason
from idp.representation.domain import RepresentationKind, RepresentedBy
from idp.sessions.domain import AuthenticationEvent, Session
from tests.support.at_best import best, level_of_kinds, shown

E = EvidenceKind
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
HELD = frozenset({E.PASSWORD, E.TOTP})
OFFERED = frozenset({E.PASSWORD, E.TOTP, E.PASSKEY_PRESENT, E.PASSKEY_VERIFIED, E.RECOVERY_CODE})
ASK = ConsentRequest(
    "portal", (Item("authentication", "", essential=True), Item("name", "p", essential=True))
)


def asked(**more: object) -> AuthorizationRequest:
    values: dict[str, object] = {
        "client_id": "portal",
        "redirect_uri": "https://portal.example/cb",
        "scope": ("openid",),
        "code_challenge": "c" * 43,
        **more,
    }
    return AuthorizationRequest(**values)  # type: ignore[arg-type]


def account(state: AccountState = AccountState.ACTIVE, level: int | None = 2) -> AccountStatus:
    return AccountStatus("s", state, level)


def event(
    *kinds: EvidenceKind, at: datetime = NOW, transaction: str = "old"
) -> AuthenticationEvent:
    return AuthenticationEvent(
        id="e",
        transaction_id=transaction,
        subject_id="s",
        client_id="portal",
        level=level_of_kinds(kinds),
        shown=shown(kinds),
        amr=amr_of(kinds, level_of_kinds(kinds)),
        authenticated_at=at,
    )


def session(*kinds: EvidenceKind, at: datetime = NOW) -> Session:
    return Session(
        id="i",
        subject_id="s",
        event=event(*kinds, at=at),
        begun_at=at,
        expires_at=at + timedelta(hours=8),
        device="",
    )


def consent(*items: str) -> Consent:
    return Consent(
        id="c",
        subject_id="s",
        client_id="portal",
        provider=None,
        items=items,
        purposes={"authentication": "", "name": "p"},
        declined=(),
        text_version=TEXT_VERSION,
        text_digest="",
        lang="vi",
        legal_basis="consent",
        level=1,
        transaction_id="t",
        given_at=NOW,
        expires_at=NOW + timedelta(days=90),
        withdrawn_at=None,
    )


AGREED = consent("authentication", "name")


def context(
    request: AuthorizationRequest | OwnAccountRequest, **more: object
) -> AuthorizationContext:
    transaction = Transaction(
        id="t", request=request, begun_at=NOW, expires_at=NOW + timedelta(minutes=30)
    )
    more["available"] = at_best(cast("frozenset[E]", more.pop("available", OFFERED)))
    values: dict[str, object] = {
        "now": LATER,
        "transaction": transaction,
        "client_policy": ClientPolicy(may_ask=True, minimum_level=Level.ONE),
        "ask": ASK,
        **more,
    }
    return AuthorizationContext(**values)  # type: ignore[arg-type]


def present(*kinds: EvidenceKind, at: datetime = NOW, **more: object) -> dict[str, object]:
    return {"session": session(*kinds, at=at), "account": account(), "consent": AGREED, **more}


def proven(*kinds: EvidenceKind) -> tuple[Evidence, ...]:
    return tuple(Evidence("t", "s", best(kind), "credential", NOW) for kind in kinds)


def begun(*kinds: EvidenceKind, **more: object) -> dict[str, object]:
    return {"evidence": proven(*kinds), "account": account(), "available": HELD, **more}


def done(*kinds: EvidenceKind, **more: object) -> dict[str, object]:
    own = event(*kinds, at=LATER, transaction="t")
    here = replace(session(*kinds, at=LATER), event=own)
    return begun(*kinds, event=own, session=here, consent=AGREED, **more)


def test_a_stranger_signs_in() -> None:
    assert next_step(context(asked())) == Authenticate(Level.ONE)


def test_the_registered_minimum_cannot_be_lowered_by_the_browser() -> None:
    policy = ClientPolicy(may_ask=True, minimum_level=Level.TWO)
    here = context(asked(levels_preferred=(Level.ONE,)), client_policy=policy)
    assert next_step(here) == Authenticate(Level.TWO)
    lowered = context(asked(levels_essential=(Level.ONE,)), client_policy=policy)
    assert next_step(lowered) == Authenticate(Level.TWO)


def test_every_way_to_the_level_stays_open_and_the_shortest_is_asked_first() -> None:
    held = {E.PASSWORD, E.TOTP, E.CHIP_CARD, E.FACE_ON_PAGE, E.APP_KEY_IDENTITY_BOUND}
    here = replace(
        context(asked(levels_essential=(Level.FOUR,)), **begun(E.PASSWORD)),
        available=at_best(held),
    )
    step = next_step(here)
    assert isinstance(step, StepUp)
    assert step.by == {E.APP_KEY_IDENTITY_BOUND}
    assert step.taken >= {E.APP_KEY_IDENTITY_BOUND, E.CHIP_CARD, E.FACE_ON_PAGE}
    assert E.PASSWORD not in step.taken


@pytest.mark.norm("D21.1", limb="what a person holds steps a password up")
def test_what_is_owed_besides_takes_the_place_of_nothing() -> None:
    """To level 4 a password needs both a card and a face; another possession replaces the card."""
    card, face = frozenset({E.CHIP_CARD}), frozenset({E.FACE_ON_PAGE})
    wish = asked(levels_essential=(Level.FOUR,))
    both = context(wish, **begun(E.PASSWORD, available=card | face | {E.PASSWORD}))
    step = next_step(both)
    assert isinstance(step, StepUp)
    assert step.taken >= card | face
    assert factors_instead(both, Level.FOUR, card) == frozenset()
    assert factors_instead(both, Level.FOUR, face) == frozenset()
    phone = frozenset({E.APP_KEY_IDENTITY_BOUND})
    more = context(wish, **begun(E.PASSWORD, available=card | face | phone | {E.PASSWORD}))
    assert factors_instead(more, Level.FOUR, card) >= phone


def test_a_password_alone_is_stepped_up_by_what_the_person_holds() -> None:
    here = context(asked(levels_essential=(Level.TWO,)), **begun(E.PASSWORD))
    assert next_step(here) == StepUp(Level.TWO, frozenset({E.TOTP}))


@pytest.mark.norm("X16.2", limb="an essential level out of reach is never a lower token")
def test_an_essential_level_out_of_reach_is_never_a_lower_token() -> None:
    only = {"evidence": proven(E.PASSWORD), "account": account(), "available": {E.PASSWORD}}
    step = next_step(context(asked(levels_essential=(Level.TWO,)), **only))
    assert step == ShowError("unmet_authentication_requirements", Reason.UNMET_LEVEL)


@pytest.mark.norm("X16.2", limb="a level out of reach is told before anything is asked")
def test_a_level_no_means_here_can_reach_is_refused_before_any_page() -> None:
    step = next_step(context(asked(levels_essential=(Level.THREE,))))
    assert step == ShowError("unmet_authentication_requirements", Reason.UNMET_LEVEL)


@pytest.mark.parametrize(
    ("levels", "held", "within"),
    [
        ((Level.TWO,), HELD, True),
        ((Level.TWO,), {E.PASSWORD}, False),
        ((Level.THREE,), HELD, False),
        ((Level.ONE,), {E.PASSWORD}, True),
    ],
)
def test_in_reach_is_what_the_person_of_the_session_can_show(
    levels: tuple[Level, ...], held: frozenset[EvidenceKind], *, within: bool
) -> None:
    """Whatever could be shown by whoever the request is about so far."""
    for available in (OFFERED, frozenset[EvidenceKind]()):
        here = context(asked(levels_essential=levels), available=available)
        assert is_in_reach(here, at_best(frozenset(held))) is within


def test_an_essential_acr_that_is_not_ours_is_unmet() -> None:
    step = next_step(context(asked(levels_essential=())))
    assert step == ShowError("unmet_authentication_requirements", Reason.UNMET_LEVEL)


def test_the_lowest_accepted_level_is_enough() -> None:
    step = next_step(context(asked(levels_essential=(Level.TWO, Level.ONE))))
    assert step == Authenticate(Level.ONE)


def test_a_preferred_level_is_aimed_at_only_while_it_is_in_reach() -> None:
    request = asked(levels_preferred=(Level.TWO,))
    assert next_step(context(request)) == Authenticate(Level.TWO)
    alone = {"evidence": proven(E.PASSWORD), "account": account(), "available": {E.PASSWORD}}
    assert signed_in(context(request, **alone))


@pytest.mark.norm("D19.4-3", limb="a live session continues the same event")
def test_a_live_session_continues_the_same_event() -> None:
    step = next_step(context(asked(), **present(E.PASSWORD)))
    assert step == IssueCode(event(E.PASSWORD), Level.ONE, continued=True)


@pytest.mark.norm("D19.4-2", limb="an earlier result adds nothing to the factors of today")
@pytest.mark.norm("D19.4-3", limb="a step-up repeats every factor")
def test_a_session_adds_nothing_to_a_step_up() -> None:
    here = context(asked(levels_essential=(Level.TWO,)), **present(E.PASSWORD))
    assert next_step(here) == Authenticate(Level.TWO)


@pytest.mark.norm("D19.4-2", limb="an earlier result adds nothing to the factors of today")
def test_yesterdays_session_is_no_factor_beside_todays_code() -> None:
    more = present(E.PASSWORD) | begun(E.TOTP)
    step = next_step(context(asked(levels_essential=(Level.TWO,)), **more))
    assert step == StepUp(Level.TWO, frozenset({E.PASSWORD}))


@pytest.mark.norm("D19.4-3", limb="levels 3 and 4 are never continued")
def test_levels_three_and_four_are_never_continued() -> None:
    kinds = (E.APP_KEY_IDENTITY_BOUND, E.PASSWORD)
    here = context(asked(levels_essential=(Level.THREE,)), **present(*kinds))
    wide = replace(here, available=at_best(OFFERED | {E.APP_KEY_IDENTITY_BOUND}))
    assert next_step(wide) == Authenticate(Level.THREE)


def test_a_level_past_its_age_drops_though_the_session_lives() -> None:
    at = NOW - timedelta(hours=2)
    step = next_step(context(asked(), **present(E.PASSWORD, E.TOTP, at=at)))
    assert isinstance(step, IssueCode)
    assert step.level is Level.ONE


@pytest.mark.parametrize("more", [{"prompt": frozenset({"login"})}, {"max_age": 0}])
def test_a_demand_for_a_new_sign_in_is_obeyed(more: dict[str, object]) -> None:
    assert next_step(context(asked(**more), **present(E.PASSWORD))) == Authenticate(Level.ONE)


def test_a_new_sign_in_satisfies_prompt_login() -> None:
    step = next_step(context(asked(prompt=frozenset({"login"})), **done(E.PASSWORD)))
    assert isinstance(step, IssueCode)
    assert not step.continued


def test_what_waits_is_read_once_before_a_new_sign_in_is_told() -> None:
    here = replace(context(asked(), **done(E.PASSWORD)), waits_until=LATER)
    assert next_step(here) == ShowWarning()
    read = replace(here.transaction, account_selected_at=LATER)
    assert isinstance(next_step(replace(here, transaction=read)), IssueCode)
    no = replace(here.transaction, declined_at=LATER)
    assert next_step(replace(here, transaction=no)) == RedirectError(
        "access_denied", Reason.DECLINED
    )
    continued = replace(context(asked(), **present(E.PASSWORD)), waits_until=LATER)
    assert isinstance(next_step(continued), IssueCode)


def test_a_sign_in_that_has_to_show_one_of_these_is_none_without() -> None:
    request = OwnAccountRequest(path="/me/report-loss", one_of=frozenset({E.RECOVERY_CODE}))
    assert from_document(to_document(request)) == request
    more = {"account": account(), "available": {E.PASSWORD, E.RECOVERY_CODE}}
    alone = context(request, evidence=proven(E.PASSWORD), **more)
    assert not signed_in(alone)
    assert next_step(alone) == StepUp(Level.ONE, frozenset({E.RECOVERY_CODE}))
    assert signed_in(context(request, evidence=proven(E.PASSWORD, E.RECOVERY_CODE), **more))


def test_what_one_persons_means_demand_is_not_demanded_of_another() -> None:
    """Another person who signs in instead gets the page, under their own credentials' demands."""
    request = OwnAccountRequest(
        path="/me/means/app",
        level=Level.FOUR,
        without_biometrics=Level.TWO,
        fresh=True,
        demanded_of="s",
    )
    more = {"available": {E.PASSWORD}, "evidence": proven(E.PASSWORD)}
    assert isinstance(next_step(context(request, account=account(), **more)), ShowError)
    other = replace(account(), subject_id="another")
    assert signed_in(context(request, account=other, **more))
    unknown = context(request, available={E.PASSWORD, E.APP_KEY_IDENTITY_BOUND})
    assert next_step(unknown) == Authenticate(Level.FOUR)


@pytest.mark.parametrize(("seconds", "continued"), [(61, True), (59, False)])
def test_max_age_compares_with_the_sign_in(seconds: int, continued: bool) -> None:  # noqa: FBT001 - a column of the table
    step = next_step(context(asked(max_age=seconds), **present(E.PASSWORD)))
    assert isinstance(step, IssueCode if continued else Authenticate)


def test_the_registered_default_max_age_holds_when_none_is_asked() -> None:
    policy = ClientPolicy(may_ask=True, minimum_level=Level.ONE, default_max_age=30)
    assert next_step(context(asked(), client_policy=policy, **present(E.PASSWORD))) == Authenticate(
        Level.ONE
    )


def test_a_party_can_refuse_continuation() -> None:
    policy = ClientPolicy(may_ask=True, minimum_level=Level.ONE, continuation=False)
    assert next_step(context(asked(), client_policy=policy, **present(E.PASSWORD))) == Authenticate(
        Level.ONE
    )


NONE = frozenset({"none"})
WARD = RepresentedBy("a ward", RepresentationKind.GUARDIAN)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({}, "login_required"),
        (present(E.PASSWORD, consent=None), "consent_required"),
        (present(E.PASSWORD, consent=None, principals=(WARD,)), "consent_required"),
        (present(E.PASSWORD, principals=(WARD,)), "account_selection_required"),
        (present(E.PASSWORD, hint_matches=False), "login_required"),
        (present(E.PASSWORD, account=account(AccountState.LOCKED)), "access_denied"),
    ],
)
def test_prompt_none_never_shows_a_page(more: dict[str, object], error: str) -> None:
    step = next_step(context(asked(prompt=NONE), **more))
    assert isinstance(step, RedirectError)
    assert step.error == error


def test_select_account_asks_until_the_person_chose() -> None:
    request = asked(prompt=frozenset({"select_account"}))
    here = context(request, **present(E.PASSWORD))
    assert next_step(here) == SelectAccount()
    chosen = replace(here.transaction, account_selected_at=LATER)
    assert isinstance(next_step(replace(here, transaction=chosen)), IssueCode)


def test_somebody_else_than_the_hint_is_not_silently_taken() -> None:
    here = context(asked(), hint_matches=False, **present(E.PASSWORD))
    assert next_step(here) == Authenticate(Level.ONE)
    after = context(asked(), hint_matches=False, **done(E.PASSWORD))
    assert next_step(after) == RedirectError("login_required", Reason.NOT_AUTHORISED)


@pytest.mark.norm("D19.3-2", "D19.3-3", limb="without a consent nothing is issued")
def test_nothing_is_issued_without_a_consent_on_record() -> None:
    step = next_step(context(asked(), **done(E.PASSWORD) | {"consent": None}))
    assert step == RequestConsent(ASK.items)


def test_a_grown_request_asks_for_what_is_new() -> None:
    step = next_step(context(asked(), **done(E.PASSWORD) | {"consent": consent("authentication")}))
    assert step == RequestConsent(ASK.items[1:])


@pytest.mark.norm("D19.3-3", limb="a statutory basis shows a notice")
def test_a_statutory_basis_shows_a_notice_instead() -> None:
    policy = ClientPolicy(may_ask=True, minimum_level=Level.ONE, statutory=True)
    more = done(E.PASSWORD) | {"consent": None, "client_policy": policy}
    assert next_step(context(asked(), **more)) == ShowNotice(ASK.items)


def test_prompt_consent_is_satisfied_by_a_consent_of_this_request_only() -> None:
    request = asked(prompt=frozenset({"consent"}))
    old = replace(AGREED, transaction_id="another", given_at=LATER)
    assert next_step(context(request, **done(E.PASSWORD) | {"consent": old})) == RequestConsent(
        ASK.items
    )
    assert isinstance(next_step(context(request, **done(E.PASSWORD))), IssueCode)


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (account(AccountState.LOCKED), Reason.ACCOUNT_LOCKED),
        (account(AccountState.GRANTED), Reason.ACCOUNT_NOT_ACTIVATED),
    ],
)
def test_a_locked_person_reads_why_before_the_party_is_told(
    who: AccountStatus, reason: Reason
) -> None:
    step = next_step(context(asked(), **done(E.PASSWORD) | {"account": who}))
    assert step == ShowError("access_denied", reason)


@pytest.mark.norm("X16.5", limb="a minimum of the account level of its own")
def test_the_account_level_is_a_minimum_of_its_own() -> None:
    policy = ClientPolicy(may_ask=True, minimum_level=Level.ONE, minimum_account_level=2)
    more = done(E.PASSWORD) | {"account": account(level=1), "client_policy": policy}
    step = next_step(context(asked(), **more))
    assert step == ShowError("access_denied", Reason.ACCOUNT_LEVEL_INSUFFICIENT)


@pytest.mark.norm("D4.2", limb="a locked person still reaches the own account")
def test_a_locked_person_still_reaches_their_own_account() -> None:
    more = done(E.PASSWORD) | {
        "account": account(AccountState.LOCKED),
        "client_policy": None,
        "ask": None,
    }
    assert isinstance(next_step(context(OwnAccountRequest(path="/me"), **more)), IssueCode)


@pytest.mark.norm("D19.2-1", limb="a party that may not ask is refused first")
def test_a_party_that_may_not_ask_is_refused_first() -> None:
    policy = ClientPolicy(may_ask=False, minimum_level=Level.ONE)
    step = next_step(context(asked(), client_policy=policy, **present(E.PASSWORD)))
    assert step == RedirectError("unauthorized_client", Reason.CLIENT_SUSPENDED)


def test_declining_ends_with_access_denied_wherever_the_person_is() -> None:
    here = context(asked())
    said_no = replace(here.transaction, declined_at=LATER)
    assert next_step(replace(here, transaction=said_no)) == RedirectError(
        "access_denied", Reason.DECLINED
    )


def test_leaving_an_explanation_tells_the_party_what_was_explained() -> None:
    here = context(asked(levels_essential=(Level.FOUR,)))
    left = replace(here.transaction, declined_at=LATER)
    step = next_step(replace(here, transaction=left))
    assert step == RedirectError("unmet_authentication_requirements", Reason.UNMET_LEVEL)


def test_an_ended_or_expired_transaction_is_over() -> None:
    here = context(asked(), **present(E.PASSWORD))
    ended = replace(here, transaction=replace(here.transaction, ended_at=LATER))
    assert next_step(ended) == Ended(Reason.USED_BEFORE)
    late = replace(here, now=here.transaction.expires_at)
    assert next_step(late) == Ended(Reason.EXPIRED)


def test_who_signed_out_meanwhile_gets_no_code() -> None:
    step = next_step(context(asked(), **done(E.PASSWORD) | {"session": None}))
    assert step == RedirectError("login_required", Reason.FRESH_SIGN_IN_REQUIRED)


KINDS = st.frozensets(st.sampled_from(sorted(OFFERED)), max_size=3)


@pytest.mark.norm("X16.2", limb="nothing is issued below the required level")
@given(KINDS, KINDS, st.sampled_from([Level.ONE, Level.TWO]), st.booleans())
def test_whatever_is_issued_holds_at_least_the_required_level(
    earlier: frozenset[E],
    here: frozenset[E],
    required: Level,
    essential: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    request = asked(levels_essential=(required,) if essential else None)
    policy = ClientPolicy(may_ask=True, minimum_level=required)
    more = present(*sorted(earlier)) if earlier else {"account": account(), "consent": AGREED}
    found = context(request, **more | {"client_policy": policy, "evidence": proven(*sorted(here))})
    step = next_step(found)
    if isinstance(step, IssueCode):
        assert step.level >= required
        assert not here, "evidence without its own sign-in event never issues"


@pytest.mark.norm("X6.1", limb="nobody signs in as an organisation, whatever is stored")
@given(
    KINDS,
    KINDS,
    st.sampled_from([*AccountState]),
    st.sampled_from([frozenset(), frozenset({"none"}), frozenset({"select_account"})]),
    st.booleans(),
    st.booleans(),
)
def test_nobody_signs_in_as_an_organisation(
    earlier: frozenset[E],
    here: frozenset[E],
    state: AccountState,
    prompt: frozenset[str],
    own: bool,  # noqa: FBT001
    signed: bool,  # noqa: FBT001
) -> None:
    """Before anything is proven it is as with a stranger; after that it is said who acts."""
    request = OwnAccountRequest(path="/me") if own else asked(prompt=prompt)
    more: dict[str, object] = {"client_policy": None, "ask": None} if own else {}
    body = replace(account(state), is_organisation=True)
    shown_here = proven(*sorted(here))
    more |= present(*sorted(earlier or {E.PASSWORD}), consent=AGREED) if earlier else {}
    if signed and here:
        more |= done(*sorted(here))
    found = context(request, **{**more, "evidence": shown_here, "account": body})
    step = next_step(found)
    assert not signed_in(found)
    if here:
        assert step == ShowError("access_denied", Reason.REPRESENTATIVE_NEEDED)
        declined = replace(found.transaction, declined_at=LATER)
        told = RedirectError("access_denied", Reason.REPRESENTATIVE_NEEDED)
        assert next_step(replace(found, transaction=declined)) == told
    else:
        stranger = replace(found, account=None, session=None, consent=None)
        assert step == next_step(stranger)


@given(st.sampled_from([(), (Level.TWO,), None]), st.text(max_size=5))
def test_a_stored_request_is_read_back_equal(
    essential: tuple[Level, ...] | None, state: str
) -> None:
    request = asked(
        levels_essential=essential,
        levels_preferred=(Level.TWO, Level.ONE),
        prompt=frozenset({"login", "consent"}),
        state=state,
        userinfo_claims={"name": None},
        matches={"birthdate": "1990-01-01"},
    )
    assert from_document(to_document(request)) == request
    own = OwnAccountRequest(
        path="/me/means", level=Level.TWO, fresh=True, without_biometrics=Level.TWO
    )
    assert from_document(to_document(own)) == own
    theirs = replace(own, demanded_of="s")
    assert from_document(to_document(theirs)) == theirs


def test_a_change_of_means_needs_the_strongest_sign_in_the_person_has() -> None:
    assert levels_for_change(at_best({E.PASSWORD})) == RequiredLevels(Level.ONE, Level.ONE)
    assert levels_for_change(at_best({E.PASSWORD, E.RECOVERY_CODE})).level is Level.ONE
    assert levels_for_change(at_best({E.PASSWORD, E.TOTP})).level is Level.TWO
    anchored = levels_for_change(at_best({E.PASSWORD, E.APP_KEY_IDENTITY_BOUND}))
    assert anchored == RequiredLevels(Level.FOUR, Level.TWO)


BESIDE = {E.CHIP_CARD, E.CHIP_CARD_CROSS_DEVICE}


@pytest.mark.norm("D32.2", limb="no weaker proof changes a means")
@pytest.mark.parametrize(
    ("held", "enough"),
    [
        ({E.PASSWORD}, False),
        ({E.PASSWORD, E.RECOVERY_CODE}, False),
        ({E.PASSWORD, E.PASSKEY_VERIFIED}, False),
        ({E.PASSWORD, E.TOTP}, True),
        ({E.PASSWORD, E.APP_KEY_VERIFIED, E.APP_KEY_CROSS_DEVICE}, True),
    ],
)
def test_a_card_read_elsewhere_changes_means_only_where_others_could_be_relayed_too(
    held: set[EvidenceKind],
    enough: bool,  # noqa: FBT001 - a column of the table
) -> None:
    purpose, enrolled = purpose_of(Act.COPY_DATA), at_best(held | BESIDE)
    relayed = event(E.PASSWORD, E.CHIP_CARD_CROSS_DEVICE)
    bound = event(E.PASSWORD, E.CHIP_CARD)
    own = [replace(each, client_id=None, purpose=purpose) for each in (relayed, bound)]
    assert [may_make(purpose, each, NOW, enrolled=enrolled) for each in own] == [enough, True]
    assert bool(levels_for_change(enrolled).one_of) is not enough


def test_a_key_that_adds_less_than_the_card_is_not_what_a_change_demands() -> None:
    weak = Piece(E.PASSKEY_PRESENT, 1, resistant=True)
    needed = levels_for_change(at_best({E.PASSWORD} | BESIDE) | {weak})
    assert needed == RequiredLevels(Level.TWO, Level.TWO, frozenset({E.CHIP_CARD}))


def test_a_change_asks_for_the_card_where_it_resists_phishing() -> None:
    needed = levels_for_change(at_best({E.PASSWORD} | BESIDE))
    request = OwnAccountRequest(
        path="/me/data/copy",
        level=needed.level,
        without_biometrics=needed.without_biometrics,
        one_of=needed.one_of,
    )
    more = {"account": account(), "available": {E.PASSWORD} | BESIDE}
    begun = context(request, evidence=proven(E.PASSWORD), **more)
    assert next_step(begun) == StepUp(Level.TWO, frozenset({E.CHIP_CARD}))
    read = context(request, evidence=proven(E.PASSWORD, E.CHIP_CARD_CROSS_DEVICE), **more)
    assert next_step(read) == StepUp(Level.TWO, frozenset({E.CHIP_CARD}))
    assert signed_in(context(request, evidence=proven(E.PASSWORD, E.CHIP_CARD), **more))


def test_a_change_of_means_needs_a_fresh_sign_in_that_was_made_for_it() -> None:
    purpose, settled = purpose_of(Act.ADD_PASSKEY), at_best({E.PASSWORD, E.TOTP})
    own = replace(event(E.PASSWORD, E.TOTP), client_id=None, purpose=purpose)
    assert may_make(purpose, own, NOW + timedelta(minutes=5), enrolled=settled)
    assert not may_make(purpose, own, NOW + timedelta(minutes=6), enrolled=settled)
    weak = replace(event(E.PASSWORD), client_id=None, purpose=purpose)
    assert not may_make(purpose, weak, NOW, enrolled=settled)


@pytest.mark.norm("D19.4-2", limb="a sign-in made for one change makes no other")
def test_a_sign_in_for_anything_else_makes_no_change() -> None:
    purpose, settled = purpose_of(Act.REMOVE, "one"), at_best({E.PASSWORD})
    own = replace(event(E.PASSWORD), client_id=None, purpose=purpose)
    assert may_make(purpose, own, NOW, enrolled=settled)
    for other in (purpose_of(Act.REMOVE, "two"), purpose_of(Act.ADD_PASSKEY), None):
        assert not may_make(purpose, replace(own, purpose=other), NOW, enrolled=settled)
    assert not may_make(purpose, replace(own, client_id="portal"), NOW, enrolled=settled)
