"""Telephones of people without an account, and the services of the State that know them."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, cast

from idp.casework.domain.cases import Case
from idp.casework.domain.moves import About
from idp.casework.domain.procedure import Procedure
from idp.factors.biometrics.domain import AssuranceKind, PersonReference
from idp.factors.callers import UNKNOWN_CALLER
from idp.history.domain import EventType
from idp.issuance.domain import ComparedAs, identity_version
from idp.issuance.level_one.domain import (
    DECLARATION_TEXT,
    DeclaredItem,
    Faults,
    LevelOneApplication,
    joint,
)
from idp.issuance.level_one.procedures import CITIZEN_LEVEL_1_WITH_CARD
from idp.issuance.level_one.service import (
    APPLICATION,
    APPLICATION_STATE,
    APPLICATION_WITHDRAWAL,
    LevelOneApplications,
    LevelOneProgress,
    LevelOneReceipt,
)
from idp.kernel.actors import System
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.kernel.registries import RegistryName
from tests.support.biometric_services import Script, serving
from tests.support.biometrics import enter, enter_both, matcher
from tests.support.issuance import NUMBER, PERSON, PHONE, Records
from tests.support.photographs import photograph
from tests.support.telephones import Telephone, believe
from tests.support.world import World, sure

FACE = photograph()
CARD_APPLICATION = "CC-2026-0001"
PASSPORT = "C01X00T47"
PASSPORT_KEY = f"DEU:{PASSPORT}"
FOREIGN_NUMBER = "900000000777"
FOREIGNER: Mapping[str, Any] = {
    "personal_number": FOREIGN_NUMBER,
    "name": "Anna Weiss",
    "birthdate": "1991-02-03",
    "nationality": "DEU",
    "status": "staying",
    "travel_document": {
        "type": "passport",
        "number": PASSPORT,
        "issued_on": "2022-05-10",
        "issued_at": "Berlin",
        "expires_on": "2032-05-09",
    },
}
CITIZEN_CLAIMS: Mapping[str, Any] = {
    "kind": "citizen",
    "number": NUMBER,
    "name": "Nguyễn Thị Sáu",
    "birthdate": "1990-05-06",
    "phone_number": PHONE,
    "declaration": DECLARATION_TEXT,
}
FOREIGN_CLAIMS: Mapping[str, Any] = {
    "kind": "foreigner",
    "number": PASSPORT,
    "name": "Anna Weiss",
    "birthdate": "1991-02-03",
    "nationality": "DE",
    "email": "anna@example.test",
    "declaration": DECLARATION_TEXT,
}


def signed(
    telephone: Telephone, world: World, claims: Mapping[str, Any], face: bytes | None = FACE
) -> str:
    """An application as a telephone signs it; a claim of None is left out."""
    named = {} if face is None else {"face_sha256": hashlib.sha256(face).hexdigest()}
    said = {"idempotency_key": secrets.token_urlsafe(9), **named, **claims}
    return telephone.sign(APPLICATION, world.clock.now(), **said)


@dataclass
class AtHome:
    """People with telephones, and everything the authority asks about them."""

    world: World
    population: Records
    identity: Records
    immigration: Records
    subscribers: Records
    machine: Script
    telephone: Telephone = field(init=False)

    @property
    def applications(self) -> LevelOneApplications:
        return self.world.services.level_one

    def installed(self) -> Telephone:
        """A telephone with the application, whose key its maker attests."""
        telephone = Telephone(self.world.settings.issuer)
        instances = self.applications.instances
        handle = sure(instances.challenge(UNKNOWN_CALLER))
        sure(instances.register(handle, telephone.chain(handle)))
        return telephone

    def send(
        self,
        claims: Mapping[str, Any] = CITIZEN_CLAIMS,
        *,
        face: bytes | None = FACE,
        by: Telephone | None = None,
    ) -> LevelOneReceipt | Refused | Faults:
        message = signed(by or self.telephone, self.world, claims, face)
        return self.applications.receive(message, face)

    def sent(self, claims: Mapping[str, Any] = CITIZEN_CLAIMS, **more: Any) -> LevelOneReceipt:  # noqa: ANN401 - as `send`
        answer = self.send(claims, **more)
        assert isinstance(answer, LevelOneReceipt), answer
        return answer

    def check(self) -> None:
        """What the worker does within a second."""
        self.applications.checks.check_due()

    def state(
        self, receipt: LevelOneReceipt, *, by: Telephone | None = None
    ) -> LevelOneProgress | Refused:
        now = self.world.clock.now()
        message = (by or self.telephone).sign(APPLICATION_STATE, now, receipt=receipt.number)
        return self.applications.state(message)

    def withdraw(
        self, receipt: LevelOneReceipt, *, by: Telephone | None = None
    ) -> LevelOneProgress | Refused:
        now = self.world.clock.now()
        telephone = by or self.telephone
        message = telephone.sign(APPLICATION_WITHDRAWAL, now, receipt=receipt.number)
        return self.applications.withdraw(message)

    def answered(
        self,
        claims: Mapping[str, Any] = CITIZEN_CLAIMS,
        **more: Any,  # noqa: ANN401 - as `send`
    ) -> LevelOneProgress:
        """What the telephone reads of an application that was checked."""
        receipt = self.sent(claims, **more)
        self.check()
        return sure(self.state(receipt, by=more.get("by")))

    def case(self, number: str) -> Case:
        found = self.world.services.cases.by_number(number)
        assert found is not None
        return found


@contextmanager
def at_home(world: World) -> Iterator[AtHome]:
    """The registers know one citizen and one foreigner; the machine says that it is them."""
    made = AtHome(
        world=world,
        population=Records({NUMBER: PERSON}),
        identity=Records({NUMBER: {**PERSON, "card_issued": True}}),
        immigration=Records({PASSPORT_KEY: FOREIGNER}),
        subscribers=Records({PHONE: {"personal_number": NUMBER}}),
        machine=Script(),
    )
    with serving(made.machine) as services:
        by_number = {"person_reference": PersonReference.PERSONAL_NUMBER}
        enter_both(world, services.origin, **by_number)
        foreign = {"name": "Immigration ABIS", "provenance": "immigration_db", **by_number}
        enter(world, matcher(services.origin, **foreign), AssuranceKind.FALSE_MATCH)
        asked = world.services.issuance.sources
        cast("dict[RegistryName, Any]", asked.registries).update(
            {
                RegistryName.POPULATION: made.population,
                RegistryName.IDENTITY: made.identity,
                RegistryName.IMMIGRATION: made.immigration,
                RegistryName.SUBSCRIBERS: made.subscribers,
            }
        )
        believe(world)
        made.telephone = made.installed()
        yield made


def matching(world: World, person: Id) -> LevelOneApplication:
    """What is kept of an application in which everything agrees."""
    return LevelOneApplication(
        identity=identity_version(world.services.subjects.identity(person)),
        phone="+84900000018",
        email="",
        filer="",
        differs=(),
        face=(ComparedAs.MATCH,),
        comparison="1",
    )


def applied_online(world: World, procedure: Procedure) -> Case:
    """An application of who has no account, in which everything agrees that is there: as kept."""
    person = world.newcomer()
    asked: LevelOneApplication = matching(world, person)
    if procedure is CITIZEN_LEVEL_1_WITH_CARD:
        waits = replace(asked, differs=(DeclaredItem.NO_CARD,), face=(), comparison="none")
        asked = joint(waits, CARD_APPLICATION)
    about, happening = About(subject_id=person), EventType.ISSUANCE_APPLIED_ONLINE
    received = System(rule="D10.1b-4")
    return sure(world.services.cases.open(procedure, received, happening, about=about, facts=asked))
