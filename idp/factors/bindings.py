"""Which ceremonies bound which means: written once, read again when one was found to be a fraud."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, insert, update

from idp.assurance.pieces import to_words
from idp.factors.binding_tables import BINDING, BINDING_CEREMONY
from idp.factors.domain import Binding, Credential
from idp.factors.tables import CREDENTIAL
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.platform.database import Database, Prepared

_CEREMONY: Final = Prepared(insert(BINDING_CEREMONY))
_BINDING: Final = Prepared(insert(BINDING))
_REBIND: Final = Prepared(
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"))
    .values(
        bound=bindparam("to"),
        identity=bindparam("person"),
        resistant=bindparam("resists"),
        effective_at=bindparam("from_then"),
    )
)


@dataclass(frozen=True, slots=True)
class CoolOff:
    """How long a new binding waits: with a letter to its owner, and where none could be sent."""

    lettered: timedelta
    unlettered: timedelta


@dataclass(frozen=True)
class Bindings:
    """Joins the verb that calls it."""

    database: Database
    clock: Clock

    def record(self, subject_id: Id, binding: Binding, bound: Mapping[Id, Credential]) -> Id:
        """Keep a ceremony and what it made of each of these means; the id of the ceremony."""
        ceremony_id = new_id()
        self.database.change(
            _CEREMONY,
            id=ceremony_id,
            subject_id=subject_id,
            kind=binding.kind,
            proven=[list(to_words(each)) for each in binding.proven],
            transaction_id=binding.transaction_id,
            officers=list(binding.officers),
            place=binding.place,
            held_at=self.clock.now(),
            tainted_at=None,
        )
        for credential_id, credential in bound.items():
            self.database.change(
                _BINDING,
                ceremony_id=ceremony_id,
                credential_id=credential_id,
                subject_id=subject_id,
                bound=credential.bound,
                identity=credential.identity,
                resistant=credential.resistant,
                effective_at=credential.effective_at,
            )
        return ceremony_id

    def rebind(self, credential: Credential) -> None:
        """Let a means count from now on for what this value says."""
        self.database.change(
            _REBIND,
            credential=credential.id,
            to=credential.bound,
            person=credential.identity,
            resists=credential.resistant,
            from_then=credential.effective_at,
        )
