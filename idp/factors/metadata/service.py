"""The metadata in force: imported by the operator, replaced only by newer ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography import x509
from sqlalchemy import bindparam, delete, insert, select, update

from idp.factors.domain import ModelClass
from idp.factors.metadata.blob import Metadata, certificate_in, read_blob
from idp.factors.metadata.chains import BROKEN, vouched
from idp.factors.metadata.models import GRACE
from idp.factors.metadata.signature import UnusableMetadata
from idp.factors.tables import AUTHENTICATOR_METADATA, AUTHENTICATOR_MODEL
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.platform.cached import Cached
from idp.platform.database import insert_new

_ONLY: Final = 1
_IN_FORCE: Final = select(AUTHENTICATOR_METADATA.c.number)
_FIRST: Final = insert_new(AUTHENTICATOR_METADATA)
_NEWER: Final = (
    update(AUTHENTICATOR_METADATA)
    .where(
        AUTHENTICATOR_METADATA.c.id == bindparam("only"),
        AUTHENTICATOR_METADATA.c.number < bindparam("newer"),
    )
    .values(
        number=bindparam("newer"),
        next_update=bindparam("due"),
        imported_at=bindparam("now"),
    )
)
_ROOTS: Final = select(AUTHENTICATOR_MODEL.c.roots).where(
    AUTHENTICATOR_MODEL.c.aaguid == bindparam("model")
)
_BIOMETRIC: Final = (
    select(AUTHENTICATOR_MODEL.c.aaguid)
    .join(AUTHENTICATOR_METADATA, AUTHENTICATOR_METADATA.c.next_update > bindparam("since"))
    .where(
        AUTHENTICATOR_MODEL.c.model_class == ModelClass.BIOMETRIC.value,
        AUTHENTICATOR_MODEL.c.rejected_for.is_(None),
    )
    .limit(1)
)


@dataclass(frozen=True)
class AuthenticatorMetadata:
    context: ServiceContext
    seen: Cached[str, bool]

    def import_blob(self, blob: bytes, *, root: bytes, actor: Actor) -> Metadata:
        """Verify an MDS3 BLOB under a root (PEM) and put it in force, in one transaction.

        Raises UnusableMetadata, also for one that is not newer than the one in force: an old file
        could lack a revocation.
        """
        read = read_blob(blob, root=root, now=self.context.clock.now())
        with self.context.database.transaction():
            if not self._is_newer(read):
                raise UnusableMetadata(f"number {read.number} is not newer than what is in force")
            self.context.database.execute(delete(AUTHENTICATOR_MODEL))
            self.context.database.execute_many(insert(AUTHENTICATOR_MODEL), _rows(read))
            self.context.history.append(
                EventType.METADATA_IMPORTED,
                actor=actor,
                facts={
                    "number": read.number,
                    "next_update": read.next_update.date().isoformat(),
                    "models": len(read.models),
                },
            )
        self.seen.clear()
        return read

    def on_record(self) -> bool:
        """Whether the operator imported any; without them attestations are not asked for."""
        return self.context.database.one(_IN_FORCE) is not None

    def shows_biometrics(self) -> bool:
        """Whether a key of some model could show a biometric today; at most five seconds old."""
        since = self.context.clock.now() - GRACE
        return self.seen.get(
            "biometric", lambda: self.context.database.one(_BIOMETRIC, since=since) is not None
        )

    def attests(self, aaguid: str, chain: Sequence[bytes]) -> bool:
        """Whether certificates (DER, leaf first) lead to a root of the maker of this model."""
        row = self.context.database.one(_ROOTS, model=aaguid)
        if row is None or not chain:
            return False
        roots = [root for text in row.roots if (root := certificate_in(text)) is not None]
        try:
            shown = [x509.load_der_x509_certificate(each) for each in chain]
        except BROKEN:
            return False
        return vouched(shown, roots=roots, aaguid=UUID(aaguid), now=self.context.clock.now())

    def _is_newer(self, read: Metadata) -> bool:
        """One conditional write, so that of two imports at once the newer one stays."""
        now = self.context.clock.now()
        written = self.context.database.execute(
            _FIRST, id=_ONLY, number=read.number, next_update=read.next_update, imported_at=now
        )
        if written == 0:
            written = self.context.database.execute(
                _NEWER, only=_ONLY, newer=read.number, due=read.next_update, now=now
            )
        return written == 1


def _rows(read: Metadata) -> list[dict[str, object]]:
    return [
        {
            "aaguid": model.aaguid,
            "model_class": model.model_class.value,
            "rejected_for": model.rejected_for,
            "roots": list(model.roots),
        }
        for model in read.models
    ]
