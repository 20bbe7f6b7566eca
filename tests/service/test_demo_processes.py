"""A launcher that is killed leaves none of its children behind."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.serving import HOUSE

LAUNCHER = """
import sys, time
from pathlib import Path
from idp.demo.processes import Processes

folder = Path(sys.argv[1])
with (folder / "lock").open("wb") as lock:
    processes = Processes(folder, folder / "idp.toml", lock.fileno())
    for name in ("one", "two"):
        processes.start(name, "http.server", "0", "--bind", "127.0.0.1")
    print("started", flush=True)
    time.sleep(600)  # until it is killed
"""


def children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
    return [int(each) for each in listed.split()]


def is_running(process: int) -> bool:
    """Whether it runs, and is no zombie."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="children are read in /proc")
def test_children_end_with_a_launcher_that_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", LAUNCHER, str(tmp_path)], cwd=HOUSE, stdout=subprocess.PIPE
    ) as launcher:
        assert launcher.stdout is not None
        assert launcher.stdout.readline() == b"started\n"
        begun = children(launcher.pid)
        assert len(begun) == 2
        assert all(map(is_running, begun))
        launcher.send_signal(signal.SIGKILL)
    until = time.monotonic() + 120
    while any(map(is_running, begun)):
        assert time.monotonic() < until, "a child outlived its launcher"
        time.sleep(0.05)
