"""The registers of the desk: what each role may open and do, and what a page does to a record."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from inspect import ismodule
from typing import get_args, get_type_hints
from urllib.parse import quote, urlencode

import pytest

from idp.access.desks import DeskKind
from idp.access.powers import POWERS, Power
from idp.history.domain import EventType
from idp.issuance.domain import CitizenApplication, ForeignerApplication
from idp.issuance.level_one.domain import LevelOneApplication
from idp.issuance.organisations.domain import OrganisationApplication
from idp.kernel.actors import Officer, OfficerRole
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS
from idp.web.officer import registers as of_registers
from idp.web.officer.case_words import CHOICES, TERMS
from idp.web.officer.lists import MOST
from idp.web.officer.plain_values import CODED
from idp.web.officer.records import Register
from idp.web.officer.registers import APART, OF_PROCEDURES, STANDING
from idp.web.officer.registers.cases import CaseRegister
from idp.wiring.procedures import PROCEDURES
from tests.support.admin_api import Program, registration
from tests.support.assertions import ClientKey
from tests.support.at_desk import AtDesk, at_desk
from tests.support.counters import bank
from tests.support.desks import desk_of
from tests.support.http import Answer
from tests.support.live import House
from tests.support.world import Party

OPERATOR = OfficerRole.OPERATOR
IN_PERSON = DeskKind.COMMUNE_POLICE
"""At any other desk what is done beside a person is closed to every role."""
ALL: tuple[Register, ...] = (
    *(CaseRegister(each) for each in PROCEDURES.values() if each.name not in OF_PROCEDURES),
    *STANDING,
)
NO_POWER = "Your role does not have this power."
ANOTHER = "another person has to decide"
REASON = "chứng thư hết hạn, theo công văn 12/2026"


def state(house: House, party: Party) -> str:
    return state_of(house, party.client_id)


def state_of(house: House, client_id: str) -> str:
    client = house.world.services.relying_parties.client(client_id)
    assert client is not None
    return client.state


def page_of(there: AtDesk, party: Party) -> Answer:
    page = there.get(f"/officer/parties/{party.client_id}")
    assert page.status == 200
    return page


# -- who may open what


def holders(*powers: Power) -> frozenset[OfficerRole]:
    """The roles that hold one of these powers."""
    return frozenset(role for power in powers for role in POWERS[power].roles)


@pytest.mark.norm("D4.8", limb="each role opens what its powers open, and nothing else")
@pytest.mark.parametrize("role", list(OfficerRole))
def test_a_role_opens_the_lists_it_may_read_and_the_menu_names_only_those(
    house: House, role: OfficerRole
) -> None:
    there = at_desk(house, role, kind=IN_PERSON)
    start = there.get("/officer")
    for register in ALL:
        path = f"/officer/{register.path}"
        allowed = role in holders(*register.reads)
        assert (there.get(path).status == 200) is allowed, path
        assert (f'href="{path}"' in start.text) is allowed, path


@pytest.mark.parametrize("role", list(OfficerRole))
def test_the_start_page_counts_only_what_the_role_may_open(house: House, role: OfficerRole) -> None:
    house.world.registered()
    start = at_desk(house, role).get("/officer")
    listed = set(re.findall(r'<h2 id="due-\d+"><a href="/officer/([\w-]+)"', start.text))
    may = {each.path for each in ALL if role in holders(*each.reads)}
    assert listed <= may


@pytest.mark.norm("D4.8", limb="an act without its power is refused on every route")
@pytest.mark.parametrize("role", list(OfficerRole))
def test_an_act_without_its_power_is_refused_and_changes_nothing(
    house: House, role: OfficerRole
) -> None:
    there, party = at_desk(house, role), house.world.party()
    page = page_of(there, party)
    csrf = page.form("csrf").filled()
    digest = digest_of(house, party)
    for act in next(each for each in ALL if each.path == "parties").acts:
        offered = any(form.action.endswith(f"/{act.event}") for form in page.forms)
        allowed = role in holders(*act.powers)
        if allowed:
            continue
        assert not offered, act.event
        sent = [*csrf, ("shown", digest), ("reason", REASON), ("terms", CURRENT_PARTY_TERMS)]
        answer = there.visitor.post(f"/officer/parties/{party.client_id}/{act.event}", sent)
        assert answer.status == 403, act.event
    assert state(house, party) == "active"


def digest_of(house: House, party: Party) -> str:
    """The digest that the page of somebody who may act carries."""
    page = page_of(at_desk(house, OPERATOR), party)
    return dict(page.form("shown").fields)["shown"]


@pytest.mark.parametrize("role", list(OfficerRole))
def test_a_form_that_makes_a_record_opens_for_its_power_only(
    house: House, role: OfficerRole
) -> None:
    there = at_desk(house, role, kind=IN_PERSON)
    for register in ALL:
        for act in register.begins:
            path = f"/officer/{register.path}/new/{act.event}"
            allowed = role in holders(*act.powers)
            assert (there.get(path).status == 200) is allowed, path
            if not allowed:
                csrf = there.get("/officer").form("csrf").filled()
                assert there.visitor.post(path, csrf).status in {403, 422}, path


@pytest.mark.parametrize(
    "path",
    [
        "/officer/nothing",
        "/officer/parties/nobody",
        "/officer/parties/%00",
        "/officer/providers/not-an-id",
        "/officer/providers/00000000-0000-7000-8000-000000000000",
        "/officer/notices/x",
        "/officer/terminals/x",
        "/officer/decisions/x",
        "/officer/officers/x",
        "/officer/parties/new/nothing",
        "/officer/decisions/x/sign",
    ],
)
def test_what_there_is_not_is_not_found(house: House, path: str) -> None:
    there = at_desk(house, OPERATOR, OfficerRole.DIRECTOR)
    assert there.get(path).status == 404


@pytest.mark.parametrize(
    "query",
    ["state=x", "sort=x", "order=x", "first=-1", "first=99999999999", "first=%C2%B2", "words=%00"],
)
def test_a_list_reads_nothing_it_does_not_know(house: House, query: str) -> None:
    assert at_desk(house, OPERATOR).get(f"/officer/parties?{query}").status == 200


# -- lists


def names(page: Answer) -> list[str]:
    body = page.text.split("<tbody")[1].split("</tbody>")[0]
    return re.findall(r'scope="row"><a href="[^"]*">([^<]*)</a>', body)


@pytest.fixture
def three(house: House) -> AtDesk:
    for name in ("Beta", "Alpha", "Gamma"):
        house.world.party(name)
    return at_desk(house, OPERATOR)


def test_a_list_is_sorted_by_a_link_which_says_so(three: AtDesk) -> None:
    up = three.get("/officer/parties?sort=name")
    assert names(up) == ["Cổng Alpha", "Cổng Beta", "Cổng Gamma"]
    assert up.text.count('aria-sort="ascending"') == 1
    down = three.get("/officer/parties?sort=name&order=desc")
    assert names(down) == ["Cổng Gamma", "Cổng Beta", "Cổng Alpha"]
    assert down.text.count('aria-sort="descending"') == 1


def test_a_list_is_filtered_and_searched(three: AtDesk, house: House) -> None:
    house.world.registered("Delta")
    assert names(three.get("/officer/parties?state=registered")) == ["Cổng Delta"]
    assert names(three.get("/officer/parties?words=gam")) == ["Cổng Gamma"]
    assert "nothing" in three.get("/officer/parties?words=zeta").ids


def test_a_long_list_has_pages(house: House) -> None:
    for number in range(53):
        house.world.party(f"Party {number:02}")
    there = at_desk(house, OPERATOR)
    first = there.get("/officer/parties?sort=name")
    assert (len(names(first)), "53 records." in first.text) == (50, True)
    link = re.search(r'rel="next" href="([^"]*)"', first.text)
    assert link is not None
    assert len(names(there.get(link[1].replace("&amp;", "&")))) == 3


def walk(there: AtDesk, path: str) -> list[Answer]:
    """The pages of a list, as "Next page" leads through them."""
    pages = [there.get(path)]
    while link := re.search(r'rel="next" href="([^"]*)"', pages[-1].text):
        pages.append(there.get(link[1].replace("&amp;", "&")))
    return pages


def listed(pages: list[Answer]) -> list[str]:
    return [name for page in pages if "<tbody" in page.text for name in names(page)]


@pytest.fixture
def seven(house: House, monkeypatch: pytest.MonkeyPatch) -> AtDesk:
    """A register that is longer than what is read whole."""
    monkeypatch.setattr("idp.web.officer.lists.MOST", 4)
    monkeypatch.setattr("idp.web.officer.lists.PAGE", 2)
    for number in range(7):
        house.world.party(f"Party {number}")
        house.world.clock.advance(timedelta(seconds=1))
    return at_desk(house, OPERATOR)


def test_a_long_list_is_walked_to_its_end_whatever_its_order(seven: AtDesk) -> None:
    every = [f"Cổng Party {number}" for number in range(7)]
    assert listed(walk(seven, "/officer/parties?sort=since")) == every
    assert listed(walk(seven, "/officer/parties?sort=since&order=desc")) == every[::-1]
    pages = walk(seven, "/officer/parties")
    assert (sorted(listed(pages)), len(pages)) == (every, 4)
    assert listed(walk(seven, "/officer/parties?state=active")) == listed(pages)
    assert listed(walk(seven, "/officer/parties?state=removed")) == []
    assert 'rel="first" href="/officer/parties"' in pages[1].text


def test_a_long_list_offers_the_orders_it_has_and_no_other(seven: AtDesk) -> None:
    page = seven.get("/officer/parties")
    assert "sort=since" in page.text
    assert "sort=id" in page.text
    assert "sort=name" not in page.text
    assert listed(walk(seven, "/officer/parties?sort=name")) == listed(
        walk(seven, "/officer/parties")
    )


def test_the_search_of_a_long_list_looks_through_a_bounded_number_and_says_so(
    seven: AtDesk, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.web.officer.lists.LOOKED", 2)
    house.world.party("Zulu")
    pages = walk(seven, "/officer/parties?sort=since&words=ZULU")
    assert [listed([page]) for page in pages if "<tbody" in page.text] == [["Cổng Zulu"]]
    assert "looked through 2 records" in pages[0].text
    assert "nothing" in pages[0].ids


def test_a_record_of_a_long_list_is_found_at_once_by_its_id(
    seven: AtDesk, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.web.officer.lists.LOOKED", 2)
    every = house.world.services.relying_parties.all()
    last = max(every, key=lambda each: each.client_id)
    pages = walk(seven, f"/officer/parties?words={last.client_id}")
    assert names(pages[0]) == [last.name["vi"]]
    assert listed(pages) == [last.name["vi"]], "once, though later pages look through it too"


def test_long_and_short_lists_show_the_same(seven: AtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("parties", "officers", "providers", "terminals"):
        long = listed(walk(seven, f"/officer/{path}"))
        monkeypatch.setattr("idp.web.officer.lists.MOST", 500)
        assert listed(walk(seven, f"/officer/{path}")) == long, path
        monkeypatch.setattr("idp.web.officer.lists.MOST", 4 if path == "parties" else 0)


def test_what_a_list_reads_at_most_shows_that_there_is_more() -> None:
    """Of 501 cases in one state the page said that there were 500."""
    known = {name: vars(each) for name, each in vars(of_registers).items() if ismodule(each)}
    limits = {name: said["_MOST"] for name, said in known.items() if "_MOST" in said}
    assert {"cases", "clocks", "letters", "registries"} <= set(limits)
    assert min(limits.values()) > MOST, limits


@pytest.mark.parametrize("path", ["parties", "providers", "terminals", "officers"])
@pytest.mark.parametrize("mark", ["x", "%00", "WyJpZCJd", "9" * 5000, "WyJzaW5jZSIsICJ4Il0="])
def test_what_is_no_cursor_begins_at_the_first_page(seven: AtDesk, path: str, mark: str) -> None:
    for sort in ("", "since", "name"):
        answer = seven.get(f"/officer/{path}?sort={sort}&after={mark}")
        assert (answer.status, answer.text.count('rel="prev"')) == (200, 0)


# -- acts


def test_what_an_officer_did_to_a_person_is_read_by_who_may_read_history(house: House) -> None:
    """The page of an officer is opened without a case of that person."""
    acted, person = desk_of(house.world, OfficerRole.REVIEWER), house.world.person(totp=False)
    officer = acted.officer
    house.world.services.history.append(
        EventType.PERSON_LOOKED_AT, subject_id=person.subject_id, actor=officer, facts={}
    )
    shown = {
        role: "person_looked_at"
        in at_desk(house, role).get(f"/officer/officers/{officer.officer_id}").text
        for role in (OPERATOR, OfficerRole.DIRECTOR)
    }
    assert shown == {OPERATOR: False, OfficerRole.DIRECTOR: True}


def test_an_act_is_done_by_the_officer_and_the_history_says_so(house: House) -> None:
    there, party = at_desk(house, OPERATOR), house.world.party()
    done = there.do(page_of(there, party), "suspend", reason=REASON)
    assert (done.status, "Done." in done.text) == (200, True)
    assert state(house, party) == "suspended"
    newest = house.world.services.history.search(party.client_id)[0]
    assert newest.happening is EventType.CLIENT_SUSPENDED
    assert isinstance(newest.actor, Officer)
    assert newest.actor.subject_id == there.desk.person.subject_id
    assert newest.facts["reason"] == REASON
    assert "client_suspended" in done.text


def test_a_page_of_before_a_change_does_nothing_and_keeps_what_was_typed(house: House) -> None:
    """Two tabs, or two officers: the second one reads what is so by now."""
    first, second = at_desk(house, OPERATOR), at_desk(house, OPERATOR)
    party = house.world.party()
    theirs, mine = page_of(first, party), page_of(second, party)
    first.do(theirs, "suspend", reason="của người thứ nhất")
    answer = second.press(mine, "remove", reason=REASON)
    assert answer.status == 409
    assert "has changed since you opened it" in answer.text
    assert REASON in answer.text
    assert state(house, party) == "suspended"
    again = second.press(answer, "remove", reason=REASON)
    assert again.status == 303
    assert state(house, party) == "removed"


@pytest.mark.parametrize("shown", ["", "0" * 64, "x", None])
def test_the_digest_of_the_page_is_compared_and_never_believed(
    house: House, shown: str | None
) -> None:
    there, party = at_desk(house, OPERATOR), house.world.party()
    form = next(each for each in page_of(there, party).forms if each.action.endswith("/suspend"))
    fields = [pair for pair in form.filled(reason=REASON) if pair[0] != "shown"]
    more = [] if shown is None else [("shown", shown)]
    assert there.visitor.post(form.action, [*fields, *more]).status == 409
    assert state(house, party) == "active"


@pytest.mark.parametrize("reason", ["", "   ", "\u202e", "a" * 5_000, "\x00x"])
def test_a_form_that_cannot_be_read_says_where_and_does_nothing(house: House, reason: str) -> None:
    there, party = at_desk(house, OPERATOR), house.world.party()
    form = next(each for each in page_of(there, party).forms if each.action.endswith("/suspend"))
    kept = [pair for pair in form.filled() if pair[0] != "reason"]
    typed = quote(reason.encode("utf-8", "surrogatepass"))
    answer = there.visitor.post(form.action, f"{urlencode(kept)}&reason={typed}".encode())
    assert answer.status == 422
    assert 'id="suspend-reason-wrong"' in answer.text
    assert state(house, party) == "active"


def test_a_weighty_act_needs_a_fresh_sign_in(house: House) -> None:
    there, party = at_desk(house, OPERATOR), house.world.party()
    for _ in range(5):
        house.world.clock.advance(timedelta(minutes=15))
        assert there.get("/officer").status == 200
    page = page_of(there, party)
    assert "This needs a fresh sign-in first." in page.text
    assert not any(each.action.endswith("/suspend") for each in page.forms)
    link = f"/officer/again?next=/officer/parties/{party.client_id}"
    assert link in page.text
    assert there.open(link).path.startswith("/signin/")


def test_a_client_is_registered_from_the_document_of_the_command(house: House) -> None:
    there = at_desk(house, OPERATOR)
    document = {
        "name": {"vi": "Cổng thử nghiệm", "en": "Trial portal"},
        "kind": "public_service",
        "redirect_uris": ["https://trial.example/cb"],
    }
    page = there.get("/officer/parties/new/register")
    answer = there.press(page, "register", registration=json.dumps(document))
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    secret = re.search(r'<code id="secret">([^<]+)</code>', answer.text)
    assert secret is not None
    (client,) = house.world.services.relying_parties.all()
    assert house.world.services.relying_parties.secret_matches(client, secret[1])
    assert secret[1] not in there.get(f"/officer/parties/{client.client_id}").text


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("{", "This is not JSON."),
        ("[]", "This takes a JSON object, in braces."),
        ('{"nothing": 1}', "<code>nothing</code>: There is no member of this name."),
        ('{"name": {"vi": "A"}, "kind": "public_service"}', "<code>redirect_uris</code>: "),
        ("[" * 60_000, ""),
    ],
)
def test_a_document_that_is_no_registration_is_explained(
    house: House, document: str, told: str
) -> None:
    there = at_desk(house, OPERATOR)
    page = there.get("/officer/parties/new/register")
    answer = there.press(page, "register", registration=document)
    assert answer.status in {413, 422}
    assert told in answer.text
    assert house.world.services.relying_parties.all() == []


def test_the_secret_of_a_client_is_given_anew_and_shown_once(house: House) -> None:
    there, party = at_desk(house, OPERATOR), house.world.party()
    answer = there.press(page_of(there, party), "rotate-secret", overlap="24")
    secret = re.search(r'<code id="secret">([^<]+)</code>', answer.text)
    assert secret is not None
    client = house.world.services.relying_parties.client(party.client_id)
    assert client is not None
    assert house.world.services.relying_parties.secret_matches(client, secret[1])


def test_a_client_is_activated_for_the_agreement_of_today(house: House) -> None:
    there = at_desk(house, OPERATOR)
    registered = house.world.registered().client
    page = there.get(f"/officer/parties/{registered.client_id}")
    wrong = there.press(page, "activate", terms="1999-1")
    assert (wrong.status, CURRENT_PARTY_TERMS in wrong.text) == (422, True)
    done = there.do(wrong, "activate", terms=CURRENT_PARTY_TERMS)
    assert 'id="state">Active' in done.text


def test_a_provider_is_registered_and_revoked(house: House) -> None:
    there = at_desk(house, OPERATOR)
    page = there.get("/officer/providers/new/register")
    wrong = there.press(page, "register", name="Sen Vàng", until="31/12/2027", help_line="1900")
    assert (wrong.status, "A day as YYYY-MM-DD." in wrong.text) == (422, True)
    first = there.do(page, "register", name="Một", until="0001-01-01", help_line="1900 1")
    assert first.status == 200, "the first day there is"
    made = there.do(page, "register", name="Sen Vàng", until="2027-12-31", help_line="1900 1")
    assert "Certificate valid" in made.text
    assert "31 December 2027, 00:00" in made.text, "the day begins in Viet Nam"
    assert "Certificate revoked" in there.do(made, "revoke", reason="x").text


def test_a_failed_sign_out_is_tried_again(house: House) -> None:
    world = house.world
    notice_id = world.services.notices.queue_logout(
        client_id=world.party().client_id, uri="https://127.0.0.1:1/x", claims={"sub": "s"}
    )
    for _ in range(60):
        world.clock.advance(timedelta(hours=1))
        world.services.notices.deliver()
    later = at_desk(house, OPERATOR)
    page = later.get(f"/officer/notices/{notice_id}")
    assert "The contacts in the registration of the party" in page.text
    assert 'id="state">Given up' in page.text
    done = later.press(page, "retry")
    assert done.status == 303
    assert world.services.failing_notices.one(notice_id) is None
    (client,) = world.services.relying_parties.all()
    newest = world.services.history.search(client.client_id)
    assert newest[0].happening is EventType.NOTICE_RETRIED


def test_every_register_declares_powers_that_exist() -> None:
    for register in (*ALL, *APART):
        for act in (*register.acts, *register.begins):
            assert act.power in POWERS
            assert re.fullmatch(r"[a-z0-9-]+", act.event)


def test_a_terminal_is_registered_with_a_key_that_its_party_registered(house: House) -> None:
    there, terminals = at_desk(house, OPERATOR), house.world.services.ciba.terminals
    key = ClientKey()
    client_id = bank(house.world, key)
    typed = {"client_id": client_id, "branch": "Chi nhánh 1", "address": "1 Tràng Tiền"}
    typed |= {"desk": "Quầy 3", "key": key.kid}
    form = there.get("/officer/terminals/new/register")
    for field in ("client_id", "key"):
        answer = there.press(form, "register", **{**typed, field: "nothing"})
        assert (answer.status, f"register-{field}-wrong" in answer.ids) == (422, True)
        assert "Chi nhánh 1" in answer.text, "what was typed stays"
    assert terminals.for_client(client_id) == []
    assert there.do(form, "register", **typed).status == 200
    (made,) = terminals.for_client(client_id)
    assert made.kid == typed["key"]
    again = there.press(form, "register", **typed)
    assert (again.status, len(terminals.for_client(client_id))) == (422, 1)


@pytest.mark.norm("D4.8", limb="at the desk nobody alone gives a program powers")
def test_a_program_takes_two_officers_who_hold_its_powers(house: House) -> None:
    """One operator with a key of their own gets no token, with any power."""
    one, other, key = at_desk(house, OPERATOR), at_desk(house, OPERATOR), ClientKey()

    def registering(*powers: str) -> Answer:
        document = registration(
            auth_method="private_key_jwt",
            jwks=key.jwks,
            grant_types=["client_credentials"],
            scopes=[f"admin:{each}" for each in powers],
            resources=[f"{house.world.settings.issuer}/admin"],
            redirect_uris=[],
            loopback=True,
        )
        page = one.get("/officer/parties/new/register")
        form = page.form("registration")
        return one.visitor.post(form.action, form.filled(registration=json.dumps(document)))

    refused = registering("work_see", "misuse_decide")
    assert (refused.status, NO_POWER in refused.text) == (422, True)
    made = one.visitor.arrive(registering("work_see", "policy_propose"))
    client_id = made.path.rpartition("/")[2]
    program = Program(house, client_id, key, house.visitor())
    mine = one.press(made, "activate", terms=CURRENT_PARTY_TERMS)
    assert (mine.status, ANOTHER in mine.text, state_of(house, client_id)) == (
        403,
        True,
        "registered",
    )
    assert program.token().status in {400, 401}
    path = f"/officer/parties/{client_id}"
    other.do(other.get(path), "activate", terms=CURRENT_PARTY_TERMS)
    assert program.call("GET", "/policy").status == 200
    more = json.dumps({"scopes": ["admin:work_see", "admin:misuse_decide"]})
    assert NO_POWER in one.press(one.get(path), "edit", changes=more).text
    assert program.call("GET", "/policy").status == 200
    thief = replace(program, key=ClientKey())
    one.do(one.get(path), "edit", changes=json.dumps({"jwks": thief.key.jwks}))
    assert state_of(house, client_id) == "registered"
    assert ANOTHER in one.press(one.get(path), "activate", terms=CURRENT_PARTY_TERMS).text
    assert {each.token().status for each in (program, thief)} <= {400, 401}


def test_what_a_procedure_keeps_and_starts_is_said_in_words() -> None:
    """Of every term that runs, and of every code among the facts of a move or an application."""
    for procedure in PROCEDURES.values():
        terms = {*procedure.starts, *(term for it in procedure.transitions for term in it.starts)}
        assert terms <= TERMS.keys(), procedure.name
    kept = {it.needs for each in PROCEDURES.values() for it in each.transitions}
    applied = {CitizenApplication, ForeignerApplication, LevelOneApplication}
    for facts in (*kept, *applied, OrganisationApplication):
        for name, hint in get_type_hints(facts).items():
            for kind in (hint, *get_args(hint)):
                if isinstance(kind, type) and issubclass(kind, StrEnum):
                    assert name in {*CODED, "reason"}, (facts, name)
                    assert {each.value for each in kind} <= CHOICES.keys(), (facts, name)
