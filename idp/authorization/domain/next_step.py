"""The next step of a transaction: a pure function of the context, and the only such decision."""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from idp.accounts.domain import sign_in_refusal
from idp.assurance.levels import Level, level_still_held
from idp.authorization.domain.account_status import refusal_reason
from idp.authorization.domain.context import AuthorizationContext, ClientPolicy
from idp.authorization.domain.guardian_hold import HoldState
from idp.authorization.domain.level_rules import (
    asserted_level,
    client_policy,
    is_attainable,
    is_enough,
    longer_factors,
    next_factors,
    required_level,
    target_level,
    unmet_reason,
    uses_only_accepted,
)
from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.domain.steps import (
    Authenticate,
    AwaitGuardian,
    Ended,
    IssueCode,
    RedirectError,
    RequestConsent,
    SelectAccount,
    SelectPrincipal,
    ShowError,
    ShowNotice,
    ShowWarning,
    Step,
    StepUp,
)
from idp.consent.domain.questions import unanswered
from idp.consent.domain.record import missing
from idp.consent.domain.request import Item
from idp.kernel.refusals import Reason
from idp.sessions.domain import AuthenticationEvent

HIGHEST_CONTINUED = Level.TWO
"""Levels 3 and 4 are always a fresh ceremony (D19.4-3)."""


def next_step(context: AuthorizationContext) -> Step:
    """The next step, from stored facts, never from the page a browser was on.

    A recorded refusal is final, also where a code could be issued by now.
    """
    stop = _stopped(context)
    if stop is not None:
        return stop
    step = _onward(context)
    if context.transaction.declined_at is None or isinstance(step, RedirectError):
        return step
    if isinstance(step, ShowError):
        return RedirectError(step.error, step.reason)
    return RedirectError("access_denied", Reason.DECLINED)


def step_before_end(context: AuthorizationContext) -> Step:
    """The step at which an ended transaction was when its end was decided."""
    return next_step(replace(context, transaction=replace(context.transaction, ended_at=None)))


def _onward(context: AuthorizationContext) -> Step:
    nobodys = sign_in_refusal(context.account)
    if nobodys is not None and context.evidence:
        return ShowError("access_denied", nobodys)
    if context.event is not None:
        return _after_sign_in(context, context.event, continued=False)
    if context.session is not None and _may_continue(context):
        return _after_sign_in(context, context.session.event, continued=True)
    return _sign_in(context)


def _stopped(context: AuthorizationContext) -> Step | None:
    """Why the transaction cannot go on, whichever person signs in."""
    transaction, policy = context.transaction, context.client_policy
    if transaction.ended_at is not None:
        return Ended(Reason.USED_BEFORE)
    if context.now >= transaction.expires_at:
        return Ended(Reason.EXPIRED)
    if context.event is None and context.evidence_ended:
        return Ended(Reason.FRESH_SIGN_IN_REQUIRED)
    if policy is not None and (refused := _client_stopped(policy)) is not None:
        return refused
    answered = transaction.declined_at is not None
    if context.event is not None and not answered and not _still_signed_in(context, context.event):
        return RedirectError("login_required", Reason.FRESH_SIGN_IN_REQUIRED)
    return None


def _client_stopped(policy: ClientPolicy) -> Step | None:
    """Why its client gets no code; no error either where its redirect URI is gone."""
    if not policy.returns:
        return Ended(Reason.NOT_FOUND)
    return None if policy.may_ask else RedirectError("unauthorized_client", Reason.CLIENT_SUSPENDED)


def signed_in(context: AuthorizationContext) -> bool:
    """Whether the evidence of this transaction reaches the target."""
    required = required_level(context)
    if required is None or not context.evidence or sign_in_refusal(context.account) is not None:
        return False
    return is_enough(context, max(target_level(context, required), Level.ONE))


def _may_continue(context: AuthorizationContext) -> bool:
    """Whether the live session may answer: allowed, fresh enough, high enough."""
    session, required = context.session, required_level(context)
    if session is None or required is None or required > HIGHEST_CONTINUED or context.evidence:
        return False
    wanted = required if "none" in context.prompt else target_level(context, required)
    told = asserted_level(context, session.event)
    held = level_still_held(told, session.event.authenticated_at, context.now)
    return (
        "login" not in context.prompt
        and sign_in_refusal(context.account) is None
        and session.continues
        and held >= max(wanted, Level.ONE)
        and (context.client_policy is None or context.client_policy.continuation)
        and uses_only_accepted(context, session.event)
        and _within_max_age(context, session.event)
        and context.hint_matches is not False
        and _account_selected(context)
    )


def _within_max_age(context: AuthorizationContext, event: AuthenticationEvent) -> bool:
    request = context.transaction.request
    if not isinstance(request, AuthorizationRequest):
        return True
    max_age = request.max_age
    if max_age is None:
        max_age = client_policy(context).default_max_age
    return max_age is None or (
        max_age > 0 and context.now - event.authenticated_at <= timedelta(seconds=max_age)
    )


def _account_selected(context: AuthorizationContext) -> bool:
    """Whether the live session may be used, by policy or because the person chose its account.

    `prompt=select_account` is satisfied by a choice newer than the transaction.
    """
    transaction = context.transaction
    asks = "select_account" in context.prompt or transaction.asks_who_at is not None
    return not asks or transaction.account_selected_at is not None


def _sign_in(context: AuthorizationContext) -> Step:
    if "none" in context.prompt:
        return RedirectError("login_required", Reason.FRESH_SIGN_IN_REQUIRED)
    required = required_level(context)
    if required is None or _out_of_reach(context, required):
        return ShowError("unmet_authentication_requirements", unmet_reason(context))
    if context.session is not None and not context.evidence and _needs_selection(context):
        return SelectAccount()
    target = target_level(context, required)
    if not context.evidence:
        return Authenticate(target)
    by = next_factors(context, target)
    if not by:
        return ShowError("unmet_authentication_requirements", unmet_reason(context))
    return StepUp(target, by, longer_factors(context, target))


def _out_of_reach(context: AuthorizationContext, required: Level) -> bool:
    """Whether no credential can reach the level, so that none is asked for."""
    return not context.evidence and not is_attainable(context, required)


def _still_signed_in(context: AuthorizationContext, event: AuthenticationEvent) -> bool:
    """Whether the session of this sign-in is still live.

    A later sign-in of the same person in this browser does not revive it, nor the evidence of
    credentials that were stopped meanwhile.
    """
    session = context.session
    return (
        session is not None
        and session.holds(event)
        and (session.continues or context.client_policy is None)
    )


def _needs_selection(context: AuthorizationContext) -> bool:
    """Whether it is asked if the account of the live session is meant, where a person has it."""
    selectable = sign_in_refusal(context.account) is None
    return selectable and not _account_selected(context) and "login" not in context.prompt


def _after_sign_in(
    context: AuthorizationContext, event: AuthenticationEvent, *, continued: bool
) -> Step:
    if asserted_level(context, event) < max(required_level(context) or Level.NONE, Level.ONE):
        # The rules changed between proof and issue: a lower level is not issued.
        return ShowError("unmet_authentication_requirements", Reason.MEANS_NOT_ALLOWED)
    stop = _account_stops(context)
    if stop is not None:
        return stop
    asked = open_items(context)
    silent = _silent_refusal(context, consented=not asked)
    if silent is not None:
        return silent
    if asked:
        statutory = context.client_policy is not None and context.client_policy.statutory
        return ShowNotice(asked) if statutory else RequestConsent(asked)
    if not continued and _unwarned(context):
        return ShowWarning()
    told = asserted_level(context, event)
    held = level_still_held(told, event.authenticated_at, context.now)
    return IssueCode(event, held if continued else told, continued)


def _account_stops(context: AuthorizationContext) -> Step | None:
    """A refusal for the account, or the hold until its guardian has confirmed."""
    refusal = _account_refused(context)
    if refusal is None:
        return _held_for_guardian(context) or _principal(context)
    error, reason = refusal
    silent = "none" in context.prompt or error == "login_required"
    return RedirectError(error, reason) if silent else ShowError(error, reason)


def _principal(context: AuthorizationContext) -> Step | None:
    """The choice for whom the person acts; None once it is made, and where there is none."""
    transaction = context.transaction
    if transaction.principal_chosen_by is None:
        return SelectPrincipal() if context.principals and "none" not in context.prompt else None
    if transaction.principal_id is None:
        return None
    still = any(each.principal_id == transaction.principal_id for each in context.principals)
    return None if still else ShowError("access_denied", Reason.NOT_REPRESENTATIVE)


def _silent_refusal(context: AuthorizationContext, *, consented: bool) -> RedirectError | None:
    """What only a page could ask, of a request for none (OpenID Connect Core 3.1.2.6).

    That the person may act for others is told to who has their consent alone: another party does
    not learn that they do.
    """
    if "none" not in context.prompt:
        return None
    if not consented:
        return RedirectError("consent_required", Reason.DECLINED)
    unchosen = context.transaction.principal_chosen_by is None and context.principals
    return RedirectError("account_selection_required", Reason.DECLINED) if unchosen else None


def _unwarned(context: AuthorizationContext) -> bool:
    """Whether a credential is pending, and no page of this sign-in has shown it yet.

    The pages after the first factor show it, and the consent page; then `waits_until` is None after
    the sign-in.
    """
    waits = context.client_policy is not None and context.waits_until is not None
    return waits and context.transaction.account_selected_at is None


def _account_refused(context: AuthorizationContext) -> tuple[str, Reason] | None:
    """Why no token may be issued to this account; a locked one can still be opened."""
    account, policy = context.account, context.client_policy
    nobodys = sign_in_refusal(account)
    if policy is None:
        return None if nobodys is None else ("access_denied", nobodys)
    if context.hint_matches is False:
        return "login_required", Reason.NOT_AUTHORISED
    reason = refusal_reason(
        account,
        now=context.now,
        minimum_account_level=policy.minimum_account_level,
        guarded=context.guardian is not None and "none" not in context.prompt,
    )
    return None if reason is None else ("access_denied", reason)


def _held_for_guardian(context: AuthorizationContext) -> Step | None:
    """The hold of who uses the account not alone; None where it does not hold any more.

    Their consent is the guardian's, given with the confirmation (X15.1): what is still open then
    nobody can be asked for.
    """
    if context.guardian is None or context.client_policy is None:
        return None
    match context.guardian.state:
        case HoldState.UNASKED | HoldState.AWAITING as state:
            return AwaitGuardian(asked=state is HoldState.AWAITING)
        case HoldState.REFUSED:
            return ShowError("access_denied", Reason.GUARDIAN_REFUSED)
        case HoldState.NOBODY:
            return ShowError("access_denied", Reason.GUARDIAN_NEEDED)
        case HoldState.OF_ANOTHER:
            return RedirectError("login_required", Reason.FRESH_SIGN_IN_REQUIRED)
        case HoldState.CONFIRMED:
            missing_still = bool(open_items(context))
            return ShowError("access_denied", Reason.CONSENT_MISSING) if missing_still else None
        case _:
            assert_never(context.guardian.state)


def open_items(context: AuthorizationContext) -> tuple[Item, ...]:
    """The items still to be agreed; `prompt=consent` accepts only a consent of this transaction.

    Timestamps cannot decide this: the clocks of two machines may differ by more than two clicks.
    """
    if context.ask is None:
        return ()
    consent = context.consent
    elsewhere = consent is None or consent.transaction_id != context.transaction.id
    if "consent" in context.prompt and elsewhere:
        return context.ask.items
    names = {item.name for item in missing(context.ask, consent, context.now)}
    names |= _open_questions(context)
    return tuple(item for item in context.ask.items if item.name in names)


def _open_questions(context: AuthorizationContext) -> frozenset[str]:
    """The yes/no items for which a consent on record has no answers left."""
    request, consent = context.transaction.request, context.consent
    if consent is None or not isinstance(request, AuthorizationRequest) or not request.matches:
        return frozenset()
    return unanswered(consent, request.matches, transaction_id=context.transaction.id)
