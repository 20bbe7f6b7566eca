"""Figures of the ledger: CPU to chain 1,000 entries, and a proof among a million.

python -m benchmarks.ledger [--entries 1000000] [--database postgresql+psycopg://…]

In a new SQLite file where no database is named; a named one must be empty and migrated. CPU of this
process only: on PostgreSQL the server's comes on top.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from alembic import command
from pydantic import SecretStr
from sqlalchemy import insert

from idp.history.seals import seal
from idp.history.stored import STORED_ENTRIES
from idp.kernel.ids import new_id
from idp.ledger.key_files import add_key
from idp.ledger.offline.folder import KeptOutside
from idp.ledger.offline.notes import PublicKey
from idp.ledger.offline.verification import Pinned, Verification, verify
from idp.ledger.service import Ledger
from idp.platform.clock import SystemClock
from idp.platform.database import Database, open_database
from idp.platform.settings import Settings
from idp.schema.models import configuration
from idp.wiring.ledger import open_ledger

AT_ONCE: Final = 20_000
PROOFS: Final = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        _measure(Path(home), asked.entries, asked.database)


_SEAL_KEY: Final = bytes(32)


def _measure(home: Path, entries: int, url: str) -> None:
    key = add_key(home / "ledger.key", home / "ledger.pub", name="bench/history")
    (home / "checkpoints").mkdir()
    if not url:
        url = f"sqlite:///{home}/idp.db"
        command.upgrade(configuration(url), "head")
    database = open_database(url, pool_size=2)
    ledger = open_ledger(_settings(home, url), database, SystemClock(), seal_key=_SEAL_KEY)
    chaining, last = 0.0, list[str]()
    for begin in range(0, entries, AT_ONCE):
        last = _write(database, min(AT_ONCE, entries - begin))
        chaining += _cpu(ledger.chain)
    print(f"chained {entries} entries: {chaining / entries * 1e6:.0f} ms of CPU for 1,000")
    one = _write(database, 1)
    print(f"one more entry by itself: {_cpu(ledger.chain) * 1e3:.1f} ms of CPU")
    print(f"nothing to do: {_cpu(ledger.chain) * 1e3:.1f} ms of CPU")
    print(f"checkpoint, first of all, with its file of leaves: {_cpu(ledger.sign):.2f} s of CPU")
    _write(database, 1_000)
    ledger.chain()
    print(f"checkpoint over 1,000 more: {_cpu(ledger.sign) * 1e3:.1f} ms of CPU")
    _prove(ledger, [*last[:PROOFS], *one])
    began = time.process_time()
    found = _verified(ledger, key, home)
    print(f"verify the whole: {time.process_time() - began:.1f} s of CPU, whole: {found}")
    database.close()


def _settings(home: Path, url: str) -> Settings:
    return Settings(
        issuer="https://id.example",
        database_url=url,
        keyring=home / "none",
        secret=SecretStr(""),
        ledger_key=home / "ledger.key",
        ledger_public_keys=home / "ledger.pub",
        ledger_checkpoints=home / "checkpoints",
    )


def _write(database: Database, count: int) -> list[str]:
    """Entries as a sign-in writes them; their ids."""
    now = datetime.now(UTC)  # noqa: TID251
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "happened_at": now,
            "happening": "signed_in",
            "subject_id": new_id(),
            "actor": "subject",
            "client_id": "portal",
            "transaction_id": new_id(),
            "facts": {"level": 2, "means": ["password", "totp"], "device": "Firefox, Linux"},
            "fields_act": "003/2024 17(2)",
        }
        for _ in range(count)
    ]
    for each in rows:
        each["seal"] = seal(_SEAL_KEY, each)
    with database.transaction():
        database.execute_many(insert(STORED_ENTRIES), rows)
    return [row["id"] for row in rows]


def _prove(ledger: Ledger, entry_ids: list[str]) -> None:
    began = time.process_time()
    for each in entry_ids:
        assert ledger.proofs([each], withheld=())  # noqa: S101
    spent = (time.process_time() - began) / len(entry_ids)
    print(f"inclusion proof among {ledger.lag().leaves}: {spent * 1e3:.2f} ms of CPU")


def _verified(ledger: Ledger, key: PublicKey, home: Path) -> bool:
    kept = KeptOutside(home / "checkpoints", [key])
    verification = Verification(Pinned([key]), notes=kept.notes(), hashes=kept.hashes())
    return verify(ledger.export(), verification).whole


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
