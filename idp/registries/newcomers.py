"""Organisations that the business register tells of first: registered before they ask (D8.2).

They have an identity and a number and no account: that is granted on request alone (Art. 12).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.kernel.actors import System
from idp.kernel.ids import Id
from idp.kernel.number_patterns import NumberPattern
from idp.kernel.refusals import Reason
from idp.kernel.registries import RegistryName, RegistryNumber
from idp.platform.database import Database
from idp.platform.sealing import Sealing
from idp.registries.domain import CODES, SOURCES, ParkedEvent, WhyWaiting
from idp.registries.feeds import RegistryFeeds
from idp.registries.records import LOCKING, ReadRecord
from idp.representation.service import Representations
from idp.subjects.domain import NUMBER_OF, Datum, Source, SubjectKind, canonical_number
from idp.subjects.newcomers import NewSubject
from idp.subjects.registration import NUMBER_OF_OTHER, Registrations

KIND: Final = SubjectKind.ORGANISATION
NEEDED: Final = frozenset({"name", "established_on", "address"})
"""Without these a record makes no identity of an organisation (D6.1), as in a file of people."""
_RULE: Final = System(rule="D8.2")
_CONTEXT: Final = "registry_event"


@dataclass(frozen=True)
class RegistryNewcomers:
    """`pattern`: the structure of the numbers that are assigned to organisations (D6.2)."""

    database: Database
    sealing: Sealing
    registrations: Registrations
    pattern: NumberPattern
    feeds: RegistryFeeds
    representations: Representations

    def is_one(self, name: RegistryName, number: RegistryNumber) -> bool:
        """Whether an event about nobody here may be about an organisation that is new."""
        return name is RegistryName.BUSINESS and number.kind in {*CODES, NUMBER_OF[KIND]}

    def take(self, name: RegistryName, event_id: str, number: RegistryNumber) -> bool:
        """The event is there, and due; False where it came before."""
        key = self.sealing.new_data_key()
        text = json.dumps([number.kind, number.value])
        sealed = self.sealing.seal(key, text, context=f"{_CONTEXT}:{name}:{event_id}")
        return self.feeds.take_newcomer(name, event_id, key, sealed)

    def number_of(self, event: ParkedEvent) -> RegistryNumber:
        """What the event called the organisation. Raises LookupError where nothing is kept."""
        key, sealed = self.feeds.newcomer(event.registry, event.event_id)
        context = f"{_CONTEXT}:{event.registry}:{event.event_id}"
        kind, value = json.loads(self.sealing.open(key, sealed, context=context))
        return RegistryNumber(kind, value)

    def register(
        self, event: ParkedEvent, asked: RegistryNumber, read: ReadRecord
    ) -> WhyWaiting | None:
        """One transaction: the identity with its number and history, and that the event is done.

        One that has ended already is not registered: an event tells when it operates again. Where
        the record is that of an organisation here, the event is about that one, and due.
        """
        if read.status is not None and LOCKING[KIND][read.status] is not None:
            with self.database.transaction():
                self.feeds.settle(event.registry, event.event_id)
            return None
        data = _data(event.registry, asked, read)
        if not data.keys() >= NEEDED or _is_code(read.number, data):
            return WhyWaiting(Reason.REGISTRY_RECORD_FAULTY)
        with self.database.transaction():
            self.registrations.let_no_other_run()
            new = NewSubject(KIND, data, SOURCES[event.registry])
            (found,) = self.registrations.found([self.registrations.indexes(new)])
            if found:
                return self._known(event, found)
            (made,) = self.registrations.add([self._numbered(new, read)], actor=_RULE)
            self.representations.reconcile(
                made.subject_id, event.registry, read.agents or (), actor=_RULE
            )
            self.feeds.assign(event.registry, event.event_id, made.subject_id)
            self.feeds.settle(event.registry, event.event_id)
        return None

    def _known(self, event: ParkedEvent, found: Mapping[str, Id]) -> WhyWaiting | None:
        """The event is about the one organisation that has the number and codes of the record."""
        those = set(found.values())
        if len(those) > 1 or NUMBER_OF_OTHER in found:
            return WhyWaiting(Reason.IDENTITY_EXISTS)
        self.feeds.assign(event.registry, event.event_id, those.pop())
        return None

    def _numbered(self, new: NewSubject, read: ReadRecord) -> NewSubject:
        """With a number, which is none of its codes (D6.2). Raises NumbersExhausted."""
        if read.number is not None:
            return new
        number = self._assigned()
        while _is_code(number, new.data):
            number = self._assigned()
        datum = Datum(number, Source.SYSTEM, read.recorded_on)
        return NewSubject(KIND, {NUMBER_OF[KIND]: datum, **new.data}, new.matched)

    def _assigned(self) -> str:
        (number,) = self.registrations.assign(KIND, self.pattern, 1)
        return number


def _data(name: RegistryName, asked: RegistryNumber, read: ReadRecord) -> dict[str, Datum]:
    """Each datum with its source and day; what it was asked for is one of them."""
    said = {asked.kind: asked.value, **read.data}
    if read.number is not None:
        said[NUMBER_OF[KIND]] = read.number
    return {each: Datum(value, SOURCES[name], read.recorded_on) for each, value in said.items()}


def _is_code(number: str | None, data: Mapping[str, Datum]) -> bool:
    codes = {canonical_number(str(data[each].value)) for each in CODES if each in data}
    return number is not None and number in codes
