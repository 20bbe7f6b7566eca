"""Commands of oversight: switches that need two persons, violation cases, retention of history."""

import json
from pathlib import Path
from typing import Any

import click

from idp.cli.opening import granted, services, show
from idp.policy.domain import Switch
from idp.violations.domain import CaseState


@click.group()
def policy() -> None:
    """Propose, approve and list changes of the switches; two persons change one.

    \b
    Example:  idp policy propose sso '"same_client"' --by an.nguyen
    """


@policy.command("propose")
@click.argument("switch", type=click.Choice([each.value for each in Switch]))
@click.argument("value")
@click.option("--by", required=True, help="Who proposes.")
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
            show(opened.policy.propose(Switch(switch), _json(value), by))
        except ValueError as error:
            raise click.ClickException(str(error)) from error


@policy.command("approve")
@click.argument("change_id")
@click.option("--by", required=True, help="Who approves; never who proposed.")
def approve(change_id: str, by: str) -> None:
    """Approve a proposed change: it is in force everywhere within seconds.

    \b
    Example:  idp policy approve 0198… --by binh.tran
    """
    with services() as opened:
        show(granted(opened.policy.approve(change_id, by)))


@policy.command("list")
def list_policy() -> None:
    """Show the value of every switch, then every change, as JSON lines.

    \b
    Example:  idp policy list
    """
    with services(reads_only=True) as opened:
        show({switch.value: opened.policy.value(switch) for switch in Switch})
        for change in opened.policy.changes():
            show(change)


@click.group()
def violations() -> None:
    """List, take and close the cases of results passed on or used again.

    \b
    Example:  idp violations list --state open
    """


@violations.command("list")
@click.option("--state", type=click.Choice([each.value for each in CaseState]), default=None)
def list_violations(state: str | None) -> None:
    """Show cases as JSON lines.

    \b
    Example:  idp violations list --state open
    """
    with services(reads_only=True) as opened:
        for case in opened.violations.cases(None if state is None else CaseState(state)):
            show(case)


@violations.command("take")
@click.argument("case_id")
@click.option("--by", required=True, help="Who answers for the case from now on.")
def take(case_id: str, by: str) -> None:
    """Take an open case.

    \b
    Example:  idp violations take 0198… --by an.nguyen
    """
    with services() as opened:
        show(granted(opened.violations.take(case_id, by)))


@violations.command("close")
@click.argument("case_id")
@click.option("--outcome", required=True, help="What was found and done.")
def close(case_id: str, outcome: str) -> None:
    """Close a taken case with its outcome.

    \b
    Example:  idp violations close 0198… --outcome "party warned, key replaced"
    """
    with services() as opened:
        show(granted(opened.violations.close(case_id, outcome)))


@click.group()
def history() -> None:
    """Keep history as long as the law says, and no longer.

    \b
    Example:  idp history purge
    """


@history.command("purge")
def purge() -> None:
    """Delete entries older than history_years; the deletion is itself an entry.

    \b
    Example:  idp history purge
    """
    with services() as opened:
        click.echo(f"{opened.history.purge()} entries deleted")


def _json(text: str) -> Any:  # noqa: ANN401 - each switch has its own type
    try:
        return json.loads(Path(text[1:]).read_text("utf-8-sig") if text.startswith("@") else text)
    except (OSError, ValueError, RecursionError) as error:
        raise click.ClickException(f"not JSON: {text}") from error
