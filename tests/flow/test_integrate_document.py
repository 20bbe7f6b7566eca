"""docs/integrate.md as it stands: its commands, one after the other, against a demonstration."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.demonstration import Demonstration
from tests.support.source import ROOT

DOCUMENT = (ROOT / "docs/integrate.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
_END = "-- end of the block --"


class Reader:
    """A shell into which the blocks are typed, with the ports of this demonstration."""

    def __init__(self, world: Demonstration, shell: subprocess.Popen[str]) -> None:
        self._world = world
        self._shell = shell

    def types(self, block: str) -> str:
        """What the block prints; its last command succeeds."""
        lines = [self._here(block).rstrip("\n"), f"printf '\\n%s %s\\n' '{_END}' $?"]
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write("\n".join(lines) + "\n")
        self._shell.stdin.flush()
        said: list[str] = []
        for line in self._shell.stdout:
            if line.startswith(_END):
                assert line.split()[-1] == "0", (block, said)
                return "".join(said)
            said.append(line)
        raise AssertionError(f"the shell ended: {said}")

    def _here(self, block: str) -> str:
        ported = block.replace("localhost:8000", f"localhost:{self._world.port}")
        ported = ported.replace("localhost%3A8000", f"localhost%3A{self._world.port}")
        return ported.replace("python3 ", ".venv/bin/python ").replace(
            ".venv/bin/python", shlex.quote(sys.executable)
        )


@pytest.fixture(autouse=True)
def _tools() -> None:
    for tool in ("curl", "openssl"):
        if shutil.which(tool, path=os.defpath) is None:
            pytest.skip(f"there is no {tool} here")


@pytest.fixture
def reader(demonstration: Demonstration, tmp_path: Path) -> Iterator[Reader]:
    (tmp_path / ".demo").symlink_to(demonstration.state)
    with subprocess.Popen(
        ["/bin/sh"],
        cwd=tmp_path,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as shell:
        yield Reader(demonstration, shell)
        assert shell.stdin is not None
        shell.stdin.close()


def _code_arrives(world: Demonstration, address: str) -> str:
    """The code in the address bar, after somebody signed in and agreed."""
    traveller = world.traveller()
    sent = traveller.agree(traveller.prove(traveller.go(address), "citizen_l1"))
    assert sent.location.startswith("http://localhost:3000/callback"), (sent.url, sent.text)
    assert sent.query["iss"] == world.issuer
    return sent.query["code"]


def test_every_command_of_the_page_does_what_it_says(
    demonstration: Demonstration, reader: Reader
) -> None:
    said: dict[str, str] = {}
    for block in BLOCKS:
        if block.startswith("read -r code"):
            address = _after(said, "response_type=code").split()[-1]
            reader.types(f"code={_code_arrives(demonstration, address)}")
        else:
            said[block] = reader.types(block)
    assert json.loads(_after(said, "/par"))["request_uri"].startswith("urn:")
    assert json.loads(_after(said, "=authorization_code"))["scope"].startswith("openid")
    assert "Bình" in _after(said, "/userinfo")
    assert json.loads(_after(said, "/introspect"))["active"] is True
    assert json.loads(_after(said, "=client_credentials"))["token_type"] == "Bearer"
    assert _after(said, "/revoke").strip() == "{}200"
    assert json.loads(_after(said, ":wrong"))["error"] == "invalid_client"


def _after(said: dict[str, str], words: str) -> str:
    """What the first block with these words printed."""
    return next(answer for block, answer in said.items() if words in block)
