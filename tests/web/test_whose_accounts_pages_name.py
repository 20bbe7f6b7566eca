"""Pages of an operator's own accounts name no office and no law of the State as theirs."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from urllib.parse import urldefrag

import pytest

from idp.access.desks import ROLES, DeskKind
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Refused
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.web.pages.rendering import words
from idp.wiring.procedures import PROCEDURES, procedures_of
from tests.support.at_desk import at_desk
from tests.support.http import Visitor
from tests.support.live import House
from tests.support.officers import OPERATOR, themself
from tests.support.running import bare_app
from tests.support.sign_ups import signed_up
from tests.support.world import sure

OF_THE_STATE = re.compile(
    r"police|immigration|\bministr|\bthe State\b|\bState agency\b|decree|population database"
    r"|identity database|electronic identification account|identification authority|VNeID"
    r"|công an|xuất nhập cảnh|Nhà nước|nghị định|cơ sở dữ liệu quốc gia"
    r"|tài khoản định danh điện tử|cơ quan quản lý định danh",
    re.IGNORECASE,
)
DISCLAIMED = {
    "home": "%(provider)s authenticates the holder of an account of this operator to a service, "
    "and tells the service how sure it is, and why. It is no electronic identification account of "
    "the State.",
    "levels": "These are levels of this operator's own accounts, classified by the table of the "
    "decree. They are not levels of the State's identification accounts.",
    "catalogue": "A sign-in at a level the service chooses, with the proof of what was shown. The "
    "levels are classified by the table of the decree; the accounts are this operator's own, and "
    "no identification accounts of the State.",
    "days off": "days off as the notices of the State have them",
    "years to come": "provisional: no notice of the State is in the calendar yet",
}
"""What is said of the State and is so: that it has no part in this, and whose days off are meant
(Art. 20(2) has operators classify their accounts by the decree's table)."""
ON_THE_DESK = {"en": "Registries of the State", "vi": "Cơ sở dữ liệu nhà nước"}
"""The name of the page about registries, which are the State's wherever they are connected."""
CHOOSES_A_DATABASE = "/officer/biometric-record/new/propose"
"""The form that asks which database a service compares with names each of them as what it is."""
LINK = re.compile(r'href="(/(?:public|me|signin)(?:[/?][^"]*)?)"')
DESK_LINK = re.compile(r'href="(/officer(?:[/?][^"]*)?)"')
SHOWN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


def is_followed(path: str) -> bool:
    return not re.search(r"[?&]lang=|[?&]month=|\.json|/download|/copy/|/statement|/end$", path)


def pages(visitor: Visitor, *first: str, link: re.Pattern[str] = LINK) -> Iterator[tuple[str, str]]:
    """The path and the text of every page that links lead to from these."""
    waiting, seen = list(first), set(first)
    while waiting:
        path = waiting.pop()
        page = visitor.arrive(visitor.get(path))
        if "<html" not in page.text:
            continue
        yield path, page.text
        for found in link.findall(page.text):
            there = urldefrag(unescape(found)).url
            if there not in seen and is_followed(there):
                seen.add(there)
                waiting.append(there)


def public_paths() -> list[str]:
    """The public pages that need nothing to open, linked or not."""
    return sorted(
        rule.rule
        for rule in bare_app().url_map.iter_rules()
        if rule.rule.startswith("/public") and not rule.arguments and "GET" in (rule.methods or ())
    )


def named(text: str, lang: str) -> set[str]:
    """The words of the State in what a page shows, without the sentences that deny it a part."""
    shown = " ".join(unescape(SHOWN.sub(" ", text)).split())
    for sentence in DISCLAIMED.values():
        said = re.escape(words(lang, sentence)).replace(re.escape("%(provider)s"), ".+?")  # type: ignore[arg-type]
        shown = re.sub(said, "", shown)
    return {found.group().lower() for found in OF_THE_STATE.finditer(shown)}


def told_of_the_state(house: House, lang: str) -> dict[str, set[str]]:
    """The words of the State on each page: public, of a sign-in, of one's own account."""
    world, visitor = house.world, Visitor(house.origin, language=lang)
    public = pages(visitor, "/", *public_paths())
    asked = house.walk(visitor=visitor).ask()
    of_sign_in = pages(visitor, asked.path)
    own = house.walk(visitor=Visitor(house.origin, language=lang))
    made = world.settings.sign_up
    person = signed_up(world, "lan@example.net", "lan.nguyen") if made else world.person()
    world.clock.advance(timedelta(seconds=1))  # what is added in a sign-in does not count in it
    own.password(own.visitor.arrive(own.visitor.get("/me")), person)
    of_account = pages(own.visitor, "/me")
    return {
        path: named(text, lang)
        for group in (public, of_sign_in, of_account)
        for path, text in group
    }


@pytest.mark.norm("D9.4-1", limb="no page of an operator's own accounts speaks as the State's")
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_pages_of_an_operators_own_accounts_do_not_speak_as_the_states(
    open_house: House, lang: str
) -> None:
    found = told_of_the_state(open_house, lang)
    assert {"/public/help", "/public/deadlines", "/me/history", "/me/data/erasure"} <= set(found)
    assert len(found) > 40
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_pages_of_a_state_system_say_that_they_are(house: House, lang: str) -> None:
    found = told_of_the_state(house, lang)
    assert all(found[path] for path in ("/public/deadlines", "/public/terms", "/public/catalogue"))


@pytest.mark.norm("D9.4-1", limb="no page of an operator's own accounts speaks as the State's")
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_desk_of_an_operator_does_not_speak_as_the_states(open_house: House, lang: str) -> None:
    world = open_house.world
    person = signed_up(world, "lan@example.net", "lan.nguyen").subject_id
    case = world.services.losses.report(
        person, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT, actor=themself(person)
    )
    sure(world.services.losses.cases.take(case.number, actor=OPERATOR))
    closed = world.services.losses.cases.close(case.number, outcome="xong", actor=OPERATOR)
    assert not isinstance(closed, Refused)
    lock = {"ground": "g", "body": "b", "remedy": "r"}
    with world.services.database.transaction():
        sure(world.services.endings.lock(person, **lock, actor=OPERATOR))
        world.services.decision_letters.account_locked(person, **lock, actor=OPERATOR)
    record = f"/officer/losses/{case.number}"
    there = at_desk(open_house, *sorted(ROLES[AccountsMode.SELF_CREATED]))
    there.visitor.arrive(there.get(f"/officer?lang={lang}"))
    found = {
        path: named(text.replace(ON_THE_DESK[lang], ""), lang)
        for path, text in pages(there.visitor, "/officer", record, link=DESK_LINK)
    }
    assert {"/officer/letters", "/officer/registries", "/officer/terms", record} <= set(found)
    assert len(found) > 25
    assert found.pop(CHOOSES_A_DATABASE)
    assert {path: said for path, said in found.items() if said} == {}


def offered(house: House, kind: DeskKind) -> tuple[set[str], set[str]]:
    """The kinds of desks and the roles that can be chosen for an appointment."""
    page = at_desk(house, OfficerRole.OPERATOR, OfficerRole.DIRECTOR, kind=kind).get(
        "/officer/officers/new/appoint"
    )
    chosen = {
        name: set(re.findall(rf'name="{name}" value="([^"]+)"', page.text))
        or set(re.findall(r'<option value="([^"]+)"', page.text))
        for name in ("desk_kind", "roles")
    }
    return chosen["desk_kind"], chosen["roles"]


def test_an_appointment_is_offered_at_the_desks_that_there_are(
    house: House, private_house: House
) -> None:
    kinds, roles = offered(private_house, DeskKind.AUTHORITY)
    assert (kinds, "immigration_officer" in roles) == ({"authority", "counter", "hotline"}, False)
    kinds, roles = offered(house, DeskKind.AUTHORITY)
    assert ({"commune_police", "immigration_central"} <= kinds, "counter" in kinds) == (True, False)
    assert "immigration_officer" in roles


def test_nobody_applies_to_an_operator_for_an_account_of_the_state(open_house: House) -> None:
    """Not at its desk, not for an organisation, and not from a telephone."""
    walk = open_house.walk()
    person = signed_up(open_house.world, "lan@example.net", "lan.nguyen")
    open_house.world.clock.advance(timedelta(seconds=1))
    walk.password(walk.visitor.arrive(walk.visitor.get("/me")), person)
    assert "/me/organisations" not in walk.visitor.get("/me").text
    assert walk.visitor.get("/me/organisations").status == 404
    there = at_desk(open_house, *sorted(ROLES[AccountsMode.SELF_CREATED]))
    for procedure in set(PROCEDURES) - set(procedures_of(AccountsMode.SELF_CREATED)):
        assert there.get(f"/officer/{procedure.replace('_', '-')}").status == 404
    asked = walk.visitor.send(
        "POST",
        "/app/instances/challenges",
        body=b"{}",
        headers={"Content-Type": "application/json"},
    )
    assert (asked.status, asked.json) == (404, {"error": "not_found"})
