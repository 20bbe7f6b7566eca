"""What the services of the State say of who applies from the telephone: record, number, face.

Each question goes over the network: ask outside of a transaction. Somebody who does not answer is
the authority's affair and no fault of the applicant, so that is told apart (`Silent`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.factors.biometrics.domain import BiometricProvider, CaptureChannel, PersonReference
from idp.factors.biometrics.domain.jpeg import pictures
from idp.factors.biometrics.eligibility import BiometricEligibility
from idp.factors.biometrics.verification import CaptureVerification
from idp.issuance.domain import (
    ComparedAs,
    compared_as,
    differing,
    only,
    travel_document_number,
)
from idp.issuance.level_one.domain import LevelOneDeclaration
from idp.issuance.sources import ApplicantSources, document_of
from idp.kernel.biometrics import Capture, Comparison, Modality
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName, RegistryNumber
from idp.kernel.rule_sets import RuleSetName
from idp.platform.bulkhead import Busy
from idp.registries.domain import ASKED, SOURCES
from idp.registries.ports import RecordRegistry
from idp.registries.records import LOCKING, ReadRecord
from idp.representation.domain import StatedAgent
from idp.subjects.domain import NUMBER_OF, Datum, Identity, Source, SubjectKind

TRAVEL_DOCUMENT: Final = "travel_document"
"""By what the immigration registry finds who came with a passport (D11.1b-1)."""
_COMPARED: Final = ("name", "birthdate", "gender")
_NEEDED: Final[Mapping[SubjectKind, frozenset[str]]] = {
    SubjectKind.CITIZEN: frozenset({"name", "birthdate"}),
    SubjectKind.FOREIGNER: frozenset({"name", "birthdate", "nationality", TRAVEL_DOCUMENT}),
}
"""What a record has to tell. By the document a foreigner activates the account, who may know no
other number."""
_PROVENANCE: Final = {
    SubjectKind.CITIZEN: Source.IDENTITY_DB,
    SubjectKind.FOREIGNER: Source.IMMIGRATION_DB,
}
"""Whose references a face is compared with (D10.1c-1, D11.1c)."""


@dataclass(frozen=True, slots=True)
class Silent:
    """Nobody who could say it answered, or the answer is none: `reason` is for the log.

    `phone_asked`: the register of subscribers had said before that the number is the applicant's.
    """

    reason: Reason
    phone_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOneRecord:
    """A person as a register has them; `data` with source and day, the number among them.

    `number`: the personal number. `agents`: who acts for them, by any register; `stated`: the
    registers that say who does, or that nobody does. `contradicted`: by another register.
    `ineligible`: why they get no account, for nobody but whose own number and matter it is.
    """

    kind: SubjectKind
    number: str
    source: Source
    data: Mapping[str, Datum]
    stated: Mapping[RegistryName, tuple[StatedAgent, ...]]
    contradicted: bool
    ineligible: Refused | Silent | None

    def said(self) -> dict[str, str]:
        """What is compared with what was declared."""
        names = (*_COMPARED, "nationality")
        return {name: str(self.data[name].value) for name in names if name in self.data}

    def contradicts(self, identity: Identity) -> bool:
        """Whether the registers say otherwise than one another, or than what is on record here."""
        held = {name: str(datum.value) for name, datum in identity.data.items()}
        said = self.said()
        return self.contradicted or any(said[name] != held[name] for name in said.keys() & held)

    @property
    def agents(self) -> tuple[StatedAgent, ...]:
        return tuple(agent for each in self.stated.values() for agent in each)

    @property
    def birthdate(self) -> str:
        return str(self.data["birthdate"].value)


@dataclass(frozen=True)
class LevelOneSources:
    """`registries`: those that are connected; `applicants` asks them, as for who is at a desk.

    `rule_set`: under which an application is checked now.
    """

    clock: Clock
    registries: Mapping[RegistryName, RecordRegistry]
    applicants: ApplicantSources
    eligibility: BiometricEligibility
    verification: CaptureVerification
    rule_set: RuleSetName

    def record(self, told: LevelOneDeclaration) -> LevelOneRecord | Refused | Silent:
        """The record of a citizen by the personal number, of a foreigner by the document.

        Refused: REGISTRY_HAS_NO_RECORD; MATCH_MISSING of a passport that was replaced. Its
        `ineligible`: MATCH_MISSING of who lives no more, or stays no more, by the register;
        IDENTITY_CARD_REQUIRED of a citizen without a card by the identity database, which alone
        says it (D7.1-3); NOT_ENTERED, RESIDENCE_CARD_REQUIRED of a foreigner (D7.2-1, D7.2-2).
        """
        return self._recorded(told.kind, _found_by(told))

    def again(self, identity: Identity) -> LevelOneRecord | Refused | Silent:
        """The record, as it is now, of who is registered here; as `record`.

        Refused: MATCH_MISSING also where what finds it finds somebody else by now.
        """
        number = RegistryNumber(NUMBER_OF[identity.kind], identity.number)
        if identity.data.keys() >= {TRAVEL_DOCUMENT, "nationality"}:
            number = RegistryNumber(TRAVEL_DOCUMENT, document_of(identity.data))
        found = self._recorded(identity.kind, number)
        other = isinstance(found, LevelOneRecord) and found.number != identity.number
        return Refused(Reason.MATCH_MISSING) if other else found

    def _recorded(
        self, kind: SubjectKind, asked: RegistryNumber
    ) -> LevelOneRecord | Refused | Silent:
        names = [name for name in ASKED[kind] if name in self.registries]
        if not names:
            return Silent(Reason.REGISTRY_NOT_CONNECTED)
        read: list[tuple[RegistryName, ReadRecord]] = []
        for name in names:
            found = self._record(name, kind, asked)
            if not isinstance(found, ReadRecord):
                return found
            read.append((name, found))
        return _made(kind, asked, read, self._ineligible(kind, dict(read)))

    def _ineligible(
        self, kind: SubjectKind, read: Mapping[RegistryName, ReadRecord]
    ) -> Refused | Silent | None:
        """Told after the number was asked about, and whether who files acts for the person."""
        statuses = (each.status for each in read.values() if each.status is not None)
        if any(LOCKING[kind][each] is not None for each in statuses):
            return Refused(Reason.MATCH_MISSING)
        if kind is SubjectKind.FOREIGNER:
            return self.applicants.stay_refusal(read[RegistryName.IMMIGRATION], self.rule_set)
        known = read.get(RegistryName.IDENTITY)
        if known is None:
            return Silent(Reason.REGISTRY_NOT_CONNECTED, phone_asked=True)
        if known.has_card is None:
            return Silent(Reason.REGISTRY_RECORD_FAULTY, phone_asked=True)
        return None if known.has_card else Refused(Reason.IDENTITY_CARD_REQUIRED)

    def phone_refusal(self, owner: str, phone: str) -> Refused | Silent | None:
        """Why this number is not registered in the name of who has that personal number.

        Refused: PHONE_NOT_OWN (D10.1b-2).
        """
        refused = self.applicants.phone_refusal(owner, phone)
        if refused is None:
            return None
        own = refused.reason is Reason.PHONE_NOT_OWN
        return Refused(refused.reason) if own else Silent(refused.reason)

    def face(
        self, record: LevelOneRecord, image: bytes, *, known: Id | None
    ) -> tuple[ComparedAs, str] | Silent:
        """What the State's service of faces says, and the reference of the comparison.

        `known`: the person, where they are registered here. The picture is not kept.
        """
        services = self.eligibility.services(
            Modality.FACE, CaptureChannel.PAGE, _PROVENANCE[record.kind], only=True
        )
        if isinstance(services, Refused):
            return Silent(Reason.REGISTRY_NOT_CONNECTED)
        matcher, liveness = services
        person = self._person_at(matcher, record, known)
        if person is None:
            return Silent(Reason.REGISTRY_NOT_CONNECTED)
        samples, attempt = pictures((image,), fewest=1), new_id()
        capture = Capture(
            nonce=attempt,
            modality=Modality.FACE,
            poses=(),
            samples=samples,
            channel=CaptureChannel.PAGE,
        )
        comparison = Comparison(
            person=person,
            modality=Modality.FACE,
            samples=samples,
            transaction_id=attempt,
            captured_at=self.clock.now(),
            device="application",
        )
        try:
            verdict = self.verification.verdict(matcher, liveness, capture, comparison)
        except Busy:
            return Silent(Reason.BUSY)
        result = None if verdict.compared is None else verdict.compared.result
        found = compared_as(verdict.judged, result)
        return Silent(Reason.SERVICE_UNAVAILABLE) if found is None else (found, attempt)

    def _person_at(
        self, matcher: BiometricProvider, record: LevelOneRecord, known: Id | None
    ) -> str | None:
        """What the service calls the person; a pairwise name only of who is registered here."""
        if matcher.person_reference is PersonReference.PERSONAL_NUMBER:
            return record.number
        return None if known is None else self.verification.person_at(matcher, known)

    def _record(
        self, name: RegistryName, kind: SubjectKind, asked: RegistryNumber
    ) -> ReadRecord | Refused | Silent:
        read = self.applicants.record_in(name, kind, asked, _NEEDED[kind])
        if isinstance(read, Refused):
            return read if read.reason is Reason.REGISTRY_HAS_NO_RECORD else Silent(read.reason)
        other = kind is SubjectKind.CITIZEN and read.number not in (None, asked.value)
        if other:
            return Silent(Reason.REGISTRY_DIFFERS)
        if kind is SubjectKind.FOREIGNER and read.number is None:
            return Silent(Reason.REGISTRY_RECORD_FAULTY)
        replaced = asked.kind == TRAVEL_DOCUMENT and _document_in(read) != asked.value
        return Refused(Reason.MATCH_MISSING) if replaced else read


def _found_by(told: LevelOneDeclaration) -> RegistryNumber:
    """By what the register is asked: two countries may give two people passports of one number."""
    if told.kind is SubjectKind.CITIZEN:
        return RegistryNumber(NUMBER_OF[told.kind], told.number)
    document = travel_document_number(told.nationality, told.number)
    return RegistryNumber(TRAVEL_DOCUMENT, document)


def _document_in(read: ReadRecord) -> str:
    """The document in a record, as it is asked by; a number of before may find it too."""
    document = read.data[TRAVEL_DOCUMENT]
    number = f"{document.get('symbol', '')}{document['number']}"
    return travel_document_number(read.data["nationality"], number)


def _made(
    kind: SubjectKind,
    asked: RegistryNumber,
    read: list[tuple[RegistryName, ReadRecord]],
    ineligible: Refused | Silent | None,
) -> LevelOneRecord:
    name, first = read[0]
    number, source = first.number or asked.value, SOURCES[name]
    said = {NUMBER_OF[kind]: number, **first.data}
    mine = only(_COMPARED, first.data)
    return LevelOneRecord(
        kind=kind,
        number=number,
        source=source,
        data={each: Datum(value, source, first.recorded_on) for each, value in said.items()},
        stated={name: each.agents for name, each in read if each.agents is not None},
        contradicted=any(differing(mine, only(_COMPARED, each.data)) for _, each in read[1:]),
        ineligible=ineligible,
    )
