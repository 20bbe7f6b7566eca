"""Merging two registrations of one person that were both used: a case that two officers decide.

Two people may be behind the two accounts. So both holders are told when it begins; somebody has to
come to a counter with a document that is of both registrations, by all that the registers say; and
what would be lost with the one that goes is asked again when it is proposed and when it is decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final

from idp.access.powers import Power
from idp.accounts.service import Accounts
from idp.accounts.shown_documents import DocumentData
from idp.casework.domain.cases import Case, facts_in
from idp.casework.domain.moves import About, Done, Move
from idp.casework.permissions import Permissions
from idp.casework.service import Cases
from idp.casework.typed_texts import TypedTexts
from idp.casework.work_list import WorkList
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Actor, Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.letters.decisions import DecisionLetters
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.registries.domain import SOURCES, ParkedEvent
from idp.registries.duplicates import JoinHeld, is_document_of_both, merge_refusal
from idp.registries.feeds import RegistryFeeds
from idp.registries.joining import RegistryJoins
from idp.registries.procedures import REGISTRATION_MERGE, GoesOn, MergeAsked, MergeState
from idp.registries.records import BODIES
from idp.subjects.domain import Datum
from idp.subjects.joins import SubjectJoin, SubjectJoins
from idp.subjects.service import Subjects

_OTHER: Final = "other"
"""The fact of `MergeAsked` that names the other registration."""


@dataclass(frozen=True, slots=True)
class MergePair:
    """The two registrations of a case: of which the registry told, and which has the number."""

    told: Id
    holder: Id
    registry: RegistryName
    event_id: str

    def other_than(self, one: Id) -> Id:
        """The other of the two."""
        return self.holder if one == self.told else self.told


@dataclass(frozen=True)
class RegistryMerges:
    """Opens the case; `MergeEffects` are what it changes."""

    database: Database
    history: History
    engine: Cases
    permissions: Permissions
    work_list: WorkList
    subjects: Subjects
    feeds: RegistryFeeds
    joins: SubjectJoins
    notices: Notices

    def open(
        self, name: RegistryName, event_id: str, *, told: Id, holder: Id, actor: Actor
    ) -> Case | Refused:
        """Open the case of two that wait at the desk, as the page showed them; both are told.

        Refused: as `Permissions.strict` about either; NOT_FOUND of an event that waits no more, and
        of who was erased; CASE_MOVED where it waits for something else by now;
        UNKNOWN_SUBJECT_KIND of organisations; CASE_OPEN while such a case about one of them is.
        """
        asked = (
            self.permissions.strict(actor, Power.MERGE_PROPOSE, about=each)
            for each in (told, holder)
        )
        refused = next(filter(None, asked), None)
        if refused is not None:
            return Refused(refused)
        with self.database.transaction():
            self.database.advisory_lock(REGISTRATION_MERGE.name)
            reason = self._why_not(self.feeds.one(name, event_id), told, holder)
            if reason is not None:
                return Refused(reason)
            case = self.engine.open(
                REGISTRATION_MERGE,
                actor,
                EventType.MERGE_ASKED,
                about=About(subject_id=told),
                facts=MergeAsked(name, event_id, holder),
                told={"registry": name, "event": event_id, "other": holder},
            )
            if not isinstance(case, Refused):
                _tell_holder(self.history, EventType.MERGE_ASKED, case, holder=holder, actor=actor)
                for each in (told, holder):
                    facts = {"number": case.number}
                    self.notices.notify(
                        each, text_key=NoticeKind.REGISTRATIONS_EXAMINED, facts=facts
                    )
            return case

    def newest(self, told: Id, holder: Id) -> Case | None:
        """The newest case about these two, on whichever side they are and whatever became of it."""
        about = (case for each in (told, holder) for case in self.work_list.of_person(each))
        merges = (case for case in about if case.procedure == REGISTRATION_MERGE.name)
        pairs = ((case, pair_of(case, self.engine)) for case in merges)
        found = [case for case, pair in pairs if {pair.told, pair.holder} == {told, holder}]
        return max(found, key=lambda case: case.id, default=None)

    def join_of(self, case: Case) -> SubjectJoin | None:
        """The join that a case of two registrations made, also where it was undone since."""
        if case.procedure != REGISTRATION_MERGE.name or case.state != MergeState.MERGED:
            return None
        pair = pair_of(case, self.engine)
        made = (
            each
            for each in self.joins.of_subject(pair.told)
            if (each.registry, each.event_id) == (pair.registry, pair.event_id)
            and {each.joined_id, each.surviving_id} == {pair.told, pair.holder}
            and each.joined_at >= case.opened_at
        )
        return next(made, None)

    def _why_not(self, waits: ParkedEvent | None, told: Id, holder: Id) -> Reason | None:
        if waits is None:
            return Reason.NOT_FOUND
        if not _tells_of(waits, told, holder):
            return Reason.CASE_MOVED
        try:
            for each in (told, holder):
                self.subjects.identity(each)
        except LookupError:  # erased since
            return Reason.NOT_FOUND
        if self.subjects.is_organisation(told):
            return Reason.UNKNOWN_SUBJECT_KIND
        return Reason.CASE_OPEN if self._is_open(told, holder) else None

    def open_of_holder(self, subject_id: Id) -> list[Case]:
        """The open cases of which this person holds the other registration, newest first.

        Those of the registration that a registry told of are among their own.
        """
        return self.work_list.opened_with(REGISTRATION_MERGE.name, _OTHER, subject_id)

    def _is_open(self, *pair: Id) -> bool:
        """Whether such a case about one of them is open, on whichever side."""
        for each in pair:
            own = self.work_list.of_person(each)
            if self.open_of_holder(each) or any(map(_is_open_merge, own)):
                return True
        return False


@dataclass(frozen=True)
class MergeEffects:
    """What a case asks before each move, and what it changes beside itself."""

    history: History
    engine: Cases
    texts: TypedTexts
    permissions: Permissions
    accounts: Accounts
    subjects: Subjects
    joins: RegistryJoins
    feeds: RegistryFeeds
    letters: DecisionLetters

    def may_hear(self, move: Move) -> Refused | None:
        """The document is of both: its number is of one of them, its name and birth date of each.

        Refused: OWN_MATTER, NOT_FOUND of who was erased, MATCH_MISSING, which the history tells.
        """
        pair = pair_of(move.case, self.engine)
        refused = self._own(pair, move.actor)
        if refused is not None:
            return refused
        shown = DocumentData(
            number=move.facts.number, name=move.facts.name, birthdate=move.facts.birthdate
        )
        try:
            if self._is_of_both(pair, shown):
                return None
        except LookupError:
            return Refused(Reason.NOT_FOUND)
        for each in (pair.told, pair.holder):
            self.history.append(
                EventType.MERGE_HEARING_REFUSED,
                subject_id=each,
                actor=move.actor,
                facts={
                    "case": move.case.id,
                    "number": move.case.number,
                    "document": move.facts.document,
                    "reason": Reason.MATCH_MISSING,
                },
            )
        return Refused(Reason.MATCH_MISSING)

    def hear(self, move: Move) -> Done:
        """Nothing changes; what the person said is kept under their key."""
        self._tell_other(move)
        return Done({"document": move.facts.document})

    def may_decide(self, move: Move) -> Refused | None:
        """As `merge_refusal`, of what holds now; OWN_MATTER; NOT_FOUND of who was erased.

        Locks both, so that it holds until it is decided. CASE_MOVED as of `RegistryJoins.lock`, and
        where the document with which the person was heard is not of both any more.
        """
        pair = pair_of(move.case, self.engine)
        refused = self._own(pair, move.actor)
        if refused is not None:
            return refused
        if not self.joins.lock(pair.told, pair.holder):
            return Refused(Reason.CASE_MOVED)
        try:
            both = [
                self.joins.one_of_two(each, but_for=move.case.id)
                for each in (pair.told, pair.holder)
            ]
            said = self._said(move.case)
            heard = DocumentData(**{name: said[name] for name in ("number", "name", "birthdate")})
            if not self._is_of_both(pair, heard):
                return Refused(Reason.CASE_MOVED)
        except LookupError:
            return Refused(Reason.NOT_FOUND)
        waits = self.feeds.one(pair.registry, pair.event_id)
        told = waits is not None and _tells_of(waits, pair.told, pair.holder)
        reason = merge_refusal(*both, told=told)
        return None if reason is None else Refused(reason)

    def propose(self, move: Move) -> Done:
        """Nothing changes before another officer agrees."""
        self._tell_other(move)
        return Done({"goes_on": move.facts.goes_on, "ground": move.facts.ground})

    def merge(self, move: Move) -> Done:
        """The one that goes becomes part of the other; `may_decide` has locked both."""
        pair, said = pair_of(move.case, self.engine), self._said(move.case)
        self._tell_other(move)
        surviving = pair.told if said["goes_on"] == GoesOn.TOLD else pair.holder
        joined = pair.other_than(surviving)
        number = self.subjects.identity(pair.holder).number
        today = move.at.astimezone(UTC).date()
        sectors = self.joins.merge(
            pair.registry,
            pair.event_id,
            joined,
            surviving,
            Datum(number, SOURCES[pair.registry], today) if surviving == pair.told else None,
            body=move.actor.desk if isinstance(move.actor, Officer) else BODIES[pair.registry],
            actor=move.actor,
        )
        letter = self.letters.registrations_merged(
            surviving, number=move.case.number, ground=said["ground"], actor=move.actor
        )
        told = {
            "joined": joined,
            "surviving": surviving,
            "sectors": sectors,
            "letter": letter.number,
        }
        return Done(told, letter)

    def may_refuse(self, move: Move) -> Refused | None:
        """Anybody with the power, but for the holder of either. Refused: OWN_MATTER."""
        return self._own(pair_of(move.case, self.engine), move.actor)

    def refuse(self, move: Move) -> Done:
        """Both stay as they are, and the holders of both are told why."""
        self._tell_other(move)
        pair = pair_of(move.case, self.engine)
        told = [
            self.letters.merge_refused(
                each, number=move.case.number, ground=move.facts.ground, actor=move.actor
            ).number
            for each in (pair.told, pair.holder)
            if self.letters.can_reach(each)
        ]
        return Done({"ground": move.facts.ground, "letters": told})

    def _tell_other(self, move: Move) -> None:
        """The engine tells the history of the person of the case; this the one of the other."""
        holder, happening = pair_of(move.case, self.engine).holder, move.transition.happening
        _tell_holder(self.history, happening, move.case, holder=holder, actor=move.actor)

    def _own(self, pair: MergePair, actor: Actor) -> Refused | None:
        """The engine asks it of the person of the case; here of the other registration."""
        own = self.permissions.is_own(actor, pair.holder)
        return Refused(Reason.OWN_MATTER) if own else None

    def _is_of_both(self, pair: MergePair, shown: DocumentData) -> bool:
        """As `is_document_of_both`, of what is on record now. Raises LookupError of the erased."""
        known = [self.accounts.registered(each) for each in (pair.told, pair.holder)]
        return is_document_of_both(known, shown)

    def _said(self, case: Case) -> Mapping[str, Any]:
        return self.texts.opened(case.subject_id, facts_in(self.engine.events(case.id)))


def _tell_holder(
    history: History, happening: EventType, case: Case, *, holder: Id, actor: Actor
) -> None:
    """The number of the case alone: what else the entry of the other one tells is theirs."""
    facts = {"case": case.id, "number": case.number}
    history.append(happening, subject_id=holder, actor=actor, facts=facts)


def _tells_of(waits: ParkedEvent, told: Id, holder: Id) -> bool:
    """Whether an event waits because these two, on these sides, were both used."""
    return (waits.subject_id, waits.other_id, waits.hold) == (told, holder, JoinHeld.BOTH_USED)


def _is_open_merge(case: Case) -> bool:
    return case.procedure == REGISTRATION_MERGE.name and case.closed_at is None


def pair_of(case: Case, engine: Cases) -> MergePair:
    """The two of a case. Raises LookupError for one of another procedure."""
    if case.subject_id is None or case.procedure != REGISTRATION_MERGE.name:
        raise LookupError("a case of no two registrations")
    told = facts_in(engine.events(case.id))
    return MergePair(
        case.subject_id, told[_OTHER], RegistryName(told["registry"]), told["event_id"]
    )
