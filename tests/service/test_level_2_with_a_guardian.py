"""A child or ward at a desk, with who acts for them: by a register, by a paper, until the grant."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from idp.accounts.domain import acts_alone
from idp.accounts.shown_documents import DocumentData
from idp.casework.domain.cases import Case
from idp.documents.domain import DocumentKind
from idp.history.domain import EventType
from idp.issuance.applicants import CitizenAtCounter, GuardianAtCounter
from idp.issuance.domain import FieldRefused, IssuanceGround
from idp.issuance.guardians import AuthorityToAct, GuardianPaper, ShownPaper
from idp.issuance.procedures import IssuanceEvent
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.representation.domain import RepresentationKind
from idp.subjects.domain import ContactKind
from tests.support.activations import links
from tests.support.desks import Desk
from tests.support.issuance import (
    FOREIGNER,
    FROM_FRANCE,
    NUMBER,
    PASSPORT_KEY,
    PERSON,
    PHONE,
    SHOWN,
    WITH_CARD,
    Counter,
    born,
    counter,
    immigration,
)
from tests.support.letters import arrived
from tests.support.officers import OPERATOR
from tests.support.pdf_files import pdf_of
from tests.support.world import Person, World, sure

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CHILD = "001218000123"
MOTHERS_CARD = "001234567"
BIRTH = ShownPaper(
    kind=GuardianPaper.BIRTH_CERTIFICATE,
    number="12/2018",
    issuer="UBND xã Tân Lập",
    issued_on=date(2018, 2, 1),
)
COURT = ShownPaper(
    kind=GuardianPaper.COURT_DECISION,
    number="07/2025/QĐST-VDS",
    issuer="Tòa án nhân dân khu vực 3",
    issued_on=date(2025, 6, 2),
)
MOTHER = GuardianAtCounter(
    identified=CitizenAtCounter(shown=SHOWN, card_number=MOTHERS_CARD),
    acts_as=RepresentationKind.PARENT,
)
NAMED = {"number": NUMBER, "kind": "parent", "from": "2018-01-15"}
OF_MOTHER = FieldRefused(Reason.NO_GUARDIANSHIP, field="guardian_number")


@pytest.fixture
def at(world: World) -> Iterator[Counter]:
    with counter(world) as made:
        knows(made)
        yield made


def knows(at: Counter, *, years: int = 9, days: int = 0, **said: object) -> CitizenAtCounter:
    """What registers say of the child of that age; the child with its card, and the mother."""
    day = born(at.world.clock.now().date(), years=years, days=days)
    child = {
        "personal_number": CHILD,
        "name": "Nguyễn Văn Con",
        "birthdate": day,
        "gender": "male",
        "status": "living",
        **said,
    }
    for each in (at.population, at.identity):
        each.records[CHILD] = child
    shown = DocumentData(number=CHILD, name="Nguyễn Văn Con", birthdate=day)
    return replace(
        WITH_CARD, shown=shown, card_number="009876543", username="con.nguyen", guardian=MOTHER
    )


def kept(at: Counter, case: Case) -> None:
    """The paper is among the documents of the case."""
    assert case.subject_id is not None
    documents, actor = at.world.services.documents, at.receiver.officer
    file, kind = io.BytesIO(pdf_of()), DocumentKind.AUTHORISATION
    sure(documents.add(case.subject_id, case.number, kind, file, actor=actor))


def completed(at: Counter, told: CitizenAtCounter) -> Case:
    case = sure(at.apply(told))
    kept(at, case)
    sure(at.compare(case))
    at.sign(case)
    return sure(at.complete(case)).case


def verified(at: Counter, told: CitizenAtCounter) -> Case:
    case = completed(at, told)
    return sure(at.verify(case)).case


def whose(case: Case) -> Id:
    assert case.subject_id is not None
    return case.subject_id


def is_guarded(at: Counter, case: Case) -> bool:
    status = at.world.services.accounts.status_of(whose(case))
    assert status is not None
    return not acts_alone(status, at.world.clock.now())


@pytest.mark.norm("D10.2d-1", limb="a register says who acts, and both are kept apart")
@pytest.mark.norm("D10.2d-2")
def test_a_child_comes_with_its_mother_whom_a_register_names(at: Counter) -> None:
    told = knows(at, guardians=[NAMED])
    assert at.apply(replace(told, guardian=None)) == Refused(Reason.GUARDIAN_PRESENCE_REQUIRED)
    case = verified(at, told)
    guardian = at.issuance.effects.guardian(case)
    assert guardian is not None
    assert (guardian.guardian_number, guardian.guardian_name) == (NUMBER, PERSON["name"])
    assert (guardian.authority, guardian.authority_source) == (
        AuthorityToAct.REGISTER,
        "population",
    )
    assert (guardian.guardian_document, guardian.paper_number) == (MOTHERS_CARD, "")
    page = at.world.services.case_decisions.of_case(case.number, at.reviewer.officer)
    shown = {each["label"]: each["after"] for each in sure(page).document["shown"]}
    assert (shown["acts_as"], shown["authority"]) == ("parent", "by_register")
    sure(at.grant(case))
    assert is_guarded(at, case)
    contacts = at.world.services.contacts.repository.for_subject(whose(case))
    (phone,) = [each for each in contacts if each.kind is ContactKind.PHONE]
    assert (phone.value, phone.facts.bound) == (PHONE, 1), "the mother's, who is another person"
    records = at.world.services.representations.in_force(whose(case))
    assert {each.source for each in records} == {"population", "identity"}
    messages = arrived(at.world, Person(whose(case), "", "", None))
    assert [each.to for each in messages if "/activate/" in each.text] == [PHONE]


@ONLY_SQLITE
@pytest.mark.norm("D10.2d-1", limb="a paper shows who acts where no register does")
def test_a_paper_is_kept_and_recorded_with_the_grant(at: Counter) -> None:
    told = knows(at)
    assert at.apply(told) == OF_MOTHER
    as_register = replace(MOTHER, paper=replace(BIRTH, issuer="population"))
    no_body = FieldRefused(Reason.NO_GUARDIANSHIP, field="paper_issuer")
    assert at.apply(replace(told, guardian=as_register)) == no_body
    told = replace(told, guardian=replace(MOTHER, paper=BIRTH))
    case = sure(at.apply(told))
    sure(at.compare(case))
    at.sign(case)
    assert at.complete(case) == Refused(Reason.AUTHORISATION_MISSING)
    kept(at, case)
    sure(at.complete(case))
    sure(at.verify(case))
    representations = at.world.services.representations
    assert representations.of_principal(whose(case)) == ()
    sure(at.grant(case))
    (record,) = representations.in_force(whose(case))
    assert (record.source, record.starts_on) == (BIRTH.issuer, BIRTH.issued_on)
    happened = at.world.services.history.for_subject(whose(case), limit=60)
    recorded = next(e for e in happened if e.happening is EventType.REPRESENTATION_RECORDED)
    assert recorded.actor == at.approver.officer


@ONLY_SQLITE
def test_an_adult_becomes_a_ward_by_the_decision_of_a_court(at: Counter) -> None:
    guardian = replace(MOTHER, acts_as=RepresentationKind.GUARDIAN, paper=COURT)
    told = replace(knows(at, years=40), guardian=guardian)
    assert at.apply(replace(told, guardian=replace(guardian, paper=BIRTH))) == OF_MOTHER
    case = verified(at, told)
    assert not at.world.services.accounts.is_ward(whose(case))
    sure(at.grant(case))
    assert at.world.services.accounts.is_ward(whose(case))
    assert is_guarded(at, case)
    assert at.world.services.representations.names_alone(NUMBER, whose(case)) is not None


@ONLY_SQLITE
@pytest.mark.norm("D14.2-1", limb="no link goes to who acted until the guardianship ended")
def test_no_link_goes_to_the_former_guardian_of_who_became_a_ward_by_the_grant(
    at: Counter,
) -> None:
    clock, services = at.world.clock, at.world.services
    guardian = replace(MOTHER, acts_as=RepresentationKind.GUARDIAN, paper=COURT)
    case = completed(at, replace(knows(at, years=40), guardian=guardian))
    clock.advance(timedelta(days=1))
    sure(at.verify(case))
    sure(at.grant(case))
    clock.advance(timedelta(days=1))
    ward, end = whose(case), services.registry_updates.wards.end_guardianship
    assert end(ward, body=COURT.issuer, actor=OPERATOR) is None
    clock.advance(timedelta(minutes=5))
    with services.database.transaction():
        assert not services.activations.send_again(ward)
    assert services.activations.reopen(ward, actor=OPERATOR) == Refused(Reason.NO_CONTACT)


@ONLY_SQLITE
@pytest.mark.norm("D10.2d-1", limb="who acts is read anew when it is verified and granted")
def test_who_acts_no_more_is_granted_nothing(at: Counter) -> None:
    told = knows(at, guardians=[NAMED])
    case = completed(at, told)
    father = {**NAMED, "number": "001188000017"}
    knows(at, guardians=[father])
    assert at.verify(case) == Refused(Reason.NO_GUARDIANSHIP)
    knows(at, guardians=[NAMED, father])
    sure(at.verify(case))
    services = at.world.services
    with services.database.transaction():
        for register in ("population", "identity"):
            services.representations.reconcile(whose(case), register, [], actor=OPERATOR)
    assert at.grant(case) == Refused(Reason.NO_GUARDIANSHIP)


@ONLY_SQLITE
def test_an_officer_who_is_the_other_parent_receives_and_decides_nothing(at: Counter) -> None:
    subjects = at.world.services.subjects

    def named(desk: Desk) -> CitizenAtCounter:
        parent = {**NAMED, "number": subjects.identity(desk.person.subject_id).number}
        return knows(at, guardians=[NAMED, parent])

    own = Refused(Reason.OWN_MATTER)
    assert at.apply(named(at.receiver)) == own
    knows(at, guardians=[NAMED])
    case = completed(at, named(at.reviewer))
    assert at.verify(case) == own
    fire, ground = at.world.services.cases.fire, IssuanceGround("No parent came along.")
    assert fire(case.id, IssuanceEvent.REFUSE, at.reviewer.officer, ground) == own
    named(at.approver)
    sure(at.verify(case))
    assert at.grant(case) == own


@ONLY_SQLITE
def test_a_paper_is_worth_nothing_once_a_register_names_another(at: Counter) -> None:
    case = completed(at, replace(knows(at), guardian=replace(MOTHER, paper=BIRTH)))
    knows(at, guardians=[{**NAMED, "number": "001188000017"}])
    assert at.verify(case) == Refused(Reason.NO_GUARDIANSHIP)


@ONLY_SQLITE
@pytest.mark.norm("D7.1b", limb="a child that turns 14 meanwhile is granted what was received")
def test_who_turns_fourteen_before_the_grant_is_granted_it_and_acts_alone(at: Counter) -> None:
    told = knows(at, years=14, days=1, guardians=[NAMED])
    case = verified(at, told)
    at.world.clock.advance(timedelta(days=1))
    sure(at.grant(case))
    assert not is_guarded(at, case)
    assert at.world.services.representations.in_force(whose(case)) == ()
    (link,) = links(at.world, Person(whose(case), "", "", None))
    activations, gone = at.world.services.activations, Refused(Reason.NO_CONTACT)
    assert activations.refusal(link) == gone, "it went to the number of the mother"
    at.world.clock.advance(timedelta(minutes=5))
    assert activations.reopen(whose(case), actor=OPERATOR) == gone, "so would another"


@ONLY_SQLITE
def test_who_comes_along_is_found_and_reached_by_their_own_document_and_number(
    at: Counter,
) -> None:
    told = knows(at, guardians=[NAMED])

    def along(**change: object) -> Case | Refused:
        shows = replace(MOTHER.identified, **change)  # type: ignore[arg-type] # any field
        guardian = replace(MOTHER, identified=shows)
        return at.apply(replace(told, guardian=guardian))

    wrong = replace(SHOWN, birthdate="1990-05-07")
    assert along(shown=wrong) == FieldRefused(Reason.MATCH_MISSING, field="guardian_number")
    missing = FieldRefused(Reason.IDENTITY_CARD_REQUIRED, field="guardian_card_number")
    assert along(card_number="") == missing
    assert at.apply(replace(told, phone="")) == FieldRefused(Reason.CONTACT_REQUIRED, field="phone")
    at.subscribers.records[PHONE] = {"personal_number": CHILD}
    assert at.apply(told) == FieldRefused(Reason.PHONE_NOT_OWN, field="phone")
    itself = replace(told.shown)
    assert along(shown=itself) == OF_MOTHER


@ONLY_SQLITE
def test_a_ward_acts_for_nobody(at: Counter) -> None:
    told = knows(at, guardians=[NAMED])
    of_mother = {"number": "001170000001", "kind": "guardian", "from": "2020-01-01"}
    at.identity.records[NUMBER] = {**PERSON, "guardians": [of_mother]}
    assert at.apply(told) == OF_MOTHER


@ONLY_SQLITE
@pytest.mark.norm("D11.2dd-1")
@pytest.mark.norm("D11.2dd-2")
def test_a_foreign_child_comes_to_immigration_with_its_father(world: World) -> None:
    with immigration(world) as at:
        day = born(at.world.clock.now().date(), years=9)
        document = {**FOREIGNER["travel_document"], "number": "00XX00018"}
        named = {"number": FOREIGNER["personal_number"], "kind": "parent", "from": day}
        child: Mapping[str, Any] = {
            **FOREIGNER,
            "personal_number": "000917000018",
            "name": "Louis Dupont",
            "birthdate": day,
            "travel_document": document,
            "guardians": [named],
        }
        at.immigration.records["FRA:00XX00018"] = child
        shown = DocumentData(number="00XX00018", name="Louis Dupont", birthdate=day)
        parent = GuardianAtCounter(identified=FROM_FRANCE, acts_as=RepresentationKind.PARENT)
        alone = replace(FROM_FRANCE, shown=shown, username="louis.dupont")
        assert at.apply(alone) == Refused(Reason.GUARDIAN_PRESENCE_REQUIRED)
        told = replace(alone, guardian=parent)
        assert at.apply(told) == FieldRefused(Reason.CONTACT_REQUIRED, field="phone")
        at.subscribers.records[PHONE] = {"personal_number": FOREIGNER["personal_number"]}
        case = at.granted(replace(told, phone=PHONE)).case
        guardian = at.issuance.effects.guardian(case)
        assert guardian is not None
        assert guardian.guardian_document == PASSPORT_KEY
        assert is_guarded(at, case)
