"""docs/operate.md as it stands: an installation over PostgreSQL, typed from the page."""

import os
import re
import shlex
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.support import postgresql, shell
from tests.support.serving import free_port
from tests.support.shell import Shell, after
from tests.support.source import ROOT

BLOCKS = shell.blocks(ROOT / "docs/operate.md")
INSTALL = "/opt/minh-danh/bin/pip install"


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Shell]:
    """A shell of an administrator of PostgreSQL, with other places and ports."""
    path = f"{tmp_path / 'bin'}:{postgresql.binaries()}:{os.defpath}"
    shell.need("curl", "openssl", "psql", "pg_dump", path=path)
    idp = tmp_path / "bin" / "idp"
    idp.parent.mkdir()
    idp.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m idp "$@"\n', "utf-8")
    idp.chmod(0o755)
    (tmp_path / "config").symlink_to(ROOT / "config")
    port, metrics = free_port(), free_port()
    with postgresql.cluster() as url:
        server = make_url(url)
        instead = {
            "-o minh_danh -g minh_danh": f"-o {os.geteuid()} -g {os.getegid()}",
            "/etc/minh-danh": str(tmp_path / "etc"),
            "/var/backups": str(tmp_path / "backups"),
            "127.0.0.1:8000": f"127.0.0.1:{port}",
            "127.0.0.1:9000": f"127.0.0.1:{metrics}",
        }
        more = {
            "PATH": path,
            "PGHOST": str(server.host),
            "PGPORT": str(server.port),
            "PGUSER": str(server.username),
            "IDP_PORT": str(port),
            "IDP_METRICS_PORT": str(metrics),
        }
        with shell.opened(tmp_path, instead=instead, more=more) as typed:
            yield typed


def test_the_commands_of_the_page_make_an_installation(operator: Shell, tmp_path: Path) -> None:
    said: dict[str, str] = {}
    running: list[int] = []
    try:
        for block in BLOCKS:
            if INSTALL in block:  # tests/package installs it
                continue
            said[block] = operator.types(block)
            if "idp serve" in block:
                running = [int(each) for each in operator.types("jobs -p").split()]
    finally:
        for each in running:
            os.kill(each, signal.SIGTERM)
    assert "minh_danh may serve, not own" in after(said, "idp migrate")
    assert "these settings can serve" in after(said, "\nidp check-config")
    assert "note" not in after(said, "\nidp check-config")
    assert after(said, "/health/ready").strip().endswith("ready")
    served = (tmp_path / "etc" / "metrics").read_text("utf-8")
    assert 'idp_request_seconds_count{method="GET",status="200",surface="health"}' in served
    assert "sign from" in after(said, "--ahead")
    assert "new keys sign now" in after(said, "--at-once")
    assert "these settings can serve" in after(said, "pg_restore")


def test_each_metric_of_the_page_is_served() -> None:
    named = set(re.findall(r"\bidp_[a-z_]+", (ROOT / "docs/operate.md").read_text("utf-8")))
    served = "".join(
        (ROOT / "idp" / module).read_text("utf-8")
        for module in ("platform/metrics.py", "cli/gauges.py")
    )
    assert {re.sub("_(count|bucket|sum)$", "", name) for name in named} <= set(
        re.findall(r'"(idp_[a-z_]+)"', served)
    )
