"""The first page: user name, or what names the person as well, and password; or a passkey."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.assurance.levels import Level
from idp.authorization.domain.level_rules import accepted_kinds, required_level
from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.domain.steps import Authenticate, SelectAccount, StepUp
from idp.authorization.interaction import Interaction
from idp.factors.passwords import Passwords, PresentedPassword
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.ip_rate_limit import caller
from idp.web.pages.labels import N_
from idp.web.signin.factor_page import FactorPage
from idp.web.signin.passkey import PasskeyForm, passkey_form
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    account_of,
    cancel_path,
    language_of,
    path_of,
    problem_of,
    show,
)

RECOVERY = N_("Use a recovery code")
FORGOTTEN = N_("I forgot my user name or password")
NO_ACCOUNT: Final = N_("No account yet? Make one")
TOGETHER: Final = "/password-and-code"
WITH_CODE: Final = N_("Use password and one-time code together")
ASKED: Final = kinds_of(Means.PASSWORD) | kinds_of(Means.PASSKEY)

WRONG: Final = N_(
    "The user name or the password is not right. Check both: in the password, capital and small "
    "letters differ."
)

NO_USER_NAME: Final = N_(
    "What you typed in the first field or the password is not right. An e-mail address or a "
    "telephone number has to have been confirmed within the last twelve months, by one person "
    "alone: try your user name or your personal number as well."
)
BLANK: Final = N_(
    "The user name or the password is not right. The password you typed begins or ends with a "
    "blank: one often comes along where a password is copied."
)
STOPPED: Final = N_(
    "This is the right password, but it was stopped in your account: it signs nobody in. Use "
    "another way of signing in, or call the help line."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifyPage:
    """`submit`: message id of the button; it names the next step where that is certain."""

    requester: Requester
    action: str
    cancel: str
    alternatives: tuple[Alternative, ...]
    username: str
    password: bool
    passkey: PasskeyForm | None
    submit: str
    problem: Problem | None


class PasswordFactorPage(FactorPage[PresentedPassword]):
    """User name and password; the page also links to alternatives."""

    kinds = Passwords.kinds
    steps = (Authenticate, StepUp, SelectAccount)
    works_once = False
    names_browser = True
    comes_first = True

    def asked(self, interaction: Interaction) -> bool:
        """After a first factor only if it leads on; no password is tried in vain."""
        taken = self.kinds if request.method == "POST" else ASKED
        return bool(_allowed(interaction) & taken) or _at_start(interaction)

    def factor(self) -> Passwords:
        return services().passwords

    def presented(self, interaction: Interaction) -> PresentedPassword:
        proven = interaction.subject_id if isinstance(interaction.step, StepUp) else None
        return PresentedPassword(
            username=request.form.get("username", ""),
            password=request.form.get("password", ""),
            caller=caller(proven=proven),
        )

    def page(self, interaction: Interaction, refused: Refused | None) -> Response:
        typed = request.form.get("username", "") if request.method == "POST" else None
        return _page(interaction, typed, refused=refused)


def _page(
    interaction: Interaction, username: str | None = None, *, refused: Refused | None = None
) -> Response:
    allowed = _allowed(interaction)
    passkey = passkey_form(interaction) if allowed & kinds_of(Means.PASSKEY) else None
    problem = (
        None
        if refused is None
        else problem_of(
            refused,
            wrong=_wrong(username or "", request.form.get("password", "")),
            stopped=STOPPED,
            other_ways=passkey is not None or takes_code(interaction),
        )
    )
    lang = language_of(interaction)
    view = IdentifyPage(
        requester=requester_of(interaction, lang, asks=Passwords.kinds),
        action=path_of(interaction),
        cancel=cancel_path(interaction),
        alternatives=tuple(_alternatives(interaction, allowed, problem)),
        username=_known_name(interaction) if username is None else username,
        password=EvidenceKind.PASSWORD in allowed,
        passkey=passkey,
        submit=_submit(interaction),
        problem=problem,
    )
    alike = interaction.subject_id is None and not view.username and problem is None
    return show(interaction, "signin/identify", view, lang=lang, problem=problem, alike=alike)


def _wrong(username: str, password: str) -> str:
    """By the typed text alone, so that it does not reveal whether a name exists."""
    if password != password.strip():
        return BLANK
    typed = username.strip()
    other = "@" in typed or (typed.isascii() and typed.isdigit())
    return NO_USER_NAME if other else WRONG


def takes_code(interaction: Interaction) -> bool:
    """Whether password and code together lead on from the start of this sign-in."""
    both = {EvidenceKind.PASSWORD, EvidenceKind.TOTP}
    return _at_start(interaction) and both <= _allowed(interaction)


def _submit(interaction: Interaction) -> str:
    """The button's text: at a level that is only preferred, the next step depends on the person."""
    if not isinstance(interaction.step, Authenticate) or interaction.step.target <= Level.ONE:
        return N_("Sign in")
    sure = (required_level(interaction.context) or Level.NONE) > Level.ONE
    return N_("Continue to the second step") if sure else N_("Continue")


def _at_start(interaction: Interaction) -> bool:
    """No evidence yet: this page is where the person begins and can cancel."""
    return not isinstance(interaction.step, StepUp)


def _allowed(interaction: Interaction) -> frozenset[EvidenceKind]:
    """The evidence kinds that may be shown here: those that lead on, at the start those offered."""
    if isinstance(interaction.step, StepUp):
        return interaction.step.taken
    return services().credentials.offered_pieces() & accepted_kinds(interaction.context)


def _recovers(interaction: Interaction, allowed: frozenset[EvidenceKind]) -> bool:
    """A recovery code never exceeds level 1, so it is offered where that is enough.

    For the own account also where a higher level is only preferred: after a loss it may be the only
    credential.
    """
    if not isinstance(interaction.step, Authenticate):
        return False
    required = (
        required_level(interaction.context)
        if interaction.client is None
        else interaction.step.target
    )
    enough = required is not None and required <= Level.ONE
    return enough and EvidenceKind.RECOVERY_CODE in allowed


def _alternatives(
    interaction: Interaction, allowed: frozenset[EvidenceKind], problem: Problem | None
) -> Iterator[Alternative]:
    """Password and code together, where the password is throttled because of guesses."""
    if problem is not None and problem.wait is not None and takes_code(interaction):
        yield Alternative(path_of(interaction, TOGETHER), WITH_CODE)
    if _recovers(interaction, allowed):
        yield Alternative(path_of(interaction, "/recovery"), RECOVERY)
    if EvidenceKind.PASSWORD in allowed:
        yield Alternative("/public/forgotten", FORGOTTEN)
    if _at_start(interaction) and services().sign_ups.allowed:
        yield Alternative(f"/public/sign-up?back={path_of(interaction)}", NO_ACCOUNT)


def _known_name(interaction: Interaction) -> str:
    """The user name to prefill: of the evidence, else of `login_hint`, else of the session."""
    asked, account = interaction.transaction.request, account_of(interaction)
    hint = asked.login_hint if isinstance(asked, AuthorizationRequest) else None
    if isinstance(interaction.step, StepUp) or (hint is None and _may_be_present(interaction)):
        return "" if account is None else account.username
    return hint or ""


def _may_be_present(interaction: Interaction) -> bool:
    """Whether the person of the session may be the requested one."""
    chosen_anew = isinstance(interaction.step, SelectAccount)
    return not chosen_anew and interaction.context.hint_matches is not False
