"""Every route of the desk × every role: what the table of powers does not give is refused.

The expectations are made from the map of routes, the registers and the table of powers. A route
without an expectation fails `test_every_route_of_the_desk_has_an_expectation`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select

from idp.access.desks import DeskKind
from idp.access.powers import Power, may
from idp.casework.rows import ONE, case_from
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.actors import ActingClient, OfficerRole
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.platform.database import Database, Row
from idp.policy.domain import Switch
from idp.violations.domain import ViolationKind
from idp.web.officer.records import Register
from idp.web.officer.registers import APART, OF_PROCEDURES, STANDING
from idp.web.officer.registers.cases import CaseRegister
from idp.wiring.procedures import PROCEDURES
from tests.support.at_desk import AtDesk, at_desk, request_about
from tests.support.databases import contents
from tests.support.desks import desk_of
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.world import Person, sure

REGISTERS: Final[tuple[Register, ...]] = (
    *(CaseRegister(each) for each in PROCEDURES.values() if each.name not in OF_PROCEDURES),
    *STANDING,
    *APART,
)
KIND: Final = DeskKind.COMMUNE_POLICE
Needs = tuple[tuple[Power, ...], ...]
"""One power of each of these."""


class Records(NamedTuple):
    """What there is in the house. `keys`: by the path of a register, one of its records."""

    keys: Mapping[str, str]
    loss: str
    decision: str


class Try(NamedTuple):
    """A request, and the powers that it takes; none for what is of every officer."""

    path: str
    needs: Needs = ()


def _one(path: str, *needs: tuple[Power, ...]) -> Callable[[Records], Iterator[Try]]:
    def tries(_: Records) -> Iterator[Try]:
        yield Try(path, needs)

    return tries


def _lists(_: Records) -> Iterator[Try]:
    for each in REGISTERS:
        yield Try(f"/officer/{each.path}", (each.reads,))


def _records(there: Records) -> Iterator[Try]:
    for each in REGISTERS:
        yield Try(f"/officer/{each.path}/{there.keys.get(each.path, 'none')}", (each.reads,))


def _acts(there: Records) -> Iterator[Try]:
    for each in REGISTERS:
        key = there.keys.get(each.path, "none")
        for act in each.acts:
            yield Try(f"/officer/{each.path}/{key}/{act.event}", (each.reads, act.powers))


def _beginnings(_: Records) -> Iterator[Try]:
    for each in REGISTERS:
        for act in each.begins:
            yield Try(f"/officer/{each.path}/new/{act.event}", (act.powers,))


def _giving(there: Records) -> Iterator[Try]:
    moves = PROCEDURES["loss"].moves_from(PROCEDURES["loss"].initial)
    powers = tuple(each.power for each in moves)
    yield Try(f"/officer/assign/{there.loss}", (OF_PROCEDURES["loss"].reads, powers))


def _signing(page: str, *needs: Power) -> Callable[[Records], Iterator[Try]]:
    """The decision proposes the end of an appointment, by somebody else."""

    def tries(there: Records) -> Iterator[Try]:
        yield Try(f"/officer/decisions/{there.decision}/{page}", tuple((each,) for each in needs))

    return tries


def _paper(ending: str, power: Power) -> Callable[[Records], Iterator[Try]]:
    def tries(there: Records) -> Iterator[Try]:
        path = f"/officer/documents/{there.loss}/{ending}"
        yield Try(path, (OF_PROCEDURES["loss"].reads, (power,)))

    return tries


EXPECTED: Final[Mapping[tuple[str, str], Callable[[Records], Iterator[Try]]]] = {
    ("GET", "/officer"): _one("/officer"),
    ("GET", "/officer/session"): _one("/officer/session"),
    ("GET", "/officer/again"): _one("/officer/again"),
    ("GET", "/officer/appointment"): _one("/officer/appointment"),
    ("GET", "/officer/decisions/<decision>/sign"): _signing("sign", Power.OFFICER_END_APPROVE),
    ("GET", "/officer/decisions/<decision>/phone"): _signing("phone", Power.OFFICER_END_APPROVE),
    ("GET", "/officer/decisions/<decision>/phone/state"): _signing("phone/state"),
    ("GET", "/officer/history"): _one("/officer/history", (Power.HISTORY_READ,)),
    ("GET", "/officer/looks"): _one("/officer/looks", (Power.HISTORY_READ,)),
    ("GET", "/officer/looks/csv"): _one("/officer/looks/csv", (Power.HISTORY_READ,)),
    ("GET", "/officer/terms"): _one("/officer/terms", (Power.TERM_REPORT_READ,)),
    ("GET", "/officer/terms/csv"): _one("/officer/terms/csv", (Power.TERM_REPORT_READ,)),
    ("GET", "/officer/terms/json"): _one("/officer/terms/json", (Power.TERM_REPORT_READ,)),
    ("GET", "/officer/work"): _one("/officer/work", (Power.WORK_SEE,)),
    ("GET", "/officer/assign/<case>"): _giving,
    ("GET", "/officer/people"): _one("/officer/people", (Power.PERSON_LOOK,)),
    ("GET", "/officer/people/search"): _one("/officer/people/search", (Power.PERSON_LOOK,)),
    ("GET", "/officer/resignation"): _one("/officer/resignation", (Power.OFFICER_RESIGN,)),
    ("GET", "/officer/applications/<case>/compare"): _one(
        "/officer/applications/none/compare", (Power.ISSUANCE_RECEIVE,)
    ),
    ("POST", "/officer/applications/<case>/compare"): _one(
        "/officer/applications/none/compare", (Power.ISSUANCE_RECEIVE,)
    ),
    ("GET", "/officer/applications/<case>/confirmation"): _one(
        "/officer/applications/none/confirmation", (Power.ISSUANCE_RECEIVE,)
    ),
    ("GET", "/officer/letters/<number>/read"): _one(
        "/officer/letters/none/read", (Power.LETTER_READ,)
    ),
    ("GET", "/officer/letters/<number>/pdf"): _one(
        "/officer/letters/none/pdf", (Power.LETTER_READ,)
    ),
    ("GET", "/officer/<register>"): _lists,
    ("GET", "/officer/<register>/<key>"): _records,
    ("GET", "/officer/<register>/new/<event>"): _beginnings,
    ("POST", "/officer/sign-out"): _one("/officer/sign-out"),
    ("POST", "/officer/appointment"): _one("/officer/appointment"),
    ("POST", "/officer/decisions/<decision>/sign"): _signing("sign", Power.OFFICER_END_APPROVE),
    ("POST", "/officer/decisions/<decision>/phone"): _signing("phone", Power.OFFICER_END_APPROVE),
    ("POST", "/officer/assign/<case>"): _giving,
    ("POST", "/officer/people"): _one("/officer/people", (Power.PERSON_LOOK,)),
    ("POST", "/officer/people/search"): _one("/officer/people/search", (Power.PERSON_LOOK,)),
    ("POST", "/officer/resignation"): _one("/officer/resignation", (Power.OFFICER_RESIGN,)),
    ("POST", "/officer/documents/<case>/add"): _paper("add", Power.DOCUMENT_ADD),
    ("POST", "/officer/documents/<case>/<document>/open"): _paper("none/open", Power.DOCUMENT_OPEN),
    ("POST", "/officer/<register>/new/<event>"): _beginnings,
    ("POST", "/officer/<register>/<key>/<event>"): _acts,
}
"""By method and route of the desk: the requests that are tried there."""


def tries_of(records: Records, method: str) -> list[Try]:
    return [
        each for (how, _), tries in EXPECTED.items() if how == method for each in tries(records)
    ]


@dataclass(frozen=True)
class Scene:
    house: House
    person: Person
    records: Records

    def looked_at_by(self, there: AtDesk, token: str) -> None:
        """Have a look at the person recorded, by who may: the acts on an account take one."""
        if lacking(there, Try("", ((Power.PERSON_LOOK,),))):
            return
        number = request_about(self.house, there.desk, self.person)
        form = {"who": self.person.username, "case": number, "purpose": "serve_the_person"}
        assert there.visitor.post("/officer/people", {"csrf": token, **form}).status == 303

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that is stored, but the last use of a desk's session and refused tries."""
        tries = {EventType.PERSON_LOOK_REFUSED, EventType.DECISION_REFUSED}

        def kept(row: Row) -> bool:
            return row.happening not in tries

        database = self.house.world.services.database
        history = [tuple(each) for each in database.all(select(HISTORY)) if kept(each)]
        others = contents(database, but={"desk_session", HISTORY.name})
        return {HISTORY.name: sorted(history, key=repr), **others}


def number_of(database: Database, case_id: str) -> str:
    row = database.one(ONE, case=case_id)
    assert row is not None
    return case_from(row).number


@pytest.fixture
def scene(house: House) -> Scene:
    world = house.world
    services, person = world.services, world.person(totp=False)
    ended, head = desk_of(world, OfficerRole.REVIEWER).officer, desk_of(world)
    by = head.officer
    decision = sure(services.appointments.propose_end(ended.appointment_id or "", by))
    sure(head.sign(decision))
    provider = services.licensing.register(
        name="Nhà cung cấp",
        certificate_until=world.clock.now() + timedelta(days=9),
        help_line="1900 1234",
        actor=OPERATOR,
    )
    loss = services.losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.SECRETS})),
        reported_by=ReportedBy.HOTLINE,
        actor=OPERATOR,
    )
    misuse = services.violations.open(
        ViolationKind.CODE_REPLAYED,
        issued_to="portal",
        actor=ActingClient(client_id="portal"),
        subject_id=person.subject_id,
    )
    change = sure(services.policy.propose(Switch.SSO, "off", by))
    rules = sure(services.policy.propose(Switch.MEANS_RULES, [], by))
    numbers = {
        name: number_of(services.database, each)
        for name, each in (
            ("misuse", misuse),
            ("policy_change", change.id),
            ("means_rules_change", rules.id),
        )
    }
    keys = {
        **{CaseRegister(PROCEDURES[name]).path: number for name, number in numbers.items()},
        "decisions": decision.id,
        "losses": loss.number,
        "parties": world.party().client_id,
        "officers": ended.officer_id,
        "appointments": ended.appointment_id or "",
        "providers": sure(provider).id,
        "accounts": person.subject_id,
    }
    return Scene(house, person, Records(keys, loss.number, decision.id))


def test_every_route_of_the_desk_has_an_expectation(app: Flask) -> None:
    routes = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("officer.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == set(EXPECTED)


def csrf_at(there: AtDesk) -> str:
    form = next(each for each in there.get("/officer").forms if "csrf" in each.names)
    return dict(form.fields)["csrf"]


def lacking(there: AtDesk, tried: Try) -> bool:
    """Whether the table of powers refuses this officer."""
    now, officer = there.house.world.clock.now(), there.desk.officer
    return any(
        all(may(officer, power, now) is not None for power in powers) for powers in tried.needs
    )


WHO: Final[Mapping[str, tuple[tuple[OfficerRole, ...], DeskKind]]] = {
    **{str(role): ((role,), KIND) for role in OfficerRole},
    "every role where nobody appears in person": (tuple(OfficerRole), DeskKind.HOTLINE),
}
REFUSED: Final = {403, 409}
"""409: the page that says why a decision cannot be signed."""
OPENED: Final = {200, 303, 404}
"""303: to the page where a look at the person is recorded; 404: there is no such record."""


@pytest.mark.norm("D4.8", limb="an act without its power is refused on every route")
def test_what_the_table_of_powers_does_not_give_is_refused_on_every_route(scene: Scene) -> None:
    wrong: dict[str, int] = {}
    for who, (roles, kind) in WHO.items():
        there = at_desk(scene.house, *roles, kind=kind)
        token = csrf_at(there)
        scene.looked_at_by(there, token)
        before = scene.rows()
        posts = [each for each in tries_of(scene.records, "POST") if lacking(there, each)]
        assert posts, who
        for each in posts:
            answer = there.visitor.post(each.path, {"csrf": token, "reason": "x"})
            nothing_there = "/none/" in each.path and answer.status == 404
            if answer.status not in REFUSED and not nothing_there:
                wrong[f"{who}: POST {each.path}"] = answer.status
        assert scene.rows() == before, who
        for each in tries_of(scene.records, "GET"):
            status = there.get(each.path).status
            if status not in (REFUSED if lacking(there, each) else OPENED):
                wrong[f"{who}: GET {each.path}"] = status
    assert wrong == {}


def test_without_a_session_a_page_leads_to_the_sign_in_and_a_form_does_nothing(
    scene: Scene,
) -> None:
    visitor = scene.house.visitor()
    for each in tries_of(scene.records, "GET"):
        page = visitor.arrive(visitor.get(each.path))
        assert page.path.startswith("/signin/"), each.path
    token = next(
        dict(form.fields)["csrf"]
        for form in visitor.arrive(visitor.get("/officer")).forms
        if "csrf" in form.names
    )
    before = scene.rows()
    for each in tries_of(scene.records, "POST"):
        assert visitor.post(each.path, {"csrf": token}).status == 401, each.path
    assert scene.rows() == before


def test_a_form_of_another_site_is_refused_on_every_route(scene: Scene) -> None:
    """Without the token of a page of ours, for an officer of every role."""
    there = at_desk(scene.house, *OfficerRole, kind=KIND)
    before = scene.rows()
    for each in tries_of(scene.records, "POST"):
        assert there.visitor.post(each.path, {"reason": "x"}).status == 403, each.path
    assert scene.rows() == before
