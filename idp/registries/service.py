"""Matching: the data of a registered subject are compared with those of a registry (D3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from idp.access.powers import Power
from idp.casework.permissions import Permissions
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Actor, System
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import NoAnswer, RegistryComparison, RegistryName
from idp.platform.database import Database
from idp.registries.asking import WhoActsQuestions
from idp.registries.domain import (
    ASKED,
    KINDS,
    SOURCES,
    Differing,
    Matched,
    RegistryQuestion,
    WaitingMatch,
    phone_question,
    question_of,
)
from idp.registries.ports import ComparingRegistry
from idp.registries.waiting import WaitingMatches
from idp.subjects.domain import Identity, SubjectKind
from idp.subjects.service import Subjects

_RULE: Final = System(rule="D3.3")
_AT_ONCE: Final = 20
_SHOWN: Final = 1_000


@dataclass(frozen=True)
class RegistryMatching:
    """`registries`: those that are connected. `who_acts`: asks for the record of who is matched."""

    database: Database
    history: History
    subjects: Subjects
    registries: Mapping[RegistryName, ComparingRegistry]
    waiting: WaitingMatches
    who_acts: WhoActsQuestions
    permissions: Permissions

    def retry(self, subject_id: Id, *, actor: Actor) -> WaitingMatch | Refused:
        """Have a match that waits tried in the next round.

        Refused: as `Permissions.strict`; NOT_FOUND of one that waits no more.
        """
        refused = self.permissions.strict(actor, Power.REGISTRY_RETRY, about=subject_id)
        if refused is not None:
            return Refused(refused)
        with self.database.transaction():
            waits = self.waiting.hasten(subject_id)
            if waits is None:
                return Refused(Reason.NOT_FOUND)
            self.history.append(
                EventType.REGISTRY_EVENT_RETRIED,
                subject_id=subject_id,
                actor=actor,
                facts={"registry": waits.registry, "reason": waits.reason},
            )
        return waits

    def match(self, subject_id: Id, *, actor: Actor) -> Matched | Refused:
        """Compare with the registry of the person's kind, and record that it was done (D3.3).

        It asks over the network: call it outside a transaction. Refused: NOT_FOUND,
        STATE_ALREADY_HOLDS, REGISTRY_NOT_CONNECTED, REGISTRY_HAS_NO_RECORD, REGISTRY_DIFFERS (with
        the names of data). SERVICE_UNAVAILABLE and REGISTRY_ANSWER_REFUSED leave the match to the
        worker, which asks again.
        """
        try:
            identity = self.subjects.identity(subject_id)
        except LookupError:
            return self._settled(subject_id, Refused(Reason.NOT_FOUND))
        if self.subjects.matched(subject_id):
            return self._settled(subject_id, Refused(Reason.STATE_ALREADY_HOLDS))
        name = self._connected(identity.kind)
        if name is None:
            return Refused(Reason.REGISTRY_NOT_CONNECTED)
        question = question_of(identity)
        if question.missing:
            return self._refused(subject_id, name, _differs(question.missing), actor)
        try:
            compared = self.registries[name].compare(question.number, question.data)
        except NoAnswer as silent:
            return self._parked(subject_id, name, silent.reason, actor)
        own_phone = self._own_phone(identity) if compared.found else None
        return self._record(subject_id, name, question, compared, own_phone, actor)

    def retry_due(self) -> int:
        """Ask again where a registry did not answer; returns how many were settled.

        They take turns, and one that is silent is not asked about anybody else this time.
        """
        settled, turns = 0, self.waiting.turns(KINDS)
        for name in islice(turns, _AT_ONCE):
            waits = self.waiting.claim_due(name)
            if waits is None:
                turns.end(name)
                continue
            answer = self.match(waits.subject_id, actor=_RULE)
            if isinstance(answer, Refused) and answer.reason is Reason.SERVICE_UNAVAILABLE:
                turns.end(name)
            settled += not (isinstance(answer, Refused) and answer.reason in _ASK_AGAIN)
        return settled

    def parked(self) -> list[WaitingMatch]:
        """What waits for a registry, the next first; a thousand at most."""
        return self.waiting.all(_SHOWN)

    def _connected(self, kind: SubjectKind) -> RegistryName | None:
        return next((name for name in ASKED.get(kind, ()) if name in self.registries), None)

    def _own_phone(self, identity: Identity) -> bool | None:
        """Whether the number is the person's own; None where nobody knows it now."""
        subscribers = self.registries.get(RegistryName.SUBSCRIBERS)
        question = phone_question(identity)
        if subscribers is None or question is None:
            return None
        try:
            said = subscribers.compare(question.number, question.data)
        except NoAnswer:
            return None
        return said.found and not said.differing

    def _record(
        self,
        subject_id: Id,
        name: RegistryName,
        question: RegistryQuestion,
        compared: RegistryComparison,
        own_phone: bool | None,  # noqa: FBT001 - a value of the answer
        actor: Actor,
    ) -> Matched | Refused:
        if not compared.found:
            return self._refused(subject_id, name, Refused(Reason.REGISTRY_HAS_NO_RECORD), actor)
        if compared.differing:
            return self._refused(subject_id, name, _differs(compared.differing), actor)
        with self.database.transaction():
            if question_of(self.subjects.identity(subject_id)) != question:
                return self._parked(subject_id, name, Reason.CASE_MOVED, actor)
            facts = {"compared": sorted(question.data), "own_phone": own_phone}
            refused = self.subjects.match(subject_id, SOURCES[name], actor=actor, told=facts)
            self.waiting.settle(subject_id)
            if refused is None:
                self.who_acts.ask(subject_id, name)
        return Matched(name, own_phone) if refused is None else refused

    def _parked(self, subject_id: Id, name: RegistryName, reason: Reason, actor: Actor) -> Refused:
        """The first time it waits is told in the history, and not each try."""
        with self.database.transaction():
            if self.waiting.park(subject_id, name, reason):
                self._tell(subject_id, actor, {"registry": name, "reason": reason})
        return Refused(reason)

    def _refused(
        self, subject_id: Id, name: RegistryName, refused: Refused, actor: Actor
    ) -> Refused:
        differing = refused.data if isinstance(refused, Differing) else ()
        with self.database.transaction():
            self.waiting.settle(subject_id)
            facts = {"registry": name, "reason": refused.reason, "data": list(differing)}
            self._tell(subject_id, actor, facts)
        return refused

    def _settled(self, subject_id: Id, refused: Refused) -> Refused:
        with self.database.transaction():
            self.waiting.settle(subject_id)
        return refused

    def _tell(self, subject_id: Id, actor: Actor, facts: Mapping[str, Any]) -> None:
        self.history.append(
            EventType.SUBJECT_MATCH_REFUSED, subject_id=subject_id, actor=actor, facts=facts
        )


_ASK_AGAIN: Final = frozenset(
    {
        Reason.SERVICE_UNAVAILABLE,
        Reason.REGISTRY_ANSWER_REFUSED,
        Reason.REGISTRY_NOT_CONNECTED,
        Reason.CASE_MOVED,
    }
)


def _differs(names: frozenset[str]) -> Differing:
    return Differing(Reason.REGISTRY_DIFFERS, data=tuple(sorted(names)))
