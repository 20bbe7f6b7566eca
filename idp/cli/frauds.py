"""Commands for findings of fraud: the bindings it made are lowered or stopped (X16.4)."""

from datetime import datetime

import click

from idp.cli.context import granted, services, show
from idp.kernel.actors import Person, Through, Unproven
from idp.kernel.clock import instant_of
from idp.kernel.ids import is_id
from idp.platform.operating_system import operator

_BY = click.option("--by", "said", required=True, help="A remark: who decided this.")
_SINCE = click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]),
    required=True,
    help="From when on, in the time of Viet Nam.",
)


@click.group()
def frauds() -> None:
    """Lower or stop what a fraud had bound: by a ceremony, a credential or an officer.

    The bindings are computed again without it. Credentials of the fraud are stopped, with a
    letter, and sessions and tokens end.

    \b
    Example:  idp frauds ceremonies minh.an
    """


@frauds.command("ceremonies")
@click.argument("username")
def ceremonies(username: str) -> None:
    """Show the ceremonies that bound a person's means as JSON lines, oldest first.

    \b
    Example:  idp frauds ceremonies minh.an
    """
    with services(reads_only=True) as opened:
        account = opened.accounts.by_username(username)
        if account is None:
            raise click.ClickException("no such account")
        credentials = opened.credentials
        held = credentials.held(account.subject_id)
        for each in credentials.bindings.for_subject(account.subject_id, held):
            show(each)


@frauds.command("ceremony")
@click.argument("ceremony_id")
@_BY
def ceremony(ceremony_id: str, said: str) -> None:
    """Taint one ceremony: its bindings do not count any more.

    \b
    Example:  idp frauds ceremony 0199… --by an.nguyen
    """
    if not is_id(ceremony_id):
        raise click.ClickException(f"{ceremony_id}: not the id of a ceremony")
    with services() as opened:
        show(granted(opened.frauds.of_ceremony(ceremony_id, actor=operator(said))))


@frauds.command("credential")
@click.argument("credential_id")
@_SINCE
@_BY
def credential(credential_id: str, since: datetime, said: str) -> None:
    """Taint a credential in wrong hands, and all bindings made with it since.

    \b
    Example:  idp frauds credential 0199… --since 2026-11-01 --by an.nguyen
    """
    if not is_id(credential_id):
        raise click.ClickException(f"{credential_id}: not the id of a credential")
    with services() as opened:
        at = instant_of(since)
        show(granted(opened.frauds.of_credential(credential_id, since=at, actor=operator(said))))


@frauds.command("officer")
@click.argument("name")
@_SINCE
@_BY
def officer(name: str, since: datetime, said: str) -> None:
    """Limit to level 2 the bindings of a dishonest officer, since then and in future.

    NAME is the officer's subject, or the name that a ceremony of an earlier release keeps.

    What was bound already falls person by person. When that is interrupted, run the same again:
    what is done stays done, and the rest follows.

    \b
    Example:  idp frauds officer binh.tran --since 2026-11-01 --by an.nguyen
    """
    bound = Person(subject_id=name) if is_id(name) else Unproven(through=Through.UNKNOWN, said=name)
    with services() as opened:
        click.echo("If this ends before it says done, run the same command again.", err=True)
        at = instant_of(since)
        concerned = granted(opened.frauds.of_officer(bound, since=at, actor=operator(said)))
        for fallen in concerned:
            show(fallen)
        click.echo(f"done: {len(concerned)} persons", err=True)
