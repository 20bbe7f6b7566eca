"""Ceremonies and bindings on record, and findings of fraud."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from idp.assurance.binding import Bound, CeremonyKind
from idp.assurance.pieces import from_words, to_words
from idp.assurance.tainting import Fraud, Held
from idp.factors.binding_tables import BINDING, BINDING_CEREMONY, TAINT
from idp.factors.credential_types import type_of
from idp.factors.domain import Binding, Credential
from idp.factors.tables import CREDENTIAL
from idp.kernel.actors import Actor, key_of
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.platform.database import Database

_CEREMONY: Final = insert(BINDING_CEREMONY)
_BINDING: Final = insert(BINDING)
_REBIND: Final = (
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"))
    .values(
        bound=bindparam("to"),
        identity=bindparam("person"),
        resistant=bindparam("resists"),
        effective_at=bindparam("from_then"),
        rises_to=bindparam("rises"),
        rises_identity=bindparam("rises_person"),
        rises_at=bindparam("rises_then"),
    )
)
_ALIKE: Final = BINDING.alias("alike")
_WITH_IT: Final = CREDENTIAL.c.id.in_(
    select(BINDING.c.credential_id)
    .join(_ALIKE, _ALIKE.c.ceremony_id == BINDING.c.ceremony_id)
    .where(_ALIKE.c.credential_id == bindparam("credential"))
)
_BRING_RISES_FORWARD: Final = (
    update(CREDENTIAL)
    .where(_WITH_IT, CREDENTIAL.c.rises_at > bindparam("sooner"))
    .values(rises_at=bindparam("sooner"))
)
_END_RISES: Final = (
    update(CREDENTIAL)
    .where(_WITH_IT, CREDENTIAL.c.rises_at > bindparam("now"))
    .values(rises_to=None, rises_identity=False, rises_at=None)
)
_BRING_FORWARD: Final = (
    update(CREDENTIAL)
    .where(
        CREDENTIAL.c.id == bindparam("credential"),
        CREDENTIAL.c.flagged_at.is_(None),
        CREDENTIAL.c.effective_at > bindparam("sooner"),
    )
    .values(effective_at=bindparam("sooner"))
)
_ONE: Final = select(BINDING_CEREMONY.c.subject_id).where(
    BINDING_CEREMONY.c.id == bindparam("ceremony")
)
_SINCE: Final = select(BINDING_CEREMONY.c.subject_id, BINDING_CEREMONY.c.officers).where(
    BINDING_CEREMONY.c.held_at >= bindparam("since")
)
_TAINT: Final = (
    update(BINDING_CEREMONY)
    .where(BINDING_CEREMONY.c.id == bindparam("ceremony"), BINDING_CEREMONY.c.tainted_at.is_(None))
    .values(tainted_at=bindparam("now"))
)
_OF: Final = (
    select(BINDING_CEREMONY)
    .where(BINDING_CEREMONY.c.subject_id == bindparam("subject"))
    .order_by(BINDING_CEREMONY.c.id)
)
_OWNER: Final = (
    select(BINDING.c.subject_id).where(BINDING.c.credential_id == bindparam("credential")).limit(1)
)
_KNOWN: Final = select(TAINT.c.of, TAINT.c.name, TAINT.c.since).where(
    TAINT.c.of == bindparam("what")
)
_KNOWN_ONE: Final = select(TAINT.c.since).where(
    TAINT.c.of == bindparam("what"), TAINT.c.name == bindparam("who")
)
_FIND: Final = insert(TAINT)
_OFFICERS: Final = "officers found dishonest"
"""The advisory lock: exclusive for a finding, shared for a binding by officers."""
_MADE: Final = select(BINDING).where(BINDING.c.subject_id == bindparam("subject"))


class FraudSource(StrEnum):
    """Kinds of findings that hold from an instant on; a ceremony is tainted in its own row."""

    CREDENTIAL = "credential"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class CoolOff:
    """How long a new binding waits: from a sent letter about it on, or at most."""

    after_letter: timedelta
    without_letter: timedelta


class BindingResult(NamedTuple):
    """The binding that a ceremony gave to a credential or contact, and when it takes effect."""

    bound: int
    effective_at: datetime
    identity: bool = False
    resistant: bool = False


def binding_result(credential: Credential) -> BindingResult:
    """The binding that a ceremony has just given to a credential, after its cool-off."""
    return BindingResult(
        credential.utmost,
        credential.rises_at or credential.effective_at or credential.enrolled_at,
        identity=credential.identity or credential.rises_identity,
        resistant=credential.resistant,
    )


@dataclass(frozen=True)
class Bindings:
    """Joins the caller's transaction."""

    database: Database
    clock: Clock

    def record(self, subject_id: Id, binding: Binding, bound: Mapping[Id, BindingResult]) -> Id:
        """Record a ceremony and its bindings of credentials or contacts; the ceremony's id."""
        ceremony_id = new_id()
        self.database.execute(
            _CEREMONY,
            id=ceremony_id,
            subject_id=subject_id,
            kind=binding.kind,
            proven=[list(to_words(each)) for each in binding.proven],
            transaction_id=binding.transaction_id,
            officers=[key_of(each) for each in binding.officers],
            place=binding.place,
            held_at=self.clock.now(),
            tainted_at=None,
        )
        for credential_id, made in bound.items():
            self.database.execute(
                _BINDING,
                ceremony_id=ceremony_id,
                credential_id=credential_id,
                subject_id=subject_id,
                **made._asdict(),
            )
        return ceremony_id

    def rebind(self, credential: Credential) -> None:
        """Store a new binding of a credential."""
        self.database.execute(
            _REBIND,
            credential=credential.id,
            to=credential.bound,
            person=credential.identity,
            resists=credential.resistant,
            from_then=credential.effective_at,
            rises=credential.rises_to,
            rises_person=credential.rises_identity,
            rises_then=credential.rises_at,
        )

    def bring_forward(self, credential_id: Id, effective_at: datetime) -> None:
        """Make a pending credential effective at this instant, if that is sooner.

        Likewise the raises of other credentials by its ceremony. A stopped credential is left as it
        is.
        """
        self.database.execute(_BRING_FORWARD, credential=credential_id, sooner=effective_at)
        self.database.execute(_BRING_RISES_FORWARD, credential=credential_id, sooner=effective_at)

    def end_rises(self, credential_id: Id) -> None:
        """Cancel pending raises by the ceremonies of this credential."""
        self.database.execute(_END_RISES, credential=credential_id, now=self.clock.now())

    def subject_of(self, ceremony_id: Id) -> Id | None:
        """The person whose credential a ceremony bound."""
        row = self.database.one(_ONE, ceremony=ceremony_id)
        return None if row is None else row.subject_id

    def bound_by(self, officer: str, *, since: datetime) -> list[Id]:
        """The people for whom this officer (`key_of`) bound a credential since then."""
        rows = self.database.all(_SINCE, since=since)
        return sorted({row.subject_id for row in rows if officer in row.officers})

    def owner_of(self, credential_id: Id) -> Id | None:
        """The owner of a credential, also when it was replaced or removed since."""
        row = self.database.one(_OWNER, credential=credential_id)
        return None if row is None else row.subject_id

    def record_fraud(self, what: FraudSource, name: str, *, since: datetime) -> bool:
        """Record that a credential or an officer was fraudulent from then on; whether it is new.

        For an officer it waits for bindings under way, so that these are found as well.
        """
        if what is FraudSource.OFFICER:
            self.database.advisory_lock(_OFFICERS)
        known = self.database.all(_KNOWN_ONE, what=what, who=name)
        new = all(row.since > since for row in known)
        if new:
            self.database.execute(_FIND, of=what, name=name, since=since)
        return new

    def frauds(self) -> Fraud:
        """All credentials and officers found fraudulent so far, each from its first instant on."""
        return Fraud(
            credentials=self._found(FraudSource.CREDENTIAL),
            officers=self._found(FraudSource.OFFICER),
        )

    def involves_fraud(self, officers: Collection[Actor], at: datetime) -> bool:
        """Whether one of these officers was found dishonest before then.

        A shared lock keeps findings about officers waiting until the open unit of work ends, so
        that its bindings are on record first.
        """
        if officers:
            self.database.advisory_lock(_OFFICERS, shared=True)
        since = [
            row.since
            for officer in officers
            for row in self.database.all(_KNOWN_ONE, what=FraudSource.OFFICER, who=key_of(officer))
        ]
        return any(each <= at for each in since)

    def _found(self, what: FraudSource) -> dict[str, datetime]:
        first: dict[str, datetime] = {}
        for row in self.database.all(_KNOWN, what=what):
            first[row.name] = min(row.since, first.get(row.name, row.since))
        return first

    def taint(self, ceremony_ids: Collection[Id]) -> None:
        """Taint these ceremonies for good: they do not count from now on."""
        for each in sorted(ceremony_ids):
            self.database.execute(_TAINT, ceremony=each, now=self.clock.now())

    def for_subject(self, subject_id: Id, held: Collection[Credential]) -> list[Held]:
        """The ceremonies of a person, oldest first; `held` are the credentials still there."""
        gives = {each.id: type_of(each).binds_as for each in held}
        made: dict[Id, dict[Id, Bound]] = {}
        for row in self.database.all(_MADE, subject=subject_id):
            bound = Bound(row.bound, identity=row.identity, resistant=row.resistant)
            made.setdefault(row.ceremony_id, {})[row.credential_id] = bound
        return [
            Held(
                id=row.id,
                kind=CeremonyKind(row.kind),
                proven=tuple(map(from_words, row.proven)),
                officers=tuple(row.officers),
                held_at=row.held_at,
                tainted=row.tainted_at is not None,
                made=made.get(row.id, {}),
                gives=gives,
            )
            for row in self.database.all(_OF, subject=subject_id)
        ]
