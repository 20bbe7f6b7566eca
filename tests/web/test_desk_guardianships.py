"""Two officers record at the desk who acts for a person, and the end of it (X9.1)."""

import pytest

from idp.access.desks import DeskKind
from idp.casework.domain.cases import Case
from idp.kernel.actors import OfficerRole
from tests.support.at_desk import AtDesk, at_desk
from tests.support.http import Answer
from tests.support.letters import arrived
from tests.support.live import House
from tests.support.representing import made_ward, signed
from tests.support.world import Person
from tests.web.test_desk_people import looks

PAPER = {"body": "Tòa án", "paper": "12/2026/QĐST", "paper_on": "2026-01-05"}
NAMES = {**PAPER, "kind": "guardian", "starts_on": "2026-01-01"}


def looking(house: House, person: Person) -> tuple[AtDesk, Answer]:
    """A new officer, and the page of the account after a recorded look."""
    there = at_desk(house, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    there.visitor.arrive(looks(there, person))
    return there, there.get(f"/officer/accounts/{person.subject_id}")


def case_of(house: House, page: Answer) -> Case:
    """The case whose page this is."""
    number = page.url.rpartition("/")[2].partition("?")[0]
    found = house.world.services.cases.by_number(number)
    assert found is not None
    return found


@pytest.mark.norm("X9.1", limb="two officers record who acts by a decision, and the end of it")
def test_two_officers_record_who_acts_and_its_end_at_the_desk(house: House) -> None:
    ward, keeper, other = (house.world.person() for _ in range(3))
    accounts = house.world.services.accounts
    records = house.world.services.representations
    number = house.world.services.subjects.identity(keeper.subject_id).number
    one, page = looking(house, ward)
    assert "No decision names anybody who acts for this person." in page.text
    assert not any(each.action.endswith("/name-agent") for each in page.forms)
    assert one.press(page, "record-guardianship", **{**PAPER, "paper": ""}).status == 422
    placing = one.do(page, "record-guardianship", **PAPER)
    for said in ("The person is a ward", "12/2026/QĐST", "Tòa án", "Waits for a second"):
        assert said in placing.text
    assert "Acts as" not in placing.text
    assert not accounts.is_ward(ward.subject_id)
    two, _ = looking(house, ward)
    assert signed(house.world, case_of(house, placing), one.desk, two.desk) is None
    assert accounts.is_ward(ward.subject_id)
    one, page = looking(house, ward)
    for wrong in (
        {"number": "x"},
        {"number": number, "ends_on": "2025-01-01"},
        {"number": number, "paper_on": "2999-01-01"},
        {"number": number, "paper": ""},
    ):
        assert one.press(page, "name-agent", **{**NAMES, **wrong}).status == 422
    case = one.do(page, "name-agent", number=number, **NAMES)
    assert "/officer/guardianship-record/" in case.url
    for said in (keeper.subject_id, "Guardian", "12/2026/QĐST", "Tòa án", "Waits for a second"):
        assert said in case.text
    # A person registered here is opened by a recorded look alone, so no step tells the number.
    assert number not in case.text
    assert f"…{number[-3:]}" in case.text
    signing = one.do(case, "approve")
    for said in (ward.subject_id, keeper.subject_id, "First day", "Last day", "12/2026/QĐST"):
        assert said in signing.text
    found = case_of(house, case)
    two, _ = looking(house, ward)
    stale = two.get(case.url)
    assert signed(house.world, found, one.desk) is None
    assert not records.may_act(keeper.subject_id, ward.subject_id)
    assert signed(house.world, found, two.desk) is None
    assert records.may_act(keeper.subject_id, ward.subject_id)
    late = two.press(stale, "refuse", ground="Không đúng.")
    assert late.status == 409
    for person in (ward, keeper):
        assert any("hai cán bộ đã ghi nhận" in each.text for each in arrived(house.world, person))
    two, page = looking(house, ward)
    (held,) = records.of_principal(ward.subject_id)
    _, theirs = looking(house, other)
    assert not any(each.action.endswith("/end-agent") for each in theirs.forms)
    form = next(each for each in page.forms if each.action.endswith("/end-agent"))
    made_ward(house.world, other)
    filled = form.filled(record=held.id, **PAPER)
    forged = two.visitor.post(form.action.replace(ward.subject_id, other.subject_id), filled)
    assert forged.status in {403, 404, 409}
    case = two.do(two.get(page.url), "end-agent", record=held.id, **PAPER)
    assert "Somebody acts for the person no more" in case.text
    assert records.may_act(keeper.subject_id, ward.subject_id)
    assert signed(house.world, case_of(house, case), two.desk, one.desk) is None
    assert not records.may_act(keeper.subject_id, ward.subject_id)
    case = two.do(two.get(page.url), "end-guardianship", **PAPER)
    assert "The person is a ward no more" in case.text
    assert signed(house.world, case_of(house, case), two.desk, one.desk) is None
    assert not accounts.is_ward(ward.subject_id)


def test_the_second_officer_refuses_with_a_reason_and_the_first_withdraws(house: House) -> None:
    ward, keeper = house.world.person(), house.world.person()
    made_ward(house.world, ward)
    number = house.world.services.subjects.identity(keeper.subject_id).number
    one, page = looking(house, ward)
    case = one.do(page, "name-agent", number=number, **NAMES)
    two = at_desk(house, OfficerRole.APPROVER)
    assert two.press(two.get(case.url), "refuse", ground="").status == 422
    refused = two.do(two.get(case.url), "refuse", ground="Chưa có hiệu lực.")
    assert "Chưa có hiệu lực." in refused.text
    again = one.do(one.get(page.url), "name-agent", number=number, **NAMES)
    assert "Withdrawn" in one.do(again, "withdraw").text
    vi = one.get(f"{again.url.partition('?')[0]}?lang=vi")
    assert "Người đại diện, giám hộ" in vi.text
    assert house.world.services.representations.of_principal(ward.subject_id) == ()
