"""Whether a means that was just proven still stands when its proof is put on record."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select

from idp.assurance.kinds import EvidenceKind
from idp.factors.domain import STOPPABLE, CredentialKind, Proven
from idp.factors.tables import CREDENTIAL
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared

_STANDS: Final = Prepared(
    select(CREDENTIAL.c.id)
    .where(CREDENTIAL.c.id == bindparam("credential"), CREDENTIAL.c.flagged_at.is_(None))
    .with_for_update()
)
_SETS: Final = Prepared(
    select(CREDENTIAL.c.id, CREDENTIAL.c.flagged_at).where(
        CREDENTIAL.c.subject_id == bindparam("subject"),
        CREDENTIAL.c.kind == CredentialKind.RECOVERY_CODES,
    )
)


@dataclass(frozen=True)
class Validity:
    """Asked while the person's turn is taken, before credentials are locked by anything else."""

    database: Database

    def holds(self, proven: Proven) -> bool:
        """Whether what was just proven may still count."""
        if proven.kind is EvidenceKind.RECOVERY_CODE:
            return self._set_holds(proven)
        return proven.kind not in STOPPABLE or self.all_hold({proven.credential_id})

    def all_hold(self, credential_ids: Collection[Id]) -> bool:
        """Whether each of several credentials proves something still."""
        found = (self.database.one(_STANDS, credential=each) for each in sorted(credential_ids))
        return all(each is not None for each in found)

    def _set_holds(self, proven: Proven) -> bool:
        """Whether no other set replaced the code's own, which goes with its last code."""
        sets = self.database.all(_SETS, subject=proven.subject_id)
        mine = proven.credential_id
        return all(row["id"] == mine and row["flagged_at"] is None for row in sets)
