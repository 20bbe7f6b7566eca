"""What sign-ins of officers must be: level 3, or level 2 without phishing (`self_created`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason


@dataclass(frozen=True, slots=True)
class SignInRule:
    """`level` of the sign-in and `account_level` of the registration; `resistant` to phishing."""

    level: int
    account_level: int
    resistant: bool

    @property
    def signs_on_phone(self) -> bool:
        """Whether a decision is signed on a telephone too, and not by a passkey alone.

        A telephone does not know whose page its person looks at. What it shows is what it signs, so
        a relayed request gets no other decision signed; but where all rests on resistance to
        phishing, because nobody proved who the account's person is, only a passkey signs. It is
        asked of the rule of the mode, also for who signed in by `BEGINNING`: who they are was
        proven, and only their sign-in has to resist phishing.
        """
        return not self.resistant


STATE_SYSTEM: Final = SignInRule(level=3, account_level=2, resistant=False)
"""The system of the authority: level 3 or above, from an account of level 2."""
SELF_CREATED: Final = SignInRule(level=2, account_level=0, resistant=True)
"""Accounts that their operator created: level 2, phishing-resistant (Q13)."""

BEGINNING: Final = SignInRule(level=2, account_level=2, resistant=True)
"""The two of the last installing ceremony in the system of the authority, for `BEGINS_FOR`.

Level 3 takes a body that was compared with the State's record. What compares it is approved by two
officers at the desk, and so is whom they appoint to a counter: so the first two sign in at level 2.
Only after a ceremony that says so (`InstallationRow.begins_at`), while no face can be compared and
until any officer opened the desk at the level of the mode.
"""
BEGINS_FOR: Final = timedelta(days=30)
"""From the ceremony on, at most. A recovery with both offline keys begins anew."""

RULES: Final[Mapping[AccountsMode, SignInRule]] = {
    AccountsMode.STATE_SYSTEM: STATE_SYSTEM,
    AccountsMode.SELF_CREATED: SELF_CREATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerSignIn:
    """The facts of a live session: level (1 to 4) of its sign-in, and when that was.

    `resistant`: what was shown resists phishing (`idp.assurance.binding.resists`).
    """

    session_id: Id
    level: int
    resistant: bool
    authenticated_at: datetime


def sign_in_refusal(sign_in: OfficerSignIn, rule: SignInRule) -> Reason | None:
    """UNMET_LEVEL for a sign-in that is weaker than the rule."""
    strong = sign_in.level >= rule.level and (sign_in.resistant or not rule.resistant)
    return None if strong else Reason.UNMET_LEVEL
