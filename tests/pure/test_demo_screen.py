"""The screen after the start of the demonstration."""

import re
from pathlib import Path

from idp.demo.place import Ports, StateDirectory
from idp.demo.screen import text

NOBODY = {"people": (), "officers": ()}


def test_every_address_says_what_is_there() -> None:
    shown = text(StateDirectory(Path("state")), Ports(*range(9001, 9010)), NOBODY)
    addresses = re.findall(r"^ .*http://\S+(.*)$", shown, re.MULTILINE)
    assert len(addresses) == 10
    assert [each for each in addresses if not each.strip()] == []
