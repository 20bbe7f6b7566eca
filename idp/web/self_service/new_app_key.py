"""Adding the application: a link and a picture with a handle, which the telephone uses up."""

from dataclasses import dataclass
from typing import Final

from flask import Response
from markupsafe import Markup

from idp.assurance.binding import shows_the_person
from idp.factors.domain import Binding, CredentialKind
from idp.web.current import services
from idp.web.pages.app_links import enrolment_link
from idp.web.pages.pictures import qr_code
from idp.web.self_service.means import PATH as MEANS
from idp.web.self_service.presence import ACTS, Person, ceremony, own, show

PATH: Final = f"{MEANS}/app"


@dataclass(frozen=True, slots=True)
class NewAppKey:
    """`link` and `qr` are None where the application is not in use.

    `anchored`: card and face were shown in this sign-in, so the key will be the person's (Q12).
    """

    link: str | None
    qr: Markup | None
    anchored: bool


@own
def ask(person: Person) -> Response:
    """GET: a fresh handle, good for ten minutes and one key."""
    made = ceremony(person, purpose=ACTS[PATH], back=PATH)
    if not isinstance(made, Binding):
        return made
    credentials, keys = services().credentials, services().app_keys
    if not (credentials.allowed(CredentialKind.APP_KEY) and keys.standing.offered()):
        return show(person, "new_app_key", NewAppKey(None, None, anchored=False))
    link = enrolment_link(
        keys.begin_enrolment(person.subject_id, binding=made, by=person.session.basis)
    )
    anchored = shows_the_person(made.pieces)
    return show(person, "new_app_key", NewAppKey(link, qr_code(link), anchored))
