"""The ledger of history, which metrics also ask alone."""

from typing import Final

from idp.history.entry_seals import EntrySeals
from idp.kernel.clock import Clock
from idp.ledger.bucket import OutsideBucket
from idp.ledger.checkpoints import Checkpoints
from idp.ledger.export import LedgerExport
from idp.ledger.outside import Outside, OutsideFolder
from idp.ledger.proofs import Proofs
from idp.ledger.sequencing import Sequencer
from idp.ledger.service import Ledger
from idp.platform.database import Database
from idp.platform.outbound import Outbound
from idp.platform.outbound_addresses import NAMES_OF_THE_OPERATOR
from idp.platform.s3 import ObjectStore, object_store_address
from idp.platform.settings import Settings

_STORE_SECONDS: Final = 60.0
"""For one object: of the first checkpoint over an old history 32 bytes for each entry."""
_SHORT_ANSWER: Final = 65_536


def open_ledger(settings: Settings, database: Database, clock: Clock, *, seal_key: bytes) -> Ledger:
    """The ledger alone. `seal_key` is derived for `history.seals.KEY_PURPOSE`."""
    checkpoints = Checkpoints(
        database=database,
        clock=clock,
        key=settings.ledger_key,
        public_keys=settings.ledger_public_keys,
        outside=_outside(settings, clock),
        seals=EntrySeals(
            database=database,
            clock=clock,
            fields_act=settings.history_fields_act,
            key=seal_key,
        ),
    )
    exporter = LedgerExport(database, clock)
    proofs = Proofs(database, checkpoints)
    return Ledger(database, Sequencer(database, clock), checkpoints, exporter, proofs)


def _outside(settings: Settings, clock: Clock) -> Outside | None:
    """The directory or the bucket of the settings; nothing is asked of either here."""
    if settings.ledger_checkpoints is not None:
        return OutsideFolder(settings.ledger_checkpoints)
    address = object_store_address(settings.ledger_checkpoint_store_url.get_secret_value())
    if address is None:
        return None
    objects = ObjectStore(
        outbound=Outbound(
            settings.outbound_hosts,
            settings.outbound_ca_bundle,
            resolver=NAMES_OF_THE_OPERATOR,
            seconds=_STORE_SECONDS,
        ),
        clock=clock,
        origin=address.origin,
        bucket=address.bucket,
        region=address.region,
        key_id=address.key_id,
        secret=address.secret,
        most=_SHORT_ANSWER,
    )
    return OutsideBucket(objects, settings.ledger_checkpoint_prefix)
