"""Joining the two registrations of one person, and undoing it.

A registry tells that a person has a number which is another subject's here: one person was
registered twice. Where one of the two was never used, it is joined to the other; where both were,
relying parties know both, and two officers decide (`merging`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.access.powers import Power
from idp.accounts.domain import AccountState
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.authorization.endings import Endings
from idp.casework.permissions import Permissions
from idp.casework.typed_texts import TypedTexts
from idp.casework.work_list import WorkList
from idp.history.domain import Entry, EventType
from idp.history.extracts import Extract
from idp.history.service import History
from idp.kernel.actors import Actor, System
from idp.kernel.ids import Id, is_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.letters.decisions import DecisionLetters
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.registries.domain import ParkedEvent
from idp.registries.duplicates import JoinHeld, Joining, OneOfTwo, joining
from idp.registries.feeds import RegistryFeeds
from idp.registries.records import BODIES
from idp.representation.service import Representations
from idp.subjects.domain import Datum
from idp.subjects.joins import SubjectJoin, SubjectJoins
from idp.subjects.service import Subjects
from idp.tokens.pairwise import PairwiseSubjects

GROUND: Final = "Bạn được đăng ký hai lần: đăng ký này đã được nhập vào đăng ký còn lại của bạn."
_REMEDY: Final = (
    "Hãy dùng đăng ký còn lại của bạn. Đề nghị cơ quan công an xem lại nếu đó không phải là bạn."
)
"""Texts that are written to the person."""
_RULE: Final = System(rule="D8.1")
_PAGE: Final = 200
_COURSE: Final = frozenset({EventType.SUBJECT_JOINED, EventType.SUBJECT_PARTED})


@dataclass(frozen=True)
class RegistryJoins:
    """Which of two survives is decided again in the transaction that joins them."""

    database: Database
    history: History
    subjects: Subjects
    joins: SubjectJoins
    accounts: Accounts
    account_locks: AccountLocks
    endings: Endings
    letters: DecisionLetters
    permissions: Permissions
    work_list: WorkList
    feeds: RegistryFeeds
    pairwise: PairwiseSubjects
    representations: Representations
    notices: Notices

    def lock(self, one: Id, other: Id) -> bool:
        """Lock both accounts and both subjects, each in the order of their ids.

        So that two events about the same two do not wait for each other, and nobody joins one of
        them to a third meanwhile. False where one of them just got an account, which is not locked:
        nothing may be kept then.
        """
        pair = sorted((one, other))
        locked = [self.account_locks.lock(each) is not None for each in pair]
        for each in pair:
            self.subjects.lock(each)
        return locked == [self.accounts.has_account(each) for each in pair]

    def found(self, told: Id, holder: Id, number: Datum) -> Joining | JoinHeld:
        """Which of the two is joined to which; or why only an officer can decide.

        Raises LookupError where one of them was erased.
        """
        parted = any(
            {told, holder} == {each.joined_id, each.surviving_id}
            for each in self.joins.of_subject(told)
        )
        former = self.subjects.identity(holder).number != number.value
        both = self.one_of_two(told), self.one_of_two(holder)
        return joining(*both, parted=parted, former=former)

    def join(
        self, event: ParkedEvent, told: Id, holder: Id, number: Datum, *, actor: Actor
    ) -> Joining | JoinHeld:
        """Join, by an event which tells that `told`, its subject, has the number of `holder`.

        Joins the transaction of the caller, who has called `lock`. What waits about the one
        that goes is asked for of the other. Raises as `SubjectJoins.join`.
        """
        found = self.found(told, holder, number)
        if isinstance(found, JoinHeld):
            return found
        joined, surviving = found.joined.subject_id, found.surviving.subject_id
        self._end(found.joined, BODIES[event.registry], actor)
        join_id = self.joins.join(
            joined,
            surviving,
            number=number if surviving == told else None,
            registry=event.registry,
            event_id=event.event_id,
        )
        self._pass_on(join_id, joined, surviving)
        facts = {"registry": event.registry, "event": event.event_id}
        self._tell(EventType.SUBJECT_JOINED, joined, surviving, actor, facts)
        return found

    def merge(
        self,
        registry: RegistryName,
        event_id: str,
        joined: Id,
        surviving: Id,
        number: Datum | None,
        *,
        body: str,
        actor: Actor,
    ) -> int:
        """Join two that were both used, as two officers decided; of how many sectors.

        `number`: as of `SubjectJoins.join`. `body`: the desk that decided, as the person reads it.
        The lock follows from that by the rule (D8.1): it is no lock of the Director (D16).

        What was begun with either account ends first, so that no party is about to learn a `sub` of
        one of them. The consents of the one that goes stay its own: each is to what its page
        showed. Joins the transaction of the caller, who has called `lock`. Raises as
        `SubjectJoins.join`.
        """
        self._end(self.one_of_two(joined), body, _RULE)
        self.endings.end(surviving, actor=actor, reason="registrations_merged")
        join_id = self.joins.join(
            joined, surviving, number=number, registry=registry, event_id=event_id
        )
        sectors = self.pairwise.merge(join_id, joined, surviving)
        self._pass_on(join_id, joined, surviving)
        facts = {"registry": registry, "event": event_id}
        self._tell(EventType.SUBJECT_JOINED, joined, surviving, actor, facts)
        return sectors

    def undo(self, join_id: Id, *, reason: str, actor: Actor) -> SubjectJoin | Refused:
        """Part the two again: each has its number, and the account that was locked is as before.

        The same two are never joined again by themselves; the registries are asked for both again.
        The holder of the one that went on is told; the other's gets the letter of an unlocking.
        `reason`: as the histories of both tell it. Refused: NOT_FOUND, as `Permissions.strict`
        about either, REASON_REQUIRED, CASE_MOVED as of `lock`, and as `SubjectJoins.undo`.
        """
        known = self.joins.by_id(join_id) if is_id(join_id) else None
        if known is None:
            return Refused(Reason.NOT_FOUND)
        both = (known.joined_id, known.surviving_id)
        asked = (self.permissions.strict(actor, Power.JOIN_UNDO, about=each) for each in both)
        needed = None if reason.strip() else Reason.REASON_REQUIRED
        refused = next(filter(None, (*asked, needed)), None)
        if refused is not None:
            return Refused(refused)
        with self.database.transaction():
            if not self.lock(known.joined_id, known.surviving_id):
                return Refused(Reason.CASE_MOVED)
            try:
                undone = self.joins.undo(join_id)
            except LookupError:  # one of the two was erased
                return Refused(Reason.NOT_FOUND)
            if isinstance(undone, Refused):
                return undone
            if self.accounts.was_used(known.joined_id):
                # With the `sub` of before: whoever has one of the other's is told that it ended.
                self.endings.end(known.surviving_id, actor=actor, reason="registrations_parted")
                self.pairwise.part(join_id, known.surviving_id)
            self._unlock(known.joined_id)
            if self.accounts.has_account(known.surviving_id):
                self.notices.notify(
                    known.surviving_id, text_key=NoticeKind.REGISTRATION_PARTED, facts={}
                )
            facts = {"registry": known.registry, "event": known.event_id}
            self.representations.part(join_id, known.surviving_id)
            self.feeds.look_again(*both)
            self.feeds.ask_again(join_id, RegistryName(known.registry), *both)
            self._tell(EventType.SUBJECT_PARTED, *both, actor, facts, reason)
        return undone

    def course_of(self, join: SubjectJoin) -> list[Entry]:
        """What the history of the one that went tells of a join: joined, and parted again."""
        found: list[Entry] = []
        before = None
        while page := self.history.for_subject(
            join.joined_id, before=before, limit=_PAGE, only=Extract.CHANGES
        ):
            found += (each for each in page if _tells_of(each, join))
            before = page[-1].id
        return found[::-1]

    def one_of_two(self, subject_id: Id, *, but_for: Id | None = None) -> OneOfTwo:
        """What matters of one of the two; `but_for`: the case in which it is asked.

        Raises LookupError for who was erased.
        """
        self.subjects.identity(subject_id)
        account = self.accounts.status_of(subject_id)
        return OneOfTwo(
            subject_id=subject_id,
            matched=self.subjects.matched(subject_id),
            has_account=account is not None,
            used=self.accounts.was_used(subject_id),
            locked=account is not None and account.state is AccountState.LOCKED,
            ward=self.accounts.is_ward(subject_id),
            has_case=any(
                each.closed_at is None and each.id != but_for
                for each in self.work_list.of_person(subject_id)
            ),
        )

    def _pass_on(self, join_id: Id, joined: Id, surviving: Id) -> None:
        """What waits about either is asked for anew, of the one who goes on, who acts as before."""
        self.feeds.pass_on(joined, surviving)
        self.representations.pass_on(join_id, joined, surviving)

    def _end(self, joined: OneOfTwo, body: str, actor: Actor) -> None:
        """Lock the account of the one that goes, for good unless the join is undone.

        `body`: who decided, as its person reads it.
        """
        if not joined.has_account:
            return
        words = {"ground": GROUND, "body": body, "remedy": _REMEDY}
        locked = self.endings.lock(joined.subject_id, **words, actor=actor)
        if not isinstance(locked, Refused):
            self.letters.account_locked(joined.subject_id, **words, actor=actor)

    def _unlock(self, parted: Id) -> None:
        """End the lock of `_end`, and no other."""
        account = self.accounts.by_subject(parted)
        if account is None or account.lock is None or account.lock.ground != GROUND:
            return
        unlocked = self.accounts.unlock(parted, actor=_RULE)
        if not isinstance(unlocked, Refused):
            self.letters.account_unlocked(parted, actor=_RULE)

    def _tell(
        self,
        happening: EventType,
        joined: Id,
        surviving: Id,
        actor: Actor,
        facts: Mapping[str, str],
        reason: str | None = None,
    ) -> None:
        """In the history of both, each of which names the other; what was typed is sealed."""
        texts = TypedTexts(self.subjects)
        for mine, other, part in (
            (joined, surviving, "joined"),
            (surviving, joined, "surviving"),
        ):
            typed = {} if reason is None else {"reason": texts.keep(mine, reason)}
            self.history.append(
                happening,
                subject_id=mine,
                actor=actor,
                facts={**facts, **typed, "part": part, "other": other},
            )


def _tells_of(entry: Entry, join: SubjectJoin) -> bool:
    """Whether an entry is about this join, and not another of the two by a later event."""
    told = (entry.facts.get("registry"), entry.facts.get("event"), entry.facts.get("other"))
    meant = (join.registry, join.event_id, join.surviving_id)
    return entry.happening in _COURSE and told == meant
