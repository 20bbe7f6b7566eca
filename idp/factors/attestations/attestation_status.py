"""The status of an enrolled key's attestation today, not at its enrolment.

Once its root was withdrawn, a certificate above it was revoked or the application is not ours any
more, the key counts as possession alone, without user verification.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import exists

from idp.factors.attestations.verification import fingerprint
from idp.factors.domain import UserAuth
from idp.factors.tables import APP_KEY, APP_KEY_CERTIFICATE, REVOKED_ATTESTATION
from idp.platform.cached import Cached
from idp.policy.anchors import AnchorKind
from idp.policy.trust_anchors import TrustAnchors

_REVOKED: Final = (
    exists()
    .where(
        APP_KEY_CERTIFICATE.c.credential_id == APP_KEY.c.credential_id,
        REVOKED_ATTESTATION.c.serial == APP_KEY_CERTIFICATE.c.serial,
    )
    .label("attestation_revoked")
)
KEY_STATUS: Final = (
    *(APP_KEY.c.user_auth, APP_KEY.c.anchored_at, APP_KEY.c.package, APP_KEY.c.signer),
    *(APP_KEY.c.anchor, _REVOKED),
)
"""Columns for a select that joins the application key."""


@dataclass(frozen=True)
class AttestationStatus:
    """`packages`: the applications whose keys are ours, each with the digest of who signed it.

    What was `seen` says only what is offered; nothing is believed by it.
    """

    trust_anchors: TrustAnchors
    packages: Collection[tuple[str, bytes]]
    seen: Cached[str, bool]

    def fields(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a `Credential` that only an application key has."""
        if row["user_auth"] is None:
            return {}
        believed = self._believed(row)
        enrolled = UserAuth(row["user_auth"])
        return {
            "user_auth": enrolled if believed else UserAuth.NONE,
            "enrolled_auth": enrolled,
            "anchored_at": row["anchored_at"] if believed else None,
        }

    def anchors(self) -> tuple[bytes, ...]:
        """The roots (DER) in force."""
        return self.trust_anchors.in_force(AnchorKind.ANDROID)

    def offered(self) -> bool:
        """Whether anybody could enrol a key here at all; at most five seconds old."""
        return bool(self.packages) and self.seen.get("offered", lambda: bool(self.anchors()))

    def _believed(self, row: Mapping[str, Any]) -> bool:
        ours = (row["package"], bytes(row["signer"])) in self.packages
        known = bytes(row["anchor"]) in map(fingerprint, self.anchors())
        return ours and known and not row["attestation_revoked"]
