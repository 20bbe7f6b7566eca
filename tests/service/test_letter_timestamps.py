"""Seals that an authority dates: OpenSSL answers as one, over HTTP (RFC 3161)."""

import contextlib
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from idp.kernel.actors import Operator
from idp.letters.domain import LetterKind, NumberedLetter, ToPerson
from idp.platform.clock import SystemClock
from idp.platform.pdf_seals import verify
from idp.wiring.press import open_press
from tests.support import shell
from tests.support.seals import SealFiles, seal_files
from tests.support.world import World

_CONFIGURATION = """
[req]
distinguished_name = dn
x509_extensions = v3
prompt = no
[dn]
CN = Cơ quan cấp dấu thời gian
[v3]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
dir = .
serial = ./serial
signer_cert = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    folder: Path
    url: str = ""
    refuses: bool = False


def openssl(folder: Path, *words: str) -> None:
    command = ["openssl", *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603


@contextlib.contextmanager
def dating(folder: Path) -> Iterator[Authority]:
    shell.need("openssl")
    (folder / "tsa.cnf").write_text(_CONFIGURATION, "utf-8")
    (folder / "serial").write_text("01", "utf-8")
    made = ("-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem", "-utf8")
    openssl(folder, "req", "-x509", "-days", "30", *made, "-config", "tsa.cnf")
    authority = Authority(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _conversation(authority))
    authority.url = f"http://127.0.0.1:{server.server_address[1]}/tsa"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _conversation(authority: Authority) -> type[BaseHTTPRequestHandler]:
    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            (authority.folder / "asked.tsq").write_bytes(asked)
            words = ("-queryfile", "asked.tsq", "-config", "tsa.cnf", "-out", "told.tsr")
            openssl(authority.folder, "ts", "-reply", *words)
            self.send_response(503 if authority.refuses else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write((authority.folder / "told.tsr").read_bytes())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Asked


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    folder = tmp_path / "tsa"
    folder.mkdir()
    with dating(folder) as authority:
        yield authority


@pytest.fixture
def seals(tmp_path: Path) -> SealFiles:
    return seal_files(tmp_path)


def made(world: World, seals: SealFiles, authority: Authority) -> bytes | None:
    """A letter that a worker with this authority was to make."""
    letter: NumberedLetter = world.services.letters.issue(
        LetterKind.ACCOUNT_UNLOCKED,
        ToPerson(world.person().subject_id),
        reasons=(),
        signer=Operator(user="root", host="here"),
    )
    settings = seals.settings(world.settings).model_copy(
        update={"letter_timestamps_url": authority.url}
    )
    press = open_press(settings, world.services)
    assert press is not None
    press.make_due()
    found = world.services.letters.by_number(letter.number)
    return None if found is None else world.services.letters.pdf(found)


def test_a_seal_has_the_timestamp_of_the_authority(
    world: World, seals: SealFiles, authority: Authority
) -> None:
    pdf = made(world, seals, authority)
    assert pdf is not None
    now = SystemClock().now() + timedelta(minutes=1)
    both = seals.certificates.read_bytes() + (authority.folder / "tsa.pem").read_bytes()
    found = verify(pdf, both, at=now)
    assert found is not None
    assert (found.genuine, found.timestamped) == (True, True)
    alone = verify(pdf, seals.certificates.read_bytes(), at=now)
    assert alone is not None
    assert not alone.genuine


def test_a_letter_waits_while_the_authority_does_not_answer(
    world: World, seals: SealFiles, authority: Authority
) -> None:
    authority.refuses = True
    assert made(world, seals, authority) is None
