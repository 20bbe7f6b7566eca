"""The columns of what a grant depends on, for one joined read: account, consent, identity.

Their owners publish them and read them back; here is only how tokens name them.
"""

from typing import Final

from idp.accounts.service import ACCOUNT_STATUS
from idp.consent.service import LIVE_CONSENTS
from idp.platform.database import prefixed
from idp.subjects.service import SEALED

ACCOUNT: Final = "account_"
CONSENT: Final = "consent_"
IDENTITY: Final = "identity_"

GRANT_COLUMNS: Final = (*prefixed(ACCOUNT_STATUS, ACCOUNT), *prefixed(LIVE_CONSENTS, CONSENT))
"""An account's status and the live consent, if any."""

IDENTITY_COLUMNS: Final = tuple(prefixed(SEALED, IDENTITY))
"""The sealed identity."""
