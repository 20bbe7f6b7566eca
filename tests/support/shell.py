"""A shell into which the commands of a document are typed, one block after the other."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.source import ROOT
from tests.support.tools import absent

_END = "-- end of the block --"


@dataclass(frozen=True, slots=True)
class Shell:
    """`instead`: texts of the document, and their replacements in the shell."""

    process: subprocess.Popen[str]
    instead: Mapping[str, str]

    def types(self, block: str) -> str:
        """The output of the block. Each of its commands succeeds that the shell waits for."""
        any_of = "|".join(re.escape(each) for each in sorted(self.instead, reverse=True))
        block = re.sub(any_of, lambda found: self.instead[found[0]], block)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(block.rstrip("\n") + f"\nprintf '\\n%s %s\\n' '{_END}' $?\n")
        self.process.stdin.flush()
        said: list[str] = []
        for line in self.process.stdout:
            if line.startswith(_END):
                assert line.split()[-1] == "0", (block, said)
                return "".join(said)
            said.append(line)
        raise AssertionError(f"the shell ended in {block}: {said}")


def blocks(document: Path) -> list[str]:
    """The shell commands of a document, in their order."""
    text = document.read_text("utf-8")
    return re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def after(said: Mapping[str, str], words: str) -> str:
    """The output of the first block with these words; `said` has the output of each block."""
    return next(answer for block, answer in said.items() if words in block)


def need(*tools: str, path: str = os.defpath) -> None:
    """Skip where the machine does not have all of these tools."""
    if lacking := [tool for tool in tools if shutil.which(tool, path=path) is None]:
        absent(", ".join(lacking))


@contextlib.contextmanager
def opened(
    folder: Path, *, instead: Mapping[str, str], more: Mapping[str, str] | None = None
) -> Iterator[Shell]:
    """A shell in this folder, with our own Python and nothing of this process's environment."""
    python = {"python3 ": f"{shlex.quote(sys.executable)} "}
    with subprocess.Popen(
        ["/bin/sh"],
        cwd=folder,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **(more or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield Shell(process, {**python, **instead})
        finally:
            assert process.stdin is not None
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
