"""The production server: worker processes on one socket, and metrics."""

import asyncio
import gc
import logging.config
import resource
from functools import partial
from pathlib import Path
from typing import Any, Final

from flask import Flask
from granian import loops
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

from idp.app import create_app
from idp.cli import gauges, whose_accounts
from idp.cli.gateway import Gateway
from idp.cli.loop import SPARE_THREADS, WorkerLoop
from idp.platform import logs, metrics
from idp.platform.settings import Settings, load
from idp.web import route_access
from idp.web.body_limits import longest_bodies
from idp.web.health import LIVE
from idp.web.oidc.discovery import DISCOVERY, JWKS, METADATA

TARGET: Final = "idp.cli.running:application"
_LONGEST_HEADERS: Final = 131_072
"""Bytes of headers; browsers send up to some eighty kilobytes of cookies."""
_OTHER_FILES: Final = 256
_IDLE_THREAD_SECONDS: Final = 600
_HEADERS_WITHIN_MILLISECONDS: Final = 20_000
"""Also the idle time of a connection between two requests: a proxy should close its own sooner."""


def application() -> Gateway:
    """The worker's application; built in the worker, after the fork."""
    logs.configure()
    settings = load()
    whose_accounts.demand(settings)  # SIGHUP has them read anew
    app = create_app(settings)
    return Gateway(
        app,
        threads=settings.threads,
        at_once=(LIVE, DISCOVERY, METADATA, JWKS),
        longest=longest_bodies(app),
        count=metrics.counting(surfaces=surfaces_of(app)) if settings.metrics_port else None,
    )


def surfaces_of(app: Flask) -> set[str]:
    """The first parts of all paths that are answered, which are labels in metrics."""
    paths = {*route_access.routes(app), DISCOVERY, METADATA, JWKS}
    return {path.split("/")[1] for path in paths} - {""}


def run(settings: Settings, *, metrics_folder: Path, target: str = TARGET) -> None:
    """Serve until SIGTERM or SIGINT; running requests then have `drain_seconds`.

    Workers are forked from a process that has imported everything, so they share its memory.
    """
    logging.config.dictConfig(logs.stdlib_settings())
    stop_metrics = None
    if settings.metrics_port:
        stop_metrics = metrics.serve(
            metrics_folder,
            host=settings.metrics_host,
            port=settings.metrics_port,
            ask=partial(gauges.gauges, settings),
        )
    gc.collect()
    gc.freeze()
    try:
        _serve(settings, target)
    finally:
        if stop_metrics is not None:
            stop_metrics()


def _serve(settings: Settings, target: str) -> None:
    """Many connections may wait; requests are answered by `threads` of each worker.

    HTTP/1.1 only: the server has no time limit on the detection of a client's version.
    """
    _allow_connections(settings)
    loops.register("auto")(_new_loop)
    Server(
        settings.threads + SPARE_THREADS,
        target,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        factory=True,
        workers=settings.workers,
        backlog=settings.backlog,
        backpressure=settings.connections,
        blocking_threads_idle_timeout=_IDLE_THREAD_SECONDS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=_HEADERS_WITHIN_MILLISECONDS, max_buffer_size=_LONGEST_HEADERS
        ),
        respawn_failed_workers=True,
        workers_kill_timeout=settings.drain_seconds,
        log_dictconfig=logs.stdlib_settings(),
        log_access=False,
        websockets=False,
    ).serve()


class Server(MPServer):
    """The server with as many coroutine threads as it otherwise allows for WSGI only.

    It refuses them for ordinary event loops, which do not use them; `WorkerLoop` runs each request
    on the thread that received it.
    """

    def __init__(self, threads: int, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._threads_of_a_worker = threads

    def startup(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the server's own
        """After the server has checked its settings, before the fork."""
        self.blocking_threads = self._threads_of_a_worker
        super().startup(*args, **kwargs)  # type: ignore[no-untyped-call]


def _new_loop() -> WorkerLoop:
    loop = WorkerLoop()
    asyncio.set_event_loop(loop)
    return loop


def _allow_connections(settings: Settings) -> None:
    """Raise the limit of open files, as each connection is one; 1,024 is usual."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = settings.connections + _OTHER_FILES
    allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
