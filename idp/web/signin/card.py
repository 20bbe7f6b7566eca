"""The card on top of every page: who asks, at which level, and why. Words are message ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.assurance.kinds import RULES
from idp.assurance.levels import Level
from idp.authorization.domain.own_account import Act, act_in
from idp.authorization.domain.reaching import required_level
from idp.authorization.domain.request import OwnAccountRequest
from idp.authorization.domain.steps import (
    AskConsent,
    ChooseAccount,
    Explain,
    Notify,
    SignIn,
    StepUp,
    Warn,
)
from idp.authorization.visit import Visit
from idp.kernel.refusals import Reason
from idp.relying_parties.domain.client import Client
from idp.web.current import services
from idp.web.pages.language import Lang
from idp.web.pages.words import LEVELS, MEANS, N_, PARTY_KINDS, in_language

ONLY_FROM = N_("This service needs at least this level.")
PREFERS = N_("This service prefers this level.")
OWN = N_("Your account opens at this level.")
OWN_CHANGE = N_("A change to your account needs a fresh sign-in at this level.")
ACTS: Final[Mapping[Act, str]] = {
    Act.SET_PASSWORD: N_("This sign-in is for one change: a new password."),
    Act.SET_PIN: N_("This sign-in is for one change: a new PIN."),
    Act.ADD_CODE_APP: N_("This sign-in is for one change: adding a code application."),
    Act.ADD_PASSKEY: N_("This sign-in is for one change: adding a passkey."),
    Act.ADD_APPLICATION: N_("This sign-in is for one change: adding the application on a phone."),
    Act.ADD_CARD: N_("This sign-in is for one change: adding an identity card."),
    Act.SET_EMAIL: N_("This sign-in is for one change: another e-mail address."),
    Act.SET_PHONE: N_("This sign-in is for one change: another telephone number."),
    Act.RENEW_CODES: N_("This sign-in is for one change: new recovery codes."),
    Act.REMOVE: N_("This sign-in is for one change: removing a way to sign in."),
}
"""Whoever was talked into a sign-in reads here what it would change."""
NEEDS: Final[Mapping[Level, str]] = {
    Level.THREE: N_(
        "You will be asked for two things: one you have, such as the application on your phone, a "
        "passkey or your identity card, and your fingerprint or face."
    ),
    Level.FOUR: N_(
        "You will be asked for three things: your password or PIN, one you have, such as the "
        "application on your phone or your identity card, and your fingerprint or face."
    ),
}
"""What somebody should have at hand before they begin."""
REACHED = N_("You signed in at this level.")
HIGHER = N_(
    "You are signed in at a lower level than this needs. Every factor is asked anew: an earlier "
    "sign-in never counts as a factor."
)
_AFTER_ONE: Final = (StepUp, AskConsent, Notify, Warn)
"""Where the person has shown something, so that it may be said what is going on in the account."""
_UNMET = frozenset({Reason.UNMET_LEVEL, Reason.MEANS_NOT_ALLOWED})
ANEW = N_("You are signed in already, but this needs a new sign-in.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """`name` is None when the person wants into their own account.

    `explanation` says why somebody who is signed in already is asked again. `first`: nothing is
    proven yet, so the card is shown whole. `person`: the user name of whoever is signing in, who
    may say at `not_me` that they are somebody else. `waits_until`: a means was added lately that
    becomes effective then. `needs`: what to have at hand, before anything is shown; `shown`: what
    was shown in this sign-in so far.
    """

    name: str | None
    kind: str
    provider: str | None
    logo: str | None
    policy: str | None
    terms: str | None
    level: int
    level_name: str
    why: str
    explanation: str | None
    first: bool
    person: str | None
    not_me: str
    waits_until: datetime | None
    needs: str | None
    shown: tuple[str, ...]


def asker_of(visit: Visit, lang: Lang) -> Asker:
    """The card for the step this visit stands at."""
    level, client = _level(visit), visit.client
    return Asker(
        name=None if client is None else in_language(client.name, lang),
        kind="" if client is None else PARTY_KINDS[client.kind],
        provider=None if client is None else client.provider_name,
        logo=None if client is None else client.logo_uri,
        policy=None if client is None else client.policy_uri,
        terms=None if client is None else client.tos_uri,
        level=int(level),
        level_name=LEVELS[level],
        why=_why(visit, client, level),
        explanation=_explanation(visit, level),
        first=isinstance(visit.step, SignIn | ChooseAccount),
        person=_person(visit),
        not_me=f"/signin/{visit.transaction.id}/start-again",
        waits_until=visit.situation.waits_until if isinstance(visit.step, _AFTER_ONE) else None,
        needs=NEEDS.get(level) if isinstance(visit.step, SignIn | ChooseAccount) else None,
        shown=_shown(visit) if isinstance(visit.step, StepUp) else (),
    )


def _shown(visit: Visit) -> tuple[str, ...]:
    kinds = (each.piece.kind for each in visit.situation.evidence)
    return tuple(dict.fromkeys(MEANS[RULES[kind].means] for kind in kinds))


def _person(visit: Visit) -> str | None:
    """Who has shown a first factor here and is asked for another one."""
    if visit.subject_id is None or not isinstance(visit.step, StepUp):
        return None
    account = services().accounts.of(visit.subject_id)
    return None if account is None else account.username


def _level(visit: Visit) -> Level:
    match visit.step:
        case SignIn() if visit.client is None:
            return required_level(visit.situation) or Level.ONE
        case SignIn(target=target) | StepUp(target=target):
            return max(target, Level.ONE)
        case ChooseAccount() | Explain(reason=Reason.UNMET_LEVEL | Reason.MEANS_NOT_ALLOWED):
            return required_level(visit.situation) or Level.ONE
        case _:
            return _held(visit) or required_level(visit.situation) or Level.ONE


def _held(visit: Visit) -> Level | None:
    situation = visit.situation
    if situation.event is not None:
        return situation.event.level
    return None if situation.presence is None else situation.presence.event.level


def _why(visit: Visit, client: Client | None, level: Level) -> str:
    unmet = isinstance(visit.step, Explain) and visit.step.reason in _UNMET
    if not (unmet or isinstance(visit.step, SignIn | StepUp | ChooseAccount)):
        return REACHED
    if client is None:
        act = _act(visit)
        if act is not None:
            return ACTS[act]
        return OWN_CHANGE if visit.situation.prompt else OWN
    return ONLY_FROM if required_level(visit.situation) == level else PREFERS


def _act(visit: Visit) -> Act | None:
    """The one change of the own account that this sign-in is for."""
    request = visit.transaction.request
    return act_in(request.purpose) if isinstance(request, OwnAccountRequest) else None


def _explanation(visit: Visit, level: Level) -> str | None:
    presence = visit.situation.presence
    if presence is None or not isinstance(visit.step, SignIn):
        return None
    return HIGHER if presence.event.level < level else ANEW
