"""An organisation in the business register, who represents it, and officers who decide."""

import io
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, cast

from idp.authorization.tables import ORGANISATION_MEANS
from idp.casework.domain.cases import Case
from idp.casework.domain.facts import NoFacts
from idp.casework.domain.moves import About, Moved
from idp.documents.domain import DocumentKind
from idp.history.domain import EventType
from idp.issuance.organisations.desk import OrganisationDesk
from idp.issuance.organisations.domain import (
    LegalRole,
    OrganisationApplication,
    OrganisationCheck,
    OrganisationConclusion,
    organisation_version,
    said_of,
)
from idp.issuance.organisations.procedures import ORGANISATION_ACCOUNT
from idp.issuance.organisations.service import OrganisationIssuance, ToldOrganisation
from idp.kernel.actors import Officer, OfficerRole, System
from idp.kernel.actors import Person as Acting
from idp.kernel.ids import new_id
from idp.kernel.refusals import Refused
from idp.kernel.registries import RegistryName
from idp.kernel.rule_sets import RuleSetName
from idp.officers.case_decisions import CaseSigned
from idp.representation.domain import RepresentationKind, StatedAgent
from idp.subjects.domain import Datum, Source, SubjectKind
from idp.subjects.tables import SUBJECT
from tests.support.activations import number_of
from tests.support.desks import Desk, desk_of
from tests.support.issuance import Records
from tests.support.officers import OPERATOR
from tests.support.pdf_files import pdf_of
from tests.support.world import Person, World, sure

NUMBER: Final = "800000000017"
RECORD: Final[Mapping[str, Any]] = {
    "organisation_number": NUMBER,
    "name": "Công ty Sen Vàng",
    "short_name": "Sen Vàng",
    "established_on": "2019-05-06",
    "address": {"formatted": "88 Lê Lợi, Huế"},
    "tax_code": "0109998884",
    "status": "operating",
}
CONCLUSION: Final = OrganisationConclusion(tuple(OrganisationCheck), "By the deed of foundation.")


def registered(world: World, record: Mapping[str, Any] = RECORD) -> str:
    """The organisation as the register told of it: with an identity and no account (D8.2)."""
    said = {name: value for name, value in record.items() if name != "status"}
    source, day = Source.NATIONAL_ORGANISATION_DB, date(2024, 7, 1)
    data = {name: Datum(value, source, day) for name, value in said.items()}
    made = sure(world.services.subjects.register(SubjectKind.ORGANISATION, data, actor=OPERATOR))
    sure(world.services.subjects.match(made.subject_id, source, actor=OPERATOR))
    return made.subject_id


def represented(
    world: World,
    organisation: str,
    numbers: list[str],
    *,
    until: date | None = None,
    jointly: bool = False,
) -> None:
    """These are its representatives by the register now, or were, and nobody else."""
    kind = RepresentationKind.LEGAL_REPRESENTATIVE
    stated = [
        StatedAgent(
            number=each, kind=kind, starts_on=date(2020, 1, 1), ends_on=until, jointly=jointly
        )
        for each in numbers
    ]
    with world.services.database.transaction():
        world.services.subjects.lock(organisation)
        world.services.representations.reconcile(
            organisation, RegistryName.BUSINESS, stated, actor=System(rule="D8.2")
        )


def of_before(world: World, *heads: Person, **more: Any) -> Person:  # noqa: ANN401
    """An organisation with means of its own, as an earlier release gave them, and who heads it.

    It is made as a person who signs in with a password and a code; `made_of_before` changes that.
    """
    number = f"8{secrets.randbelow(10**11):011}"
    data = {"organisation_number": number, "name": "Công ty Sen Vàng", **more}
    body = world.person(data=data)
    made_of_before(world, body, *heads)
    return body


def made_of_before(world: World, body: Person, *heads: Person) -> None:
    """All that this person has is an organisation's from now on, listed as the upgrade does."""
    mine = {"subject_id": body.subject_id}
    with world.services.database.transaction() as connection:
        whose = SUBJECT.c.subject_id == body.subject_id
        connection.execute(SUBJECT.update().where(whose).values(kind=SubjectKind.ORGANISATION))
        due = {**mine, "due_at": world.clock.now(), "withdrawn_at": None}
        connection.execute(ORGANISATION_MEANS.insert().values(**due))
    if heads:
        represented(world, body.subject_id, [number_of(world, each) for each in heads])


def opened(world: World, filer: str) -> Case:
    """An application of a person for an organisation of their own, as it is kept, with a paper.

    Under the decree in force, by which desks take papers too.
    """
    number = f"8{secrets.randbelow(10**11):011}"
    record = {**RECORD, "organisation_number": number, "tax_code": f"T{number}"}
    organisation = registered(world, record)
    represented(world, organisation, [world.services.subjects.identity(filer).number])
    identity = world.services.subjects.identity(organisation)
    facts = OrganisationApplication(
        identity=organisation_version(identity, ()),
        role=LegalRole.HEAD,
        differing=(),
        **said_of(record),
    )
    by = Acting(subject_id=filer, acting_for=organisation)
    about, happening = About(subject_id=organisation), EventType.ISSUANCE_APPLIED
    documents = world.services.documents
    cases = replace(world.services.cases, rule_set=RuleSetName.DECREE_69_2024)
    case = sure(cases.open(ORGANISATION_ACCOUNT, by, happening, about=about, facts=facts))
    actor, kind = desk_of(world, OfficerRole.REVIEWER).officer, DocumentKind.EVIDENCE
    sure(documents.add(organisation, case.number, kind, io.BytesIO(pdf_of()), actor=actor))
    return case


@dataclass
class Enterprise:
    """One organisation, `people` who represent it, and the register, which has what is told."""

    world: World
    issuance: OrganisationIssuance
    at_desk: OrganisationDesk
    register: Records
    id: str
    people: list[Person]
    reviewer: Desk
    approver: Desk
    number: str = NUMBER
    levels: dict[str, int] = field(default_factory=dict)

    def acting(self, person: Person) -> Acting:
        """The person in a session of level 2, unless `levels` says otherwise."""
        return Acting(
            subject_id=person.subject_id,
            session_id=new_id(),
            level=self.levels.get(person.subject_id, 2),
            authenticated_at=self.world.clock.now(),
        )

    def told(self, person: Person, **other: str) -> ToldOrganisation:
        """What the form begins with, and what was typed otherwise."""
        form = sure(self.issuance.form(self.number, person.subject_id))
        role = LegalRole.LEGAL_REPRESENTATIVE
        said = ToldOrganisation(number=self.number, shown=form.version, role=role, **form.said)
        return replace(said, **cast("dict[str, Any]", other))

    def file(self, person: Person | None = None, **other: str) -> Case | Refused:
        by = person or self.people[0]
        return self.issuance.apply(self.told(by, **other), actor=self.acting(by))

    def answer(self, person: Person, *, agreed: bool = True) -> Case | Refused:
        (asked,) = self.issuance.asked(person.subject_id)
        return self.issuance.answer(
            asked.request.id, agreed=agreed, shown=asked.version, actor=self.acting(person)
        )

    def now(self, case: Case) -> Case:
        found = self.world.services.cases.by_number(case.number)
        assert found is not None
        return found

    def verify(self, case: Case, by: Officer | None = None) -> Moved | Refused:
        version, actor = self.now(case).version, by or self.reviewer.officer
        return self.at_desk.verify(case.id, version=version, actor=actor)

    def paper(self, case: Case) -> None:
        """A paper that an officer got."""
        kind, actor = DocumentKind.EVIDENCE, self.reviewer.officer
        documents = self.world.services.documents
        sure(documents.add(self.id, case.number, kind, io.BytesIO(pdf_of()), actor=actor))

    def conclude(self, case: Case, said: OrganisationConclusion = CONCLUSION) -> Moved | Refused:
        version, actor = self.now(case).version, self.reviewer.officer
        return self.at_desk.conclude(case.id, said, version=version, actor=actor)

    def grant(self, case: Case) -> Moved | Refused:
        """Both sign: who verified it, and who decides."""
        proposed = self.sign(case, self.reviewer)
        return proposed if isinstance(proposed, Refused) else self.decide(case)

    def decide(self, case: Case) -> Moved | Refused:
        """The second one signs."""
        signed = self.sign(case, self.approver)
        return signed if isinstance(signed, Refused) else sure_moved(signed)

    def sign(self, case: Case, desk: Desk) -> CaseSigned | Refused:
        decisions = self.world.services.case_decisions
        made = decisions.of_case(case.number, desk.officer, NoFacts())
        if isinstance(made, Refused):
            return made
        page = self.world.services.decisions.page(made.id, desk.officer)
        return decisions.sign(made.id, desk.officer, desk.answer(sure(page)))


def sure_moved(signed: CaseSigned) -> Moved:
    assert signed.moved is not None
    return signed.moved


@contextmanager
def enterprise(world: World, people: int = 1, *, totp: bool = False) -> Iterator[Enterprise]:
    """The register has the organisation with so many representatives, all with accounts here."""
    organisation = registered(world)
    those = [world.person(totp=totp) for _ in range(people)]
    represented(world, organisation, [number_of(world, each) for each in those])
    register = Records({NUMBER: dict(RECORD)})
    issuance = world.services.organisation_issuance
    cast("dict[RegistryName, Any]", issuance.sources.registries)[RegistryName.BUSINESS] = register
    yield Enterprise(
        world=world,
        issuance=issuance,
        at_desk=world.services.organisation_desk,
        register=register,
        id=organisation,
        people=those,
        reviewer=desk_of(world, OfficerRole.REVIEWER),
        approver=desk_of(world, OfficerRole.APPROVER),
    )
