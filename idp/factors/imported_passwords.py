"""Passwords that people had with another system, taken over as hashes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from idp.assurance.binding import CeremonyKind, bind
from idp.assurance.kinds import EvidenceKind
from idp.factors.binding_tables import BINDING, BINDING_CEREMONY
from idp.factors.domain import CredentialKind
from idp.factors.foreign_hashes import ForeignHash
from idp.factors.holdings import Holdings
from idp.factors.tables import CREDENTIAL, PASSWORD
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import Id, new_id
from idp.platform.database import insert_together

_CEREMONY: Final = CeremonyKind.RELEASE
_BOUND: Final = bind(_CEREMONY, (), gives=EvidenceKind.PASSWORD)


@dataclass(frozen=True)
class ImportedPasswords:
    """Joins the transaction of the caller."""

    context: ServiceContext
    credentials: Holdings

    def allowed(self) -> bool:
        """Whether passwords are a means that the operator allows (D3.8)."""
        return self.credentials.allowed(CredentialKind.PASSWORD)

    def add(self, new: Sequence[tuple[Id, ForeignHash]], *, actor: Actor) -> None:
        """Give people without any credential their password; nobody is written a letter.

        It was enrolled elsewhere, so it proves no binding and counts for the least. The caller has
        created their accounts in this transaction.
        """
        now = self.context.clock.now()
        rows: dict[Any, list[dict[str, Any]]] = {
            table: [] for table in (CREDENTIAL, PASSWORD, BINDING_CEREMONY, BINDING)
        }
        about: list[tuple[Id, dict[str, str]]] = []
        for subject_id, foreign in new:
            credential, ceremony = new_id(), new_id()
            bound = {
                "bound": _BOUND.bound,
                "identity": _BOUND.identity,
                "resistant": _BOUND.resistant,
                "effective_at": now,
            }
            rows[CREDENTIAL].append(
                {
                    **dict.fromkeys(column.name for column in CREDENTIAL.c),
                    **bound,
                    "id": credential,
                    "subject_id": subject_id,
                    "kind": CredentialKind.PASSWORD,
                    "label": "",
                    "enrolled_at": now,
                    "resumable": False,
                    "rises_identity": False,
                }
            )
            rows[PASSWORD].append(
                {"subject_id": subject_id, "credential_id": credential, "hash": foreign.encoded}
            )
            rows[BINDING_CEREMONY].append(_ceremony(ceremony, subject_id, now))
            rows[BINDING].append(
                {
                    "ceremony_id": ceremony,
                    "credential_id": credential,
                    "subject_id": subject_id,
                    **bound,
                }
            )
            facts = {"kind": CredentialKind.PASSWORD.value, "credential_id": credential}
            about.append((subject_id, facts))
        for table, those in rows.items():
            insert_together(self.context.database, table, those)
        self.context.history.append_about(EventType.PASSWORD_SET, actor=actor, about=about)


def _ceremony(ceremony_id: Id, subject_id: Id, now: datetime) -> dict[str, Any]:
    return {
        "id": ceremony_id,
        "subject_id": subject_id,
        "kind": _CEREMONY,
        "proven": [],
        "transaction_id": None,
        "officers": [],
        "place": "",
        "held_at": now,
        "tainted_at": None,
    }
