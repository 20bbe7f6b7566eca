"""What the registers of the State say of an applicant: record, telephone, identity card.

Each question goes over the network: ask outside of a transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from idp.issuance.domain import FieldRefused, differing, only, travel_document_number
from idp.kernel.clock import Clock, civil_day
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import NoAnswer, RegistryName, RegistryNumber
from idp.kernel.rule_sets import RuleSetName
from idp.platform.card_registry import CardRegistry, CardStatus, RegistryUnavailable
from idp.registries.domain import ASKED, SOURCES, Differing
from idp.registries.ports import RecordRegistry
from idp.registries.records import LOCKING, ReadRecord, read_record
from idp.representation.domain import StatedAgent, is_ward
from idp.subjects.domain import NUMBER_OF, ContactKind, Datum, Identity, Source, SubjectKind

_COMPARED: Final = ("name", "birthdate", "gender")
"""What two registers have to agree about before anything is granted."""
_SAME: Final = frozenset({*_COMPARED, "nationality", "personal_number"})
"""In what a register and what is on record here have to agree."""
_NEEDED: Final = frozenset({"name", "birthdate"})
_DOCUMENT: Final = "travel_document"
_NEEDED_OF_FOREIGNERS: Final = _NEEDED | {"nationality", _DOCUMENT}
_ENTERED: Final = "staying"
"""The status of a foreigner who entered the country and whose stay has not ended (D7.2)."""
_WITH_RESIDENCE_CARD: Final = frozenset({RuleSetName.DECREE_69_2024})
"""The rule sets in which only foreigners with a residence card have an account (its Art. 7(2))."""


@dataclass(frozen=True, slots=True)
class ApplicantRecord:
    """A person as a register has them; `data` with source and day, the number among them.

    `stated`: who acts for them, by each register that says so, or that nobody does.
    """

    source: Source
    data: Mapping[str, Datum]
    stated: Mapping[RegistryName, tuple[StatedAgent, ...]]

    @property
    def number(self) -> str:
        """The identification number."""
        return str(self.data["personal_number"].value)

    @property
    def birthdate(self) -> str:
        return str(self.data["birthdate"].value)

    def agents(self) -> list[tuple[str, StatedAgent]]:
        """Who acts for the person, each with the name of the register that says so."""
        return [(name, each) for name, agents in self.stated.items() for each in agents]

    def is_ward(self, on: date) -> bool:
        """Whether a register says that the person is a ward or represented, at any age."""
        return is_ward((agent for _, agent in self.agents()), on)

    def said(self) -> dict[str, str]:
        """What a document is compared with (`is_document_of`)."""
        told = {name: str(self.data[name].value) for name in _COMPARED if name in self.data}
        return {**told, "number": self.number}

    def faults(self, identity: Identity) -> tuple[str, ...]:
        """The names of the data in which it is not what is on record here."""
        said, held = self.data, identity.data
        both = sorted(_SAME & said.keys() & held.keys())
        return tuple(each for each in both if str(said[each].value) != str(held[each].value))


@dataclass(frozen=True)
class ApplicantSources:
    """`registries`: those that are connected."""

    clock: Clock
    registries: Mapping[RegistryName, RecordRegistry]
    cards: CardRegistry

    def citizen(self, number: str) -> ApplicantRecord | Refused:
        """The record of a citizen, the same in each register that knows citizens.

        Refused: REGISTRY_NOT_CONNECTED; SERVICE_UNAVAILABLE, REGISTRY_ANSWER_REFUSED;
        REGISTRY_HAS_NO_RECORD; REGISTRY_RECORD_FAULTY, also of one without a name or a day of
        birth; REGISTRY_DIFFERS (with the names of data) where two contradict each other, or the
        record has another number by now; MATCH_MISSING of who lives no more by the register.
        """
        kind = SubjectKind.CITIZEN
        names = [name for name in ASKED[kind] if name in self.registries]
        if not names:
            return Refused(Reason.REGISTRY_NOT_CONNECTED)
        read: dict[RegistryName, ReadRecord] = {}
        for name in names:
            found = self.record_in(name, kind, RegistryNumber(NUMBER_OF[kind], number), _NEEDED)
            if isinstance(found, Refused):
                return found
            if found.number not in (None, number):
                return Differing(Reason.REGISTRY_DIFFERS, data=(NUMBER_OF[kind],))
            if found.status is not None and LOCKING[kind][found.status] is not None:
                return Refused(Reason.MATCH_MISSING)
            read[name] = found
        first, *others = (only(_COMPARED, each.data) for each in read.values())
        faults = {fault for each in others for fault in differing(first, each)}
        if faults:
            return Differing(Reason.REGISTRY_DIFFERS, data=tuple(sorted(faults)))
        return _recorded(kind, number, read)

    def foreigner(self, document: str, rule_set: RuleSetName) -> ApplicantRecord | Refused:
        """The record of the National Immigration Database with this document (D11.2b-1).

        `document`: as `travel_document_number`, as nobody has a number of ours on it. Refused: as
        `citizen`, of one database; NOT_ENTERED of who did not enter the country, or whose stay
        ended, as the database says (D7.2-2); RESIDENCE_CARD_REQUIRED by the rule sets that ask for
        one, without one in force.
        """
        name, kind = RegistryName.IMMIGRATION, SubjectKind.FOREIGNER
        if name not in self.registries:
            return Refused(Reason.REGISTRY_NOT_CONNECTED)
        number = RegistryNumber(_DOCUMENT, document)
        read = self.record_in(name, kind, number, _NEEDED_OF_FOREIGNERS)
        if isinstance(read, Refused):
            return read
        if read.number is None:
            return Refused(Reason.REGISTRY_RECORD_FAULTY)
        recorded = _recorded(kind, read.number, {name: read})
        if document_of(recorded.data) != document:
            return Refused(Reason.MATCH_MISSING)
        return self.stay_refusal(read, rule_set) or recorded

    def stay_refusal(self, read: ReadRecord, rule_set: RuleSetName) -> Refused | None:
        """Why a foreigner of this record gets no account (D7.2-1, D7.2-2), as `foreigner` says."""
        if read.status != _ENTERED:
            return Refused(Reason.NOT_ENTERED)
        today = civil_day(self.clock.now())
        resides = read.residence_until is not None and today <= read.residence_until
        if rule_set in _WITH_RESIDENCE_CARD and not resides:
            return Refused(Reason.RESIDENCE_CARD_REQUIRED)
        return None

    def record_in(
        self, name: RegistryName, kind: SubjectKind, number: RegistryNumber, needed: frozenset[str]
    ) -> ReadRecord | Refused:
        """The record in one register, with all data that are needed.

        Refused: SERVICE_UNAVAILABLE, REGISTRY_ANSWER_REFUSED; REGISTRY_HAS_NO_RECORD;
        REGISTRY_RECORD_FAULTY.
        """
        try:
            record = self.registries[name].look_up(number)
        except NoAnswer as silent:
            return Refused(silent.reason)
        if record is None:
            return Refused(Reason.REGISTRY_HAS_NO_RECORD)
        today = civil_day(self.clock.now())
        read = read_record(kind, record, today)
        if read is None or not read.data.keys() >= needed:
            return Refused(Reason.REGISTRY_RECORD_FAULTY)
        return read

    def phone_refusal(self, number: str, phone: str) -> Refused | None:
        """Why this is not the person's own number (D10.1b-2): PHONE_NOT_OWN at its field.

        REGISTRY_NOT_CONNECTED, and SERVICE_UNAVAILABLE where the register does not answer.
        """
        subscribers = self.registries.get(RegistryName.SUBSCRIBERS)
        if subscribers is None:
            return Refused(Reason.REGISTRY_NOT_CONNECTED)
        owner = {"personal_number": number}
        try:
            said = subscribers.compare(RegistryNumber(ContactKind.PHONE, phone), owner)
        except NoAnswer as silent:
            return Refused(silent.reason)
        own = said.found and not said.differing
        return None if own else FieldRefused(Reason.PHONE_NOT_OWN, field="phone")

    def card_refusal(self, number: str, card_number: str) -> Refused | None:
        """Why this is no identity card in force of this person: CARD_NOT_VALID at its field.

        SERVICE_UNAVAILABLE where the register of cards does not answer.
        """
        try:
            status = self.cards.status(personal_number=number, document_number=card_number)
        except RegistryUnavailable:
            return Refused(Reason.SERVICE_UNAVAILABLE)
        if status is CardStatus.VALID:
            return None
        return FieldRefused(Reason.CARD_NOT_VALID, field="card_number")


def document_of(data: Mapping[str, Datum]) -> str:
    """As `travel_document_number`, of what is on record of a foreigner."""
    document = data[_DOCUMENT].value
    number = f"{document.get('symbol', '')}{document['number']}"
    return travel_document_number(data["nationality"].value, number)


def _recorded(
    kind: SubjectKind, number: str, read: Mapping[RegistryName, ReadRecord]
) -> ApplicantRecord:
    """The data of the first register, and who acts by all of them."""
    name, first = next(iter(read.items()))
    source, said = SOURCES[name], {NUMBER_OF[kind]: number, **first.data}
    data = {each: Datum(value, source, first.recorded_on) for each, value in said.items()}
    stated = {each: told.agents for each, told in read.items() if told.agents is not None}
    return ApplicantRecord(source, data, stated)
