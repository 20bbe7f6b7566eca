"""No page of the desk shows JSON, a code where there are words, or an id where there is a name."""

import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import timedelta
from enum import Enum
from importlib import import_module
from typing import Any, get_args, get_type_hints

import pytest

from idp.casework.domain.facts import NumberField, PersonalDayField, PlainField, TextField
from idp.history.domain import EventType
from idp.kernel.actors import ActingClient, OfficerRole
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.violations.domain import ViolationKind
from idp.web.officer.decision_words import line_value
from idp.web.officer.event_words import HAPPENINGS
from idp.web.officer.plain_values import key_words, plain
from idp.web.officer.start import SOON
from tests.support import source
from tests.support.at_desk import at_desk
from tests.support.live import House
from tests.support.running import bare_app
from tests.support.world import sure
from tests.web.test_desk_cases import OUTCOME, opened, page_of, proposes_by, signs

JSON = re.compile(r'<pre>|\{"|\{&#34;|\[&#34;|&#34;:')


def test_a_case_shows_what_it_keeps_in_words(house: House) -> None:
    number, there = opened(house), at_desk(house, OfficerRole.REVIEWER)
    taken = there.do(page_of(there, number), "take")
    closed = there.do(taken, "close", outcome=OUTCOME)
    main = closed.text.split("<main")[1].split("</main>")[0]
    assert not JSON.search(main)
    assert f'<span class="quiet">Outcome and reasons:</span> {OUTCOME}' in main
    assert "Trần Thị Thử Nghiệm" in main
    assert f"({there.desk.officer.officer_id[-6:]})" not in main


@pytest.mark.parametrize(
    ("switch", "value", "says"),
    [
        ("sso", "same_client", "Only at the same relying party"),
        ("statutory-basis", "no", "No"),
        ("disabled-means", "sms_code", "One-time code by text message"),
    ],
)
def test_a_switch_is_shown_in_words(house: House, switch: str, value: str, says: str) -> None:
    first = at_desk(house, OfficerRole.OPERATOR)
    page = proposes_by(first, "policy-change", f"propose-{switch}", {"value": value})
    signs(first, page)
    found = re.search(r"HS(-[0-9A-Z]{4}){3}", page.text)
    assert found is not None
    main = first.get(f"/officer/policy-change/{found[0]}").text.split("<main")[1]
    facts = main.split('class="facts"')[1].split("</dl>")[0]
    assert says in facts
    assert not JSON.search(facts)


def test_a_value_of_any_shape_is_said() -> None:
    with bare_app().app_context():
        said = plain([{"level": 3, "client_id": None, "allowed": ["passkey"]}])
        assert [part.text for part in said.lines[0].said] == [
            *("Level", "3", "Relying party", "None", "Allowed", "Passkey")
        ]
        assert plain({}).text == ""
        assert plain([]).text == "None"
        said_of_nothing = line_value("key", "")
        assert said_of_nothing is not None
        assert said_of_nothing.text == "None"
        assert plain({"x_y": True}).lines[0].label is not None


def facts_of_cases() -> list[type]:
    """Every dataclass with a field of a form that the engine keeps."""
    kept = (TextField, NumberField, PlainField, PersonalDayField)
    texts = [path for path in source.modules("idp") if "Field(N_(" in path.read_text("utf-8")]
    modules = [source.name(path).removesuffix(".py").replace("/", ".") for path in texts]
    return [
        each
        for name in modules
        for each in vars(import_module(name)).values()
        if is_dataclass(each) and isinstance(each, type) and each.__module__ == name
        if any(
            isinstance(type_of, kept) for hint in hints(each).values() for type_of in extra(hint)
        )
    ]


def hints(facts: type) -> dict[str, Any]:
    return get_type_hints(facts, include_extras=True)


def extra(hint: Any) -> tuple[object, ...]:  # noqa: ANN401 - an annotation
    return getattr(hint, "__metadata__", ())


def codes(hint: Any) -> Iterator[str]:  # noqa: ANN401 - an annotation
    """The values of the enumerations in it."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        yield from (str(each.value) for each in hint)
    for inner in get_args(hint):
        yield from codes(inner)


def test_all_that_a_case_keeps_is_said_in_words() -> None:
    nameless, wordless = set(), set()
    with bare_app().app_context():
        for facts in facts_of_cases():
            for name, hint in hints(facts).items():
                (line,) = plain({name: [*codes(hint)]}).lines
                if line.label is None or not line.label.word:
                    nameless.add(name)
                wordless |= {(name, each.text) for each in line.said if not each.word}
    assert (nameless, wordless) == (set(), set())


def test_the_start_page_says_what_is_due_today(house: House) -> None:
    services = house.world.services
    quiet = at_desk(house, OfficerRole.REVIEWER).get("/officer")
    assert "No term ends today." in quiet.text
    case_id = services.violations.open(
        ViolationKind.CODE_REPLAYED,
        issued_to=house.world.party().client_id,
        actor=ActingClient(client_id=house.world.party().client_id),
    )
    case = services.work_list.by_id(case_id)
    assert case is not None
    assert case.due_by is not None
    house.world.clock.advance(case.due_by - house.world.clock.now() - timedelta(hours=2))
    today = at_desk(house, OfficerRole.REVIEWER).get("/officer").text
    assert case.number in today.split('id="today"')[1].split("</section>")[0]
    assert "too late" not in today.split('id="today"')[1].split("</section>")[0]
    house.world.clock.advance(timedelta(hours=3))
    late = at_desk(house, OfficerRole.REVIEWER).get("/officer").text
    assert "One is too late." in late
    theirs = at_desk(house, OfficerRole.HOTLINE).get("/officer").text
    assert case.number not in theirs


def test_the_start_page_counts_what_is_due_today_beyond_a_page_of_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, party = house.world.services, house.world.party().client_id
    every = [
        services.violations.open(
            ViolationKind.CODE_REPLAYED,
            issued_to=party,
            actor=ActingClient(client_id=party),
            evidence={"code": str(number)},
        )
        for number in range(SOON + 2)
    ]
    case = services.work_list.by_id(every[-1])
    assert case is not None
    assert case.due_by is not None
    house.world.clock.advance(case.due_by - house.world.clock.now() + timedelta(hours=1))

    def today() -> str:
        text = at_desk(house, OfficerRole.REVIEWER).get("/officer").text
        return text.split('id="today"')[1].split("</section>")[0]

    assert f">{SOON + 2}</span>" in today()
    assert f"{SOON + 2} are too late." in today()
    assert (today().count("<tr"), "All of them" in today()) == (1 + SOON, True)
    monkeypatch.setattr("idp.web.officer.start.MOST", SOON + 1)
    assert f">more than {SOON + 1}</span>" in today()
    assert "are too late." not in today(), "so many were not counted"


@pytest.mark.parametrize("happening", list(HAPPENINGS))
def test_every_entry_has_words_at_the_desk(happening: EventType) -> None:
    assert not re.search(r"\byou", HAPPENINGS[happening], re.IGNORECASE)


def test_a_key_is_told_by_its_thumbprint() -> None:
    # RFC 7638 section 3.1
    key = {
        "kty": "RSA",
        "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1"
        "L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4"
        "QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbO"
        "pbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csF"
        "Cur-kEgU8awapJzKnqDKgw",
        "e": "AQAB",
        "alg": "RS256",
        "kid": "2011-04-29",
    }
    assert key_words(key) == "RSA RS256, NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_no_page_of_a_register_shows_json(house: House) -> None:
    world = house.world
    party = world.registered("Cổng dịch vụ công").client
    roles = (OfficerRole.OPERATOR, OfficerRole.DIRECTOR, OfficerRole.REVIEWER)
    there, number = at_desk(house, *roles), opened(house)
    misuse = there.get(f"/officer/misuse/{number}").text
    assert world.party().client_id not in re.sub(r'href="[^"]*"', "", misuse)
    for path in (
        f"parties/{party.client_id}",
        f"misuse/{number}",
        f"history?words={party.client_id}",
    ):
        page = there.get(f"/officer/{path}")
        assert page.status == 200
        assert not JSON.search(page.text.split("<main")[1].split("</main>")[0]), path


def several(house: House, number: int) -> list[str]:
    """The ids of open misuse cases, of a client each."""
    violations = house.world.services.violations
    clients = [house.world.party(f"Client {each}").client_id for each in range(number)]
    return [
        violations.open(
            ViolationKind.CODE_REPLAYED,
            issued_to=client_id,
            actor=ActingClient(client_id=client_id),
        )
        for client_id in clients
    ]


def test_what_waits_is_counted_as_far_as_it_says(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.web.officer.start.MOST", 2)
    there = at_desk(house, OfficerRole.REVIEWER)
    several(house, 2)
    assert 'class="tag">2</span>' in there.get("/officer").text
    several(house, 1)
    assert 'class="tag">more than 2</span>' in there.get("/officer").text


def test_an_old_case_that_waits_is_not_hidden_by_newer_ones_that_ended(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.web.officer.start.MOST", 2)
    there, services = at_desk(house, OfficerRole.REVIEWER), house.world.services
    old, *newer = several(house, 5)
    for each in newer:
        sure(services.violations.take(each, there.desk.officer))
        sure(services.violations.close(each, "đã nhắc nhở", there.desk.officer))
    waits = services.work_list.by_id(old)
    assert waits is not None
    start = there.get("/officer").text
    assert waits.number in start
    assert 'class="tag">1</span>' in start


def test_the_list_that_is_shown_stays_with_a_search_and_with_the_other_language(
    house: House,
) -> None:
    there, services = at_desk(house, OfficerRole.REVIEWER), house.world.services
    mine, others = several(house, 2)
    sure(services.violations.take(mine, there.desk.officer))
    numbers = [case.number for case in map(services.work_list.by_id, (mine, others)) if case]
    page = there.get("/officer/work?of=mine")
    assert '<input type="hidden" name="of" value="mine">' in page.text
    assert 'href="?lang=vi&amp;of=mine"' in page.text
    for number, found in zip(numbers, (True, False), strict=True):
        searched = there.get(f"/officer/work?of=mine&words={number}")
        assert (f">{number}</code>" in searched.text) is found
        assert f'href="/officer/work?of=untaken&amp;words={number}"' in searched.text


def test_the_work_list_says_what_was_lost(house: House) -> None:
    services, person = house.world.services, house.world.person()
    services.losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
        reported_by=ReportedBy.ACCOUNT,
        actor=ActingClient(client_id=house.world.party().client_id),
    )
    work = at_desk(house, OfficerRole.HOTLINE).get("/officer/work").text
    assert "A way to sign in was lost" in work.split("<tbody")[1]


def test_what_happened_in_a_misuse_case_is_said_and_not_its_code() -> None:
    with bare_app().app_context():
        said = plain({"kind": ViolationKind.CODE_REPLAYED.value})
    assert [part.text for part in said.lines[0].said] == ["A code was used again"]
