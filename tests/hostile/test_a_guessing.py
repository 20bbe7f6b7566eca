"""Group A, continued: guesses are counted exactly and throttled, and refusals reveal nothing."""

import json
import re
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from idp.app import create_app
from idp.factors.address_limits import AddressLimits
from idp.factors.domain import WAITS, ThrottledSecret
from tests.support.card_holders import write_answer
from tests.support.counting import counted
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.walks import Walk
from tests.support.world import Person, sure

HARD_STOP = 10
CROWD = 12
FREE_TRIES = 1 + sum(not wait for wait in WAITS[ThrottledSecret.PASSWORD])


def guess_code(house: House, walk: Walk, person: Person, number: int) -> Answer:
    """One wrong code, in a new sign-in and a new browser."""
    page = walk.ask(acr_values=house.acr(2))
    page = walk.password(page, person)
    if "code" not in page.ids:
        return page
    return walk.code(page, person, code=f"{number:06}")


@pytest.mark.norm("D4.3", limb="repeated failures are slowed down")
def test_a04_guessing_codes_stops_hard_however_often_one_begins_anew(house: House) -> None:
    world, person = house.world, house.world.person()
    party = world.party()
    for number in range(40):
        guess_code(house, house.walk(party), person, number)
        world.clock.advance(timedelta(minutes=20))
    assert 0 < house.counted(ThrottledSecret.TOTP) <= HARD_STOP
    walk = house.walk(party)
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    assert "consent-allow" not in walk.code(page, person).ids


def test_a04_burned_codes_do_not_burn_the_password(house: House) -> None:
    person = house.world.person()
    for number in range(HARD_STOP + 2):
        guess_code(house, house.walk(), person, number)
    walk = house.walk()
    assert "consent-allow" in walk.password(walk.ask(), person).ids


@pytest.mark.norm("D4.3", limb="repeated failures are slowed down")
def test_a05_guesses_at_once_are_counted_one_by_one(racing_house: House) -> None:
    house, person = racing_house, racing_house.world.person()
    party = house.world.party()
    walks = [house.walk(party) for _ in range(50)]
    pages = [walk.ask() for walk in walks]

    def guess(number: int) -> int:
        return walks[number].password(pages[number], person, password=f"wrong {number}").status

    with ThreadPoolExecutor(50) as pool:
        statuses = list(pool.map(guess, range(50)))
    assert max(statuses) < 500
    assert house.counted(ThrottledSecret.PASSWORD) == FREE_TRIES
    walk = house.walk(party)
    assert "consent-allow" not in walk.password(walk.ask(), person).ids


@pytest.mark.norm("D4.3", limb="repeated failures are slowed down")
def test_g12_a_closed_counter_closes_every_door_that_takes_the_password(house: House) -> None:
    """For unknown callers at every endpoint; the owner's browser has a separate counter."""
    person, within = house.world.person(), house.walk()
    tokens = within.tokens(person, scope="openid offline_access", prompt="consent")
    for number in range(FREE_TRIES):
        walk = house.walk(within.party)
        walk.password(walk.ask(), person, password=f"wrong {number}")
    stranger = house.walk(within.party)
    assert set(doors(house, stranger, person).values()) == {429}
    for number in range(FREE_TRIES):
        within.password(within.ask(prompt="login"), person, password=f"wrong {number}")
    assert set(doors(house, within, person, prompt="login").values()) == {429}
    assert within.refresh(tokens["refresh_token"]).status == 200
    assert "code" in within.ask(prompt="none").query


def doors(house: House, walk: Walk, person: Person, **asked: str) -> dict[str, int]:
    """The answer of each endpoint to the right password in one browser."""
    pages = {
        "a sign-in": walk.ask(**asked),
        "a higher level": walk.ask(acr_values=house.acr(2), **asked),
    }
    if not asked:
        pages["one's own account"] = walk.visitor.arrive(walk.visitor.get("/me"))
    return {name: walk.password(page, person).status for name, page in pages.items()}


def attempt(page: Answer, walk: Walk, username: str) -> Answer:
    form = page.form("username", "password").filled(username=username, password="wrong password")
    return walk.visitor.post(page.path, form)


def masked(answer: Answer, *secrets: str) -> str:
    """The page without what is of this transaction alone; what a sealed word says stays."""
    text = re.sub(r"(told=[\w-]+\.)[\w-]+", r"\1?", answer.text)
    for secret in secrets:
        text = text.replace(secret, "?")
    return text


@pytest.mark.norm("D4.3", limb="known and unknown names are told apart by nothing")
def test_a26_known_and_unknown_names_get_the_same_answer_at_the_same_cost(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, party = house.world, house.world.party()
    known = [world.person(totp=bool(index % 2)).username for index in range(4)]
    unknown = [f"person-{index:012x}" for index in range(4)]
    costs: set[tuple[int, int]] = set()
    seen: set[tuple[object, ...]] = set()
    for username in (*known, *unknown):
        walk = house.walk(party)
        page = walk.ask()
        with counted(world.services.database, monkeypatch) as cost:
            answer = attempt(page, walk, username)
        costs.add((len(cost.statements), cost.hashes))
        proof = dict(answer.form("csrf").fields)["csrf"]
        text = masked(answer, username, proof, page.path.rsplit("/", 1)[-1])
        headers = tuple(sorted(name.lower() for name in answer.headers))
        seen.add((answer.status, text, headers))
    assert len(seen) == 1
    assert len(costs) == 1


@pytest.mark.norm("D4.3", limb="known and unknown names are told apart by nothing")
def test_a26_a_recovery_code_costs_the_same_for_known_and_unknown_names(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, person = house.world, house.world.person()
    costs = []
    for username in (person.username, "person-ffffffffffff"):
        walk = house.walk()
        page = walk.visitor.get(walk.ask().path + "/recovery")
        guess = {"username": username, "code": "AAAA-BBBB-CCCC-DDDD"}
        with counted(world.services.database, monkeypatch) as cost:
            walk.visitor.submit(page, "username", "code", **guess)
        costs.append((len(cost.statements), cost.hashes))
    assert costs[0] == costs[1]


def test_a26_locked_names_are_slowed_down_whether_they_exist_or_not(house: House) -> None:
    party, person = house.world.party(), house.world.person()
    seen = []
    for username in (person.username, "person-ffffffffffff"):
        answers = []
        for _ in range(FREE_TRIES + 1):
            walk = house.walk(party)
            page = walk.ask()
            answer = attempt(page, walk, username)
            proof = dict(answer.form("csrf").fields)["csrf"]
            text = masked(answer, username, proof, page.path.rsplit("/", 1)[-1])
            answers.append((answer.status, text))
        seen.append(answers)
    assert seen[0] == seen[1]
    assert seen[0][0] != seen[0][-1]


def test_a26_a_recovery_code_tells_no_names_apart_either(house: House) -> None:
    party, person = house.world.party(), house.world.person()
    sure(house.world.services.recovery_codes.renew(person.subject_id))
    seen = []
    for username in (person.username, "person-ffffffffffff"):
        answers = []
        for _ in range(FREE_TRIES + 1):
            walk = house.walk(party)
            page = walk.visitor.get(walk.ask().path + "/recovery")
            guess = {"username": username, "code": "AAAA-BBBB-CCCC-DDDD"}
            answer = walk.visitor.submit(page, "username", "code", **guess)
            proof = dict(answer.form("csrf").fields)["csrf"]
            text = masked(answer, username, proof, page.path.split("/")[2])
            answers.append((answer.status, text))
        seen.append(answers)
    assert seen[0] == seen[1]
    assert [status for status, _ in seen[0]][-1] == 429


def test_a26_a_second_spelling_of_a_name_is_the_same_counter(house: House) -> None:
    person = house.world.person()
    spellings = [person.username.upper(), person.username.title(), f" {person.username}"]
    for index in range(FREE_TRIES + 3):
        walk = house.walk()
        attempt(walk.ask(), walk, spellings[index % len(spellings)])
    walk = house.walk()
    assert "consent-allow" not in walk.password(walk.ask(), person).ids


class Remote(Visitor):
    """A browser whose address the proxy in front tells, after whatever the browser says itself."""

    def __init__(self, house: House, address: str) -> None:
        super().__init__(house.origin)
        self.address = address

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        forwarded = {"X-Forwarded-For": f"{secrets.randbelow(200)}.1.1.1, {self.address}"}
        return {**super()._headers(more), **forwarded}


@pytest.fixture
def proxied(house: House) -> House:
    """The application behind one proxy, with few failures allowed to an address."""
    settings = house.world.settings.model_copy(update={"proxies": 1})
    usual = house.world.services.address_limits
    few = AddressLimits(usual.storage, usual.digest_key, CROWD)
    services = replace(house.world.services, address_limits=few)
    house.door.app = create_app(settings, services=services)
    return house


def flood(house: House, address: str, times: int, *, page: str = "") -> list[int]:
    """One wrong try for each of so many user names that do not exist."""
    walk = house.walk(visitor=Remote(house, address))
    form = walk.visitor.get(walk.ask().path + page)
    shown = [{"username": f"nobody-{secrets.token_hex(6)}"} for _ in range(times)]
    filled = {"code": "AAAA-BBBB-CCCC-DDDD"} if page else {"password": "wrong password"}
    return [walk.visitor.submit(form, *filled, **name, **filled).status for name in shown]


@pytest.mark.norm("D4.3", limb="repeated failures are slowed down")
@pytest.mark.parametrize("page", ["", "/recovery"])
def test_a04_ever_new_names_from_one_address_are_slowed_down(proxied: House, page: str) -> None:
    statuses = flood(proxied, "8.8.8.8", CROWD + 5, page=page)
    assert statuses == [422] * CROWD + [429] * 5
    proxied.world.clock.advance(timedelta(seconds=61))
    assert flood(proxied, "8.8.8.8", 1, page=page) == [422]


@pytest.mark.norm("D32.3", limb="one address fills no mailboxes")
@pytest.mark.parametrize("secret", ["", "wrong password"])
def test_a04_one_address_fills_no_mailboxes_by_reports_of_losses(
    proxied: House, secret: str
) -> None:
    visitor = Remote(proxied, "8.8.8.8")
    form = visitor.get("/public/report-loss")
    statuses = [
        visitor.submit(
            form, "username", username=name, reason="lost_control", lost="phone", secret=secret
        ).status
        for name in (f"nobody-{secrets.token_hex(6)}" for _ in range(CROWD + 5))
    ]
    assert statuses == [422 if secret else 303] * CROWD + [429] * 5


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/app/cards", {"handle": "guessed"}),
        ("/app/cards/answers", {"answer": write_answer("guessed", b"signed by nobody")}),
        (
            "/app/cards/answers",
            {"answer": write_answer("guessed", b"signed by nobody"), "number": "12"},
        ),
    ],
)
def test_a04_one_address_guesses_few_requests_for_cards(
    proxied: House, path: str, said: Mapping[str, str]
) -> None:
    telephone, body = Remote(proxied, "8.8.8.8"), json.dumps(said).encode()
    headers = {"Content-Type": "application/json"}
    statuses = [telephone.post(path, body, headers=headers).status for _ in range(CROWD + 2)]
    assert statuses == [404] * CROWD + [429] * 2


def test_a04_the_addresses_of_one_ipv6_household_are_one(proxied: House) -> None:
    flood(proxied, "2606:4700::1", CROWD)
    assert flood(proxied, "2606:4700::abcd:1", 1) == [429]
    assert flood(proxied, "2606:4700:0:1::1", 1) == [422]


def test_a04_an_ipv4_address_is_one_however_it_is_written(proxied: House) -> None:
    """As a server bound to `::` names it, a translator (RFC 6052), or a proxy with the port."""
    spellings = ("8.8.8.8:1234", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "[::ffff:8.8.8.8]:1234")
    for turn in range(CROWD):
        assert flood(proxied, spellings[turn % len(spellings)], 1) == [422]
    for spelling in ("8.8.8.8", *spellings):
        assert flood(proxied, spelling, 1) == [429]
    for other in ("8.8.4.4:1234", "::ffff:8.8.4.4", "64:ff9b::8.8.4.4"):
        assert flood(proxied, other, 1) == [422]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "fd00::1", "unknown", "", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1"],
)
def test_a27_an_address_that_may_stand_for_everybody_is_not_closed(
    proxied: House, address: str
) -> None:
    assert set(flood(proxied, address, CROWD + 5)) == {422}


def test_a27_a_flood_closes_neither_another_address_nor_the_name(proxied: House) -> None:
    person = proxied.world.person()
    assert flood(proxied, "8.8.8.8", CROWD + 1)[-1] == 429
    for address, opens in {"8.8.8.8": False, "8.8.4.4": True}.items():
        walk = proxied.walk(visitor=Remote(proxied, address))
        assert ("consent-allow" in walk.password(walk.ask(), person).ids) is opens


def test_a27_people_who_succeed_behind_one_address_are_never_too_many(proxied: House) -> None:
    person, party = proxied.world.person(), proxied.world.party()
    for _ in range(CROWD + 5):
        walk = proxied.walk(party, visitor=Remote(proxied, "8.8.8.8"))
        assert "consent-allow" in walk.password(walk.ask(), person).ids
