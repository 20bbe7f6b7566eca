"""Who may use which route: one line per route, and no application with a route that has none.

What a route demands is checked where it is answered (`pages.mounting` for forms,
`self_service.presence` for persons, `oidc.client_authentication` for clients); this table says
which of them must be met, and the tests try every route without it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from flask import Flask


class Duty(StrEnum):
    """What whoever asks has to show. Every form also shows that it came from a page of ours."""

    PUBLIC = "public"
    """Nothing: anybody may ask."""
    REQUEST = "request"
    """A request of a registered relying party, which is proved before anything is answered."""
    BROWSER = "browser"
    """The cookie of the very browser that began the transaction."""
    PERSON = "person"
    """A live session of one's own, and for a change a fresh sign-in."""
    DEVICE = "device"
    """A word signed by an enrolled key of the application, or a handle its person gave it."""
    CLIENT = "client"
    """A client's own authentication."""
    TOKEN = "token"  # noqa: S105 - the name of a duty
    """An access token made for this provider."""


DUTIES: Final[Mapping[str, Duty]] = {
    "/": Duty.PUBLIC,
    "/app/approvals": Duty.DEVICE,
    "/app/cards": Duty.DEVICE,
    "/app/cards/answers": Duty.DEVICE,
    "/app/counter-code": Duty.DEVICE,
    "/app/counter/approvals": Duty.DEVICE,
    "/app/counter/denials": Duty.DEVICE,
    "/app/counter/numbers": Duty.DEVICE,
    "/app/counter/pins": Duty.DEVICE,
    "/app/counter/requests": Duty.DEVICE,
    "/app/denials": Duty.DEVICE,
    "/app/keys": Duty.DEVICE,
    "/app/keys/retire": Duty.DEVICE,
    "/app/requests": Duty.DEVICE,
    "/authorize": Duty.REQUEST,
    "/authorize/<uuid:transaction>": Duty.BROWSER,
    "/backchannel-authn": Duty.CLIENT,
    "/consent/<uuid:transaction_id>": Duty.BROWSER,
    "/health/live": Duty.PUBLIC,
    "/health/ready": Duty.PUBLIC,
    "/introspect": Duty.CLIENT,
    "/logged-out": Duty.PUBLIC,
    "/logout": Duty.PUBLIC,
    "/logout/answer": Duty.BROWSER,
    "/me": Duty.PERSON,
    "/me/biometrics": Duty.PERSON,
    "/me/biometrics/<purpose>/withdraw": Duty.PERSON,
    "/me/biometrics/open-again": Duty.PERSON,
    "/me/consents": Duty.PERSON,
    "/me/consents/<uuid:consent_id>/receipt": Duty.PERSON,
    "/me/consents/<uuid:consent_id>/withdraw": Duty.PERSON,
    "/me/history": Duty.PERSON,
    "/me/history/<uuid:transaction_id>/statement": Duty.PERSON,
    "/me/lost-phone": Duty.PERSON,
    "/me/means": Duty.PERSON,
    "/me/means/<uuid:credential_id>/remove": Duty.PERSON,
    "/me/means/app": Duty.PERSON,
    "/me/means/card": Duty.PERSON,
    "/me/means/card/return": Duty.PERSON,
    "/me/means/code-app": Duty.PERSON,
    "/me/means/passkey": Duty.PERSON,
    "/me/means/passkey/options": Duty.PERSON,
    "/me/means/password": Duty.PERSON,
    "/me/means/recovery-codes": Duty.PERSON,
    "/me/means/pin": Duty.PERSON,
    "/me/report-loss": Duty.PERSON,
    "/me/sessions": Duty.PERSON,
    "/me/sessions/<uuid:session_id>/end": Duty.PERSON,
    "/me/sessions/end-all": Duty.PERSON,
    "/me/settings": Duty.PERSON,
    "/par": Duty.CLIENT,
    "/public": Duty.PUBLIC,
    "/public/catalogue": Duty.PUBLIC,
    "/public/help": Duty.PUBLIC,
    "/public/levels": Duty.PUBLIC,
    "/public/levels.json": Duty.PUBLIC,
    "/public/providers": Duty.PUBLIC,
    "/public/receipt": Duty.PUBLIC,
    "/public/relying-parties": Duty.PUBLIC,
    "/public/report-loss": Duty.PUBLIC,
    "/public/report-loss/<link>": Duty.PUBLIC,
    "/public/status": Duty.PUBLIC,
    "/public/terms": Duty.PUBLIC,
    "/revoke": Duty.CLIENT,
    "/signin/<uuid:transaction_id>": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/account": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/app": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/app/return": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/app/state": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/cancel": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/card": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/card/return": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/code": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/face": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/face/consent": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/face/question": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/passkey": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/passkey/options": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/pin": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/recovery": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/start-again": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/stopped": Duty.BROWSER,
    "/static/<build>/<path:name>": Duty.PUBLIC,
    "/token": Duty.CLIENT,
    "/userinfo": Duty.TOKEN,
}


def require_duties(app: Flask) -> None:
    """Refuse an application with a route that declares no duty. Raises LookupError."""
    missing = {rule.rule for rule in app.url_map.iter_rules()} - DUTIES.keys()
    if missing:
        raise LookupError(f"routes without a duty: {', '.join(sorted(missing))}")
