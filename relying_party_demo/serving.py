"""Serve one small Flask application on loopback, in one worker process."""

from collections.abc import Callable
from wsgiref.types import WSGIApplication

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

_THREADS = 8


def serve(make_app: Callable[[], WSGIApplication], *, port: int) -> None:
    """Serve until SIGINT or SIGTERM. `make_app` runs in the worker, so it must be picklable."""
    server = Granian(
        target="",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=_THREADS,
        backpressure=_THREADS,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=make_app, wrap_loader=False)
