"""Installed applications of people who have no account yet: each by a key that its maker attests.

Whoever sends an application is a stranger; that it is the national application which sends it, on a
telephone and not in a browser, is what the maker of the telephone says (D10.1a, D11.1a).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import bindparam, delete, select

from idp.factors.app_keys import signed_messages
from idp.factors.app_keys.repository import jwk_of, raw_thumbprint, thumbprint_of
from idp.factors.app_keys.service import challenge_of
from idp.factors.app_keys.signed_messages import SignedMessage
from idp.factors.attestations.attestation_status import AttestationStatus
from idp.factors.attestations.revoked_attestations import Revocations
from idp.factors.attestations.verification import VerifiedAttestation, verify_chain
from idp.factors.callers import Caller
from idp.factors.domain import ThrottledSecret
from idp.factors.throttling import AttemptThrottle
from idp.issuance.level_one.tables import APPLICATION_INSTANCE
from idp.kernel.clock import Clock
from idp.kernel.refusals import Reason, Refused
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database, Row, insert_new, purge
from idp.platform.secrets import digest

CHALLENGE_FOR: Final = timedelta(minutes=10)
INSTANCE_FOR: Final = timedelta(days=30)
"""How long an attestation counts: then the telephone is attested anew."""
_AUDIENCE: Final = "application"
_I: Final = APPLICATION_INSTANCE.c
_ADD: Final = insert_new(APPLICATION_INSTANCE)
_DROP: Final = delete(APPLICATION_INSTANCE).where(_I.thumbprint == bindparam("key"))
_FIND: Final = select(APPLICATION_INSTANCE).where(_I.thumbprint == bindparam("key"))


@dataclass(frozen=True, slots=True)
class SignedByInstance:
    """A verified message of an installed application: its key (32 bytes), and what it said."""

    key: bytes
    claims: Mapping[str, Any]


@dataclass(frozen=True)
class ApplicationInstances:
    """`issuer` is the audience of everything a key signs."""

    database: Database
    clock: Clock
    one_time_tokens: OneTimeTokens
    attestation_status: AttestationStatus
    revocations: Revocations
    throttle: AttemptThrottle
    issuer: str

    def challenge(self, caller: Caller) -> str | Refused:
        """A handle whose challenge the telephone has attested, once, within ten minutes.

        Refused: TOO_MANY_TRIES (`retry_at`) of this network.
        """
        refused = self.too_many(caller)
        if refused is not None:
            return refused
        return self.one_time_tokens.issue(
            OneTimeTokenKind.APP_INSTANCE, audience=_AUDIENCE, valid_for=CHALLENGE_FOR
        )

    def register(self, handle: str, chain: Sequence[bytes]) -> str | Refused:
        """The thumbprint of the key that a chain (DER, its own first) attests for this handle.

        The handle is used up when the chain was read. Refused: NOT_PROVEN, EXPIRED, USED_BEFORE.
        """
        with self.database.transaction():
            used = self.one_time_tokens.consume(
                OneTimeTokenKind.APP_INSTANCE, handle, audience=_AUDIENCE
            )
            if isinstance(used, Refused):
                unknown = used.reason is Reason.NOT_FOUND
                return Refused(Reason.NOT_PROVEN if unknown else used.reason)
            attested = verify_chain(
                chain,
                self.attestation_status.rules(
                    challenge_of(handle),
                    revoked=self.revocations.listed(),
                    now=self.clock.now(),
                ),
            )
            if not isinstance(attested, VerifiedAttestation):
                return Refused(Reason.NOT_PROVEN)
            return self._keep(attested)

    def authenticate(self, message: str, *, typ: str) -> SignedByInstance | Refused:
        """The key that signed a message, and its claims; each message counts once.

        Refused: NOT_FOUND where no installed application has the key, so that it may be a person's;
        CHANNEL_NOT_ALLOWED of one that is no attested application of ours any more, or did not sign
        it; EXPIRED, NOT_PROVEN of its times; USED_BEFORE.
        """
        said = signed_messages.parse_message(message, typ=typ, audience=self.issuer)
        row = None if said is None else self._row(said)
        if said is None or row is None:
            return Refused(Reason.NOT_FOUND)
        signed = signed_messages.is_signed_by(message, jwk_of(bytes(row.point)))
        if not (signed and self._is_believed(row)):
            return Refused(Reason.CHANNEL_NOT_ALLOWED)
        untimely = signed_messages.time_fault(said, self.clock.now())
        if untimely is not None:
            return Refused(untimely)
        first = self.one_time_tokens.mark_used(
            OneTimeTokenKind.APP_KEY_WORD,
            said.jti,
            audience=said.issuer,
            expires_at=said.expires_at,
        )
        if not first:
            return Refused(Reason.USED_BEFORE)
        return SignedByInstance(bytes(row.thumbprint), said.claims)

    def signer_of(self, message: str, *, typ: str) -> SignedByInstance | None:
        """The installed application that signed a message, whenever that was, and its claims.

        None where no installed application did.
        """
        said = signed_messages.parse_message(message, typ=typ, audience=self.issuer)
        row = None if said is None else self._row(said)
        if said is None or row is None:
            return None
        signed = signed_messages.is_signed_by(message, jwk_of(bytes(row.point)))
        return SignedByInstance(bytes(row.thumbprint), said.claims) if signed else None

    def too_many(self, caller: Caller) -> Refused | None:
        """Count one request of this network. Refused: TOO_MANY_TRIES (`retry_at`)."""
        if not caller.source:
            return None
        counter = digest(f"applications from {caller.source}")
        counted = self.throttle.acquire(counter, ThrottledSecret.APPLICATION_NETWORK)
        return counted if isinstance(counted, Refused) else None

    def purge_expired(self) -> int:
        """Delete those whose attestation is too old; how many."""
        ended = _I.ends_at <= self.clock.now()
        return purge(self.database, APPLICATION_INSTANCE, ended, by=_I.ends_at)

    def _keep(self, attested: VerifiedAttestation) -> str:
        """A key that was attested before, by another challenge, is there for as long again."""
        thumbprint, now = thumbprint_of(jwk_of(attested.point)), self.clock.now()
        key = raw_thumbprint(thumbprint)
        self.database.execute(_DROP, key=key)
        self.database.execute(
            _ADD,
            thumbprint=key,
            point=attested.point,
            package=attested.package,
            signer=attested.signer,
            anchor=attested.anchor,
            serials=sorted(attested.serials),
            registered_at=now,
            ends_at=now + INSTANCE_FOR,
        )
        return thumbprint

    def _row(self, said: SignedMessage) -> Row | None:
        key = raw_thumbprint(said.issuer)
        return None if key is None else self.database.one(_FIND, key=key)

    def _is_believed(self, row: Row) -> bool:
        """Its root is in force, its application is ours, and nothing above it was revoked."""
        if row.ends_at <= self.clock.now():
            return False
        signer, anchor = bytes(row.signer), bytes(row.anchor)
        ours = self.attestation_status.believes(row.package, signer, anchor)
        return ours and not self.revocations.listed().intersection(row.serials)
