"""A copy of everything that is held about a person: all of it, in the shape of its schema."""

import json
from collections.abc import Iterator
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from idp.activation.tables import ACTIVATION_LINK
from idp.history.actors import to_text
from idp.history.domain import EventType
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.letters.domain import LetterKind, NumberedLetter, ToPerson
from idp.letters.domain.content import LetterContent
from idp.letters.service import Letters
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from idp.personal_data import service
from idp.personal_data.tables import ERASURE
from idp.registries.domain import WhyWaiting
from idp.subjects.domain import Source, SubjectKind
from tests.support.commands import Idp
from tests.support.frozen_clock import FrozenClock
from tests.support.grants import Relation, relation
from tests.support.json_schema import faults
from tests.support.officers import OPERATOR, themself
from tests.support.world import World, sure

SCHEMA: dict[str, Any] = json.loads(
    resources.files("idp.personal_data").joinpath("schema.json").read_text("utf-8")
)


def closed(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """The same, but no object has a member that the schema does not name."""
    match schema:
        case dict():
            more = {"additionalProperties": False} if "properties" in schema else {}
            return more | {name: closed(value) for name, value in schema.items()}
        case list():
            return [closed(each) for each in schema]
        case _:
            return schema


def copied(world: World, subject_id: str) -> dict[str, Any]:
    parts = world.services.personal_data.copy(subject_id, actor=themself(subject_id))
    document: dict[str, Any] = json.loads("".join(sure(parts)))
    return document


def breaks(document: dict[str, Any]) -> list[str]:
    strict = closed(SCHEMA)
    rules = {name: told for name, told in strict.items() if not name.startswith("$")}
    return faults(
        rules, document, {f"#/$defs/{name}": each for name, each in strict["$defs"].items()}
    )


@pytest.fixture
def portal(world: World) -> Relation:
    portal = relation(world)
    portal.agree()
    return portal


def test_everything_is_in_it_and_nothing_the_schema_does_not_name(portal: Relation) -> None:
    services, person = portal.world.services, portal.subject_id
    portal.issued(transaction_id=new_id())
    services.losses.report(
        person, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT, actor=themself(person)
    )
    with services.database.transaction():
        decided = {"ground": "theo đề nghị", "body": "Công an tỉnh", "remedy": "đến trụ sở"}
        sure(services.endings.lock(person, **decided, actor=OPERATOR))
        services.decision_letters.account_locked(person, **decided, actor=OPERATOR)
    document = copied(portal.world, person)
    assert breaks(document) == []
    held = {name: len(part) for name, part in document.items() if isinstance(part, list)}
    sections = ("identity", "contacts", "consents", "cases", "losses", "letters", "messages")
    for section in (*sections, "history"):
        assert held[section], section
    identity = services.subjects.identity(person)
    assert {each["name"]: each["value"] for each in document["identity"]} == {
        name: datum.value for name, datum in identity.data.items()
    }
    assert all(each["source"] and each["recorded_on"] for each in document["identity"])
    entries = services.history.for_subject(person, limit=500)
    assert [each["id"] for each in document["history"]] == [each.id for each in entries]
    locked = [each for each in document["history"] if each["happening"] == "account_locked"]
    assert locked[0]["facts"]["ground"] == "theo đề nghị"
    assert document["account"]["lock"]["body"] == "Công an tỉnh"
    assert document["letters"][0]["text"]["reasons"] == ["theo đề nghị"]
    (told,) = [each for each in document["messages"] if each["kind"] == "account_locked"]
    assert told["subject"] == "Tài khoản của bạn đã bị khóa"
    assert "theo đề nghị" in told["text"][0]
    assert f"{portal.world.settings.issuer}/me/letters" in "".join(told["text"])
    assert {each["channel"] for each in told["sent"]} == {"mail"}


def test_the_schema_names_every_source_and_kind() -> None:
    said = SCHEMA["$defs"]["datum"]["properties"]["source"]["enum"]
    assert sorted(said) == sorted(Source)
    kinds = SCHEMA["$defs"]["subject"]["properties"]["kind"]["enum"]
    assert sorted(kinds) == sorted(SubjectKind)


def test_what_an_officer_typed_to_decide_a_case_is_withheld(world: World) -> None:
    person, services = world.person(), world.services
    kept = services.cases.texts.keep(person.subject_id, "nghi ngờ gian lận")
    services.history.append(
        EventType.PERSON_REQUEST_OPENED,
        subject_id=person.subject_id,
        actor=OPERATOR,
        facts={"ground": kept},
    )
    document = copied(world, person.subject_id)
    opened = [e for e in document["history"] if e["happening"] == "person_request_opened"]
    assert opened[0]["facts"] == {"ground": None}
    assert "words_of_officers" in document["withheld"]
    assert "gian lận" not in json.dumps(document, ensure_ascii=False)


def test_no_secret_of_a_means_is_in_it(world: World) -> None:
    person = world.person()
    document = copied(world, person.subject_id)
    assert {each["kind"] for each in document["means"]} == {"password", "totp"}
    said = json.dumps(document)
    assert person.totp_secret is not None
    assert person.totp_secret not in said
    assert "argon2" not in said


def test_it_is_told_in_history_and_by_a_letter(world: World) -> None:
    person = world.person()
    document = copied(world, person.subject_id)
    assert document["history"][0]["happening"] == EventType.DATA_COPIED
    assert document["history"][0]["by"] == "subject"
    letters = select(NOTICE.c.id).where(NOTICE.c.kind == NoticeKind.DATA_COPIED)
    assert len(world.services.database.all(letters)) > 0


def test_what_may_be_long_is_read_a_page_at_a_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = world.person()
    monkeypatch.setattr(service, "_PAGE", 2)
    parts = world.services.personal_data.copy(person.subject_id, actor=themself(person.subject_id))
    assert isinstance(parts, Iterator)
    pieces = list(parts)
    entries = world.services.history.for_subject(person.subject_id, limit=500)
    document = json.loads("".join(pieces))
    assert [each["id"] for each in document["history"]] == [each.id for each in entries]
    kept = world.services.messages.of_person(person.subject_id, limit=500)
    assert [each["id"] for each in document["messages"]] == [each.id for each in kept]
    assert len(kept) > 2
    assert len(pieces) == 8 + -(-len(entries) // 2) + -(-len(kept) // 2)


def test_links_registers_and_erasures_are_in_it(world: World) -> None:
    whose, services, now = world.person().subject_id, world.services, world.clock.now()
    registry = RegistryName.POPULATION
    with services.database.transaction():
        services.registry_updates.feeds.take(registry, "e-1", whose)
        services.registry_updates.feeds.wait(registry, "e-1", WhyWaiting(Reason.CASE_MOVED))
        services.registry_matching.waiting.park(whose, registry, Reason.SERVICE_UNAVAILABLE)
        link = {"id": new_id(), "subject_id": whose, "digest": b"d" * 32, "sent_at": now}
        services.database.execute(insert(ACTIVATION_LINK), **link, ends_at=now + timedelta(days=8))
        row = {"id": new_id(), "subject_id": whose, "asked_by": to_text(OPERATOR)}
        services.database.execute(insert(ERASURE), **row, asked_at=now, due_at=now)
    document = copied(world, whose)
    assert breaks(document) == []
    at = now.isoformat()
    assert document["activation_links"][0]["sent_at"] == at
    assert document["registry_waits"][0]["reason"] == "service_unavailable"
    assert document["registry_events"][0]["id"] == "e-1"
    assert (document["erasures"][0]["by"], document["erasures"][0]["due_at"]) == ("operator", at)


def test_letters_are_opened_a_page_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    person, services, opened = world.person(), world.services, list[str]()
    for ground in ("một", "hai", "ba"):
        services.letters.issue(
            LetterKind.ACCOUNT_LOCKED,
            ToPerson(person.subject_id),
            reasons=(ground,),
            signer=OPERATOR,
            data={"body": "x", "remedy": "y"},
        )
    content = Letters.content

    def counted(letters: Letters, letter: NumberedLetter) -> LetterContent:
        opened.append(letter.number)
        return content(letters, letter)

    monkeypatch.setattr(Letters, "content", counted)
    monkeypatch.setattr(service, "_LETTERS", 2)
    parts = services.personal_data.copy(person.subject_id, actor=themself(person.subject_id))
    assert (isinstance(parts, Iterator), opened) == (True, [])
    document = json.loads("".join(sure(parts)))
    assert [each["text"]["reasons"] for each in document["letters"]] == [["ba"], ["hai"], ["một"]]


def test_a_person_makes_three_copies_and_then_one_an_hour(world: World, clock: FrozenClock) -> None:
    person, services = world.person(), world.services
    for _ in range(3):
        copied(world, person.subject_id)
    refused = services.personal_data.copy(person.subject_id, actor=themself(person.subject_id))
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.TOO_MANY_TRIES
    told = services.history.for_subject(person.subject_id)
    assert [each.happening for each in told].count(EventType.DATA_COPIED) == 3
    sure(services.personal_data.copy(person.subject_id, actor=OPERATOR))
    clock.advance(timedelta(hours=1))
    copied(world, person.subject_id)


def test_who_has_no_account_gets_none(world: World) -> None:
    nobody = new_id()
    refused = world.services.personal_data.copy(nobody, actor=themself(nobody))
    assert refused == Refused(Reason.NOT_FOUND)


def test_a_command_writes_it_for_a_request_on_paper(idp: Idp, an: str, tmp_path: Path) -> None:
    into = tmp_path / "copy.json"
    done = idp("accounts", "export", "an.nguyen", "--into", str(into))
    assert done.exit_code == 0, done.output
    document = json.loads(into.read_text("utf-8"))
    assert (document["subject"]["id"], breaks(document)) == (an, [])
    assert document["history"][0]["by"] == "operator"
    assert into.stat().st_mode & 0o077 == 0
    number = next(e["value"] for e in document["identity"] if e["name"] == "personal_number")
    by_number = idp("accounts", "export", number, "--into", str(tmp_path / "again.json"))
    assert by_number.exit_code == 0, by_number.output
    nobody = idp("accounts", "export", "nobody", "--into", str(tmp_path / "none.json"))
    assert (nobody.exit_code, "no such account" in nobody.output) == (1, True)
