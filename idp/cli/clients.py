"""Commands for the register of clients of relying parties."""

import textwrap
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final, TypeVar

import click

from idp.cli.context import services, settings, show
from idp.kernel.refusals import Reason, Refused
from idp.platform.operating_system import operator
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS
from idp.relying_parties.domain.registration import Registration
from idp.relying_parties.registration_document import (
    MEMBERS,
    NotARegistration,
    edited,
    read_document,
    registration_from,
)
from idp.relying_parties.service import Registered
from idp.services import Services

T = TypeVar("T")
_WHY: Final[Mapping[Reason, str]] = {
    Reason.COMMANDS_PROPOSE: "a client of the admin API is activated by an officer at the desk",
    Reason.FOUR_EYES: "who registered or changed a client of the admin API does not activate it",
    Reason.LICENCE_REQUIRED: "provider_id names no provider with a valid certificate "
    "(idp providers list)",
    Reason.NOT_FOUND: "no client has this id (idp clients list)",
    Reason.STATE_ALREADY_HOLDS: "this client has no secret",
    Reason.TERMS_NOT_ACCEPTED: f"the agreement in force is {CURRENT_PARTY_TERMS}",
    Reason.TYPE_NOT_ELIGIBLE_DIRECT: "a private party connects through a licensed provider: "
    'give "connection": "via_provider" and its "provider_id"',
}
"""For each refusal of the register a sentence; STATE_ALREADY_HOLDS comes from rotation alone."""

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_BY = click.option("--by", "said", default="", help="A remark: who does this.")


def _explained(head: str, example: str) -> str:
    """The help of a command that reads a registration: every member with its meaning."""
    lines = [
        line
        for name, meaning in MEMBERS.items()
        for line in textwrap.wrap(
            f"{name}: {meaning}", 76, initial_indent="  ", subsequent_indent="      "
        )
    ]
    intro = "Members (in brackets the name of OpenID Dynamic Registration, which is taken too):"
    return "\n".join([head, "", "\b", example, "", "\b", intro, *lines])


_SHARES_NAME = click.option(
    "--shares-name",
    is_flag=True,
    help="It is another client of a party that is registered: the name may be the same.",
)


@click.group()
def clients() -> None:
    """Register, change, activate, suspend, remove and list the clients of relying parties.

    \b
    Example:  idp clients register portal.json
    """


@clients.command(
    "register",
    help=_explained(
        "Register the client that a JSON file describes; its secret is printed this once.\n\n"
        "It may ask once it is activated (idp clients activate).",
        """Example:  idp clients register portal.json --by an.nguyen
The file: {"name": {"vi": "Cổng dịch vụ công", "en": "Public services"},
           "kind": "public_service",
           "redirect_uris": ["https://portal.example.vn/callback"],
           "scopes": ["openid", "profile"],
           "claims": {"name": {"text": {"vi": "Để ghi vào hồ sơ", "en": "For your file"},
                               "essential": true}}}""",
    ),
)
@click.argument("file", type=_FILE)
@_SHARES_NAME
@_BY
def register_client(file: Path, said: str, *, shares_name: bool) -> None:
    try:
        registration = registration_from(read_document(file))
    except NotARegistration as error:
        raise click.ClickException(f"{file}: {error}") from error
    with services() as opened:
        parties = opened.relying_parties
        answer = parties.register(registration, actor=operator(said), shares_name=shares_name)
        _show_registered(opened, registration, answer)


@clients.command(
    "edit",
    help=_explained(
        "Change a client: the members of a JSON file take the place of those it has.\n\n"
        "A member that is null goes back to what it is when left out. Id, secret, state and the "
        "sub of every person stay as they are. A client that proves itself by a secret from now "
        "on is given one, printed this once.",
        """Example:  idp clients edit 0198… change.json --by an.nguyen
The file: {"redirect_uris": ["https://portal.example.vn/callback/"]}""",
    ),
)
@click.argument("client_id")
@click.argument("file", type=_FILE)
@_SHARES_NAME
@_BY
def edit_client(client_id: str, file: Path, said: str, *, shares_name: bool) -> None:
    wanted: list[Registration] = []

    def change(registration: Registration) -> Registration:
        wanted.append(edited(registration, document))
        return wanted[-1]

    try:
        document = read_document(file)
        with services() as opened:
            parties = opened.relying_parties
            answer = parties.edit(client_id, change, actor=operator(said), shares_name=shares_name)
            _show_registered(opened, wanted[-1] if wanted else None, answer, edits=True)
    except NotARegistration as error:
        raise click.ClickException(f"{file}: {error}") from error


@clients.command("rotate-secret")
@click.argument("client_id")
@click.option(
    "--overlap",
    "overlap_hours",
    type=click.IntRange(0, 720),
    default=0,
    show_default=True,
    help="Hours for which the secret before still counts; 0 ends it at once, as after a leak.",
)
@_BY
def rotate_secret(client_id: str, overlap_hours: int, said: str) -> None:
    """Give a client a new secret, printed this once; nothing else about it changes.

    \b
    Example:  idp clients rotate-secret 0198… --overlap 24
    """
    with services() as opened:
        overlap = timedelta(hours=overlap_hours)
        answer = opened.relying_parties.rotate_secret(
            client_id, overlap=overlap, actor=operator(said)
        )
        _show_registered(opened, None, answer)


@clients.command("remove")
@click.argument("client_id")
@click.option("--reason", required=True, help="Why, as history will tell it.")
@_BY
def remove_client(client_id: str, reason: str, said: str) -> None:
    """End a client for good, with every visit and token it holds; its id is never given again.

    \b
    Example:  idp clients remove 0198… --reason "the portal was closed"
    """
    with services() as opened:
        by = operator(said)
        with opened.database.transaction():
            removed = _granted(opened.relying_parties.remove(client_id, reason=reason, actor=by))
            ended = opened.tokens.end_client(client_id, actor=by)
        click.echo(
            f"{removed.client_id} is removed, {ended} of its sign-ins ended{_known_within()}"
        )


def _show_registered(
    opened: Services,
    wanted: Registration | None,
    answer: Registered | Refused,
    *,
    edits: bool = False,
) -> None:
    """Print id and secret, or exit with the reason; also warns about similar names.

    `edits`: the client may have a secret already, so the absence of a new one is not mentioned.
    """
    if isinstance(answer, Refused) and answer.reason is Reason.NAME_LOOKS_ALIKE and wanted:
        other = opened.relying_parties.look_alike(wanted)
        if other is None:
            raise click.ClickException(
                f"refused: {answer.reason}: people would take it for the provider itself"
            )
        raise click.ClickException(
            f"refused: {answer.reason}: {other.name['vi']} ({other.client_id}); "
            "--shares-name registers another client of that party under exactly its name"
        )
    made = _granted(answer)
    for texts in () if wanted is None else _one_language(wanted):
        click.echo(f"{texts}: no English text; who reads English sees the Vietnamese", err=True)
    if edits and _known_within():
        click.echo(_known_within().removeprefix("; "), err=True)
    secret = {"client_secret": made.secret} if made.secret or not edits else {}
    show({"client_id": made.client.client_id, **secret})


def _one_language(wanted: Registration) -> Iterator[str]:
    """The members whose text exists in the language of record only."""
    if "en" not in wanted.name:
        yield "name"
    for claim, purpose in wanted.claims.items():
        if "en" not in purpose.text:
            yield f"claims.{claim}"


def _known_within() -> str:
    """How long running servers may use the former registration (`client_cache_seconds`)."""
    seconds = settings().client_cache_seconds
    return f"; servers that are running learn it within {seconds:g} seconds" if seconds else ""


def _granted(answer: T | Refused) -> T:
    """The result, or exit with the reason and the remedy."""
    if not isinstance(answer, Refused):
        return answer
    why = f": {_WHY[answer.reason]}" if answer.reason in _WHY else ""
    raise click.ClickException(f"refused: {answer.reason}{why}")


@clients.command("activate")
@click.argument("client_id")
@click.option("--terms", required=True, help="Version of the agreement its party accepted.")
@_BY
def activate_client(client_id: str, terms: str, said: str) -> None:
    """Let a registered or suspended client ask, once its party accepted the agreement.

    \b
    Example:  idp clients activate 0198… --terms 2026-1
    """
    with services() as opened:
        activated = opened.relying_parties.activate(
            client_id, terms_version=terms, actor=operator(said)
        )
        click.echo(f"{_granted(activated).client_id} is active{_known_within()}")


@clients.command("suspend")
@click.argument("client_id")
@click.option("--reason", required=True, help="Why, as history and a letter will tell it.")
@_BY
def suspend_client(client_id: str, reason: str, said: str) -> None:
    """Stop a client: no request, token or answer any more. Its party is owed a letter.

    \b
    Example:  idp clients suspend 0198… --reason "certificate expired"
    """
    with services() as opened:
        by = operator(said)
        stopped = _granted(opened.relying_parties.suspend(client_id, reason=reason, actor=by))
        click.echo(f"{stopped.client_id} is suspended{_known_within()}")


@clients.command("list")
@click.option("--removed", is_flag=True, help="Also those that were removed.")
def list_clients(*, removed: bool) -> None:
    """Show every client as one JSON line.

    \b
    Example:  idp clients list
    """
    with services(reads_only=True) as opened:
        for client in opened.relying_parties.all(removed=removed):
            show(client)
