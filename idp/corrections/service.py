"""Requests for a correction: asked by the person, decided by an officer as a case."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO

from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.casework.domain.cases import Case, CaseEvent, facts_in
from idp.casework.domain.facts import facts_of
from idp.casework.domain.moves import About, Done, Move
from idp.casework.service import Cases
from idp.casework.typed_texts import TypedTexts
from idp.casework.work_list import WorkList
from idp.corrections.domain import (
    LONGEST_WHY,
    MOST_DOCUMENTS,
    Correctable,
    CorrectionAsked,
    CorrectionState,
    Inquiry,
    asked_about,
    correctable_in,
    corrected,
    is_correctable,
    referring_refusal,
    text_of,
    value_in,
    version_of,
    writing_refusal,
)
from idp.corrections.procedures import DATA_CORRECTION, CorrectionAnswer, CorrectionEvent
from idp.documents.domain import DocumentKind, StoredDocument
from idp.documents.service import Documents, ExaminedDocument
from idp.history.domain import EventType
from idp.kernel.actors import Person
from idp.kernel.clock import Clock, civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.kernel.texts import is_prose
from idp.letters.decisions import DecisionLetters
from idp.letters.domain import LetterKind
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.subjects.domain import Datum, Identity, Source, SubjectKind
from idp.subjects.service import Subjects


@dataclass(frozen=True)
class CorrectionEffects:
    """What changes beside the case of a correction when it is decided: the datum, and a letter."""

    clock: Clock
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    engine: Cases
    texts: TypedTexts
    letters: DecisionLetters
    notices: Notices

    def ask(self, move: Move) -> Done:
        """A notice tells the person that there is a question, and where; not what it is."""
        whose = _whose(move.case)
        self.notices.notify(
            whose, text_key=NoticeKind.CORRECTION_QUESTION, facts={"number": move.case.number}
        )
        return Done({"datum": self._asked(move.case).datum})

    def may_write(self, move: Move) -> Refused | None:
        """Refused as `writing_refusal`. Locks the account, so that no register writes meanwhile."""
        asked, held = self._asked_and_held(move.case)
        reason = writing_refusal(asked, held)
        return None if reason is None else Refused(reason)

    def correct(self, move: Move) -> Done:
        """Write the datum as it was asked for; `may_write` found that it can be.

        Who turns out to be a child needs a guardian from then on, as after a register's update.
        """
        asked, held, whose = *self._asked_and_held(move.case), _whose(move.case)
        if held is None:
            raise LookupError("the datum is gone")
        written = corrected(asked, held, self._today())
        self.subjects.amend(whose, {asked.datum: written}, from_then=self.clock.now())
        if asked.datum is Correctable.BIRTHDATE:
            self.accounts.note_age(whose)
        return self._told(move, LetterKind.CORRECTION_MADE, asked, written.source)

    def may_refer(self, move: Move) -> Refused | None:
        """Refused as `referring_refusal`. Locks the account, as `may_write`."""
        _, held = self._asked_and_held(move.case)
        reason = referring_refusal(held)
        return None if reason is None else Refused(reason)

    def refer(self, move: Move) -> Done:
        """The register corrects it, and its update arrives here by itself (D8.1)."""
        asked, held = self._asked_and_held(move.case)
        if held is None:
            raise LookupError("the datum is gone")
        return self._told(move, LetterKind.CORRECTION_REFERRED, asked, held.source)

    def refuse(self, move: Move) -> Done:
        """Nothing is written."""
        asked = self._asked(move.case)
        return self._told(move, LetterKind.CORRECTION_REFUSED, asked, asked.source)

    def _told(self, move: Move, kind: LetterKind, asked: CorrectionAsked, source: Source) -> Done:
        letter = self.letters.correction_decided(
            kind,
            _whose(move.case),
            number=move.case.number,
            datum=asked.datum,
            value=asked.wanted,
            source=source,
            ground=move.facts.ground,
            actor=move.actor,
        )
        told = {"datum": asked.datum, "ground": move.facts.ground, "letter": letter.number}
        return Done(told, letter)

    def _asked_and_held(self, case: Case) -> tuple[CorrectionAsked, Datum | None]:
        asked, whose = self._asked(case), _whose(case)
        self.account_locks.lock(whose)
        return asked, self.subjects.identity(whose).data.get(asked.datum)

    def _asked(self, case: Case) -> CorrectionAsked:
        return asked_in(case, self.engine.events(case.id), self.texts)

    def _today(self) -> date:
        return civil_day(self.clock.now())


@dataclass(frozen=True, slots=True)
class ToldCorrection:
    """What was asked, and why it was decided so, None before that.

    `inquiries`: what officers asked the person, and what the person said, in order.
    """

    asked: CorrectionAsked
    ground: str | None
    inquiries: tuple[Inquiry, ...]


@dataclass(frozen=True)
class Corrections:
    """`engine` moves the cases, `work_list` reads those of a person, `texts` what they typed."""

    database: Database
    clock: Clock
    subjects: Subjects
    account_locks: AccountLocks
    engine: Cases
    texts: TypedTexts
    work_list: WorkList
    documents: Documents

    def ask(
        self, subject_id: Id, name: str, *, version: str, value: str, why: str, actor: Person
    ) -> Case | Refused:
        """Open the case of a request of this person about one datum.

        `version` is that of the datum on the page (`version_of`). Refused, in this order: NOT_FOUND
        for what cannot be asked about; PAGE_CHANGED where something else is on record now;
        REGISTRATION_FAULTY for a value that can be no such datum; REASON_REQUIRED without a sound
        reason; STATE_ALREADY_HOLDS where that is on record; CASE_OPEN while an earlier request
        about it is.
        """
        datum = correctable_in(name)
        with self.database.transaction():
            locked = self.account_locks.lock(subject_id)
            held = None if locked is None or datum is None else self._held(subject_id, datum)
            if datum is None or held is None:
                return Refused(Reason.NOT_FOUND)
            if version != version_of(datum, held):
                return Refused(Reason.PAGE_CHANGED)
            asked = self._read(datum, held, value, why)
            if isinstance(asked, Refused):
                return asked
            if self.open_about(subject_id, datum) is not None:
                return Refused(Reason.CASE_OPEN)
            return self.engine.open(
                DATA_CORRECTION,
                actor,
                EventType.CORRECTION_ASKED,
                about=About(subject_id=subject_id),
                facts=asked,
                told={"datum": datum},
            )

    def withdraw(
        self, subject_id: Id, number: str, *, version: int, actor: Person
    ) -> Case | Refused:
        """End a request of this person that is not decided yet, as the page showed it.

        Refused: NOT_FOUND for what is no such request of theirs, and as `Cases.fire`: CASE_MOVED
        where an officer took or decided it meanwhile.
        """
        case = self._own(subject_id, number)
        if case is None:
            return Refused(Reason.NOT_FOUND)
        moved = self.engine.fire(case.id, CorrectionEvent.WITHDRAW, actor, version=version)
        return moved if isinstance(moved, Refused) else moved.case

    def answer(
        self,
        subject_id: Id,
        number: str,
        said: str,
        *,
        version: int,
        document: IO[bytes] | None,
        actor: Person,
    ) -> Case | Refused:
        """What the person says to the question of the officer, as the page showed it.

        `document`: a file that proves it. It is examined first, and kept with the answer or not at
        all. Not to be called inside a transaction. Refused: NOT_FOUND for what is no such request
        of theirs; CASE_MOVED where nothing is asked any more; REASON_REQUIRED without a sound
        answer; TOO_MANY_DOCUMENTS; as `Documents.examine_own` and `keep_own`; and as `Cases.fire`.
        """
        case = self._own(subject_id, number)
        if case is None:
            return Refused(Reason.NOT_FOUND)
        if (case.state, case.version) != (CorrectionState.QUESTION_ASKED, version):
            return Refused(Reason.CASE_MOVED)
        text = _lines(said)
        if text is None:
            return Refused(Reason.REASON_REQUIRED)
        examined = None if document is None else self._examined(case, document, actor)
        if isinstance(examined, Refused):
            return examined
        facts, event = CorrectionAnswer(text), CorrectionEvent.ANSWER
        try:
            with self.database.transaction():
                moved = self.engine.fire(case.id, event, actor, facts, version=version)
                if examined is not None and not isinstance(moved, Refused):
                    or_undo(self._kept(case, examined, actor))
        except Undone as undone:
            return undone.refused
        return moved if isinstance(moved, Refused) else moved.case

    def correctable(self, identity: Identity) -> dict[Correctable, Datum]:
        """What is on record of a person that they can ask about; nothing of an organisation.

        Not what nobody could correct: a number that this system gave, or a nationality that no
        register told.
        """
        if identity.kind is SubjectKind.ORGANISATION:
            return {}
        held = {each: identity.data[each] for each in Correctable if each in identity.data}
        return {each: datum for each, datum in held.items() if is_correctable(each, datum)}

    def open_about(self, subject_id: Id, datum: Correctable) -> Case | None:
        """The request about this datum that is not decided yet."""
        return next(
            (
                case
                for case in self._of_person(subject_id)
                if case.closed_at is None and self.asked(case).datum is datum
            ),
            None,
        )

    def asked(self, case: Case) -> CorrectionAsked:
        """What the person asked in this case. Raises KeyError for one of another procedure."""
        return asked_in(case, self.engine.events(case.id), self.texts)

    def told(self, cases: Collection[Case]) -> Mapping[Id, ToldCorrection]:
        """What was said in each of these cases, by its id: two reads for all.

        Raises KeyError for a case of another procedure.
        """
        events = self.engine.events_of([each.id for each in cases])
        texts = self.texts.of_people({_whose(each) for each in cases})
        return {each.id: _told(each, events[each.id], texts) for each in cases}

    def _read(
        self, datum: Correctable, held: Datum, value: str, why: str
    ) -> CorrectionAsked | Refused:
        wanted, said = value_in(datum, value, civil_day(self.clock.now())), _lines(why)
        if wanted is None:
            return Refused(Reason.REGISTRATION_FAULTY)
        if said is None:
            return Refused(Reason.REASON_REQUIRED)
        if wanted == text_of(held.value):
            return Refused(Reason.STATE_ALREADY_HOLDS)
        return asked_about(datum, held, wanted=wanted, why=said)

    def _own(self, subject_id: Id, number: str) -> Case | None:
        """The request of this person with that number."""
        case = self.engine.by_number(number)
        theirs = (DATA_CORRECTION.name, subject_id)
        return None if case is None or (case.procedure, case.subject_id) != theirs else case

    def _examined(
        self, case: Case, document: IO[bytes], actor: Person
    ) -> ExaminedDocument | Refused:
        if self._is_full(case):  # before a process is started for it; what counts is `_kept`
            return Refused(Reason.TOO_MANY_DOCUMENTS)
        return self.documents.examine_own(
            _whose(case), case.number, DocumentKind.EVIDENCE, document, actor=actor
        )

    def _kept(
        self, case: Case, examined: ExaminedDocument, actor: Person
    ) -> StoredDocument | Refused:
        """Under the lock of the case, which the move took."""
        if self._is_full(case):
            return Refused(Reason.TOO_MANY_DOCUMENTS)
        return self.documents.keep_own(examined, actor=actor)

    def _is_full(self, case: Case) -> bool:
        return self.documents.count([case.number]).get(case.number, 0) >= MOST_DOCUMENTS

    def _held(self, subject_id: Id, datum: Correctable) -> Datum | None:
        return self.correctable(self.subjects.identity(subject_id)).get(datum)

    def _of_person(self, subject_id: Id) -> Iterator[Case]:
        return (
            case
            for case in self.work_list.of_person(subject_id)
            if case.procedure == DATA_CORRECTION.name
        )


def asked_in(case: Case, events: Iterable[CaseEvent], texts: TypedTexts) -> CorrectionAsked:
    """What was asked at the opening of a case, its texts in clear."""
    return facts_of(CorrectionAsked, texts.opened(case.subject_id, facts_in(events)))


def _told(case: Case, events: Sequence[CaseEvent], texts: TypedTexts) -> ToldCorrection:
    inquiries: list[Inquiry] = []
    for each in events:
        if each.event not in (CorrectionEvent.ASK, CorrectionEvent.ANSWER):
            continue
        said = texts.opened(case.subject_id, each.facts)
        if each.event == CorrectionEvent.ASK:
            inquiries.append(Inquiry(said["question"], None))
        else:
            inquiries[-1] = replace(inquiries[-1], answer=said["answer"])
    ground: str | None = texts.read(case.subject_id, facts_in(events).get("ground"))
    return ToldCorrection(asked_in(case, events, texts), ground, tuple(inquiries))


def _whose(case: Case) -> Id:
    """The person of a case. Raises LookupError: each correction is about one."""
    if case.subject_id is None:
        raise LookupError("a correction of nobody")
    return case.subject_id


def _lines(text: str) -> str | None:
    """A reason of one or more lines as it is kept; None where there is none, or it hides signs."""
    kept = "\n".join(" ".join(each.split()) for each in text.strip().splitlines())
    return kept if is_prose(kept, LONGEST_WHY) else None
