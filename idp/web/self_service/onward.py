"""The way on to a relying party whose sign-in waits while its person makes a passkey."""

from dataclasses import dataclass
from uuid import UUID

from flask import request

from idp.kernel.refusals import Refused
from idp.web.current import dispatcher_address, services
from idp.web.pages import cookies
from idp.web.pages.labels import in_language
from idp.web.pages.waiting_party import FIELD, named_in
from idp.web.self_service.guards import AccountHolder


@dataclass(frozen=True, slots=True)
class Onward:
    """The link to the dispatcher, and the name of the party it leads to."""

    link: str
    name: str


def party_waiting() -> UUID | None:
    """The transaction in the address of this request, whether or not it is this browser's."""
    return named_in(request.args.get(FIELD, ""))


def onward(person: AccountHolder) -> Onward | None:
    """The way on, if the address names an open sign-in of this browser at a relying party."""
    transaction = party_waiting()
    if transaction is None:
        return None
    interaction = services().authorization.resume(
        str(transaction), browser=cookies.browser_seen(), session_token=cookies.session()
    )
    if isinstance(interaction, Refused) or interaction.client is None:
        return None
    name = in_language(interaction.client.name, person.lang)
    return Onward(dispatcher_address(interaction), name)
