"""Commands for the register of terminals at counters (D21.2)."""

from pathlib import Path
from typing import Any

import click

from idp.ciba.terminals import TerminalLocation
from idp.cli.context import granted, services, show
from idp.kernel.json_text import read_json
from idp.platform.operating_system import operator

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_BY = click.option("--by", "said", default="", help="A remark: who does this.")


@click.group()
def terminals() -> None:
    """Register, suspend, resume and list the terminals that ask for a person at a counter.

    \b
    Example:  idp terminals list
    """


@terminals.command("register")
@click.argument("client_id")
@click.option("--branch", required=True, help="The branch, as people know it.")
@click.option("--address", required=True, help="Where the branch is.")
@click.option("--desk", required=True, help="The counter or the officer's post.")
@click.option("--key", "key_file", type=_FILE, required=True, help="Its public key, a JWK file.")
@click.option("--network", "networks", multiple=True, help="It may ask from here only; repeatable.")
@_BY
def register_terminal(
    *,
    client_id: str,
    branch: str,
    address: str,
    desk: str,
    key_file: Path,
    networks: tuple[str, ...],
    said: str,
) -> None:
    """Register a terminal of a client; its key is one of those the client registered.

    People read branch, address and desk on their phones before they say yes.

    \b
    Example:  idp terminals register bank-a --branch "Chi nhánh Hoàn Kiếm" \\
                --address "1 Tràng Tiền, Hà Nội" --desk "Quầy 3" --key quay-3.json
    """
    place = TerminalLocation(branch=branch, address=address, desk=desk)
    with services() as opened:
        made = opened.ciba.terminals.register(
            client_id, place, key=_key(key_file), networks=networks, actor=operator(said)
        )
        show(granted(made))


@terminals.command("suspend")
@click.argument("terminal_id")
@click.option("--reason", required=True, help="Why, as history will tell it.")
@_BY
def suspend_terminal(terminal_id: str, reason: str, said: str) -> None:
    """Stop a terminal at once, with everything it has open.

    \b
    Example:  idp terminals suspend 0198… --reason "stolen"
    """
    with services() as opened:
        show(
            granted(opened.ciba.terminals.suspend(terminal_id, reason=reason, actor=operator(said)))
        )


@terminals.command("resume")
@click.argument("terminal_id")
@_BY
def resume_terminal(terminal_id: str, said: str) -> None:
    """Let a suspended terminal ask again.

    \b
    Example:  idp terminals resume 0198…
    """
    with services() as opened:
        show(granted(opened.ciba.terminals.resume(terminal_id, actor=operator(said))))


@terminals.command("list")
def list_terminals() -> None:
    """Show every terminal as one JSON line.

    \b
    Example:  idp terminals list
    """
    with services(reads_only=True) as opened:
        for terminal in opened.ciba.terminals.all():
            show(terminal)


def _key(file: Path) -> dict[str, Any]:
    try:
        key = read_json(file.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise click.ClickException(f"{file}: not JSON") from error
    if not isinstance(key, dict):
        raise click.ClickException(f"{file}: not a JWK")
    return key
