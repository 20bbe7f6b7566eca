"""Commands for the switches, which two persons change."""

from pathlib import Path
from typing import Any

import click

from idp.cli.context import granted, plays_both, services, show
from idp.kernel.json_text import read_json
from idp.platform.operating_system import operator
from idp.policy.domain import Switch


@click.group()
def policy() -> None:
    """Propose, approve and list changes of the switches; two people change one.

    \b
    Example:  idp policy propose sso '"same_client"' --by an.nguyen
    """


@policy.command("propose")
@click.argument("switch", type=click.Choice([each.value for each in Switch]))
@click.argument("value")
@click.option("--by", required=True, help="A remark: who proposes.")
def propose(switch: str, value: str, by: str) -> None:
    """Propose a value, as JSON or as @FILE; nothing changes until another person approves.

    \b
    Example:  idp policy propose disabled_means '["sms_code"]' --by an.nguyen
              idp policy propose means_rules @rules.json --by an.nguyen
    rules.json says which means count from which level on, at one client or at every one:
              [{"level": 3, "client_id": null, "allowed": ["chip_card", "face", "pin"]},
               {"level": 2, "client_id": "portal", "allowed": ["passkey", "password"]}]
    """
    with services() as opened:
        try:
            show(granted(opened.policy.propose(Switch(switch), _json(value), operator(by))))
        except ValueError as error:
            raise click.ClickException(str(error)) from error


@policy.command("approve")
@click.argument("change_id")
@click.option("--by", required=True, help="A remark: who approves.")
def approve(change_id: str, by: str) -> None:
    """Approve a proposed change: it is in force everywhere within seconds.

    Only in the demonstration, which plays both people; in production this is refused: a name proves
    no person, and approving waits for the desk of officers.

    \b
    Example:  idp policy approve 0198… --by binh.tran
    """
    plays_both()
    with services() as opened:
        show(granted(opened.policy.approve(change_id, operator(by))))


@policy.command("list")
def list_policy() -> None:
    """Show the value of every switch, then every change, as JSON lines.

    A line between them, `kept_by_upgrade`, names switches whose value nobody decided: `idp migrate`
    kept what held before it where the default changed.

    \b
    Example:  idp policy list
    """
    with services(reads_only=True) as opened:
        show({switch.value: opened.policy.value(switch) for switch in Switch})
        kept = opened.policy.kept()
        if kept:
            show({"kept_by_upgrade": kept})
        for change in opened.policy.changes():
            show(change)


def _json(text: str) -> Any:  # noqa: ANN401 - each switch has its own type
    try:
        return read_json(Path(text[1:]).read_text("utf-8-sig") if text.startswith("@") else text)
    except (OSError, ValueError, RecursionError) as error:
        raise click.ClickException(f"not JSON: {text}") from error
