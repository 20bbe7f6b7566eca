"""The card on top of every page: relying party, level and reason. Texts are message ids."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.assurance.kinds import EVIDENCE_RULES, EvidenceKind
from idp.assurance.levels import Level
from idp.authorization.domain.attainability import is_in_reach
from idp.authorization.domain.credential_change import Act, act_in, levels_for_change
from idp.authorization.domain.level_rules import required_level
from idp.authorization.domain.progress import progress_of
from idp.authorization.domain.request import OwnAccountRequest
from idp.authorization.domain.steps import (
    Authenticate,
    RequestConsent,
    SelectAccount,
    ShowError,
    ShowNotice,
    ShowWarning,
    StepUp,
)
from idp.authorization.interaction import Interaction
from idp.kernel.refusals import Reason
from idp.relying_parties.domain.client import Client
from idp.web.current import services
from idp.web.pages.labels import LEVELS, MEANS, N_, PARTY_KINDS, in_language
from idp.web.pages.language import Lang

ONLY_FROM = N_("This service needs at least this level.")
PREFERS = N_("This service prefers this level.")
UNKNOWN = N_("This service asks for a level that does not exist.")
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
    Act.ERASE_ACCOUNT: N_("This sign-in is for one thing: the erasure of your account."),
    Act.COPY_DATA: N_("This sign-in is for one thing: a copy of all your data."),
    Act.OPEN_DESK: N_("This sign-in opens the officers' desk. You make it again each time."),
}
"""A person who was talked into a sign-in reads here what it would change."""
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
"""The factors the person should have at hand before they begin."""
FOLLOWS: Final[Mapping[Level, str]] = {
    Level.TWO: N_(
        "Your account needs level 2 for this change: you will be asked again after this."
    ),
    Level.THREE: N_(
        "Your account needs level 3 for this change: you will be asked again after this, for more."
    ),
    Level.FOUR: N_(
        "Your account needs level 4 for this change: you will be asked again after this, for more. "
        "The application counts for level 4 only in the browser of the phone that holds it: if "
        "that is what you have, stop here and begin on that phone."
    ),
}
"""The level a change demands that was begun before its account was known."""
REACHED = N_("You signed in at this level.")
HIGHER = N_(
    "This needs a higher level than that of your sign-in. To be safe, you enter everything again "
    "from the start."
)
OUT_OF_REACH: Final = N_(
    "You are signed in at a lower level than this needs, and the ways to sign in of your account "
    "do not reach it at present. Sign in once more to read what is missing, or cancel."
)
_AFTER_ONE: Final = (StepUp, RequestConsent, ShowNotice, ShowWarning)
"""Steps after a first factor, at which pages may tell the state of the account."""
_UNMET = frozenset({Reason.UNMET_LEVEL, Reason.MEANS_NOT_ALLOWED})
ANEW = N_("You are signed in already, but this needs a new sign-in.")


@dataclass(frozen=True, slots=True)
class Steps:
    """As `progress.Progress`; `later` are message ids."""

    step: int
    total: int
    certain: bool
    later: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Requester:
    """`name` is None for a sign-in to the person's own account, or to the officers' `desk`.

    `no_level`: what it asks for is no level of ours, so none is named. `explanation`: why a person
    who is signed in already is asked again. `first`: there is no evidence yet, so the card is shown
    whole. `person`: the user name of the person signing in; `not_me` is the link for another
    person. `waits_until`: a recently added credential becomes effective then. `needs`: the factors
    to have at hand before the first, and those a change will ask for after this sign-in; `shown`:
    the factors of this sign-in so far. `steps`: where this page stands among them.
    """

    name: str | None
    desk: bool
    kind: str
    provider: str | None
    logo: str | None
    policy: str | None
    terms: str | None
    level: int
    level_name: str
    no_level: bool
    why: str
    explanation: str | None
    first: bool
    person: str | None
    not_me: str
    waits_until: datetime | None
    needs: str | None
    shown: tuple[str, ...]
    steps: Steps | None


def requester_of(
    interaction: Interaction, lang: Lang, *, asks: Collection[EvidenceKind] = ()
) -> Requester:
    """The card for the step of this interaction; `asks`: the kinds of evidence of the page."""
    level, client = _level(interaction), interaction.client
    return Requester(
        name=None if client is None else in_language(client.name, lang),
        desk=_act(interaction) is Act.OPEN_DESK,
        kind="" if client is None else PARTY_KINDS[client.kind],
        provider=None if client is None else client.provider_name,
        logo=None if client is None else client.logo_uri,
        policy=None if client is None else client.policy_uri,
        terms=None if client is None else client.tos_uri,
        level=int(level),
        level_name=LEVELS[level],
        no_level=_no_level(interaction),
        why=_why(interaction, client, level),
        explanation=_explanation(interaction, level),
        first=isinstance(interaction.step, Authenticate | SelectAccount),
        person=_person(interaction),
        not_me=f"/signin/{interaction.transaction.id}/start-again",
        waits_until=interaction.context.waits_until
        if isinstance(interaction.step, _AFTER_ONE)
        else None,
        needs=_needs(interaction, level),
        shown=_proven_so_far(interaction) if isinstance(interaction.step, StepUp) else (),
        steps=_steps(interaction, asks),
    )


def _steps(interaction: Interaction, asks: Collection[EvidenceKind]) -> Steps | None:
    told = progress_of(interaction.context, interaction.step, asks) if asks else None
    if told is None or told.total < 2:  # noqa: PLR2004 - one step needs no counting
        return None
    later = tuple(MEANS[means] for means in told.later)
    return Steps(told.step, told.total, told.certain, later, told.more)


def _needs(interaction: Interaction, level: Level) -> str | None:
    """The factors to have at hand before the first, and those asked for after this sign-in."""
    if isinstance(interaction.step, Authenticate | SelectAccount):
        return NEEDS.get(level)
    if not isinstance(interaction.step, StepUp) or interaction.subject_id is None:
        return None
    if _act(interaction) in {None, Act.OPEN_DESK}:
        return None
    settled = services().credentials.enrolled_pieces(interaction.subject_id)
    wanted = levels_for_change(settled).level
    return FOLLOWS.get(wanted) if wanted > level else None


def _proven_so_far(interaction: Interaction) -> tuple[str, ...]:
    kinds = (each.piece.kind for each in interaction.context.evidence)
    return tuple(dict.fromkeys(MEANS[EVIDENCE_RULES[kind].means] for kind in kinds))


def _person(interaction: Interaction) -> str | None:
    """The user name, once a first factor was verified and another one is asked for."""
    if interaction.subject_id is None or not isinstance(interaction.step, StepUp):
        return None
    account = services().accounts.by_subject(interaction.subject_id)
    return None if account is None else account.username


def _level(interaction: Interaction) -> Level:
    match interaction.step:
        case Authenticate() if interaction.client is None:
            return required_level(interaction.context) or Level.ONE
        case Authenticate(target=target) | StepUp(target=target):
            return max(target, Level.ONE)
        case SelectAccount() | ShowError(reason=Reason.UNMET_LEVEL | Reason.MEANS_NOT_ALLOWED):
            return required_level(interaction.context) or Level.ONE
        case _:
            return _held(interaction) or required_level(interaction.context) or Level.ONE


def _no_level(interaction: Interaction) -> bool:
    """Whether the sign-in ended because an essential `acr` names no level of ours."""
    return _is_unmet(interaction) and required_level(interaction.context) is None


def _is_unmet(interaction: Interaction) -> bool:
    return isinstance(interaction.step, ShowError) and interaction.step.reason in _UNMET


def _held(interaction: Interaction) -> Level | None:
    context = interaction.context
    if context.event is not None:
        return context.event.level
    return None if context.session is None else context.session.event.level


def _why(interaction: Interaction, client: Client | None, level: Level) -> str:
    if _no_level(interaction):
        return UNKNOWN
    if not (
        _is_unmet(interaction)
        or isinstance(interaction.step, Authenticate | StepUp | SelectAccount)
    ):
        return REACHED
    if client is None:
        act = _act(interaction)
        if act is not None:
            return ACTS[act]
        return OWN_CHANGE if interaction.context.prompt else OWN
    return ONLY_FROM if required_level(interaction.context) == level else PREFERS


def _act(interaction: Interaction) -> Act | None:
    """The change of the own account that this sign-in is for."""
    request = interaction.transaction.request
    return act_in(request.purpose) if isinstance(request, OwnAccountRequest) else None


def _explanation(interaction: Interaction, level: Level) -> str | None:
    session = interaction.context.session
    if session is None or not isinstance(interaction.step, Authenticate):
        return None
    if session.event.level >= level:
        return ANEW
    # Their credentials are no secret from this browser: it is signed in to their account.
    held = services().credentials.pieces(session.subject_id)
    face = services().biometrics.eligibility.pieces(interaction.context.account)
    return HIGHER if is_in_reach(interaction.context, held | face) else OUT_OF_REACH
