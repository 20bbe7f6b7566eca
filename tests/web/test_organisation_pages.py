"""A representative applies on a page, the other agrees on theirs, officers grant it at the desk."""

import io
from collections.abc import Iterator
from typing import Any, cast

import pytest

from idp.access.desks import DeskKind
from idp.accounts.domain import AccountState
from idp.app import create_app
from idp.documents.domain import DocumentKind
from idp.issuance.organisations.domain import OrganisationState
from idp.kernel.actors import OfficerRole
from idp.kernel.registries import RegistryName
from idp.kernel.rule_sets import RuleSetName
from idp.web.self_service.account_labels import CASE_STATES
from idp.wiring import build
from tests.support.activations import number_of
from tests.support.at_desk import at_desk
from tests.support.http import Answer
from tests.support.live import House
from tests.support.organisations import NUMBER, Enterprise, enterprise, represented
from tests.support.pdf_files import pdf_of
from tests.support.walks import Walk
from tests.support.world import Person, sure

PATH = "/me/organisations"
APPLY = f"{PATH}/{NUMBER}/apply"
LIST = "/officer/organisation-account"


@pytest.fixture
def two(house: House) -> Iterator[Enterprise]:
    with enterprise(house.world, people=2, totp=True) as made:
        yield made


def entered(house: House, person: Person, path: str) -> tuple[Walk, Answer]:
    walk = house.walk()
    return walk, walk.sign_in(walk.visitor.arrive(walk.visitor.get(path)), person)


def at_level_2(house: House, person: Person, path: str = APPLY) -> tuple[Walk, Answer]:
    """In a sign-in of level 2, which the page asks for at once, without one of level 1 before."""
    return entered(house, person, path)


@pytest.mark.norm("D12.1-2")
@pytest.mark.norm("D12.3-1", limb="asked on a page, and answered in a session of one's own")
def test_two_representatives_and_two_officers_make_an_account(
    house: House, two: Enterprise
) -> None:
    filer, other = two.people
    walk, page = at_level_2(house, filer)
    assert page.path == APPLY
    assert "others" in page.ids
    sent = walk.visitor.arrive(walk.visitor.submit(page, "role", body_code="H57.01"))
    assert sent.path == PATH
    assert CASE_STATES[OrganisationState.AWAITING] in sent.text
    (case,) = house.world.services.work_list.of_person(two.id)
    (asked,) = two.issuance.asked(other.subject_id)
    answer_at = f"{PATH}/agreements/{asked.request.id}"
    assert walk.visitor.get(answer_at).status == 404
    theirs, form = at_level_2(house, other, answer_at)
    assert "H57.01" in form.text
    assert "6 May 2019" in form.text
    agreed = theirs.visitor.arrive(theirs.visitor.submit(form, decision="agree"))
    assert CASE_STATES[OrganisationState.VERIFYING] in agreed.text
    two.paper(case)
    desk = at_desk(house, OfficerRole.REVIEWER)
    shown = desk.open(f"/officer/organisation-account/{case.number}")
    assert "H57.01" in shown.text
    sure(two.conclude(case))
    sure(two.grant(case))
    granted = walk.visitor.get(PATH)
    active = walk.visitor.arrive(walk.visitor.submit(granted, "accept", accept="yes"))
    account = house.world.services.accounts.by_subject(two.id)
    assert account is not None
    assert (account.state, active.path) == (AccountState.ACTIVE, PATH)


def test_what_cannot_be_is_told_on_the_page_and_changes_nothing(
    house: House, two: Enterprise
) -> None:
    filer, other = two.people
    nobody = house.world.person()
    stranger, listed = entered(house, nobody, PATH)
    assert "represents-nobody" in listed.ids
    form = stranger.visitor.arrive(stranger.visitor.get(APPLY))
    assert stranger.sign_in(form, nobody).status == 404
    walk, page = at_level_2(house, filer)
    wrong = walk.visitor.submit(page, "role", established_on="yesterday", name="\u202ex")
    assert (wrong.status, "name-problem" in wrong.ids) == (422, True)
    two.register.silent = True
    away = walk.visitor.submit(page, "role")
    assert (away.status, "problem" in away.ids) == (422, True)
    two.register.silent = False
    assert walk.visitor.get(f"{PATH}/nothing/apply").status == 404
    assert walk.visitor.get(f"{PATH}/agreements/{two.id}").status == 404
    assert not list(house.world.services.work_list.of_person(two.id))
    walk.visitor.submit(page, "role")
    again = walk.visitor.submit(page, "role")
    assert again.status == 422
    (case,) = house.world.services.work_list.of_person(two.id)
    listed = walk.visitor.get(PATH)
    assert not [each for each in listed.forms if each.action.endswith("/go-on")]
    name = house.world.services.subjects.identity(other.subject_id).name
    assert f"{name}: was asked" in listed.text
    theirs, _ = at_level_2(house, other)
    assert case.number in theirs.visitor.get(PATH).text
    sure(two.answer(other, agreed=False))
    sure(two.file(filer))
    represented(house.world, two.id, [number_of(house.world, filer)])
    (now,) = [each for each in walk.visitor.get(PATH).forms if each.action.endswith("/go-on")]
    gone = walk.visitor.arrive(walk.visitor.post(now.action, now.filled()))
    assert CASE_STATES[OrganisationState.COMPLETE_VALID] in gone.text
    assert f"{name}:" not in walk.visitor.get(PATH).text, "nobody is told who did not agree"


@pytest.fixture
def in_force(house: House, two: Enterprise) -> Iterator[Enterprise]:
    """The same house under the decree in force."""
    given = house.world.settings
    settings = given.model_copy(update={"rule_set": RuleSetName.DECREE_69_2024})
    served, before = build(settings, clock=house.world.clock), house.door.app
    registries = cast("dict[RegistryName, Any]", served.organisation_issuance.sources.registries)
    registries[RegistryName.BUSINESS] = two.register
    house.door.app = create_app(settings, services=served)
    yield two
    house.door.app = before
    served.passwords.hashing.close()
    served.database.close()


@pytest.mark.norm("D12.1-2", limb="decree in force: on paper, at a desk of police")
def test_under_the_decree_in_force_a_desk_takes_the_paper_form(
    house: House, in_force: Enterprise
) -> None:
    one, _ = in_force.people
    there = at_desk(house, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    new = f"{LIST}/new/apply"
    assert new in there.get(LIST).text
    typed = {
        "number": "0109998884",
        "applicant": number_of(house.world, one),
        "role": "legal_representative",
        "name": "Công ty Sen Vàng",
        "short_name": "Sen Vàng",
        "established_on": "2019-05-06",
        "address": "88 Lê Lợi, Huế",
        "tax_code": "0109998884",
    }
    for wrong, says in (
        ({"number": "1"}, "No organisation with this number or code is on record."),
        ({"applicant": "1"}, "Nobody with this number is registered here."),
        ({"role": "authorised_person"}, "This is needed."),
        ({"established_on": "2019"}, "A day as YYYY-MM-DD."),
    ):
        refused = there.press(there.get(new), "apply", **{**typed, **wrong})
        assert (refused.status, says in refused.text) == (422, True), wrong
    page = there.do(there.get(new), "apply", **typed)
    assert "Waits for other representatives" in page.text
    assert there.press(page, "file").status == 403, "no form is there yet"
    (case,) = house.world.services.work_list.of_person(in_force.id)
    for kind in DocumentKind.WRITTEN_REQUEST, DocumentKind.EVIDENCE:
        documents, sent = house.world.services.documents, io.BytesIO(pdf_of())
        sure(documents.add(in_force.id, case.number, kind, sent, actor=there.desk.officer))
    page = there.get(f"{LIST}/{case.number}")
    assert "The register has all that was told." in page.text, "why it is not the other way"
    page = there.do(page, "file", agreements="yes")
    assert "Complete and valid" in page.text
    assert "Representative who agreed in writing" in page.text


def test_under_the_draft_no_desk_takes_one(house: House, two: Enterprise) -> None:
    case = sure(two.file())
    there = at_desk(house, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    assert f"{LIST}/new/apply" not in there.get(LIST).text
    page = there.get(f"{LIST}/{case.number}")
    assert "it is filed and agreed to in self-service alone" in page.text
    assert not [each for each in page.forms if "/file" in each.action]
