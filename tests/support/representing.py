"""Who acts for whom by a decision: recorded by two officers, and as they record it."""

import io
from datetime import date

from idp.casework.domain.cases import Case
from idp.documents.domain import DocumentKind
from idp.kernel.actors import Actor
from idp.kernel.refusals import Reason, Refused
from idp.representation.deciding import BodyDecision
from idp.representation.domain import RepresentationKind, StatedAgent
from idp.representation.procedures import WardChange
from idp.representation.service import DecidedBy
from tests.support.activations import number_of
from tests.support.desks import Desk
from tests.support.officers import OPERATOR
from tests.support.pdf_files import pdf_of
from tests.support.world import Person, World, sure

COURT = "Tòa án"
PAPER = BodyDecision(COURT, "12/2026/QĐST-HNGĐ", date(2026, 1, 5))


def guardian_of(number: str, until: date | None = None) -> StatedAgent:
    """As a court names a guardian."""
    kind, first = RepresentationKind.GUARDIAN, date(2026, 1, 1)
    return StatedAgent(number=number, kind=kind, starts_on=first, ends_on=until)


def named(world: World, principal_id: str, stated: StatedAgent, body: str = COURT) -> Reason | None:
    """Record it as an approved case does, without its officers; why it cannot be."""
    records = world.services.representations
    with world.services.database.transaction():
        refused = records.naming_refusal(principal_id, stated, body=body)
        if refused is None:
            records.name(principal_id, stated, DecidedBy(body, "HS-0", OPERATOR, OPERATOR))
    return refused


def ended(world: World, principal_id: str, record_id: str) -> Reason | None:
    """The same of the end of a record."""
    records = world.services.representations
    with world.services.database.transaction():
        refused = records.ending_refusal(principal_id, record_id)
        if refused is None:
            records.end(principal_id, record_id, DecidedBy(COURT, "HS-0", OPERATOR, OPERATOR))
    return refused


def proposed(
    world: World, ward: Person, keeper: Person, by: Actor, until: date | None = None
) -> Case | Refused:
    """One officer proposes that a court's guardian acts for a ward."""
    stated = guardian_of(number_of(world, keeper), until)
    proposals = world.services.guardianship_proposals
    return proposals.propose_agent(ward.subject_id, stated, by=PAPER, actor=by)


def ending(world: World, ward: Person, by: Actor) -> Case | Refused:
    """One officer proposes that the newest record about a ward ends."""
    records = world.services.representations.of_principal(ward.subject_id)
    proposals = world.services.guardianship_proposals
    return proposals.propose_end(ward.subject_id, records[-1].id, by=PAPER, actor=by)


def with_paper(world: World, case: Case) -> None:
    """A scan of the decision is added to its case."""
    assert case.subject_id is not None
    paper, kind = io.BytesIO(pdf_of()), DocumentKind.EVIDENCE
    documents = world.services.documents
    sure(documents.add(case.subject_id, case.number, kind, paper, actor=OPERATOR))


def ward_proposed(
    world: World, ward: Person, by: Actor, change: WardChange = WardChange.BEGINS
) -> Case | Refused:
    """One officer proposes that a court made somebody a ward, or ended it."""
    proposals = world.services.guardianship_proposals
    return proposals.propose_ward(ward.subject_id, change, by=PAPER, actor=by)


def signed(
    world: World, case: Case, first: Desk, *others: Desk, paper: bool = True
) -> Reason | None:
    """Each officer signs, by a paper that is added where none is; why one of them could not."""
    services = world.services
    if paper and not services.documents.of_case(case.number):
        with_paper(world, case)
    decision = sure(services.case_decisions.of_case(case.number, first.officer))
    for desk in (first, *others):
        page = services.decisions.page(decision.id, desk.officer)
        if isinstance(page, Refused):
            return page.reason
        answer = services.case_decisions.sign(decision.id, desk.officer, desk.answer(page))
        if isinstance(answer, Refused):
            return answer.reason
    return None


def made_ward(world: World, person: Person) -> None:
    """A body recorded that somebody needs a guardian."""
    placed = world.services.endings.place_under_guardian
    assert placed(person.subject_id, body=COURT, actor=OPERATOR) is None
