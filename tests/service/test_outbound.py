"""Requests to others against real servers: bounded in time and size, never into the private net."""

import contextlib
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from idp.platform.outbound import Outbound, OutboundFailed, OutboundRefused
from idp.platform.outbound_addresses import is_public
from tests.support.certificates import self_signed

HERE = ("127.0.0.1", "localhost", "::1")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class _Answers(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._note()
        answers: dict[str, Callable[[], None]] = {
            "/json": lambda: self._say(200, b'{"keys": []}'),
            "/not-json": lambda: self._say(200, b"<html>"),
            "/deep": lambda: self._say(200, b"[" * 100_000),
            "/huge": lambda: self._say(200, b'"' + b"x" * 300_000 + b'"'),
            "/missing": lambda: self._say(404, b"{}"),
            "/redirect": lambda: self._say(302, b"", Location="/json"),
            "/endless": self._drip_body,
            "/headers": self._drip_headers,
            "/silent": lambda: time.sleep(60),  # longer than any test waits
        }
        answers[self.path]()

    def do_POST(self) -> None:
        self._note()
        self._say(302 if self.path == "/redirect" else 204, b"", Location="/json")

    def _note(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.command, self.path, dict(self.headers), body))

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def _drip_body(self) -> None:
        self.send_response(200)
        self.end_headers()
        self._drip(b" ")

    def _drip_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._drip(b"x")

    def _drip(self, byte: bytes) -> None:
        with contextlib.suppress(OSError):
            for _ in range(600):
                self.wfile.write(byte)
                self.wfile.flush()
                time.sleep(0.1)  # each byte comes well before a timeout of the socket

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@contextlib.contextmanager
def _running(server: _Server) -> Iterator[_Server]:
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def server() -> Iterator[_Server]:
    with _running(_Server()) as running:
        yield running


@pytest.fixture
def outbound() -> Outbound:
    return Outbound(HERE, seconds=60)


@pytest.fixture
def hasty() -> Outbound:
    """Gives up long before what these tests wait for."""
    return Outbound(HERE, seconds=0.5)


def test_json_comes_back(outbound: Outbound, server: _Server) -> None:
    assert outbound.get_json(server.url("/json")) == {"keys": []}


def test_the_host_header_names_the_asked_host(outbound: Outbound, server: _Server) -> None:
    outbound.get_json(f"http://localhost:{server.server_port}/json")
    assert server.seen[0][2]["Host"] == f"localhost:{server.server_port}"


def test_a_form_is_told(outbound: Outbound, server: _Server) -> None:
    assert outbound.post_form(server.url("/logout"), {"logout_token": "a.b.c", "x": "é&="}) == 204
    assert server.seen[0][3] == b"logout_token=a.b.c&x=%C3%A9%26%3D"
    assert server.seen[0][2]["Content-Type"] == "application/x-www-form-urlencoded"


def test_json_is_told(outbound: Outbound, server: _Server) -> None:
    assert outbound.post_json(server.url("/sms"), {"text": "Mã"}) == 204
    assert json.loads(server.seen[0][3]) == {"text": "Mã"}


def test_a_redirect_is_not_followed(outbound: Outbound, server: _Server) -> None:
    with pytest.raises(OutboundFailed):
        outbound.get_json(server.url("/redirect"))
    assert outbound.post_form(server.url("/redirect"), {}) == 302
    assert [path for _, path, _, _ in server.seen] == ["/redirect", "/redirect"]


@pytest.mark.parametrize("path", ["/huge", "/not-json", "/deep", "/missing"])
def test_another_answer_is_a_failure(outbound: Outbound, server: _Server, path: str) -> None:
    with pytest.raises(OutboundFailed):
        outbound.get_json(server.url(path))


@pytest.mark.parametrize("path", ["/endless", "/headers", "/silent"])
def test_a_slow_answer_is_cut_off(hasty: Outbound, server: _Server, path: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(OutboundFailed):
        hasty.get_json(server.url(path))
    assert time.perf_counter() - begun < 30


def test_nobody_listening_is_a_failure(outbound: Outbound) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(OutboundFailed):
        outbound.get_json(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0x7f.0.0.1/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://0.0.0.0/",
        "https://10.1.2.3/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://224.0.0.1/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[fec0::1]/",
        "https://[::127.0.0.1]/",
        "https://[::8.8.8.8]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[::ffff:0:8.8.8.8]/",
        "https://[64:ff9b::10.0.0.1]/",
        "https://[64:ff9b:1::8.8.8.8]/",
        "https://[2002:a00:1::]/",
        "https://[2001:0:808:808::f5ff:fffe]/",
        "https://[2a00::5efe:10.0.0.1]/",
        "https://[2a00::200:5efe:169.254.169.254]/",
        "https://[2001:db8::1]/",
        "https://[3fff::1]/",
        "https://[5f00::1]/",
        "https://[100::1]/",
        "https://[4000::1]/",
        "https://192.88.99.1/",
        "https://168.63.129.16/",
        "https://2130706433/",
        "https://0x7f.1/",
        "http://1.1.1.1/",
        "ftp://1.1.1.1/",
        "file:///etc/passwd",
        "https://",
        "//1.1.1.1/",
        "",
        "https://user@1.1.1.1/",
        "https://1.1.1.1\\@127.0.0.1/",
        "https://1.1.1.1/#x",
        "https://1.1.1.1:port/",
        "https://1.1.1.1:70000/",
        "https://1.1.1.1/\r\nHost: x",
        "https://1.1.1.1/ x",
        "https://việt.vn/",
        "https://[1.1.1.1/",
        "https://1.1.1.1/" + "x" * 3000,
    ],
)
def test_nothing_is_sent_where_no_request_may_go(url: str) -> None:
    with pytest.raises(OutboundRefused):
        Outbound().get_json(url)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"],
)
def test_the_open_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["169.254.169.254", "[fd00:ec2::254]", "[fe80::1]", "100.100.100.200", "[::ffff:a9fe:a9fe]"],
)
def test_no_setting_opens_the_way_to_the_secrets_of_a_machine(host: str) -> None:
    with pytest.raises(OutboundRefused, match="secrets"):
        Outbound([host, host.strip("[]")]).get_json(f"https://{host}/latest/meta-data")


def test_a_listed_host_is_only_itself(server: _Server) -> None:
    with pytest.raises(OutboundRefused):
        Outbound(["localhost"]).get_json(server.url("/json"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PEM file with key and self-signed certificate for `localhost`."""
    return self_signed(tmp_path_factory.mktemp("tls") / "both.pem")


@pytest.fixture
def tls_server(certificate: Path) -> Iterator[_Server]:
    server = _Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    with _running(server) as running:
        yield running


def test_an_extra_authority_is_trusted_by_setting(tls_server: _Server, certificate: Path) -> None:
    outbound = Outbound(HERE, certificate)
    assert outbound.get_json(f"https://localhost:{tls_server.server_port}/json") == {"keys": []}


def test_a_certificate_for_another_name_is_refused(tls_server: _Server, certificate: Path) -> None:
    with pytest.raises(OutboundFailed):
        Outbound(HERE, certificate).get_json(f"https://127.0.0.1:{tls_server.server_port}/json")


def test_an_unknown_authority_is_refused(tls_server: _Server) -> None:
    with pytest.raises(OutboundFailed):
        Outbound(HERE).get_json(f"https://localhost:{tls_server.server_port}/json")


def test_a_handshake_that_never_ends_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        begun = time.perf_counter()
        with pytest.raises(OutboundFailed):
            Outbound(HERE, seconds=0.5).get_json(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        assert time.perf_counter() - begun < 30
