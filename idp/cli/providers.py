"""Commands for licensed providers."""

from datetime import datetime

import click

from idp.cli.context import granted, services, show
from idp.kernel.clock import instant_of
from idp.platform.operating_system import operator

_BY = click.option("--by", "said", default="", help="A remark: who does this.")


@click.group()
def providers() -> None:
    """Register, revoke and list the licensed providers private parties connect through.

    \b
    Example:  idp providers list
    """


@providers.command("register")
@click.argument("name")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="The first day, in Viet Nam, on which the certificate no longer holds.",
)
@click.option("--help-line", required=True, help="Where its people find help.")
@click.option("--mail", default=None, help="The address for reports of losses.")
@_BY
def register_provider(
    name: str, until: datetime, help_line: str, mail: str | None, said: str
) -> None:
    """Register a provider whose certificate is valid until a day.

    \b
    Example:  idp providers register "Công ty A" --until 2029-01-01 --help-line "1900 1234"
    """
    with services() as opened:
        entered = opened.licensing.register(
            name=name,
            certificate_until=instant_of(until),
            help_line=help_line,
            mail=mail,
            actor=operator(said),
        )
        show(granted(entered))


@providers.command("revoke")
@click.argument("provider_id")
@click.option("--reason", required=True, help="Why; the provider is written it.")
@_BY
def revoke_provider(provider_id: str, reason: str, said: str) -> None:
    """Revoke a certificate: every client behind it stops at once. The provider is owed a letter.

    \b
    Example:  idp providers revoke 0198… --reason "the conditions are no longer met"
    """
    with services() as opened:
        by = operator(said)
        show(granted(opened.licensing.revoke(provider_id, reason=reason, actor=by)))


@providers.command("list")
def list_providers() -> None:
    """Show every provider as one JSON line.

    \b
    Example:  idp providers list
    """
    with services(reads_only=True) as opened:
        for provider in opened.licensing.all():
            show(provider)
