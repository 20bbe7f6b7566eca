"""The production server: refuses what is unfit, answers, counts, and lets requests finish."""

import contextlib
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from idp.cli.gateway import BODY_SECONDS
from idp.platform import key_file
from tests.support.frozen_clock import START
from tests.support.serving import free_port

HOUSE = Path(__file__).parents[2]
SLOW = """
import pathlib
from idp.cli.running import run
from idp.platform.settings import load
run(load(), metrics_folder=pathlib.Path(), target="tests.support.slow_application:application")
"""
SLOW_COUNTED = """
import os, pathlib
from idp.platform.settings.environment import share_metrics
folder = pathlib.Path(os.environ["IDP_KEYRING"]).parent / "metrics"
folder.mkdir()
share_metrics(folder)
from idp.cli.running import run
from idp.platform.settings import load
run(load(), metrics_folder=folder, target="tests.support.slow_application:application")
"""


@pytest.fixture
def environment(tmp_path: Path, sqlite_file: Path) -> dict[str, str]:
    """A demo installation with tables and keys, as environment of a process."""
    key_file.create(tmp_path / "keys.json", now=START, profile="demo")
    (tmp_path / "idp.db").write_bytes(sqlite_file.read_bytes())
    port = free_port()
    return {
        "PATH": os.defpath,
        "IDP_PROFILE": "demo",
        "IDP_ISSUER": f"http://localhost:{port}",
        "IDP_DATABASE_URL": f"sqlite:///{tmp_path / 'idp.db'}",
        "IDP_KEYRING": str(tmp_path / "keys.json"),
        "IDP_SECRET": "demo.a-secret-of-this-test-alone-0123456789",
        "IDP_PORT": str(port),
        "PYTHONPATH": str(HOUSE),
    }


@contextlib.contextmanager
def _process(*words: str, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, *words], env=environment, cwd=HOUSE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.terminate()  # killed, it would leave its workers behind
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


def _get(port: int, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            _get(port, "/health/live")
            return
        time.sleep(0.1)
    pytest.fail("the server did not answer")


def _wait_until_slow_has_begun(port: int) -> None:
    until = time.monotonic() + 60
    while _get(port, "/begun")[1] != b"1":
        assert time.monotonic() < until, "the slow request did not begin"


def test_a_server_answers_counts_and_ends(environment: dict[str, str]) -> None:
    port, metrics = int(environment["IDP_PORT"]), free_port()
    environment["IDP_METRICS_PORT"] = str(metrics)
    with _process("-m", "idp", "serve", environment=environment) as server:
        _wait_until_it_answers(port)
        assert _get(port, "/health/ready")[0] == 200
        assert _get(port, "/jwks")[0] == 200
        assert _get(port, "/079090001234")[0] == 404
        counted = _get(metrics, "/metrics")[1].decode()
        server.send_signal(signal.SIGTERM)
        assert server.wait(120) == 0
    assert 'idp_request_seconds_count{method="GET",status="200",surface="jwks"} 1.0' in counted
    assert 'status="404",surface="other"' in counted
    assert "079090001234" not in counted


def test_what_the_application_does_not_answer_is_counted_too(environment: dict[str, str]) -> None:
    """A fault, what is refused ahead of the application, and a body that does not come."""
    port, counts = int(environment["IDP_PORT"]), free_port()
    environment["IDP_METRICS_PORT"] = str(counts)
    host = b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
    asked = {
        (b"GET /fault" + host + b"\r\n"): ("fault", "GET", 500),
        (b"GET /fault" + host + b"Host: b\r\n\r\n"): ("fault", "GET", 400),
        (b"GET /fault" + host + b"X-Forwarded-For: \xff\r\n\r\n"): ("fault", "GET", 400),
        (b"POST /form" + host + b"Content-Encoding: gzip\r\n\r\n"): ("form", "POST", 415),
        (b"POST /form" + host + b"Content-Length: 9999\r\n\r\n"): ("form", "POST", 413),
        (b"POST /form" + host + b"Content-Length: 9\r\n\r\n"): ("form", "POST", 408),
        (b"POST /form" + host + b"Content-Length: 3\r\n\r\nabc"): ("form", "POST", 200),
    }
    with _process("-c", SLOW_COUNTED, environment=environment):
        _wait_until_it_answers(port)
        for request, (_, _, status) in asked.items():
            with socket.create_connection(("127.0.0.1", port), timeout=120) as line:
                line.sendall(request)
                assert line.recv(12).endswith(str(status).encode())
        counted = _get(counts, "/metrics")[1].decode()
    for (surface, method, status), times in Counter(asked.values()).items():
        labels = f'method="{method}",status="{status}",surface="{surface}"'
        assert f"idp_request_seconds_count{{{labels}}} {times}.0" in counted
        (total,) = re.findall(
            rf"^idp_request_seconds_sum{{{re.escape(labels)}}} (.+)$", counted, re.MULTILINE
        )
        assert float(total) < BODY_SECONDS, "what a sender takes is not our time"


def test_a_running_request_finishes_after_the_signal_to_stop(environment: dict[str, str]) -> None:
    port = int(environment["IDP_PORT"])
    with (
        _process("-c", SLOW, environment=environment) as server,
        ThreadPoolExecutor(1) as visitor,
    ):
        _wait_until_it_answers(port)
        running = visitor.submit(_get, port, "/slow")
        _wait_until_slow_has_begun(port)
        server.send_signal(signal.SIGTERM)
        assert running.result(120) == (200, b"done")
        assert server.wait(120) == 0


@pytest.fixture
def told(environment: dict[str, str]) -> Iterator[Callable[..., dict[str, str]]]:
    """The application's environ for a request with these header lines, by the real server."""
    port = int(environment["IDP_PORT"])

    def ask(lines: bytes, *, query: bytes = b"") -> dict[str, str]:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            asked = b"GET /environment" + query + b" HTTP/1.1\r\nConnection: close\r\n"
            line.sendall(asked + lines + b"\r\n")
            answer = b"".join(iter(lambda: line.recv(65_536), b""))
        status, _, body = answer.partition(b"\r\n\r\n")
        return dict(json.loads(body)) if b" 200 " in status else {"status": status[9:12].decode()}

    with _process("-c", SLOW, environment=environment):
        _wait_until_it_answers(port)
        yield ask


def test_a_query_comes_with_a_character_for_each_of_its_bytes(
    told: Callable[..., dict[str, str]],
) -> None:
    """PEP 3333; not escaped it would otherwise be a fault, or another word."""
    query = told(b"Host: a\r\n", query="?name=Nguyễn é".replace(" ", "+").encode())["QUERY_STRING"]
    assert query.encode("latin-1").decode() == "name=Nguyễn+é"


@pytest.mark.parametrize("first", [True, False])
def test_a_name_with_an_underscore_never_speaks_for_the_proxy(
    told: Callable[..., dict[str, str]], *, first: bool
) -> None:
    forged = b"X_Forwarded_For: 6.6.6.6\r\nX_Forwarded-Proto: https\r\nX_Other: a\r\n"
    honest = b"Host: a\r\nX-Forwarded-For: 1.1.1.1, 2.2.2.2\r\nX-Forwarded-For: 3.3.3.3\r\n"
    environ = told(forged + honest if first else honest + forged)
    assert environ["HTTP_X_FORWARDED_FOR"] == "1.1.1.1, 2.2.2.2,3.3.3.3"
    assert "HTTP_X_FORWARDED_PROTO" not in environ
    assert "HTTP_X_OTHER" not in environ


def test_a_forwarding_header_that_cannot_be_read_is_refused_and_not_lost(
    told: Callable[..., dict[str, str]],
) -> None:
    assert told(b"Host: a\r\nX-Forwarded-For: \xe1, 2.2.2.2\r\n") == {"status": "400"}
    assert told(b"Host: a\r\nUser-Agent: \xe1\r\n")["HTTP_HOST"] == "a"


def test_a_credential_that_cannot_be_read_is_refused_and_not_lost(
    told: Callable[..., dict[str, str]],
) -> None:
    """Else a request with a second credential would pass (RFC 6749 section 2.3)."""
    for header in (b"Authorization: Basic \xff\xfe", b"authorization: \xe1"):
        assert told(b"Host: a\r\n" + header + b"\r\n") == {"status": "400"}


@pytest.mark.parametrize(
    ("request_", "status", "error"),
    [
        (b"GET /fault HTTP/1.1\r\nHost: a\r\n", 500, "server_error"),
        (b"GET /fault HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400, "invalid_request"),
        (b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n", 413, "invalid_request"),
        (b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Encoding: br\r\n", 415, "invalid_request"),
    ],
)
def test_what_is_refused_ahead_of_the_endpoints_is_read_by_programs_and_people(
    environment: dict[str, str], request_: bytes, status: int, error: str
) -> None:
    port = int(environment["IDP_PORT"])

    def answer(more: bytes) -> tuple[bytes, bytes]:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            line.sendall(request_ + more + b"\r\n")
            head, _, body = b"".join(iter(lambda: line.recv(65_536), b"")).partition(b"\r\n\r\n")
        return head.lower(), body

    with _process("-c", SLOW, environment=environment):
        _wait_until_it_answers(port)
        head, body = answer(b"Origin: https://app.example\r\n")
        assert b" %d " % status in head
        assert b"content-type: application/json" in head
        assert b"access-control-allow-origin: *" in head
        assert b"x-content-type-options: nosniff" in head
        assert json.loads(body)["error"] == error
        head, body = answer(b"Accept: text/html,*/*;q=0.8\r\n")
        assert b"content-type: text/plain" in head
        assert b"{" not in body


def test_half_a_body_reaches_no_endpoint(environment: dict[str, str]) -> None:
    """The server ends an aborted chunked body like a complete one."""
    port = int(environment["IDP_PORT"])
    chunk = b"1a\r\nfriends=mallory&amount=100\r\n"
    chunks, told = b"Transfer-Encoding: chunked\r\n\r\n", b"Content-Length: 500\r\n\r\n"
    broken = (
        *(chunks + chunk, chunks + b"ff" + chunk, chunks + chunk + b"0", chunks),
        *(chunks + chunk + b"0\r\n", chunks + chunk + b"zz\r\n", chunks + b"3" + chunk[2:]),
        *(told + chunk, told),
    )
    with _process("-c", SLOW, environment=environment):
        _wait_until_it_answers(port)
        for body in broken:
            for ending in (_say_no_more, _be_gone):
                with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
                    line.sendall(b"POST /form HTTP/1.1\r\nHost: a\r\n" + body)
                    time.sleep(0.1)  # else it may end before the server has read its head
                    ending(line)
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            whole = chunks + chunk + b"0\r\n\r\n"
            line.sendall(b"POST /form HTTP/1.1\r\nHost: a\r\n" + whole)
            assert b" 200 " in line.recv(65_536)
        assert json.loads(_get(port, "/bodies")[1]) == ["friends=mallory&amount=100"]


def _say_no_more(line: socket.socket) -> None:
    line.shutdown(socket.SHUT_WR)
    with contextlib.suppress(ConnectionError):
        while line.recv(65_536):
            pass


def _be_gone(line: socket.socket) -> None:
    """Close with a reset (RST)."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_the_environment_of_the_process_is_not_told_with_each_request(
    told: Callable[..., dict[str, str]],
) -> None:
    environ = told(b"Host: a\r\n")
    assert not [name for name in environ if name.startswith("IDP_")]
    assert environ["REMOTE_ADDR"] == "127.0.0.1"


def test_an_unfit_installation_is_not_served(environment: dict[str, str]) -> None:
    environment["IDP_PROFILE"] = "production"
    with _process("-m", "idp", "serve", environment=environment) as server:
        _, told = server.communicate(timeout=120)
        assert server.returncode == 1
    for word in ("demo keys", "issuer: must be https", "allow_sqlite", "secret of the demo"):
        assert word in told.decode()


def test_a_worker_ends_at_the_signal(environment: dict[str, str]) -> None:
    with _process("-m", "idp", "worker", environment=environment) as worker:
        assert worker.stderr is not None
        said = iter(worker.stderr.readline, b"")
        assert any(b"worker ready" in line for line in said)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(120) == 0
