"""The production server: worker processes over one socket, and metrics beside them."""

import gc
import logging.config
from pathlib import Path
from typing import TYPE_CHECKING, Final

from granian import Granian
from granian.constants import Interfaces

from idp.app import create_app
from idp.platform import logs, metrics
from idp.platform.settings import Settings, load

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

TARGET: Final = "idp.cli.running:application"
SURFACES: Final = (
    ".well-known",
    "jwks",
    "par",
    "authorize",
    "token",
    "userinfo",
    "introspect",
    "revoke",
    "logout",
    "logged-out",
    "signin",
    "consent",
    "cancel",
    "me",
    "public",
    "static",
    "health",
)
"""The first parts of paths that metrics tell apart."""


def application() -> "WSGIApplication":
    """What each worker answers with; built in the worker, after it was forked."""
    logs.configure()
    settings = load()
    app = create_app(settings)
    return metrics.measured(app, surfaces=SURFACES) if settings.metrics_port else app


def run(settings: Settings, *, metrics_folder: Path, target: str = TARGET) -> None:
    """Serve until SIGTERM or SIGINT; requests that run then have `drain_seconds` to finish.

    Workers are forked from a process that has imported everything, so they share its memory.
    """
    logging.config.dictConfig(logs.stdlib_settings())
    stop_metrics = None
    if settings.metrics_port:
        stop_metrics = metrics.serve(metrics_folder, host=settings.host, port=settings.metrics_port)
    gc.collect()
    gc.freeze()
    try:
        _serve(settings, target)
    finally:
        if stop_metrics is not None:
            stop_metrics()


def _serve(settings: Settings, target: str) -> None:
    """Connections may wait in numbers; requests are answered by `threads` of each worker."""
    Granian(
        target,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=settings.workers,
        blocking_threads=settings.threads,
        backlog=settings.backlog,
        backpressure=settings.backlog,
        respawn_failed_workers=True,
        workers_kill_timeout=settings.drain_seconds,
        log_dictconfig=logs.stdlib_settings(),
        log_access=False,
        websockets=False,
    ).serve()
