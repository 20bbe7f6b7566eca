"""A representative applies on a page, the other agrees on theirs, officers grant it at the desk."""

from collections.abc import Iterator

import pytest

from idp.accounts.domain import AccountState
from idp.issuance.organisations.domain import OrganisationState
from idp.kernel.actors import OfficerRole
from idp.web.self_service.account_labels import CASE_STATES
from tests.support.at_desk import at_desk
from tests.support.http import Answer
from tests.support.live import House
from tests.support.organisations import NUMBER, Enterprise, enterprise
from tests.support.walks import Walk
from tests.support.world import Person, sure

PATH = "/me/organisations"
APPLY = f"{PATH}/{NUMBER}/apply"


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
    assert f"{name}:" not in walk.visitor.get(PATH).text, "nobody is told who did not agree"
