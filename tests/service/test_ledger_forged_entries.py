"""Rows written past the provider: the ledger says that their seals do not hold before it signs."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from idp.history.domain import EventType
from idp.history.service import History
from idp.history.tables import HISTORY
from idp.kernel.ids import new_id
from idp.ledger.checkpoints import WrongSecret
from idp.ledger.offline.verification import Pinned, Verification, VerifiedHistory, verify
from idp.ledger.service import Ledger
from idp.platform.database import Database
from idp.wiring.records import Records
from tests.support import databases, ledgers
from tests.support.officers import OPERATOR, themself

COLUMNS = ", ".join(each.name for each in HISTORY.columns if each.name != "id")


@pytest.fixture(name="held")
def _held(tmp_path: Path) -> ledgers.Keys:
    return ledgers.Keys.new(tmp_path)


@pytest.fixture
def ledger(records: Records, held: ledgers.Keys) -> Ledger:
    return ledgers.signing(records.ledger, held)


@pytest.fixture(autouse=True)
def honest(history: History) -> None:
    """Three entries of the provider, one of each kind of actor."""
    me = new_id()
    history.append(EventType.SIGNED_IN, subject_id=me, actor=themself(me), facts={"level": 2})
    history.append(EventType.CLIENT_EDITED, client_id="portal", actor=OPERATOR)
    history.append(
        EventType.CONSENT_GIVEN,
        subject_id=me,
        client_id="portal",
        transaction_id=new_id(),
        actor=themself(me),
        facts={"items": ["name"]},
    )


def checked(ledger: Ledger, held: ledgers.Keys) -> VerifiedHistory:
    return verify(ledger.export(), Verification(Pinned(held.trusted)))


def insert_copy(database: Database, **changed: str) -> str:
    """A row with the seal of another one, and these columns otherwise; its id."""
    forged = new_id()
    stored = forged.replace("-", "") if database.engine.dialect.name == "sqlite" else forged
    said = ", ".join(changed.get(name, name) for name in COLUMNS.split(", "))
    with database.transaction() as work:
        newest = "SELECT max(CAST(id AS varchar)) FROM history"
        work.execute(
            text(
                f"INSERT INTO history (id, {COLUMNS})"  # noqa: S608
                f" SELECT '{stored}', {said} FROM history WHERE CAST(id AS varchar) = ({newest})"
            )
        )
    return forged


def test_a_row_with_the_seal_of_another_is_chained_and_named(
    ledger: Ledger,
    history: History,
    held: ledgers.Keys,
    database: Database,
    log_lines: list[dict[str, object]],
) -> None:
    forged = insert_copy(database)
    assert ledger.chain() == 4
    ledger.sign()
    assert [each["entry_id"] for each in log_lines if each["event"] == "history entry bent"] == [
        forged
    ]
    for _ in range(2):  # the entry about it is not covered yet, then it is
        found = checked(ledger, held)
        assert not found.whole
        assert [(each.entry_id, each.index) for each in found.faults] == [(forged, 3)]
        assert "seal" in found.faults[0].what
        ledger.chain()
        ledger.sign()
    (told,) = [
        each
        for each in history.search(ledgers.chained(database)[-1])
        if each.happening is EventType.SEALS_BROKEN
    ]
    assert told.facts == {"leaves": [[3, forged]]}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("happening", "'consent_withdrawn'"),
        ("subject_id", "NULL"),
        ("client_id", "'bank'"),
        ("transaction_id", "NULL"),
        ("facts", '\'{"items": ["birthdate"]}\''),
        ("fields_act", "'another'"),
        ("actor", "'operator'"),
        ("actor_details", '\'{"kind": "system", "rule": "x"}\''),
        ("actor_id", "'an@host'"),
        ("seal", "NULL"),
    ],
)
def test_a_column_changed_before_its_leaf_is_named(
    ledger: Ledger, held: ledgers.Keys, database: Database, column: str, value: str
) -> None:
    victim = ledgers.written(database)[-1]
    stored = victim.replace("-", "") if database.engine.dialect.name == "sqlite" else victim
    with databases.past_the_guards(database) as work:
        work.execute(text(f"UPDATE history SET {column} = {value} WHERE id = '{stored}'"))  # noqa: S608
    ledger.chain()
    ledger.sign()
    found = checked(ledger, held)
    assert [each.entry_id for each in found.faults] == [victim]


def test_a_thousand_forged_rows_hold_up_no_leaf(
    ledger: Ledger, history: History, held: ledgers.Keys, database: Database
) -> None:
    for _ in range(11):
        with database.transaction() as work:
            rows: list[Any] = list(work.execute(HISTORY.select().limit(100)).mappings())
            database.execute_many(HISTORY.insert(), [{**row, "id": new_id()} for row in rows])
    history.append(EventType.CLIENT_EDITED, client_id="after", actor=OPERATOR)
    count = len(ledgers.written(database))
    assert count > 300
    chained = ledger.chain()
    while more := ledger.chain():
        chained += more
    assert chained >= count
    assert sorted(ledgers.chained(database)) == ledgers.written(database)
    ledger.sign()
    found = checked(ledger, held)
    assert len(found.faults) + found.more_faults == count - 4


def test_what_the_provider_wrote_is_whole(ledger: Ledger, held: ledgers.Keys) -> None:
    ledger.chain()
    ledger.sign()
    assert checked(ledger, held).whole


def test_a_row_that_brings_its_leaf_is_named_too(
    ledger: Ledger, held: ledgers.Keys, database: Database
) -> None:
    """The owner of the database needs no key to make a leaf, only the worker has one to sign."""
    forged = insert_copy(database)
    assert ledgers.of(database, held, key=bytes(32)).chain() == 4
    assert ledger.chain() == 0
    ledger.sign()
    assert [each.entry_id for each in checked(ledger, held).faults] == [forged]


def test_a_worker_with_another_secret_signs_nothing(
    ledger: Ledger, history: History, held: ledgers.Keys, database: Database
) -> None:
    """Else it would call forged, for ever, what the provider wrote."""
    ledger.chain()
    ledger.sign()
    history.append(EventType.CLIENT_EDITED, client_id="after", actor=OPERATOR)
    stranger = ledgers.of(database, held, key=bytes(32))
    assert stranger.chain() == 1
    with pytest.raises(WrongSecret):
        stranger.sign()
    ledger.sign()
    assert checked(ledger, held).whole
    assert EventType.SEALS_BROKEN not in {
        each.happening for every in ledgers.written(database) for each in history.search(every)
    }
