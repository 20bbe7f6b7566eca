"""The status of an enrolled key's attestation today, not at its enrolment.

Once its root was withdrawn, a certificate above it was revoked or the application is not ours any
more, the key counts as possession alone, without user verification.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import exists

from idp.factors.attestations.verification import AttestationRules, fingerprint
from idp.factors.domain import Credential, UserAuth
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
    .label("key_revoked")
)


class StoredAttestation(NamedTuple):
    """The columns of KEY_STATUS."""

    user_auth: str
    anchored_at: datetime | None
    package: str
    signer: bytes
    anchor: bytes
    revoked: bool


KEY_STATUS: Final = (
    APP_KEY.c.user_auth.label("key_user_auth"),
    APP_KEY.c.anchored_at.label("key_anchored_at"),
    APP_KEY.c.package.label("key_package"),
    APP_KEY.c.signer.label("key_signer"),
    APP_KEY.c.anchor.label("key_anchor"),
    _REVOKED,
)
"""The part `key` of a row, for a select that joins the application key."""


@dataclass(frozen=True)
class AttestationStatus:
    """`packages`: the applications whose keys are ours, each with the digest of who signed it.

    `seen` caches what is offered on pages; no key is accepted by it.
    """

    trust_anchors: TrustAnchors
    packages: Collection[tuple[str, bytes]]
    seen: Cached[str, bool]

    def with_key_status(self, credential: Credential, row: StoredAttestation | None) -> Credential:
        """The credential with what only an application key has; as it is where it is none."""
        if row is None:
            return credential
        believed = self._believed(row)
        enrolled = UserAuth(row.user_auth)
        return replace(
            credential,
            user_auth=enrolled if believed else UserAuth.NONE,
            enrolled_auth=enrolled,
            anchored_at=row.anchored_at if believed else None,
        )

    def anchors(self) -> tuple[bytes, ...]:
        """The roots (DER) in force."""
        return self.trust_anchors.in_force(AnchorKind.ANDROID)

    def rules(
        self, challenge: bytes, *, revoked: Collection[str], now: datetime
    ) -> AttestationRules:
        """The rules, as of `now`, for a chain with this challenge.

        `revoked` are serial numbers as `AttestationRules` has them.
        """
        return AttestationRules(
            anchors=self.anchors(),
            packages=self.packages,
            challenge=challenge,
            revoked=revoked,
            now=now,
        )

    def believes(self, package: str, signer: bytes, anchor: bytes) -> bool:
        """Whether an application is ours, and the root (SHA-256) of its key is in force."""
        known = anchor in map(fingerprint, self.anchors())
        return (package, signer) in self.packages and known

    def offered(self) -> bool:
        """Whether a key could be enrolled here at all; at most five seconds old."""
        return bool(self.packages) and self.seen.get("offered", lambda: bool(self.anchors()))

    def _believed(self, row: StoredAttestation) -> bool:
        believed = self.believes(row.package, bytes(row.signer), bytes(row.anchor))
        return believed and not row.revoked
