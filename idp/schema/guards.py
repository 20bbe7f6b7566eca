"""Guards: triggers that refuse changes and deletions of evidence rows.

Triggers belong to the owner of the tables, so the serving role can neither change such a row nor
drop a trigger. They are created at the end of every `idp migrate`. A migration that has to change
such rows does so between `lift` and the end of its transaction.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from idp.history.domain import LEAST_YEARS

_PREFIX: Final = "kept_"


@dataclass(frozen=True)
class Guard:
    """The allowed changes of a row: `moves` may change, `once` may be set, and then stays.

    `owner` is like `once`, for the role that owns the table, in migrations only. `until`: pairs of
    a column and another one; the first may change while the second is not set. `aged` is the
    instant of the row; five years after it the row may be removed, unless `never` holds, a
    condition on `OLD`. Without `aged` it is never removed. `chained`: rows have leaves in the
    ledger, and are removed only by a function that says which.
    """

    moves: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    owner: frozenset[str] = frozenset()
    until: tuple[tuple[str, str], ...] = ()
    aged: str | None = None
    never: str | None = None
    chained: bool = False


GUARDS: Final[Mapping[str, Guard]] = {
    "history": Guard(
        owner=frozenset({"seal"}),
        aged="happened_at",
        never="OLD.happening = 'history_purged'",
        chained=True,
    ),
    "ledger_leaf": Guard(),
    "ledger_node": Guard(),
    "ledger_checkpoint": Guard(),
    "history_sealing": Guard(once=frozenset({"closed_at"})),
    "binding_ceremony": Guard(once=frozenset({"tainted_at"})),
    "binding": Guard(),
    "taint": Guard(),
    "loss_clearing": Guard(),
    "authentication_event": Guard(aged="authenticated_at"),
    "evidence": Guard(aged="proven_at"),
    "consent": Guard(
        moves=frozenset({"questions"}), once=frozenset({"withdrawn_at", "superseded_at"})
    ),
    "biometric_consent": Guard(once=frozenset({"withdrawn_at"})),
    "policy_change": Guard(
        moves=frozenset({"state"}),
        once=frozenset({"approved_by", "approved_at"}),
        until=(("before", "approved_at"),),
    ),
    "trust_anchor": Guard(
        moves=frozenset({"state"}), once=frozenset({"approved_by", "withdrawn_by"})
    ),
    "biometric_provider": Guard(
        moves=frozenset({"state"}), once=frozenset({"approved_by", "retired_by"})
    ),
    "biometric_assurance": Guard(
        moves=frozenset({"state"}), once=frozenset({"approved_by", "retired_by"})
    ),
    "counter_visit": Guard(
        moves=frozenset({"state"}), once=frozenset({"confirmed_by", "confirmed_at"})
    ),
    "officer": Guard(),
    "appointment": Guard(once=frozenset({"ended_at", "ended_by"})),
    "delegation": Guard(once=frozenset({"ended_at", "ended_by"})),
    "decision": Guard(moves=frozenset({"state"}), once=frozenset({"closed_at"})),
    "signed_decision": Guard(),
    "document": Guard(aged="stored_at"),
    "letter": Guard(
        moves=frozenset({"due_at", "attempts"}),
        once=frozenset({"digest", "sealed_at"}),
        aged="dated_at",
    ),
    "letter_delivery": Guard(aged="at"),
    "installation": Guard(),
    "loss_case": Guard(
        moves=frozenset({"state", "owner"}),
        once=frozenset({"outcome", "closed_at", "final_at", "taken_back_at"}),
    ),
    "case_file": Guard(
        moves=frozenset({"desk", "owner", "state", "version", "closed_at", "due_by"})
    ),
    "case_event": Guard(),
    "deadline": Guard(
        moves=frozenset({"next_at"}),
        once=frozenset(
            {
                "half_warned_at",
                "warned_at",
                "escalated_at",
                "breached_at",
                "stopped_at",
                "outcome",
            }
        ),
        until=tuple(
            (column, "stopped_at")
            for column in (
                "due_at",
                "half_at",
                "most_at",
                "escalate_at",
                "calendar",
                "certainty",
            )
        ),
    ),
    "erasure": Guard(once=frozenset({"held_at", "withdrawn_at", "done_at"})),
    "violation": Guard(
        moves=frozenset({"state", "owner", "times", "last_at", "fingerprint"}),
        once=frozenset({"outcome"}),
    ),
}
"""The tables of evidence; a column that is not named here never changes."""


def establish(connection: Connection) -> None:
    """Create every guard, and drop those of an earlier version; safe to repeat."""
    wanted = {
        name: (table, statement)
        for table, columns in _guarded(connection).items()
        for name, statement in _triggers(connection, table, columns)
    }
    if connection.dialect.name == "postgresql":
        _make_functions(connection)
    there, in_force = _there(connection), _in_force(connection)
    for name, table in there.items():
        if name not in wanted or name not in in_force:
            _drop(connection, name, table)
    for name, (_, statement) in wanted.items():
        if name not in in_force:
            connection.exec_driver_sql(statement)


def missing(connection: Connection) -> list[str]:
    """The tables of evidence with a missing or altered guard, by name."""
    in_force, guarded = _in_force(connection), _guarded(connection)
    return [
        table
        for table in GUARDS
        if table not in guarded
        or any(name not in in_force for name, _ in _triggers(connection, table, guarded[table]))
    ]


def lift(connection: Connection, table: str) -> None:
    """Let a migration change the rows of one table, or drop a column of it.

    `establish` follows after the last step.
    """
    for name, of in _there(connection).items():
        if of == table:
            _drop(connection, name, of)


def _guarded(connection: Connection) -> dict[str, list[str]]:
    """The existing tables with their columns, in the order of GUARDS.

    During an upgrade some may not exist yet.
    """
    query = (
        "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' ORDER BY c.cid"
        if connection.dialect.name == "sqlite"
        else "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
        " AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    )
    there: dict[str, list[str]] = {}
    for table, column in connection.execute(text(query)):
        there.setdefault(table, []).append(column)
    return {table: there[table] for table in GUARDS if table in there}


def _there(connection: Connection) -> dict[str, str]:
    """Our triggers, in force or switched off: name -> table."""
    query = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
    )
    rows = connection.execute(text(query)).all()
    return {name: table for name, table in rows if name.startswith(_PREFIX)}


def _in_force(connection: Connection) -> set[str]:
    """The names of those that are enabled."""
    if connection.dialect.name == "sqlite":
        return set(_there(connection))
    query = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
    return set(connection.execute(text(query)).scalars()) & set(_there(connection))


def _drop(connection: Connection, name: str, table: str) -> None:
    on = f' ON "{table}"' if connection.dialect.name == "postgresql" else ""
    connection.exec_driver_sql(f'DROP TRIGGER "{name}"{on}')


def _triggers(connection: Connection, table: str, columns: list[str]) -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger; the name contains a digest of its definition."""
    make = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for verb, template in make(table, columns, GUARDS[table]):
        digest = hashlib.sha256(template.encode()).hexdigest()[:8]
        name = f"{_PREFIX}{table}_{verb}_{digest}"
        yield name, template.replace("@name", f'"{name}"')


def _sqlite(table: str, columns: list[str], guard: Guard) -> Iterator[tuple[str, str]]:
    refused = f"SELECT RAISE(ABORT, '{table}: rows are evidence and stay as they are')"
    changed = _changed(columns, guard, differs="IS NOT")
    kept = "1" if guard.aged is None else _young_on_sqlite(guard)
    yield (
        "update",
        f'CREATE TRIGGER @name BEFORE UPDATE ON "{table}" WHEN {changed} BEGIN {refused}; END',
    )
    yield (
        "delete",
        f'CREATE TRIGGER @name BEFORE DELETE ON "{table}" WHEN {kept} BEGIN {refused}; END',
    )


def _young_on_sqlite(guard: Guard) -> str:
    """Instants are microseconds there."""
    since = f"CAST(strftime('%s', 'now', '-{LEAST_YEARS} years') AS INTEGER) * 1000000"
    never = f" OR {guard.never}" if guard.never else ""
    return f"(OLD.{guard.aged} >= {since}{never})"


def _postgresql(table: str, columns: list[str], guard: Guard) -> Iterator[tuple[str, str]]:
    refuse = "EXECUTE FUNCTION refuse_to_bend_evidence()"
    changed = _changed(columns, guard, differs="IS DISTINCT FROM")
    when = ""
    if guard.aged is not None:
        never = f" OR {guard.never}" if guard.never else ""
        when = f" WHEN (OLD.{guard.aged} >= now() - interval '{LEAST_YEARS} years'{never})"
    on = f'ON "{table}"'
    each = "FOR EACH ROW"
    yield "update", f"CREATE TRIGGER @name BEFORE UPDATE {on} {each} WHEN ({changed}) {refuse}"
    yield "delete", f"CREATE TRIGGER @name BEFORE DELETE {on} {each}{when} {refuse}"
    yield "truncate", f"CREATE TRIGGER @name BEFORE TRUNCATE {on} FOR EACH STATEMENT {refuse}"


def _changed(columns: list[str], guard: Guard, *, differs: str) -> str:
    """The condition of a forbidden update."""
    once, open_columns = guard.once | guard.owner, dict(guard.until)
    kept = [column for column in columns if column not in guard.moves | once | set(open_columns)]
    conditions = [f'OLD."{column}" {differs} NEW."{column}"' for column in kept]
    conditions += [
        f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")'
        for column in sorted(once)
    ]
    conditions += [
        f'(OLD."{closing}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")'
        for column, closing in guard.until
    ]
    return " OR ".join(conditions)


AGED: Final = tuple(table for table, guard in GUARDS.items() if guard.aged is not None)
"""The tables of evidence whose rows may go after their legal term."""


def purge_of(table: str) -> str:
    """The purge function of such a table on PostgreSQL, and its argument types.

    The serving role may call it, and has no DELETE.
    """
    return f"purge_{'chained_' if GUARDS[table].chained else ''}{table}(timestamptz, integer)"


def _make_functions(connection: Connection) -> None:
    schema = str(connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one())
    connection.exec_driver_sql("""
        CREATE OR REPLACE FUNCTION refuse_to_bend_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '%%: rows are evidence and stay as they are', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
        END $$
    """)
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS purge_history(timestamptz)")
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS purge_history(timestamptz, integer)")
    for table in AGED:
        make = _purge_of_leaves if GUARDS[table].chained else _purge_function
        connection.exec_driver_sql(make(table, GUARDS[table], schema))
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION {purge_of(table)} FROM PUBLIC")


def _purge_function(table: str, guard: Guard, schema: str) -> str:
    """`most` has a default for workers of a release that purged everything at once."""
    but = f" AND NOT ({guard.never.replace('OLD.', '')})" if guard.never else ""
    return f"""
        CREATE OR REPLACE FUNCTION purge_{table}(before timestamptz, most integer DEFAULT 1000)
        RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM {table} WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM {table}
            WHERE {guard.aged} < least(before, now() - interval '{LEAST_YEARS} years'){but}
            ORDER BY {guard.aged} LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$
    """  # noqa: S608 - made of names of our own and of one that was quoted


def _purge_of_leaves(table: str, guard: Guard, schema: str) -> str:
    """Returns the indices of the leaves whose rows it removed; a row without a leaf stays."""
    but = f" AND NOT ({guard.never.replace('OLD.', 'r.')})" if guard.never else ""
    return f"""
        CREATE OR REPLACE FUNCTION purge_chained_{table}(before timestamptz, most integer)
        RETURNS SETOF bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
        BEGIN
          RETURN QUERY WITH aged AS (
            SELECT r.id, l.position FROM {table} AS r JOIN ledger_leaf AS l ON l.entry_id = r.id
            WHERE r.{guard.aged} < least(before, now() - interval '{LEAST_YEARS} years'){but}
            ORDER BY r.{guard.aged} LIMIT most FOR UPDATE OF r SKIP LOCKED
          ), gone AS (
            DELETE FROM {table} AS r USING aged WHERE r.id = aged.id RETURNING aged.position
          ) SELECT gone.position FROM gone;
        END $$
    """  # noqa: S608 - made of names of our own and of one that was quoted
