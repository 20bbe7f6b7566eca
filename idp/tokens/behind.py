"""The relations that stand behind a grant, as columns for one joined read.

Their owners publish them and read them back; here is only how tokens name them.
"""

from typing import Final

from idp.accounts.service import STANDINGS
from idp.consent.service import LIVE
from idp.platform.database import prefixed
from idp.subjects.service import SEALED

ACCOUNT: Final = "account_"
CONSENT: Final = "consent_"
IDENTITY: Final = "identity_"

BEHIND: Final = (*prefixed(STANDINGS, ACCOUNT), *prefixed(LIVE, CONSENT))
"""An account's standing and the live consent, if any."""

PERSON: Final = tuple(prefixed(SEALED, IDENTITY))
"""The sealed identity."""
