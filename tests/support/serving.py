"""`idp serve` as a process of its own."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

HOUSE = Path(__file__).parents[2]


def free_port() -> int:
    """Return a port of this machine that is free now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def serving(
    environment: Mapping[str, str],
    *,
    port: int,
    program: Sequence[str] = (sys.executable, "-m", "idp"),
    cwd: Path = HOUSE,
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve until the end of the test; ready when the port is open."""
    with subprocess.Popen(  # noqa: S603 - our own command
        [*program, "serve"],
        env={**environment, **({"PYTHONPATH": str(HOUSE)} if cwd == HOUSE else {})},
        cwd=cwd,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait_until_open(port)
            yield process
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()


def _wait_until_open(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as line:
            line.sendall(b"GET /health/live HTTP/1.0\r\n\r\n")
            if line.recv(100).split()[1:2] == [b"200"]:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not answer")
