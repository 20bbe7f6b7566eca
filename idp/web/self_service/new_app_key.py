"""Adding the application: a link and a picture with a handle, which the telephone uses up."""

from dataclasses import dataclass
from typing import Final

from flask import Response
from markupsafe import Markup

from idp.assurance.kinds import EvidenceKind
from idp.factors.app_keys.domain import IN_THIS_SIGN_IN, anchors
from idp.factors.domain import CredentialKind
from idp.web.current import services
from idp.web.pages.app_links import enrolment_link
from idp.web.pages.pictures import qr_code
from idp.web.self_service.means import PATH as MEANS
from idp.web.self_service.presence import Person, barred, own, show

PATH: Final = f"{MEANS}/app"
GIVES: Final = frozenset({EvidenceKind.APP_KEY_VERIFIED})
"""What any key gives. One that takes nothing but a finger gives more, and is enrolled alike: who
could only enrol it at level 3 would never hold the first one. Level 4 takes an anchored one.
"""


@dataclass(frozen=True, slots=True)
class NewAppKey:
    """`link` and `qr` are None where the application is not in use.

    `anchored`: this sign-in showed the person so well that the key will be theirs (Q12).
    """

    link: str | None
    qr: Markup | None
    anchored: bool


@own
def ask(person: Person) -> Response:
    """GET: a fresh handle, good for ten minutes and one key."""
    elsewhere = barred(person, back=PATH, gives=GIVES)
    if elsewhere is not None:
        return elsewhere
    credentials, keys = services().credentials, services().app_keys
    if not (credentials.allowed(CredentialKind.APP_KEY) and keys.standing.offered()):
        return show(person, "new_app_key", NewAppKey(None, None, anchored=False))
    event = person.session.event
    anchored = anchors(event.level, event.kinds)
    handle = keys.begin_enrolment(
        person.subject_id,
        anchoring=IN_THIS_SIGN_IN if anchored else None,
        by=person.session.basis,
    )
    link = enrolment_link(handle)
    return show(person, "new_app_key", NewAppKey(link, qr_code(link), anchored))
