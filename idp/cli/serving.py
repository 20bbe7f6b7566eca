"""`idp serve`: check the settings, then run workers until a signal."""

import tempfile
from pathlib import Path

import click

from idp.cli import counting, legal_data, protection, whose_accounts
from idp.kernel.loading import loading
from idp.platform.settings import check, load
from idp.platform.settings.environment import share_metrics


@click.command()
def serve() -> None:
    """Serve with the settings of this process, or report all their faults.

    SIGTERM and Ctrl-C let running requests finish before the workers end.

    \b
    Example:  IDP_CONFIG=config/production.toml idp serve
    """
    faults = check()
    if faults:
        raise click.ClickException("\n".join(["not started:", *faults]))
    settings = load()
    legal_data.demand(settings)
    protection.demand_when_it_answers(settings.database_url)
    whose_accounts.demand(settings)
    counting.demand_when_it_answers(settings)
    with tempfile.TemporaryDirectory(prefix="idp-metrics-") as folder:
        share_metrics(Path(folder))
        with loading():
            from idp.cli import running  # noqa: PLC0415 - metrics choose how to count at import

        running.run(settings, metrics_folder=Path(folder))
