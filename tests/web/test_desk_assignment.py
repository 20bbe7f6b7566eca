"""Giving a case to a colleague at the desk: who may is offered, a race has one winner."""

import re
from datetime import timedelta

import pytest
from werkzeug.datastructures import MultiDict

from idp.casework.domain.cases import ASSIGNED
from idp.casework.domain.moves import Moved
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.web.officer import record_page
from idp.web.officer.forms import read
from tests.support.at_desk import AtDesk, at_desk
from tests.support.counting import counted
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.web.test_desk_cases import opened, page_of


def owner_of(house: House, number: str) -> str | None:
    case = house.world.services.cases.by_number(number)
    assert case is not None
    return case.owner


def reported(house: House) -> str:
    """The number of a loss that an operator reported for a caller."""
    report = Report(LossReason.LOST_CONTROL, frozenset({LostItem.SECRETS}))
    losses, person = house.world.services.losses, house.world.person(totp=False)
    case = losses.report(person.subject_id, report, reported_by=ReportedBy.HOTLINE, actor=OPERATOR)
    return case.number


def gives(there: AtDesk, page: Answer, to: AtDesk | None) -> Answer:
    form = page.form("officer")
    chosen = "queue" if to is None else to.desk.officer.officer_id
    return there.visitor.post(form.action, form.filled(officer=chosen))


def asks(there: AtDesk, number: str) -> Answer:
    return there.get(f"/officer/assign/{number}")


@pytest.mark.norm("D4.5", limb="a case is given to a colleague, and its history shows it")
def test_a_case_is_given_to_a_colleague_and_given_back(house: House) -> None:
    number = opened(house)
    mine, theirs = at_desk(house, OfficerRole.REVIEWER), at_desk(house, OfficerRole.REVIEWER)
    mine.do(page_of(mine, number), "take")
    link = f'href="/officer/assign/{number}"'
    assert link in page_of(mine, number).text
    given = mine.visitor.arrive(gives(mine, asks(mine, number), theirs))
    assert "it can be given back" in given.text
    assert "Given to somebody else" in given.text
    assert theirs.desk.officer.officer_id not in given.text
    assert owner_of(house, number) == f"officer:{theirs.desk.officer.officer_id}"
    assert number in theirs.get("/officer/work?of=mine").text
    assert number not in mine.get("/officer/work?of=mine").text
    mine.visitor.arrive(gives(mine, asks(mine, number), mine))
    assert owner_of(house, number) == f"officer:{mine.desk.officer.officer_id}"
    gives(mine, asks(mine, number), None)
    assert owner_of(house, number) is None
    case = house.world.services.cases.by_number(number)
    assert case is not None
    events = [each.event for each in house.world.services.cases.events(case.id)]
    assert events.count(ASSIGNED) == 3
    told = [
        each
        for officer in (mine, theirs)
        for each in house.world.services.history.of_actor(officer.desk.officer.officer_id)
        if each.happening is EventType.CASE_ASSIGNED
    ]
    assert [each.facts["number"] for each in told] == [number] * 3


@pytest.mark.norm("A4.3", limb="the case of a colleague is not moved by a form that was made up")
@pytest.mark.parametrize("path", ["misuse", "losses"])
def test_the_case_of_a_colleague_is_not_moved(house: House, path: str) -> None:
    roles = (OfficerRole.REVIEWER, OfficerRole.HOTLINE)
    number = opened(house) if path == "misuse" else reported(house)
    mine, theirs = at_desk(house, *roles), at_desk(house, *roles)
    address = f"/officer/{path}/{number}"
    page = mine.do(mine.get(address), "take")
    shown = next(dict(form.fields)["shown"] for form in page.forms if "shown" in form.names)
    seen = theirs.get(address)
    assert "A colleague is in charge of this case" in seen.text
    assert not any(form.action.endswith("/close") for form in seen.forms)
    csrf = theirs.get("/officer").form("csrf").filled()
    sent = [*csrf, ("shown", shown), ("outcome", "xong")]
    answer = theirs.visitor.post(f"{address}/close", sent)
    assert (answer.status, "A colleague is in charge" in answer.text) == (403, True)
    (entry,) = [
        each
        for each in house.world.services.history.of_actor(theirs.desk.officer.officer_id)
        if each.happening is EventType.CASE_MOVE_REFUSED
    ]
    assert (entry.facts["number"], entry.facts["event"]) == (number, "close")
    gives(theirs, asks(theirs, number), theirs)
    closed = theirs.do(theirs.get(address), "close", outcome="xong")
    assert "xong" in closed.text


@pytest.mark.parametrize("path", ["misuse", "losses"])
def test_a_page_of_before_a_colleague_had_the_case_moves_nothing(house: House, path: str) -> None:
    """It is told that the case has changed, and the history does not call it a try."""
    roles = (OfficerRole.REVIEWER, OfficerRole.HOTLINE)
    number = opened(house) if path == "misuse" else reported(house)
    mine, theirs = at_desk(house, *roles), at_desk(house, *roles)
    address = f"/officer/{path}/{number}"
    untaken = theirs.get(address)
    page = mine.do(mine.get(address), "take")
    gives(mine, asks(mine, number), theirs)
    for there, shown, event in ((theirs, untaken, "take"), (mine, page, "close")):
        late = there.press(shown, event, **({"outcome": "xong"} if event == "close" else {}))
        assert (late.status, "has changed since you opened it" in late.text) == (409, True)
        entries = house.world.services.history.of_actor(there.desk.officer.officer_id)
        assert EventType.CASE_MOVE_REFUSED not in {each.happening for each in entries}
    assert owner_of(house, number) == f"officer:{theirs.desk.officer.officer_id}"


@pytest.mark.parametrize("path", ["misuse", "losses"])
def test_a_case_given_away_while_its_form_is_read_is_not_moved(
    house: House, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """The engine compares the version too, after the page has compared what it showed."""
    roles = (OfficerRole.REVIEWER, OfficerRole.HOTLINE)
    number = opened(house) if path == "misuse" else reported(house)
    mine, theirs = at_desk(house, *roles), at_desk(house, *roles)
    page = mine.do(mine.get(f"/officer/{path}/{number}"), "take")
    cases = house.world.services.cases
    case = cases.by_number(number)
    assert case is not None

    def read_late(facts: type, form: MultiDict[str, str]) -> object:
        given = cases.assign(case.id, theirs.desk.officer, owner=theirs.desk.officer)
        assert isinstance(given, Moved)
        return read(facts, form)

    monkeypatch.setattr(record_page, "read", read_late)
    late = mine.press(page, "close", outcome="xong")
    assert (late.status, "xong" in late.text) == (409, True)
    assert owner_of(house, number) == f"officer:{theirs.desk.officer.officer_id}"


def test_who_may_not_work_on_it_is_not_offered_and_not_taken(house: House) -> None:
    number, there = opened(house), at_desk(house, OfficerRole.REVIEWER)
    able = at_desk(house, OfficerRole.IDENTITY_OFFICER)
    unable = at_desk(house, OfficerRole.HOTLINE)
    ended = at_desk(house, OfficerRole.REVIEWER, days=1)
    house.world.clock.advance(timedelta(days=2))
    there = at_desk(house, OfficerRole.REVIEWER)
    house.world.clock.tick = timedelta(milliseconds=1)
    page = asks(there, number)
    offered = set(re.findall(r'name="officer" value="([^"]+)"', page.text))
    known = {each.subject_id: each.id for each in house.world.services.officers.all()}
    assert known[able.desk.person.subject_id] in offered
    for who in (unable, ended):
        refused_id = known[who.desk.person.subject_id]
        assert refused_id not in offered
        form = page.form("officer")
        answer = there.visitor.post(form.action, form.filled(officer=refused_id))
        assert answer.status in (409, 422)
    assert owner_of(house, number) is None


@pytest.mark.parametrize("role", [OfficerRole.HOTLINE, OfficerRole.INSPECTOR, OfficerRole.OPERATOR])
def test_who_may_not_move_a_case_gives_it_to_nobody(house: House, role: OfficerRole) -> None:
    number, there = opened(house), at_desk(house, role)
    assert asks(there, number).status == 403
    assert "/officer/assign/" not in there.get(f"/officer/misuse/{number}").text
    csrf = there.get("/officer").form("csrf").filled()
    sent = [*csrf, ("officer", "queue"), ("version", "1")]
    assert there.visitor.post(f"/officer/assign/{number}", sent).status == 403


@pytest.mark.parametrize(
    "sent",
    [{"officer": ""}, {"officer": "x"}, {"version": "x"}, {"version": ""}, {"version": "٣"}],
)
def test_a_form_that_is_none_gives_nothing(house: House, sent: dict[str, str]) -> None:
    number, there = opened(house), at_desk(house, OfficerRole.REVIEWER)
    csrf = there.get("/officer").form("csrf").filled()
    usual = {"officer": there.desk.officer.officer_id, "version": "1"} | sent
    answer = there.visitor.post(f"/officer/assign/{number}", [*csrf, *usual.items()])
    assert answer.status == 422
    assert owner_of(house, number) is None


def test_a_page_of_before_gives_nothing(house: House) -> None:
    number = opened(house)
    there, other = at_desk(house, OfficerRole.REVIEWER), at_desk(house, OfficerRole.REVIEWER)
    page = asks(there, number)
    other.do(page_of(other, number), "take")
    answer = gives(there, page, there)
    assert (answer.status, "has changed since you opened it" in answer.text) == (409, True)


def test_no_case_has_this_number(house: House) -> None:
    assert asks(at_desk(house, OfficerRole.REVIEWER), "HS-0000-0000-0000").status == 404


def test_a_work_list_reads_its_officer_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    there = at_desk(house, OfficerRole.REVIEWER)

    def reads_with(more: int) -> list[str]:
        for _ in range(more):
            there.do(page_of(there, opened(house)), "take")
        with counted(house.world.services.database, monkeypatch) as cost:
            page = there.get("/officer/work?of=mine")
        assert "Trần Thị Thử Nghiệm" in page.text
        return [each for each in cost.statements if "FROM identity" in each]

    assert len(reads_with(1)) == len(reads_with(4)) > 0


@pytest.mark.parametrize("of_loss", [False, True])
def test_a_page_from_before_it_was_given_away_moves_nothing(house: House, of_loss: bool) -> None:  # noqa: FBT001 - a parameter
    """The case is another now, whatever the name of the colleague who has it."""
    number = reported(house) if of_loss else opened(house)
    role = OfficerRole.RECEIVING_OFFICER if of_loss else OfficerRole.REVIEWER
    mine, theirs = at_desk(house, role), at_desk(house, role)
    where = f"/officer/losses/{number}" if of_loss else page_of(mine, number).path
    mine.do(mine.get(where), "take")
    before = mine.get(where)
    assert owner_of(house, number) == f"officer:{mine.desk.officer.officer_id}"
    gives(mine, asks(mine, number), theirs)
    answer = mine.do(before, "close", outcome="misuse" if not of_loss else "found again")
    assert answer.status == 409
    case = house.world.services.cases.by_number(number)
    assert case is not None
    assert (case.closed_at, case.owner) == (None, f"officer:{theirs.desk.officer.officer_id}")
