"""Whether the database's guards protect evidence from the application (D17.2-1)."""

from collections.abc import Iterator
from typing import Final

import click
from sqlalchemy import Connection, NullPool, create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from idp.cli.failures import sentence
from idp.cli.one_connection import opened
from idp.platform import logs
from idp.schema import guards, roles, sealing

_LOG: Final = logs.logger("idp.protection")
OWNS: Final = (
    "database_url: its role owns the tables and could remove the triggers that protect history;"
    " name the owner in IDP_DATABASE_OWNER_URL and run `idp migrate`"
)
UNSEALED: Final = (
    "history: entries without a seal are taken for those of the release before; once none of its"
    " processes runs any more, run `idp migrate --close`"
)
SILENT: Final = "database_url: the database does not answer, so its roles were not looked at"


class NotDivided(Exception):
    """The roles of owner and server are the same, or cannot be granted."""


def divide(*, owner: str, serving: str) -> list[str]:
    """Grant to the role of `serving` what it needs to serve; returns the sentences about it.

    Raises NotDivided when a role cannot connect, or the owner may not grant.
    """
    if make_url(owner).get_backend_name() != "postgresql":
        return []
    try:
        with opened(serving) as connection:
            role = str(connection.exec_driver_sql("SELECT current_user").scalar_one())
        with opened(owner) as connection, connection.begin():
            if role != roles.owner_of_history(connection):
                roles.grant(connection, role)
        with opened(serving) as connection:
            return [f"note: {OWNS}"] if roles.owns(connection) else [f"{role} may serve, not own"]
    except SQLAlchemyError as error:
        raise NotDivided(
            f"the role that serves was not granted its rights; {sentence(error) or error}"
        ) from error


def close_sealing(url: str, secret: str) -> str:
    """Close the sealing of entries of a release without seals; returns the sentences about it."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        closed = sealing.close(engine, secret)
    finally:
        engine.dispose()
    return (
        "every entry of history is sealed; from now on one without a seal counts as changed"
        if closed
        else "an entry of history without a seal counts as changed already"
    )


def remarks(url: str) -> list[str]:
    """Weaknesses in the protection of evidence, one sentence each; empty for SQLite."""
    try:
        with opened(url) as connection:
            return list(_weaknesses(connection))
    except SQLAlchemyError:
        return [SILENT]


def demand(url: str) -> None:
    """Exit when nothing protects evidence. Raises SQLAlchemyError."""
    with opened(url) as connection:
        _demand(connection)


def _demand(connection: Connection) -> None:
    unguarded = guards.missing(connection)
    if unguarded:
        tables = ", ".join(unguarded)
        raise click.ClickException(f"not started: nothing protects {tables}; run `idp migrate`")


def demand_when_it_answers(url: str) -> None:
    """The same for servers, with a warning in the log for each weakness.

    A database that does not answer is skipped: serving begins, not ready.
    """
    try:
        with opened(url) as connection:
            _demand(connection)
            weak = list(_weakened_by(connection))
    except SQLAlchemyError:
        _LOG.warning("database does not answer yet")
        return
    for each in weak:
        _LOG.warning("evidence is weakly protected", reason=each)


def _weaknesses(connection: Connection) -> Iterator[str]:
    unguarded = guards.missing(connection)
    if unguarded:
        yield f"database_url: nothing protects {', '.join(unguarded)} yet; run `idp migrate`"
    yield from _weakened_by(connection)


def _weakened_by(connection: Connection) -> Iterator[str]:
    """Weaknesses of guards that are in place."""
    if connection.dialect.name == "postgresql" and roles.owns(connection):
        yield OWNS
    if sealing.is_open(connection):
        yield UNSEALED
