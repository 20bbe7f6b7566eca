"""Every power is asked by somebody: by a verb below the pages, or else by the desk alone."""

import ast

from idp.access.powers import Power
from tests.support import source

ABOVE = ("idp/web/", "idp/cli/", "idp/access/")
"""Pages and commands, and the table of powers itself."""

AT_THE_DESK_ALONE: frozenset[Power] = frozenset(
    {
        Power.ACCOUNT_LOCK,
        Power.ACCOUNT_UNLOCK,
        Power.DOCUMENT_ADD,
        Power.DOCUMENT_OPEN,
        Power.FRAUD_FIND,
        Power.GUARDIANSHIP_RECORD,
        Power.LETTER_DELIVER,
        Power.LETTER_READ,
        Power.NOTICE_RETRY,
    }
)
"""Powers that only pages ask. Their verbs believe whoever calls them; the list may only shrink."""


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
