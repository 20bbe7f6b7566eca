"""The check of the Redis or Valkey of `rate_limit_url`, which counts failed tries per address."""

from dataclasses import dataclass
from typing import Final

import click

from idp.factors.address_limits import Unanswered, redis_at, refusal
from idp.platform import logs
from idp.platform.settings import Settings

_LOG: Final = logs.logger("idp.counting")
SILENT: Final = (
    "rate_limit_url: the server does not answer or cannot write; until it does, failed tries per"
    " address are not limited"
)


@dataclass(frozen=True, slots=True)
class StorageFinding:
    """`fault`: a server must not start with it. `note`: it may end by itself. Or neither."""

    fault: str = ""
    note: str = ""


def check_rate_limit_storage(settings: Settings) -> StorageFinding:
    """Check the server once; no finding where the database counts."""
    url = settings.rate_limit_url.get_secret_value()
    if not url:
        return StorageFinding()
    try:
        refused = refusal(redis_at(url, ca_bundle=settings.outbound_ca_bundle))
    except Unanswered:
        return StorageFinding(note=SILENT)
    return StorageFinding(fault=f"rate_limit_url: the server {refused}" if refused else "")


def demand_when_it_answers(settings: Settings) -> None:
    """Exit where the server refuses to count; log a warning where it does not answer."""
    found = check_rate_limit_storage(settings)
    if found.fault:
        raise click.ClickException(f"not started: {found.fault}")
    if found.note:
        _LOG.warning("failed tries per address are not counted", reason=found.note)
