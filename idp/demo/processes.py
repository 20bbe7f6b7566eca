"""The child processes of a demonstration."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

_READY_WITHIN_SECONDS = 60
_STOPS_WITHIN_SECONDS = 10
_PR_SET_PDEATHSIG = 1


class DidNotStart(RuntimeError):
    """A process ended, or did not answer in time; its log says why."""


@dataclass(slots=True)
class Processes:
    """Children of this process. `logs` is the folder for their output.

    They hold `lock`, an open file, too: a state is in use while any of them lives.
    """

    logs: Path
    config: Path
    lock: int
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _over: threading.Event = field(default_factory=threading.Event)

    def start(self, name: str, *module_and_arguments: str) -> None:
        """Start a Python module as a child; its output goes to its log.

        It runs in its own session (setsid): with a Ctrl-C beside our SIGTERM the server would be
        stopped twice and never end.
        """
        with (self.logs / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, "-m", *module_and_arguments],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(self.lock,),
                # No thread of ours runs yet that could hold a lock the child needs.
                preexec_fn=_ends_with(os.getpid()),  # noqa: PLW1509
            )

    def wait_until_ready(self, addresses: Mapping[str, tuple[int, str]]) -> bool:
        """Wait until each port answers its path with 200; False when a signal came first.

        Raises DidNotStart.
        """
        deadline = time.monotonic() + _READY_WITHIN_SECONDS
        for name, (port, path) in addresses.items():
            while not _answers(port, path):
                if self._over.wait(0.05):
                    return False
                if self.ended() or time.monotonic() > deadline:
                    raise DidNotStart(f"{name} did not start; see {self.logs / name}.log")
        return True

    def ended(self) -> Sequence[str]:
        """The names of children that are no longer running."""
        return [name for name, child in self._running.items() if child.poll() is not None]

    def wait(self) -> str | None:
        """Wait for a signal, or for a child to end by itself: its name is returned."""
        while not self._over.wait(0.5):
            ended = self.ended()
            if ended:
                return ended[0]
        return None

    def stop_on_signals(self) -> None:
        """Let SIGINT, SIGTERM and a closed terminal end `wait`."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._signalled)

    def stop(self) -> None:
        """Terminate every child, and kill it after ten seconds."""
        self._over.set()
        for child in self._running.values():
            child.terminate()
        deadline = time.monotonic() + _STOPS_WITHIN_SECONDS
        for child in self._running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)

    def _signalled(self, _: int, __: FrameType | None) -> None:
        self._over.set()

    def _environment(self) -> dict[str, str]:
        """Settings come from the demonstration's file only; no proxy for local addresses."""
        mine = os.environ  # noqa: TID251 - children inherit the machine's environment
        kept = {name: value for name, value in mine.items() if not name.startswith("IDP_")}
        direct = {"NO_PROXY": "localhost,127.0.0.1", "no_proxy": "localhost,127.0.0.1"}
        return {**kept, **direct, "PYTHONUTF8": "1", "IDP_CONFIG": str(self.config)}


def _ends_with(parent: int) -> Callable[[], None] | None:
    """A function that makes the child end when its parent is killed; on Linux only.

    The kernel sends SIGTERM (prctl(2), PR_SET_PDEATHSIG). The child also checks whether its parent
    ended before that call.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def bind() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return bind


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200  # noqa: PLR2004 - OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
