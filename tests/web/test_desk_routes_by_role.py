"""Every route of the desk by every role: what the table of powers does not give changes nothing."""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

import pytest

from idp.access.powers import Power, may
from idp.kernel.actors import ActingClient, OfficerRole
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.platform.database import Base
from idp.violations.domain import ViolationKind
from idp.web.officer.records import Register
from idp.web.officer.registers import APART, OF_PROCEDURES, STANDING
from idp.web.officer.registers.cases import CaseRegister
from idp.wiring.procedures import PROCEDURES
from tests.support.at_desk import AtDesk, at_desk, request_about
from tests.support.databases import contents
from tests.support.live import House
from tests.support.running import bare_app

REGISTERS: Final[tuple[Register, ...]] = (
    *(CaseRegister(each) for each in PROCEDURES.values() if each.name not in OF_PROCEDURES),
    *STANDING,
    *APART,
)
CASES: Final = frozenset({"losses", "misuse", "person-request"})
UNKNOWN: Final = "00000000-0000-0000-0000-000000000007"
Route = tuple[str, str]
ROUTES: Final[frozenset[Route]] = frozenset(
    (method, rule.rule)
    for rule in bare_app().url_map.iter_rules()
    if rule.endpoint.startswith("officer.") and rule.rule.startswith("/officer")
    for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
)
OF_EVERYBODY: Final[frozenset[Route]] = frozenset(
    {
        ("GET", "/officer"),
        ("GET", "/officer/session"),
        ("GET", "/officer/again"),
        ("GET", "/officer/appointment"),
        ("GET", "/officer/resignation"),
        ("GET", "/officer/work"),
        ("POST", "/officer/appointment"),
        ("POST", "/officer/resignation"),
        ("POST", "/officer/sign-out"),
    }
)
"""What is every officer's own: the session, the appointments, the work they may read."""
OF_A_POWER: Final[dict[Route, Power]] = {
    ("GET", "/officer/history"): Power.HISTORY_READ,
    ("GET", "/officer/looks"): Power.HISTORY_READ,
    ("GET", "/officer/looks/csv"): Power.HISTORY_READ,
    ("GET", "/officer/terms"): Power.TERM_REPORT_READ,
    ("GET", "/officer/terms/csv"): Power.TERM_REPORT_READ,
    ("GET", "/officer/terms/json"): Power.TERM_REPORT_READ,
    ("GET", "/officer/people"): Power.PERSON_LOOK,
    ("POST", "/officer/people"): Power.PERSON_LOOK,
    ("GET", "/officer/people/search"): Power.PERSON_LOOK,
    ("POST", "/officer/people/search"): Power.PERSON_LOOK,
    ("GET", "/officer/letters/<number>/read"): Power.LETTER_READ,
    ("GET", "/officer/letters/<number>/pdf"): Power.LETTER_READ,
    ("GET", "/officer/applications/<case>/compare"): Power.ISSUANCE_RECEIVE,
    ("POST", "/officer/applications/<case>/compare"): Power.ISSUANCE_RECEIVE,
    ("GET", "/officer/applications/<case>/confirmation"): Power.ISSUANCE_RECEIVE,
    ("POST", "/officer/documents/<case>/add"): Power.DOCUMENT_ADD,
    ("POST", "/officer/documents/<case>/<document>/open"): Power.DOCUMENT_OPEN,
}
OF_REGISTERS: Final[frozenset[Route]] = frozenset(
    {
        ("GET", "/officer/<register>"),
        ("GET", "/officer/<register>/<key>"),
        ("GET", "/officer/<register>/new/<event>"),
        ("POST", "/officer/<register>/new/<event>"),
        ("POST", "/officer/<register>/<key>/<event>"),
    }
)
OF_CASES: Final[frozenset[Route]] = frozenset(
    {("GET", "/officer/assign/<case>"), ("POST", "/officer/assign/<case>")}
)
OF_SIGNERS: Final[frozenset[Route]] = frozenset(
    {
        ("GET", "/officer/decisions/<decision>/sign"),
        ("POST", "/officer/decisions/<decision>/sign"),
        ("GET", "/officer/decisions/<decision>/phone"),
        ("GET", "/officer/decisions/<decision>/phone/state"),
        ("POST", "/officer/decisions/<decision>/phone"),
    }
)
"""By whom a decision may be signed is walked over every role in `test_every_move_by_every_role`."""
NOT_COMPARED: Final = {"history", "desk_session"}
"""Where a refusal may be told, and when the desk was last used."""


def filled(path: str) -> str:
    return re.sub(r"<[^>]+>", UNKNOWN, path)


def kept(house: House) -> str:
    """A digest of every row of the database but those that a refusal may write."""
    ledger = {name for name in Base.metadata.tables if name.startswith("ledger_")}
    stored = contents(house.world.services.database, but=NOT_COMPARED | ledger)
    return hashlib.sha256(repr(stored).encode()).hexdigest()


def test_every_route_of_the_desk_stands_in_a_table() -> None:
    known = OF_EVERYBODY | OF_A_POWER.keys() | OF_REGISTERS | OF_CASES | OF_SIGNERS
    assert known == ROUTES


def test_without_a_session_of_the_desk_every_route_asks_for_the_sign_in(house: House) -> None:
    visitor = house.visitor()
    for _, path in sorted(each for each in ROUTES if each[0] == "GET"):
        answer = visitor.get(filled(path))
        assert (answer.status, "/authorize/" in answer.location) == (303, True), path
    before = kept(house)
    for _, path in sorted(each for each in ROUTES if each[0] == "POST"):
        assert visitor.post(filled(path), []).status in {401, 403}, path
    assert kept(house) == before


class Walker:
    """One officer who tries every address; `csrf` is of a page of theirs."""

    def __init__(self, there: AtDesk) -> None:
        self.there = there
        self.csrf = there.get("/officer").form("csrf").filled()

    def lacks(self, *powers: Power) -> bool:
        """Whether the table gives the officer none of these."""
        now = self.there.house.world.clock.now()
        return all(may(self.there.desk.officer, each, now) is not None for each in powers)

    def tries(self, method: str, path: str) -> int:
        visitor = self.there.visitor
        return (visitor.get(path) if method == "GET" else visitor.post(path, self.csrf)).status


def seeded(house: House) -> dict[str, str]:
    """A record of several registers: path of the register -> key."""
    world, person = house.world, house.world.person()
    services, party = world.services, world.party().client_id
    loss = services.losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.LINK,
        actor=ActingClient(client_id=party),
    )
    misuse = services.violations.open(
        ViolationKind.CODE_REPLAYED, issued_to=party, actor=ActingClient(client_id=party)
    )
    case = services.work_list.by_id(misuse)
    assert case is not None
    other = at_desk(house, OfficerRole.HOTLINE)
    return {
        "losses": loss.number,
        "misuse": case.number,
        "parties": party,
        "person-request": request_about(house, other.desk, person),
        "accounts": person.subject_id,
        "officers": other.desk.officer.officer_id,
    }


def every_refused(one: Walker, keys: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """What the officer may not: the address, the status of the answer, and what it should be."""
    for (method, path), power in OF_A_POWER.items():
        if one.lacks(power):
            yield path, one.tries(method, filled(path)), 403
    for register in REGISTERS:
        yield from in_register(one, register, keys.get(register.path))


def in_register(one: Walker, register: Register, key: str | None) -> Iterator[tuple[str, int, int]]:
    home, unread = f"/officer/{register.path}", one.lacks(*register.reads)
    record = f"{home}/{key or UNKNOWN}"
    if unread:
        yield home, one.tries("GET", home), 403
        yield record, one.tries("GET", record), 403
    for path in (f"{home}/new/{act.event}" for act in register.begins if one.lacks(*act.powers)):
        yield path, one.tries("GET", path), 403
        yield path, one.tries("POST", path), 403
    for act in register.acts:
        path = f"{record}/{act.event}"
        if unread:
            yield path, one.tries("POST", path), 403
        elif key is not None and one.lacks(*act.powers):
            # an account is shown by a look alone, which comes before its acts
            yield path, one.tries("POST", path), 303 if register.looks else 403
    if unread and register.path in CASES:
        path = f"/officer/assign/{key}"
        yield path, one.tries("GET", path), 403
        yield path, one.tries("POST", path), 403


@pytest.mark.norm("D4.8", limb="every route of the desk refuses who has no power for it")
@pytest.mark.parametrize("role", list(OfficerRole))
def test_what_the_table_does_not_give_is_refused_on_every_route(
    house: House, role: OfficerRole
) -> None:
    keys = seeded(house)
    one = Walker(at_desk(house, role))
    before = kept(house)
    refused = list(every_refused(one, keys))
    assert [each for each in refused if each[1] != each[2]] == []
    assert len(refused) > 20
    assert kept(house) == before
