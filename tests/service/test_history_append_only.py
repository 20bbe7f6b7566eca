import contextlib
import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from idp.history import service
from idp.history.domain import CHECKED, EntryBent, EventType, Sealed, kept_since
from idp.history.service import History
from idp.kernel.ids import new_id
from idp.platform.clock import SystemClock
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.platform.logs import FIELDS
from tests.support import databases
from tests.support.frozen_clock import FrozenClock
from tests.support.health_checks import BY_CHANCE
from tests.support.officers import OPERATOR, themself


def newest(history: History, subject_id: str) -> EventType:
    return history.for_subject(subject_id)[0].happening


def test_a_person_reads_their_history_newest_first_page_by_page(history: History) -> None:
    me, other = new_id(), new_id()
    happened = [EventType.SIGNED_IN, EventType.CONSENT_GIVEN, EventType.ITEMS_DISCLOSED]
    for happening in happened:
        history.append(
            happening,
            subject_id=me,
            client_id="portal",
            facts={"items": ["name"]},
            actor=themself(me),
        )
    history.append(EventType.SIGNED_IN, subject_id=other, actor=themself(other))
    page = history.for_subject(me, limit=2)
    rest = history.for_subject(me, before=page[-1].id)
    assert [entry.happening for entry in page + rest] == happened[::-1]
    assert page[0].facts == {"items": ["name"]}


def test_history_is_rolled_back_with_the_fact_it_tells(
    history: History, database: Database
) -> None:
    me = new_id()
    with contextlib.suppress(ZeroDivisionError), database.transaction():
        history.append(EventType.SIGNED_IN, subject_id=me, actor=themself(me))
        raise ZeroDivisionError
    assert history.for_subject(me) == []


def years_ago(years: int) -> datetime:
    """An hour before this moment so many years ago: guards count by the clock of the database."""
    return kept_since(SystemClock().now(), years=years) - timedelta(hours=1)


@pytest.mark.norm("D17.2-1", limb="an entry is kept for five years")
def test_history_is_kept_for_five_years_to_the_second(history: History, clock: FrozenClock) -> None:
    me = new_id()
    clock.advance(years_ago(5) - clock.now())
    history.append(EventType.SIGNED_IN, subject_id=me, actor=themself(me))
    written = clock.now()
    clock.advance(written.replace(year=written.year + 5) - written)
    assert history.purge() == 0
    assert newest(history, me) is EventType.SIGNED_IN
    clock.advance(timedelta(microseconds=1))
    assert history.purge() == 1
    assert history.for_subject(me) == []


@pytest.mark.norm("D17.2-1", limb="a clock that is years ahead purges nothing")
def test_a_clock_that_is_years_ahead_purges_nothing(history: History, clock: FrozenClock) -> None:
    me = new_id()
    clock.advance(years_ago(4) - clock.now())
    history.append(EventType.SIGNED_IN, subject_id=me, actor=themself(me))
    clock.advance(timedelta(days=6 * 366))
    assert history.purge() == 0
    assert newest(history, me) is EventType.SIGNED_IN


@pytest.mark.norm("D17.2-1", limb="a purge is on record")
def test_a_purge_leaves_an_entry_that_no_purge_takes(
    history: History, clock: FrozenClock, database: Database
) -> None:
    clock.advance(years_ago(15) - clock.now())
    history.append(EventType.SIGNED_IN, subject_id=new_id(), actor=OPERATOR)
    for _ in range(2):
        clock.advance(timedelta(days=6 * 366))
        history.purge()
    with database.transaction() as connection:
        left = connection.exec_driver_sql("SELECT happening, actor FROM history").all()
    assert [tuple(row) for row in left] == [("history_purged", "system")]


@pytest.mark.norm("D17.2-1", limb="less than five years does not start")
def test_a_shorter_retention_does_not_start(history: History) -> None:
    with pytest.raises(ValueError, match="at least 5 years"):
        replace(history, years=4)


@pytest.mark.norm("D17.2-2")
def test_a_new_list_of_fields_leaves_older_entries_as_they_were(
    history: History,
) -> None:
    me = new_id()
    history.append(EventType.SIGNED_IN, subject_id=me, actor=themself(me))
    later = replace(history, fields_act="later act")
    later.append(EventType.SIGNED_IN, subject_id=me, actor=themself(me))
    acts = [entry.fields_act for entry in later.for_subject(me)]
    assert acts == ["later act", history.fields_act]


@pytest.mark.norm("D14.3", limb="a signed statement says what the person did")
def test_an_evidence_statement_says_what_the_person_did(history: History, keyring: Keyring) -> None:
    me, transaction = new_id(), new_id()
    proven = {"level": 2, "means": ["password", "totp"], "device": "Firefox, Linux"}
    agreed = {"text_digest": "ab12", "consent_id": new_id(), "items": ["name"]}
    history.append(
        EventType.FACTOR_REFUSED,
        subject_id=me,
        transaction_id=transaction,
        facts={"kind": "totp"},
        actor=themself(me),
    )
    for happening, facts in (EventType.SIGNED_IN, proven), (EventType.CONSENT_GIVEN, agreed):
        history.append(
            happening,
            subject_id=me,
            client_id="portal",
            transaction_id=transaction,
            facts=facts,
            actor=themself(me),
        )
    claims = keyring.verify(history.statement(me, transaction) or "", typ="evidence-statement+jwt")
    assert claims is not None
    assert (claims["subject"], claims["txn"]) == (me, transaction)
    assert [act["happening"] for act in claims["acts"]] == ["signed_in", "consent_given"]
    assert [act["facts"] for act in claims["acts"]] == [proven, agreed]
    assert claims["acts"][0]["client_id"] == "portal"


@pytest.mark.norm("D14.3", limb="one changed byte breaks a statement")
def test_one_changed_byte_breaks_an_evidence_statement(history: History, keyring: Keyring) -> None:
    me, transaction = new_id(), new_id()
    history.append(
        EventType.SIGNED_IN, subject_id=me, transaction_id=transaction, actor=themself(me)
    )
    statement = history.statement(me, transaction)
    assert statement is not None
    for place in range(0, len(statement) - 1, 7):
        other = "A" if statement[place] != "A" else "B"
        changed = statement[:place] + other + statement[place + 1 :]
        assert keyring.verify(changed, typ=None) is None


def test_nobody_gets_a_statement_of_another_persons_transaction(history: History) -> None:
    transaction = new_id()
    history.append(
        EventType.SIGNED_IN,
        subject_id=new_id(),
        transaction_id=transaction,
        actor=OPERATOR,
    )
    assert history.statement(new_id(), transaction) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_statement_reads_one_transaction_and_not_the_whole_history(
    history: History, database: Database
) -> None:
    """On PostgreSQL `tests/web/test_found_by_an_index.py` asks for every plan."""
    history.append(
        EventType.SIGNED_IN, subject_id=new_id(), transaction_id=new_id(), actor=OPERATOR
    )
    with database.transaction() as work:
        sql = service._WITHIN.compile(database.engine)  # noqa: SLF001
        plan = work.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (new_id(),)).all()
    assert "USING INDEX history_of_transaction" in str(plan[0])


# seals


def bend(database: Database, statement: str) -> None:
    """A change by an administrator of the database, without the guards."""
    with databases.past_the_guards(database) as work:
        work.exec_driver_sql(statement)


BENT = (
    "UPDATE history SET facts = '{\"level\": 4}'",
    "UPDATE history SET happened_at = {earlier}",
    "UPDATE history SET happening = 'consent_given'",
    "UPDATE history SET actor = 'authority'",
    "UPDATE history SET client_id = 'another'",
    "UPDATE history SET fields_act = 'another'",
    "UPDATE history SET seal = NULL",
)


@pytest.mark.norm("D14.3", limb="nothing is signed over an entry that was changed")
@pytest.mark.parametrize("statement", BENT)
def test_nothing_is_signed_over_an_entry_that_was_bent(
    history: History, database: Database, statement: str
) -> None:
    me, transaction = new_id(), new_id()
    for level in (1, 2):
        history.append(
            EventType.SIGNED_IN,
            subject_id=me,
            transaction_id=transaction,
            facts={"level": level},
            actor=themself(me),
        )
    assert history.statement(me, transaction)
    sqlite = database.engine.dialect.name == "sqlite"
    earlier = "happened_at - 1" if sqlite else "happened_at - interval '1 microsecond'"
    bend(database, statement.replace("{earlier}", earlier))
    with capture_logs() as lines, pytest.raises(EntryBent):
        history.statement(me, transaction)
    assert all(entry.sealed is Sealed.NOT for entry in history.for_subject(me))
    assert lines[0].keys() <= FIELDS | {"log_level"}
    assert lines[0]["entry_id"] in {entry.id for entry in history.for_subject(me)}


def test_a_row_written_past_the_provider_is_not_signed(
    history: History, database: Database
) -> None:
    me, transaction = new_id(), new_id()
    history.append(
        EventType.SIGNED_IN, subject_id=me, transaction_id=transaction, actor=themself(me)
    )
    names = "happened_at, happening, subject_id, actor, client_id, transaction_id, facts"
    bend(
        database,
        f"INSERT INTO history (id, {names}, fields_act, seal)"  # noqa: S608
        f" SELECT '{new_id()}', {names}, fields_act, seal FROM history",
    )
    with pytest.raises(EntryBent):
        history.statement(me, transaction)


def test_a_statement_says_what_was_checked(history: History, keyring: Keyring) -> None:
    me, transaction = new_id(), new_id()
    history.append(
        EventType.SIGNED_IN, subject_id=me, transaction_id=transaction, actor=themself(me)
    )
    claims = keyring.verify(history.statement(me, transaction) or "", typ=None)
    assert claims is not None
    assert claims["checked"] == CHECKED
    assert claims["acts"][0]["sealed"] == "when_written"


FACTS = st.dictionaries(
    st.text(max_size=8),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=12),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
        max_leaves=6,
    ),
    max_size=4,
)


@given(facts=FACTS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[*BY_CHANCE, HealthCheck.function_scoped_fixture],
)
def test_whatever_an_entry_says_its_seal_fits_what_is_read_back(
    history: History, facts: dict[str, Any]
) -> None:
    assume("\\u0000" not in json.dumps(facts))  # PostgreSQL keeps no NUL
    me = new_id()
    history.append(EventType.SIGNED_IN, subject_id=me, facts=facts, actor=themself(me))
    (entry,) = history.for_subject(me)
    assert (entry.facts, entry.sealed) == (facts, Sealed.WHEN_WRITTEN)
