"""Adding an application key: a link and a QR code with a handle for the telephone."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request
from markupsafe import Markup

from idp.assurance.binding import shows_the_person
from idp.assurance.levels import Level, reachable
from idp.assurance.pieces import holds_card
from idp.authorization.domain.credential_change import RequiredLevels
from idp.factors.domain import Binding, CredentialKind
from idp.platform.qr_codes import qr_code
from idp.web.current import services
from idp.web.pages.app_links import enrolment_link
from idp.web.self_service.guards import (
    ACTS,
    AccountHolder,
    login_required,
    redirect_to_sign_in,
    require_recent_authentication,
    show,
)
from idp.web.self_service.means import PATH as MEANS

PATH: Final = f"{MEANS}/app"
AS_ONESELF: Final = "as_oneself"
"""The choice to show card and face, so that the key is bound to the person."""


@dataclass(frozen=True, slots=True)
class NewAppKeyPage:
    """`link` and `qr` are None where the application is not in use.

    `anchored`: card and face were shown in this sign-in, so the key will be the person's (Q12):
    then no picture is shown, because it is for the very phone before whose camera they were.
    `could_be`: the person has both and could show them.
    """

    link: str | None
    qr: Markup | None
    anchored: bool
    could_be: bool = False


@login_required
def ask(person: AccountHolder) -> Response:
    """GET: a new handle, valid for ten minutes and one key."""
    made = require_recent_authentication(person, purpose=ACTS[PATH], back=PATH)
    if not isinstance(made, Binding):
        return made
    anchored, could_be = shows_the_person(made.pieces), _could_be(person)
    if AS_ONESELF in request.args and could_be and not anchored:
        return redirect_to_sign_in(
            PATH,
            needed=RequiredLevels(Level.FOUR, Level.TWO),
            fresh=True,
            purpose=ACTS[PATH],
            demanded_of=person.subject_id,
        )
    credentials, keys = services().credentials, services().app_keys
    if not (credentials.allowed(CredentialKind.APP_KEY) and keys.attestation_status.offered()):
        return show(person, "new_app_key", NewAppKeyPage(None, None, anchored=False))
    link = enrolment_link(
        keys.begin_enrolment(person.subject_id, binding=made, by=person.session.basis)
    )
    picture = None if anchored else qr_code(link)
    return show(person, "new_app_key", NewAppKeyPage(link, picture, anchored, could_be))


def _could_be(person: AccountHolder) -> bool:
    """Whether the person has a card and a face that can be compared, and a knowledge factor."""
    account = services().accounts.status_of(person.subject_id)
    face = services().biometrics.eligibility.pieces(account)
    held = services().credentials.pieces(person.subject_id)
    return bool(face) and holds_card(held) and reachable(held | face) >= Level.FOUR
