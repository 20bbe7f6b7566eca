"""The ledger of history, which metrics also ask alone."""

from idp.history.entry_seals import EntrySeals
from idp.kernel.clock import Clock
from idp.ledger.checkpoints import Checkpoints
from idp.ledger.export import LedgerExport
from idp.ledger.outside import OutsideFolder
from idp.ledger.proofs import Proofs
from idp.ledger.sequencing import Sequencer
from idp.ledger.service import Ledger
from idp.platform.database import Database
from idp.platform.settings import Settings


def open_ledger(settings: Settings, database: Database, clock: Clock, *, seal_key: bytes) -> Ledger:
    """The ledger alone. `seal_key` is derived for `history.seals.KEY_PURPOSE`."""
    folder = settings.ledger_checkpoints
    checkpoints = Checkpoints(
        database=database,
        clock=clock,
        key=settings.ledger_key,
        public_keys=settings.ledger_public_keys,
        outside=OutsideFolder(folder) if folder else None,
    )
    exporter = LedgerExport(database, clock)
    proofs = Proofs(database, checkpoints)
    seals = EntrySeals(
        database=database,
        clock=clock,
        fields_act=settings.history_fields_act,
        key=seal_key,
    )
    return Ledger(database, Sequencer(database, clock, seals), checkpoints, exporter, proofs)
