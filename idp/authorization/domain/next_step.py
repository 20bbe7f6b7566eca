"""What comes next: a pure function of the situation, and nobody else computes it."""

from datetime import timedelta

from idp.assurance.levels import Level, level_still_held
from idp.authorization.domain.person import why_not
from idp.authorization.domain.reaching import (
    is_attainable,
    is_enough,
    leading_longer,
    leading_to,
    made_of_allowed,
    party_of,
    required_level,
    target_level,
    told_level,
    why_unmet,
)
from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.domain.situation import PartyTerms, Situation
from idp.authorization.domain.steps import (
    AskConsent,
    ChooseAccount,
    Explain,
    Issue,
    Notify,
    Over,
    Refuse,
    SignIn,
    Step,
    StepUp,
    Warn,
)
from idp.consent.domain.asking import Item
from idp.consent.domain.questions import unanswered
from idp.consent.domain.record import missing
from idp.kernel.refusals import Reason
from idp.sessions.domain import Event

HIGHEST_CONTINUED = Level.TWO
"""Levels 3 and 4 are always a fresh ceremony (D19.4-3)."""


def next_step(situation: Situation) -> Step:
    """The one decision of the dispatcher; from stored facts, never from where a browser was."""
    stop = _stopped(situation)
    if stop is not None:
        return stop
    step = _onward(situation)
    if situation.transaction.declined_at is None or isinstance(step, Refuse | Issue):
        return step
    if isinstance(step, Explain):
        return Refuse(step.error, step.reason)
    return Refuse("access_denied", Reason.DECLINED)


def _onward(situation: Situation) -> Step:
    if situation.event is not None:
        return _after_sign_in(situation, situation.event, continued=False)
    if situation.presence is not None and _may_continue(situation):
        return _after_sign_in(situation, situation.presence.event, continued=True)
    return _sign_in(situation)


def _stopped(situation: Situation) -> Step | None:
    """Why the transaction cannot go on whatever the person does."""
    transaction, party = situation.transaction, situation.party
    if transaction.ended_at is not None:
        return Over(Reason.USED_BEFORE)
    if situation.now >= transaction.expires_at:
        return Over(Reason.EXPIRED)
    if situation.event is None and situation.evidence_ended:
        return Over(Reason.FRESH_SIGN_IN_REQUIRED)
    if party is not None and (refused := _party_stopped(party)) is not None:
        return refused
    if situation.event is not None and not _still_present(situation, situation.event):
        return Refuse("login_required", Reason.FRESH_SIGN_IN_REQUIRED)
    return None


def _party_stopped(party: PartyTerms) -> Step | None:
    """Why its party gets nothing now; where the address is not its own any more, not even a no."""
    if not party.returns:
        return Over(Reason.NOT_FOUND)
    return None if party.may_ask else Refuse("unauthorized_client", Reason.CLIENT_SUSPENDED)


def signed_in(situation: Situation) -> bool:
    """Whether the evidence of this transaction reaches what it aims at."""
    required = required_level(situation)
    if required is None or not situation.evidence:
        return False
    return is_enough(situation, max(target_level(situation, required), Level.ONE))


def _may_continue(situation: Situation) -> bool:
    """Whether the live session may honestly answer: same event, fresh enough, high enough."""
    session, required = situation.presence, required_level(situation)
    if session is None or required is None or required > HIGHEST_CONTINUED or situation.evidence:
        return False
    wanted = required if "none" in situation.prompt else target_level(situation, required)
    told = told_level(situation, session.event)
    held = level_still_held(told, session.event.authenticated_at, situation.now)
    return (
        "login" not in situation.prompt
        and session.continues
        and held >= max(wanted, Level.ONE)
        and (situation.party is None or situation.party.continuation)
        and made_of_allowed(situation, session.event)
        and _young_enough(situation, session.event)
        and situation.hint_matches is not False
        and _chosen(situation)
    )


def _young_enough(situation: Situation, event: Event) -> bool:
    request = situation.transaction.request
    if not isinstance(request, AuthorizationRequest):
        return True
    max_age = request.max_age
    if max_age is None:
        max_age = party_of(situation).default_max_age
    return max_age is None or (
        max_age > 0 and situation.now - event.authenticated_at <= timedelta(seconds=max_age)
    )


def _chosen(situation: Situation) -> bool:
    """Whether a live session may speak for the person, or they have said that it may.

    `prompt=select_account` is satisfied by a choice newer than the transaction.
    """
    transaction = situation.transaction
    asks = "select_account" in situation.prompt or transaction.asks_who_at is not None
    return not asks or transaction.presence_chosen_at is not None


def _sign_in(situation: Situation) -> Step:
    if "none" in situation.prompt:
        return Refuse("login_required", Reason.FRESH_SIGN_IN_REQUIRED)
    required = required_level(situation)
    if required is None or _out_of_reach(situation, required):
        return Explain("unmet_authentication_requirements", why_unmet(situation))
    if situation.presence is not None and not situation.evidence and _asks_who(situation):
        return ChooseAccount()
    target = target_level(situation, required)
    if not situation.evidence:
        return SignIn(target)
    by = leading_to(situation, target)
    if not by:
        return Explain("unmet_authentication_requirements", why_unmet(situation))
    return StepUp(target, by, leading_longer(situation, target))


def _out_of_reach(situation: Situation, required: Level) -> bool:
    """Whether no means could lead there, so that asking for one would be dishonest."""
    return not situation.evidence and not is_attainable(situation, required)


def _still_present(situation: Situation, event: Event) -> bool:
    """Whether the person has not signed out, here or elsewhere, since they signed in."""
    presence = situation.presence
    return (
        presence is not None
        and presence.subject_id == event.subject_id
        and (presence.continues or situation.party is None)
    )


def _asks_who(situation: Situation) -> bool:
    return not _chosen(situation) and "login" not in situation.prompt


def _after_sign_in(situation: Situation, event: Event, *, continued: bool) -> Step:
    if told_level(situation, event) < max(required_level(situation) or Level.NONE, Level.ONE):
        # The rules changed between the proof and this step: nothing lower is issued instead.
        return Explain("unmet_authentication_requirements", Reason.MEANS_NOT_ALLOWED)
    refusal = _person_refused(situation)
    if refusal is not None:
        error, reason = refusal
        silent = "none" in situation.prompt or error == "login_required"
        return Refuse(error, reason) if silent else Explain(error, reason)
    open_items = _open_items(situation)
    if open_items and "none" in situation.prompt:
        return Refuse("consent_required", Reason.DECLINED)
    if open_items:
        statutory = situation.party is not None and situation.party.statutory
        return Notify(open_items) if statutory else AskConsent(open_items)
    if not continued and _unwarned(situation):
        return Warn()
    told = told_level(situation, event)
    held = level_still_held(told, event.authenticated_at, situation.now)
    return Issue(event, held if continued else told, continued)


def _unwarned(situation: Situation) -> bool:
    """Whether something waits, and this sign-in has had no page yet that says so.

    The pages after the first factor say it, and the one that asks for consent; then `waits_until`
    is None after the sign-in.
    """
    waits = situation.party is not None and situation.waits_until is not None
    return waits and situation.transaction.presence_chosen_at is None


def _person_refused(situation: Situation) -> tuple[str, Reason] | None:
    """Why this person gets nothing through; a locked person still reaches their own account."""
    account, party = situation.account, situation.party
    if party is None:
        return None
    if situation.hint_matches is False:
        return "login_required", Reason.NOT_AUTHORISED
    reason = why_not(account, now=situation.now, minimum_account_level=party.minimum_account_level)
    return None if reason is None else ("access_denied", reason)


def _open_items(situation: Situation) -> tuple[Item, ...]:
    """What is still to be agreed; `prompt=consent` counts a yes of this transaction alone.

    Instants would not do: two machines' clocks differ by more than two clicks.
    """
    if situation.ask is None:
        return ()
    consent = situation.consent
    elsewhere = consent is None or consent.transaction_id != situation.transaction.id
    if "consent" in situation.prompt and elsewhere:
        return situation.ask.items
    open_items = {item.name for item in missing(situation.ask, consent, situation.now)}
    open_items |= _open_questions(situation)
    return tuple(item for item in situation.ask.items if item.name in open_items)


def _open_questions(situation: Situation) -> frozenset[str]:
    """The yes/no items that a consent on record answers no more."""
    request, consent = situation.transaction.request, situation.consent
    if consent is None or not isinstance(request, AuthorizationRequest) or not request.matches:
        return frozenset()
    return unanswered(consent, request.matches, transaction_id=situation.transaction.id)
