"""Whether a means that was just proven still stands when its proof is put on record."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select

from idp.accounts.domain import Turn
from idp.accounts.turns import TURN, Turns, turn_in
from idp.assurance.kinds import EvidenceKind
from idp.factors.domain import STOPPABLE, CredentialKind, Proven
from idp.factors.tables import CREDENTIAL
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared

_NOT_STOPPED: Final = (
    CREDENTIAL.c.id == bindparam("credential"),
    CREDENTIAL.c.flagged_at.is_(None),
)
_STANDS: Final = Prepared(select(CREDENTIAL.c.id).where(*_NOT_STOPPED).with_for_update())
_TURN_AND_STANDS: Final = Prepared(
    select(TURN.c.state, TURN.c.security_stamp)
    .join(CREDENTIAL, CREDENTIAL.c.subject_id == TURN.c.subject_id)
    .where(*_NOT_STOPPED)
    .with_for_update(of=CREDENTIAL)
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

    def turn_for(self, proven: Proven) -> Turn | None:
        """Take the person's turn for what was just proven; None if that counts no more.

        None, too, for a person without an account.
        """
        if _is_stoppable(proven):
            row = self.database.one(
                _TURN_AND_STANDS, subject=proven.subject_id, credential=proven.credential_id
            )
            return turn_in(row)
        turn = Turns(self.database).take(proven.subject_id)
        return turn if turn is not None and self._counts(proven) else None

    def _counts(self, proven: Proven) -> bool:
        return proven.kind is not EvidenceKind.RECOVERY_CODE or self._set_holds(proven)

    def all_hold(self, credential_ids: Collection[Id]) -> bool:
        """Whether each of several credentials proves something still."""
        found = (self.database.one(_STANDS, credential=each) for each in sorted(credential_ids))
        return all(each is not None for each in found)

    def _set_holds(self, proven: Proven) -> bool:
        """Whether no other set replaced the code's own, which goes with its last code."""
        sets = self.database.all(_SETS, subject=proven.subject_id)
        mine = proven.credential_id
        return all(row["id"] == mine and row["flagged_at"] is None for row in sets)


def _is_stoppable(proven: Proven) -> bool:
    return proven.kind in STOPPABLE and proven.kind is not EvidenceKind.RECOVERY_CODE
