"""Commands for the register of biometric services."""

from pathlib import Path

import click

from idp.cli.context import granted, needs_a_desk, plays_both, services, show
from idp.factors.biometrics.domain import EVIDENCE, RecordState
from idp.factors.biometrics.record_documents import (
    MALFORMED,
    message_of,
    provider_from,
    report_from,
)
from idp.kernel.json_text import read_json
from idp.platform.operating_system import operator

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_BY = click.option("--by", required=True, help="A remark: who does this.")


@click.group()
def biometrics() -> None:
    """Enter, approve, retire and list biometric services and the reports about them.

    \b
    Example:  idp biometrics list
    """


@biometrics.command("list")
@click.option("--retired", is_flag=True, help="Also those that were retired.")
def list_services(*, retired: bool) -> None:
    """Show every service with its reports, then what keeps each trait from counting.

    \b
    Example:  idp biometrics list
    """
    with services(reads_only=True) as opened:
        for provider in opened.biometric_providers.all():
            if retired or provider.state is not RecordState.RETIRED:
                show(provider)
        for modality, channel in EVIDENCE:
            pair = opened.biometric_providers.pair(modality, channel)
            show({"trait": modality, "channel": channel, "gaps": list(pair.gaps)})


@biometrics.command("propose")
@click.argument("file", type=_FILE)
@click.option(
    "--token-file", type=_FILE, help="The bearer token for the service; it is stored sealed."
)
@_BY
def propose(file: Path, token_file: Path | None, by: str) -> None:
    """Enter the service that a JSON file describes; it waits for a second person.

    \b
    Example:  idp biometrics propose abis.json --token-file abis.token --by an.nguyen
    The file: {"name": "National ABIS", "role": "matching", "interface": "osia",
               "endpoint": "https://abis.example.vn", "gallery": "citizens",
               "modalities": ["face", "fingerprint"], "person_reference": "pairwise",
               "provenance": "identity_db", "profile": "production"}
    """
    try:
        token = "" if token_file is None else token_file.read_text("utf-8-sig").strip()
        actor = operator(by)
        provider = provider_from(read_json(file.read_text("utf-8-sig")), actor)
        with services() as opened:
            show(granted(opened.biometric_providers.propose(provider, token=token, actor=actor)))
    except MALFORMED as error:
        raise click.ClickException(f"{file}: {message_of(error)}") from error


@biometrics.command("propose-report")
@click.argument("file", type=_FILE)
@_BY
def propose_report(file: Path, by: str) -> None:
    """Enter the report that a JSON file describes; it waits for a second person.

    \b
    Example:  idp biometrics propose-report fmr.json --by an.nguyen
    The file: {"service": "0198…", "kind": "false_match", "standard": "ISO/IEC 19795-1",
               "lab": "Laboratory", "value": "0.00005", "report": "registry 7/2026",
               "valid_until": "2028-06-30T00:00:00+07:00"}
    """
    try:
        actor = operator(by)
        report = report_from(read_json(file.read_text("utf-8-sig")), actor)
        with services() as opened:
            show(granted(opened.biometric_providers.propose_assurance(report, actor=actor)))
    except MALFORMED as error:
        raise click.ClickException(f"{file}: {message_of(error)}") from error


@biometrics.command("approve")
@click.argument("record")
@_BY
def approve(record: str, by: str) -> None:
    """Put a service or a report in force; never by who proposed it.

    Only in the demonstration, which plays both people; in production this is refused: a name proves
    no person, and approving waits for the desk of officers.

    \b
    Example:  idp biometrics approve 0198… --by binh.tran
    """
    plays_both()
    with services() as opened:
        show(granted(opened.biometric_providers.approve(record, actor=operator(by))))


@biometrics.command("retire")
@click.argument("record")
@_BY
def retire(record: str, by: str) -> None:
    """Retire a service or a report; that takes one person only.

    \b
    Example:  idp biometrics retire 0198… --by an.nguyen
    """
    with services() as opened:
        show(granted(opened.biometric_providers.retire(record, actor=operator(by))))


@biometrics.command("open-again")
@click.argument("username")
@_BY
def open_again(username: str, by: str) -> None:
    """Let a person's stopped traits be tried again, once a counter made sure who they are.

    The production profile refuses it: an officer does it at the desk.

    \b
    Example:  idp biometrics open-again minh.an --by an.nguyen
    """
    needs_a_desk("Opening stopped biometrics again")
    with services() as opened:
        account = opened.accounts.by_username(username)
        if account is None:
            raise click.ClickException("no such account")
        opened_again = granted(opened.biometrics.open_again(account.subject_id, actor=operator(by)))
        click.echo("it can be tried again" if opened_again else "nothing was stopped")
