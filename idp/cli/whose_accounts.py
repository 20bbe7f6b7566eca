"""The check that a database with accounts which people made serves no State system."""

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


def faults(settings: Settings) -> list[str]:
    """The fault, if it is there; none where the database does not answer or has no tables yet."""
    if settings.accounts_mode is not AccountsMode.STATE_SYSTEM:
        return []
    try:
        with opened(settings.database_url) as connection:
            return [FAULT] if own_accounts.are_there(connection) else []
    except SQLAlchemyError:
        return []


def demand(settings: Settings) -> None:
    """Exit where the accounts of the database are not those of the mode."""
    found = faults(settings)
    if found:
        raise click.ClickException("\n".join(["not started:", *found]))
