"""A relying party written by others, in its own process: a JSON line in, a JSON line out."""

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.support.tools import absent


@dataclass(frozen=True, slots=True)
class Conversation:
    """A running client; `say` waits for its answer and fails with its own complaint."""

    process: "subprocess.Popen[str]"

    def say(self, **words: object) -> dict[str, Any]:
        with suppress(BrokenPipeError):  # it gave up already; its complaint is read below
            self._pipe(self.process.stdin).write(json.dumps(words) + "\n")
            self._pipe(self.process.stdin).flush()
        line = self._pipe(self.process.stdout).readline()
        assert line, self._pipe(self.process.stderr).read()
        answer: dict[str, Any] = json.loads(line)
        return answer

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


@contextmanager
def conversation(command: Sequence[str], folder: Path) -> Iterator[Conversation]:
    """Start the client in its folder, and end it afterwards."""
    with (
        suppress(BrokenPipeError),
        subprocess.Popen(  # noqa: S603 - our own command line
            command,
            cwd=folder,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process,
    ):
        try:
            yield Conversation(process)
        finally:
            process.kill()


def tool(name: str) -> str:
    """Where a toolchain's command lies; skips without it: there is no client to talk to."""
    found = shutil.which(name)
    if found is None:
        absent(name)
    return found


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else sets a client up in this folder meanwhile: several processes run tests."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def run(command: Sequence[str], folder: Path) -> None:
    """One set-up step of a client; prints the tool's output when it fails."""
    done = subprocess.run(  # noqa: S603 - our own command line
        command, cwd=folder, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
