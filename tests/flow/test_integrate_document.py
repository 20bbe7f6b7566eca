"""docs/integrate.md as it stands: its commands, one after the other, against a demonstration."""

import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import shell
from tests.support.demonstration import Demonstration
from tests.support.shell import Shell, after
from tests.support.source import ROOT


@pytest.fixture
def engineer(demonstration: Demonstration, tmp_path: Path) -> Iterator[Shell]:
    """A shell in a checkout whose demonstration runs, on its own ports."""
    shell.need("curl", "openssl")
    (tmp_path / ".demo").symlink_to(demonstration.state)
    port = demonstration.port
    instead = {
        ".venv/bin/python ": f"{shlex.quote(sys.executable)} ",
        "localhost:8000": f"localhost:{port}",
        "localhost%3A8000": f"localhost%3A{port}",
    }
    with shell.opened(tmp_path, instead=instead) as typed:
        yield typed


def _code_arrives(world: Demonstration, address: str) -> str:
    """The code in the address bar, after a person signed in and agreed."""
    traveller = world.traveller()
    sent = traveller.agree(traveller.prove(traveller.go(address), "citizen_l1"))
    assert sent.location.startswith("http://localhost:3000/callback"), (sent.url, sent.text)
    assert sent.query["iss"] == world.issuer
    return sent.query["code"]


def test_every_command_of_the_page_does_what_it_says(
    demonstration: Demonstration, engineer: Shell
) -> None:
    said: dict[str, str] = {}
    for block in shell.blocks(ROOT / "docs/integrate.md"):
        if block.startswith("read -r code"):
            address = after(said, "response_type=code").split()[-1]
            engineer.types(f"code={_code_arrives(demonstration, address)}")
        else:
            said[block] = engineer.types(block)
    assert json.loads(after(said, "/par"))["request_uri"].startswith("urn:")
    assert json.loads(after(said, "=authorization_code"))["scope"].startswith("openid")
    assert "Bình" in after(said, "/userinfo")
    assert json.loads(after(said, "/introspect"))["active"] is True
    assert json.loads(after(said, "=client_credentials"))["token_type"] == "Bearer"
    assert after(said, "/revoke").strip() == "{}200"
    assert json.loads(after(said, ":wrong"))["error"] == "invalid_client"
