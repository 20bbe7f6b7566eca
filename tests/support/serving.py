"""`idp serve` in its own process."""

import contextlib
import functools
import itertools
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from idp.platform import key_file
from tests.support.frozen_clock import START

HOUSE = Path(__file__).parents[2]


def free_port() -> int:
    """Return a port of this machine that is free now, and that no other test of the run was given.

    Below those from which a system takes the port of a connection that somebody opens, so that
    none becomes one before its server listens.
    """
    for port in _ports():
        with socket.socket() as listener, contextlib.suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port of this machine is free")


@functools.cache
def _ports() -> Iterator[int]:
    """Each port once, and none of another process of the run; in an order of this one.

    A port is free for a moment before its server listens: two processes would be given the same.
    """
    mine = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    every = list(range(15_000 + mine, 32_000, processes))
    random.SystemRandom().shuffle(every)
    return itertools.cycle(every)


def demo_settings(folder: Path, database: Path, *, port: int) -> dict[str, str]:
    """The environment of a demo installation in this folder, over a copy of this SQLite file."""
    key_file.create(folder / "keys.json", now=START, profile="demo")
    (folder / "idp.db").write_bytes(database.read_bytes())
    return {
        "PATH": os.defpath,
        "IDP_PROFILE": "demo",
        "IDP_ISSUER": f"http://localhost:{port}",
        "IDP_DATABASE_URL": f"sqlite:///{folder / 'idp.db'}",
        "IDP_KEYRING": str(folder / "keys.json"),
        "IDP_SECRET": "demo.a-secret-of-this-test-alone-0123456789",
        "IDP_PORT": str(port),
        "IDP_THREADS": "8",
    }


@contextlib.contextmanager
def serving(
    environment: Mapping[str, str],
    *,
    port: int,
    program: Sequence[str] = (sys.executable, "-m", "idp"),
    cwd: Path = HOUSE,
    log: Path = Path(os.devnull),
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve until the end of the test; ready when the port is open. Its output goes to `log`."""
    with (
        log.open("wb") as said,
        subprocess.Popen(  # noqa: S603 - our own command
            [*program, "serve"],
            env={**environment, **({"PYTHONPATH": str(HOUSE)} if cwd == HOUSE else {})},
            cwd=cwd,
            stderr=said,
        ) as process,
    ):
        try:
            _wait_until_open(port)
            yield process
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()


def _wait_until_open(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as line:
            line.sendall(b"GET /health/live HTTP/1.0\r\n\r\n")
            if line.recv(100).split()[1:2] == [b"200"]:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not answer")
