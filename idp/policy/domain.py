"""The switches: defaults, allowed values, and proposed changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from idp.assurance.kinds import Means
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.policy.exceptions import is_register
from idp.policy.means_rules import are_rules


class Switch(StrEnum):
    DISABLED_MEANS = "disabled_means"
    """Switched-off means: a list of `Means` values (D3.8)."""
    SSO = "sso"
    """Single sign-on: `off`, `same_client` or `all` (D19.4-3); the default is by `AccountsMode`."""
    STATUTORY_BASIS = "statutory_basis"
    """Whether a recorded statutory basis replaces consent by a notice (D19.3-3)."""
    BIOMETRIC_PASSKEYS = "biometric_passkeys"
    """Whether the metadata of a passkey's model count (X16.3).

    A model that takes nothing but a biometric is then told as hardware (`hwk`) and as a biometric,
    which a relying party may not want. It lifts no level: the finger was enrolled unseen.
    """
    MEANS_RULES = "means_rules"
    """The means that count for each level and relying party, see `means_rules` (D21.1)."""
    BIOMETRICS_LEVEL_02_ONLY = "biometrics_level_02_only"
    """Whether a biometric counts only for accounts of level 02 (X16.4, Q6)."""
    FOREIGN_UNDER_6_FACE = "foreign_under6_face_required"
    """Whether a foreigner below six years sends a face too: the law excepts citizens (D11.1b-2)."""
    SHARING_EXCEPTIONS = "sharing_exceptions"
    """The parties that may by law introspect another's result, see `exceptions` (D19.4-1)."""


@dataclass(frozen=True, slots=True)
class SwitchRule:
    """The default of a switch, and the check of other values."""

    default: Any
    accepts: Callable[[Any], bool]


def _is_yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def _are_means(value: object) -> bool:
    known = {means.value for means in Means}
    return isinstance(value, list) and all(
        isinstance(each, str) and each in known for each in value
    )


SWITCH_RULES: Final[Mapping[Switch, SwitchRule]] = {
    Switch.DISABLED_MEANS: SwitchRule([], _are_means),
    Switch.SSO: SwitchRule("same_client", lambda value: value in ("off", "same_client", "all")),
    Switch.STATUTORY_BASIS: SwitchRule(default=True, accepts=_is_yes_or_no),
    Switch.BIOMETRIC_PASSKEYS: SwitchRule(default=False, accepts=_is_yes_or_no),
    Switch.MEANS_RULES: SwitchRule([], are_rules),
    Switch.BIOMETRICS_LEVEL_02_ONLY: SwitchRule(default=True, accepts=_is_yes_or_no),
    Switch.FOREIGN_UNDER_6_FACE: SwitchRule(default=True, accepts=_is_yes_or_no),
    Switch.SHARING_EXCEPTIONS: SwitchRule([], is_register),
}


_SIGN_ON_OF_ONES_OWN: Final = "all"
"""Art. 19(4) is about identification accounts: an operator decides about accounts of its own."""


def default_of(switch: Switch, mode: AccountsMode) -> Any:  # noqa: ANN401 - each switch has its own type
    """The value of a switch that nobody ever changed, by whose accounts these are (Q14)."""
    if switch is Switch.SSO and mode is AccountsMode.SELF_CREATED:
        return _SIGN_ON_OF_ONES_OWN
    return SWITCH_RULES[switch].default


class ChangeState(StrEnum):
    PENDING = "pending_second_approval"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    """Taken back, or lapsed before a second person approved it."""


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """`before` is the value in force at the proposal and, once approved, the value replaced."""

    id: Id
    switch: Switch
    before: Any
    after: Any
    state: ChangeState
    proposed_by: Actor
    proposed_at: datetime
    approved_by: Actor | None = None
    approved_at: datetime | None = None
