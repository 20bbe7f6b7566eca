"""The names of relying parties, as pages of the desk say to whom or by whom it was."""

from idp.relying_parties.domain.client import text_in
from idp.web.current import services
from idp.web.officer.values import NONE, Value, code, text


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
