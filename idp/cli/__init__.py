"""The command `idp` for operators; each command has an example in its help.

Owns: the texts on standard output and the exit statuses. Each command calls one service. Entered by
`idp`, or `python -m idp`. Commands are loaded when asked for, so that `idp check-config` answers
where half of the system cannot be imported.
"""

import importlib
from collections.abc import Mapping
from typing import Final

import click

from idp import __version__
from idp.kernel.loading import loading

_COMMANDS: Final[Mapping[str, str]] = {
    "demo": "idp.demo.command:demo",
    "serve": "idp.cli.serving:serve",
    "worker": "idp.cli.worker:worker",
    "migrate": "idp.cli.setup:migrate",
    "check-config": "idp.cli.setup:check_config",
    "create-keys": "idp.cli.setup:create_keys",
    "rotate-keys": "idp.cli.setup:rotate_keys",
    "import-breached": "idp.cli.setup:import_breached_passwords",
    "import-crl": "idp.cli.card_signers:import_revocations",
    "import-metadata": "idp.cli.authenticators:import_metadata",
    "app-keys": "idp.cli.app_keys:app_keys",
    "clients": "idp.cli.clients:clients",
    "providers": "idp.cli.providers:providers",
    "terminals": "idp.cli.terminals:terminals",
    "people": "idp.cli.people:people",
    "accounts": "idp.cli.accounts:accounts",
    "registries": "idp.cli.registries:registries",
    "install": "idp.cli.install:install",
    "officers": "idp.cli.officers:officers",
    "anchors": "idp.cli.anchors:anchors",
    "cases": "idp.cli.cases:cases",
    "recoveries": "idp.cli.cases:recoveries",
    "frauds": "idp.cli.frauds:frauds",
    "biometrics": "idp.cli.biometrics:biometrics",
    "policy": "idp.cli.policy:policy",
    "violations": "idp.cli.violations:violations",
    "letters": "idp.cli.letters:letters",
    "documents": "idp.cli.documents:documents",
    "history": "idp.cli.history:history",
    "law": "idp.cli.law:law",
    "docs": "idp.cli.docs:docs",
    "ledger": "idp.cli.ledger:ledger",
    "deadlines": "idp.cli.deadlines:deadlines",
    "verify-history": "idp.cli.verify_history:verify_history",
}


class _Commands(click.Group):
    """The commands above, in that order."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        address = _COMMANDS.get(cmd_name)
        if address is None:
            return None
        module, _, name = address.partition(":")
        with loading(module):
            command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a failure outside of us is one sentence and status 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            told = importlib.import_module("idp.cli.failures").sentence(error)
            if told is None:
                raise
            raise click.ClickException(told) from error


@click.command(cls=_Commands)
@click.version_option(__version__, prog_name="idp")
def main() -> None:
    """Minh Danh, an OpenID Connect identity provider that says how sure it is, and why.

    Settings come from the file that IDP_CONFIG names and from IDP_<KEY>; config/ explains each.

    \b
    Example:  IDP_CONFIG=config/production.toml idp check-config
    """


def run() -> None:
    """Run the command as a process; it reads and writes UTF-8 in any locale."""
    with loading():
        environment = importlib.import_module("idp.platform.settings.environment")
    environment.speak_utf8()
    main()
