"""Names are UTF-8 whatever the locale of the machine: arguments, files and what is printed."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from idp.platform import key_file
from idp.platform.clock import SystemClock
from tests.support.tools import absent

HOUSE = Path(__file__).parents[2]
NAME = "Cổng dịch vụ công"
PORTAL = {
    "name": {"vi": NAME},
    "kind": "public_service",
    "redirect_uris": ["https://portal.example.vn/callback"],
    "scopes": ["openid"],
}
ASCII_ONLY = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
MARK = b"\xef\xbb\xbf"

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def latin(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A Latin-1 locale, made for this run; only where the machine can make one."""
    folder = tmp_path_factory.mktemp("locales")
    maker = shutil.which("localedef")
    if maker is None:
        absent("localedef")
    words = [maker, "-c", "-i", "en_US", "-f", "ISO-8859-1", str(folder / "en_US.ISO-8859-1")]
    subprocess.run(words, check=False, capture_output=True)  # noqa: S603 - a tool of the system
    return {"LC_ALL": "en_US.ISO-8859-1", "LOCPATH": str(folder)}


@pytest.fixture(params=["ascii", "latin-1"])
def run(request: pytest.FixtureRequest, tmp_path: Path, sqlite_file: Path) -> Run:
    """The command `idp` under a locale that is not UTF-8, over a demo installation."""
    locale = ASCII_ONLY if request.param == "ascii" else request.getfixturevalue("latin")
    key_file.create(tmp_path / "keys.json", now=SystemClock().now(), profile="demo")
    (tmp_path / "idp.db").write_bytes(sqlite_file.read_bytes())
    settings = (
        'profile = "demo"\nissuer = "http://localhost:8000"\nhelp_line = "Đường dây nóng"\n'
        'secret = "demo.a-secret-of-this-test-alone-0123456789"\n'
        f'database_url = "sqlite:///{tmp_path}/idp.db"\nkeyring = "{tmp_path}/keys.json"\n'
    )
    (tmp_path / "idp.toml").write_bytes(MARK + settings.encode())
    environment = {
        "PATH": os.defpath,
        "IDP_CONFIG": str(tmp_path / "idp.toml"),
        "PYTHONPATH": str(HOUSE),
        **locale,
    }

    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "idp", *words]
        return subprocess.run(  # noqa: S603 - our own command
            [os.fsencode(word) for word in command],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )

    return run


@pytest.mark.parametrize("mark", [b"", MARK])
def test_a_vietnamese_name_stays_what_it_is(run: Run, tmp_path: Path, mark: bytes) -> None:
    (tmp_path / "cổng.json").write_bytes(mark + json.dumps(PORTAL, ensure_ascii=False).encode())
    made = run("clients", "register", "cổng.json", "--by", "Nguyễn Ánh")
    assert made.returncode == 0, made.stderr
    listed = run("clients", "list")
    assert listed.returncode == 0, listed.stderr
    assert NAME in listed.stdout.decode()


def test_the_settings_are_read_with_a_mark_and_in_utf8(run: Run) -> None:
    checked = run("check-config")
    assert b"can serve" in checked.stdout, checked.stdout + checked.stderr


def test_a_file_that_is_not_utf8_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "latin.json").write_bytes(json.dumps(PORTAL, ensure_ascii=False).encode("utf-16"))
    refused = run("clients", "register", "latin.json")
    assert refused.returncode == 1
    assert b"latin.json" in refused.stderr
    assert b"Traceback" not in refused.stderr
