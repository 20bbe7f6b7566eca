"""A licensed provider, and the validity of its certificate of eligibility."""

from dataclasses import dataclass
from datetime import datetime

from idp.kernel.ids import Id


@dataclass(frozen=True, slots=True)
class LicensedProvider:
    """`certificate_until` is the first instant at which the certificate no longer holds.

    `mail` is its address for reports of losses by people of its clients (D32.3).
    """

    id: Id
    name: str
    certificate_until: datetime
    revoked_at: datetime | None
    help_line: str
    mail: str | None = None


def is_valid(provider: LicensedProvider, now: datetime) -> bool:
    """Whether the provider's clients may send requests now (D18.4, D19.3-1)."""
    return provider.revoked_at is None and now < provider.certificate_until
