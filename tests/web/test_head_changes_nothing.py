"""HEAD of a page changes nothing (RFC 9110 section 9.2.1), whatever GET makes or uses up."""

import re

import pytest

from idp.web.route_access import ROUTE_ACCESS, Access
from tests.support.app_sign_ins import acr_of, at_the_app, bring_back, insisting
from tests.support.applications import Application, application_of, handle_beside, handle_here
from tests.support.card_holders import State, reading
from tests.support.card_registry import registering
from tests.support.counting import counted
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.running import bare_app
from tests.support.telephones import Telephone, believe

TO_BROWSERS = {Access.PUBLIC, Access.REQUEST, Access.BROWSER, Access.PERSON}
PAGES = sorted(
    rule.rule
    for rule in bare_app().url_map.iter_rules()
    if "HEAD" in (rule.methods or ()) and ROUTE_ACCESS[rule.rule] in TO_BROWSERS
)
UNKNOWN = "00000000-0000-0000-0000-000000000007"
WRITE = re.compile(r"\b(INSERT INTO|UPDATE \S+ SET|DELETE FROM)\b")
GET_WRITES = {
    "/me",
    "/me/means/app",
    "/me/means/card",
    "/signin/<uuid:transaction_id>/app",
    "/signin/<uuid:transaction_id>/card",
}
"""Pages that begin a sign-in or make a handle, at one of the stages of the test at least."""


Asked = dict[str, tuple[int, bool]]


def asked(
    house: House, visitor: Visitor, method: str, transaction: str, patch: pytest.MonkeyPatch
) -> Asked:
    """For each page the status of the answer, and whether the database was written to."""
    found: Asked = {}
    for rule in PAGES:
        address = re.sub(r"<uuid:transaction(_id)?>", transaction, rule)
        address = re.sub(r"<[^>]*>", UNKNOWN, address)
        with counted(house.world.services.database, patch) as cost:
            status = visitor.send(method, address).status
        found[rule] = status, any(map(WRITE.search, cost.statements))
    return found


def compared(house: House, visitor: Visitor, page: Answer, patch: pytest.MonkeyPatch) -> set[str]:
    """Ask for every page by HEAD, then by GET; returns those that GET wrote for.

    HEAD answers as GET does (RFC 9110 section 9.3.2), or else is empty.
    """
    transaction = UNKNOWN if page.path.startswith("/me") else page.path.split("/")[2]
    head = asked(house, visitor, "HEAD", transaction, patch)
    assert {rule for rule, (_, wrote) in head.items() if wrote} == set()
    get = asked(house, visitor, "GET", transaction, patch)
    reads = {rule: status for rule, (status, wrote) in get.items() if not wrote}
    assert {rule: head[rule][0] for rule in reads} == reads
    writes = get.keys() - reads.keys()
    assert {head[rule][0] for rule in writes} <= {200}
    return writes


def test_head_of_no_page_writes_to_the_database(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a sign-in, after its first factor, at the consent, and in the own account."""
    with registering() as registry:
        house = reading(house, registry)
        person = State(house.world, registry).open().holder().person
        app = application_of(house, person)
        walk = house.walk()
        page = walk.ask(**insisting(house, 2))
        wrote = compared(house, walk.visitor, page, monkeypatch)
        page = walk.password(page, person)
        wrote |= compared(house, walk.visitor, page, monkeypatch)
        page = walk.visitor.get(f"/signin/{page.path.split('/')[2]}/app")
        page = bring_back(walk, app.approve(app.scan(handle_here(page)).json))
        assert "consent-allow" in page.ids
        wrote |= compared(house, walk.visitor, page, monkeypatch)
        assert wrote >= GET_WRITES


def test_a_request_on_an_open_page_outlives_a_head(house: House) -> None:
    """Software that looks at links asks by HEAD while the picture is before the telephone."""
    person = house.world.person(totp=False)
    app = application_of(house, person)
    walk, page = at_the_app(house, person)
    assert walk.visitor.send("HEAD", page.path).status == 200
    assert acr_of(walk, bring_back(walk, app.approve(app.scan(handle_here(page)).json)))


def test_a_handle_for_a_new_key_outlives_a_head(house: House) -> None:
    believe(house.world)
    person, walk = house.world.person(), house.walk()
    page = walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me/means/app")), person)
    assert walk.visitor.send("HEAD", "/me/means/app").status == 200
    app = Application(house, Telephone(house.world.settings.issuer))
    assert app.enrol(handle_beside(page)).status == 201
