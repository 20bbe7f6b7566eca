"""docs/admin-api.md as it stands: its commands, one after the other, against a demonstration."""

import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
    instead = {
        ".venv/bin/python ": f"{shlex.quote(sys.executable)} ",
        "localhost:8000": f"localhost:{demonstration.port}",
    }
    with shell.opened(tmp_path, instead=instead) as typed:
        yield typed


@pytest.mark.norm("D4.8")
def test_every_command_of_the_page_does_what_it_says(engineer: Shell) -> None:
    said = {block: engineer.types(block) for block in shell.blocks(ROOT / "docs/admin-api.md")}
    assert json.loads(after(said, "openapi.json"))["openapi"] == "3.1.0"
    assert "admin:policy_propose" in after(said, "demo scopes")
    assert json.loads(after(said, "/token"))["token_type"] == "Bearer"
    assert {"switch": "sso", "value": "all"} in json.loads(after(said, "GET /policy\n"))["items"]
    assert json.loads(after(said, "key="))["state"] == "pending_second_approval"
    again, _, other = after(said, "cmp").partition("\n")
    assert again == "the same answer"
    assert json.loads(other)["reason"] == "idempotency_key_reused"
    assert int(after(said, "pages").split()[0]) > 1
    case, refused = documents(after(said, '"approve"'))
    (approve,) = [each for each in case["moves"] if each["event"] == "approve"]
    assert (approve["power"], approve["refused"]) == ("policy_approve", "commands_only_propose")
    assert (refused["status"], refused["reason"]) == (403, "commands_only_propose")
    withdrawn, late = documents(after(said, '"withdraw"'))
    assert withdrawn["state"] == "withdrawn"
    assert (late["status"], late["reason"]) == (412, "page_changed")


def documents(output: str) -> list[dict[str, Any]]:
    """The JSON documents that an output is made of."""
    found: list[dict[str, Any]] = []
    decoder, rest = json.JSONDecoder(), output.strip()
    while rest:
        document, end = decoder.raw_decode(rest)
        found.append(document)
        rest = rest[end:].lstrip()
    return found
