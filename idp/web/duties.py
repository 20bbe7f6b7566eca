"""Who may use which route, and what a form is bound to: one line each, and none without.

What a route demands is checked where it is answered (`pages.mounting` for forms,
`self_service.presence` for persons, `oidc.client_authentication` for clients); this table says
which of them must be met, and the tests try every route without it.
"""

from collections.abc import Iterable, Mapping
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
    "/me/consents/<uuid:consent_id>": Duty.PERSON,
    "/me/consents/<uuid:consent_id>/receipt": Duty.PERSON,
    "/me/consents/<uuid:consent_id>/withdraw": Duty.PERSON,
    "/me/contacts": Duty.PERSON,
    "/me/contacts/email": Duty.PERSON,
    "/me/contacts/email/cancel": Duty.PERSON,
    "/me/contacts/email/code": Duty.PERSON,
    "/me/contacts/phone": Duty.PERSON,
    "/me/contacts/phone/cancel": Duty.PERSON,
    "/me/contacts/phone/code": Duty.PERSON,
    "/me/history": Duty.PERSON,
    "/me/history/<uuid:transaction_id>/statement": Duty.PERSON,
    "/me/lost-phone": Duty.PERSON,
    "/me/means": Duty.PERSON,
    "/me/means/<uuid:credential_id>/cancel": Duty.PERSON,
    "/me/means/<uuid:credential_id>/remove": Duty.PERSON,
    "/me/means/<uuid:credential_id>/stop": Duty.PERSON,
    "/me/means/app": Duty.PERSON,
    "/me/means/card": Duty.PERSON,
    "/me/means/card/return": Duty.PERSON,
    "/me/means/code-app": Duty.PERSON,
    "/me/means/passkey": Duty.PERSON,
    "/me/means/passkey/options": Duty.PERSON,
    "/me/means/password": Duty.PERSON,
    "/me/means/recovery-codes": Duty.PERSON,
    "/me/means/recovery-codes/sheet": Duty.PERSON,
    "/me/means/pin": Duty.PERSON,
    "/me/report-loss": Duty.PERSON,
    "/me/report-loss/<number>/take-back": Duty.PERSON,
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
    "/public/undo/<link>": Duty.PUBLIC,
    "/public/status": Duty.PUBLIC,
    "/public/terms": Duty.PUBLIC,
    "/revoke": Duty.CLIENT,
    "/signin/<uuid:transaction_id>": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/account": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/waiting": Duty.BROWSER,
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
    "/signin/<uuid:transaction_id>/password-and-code": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/pin": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/recovery": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/start-again": Duty.BROWSER,
    "/signin/<uuid:transaction_id>/stopped": Duty.BROWSER,
    "/static/<build>/<path:name>": Duty.PUBLIC,
    "/token": Duty.CLIENT,
    "/userinfo": Duty.TOKEN,
}


class Bound(StrEnum):
    """What is compared when a form arrives, before anything is done with it.

    A page may be hours old and another person signed in since, in another tab. What the form
    carries is made again from what would be shown now, and compared; it is never believed.
    """

    PERSON = "person"
    """Whoever is signed in now must be the one the page was made for."""
    PAGE = "page"
    """The same, and the page must still say what it said: its digest is in the field `shown`."""
    PROOF = "proof"
    """What is typed or signed in the form says itself whose it is, and is judged as that."""
    REFUSAL = "refusal"
    """It only says no, for this browser's transaction and whoever is there."""
    NOTHING = "nothing"
    """It changes nothing."""


FORMS: Final[Mapping[str, Bound]] = {
    "/consent/<uuid:transaction_id>": Bound.PAGE,
    "/logout/answer": Bound.PERSON,
    "/me/biometrics/<purpose>/withdraw": Bound.PERSON,
    "/me/biometrics/open-again": Bound.PERSON,
    "/me/consents/<uuid:consent_id>/withdraw": Bound.PERSON,
    "/me/contacts/email": Bound.PAGE,
    "/me/contacts/email/cancel": Bound.PAGE,
    "/me/contacts/email/code": Bound.PERSON,
    "/me/contacts/phone": Bound.PAGE,
    "/me/contacts/phone/cancel": Bound.PAGE,
    "/me/contacts/phone/code": Bound.PERSON,
    "/me/lost-phone": Bound.PERSON,
    "/me/means/<uuid:credential_id>/cancel": Bound.PERSON,
    "/me/means/<uuid:credential_id>/remove": Bound.PERSON,
    "/me/means/<uuid:credential_id>/stop": Bound.PERSON,
    "/me/means/card": Bound.PERSON,
    "/me/means/code-app": Bound.PERSON,
    "/me/means/passkey": Bound.PERSON,
    "/me/means/passkey/options": Bound.PERSON,
    "/me/means/password": Bound.PERSON,
    "/me/means/pin": Bound.PERSON,
    "/me/means/recovery-codes": Bound.PERSON,
    "/me/report-loss": Bound.PERSON,
    "/me/report-loss/<number>/take-back": Bound.PERSON,
    "/me/sessions/<uuid:session_id>/end": Bound.PERSON,
    "/me/sessions/end-all": Bound.PERSON,
    "/me/settings": Bound.PERSON,
    "/public/receipt": Bound.NOTHING,
    "/public/report-loss": Bound.PROOF,
    "/public/report-loss/<link>": Bound.PROOF,
    "/public/undo/<link>": Bound.PROOF,
    "/signin/<uuid:transaction_id>": Bound.PROOF,
    "/signin/<uuid:transaction_id>/account": Bound.PERSON,
    "/signin/<uuid:transaction_id>/waiting": Bound.PERSON,
    "/signin/<uuid:transaction_id>/app": Bound.PROOF,
    "/signin/<uuid:transaction_id>/cancel": Bound.REFUSAL,
    "/signin/<uuid:transaction_id>/card": Bound.PROOF,
    "/signin/<uuid:transaction_id>/code": Bound.PROOF,
    "/signin/<uuid:transaction_id>/face": Bound.PROOF,
    "/signin/<uuid:transaction_id>/face/consent": Bound.PAGE,
    "/signin/<uuid:transaction_id>/face/question": Bound.PROOF,
    "/signin/<uuid:transaction_id>/passkey": Bound.PROOF,
    "/signin/<uuid:transaction_id>/passkey/options": Bound.PROOF,
    "/signin/<uuid:transaction_id>/password-and-code": Bound.PROOF,
    "/signin/<uuid:transaction_id>/pin": Bound.PROOF,
    "/signin/<uuid:transaction_id>/recovery": Bound.PROOF,
    "/signin/<uuid:transaction_id>/start-again": Bound.REFUSAL,
}
"""Every route of people's pages that takes a form.

A report of a loss is bound to the person and not to what the page listed: a thief who adds and
removes things must not be able to make the emergency button ask again.
"""

_ANSWERED_BY_PEOPLE: Final = frozenset({Duty.PUBLIC, Duty.BROWSER, Duty.PERSON})
_AHEAD: Final = "minh_danh_ahead_of_flask"
_ENTRANCES: Final = frozenset({"/logout"})
"""Where the page of a relying party may post to; it brings a question and changes nothing."""


def bound_to_person(rule: str) -> bool:
    """Whether a form holds for nobody but the person its page was made for."""
    return FORMS.get(rule) in {Bound.PERSON, Bound.PAGE}


def declare_ahead(app: Flask, paths: Iterable[str]) -> None:
    """These paths are answered ahead of Flask's routing, and owe their duties all the same."""
    app.extensions[_AHEAD] = frozenset(paths)


def routes(app: Flask) -> set[str]:
    """Every path that is answered, as a rule of Flask's routing or ahead of it."""
    ahead: frozenset[str] = app.extensions.get(_AHEAD, frozenset())
    return {rule.rule for rule in app.url_map.iter_rules()} | ahead


def require_duties(app: Flask) -> None:
    """Refuse an application with a route that declares no duty, or a form that is bound to nothing.

    Raises LookupError.
    """
    missing = routes(app) - DUTIES.keys()
    if missing:
        raise LookupError(f"routes without a duty: {', '.join(sorted(missing))}")
    loose = {rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    loose = {rule for rule in loose if DUTIES[rule] in _ANSWERED_BY_PEOPLE}
    loose -= FORMS.keys() | _ENTRANCES
    if loose:
        raise LookupError(f"forms that are bound to nothing: {', '.join(sorted(loose))}")
