"""A PostgreSQL for the run: the one named, else one started from the machine's binaries."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.support.serving import free_port
from tests.support.tools import absent

_ACCOUNT = "postgres"
_PATIENCE = 600
"""Seconds: on a busy machine a cluster starts slowly, and its tests all fail with it."""
_WAITS = ("-w", "-t", str(_PATIENCE))


def binaries() -> Path:
    """Return the folder with the newest `initdb` of the machine; skips where there is none."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if not found:
        absent("PostgreSQL (set MINH_DANH_TEST_POSTGRESQL or install it)")
    return found[-1].parent


def _version(path: Path) -> int:
    name = path.parents[1].name
    return int(name) if name.isdigit() else 0


def _as_account(command: Sequence[str | Path]) -> list[str]:
    """PostgreSQL refuses to run as root, so root steps down to its account."""
    words = [str(word) for word in command]
    if os.geteuid() != 0:
        return words
    return ["setpriv", f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--clear-groups", *words]


def _run(*command: str | Path) -> None:
    subprocess.run(_as_account(command), check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """A throw-away cluster; yields its SQLAlchemy URL and leaves nothing behind."""
    programs, home, port = binaries(), Path(tempfile.mkdtemp(prefix="idp-pg-")), free_port()
    if os.geteuid() == 0:
        shutil.chown(home, _ACCOUNT, _ACCOUNT)
    data = home / "data"
    # Without autovacuum: plans are checked without statistics of the tables' size.
    settings = (
        f"-F -p {port} -k {home} -c listen_addresses=127.0.0.1 -c max_connections=200"
        " -c autovacuum=off"
    )
    try:
        _run(programs / "initdb", "-D", data, "-A", "trust", "-U", _ACCOUNT, "-E", "UTF8", "-N")
        _run(programs / "pg_ctl", "-D", data, "-l", home / "log", *_WAITS, "-o", settings, "start")
        yield f"postgresql+psycopg://{_ACCOUNT}@127.0.0.1:{port}/postgres"
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", *_WAITS, "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def restart(data: Path) -> None:
    """Restart the cluster in this folder as its administrator would; clients are cut off."""
    _run(binaries() / "pg_ctl", "-D", data, "-m", "fast", *_WAITS, "restart", "-l", data / "log")


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The server that `MINH_DANH_TEST_POSTGRESQL` names, else a cluster of our own."""
    named = os.environ.get("MINH_DANH_TEST_POSTGRESQL")
    if named:
        yield named
        return
    with cluster() as url:
        yield url
