"""What an officer's telephone is asked to sign, for one page of the desk.

The request is named by the session of the desk, the appointment and the decision, so it is answered
for this page alone, and a newer one of the same page takes its place. It goes the way of an
approval from another screen (`factors.app_keys.approval_requests`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from idp.assurance.acr import acr
from idp.assurance.levels import Level
from idp.factors.app_keys.approval_requests import ApprovalRequests
from idp.factors.app_keys.request import ApprovalDetails, Offer, OpenRequest, Stage
from idp.factors.app_keys.signed_messages import DeviceContext
from idp.factors.domain import VerificationContext
from idp.kernel.actors import Officer, Through
from idp.kernel.ids import Id
from idp.officers.domain.signing import Signer

_WAY = DeviceContext.OTHER_DEVICE


@dataclass(frozen=True, slots=True)
class PhonePage:
    """The page of the desk for which a telephone signs. `begun_at`: when the officer signed in.

    A key that was added since then does not sign.
    """

    decision_id: Id
    signer: Signer
    session_id: Id
    begun_at: datetime

    @property
    def context(self) -> VerificationContext:
        named = f"{self.session_id} {self.signer.appointment_id} {self.decision_id}"
        digest = sha256(named.encode()).digest()
        return VerificationContext(
            transaction_id=str(UUID(bytes=digest[:16])),
            begun_at=self.begun_at,
            audience=digest.hex(),
            through=Through.APPLICATION,
        )


def page_of(decision_id: Id, signer: Signer, officer: Officer) -> PhonePage:
    """The page of a decision in the session of this officer."""
    return PhonePage(decision_id, signer, officer.session_id, officer.authenticated_at)


@dataclass(frozen=True)
class PhoneRequests:
    """`issuer` stands in what is signed for the party that asks, as for the own account."""

    requests: ApprovalRequests
    issuer: str

    def offer(
        self, page: PhonePage, statement: bytes, *, level: int, shown: Mapping[str, Any]
    ) -> Offer:
        """A handle for the telephone, which gets these bytes to sign, and these texts.

        `level`: of the officer's sign-in.
        """
        asked = ApprovalDetails(
            client_id=self.issuer,
            acr=acr(self.issuer, Level(level)),
            shown=shown,
            statement=statement,
        )
        return self.requests.offer(page.context, page.signer.subject_id, asked, _WAY)

    def open_request(self, page: PhonePage) -> OpenRequest | None:
        """The request of this page that a telephone has scanned and that is open."""
        return self.requests.open_request(page.context, _WAY)

    def stage(self, page: PhonePage) -> Stage:
        """How far the last request of this page is."""
        return self.requests.stage(page.context, _WAY)

    def take(self, page: PhonePage) -> str | None:
        """The signature that the telephone gave for this page, once; None where there is none."""
        return self.requests.take(page.context, page.signer.subject_id)
