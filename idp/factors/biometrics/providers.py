"""The register of biometric services and of reports about them; each row takes two persons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from idp.casework.domain.moves import Done, Move, Moved
from idp.casework.service import Cases
from idp.factors.biometrics.domain import (
    Assurance,
    BiometricProvider,
    CaptureChannel,
    RecordState,
    Role,
)
from idp.factors.biometrics.domain.admissibility import Gap, counts_in, gaps, serves
from idp.factors.biometrics.procedures import BIOMETRIC_RECORD, RecordEvent
from idp.factors.biometrics.register_rows import (
    COLUMNS,
    assurance_faults,
    assurance_from,
    facts_of,
    first_of_each,
    provider_columns,
    provider_faults,
    provider_from,
)
from idp.factors.biometrics.tables import ASSURANCE, PROVIDER
from idp.history.actors import to_text
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.biometrics import Modality
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.cached import Cached
from idp.platform.database import Database
from idp.platform.sealing import Sealing
from idp.subjects.domain import Source

_PROVIDERS: Final = select(*COLUMNS).order_by(PROVIDER.c.id)
_ASSURANCES: Final = select(ASSURANCE).order_by(ASSURANCE.c.id)
_PROVIDER: Final = select(*COLUMNS).where(PROVIDER.c.id == bindparam("provider"))
_REPORTS: Final = (
    select(ASSURANCE)
    .where(ASSURANCE.c.provider_id == bindparam("provider"))
    .order_by(ASSURANCE.c.id)
)
_ASSURANCE: Final = select(ASSURANCE).where(ASSURANCE.c.id == bindparam("report"))
_OF_TASK: Final = (
    select(*COLUMNS)
    .where(PROVIDER.c.role == bindparam("role"), PROVIDER.c.state == RecordState.IN_FORCE)
    .order_by(PROVIDER.c.id)
)
_TOKEN: Final = select(PROVIDER.c.token_key, PROVIDER.c.token_sealed).where(
    PROVIDER.c.id == bindparam("provider")
)
_ADD_PROVIDER: Final = insert(PROVIDER)
_ADD_ASSURANCE: Final = insert(ASSURANCE)
_REPORT: Final = [column.name for column in ASSURANCE.c]
_PROPOSING: Final = "the proposal of a biometric record"
_PENDING: Final = RecordState.PENDING


@dataclass(frozen=True, slots=True)
class Pair:
    """The services for one trait on one channel, and why their answer may not count."""

    matcher: BiometricProvider | None
    liveness: BiometricProvider | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class BiometricEffects:
    """What changes beside the case of a record when it moves."""

    database: Database
    seen: Cached[str, list[BiometricProvider]]
    demo: bool

    def check(self, move: Move) -> Refused | None:
        """NOT_AUTHORISED for a service that never counts in this profile."""
        record = find(self.database, move.case.id)
        if isinstance(record, BiometricProvider) and not counts_in(record.profile, demo=self.demo):
            return Refused(Reason.NOT_AUTHORISED)
        return None

    def approve(self, move: Move) -> Done:
        """It counts from now on."""
        return self._set(move, state=RecordState.IN_FORCE, approved_by=to_text(move.actor))

    def retire(self, move: Move) -> Done:
        """It counts no more."""
        return self._set(move, state=RecordState.RETIRED, retired_by=to_text(move.actor))

    def _set(self, move: Move, **values: object) -> Done:
        for table in (PROVIDER, ASSURANCE):
            mine = update(table).where(table.c.id == move.case.id)
            self.database.execute(mine.values(**values))
        self.seen.clear()
        record = find(self.database, move.case.id)
        return Done(told=facts_of(record), result=record)


@dataclass(frozen=True)
class BiometricProviders:
    """`demo`: the profile in which services of the demonstration count."""

    database: Database
    clock: Clock
    sealing: Sealing
    seen: Cached[str, list[BiometricProvider]]
    demo: bool
    engine: Cases

    def pair(
        self,
        modality: Modality,
        channel: CaptureChannel,
        source: Source = Source.IDENTITY_DB,
        *,
        only: bool = False,
    ) -> Pair:
        """The newest services in force for this trait; at most seconds old.

        The one that compares has its references from `source`, where there is such a one: citizens
        are in another database than foreigners. `only`: it is that one, or there is none.
        """
        known = self._known()
        theirs = [each for each in known if each.provenance == source]
        matcher = _newest(theirs, Role.MATCHING, modality)
        if matcher is None and not only:
            matcher = _newest(known, Role.MATCHING, modality)
        liveness = _newest(known, Role.LIVENESS, modality)
        now = self.clock.now()
        return Pair(
            matcher, liveness, gaps(matcher, liveness, channel=channel, demo=self.demo, now=now)
        )

    def all(self) -> list[BiometricProvider]:
        """All services, oldest first, each with its reports."""
        return register(self.database)

    def one(self, record_id: Id) -> BiometricProvider | Assurance | None:
        """The service with this id, or the report."""
        return _one(self.database, record_id)

    def token(self, provider: BiometricProvider) -> str:
        """The bearer token for the service; empty when it needs none."""
        row = self.database.one(_TOKEN, provider=provider.id)
        if row is None or row.token_sealed is None:
            return ""
        return self.sealing.open(row.token_key, row.token_sealed, context=_context(provider.id))

    def faults_of(self, provider: BiometricProvider) -> Mapping[str, str]:
        """By field: why no such service can be entered; empty for one that can."""
        return first_of_each(provider_faults(provider, plain_http=self.demo))

    def report_faults_of(self, report: Assurance) -> Mapping[str, str]:
        """By field: why no such report can be entered; empty for one that can."""
        return first_of_each(assurance_faults(report, self.clock.now()))

    def propose(
        self, provider: BiometricProvider, *, token: str = "", actor: Actor
    ) -> BiometricProvider | Refused:
        """Propose a service; a second person has to approve it.

        The same without a `token`, proposed again by the same person, returns the pending one.

        Refused: NOT_AUTHORISED for one that never counts in this profile, and as `Cases.open`.
        Raises ValueError for a record that cannot be.
        """
        for fault in self.faults_of(provider).values():
            raise ValueError(fault)
        if not counts_in(provider.profile, demo=self.demo):
            return Refused(Reason.NOT_AUTHORISED)
        made = replace(
            provider,
            id=new_id(),
            state=_PENDING,
            proposed_by=actor,
            approved_by=None,
            assurances=(),
        )
        key = self.sealing.new_data_key() if token else None
        sealed = None
        if key is not None:
            sealed = self.sealing.seal(key, token, context=_context(made.id))
        with self.database.transaction():
            self.database.advisory_lock(_PROPOSING)
            same = [x for x in self.all() if replace(x, id=made.id, assurances=()) == made]
            if same and not token:
                return same[0]
            refused = self._open(made, actor)
            if refused is not None:
                return refused
            self.database.execute(
                _ADD_PROVIDER, **provider_columns(made), token_key=key, token_sealed=sealed
            )
        return made

    def propose_assurance(self, assurance: Assurance, *, actor: Actor) -> Assurance | Refused:
        """Propose a report; a second person has to approve it.

        The same, proposed again by the same person, returns the pending one.

        Refused: NOT_FOUND, and as `Cases.open`. Raises ValueError for a record that cannot be.
        """
        for fault in self.report_faults_of(assurance).values():
            raise ValueError(fault)
        made = replace(assurance, id=new_id(), state=_PENDING, proposed_by=actor, approved_by=None)
        with self.database.transaction():
            self.database.advisory_lock(_PROPOSING)
            whose = [each for each in self.all() if each.id == made.provider_id]
            if not whose:
                return Refused(Reason.NOT_FOUND)
            same = [each for each in whose[0].assurances if replace(each, id=made.id) == made]
            if same:
                return same[0]
            refused = self._open(made, actor)
            if refused is not None:
                return refused
            columns = {name: getattr(made, name, None) for name in _REPORT}
            value = None if made.value is None else format(made.value, "f")
            told = {"value": value, "proposed_by": to_text(actor), "retired_by": None}
            self.database.execute(_ADD_ASSURANCE, **columns | told)
        return made

    def approve(self, record_id: Id, *, actor: Actor) -> BiometricProvider | Assurance | Refused:
        """Put a service or a report in force, as a second person.

        Refused: NOT_AUTHORISED for a service that never counts in this profile, and as
        `Cases.approve`.
        """
        return _result(self.engine.approve(record_id, actor))

    def retire(self, record_id: Id, *, actor: Actor) -> BiometricProvider | Assurance | Refused:
        """Retire a service or a report; restricting needs no second person.

        Refused: as `Cases.fire`.
        """
        return _result(self.engine.fire(record_id, RecordEvent.RETIRE, actor))

    def _known(self) -> list[BiometricProvider]:
        return self.seen.get("all", self.all)

    def _open(self, made: BiometricProvider | Assurance, actor: Actor) -> Refused | None:
        opened = self.engine.open(
            BIOMETRIC_RECORD,
            actor,
            EventType.BIOMETRIC_RECORD_PROPOSED,
            told=facts_of(made),
            case_id=made.id,
        )
        return opened if isinstance(opened, Refused) else None


def register(database: Database) -> list[BiometricProvider]:
    """All services, oldest first, each with its reports."""
    reports = [assurance_from(row) for row in database.all(_ASSURANCES)]
    services = [provider_from(row) for row in database.all(_PROVIDERS)]
    return [
        replace(
            each, assurances=tuple(report for report in reports if report.provider_id == each.id)
        )
        for each in services
    ]


def find(database: Database, record_id: Id) -> BiometricProvider | Assurance:
    """The record of a case. Raises LookupError."""
    found = _one(database, record_id)
    if found is None:
        raise LookupError(record_id)
    return found


def served_before(database: Database, service: BiometricProvider) -> list[BiometricProvider]:
    """The other services in force with its task and one of its traits, oldest first."""
    found = [provider_from(row) for row in database.all(_OF_TASK, role=service.role)]
    mine = set(service.modalities)
    return [each for each in found if each.id != service.id and mine & set(each.modalities)]


def _one(database: Database, record_id: Id) -> BiometricProvider | Assurance | None:
    row = database.one(_PROVIDER, provider=record_id)
    if row is not None:
        reports = database.all(_REPORTS, provider=record_id)
        return replace(provider_from(row), assurances=tuple(map(assurance_from, reports)))
    row = database.one(_ASSURANCE, report=record_id)
    return None if row is None else assurance_from(row)


def _result(answer: Moved | Refused) -> BiometricProvider | Assurance | Refused:
    if isinstance(answer, Refused):
        return answer
    record: BiometricProvider | Assurance = answer.result
    return record


def _newest(
    known: list[BiometricProvider], role: Role, modality: Modality
) -> BiometricProvider | None:
    fit = [each for each in known if each.role is role and serves(each, modality)]
    return fit[-1] if fit else None


def _context(provider_id: Id) -> str:
    return f"biometric-provider:{provider_id}"
