"""Who acted is kept whole beside a short word, and protected with the entry."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from idp.history import service
from idp.history.actors import read
from idp.history.domain import EntryBent, EventType, Sealed
from idp.history.service import History
from idp.history.tables import HISTORY
from idp.kernel.actors import (
    ActingClient,
    Actor,
    Officer,
    OfficerRole,
    Operator,
    Person,
    System,
    Through,
    Unproven,
)
from idp.kernel.ids import new_id
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from tests.service.test_history_append_only import bend
from tests.support.frozen_clock import START

ME, OTHER, SESSION, OFFICER = new_id(), new_id(), new_id(), new_id()
IN_SESSION = Person(subject_id=ME, session_id=SESSION, level=2, authenticated_at=START)
AT_A_DESK = Officer(
    officer_id=OFFICER,
    subject_id=OTHER,
    roles=(OfficerRole.REVIEWER, OfficerRole.APPROVER),
    desk="Quận 1",
    session_id=SESSION,
    level=3,
    authenticated_at=START,
)
AT_A_SHELL = Operator(user="idp", host="host-1", said="an.nguyen")
EVERYBODY: tuple[tuple[Actor, str, str], ...] = (
    (Person(subject_id=ME), "subject", "subject"),
    (IN_SESSION, "subject", "subject"),
    (Person(subject_id=OTHER, session_id=SESSION, acting_for=ME), "subject", "representative"),
    (AT_A_DESK, "officer", "officer"),
    (ActingClient(client_id="portal"), "relying_party", "relying_party"),
    (
        ActingClient(client_id="portal", authenticated_by="private_key_jwt k1"),
        "relying_party",
        "relying_party",
    ),
    (ActingClient(client_id="another"), "relying_party", "another"),
    (AT_A_SHELL, "operator", "operator"),
    (Operator(user="idp", host="host-1"), "operator", "operator"),
    (System(rule="D17.2-1"), "system", "system"),
    *((Unproven(through=through), through.value, through.value) for through in Through),
)


@pytest.mark.parametrize(("actor", "word", "told"), EVERYBODY)
def test_every_actor_is_read_as_it_was_written(
    history: History, database: Database, keyring: Keyring, actor: Actor, word: str, told: str
) -> None:
    transaction = new_id()
    history.append(
        EventType.SIGNED_IN,
        actor=actor,
        subject_id=ME,
        client_id="portal",
        transaction_id=transaction,
    )
    (entry,) = history.in_transaction(ME, transaction)
    assert (entry.actor, entry.sealed) == (actor, Sealed.WHEN_WRITTEN)
    with database.transaction() as work:
        row = work.execute(select(HISTORY)).one()
    assert row.actor == word
    statement = history.statement(ME, transaction) or ""
    claims = keyring.verify(statement, typ="evidence-statement+jwt")
    assert claims is not None
    assert claims["acts"][0]["by"] == told
    secrets = (SESSION, OFFICER, OTHER, "host-1", "Quận", "an.nguyen", "private_key_jwt")
    assert not [each for each in secrets if each in json.dumps(claims, ensure_ascii=False)]


def test_the_person_of_a_transaction_adds_no_details(history: History, database: Database) -> None:
    history.append(EventType.SIGNED_IN, actor=Person(subject_id=ME), subject_id=ME)
    with database.transaction() as work:
        row = work.execute(select(HISTORY)).one()
    assert (row.actor_details, row.actor_id, bytes(row.seal)[:1]) == (None, None, b"\x01")


def test_details_have_a_format_of_seal_of_their_own(history: History, database: Database) -> None:
    history.append(EventType.SIGNED_IN, actor=IN_SESSION, subject_id=ME)
    with database.transaction() as work:
        row = work.execute(select(HISTORY)).one()
    assert bytes(row.seal)[:1] == b"\x03"


CHANGES = (
    "UPDATE history SET actor_details = NULL",
    "UPDATE history SET actor_id = NULL",
    "UPDATE history SET actor_details = NULL, actor_id = NULL",
    "UPDATE history SET actor_id = 'root@host-1'",
    'UPDATE history SET actor_details = \'{"user": "root", "host": "host-1"}\'',
    "UPDATE history SET actor_details = '[]'",
    "UPDATE history SET actor = 'system'",
    "UPDATE history SET actor = 'officer'",
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_who_acted_is_found(history: History, database: Database, change: str) -> None:
    transaction = new_id()
    history.append(EventType.SIGNED_IN, actor=AT_A_SHELL, subject_id=ME, transaction_id=transaction)
    bend(database, change)
    with pytest.raises(EntryBent):
        history.statement(ME, transaction)
    (entry,) = history.for_subject(ME)
    assert entry.sealed is Sealed.NOT


@pytest.mark.parametrize(
    "change",
    ["actor_details = '{\"level\": 4}'", "actor_id = 'x'", "actor_details = '{}'"],
)
def test_details_added_to_an_entry_without_them_are_found(
    history: History, database: Database, change: str
) -> None:
    history.append(EventType.SIGNED_IN, actor=Person(subject_id=ME), subject_id=ME)
    bend(database, f"UPDATE history SET {change}")  # noqa: S608
    (entry,) = history.for_subject(ME)
    assert entry.sealed is Sealed.NOT


def before(word: str, happening: EventType, **more: Any) -> Actor:  # noqa: ANN401
    """What an entry without details proves, as earlier releases wrote them."""
    return read(word, None, happening=happening, **{"subject_id": ME, "client_id": None} | more)


@pytest.mark.parametrize(
    ("word", "happening", "more", "proves"),
    [
        ("subject", EventType.SIGNED_IN, {}, Person(subject_id=ME)),
        (
            "subject",
            EventType.FACTOR_REFUSED,
            {},
            Unproven(through=Through.UNKNOWN, said="subject"),
        ),
        (
            "subject",
            EventType.TOKENS_ISSUED,
            {"client_id": "portal"},
            ActingClient(client_id="portal"),
        ),
        (
            "relying_party",
            EventType.COUNTER_ASKED,
            {"client_id": "desk"},
            ActingClient(client_id="desk"),
        ),
        ("rp-b", EventType.RESULT_SHOWN_BY_OTHER, {}, ActingClient(client_id="rp-b")),
        ("unknown", EventType.RESULT_SHOWN_BY_OTHER, {}, Unproven(through=Through.UNKNOWN)),
        ("letter", EventType.CREDENTIAL_REMOVED, {}, Unproven(through=Through.LETTER)),
        ("system", EventType.HISTORY_PURGED, {"subject_id": None}, System(rule="")),
        *(
            (
                typed,
                EventType.LOSS_CASE_TAKEN,
                {},
                Unproven(through=Through.UNKNOWN, said=typed),
            )
            for typed in ("an.nguyen", "operator", "officer", "system", "authority", "")
        ),
    ],
)
def test_a_typed_name_of_an_earlier_release_proves_nobody(
    word: str, happening: EventType, more: dict[str, Any], proves: Actor
) -> None:
    assert before(word, happening, **more) == proves


@pytest.mark.parametrize("database_url", ["sqlite", "unused_postgresql"], indirect=True)
def test_what_an_officer_or_operator_did_is_found_by_an_index(
    history: History, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_PAGE", 2)
    for actor in (AT_A_SHELL, AT_A_DESK, IN_SESSION, AT_A_DESK, AT_A_DESK):
        history.append(EventType.CREDENTIAL_STOPPED, actor=actor, subject_id=ME)
    assert [each.actor for each in history.of_actor(OFFICER)] == [AT_A_DESK] * 3
    assert [each.actor for each in history.of_actor("idp@host-1")] == [AT_A_SHELL]
    assert list(history.of_actor(SESSION)) == []
    if database.engine.dialect.name == "sqlite":
        sql = service._OF_ACTOR.compile(database.engine)  # noqa: SLF001
        with database.transaction() as work:
            plan = work.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", ("a", "b", 1, 0)).all()
    else:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("SET enable_seqscan = off")
            asked = "SELECT * FROM history WHERE actor_id = 'a' AND id < %s ORDER BY id DESC"
            plan = connection.exec_driver_sql(f"EXPLAIN {asked}", (ME,)).all()
    assert "history_of_actor" in str(plan)
