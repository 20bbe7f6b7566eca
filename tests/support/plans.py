"""How PostgreSQL would find the rows of each statement that is run, however few there are yet."""

import contextlib
import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

import pytest
from sqlalchemy import Engine, text

from idp.platform.database import Database
from idp.platform.database.driver import Driver, Text
from idp.schema.models import models
from tests.support.statements import told

REGISTERS: Final = frozenset(
    {
        "authenticator_metadata",
        "authenticator_model",
        "biometric_assurance",
        "biometric_provider",
        "card_revocation_list",
        "case_check",
        "client",
        "client_origin",
        "forgotten_request",
        "guessed_name",
        "guessed_second_step",
        "history_sealing",
        "loss_link_request",
        "name_indexing",
        "policy_change",
        "policy_value",
        "provider",
        "registry_feed",
        "revoked_attestation",
        "revoked_card_signer",
        "sign_up_request",
        "terminal",
        "trust_anchor",
    }
)
"""Tables filled by an operator or from publications, and four queues emptied each second.

Every other table grows with people or with what they do.
"""

_EXPLAIN: Final = "EXPLAIN (FORMAT JSON) "
_NO_SCANS: Final = "SELECT " + ", ".join(
    f"set_config('enable_{plan}', 'off', false)"
    for plan in ("seqscan", "hashjoin", "mergejoin", "material")
)
"""Tables are small in tests, and to read all of one is then the best plan, also in a join: it is
taken here only where no index leads to the rows."""


@contextlib.contextmanager
def explained(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The plan of every statement that runs inside, by its text."""
    plans: dict[str, Any] = {}

    def explain_hot(driver: Driver, statement: Text, values: Sequence[Any]) -> None:
        if statement.sql not in plans:
            driver.run(Text(_NO_SCANS, _NO_SCANS.encode(), 0), ())
            numbered = _EXPLAIN.encode() + statement.numbered
            asked = Text(_EXPLAIN + statement.sql, numbered, statement.places)
            plans[statement.sql] = _read(driver.run(asked, values).rows[0][0])

    def explain(connection: Any, _: object, sql: str, parameters: Any, *__: object) -> None:  # noqa: ANN401
        if sql not in plans and sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            raw = connection.connection.driver_connection
            raw.execute(_NO_SCANS)
            one = parameters[0] if isinstance(parameters, list) else parameters
            plans[sql] = _read(raw.execute(_EXPLAIN + sql, one).fetchone()[0])

    with told(database, monkeypatch, explain_hot, before_cursor_execute=explain):
        yield plans


def plan_of(engine: Engine, statement: str) -> Any:  # noqa: ANN401 - as PostgreSQL says it
    """The plan of one statement without parameters."""
    with engine.connect() as connection:
        connection.execute(text(_NO_SCANS))
        return _read(connection.execute(text(_EXPLAIN + statement)).scalar_one())


def scans(plan: Any, *, registers: Collection[str] = REGISTERS) -> list[str]:  # noqa: ANN401 - as PostgreSQL says it
    """The parts of a plan that read all of a growing table, or all of one of its indexes.

    `registers`: the tables of which everything may be read.
    """
    by_index = {
        index.name: table.name for table in models().tables.values() for index in table.indexes
    }
    found = []
    for node in _nodes(plan):
        kind, index = node["Node Type"], node.get("Index Name", "")
        table = node.get("Relation Name") or by_index.get(index) or index.removesuffix("_pkey")
        whole = kind == "Seq Scan" or (
            kind in {"Index Scan", "Index Only Scan", "Bitmap Index Scan"}
            and "Index Cond" not in node
        )
        if whole and table not in registers:
            found.append(f"{kind} of {table} {index}")
    return found


def _read(said: Any) -> Any:  # noqa: ANN401
    return (json.loads(said) if isinstance(said, str) else said)[0]["Plan"]


def _nodes(plan: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    yield plan
    for each in plan.get("Plans", ()):
        yield from _nodes(each)
