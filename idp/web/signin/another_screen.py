"""What stands on this screen for a telephone beside it: a picture, a number, and how far it is."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from idp.authorization.domain.request import OwnAccountRequest
from idp.authorization.interaction import Interaction
from idp.factors.app_keys.request import Offer, OpenRequest, Stage
from idp.platform.qr_codes import qr_code
from idp.web.current import settings


@dataclass(frozen=True, slots=True)
class BesideThisScreen:
    """`qr` is None once the telephone has scanned it; then only the number is needed."""

    qr: Markup | None
    link: str | None
    number: str
    approved: bool


def beside_this_screen(
    taken: OpenRequest | None, offer: Callable[[], Offer], link: Callable[[str], str]
) -> BesideThisScreen:
    """The request that the telephone has scanned; else a new one, whose `link` is the picture."""
    if taken is not None:
        approved = taken.stage is Stage.APPROVED
        return BesideThisScreen(None, None, taken.number or "", approved)
    offered = offer()
    address = link(offered.handle)
    return BesideThisScreen(qr_code(address), address, offered.number or "", approved=False)


def own_page_on_a_phone(interaction: Interaction) -> Markup | None:
    """A picture of the address of the own account's page that this sign-in is for.

    The camera of a phone opens it in the browser there, where the sign-in begins anew. None at a
    relying party, whose sign-in only its own pages can begin.
    """
    asked = interaction.transaction.request
    if not isinstance(asked, OwnAccountRequest):
        return None
    return qr_code(f"{settings().issuer}{asked.path}")
