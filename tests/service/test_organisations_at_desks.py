"""Under Decree 69/2024 an application for an organisation comes on paper, to a desk (Art. 12)."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from idp.access.desks import DeskKind
from idp.accounts.domain import CURRENT_TERMS, AccountState
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import Moved
from idp.documents.domain import DocumentKind
from idp.history.domain import EventType
from idp.issuance.domain import FieldRefused
from idp.issuance.organisations.desk import OrganisationAtDesk
from idp.issuance.organisations.domain import LegalRole, OrganisationState
from idp.issuance.organisations.service import ToldOrganisation
from idp.kernel.actors import Officer, OfficerRole, System
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.law.terms import TermId
from idp.letters.domain import LetterKind
from idp.notices.domain import NoticeKind
from idp.representation.domain import AgreementState, RepresentationKind
from tests.support.activations import number_of
from tests.support.desks import Desk, desk_of
from tests.support.families import told
from tests.support.letters import arrived
from tests.support.organisations import NUMBER, RECORD, Enterprise, enterprise, represented
from tests.support.pdf_files import pdf_of
from tests.support.world import Person, World, sure

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STATE = OrganisationState


@dataclass
class PaperDesk:
    """A receiving officer of commune police, and who comes with a form for the organisation."""

    body: Enterprise
    desk: Desk

    @property
    def officer(self) -> Officer:
        return self.desk.officer

    def receive(
        self,
        who: Person | None,
        *,
        role: LegalRole = LegalRole.HEAD,
        by: Person | None = None,
        officer: Officer | None = None,
        **other: str,
    ) -> Case | Refused:
        world = self.body.world
        said = {
            "number": NUMBER,
            "name": RECORD["name"],
            "short_name": RECORD["short_name"],
            "established_on": RECORD["established_on"],
            "address": RECORD["address"]["formatted"],
            "tax_code": RECORD["tax_code"],
        }
        told = ToldOrganisation(shown="", role=role, **{**said, **other})
        sent = OrganisationAtDesk(
            told=told,
            applicant="" if who is None else number_of(world, who),
            authorised_by="" if by is None else number_of(world, by),
        )
        return self.body.at_desk.receive(sent, actor=officer or self.officer)

    def paper(self, case: Case, kind: DocumentKind) -> None:
        documents, sent = self.body.world.services.documents, io.BytesIO(pdf_of())
        sure(documents.add(self.body.id, case.number, kind, sent, actor=self.officer))

    def file(self, case: Case, *, agreements: bool = False) -> Moved | Refused:
        version = self.body.now(case).version
        file = self.body.at_desk.file
        return file(case.id, agreements=agreements, version=version, actor=self.officer)


@pytest.fixture
def at(world: World) -> Iterator[PaperDesk]:
    """Two represent it; cases are opened under the decree in force."""
    with enterprise(world, people=2) as body:
        put_under(body, RuleSetName.DECREE_69_2024)
        kind = DeskKind.COMMUNE_POLICE
        yield PaperDesk(body, desk_of(world, OfficerRole.RECEIVING_OFFICER, kind=kind))


def put_under(body: Enterprise, rule_set: RuleSetName) -> None:
    """Cases are opened under this rule set from now on."""
    engine = replace(body.issuance.engine, rule_set=rule_set)
    body.issuance = replace(body.issuance, engine=engine)
    body.at_desk = replace(body.at_desk, engine=engine, issuance=body.issuance, rule_set=rule_set)


def happened(at: PaperDesk, subject_id: str) -> list[EventType]:
    return [each.happening for each in at.body.world.services.history.for_subject(subject_id)]


@pytest.mark.norm("D12.1-1", limb="decree in force: by an authorised person, on paper")
@pytest.mark.norm("D12.3-1", limb="decree in force: the others agree beforehand, in writing too")
def test_an_authorised_person_brings_the_papers_and_the_account_is_granted(at: PaperDesk) -> None:
    body, world = at.body, at.body.world
    one, two = body.people
    clerk = world.person(totp=False)
    case = sure(at.receive(clerk, role=LegalRole.AUTHORISED, by=one, number=RECORD["tax_code"]))
    assert (case.state, case.rule_set) == (STATE.AWAITING, RuleSetName.DECREE_69_2024)
    assert body.issuance.filed_by(case) == clerk.subject_id
    assert [each.agent_id for each in body.issuance.missing(case)] == [two.subject_id]
    incomplete = Refused(Reason.DOSSIER_INCOMPLETE)
    assert at.file(case, agreements=True) == incomplete
    at.paper(case, DocumentKind.WRITTEN_REQUEST)
    assert at.file(case) == incomplete, "who is authorised shows by what"
    at.paper(case, DocumentKind.AUTHORISATION)
    missing = Refused(Reason.AGREEMENT_MISSING)
    assert at.file(case) == missing
    assert at.file(case, agreements=True) == missing, "no paper says so"
    at.paper(case, DocumentKind.EVIDENCE)
    assert sure(at.file(case, agreements=True)).case.state == STATE.COMPLETE_VALID
    (term,) = world.services.deadlines.of_case(case.id)
    assert term.term is TermId.ISSUE_ORGANISATION
    assert [each.state for each in body.issuance.agreements(case)] == [AgreementState.ON_PAPER]
    assert EventType.CO_REPRESENTATIVE_AGREED in happened(at, two.subject_id)
    sure(body.verify(case))
    sure(body.grant(case))
    (letter,) = world.services.letters.of_person(clerk.subject_id)
    assert letter.kind is LetterKind.ORGANISATION_GRANTED
    held = world.services.subjects.identity(body.id).data["representative"].value
    assert (held["number"], held["role"]) == (number_of(world, one), "legal_representative")
    activate, denied = body.issuance.activate, Refused(Reason.NOT_REPRESENTATIVE)
    assert activate(NUMBER, CURRENT_TERMS, actor=body.acting(clerk)) == denied
    active = activate(NUMBER, CURRENT_TERMS, actor=body.acting(one))
    assert sure(active).state is AccountState.ACTIVE


@pytest.mark.norm("D12.2-2", limb="who represents a body that no register knows, by papers")
def test_where_nobody_represents_it_on_record_papers_prove_who_does(at: PaperDesk) -> None:
    body, world = at.body, at.body.world
    head, other = body.people
    represented(world, body.id, [])
    body.register.records.clear()
    assert body.issuance.represented(head.subject_id) == ()
    clerk = world.person(totp=False)
    refused = at.receive(clerk, role=LegalRole.AUTHORISED, by=head)
    assert refused == FieldRefused(Reason.NOT_REPRESENTATIVE, field="authorised_by")
    case = sure(at.receive(head))
    at.paper(case, DocumentKind.WRITTEN_REQUEST)
    assert sure(at.file(case)).case.state == STATE.VERIFYING
    formal = body.conclude(case)
    assert formal == Refused(Reason.DOSSIER_INCOMPLETE), "the form alone proves nothing"
    at.paper(case, DocumentKind.EVIDENCE)
    sure(body.conclude(case))
    sure(body.grant(case))
    (record,) = world.services.representations.in_force(body.id)
    assert (record.agent_id, record.source) == (head.subject_id, case.number)
    represented(world, body.id, [number_of(world, other)], until=date(2024, 1, 1))
    assert world.services.representations.in_force(body.id) == (record,), "who did, not who does"
    done = body.issuance.activate(NUMBER, CURRENT_TERMS, actor=body.acting(head))
    assert sure(done).state is AccountState.ACTIVE
    represented(world, body.id, [number_of(world, other)])
    (record,) = world.services.representations.in_force(body.id)
    assert record.agent_id == other.subject_id, "once a register tells who represents it"


def test_whom_the_register_drops_while_the_term_runs_is_not_proven_by_papers(
    at: PaperDesk,
) -> None:
    body, world = at.body, at.body.world
    head, _ = body.people
    represented(world, body.id, [number_of(world, head)])
    case = sure(at.receive(head))
    at.paper(case, DocumentKind.WRITTEN_REQUEST)
    assert sure(at.file(case)).case.state == STATE.COMPLETE_VALID
    sure(body.verify(case))
    sure(body.sign(case, body.reviewer))
    world.clock.advance(timedelta(minutes=1))
    represented(world, body.id, [])
    assert body.decide(case) == Refused(Reason.NOT_REPRESENTATIVE)
    assert world.services.representations.in_force(body.id) == ()


@pytest.mark.norm("D12.1-1", limb="nothing goes on in the name of who represents it no more")
def test_what_a_ward_authorised_goes_no_further(at: PaperDesk) -> None:
    """The head needs no account to authorise somebody; the register tells of the guardian."""
    body, world = at.body, at.body.world
    clerk, guardian = body.people
    subject_id = world.newcomer()
    head, number = Person(subject_id, "", "", None), world.services.subjects.identity(subject_id)
    represented(world, body.id, [number.number])
    case = sure(at.receive(clerk, role=LegalRole.AUTHORISED, by=head))
    for each in (DocumentKind.WRITTEN_REQUEST, DocumentKind.AUTHORISATION):
        at.paper(case, each)
    told(world, head, guardian, kind=RepresentationKind.GUARDIAN)
    assert at.file(case) == Refused(Reason.FILER_MAY_NOT_ACT)
    told(world, head)
    sure(at.file(case))
    told(world, head, guardian, kind=RepresentationKind.GUARDIAN)
    assert body.verify(case) == Refused(Reason.FILER_MAY_NOT_ACT)


@pytest.mark.norm("D12.1-1", limb="at a desk too, who applies has an active account of level 02")
def test_what_a_desk_does_not_receive_is_told_at_its_field(at: PaperDesk) -> None:
    body, world = at.body, at.body.world
    one, two = body.people
    junior, stranger = world.person(level=1, totp=False), world.person(totp=False)

    def refused(reason: Reason, field: str) -> FieldRefused:
        return FieldRefused(reason, field=field)

    assert at.receive(one, number="8999") == refused(Reason.NOT_FOUND, "number")
    assert at.receive(None) == refused(Reason.NOT_FOUND, "applicant")
    assert at.receive(junior) == refused(Reason.LEVEL2_REQUIRED, "applicant")
    assert at.receive(stranger) == refused(Reason.NOT_REPRESENTATIVE, "applicant")
    ward, court = world.person(totp=False), System(rule="D14.2")
    with world.services.database.transaction():
        follow = world.services.accounts.follow_register
        assert follow(ward.subject_id, ward=True, body="Tòa án", actor=court)
    assert at.receive(ward) == refused(Reason.GUARDIAN_NEEDED, "applicant")
    nobody = at.receive(stranger, role=LegalRole.AUTHORISED)
    assert nobody == refused(Reason.NUMBER_MISSING, "authorised_by")
    assert at.receive(one, name="\u202ex") == refused(Reason.REGISTRATION_FAULTY, "name")
    immigration = desk_of(
        world, OfficerRole.IMMIGRATION_OFFICER, kind=DeskKind.IMMIGRATION_CENTRAL
    ).officer
    assert at.receive(one, officer=immigration) == Refused(Reason.DESK_NOT_COMPETENT)
    kind = DeskKind.COMMUNE_POLICE
    theirs = desk_of(world, OfficerRole.RECEIVING_OFFICER, kind=kind, person=two).officer
    assert at.receive(one, officer=theirs) == Refused(Reason.OWN_MATTER)
    assert happened(at, body.id)[0] is EventType.ISSUANCE_NOT_RECEIVED
    known = body.register.records[NUMBER]
    body.register.records[NUMBER] = {**known, "status": "dissolved"}
    assert at.receive(one) == Refused(Reason.NOT_OPERATING)
    body.register.records[NUMBER] = known
    assert not list(world.services.work_list.of_person(body.id))
    case = sure(at.receive(one))
    assert at.receive(two) == Refused(Reason.CASE_OPEN)
    assert sure(body.answer(two)).state == STATE.AWAITING, "its papers are not there yet"
    at.paper(case, DocumentKind.WRITTEN_REQUEST)
    at.paper(case, DocumentKind.EVIDENCE)
    both = [number_of(world, each) for each in body.people]
    represented(world, body.id, [*both, number_of(world, stranger)])
    missing = Refused(Reason.AGREEMENT_MISSING)
    assert at.file(case, agreements=True) == missing, "the page showed nothing of who is new"
    assert len(body.issuance.asked(stranger.subject_id)) == 1
    represented(world, body.id, both)
    assert sure(at.file(case)).case.state == STATE.COMPLETE_VALID, "who answered here needs none"
    put_under(body, RuleSetName.DRAFT_2024)
    assert at.receive(one) == Refused(Reason.CHANNEL_NOT_ALLOWED)
    online = sure_closed(at, case)
    channel = Refused(Reason.CHANNEL_NOT_ALLOWED)
    assert at.file(online, agreements=True) == channel, "the draft has them answer online"


def sure_closed(at: PaperDesk, case: Case) -> Case:
    """Who applied withdraws it, and files it in self-service."""
    (one, _), issuance = at.body.people, at.body.issuance
    version = at.body.now(case).version
    sure(issuance.withdraw(case.number, version=version, actor=at.body.acting(one)))
    return sure(at.body.file(one))


def test_who_was_authorised_is_told_of_a_withdrawal_and_not_that_they_represent_it(
    at: PaperDesk,
) -> None:
    """They have no page of the organisation either."""
    one, clerk = at.body.people[0], at.body.world.person(totp=False)
    case = sure(at.receive(clerk, role=LegalRole.AUTHORISED, by=one))
    actor = at.body.acting(one)
    sure(at.body.issuance.withdraw(case.number, version=case.version, actor=actor))
    (told_clerk,) = [
        each
        for each in arrived(at.body.world, clerk)
        if each.kind is NoticeKind.ORGANISATION_DECIDED
    ]
    assert case.number in told_clerk.text
    assert "bạn là người đại diện" not in told_clerk.text
    assert "Người đại diện của Công ty Sen Vàng xem kết quả tại" in told_clerk.text
