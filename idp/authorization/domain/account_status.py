"""Whether the state of the account permits issuing tokens, decided here for every grant type."""

from datetime import datetime

from idp.accounts.domain import AccountStatus, unusable_reason
from idp.kernel.refusals import Reason


def refusal_reason(
    account: AccountStatus | None,
    *,
    now: datetime,
    minimum_account_level: int | None,
    guarded: bool = False,
) -> Reason | None:
    """Why no token may be issued for this account; None when it may (D14.1-3).

    `guarded`: whether a guardian confirms is asked elsewhere.
    """
    reason = unusable_reason(account, now)
    if guarded and reason is Reason.GUARDIAN_NEEDED:
        reason = None
    if reason is not None or account is None:
        return reason
    if minimum_account_level and (account.level or 0) < minimum_account_level:
        return Reason.ACCOUNT_LEVEL_INSUFFICIENT
    return None
