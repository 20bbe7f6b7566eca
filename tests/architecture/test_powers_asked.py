"""The powers that verbs below the pages ask; `test_verbs_ask_for_powers` tries each of them.

A power that no verb names would be asked by pages alone, and anybody else who calls the verb is
believed.
"""

import ast

from idp.access.powers import Power
from tests.support import source

ABOVE = ("idp/web/", "idp/cli/", "idp/demo/", "idp/access/")
"""Pages, commands and the demonstration, and the table of powers itself."""

AT_THE_DESK_ALONE: frozenset[Power] = frozenset({Power.LETTER_READ})
"""The power to see letters, which pages ask: it changes nothing."""


def named_in(*folders: str, but: tuple[str, ...] = ()) -> frozenset[Power]:
    """The powers that modules name as `Power.X`."""
    names = {
        node.attr
        for folder in folders
        for module in source.modules(folder)
        if not any(each in str(module) for each in but)
        for node in ast.walk(source.tree(module))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Power"
    }
    return frozenset(each for each in Power if each.name in names)


def test_every_power_is_asked_by_the_verb_it_is_for() -> None:
    assert frozenset(Power) - named_in("idp", but=ABOVE) == AT_THE_DESK_ALONE


def test_what_no_verb_asks_the_desk_asks() -> None:
    assert named_in("idp/web/officer") >= AT_THE_DESK_ALONE
