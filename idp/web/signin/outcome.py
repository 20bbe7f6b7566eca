"""Pages that end a sign-in without success: cancelling, and refusals with their reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response

from idp.accounts.domain import Lock
from idp.assurance.kinds import EVIDENCE_RULES
from idp.assurance.levels import Level
from idp.authorization.domain.attainability import attainable_from
from idp.authorization.domain.enrolment_options import Chain, enrolment_options
from idp.authorization.domain.level_rules import required_level
from idp.authorization.domain.steps import (
    Authenticate,
    AwaitGuardian,
    RequestConsent,
    SelectAccount,
    SelectPrincipal,
    ShowError,
    ShowNotice,
    ShowWarning,
    StepUp,
)
from idp.authorization.interaction import Interaction
from idp.factors.credential_types import ADDED_ALONE, CREDENTIAL_TYPES
from idp.factors.domain import Credential, CredentialKind
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.refusals import Reason
from idp.web.current import services, settings
from idp.web.pages.labels import CREDENTIALS, EVIDENCE, N_
from idp.web.pages.means_pages import MEANS_PAGES
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import SENTENCES as TRANSACTION
from idp.web.signin.transaction import (
    Alternative,
    account_of,
    cancel_path,
    decline,
    in_transaction,
    language_of,
    show,
)

UNMET: Final = frozenset({Reason.UNMET_LEVEL, Reason.MEANS_NOT_ALLOWED})
UNKNOWN: Final = (
    N_("This sign-in cannot go on."),
    N_("Call the help line if you do not know why."),
)
SENTENCES: Final[Mapping[Reason, tuple[str, str]]] = {
    Reason.UNMET_LEVEL: (
        N_("The level this service needs cannot be reached with the means you have."),
        N_("You can add what is missing in your own account:"),
    ),
    Reason.MEANS_NOT_ALLOWED: (
        N_("This service does not take the ways to sign in that you have."),
        N_("You can add what is missing in your own account:"),
    ),
    Reason.ACCOUNT_LOCKED: (
        N_("Your account is locked."),
        N_("You can still open your own account and read everything about the lock."),
    ),
    Reason.ACCOUNT_NOT_ACTIVATED: (
        N_("Your account has not been activated yet."),
        N_("Open the link that was sent to you to activate it, or call the help line."),
    ),
    Reason.GUARDIAN_NEEDED: (
        N_(
            "You cannot use this account alone: a parent, guardian or representative has to "
            "confirm each use."
        ),
        N_(
            "The register says that you are under 14 or have a guardian or representative, or it "
            "has no date of birth for you. Nobody who could confirm it now is on record here: ask "
            "your parent, guardian or representative to call the help line. You can still open "
            "your own account and read everything in it."
        ),
    ),
    Reason.REPRESENTATIVE_NEEDED: (
        N_("Nobody signs in as an organisation any more."),
        N_(
            "Who represents it signs in to their own account and chooses at the service to act for "
            "it. Go back to the service and begin again with your own user name."
        ),
    ),
    Reason.GUARDIAN_REFUSED: (
        N_("Your parent, guardian or representative refused this sign-in."),
        N_("Nothing was passed on. Talk to them if you do not know why."),
    ),
    Reason.NOT_REPRESENTATIVE: (
        N_("You cannot act for the one you chose any more."),
        N_("By the records this has ended. Go back to the service and begin again."),
    ),
    Reason.CONSENT_MISSING: (
        N_("What the service asks for has changed meanwhile."),
        N_("Nothing was passed on. Go back to the service and begin again."),
    ),
    Reason.ACCOUNT_LEVEL_INSUFFICIENT: (
        N_("This service needs an account of level 2; yours is of level 1."),
        N_("A level 2 account is registered in person, with your identity card."),
    ),
}
"""The reason, and the next step."""
OF_OWN: Final[Mapping[Reason, str]] = {
    Reason.ACCOUNT_LEVEL_INSUFFICIENT: N_(
        "An account that you made yourself stays at level 1. If this operator gave you the "
        "account, the help line says how it gets to level 2."
    ),
}
"""Another next step, where the accounts are an operator's own."""
OPEN_TO_READ: Final = frozenset({Reason.ACCOUNT_LOCKED, Reason.GUARDIAN_NEEDED})
"""Refusals for an account that its owner can still read."""
OUT_OF_REACH: Final = (
    N_("The level this service needs cannot be reached here at present."),
    N_("Go back to the service and ask for another way."),
)
NOTHING_TO_ADD: Final = N_(
    "Nothing you can add by yourself would be enough. Call the help line, or go back to the "
    "service and ask for another way."
)
NOT_YET: Final = (
    N_("What you have is not enough for this yet."),
    N_("Come back then. If it cannot wait, go back to the service and ask for another way."),
)
TOO_WEAK_FOR_A_CHANGE: Final = N_("What is left to you is not enough to change how you sign in.")
CALL: Final = N_(
    "Call the help line: somebody has to make sure that it is you before anything is added."
)
"""Reasons for which adding a credential is no remedy, as a stopped one still guards the account."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A pending credential that suffices `at` that time; `kind` is a message id."""

    kind: str
    label: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Remedy:
    """Credentials to add in this order, as message ids; `link`: the page that adds the first."""

    means: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedPage:
    """`remedies`: the ways to what is enough; `coming`: pending credentials."""

    requester: Requester
    cancel: str
    sentence: str
    remedy: str
    lock: Lock | None
    account: bool
    remedies: tuple[Remedy, ...] = ()
    coming: tuple[Coming, ...] = ()
    note: str | None = None
    alternatives: tuple[Alternative, ...] = ()


@in_transaction(ShowError)
def explain(interaction: Interaction) -> Response:
    """GET: the reason; its one button answers the relying party."""
    reason = interaction.step.reason if isinstance(interaction.step, ShowError) else None
    coming = _coming(interaction) if reason in UNMET else ()
    chains = _remedies(interaction) if reason in UNMET and not coming else ()
    sentence, remedy = NOT_YET if coming else _sentences(interaction, reason, chains)
    account, lang = account_of(interaction), language_of(interaction)
    view = StoppedPage(
        requester=requester_of(interaction, lang),
        cancel=cancel_path(interaction),
        sentence=sentence,
        remedy=remedy,
        lock=None if account is None else account.lock,
        account=reason in OPEN_TO_READ or bool(chains),
        remedies=tuple(_remedy(chain) for chain in chains),
        coming=coming,
        note=_note(interaction) if reason in UNMET and not coming else None,
    )
    return show(interaction, "signin/stopped", view, lang=lang)


def _coming(interaction: Interaction) -> tuple[Coming, ...]:
    """The pending credentials that suffice once their cool-off is over; empty where none do."""
    if interaction.subject_id is None:
        return ()
    credentials, now = services().credentials, services().clock.now()
    waiting = {
        each: each.effective_at if each.pending(now) else each.rises_at
        for each in credentials.held(interaction.subject_id)
        if each.disabled_at is None
    }
    face = services().biometrics.eligibility.pieces(interaction.context.account)
    moments = {at for at in waiting.values() if at is not None and at > now}
    later = {at: credentials.available_pieces(waiting, at) | face for at in moments}
    enough = attainable_from(interaction.context, later)
    if enough is None:
        return ()
    return tuple(_named(each, enough) for each, at in waiting.items() if at == enough)


def _named(credential: Credential, at: datetime) -> Coming:
    return Coming(CREDENTIALS[credential.kind], credential.label, at)


def _note(interaction: Interaction) -> str | None:
    """The note that a face would have helped, and why it cannot be compared (X16.4)."""
    account, level = interaction.context.account, required_level(interaction.context)
    if account is None or level is None or level < Level.THREE:
        return None
    barrier = services().biometrics.eligibility.refusal_reason(account)
    return TRANSACTION[barrier] if barrier is Reason.ACCOUNT_LEVEL_INSUFFICIENT else None


def _sentences(
    interaction: Interaction, reason: Reason | None, chains: tuple[Chain, ...]
) -> tuple[str, str]:
    if reason is None:
        return UNKNOWN
    sentence, remedy = SENTENCES.get(reason, UNKNOWN)
    if settings().accounts_mode is AccountsMode.SELF_CREATED:
        remedy = OF_OWN.get(reason, remedy)
    if reason not in UNMET or chains:
        return sentence, remedy
    if interaction.subject_id is None:
        return OUT_OF_REACH
    if _holds_a_stopped_one(interaction):
        return TOO_WEAK_FOR_A_CHANGE if interaction.client is None else sentence, CALL
    return sentence, NOTHING_TO_ADD


def _remedy(chain: Chain) -> Remedy:
    link = MEANS_PAGES[EVIDENCE_RULES[chain[0]].means].added_at or "/me/means"
    return Remedy(tuple(EVIDENCE[kind] for kind in chain), link)


def _remedies(interaction: Interaction) -> tuple[Chain, ...]:
    """The credentials the person could add by themselves; empty while the person is unknown."""
    if interaction.subject_id is None or interaction.client is None:
        return ()
    credentials = services().credentials
    addable = ADDED_ALONE & credentials.offered_pieces()
    if not services().chip_cards.available():
        addable -= CREDENTIAL_TYPES[CredentialKind.CHIP_CARD].evidence
    return enrolment_options(
        interaction.context,
        held=credentials.pieces(interaction.subject_id)
        | services().biometrics.eligibility.pieces(interaction.context.account),
        enrolled=credentials.enrolled_pieces(interaction.subject_id),
        addable=addable,
    )


def _holds_a_stopped_one(interaction: Interaction) -> bool:
    """Whether a stopped credential keeps the person from adding one by themselves."""
    if interaction.subject_id is None:
        return False
    held = services().credentials.held(interaction.subject_id)
    return any(each.disabled_at is not None for each in held)


@in_transaction(
    Authenticate,
    StepUp,
    SelectAccount,
    SelectPrincipal,
    ShowWarning,
    AwaitGuardian,
    RequestConsent,
    ShowNotice,
    ShowError,
)
def cancel(interaction: Interaction) -> Response:
    """POST from any page: cancel, and return to the relying party."""
    return decline(interaction)
