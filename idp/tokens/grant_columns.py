"""The columns of what a grant depends on, for one joined read: account, consent, identity.

Their owners publish them and read them back; here is only how tokens name them.
"""

from typing import Final

from idp.accounts.service import ACCOUNT_STATUS
from idp.consent.service import LIVE_CONSENTS
from idp.platform.database import prefixed
from idp.subjects.service import SEALED

ACCOUNT_COLUMNS: Final = tuple(prefixed(ACCOUNT_STATUS, "account_"))
"""An account's status: the part `account` of a row."""

GRANT_COLUMNS: Final = (*ACCOUNT_COLUMNS, *prefixed(LIVE_CONSENTS, "consent_"))
"""An account's status and the live consent, if any: the parts `account` and `consent`."""

IDENTITY_COLUMNS: Final = tuple(prefixed(SEALED, "identity_"))
"""The sealed identity: the part `identity` of a row."""
