"""The owner role and the serving role of a PostgreSQL database."""

from typing import Final

from sqlalchemy import Connection, inspect

from idp.schema.guards import AGED, GUARDS, purge_of

_OF_THE_OWNER: Final = frozenset({"alembic_version", "history_sealing"})
"""The tables that only `idp migrate` writes."""


def owner_of_history(connection: Connection) -> str:
    """The role that owns the table of history."""
    query = (
        "SELECT tableowner FROM pg_tables"
        " WHERE schemaname = current_schema() AND tablename = 'history'"
    )
    return str(connection.exec_driver_sql(query).scalar_one())


def owns(connection: Connection) -> bool:
    """Whether the role of this connection could drop the guards.

    An owner can, a member of the owner, and a superuser.
    """
    query = (
        "SELECT pg_has_role(current_user, tableowner, 'USAGE') FROM pg_tables"
        " WHERE schemaname = current_schema() AND tablename = 'history'"
    )
    return bool(connection.exec_driver_sql(query).scalar())


def grant(connection: Connection, role: str) -> None:
    """Grant what serving needs: read and write, only insert into evidence, no DDL."""
    to = _quoted(role)
    schema = _quoted(str(connection.exec_driver_sql("SELECT current_schema()").scalar_one()))
    run = connection.exec_driver_sql
    run(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {to}")
    run(f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {to}")
    run(f"GRANT USAGE ON SCHEMA {schema} TO {to}")
    for table in AGED:
        run(f"GRANT EXECUTE ON FUNCTION {purge_of(table)} TO {to}")
    for table in inspect(connection).get_table_names():
        run(f"GRANT {_privileges(table)} ON {_quoted(table)} TO {to}")


def _privileges(table: str) -> str:
    if table in _OF_THE_OWNER:
        return "SELECT"
    guard = GUARDS.get(table)
    if guard is None:
        return "SELECT, INSERT, UPDATE, DELETE"
    changing = ", ".join(_quoted(each) for each in sorted(guard.moves | guard.once))
    return "SELECT, INSERT" + (f", UPDATE ({changing})" if changing else "")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
