"""At the desk everything has a name: an id stands beside it at most, and no two rows are alike."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest

from idp.access.desks import DeskKind
from idp.kernel.actors import ActingClient, OfficerRole, Operator
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.violations.domain import ViolationKind
from tests.support.at_desk import AtDesk, at_desk
from tests.support.counting import counted
from tests.support.http import Answer
from tests.support.live import House
from tests.support.world import Person, sure
from tests.web.test_desk_cases import number_in, proposes_by
from tests.web.test_desk_counter import PATH as RECOVERIES
from tests.web.test_desk_counter import begins, document
from tests.web.test_desk_signing import proposes, signs

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ASIDE = re.compile(r'<code class="aside( grouped)?">[^<]*</code>')
NAME = "Trần Thị Thử Nghiệm"
READS_OF_A_PERSON = 1
"""Whether who is proposed is an officer: one read for each of them."""


def said(markup: str) -> str:
    """What a reader is told first: no tag, and nothing that stands small beside it."""
    return " ".join(re.sub(r"<[^>]*>", " ", ASIDE.sub("", markup)).split())


def main(page: Answer) -> str:
    assert page.status == 200, page.path
    return page.text.split("<main")[1].split("</main>")[0]


def nameless(page: Answer) -> list[str]:
    """Headings, facts and cells of lists that say an id; one may, where its label says so."""
    shown = main(page).split('id="history-head"')[0]
    told = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", shown, re.DOTALL)
    told += re.findall(r'role="(?:cell|rowheader)"([^>]*)>(.*?)</t[dh]>', shown, re.DOTALL)
    named = [what for label, what in told if not re.search(r"\bid\b|\bsub\b", label.lower())]
    named += re.findall(r"<h1>(.*?)</h1>", shown, re.DOTALL)
    return [said(each) for each in named if ID.search(said(each))]


def rows(page: Answer) -> list[str]:
    body = main(page).split("<tbody")[1].split("</tbody>")[0]
    return [said(each) for each in body.split("<tr")[1:]]


@pytest.fixture
def full(house: House) -> AtDesk:
    """A desk with cases, decisions, an officer and a party, before who sees all of it."""
    services, world = house.world.services, house.world
    party = world.party("Kho bạc").client_id
    for kind in (ViolationKind.CODE_REPLAYED, ViolationKind.REFRESH_REPLAYED):
        services.violations.open(kind, issued_to=party, actor=ActingClient(client_id=party))
    services.losses.report(
        world.person().subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.ACCOUNT,
        actor=ActingClient(client_id=party),
    )
    first = at_desk(house, OfficerRole.DIRECTOR, OfficerRole.OPERATOR)
    second = at_desk(house, OfficerRole.OPERATOR)
    decision = signs(first, proposes(first, world.person()))
    signs(second, second.get(f"{decision.path}/sign"))
    begins(counter(house), RECOVERIES, **recovered(house, world.person()))
    return at_desk(house, *OfficerRole, kind=DeskKind.COMMUNE_POLICE)


def counter(house: House) -> AtDesk:
    return at_desk(house, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.COMMUNE_POLICE)


def recovered(house: House, person: Person) -> dict[str, str]:
    return {"username": person.username, **document(house, person)}


LISTS = (
    *("work", "misuse", "losses", "decisions", "parties", "officers", "clocks"),
    *("counter-recovery", "appointments"),
)


def test_what_a_page_tells_has_a_name(full: AtDesk) -> None:
    for register in LISTS:
        page = full.get(f"/officer/{register}")
        links = re.findall(r'scope="row"><a href="([^"]*)"', page.text)
        assert links, register
        for each in (page, *map(full.get, links)):
            assert nameless(each) == [], each.path


def test_the_decision_of_the_installation_is_in_words(house: House) -> None:
    services, pair = house.world.services, (house.world.person(), house.world.person())
    names = pair[0].username, pair[1].username
    begun = services.installation.begin(
        names, desk="Trụ sở", lasts=timedelta(days=365), actor=Operator(user="root", host="db1")
    )
    there = at_desk(house, OfficerRole.OPERATOR)
    page = there.get(f"/officer/decisions/{sure(begun).decision.id}")
    assert nameless(page) == []
    shown = said(main(page))
    for words in (
        "Install the first two officers",
        "First officer Look at this person",
        "Second officer Look at this person",
        "Roles of the first officer Director Operator",
        "Fingerprint of the first offline key",
    ):
        assert words in shown, words
    assert not re.search(r"person_1|roles_2|offline_key", page.text)
    (row,) = rows(there.get("/officer/decisions"))
    assert "Look at this person Look at this person" in row
    for told in (page.text, there.get("/officer/decisions").text):
        assert not [name for name in names if name in told], "they hold no appointment yet"


def test_two_decisions_never_read_the_same(house: House) -> None:
    first = at_desk(house, OfficerRole.DIRECTOR, OfficerRole.OPERATOR)
    one, other = house.world.person(), house.world.person()
    proposes(first, one)
    proposes(first, other)
    for value in ("off", "same_client"):
        proposes_by(first, "policy-change", "propose-sso", {"value": value})
    found = rows(first.get("/officer/decisions"))
    listed = first.get("/officer/decisions").text
    bare = re.sub(r'\d+:\d+|/officer/decisions/[^"]*', "", main(first.get("/officer/decisions")))
    assert len(set(bare.split("<tbody")[1].split("</tbody>")[0].split("<tr")[1:])) == 4
    assert all("Look at this person Reviewer Tổ thẩm định" in each for each in found[2:])
    assert all(each.subject_id in listed for each in (one, other))
    assert "Single sign-on between relying parties Only at the same relying party" in found[0]
    assert "Single sign-on between relying parties Off" in found[1]
    titles = {
        re.findall(r"<h1>(.*?)</h1>", first.get(link).text, re.DOTALL)[0]
        for link in re.findall(
            r'scope="row"><a href="([^"]*)"', first.get("/officer/decisions").text
        )
    }
    assert len(titles) == 4


def test_two_cases_about_the_same_switch_or_the_same_act_read_differently(house: House) -> None:
    there = at_desk(house, OfficerRole.OPERATOR, OfficerRole.REVIEWER)
    for value in (["sms_code"], ["sms_code", "pin"]):
        proposes_by(there, "policy-change", "propose-disabled-means", {"value": value})
    newer, older = rows(there.get("/officer/policy-change"))
    assert "Added: One-time code by text message" in older
    assert "Added: PIN" in newer
    clients = [house.world.party(name).client_id for name in ("Alpha", "Beta")]
    for client_id in clients:
        house.world.services.violations.open(
            ViolationKind.CODE_REPLAYED,
            issued_to=client_id,
            actor=ActingClient(client_id=client_id),
        )
    for name, row in zip(("Beta", "Alpha"), rows(there.get("/officer/misuse")), strict=True):
        assert f"A code was used again Cổng {name}" in row


def test_whom_a_case_is_about_is_named_by_no_list_and_no_decision(house: House) -> None:
    """Only a recorded look names a person (D17.3)."""
    there, person = counter(house), house.world.person(data={"name": "Lê Văn Kín"})
    case = begins(there, RECOVERIES, **recovered(house, person))
    reviewed = there.do(there.get(case.path), "review")
    number = number_in(case)
    signing = there.do(reviewed, "confirm")
    assert person.username in signing.text, "who signs reads whom it is about"
    decision = there.get(signing.path.removesuffix("/sign"))
    for page in (decision, there.get("/officer/decisions"), there.get(RECOVERIES)):
        assert person.username not in page.text
        assert "Lê Văn Kín" not in page.text
    assert f'href="/officer/people?who={person.subject_id}&amp;case={number}"' in decision.text
    assert "Look at this person" in decision.text


def test_who_is_proposed_as_an_officer_is_named_only_to_who_may_sign_it(house: House) -> None:
    """Anybody's user name can be typed there: it would be a look that no history has (D17.3)."""
    director, hotline = at_desk(house, OfficerRole.DIRECTOR), at_desk(house, OfficerRole.HOTLINE)
    person = house.world.person(data={"name": "Lê Văn Kín"})
    signing = proposes(director, person)
    assert "Lê Văn Kín" in signing.text, "who signs reads whom it appoints"
    path = signing.path.removesuffix("/sign")

    def unnamed() -> None:
        for at in (director, hotline):
            for page in (at.get(path), at.get("/officer/decisions")):
                assert person.subject_id in page.text
                assert person.username not in page.text
                assert "Lê Văn Kín" not in page.text

    unnamed()
    director.do(director.get(path), "refuse")
    assert "Refused or expired" in hotline.get(path).text
    unnamed()


def test_who_holds_an_appointment_is_named_in_decisions(house: House) -> None:
    director = at_desk(house, OfficerRole.DIRECTOR)
    officer = at_desk(house, OfficerRole.OPERATOR).desk.person
    proposes(director, officer)
    (row,) = rows(director.get("/officer/decisions"))
    assert f"{NAME} ({officer.username}) Reviewer · Tổ thẩm định" in row


def test_the_history_names_who_acted(house: House) -> None:
    there, party = at_desk(house, OfficerRole.OPERATOR), house.world.party()
    page = there.get(f"/officer/parties/{party.client_id}")
    done = there.do(page, "suspend", reason="chứng thư hết hạn")
    history = said(done.text.split('id="history-head"')[1])
    assert f"client_suspended {NAME} Operator · Quầy 1" in history


def test_a_list_is_searched_by_every_word_it_shows(house: House) -> None:
    first = at_desk(house, OfficerRole.DIRECTOR, OfficerRole.OPERATOR)
    person = house.world.person()
    proposes(first, person)
    proposes_by(first, "policy-change", "propose-sso", {"value": "off"})
    for words, kind in (
        ("Tổ thẩm định reviewer", "Appoint an officer"),
        ("single off", "Switches"),
    ):
        (row,) = rows(first.get(f"/officer/decisions?words={quote(words)}"))
        assert kind in row


def test_the_names_of_a_list_are_read_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many decisions one officer proposed."""
    there = at_desk(house, OfficerRole.DIRECTOR)

    def cost() -> int:
        with counted(house.world.services.database, monkeypatch) as counted_now:
            there.get("/officer/decisions")
        return len(counted_now.statements)

    signs(there, proposes(there, house.world.person()))
    one = cost()
    for _ in range(3):
        signs(there, proposes(there, house.world.person()))
    assert cost() - one <= 3 * READS_OF_A_PERSON
