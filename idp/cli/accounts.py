"""Commands for accounts: invitations, locks, stopped credentials."""

from pathlib import Path

import click

from idp.accounts.domain import Account
from idp.cli.context import granted, needs_a_desk, services, write_private
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.platform.operating_system import operator
from idp.services import Services

_FILE = click.Path(dir_okay=False, path_type=Path)
_AT_ONCE = 500
_BY = click.option("--by", "said", default="", help="A remark: who does this.")


@click.group()
def accounts() -> None:
    """Invite people to their accounts, lock and unlock them, and clear what their owners lost.

    \b
    Example:  idp accounts unlock an.nguyen
    """


@accounts.command("lock")
@click.argument("username")
@click.option("--ground", required=True, help="The legal ground.")
@click.option("--body", required=True, help="The body that decided.")
@click.option("--remedy", required=True, help="What the person can do about it.")
@_BY
def lock_account(username: str, ground: str, body: str, remedy: str, said: str) -> None:
    """Lock an account; the person is told, and written a letter that states ground and remedy.

    \b
    Example:  idp accounts lock an.nguyen --ground "request of the person" --body "office" \\
                --remedy "come to the office with your card"
    """
    needs_a_desk("Locking an account")
    with services() as opened:
        subject = _account(opened, username).subject_id
        with opened.database.transaction():
            by, decided = operator(said), {"ground": ground, "body": body, "remedy": remedy}
            locked = granted(opened.endings.lock(subject, **decided, actor=by))
            letter = opened.decision_letters.account_locked(subject, **decided, actor=by)
        click.echo(f"{locked.username} is {locked.state}; letter {letter.number}")


@accounts.command("unlock")
@click.argument("username")
@_BY
def unlock_account(username: str, said: str) -> None:
    """Give an account back its state from before the lock, and tell the person.

    \b
    Example:  idp accounts unlock an.nguyen
    """
    needs_a_desk("Unlocking an account")
    with services() as opened:
        subject = _account(opened, username).subject_id
        with opened.database.transaction():
            by = operator(said)
            unlocked = granted(opened.accounts.unlock(subject, actor=by))
            letter = opened.decision_letters.account_unlocked(subject, actor=by)
        click.echo(f"{unlocked.username} is {unlocked.state}; letter {letter.number}")


@accounts.command("export")
@click.argument("who", metavar="NUMBER")
@click.option("--into", type=_FILE, required=True, help="The new file for the copy.")
@_BY
def export(who: str, into: Path, said: str) -> None:
    """Write a copy of everything held about a person into a new file, for a request on paper.

    NUMBER is the identification number, or a user name. The person is written that it was made,
    and sees in the history who made it. Only the owner of the file can read it.

    \b
    Example:  idp accounts export 001099012345 --into copy.json
    """
    with services() as opened:
        subject_id = _found(opened, who)
        parts = granted(opened.personal_data.copy(subject_id, actor=operator(said)))
        write_private(into, "".join(parts).encode())
        click.echo(f"written to {into}")


@accounts.command("erase")
@click.argument("who", metavar="NUMBER")
@click.option("--now", "at_once", is_flag=True, help="Without the seven days and a letter.")
@click.option("--withdraw", is_flag=True, help="Withdraw an erasure that waits.")
@click.confirmation_option(prompt="Erase this account for good (or withdraw that)?")
@_BY
def erase(who: str, *, at_once: bool, withdraw: bool, said: str) -> None:
    """Ask for the erasure of an account, for a request on paper; refused in the State's mode.

    NUMBER is the identification number, or a user name. Seven days later a worker destroys the
    person's key, and with it all that it sealed; until then the person, who is written to, or this
    command can withdraw it. What the law keeps stays, and nobody can read it any more.

    \b
    Example:  idp accounts erase 001099012345 --yes
    """
    with services() as opened:
        subject_id, by = _found(opened, who), operator(said)
        if withdraw:
            waiting = opened.erasures.waiting(subject_id)
            if waiting is None:
                raise click.ClickException("no erasure waits")
            granted(opened.erasures.withdraw(subject_id, waiting.id, actor=by))
            click.echo("withdrawn; the account stays")
        elif at_once:
            granted(opened.erasures.erase(subject_id, actor=by))
            click.echo("erased")
        else:
            asked = granted(opened.erasures.ask(subject_id, by=None, actor=by))
            click.echo(f"the account will be erased at {asked.due_at.isoformat()}")


@accounts.command("invite")
@click.argument("username", required=False)
@click.option("--all", "everybody", is_flag=True, help="All granted accounts that got no link yet.")
@_BY
def invite(username: str | None, everybody: bool, said: str) -> None:  # noqa: FBT001 - an option
    """Send the link that activates a granted account to the registered contact of its person.

    It works for 7 days from the day on which the message was handed over. Nobody gets a second one
    from this command, so it can be repeated; after the 7 days the help line sends another. With
    --all it prints how many were sent, and who could not get one, and why.

    \b
    Example:  idp accounts invite an.nguyen
              idp accounts invite --all
    """
    if (username is None) is not everybody:
        raise click.UsageError("name one account, or give --all")
    with services() as opened:
        by = operator(said)
        if username is None:
            _invite_all(opened, by)
            return
        subject_id = _account(opened, username).subject_id
        refused = opened.activations.invite(subject_id, actor=by)
        if refused is not None:
            granted(refused)
        click.echo(f"{username}: a link is on its way")


def _invite_all(opened: Services, by: Actor) -> None:
    """One unit of work for each person, so that it goes on where it was stopped."""
    sent, refused, after = 0, 0, None
    while found := opened.activations.never_invited(after=after, limit=_AT_ONCE):
        for subject_id in found:
            answer = opened.activations.invite(subject_id, actor=by)
            if answer is None:
                sent += 1
            else:
                refused += 1
                click.echo(f"{subject_id}: {answer.reason}", err=True)
        after = found[-1]
    click.echo(f"{sent} links are on their way; {refused} people could get none")


@accounts.command("clear-lost")
@click.argument("username")
@_BY
def clear_lost(username: str, said: str) -> None:
    """Remove the means stopped for good of a person whose identity card was checked in person.

    Only then can the person add a new phone: a password alone is not enough for it. The cases that
    are not closed say what was removed. The production profile refuses it: an officer does it at
    the desk.

    \b
    Example:  idp accounts clear-lost an.nguyen
    """
    needs_a_desk("Removing stopped credentials")
    with services() as opened:
        account = _account(opened, username)
        cleared = granted(opened.losses.remove_stopped(account.subject_id, actor=operator(said)))
        click.echo(f"{account.username}: {len(cleared)} stopped means removed")


def _found(opened: Services, who: str) -> Id:
    subject_id = opened.accounts.found(who)
    if subject_id is None:
        raise click.ClickException("no such account; where a number has two, give the user name")
    return subject_id


def _account(opened: Services, username: str) -> Account:
    account = opened.accounts.by_username(username)
    if account is None:
        raise click.ClickException("no such account")
    return account
