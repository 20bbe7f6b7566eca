"""Applications at a counter: registers that know people, machines that compare them, officers."""

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, cast

from idp.access.desks import DeskKind
from idp.accounts.shown_documents import DocumentData
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import About, Moved
from idp.casework.domain.procedure import Procedure
from idp.documents.domain import DocumentKind
from idp.history.domain import EventType
from idp.issuance.applicants import Applicant, CitizenAtCounter, ForeignerAtCounter
from idp.issuance.domain import (
    BiometricsCompared,
    CardCheck,
    CitizenApplication,
    ComparedAs,
    ForeignerApplication,
    SignedConfirmation,
    TravelDocumentType,
    identity_version,
)
from idp.issuance.procedures import (
    CITIZEN_LEVEL_2,
    CITIZEN_LEVEL_2_WITH_CARD,
    FOREIGNER_LEVEL_2,
    ForeignerEvent,
    IssuanceEvent,
)
from idp.issuance.service import Issuance
from idp.kernel.actors import Officer, OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import (
    NoAnswer,
    RegistryComparison,
    RegistryEvents,
    RegistryName,
    RegistryNumber,
    RegistryRecord,
)
from idp.subjects.domain import Source, SubjectKind
from tests.support import card_registry
from tests.support.biometric_services import MATCH, NO_MATCH, Answer, Asked, Script, serving
from tests.support.biometrics import enter_both
from tests.support.desks import Desk, desk_of
from tests.support.pdf_files import pdf_of
from tests.support.photographs import photograph
from tests.support.world import World, sure

NUMBER = "001190000891"
PHONE = "+84901234567"
PERSON: Mapping[str, Any] = {
    "personal_number": NUMBER,
    "name": "Nguyễn Thị Sáu",
    "birthdate": "1990-05-06",
    "gender": "female",
    "status": "living",
}
SHOWN = DocumentData(number=NUMBER, name="Nguyễn Thị Sáu", birthdate="1990-05-06")
WITH_CARD = CitizenAtCounter(
    shown=SHOWN, card_number="001234567", phone="0901234567", username="thi.sau"
)
WITHOUT_CARD = replace(WITH_CARD, card_number="", card_application="CC-2026-0001")


NOBODY: Answer = (404, {})
PASSPORT_KEY = "FRA:00XX00017"
EMAIL = "jeanne@example.test"
FOREIGNER: Mapping[str, Any] = {
    "personal_number": "000992000017",
    "name": "Jeanne Dupont",
    "birthdate": "1992-05-17",
    "gender": "female",
    "nationality": "FRA",
    "travel_document": {
        "type": "passport",
        "number": "00XX00017",
        "issued_on": "2021-03-15",
        "issued_at": "Lyon",
        "expires_on": "2031-03-14",
    },
    "status": "staying",
    "residence_card_until": "2027-06-30",
}
FROM_FRANCE = ForeignerAtCounter(
    shown=DocumentData(number="00xx 00017", name="JEANNE DUPONT", birthdate="1992-05-17"),
    nationality="FR",
    document=TravelDocumentType.PASSPORT,
    expires_on=date(2031, 3, 14),
    email=EMAIL,
    username="jeanne.dupont",
)


@dataclass
class Records:
    """A registry of these records, by number; `silent`: it does not answer.

    `meanwhile`: what others do while it is asked the next time.
    """

    records: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    silent: bool = False
    meanwhile: Callable[[], None] | None = None

    def look_up(self, number: RegistryNumber) -> RegistryRecord | None:
        happens, self.meanwhile = self.meanwhile, None
        if happens is not None:
            happens()
        if self.silent:
            raise NoAnswer(Reason.SERVICE_UNAVAILABLE)
        found = self.records.get(number.value)
        return None if found is None else RegistryRecord(number, found)

    def compare(self, number: RegistryNumber, data: Mapping[str, str]) -> RegistryComparison:
        found = self.look_up(number)
        if found is None:
            return RegistryComparison(found=False)
        said = {name for name, value in data.items() if found.data.get(name) != value}
        return RegistryComparison(found=True, differing=frozenset(said))

    def changes(self, cursor: str) -> RegistryEvents:
        return RegistryEvents((), cursor, more=False)


@dataclass
class Counter:
    """A counter of commune police, the authority behind it, and everything they ask."""

    world: World
    issuance: Issuance
    population: Records
    identity: Records
    subscribers: Records
    immigration: Records
    cards: card_registry.Registry
    machine: Script
    receiver: Desk
    reviewer: Desk
    approver: Desk

    def apply(self, told: Applicant = WITH_CARD, *, by: Desk | None = None) -> Case | Refused:
        return self.issuance.apply(told, actor=(by or self.receiver).officer)

    def now(self, case: Case) -> Case:
        found = self.world.services.cases.by_number(case.number)
        assert found is not None
        return found

    def compare(
        self, case: Case, *, face: bool = True, finger: bool | None = True
    ) -> Moved | Refused:
        """Let the machine say what it is told to, about two pictures that were just taken.

        None: it has no reference to compare with.
        """
        answers = {"FACE": face, "FINGER": finger}

        def said(asked: Asked) -> tuple[int, object]:
            kind = asked.body["biometricData"][0]["biometricType"]
            return {True: MATCH, False: NO_MATCH, None: NOBODY}[answers[kind]]

        self.machine.abis = said
        return self.issuance.compare(
            case.id,
            face=photograph(),
            finger=photograph(),
            version=self.now(case).version,
            actor=self.receiver.officer,
        )

    def sign(self, case: Case) -> None:
        """Keep the confirmation that the person signed."""
        assert case.subject_id is not None
        sure(
            self.world.services.documents.add(
                case.subject_id,
                case.number,
                DocumentKind.SIGNED_CONFIRMATION,
                io.BytesIO(pdf_of()),
                actor=self.receiver.officer,
            )
        )

    def complete(self, case: Case) -> Moved | Refused:
        version = self.now(case).version
        return self.issuance.complete(case.id, version=version, actor=self.receiver.officer)

    def completed(self, told: Applicant = WITH_CARD) -> Case:
        """A dossier with everything in it."""
        case = sure(self.apply(told))
        if case.procedure != CITIZEN_LEVEL_2_WITH_CARD.name:
            sure(self.compare(case))
        self.sign(case)
        return sure(self.complete(case)).case

    def send(self, case: Case) -> Moved | Refused:
        """As the engine alone does at the desk: immigration sends it to the authority."""
        fire, version = self.world.services.cases.fire, self.now(case).version
        return fire(case.id, ForeignerEvent.SEND, self.receiver.officer, version=version)

    def completed_again(self, number: str) -> Case:
        """A dossier that was found not complete, with everything in it now."""
        case = self.world.services.cases.by_number(number)
        assert case is not None
        sure(self.compare(case))
        self.sign(case)
        return sure(self.complete(case)).case

    def verify(self, case: Case, *, by: Desk | None = None) -> Moved | Refused:
        version = self.now(case).version
        actor = (by or self.reviewer).officer
        return self.issuance.verify(case.id, version=version, actor=actor)

    def grant(
        self, case: Case, *, first: Desk | None = None, second: Desk | None = None
    ) -> Moved | Refused:
        """Both sign: who verified it, and who decides."""
        decisions = self.world.services.case_decisions
        proposer, decider = first or self.reviewer, second or self.approver
        made = sure(decisions.of_case(case.number, proposer.officer))
        first_page = self.world.services.decisions.page(made.id, proposer.officer)
        sure(decisions.sign(made.id, proposer.officer, proposer.answer(sure(first_page))))
        page = self.world.services.decisions.page(made.id, decider.officer)
        if isinstance(page, Refused):
            return page
        signed = decisions.sign(made.id, decider.officer, decider.answer(page))
        if isinstance(signed, Refused):
            return signed
        assert signed.moved is not None
        return signed.moved

    def granted(self, told: Applicant = WITH_CARD) -> Moved:
        case = self.completed(told)
        if case.procedure == FOREIGNER_LEVEL_2.name:
            sure(self.send(case))
        sure(self.verify(case))
        return sure(self.grant(case))


ASKED = CitizenApplication(
    identity="",
    card_number="",
    card_application="",
    checked=CardCheck.SHOWN,
    phone="+84900000017",
    email="",
    username="",
    key="",
    integrate=(),
)
FOREIGNERS_ASKED = ForeignerApplication(
    identity="",
    document="GBR:00XX00099",
    expires_on="2031-03-14",
    phone="",
    email="foreigner@example.test",
    username="",
    key="",
    integrate=(),
)
SIGNED = SignedConfirmation(hashlib.sha256(pdf_of()).hexdigest(), "1")
MATCHED = BiometricsCompared(
    face=ComparedAs.MATCH, fingers=ComparedAs.MATCH, service="ABIS", attempt="1"
)


def applied(
    world: World,
    by: Officer,
    procedure: Procedure = CITIZEN_LEVEL_2,
    *,
    person: str | None = None,
) -> Case:
    """An application of who has an account of level 01, without asking a register: as it is kept.

    The confirmation that they signed is among its documents. `person`: who; else somebody new.
    """
    foreign = procedure == FOREIGNER_LEVEL_2
    kind = SubjectKind.FOREIGNER if foreign else SubjectKind.CITIZEN
    person = person or world.person(level=1, totp=False, kind=kind).subject_id
    identity = world.services.subjects.identity(person)
    asked = replace(FOREIGNERS_ASKED if foreign else ASKED, identity=identity_version(identity))
    about, happening = About(subject_id=person), EventType.ISSUANCE_APPLIED
    cases, documents = world.services.cases, world.services.documents
    case = sure(cases.open(procedure, by, happening, about=about, facts=asked))
    signed = DocumentKind.SIGNED_CONFIRMATION
    sure(documents.add(person, case.number, signed, io.BytesIO(pdf_of()), actor=by))
    return case


def verified(world: World, case: Case, by: Officer) -> Case:
    """The same, brought to the second person."""
    fire = world.services.cases.fire
    sure(fire(case.id, IssuanceEvent.COMPARE, by, MATCHED))
    sure(fire(case.id, IssuanceEvent.COMPLETE, by, SIGNED))
    return sure(fire(case.id, IssuanceEvent.VERIFY, by)).case


@contextmanager
def immigration(world: World) -> Iterator[Counter]:
    """The same at a desk of immigration, whose database has the references of the machine."""
    with counter(world, Source.IMMIGRATION_DB) as made:
        kind = DeskKind.IMMIGRATION_PROVINCIAL
        yield replace(made, receiver=desk_of(world, OfficerRole.IMMIGRATION_OFFICER, kind=kind))


@contextmanager
def counter(world: World, source: Source = Source.IDENTITY_DB) -> Iterator[Counter]:
    """The registers know one citizen, whose telephone is their own and whose card is in force.

    That of immigration knows one foreigner. `source`: of the references of the machine.
    """
    foreigners = Records({PASSPORT_KEY: FOREIGNER})
    population, identity = Records({NUMBER: PERSON}), Records({NUMBER: PERSON})
    subscribers, script = Records({PHONE: {"personal_number": NUMBER}}), Script()
    known = {
        RegistryName.POPULATION: population,
        RegistryName.IDENTITY: identity,
        RegistryName.SUBSCRIBERS: subscribers,
        RegistryName.IMMIGRATION: foreigners,
    }
    with card_registry.registering() as cards, serving(script) as services:
        enter_both(world, services.origin, provenance=source)
        asked = world.services.issuance.sources
        cast("dict[RegistryName, Any]", asked.registries).update(known)
        asked.cards._url = cards.url  # noqa: SLF001 - the setting, which the test learns now
        yield Counter(
            world=world,
            issuance=world.services.issuance,
            population=population,
            identity=identity,
            subscribers=subscribers,
            immigration=foreigners,
            cards=cards,
            machine=script,
            receiver=desk_of(world, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.COMMUNE_POLICE),
            reviewer=desk_of(world, OfficerRole.REVIEWER),
            approver=desk_of(world, OfficerRole.APPROVER),
        )


def born(today: date, *, years: int, days: int = 0) -> str:
    """The day of birth of who is so old on a day, to which days are added."""
    return (today.replace(year=today.year - years) + timedelta(days=days)).isoformat()
