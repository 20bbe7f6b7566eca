"""The steps a transaction can take: a closed union, matched exhaustively by the dispatcher."""

from dataclasses import dataclass

from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.consent.domain.request import Item
from idp.kernel.refusals import Reason
from idp.sessions.domain import AuthenticationEvent


@dataclass(frozen=True, slots=True)
class Authenticate:
    """No evidence yet. `target` is the level this sign-in aims at."""

    target: Level


@dataclass(frozen=True, slots=True)
class StepUp:
    """There is evidence, and the target is not reached; `by` are the kinds that lead there.

    `longer`: those that lead there on a way with more steps than the shortest.
    """

    target: Level
    by: frozenset[EvidenceKind]
    longer: frozenset[EvidenceKind] = frozenset()

    @property
    def taken(self) -> frozenset[EvidenceKind]:
        """All kinds that may be shown next."""
        return self.by | self.longer


@dataclass(frozen=True, slots=True)
class SelectAccount:
    """There is a session and the relying party asks for `prompt=select_account`."""


@dataclass(frozen=True, slots=True)
class SelectPrincipal:
    """The person may act for others here, and has not chosen for whom (D14.2-2, X6.1)."""


@dataclass(frozen=True, slots=True)
class ShowWarning:
    """Show the owner that a credential is pending, before the sign-in continues.

    Only where no other page of this sign-in has shown it; the letter may not have arrived.
    """


@dataclass(frozen=True, slots=True)
class AwaitGuardian:
    """A guardian has to confirm this use first (D14.2-1); `asked`: they know of it."""

    asked: bool


@dataclass(frozen=True, slots=True)
class RequestConsent:
    """Items not covered by a live consent."""

    missing: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ShowNotice:
    """Like RequestConsent, as a notice on a statutory basis (D19.3-3)."""

    missing: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ShowError:
    """A refusal: the person reads why, then the relying party gets `error`."""

    error: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class RedirectError:
    """The relying party gets `error` at once; no page may be shown (OIDC Core 3.1.2.1)."""

    error: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class IssueCode:
    """Issue the code: `event` is asserted; `level` is what remains of its level by its age."""

    event: AuthenticationEvent
    level: Level
    continued: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """The transaction has ended or its time is up."""

    reason: Reason


Step = (
    Authenticate
    | StepUp
    | SelectAccount
    | SelectPrincipal
    | ShowWarning
    | AwaitGuardian
    | RequestConsent
    | ShowNotice
    | ShowError
    | RedirectError
    | IssueCode
    | Ended
)
