"""The screen after the start of the demonstration."""

import re
from pathlib import Path

from idp.demo.people import CAST, STAFF
from idp.demo.place import Ports, StateDirectory
from idp.demo.screen import text

NOBODY = {"people": (), "officers": ()}


def test_every_address_says_what_is_there() -> None:
    shown = text(StateDirectory(Path("state")), Ports(*range(9001, 9010)), NOBODY)
    addresses = re.findall(r"^ .*http://\S+(.*)$", shown, re.MULTILINE)
    assert len(addresses) == 10
    assert [each for each in addresses if not each.strip()] == []


def test_each_account_stands_in_its_columns() -> None:
    rows = [
        {"key": each.key, "username": each.username, "password": "p" * 19, "totp_secret": "T"}
        for each in (*CAST, *STAFF)
    ]
    shown = text(
        StateDirectory(Path("state")), Ports(*range(9001, 9010)), {"people": rows, "officers": ()}
    )
    lines = shown.splitlines()
    (head,) = (each for each in lines if each.split()[:1] == ["who"])
    starts = [head.index(each) for each in ("user name", "password", "second proof")]
    for row in rows:
        (line,) = (each for each in lines if row["username"] in each.split())
        assert [line.index(row["username"]), line.index(row["password"])] == starts[:2], line
        assert {line[each - 1] for each in starts} == {" "}, line
