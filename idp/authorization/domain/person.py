"""Whether a person's account lets a result leave at all: one decision for every way to one."""

from datetime import datetime

from idp.accounts.domain import Standing, why_unusable
from idp.kernel.refusals import Reason


def why_not(
    account: Standing | None, *, now: datetime, minimum_account_level: int | None
) -> Reason | None:
    """Why this person gets nothing through; None when nothing stands against it (D14.1-3)."""
    reason = why_unusable(account, now)
    if reason is not None or account is None:
        return reason
    if minimum_account_level and (account.level or 0) < minimum_account_level:
        return Reason.ACCOUNT_LEVEL_INSUFFICIENT
    return None
