"""`idp demo`."""

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from idp.demo.launching import run
from idp.demo.place import InUse, NotOurs, StateDirectory, Unwritable
from idp.demo.ports import INBOX, PHONE, PORTAL, PROVIDER, OtherAddress, PortTaken, choose
from idp.demo.processes import DidNotStart

_PORT = click.IntRange(1, 65_535)
_OTHERS_NEED = ("aiosmtpd", "requests")
"""Modules that portal, inbox and phones import beyond the provider (the extra `demo`)."""


@click.command()
@click.option("--port", type=_PORT, help=f"Port of the provider.  [default: {PROVIDER}]")
@click.option("--portal-port", type=_PORT, help=f"Port of the portal.  [default: {PORTAL}]")
@click.option(
    "--inbox-port",
    type=_PORT,
    default=INBOX,
    show_default=True,
    help="Port of the inbox; another one is taken when it is not free.",
)
@click.option(
    "--phone-port",
    type=_PORT,
    default=PHONE,
    show_default=True,
    help="Port of the demo phone; another one is taken when it is not free.",
)
@click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".demo"),
    show_default=True,
    help="Directory that keeps everything between runs.",
)
@click.option("--fresh", is_flag=True, help="Forget the kept state and begin anew.")
def demo(
    *,
    port: int | None,
    portal_port: int | None,
    inbox_port: int,
    phone_port: int,
    state: Path,
    fresh: bool,
) -> None:
    """Run the whole system on this machine, with people, a portal, an inbox and phones.

    \b
    Example:  idp demo --port 8000 --state .demo
    """
    missing = [name for name in _OTHERS_NEED if find_spec(name) is None]
    if missing:
        raise click.ClickException(
            f"the demonstration also needs {', '.join(missing)};"
            " in a checkout: pip install '.[demo]'"
        )
    place = StateDirectory(state)
    try:
        lock = place.claim()
        ports = choose(
            None if fresh else place.addresses(),
            port=port,
            portal_port=portal_port,
            inbox_port=inbox_port,
            phone_port=phone_port,
        )
        place.prepare(fresh=fresh)
        sys.exit(run(place, ports, lock=lock, say=click.echo))
    except (NotOurs, InUse, Unwritable, PortTaken, OtherAddress, DidNotStart) as fault:
        raise click.ClickException(str(fault)) from fault
