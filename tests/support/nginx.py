"""The reverse proxy of `deploy/nginx`, run as it is delivered but for names, ports and places."""

import contextlib
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPMessage, HTTPSConnection
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.support.serving import free_port
from tests.support.source import ROOT
from tests.support.tools import absent

DELIVERED = ROOT / "deploy/nginx/minh-danh.conf"
HOST = "id.example.vn"
_AROUND = """
daemon off;
error_log {folder}/error.log warn;
pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    gzip on;  # as Debian has it around every site
    include {folder}/minh-danh.conf;
}}
"""


def binary() -> str:
    """The nginx of this machine; skips where there is none."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        absent("nginx")
    return found


class _Line(HTTPSConnection):
    """A connection to a port of this machine that asks for HOST and trusts its certificate."""

    def __init__(self, port: int, trusting: ssl.SSLContext, name: str) -> None:
        super().__init__(name, timeout=30)
        self._here, self._trusting = port, trusting

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self._here), self.timeout)
        self.sock = self._trusting.wrap_socket(plain, server_hostname=HOST)


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where it listens; its certificate is for HOST."""

    port: int
    plain_port: int
    certificate: Path

    def line(self, name: str = HOST) -> HTTPSConnection:
        """A new connection; `name` is the Host of its requests."""
        return _Line(self.port, ssl.create_default_context(cafile=str(self.certificate)), name)

    def ask(
        self,
        method: str,
        target: str,
        *,
        name: str = HOST,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, HTTPMessage, bytes]:
        """One request: status, headers and body of the answer."""
        with contextlib.closing(self.line(name)) as line:
            line.request(method, target, body, dict(headers or {}))
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()


@contextlib.contextmanager
def before(port: int, *, folder: Path) -> Iterator[Proxy]:
    """Run the delivered configuration in front of `port` until the block ends."""
    folder.mkdir()
    certificate = _certificate(folder)
    proxy = Proxy(free_port(), free_port(), certificate)
    changes = {
        r"listen \[::\]:\d+[^;]*;": "",
        r"listen 443": f"listen 127.0.0.1:{proxy.port}",
        r"listen 80;": f"listen 127.0.0.1:{proxy.plain_port};",
        r"127\.0\.0\.1:8000": f"127.0.0.1:{port}",
        r"/etc/minh-danh/tls": str(folder),
        r"/var/log/nginx": str(folder),
    }
    text = DELIVERED.read_text("utf-8")
    for pattern, here in changes.items():
        text, times = re.subn(pattern, here, text)
        assert times, f"{pattern} is no longer in {DELIVERED.name}"
    (folder / DELIVERED.name).write_text(text, "utf-8")
    around = _AROUND.format(folder=folder)
    if os.geteuid() == 0:
        around = f"user root;{around}"  # the folder of a test is its user's alone
    (folder / "nginx.conf").write_text(around, "utf-8")
    words = [binary(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    words += ["-e", str(folder / "error.log")]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            _until_open(process, proxy.port)
            yield proxy
        finally:
            process.terminate()


def _until_open(process: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            _, said = process.communicate()
            raise AssertionError(said)
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
            return
        time.sleep(0.05)
    raise AssertionError("nginx did not open its port")


def _certificate(folder: Path) -> Path:
    """A certificate for HOST that signs itself, and its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    path = folder / "fullchain.pem"
    path.write_bytes(made.public_bytes(Encoding.PEM))
    return path
