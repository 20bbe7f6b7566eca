"""The names of relying parties: to whom or by whom something was, and whom a form can mean."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.relying_parties.domain.client import text_in
from idp.web.current import services
from idp.web.officer.values import NONE, Value, code, text
from idp.web.pages.labels import N_

MOST_OFFERED: Final = 1_000
"""Parties that a form offers; any other is typed."""
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

    The first MOST_OFFERED by client id; none that was removed.
    """
    clients = services().relying_parties.page(None, MOST_OFFERED)
    names = {each.client_id: text_in(each.name, "vi") for each in clients}
    often = Counter(map(_plain, names.values()))
    return {
        client_id: name if often[_plain(name)] == 1 else f"{name} · {client_id}"
        for client_id, name in names.items()
    }


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
