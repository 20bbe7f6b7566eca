"""The names of relying parties: to whom or by whom something was, and whom a form can mean."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import escape

from idp.relying_parties.domain.client import text_in
from idp.web.current import services
from idp.web.officer.values import NONE, Value, code, text
from idp.web.pages.labels import N_

MOST_OFFERED: Final = 300
MOST_OFFERED_BYTES: Final = 40_000
"""Of the parties that a form offers and of their options; any other party is typed."""
_OPTION: Final = len('<option value=""></option>\n')
NO_PARTY: Final = N_("No relying party has this name or client id.")
SEVERAL_PARTIES: Final = N_("Several relying parties have this name: choose the client id of one.")


@dataclass(frozen=True, slots=True)
class MeantParty:
    """Whom a typed text means; `problem`: why nobody, a message id."""

    client_id: str
    problem: str | None = None


def party_name(client_id: str) -> str | None:
    """Its name in Vietnamese, which is that of the contract; None where none is registered."""
    client = services().relying_parties.client(client_id)
    return None if client is None else text_in(client.name, "vi")


def party(client_id: str | None, *, aside: bool = False) -> Value:
    """A relying party by its name, with the way to its page; one that was removed by its id.

    `aside`: its client id stands beside the name, where it is searched by or compared.
    """
    if client_id is None:
        return NONE
    name = party_name(client_id)
    if name is None:
        return code(client_id)
    link = f"/officer/parties/{client_id}"
    return text(name, link=link, aside=client_id if aside else "")


def offered_parties() -> Mapping[str, str]:
    """The relying parties to choose from, by client id; of those with one name each has its id.

    The first ones by client id, so many that the page stays light; none that was removed.
    """
    clients = services().relying_parties.page(None, MOST_OFFERED)
    names = {each.client_id: text_in(each.name, "vi") for each in clients}
    often = Counter(map(_plain, names.values()))
    offered, left = dict[str, str](), MOST_OFFERED_BYTES
    for client_id, name in names.items():
        shown = name if often[_plain(name)] == 1 else f"{name} · {client_id}"
        left -= _OPTION + len(client_id) + len(escape(shown).encode())
        if left < 0:
            break
        offered[client_id] = shown
    return offered


def meant_party(typed: str) -> MeantParty:
    """The party with exactly this client id, in any state; else the one with this name.

    A name counts in each of its languages, whatever its case, blanks and composition; of a party
    that was removed it counts no more.
    """
    if services().relying_parties.client(typed) is not None:
        return MeantParty(typed)
    wanted = _plain(typed)
    named = [
        each.client_id
        for each in services().relying_parties.all()
        if wanted in map(_plain, each.name.values())
    ]
    if len(named) == 1:
        return MeantParty(named[0])
    return MeantParty(typed, SEVERAL_PARTIES if named else NO_PARTY)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
