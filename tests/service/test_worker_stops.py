"""SIGTERM while the peer of a conversation hangs: the worker ends in seconds."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, select, update

from idp.cli.context import services
from idp.notices.domain import Channel, NoticeKind, NoticeState
from idp.notices.tables import NOTICE
from idp.subjects.domain import Identity, Source
from tests.support import people
from tests.support.officers import OPERATOR
from tests.support.serving import HOUSE, demo_settings, free_port

LETTERS = 30
"""More than are tried at once."""
STOPS_WITHIN = 9.0
"""Seconds: two for conversations, three for their results, and what a busy machine adds.

A letter to a server that hangs would take ten, and so many text messages twelve.
"""


@contextlib.contextmanager
def _silent() -> Iterator[int]:
    """Takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield int(server.getsockname()[1])


@contextlib.contextmanager
def _full() -> Iterator[int]:
    """Does not even take connections: its backlog is full."""
    with (
        socket.create_server(("127.0.0.1", 0), backlog=0) as server,
        contextlib.ExitStack() as many,
    ):
        for _ in range(4):
            waiting = many.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(server.getsockname())
        yield int(server.getsockname()[1])


@contextlib.contextmanager
def _dripping() -> Iterator[int]:
    """Greets one byte at a time, without end."""
    with (
        socket.create_server(("127.0.0.1", 0), backlog=64) as server,
        ThreadPoolExecutor(9) as many,
    ):
        server.settimeout(0.2)

        def drip(line: socket.socket) -> None:
            with line, contextlib.suppress(OSError):
                for _ in range(600):
                    line.sendall(b"2")
                    time.sleep(0.05)  # each comes well before a timeout of the socket

        def take() -> None:
            with contextlib.suppress(OSError):
                while True:
                    with contextlib.suppress(TimeoutError):
                        many.submit(drip, server.accept()[0])

        many.submit(take)
        try:
            yield int(server.getsockname()[1])
        finally:
            server.close()


HANGING = {
    "mail that says nothing": (Channel.MAIL, "smtp://127.0.0.1:{}", _silent),
    "mail that shakes no hands": (Channel.MAIL, "smtps://127.0.0.1:{}", _silent),
    "mail that takes nobody": (Channel.MAIL, "smtp://127.0.0.1:{}", _full),
    "mail that drips": (Channel.MAIL, "smtp://127.0.0.1:{}", _dripping),
    "messages": (Channel.SMS, "http://127.0.0.1:{}/sms", _silent),
    "messages that nobody takes": (Channel.SMS, "http://127.0.0.1:{}/sms", _full),
}


@pytest.mark.parametrize("kind", HANGING)
def test_a_worker_hears_the_signal_while_others_hang(
    kind: str, tmp_path: Path, sqlite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel, url, hanging = HANGING[kind]
    with hanging() as port:
        environment = {
            **demo_settings(tmp_path, sqlite_file, port=free_port()),
            "IDP_OUTBOUND_HOSTS": "127.0.0.1",
            "IDP_MAIL_FROM": "no-reply@example.vn",
            f"IDP_{channel.name}_URL": url.format(port),
        }
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        _owe(channel)
        seconds, code = _seconds_to_stop(environment, lambda: _tried(channel))
    assert code == 0
    assert seconds < STOPS_WITHIN
    with services() as opened, opened.database.transaction() as connection:
        of_this = select(NOTICE.c.state, NOTICE.c.claimed_until).where(NOTICE.c.channel == channel)
        left = connection.execute(of_this).all()
    assert len(left) >= LETTERS
    assert {tuple(row) for row in left} == {(NoticeState.QUEUED, None)}, "each is owed as before"


RESOLVER = """
import socket
import time

_found = socket.getaddrinfo


def getaddrinfo(host, *others, **more):
    if host == "hangs.example":
        time.sleep(3600)
    return _found(host, *others, **more)


socket.getaddrinfo = getaddrinfo
"""
"""The system's resolver when the servers of one name do not answer."""


@pytest.mark.parametrize(
    ("channel", "url"),
    [(Channel.MAIL, "smtp://hangs.example"), (Channel.SMS, "https://hangs.example/sms")],
)
def test_a_worker_hears_the_signal_while_a_resolver_hangs(
    tmp_path: Path,
    sqlite_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    channel: Channel,
    url: str,
) -> None:
    environment = {
        **demo_settings(tmp_path, sqlite_file, port=free_port()),
        "IDP_MAIL_FROM": "no-reply@example.vn",
        f"IDP_{channel.name}_URL": url,
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    _owe(channel)
    environment |= {"PYTHONPATH": _hanging_resolver(tmp_path)}
    seconds, code = _seconds_to_stop(environment, lambda: _tried(channel))
    assert code == 0
    assert seconds < STOPS_WITHIN


def _hanging_resolver(folder: Path) -> str:
    """A path on which Python finds this resolver, and then our own code."""
    (folder / "resolver").mkdir()
    (folder / "resolver" / "sitecustomize.py").write_text(RESOLVER)
    return os.pathsep.join((str(folder / "resolver"), str(HOUSE)))


def test_a_name_whose_servers_hang_holds_no_other_name_back(
    tmp_path: Path,
) -> None:
    """However many letters are owed to it."""
    asked = """
from concurrent.futures import ThreadPoolExecutor
from idp.platform.outbound_addresses import NAMES_OF_RELYING_PARTIES, OutboundFailed

def look(host):
    try:
        return bool(NAMES_OF_RELYING_PARTIES.addresses(host, 443, seconds=1.0))
    except OutboundFailed:
        return False

many = ThreadPoolExecutor(40)
hanging = [many.submit(look, "hangs.example") for _ in range(40)]
assert not any(each.result() for each in hanging)
assert look("localhost")
print("looked up", flush=True)
"""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", asked],
        env={"PYTHONPATH": _hanging_resolver(tmp_path)},
        cwd=HOUSE,
        timeout=60,
        check=False,
        capture_output=True,
    )
    assert done.stdout == b"looked up\n", done.stderr


def test_a_worker_hears_the_signal_while_the_database_hangs(
    tmp_path: Path, sqlite_file: Path, database_url: str
) -> None:
    """For an unknown time."""
    environment = {
        **demo_settings(tmp_path, sqlite_file, port=free_port()),
        "IDP_DATABASE_URL": database_url,
    }
    engine = create_engine(database_url, poolclass=NullPool)
    log = tmp_path / "log"
    with _worker(environment, log) as worker:
        _wait(lambda: b"worker ready" in log.read_bytes())
        with engine.begin() as connection:
            connection.exec_driver_sql(
                "BEGIN IMMEDIATE"
                if engine.dialect.name == "sqlite"
                else "LOCK TABLE notice IN ACCESS EXCLUSIVE MODE"
            )
            time.sleep(2)  # in which every duty that is due runs into the lock
            seconds, code = _ended(worker)
    said = log.read_text("utf-8")
    assert (code, seconds < STOPS_WITHIN) == (0, True), said


def _owe(channel: Channel) -> None:
    """Letters to one person, and nothing else."""
    with services() as opened:
        identity = opened.subjects.register("citizen", people.CITIZEN, actor=OPERATOR)
        assert isinstance(identity, Identity)
        opened.subjects.match(identity.subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
        for _ in range(LETTERS):
            opened.notices.notify(
                identity.subject_id, text_key=NoticeKind.ACCOUNT_UNLOCKED, facts={}
            )
        with opened.database.transaction() as connection:
            connection.execute(update(NOTICE).values(channel=channel))


def _tried(channel: Channel) -> bool:
    with services() as opened, opened.database.transaction() as connection:
        taken = NOTICE.c.claimed_until.is_not(None) & (NOTICE.c.channel == channel)
        return connection.execute(select(NOTICE.c.id).where(taken)).first() is not None


def _seconds_to_stop(environment: dict[str, str], busy: Callable[[], bool]) -> tuple[float, int]:
    """How long a worker takes from the signal to its end, sent while it is in the middle."""
    with _worker(environment, Path(os.devnull)) as worker:
        _wait(busy)
        time.sleep(0.5)  # what took the letter goes on to the server that hangs
        return _ended(worker)


def _wait(fulfilled: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not fulfilled():
        assert time.monotonic() < until
        time.sleep(0.1)


@contextlib.contextmanager
def _worker(environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (
        log.open("wb") as said,
        subprocess.Popen(
            [sys.executable, "-m", "idp", "worker"],
            env={"PYTHONPATH": str(HOUSE), **environment},
            cwd=HOUSE,
            stderr=said,
        ) as worker,
    ):
        try:
            yield worker
        finally:
            worker.kill()


def _ended(worker: subprocess.Popen[bytes]) -> tuple[float, int]:
    worker.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    code = worker.wait(60)
    return time.monotonic() - begun, code
