"""The document signers accepted today: under an anchor in force, and not revoked."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from idp.factors.chip_card.certificates import Certificate, issuer_of, read_certificate
from idp.factors.chip_card.revoked_signers import RevocationList, issuer_digest, read_list
from idp.factors.der import MalformedDer
from idp.factors.tables import CARD_REVOCATION_LIST, REVOKED_CARD_SIGNER
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.refusals import Reason
from idp.platform.database import insert_new
from idp.policy.anchors import AnchorKind
from idp.policy.trust_anchors import TrustAnchors

_LIST: Final = CARD_REVOCATION_LIST.c
_REVOKED: Final = REVOKED_CARD_SIGNER.c
_IN_FORCE: Final = (
    select(_LIST.due_at, _REVOKED.serial)
    .outerjoin(
        REVOKED_CARD_SIGNER,
        (_REVOKED.issuer_digest == _LIST.issuer_digest) & (_REVOKED.serial == bindparam("serial")),
    )
    .where(_LIST.issuer_digest == bindparam("issuer"))
)
_FIRST: Final = insert_new(CARD_REVOCATION_LIST)
_NEWER: Final = (
    update(CARD_REVOCATION_LIST)
    .where(_LIST.issuer_digest == bindparam("issuer"), _LIST.number < bindparam("newer"))
    .values(number=bindparam("newer"), due_at=bindparam("due"), imported_at=bindparam("now"))
)


@dataclass(frozen=True)
class CardSigners:
    context: ServiceContext
    trust_anchors: TrustAnchors

    def known(self) -> bool:
        """Whether there is any anchor for cards."""
        return bool(self.trust_anchors.in_force(AnchorKind.CSCA))

    def distrust_reason(self, signer: Certificate) -> Reason | None:
        """Why a document signer is not accepted now, None when it is.

        CARD_NOT_GENUINE, or SERVICE_UNAVAILABLE while the revocation list is missing or overdue.
        """
        now = self.context.clock.now()
        if issuer_of(signer, anchors=self._anchors(), now=now) is None:
            return Reason.CARD_NOT_GENUINE
        row = self.context.database.one(
            _IN_FORCE, issuer=issuer_digest(signer.issuer), serial=_serial(signer.serial)
        )
        if row is None or row.due_at <= now:
            return Reason.SERVICE_UNAVAILABLE
        return None if row.serial is None else Reason.CARD_NOT_GENUINE

    def import_list(self, encoded: bytes, *, actor: Actor) -> RevocationList:
        """Verify a list (DER or PEM) under the anchors and put it in force, in one transaction.

        Raises Malformed, also for one that is not newer than the one in force: an old list could
        lack a revocation.
        """
        read = read_list(encoded, anchors=self._anchors(), now=self.context.clock.now())
        issuer = issuer_digest(read.issuer)
        with self.context.database.transaction():
            if not self._is_newer(issuer, read):
                raise MalformedDer(f"number {read.number} is not newer than the list in force")
            self.context.database.execute(
                delete(REVOKED_CARD_SIGNER).where(_REVOKED.issuer_digest == issuer)
            )
            rows = [
                {"issuer_digest": issuer, "serial": _serial(each)} for each in sorted(read.serials)
            ]
            self.context.database.execute_many(insert(REVOKED_CARD_SIGNER), rows)
            facts = {"number": read.number, "revoked": len(rows), "issuer": issuer.hex()}
            self.context.history.append(
                EventType.CARD_REVOCATIONS_IMPORTED, actor=actor, facts=facts
            )
        return read

    def _is_newer(self, issuer: bytes, read: RevocationList) -> bool:
        """One conditional write, so that of two imports at once the newer one stays."""
        now = self.context.clock.now()
        written = self.context.database.execute(
            _FIRST,
            issuer_digest=issuer,
            number=read.number,
            due_at=read.due_at,
            imported_at=now,
        )
        if written == 0:
            written = self.context.database.execute(
                _NEWER, issuer=issuer, newer=read.number, due=read.due_at, now=now
            )
        return written == 1

    def _anchors(self) -> list[Certificate]:
        """The anchors in force; one that cannot be parsed here is left out."""
        found: list[Certificate] = []
        for encoded in self.trust_anchors.in_force(AnchorKind.CSCA):
            try:
                found.append(read_certificate(encoded))
            except MalformedDer:
                continue
        return found


def _serial(number: int) -> str:
    """Serial numbers have up to 160 bits."""
    return f"{number:x}"
