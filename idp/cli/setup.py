"""Commands for an installation: keys, tables, and the check of its settings."""

import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

import click

from idp.cli import brand, counting, legal_data, protection, whose_accounts
from idp.cli.context import carried_cases_of, services, settings
from idp.factors.breached import UnusableBreachedList, import_breached
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.settings import Profile, Settings, check
from idp.schema.upgrading import migration_lock, upgrade

_NO_LEDGER_KEY: Final = (
    "ledger_public_keys: no checkpoint of history is signed; make a key with `idp ledger new-key`"
)


@click.command("check-config")
def check_config() -> None:
    """Report all faults in the settings at once.

    A note tells what weakens an installation that can serve, such as a role that both owns the
    database and serves with it, or a party that was named like it before it took its name. The exit
    status is 0 when `idp serve` would start with them.

    \b
    Example:  IDP_CONFIG=config/production.toml idp check-config
    """
    faults = check()
    notes: list[str] = []
    if not faults:
        faults, notes = legal_data.check(settings())
    if not faults:
        counted = counting.check_rate_limit_storage(settings())
        faults = [counted.fault] if counted.fault else []
        notes += [counted.note] if counted.note else []
        faults += whose_accounts.faults(settings())
    if not faults:
        notes += protection.remarks(settings().database_url)
        notes += brand.remarks()
        notes += [] if settings().ledger_public_keys else [_NO_LEDGER_KEY]
    for line in (*faults, *(f"note: {note}" for note in notes)):
        click.echo(line)
    click.echo(f"{len(faults)} faults" if faults else "these settings can serve")
    sys.exit(1 if faults else 0)


@click.command()
@click.option(
    "--close",
    is_flag=True,
    help="No process of an older release runs any more: from now on an entry of history without a"
    " seal counts as changed.",
)
def migrate(*, close: bool) -> None:
    """Bring the database to the newest schema, and protect what is evidence; safe to repeat.

    On PostgreSQL IDP_DATABASE_OWNER_URL names the role that owns the tables; the role of
    IDP_DATABASE_URL is then granted what serving needs, and no more. The owner's address is for
    this command alone.

    Of two at once, one waits for the other. One that was stopped is run again and goes on.

    After an upgrade from a release without seals, processes of that release may go on. What they
    write to history is "not sealed yet", and each run of this command seals it. When the last of
    them has ended, run it once with --close.

    \b
    Example:  IDP_DATABASE_OWNER_URL=postgresql+psycopg://minh_danh_owner@/minh_danh \\
              IDP_DATABASE_URL=postgresql+psycopg://minh_danh@/minh_danh idp migrate
    """
    given = settings()
    owner = given.database_owner_url or given.database_url
    with migration_lock(owner, say=partial(click.echo, err=True)):
        _migrate(given, owner, close=close)


def _migrate(given: Settings, owner: str, *, close: bool) -> None:
    secret = given.secret.get_secret_value()
    upgrade(owner, secret=secret, rule_set=given.rule_set)
    click.echo("the database has the newest schema")
    if close:
        click.echo(protection.close_sealing(owner, secret))
    try:
        for line in protection.divide(owner=owner, serving=given.database_url):
            click.echo(line)
    except protection.NotDivided as error:
        raise click.ClickException(str(error)) from error
    if given.keyring.exists():
        with services() as opened:
            people = opened.contacts.repository.adopt_all()
            opened.losses.mark_lost_phones()
            followed = carried_cases_of(opened).all()
        click.echo(f"the contacts of {people} people are kept from now on")
        if followed:
            click.echo(f"{followed} cases follow what an earlier release did")


@click.command("import-breached")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("into", type=click.Path(dir_okay=False, path_type=Path))
def import_breached_passwords(source: Path, into: Path) -> None:
    """Make the list of breached passwords that the setting `breached_list` names.

    SOURCE is one file of SHA1:count lines ordered by hash, or a folder of range files. The old
    list stays in place until the new one is complete; servers read it after a restart.

    \b
    Example:  idp import-breached pwned-by-hash.txt /var/lib/minh-danh/breached.bin
    """
    try:
        known = import_breached(source, into=into)
    except (UnicodeDecodeError, UnusableBreachedList) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{into} holds {known} passwords")


@click.command("create-keys")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--profile",
    type=click.Choice([each.value for each in Profile]),
    default=Profile.PRODUCTION.value,
    show_default=True,
    help="Demo keys are refused by the production profile.",
)
def create_keys(path: Path, profile: str) -> None:
    """Make new signing keys in a new file that only its owner can read.

    \b
    Example:  idp create-keys /etc/minh-danh/keys.json
    """
    try:
        key_file.create(path, now=SystemClock().now(), profile=profile)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from error
    click.echo(f"{path} holds new {profile} keys")


@click.command("rotate-keys")
@click.option(
    "--ahead",
    type=click.IntRange(min=0),
    default=24,
    show_default=True,
    help="Hours for which the new keys are published before they sign.",
)
@click.option(
    "--overlap",
    type=click.IntRange(min=1),
    default=7,
    show_default=True,
    help="Days for which the old keys stay published after their last signature.",
)
@click.option(
    "--at-once",
    is_flag=True,
    help="Others may have the keys: stop all of them now, also those that wait.",
)
def rotate_keys(ahead: int, overlap: int, *, at_once: bool) -> None:
    """Publish new signing keys now and sign with them later; running servers notice by themselves.

    With --at-once nothing waits: new keys sign now, and the old are neither used nor published nor
    believed any more. The file keeps its owner. Copy it to every machine that has one: beside the
    old one first, then `mv` it into place.

    \b
    Example:  idp rotate-keys --ahead 24 --overlap 7
              idp rotate-keys --at-once
    """
    if at_once:
        _replace_keys()
        return
    try:
        change = key_file.rotate(
            settings().keyring,
            now=SystemClock().now(),
            overlap=timedelta(days=overlap),
            ahead=timedelta(hours=ahead),
        )
    except key_file.RotationUnderWay as error:
        raise click.ClickException("new keys already wait for their turn") from error
    click.echo(f"new keys are published and sign from {change:%Y-%m-%d %H:%M} UTC on")


_CONSEQUENCES: Final = """\
Servers notice within five seconds. From then on:
- access tokens and sign-out hints signed before are refused; relying parties refresh, or ask again;
- relying parties may know the old keys for five minutes, or for as long as they keep a key set;
- refresh tokens, sessions and consents go on: they do not depend on a key;
- receipts and statements signed before are shown as signed with a key that others may have had;
  people get new ones in their account."""


def _replace_keys() -> None:
    ended = key_file.replace_at_once(settings().keyring, now=SystemClock().now())
    click.echo(f"{ended} keys ended, new keys sign now")
    click.echo(_CONSEQUENCES)
