"""Attestation certificates whose keys leaked, as the operator brought the list last.

The shape is the one Google publishes: `{"entries": {"<serial, hexadecimal>": {"status": …}}}`. It
has no number and no signature, so the operator vouches for the file and the newest import counts.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, insert, select

from idp.factors.tables import REVOKED_ATTESTATION
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Actor
from idp.platform.database import Database

LARGEST: Final = 8 * 1024 * 1024
"""The longest list in bytes; the published one has some hundred thousand."""

_SERIAL: Final = re.compile(r"[0-9a-f]{1,64}")
_LISTED: Final = select(REVOKED_ATTESTATION.c.serial)


class UnusableRevocationList(ValueError):
    """The file is not a list of revoked certificates; the list in force is unchanged."""


@dataclass(frozen=True)
class Revocations:
    database: Database
    history: History

    def import_list(self, document: bytes, *, actor: Actor) -> int:
        """Put a list in force in place of the one before; returns how many certificates it names.

        A listed certificate counts as revoked, also one that is only suspended. Raises
        UnusableList.
        """
        entries = read_list(document)
        with self.database.transaction():
            self.database.execute(delete(REVOKED_ATTESTATION))
            rows = [{"serial": serial, "status": entries[serial]} for serial in entries]
            self.database.execute_many(insert(REVOKED_ATTESTATION), rows)
            self.history.append(
                EventType.REVOCATIONS_IMPORTED, actor=actor, facts={"certificates": len(entries)}
            )
        return len(entries)

    def listed(self) -> frozenset[str]:
        """The serial numbers of all listed certificates."""
        return frozenset(row.serial for row in self.database.all(_LISTED))


def read_list(document: bytes) -> dict[str, str]:
    """Serial number (lower-case hexadecimal, no leading zero) to status. Raises UnusableList."""
    if len(document) > LARGEST:
        raise UnusableRevocationList("the file is too large")
    try:
        read = json.loads(document)
    except (ValueError, RecursionError) as fault:
        raise UnusableRevocationList("the file is not JSON") from fault
    entries = read.get("entries") if isinstance(read, dict) else None
    if not isinstance(entries, dict):
        raise UnusableRevocationList("there is no object of entries")
    return dict(_entry(serial, said) for serial, said in entries.items())


def _entry(serial: str, said: Any) -> tuple[str, str]:  # noqa: ANN401 - whatever stood in the file
    plain = serial.lower().lstrip("0") or "0"
    status = said.get("status") if isinstance(said, dict) else None
    if _SERIAL.fullmatch(plain) is None or not isinstance(status, str) or not status:
        raise UnusableRevocationList("an entry without a serial number or a status")
    return plain, status
