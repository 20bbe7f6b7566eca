"""The register of biometric services and of reports about them; each row takes two persons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Table, Update, bindparam, insert, select, update

from idp.factors.biometrics.domain import (
    Assurance,
    BiometricProvider,
    CaptureChannel,
    RecordState,
    Role,
)
from idp.factors.biometrics.domain.admissibility import Gap, counts_in, gaps, serves
from idp.factors.biometrics.register_rows import (
    COLUMNS,
    assurance_from,
    facts_of,
    not_a_provider,
    not_an_assurance,
    provider_columns,
    provider_from,
)
from idp.factors.biometrics.tables import ASSURANCE, PROVIDER
from idp.history.actors import to_text
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor, SecondPerson
from idp.kernel.biometrics import Modality
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.cached import Cached
from idp.platform.sealing import Sealing


def _moving(table: Table, *, to: RecordState, by: str, out_of: RecordState | None) -> Update:
    condition = table.c.state != to if out_of is None else table.c.state == out_of
    moved = update(table).where(table.c.id == bindparam("record"), condition)
    return moved.values({"state": to, by: bindparam("by")})


_PROVIDERS: Final = select(*COLUMNS).order_by(PROVIDER.c.id)
_ASSURANCES: Final = select(ASSURANCE).order_by(ASSURANCE.c.id)
_TOKEN: Final = select(PROVIDER.c.token_key, PROVIDER.c.token_sealed).where(
    PROVIDER.c.id == bindparam("provider")
)
_ADD_PROVIDER: Final = insert(PROVIDER)
_ADD_ASSURANCE: Final = insert(ASSURANCE)
_REPORT: Final = [column.name for column in ASSURANCE.c]
_PROPOSING: Final = "the proposal of a biometric record"
_PENDING: Final = RecordState.PENDING
_APPROVE: Final = {
    table: _moving(table, to=RecordState.IN_FORCE, by="approved_by", out_of=_PENDING)
    for table in (PROVIDER, ASSURANCE)
}
_RETIRE: Final = {
    table: _moving(table, to=RecordState.RETIRED, by="retired_by", out_of=None)
    for table in (PROVIDER, ASSURANCE)
}


@dataclass(frozen=True, slots=True)
class Pair:
    """The services for one trait on one channel, and why their answer may not count."""

    matcher: BiometricProvider | None
    liveness: BiometricProvider | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class BiometricProviders:
    """`demo`: the profile in which services of the demonstration count."""

    context: ServiceContext
    sealing: Sealing
    seen: Cached[str, list[BiometricProvider]]
    demo: bool
    second_person: SecondPerson

    def pair(self, modality: Modality, channel: CaptureChannel) -> Pair:
        """The newest services in force for this trait; at most seconds old."""
        known = self._known()
        matcher = _newest(known, Role.MATCHING, modality)
        liveness = _newest(known, Role.LIVENESS, modality)
        now = self.context.clock.now()
        return Pair(
            matcher, liveness, gaps(matcher, liveness, channel=channel, demo=self.demo, now=now)
        )

    def all(self) -> list[BiometricProvider]:
        """All services, oldest first, each with its reports."""
        reports = [assurance_from(row) for row in self.context.database.all(_ASSURANCES)]
        services = [provider_from(row) for row in self.context.database.all(_PROVIDERS)]
        return [
            replace(
                each,
                assurances=tuple(report for report in reports if report.provider_id == each.id),
            )
            for each in services
        ]

    def token(self, provider: BiometricProvider) -> str:
        """The bearer token for the service; empty when it needs none."""
        row = self.context.database.one(_TOKEN, provider=provider.id)
        if row is None or row.token_sealed is None:
            return ""
        return self.sealing.open(row.token_key, row.token_sealed, context=_context(provider.id))

    def propose(
        self, provider: BiometricProvider, *, token: str = "", actor: Actor
    ) -> BiometricProvider | Refused:
        """Propose a service; a second person has to approve it.

        The same without a `token`, proposed again by the same person, returns the pending one.

        Refused: NOT_AUTHORISED for one that never counts in this profile. Raises ValueError for a
        record that cannot be.
        """
        fault = not_a_provider(provider, plain_http=self.demo)
        if fault is not None:
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
        with self.context.database.transaction():
            self.context.database.advisory_lock(_PROPOSING)
            same = [x for x in self.all() if replace(x, id=made.id, assurances=()) == made]
            if same and not token:
                return same[0]
            self.context.database.execute(
                _ADD_PROVIDER, **provider_columns(made), token_key=key, token_sealed=sealed
            )
            self._record(EventType.BIOMETRIC_RECORD_PROPOSED, made, actor)
        return made

    def propose_assurance(self, assurance: Assurance, *, actor: Actor) -> Assurance | Refused:
        """Propose a report; a second person has to approve it.

        The same, proposed again by the same person, returns the pending one.

        Raises ValueError for a record that cannot be.
        """
        fault = not_an_assurance(assurance, self.context.clock.now())
        if fault is not None:
            raise ValueError(fault)
        made = replace(assurance, id=new_id(), state=_PENDING, proposed_by=actor, approved_by=None)
        with self.context.database.transaction():
            self.context.database.advisory_lock(_PROPOSING)
            whose = [each for each in self.all() if each.id == made.provider_id]
            if not whose:
                return Refused(Reason.NOT_FOUND)
            same = [each for each in whose[0].assurances if replace(each, id=made.id) == made]
            if same:
                return same[0]
            columns = {name: getattr(made, name, None) for name in _REPORT}
            value = None if made.value is None else format(made.value, "f")
            told = {"value": value, "proposed_by": to_text(actor), "retired_by": None}
            self.context.database.execute(_ADD_ASSURANCE, **columns | told)
            self._record(EventType.BIOMETRIC_RECORD_PROPOSED, made, actor)
        return made

    def approve(self, record_id: Id, *, actor: Actor) -> BiometricProvider | Assurance | Refused:
        """Put a service or a report in force, as a second person.

        Refused: FOUR_EYES for its own proposer and NOT_AUTHORISED where one of both is not proven,
        which the history tells; NOT_FOUND, STATE_ALREADY_HOLDS; NOT_AUTHORISED also for a service
        that never counts in this profile.
        """
        with self.context.database.transaction():
            record = self._find(record_id)
            if record is None:
                return Refused(Reason.NOT_FOUND)
            if isinstance(record, BiometricProvider) and not counts_in(
                record.profile, demo=self.demo
            ):
                return Refused(Reason.NOT_AUTHORISED)
            not_a_second = self.second_person.refusal(record.proposed_by, actor)
            if not_a_second is not None:
                self._record(EventType.BIOMETRIC_RECORD_NOT_APPROVED, record, actor)
                return Refused(not_a_second)
            return self._move(_APPROVE, record, actor, EventType.BIOMETRIC_RECORD_APPROVED)

    def retire(self, record_id: Id, *, actor: Actor) -> BiometricProvider | Assurance | Refused:
        """Retire a service or a report; restricting needs no second person.

        Refused: NOT_FOUND, STATE_ALREADY_HOLDS.
        """
        with self.context.database.transaction():
            record = self._find(record_id)
            if record is None:
                return Refused(Reason.NOT_FOUND)
            return self._move(_RETIRE, record, actor, EventType.BIOMETRIC_RECORD_RETIRED)

    def _known(self) -> list[BiometricProvider]:
        return self.seen.get("all", self.all)

    def _find(self, record_id: Id) -> BiometricProvider | Assurance | None:
        services = self.all()
        reports = [report for each in services for report in each.assurances]
        records: list[BiometricProvider | Assurance] = [*services, *reports]
        return next((each for each in records if each.id == record_id), None)

    def _move(
        self,
        moves: Mapping[Table, Update],
        record: BiometricProvider | Assurance,
        actor: Actor,
        happening: EventType,
    ) -> BiometricProvider | Assurance | Refused:
        """A conditional change of state: of two at once only one succeeds."""
        table = PROVIDER if isinstance(record, BiometricProvider) else ASSURANCE
        if self.context.database.execute(moves[table], record=record.id, by=to_text(actor)) != 1:
            return Refused(Reason.STATE_ALREADY_HOLDS)
        self.seen.clear()
        moved = self._find(record.id) or record
        self._record(happening, moved, actor)
        return moved

    def _record(
        self, happening: EventType, record: BiometricProvider | Assurance, actor: Actor
    ) -> None:
        self.context.history.append(happening, actor=actor, facts=facts_of(record))


def _newest(
    known: list[BiometricProvider], role: Role, modality: Modality
) -> BiometricProvider | None:
    fit = [each for each in known if each.role is role and serves(each, modality)]
    return fit[-1] if fit else None


def _context(provider_id: Id) -> str:
    return f"biometric-provider:{provider_id}"
