"""Rows of cases. Joins the caller's transaction."""

import itertools
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from idp.casework.domain.facts import NoFacts
from idp.casework.domain.moves import About, Done, Move
from idp.casework.service import Cases
from idp.casework.typed_texts import TypedTexts
from idp.documents.service import Documents
from idp.factors.domain import Credential
from idp.history.actors import from_text, to_text
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.texts import is_storable
from idp.letters.decisions import DecisionLetters
from idp.losses.domain import LossCase, LossReason, LossState, LostItem, Report, ReportedBy
from idp.losses.procedures import LOSS, LossEvent, LossOutcome
from idp.losses.tables import LOSS_CASE, LOSS_CLEARING
from idp.platform.database import Database, Row, among

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: a number is read out on the telephone."""
_GROUP: Final = 4

_OPEN: Final = insert(LOSS_CASE)
_PAGE: Final = 200
_AFTER_ALL: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"
_NEWEST: Final = (
    select(LOSS_CASE)
    .where(LOSS_CASE.c.id < bindparam("before"))
    .order_by(LOSS_CASE.c.id.desc())
    .limit(bindparam("limit"))
)
_ALL: Final = _NEWEST
_IN_STATE: Final = _NEWEST.where(LOSS_CASE.c.state == bindparam("state"))
_FOR_SUBJECT: Final = (
    select(LOSS_CASE)
    .where(LOSS_CASE.c.subject_id == bindparam("subject"))
    .order_by(LOSS_CASE.c.id.desc())
)
_BY_NUMBER: Final = select(LOSS_CASE).where(LOSS_CASE.c.number == bindparam("number"))
_SOME: Final = select(LOSS_CASE).where(among(LOSS_CASE.c.id, "cases"))
_FINAL: Final = (
    update(LOSS_CASE)
    .where(LOSS_CASE.c.id == bindparam("case"), LOSS_CASE.c.final_at.is_(None))
    .values(final_at=bindparam("now"))
)
_ADD_REMOVED: Final = insert(LOSS_CLEARING)
_REMOVED: Final = (
    select(LOSS_CLEARING.c.kind)
    .where(LOSS_CLEARING.c.case_id == bindparam("case"))
    .order_by(LOSS_CLEARING.c.credential_id)
)
_RETRACT: Final = (
    update(LOSS_CASE)
    .where(
        LOSS_CASE.c.id == bindparam("case"),
        LOSS_CASE.c.final_at.is_(None),
        LOSS_CASE.c.taken_back_at.is_(None),
    )
    .values(taken_back_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResult:
    """What a report did: how many credentials and sessions ended, and who was written to."""

    lettered: bool
    providers: tuple[str, ...]
    stopped: int
    sessions: int
    final: bool


@dataclass(frozen=True)
class LossEffects:
    """What changes beside the case of a loss when it moves: the report's own row tells it too.

    The person is written what was found, wherever the case is closed.
    """

    database: Database
    texts: TypedTexts
    letters: DecisionLetters
    documents: Documents

    def take(self, move: Move) -> Done:
        """An officer looks at it, which the person is told."""
        return self._set(move, state=LossState.TAKEN, owner=to_text(move.actor))

    def close(self, move: Move) -> Done:
        """The outcome is kept, and the same loss opens another case from now on."""
        found, case = move.facts.outcome, move.case
        kept = self.texts.column(case.subject_id, found)
        done = self._set(move, state=LossState.CLOSED, outcome=kept, closed_at=move.at)
        if case.subject_id is None:
            return Done({**done.told, "outcome": found})
        letter = self.letters.loss_case_closed(
            case.subject_id,
            number=case.number,
            outcome=found,
            digests=[each.digest.hex() for each in self.documents.of_case(case.number)],
            actor=move.actor,
        )
        return Done({**done.told, "outcome": found, "letter": letter.number}, letter)

    def _set(self, move: Move, **values: object) -> Done:
        mine = update(LOSS_CASE).where(LOSS_CASE.c.id == move.case.id)
        self.database.execute(mine.values(**values))
        return Done(told={"case": move.case.number, "outcome": None})


@dataclass(frozen=True)
class LossCases:
    database: Database
    clock: Clock
    engine: Cases
    texts: TypedTexts

    def open(
        self,
        subject_id: Id,
        report: Report,
        reported_by: ReportedBy,
        *,
        result: ReportResult,
        number: str,
        actor: Actor,
    ) -> LossCase:
        """Open the case of a report.

        Raises PermissionError for an officer without the power to report, which is asked before.
        """
        case = LossCase(
            id=new_id(),
            number=number,
            subject_id=subject_id,
            reason=report.reason,
            lost=tuple(sorted(report.lost)),
            reported_by=reported_by,
            state=LossState.OPEN,
            reported_at=self.clock.now(),
            lettered=result.lettered,
            providers=result.providers,
            owner=None,
            outcome=None,
            closed_at=None,
            final_at=self.clock.now() if result.final else None,
            taken_back_at=None,
        )
        facts = {
            "case": number,
            "reason": case.reason,
            "lost": [*case.lost],
            "by": reported_by,
            "stopped": result.stopped,
            "sessions": result.sessions,
            "final": result.final,
        }
        opened = self.engine.open(
            LOSS,
            actor,
            EventType.LOSS_REPORTED,
            about=About(subject_id=subject_id),
            told=facts,
            case_id=case.id,
            number=number,
        )
        if isinstance(opened, Refused):
            raise PermissionError(opened.reason)
        row = {name: getattr(case, name) for name in (column.name for column in LOSS_CASE.c)}
        row |= {"lost": list(case.lost), "providers": list(result.providers)}
        self.database.execute(_OPEN, **row)
        return case

    def by_number(self, number: str) -> LossCase | None:
        """The case of a public number."""
        if not is_storable(number):
            return None
        row = self.database.one(_BY_NUMBER, number=number)
        return None if row is None else self._case(row)

    def some(self, case_ids: Collection[Id]) -> dict[Id, LossCase]:
        """Those of these cases that there are, by id, read by one statement."""
        rows = self.database.all(_SOME, cases=list(case_ids))
        return {each.id: each for each in self._cases(rows)}

    def make_final(self, case_id: Id) -> None:
        """Make a case final: the loss was reported again, on the strongest possible proof."""
        self.database.execute(_FINAL, case=case_id, now=self.clock.now())

    def retract(self, case_id: Id) -> bool:
        """Whether this call retracted the report."""
        return self.database.execute(_RETRACT, case=case_id, now=self.clock.now()) == 1

    def record_removed(self, subject_id: Id, removed: Iterable[Credential]) -> None:
        """Record in the open cases of this person which credentials were removed."""
        still = [
            case for case in self.for_subject(subject_id) if case.state is not LossState.CLOSED
        ]
        for case, means in itertools.product(still, removed):
            self.database.execute(
                _ADD_REMOVED, case_id=case.id, credential_id=means.id, kind=means.kind.value
            )

    def removed_kinds(self, case_id: Id) -> tuple[str, ...]:
        """The kinds of credentials that an officer removed while this case was open."""
        return tuple(row.kind for row in self.database.all(_REMOVED, case=case_id))

    def for_subject(self, subject_id: Id) -> list[LossCase]:
        """The cases of one person, newest first."""
        return self._cases(self.database.all(_FOR_SUBJECT, subject=subject_id))

    def all(self, state: LossState | None = None) -> list[LossCase]:
        """Every case, newest first."""
        return list(self.iterate(state))

    def iterate(self, state: LossState | None = None) -> Iterator[LossCase]:
        """The same, read from the database a page at a time as they are asked for."""
        asked, only = (_ALL, {}) if state is None else (_IN_STATE, {"state": state})
        before, more = _AFTER_ALL, True
        while more:
            rows = self.database.all(asked, before=before, limit=_PAGE, **only)
            yield from self._cases(rows)
            more = len(rows) == _PAGE
            before = rows[-1].id if rows else before

    def take(self, number: str, *, actor: Actor, version: int | None = None) -> LossCase | Refused:
        """Take a case. `version`, refusals: as `Cases.fire`."""
        return self._fire(number, LossEvent.TAKE, actor, NoFacts(), version)

    def close(
        self, number: str, *, outcome: str, actor: Actor, version: int | None = None
    ) -> LossCase | Refused:
        """Close a taken case. Refused: NOT_AUTHORISED while nobody took it, as `Cases.fire`."""
        return self._fire(number, LossEvent.CLOSE, actor, LossOutcome(outcome), version)

    def _fire(
        self, number: str, event: LossEvent, actor: Actor, facts: object, version: int | None
    ) -> LossCase | Refused:
        with self.database.transaction():
            case = self.by_number(number)
            if case is None:
                return Refused(Reason.NOT_FOUND)
            answer = self.engine.fire(case.id, event, actor, facts, version=version)
            return answer if isinstance(answer, Refused) else self.by_number(number) or case

    def _cases(self, rows: Sequence[Row]) -> list[LossCase]:
        """The cases of these rows, with one read of the keys of whom outcomes are kept of."""
        whose = {row.subject_id for row in rows if row.outcome is not None}
        texts = self.texts.of_people(whose) if whose else self.texts
        return [self._case(row, texts) for row in rows]

    def _case(self, row: Row, texts: TypedTexts | None = None) -> LossCase:
        return LossCase(
            **row._asdict()
            | {
                "reason": LossReason(row.reason),
                "lost": tuple(map(LostItem, row.lost)),
                "reported_by": ReportedBy(row.reported_by),
                "state": LossState(row.state),
                "providers": tuple(row.providers),
                "owner": None if row.owner is None else from_text(row.owner),
                "outcome": (texts or self.texts).from_column(row.subject_id, row.outcome),
            }
        )


def new_number() -> str:
    """Forty random bits, so that a number does not reveal others or their count."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(2 * _GROUP))
    return f"BM-{letters[:_GROUP]}-{letters[_GROUP:]}"
