"""The check that a database of an operator's own accounts serves no State system."""

from typing import Final

import click
from sqlalchemy.exc import SQLAlchemyError

from idp.cli.one_connection import opened
from idp.kernel.accounts_mode import AccountsMode
from idp.platform.settings import Settings
from idp.schema import own_accounts

FAULT: Final = (
    'accounts_mode: people made accounts of their own in this database, and under "state_system"'
    ' pages would call those electronic identification accounts; set "self_created"'
)
COUNTER: Final = (
    "accounts_mode: officers are appointed at a counter of an operator in this database, and no"
    ' counter is competent for anybody under "state_system"; set "self_created", or end these'
    " appointments there first"
)


def faults(settings: Settings) -> list[str]:
    """The faults that are there; none where the database does not answer or has no tables yet."""
    if settings.accounts_mode is not AccountsMode.STATE_SYSTEM:
        return []
    try:
        with opened(settings.database_url) as connection:
            made = [FAULT] if own_accounts.are_there(connection) else []
            return [*made, *([COUNTER] if own_accounts.have_a_counter(connection) else [])]
    except SQLAlchemyError:
        return []


def demand(settings: Settings) -> None:
    """Exit where the accounts of the database are not those of the mode."""
    found = faults(settings)
    if found:
        raise click.ClickException("\n".join(["not started:", *found]))
