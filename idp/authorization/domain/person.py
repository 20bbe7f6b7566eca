"""Whether a person's account lets a result leave at all: one decision for every way to one."""

from idp.accounts.domain import AccountState, Standing
from idp.kernel.refusals import Reason


def why_not(account: Standing | None, *, minimum_account_level: int | None) -> Reason | None:
    """Why this person gets nothing through; None when nothing stands against it (D14.1-3)."""
    if account is None or account.state is AccountState.GRANTED:
        return Reason.ACCOUNT_NOT_ACTIVATED
    if account.state is AccountState.LOCKED:
        return Reason.ACCOUNT_LOCKED
    if minimum_account_level and (account.level or 0) < minimum_account_level:
        return Reason.ACCOUNT_LEVEL_INSUFFICIENT
    return None
